// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

namespace wirebench {

/// Swift 5.7 and later, standard library only: one file per schema, and the runtime, which is the same for all schemas.
class SwiftTarget final : public Target {
public:
    std::string_view id() const override { return "swift"; }
    std::string_view title() const override { return "Swift"; }
    std::string_view highlighting() const override { return "cpp"; }
    std::string_view keywords() const override
    {
        return "as associatedtype break case catch class continue default defer do else enum extension false "
               "fileprivate for func guard if import in indirect init inout internal is let mutating nil operator "
               "private protocol public repeat rethrows return self Self static struct subscript super switch throw "
               "throws true try typealias var where while";
    }
    GenerateFeatures offers() const override
    {
        return {.json = true, .validation = true, .builders = true, .equals = true, .clone = true, .dispatch = true};
    }

    Generated generate(const CodeModel& model, const GenerateOptions& options) const override;
};

} // namespace wirebench
