// SPDX-License-Identifier: MIT
#include "core/inspect/raw_field.h"

#include "core/base/text.h"
#include "core/wire/bits.h"
#include "core/wire/unknown_fields.h"
#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench {

namespace {

class FieldReader {
public:
    FieldReader(ByteView bytes, std::uint64_t at, std::uint64_t end) : m_bytes(bytes), m_at(at), m_end(end) { }

    RawField read(const TaggedDialect& dialect, bool outermost)
    {
        RawField field;
        field.begin = m_at;
        std::uint64_t tag = 0;
        const bool tagged = varint(tag);
        field.payload = field.content = field.end = m_at;
        field.wireType = static_cast<std::uint8_t>(tag & 7u);
        const bool numbered = tag >> 3 != 0 && tag >> 3 <= kHighestFieldNumber;
        field.number = numbered ? static_cast<std::uint32_t>(tag >> 3) : 0;
        field.table = outermost && field.begin == 0 && tag == dialect.tableWireType;
        const Skip skip = field.table ? Skip::Length : dialect.skip.at(field.wireType);
        if (!tagged || !payload(skip, field)) {
            field.end = m_end;
            field.table = false;
            return field;
        }
        field.end = m_at;
        field.shortest = m_shortest;
        if (field.table)
            field.state = isTable(field) ? RawState::Whole : RawState::BadTable;
        else
            field.state = numbered ? RawState::Whole : RawState::BadNumber;
        return field;
    }

private:
    bool isTable(const RawField& field) const
    {
        const CountedParts table = readCountedParts(m_bytes.subspan(field.content, field.contentBytes()));
        return table.whole && std::all_of(table.parts.begin(), table.parts.end(), isValidUtf8);
    }

    bool payload(Skip skip, RawField& field)
    {
        switch (skip) {
        case Skip::None:
            return false;
        case Skip::Varint:
            return varint(field.value);
        case Skip::Fixed32:
            return fixed(4, field.value);
        case Skip::Fixed64:
            return fixed(8, field.value);
        case Skip::Length:
            return delimited(field);
        case Skip::Reference:
            return varint(field.value) && delimited(field);
        }
        return false;
    }

    bool varint(std::uint64_t& value)
    {
        const ReadVarint read = readVarint(m_bytes, m_at, m_end);
        value = read.value;
        m_at += read.bytes;
        m_shortest = m_shortest && read.end == VarintEnd::Shortest;
        return read.readable();
    }

    bool fixed(unsigned size, std::uint64_t& value)
    {
        if (m_end - m_at < size)
            return false;
        value = readLittle(m_bytes.data() + m_at, size);
        m_at += size;
        return true;
    }

    bool delimited(RawField& field)
    {
        std::uint64_t length = 0;
        if (!varint(length) || length > m_end - m_at)
            return false;
        field.content = m_at;
        m_at += length;
        return true;
    }

    const ByteView m_bytes;
    std::uint64_t m_at;
    const std::uint64_t m_end;
    bool m_shortest = true;
};

} // namespace

RawField readRawField(ByteView bytes, std::uint64_t at, std::uint64_t end, const TaggedDialect& dialect, bool outermost)
{
    return FieldReader(bytes, at, end).read(dialect, outermost);
}

CountedParts readCountedParts(ByteView content, unsigned partsPerItem)
{
    CountedParts result;
    const ReadVarint count = readVarint(content, 0, content.size());
    std::uint64_t at = count.bytes;
    const std::uint64_t most = std::min<std::uint64_t>(count.value, kMostCountedParts / partsPerItem) * partsPerItem;
    while (count.readable() && result.parts.size() < most && at < content.size()) {
        const ReadVarint length = readVarint(content, at, content.size());
        at += length.bytes;
        if (!length.readable() || length.value > content.size() - at)
            return result;
        result.parts.push_back(content.subspan(at, length.value));
        at += length.value;
    }
    result.whole
        = count.readable() && result.parts.size() == most && most / partsPerItem == count.value && at == content.size();
    return result;
}

} // namespace wirebench
