// SPDX-License-Identifier: MIT
#include "core/value/value.h"

#include "core/base/text.h"
#include "core/wire/content_json.h"
#include "core/wire/stored_value.h"

#include <utility>

namespace wirebench {

namespace {

class JsonWriter {
public:
    JsonWriter(const Value& value, int indent) : m_value(value), m_plan(*value.plan), m_indent(indent) { }

    std::string write(std::uint32_t index)
    {
        writeNode(index, 0);
        return std::move(m_out);
    }

private:
    bool shown(const ValueNode& node) const
    {
        return node.kind != ValueKind::Absent && (node.kind != ValueKind::Null || m_plan.nullsShown);
    }

    void writeNode(std::uint32_t index, int depth)
    {
        const ValueNode& node = m_value.nodes[index];
        switch (node.kind) {
        case ValueKind::Struct:
            writeStruct(index, depth);
            break;
        case ValueKind::List:
        case ValueKind::Strings:
            writeList(index, depth);
            break;
        case ValueKind::Map:
            writeMap(index, depth);
            break;
        case ValueKind::Reference:
            writeReference(index, depth);
            break;
        case ValueKind::ForeignType:
            writeForeign(index, depth);
            break;
        case ValueKind::Text:
            appendJsonString(m_out, m_value.heapText(node));
            break;
        case ValueKind::RawText:
            m_out += R"({"@bytes":")" + toHex(m_value.heapBytes(node)) + "\"}";
            break;
        case ValueKind::Content:
            appendContentJson(m_out, node.slot == kNoIndex ? Node{.meaning = Meaning::Bytes} : m_plan.nodeOf(node.slot),
                              m_value.heapBytes(node));
            break;
        case ValueKind::Unknown:
            m_out += R"({"@unknown":")" + toHex(m_value.heapBytes(node)) + "\"}";
            break;
        case ValueKind::Absent:
        case ValueKind::Null:
            m_out += "null";
            break;
        case ValueKind::Flags:
            writeFlags(node, depth);
            break;
        default:
            appendScalarJson(m_out, m_plan, node.slot == kNoIndex ? Node() : m_plan.nodeOf(node.slot), node.kind,
                             node.payload);
            break;
        }
    }

    void writeFlags(const ValueNode& node, int depth)
    {
        const FlagTable& table = m_plan.flags[m_plan.nodeOf(node.slot).detail];
        bool first = true;
        m_out += '{';
        for (const FlagTable::Flag& flag : table.flags) {
            separate(first, depth + 1);
            appendJsonString(m_out, m_plan.text(flag.name));
            m_out += m_indent < 0 ? ":" : ": ";
            m_out += ((node.payload >> flag.position) & 1u) != 0 ? "true" : "false";
        }
        finish(first, depth);
        m_out += '}';
    }

    void writeKey(bool& first, int depth, std::string_view key)
    {
        separate(first, depth + 1);
        appendJsonString(m_out, key);
        m_out += m_indent < 0 ? ":" : ": ";
    }

    void writeStruct(std::uint32_t index, int depth)
    {
        const ValueNode& self = m_value.nodes[index];
        bool first = true;
        m_out += '{';
        if (m_value.root == kNoIndex && depth == 1 && self.slot != m_plan.frame) {
            writeKey(first, depth, "@type");
            appendJsonString(m_out, m_plan.text(m_plan.nodeOf(self.slot).name));
        }
        writeFields(index, depth, first);
        finish(first, depth);
        m_out += '}';
    }

    void writeFields(std::uint32_t index, int depth, bool& first)
    {
        const Node& shape = m_plan.nodeOf(m_value.nodes[index].slot);
        const std::uint32_t end = index + m_value.nodes[index].nodes;
        SlotIndex slot = shape.firstSlot;
        for (std::uint32_t child = index + 1; child < end; child += m_value.nodes[child].nodes, ++slot) {
            const ValueNode& node = m_value.nodes[child];
            if (!shown(node))
                continue;
            if (slot < shape.firstSlot + shape.slotCount) {
                writeKey(first, depth, m_plan.text(m_plan.slots[slot].name));
                writeNode(child, depth + 1);
            } else if (node.kind == ValueKind::Unknown) {
                writeKey(first, depth, "@unknown");
                m_out += '"' + toHex(m_value.heapBytes(node)) + '"';
            } else {
                writeKey(first, depth, "@strings");
                writeList(child, depth + 1);
            }
        }
    }

    /// A reference to a struct is its object with `@type` in front; to anything else, an object that holds the value.
    void writeReference(std::uint32_t index, int depth)
    {
        const ValueNode& self = m_value.nodes[index];
        const std::uint32_t child = index + 1;
        bool first = true;
        m_out += '{';
        writeKey(first, depth, "@type");
        appendJsonString(m_out, m_plan.text(m_plan.referenceTypes[self.payload].shortName));
        if (self.nodes > 1 && m_value.nodes[child].kind == ValueKind::Struct) {
            writeFields(child, depth, first);
        } else if (self.nodes > 1 && m_value.nodes[child].kind != ValueKind::Absent) {
            writeKey(first, depth, m_plan.text(m_plan.slots[m_value.nodes[child].slot].name));
            writeNode(child, depth + 1);
        }
        finish(first, depth);
        m_out += '}';
    }

    void writeForeign(std::uint32_t index, int depth)
    {
        const ValueNode& name = m_value.nodes[index + 1];
        const ValueNode& content = m_value.nodes[index + 2];
        bool first = true;
        m_out += '{';
        writeKey(first, depth, "@type");
        if (name.kind != ValueKind::UInt)
            appendTextJson(m_out, m_value.heapBytes(name));
        else
            m_out += "\"#" + numberText(m_value.nodes[index], name.payload) + '"';
        writeKey(first, depth, "@bytes");
        m_out += '"' + toHex(m_value.heapBytes(content)) + '"';
        finish(first, depth);
        m_out += '}';
    }

    /// An id in decimal, a hash as eight hex digits.
    std::string numberText(const ValueNode& reference, std::uint64_t number) const
    {
        if (m_plan.references[m_plan.nodeOf(reference.slot).detail].by != Discrimination::Hash)
            return std::to_string(number);
        Bytes bigEndian;
        for (unsigned shift = 32; shift > 0; shift -= 8)
            bigEndian.push_back(static_cast<std::uint8_t>(number >> (shift - 8)));
        return "0x" + toHex(bigEndian);
    }

    bool allKeysAreText(std::uint32_t map) const
    {
        const std::uint32_t end = map + m_value.nodes[map].nodes;
        for (std::uint32_t key = map + 1; key < end; key += 1 + m_value.nodes[key + 1].nodes) {
            if (m_value.nodes[key].kind != ValueKind::Text)
                return false;
        }
        return true;
    }

    /// An object when every key is text; else an array of pairs. An empty map is an object only where keys are text.
    void writeMap(std::uint32_t index, int depth)
    {
        const ValueNode& self = m_value.nodes[index];
        const SlotIndex keySlot = m_plan.nodeOf(self.slot).firstSlot;
        const bool isObject = m_plan.nodeOf(keySlot).meaning == Meaning::Text && allKeysAreText(index);
        const std::uint32_t end = index + self.nodes;
        bool first = true;
        m_out += isObject ? '{' : '[';
        for (std::uint32_t key = index + 1; key < end; key += 1 + m_value.nodes[key + 1].nodes) {
            if (isObject) {
                writeKey(first, depth, m_value.heapText(m_value.nodes[key]));
                writeNode(key + 1, depth + 1);
                continue;
            }
            separate(first, depth + 1);
            m_out += '[';
            writeNode(key, depth + 1);
            m_out += m_indent < 0 ? "," : ", ";
            writeNode(key + 1, depth + 1);
            m_out += ']';
        }
        finish(first, depth);
        m_out += isObject ? '}' : ']';
    }

    /// Lists of a few scalars read better on one line.
    bool onOneLine(const ValueNode& list) const
    {
        constexpr std::uint64_t mostOnOneLine = 32;
        return list.payload <= mostOnOneLine && list.nodes == list.payload + 1;
    }

    void writeList(std::uint32_t index, int depth)
    {
        const ValueNode& self = m_value.nodes[index];
        const std::uint32_t end = index + self.nodes;
        const bool oneLine = m_indent < 0 || onOneLine(self);
        bool first = true;
        m_out += '[';
        for (std::uint32_t child = index + 1; child < end; child += m_value.nodes[child].nodes) {
            if (!oneLine) {
                separate(first, depth + 1);
            } else if (!std::exchange(first, false)) {
                m_out += m_indent < 0 ? "," : ", ";
            }
            writeNode(child, depth + 1);
        }
        if (!oneLine)
            finish(first, depth);
        m_out += ']';
    }

    void separate(bool& first, int depth)
    {
        if (!std::exchange(first, false))
            m_out += ',';
        breakLine(depth);
    }

    void finish(bool empty, int depth)
    {
        if (!empty)
            breakLine(depth);
    }

    void breakLine(int depth)
    {
        if (m_indent < 0)
            return;
        m_out += '\n';
        m_out.append(static_cast<std::size_t>(depth) * static_cast<std::size_t>(m_indent), ' ');
    }

    const Value& m_value;
    const Plan& m_plan;
    const int m_indent;
    std::string m_out;
};

} // namespace

std::string writeJson(const Value& value, int indent)
{
    return writeJson(value, 0, indent);
}

std::string writeJson(const Value& value, std::uint32_t node, int indent)
{
    if (node >= value.nodes.size())
        return "null";
    return JsonWriter(value, indent).write(node);
}

} // namespace wirebench
