// SPDX-License-Identifier: MIT
#include "core/wire/raw_parts.h"

#include "core/wire/varint.h"

namespace wirebench {

namespace {

std::optional<std::uint64_t> varintEnd(ByteView bytes, std::uint64_t at)
{
    const ReadVarint read = readVarint(bytes, at, bytes.size());
    return read.readable() ? std::optional(at + read.bytes) : std::nullopt;
}

std::optional<std::uint64_t> passed(ByteView bytes, std::uint64_t at, std::uint64_t count)
{
    return count <= bytes.size() - at ? std::optional(at + count) : std::nullopt;
}

std::optional<std::uint64_t> delimitedEnd(ByteView bytes, std::uint64_t at)
{
    const auto part = delimitedPart(bytes, at);
    return part ? std::optional(part->end) : std::nullopt;
}

std::optional<std::uint64_t> payloadEnd(Skip skip, ByteView bytes, std::uint64_t at)
{
    switch (skip) {
    case Skip::None:
        break;
    case Skip::Varint:
        return varintEnd(bytes, at);
    case Skip::Fixed32:
        return passed(bytes, at, 4);
    case Skip::Fixed64:
        return passed(bytes, at, 8);
    case Skip::Length:
        return delimitedEnd(bytes, at);
    case Skip::Reference:
        if (const auto id = varintEnd(bytes, at))
            return delimitedEnd(bytes, *id);
        break;
    }
    return std::nullopt;
}

} // namespace

std::vector<FieldSpan> rawFields(const TaggedDialect& dialect, ByteView content)
{
    std::vector<FieldSpan> fields;
    std::uint64_t at = 0;
    while (at < content.size()) {
        const ReadVarint tag = readVarint(content, at, content.size());
        if (!tag.readable())
            break;
        FieldSpan field;
        field.number = tag.value >> 3;
        field.wireType = static_cast<std::uint8_t>(tag.value & 7u);
        field.begin = at;
        field.payload = at + tag.bytes;
        const bool isTable = field.number == 0 && field.wireType == dialect.tableWireType;
        const auto end = payloadEnd(isTable ? Skip::Length : dialect.skip[field.wireType], content, field.payload);
        if (!end)
            break;
        at = field.end = *end;
        fields.push_back(field);
    }
    return fields;
}

std::optional<RawPart> delimitedPart(ByteView bytes, std::uint64_t at)
{
    const ReadVarint length = readVarint(bytes, at, bytes.size());
    if (!length.readable())
        return std::nullopt;
    const std::uint64_t begin = at + length.bytes;
    const auto end = passed(bytes, begin, length.value);
    return end ? std::optional(RawPart{begin, *end}) : std::nullopt;
}

std::optional<std::uint64_t> bareEnd(const Plan& plan, const Node& node, ByteView bytes, std::uint64_t at)
{
    if (!node.selfDelimiting)
        return delimitedEnd(bytes, at);
    switch (node.op) {
    case Op::Varint:
        return varintEnd(bytes, at);
    case Op::Fixed:
        return passed(bytes, at, node.minBits / 8);
    case Op::Content:
        return passed(bytes, at, node.capacity);
    case Op::Reference:
        if (plan.references[node.detail].by == Discrimination::Id)
            return payloadEnd(Skip::Reference, bytes, at);
        break;
    default:
        break;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> typeNameEnd(const ReferenceInfo& info, ByteView bytes)
{
    switch (info.by) {
    case Discrimination::Id:
        return varintEnd(bytes, 0);
    case Discrimination::Name:
        return delimitedEnd(bytes, 0);
    case Discrimination::Hash:
        break;
    }
    return passed(bytes, 0, 4);
}

} // namespace wirebench
