// SPDX-License-Identifier: MIT
#include "core/base/fnv.h"
#include "core/formats/cramberry/cramberry_lower_impl.h"
#include "core/formats/cramberry/cramberry_names.h"

#include <algorithm>
#include <cstdint>

namespace wirebench::cramberry {

namespace {

namespace wire {
constexpr std::uint8_t varint = 0;
constexpr std::uint8_t fixed64 = 1;
constexpr std::uint8_t bytes = 2;
constexpr std::uint8_t fixed32 = 5;
constexpr std::uint8_t svarint = 6;
constexpr std::uint8_t typeRef = 7;
} // namespace wire

SeriesCoding codingOf(EncodingKind kind, bool scalar)
{
    switch (kind) {
    case EncodingKind::Delta:
        return SeriesCoding::Delta;
    case EncodingKind::RunLength:
        return SeriesCoding::RunLength;
    case EncodingKind::Dictionary:
        return SeriesCoding::Dictionary;
    case EncodingKind::Sparse:
        return SeriesCoding::Sparse;
    case EncodingKind::Prefix:
        return SeriesCoding::Prefix;
    case EncodingKind::BitPacked:
        return SeriesCoding::BitPacked;
    case EncodingKind::Fixed:
    case EncodingKind::Packed:
        return SeriesCoding::Packed;
    default:
        return scalar ? SeriesCoding::Packed : SeriesCoding::Counted;
    }
}

/// Whether a type that could be bytes is an array of numbers because of its encoding.
bool encodesElements(EncodingKind kind)
{
    switch (kind) {
    case EncodingKind::Packed:
    case EncodingKind::Delta:
    case EncodingKind::RunLength:
    case EncodingKind::Sparse:
    case EncodingKind::BitPacked:
        return true;
    default:
        return false;
    }
}

} // namespace

TypeLowering::TypeLowering(const Model& model, Plan& plan)
    : m_model(model), m_schema(model.schema), m_plan(plan), m_nodeOfDecl(model.schema.decls.size(), kNoIndex)
{
    for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
        const Decl& decl = m_schema.decls[index];
        if (decl.kind == DeclKind::Struct && decl.sound && !m_model.isGeneric(index))
            ++m_uses[decl.name];
    }
    addStructNodes();
}

const std::string& TypeLowering::shownName(DeclIndex decl) const
{
    const auto uses = m_uses.find(m_schema.decls[decl].name);
    const bool unique = uses == m_uses.end() || uses->second == 1;
    return unique ? m_schema.decls[decl].name : m_model.decls[decl].fullName;
}

void TypeLowering::addStructNodes()
{
    for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
        const Decl& decl = m_schema.decls[index];
        if (decl.kind != DeclKind::Struct || !decl.sound || m_model.isGeneric(index))
            continue;
        const bool presence = m_model.decls[index].presence;
        Node node = leaf(presence ? Op::PresenceMap : Op::Tagged, Meaning::None, shownName(index));
        node.wireType = wire::bytes;
        node.decl = index;
        m_nodeOfDecl[index] = addNode(node);
    }
}

NodeIndex TypeLowering::addNode(const Node& node)
{
    m_plan.nodes.push_back(node);
    return static_cast<NodeIndex>(m_plan.nodes.size() - 1);
}

SlotIndex TypeLowering::addSlot(NodeIndex node, NodeIndex owner, std::string_view name)
{
    Slot slot;
    slot.node = node;
    slot.owner = owner;
    slot.name = m_plan.intern(name);
    slot.missing = Missing::Zero;
    m_plan.slots.push_back(slot);
    return static_cast<SlotIndex>(m_plan.slots.size() - 1);
}

Node TypeLowering::leaf(Op op, Meaning meaning, std::string_view name)
{
    Node node;
    node.op = op;
    node.meaning = meaning;
    node.name = m_plan.intern(name);
    return node;
}

NodeIndex TypeLowering::typeNode(TypeIndex index, Encoding encoding)
{
    index = withoutOptional(m_schema, index);
    const TypeExpr& type = m_schema.types[index];
    if (type.kind == TypeKind::Any)
        return anyNode();
    if (type.kind == TypeKind::Named) {
        const DeclKind kind = m_schema.decls[type.decl].kind;
        if (kind == DeclKind::Enum)
            return enumNode(type.decl);
        return kind == DeclKind::Interface ? interfaceNode(type.decl) : structNode(type.decl);
    }
    if (isBytes(m_schema, index) && !encodesElements(encoding.kind))
        return bytesNode(type, encoding);
    if (type.kind == TypeKind::Array)
        return seriesNode(type, encoding);
    return type.kind == TypeKind::Map ? mapNode(type) : primitiveNode(type);
}

// ---- Leaves

NodeIndex TypeLowering::primitiveNode(const TypeExpr& type)
{
    const auto known = m_nodeOfType.find(type.spelling);
    if (known != m_nodeOfType.end())
        return known->second;
    const Primitive& primitive = *findPrimitive(type.spelling);
    Node node;
    switch (primitive.scalar) {
    case Scalar::Varint:
    case Scalar::Zigzag:
        node = varintNode(type, primitive.scalar == Scalar::Zigzag);
        break;
    case Scalar::Fixed32:
    case Scalar::Fixed64:
        node = leaf(Op::Fixed, Meaning::UInt, primitive.name);
        node.wireType = primitive.scalar == Scalar::Fixed32 ? wire::fixed32 : wire::fixed64;
        node.selfDelimiting = true;
        node.isSigned = type.kind == TypeKind::Int;
        node.canonicalFloat = type.kind == TypeKind::Float;
        node.minBits = node.maxBits = type.bits;
        if (type.kind != TypeKind::UInt)
            node.meaning = type.kind == TypeKind::Int ? Meaning::Int : Meaning::Float;
        break;
    case Scalar::Complex:
        node = contentNode(Meaning::Complex, primitive.name, type.bits / 8u);
        node.canonicalFloat = true;
        break;
    case Scalar::Time:
        node = contentNode(Meaning::Time, primitive.name, 12);
        break;
    default:
        node = contentNode(Meaning::Text, primitive.name, 0);
        break;
    }
    return m_nodeOfType[type.spelling] = addNode(node);
}

Node TypeLowering::varintNode(const TypeExpr& type, bool zigzag)
{
    Node node = leaf(Op::Varint, Meaning::UInt, type.spelling);
    node.selfDelimiting = true;
    node.wireType = zigzag ? wire::svarint : wire::varint;
    const unsigned bits = type.kind == TypeKind::Duration ? 64 : type.bits;
    node.highest = bits == 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1;
    if (type.kind == TypeKind::Bool)
        node.meaning = Meaning::Bool;
    if (zigzag) {
        node.meaning = Meaning::Int;
        node.coding = VarintCoding::ZigZag;
        node.isSigned = true;
        node.highest >>= 1;
        node.lowest = ~node.highest; // -highest - 1 as an int64
    }
    return node;
}

Node TypeLowering::contentNode(Meaning meaning, std::string_view name, std::uint64_t capacity)
{
    Node node = leaf(Op::Content, meaning, name);
    node.wireType = wire::bytes;
    node.capacity = capacity;
    return node;
}

NodeIndex TypeLowering::enumNode(DeclIndex index)
{
    if (m_nodeOfDecl[index] != kNoIndex)
        return m_nodeOfDecl[index];
    const Decl& decl = m_schema.decls[index];
    std::vector<const Member*> values;
    for (const Member& member : decl.members)
        values.push_back(&member);
    std::sort(values.begin(), values.end(), [](const Member* a, const Member* b) { return a->number < b->number; });
    EnumTable table;
    for (const Member* value : values) {
        table.labels.push_back(m_plan.intern(value->name));
        table.numbers.push_back(static_cast<std::uint64_t>(value->number));
    }
    Node node = leaf(Op::Varint, Meaning::Enum, decl.name);
    node.selfDelimiting = true;
    node.wireType = wire::varint;
    node.decl = index;
    node.highest = kHighestEnumNumber;
    node.detail = static_cast<std::uint32_t>(m_plan.enums.size());
    m_plan.enums.push_back(std::move(table));
    return m_nodeOfDecl[index] = addNode(node);
}

NodeIndex TypeLowering::bytesNode(const TypeExpr& type, Encoding encoding)
{
    const std::string key = type.spelling + " " + std::to_string(static_cast<int>(encoding.kind));
    const auto known = m_nodeOfType.find(key);
    if (known != m_nodeOfType.end())
        return known->second;
    constexpr std::uint64_t codecBytes = 16;
    Node node = contentNode(Meaning::Bytes, type.spelling, type.length.value_or(0));
    if (encoding.kind == EncodingKind::Uuid || encoding.kind == EncodingKind::Decimal128) {
        node.meaning = encoding.kind == EncodingKind::Uuid ? Meaning::Uuid : Meaning::Decimal;
        node.capacity = codecBytes;
    } else if (encoding.kind == EncodingKind::BigInt) {
        node.meaning = Meaning::BigInt;
    } else if (encoding.kind == EncodingKind::Fixed && (node.capacity == 4 || node.capacity == 8)) {
        node.selfDelimiting = true;
        node.wireType = node.capacity == 4 ? wire::fixed32 : wire::fixed64;
    }
    return m_nodeOfType[key] = addNode(node);
}

// ---- Composites

NodeIndex TypeLowering::seriesNode(const TypeExpr& type, Encoding encoding)
{
    const NodeIndex element = typeNode(type.element);
    SeriesInfo info;
    info.coding = codingOf(encoding.kind, isScalar(m_schema, type.element));
    info.bitWidth = encoding.kind == EncodingKind::BitPacked ? static_cast<std::uint8_t>(encoding.bits) : 0;
    info.fixedCount = type.length.has_value();
    Node node = leaf(Op::Series, Meaning::None, type.spelling);
    node.wireType = wire::bytes;
    node.capacity = type.length.value_or(0);
    node.detail = static_cast<std::uint32_t>(m_plan.series.size());
    m_plan.series.push_back(info);
    const NodeIndex index = addNode(node);
    m_plan.nodes[index].firstSlot = addSlot(element, index, {});
    m_plan.nodes[index].slotCount = 1;
    return index;
}

NodeIndex TypeLowering::mapNode(const TypeExpr& type)
{
    const NodeIndex key = typeNode(type.key);
    const NodeIndex value = typeNode(type.element);
    Node node = leaf(Op::Map, Meaning::None, type.spelling);
    node.wireType = wire::bytes;
    const NodeIndex index = addNode(node);
    m_plan.nodes[index].firstSlot = addSlot(key, index, {});
    m_plan.nodes[index].slotCount = 2;
    addSlot(value, index, {});
    return index;
}

// ---- References

NodeIndex TypeLowering::referenceNode(std::string_view name, Discrimination by)
{
    Node node = leaf(Op::Reference, Meaning::None, name);
    node.selfDelimiting = by == Discrimination::Id;
    node.wireType = by == Discrimination::Id ? wire::typeRef : wire::bytes;
    node.detail = static_cast<std::uint32_t>(m_plan.references.size());
    m_plan.references.push_back({by, static_cast<std::uint32_t>(m_plan.referenceTypes.size()), 0});
    return addNode(node);
}

/// Adds those of `decls` that are lowered, by ascending id. Without an interface they have their full names on the
/// wire.
void TypeLowering::addReferencedStructs(NodeIndex owner, std::vector<DeclIndex> decls, DeclIndex interface)
{
    std::erase_if(decls, [this](DeclIndex decl) { return structNode(decl) == kNoIndex; });
    std::stable_sort(decls.begin(), decls.end(),
                     [this](DeclIndex a, DeclIndex b) { return m_model.decls[a].typeId < m_model.decls[b].typeId; });
    for (const DeclIndex decl : decls) {
        const DeclFacts& facts = m_model.decls[decl];
        const std::string name = interface == kNoIndex ? facts.fullName : typeRefName(m_model, interface, decl);
        ReferenceType type;
        type.id = facts.typeId;
        type.hash = fnv1a32(name);
        type.wireName = m_plan.intern(name);
        type.shortName = m_plan.intern(shownName(decl));
        type.fullName = m_plan.intern(facts.fullName);
        type.slot = addSlot(structNode(decl), owner, {});
        m_plan.referenceTypes.push_back(type);
    }
}

NodeIndex TypeLowering::interfaceNode(DeclIndex index)
{
    if (m_nodeOfDecl[index] != kNoIndex)
        return m_nodeOfDecl[index];
    const DeclFacts& facts = m_model.decls[index];
    static constexpr Discrimination modes[] = {Discrimination::Id, Discrimination::Name, Discrimination::Hash};
    const NodeIndex node
        = referenceNode(m_schema.decls[index].name, modes[static_cast<std::size_t>(facts.discrimination)]);
    m_plan.nodes[node].decl = index;
    addReferencedStructs(node, facts.implementations, index);
    ReferenceInfo& info = m_plan.references[m_plan.nodes[node].detail];
    info.typeCount = static_cast<std::uint32_t>(m_plan.referenceTypes.size()) - info.firstType;
    return m_nodeOfDecl[index] = node;
}

NodeIndex TypeLowering::anyNode()
{
    if (m_anyNode != kNoIndex)
        return m_anyNode;
    std::vector<const Primitive*> allowed;
    for (const Primitive& primitive : primitives()) {
        if (primitive.typeRefId != 0 && primitive.name != "byte")
            allowed.push_back(&primitive);
    }
    std::sort(allowed.begin(), allowed.end(),
              [](const Primitive* a, const Primitive* b) { return a->typeRefId < b->typeRefId; });
    m_anyNode = referenceNode("any", Discrimination::Id);
    for (const Primitive* primitive : allowed) {
        TypeExpr expr;
        expr.kind = primitive->kind;
        expr.bits = primitive->bits;
        expr.spelling = primitive->name;
        ReferenceType type;
        type.id = primitive->typeRefId;
        type.hash = fnv1a32(primitive->name);
        type.wireName = type.shortName = type.fullName = m_plan.intern(primitive->name);
        const NodeIndex node = expr.kind == TypeKind::Bytes ? bytesNode(expr, {}) : primitiveNode(expr);
        type.slot = addSlot(node, m_anyNode, "value");
        m_plan.referenceTypes.push_back(type);
    }
    std::vector<DeclIndex> structs;
    for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
        if (m_schema.decls[index].kind == DeclKind::Struct && m_schema.decls[index].instanceOf == kNoIndex)
            structs.push_back(index);
    }
    addReferencedStructs(m_anyNode, std::move(structs), kNoIndex);
    ReferenceInfo& info = m_plan.references[m_plan.nodes[m_anyNode].detail];
    info.typeCount = static_cast<std::uint32_t>(m_plan.referenceTypes.size()) - info.firstType;
    return m_anyNode;
}

std::uint32_t TypeLowering::addMessageTypes()
{
    const std::size_t first = m_plan.referenceTypes.size();
    std::vector<DeclIndex> structs;
    for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
        if (m_schema.decls[index].kind == DeclKind::Struct)
            structs.push_back(index);
    }
    addReferencedStructs(kNoIndex, std::move(structs), kNoIndex);
    return static_cast<std::uint32_t>(m_plan.referenceTypes.size() - first);
}

} // namespace wirebench::cramberry
