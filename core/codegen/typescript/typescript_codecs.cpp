// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <string>

// Codecs of nodes that are no structs: constants of the runtime where there are any, else constants of the module,
// those of elements before those that hold them.

namespace wirebench::typescript {

namespace {

bool isStruct(Op op)
{
    return op == Op::Sequence || op == Op::Message || op == Op::Record || op == Op::Tagged || op == Op::PresenceMap;
}

bool isComposite(Op op)
{
    return op == Op::List || op == Op::Slots || op == Op::Series || op == Op::Map || op == Op::Optional
        || op == Op::Reference;
}

std::string widthText(const ApiType& type)
{
    return std::to_string(type.bits);
}

std::string varintCodec(const Node& node, const ApiType& type)
{
    if (type.kind == ApiKind::Bool)
        return "rt.varintBool";
    const std::string_view family = node.coding == VarintCoding::ZigZag ? "zigzag"
        : type.kind == ApiKind::Int                                     ? "signed"
                                                                        : "uvarint";
    return "rt." + std::string(family) + widthText(type);
}

std::string fixedCodec(const Node& node, const ApiType& type)
{
    switch (type.kind) {
    case ApiKind::Bool:
        return "rt.bool8";
    case ApiKind::Float:
        return (node.canonicalFloat ? "rt.canonicalF" : "rt.f") + widthText(type);
    case ApiKind::Int:
        return "rt.i" + widthText(type);
    default:
        return "rt.u" + widthText(type);
    }
}

/// A leaf that is a constant of the runtime; empty when it needs one of the module.
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
        return "rt.prefixedText";
    case Op::Content:
        if (type.kind == ApiKind::Text)
            return "rt.utf8";
        if (type.kind == ApiKind::BigInt)
            return "rt.bigInt";
        return type.kind == ApiKind::Bytes && node.capacity == 0 ? "rt.bytes" : std::string();
    case Op::Bits:
        return type.kind == ApiKind::Bool ? "rt.bitBool" : std::string();
    default:
        return {};
    }
}

/// Names the codecs below a slot; elements come before what holds them in `order`.
class Collector {
public:
    explicit Collector(Context& context) : m_context(context) { }

    void collect(NodeIndex index, bool presenceBit, const std::string& base)
    {
        const Node& node = m_context.node(index);
        if (presenceBit) {
            collect(index, false, base);
            name(index, true, base);
            return;
        }
        if (isStruct(node.op) || m_context.codecs.contains({index, false}))
            return;
        const std::string plain = plainCodec(m_context, index);
        if (!plain.empty()) {
            m_context.codecs[{index, false}] = plain;
            return;
        }
        if (node.op == Op::Map) {
            collect(m_context.plan.slots[node.firstSlot].node, false, base + "_key");
            collect(m_context.plan.slots[node.firstSlot + 1].node, false, base + "_value");
        } else if (node.op == Op::List || node.op == Op::Slots || node.op == Op::Series) {
            const Slot& element = m_context.plan.slots[node.firstSlot];
            collect(element.node, element.presenceBit, base + "_element");
        } else if (node.op == Op::Optional) {
            collect(m_context.plan.slots[node.firstSlot].node, false, base + "_present");
        } else if (node.op == Op::Reference) {
            const ReferenceInfo& info = m_context.plan.references[node.detail];
            for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
                const ReferenceType& type = m_context.plan.referenceTypes[i];
                collect(m_context.plan.slots[type.slot].node, false,
                        "any_" + std::string(m_context.plan.text(type.shortName)));
            }
        }
        name(index, false, base);
    }

private:
    void name(NodeIndex index, bool presenceBit, const std::string& base)
    {
        std::string& entry = m_context.codecs[{index, presenceBit}];
        if (entry.empty())
            entry = m_context.names.constants.take(camelCase(base + (presenceBit ? "_optional" : "")) + "Codec");
    }

    Context& m_context;
};

std::string codecType(const Context& context, NodeIndex index, bool presenceBit)
{
    const Node& node = context.node(index);
    std::string type = node.op == Op::Optional ? typeOf(context, context.plan.slots[node.firstSlot].node)
                                               : elementTypeOf(context, index);
    if (presenceBit || node.op == Op::Optional)
        type += " | null";
    const bool isBits = node.op == Op::Bits || node.op == Op::Slots || node.op == Op::Record;
    return (isBits ? "rt.BitCodec<" : "rt.Codec<") + type + '>';
}

std::string integerText(const Node& node, std::uint64_t value, bool isBig)
{
    const std::string text = node.isSigned ? std::to_string(static_cast<std::int64_t>(value)) : std::to_string(value);
    return isBig ? text + 'n' : text;
}

std::string bitCodec(const Context& context, const Node& node, const ApiType& type)
{
    const std::string bits = std::to_string(node.minBits);
    switch (type.kind) {
    case ApiKind::UInt:
    case ApiKind::Int: {
        const bool isBig = type.bits > 32;
        return (isBig ? "rt.bitBigNumber(" : "rt.bitNumber(") + bits + ", " + integerText(node, node.lowest, isBig)
            + ", " + integerText(node, node.highest, isBig) + ')';
    }
    case ApiKind::Enum:
        return "rt.bitEnum<" + context.names.enums[type.index] + ">(" + bits + ", "
            + context.names.enumTables[type.index] + ')';
    case ApiKind::Flags: {
        const ApiFlags& flags = context.model.flags[type.index];
        std::string text = "rt.bitFlags<" + context.names.flags[type.index] + ">(" + bits + ", [";
        for (std::size_t i = 0; i < flags.flags.size(); ++i)
            text += (i == 0 ? "" : ", ") + ("[" + textLiteral(context.names.flagKeys[type.index][i])) + ", "
                + textLiteral(flags.flags[i].name) + ", " + std::to_string(flags.flags[i].position) + ']';
        return text + "])";
    }
    case ApiKind::Date: {
        const DateTable& table = context.plan.dates[node.detail];
        return "rt.bitDate(" + bits + ", " + std::to_string(table.origin) + ", "
            + std::to_string(unitSeconds(table.unit)) + ", " + std::to_string(table.units) + ')';
    }
    default:
        return {};
    }
}

std::string contentCodec(const Node& node, const ApiType& type)
{
    const std::string self = node.selfDelimiting ? "true" : "";
    switch (type.kind) {
    case ApiKind::Bytes:
        return "rt.bytesOf(" + std::to_string(node.capacity) + (self.empty() ? "" : ", true") + ')';
    case ApiKind::Time:
        return "rt.time(" + self + ')';
    case ApiKind::Uuid:
        return "rt.uuid(" + self + ')';
    case ApiKind::Decimal:
        return "rt.decimal(" + self + ')';
    case ApiKind::Complex:
        return (node.canonicalFloat ? "rt.complex(rt.canonicalF" : "rt.complex(rt.f") + widthText(type)
            + (self.empty() ? "" : ", true") + ')';
    default:
        return {};
    }
}

std::string seriesCodec(const Context& context, const Node& node)
{
    const SeriesInfo& info = context.plan.series[node.detail];
    const std::string element = codecOf(context, context.plan.slots[node.firstSlot].node);
    const std::string count = info.fixedCount ? ", " + std::to_string(node.capacity) : "";
    switch (info.coding) {
    case SeriesCoding::Packed:
        return "rt.packed(" + element + count + ')';
    case SeriesCoding::Bits:
        return "rt.bits(" + element + count + ')';
    case SeriesCoding::Counted:
        return "rt.counted(" + element + count + ')';
    case SeriesCoding::Delta:
        return "rt.delta(" + element + count + ')';
    case SeriesCoding::RunLength:
        return "rt.runLength(" + element + count + ')';
    case SeriesCoding::Dictionary:
        return "rt.dictionary(" + element + count + ')';
    case SeriesCoding::Sparse:
        return "rt.sparse(" + element + count + ')';
    case SeriesCoding::Prefix:
        return "rt.prefix(" + element + count + ')';
    case SeriesCoding::BitPacked:
        return "rt.bitPacked(" + element + ", " + std::to_string(info.bitWidth) + count + ')';
    }
    return {};
}

void printComposite(Context& context, NodeIndex index, bool presenceBit, const std::string& name)
{
    const Node& node = context.node(index);
    const std::string type = codecType(context, index, presenceBit);
    std::string made;
    if (presenceBit) {
        made = "rt.bitOptional(" + codecOf(context, index) + ')';
    } else if (node.op == Op::Reference) {
        printReference(context, node, name, type);
        return;
    } else if (node.op == Op::List) {
        made = "rt.list(" + codecOf(context, context.plan.slots[node.firstSlot].node) + ')';
    } else if (node.op == Op::Optional) {
        made = "rt.optional(() => " + codecOf(context, context.plan.slots[node.firstSlot].node) + ')';
    } else if (node.op == Op::Slots) {
        const Slot& element = context.plan.slots[node.firstSlot];
        made = "rt.bitArray(" + codecOf(context, element.node, element.presenceBit) + ", "
            + std::to_string(node.countBits) + ", " + std::to_string(node.capacity) + ')';
    } else if (node.op == Op::Map) {
        made = "rt.map(" + codecOf(context, context.plan.slots[node.firstSlot].node) + ", "
            + codecOf(context, context.plan.slots[node.firstSlot + 1].node) + ')';
    } else {
        made = seriesCodec(context, node);
    }
    context.out.line("const $1: $2 = $3;", name, type, made);
}

bool isLeaf(const Context& context, NodeIndex index)
{
    const Op op = context.node(index).op;
    return !isStruct(op) && !isComposite(op);
}

/// Post-order over what a field holds, each codec once.
class CompositePrinter {
public:
    explicit CompositePrinter(Context& context) : m_context(context) { }

    void print(NodeIndex index, bool presenceBit)
    {
        const Node& node = m_context.node(index);
        if (!presenceBit && !isComposite(node.op))
            return;
        if (!m_done.emplace(std::pair(index, presenceBit), true).second)
            return;
        if (presenceBit) {
            print(index, false);
        } else if (node.op != Op::Reference) {
            for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot)
                print(m_context.plan.slots[slot].node, m_context.plan.slots[slot].presenceBit);
        }
        printComposite(m_context, index, presenceBit, m_context.codecs.at({index, presenceBit}));
        m_context.out.blank();
    }

private:
    Context& m_context;
    std::map<std::pair<NodeIndex, bool>, bool> m_done;
};

void printEnumNames(Context& context)
{
    CodeWriter& out = context.out;
    for (std::size_t i = 0; i < context.model.enums.size(); ++i) {
        const ApiEnum& entry = context.model.enums[i];
        out.line("const $1 = new rt.EnumNames(", context.names.enumTables[i]);
        out.indent();
        out.line("new Map([");
        out.indent();
        for (const ApiEnumValue& value : entry.values)
            out.line("[$1, $2],", std::to_string(value.number), textLiteral(value.name));
        out.dedent();
        out.line("]),");
        out.line("$1,", entry.open ? "true" : "false");
        out.line("$1,", context.plan.enumsByNumber ? "true" : "false");
        out.dedent();
        out.line(");");
        out.blank();
    }
}

} // namespace

void collectCodecs(Context& context)
{
    context.names.constants.reserve("knownTypes");
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
    if (const ApiType& type = context.model.typeOf(node); type.kind == ApiKind::Struct && !presenceBit)
        return context.names.codecs[type.index];
    return context.codecs.at({node, presenceBit});
}

std::string slotCodecOf(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    return codecOf(context, slot.node, slot.presenceBit);
}

void printLeafCodecs(Context& context)
{
    printEnumNames(context);
    printKnownTypes(context);
    for (const auto& [place, name] : context.codecs) {
        const auto [index, presenceBit] = place;
        if (presenceBit || !isLeaf(context, index) || name.starts_with("rt."))
            continue;
        const Node& node = context.node(index);
        const ApiType& type = context.model.typeOf(index);
        std::string made;
        if (node.op == Op::Bits)
            made = bitCodec(context, node, type);
        else if (node.op == Op::Varint)
            made = "rt.varintEnum<" + context.names.enums[type.index] + ">(" + context.names.enumTables[type.index]
                + ')';
        else
            made = contentCodec(node, type);
        context.out.line("const $1: $2 = $3;", name, codecType(context, index, false), made);
    }
    context.out.blank();
}

void printCompositeCodecs(Context& context)
{
    CompositePrinter printer(context);
    for (const ApiStruct& entry : context.model.structs) {
        for (const ApiField& field : entry.fields) {
            const Slot& slot = context.slot(field);
            printer.print(slot.node, slot.presenceBit);
        }
    }
}

} // namespace wirebench::typescript
