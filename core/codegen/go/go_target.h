// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

namespace wirebench::go {

/// Go 1.19 and later, standard library only: a folder with a package.
class GoTarget : public Target {
public:
    std::string_view id() const override { return "go"; }
    std::string_view title() const override { return "Go"; }
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

} // namespace wirebench::go
