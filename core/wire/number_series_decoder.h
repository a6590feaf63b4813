// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/series_body.h"
#include "core/wire/time_content.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace wirebench {

/// Series of scalars: Bits, Delta, RunLength, Sparse and BitPacked. See readSeriesBody().
template <class Sink>
class NumberSeriesDecoder : private SeriesBody<Sink> {
public:
    NumberSeriesDecoder(TaggedCursor<Sink>& cursor, const Node& series, bool cut)
        : SeriesBody<Sink>(cursor, series, cut)
    {
    }

    Damage readBitmap()
    {
        const std::uint64_t count = m_cursor.left() * 8;
        if (!m_cursor.countElements(count, 0, body(), whole()))
            return refused();
        const std::uint64_t first = m_cursor.at() * 8;
        for (std::uint64_t i = 0; i < count; ++i)
            number(readBits(m_cursor.bytes(), first + i, 1), {first + i, 1}, element(i));
        m_cursor.advance(m_cursor.left());
        return m_cut ? Damage::CutShort : Damage::None;
    }

    Damage readDelta()
    {
        const ByteView bytes = m_cursor.bytes().subspan(m_cursor.at(), m_cursor.left());
        const auto count = static_cast<std::uint64_t>(
            std::count_if(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte < 0x80; }));
        if (!m_cursor.countElements(count, 0, body(), whole()))
            return refused();
        std::uint64_t sum = 0;
        std::uint64_t index = 0;
        for (; m_cursor.left() > 0; ++index) {
            const PathStep where = element(index);
            const std::uint64_t begin = m_cursor.at();
            const std::optional<std::uint64_t> difference
                = m_cursor.varint(where, index == 0 ? "first value" : "difference");
            if (!difference)
                return cutShort();
            sum += unZigZag(*difference);
            sumElement(sum, m_cursor.bitsFrom(begin), where);
        }
        if (m_cut)
            return Damage::CutShort;
        return rightCount(index, body()) ? Damage::None : Damage::Refused;
    }

    Damage readRuns()
    {
        std::uint64_t total = 0;
        std::optional<std::uint64_t> previous;
        while (m_cursor.left() > 0) {
            const std::uint64_t begin = m_cursor.at();
            const std::optional<std::uint64_t> run = elementPart(Role::Count, total, whole(), "run");
            if (!run)
                return cutShort();
            const BitRange runBits = m_cursor.bitsFrom(begin);
            const std::uint64_t elementAt = m_cursor.at();
            const std::optional<std::uint64_t> stored = m_cursor.storedScalar(element(total));
            if (!stored)
                return cutShort();
            const BitRange bits = m_cursor.bitsFrom(elementAt);
            if (*run == 0) {
                error("run-zero", runBits, whole(), [] {
                    return Message{"A run has at least one element, this one has none; its element is left out.", {}};
                });
                leaf(Role::Error, bits, element(total));
                m_sound = false;
                continue;
            }
            if (!runAllowed(*run, total, runBits)) {
                leaf(Role::Error, bits, element(total));
                return refused();
            }
            giveRun(*run, *stored, bits, element(total));
            if (previous == stored && canonical())
                warning("non-canonical-run", m_cursor.bitsFrom(begin), [] {
                    return Message{"This run has the same value as the one before it; they are written as one.", {}};
                });
            previous = stored;
            total += *run;
        }
        if (m_cut)
            return Damage::CutShort;
        return rightCount(total, body()) ? Damage::None : Damage::Refused;
    }

    Damage readSparse()
    {
        if (isEmpty())
            return readEmpty();
        Damage failure = Damage::None;
        const std::optional<std::uint64_t> count = elementCount(failure);
        if (!count)
            return failure;
        if (!rightCount(*count, m_countBits))
            return refused();
        const std::uint64_t begin = m_cursor.at();
        const std::optional<std::uint64_t> stored
            = m_cursor.varintLeaf(Role::Count, whole(), "count of stored elements");
        if (!stored)
            return cutShort();
        const BitRange storedBits = m_cursor.bitsFrom(begin);
        if (*stored > *count) {
            error("sparse-count", storedBits, whole(), [&] {
                return Message{"{0} stored elements do not fit an array of {1}.",
                               {std::to_string(*stored), std::to_string(*count)}};
            });
            return refused();
        }
        if (!m_cursor.countImplied(*count - *stored, m_countBits, whole()))
            return refused();
        const std::uint64_t least = 1 + m_element.minBits / 8;
        const std::uint64_t there = m_cursor.fittingElements(*stored, least, storedBits, whole());
        std::uint64_t position = 0;
        for (std::uint64_t i = 0; i < there; ++i) {
            failure = readStored(*count, position);
            if (failure != Damage::None)
                return failure;
        }
        if (there < *stored)
            return cutShort();
        if (!m_cut)
            giveZeros(*count - position);
        return finished();
    }

    Damage readBitPacked()
    {
        if (isEmpty())
            return readEmpty();
        Damage failure = Damage::None;
        const std::optional<std::uint64_t> count = elementCount(failure);
        if (!count)
            return failure;
        const unsigned width = m_info.bitWidth;
        const std::uint64_t first = m_cursor.at() * 8;
        const std::uint64_t there = std::min(*count, m_cursor.left() * 8 / width);
        for (std::uint64_t i = 0; i < there; ++i) {
            const BitRange bits{first + i * width, width};
            number(readBits(m_cursor.bytes(), bits.first, width), bits, element(i));
        }
        const std::uint64_t end = first + there * width;
        if (there < *count) {
            error("truncated", m_countBits, whole(), [&] {
                return Message{"The count says {0} elements of {1} bits, but the bytes that are left hold {2}.",
                               {std::to_string(*count), std::to_string(width), std::to_string(there)}};
            });
            leaf(Role::Error, {end, m_cursor.end() * 8 - end}, whole());
            m_cursor.advance(m_cursor.left());
            return Damage::CutShort;
        }
        const BitRange spare{end, (8 - end % 8) % 8};
        leaf(Role::Padding, spare, whole());
        if (spare.count > 0 && canonical() && anyBitSet(m_cursor.bytes(), spare.first, spare.count))
            warning("non-canonical-padding", spare, [] {
                return Message{"The spare bits of the last byte are written as zeros; here some are set.", {}};
            });
        m_cursor.advance(spare.end() / 8 - m_cursor.at());
        return finished();
    }

private:
    using Base = SeriesBody<Sink>;
    using Base::body;
    using Base::canonical;
    using Base::cutShort;
    using Base::element;
    using Base::elementCount;
    using Base::elementPart;
    using Base::error;
    using Base::finished;
    using Base::isEmpty;
    using Base::leaf;
    using Base::m_countBits;
    using Base::m_cursor;
    using Base::m_cut;
    using Base::m_element;
    using Base::m_info;
    using Base::m_series;
    using Base::m_slot;
    using Base::m_sound;
    using Base::number;
    using Base::readEmpty;
    using Base::refused;
    using Base::rightCount;
    using Base::warning;
    using Base::whole;

    /// Gives an element by the int64 or uint64 that differences add up to.
    void sumElement(std::uint64_t sum, BitRange bits, PathStep where)
    {
        if (m_element.op == Op::Content) {
            std::array<std::uint8_t, kTimeBytes> content{};
            timeFromNanoseconds(sum, content.data());
            leaf(Role::Value, bits, where);
            m_cursor.sink().content(m_slot, ValueKind::Content, content);
        } else if (m_element.op == Op::Varint) {
            number(storedNumber(m_element, sum), bits, where);
        } else if (fitsFixed(sum)) {
            number(storedNumber(m_element, sum), bits, where);
        } else {
            error("value-range", bits, where, [&] {
                const bool negative = m_element.meaning == Meaning::Int;
                return Message{
                    "The differences add up to {0} here, which {1} cannot hold; the value is left out.",
                    {negative ? std::to_string(static_cast<std::int64_t>(sum)) : std::to_string(sum), typeName()}};
            });
            leaf(Role::Error, bits, where);
            m_sound = false;
        }
    }

    std::string typeName() const { return std::string(m_cursor.plan().text(m_element.name)); }

    bool fitsFixed(std::uint64_t sum) const
    {
        const auto bits = static_cast<unsigned>(m_element.minBits);
        if (bits >= 64)
            return true;
        if (m_element.meaning != Meaning::Int)
            return sum <= lowBits(bits);
        const std::uint64_t half = std::uint64_t{1} << (bits - 1);
        return sum + half <= lowBits(bits);
    }

    bool runAllowed(std::uint64_t run, std::uint64_t before, BitRange bits)
    {
        if (!m_info.fixedCount || run <= m_series.capacity - before)
            return m_cursor.countElements(run, before, bits, whole()) && m_cursor.countImplied(run - 1, bits, whole());
        error("array-count", bits, whole(), [&] {
            return Message{"This array has exactly {0} elements; with {1} before it, a run of {2} is too long.",
                           {std::to_string(m_series.capacity), std::to_string(before), std::to_string(run)}};
        });
        return false;
    }

    void giveRun(std::uint64_t run, std::uint64_t stored, BitRange bits, PathStep where)
    {
        const StoredValue value = m_cursor.checkScalar(stored, bits, where);
        const bool kept = value.kind != ValueKind::Absent;
        leaf(kept ? Role::Value : Role::Error, bits, where);
        m_sound = m_sound && kept;
        for (std::uint64_t i = 0; kept && i < run; ++i)
            m_cursor.sink().scalar(m_slot, value.kind, value.payload);
    }

    /// Reads a gap and the element behind it; moves `position` behind that.
    Damage readStored(std::uint64_t count, std::uint64_t& position)
    {
        const std::uint64_t gapAt = m_cursor.at();
        const std::optional<std::uint64_t> gap = elementPart(Role::Count, position, whole(), "gap");
        if (!gap)
            return cutShort();
        if (*gap >= count - position) {
            error("sparse-gap", m_cursor.bitsFrom(gapAt), whole(), [&] {
                return Message{"A gap of {0} zeros behind element {1} leaves the array of {2}.",
                               {std::to_string(*gap), std::to_string(position), std::to_string(count)}};
            });
            return refused();
        }
        const PathStep where = element(position + *gap);
        const std::uint64_t begin = m_cursor.at();
        const std::optional<std::uint64_t> stored = m_cursor.storedScalar(where);
        if (!stored)
            return cutShort();
        giveZeros(*gap);
        number(*stored, m_cursor.bitsFrom(begin), where);
        if (*stored == 0 && canonical())
            warning("non-canonical-zero", m_cursor.bitsFrom(begin), [] {
                return Message{"Zeros are not stored in a sparse array; this one would be part of a gap.", {}};
            });
        position = where.element + 1;
        return Damage::None;
    }

    void giveZeros(std::uint64_t count)
    {
        const StoredValue zero = m_element.op == Op::Varint ? interpretVarint(m_cursor.plan(), m_element, 0)
                                                            : interpretStored(m_cursor.plan(), m_element, 0);
        for (std::uint64_t i = 0; i < count; ++i)
            m_cursor.sink().scalar(m_slot, zero.kind, zero.payload);
    }
};

} // namespace wirebench
