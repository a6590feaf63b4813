// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"
#include "core/wire/value.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench::test {

/// Wire types as most tagged formats number them; a dialect says which of them exist.
enum WireType : std::uint8_t {
    kVarintType = 0,
    kFixed64Type = 1,
    kLengthType = 2,
    kRunType = 3,
    kFixed32Type = 5,
    kZigZagType = 6,
    kTableType = 6,
    kReferenceType = 7,
    kBitmapType = 7,
};

/// Builds plans of the tagged family by hand, so that tests of the engine need no schema language.
class TaggedMaker {
public:
    struct Field {
        std::string_view name;
        std::uint32_t number = 0;
        NodeIndex node = kNoIndex;
        Occurs occurs = Occurs::Optional;
        /// Accepted forms, the written one first; empty: the node's wire type and FieldForm::Value.
        std::vector<AcceptedForm> forms{};
        std::uint16_t oneof = 0;
        Bytes defaultBytes{}; ///< Empty: none declared.
        std::vector<Validation> rules{};
    };

    /// Fields in declared order, a string table, nothing canonical.
    static TaggedMaker plain()
    {
        TaggedMaker maker;
        TaggedDialect& dialect = maker.m_plan.dialect;
        dialect.skip = {Skip::Varint, Skip::Fixed64, Skip::Length, Skip::Length,
                        Skip::None,   Skip::Fixed32, Skip::Varint, Skip::Length};
        dialect.tableWireType = kTableType;
        maker.nameWireTypes();
        return maker;
    }
    /// Fields by ascending number, references, one right encoding.
    static TaggedMaker canonical()
    {
        TaggedMaker maker;
        TaggedDialect& dialect = maker.m_plan.dialect;
        dialect.skip = {Skip::Varint, Skip::Fixed64, Skip::Length, Skip::None,
                        Skip::None,   Skip::Fixed32, Skip::Varint, Skip::Reference};
        dialect.ascending = dialect.canonical = true;
        maker.nameWireTypes();
        return maker;
    }

    Plan& plan() { return m_plan; }

    NodeIndex boolean() { return varint("bool", Meaning::Bool, VarintCoding::Plain, false, 0, 1); }
    NodeIndex unsignedInt(std::string_view type, unsigned bits)
    {
        return varint(type, Meaning::UInt, VarintCoding::Plain, false, 0, highestOf(bits));
    }
    NodeIndex signedInt(std::string_view type, unsigned bits, VarintCoding coding)
    {
        const std::uint64_t highest = highestOf(bits) >> 1;
        return varint(type, Meaning::Int, coding, true, ~highest, highest);
    }
    NodeIndex choice(std::string_view type, const std::vector<std::pair<std::string_view, std::uint64_t>>& labels)
    {
        const NodeIndex index = varint(type, Meaning::Enum, VarintCoding::Plain, false, 0, 0x7FFFFFFF);
        m_plan.nodes[index].detail = static_cast<std::uint32_t>(m_plan.enums.size());
        EnumTable table;
        for (const auto& [label, number] : labels) {
            table.labels.push_back(m_plan.intern(label));
            table.numbers.push_back(number);
        }
        m_plan.enums.push_back(table);
        return index;
    }
    NodeIndex fixed(std::string_view type, unsigned bits, Meaning meaning)
    {
        Node node = leaf(type, Op::Fixed, meaning, bits == 32 ? kFixed32Type : kFixed64Type);
        node.minBits = node.maxBits = bits;
        node.selfDelimiting = true;
        node.canonicalFloat = meaning == Meaning::Float && m_plan.dialect.canonical;
        return add(node);
    }
    NodeIndex content(std::string_view type, Meaning meaning, std::uint64_t capacity = 0)
    {
        Node node = leaf(type, Op::Content, meaning, kLengthType);
        node.capacity = capacity;
        node.canonicalFloat = meaning == Meaning::Complex && m_plan.dialect.canonical;
        return add(node);
    }
    NodeIndex text() { return content("string", Meaning::Text); }
    NodeIndex bytes(std::uint64_t capacity = 0) { return content("bytes", Meaning::Bytes, capacity); }

    NodeIndex series(std::string_view type, NodeIndex element, SeriesCoding coding, std::uint64_t fixedCount = 0,
                     std::uint8_t bitWidth = 0)
    {
        Node node = leaf(type, Op::Series, Meaning::None, kLengthType);
        node.detail = static_cast<std::uint32_t>(m_plan.series.size());
        node.capacity = fixedCount;
        m_plan.series.push_back({coding, bitWidth, fixedCount != 0});
        const NodeIndex index = add(node);
        setElements(index, {element});
        return index;
    }
    NodeIndex map(std::string_view type, NodeIndex key, NodeIndex value)
    {
        const NodeIndex index = add(leaf(type, Op::Map, Meaning::None, kLengthType));
        setElements(index, {key, value});
        return index;
    }

    /// A message or presence map that is filled later, so that its own fields can refer to it.
    NodeIndex open(std::string_view type, Op op = Op::Tagged)
    {
        return add(leaf(type, op, Meaning::None, kLengthType));
    }
    void fill(NodeIndex index, const std::vector<Field>& fields)
    {
        m_plan.nodes[index].firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.nodes[index].slotCount = static_cast<std::uint32_t>(fields.size());
        for (const Field& field : fields)
            m_plan.slots.push_back(slotOf(index, field));
    }
    NodeIndex message(std::string_view type, const std::vector<Field>& fields)
    {
        const NodeIndex index = open(type);
        fill(index, fields);
        return index;
    }
    NodeIndex presence(std::string_view type, const std::vector<Field>& fields)
    {
        const NodeIndex index = open(type, Op::PresenceMap);
        fill(index, fields);
        return index;
    }

    /// A reference to any of `types`: ids with their nodes, ascending.
    NodeIndex reference(std::string_view type, Discrimination by,
                        const std::vector<std::pair<std::uint64_t, NodeIndex>>& types)
    {
        Node node = leaf(type, Op::Reference, Meaning::None, by == Discrimination::Id ? kReferenceType : kLengthType);
        node.selfDelimiting = by == Discrimination::Id;
        node.detail = static_cast<std::uint32_t>(m_plan.references.size());
        const NodeIndex index = add(node);
        m_plan.references.push_back(
            {by, static_cast<std::uint32_t>(m_plan.referenceTypes.size()), static_cast<std::uint32_t>(types.size())});
        for (const auto& [id, target] : types) {
            const bool isStruct = m_plan.nodes[target].op == Op::Tagged || m_plan.nodes[target].op == Op::PresenceMap;
            ReferenceType entry;
            entry.id = id;
            entry.hash = static_cast<std::uint32_t>(id * 0x01010101u);
            entry.shortName = m_plan.nodes[target].name;
            entry.wireName = entry.fullName = m_plan.intern("t." + std::string(m_plan.text(entry.shortName)));
            entry.slot = static_cast<SlotIndex>(m_plan.slots.size());
            Slot slot;
            slot.node = target;
            slot.owner = index;
            slot.name = m_plan.intern(isStruct ? "" : "value");
            m_plan.slots.push_back(slot);
            m_plan.referenceTypes.push_back(entry);
            m_plan.knownTypes.push_back({id, entry.fullName});
        }
        return index;
    }

    /// The finished plan, of which `root` is the first type.
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
    static constexpr std::uint64_t highestOf(unsigned bits) { return ~std::uint64_t{0} >> (64 - bits); }

    void nameWireTypes()
    {
        for (std::size_t i = 0; i < m_plan.dialect.skip.size(); ++i)
            m_plan.dialect.wireTypeName[i] = m_plan.intern("TYPE" + std::to_string(i));
    }
    Node leaf(std::string_view type, Op op, Meaning meaning, std::uint8_t wireType)
    {
        Node node;
        node.op = op;
        node.meaning = meaning;
        node.name = m_plan.intern(type);
        node.wireType = wireType;
        return node;
    }
    NodeIndex varint(std::string_view type, Meaning meaning, VarintCoding coding, bool isSigned, std::uint64_t lowest,
                     std::uint64_t highest)
    {
        Node node = leaf(type, Op::Varint, meaning, coding == VarintCoding::ZigZag ? kZigZagType : kVarintType);
        node.coding = coding;
        node.isSigned = isSigned;
        node.lowest = lowest;
        node.highest = highest;
        node.selfDelimiting = true;
        return add(node);
    }
    NodeIndex add(const Node& node)
    {
        m_plan.nodes.push_back(node);
        return static_cast<NodeIndex>(m_plan.nodes.size() - 1);
    }
    void setElements(NodeIndex index, const std::vector<NodeIndex>& nodes)
    {
        m_plan.nodes[index].firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.nodes[index].slotCount = static_cast<std::uint32_t>(nodes.size());
        for (const NodeIndex node : nodes) {
            Slot slot;
            slot.node = node;
            slot.owner = index;
            m_plan.slots.push_back(slot);
        }
    }
    Slot slotOf(NodeIndex owner, const Field& field)
    {
        Slot slot;
        slot.node = field.node;
        slot.owner = owner;
        slot.name = m_plan.intern(field.name);
        slot.number = field.number;
        slot.occurs = field.occurs;
        slot.oneof = field.oneof;
        if (m_plan.nodes[owner].op == Op::Tagged) {
            slot.firstForm = static_cast<std::uint32_t>(m_plan.forms.size());
            std::vector<AcceptedForm> forms = field.forms;
            if (forms.empty())
                forms.push_back({m_plan.nodes[field.node].wireType, FieldForm::Value});
            slot.formCount = static_cast<std::uint32_t>(forms.size());
            m_plan.forms.insert(m_plan.forms.end(), forms.begin(), forms.end());
        }
        if (!field.defaultBytes.empty()) {
            slot.defaultBytes = static_cast<std::uint32_t>(m_plan.defaults.size());
            m_plan.defaults.push_back(field.defaultBytes);
        }
        slot.firstValidation = static_cast<std::uint32_t>(m_plan.validations.size());
        slot.validationCount = static_cast<std::uint32_t>(field.rules.size());
        m_plan.validations.insert(m_plan.validations.end(), field.rules.begin(), field.rules.end());
        return slot;
    }

    Plan m_plan;
};

/// Builds values by hand: nodes in plan order, each bound to its slot by the one that holds it.
class ValueMaker {
public:
    explicit ValueMaker(std::shared_ptr<const Plan> plan) : m_heap(std::make_shared<Bytes>())
    {
        m_value.root = plan->types.front().root;
        m_value.plan = std::move(plan);
    }

    ValueMaker& scalar(ValueKind kind, std::uint64_t payload) { return add(kind, payload); }
    ValueMaker& absent() { return add(ValueKind::Absent, 0); }
    ValueMaker& null() { return add(ValueKind::Null, 0); }
    ValueMaker& uints(const std::vector<std::uint64_t>& numbers)
    {
        open(ValueKind::List);
        for (const std::uint64_t number : numbers)
            add(ValueKind::UInt, number);
        return close(numbers.size());
    }
    ValueMaker& text(std::string_view text, ValueKind kind = ValueKind::Text)
    {
        const std::uint64_t payload = std::uint64_t{m_heap->size()} << 32 | text.size();
        m_heap->insert(m_heap->end(), text.begin(), text.end());
        return add(kind, payload);
    }
    ValueMaker& content(const Bytes& bytes) { return text(asText(bytes), ValueKind::Content); }

    /// Opens a node with children; close() ends it and sets its payload.
    ValueMaker& open(ValueKind kind, std::uint64_t payload = 0)
    {
        add(kind, payload);
        m_open.push_back({static_cast<std::uint32_t>(m_value.nodes.size() - 1), 0});
        return *this;
    }
    ValueMaker& close() { return close(m_value.nodes[m_open.back().index].payload); }
    ValueMaker& close(std::uint64_t payload)
    {
        ValueNode& node = m_value.nodes[m_open.back().index];
        node.payload = payload;
        node.nodes = static_cast<std::uint32_t>(m_value.nodes.size()) - m_open.back().index;
        m_open.pop_back();
        return *this;
    }

    Value finish()
    {
        m_value.heap = m_heap;
        return m_value;
    }

private:
    struct Open {
        std::uint32_t index;
        std::uint32_t children;
    };

    ValueMaker& add(ValueKind kind, std::uint64_t payload)
    {
        m_value.nodes.push_back({nextSlot(kind), kind, 1, payload});
        return *this;
    }

    /// The slot of the next child of the innermost open node.
    SlotIndex nextSlot(ValueKind kind)
    {
        if (m_open.empty())
            return m_value.root;
        const ValueNode& parent = m_value.nodes[m_open.back().index];
        const std::uint32_t ordinal = m_open.back().children++;
        if (kind == ValueKind::Unknown || kind == ValueKind::Strings || parent.slot == kNoIndex
            || parent.kind == ValueKind::ForeignType)
            return kNoIndex;
        if (parent.kind == ValueKind::Reference)
            return m_value.plan->referenceTypes[parent.payload].slot;
        const Node& node = m_value.plan->nodeOf(parent.slot);
        switch (parent.kind) {
        case ValueKind::List:
            return node.firstSlot;
        case ValueKind::Map:
            return node.firstSlot + ordinal % 2;
        default:
            return node.firstSlot + ordinal;
        }
    }

    Value m_value;
    std::shared_ptr<Bytes> m_heap;
    std::vector<Open> m_open;
};

} // namespace wirebench::test
