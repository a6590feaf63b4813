// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_model.h"
#include "core/codegen/code_names.h"

#include <string>
#include <string_view>
#include <vector>

namespace wirebench::swift {

/// How the entries of a model are called in Swift, by their indices in the model.
struct Names {
    /// `stem`: what the schema is called.
    Names(const CodeModel& model, std::string_view stem);

    std::string schema; ///< The enum that holds what belongs to no type.
    std::vector<std::string> structs;
    std::vector<std::string> views; ///< Of structs that have parts which need not be copied; else empty.
    std::vector<std::string> enums;
    std::vector<std::string> flags;
    std::vector<std::string> unions;
    std::vector<std::vector<std::string>> properties; ///< Of each struct's fields.
    std::vector<std::vector<std::string>> members; ///< Of each enum's values.
    std::vector<std::vector<std::string>> flagNames; ///< Of each set of flags.
    std::vector<std::vector<std::string>> cases; ///< Of each union's alternatives.
    std::vector<std::string> fieldTables; ///< Of structs: constants of the schema's enum.
    std::vector<std::string> viewTables; ///< The same, of their views.
    std::string anyMessage; ///< A message of a buffer of several types.
    std::string streamItem; ///< A frame of a stream.
    NameScope types; ///< Names of types of the module.
    NameScope constants; ///< Names of constants of the schema's enum.
};

/// A name in backticks where it is a keyword.
std::string escaped(const std::string& name);

/// The name of a type: it starts with a capital letter, and not as those of the runtime do.
std::string typeName(std::string_view name);

/// A name of the scope that begins with a small letter, not in backticks.
std::string takeConstant(NameScope& scope, std::string_view name, std::string_view suffix);

/// A name of the scope that begins with a small letter.
std::string takeMember(NameScope& scope, std::string_view name);

/// A text as a literal.
std::string textLiteral(std::string_view text);

} // namespace wirebench::swift
