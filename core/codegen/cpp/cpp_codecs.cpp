// SPDX-License-Identifier: MIT
// Which codec of the runtime stands for a node of the plan.
#include "core/codegen/cpp/cpp_context.h"

namespace wirebench::cpp {

namespace {

std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

std::string argument(bool yes)
{
    return yes ? ", true" : "";
}

} // namespace

std::string Context::bitsCodec(const Node& node, const ApiType& type) const
{
    const std::string bits = number(node.minBits);
    switch (node.meaning) {
    case Meaning::Bool:
        return "wb::BitBool";
    case Meaning::Float:
        return type.bits == 32 ? "wb::BitFloat<float>" : "wb::BitFloat<double>";
    case Meaning::Enum:
        return "wb::BitEnum<" + m_enums[type.index] + ", " + bits + ", "
            + number(plan().enums[node.detail].labels.size()) + ">";
    case Meaning::Flags:
        return "wb::BitFlags<" + m_flags[type.index] + ", " + bits + ", "
            + literal(plan().flags[node.detail].defined, false) + ">";
    case Meaning::Date: {
        const DateTable& date = plan().dates[node.detail];
        return "wb::BitDate<" + bits + ", " + literal(static_cast<std::uint64_t>(date.origin), true) + ", "
            + std::to_string(unitSeconds(date.unit)) + ", " + literal(date.units, false) + ">";
    }
    default: {
        const bool isSigned = type.kind == ApiKind::Int;
        return "wb::BitInt<" + leafType(type, false) + ", " + bits + ", " + literal(node.lowest, isSigned) + ", "
            + literal(node.highest, isSigned) + ">";
    }
    }
}

std::string Context::contentCodec(const Node& node, const ApiType& type) const
{
    std::string codec;
    switch (node.meaning) {
    case Meaning::Text:
        return "wb::Text";
    case Meaning::Complex:
        codec = std::string("wb::Complex<") + (type.bits == 32 ? "float" : "double") + argument(node.canonicalFloat)
            + ">";
        break;
    case Meaning::Time:
        codec = "wb::Time";
        break;
    case Meaning::Uuid:
        codec = "wb::Sixteen<wb::Uuid>";
        break;
    case Meaning::Decimal:
        codec = "wb::Sixteen<wb::Decimal128>";
        break;
    case Meaning::BigInt:
        return "wb::BigInteger";
    default:
        codec = "wb::Bytes<" + (node.capacity == 0 ? std::string() : number(node.capacity)) + ">";
        break;
    }
    return node.selfDelimiting ? "wb::Bare<" + codec + ">" : codec;
}

std::string Context::seriesCodec(const Node& node) const
{
    const SeriesInfo& info = plan().series[node.detail];
    const std::string element = slotCodec(node.firstSlot);
    const std::string fixed = info.fixedCount ? ", " + number(node.capacity) : std::string();
    switch (info.coding) {
    case SeriesCoding::Packed:
        return "wb::Packed<" + element + fixed + ">";
    case SeriesCoding::Bits:
        return "wb::Bits<" + element + fixed + ">";
    case SeriesCoding::Counted:
        return "wb::Counted<" + element + fixed + ">";
    case SeriesCoding::Delta:
        return "wb::Delta<" + element + fixed + ">";
    case SeriesCoding::RunLength:
        return "wb::RunLength<" + element + fixed + ">";
    case SeriesCoding::Dictionary:
        return "wb::Dictionary<" + element + fixed + ">";
    case SeriesCoding::Sparse:
        return "wb::Sparse<" + element + fixed + ">";
    case SeriesCoding::Prefix:
        return "wb::SharedPrefix<" + element + fixed + ">";
    case SeriesCoding::BitPacked:
        break;
    }
    return "wb::BitPacked<" + element + ", " + number(info.bitWidth) + fixed + ">";
}

std::string Context::slotCodec(SlotIndex slot) const
{
    const std::string codec = this->codec(this->slot(slot).node);
    return this->slot(slot).presenceBit ? "wb::BitOptional<" + codec + ">" : codec;
}

std::string Context::codec(NodeIndex index) const
{
    const Node& node = this->node(index);
    const ApiType& type = m_model.typeOf(index);
    switch (node.op) {
    case Op::Bits:
        return bitsCodec(node, type);
    case Op::Fixed:
        return "wb::Fixed<" + leafType(type, false) + argument(node.canonicalFloat && type.kind == ApiKind::Float)
            + ">";
    case Op::Text:
        return "wb::PrefixedText<" + number(node.prefixBytes) + ">";
    case Op::List:
        return "wb::ListOf<" + number(node.prefixBytes) + ", " + slotCodec(node.firstSlot) + ">";
    case Op::Optional:
        return "wb::OptionalOf<" + slotCodec(node.firstSlot) + ">";
    case Op::Slots:
        return "wb::BitArray<" + slotCodec(node.firstSlot) + ", " + number(node.countBits) + ", "
            + number(node.capacity) + ">";
    case Op::Varint:
        if (type.kind == ApiKind::Enum)
            return "wb::VarintEnum<" + m_enums[type.index] + ">";
        return "wb::Varint<" + leafType(type, false)
            + (node.coding == VarintCoding::ZigZag             ? ", wb::Coding::zigzag"
                   : node.coding == VarintCoding::SignExtended ? ", wb::Coding::sign_extended"
                                                               : "")
            + ">";
    case Op::Content:
        return contentCodec(node, type);
    case Op::Series:
        return seriesCodec(node);
    case Op::Map:
        return "wb::MapOf<" + codec(type.key) + ", " + codec(type.element) + ">";
    case Op::Reference:
        return "codec::" + m_unions[type.index];
    default:
        return "codec::" + m_structs[type.index];
    }
}

} // namespace wirebench::cpp
