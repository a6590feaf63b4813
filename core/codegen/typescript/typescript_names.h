// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_model.h"
#include "core/codegen/code_names.h"

#include <string>
#include <vector>

namespace wirebench::typescript {

/// How the entries of a model are called in TypeScript, by their indices in the model.
struct Names {
    explicit Names(const CodeModel& model);

    std::vector<std::string> structs; ///< Types, and the constants beside them.
    std::vector<std::string> builders; ///< Of structs.
    std::vector<std::string> enums;
    std::vector<std::string> flags;
    std::vector<std::string> unions;
    std::vector<std::vector<std::string>> properties; ///< Of each struct's fields.
    std::vector<std::vector<std::string>> members; ///< Of each enum's values.
    std::vector<std::vector<std::string>> flagKeys; ///< Of each set of flags.
    std::vector<std::string> codecs; ///< Of structs.
    std::vector<std::string> numberSets; ///< Of structs: the numbers of their fields.
    std::vector<std::string> inlineSets; ///< Of structs: the numbers of fields that refer to a string table.
    std::vector<std::string> enumTables;
    NameScope types; ///< Names of types of the module.
    NameScope constants; ///< Names of constants of the module that are not exported.

    /// The index of a struct of the model.
    std::size_t indexOf(const CodeModel& model, const ApiStruct& entry) const;
};

/// A text as a literal.
std::string textLiteral(std::string_view text);

} // namespace wirebench::typescript
