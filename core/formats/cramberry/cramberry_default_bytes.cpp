// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_default_literals.h"
#include "core/formats/cramberry/cramberry_defaults.h"
#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/wire/series_encoder.h"
#include "core/wire/varint.h"

#include <bit>
#include <memory>

namespace wirebench::cramberry {

namespace {

std::uint64_t numberOf(const Schema& schema, TypeIndex index, const LiteralNode& literal)
{
    const TypeExpr& type = schema.types[index];
    if (type.kind == TypeKind::Bool)
        return literal.text == "true" ? 1 : 0;
    if (type.kind == TypeKind::Float)
        return type.bits == 32 ? std::bit_cast<std::uint32_t>(float32Of(literal))
                               : std::bit_cast<std::uint64_t>(float64Of(literal));
    if (type.kind == TypeKind::Named)
        return static_cast<std::uint64_t>(enumValue(schema, index, literal.text)->number);
    if (type.kind == TypeKind::UInt)
        return unsignedValue(literal).value_or(0);
    return static_cast<std::uint64_t>(signedValue(literal).value_or(0));
}

void appendVarint(Bytes& out, std::uint64_t value)
{
    std::uint8_t buffer[kLongestVarint];
    out.insert(out.end(), buffer, writeVarint(buffer, value));
}

class DefaultWriter {
public:
    DefaultWriter(const Schema& schema, const Plan& plan) : m_schema(schema), m_plan(plan) { }

    Bytes bare(TypeIndex type, const LiteralNode& literal, NodeIndex node) const
    {
        Bytes body = content(type, literal, node);
        if (m_plan.nodes[node].selfDelimiting)
            return body;
        Bytes out;
        appendVarint(out, body.size());
        out.insert(out.end(), body.begin(), body.end());
        return out;
    }

private:
    Bytes content(TypeIndex type, const LiteralNode& literal, NodeIndex index) const
    {
        const Node& node = m_plan.nodes[index];
        switch (node.op) {
        case Op::Content:
            return heapContent(node, literal);
        case Op::Map:
            return Bytes(1, 0);
        case Op::Series:
            if (literal.kind == LiteralKind::Text)
                return content(type, listOfBytes(literal), index);
            return isFlatSeries(m_plan, node) ? flatSeries(type, literal, node) : series(type, literal, node);
        default:
            return number(type, literal, node);
        }
    }

    static Bytes heapContent(const Node& node, const LiteralNode& literal)
    {
        if (node.meaning == Meaning::Text)
            return Bytes(literal.text.begin(), literal.text.end());
        if (literal.kind != LiteralKind::Array)
            return hexBytes(literal.text).value_or(Bytes());
        Bytes bytes;
        for (const LiteralNode& element : literal.elements)
            bytes.push_back(static_cast<std::uint8_t>(unsignedValue(element).value_or(0)));
        return bytes;
    }

    /// Bytes in hex where an encoding makes them an array of numbers.
    static LiteralNode listOfBytes(const LiteralNode& literal)
    {
        LiteralNode list;
        list.kind = LiteralKind::Array;
        for (const std::uint8_t byte : hexBytes(literal.text).value_or(Bytes())) {
            list.elements.emplace_back();
            list.elements.back().kind = LiteralKind::Integer;
            list.elements.back().text = std::to_string(byte);
        }
        return list;
    }

    Bytes number(TypeIndex type, const LiteralNode& literal, const Node& node) const
    {
        const std::uint64_t stored = storedNumber(node, numberOf(m_schema, type, literal));
        Bytes out;
        if (node.op == Op::Varint) {
            appendVarint(out, stored);
            return out;
        }
        for (std::uint64_t bits = 0; bits < node.minBits; bits += 8)
            out.push_back(static_cast<std::uint8_t>(stored >> bits));
        return out;
    }

    /// Elements that are values with parts of their own.
    Bytes series(TypeIndex type, const LiteralNode& literal, const Node& node) const
    {
        const TypeIndex element = m_schema.types[type].element;
        const NodeIndex elementNode = m_plan.slots[node.firstSlot].node;
        const bool counted = m_plan.series[node.detail].coding == SeriesCoding::Counted;
        Bytes out;
        if (counted)
            appendVarint(out, literal.elements.size());
        for (const LiteralNode& each : literal.elements) {
            const Bytes body = counted ? content(element, each, elementNode) : bare(element, each, elementNode);
            if (counted)
                appendVarint(out, body.size());
            out.insert(out.end(), body.begin(), body.end());
        }
        return out;
    }

    /// Elements that are leaves, in any coding.
    Bytes flatSeries(TypeIndex type, const LiteralNode& literal, const Node& node) const
    {
        auto heap = std::make_shared<Bytes>();
        Value value;
        value.plan = std::shared_ptr<const Plan>(std::shared_ptr<const Plan>(), &m_plan); // used in this call only
        value.nodes.push_back({kNoIndex, ValueKind::List, static_cast<std::uint32_t>(literal.elements.size() + 1),
                               literal.elements.size()});
        for (const LiteralNode& element : literal.elements)
            value.nodes.push_back(leaf(m_schema.types[type].element, element, node.firstSlot, *heap));
        value.heap = std::move(heap);
        Bytes out(seriesBodyBytes(value, node, 0));
        writeSeriesBody(value, node, 0, out.data());
        return out;
    }

    ValueNode leaf(TypeIndex type, const LiteralNode& literal, SlotIndex slot, Bytes& heap) const
    {
        const Node& node = m_plan.nodeOf(slot);
        ValueNode leaf;
        leaf.slot = slot;
        if (node.op == Op::Content) {
            const Bytes content = heapContent(node, literal);
            leaf.kind = node.meaning == Meaning::Text ? ValueKind::Text : ValueKind::Content;
            leaf.payload = (static_cast<std::uint64_t>(heap.size()) << 32) | content.size();
            heap.insert(heap.end(), content.begin(), content.end());
            return leaf;
        }
        leaf.kind = kindOf(node.meaning);
        leaf.payload = numberOf(m_schema, type, literal);
        return leaf;
    }

    static ValueKind kindOf(Meaning meaning)
    {
        switch (meaning) {
        case Meaning::Bool:
            return ValueKind::Bool;
        case Meaning::Int:
            return ValueKind::Int;
        case Meaning::Float:
            return ValueKind::Float;
        case Meaning::Enum:
            return ValueKind::Enum;
        default:
            return ValueKind::UInt;
        }
    }

    const Schema& m_schema;
    const Plan& m_plan;
};

} // namespace

Bytes defaultBytes(const Schema& schema, TypeIndex type, const LiteralNode& literal, const Plan& plan, NodeIndex node)
{
    return DefaultWriter(schema, plan).bare(type, literal, node);
}

} // namespace wirebench::cramberry
