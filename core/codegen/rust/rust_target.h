// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

namespace wirebench::rust {

/// Rust, edition 2021 (from 1.63), without dependencies: a module, and the runtime module beside it.
class RustTarget final : public Target {
public:
    std::string_view id() const override { return "rust"; }
    std::string_view title() const override { return "Rust"; }
    std::span<const std::string_view> aliases() const override;
    std::string_view highlighting() const override { return "rust"; }
    /// Equality and copies are derived.
    GenerateFeatures offers() const override
    {
        return {.json = true, .validation = true, .builders = true, .equals = true, .clone = true, .dispatch = true};
    }
    Generated generate(const CodeModel& model, const GenerateOptions& options) const override;
};

} // namespace wirebench::rust
