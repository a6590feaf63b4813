// SPDX-License-Identifier: MIT
#include "core/wire/unknown_fields.h"

#include "core/wire/varint.h"

namespace wirebench {

namespace {

/// Reads fields one after another without looking at what they hold.
class FieldScanner {
public:
    FieldScanner(const TaggedDialect& dialect, ByteView bytes) : m_dialect(dialect), m_bytes(bytes) { }

    std::uint32_t at() const { return static_cast<std::uint32_t>(m_at); }
    bool atEnd() const { return m_at == m_bytes.size(); }

    /// Passes over one field and gives its number; 0 when there is no whole field.
    std::uint32_t field()
    {
        std::uint64_t tag = 0;
        if (!varint(tag) || tag >> 3 == 0 || tag >> 3 > kHighestFieldNumber || !payload(m_dialect.skip[tag & 7u]))
            return 0;
        return static_cast<std::uint32_t>(tag >> 3);
    }

private:
    bool payload(Skip skip)
    {
        std::uint64_t number = 0;
        switch (skip) {
        case Skip::None:
            return false;
        case Skip::Varint:
            return varint(number);
        case Skip::Fixed32:
            return pass(4);
        case Skip::Fixed64:
            return pass(8);
        case Skip::Length:
            return varint(number) && pass(number);
        case Skip::Reference:
            return varint(number) && varint(number) && pass(number);
        }
        return false;
    }

    bool pass(std::uint64_t bytes)
    {
        if (bytes > m_bytes.size() - m_at)
            return false;
        m_at += bytes;
        return true;
    }

    bool varint(std::uint64_t& number)
    {
        const ReadVarint read = readVarint(m_bytes, m_at, m_bytes.size());
        number = read.value;
        m_at += read.bytes;
        return read.readable();
    }

    const TaggedDialect& m_dialect;
    const ByteView m_bytes;
    std::size_t m_at = 0;
};

} // namespace

std::optional<std::vector<UnknownField>> splitFields(const TaggedDialect& dialect, ByteView bytes)
{
    std::vector<UnknownField> fields;
    FieldScanner scanner(dialect, bytes);
    while (!scanner.atEnd()) {
        UnknownField field;
        field.begin = scanner.at();
        field.number = scanner.field();
        field.end = scanner.at();
        if (field.number == 0)
            return std::nullopt;
        fields.push_back(field);
    }
    return fields;
}

} // namespace wirebench
