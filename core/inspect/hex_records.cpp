// SPDX-License-Identifier: MIT
// Memory images as lines of addressed records: Intel HEX and Motorola S-records.
#include "core/base/text.h"
#include "core/inspect/hex_reading.h"

#include <algorithm>
#include <optional>

namespace wirebench {

namespace {

struct Record {
    std::size_t begin = 0; ///< Range of the line in the text.
    std::size_t end = 0;
    Bytes bytes; ///< Everything behind the mark, checksum included.

    std::uint64_t number(std::size_t first, std::size_t count) const
    {
        std::uint64_t value = 0;
        for (std::size_t i = first; i < first + count; ++i)
            value = value << 8 | bytes[i];
        return value;
    }
    unsigned sum() const
    {
        unsigned total = 0;
        for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
            total += bytes[i];
        return total & 0xFFu;
    }
};

struct Chunk {
    std::uint64_t address = 0;
    std::size_t begin = 0; ///< Range of the line it came from.
    std::size_t end = 0;
    ByteView data;
};

/// Reads the hex digits `[at, end)` into `record`; false with a diagnostic when they are no whole bytes.
bool readRecordBytes(HexReading& reading, std::size_t at, Record& record)
{
    for (std::size_t i = at; i < record.end; ++i) {
        if (!isHexDigit(reading.at(i))) {
            reading.failAt(i, "{0} is not a hex digit; expected 0-9 or a-f in this record.");
            return false;
        }
    }
    if ((record.end - at) % 2 != 0) {
        reading.fail(record.end - 1, record.end, "This record has an odd number of hex digits ({0}); one is missing.",
                     {std::to_string(record.end - at)});
        return false;
    }
    for (std::size_t i = at; i < record.end; i += 2)
        record.bytes.push_back(static_cast<std::uint8_t>(hexDigit(reading.at(i)) * 16 + hexDigit(reading.at(i + 1))));
    return true;
}

bool checksumFits(HexReading& reading, const Record& record, unsigned expected)
{
    if (record.bytes.back() == expected)
        return true;
    const auto byte = static_cast<std::uint8_t>(expected);
    reading.fail(record.end - 2, record.end,
                 "The checksum of this record is {0}, its bytes give {1}; the line was changed or cut.",
                 {toHex(ByteView(&record.bytes.back(), 1)), toHex(ByteView(&byte, 1))});
    return false;
}

/// Collects addressed chunks and lays them out one behind the other.
class MemoryImage {
public:
    void add(std::uint64_t address, const Record& record, std::size_t first, std::size_t count)
    {
        m_data.emplace_back(record.bytes.begin() + static_cast<std::ptrdiff_t>(first),
                            record.bytes.begin() + static_cast<std::ptrdiff_t>(first + count));
        m_chunks.push_back({address, record.begin, record.end, {}});
    }

    void finish(HexReading& reading)
    {
        for (std::size_t i = 0; i < m_chunks.size(); ++i)
            m_chunks[i].data = m_data[i];
        std::stable_sort(m_chunks.begin(), m_chunks.end(),
                         [](const Chunk& a, const Chunk& b) { return a.address < b.address; });
        std::uint64_t next = m_chunks.empty() ? 0 : m_chunks.front().address;
        for (const Chunk& chunk : m_chunks) {
            if (!fillTo(reading, chunk, next))
                return;
            reading.put(chunk.data);
            next = chunk.address + chunk.data.size();
        }
    }

private:
    static bool fillTo(HexReading& reading, const Chunk& chunk, std::uint64_t next)
    {
        if (chunk.address < next) {
            reading.fail(chunk.begin, chunk.end, "This record writes address {0} again, which an other record wrote.",
                         {std::to_string(chunk.address)});
            return false;
        }
        const std::uint64_t gap = chunk.address - next;
        if (gap == 0)
            return true;
        if (gap > kMaxExpandedBytes - std::min<std::uint64_t>(kMaxExpandedBytes, reading.bytes().size())) {
            reading.fail(chunk.begin, chunk.end, "{0} bytes are missing before this record; that is too much to fill.",
                         {std::to_string(gap)});
            return false;
        }
        reading.warn(chunk.begin, chunk.end, "{0} bytes are missing before this record; they are filled with ff.",
                     {std::to_string(gap)});
        reading.bytes().resize(reading.bytes().size() + gap, 0xFF);
        return true;
    }

    std::vector<Chunk> m_chunks;
    std::vector<Bytes> m_data;
};

/// Calls `handle(record)` for every line that is neither blank nor a comment.
template <typename Handle>
void forEachRecord(HexReading& reading, Handle handle)
{
    std::size_t at = reading.skipBlankAndComments(0);
    while (!reading.ended(at)) {
        Record record;
        record.begin = at;
        record.end = std::min(reading.text().find_first_of("\r\n", at), reading.size());
        while (record.end > at && (reading.at(record.end - 1) == ' ' || reading.at(record.end - 1) == '\t'))
            --record.end;
        handle(record);
        if (reading.hopeless())
            return;
        at = reading.skipBlankAndComments(record.end);
    }
}

class IntelHexReader {
public:
    explicit IntelHexReader(HexReading& reading) : m_reading(reading) { }

    void read()
    {
        forEachRecord(m_reading, [this](Record& record) { line(record); });
        if (!m_reading.failed())
            m_image.finish(m_reading);
    }

private:
    void line(Record& record)
    {
        if (m_ended) {
            m_reading.fail(record.begin, record.end, "There is text behind the end-of-file record.");
            return;
        }
        if (m_reading.at(record.begin) != ':') {
            m_reading.failAt(record.begin, "{0} does not start a record; every line of Intel HEX starts with ':'.");
            return;
        }
        if (!readRecordBytes(m_reading, record.begin + 1, record) || !wellFormed(record))
            return;
        apply(record);
    }

    bool wellFormed(const Record& record)
    {
        if (record.bytes.size() < 5 || record.bytes.size() != record.bytes[0] + 5u) {
            const unsigned long long expected = record.bytes.empty() ? 5 : record.bytes[0] + 5ull;
            m_reading.fail(record.begin, record.end, "This record has {0} bytes; its length says {1}.",
                           {std::to_string(record.bytes.size()), std::to_string(expected)});
            return false;
        }
        return checksumFits(m_reading, record, (0x100u - record.sum()) & 0xFFu);
    }

    void apply(const Record& record)
    {
        const std::size_t count = record.bytes[0];
        const unsigned type = record.bytes[3];
        const bool isBase = type == 2 || type == 4;
        if (type > 5 || (isBase && count != 2)) {
            m_reading.fail(record.begin, record.end, "Record type {0} with {1} bytes is not known in Intel HEX.",
                           {std::to_string(type), std::to_string(count)});
            return;
        }
        if (type == 0)
            m_image.add(m_base + record.number(1, 2), record, 4, count);
        m_ended = type == 1;
        if (isBase)
            m_base = record.number(4, 2) << (type == 2 ? 4 : 16);
    }

    HexReading& m_reading;
    MemoryImage m_image;
    std::uint64_t m_base = 0;
    bool m_ended = false;
};

/// Bytes of the address in an S-record of this type; nothing for types without one.
std::optional<std::size_t> addressBytes(char type)
{
    switch (type) {
    case '0':
    case '1':
    case '5':
    case '9':
        return 2;
    case '2':
    case '6':
    case '8':
        return 3;
    case '3':
    case '7':
        return 4;
    default:
        return std::nullopt;
    }
}

void readSRecord(HexReading& reading, Record& record, MemoryImage& image)
{
    const char mark = reading.at(record.begin);
    const char type = reading.at(record.begin + 1);
    const std::optional<std::size_t> address = addressBytes(type);
    if ((mark != 'S' && mark != 's') || !address || record.end < record.begin + 2) {
        reading.fail(record.begin, std::min(record.begin + 2, record.end),
                     "This line does not start a record; every line starts with S0 to S3 or S5 to S9.");
        return;
    }
    if (!readRecordBytes(reading, record.begin + 2, record))
        return;
    if (record.bytes.size() < *address + 2 || record.bytes.size() != record.bytes[0] + 1u) {
        reading.fail(
            record.begin, record.end, "This record has {0} bytes behind its type; its length says {1}.",
            {std::to_string(record.bytes.size()), std::to_string(record.bytes.empty() ? 0 : record.bytes[0] + 1u)});
        return;
    }
    if (!checksumFits(reading, record, 0xFFu - record.sum()))
        return;
    const bool data = type >= '1' && type <= '3';
    if (data)
        image.add(record.number(1, *address), record, 1 + *address, record.bytes.size() - *address - 2);
}

} // namespace

void readIntelHex(HexReading& reading)
{
    IntelHexReader(reading).read();
}

void readSRecords(HexReading& reading)
{
    MemoryImage image;
    forEachRecord(reading, [&](Record& record) { readSRecord(reading, record, image); });
    if (!reading.failed())
        image.finish(reading);
}

} // namespace wirebench
