// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_model.h"
#include "core/codegen/code_names.h"

#include <string>
#include <string_view>
#include <vector>

namespace wirebench::go {

/// An exported name as Go spells it, initialisms in capitals: "parse_http_id" → "ParseHTTPID".
std::string exportedName(std::string_view name);

/// The names of one generated package: types and functions unlike one another and unlike those of the runtime.
class GoNames {
public:
    explicit GoNames(const CodeModel& model);

    const std::string& structName(std::uint32_t index) const { return m_structs[index]; }
    /// The function that makes one with its defaults: "NewOrder".
    const std::string& newName(std::uint32_t index) const { return m_news[index]; }
    const std::string& enumName(std::uint32_t index) const { return m_enums[index]; }
    const std::string& enumValue(std::uint32_t index, std::size_t value) const { return m_enumValues[index][value]; }
    const std::string& flagsName(std::uint32_t index) const { return m_flags[index]; }
    const std::string& flag(std::uint32_t index, std::size_t flag) const { return m_flagBits[index][flag]; }
    const std::string& unionName(std::uint32_t index) const { return m_unions[index]; }
    /// The type that holds an alternative which is no struct: "AnyInt64".
    const std::string& wrapper(std::uint32_t index, std::size_t alternative) const
    {
        return m_wrappers[index][alternative];
    }
    const std::string& field(std::uint32_t index, std::size_t field) const { return m_fields[index][field]; }
    const std::string& unknownField(std::uint32_t index) const { return m_unknownFields[index]; }
    const std::string& stringTable(std::uint32_t index) const { return m_stringTables[index]; }
    /// A name of the package that nothing else has.
    std::string take(std::string_view name) { return m_package.take(name); }

private:
    void takeFields(const CodeModel& model, const ApiStruct& entry);

    NameScope m_package;
    std::vector<std::string> m_structs;
    std::vector<std::string> m_news;
    std::vector<std::string> m_enums;
    std::vector<std::vector<std::string>> m_enumValues;
    std::vector<std::string> m_flags;
    std::vector<std::vector<std::string>> m_flagBits;
    std::vector<std::string> m_unions;
    std::vector<std::vector<std::string>> m_wrappers;
    std::vector<std::vector<std::string>> m_fields;
    std::vector<std::string> m_unknownFields;
    std::vector<std::string> m_stringTables;
};

} // namespace wirebench::go
