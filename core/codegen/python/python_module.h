// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_names.h"
#include "core/codegen/code_writer.h"
#include "core/codegen/target.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::python {

/// Names and types of one generated module, and the codecs that its structs need: constants behind the structs.
class Module {
public:
    Module(const CodeModel& model, const GenerateOptions& options);

    const CodeModel& model() const { return m_model; }
    const Plan& plan() const { return *m_model.plan; }
    const GenerateOptions& options() const { return m_options; }
    const GenerateFeatures& features() const { return m_options.features; }

    const ApiType& typeOf(NodeIndex node) const { return m_model.typeOf(node); }
    const std::string& structName(std::uint32_t index) const { return m_structs[index]; }
    const std::string& enumName(std::uint32_t index) const { return m_enums[index]; }
    const std::string& flagsName(std::uint32_t index) const { return m_flags[index]; }
    /// Constant of the names of an enum's numbers, or of the bits of flags.
    const std::string& enumTable(std::uint32_t index) const { return m_enumTables[index]; }
    const std::string& flagsTable(std::uint32_t index) const { return m_flagTables[index]; }
    const std::string& unionName(std::uint32_t index) const { return m_unions[index]; }
    /// Class that makes values of a struct.
    const std::string& builderName(std::uint32_t index) const { return m_builders[index]; }
    /// Attribute of a field of a struct.
    const std::string& attribute(std::uint32_t structIndex, std::size_t field) const
    {
        return m_fields[structIndex][field];
    }
    /// Names in the body of a struct's class, beside the fields.
    NameScope& classScope(std::uint32_t structIndex) { return m_scopes[structIndex]; }
    NameScope& moduleScope() { return m_scope; }
    const std::vector<std::string>& memberNames(std::uint32_t enumIndex) const { return m_members[enumIndex]; }
    const std::vector<std::string>& flagNames(std::uint32_t flagsIndex) const { return m_flagMembers[flagsIndex]; }

    /// Type hint of the values of a node.
    std::string hint(NodeIndex node) const;
    /// Type hint of a field, `| None` where it may be absent.
    std::string hint(const ApiField& field) const;
    bool mayBeNone(const ApiField& field) const;
    /// Whether a field has no value of its own that it starts with.
    bool isRequired(const ApiField& field) const;
    /// An expression for the value a field has when nothing else is said. `fresh` is one that others may change.
    struct Start {
        std::string expression;
        bool fresh = false;
    };
    Start startOf(const ApiField& field);
    /// The same for the zero of a node.
    Start zeroOf(NodeIndex node);

    /// Constant of the codec of a node.
    std::string codec(NodeIndex node);
    /// Constant of the codec of a place in a bit record, with its presence bit.
    std::string bitCodec(SlotIndex slot);
    /// A constant of this expression; equal expressions share one. `wish` is what its name is made of, `hint` its type
    /// where that does not follow from the expression.
    std::string constant(std::string_view wish, const std::string& expression,
                         const std::vector<std::string>& items = {}, std::string_view hint = {});
    /// A constant of one struct, which no other one uses.
    std::string ownConstant(std::string_view wish, const std::string& expression,
                            const std::vector<std::string>& items = {});
    /// A constant of the field numbers of a struct; `interned`: of those written as an index into the string table.
    std::string numbers(std::uint32_t structIndex, bool interned = false);
    void writeConstants(CodeWriter& writer) const;

    /// Whether the plan is of the tagged family.
    bool isTagged() const { return m_tagged; }
    /// `, DIALECT` where the plan has one.
    std::string dialectArgument() const { return m_tagged ? ", DIALECT" : ""; }
    std::string path() const;
    std::string import() const;

private:
    struct Constant {
        std::string name; ///< With its type hint, if any.
        std::string expression;
        std::vector<std::string> items; ///< One a line between `expression` and `)`.
    };

    std::string addConstant(std::string key, std::string_view wish, const std::string& expression,
                            const std::vector<std::string>& items, std::string_view hint);
    void nameTypes();
    void nameFields();
    std::string bitLeaf(NodeIndex node);
    std::string seriesCodec(const Node& node);
    std::string contentCodec(const Node& node);
    std::string scalarCodec(const Node& node, const ApiType& type);
    std::string referenceCodec(const Node& node);
    std::string makeCodec(NodeIndex node);
    std::string literalOf(NodeIndex node, const std::string& json);

    const CodeModel& m_model;
    const GenerateOptions& m_options;
    bool m_tagged = false;
    NameScope m_scope;
    std::vector<std::string> m_structs;
    std::vector<std::string> m_builders;
    std::vector<std::string> m_enums;
    std::vector<std::string> m_flags;
    std::vector<std::string> m_unions;
    std::vector<std::string> m_enumTables;
    std::vector<std::string> m_flagTables;
    std::vector<std::vector<std::string>> m_fields;
    std::vector<NameScope> m_scopes;
    std::vector<std::vector<std::string>> m_members;
    std::vector<std::vector<std::string>> m_flagMembers;
    std::vector<Constant> m_constants;
    std::map<std::string, std::string> m_byExpression;
    std::map<NodeIndex, std::string> m_codecs;
};

} // namespace wirebench::python
