// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <set>
#include <string>

// Codecs of nodes that are no structs: constants of the runtime where there are any, else of the schema's enum.

namespace wirebench::swift {

namespace {

bool isStruct(Op op)
{
    return op == Op::Sequence || op == Op::Message || op == Op::Record || op == Op::Tagged || op == Op::PresenceMap;
}

std::string varintCodec(const Node& node, const ApiType& type)
{
    if (type.kind == ApiKind::Bool)
        return "varintBool";
    const std::string family = node.coding == VarintCoding::ZigZag ? "zigzag"
        : type.kind == ApiKind::Int                                ? "signed"
                                                                   : "uvarint";
    return family + std::to_string(type.bits);
}

std::string fixedCodec(const Node& node, const ApiType& type)
{
    const std::string bits = std::to_string(type.bits);
    switch (type.kind) {
    case ApiKind::Bool:
        return "bool8";
    case ApiKind::Float:
        return (node.canonicalFloat ? "canonicalF" : "f") + bits;
    case ApiKind::Int:
        return 'i' + bits;
    default:
        return 'u' + bits;
    }
}

/// A codec that is a constant of the runtime; empty when the node needs one of its own.
std::string plainCodec(const Context& context, NodeIndex index)
{
    const Node& node = context.node(index);
    const ApiType& type = context.model.typeOf(index);
    switch (node.op) {
    case Op::Varint:
        return type.kind == ApiKind::Enum ? std::string() : varintCodec(node, type);
    case Op::Fixed:
        return fixedCodec(node, type);
    case Op::Text:
        return "prefixedText";
    case Op::Content:
        if (type.kind == ApiKind::Text)
            return "utf8";
        if (type.kind == ApiKind::BigInt)
            return "bigInt";
        return type.kind == ApiKind::Bytes && node.capacity == 0 ? "bytes" : std::string();
    default:
        return {};
    }
}

/// Names the codecs below a slot.
class Collector {
public:
    explicit Collector(Context& context) : m_context(context) { }

    void collect(NodeIndex index, bool presenceBit, const std::string& base)
    {
        const Node& node = m_context.node(index);
        if (presenceBit) {
            collect(index, false, base);
            name(index, true, base + "_optional");
            return;
        }
        if (isStruct(node.op) || m_context.codecs.contains({index, false}))
            return;
        const std::string plain = plainCodec(m_context, index);
        if (!plain.empty()) {
            m_context.codecs[{index, false}] = "WireCodecs." + plain;
            return;
        }
        const Plan& plan = m_context.plan;
        name(index, false, base);
        if (node.op == Op::Map) {
            collect(plan.slots[node.firstSlot].node, false, base + "_key");
            collect(plan.slots[node.firstSlot + 1].node, false, base + "_value");
        } else if (node.op == Op::List || node.op == Op::Slots || node.op == Op::Series) {
            const Slot& element = plan.slots[node.firstSlot];
            collect(element.node, element.presenceBit, base + "_element");
        } else if (node.op == Op::Optional) {
            collect(plan.slots[node.firstSlot].node, false, base + "_present");
        } else if (node.op == Op::Reference) {
            const ReferenceInfo& info = plan.references[node.detail];
            for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
                const ReferenceType& type = plan.referenceTypes[i];
                collect(plan.slots[type.slot].node, false, "any_" + std::string(plan.text(type.shortName)));
            }
        }
    }

private:
    void name(NodeIndex index, bool presenceBit, const std::string& base)
    {
        std::string& entry = m_context.codecs[{index, presenceBit}];
        if (entry.empty())
            entry = m_context.constant(takeConstant(m_context.names.constants, base, "Codec"));
    }

    Context& m_context;
};

std::string codecType(const Context& context, NodeIndex index, bool presenceBit)
{
    const Node& node = context.node(index);
    std::string type = node.op == Op::Optional ? typeOf(context, context.plan.slots[node.firstSlot].node)
                                               : elementTypeOf(context, index);
    if (presenceBit || node.op == Op::Optional)
        type += '?';
    const bool isBits = node.op == Op::Bits || node.op == Op::Slots || node.op == Op::Record;
    return (isBits ? "WireBitCodec<" : "WireCodec<") + type + '>';
}

std::string integerText(const Node& node, std::uint64_t value)
{
    return node.isSigned ? std::to_string(static_cast<std::int64_t>(value)) : std::to_string(value);
}

std::string bitCodec(const Context& context, NodeIndex index)
{
    const Node& node = context.node(index);
    const ApiType& type = context.model.typeOf(index);
    const std::string bits = "(bits: " + std::to_string(node.minBits);
    switch (type.kind) {
    case ApiKind::Bool:
        return "WireBitBool()";
    case ApiKind::UInt:
    case ApiKind::Int:
        return "WireBitInteger<" + typeOf(context, index) + '>' + bits + ", lowest: " + integerText(node, node.lowest)
            + ", highest: " + integerText(node, node.highest) + ')';
    case ApiKind::Enum:
        return "WireBitEnum<" + typeOf(context, index) + '>' + bits + ')';
    case ApiKind::Flags:
        return "WireBitFlags<" + typeOf(context, index) + '>' + bits + ')';
    default: {
        const DateTable& table = context.plan.dates[node.detail];
        return "WireBitDate" + bits + ", origin: " + std::to_string(table.origin)
            + ", unit: " + std::to_string(unitSeconds(table.unit)) + ", most: " + std::to_string(table.units) + ')';
    }
    }
}

std::string contentCodec(const Context& context, NodeIndex index)
{
    const Node& node = context.node(index);
    const ApiType& type = context.model.typeOf(index);
    const std::string self = std::string("selfDelimiting: ") + (node.selfDelimiting ? "true" : "false") + ')';
    switch (type.kind) {
    case ApiKind::Bytes:
        return "WireFixedBytesCodec(count: " + std::to_string(node.capacity) + ", " + self;
    case ApiKind::Time:
        return "WireTimeCodec(" + self;
    case ApiKind::Uuid:
        return "WireUUIDCodec(" + self;
    case ApiKind::Decimal:
        return "WireDecimalCodec(" + self;
    default:
        return std::string("WireComplexCodec<") + (type.bits == 32 ? "Float" : "Double") + ">(part: WireCodecs."
            + (node.canonicalFloat ? "canonicalF" : "f") + std::to_string(type.bits) + ", " + self;
    }
}

std::string seriesCodec(const Context& context, NodeIndex index)
{
    const Node& node = context.node(index);
    const SeriesInfo& info = context.plan.series[node.detail];
    const std::string count = "count: " + (info.fixedCount ? std::to_string(node.capacity) : std::string("nil")) + ')';
    if (info.coding == SeriesCoding::Bits)
        return "WireBitsCodec(" + count;
    std::string_view name;
    std::string width;
    switch (info.coding) {
    case SeriesCoding::Counted:
        name = "Counted";
        break;
    case SeriesCoding::Delta:
        name = "Delta";
        break;
    case SeriesCoding::RunLength:
        name = "RunLength";
        break;
    case SeriesCoding::Dictionary:
        name = "Dictionary";
        break;
    case SeriesCoding::Sparse:
        name = "Sparse";
        break;
    case SeriesCoding::Prefix:
        name = "Prefix";
        break;
    case SeriesCoding::BitPacked:
        name = "BitPacked";
        width = "width: " + std::to_string(info.bitWidth) + ", ";
        break;
    default:
        name = "Packed";
        break;
    }
    return "Wire" + std::string(name) + "Codec(" + codecOf(context, context.plan.slots[node.firstSlot].node) + ", "
        + width + count;
}

std::string madeCodec(const Context& context, NodeIndex index, bool presenceBit)
{
    const Node& node = context.node(index);
    const auto child = [&](SlotIndex offset) {
        const Slot& slot = context.plan.slots[node.firstSlot + offset];
        return codecOf(context, slot.node, slot.presenceBit);
    };
    if (presenceBit)
        return "WireBitOptional(" + codecOf(context, index) + ')';
    switch (node.op) {
    case Op::Bits:
        return bitCodec(context, index);
    case Op::Varint:
        return "WireVarintEnumCodec<" + typeOf(context, index) + ">()";
    case Op::Content:
        return contentCodec(context, index);
    case Op::List:
        return "WireListCodec(" + child(0) + ')';
    case Op::Optional:
        return "WireOptionalCodec(" + child(0) + ')';
    case Op::Slots:
        return "WireBitArray(" + child(0) + ", countBits: " + std::to_string(node.countBits)
            + ", capacity: " + std::to_string(node.capacity) + ')';
    case Op::Map: {
        // Keys are never parts of the input.
        const NodeIndex key = context.plan.slots[node.firstSlot].node;
        return "WireMapCodec(key: " + context.codecs.at({key, false}) + ", value: " + child(1) + ')';
    }
    default:
        return seriesCodec(context, index);
    }
}

} // namespace

void collectCodecs(Context& context)
{
    Collector collector(context);
    for (const ApiStruct& entry : context.model.structs) {
        for (const ApiField& field : entry.fields) {
            const Slot& slot = context.slot(field);
            collector.collect(slot.node, slot.presenceBit, entry.name + '_' + field.name);
        }
    }
}

std::string codecOf(const Context& context, NodeIndex node, bool presenceBit)
{
    if (const ApiType& type = context.model.typeOf(node); isStruct(context.node(node).op) && !presenceBit)
        return context.structName(type.index) + ".wireCodec";
    if (const auto view = context.viewCodecs.find(node); context.viewing && view != context.viewCodecs.end())
        return view->second;
    return context.codecs.at({node, presenceBit});
}

std::string slotCodecOf(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    return codecOf(context, slot.node, slot.presenceBit);
}

void collectViews(Context& context)
{
    for (const auto& [place, name] : context.codecs) {
        if (!borrows(context, place.first))
            continue;
        std::string& view = context.viewCodecs[place.first];
        if (name.starts_with("WireCodecs."))
            view = name + "View";
        else
            view = context.constant(
                context.names.constants.take(name.substr(context.names.schema.size() + 1) + "OfView"));
    }
}

void printCodecs(Context& context)
{
    const std::string prefix = context.names.schema + '.';
    const auto print = [&](NodeIndex index, bool presenceBit, const std::string& name) {
        if (!name.starts_with(prefix))
            return;
        const std::string constant = name.substr(prefix.size());
        const std::string type = codecType(context, index, presenceBit);
        context.out.blank();
        if (!presenceBit && context.node(index).op == Op::Reference) {
            printReference(context, context.node(index), constant, type);
        } else {
            context.out.line("static let $1: $2 =", constant, type);
            context.out.line("  $1", madeCodec(context, index, presenceBit));
        }
    };
    for (const auto& [place, name] : context.codecs)
        print(place.first, place.second, name);
    const Viewing views(context, true);
    for (const auto& [index, name] : context.viewCodecs)
        print(index, false, name);
}

} // namespace wirebench::swift
