// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::test {

/// Builds plans by hand, so that tests of the layout need no schema language.
class PlanMaker {
public:
    struct Field {
        std::string_view name;
        NodeIndex node = kNoIndex;
        std::uint64_t offset = 0; ///< Records only.
        bool nullable = false;
    };

    NodeIndex bits(std::string_view type, std::uint64_t count, Meaning meaning = Meaning::UInt)
    {
        Node node = leaf(type, Op::Bits, meaning, count);
        node.highest = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
        return add(node);
    }
    NodeIndex choice(std::string_view type, std::uint64_t count, const std::vector<std::string_view>& labels)
    {
        Node node = leaf(type, Op::Bits, Meaning::Enum, count);
        node.detail = static_cast<std::uint32_t>(m_plan.enums.size());
        m_plan.enums.emplace_back();
        for (const std::string_view label : labels)
            m_plan.enums.back().labels.push_back(m_plan.intern(label));
        return add(node);
    }
    /// One flag a bit, from bit 0 on.
    NodeIndex flags(std::string_view type, const std::vector<std::string_view>& names)
    {
        Node node = leaf(type, Op::Bits, Meaning::Flags, names.size());
        node.detail = static_cast<std::uint32_t>(m_plan.flags.size());
        FlagTable table;
        for (std::size_t i = 0; i < names.size(); ++i) {
            table.flags.push_back({m_plan.intern(names[i]), static_cast<std::uint8_t>(i)});
            table.defined |= std::uint64_t{1} << i;
        }
        m_plan.flags.push_back(table);
        return add(node);
    }
    NodeIndex padding(std::uint64_t count) { return bits("padding", count, Meaning::Padding); }
    NodeIndex fixed(std::string_view type, std::uint64_t count, Meaning meaning = Meaning::UInt)
    {
        return add(leaf(type, Op::Fixed, meaning, count));
    }
    NodeIndex text(std::string_view type = "str")
    {
        Node node = leaf(type, Op::Text, Meaning::Text, 32);
        node.prefixBytes = 4;
        node.maxBits = kUnbounded;
        return add(node);
    }
    NodeIndex list(std::string_view type, NodeIndex element)
    {
        const NodeIndex node = composite(type, Op::List, {{"", element}});
        m_plan.nodes[node].prefixBytes = 4;
        return node;
    }
    NodeIndex optional(std::string_view type, NodeIndex payload)
    {
        return composite(type, Op::Optional, {{"", payload}});
    }
    NodeIndex slots(std::string_view type, NodeIndex element, std::uint64_t capacity, std::uint8_t countBits = 0,
                    bool nullable = false)
    {
        const NodeIndex node = composite(type, Op::Slots, {{"", element, countBits, nullable}});
        m_plan.nodes[node].capacity = capacity;
        m_plan.nodes[node].countBits = countBits;
        return node;
    }
    NodeIndex record(std::string_view type, const std::vector<Field>& fields, bool reversed = false)
    {
        const NodeIndex node = composite(type, Op::Record, fields);
        m_plan.nodes[node].byteReversed = reversed;
        return node;
    }
    NodeIndex sequence(std::string_view type, const std::vector<Field>& fields)
    {
        return composite(type, Op::Sequence, fields);
    }
    NodeIndex message(std::string_view type, std::uint64_t typeId, const std::vector<Field>& fields)
    {
        const NodeIndex node = composite(type, Op::Message, fields);
        m_plan.nodes[node].detail = static_cast<std::uint32_t>(m_plan.messages.size());
        m_plan.messages.push_back({node, typeId});
        m_plan.framing = Framing::SelfDescribing;
        return node;
    }
    /// A struct that is filled later, so that its own fields can refer to it.
    NodeIndex open(std::string_view type)
    {
        Node node;
        node.op = Op::Sequence;
        node.name = m_plan.intern(type);
        return add(node);
    }
    void fill(NodeIndex node, const std::vector<Field>& fields) { setSlots(node, fields); }

    std::shared_ptr<const Plan> finish(NodeIndex root)
    {
        PlanType type;
        type.name = m_plan.text(m_plan.nodes[root].name);
        type.node = root;
        type.root = static_cast<SlotIndex>(m_plan.slots.size());
        Slot slot;
        slot.node = root;
        m_plan.slots.push_back(slot);
        m_plan.types.push_back(type);
        finishPlan(m_plan);
        return std::make_shared<const Plan>(m_plan);
    }

private:
    Node leaf(std::string_view type, Op op, Meaning meaning, std::uint64_t bits)
    {
        Node node;
        node.op = op;
        node.meaning = meaning;
        node.name = m_plan.intern(type);
        node.minBits = node.maxBits = bits;
        return node;
    }
    NodeIndex add(const Node& node)
    {
        m_plan.nodes.push_back(node);
        return static_cast<NodeIndex>(m_plan.nodes.size() - 1);
    }
    NodeIndex composite(std::string_view type, Op op, const std::vector<Field>& fields)
    {
        Node node;
        node.op = op;
        node.name = m_plan.intern(type);
        const NodeIndex index = add(node);
        setSlots(index, fields);
        return index;
    }
    void setSlots(NodeIndex index, const std::vector<Field>& fields)
    {
        Node& node = m_plan.nodes[index];
        node.firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        node.slotCount = static_cast<std::uint32_t>(fields.size());
        for (const Field& field : fields) {
            Slot slot;
            slot.node = field.node;
            slot.owner = index;
            slot.name = m_plan.intern(field.name);
            slot.presenceBit = field.nullable;
            if (node.op == Op::Record || node.op == Op::Slots)
                slot.offset = field.offset;
            m_plan.slots.push_back(slot);
        }
    }

    Plan m_plan;
};

} // namespace wirebench::test
