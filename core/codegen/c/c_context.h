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

namespace wirebench::c {

/// A struct that holds values of another type: lists, entries of maps, elements that may be absent, bytes of a fixed
/// number.
struct Holder {
    enum class Kind : std::uint8_t { List, Entry, Optional, Bytes };
    Kind kind = Kind::List;
    std::string name;
    std::string first; ///< Type of the elements, of the key or of the value; the number of bytes.
    std::string second; ///< Type of an entry's value.
};

/// What the parts of the printer share: the names of everything at file scope and of all members.
class Context {
public:
    /// The functions that are printed for a struct, and what lists them.
    struct CodeNames {
        std::string size;
        std::string put;
        std::string get;
        std::string code;
        std::string zero; ///< A value of the struct.
    };

    Context(const CodeModel& model, const GenerateOptions& options);

    const CodeModel& model() const { return m_model; }
    const Plan& plan() const { return *m_model.plan; }
    const GenerateOptions& options() const { return m_options; }
    const GenerateFeatures& features() const { return m_options.features; }
    const Node& node(NodeIndex index) const { return plan().nodes[index]; }
    const Slot& slot(SlotIndex index) const { return plan().slots[index]; }

    const std::string& prefix() const { return m_prefix; } ///< "orders"
    /// What the names of tables begin with, which are in one file only; no name that global() gives begins so.
    const std::string& tables() const { return m_tables; }
    std::string stem() const { return m_options.fileStem.empty() ? "schema" : m_options.fileStem; }
    /// A name at file scope, with the prefix; unlike all others.
    std::string global(std::string_view name) const { return m_prefix + '_' + std::string(name); }
    const std::string& structName(std::uint32_t index) const { return m_structs[index]; }
    const std::string& enumName(std::uint32_t index) const { return m_enums[index]; }
    const std::string& flagsName(std::uint32_t index) const { return m_flags[index]; }
    const std::string& unionName(std::uint32_t index) const { return m_unions[index]; }
    const std::string& fieldName(std::uint32_t entry, std::uint32_t field) const { return m_fields[entry][field].name; }
    const std::string& hasName(std::uint32_t entry, std::uint32_t field) const { return m_fields[entry][field].has; }
    const std::string& unknownName(std::uint32_t entry) const { return m_unknown[entry]; }
    const std::string& stringsName(std::uint32_t entry) const { return m_strings[entry]; }
    const CodeNames& codeNames(std::uint32_t entry) const { return m_codes[entry]; }
    const std::vector<Holder>& holders() const { return m_holders; }
    NameScope& scope() { return m_scope; }

    /// The C type of the values of a node.
    std::string type(NodeIndex node) const;
    /// The C type of what a list holds.
    std::string elementType(SlotIndex slot) const;
    /// The entry struct of a map.
    std::string entryType(NodeIndex node) const;
    /// Whether a bool beside the value says that it is there.
    bool hasFlag(const ApiField& field) const;
    /// Whether an element may be absent.
    bool optionalElement(SlotIndex slot) const;
    bool keepsStrings(const ApiStruct& entry) const;

    /// A text as a C literal.
    static std::string quoted(std::string_view text);
    static std::string unsignedLiteral(std::uint64_t value);
    static std::string signedLiteral(std::int64_t value);

private:
    struct FieldNames {
        std::string name;
        std::string has;
    };

    void nameTypes();
    void nameFields(std::uint32_t index);
    void addHolders(NodeIndex node);
    std::string hold(Holder::Kind kind, const std::string& first, const std::string& second);
    std::string bare(std::string_view type) const;

    const CodeModel& m_model;
    const GenerateOptions& m_options;
    std::string m_prefix;
    std::string m_tables;
    NameScope m_scope;
    std::vector<std::string> m_structs;
    std::vector<std::string> m_enums;
    std::vector<std::string> m_flags;
    std::vector<std::string> m_unions;
    std::vector<std::vector<FieldNames>> m_fields;
    std::vector<std::string> m_unknown;
    std::vector<std::string> m_strings;
    std::vector<CodeNames> m_codes;
    std::vector<Holder> m_holders;
    std::map<std::string, std::string> m_holderNames; ///< By kind and what they hold.
};

/// A doc comment; nothing when there is nothing to say.
void writeDoc(CodeWriter& out, std::string_view doc, bool deprecated = false);
/// A declaration or call with its arguments, wrapped behind the parenthesis where it is too long. `front` ends before
/// the parenthesis, `end` stands behind the closing one.
void writeCall(CodeWriter& out, const std::string& front, const std::vector<std::string>& arguments,
               std::string_view end);

void writeTypes(CodeWriter& out, Context& context);
void writeTables(CodeWriter& out, const Context& context);
void writeLayout(CodeWriter& out, const Context& context); ///< A part of the tables.
/// The steps of a rule of the plan that asks for a regular expression, a part of the tables; false when there are none.
bool writePattern(CodeWriter& out, const Context& context, std::size_t rule);
void writeDeclarations(CodeWriter& out, const Context& context);
void writeDefinitions(CodeWriter& out, const Context& context);

void writeServices(CodeWriter& out, Context& context);

bool hasBuilders(const Context& context); ///< Where they are asked for and the format prescribes them.
void writeBuilderDeclarations(CodeWriter& out, const Context& context);
void writeBuilderDefinitions(CodeWriter& out, const Context& context);
void writeBuilderNames(CodeWriter& out, const Context& context); ///< Macros without the prefix.

/// Where the fields of bit records lie, and functions for single ones of a packed value.
void writeBitDeclarations(CodeWriter& out, const Context& context);
void writeBitDefinitions(CodeWriter& out, const Context& context);

} // namespace wirebench::c
