// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

namespace wirebench {

/// C++20: a header and a source file, and the runtime headers beside them, which need the standard library only.
class CppTarget : public Target {
public:
    std::string_view id() const override { return "cpp"; }
    std::string_view title() const override { return "C++20"; }
    std::span<const std::string_view> aliases() const override;
    std::string_view highlighting() const override { return "cpp"; }
    GenerateFeatures offers() const override
    {
        return {.json = true,
                .validation = true,
                .builders = true,
                .equals = true,
                .clone = true,
                .dispatch = true,
                .pools = true,
                .hooks = true};
    }
    Generated generate(const CodeModel& model, const GenerateOptions& options) const override;
};

} // namespace wirebench
