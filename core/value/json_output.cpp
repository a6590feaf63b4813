// SPDX-License-Identifier: MIT
#include "core/value/value.h"

#include "core/base/text.h"
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
            writeList(index, depth);
            break;
        case ValueKind::Text:
            appendJsonString(m_out, m_value.heapText(node));
            break;
        case ValueKind::RawText:
            m_out += R"({"@bytes":")" + toHex(m_value.heapBytes(node)) + "\"}";
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
            appendScalarJson(m_out, m_plan, m_plan.nodeOf(node.slot), node.kind, node.payload);
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

    void writeStruct(std::uint32_t index, int depth)
    {
        const ValueNode& self = m_value.nodes[index];
        const SlotIndex firstSlot = m_plan.nodeOf(self.slot).firstSlot;
        const std::uint32_t end = index + self.nodes;
        bool first = true;
        m_out += '{';
        if (m_value.root == kNoIndex && depth == 1) {
            separate(first, depth + 1);
            m_out += m_indent < 0 ? R"("@type":)" : R"("@type": )";
            appendJsonString(m_out, m_plan.text(m_plan.nodeOf(self.slot).name));
        }
        SlotIndex slot = firstSlot;
        for (std::uint32_t child = index + 1; child < end; child += m_value.nodes[child].nodes, ++slot) {
            if (!shown(m_value.nodes[child]))
                continue;
            separate(first, depth + 1);
            appendJsonString(m_out, m_plan.text(m_plan.slots[slot].name));
            m_out += m_indent < 0 ? ":" : ": ";
            writeNode(child, depth + 1);
        }
        finish(first, depth);
        m_out += '}';
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
