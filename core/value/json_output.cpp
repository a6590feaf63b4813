// SPDX-License-Identifier: MIT
#include "core/value/value.h"

#include "core/base/text.h"
#include "core/wire/content_json.h"
#include "core/wire/stored_value.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace wirebench {

namespace {

/// Writes with a stack of its own: values of arrays in arrays in structs nest deeper than the call stack may.
class JsonWriter {
public:
    JsonWriter(const Value& value, int indent) : m_value(value), m_plan(*value.plan), m_indent(indent) { }

    std::string write(std::uint32_t index)
    {
        writeNode(index, 0);
        while (!m_levels.empty()) {
            if (m_levels.back().at < m_levels.back().end)
                writeNext();
            else
                close();
        }
        return std::move(m_out);
    }

private:
    /// What an open bracket holds.
    enum class Holds : std::uint8_t {
        Fields, ///< Of a struct: children by slot, then what trails them.
        Elements,
        Members, ///< Entries of a map with text keys.
        Pairs, ///< Entries of any other map.
        Pair, ///< The value of one entry; the key is written.
        Content, ///< The one value of a reference.
    };
    struct Level {
        Holds holds = Holds::Elements;
        bool empty = true; ///< Nothing was written inside yet.
        bool oneLine = false;
        char closer = ']';
        int depth = 0;
        SlotIndex slot = kNoIndex; ///< Fields: of the child at `at`.
        SlotIndex endSlot = kNoIndex;
        std::uint32_t at = 0; ///< Next value node.
        std::uint32_t end = 0;
    };

    bool shown(const ValueNode& node) const
    {
        return node.kind != ValueKind::Absent && (node.kind != ValueKind::Null || m_plan.nullsShown);
    }

    void writeNode(std::uint32_t index, int depth)
    {
        const ValueNode& node = m_value.nodes[index];
        switch (node.kind) {
        case ValueKind::Struct:
            openStruct(index, depth);
            break;
        case ValueKind::List:
        case ValueKind::Strings:
            open(Holds::Elements, index, depth, '[').oneLine = m_indent < 0 || onOneLine(node);
            break;
        case ValueKind::Map:
            openMap(index, depth);
            break;
        case ValueKind::Reference:
            openReference(index, depth);
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

    /// Opens a bracket over the children of `index`.
    Level& open(Holds holds, std::uint32_t index, int depth, char opener)
    {
        m_out += opener;
        Level level;
        level.holds = holds;
        level.closer = opener == '{' ? '}' : ']';
        level.depth = depth;
        level.at = index + 1;
        level.end = index + m_value.nodes[index].nodes;
        m_levels.push_back(level);
        return m_levels.back();
    }

    void openFields(std::uint32_t index, int depth)
    {
        const Node& shape = m_plan.nodeOf(m_value.nodes[index].slot);
        Level& level = open(Holds::Fields, index, depth, '{');
        level.slot = shape.firstSlot;
        level.endSlot = shape.firstSlot + shape.slotCount;
    }

    void openStruct(std::uint32_t index, int depth)
    {
        const ValueNode& self = m_value.nodes[index];
        openFields(index, depth);
        if (m_value.root == kNoIndex && depth == 1 && self.slot != m_plan.frame) {
            writeKey("@type");
            appendJsonString(m_out, m_plan.text(m_plan.nodeOf(self.slot).name));
        }
    }

    /// A reference to a struct is its object with `@type` in front; to anything else, an object that holds the value.
    void openReference(std::uint32_t index, int depth)
    {
        const ValueNode& self = m_value.nodes[index];
        if (self.nodes > 1 && m_value.nodes[index + 1].kind == ValueKind::Struct)
            openFields(index + 1, depth);
        else
            open(Holds::Content, index, depth, '{');
        writeKey("@type");
        appendJsonString(m_out, m_plan.text(m_plan.referenceTypes[self.payload].shortName));
    }

    /// An object where keys are text and all of them UTF-8; else an array of pairs.
    void openMap(std::uint32_t index, int depth)
    {
        const SlotIndex keySlot = m_plan.nodeOf(m_value.nodes[index].slot).firstSlot;
        const bool isObject = m_plan.nodeOf(keySlot).meaning == Meaning::Text && allKeysAreText(index);
        open(isObject ? Holds::Members : Holds::Pairs, index, depth, isObject ? '{' : '[');
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

    void close()
    {
        const Level level = m_levels.back();
        m_levels.pop_back();
        if (!level.empty && !level.oneLine)
            breakLine(level.depth);
        m_out += level.closer;
    }

    /// Writes the next child of the innermost level, or opens it.
    void writeNext()
    {
        Level& level = m_levels.back();
        const std::uint32_t index = level.at;
        const int depth = level.depth + 1;
        level.at += m_value.nodes[index].nodes;
        switch (level.holds) {
        case Holds::Fields:
            writeField(level, index);
            break;
        case Holds::Elements:
            separate();
            writeNode(index, depth);
            break;
        case Holds::Members:
            level.at = index + 1 + m_value.nodes[index + 1].nodes;
            writeKey(m_value.heapText(m_value.nodes[index]));
            writeNode(index + 1, depth);
            break;
        case Holds::Pairs:
            level.at = index + 1 + m_value.nodes[index + 1].nodes;
            separate();
            openPair(index, depth);
            break;
        case Holds::Pair:
            writeNode(index, level.depth);
            break;
        case Holds::Content:
            if (m_value.nodes[index].kind != ValueKind::Absent) {
                writeKey(m_plan.text(m_plan.slots[m_value.nodes[index].slot].name));
                writeNode(index, depth);
            }
            break;
        }
    }

    void writeField(Level& level, std::uint32_t index)
    {
        const ValueNode& node = m_value.nodes[index];
        const int depth = level.depth + 1;
        const SlotIndex slot = level.slot++;
        if (!shown(node))
            return;
        if (slot < level.endSlot) {
            writeKey(m_plan.text(m_plan.slots[slot].name));
            writeNode(index, depth);
        } else if (node.kind == ValueKind::Unknown) {
            writeKey("@unknown");
            m_out += '"' + toHex(m_value.heapBytes(node)) + '"';
        } else {
            writeKey("@strings");
            writeNode(index, depth);
        }
    }

    void openPair(std::uint32_t key, int depth)
    {
        m_out += '[';
        writeNode(key, depth);
        m_out += m_indent < 0 ? "," : ", ";
        Level level;
        level.holds = Holds::Pair;
        level.oneLine = true;
        level.depth = depth;
        level.at = key + 1;
        level.end = level.at + m_value.nodes[key + 1].nodes;
        m_levels.push_back(level);
    }

    void writeFlags(const ValueNode& node, int depth)
    {
        const FlagTable& table = m_plan.flags[m_plan.nodeOf(node.slot).detail];
        openLeafObject(depth);
        for (const FlagTable::Flag& flag : table.flags) {
            writeKey(m_plan.text(flag.name));
            m_out += ((node.payload >> flag.position) & 1u) != 0 ? "true" : "false";
        }
        close();
    }

    void writeForeign(std::uint32_t index, int depth)
    {
        const ValueNode& name = m_value.nodes[index + 1];
        const ValueNode& content = m_value.nodes[index + 2];
        openLeafObject(depth);
        writeKey("@type");
        if (name.kind != ValueKind::UInt)
            appendTextJson(m_out, m_value.heapBytes(name));
        else
            m_out += "\"#" + numberText(m_value.nodes[index], name.payload) + '"';
        writeKey("@bytes");
        m_out += '"' + toHex(m_value.heapBytes(content)) + '"';
        close();
    }

    /// An object whose members its caller writes.
    void openLeafObject(int depth)
    {
        m_out += '{';
        Level level;
        level.closer = '}';
        level.depth = depth;
        m_levels.push_back(level);
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

    /// Lists of a few scalars read better on one line.
    static bool onOneLine(const ValueNode& list)
    {
        constexpr std::uint64_t mostOnOneLine = 32;
        return list.payload <= mostOnOneLine && list.nodes == list.payload + 1;
    }

    void writeKey(std::string_view key)
    {
        separate();
        appendJsonString(m_out, key);
        m_out += m_indent < 0 ? ":" : ": ";
    }

    /// Goes on to the next item of the innermost level.
    void separate()
    {
        Level& level = m_levels.back();
        const bool isFirst = std::exchange(level.empty, false);
        if (level.oneLine) {
            if (!isFirst)
                m_out += m_indent < 0 ? "," : ", ";
            return;
        }
        if (!isFirst)
            m_out += ',';
        breakLine(level.depth + 1);
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
    std::vector<Level> m_levels;
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
