// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/lower.h"

#include <algorithm>

namespace wirebench::bitschema {

namespace {

class Lowering {
public:
    Lowering(const Definition& definition, const Schema& schema) : m_definition(definition), m_schema(schema) { }

    Plan run()
    {
        m_plan.enumsByNumber = false;
        m_plan.nullsShown = true;
        m_plan.integerLiterals = true;
        const bool sound = std::any_of(m_definition.fields.begin(), m_definition.fields.end(),
                                       [](const Field& field) { return field.lowerable(); });
        if (sound) {
            const std::string name = m_definition.name.empty() ? "unnamed" : std::string(m_definition.name);
            const NodeIndex record = lowerRecord(m_definition.fields, 0, name, 0);
            m_plan.nodes[record].byteReversed = m_definition.bigEndian;
            Slot root;
            root.node = record;
            m_plan.slots.push_back(root);
            m_plan.types.push_back({name, record, static_cast<SlotIndex>(m_plan.slots.size() - 1)});
        }
        finishPlan(m_plan);
        return std::move(m_plan);
    }

private:
    NodeIndex addNode(Op op, Meaning meaning, std::string_view name)
    {
        Node node;
        node.op = op;
        node.meaning = meaning;
        node.name = m_plan.intern(name);
        m_plan.nodes.push_back(node);
        return static_cast<NodeIndex>(m_plan.nodes.size() - 1);
    }

    /// The declaration a field's type names, through its optional and array layers.
    DeclIndex declOf(TypeIndex type) const
    {
        while (type != kNoIndex && (m_schema.types[type].kind == TypeKind::Optional))
            type = m_schema.types[type].element;
        return type == kNoIndex ? kNoIndex : m_schema.types[type].decl;
    }

    TypeIndex elementOf(TypeIndex type) const
    {
        while (type != kNoIndex && m_schema.types[type].kind == TypeKind::Optional)
            type = m_schema.types[type].element;
        return type == kNoIndex ? kNoIndex : m_schema.types[type].element;
    }

    /// `width` is the record's width by the definition. Where errors leave out its last fields, padding keeps that
    /// width, so that what follows the record stays where it is.
    NodeIndex lowerRecord(const std::vector<Field>& fields, DeclIndex decl, std::string_view name, std::uint64_t width)
    {
        std::uint32_t count = 0;
        std::uint64_t end = 0;
        for (const Field& field : fields) {
            if (!field.lowerable())
                continue;
            ++count;
            if (field.totalBits() != 0)
                end = std::max(end, *field.offset + field.totalBits());
        }
        const std::uint32_t fillers = end < width ? 1 : 0;
        const NodeIndex record = addNode(Op::Record, Meaning::None, name);
        const auto first = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.slots.resize(first + count + fillers); // children lie side by side
        m_plan.nodes[record].decl = decl;
        m_plan.nodes[record].firstSlot = first;
        m_plan.nodes[record].slotCount = count + fillers;
        SlotIndex next = first;
        for (std::uint32_t i = 0; i < fields.size(); ++i) {
            if (!fields[i].lowerable())
                continue;
            Slot slot = makeSlot(fields[i], record, m_schema.decls[decl].members[i].type);
            slot.name = m_plan.intern(fields[i].name);
            slot.member = i;
            slot.offset = *fields[i].offset;
            m_plan.slots[next++] = slot;
        }
        if (fillers != 0)
            m_plan.slots[next] = makeFiller(record, end, width - end);
        return record;
    }

    Slot makeFiller(NodeIndex owner, std::uint64_t offset, std::uint64_t bits)
    {
        Slot slot;
        slot.node = addNode(Op::Bits, Meaning::Padding, "padding");
        slot.owner = owner;
        slot.missing = Missing::Zero;
        slot.offset = offset;
        m_plan.nodes[slot.node].minBits = bits;
        m_plan.nodes[slot.node].maxBits = bits;
        return slot;
    }

    Slot makeSlot(const Field& field, NodeIndex owner, TypeIndex type)
    {
        Slot slot;
        slot.node = lowerField(field, type);
        slot.owner = owner;
        slot.presenceBit = field.nullable;
        slot.missing = field.type == FieldType::Padding ? Missing::Zero
            : field.nullable                            ? Missing::Null
                                                        : Missing::Error;
        slot.rule = m_plan.intern("bitschema/Field types");
        return slot;
    }

    NodeIndex lowerField(const Field& field, TypeIndex type)
    {
        switch (field.type) {
        case FieldType::Struct:
            return lowerRecord(field.fields, declOf(type), field.typeName, *field.valueBits);
        case FieldType::Array:
            return lowerArray(field, type);
        default:
            return lowerLeaf(field, declOf(type));
        }
    }

    NodeIndex lowerArray(const Field& field, TypeIndex type)
    {
        const NodeIndex array = addNode(Op::Slots, Meaning::None, field.typeName);
        const auto first = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.slots.emplace_back();
        Slot element = makeSlot(field.fields.front(), array, elementOf(type));
        element.offset = field.countBits;
        m_plan.slots[first] = element;
        Node& node = m_plan.nodes[array];
        node.countBits = static_cast<std::uint8_t>(field.countBits);
        node.capacity = field.capacity;
        node.firstSlot = first;
        node.slotCount = 1;
        node.minBits = *field.valueBits;
        node.maxBits = *field.valueBits;
        return array;
    }

    NodeIndex lowerLeaf(const Field& field, DeclIndex decl)
    {
        const NodeIndex leaf = addNode(Op::Bits, meaningOf(field.type), field.typeName);
        const std::uint32_t detail = addDetail(field);
        Node& node = m_plan.nodes[leaf];
        node.detail = detail;
        node.decl = decl;
        node.minBits = *field.valueBits;
        node.maxBits = *field.valueBits;
        node.isSigned = field.isSigned;
        node.lowest = field.lowest;
        node.highest = field.highest;
        return leaf;
    }

    static Meaning meaningOf(FieldType type)
    {
        switch (type) {
        case FieldType::Bool:
            return Meaning::Bool;
        case FieldType::UInt:
            return Meaning::UInt;
        case FieldType::Int:
            return Meaning::Int;
        case FieldType::Enum:
            return Meaning::Enum;
        case FieldType::Date:
            return Meaning::Date;
        case FieldType::Bitmask:
            return Meaning::Flags;
        case FieldType::Padding:
            return Meaning::Padding;
        case FieldType::Unknown:
        case FieldType::Struct:
        case FieldType::Array:
            break;
        }
        return Meaning::None;
    }

    /// The side table entry of an enum, bitmask or date.
    std::uint32_t addDetail(const Field& field)
    {
        if (field.type == FieldType::Enum) {
            EnumTable table;
            for (const EnumLabel& label : field.labels)
                table.labels.push_back(m_plan.intern(label.name));
            m_plan.enums.push_back(std::move(table));
            return static_cast<std::uint32_t>(m_plan.enums.size() - 1);
        }
        if (field.type == FieldType::Bitmask) {
            FlagTable table;
            for (const FlagLabel& flag : field.flags) {
                table.flags.push_back({m_plan.intern(flag.name), flag.position});
                table.defined |= std::uint64_t{1} << flag.position;
            }
            std::sort(table.flags.begin(), table.flags.end(),
                      [](const FlagTable::Flag& a, const FlagTable::Flag& b) { return a.position < b.position; });
            m_plan.flags.push_back(std::move(table));
            return static_cast<std::uint32_t>(m_plan.flags.size() - 1);
        }
        if (field.type == FieldType::Date) {
            m_plan.dates.push_back(field.date);
            return static_cast<std::uint32_t>(m_plan.dates.size() - 1);
        }
        return kNoIndex;
    }

    const Definition& m_definition;
    const Schema& m_schema;
    Plan m_plan;
};

} // namespace

std::shared_ptr<const Plan> lower(const Definition& definition, const Schema& schema)
{
    return std::make_shared<const Plan>(Lowering(definition, schema).run());
}

} // namespace wirebench::bitschema
