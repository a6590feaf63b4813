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

namespace wirebench::rust {

/// What the parts of the Rust printer share: the model, the names that its entries have in Rust, the types and codecs
/// of nodes, and the writer of the module.
class Context {
public:
    Context(const CodeModel& model, const GenerateOptions& options);

    const CodeModel& model;
    const Plan& plan;
    const GenerateOptions& options;
    CodeWriter w;
    Diagnostics problems;

    /// Names of structs, enums, flags and unions by their index in the model.
    std::vector<std::string> structs;
    std::vector<std::string> views; ///< Of structs with parts that can be borrowed; else empty.
    /// Whether types and codecs are those of values that borrow from the input.
    bool viewing = false;
    std::vector<std::string> enums;
    std::vector<std::string> flags;
    std::vector<std::string> unions;
    /// Names of the fields of each struct, by struct and field.
    std::vector<std::vector<std::string>> fields;
    std::vector<std::string> unknownFields; ///< The field with unknown fields, by struct.
    std::vector<std::string> stringFields; ///< The field with a kept string table, by struct.
    std::string packetName; ///< Enum of all self-describing messages.
    std::string frameName; ///< Enum of stream frames.

    const Node& nodeOf(SlotIndex slot) const { return plan.nodeOf(slot); }
    bool hasTable() const { return plan.dialect.tableWireType != kNoWireType; }
    bool keepsStrings(const ApiStruct& entry) const { return entry.keepsUnknown && hasTable(); }

    /// Whether a value of a node has parts that can be borrowed from the input.
    bool borrows(NodeIndex node) const;
    /// The struct's name, or its view's while those are written.
    const std::string& structName(std::uint32_t index) const
    {
        return viewing && !views[index].empty() ? views[index] : structs[index];
    }
    /// As structName(), with the lifetime `'a` or `'static`.
    std::string structType(std::uint32_t index, std::string_view lifetime) const;
    /// The Rust type of the values of a node.
    std::string type(NodeIndex node) const;
    /// The Rust type of a field, with its Box and Option.
    std::string fieldType(const ApiField& field) const;
    /// The codec of a node; long ones get an alias, whose name starts with `hint`.
    std::string codec(NodeIndex node, std::string_view hint);
    /// The codec of a field; with its Option where a bit or byte on the wire stands for it.
    std::string fieldCodec(std::uint32_t structIndex, const ApiField& field);
    /// The codec of a field's value without its Option, with its Box.
    std::string valueCodec(std::uint32_t structIndex, const ApiField& field);
    /// The codec of one element of a field's list.
    std::string elementCodec(std::uint32_t structIndex, const ApiField& field);
    /// The codec of a slot of a bit record, with its presence bit.
    std::string slotCodec(SlotIndex slot, std::string_view hint);
    /// Writes the aliases that codec() has made.
    void writeAliases();

    /// A type's name that nothing else in the module has.
    std::string takeType(std::string_view name) { return m_types.take(name); }
    /// Says that the language cannot carry a node.
    void unsupported(NodeIndex node, std::string_view why);

private:
    void nameTypes();
    void nameFields();
    void nameViews();
    std::string typeText(NodeIndex node, bool borrowed) const;
    bool borrowsByItself(NodeIndex node) const;
    std::string plainCodec(NodeIndex node, std::string_view hint);
    std::string scalarCodec(const Node& node, const ApiType& type, NodeIndex index);
    std::string contentCodec(const Node& node, NodeIndex index);
    std::string seriesCodec(const Node& node, std::string_view hint);
    std::string bitsCodec(const Node& node, const ApiType& type, NodeIndex index);
    std::string alias(std::string codec, std::string_view hint);

    NameScope m_types;
    std::map<std::string, std::string> m_aliases; ///< Name by codec.
    std::vector<std::pair<std::string, std::string>> m_aliasOrder; ///< Name and codec.
};

/// A name as a Rust identifier: keywords get `r#`, the few that cannot have it an underscore.
std::string escaped(std::string name);

/// `text` as a Rust string literal.
std::string literal(std::string_view text);

/// `bytes` as a Rust byte string literal.
std::string bytesLiteral(ByteView bytes);

/// `let …`, `x = …` and the like: on one line, or with what follows the first `= ` on a line of its own.
void statement(CodeWriter& w, int depth, const std::string& left, const std::string& right);

/// Doc comment lines.
void docComment(CodeWriter& w, std::string_view text);

/// Index of a struct in its model.
std::uint32_t indexOf(const Context& context, const ApiStruct& entry);

} // namespace wirebench::rust
