// SPDX-License-Identifier: MIT
#include "core/codegen/rust/rust_parts.h"
#include "core/wire/bits.h"
#include "core/wire/varint.h"

namespace wirebench::rust {

namespace {

/// A declared default of a simple type as a Rust literal; empty where it takes its bytes.
std::string simpleDefault(const Context& context, const ApiField& field)
{
    const Slot& slot = context.plan.slots[field.slot];
    const Node& node = context.plan.nodes[slot.node];
    const Bytes& bytes = context.plan.defaults[slot.defaultBytes];
    const ApiType& shape = context.model.types[field.node];
    if (node.op == Op::Varint) {
        const std::uint64_t stored = readVarint(bytes, 0, bytes.size()).value;
        const std::uint64_t number = node.coding == VarintCoding::ZigZag ? unZigZag(stored) : stored;
        switch (shape.kind) {
        case ApiKind::Bool:
            return number != 0 ? "true" : "false";
        case ApiKind::Enum:
            return context.enums[shape.index] + '(' + std::to_string(number) + ')';
        case ApiKind::Int:
            return std::to_string(static_cast<std::int64_t>(number));
        default:
            return std::to_string(number);
        }
    }
    if (node.op == Op::Fixed && shape.kind == ApiKind::UInt)
        return std::to_string(readLittle(bytes.data(), static_cast<unsigned>(bytes.size())));
    if (node.op == Op::Fixed && shape.kind == ApiKind::Int) {
        const std::uint64_t stored = readLittle(bytes.data(), static_cast<unsigned>(bytes.size()));
        return bytes.size() == 4 ? std::to_string(static_cast<std::int32_t>(static_cast<std::uint32_t>(stored)))
                                 : std::to_string(static_cast<std::int64_t>(stored));
    }
    return {};
}

std::string textDefault(const Context& context, const ApiField& field)
{
    const Slot& slot = context.plan.slots[field.slot];
    const ByteView bytes = context.plan.defaults[slot.defaultBytes];
    const ReadVarint length = readVarint(bytes, 0, bytes.size());
    const ByteView content = bytes.subspan(length.bytes);
    return literal({reinterpret_cast<const char*>(content.data()), content.size()});
}

bool isText(const Context& context, const ApiField& field)
{
    return context.model.types[field.node].kind == ApiKind::Text;
}

bool hasDefault(const Context& context, const ApiField& field)
{
    return context.plan.slots[field.slot].defaultBytes != kNoIndex;
}

/// The zero of a node's type where that is not Default::default(); else empty.
std::string zeroValue(const Context& context, NodeIndex index)
{
    const Node& node = context.plan.nodes[index];
    const ApiType& shape = context.model.types[index];
    if (shape.kind == ApiKind::Bytes && shape.count != 0 && context.type(index) == "Vec<u8>")
        return "vec![0; " + std::to_string(shape.count) + ']';
    if (shape.kind == ApiKind::List && shape.count != 0) {
        const std::string element = shape.optionalElement ? "None" : zeroValue(context, shape.element);
        return "vec![" + (element.empty() ? "Default::default()" : element) + "; " + std::to_string(shape.count) + ']';
    }
    if (node.op != Op::Bits)
        return {};
    if (shape.kind == ApiKind::Date)
        return "rt::CivilTime(" + std::to_string(context.plan.dates[node.detail].origin) + ')';
    if (shape.kind == ApiKind::UInt && node.lowest > 0)
        return std::to_string(node.lowest);
    const auto low = static_cast<std::int64_t>(node.lowest);
    const auto high = static_cast<std::int64_t>(node.highest);
    return shape.kind == ApiKind::Int && (low > 0 || high < 0) ? std::to_string(low) : std::string();
}

} // namespace

std::string defaultValue(Context& context, std::uint32_t structIndex, const ApiField& field)
{
    if (field.optional)
        return {};
    if (hasDefault(context, field)) {
        if (isText(context, field))
            return context.viewing ? textDefault(context, field) : "String::from(" + textDefault(context, field) + ')';
        std::string simple = simpleDefault(context, field);
        if (!simple.empty())
            return simple;
        const Bytes& bytes = context.plan.defaults[context.plan.slots[field.slot].defaultBytes];
        return "rt::default_of::<" + context.fieldCodec(structIndex, field) + ">(" + bytesLiteral(bytes) + ')';
    }
    return zeroValue(context, field.node);
}

std::string differsFromDefault(Context& context, std::uint32_t structIndex, const ApiField& field,
                               const std::string& place)
{
    if (!hasDefault(context, field))
        return "!rt::is_zero::<" + context.fieldCodec(structIndex, field) + ">(&" + place + ')';
    if (isText(context, field))
        return place + " != " + textDefault(context, field);
    const std::string simple = simpleDefault(context, field);
    if (simple == "true")
        return '!' + place;
    if (simple == "false")
        return place;
    if (!simple.empty())
        return place + " != " + simple;
    const Bytes& bytes = context.plan.defaults[context.plan.slots[field.slot].defaultBytes];
    return "!rt::has_bytes::<" + context.fieldCodec(structIndex, field) + ">(&" + place + ", " + bytesLiteral(bytes)
        + ')';
}

} // namespace wirebench::rust
