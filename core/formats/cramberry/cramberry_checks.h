// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_model.h"

#include <set>
#include <tuple>

namespace wirebench::cramberry {

/// Checks everything that needs more than names (spec cramberry.md, *Checks*). Afterwards Decl::sound tells which
/// declarations can be lowered, and structs have their type ids.
void check(Model& model, SchemaProblems& problems);

/// Duplicates and reserved names among declarations, members, parameters.
void checkNames(Model& model, SchemaProblems& problems);
/// Types and annotations of fields, their defaults and rules.
void checkFields(Model& model, SchemaProblems& problems);
/// Type ids and the names and hashes of implementations. Sets DeclFacts::typeId.
void checkTypeIds(Model& model, SchemaProblems& problems);

/// Adds each problem once: instances of one generic have the same ones at the same place.
class OnceProblems {
public:
    explicit OnceProblems(SchemaProblems& problems) : m_problems(problems) { }

    Diagnostic& add(Severity severity, std::string_view code, TextRange range, std::string_view pattern,
                    std::vector<std::string> arguments = {})
    {
        const bool isNew = m_seen.emplace(code, range.file, range.begin, range.end).second;
        if (isNew)
            return m_problems.add(severity, code, range, pattern, std::move(arguments));
        return m_dropped = Diagnostic();
    }
    Diagnostic& error(std::string_view code, TextRange range, std::string_view pattern,
                      std::vector<std::string> arguments = {})
    {
        return add(Severity::Error, code, range, pattern, std::move(arguments));
    }

private:
    SchemaProblems& m_problems;
    std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t, std::uint32_t>> m_seen;
    Diagnostic m_dropped;
};

} // namespace wirebench::cramberry
