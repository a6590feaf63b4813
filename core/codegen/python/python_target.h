// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

namespace wirebench {

/// Python 3.10: dataclasses with type hints, one module for a schema and one runtime module beside it.
class PythonTarget final : public Target {
public:
    std::string_view id() const override { return "python"; }
    std::string_view title() const override { return "Python 3.10"; }
    std::span<const std::string_view> aliases() const override;
    std::string_view highlighting() const override { return "python"; }
    /// There is nothing to gain by reusing buffers.
    GenerateFeatures offers() const override
    {
        return {.json = true,
                .validation = true,
                .builders = true,
                .equals = true,
                .clone = true,
                .dispatch = true,
                .hooks = true};
    }
    Generated generate(const CodeModel& model, const GenerateOptions& options) const override;
};

} // namespace wirebench
