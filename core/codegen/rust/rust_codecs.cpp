// SPDX-License-Identifier: MIT
#include "core/codegen/code_names.h"
#include "core/codegen/rust/rust_context.h"

#include <cstdint>
#include <limits>

namespace wirebench::rust {

namespace {

constexpr std::uint64_t longestArray = 32; ///< Up to here arrays have a Default.
constexpr std::size_t longestPlain = 40; ///< Characters of a codec without an alias.

std::string integerType(const ApiType& type)
{
    return (type.kind == ApiKind::Int ? "i" : "u") + std::to_string(type.bits);
}

/// Whether the numbers of a node are all that its type holds.
bool hasFullRange(const Node& node, const ApiType& type)
{
    if (type.kind == ApiKind::UInt)
        return node.lowest == 0
            && node.highest == (type.bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << type.bits) - 1);
    const std::uint64_t half = std::uint64_t{1} << (type.bits - 1);
    return node.lowest == ~half + 1 && node.highest == half - 1;
}

std::string exactText(std::uint64_t number, bool isSigned)
{
    return isSigned ? std::to_string(static_cast<std::int64_t>(number)) : std::to_string(number);
}

} // namespace

std::string Context::type(NodeIndex index) const
{
    return typeText(index, viewing);
}

std::string Context::typeText(NodeIndex index, bool borrowed) const
{
    const Node& node = plan.nodes[index];
    const ApiType& shape = model.types[index];
    switch (shape.kind) {
    case ApiKind::None:
        if (node.op == Op::Optional)
            return "Option<" + typeText(plan.slots[node.firstSlot].node, borrowed) + '>';
        return "()";
    case ApiKind::Bool:
        return "bool";
    case ApiKind::UInt:
    case ApiKind::Int:
        return integerType(shape);
    case ApiKind::Float:
        return shape.bits == 32 ? "f32" : "f64";
    case ApiKind::Text:
        return borrowed ? "&'a str" : "String";
    case ApiKind::Bytes:
        if (borrowed && shape.count == 0)
            return "&'a [u8]";
        if (shape.count != 0 && shape.count <= longestArray)
            return "[u8; " + std::to_string(shape.count) + ']';
        return "Vec<u8>";
    case ApiKind::Enum:
        return enums[shape.index];
    case ApiKind::Flags:
        return flags[shape.index];
    case ApiKind::Date:
        return "rt::CivilTime";
    case ApiKind::Time:
        return "rt::Time";
    case ApiKind::Complex:
        return shape.bits == 32 ? "rt::Complex<f32>" : "rt::Complex<f64>";
    case ApiKind::Uuid:
        return "rt::Uuid";
    case ApiKind::Decimal:
        return "rt::Decimal128";
    case ApiKind::BigInt:
        return "rt::BigInt";
    case ApiKind::Struct:
        return borrowed && !views[shape.index].empty() ? views[shape.index] + "<'a>" : structs[shape.index];
    case ApiKind::List: {
        const std::string element = typeText(shape.element, borrowed && borrows(index));
        return "Vec<" + (shape.optionalElement ? "Option<" + element + '>' : element) + '>';
    }
    case ApiKind::Map:
        return "BTreeMap<" + typeText(shape.key, borrowed) + ", " + typeText(shape.element, borrowed) + '>';
    case ApiKind::Union:
        return unions[shape.index];
    }
    return "()";
}

std::string Context::fieldType(const ApiField& field) const
{
    std::string text = type(field.node);
    if (field.boxed)
        text = "Box<" + text + '>';
    return field.optional ? "Option<" + text + '>' : text;
}

std::string Context::alias(std::string codec, std::string_view hint)
{
    if (codec.size() <= longestPlain)
        return codec;
    if (const auto known = m_aliases.find(codec); known != m_aliases.end())
        return known->second;
    std::string name = m_types.take(std::string(hint) + "Codec");
    m_aliasOrder.emplace_back(name, codec);
    m_aliases.emplace(std::move(codec), name);
    return name;
}

void Context::writeAliases()
{
    for (const auto& [name, codec] : m_aliasOrder)
        statement(w, 0, "type " + name + " =", codec + ';');
}

std::string Context::codec(NodeIndex node, std::string_view hint)
{
    return alias(plainCodec(node, hint), hint);
}

std::string Context::plainCodec(NodeIndex index, std::string_view hint)
{
    const Node& node = plan.nodes[index];
    const ApiType& shape = model.types[index];
    const std::string inner(hint);
    switch (node.op) {
    case Op::Bits:
        return bitsCodec(node, shape, index);
    case Op::Fixed:
    case Op::Varint:
        return scalarCodec(node, shape, index);
    case Op::Text:
        return (viewing ? "rt::Prefixed<rt::TextRef, " : "rt::Prefixed<rt::Text, ") + std::to_string(node.prefixBytes)
            + '>';
    case Op::Sequence:
    case Op::Message:
    case Op::Record:
    case Op::Tagged:
    case Op::PresenceMap:
        return structType(shape.index, "static");
    case Op::List:
        return "rt::List<" + codec(plan.slots[node.firstSlot].node, inner + "Element") + ", "
            + std::to_string(node.prefixBytes) + '>';
    case Op::Optional:
        return "rt::Presence<" + codec(plan.slots[node.firstSlot].node, inner + "Value") + '>';
    case Op::Slots:
        return "rt::BitSlots<" + slotCodec(node.firstSlot, inner + "Element") + ", " + std::to_string(node.capacity)
            + ", " + std::to_string(node.countBits) + '>';
    case Op::Content: {
        std::string content = contentCodec(node, index);
        return node.selfDelimiting ? "rt::Plain<" + content + ", " + std::to_string(node.capacity) + '>' : content;
    }
    case Op::Series:
        return seriesCodec(node, hint);
    case Op::Map:
        return "rt::MapOf<" + codec(plan.slots[node.firstSlot].node, inner + "Key") + ", "
            + codec(plan.slots[node.firstSlot + 1].node, inner + "Value") + '>';
    case Op::Reference: {
        const Discrimination by = plan.references[node.detail].by;
        const std::string_view how = by == Discrimination::Id ? "Id" : by == Discrimination::Name ? "Name" : "Hash";
        return "rt::By" + std::string(how) + '<' + unions[shape.index] + '>';
    }
    }
    return "()";
}

std::string Context::scalarCodec(const Node& node, const ApiType& shape, NodeIndex index)
{
    const bool varint = node.op == Op::Varint;
    switch (shape.kind) {
    case ApiKind::Bool:
        return varint ? "rt::Bool" : "rt::ByteBool";
    case ApiKind::UInt:
    case ApiKind::Int:
        if (!varint)
            return "rt::Fixed<" + integerType(shape) + '>';
        if (!hasFullRange(node, shape))
            unsupported(index, "its numbers have a range of their own");
        return (node.coding == VarintCoding::ZigZag ? "rt::ZigZag<" : "rt::Varint<") + integerType(shape) + '>';
    case ApiKind::Float:
        return (node.canonicalFloat ? "rt::Canonical<f" : "rt::Fixed<f") + std::to_string(shape.bits) + '>';
    case ApiKind::Enum:
        if (!varint || !model.enums[shape.index].open)
            unsupported(index, "it is an enum of a fixed width");
        return "rt::Enum<" + enums[shape.index] + '>';
    default:
        unsupported(index, "it is a scalar of an unknown kind");
        return "()";
    }
}

std::string Context::contentCodec(const Node& node, NodeIndex index)
{
    switch (node.meaning) {
    case Meaning::Text:
        return viewing ? "rt::TextRef" : "rt::Text";
    case Meaning::Bytes:
        if (node.capacity == 0)
            return viewing ? "rt::BlobRef" : "rt::Blob";
        return (node.capacity <= longestArray ? "rt::Bytes<" : "rt::ManyBytes<") + std::to_string(node.capacity) + '>';
    case Meaning::Complex:
        return node.capacity == 8 ? "rt::ComplexContent<f32>" : "rt::ComplexContent<f64>";
    case Meaning::Time:
        return "rt::TimeContent";
    case Meaning::Uuid:
        return "rt::UuidContent";
    case Meaning::Decimal:
        return "rt::DecimalContent";
    case Meaning::BigInt:
        return "rt::BigIntContent";
    default:
        unsupported(index, "it is content of an unknown kind");
        return "()";
    }
}

std::string Context::seriesCodec(const Node& node, std::string_view hint)
{
    const SeriesInfo& info = plan.series[node.detail];
    if (viewing && info.coding == SeriesCoding::Prefix) {
        viewing = false;
        std::string text = seriesCodec(node, hint);
        viewing = true;
        return text;
    }
    const std::string element = codec(plan.slots[node.firstSlot].node, std::string(hint) + "Element");
    std::string text;
    switch (info.coding) {
    case SeriesCoding::Packed:
        text = "rt::Packed<" + element + '>';
        break;
    case SeriesCoding::Bits:
        text = "rt::BitSeries";
        break;
    case SeriesCoding::Counted:
        text = "rt::Counted<" + element + '>';
        break;
    case SeriesCoding::Delta:
        text = "rt::Delta<" + element + '>';
        break;
    case SeriesCoding::RunLength:
        text = "rt::Runs<" + element + '>';
        break;
    case SeriesCoding::Dictionary:
        text = "rt::Dictionary<" + element + '>';
        break;
    case SeriesCoding::Sparse:
        text = "rt::Sparse<" + element + '>';
        break;
    case SeriesCoding::Prefix:
        text = "rt::Prefix<" + element + '>';
        break;
    case SeriesCoding::BitPacked:
        text = "rt::BitPacked<" + element + ", " + std::to_string(info.bitWidth) + '>';
        break;
    }
    return info.fixedCount ? "rt::Exactly<" + text + ", " + std::to_string(node.capacity) + '>' : text;
}

std::string Context::bitsCodec(const Node& node, const ApiType& shape, NodeIndex index)
{
    const std::string width = std::to_string(node.minBits);
    switch (shape.kind) {
    case ApiKind::Bool:
        return "rt::BitBool";
    case ApiKind::UInt:
    case ApiKind::Int: {
        const bool isSigned = shape.kind == ApiKind::Int;
        return "rt::BitInt<" + integerType(shape) + ", " + exactText(node.lowest, isSigned) + ", "
            + exactText(node.highest, isSigned) + ", " + width + '>';
    }
    case ApiKind::Enum:
        return "rt::BitEnum<" + enums[shape.index] + ", " + width + '>';
    case ApiKind::Flags:
        return "rt::BitFlags<" + flags[shape.index] + ", " + width + '>';
    case ApiKind::Date: {
        const DateTable& table = plan.dates[node.detail];
        return "rt::BitDate<" + std::to_string(table.origin) + ", " + std::to_string(unitSeconds(table.unit)) + ", "
            + std::to_string(table.units) + ", " + width + '>';
    }
    default:
        unsupported(index, "it is a bit field of an unknown kind");
        return "()";
    }
}

std::string Context::slotCodec(SlotIndex slot, std::string_view hint)
{
    std::string value = codec(plan.slots[slot].node, hint);
    return plan.slots[slot].presenceBit ? alias("rt::BitOption<" + value + '>', hint) : value;
}

std::string Context::valueCodec(std::uint32_t structIndex, const ApiField& field)
{
    const std::string hint = structName(structIndex) + pascalCase(field.name);
    std::string text = codec(field.node, hint);
    return field.boxed ? alias("rt::Boxed<" + text + '>', hint) : text;
}

std::string Context::fieldCodec(std::uint32_t structIndex, const ApiField& field)
{
    const std::string hint = structName(structIndex) + pascalCase(field.name);
    const Slot& slot = plan.slots[field.slot];
    std::string text = valueCodec(structIndex, field);
    if (plan.nodes[slot.node].op == Op::Optional)
        return alias("rt::Presence<" + text + '>', hint);
    return slot.presenceBit ? alias("rt::BitOption<" + text + '>', hint) : text;
}

std::string Context::elementCodec(std::uint32_t structIndex, const ApiField& field)
{
    const Node& node = plan.nodes[field.node];
    return codec(plan.slots[node.firstSlot].node, structName(structIndex) + pascalCase(field.name) + "Element");
}

} // namespace wirebench::rust
