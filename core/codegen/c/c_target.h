// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

namespace wirebench {

/// C11: plain structs, tables that describe them, and one runtime that reads and writes by the tables.
class CTarget final : public Target {
public:
    std::string_view id() const override { return "c"; }
    std::string_view title() const override { return "C11"; }
    std::span<const std::string_view> aliases() const override;
    std::string_view highlighting() const override { return "c"; }
    GenerateFeatures offers() const override
    {
        return {.json = true, .validation = true, .builders = true, .equals = true, .clone = true, .dispatch = true};
    }
    Generated generate(const CodeModel& model, const GenerateOptions& options) const override;
};

} // namespace wirebench
