// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/c/c_context.h"

#include <cstdint>
#include <string>

// Functions that are printed for each struct, so that its fields cost no look at a table. What is rare in a field is
// left to the engine of the runtime, which reads and writes any node by the tables.

namespace wirebench::c {

/// The node of a struct that has printed functions.
bool hasCode(const Context& context, NodeIndex node);

/// Functions for the size, the bytes and the reading of every such struct, and a `wb_code` of each.
void writeCodecs(CodeWriter& out, const Context& context);

/// The three functions of one struct, fields one after another.
void writeSequenceCodec(CodeWriter& out, const Context& context, std::uint32_t index);
/// The three functions of one struct, fields with numbers.
void writeTaggedCodec(CodeWriter& out, const Context& context, std::uint32_t index);

/// The three functions of one record of bits that one can ask for.
void writeRecordCodec(CodeWriter& out, const Context& context, std::uint32_t index);

inline std::string decimal(std::uint64_t number)
{
    return std::to_string(number);
}

/// A pointer some bytes behind another.
inline std::string behind(std::string_view pointer, std::uint64_t bytes)
{
    return std::string(pointer) + (bytes == 0 ? "" : " + " + decimal(bytes));
}

/// Statements of a function; the parts that are asked about are declared as parameters that it may not use.
class CodecPrinter {
public:
    CodecPrinter(CodeWriter& out, const Context& context, std::uint32_t index)
        : m_out(out)
        , m_context(context)
        , m_index(index)
        , m_entry(context.model().structs[index])
        , m_node(context.node(m_entry.node))
    {
    }

protected:
    enum class Function : std::uint8_t { Size, Put, Get };

    /// Writes a function with what `body` writes into its argument.
    template <typename Body>
    void function(Function kind, Body body)
    {
        CodeWriter lines;
        lines.indent();
        body(lines);
        writeFunction(kind, lines);
    }

    const Context& context() const { return m_context; }
    const ApiStruct& entry() const { return m_entry; }
    const Node& node() const { return m_node; }
    const Node& node(NodeIndex index) const { return m_context.node(index); }
    const Node& nodeOf(const ApiField& field) const { return m_context.node(m_context.slot(field.slot).node); }
    const ApiType& typeOf(NodeIndex index) const { return m_context.model().typeOf(index); }
    std::string structName() const { return m_context.structName(m_index); }
    const std::string& name(std::uint32_t field) const { return m_context.fieldName(m_index, field); }
    std::string member(std::uint32_t field) const { return "value->" + name(field); }
    std::string has(std::uint32_t field) const { return "value->" + m_context.hasName(m_index, field); }
    const std::string& unknownName() const { return m_context.unknownName(m_index); }

    /// What is written while it lives stands for a field of the struct.
    [[nodiscard]] CodeWriter::Mark markOf(CodeWriter& out, std::uint32_t field) const
    {
        return out.mark(m_entry.decl, m_entry.fields[field].member);
    }

    /// A table of the schema, where `state` is what a function has in hand: "e" or "d".
    static std::string nodeAt(char state, NodeIndex index);
    static std::string slotAt(char state, SlotIndex index);
    /// The address of a value: of "*box" the box.
    static std::string pointerTo(const std::string& value);
    /// Whether a number is written and read by stored() and loaded().
    bool isPrintedNumber(NodeIndex index) const;
    /// A number as the integer that lies on the wire, before the coding of varints.
    std::string stored(const std::string& value, NodeIndex index) const;
    /// The number that an unsigned integer of 64 bits stands for.
    std::string loaded(const std::string& integer, NodeIndex index) const;
    /// A statement that moves `at` on by a call, and the return of a function that reads when that fails.
    static void writeGet(CodeWriter& out, const std::string& call, const std::vector<std::string>& arguments);
    /// Memory for a box.
    static void writeBox(CodeWriter& out, const std::string& box);
    static void writeReturnIf(CodeWriter& out, std::string_view condition, std::string_view result = "NULL");

private:
    void writeFunction(Function kind, const CodeWriter& body);

    CodeWriter& m_out;
    const Context& m_context;
    std::uint32_t m_index;
    const ApiStruct& m_entry;
    const Node& m_node;
};

} // namespace wirebench::c
