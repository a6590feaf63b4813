// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_names.h"
#include "core/codegen/code_writer.h"
#include "core/codegen/target.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::cpp {

/// Names and types of one schema's C++ code: what every part of the printer asks.
class Context {
public:
    Context(const CodeModel& model, const GenerateOptions& options);

    const CodeModel& model() const { return m_model; }
    const Plan& plan() const { return *m_model.plan; }
    const GenerateFeatures& features() const { return m_options.features; }
    const std::string& stem() const { return m_stem; }
    const std::string& space() const { return m_space; } ///< Namespace: "a::b".

    const Node& node(NodeIndex index) const { return plan().nodes[index]; }
    const Node& nodeOf(SlotIndex slot) const { return plan().nodeOf(slot); }
    const Slot& slot(SlotIndex index) const { return plan().slots[index]; }

    const std::string& structName(std::uint32_t index) const { return m_structs[index]; }
    const std::string& enumName(std::uint32_t index) const { return m_enums[index]; }
    const std::string& flagsName(std::uint32_t index) const { return m_flags[index]; }
    const std::string& unionName(std::uint32_t index) const { return m_unions[index]; }
    /// Of the type whose texts and bytes lie in the input; empty where a struct or union has nothing of the kind.
    const std::string& structView(std::uint32_t index) const { return m_structViews[index]; }
    const std::string& unionView(std::uint32_t index) const { return m_unionViews[index]; }
    const std::string& fieldName(std::uint32_t structIndex, std::uint32_t field) const
    {
        return m_fields[structIndex][field];
    }
    const std::string& valueName(std::uint32_t enumIndex, std::uint32_t value) const
    {
        return m_values[enumIndex][value];
    }
    const std::string& flagName(std::uint32_t flagsIndex, std::uint32_t flag) const
    {
        return m_flagValues[flagsIndex][flag];
    }
    /// Of an alternative of a union: the name of its accessor and of its kind.
    const std::string& alternativeName(std::uint32_t unionIndex, std::uint32_t alternative) const
    {
        return m_alternatives[unionIndex][alternative];
    }

    /// Of what is made of a struct besides: its builder, the places of its fields.
    const std::string& builderName(std::uint32_t index) const { return m_builders[index]; }
    const std::string& layoutName(std::uint32_t index) const { return m_layouts[index]; }
    /// Of the classes for the model's interfaces with methods and services.
    const std::string& interfaceName(std::size_t index) const { return m_interfaces[index]; }
    const std::string& serviceName(std::size_t index) const { return m_services[index]; }

    /// Name of an entry point, as the format prescribes it or as it is usual.
    std::string apiName(ApiRole role) const;
    /// Name of the member that keeps unknown fields, and of the one that keeps their string table.
    const std::string& unknownName(std::uint32_t structIndex) const { return m_unknown[structIndex]; }
    const std::string& stringsName(std::uint32_t structIndex) const { return m_strings[structIndex]; }
    bool keepsStrings(const ApiStruct& entry) const;
    /// The names by which one can ask for a type: its own first.
    std::vector<std::string> typeNames(const PlanType& type) const;
    /// A condition that holds when `expression` is one of them.
    std::string isNamed(std::string_view expression, const PlanType& type) const;
    /// A list of them for a function of the runtime: "{"a", "b"}".
    std::string nameList(const PlanType& type) const;

    /// The C++ type of a node's values; with `view`, one that points into the input.
    std::string type(NodeIndex node, bool view = false) const;
    /// The C++ type of a field, optionality included.
    std::string fieldType(const ApiField& field, bool view = false) const;
    /// Whether absence is a std::optional or a Box: unions have a "nothing" of their own.
    bool wrapped(const ApiField& field) const;
    bool isArray(NodeIndex node) const; ///< std::array
    /// What stands behind the name in the declaration of a field: " = 0", or nothing.
    std::string initializer(const ApiField& field, bool view = false) const;
    /// Whether something of a node's values can lie in the input.
    bool borrows(NodeIndex node) const;
    bool borrows(const ApiField& field) const;

    /// The codec of a node's values (types of the runtime, and structs in the namespace `codec`).
    std::string codec(NodeIndex node) const;
    /// Of a slot: with its presence bit.
    std::string slotCodec(SlotIndex slot) const;
    /// A C++ literal of a text, quoted and escaped.
    static std::string quoted(std::string_view text);
    /// A number as a literal of its type.
    static std::string literal(std::uint64_t number, bool isSigned);
    /// Names that no declaration may have.
    static NameScope reservedNames();

private:
    void nameTypes();
    void nameViews(NameScope& names);
    bool isNumberRun(NodeIndex node) const;
    void findHidden();
    std::string shown(const std::string& typeName) const;
    void nameFields();
    std::string listType(const ApiType& type, bool view) const;
    std::string leafType(const ApiType& type, bool view) const;
    std::string bitsCodec(const Node& node, const ApiType& type) const;
    std::string contentCodec(const Node& node, const ApiType& type) const;
    std::string seriesCodec(const Node& node) const;
    std::string defaultLiteral(NodeIndex node, std::string_view json) const;
    bool leadsBack(NodeIndex list) const;

    const CodeModel& m_model;
    const GenerateOptions& m_options;
    std::string m_stem;
    std::string m_space;
    std::vector<std::string> m_structs;
    std::vector<std::string> m_enums;
    std::vector<std::string> m_flags;
    std::vector<std::string> m_unions;
    std::vector<std::string> m_structViews;
    std::vector<std::string> m_unionViews;
    std::set<NodeIndex> m_appended; ///< Lists whose elements may lie in several places.
    std::vector<std::string> m_builders;
    std::vector<std::string> m_layouts;
    std::vector<std::string> m_interfaces;
    std::vector<std::string> m_services;
    std::vector<std::string> m_unknown;
    std::vector<std::string> m_strings;
    std::vector<std::vector<std::string>> m_fields;
    std::vector<std::vector<std::string>> m_values;
    std::vector<std::vector<std::string>> m_flagValues;
    std::vector<std::vector<std::string>> m_alternatives;
    std::set<std::string> m_hidden; ///< Names of types that are names of members somewhere too.
};

/// Doc comment lines, and a remark where something is deprecated.
void writeDoc(CodeWriter& out, std::string_view doc);

} // namespace wirebench::cpp
