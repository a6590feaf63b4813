// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_lower.h"

#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_draft.h"
#include "core/formats/serialkit/serialkit_forms.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_wire.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace wirebench::serialkit {

namespace {

/// Bits of the longest varint that the encoder writes for numbers up to `largest`.
std::uint64_t varintBits(std::uint64_t largest)
{
    std::uint64_t bytes = 1;
    for (; largest > 0x7F; largest >>= 7)
        ++bytes;
    return bytes * 8;
}

constexpr std::uint64_t kLongestVarintBits = 80;

/// Rule ids: what *explain* quotes for a place. They name the rows of the wire format's tables.
std::string_view ruleOf(const Schema& schema, const Member& member)
{
    if (hasModifier(member, "bitmap"))
        return "serialkit/bitmap";
    if (hasModifier(member, "packed"))
        return "serialkit/packed";
    if (hasModifier(member, "interned"))
        return "serialkit/interned";
    switch (baseType(schema, member).kind) {
    case TypeKind::Bool:
        return "serialkit/bool";
    case TypeKind::Float:
        return "serialkit/float";
    case TypeKind::Text:
        return "serialkit/string";
    case TypeKind::Bytes:
        return "serialkit/bytes";
    case TypeKind::Named:
        return namedDecl(schema, member) != kNoIndex && schema.decls[namedDecl(schema, member)].kind == DeclKind::Enum
            ? "serialkit/enum"
            : "serialkit/model";
    default:
        return "serialkit/integer";
    }
}

class Lowering {
public:
    explicit Lowering(const Schema& schema) : m_schema(schema), m_nodeOfDecl(schema.decls.size(), kNoIndex) { }

    Plan run()
    {
        m_plan.nullsShown = false;
        m_plan.framing = Framing::Delimited;
        describeDialect();
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            if (m_schema.decls[i].sound)
                addDeclNode(static_cast<DeclIndex>(i));
        }
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            if (isModel(i))
                addFields(static_cast<DeclIndex>(i));
        }
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            if (isModel(i))
                addRoot(static_cast<DeclIndex>(i));
        }
        finishPlan(m_plan);
        return std::move(m_plan);
    }

private:
    bool isModel(std::size_t decl) const
    {
        return m_schema.decls[decl].sound && m_schema.decls[decl].kind != DeclKind::Enum;
    }

    void describeDialect()
    {
        const SchemalessDialect& dialect = schemalessDialect();
        m_plan.dialect = dialect.rules;
        for (std::size_t i = 0; i < dialect.names.size(); ++i)
            m_plan.dialect.wireTypeName.at(i) = m_plan.intern(dialect.names.at(i));
    }

    NodeIndex addNode(const Node& node)
    {
        m_plan.nodes.push_back(node);
        return static_cast<NodeIndex>(m_plan.nodes.size() - 1);
    }

    void addDeclNode(DeclIndex index)
    {
        const Decl& decl = m_schema.decls[index];
        Node node;
        node.name = m_plan.intern(decl.name);
        node.decl = index;
        if (decl.kind == DeclKind::Enum) {
            node.op = Op::Varint;
            node.meaning = Meaning::Enum;
            node.selfDelimiting = true;
            node.wireType = static_cast<std::uint8_t>(WireType::Varint);
            node.detail = static_cast<std::uint32_t>(m_plan.enums.size());
            node.highest = static_cast<std::uint64_t>(kLargestEnumNumber);
            node.minBits = 8;
            node.maxBits = varintBits(node.highest);
            m_plan.enums.push_back(enumTable(decl));
        } else {
            node.op = Op::Tagged;
            node.wireType = static_cast<std::uint8_t>(WireType::LengthDelimited);
        }
        m_nodeOfDecl[index] = addNode(node);
    }

    EnumTable enumTable(const Decl& decl)
    {
        std::vector<const Member*> values;
        for (const Member& value : decl.members)
            values.push_back(&value);
        std::sort(values.begin(), values.end(), [](const Member* a, const Member* b) { return a->number < b->number; });
        EnumTable table;
        for (const Member* value : values) {
            table.labels.push_back(m_plan.intern(value->name));
            table.numbers.push_back(static_cast<std::uint64_t>(value->number));
        }
        return table;
    }

    void addFields(DeclIndex index)
    {
        const Decl& decl = m_schema.decls[index];
        std::vector<NodeIndex> nodes;
        for (const Member& member : decl.members)
            nodes.push_back(fieldNode(member));
        const NodeIndex owner = m_nodeOfDecl[index];
        m_plan.nodes[owner].firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.nodes[owner].slotCount = static_cast<std::uint32_t>(nodes.size());
        for (std::size_t i = 0; i < nodes.size(); ++i)
            addField(decl.members[i], nodes[i], owner, static_cast<std::uint32_t>(i));
    }

    void addField(const Member& member, NodeIndex node, NodeIndex owner, std::uint32_t index)
    {
        Slot slot;
        slot.node = node;
        slot.owner = owner;
        slot.name = m_plan.intern(member.name);
        slot.member = index;
        slot.number = static_cast<std::uint32_t>(member.number);
        slot.rule = m_plan.intern(ruleOf(m_schema, member));
        if (isRepeated(m_schema, member)) {
            slot.occurs = Occurs::Repeated;
            slot.missing = Missing::Zero;
        } else if (hasModifier(member, "optional")) {
            slot.occurs = Occurs::Optional;
            slot.missing = Missing::Null;
        } else {
            slot.occurs = Occurs::Always;
            slot.missing = Missing::Error;
        }
        addForms(m_plan, slot, m_schema, member);
        m_plan.slots.push_back(slot);
    }

    void addRoot(DeclIndex index)
    {
        Slot slot;
        slot.node = m_nodeOfDecl[index];
        slot.rule = m_plan.intern("serialkit/model");
        const std::string& name = m_schema.decls[index].name;
        const std::uint32_t fullName = m_schema.package.empty() ? 0 : m_plan.intern(m_schema.package + '.' + name);
        m_plan.types.push_back({name, slot.node, static_cast<SlotIndex>(m_plan.slots.size()), fullName});
        m_plan.slots.push_back(slot);
    }

    NodeIndex fieldNode(const Member& member)
    {
        const NodeIndex element = elementNode(baseType(m_schema, member));
        return isRepeated(m_schema, member) ? seriesNode(member, element) : element;
    }

    /// Equal types share one node.
    NodeIndex elementNode(const TypeExpr& type)
    {
        if (type.kind == TypeKind::Named)
            return m_nodeOfDecl[type.decl];
        const auto [known, isNew] = m_nodeOfSpelling.emplace(type.spelling, kNoIndex);
        if (isNew)
            known->second = addNode(scalarNode(type));
        return known->second;
    }

    NodeIndex seriesNode(const Member& member, NodeIndex element)
    {
        const bool bitmap = hasModifier(member, "bitmap");
        const bool packed = hasModifier(member, "packed");
        const std::string spelling = (bitmap       ? "bitmap repeated "
                                          : packed ? "packed repeated "
                                                   : "repeated ")
            + baseType(m_schema, member).spelling;
        const auto [known, isNew] = m_nodeOfSpelling.emplace(spelling, kNoIndex);
        if (!isNew)
            return known->second;
        Node node;
        node.op = Op::Series;
        node.name = m_plan.intern(spelling);
        node.detail = static_cast<std::uint32_t>(m_plan.series.size());
        if (bitmap || packed)
            node.wireType = static_cast<std::uint8_t>(bitmap ? WireType::Bitmap : WireType::PackedArray);
        m_plan.series.push_back({bitmap ? SeriesCoding::Bits : SeriesCoding::Packed, 0, false});
        node.firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        node.slotCount = 1;
        known->second = addNode(node);
        Slot slot;
        slot.node = element;
        slot.owner = known->second;
        slot.rule = m_plan.intern(ruleOf(m_schema, member));
        m_plan.slots.push_back(slot);
        return known->second;
    }

    Node scalarNode(const TypeExpr& type)
    {
        Node node;
        node.name = m_plan.intern(type.spelling);
        node.wireType = static_cast<std::uint8_t>(elementWireType(m_schema, type));
        node.selfDelimiting = true;
        switch (type.kind) {
        case TypeKind::Float:
            node.op = Op::Fixed;
            node.meaning = Meaning::Float;
            node.minBits = node.maxBits = type.bits;
            break;
        case TypeKind::Text:
        case TypeKind::Bytes:
            node.op = Op::Content;
            node.meaning = type.kind == TypeKind::Text ? Meaning::Text : Meaning::Bytes;
            node.selfDelimiting = false;
            node.minBits = 8; // the length
            node.maxBits = kUnbounded;
            break;
        default:
            describeVarint(node, type);
        }
        return node;
    }

    static void describeVarint(Node& node, const TypeExpr& type)
    {
        node.op = Op::Varint;
        node.minBits = 8;
        if (type.kind == TypeKind::Int) {
            node.meaning = Meaning::Int;
            node.coding = VarintCoding::SignExtended;
            node.isSigned = true;
            node.highest = ~std::uint64_t{0} >> (65 - type.bits);
            node.lowest = ~node.highest; // in two's complement
            node.maxBits = kLongestVarintBits;
            return;
        }
        node.meaning = type.kind == TypeKind::Bool ? Meaning::Bool : Meaning::UInt;
        node.highest = ~std::uint64_t{0} >> (64 - type.bits);
        node.maxBits = varintBits(node.highest);
    }

    const Schema& m_schema;
    Plan m_plan;
    std::vector<NodeIndex> m_nodeOfDecl;
    std::unordered_map<std::string, NodeIndex> m_nodeOfSpelling;
};

} // namespace

Plan lower(const Schema& schema)
{
    return Lowering(schema).run();
}

} // namespace wirebench::serialkit
