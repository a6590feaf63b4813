// SPDX-License-Identifier: MIT
// Codecs: how the values of a node lie on the wire, as constants of the generated module.
#include "core/codegen/python/python_module.h"
#include "core/codegen/python/python_text.h"

namespace wirebench::python {

namespace {

std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

std::string bounds(const Node& node)
{
    return node.isSigned ? signedText(node.lowest) + ", " + signedText(node.highest)
                         : number(node.lowest) + ", " + number(node.highest);
}

/// The sizes of struct's formats for plain numbers; nothing for what has none.
std::string formatOf(const Node& node, const ApiType& type)
{
    if (node.op != Op::Fixed)
        return {};
    const std::uint64_t bytes = node.minBits / 8;
    if (type.kind == ApiKind::UInt)
        return bytes == 1 ? "B" : bytes == 2 ? "H" : bytes == 4 ? "I" : "Q";
    if (type.kind == ApiKind::Int)
        return bytes == 1 ? "b" : bytes == 2 ? "h" : bytes == 4 ? "i" : "q";
    if (type.kind == ApiKind::Bool)
        return "?";
    return type.kind == ApiKind::Float && bytes == 8 && !node.canonicalFloat ? "d" : "";
}

} // namespace

std::string Module::codec(NodeIndex node)
{
    if (const auto known = m_codecs.find(node); known != m_codecs.end())
        return known->second;
    std::string name = makeCodec(node);
    m_codecs.emplace(node, name);
    return name;
}

std::string Module::makeCodec(NodeIndex index)
{
    const Node& node = plan().nodes[index];
    const ApiType& type = typeOf(index);
    const std::string_view name = plan().text(node.name);
    switch (node.op) {
    case Op::Varint:
    case Op::Fixed:
        return constant(name, scalarCodec(node, type));
    case Op::Text:
        return constant(name, "rt.PrefixedText(" + number(node.prefixBytes) + ')');
    case Op::Content:
        return constant(name, contentCodec(node));
    case Op::Sequence:
        return constant(structName(type.index), "rt.BareStructCodec(" + structName(type.index) + ')');
    case Op::Message:
    case Op::Tagged:
        return constant(structName(type.index), "rt.StructCodec(" + structName(type.index) + ')');
    case Op::PresenceMap:
        return constant(structName(type.index), "rt.PresenceCodec(" + structName(type.index) + ')');
    case Op::List: {
        const Node& element = plan().nodes[type.element];
        std::string expression = "rt.PrefixedList(" + number(node.prefixBytes) + ", " + codec(type.element) + ", "
            + number(element.minBits / 8);
        if (const std::string format = formatOf(element, typeOf(type.element)); !format.empty())
            expression += ", \"" + format + '"';
        return constant("list_" + std::string(plan().text(element.name)), expression + ')');
    }
    case Op::Series:
        return constant("list_" + std::string(plan().text(plan().nodes[type.element].name)), seriesCodec(node));
    case Op::Map: {
        const bool textKeys = typeOf(type.key).kind == ApiKind::Text;
        const std::string value = codec(type.element);
        return constant("map_" + std::string(plan().text(plan().nodes[type.element].name)),
                        "rt.MapCodec(" + codec(type.key) + ", " + value + ", " + (textKeys ? "True" : "False") + ')');
    }
    case Op::Reference:
        return referenceCodec(node);
    default:
        return constant(name, "rt.TextCodec()");
    }
}

std::string Module::scalarCodec(const Node& node, const ApiType& type)
{
    const std::uint64_t width = node.op == Op::Fixed ? node.minBits / 8 : 0;
    switch (type.kind) {
    case ApiKind::Bool:
        return "rt.BoolCodec(" + number(width) + ')';
    case ApiKind::Enum: {
        const std::string& name = enumName(type.index);
        return "rt.EnumCodec(" + name + ", " + enumTable(type.index) + (width == 0 ? "" : ", " + number(width)) + ')';
    }
    case ApiKind::Float:
        return "rt.FloatCodec(" + number(width) + (node.canonicalFloat ? ", canonical=True)" : ")");
    default:
        break;
    }
    if (node.op == Op::Varint) {
        const std::string_view coding = node.coding == VarintCoding::ZigZag ? "rt.ZigZag(0, "
            : node.coding == VarintCoding::SignExtended                     ? "rt.SignExtended(0, "
                                                                            : "rt.Unsigned(0, ";
        return std::string(coding) + bounds(node) + ')';
    }
    const std::uint64_t half = std::uint64_t{1} << (node.minBits - 1);
    if (type.kind == ApiKind::Int)
        return "rt.TwosComplement(" + number(width) + ", -" + number(half) + ", " + number(half - 1) + ')';
    return "rt.Unsigned(" + number(width) + ", 0, " + number(half - 1 + half) + ')';
}

std::string Module::contentCodec(const Node& node)
{
    const std::string_view delimits = node.selfDelimiting ? "delimits=True" : "";
    const std::string last = delimits.empty() ? ")" : ", " + std::string(delimits) + ')';
    const std::string only = std::string(delimits) + ')';
    switch (node.meaning) {
    case Meaning::Bytes:
        return "rt.BytesCodec(" + number(node.capacity) + last;
    case Meaning::Complex:
        return "rt.ComplexCodec(" + number(node.capacity) + (node.canonicalFloat ? ", True" : ", False") + last;
    case Meaning::Time:
        return "rt.TimeCodec(" + only;
    case Meaning::Uuid:
        return "rt.UuidCodec(" + only;
    case Meaning::Decimal:
        return "rt.DecimalCodec(" + only;
    case Meaning::BigInt:
        return "rt.BigIntCodec()";
    default:
        return "rt.TextCodec()";
    }
}

std::string Module::seriesCodec(const Node& node)
{
    const SeriesInfo& info = plan().series[node.detail];
    const NodeIndex element = plan().slots[node.firstSlot].node;
    const std::string count = info.fixedCount ? ", " + number(node.capacity) + ')' : ")";
    const std::string name = codec(element);
    switch (info.coding) {
    case SeriesCoding::Packed:
        return "rt.PackedList(" + name + count;
    case SeriesCoding::Bits:
        return "rt.BitList(" + name + count;
    case SeriesCoding::Counted:
        return "rt.CountedList(" + name + count;
    case SeriesCoding::Delta:
        return (plan().nodes[element].op == Op::Content ? "rt.DeltaTimes(" : "rt.DeltaList(") + name + count;
    case SeriesCoding::RunLength:
        return "rt.RunLengthList(" + name + count;
    case SeriesCoding::Dictionary:
        return "rt.DictionaryList(" + name + count;
    case SeriesCoding::Sparse:
        return "rt.SparseList(" + name + count;
    case SeriesCoding::Prefix:
        return "rt.PrefixList(" + name + count;
    case SeriesCoding::BitPacked:
        return "rt.BitPackedList(" + name + ", " + number(info.bitWidth) + count;
    }
    return {};
}

std::string Module::referenceCodec(const Node& node)
{
    const ReferenceInfo& info = plan().references[node.detail];
    std::vector<std::string> known;
    for (const KnownType& type : plan().knownTypes)
        known.push_back(number(type.id) + ": " + textLiteral(plan().text(type.name)));
    const std::string knownTypes = known.empty() ? "{}" : constant("known_types", "{", known);
    std::vector<std::string> items;
    for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
        const ReferenceType& type = plan().referenceTypes[i];
        const NodeIndex held = plan().slots[type.slot].node;
        const bool isStruct = typeOf(held).kind == ApiKind::Struct;
        std::string item = "rt.Alternative(" + codec(held) + ", " + (isStruct ? structName(typeOf(held).index) : "None")
            + ", " + textLiteral(plan().text(type.shortName)) + ", " + textLiteral(plan().text(type.fullName))
            + ", id=" + number(type.id);
        if (type.hash != 0)
            item += ", hash=" + number(type.hash);
        if (type.wireName != 0)
            item += ", wire_name=" + textLiteral(plan().text(type.wireName));
        items.push_back(item + ')');
    }
    const std::string_view name = plan().text(node.name);
    const std::string types = items.empty() ? "()" : constant("types_" + std::string(name), "(", items);
    const std::string_view by = info.by == Discrimination::Id ? "rt.ReferenceById("
        : info.by == Discrimination::Name                     ? "rt.ReferenceByName("
                                                              : "rt.ReferenceByHash(";
    return constant(name, std::string(by) + types + ", " + knownTypes + ')');
}

std::string Module::bitLeaf(NodeIndex index)
{
    const Node& node = plan().nodes[index];
    const ApiType& type = typeOf(index);
    const std::string bits = number(node.minBits);
    switch (type.kind) {
    case ApiKind::Bool:
        return constant("bool", "rt.BitBool(1)");
    case ApiKind::Enum: {
        const std::string& name = enumName(type.index);
        return constant(name, "rt.BitEnum(" + bits + ", " + name + ", " + enumTable(type.index) + ')');
    }
    case ApiKind::Flags: {
        const std::string& name = flagsName(type.index);
        return constant(name, "rt.BitFlags(" + bits + ", " + name + ", " + flagsTable(type.index) + ')');
    }
    case ApiKind::Date: {
        const DateTable& table = plan().dates[node.detail];
        const std::string arguments = bits + ", " + std::to_string(unitSeconds(table.unit)) + ", "
            + std::to_string(table.origin) + ", " + number(table.units) + ')';
        return table.unit == DateTable::Unit::Day ? constant("date", "rt.BitDate(" + arguments)
                                                  : constant("date_time", "rt.BitDateTime(" + arguments);
    }
    case ApiKind::Struct: {
        const std::string& name = structName(type.index);
        return constant(name, "rt.BitRecordCodec(" + bits + ", " + name + ')');
    }
    case ApiKind::List: {
        const std::string element = bitCodec(node.firstSlot);
        return constant("array",
                        "rt.BitArray(" + element + ", " + number(node.countBits) + ", " + number(node.capacity) + ')');
    }
    default:
        return constant((node.isSigned ? "int" : "uint") + bits, "rt.BitInteger(" + bits + ", " + bounds(node) + ')');
    }
}

std::string Module::bitCodec(SlotIndex slot)
{
    std::string value = bitLeaf(plan().slots[slot].node);
    if (!plan().slots[slot].presenceBit)
        return value;
    return constant("nullable" + value, "rt.BitNullable(" + value + ')');
}

} // namespace wirebench::python
