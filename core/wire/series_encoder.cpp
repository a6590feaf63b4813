// SPDX-License-Identifier: MIT
#include "core/wire/series_encoder.h"

#include "core/wire/bits.h"
#include "core/wire/stored_value.h"
#include "core/wire/time_content.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>

namespace wirebench {

namespace {

/// What a body is written into when only its size is wanted.
class ByteCount {
public:
    void varint(std::uint64_t value) { m_bytes += varintBytes(value); }
    void fixed(std::uint64_t, unsigned bytes) { m_bytes += bytes; }
    void raw(ByteView bytes) { m_bytes += bytes.size(); }
    std::uint64_t bytes() const { return m_bytes; }

private:
    std::uint64_t m_bytes = 0;
};

class ByteOutput {
public:
    explicit ByteOutput(std::uint8_t* at) : m_at(at) { }

    void varint(std::uint64_t value) { m_at = writeVarint(m_at, value); }
    void fixed(std::uint64_t value, unsigned bytes)
    {
        writeLittle(m_at, value, bytes);
        m_at += bytes;
    }
    void raw(ByteView bytes)
    {
        copyText(m_at, bytes.data(), bytes.size());
        m_at += bytes.size();
    }
    std::uint8_t* at() const { return m_at; }

private:
    std::uint8_t* m_at;
};

/// Puts numbers of some bits one behind the other, least significant bit first; spare bits are zero.
template <class Output>
class BitOutput {
public:
    explicit BitOutput(Output& output) : m_output(output) { }

    void put(std::uint64_t value, unsigned bits)
    {
        while (bits > 0) {
            const unsigned taken = std::min(8 - m_filled, bits);
            m_byte |= (value & lowBits(taken)) << m_filled;
            value >>= taken;
            bits -= taken;
            m_filled += taken;
            if (m_filled == 8)
                finish();
        }
    }

    void finish()
    {
        if (m_filled > 0)
            m_output.fixed(m_byte, 1);
        m_byte = 0;
        m_filled = 0;
    }

private:
    Output& m_output;
    std::uint64_t m_byte = 0;
    unsigned m_filled = 0;
};

/// Writes the body of one list.
template <class Output>
class SeriesWriter {
public:
    SeriesWriter(const Value& value, const Node& node, std::uint32_t list, Output& output)
        : m_value(value)
        , m_info(value.plan->series[node.detail])
        , m_element(value.plan->nodeOf(node.firstSlot))
        , m_list(list)
        , m_output(output)
    {
    }

    void write()
    {
        switch (m_info.coding) {
        case SeriesCoding::Packed:
            forEach([this](const ValueNode& element) { bare(element); });
            break;
        case SeriesCoding::Bits:
            writeBits(1);
            break;
        case SeriesCoding::Delta:
            writeDelta();
            break;
        case SeriesCoding::RunLength:
            writeRuns();
            break;
        case SeriesCoding::Dictionary:
            writeDictionary();
            break;
        case SeriesCoding::Sparse:
            writeSparse();
            break;
        case SeriesCoding::Prefix:
            writePrefix();
            break;
        case SeriesCoding::BitPacked:
            m_output.varint(count());
            writeBits(m_info.bitWidth);
            break;
        case SeriesCoding::Counted:
            break;
        }
    }

private:
    std::uint64_t count() const { return m_value.nodes[m_list].payload; }

    template <class Function>
    void forEach(Function function) const
    {
        const std::uint32_t end = m_list + m_value.nodes[m_list].nodes;
        for (std::uint32_t child = m_list + 1; child < end; child += m_value.nodes[child].nodes)
            function(m_value.nodes[child]);
    }

    void number(std::uint64_t stored)
    {
        if (m_element.op == Op::Varint)
            m_output.varint(stored);
        else
            m_output.fixed(stored, static_cast<unsigned>(m_element.minBits / 8));
    }

    void bare(const ValueNode& element)
    {
        if (m_element.op == Op::Content) {
            if (!m_element.selfDelimiting)
                m_output.varint(m_value.heapBytes(element).size());
            m_output.raw(m_value.heapBytes(element));
        } else {
            number(storedNumber(m_element, element.payload));
        }
    }

    void writeBits(unsigned width)
    {
        BitOutput<Output> bits(m_output);
        forEach([&](const ValueNode& element) { bits.put(element.payload, width); });
        bits.finish();
    }

    std::uint64_t asNumber(const ValueNode& element) const
    {
        return m_element.op == Op::Content ? timeToNanoseconds(m_value.heapBytes(element)).value_or(0)
                                           : element.payload;
    }

    void writeDelta()
    {
        std::uint64_t previous = 0;
        forEach([&](const ValueNode& element) {
            const std::uint64_t now = asNumber(element);
            m_output.varint(zigZag(now - previous));
            previous = now;
        });
    }

    void writeRuns()
    {
        std::uint64_t run = 0;
        std::uint64_t running = 0;
        const auto flush = [&] {
            if (run == 0)
                return;
            m_output.varint(run);
            number(running);
        };
        forEach([&](const ValueNode& element) {
            const std::uint64_t stored = storedNumber(m_element, element.payload);
            if (run == 0 || stored != running) {
                flush();
                run = 0;
                running = stored;
            }
            ++run;
        });
        flush();
    }

    void writeDictionary()
    {
        // An ordered map: a hash would let chosen texts make this slow.
        std::map<std::string_view, std::uint64_t> indexes;
        std::vector<ByteView> texts;
        forEach([&](const ValueNode& element) {
            if (indexes.emplace(m_value.heapText(element), texts.size()).second)
                texts.push_back(m_value.heapBytes(element));
        });
        m_output.varint(texts.size());
        for (const ByteView text : texts) {
            m_output.varint(text.size());
            m_output.raw(text);
        }
        m_output.varint(count());
        forEach([&](const ValueNode& element) { m_output.varint(indexes.find(m_value.heapText(element))->second); });
    }

    void writeSparse()
    {
        std::uint64_t stored = 0;
        forEach([&](const ValueNode& element) { stored += storedNumber(m_element, element.payload) != 0 ? 1u : 0u; });
        m_output.varint(count());
        m_output.varint(stored);
        std::uint64_t zeros = 0;
        forEach([&](const ValueNode& element) {
            const std::uint64_t now = storedNumber(m_element, element.payload);
            if (now == 0) {
                ++zeros;
                return;
            }
            m_output.varint(zeros);
            number(now);
            zeros = 0;
        });
    }

    void writePrefix()
    {
        m_output.varint(count());
        ByteView previous;
        forEach([&](const ValueNode& element) {
            const ByteView now = m_value.heapBytes(element);
            const std::size_t most = std::min(previous.size(), now.size());
            const auto differ
                = std::mismatch(now.begin(), now.begin() + static_cast<std::ptrdiff_t>(most), previous.begin());
            const auto shared = static_cast<std::size_t>(differ.first - now.begin());
            m_output.varint(shared);
            m_output.varint(now.size() - shared);
            m_output.raw(now.subspan(shared));
            previous = now;
        });
    }

    const Value& m_value;
    const SeriesInfo& m_info;
    const Node& m_element;
    const std::uint32_t m_list;
    Output& m_output;
};

} // namespace

bool isFlatSeries(const Plan& plan, const Node& node)
{
    if (node.op != Op::Series || plan.series[node.detail].coding == SeriesCoding::Counted)
        return false;
    const Op element = plan.nodeOf(node.firstSlot).op;
    return element == Op::Varint || element == Op::Fixed || element == Op::Content;
}

std::uint64_t seriesBodyBytes(const Value& value, const Node& node, std::uint32_t list)
{
    ByteCount count;
    SeriesWriter<ByteCount>(value, node, list, count).write();
    return count.bytes();
}

std::uint8_t* writeSeriesBody(const Value& value, const Node& node, std::uint32_t list, std::uint8_t* at)
{
    ByteOutput output(at);
    SeriesWriter<ByteOutput>(value, node, list, output).write();
    return output.at();
}

std::vector<std::uint64_t> elementsOutOfRange(const Value& value, const Node& node, std::uint32_t list)
{
    std::vector<std::uint64_t> found;
    const SeriesInfo& info = value.plan->series[node.detail];
    const bool times = info.coding == SeriesCoding::Delta && value.plan->nodeOf(node.firstSlot).op == Op::Content;
    const bool packed = info.coding == SeriesCoding::BitPacked;
    if (!times && !packed)
        return found;
    const std::uint32_t end = list + value.nodes[list].nodes;
    std::uint64_t index = 0;
    for (std::uint32_t child = list + 1; child < end; child += value.nodes[child].nodes, ++index) {
        const ValueNode& element = value.nodes[child];
        if (times ? !timeToNanoseconds(value.heapBytes(element)) : element.payload > lowBits(info.bitWidth))
            found.push_back(index);
    }
    return found;
}

std::uint64_t canonicalFloat(std::uint64_t stored, unsigned bits)
{
    const std::uint64_t sign = std::uint64_t{1} << (bits - 1);
    const std::uint64_t infinity = bits == 32 ? 0x7F800000u : 0x7FF0000000000000u;
    if ((stored & ~sign) > infinity)
        return canonicalNan(bits);
    return stored == sign ? 0 : stored;
}

std::uint64_t storedNumber(const Node& node, std::uint64_t payload)
{
    if (node.op == Op::Varint)
        return node.coding == VarintCoding::ZigZag ? zigZag(payload) : payload;
    const auto bits = static_cast<unsigned>(node.minBits);
    if (node.meaning == Meaning::Float && node.canonicalFloat)
        return canonicalFloat(payload, bits);
    return payload & lowBits(bits);
}

} // namespace wirebench
