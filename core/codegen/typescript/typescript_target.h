// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

#include <array>

namespace wirebench {

/// TypeScript: one module per schema (ES2020, strict), and the runtime it imports, which is the same for all schemas.
class TypeScriptTarget final : public Target {
public:
    std::string_view id() const override { return "typescript"; }
    std::string_view title() const override { return "TypeScript"; }
    std::span<const std::string_view> aliases() const override
    {
        static constexpr std::array<std::string_view, 1> names{"ts"};
        return names;
    }
    std::string_view highlighting() const override { return "javascript"; }
    GenerateFeatures offers() const override
    {
        return {.json = true, .validation = true, .builders = true, .equals = true, .clone = true, .dispatch = true};
    }

    Generated generate(const CodeModel& model, const GenerateOptions& options) const override;
};

} // namespace wirebench
