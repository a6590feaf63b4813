// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_cursor.h"

#include <optional>
#include <string>
#include <string_view>

namespace wirebench {

/// What the decoders of series bodies share; see readSeriesBody().
template <class Sink>
class SeriesBody {
protected:
    SeriesBody(TaggedCursor<Sink>& cursor, const Node& series, bool cut)
        : m_cursor(cursor)
        , m_series(series)
        , m_info(cursor.plan().series[series.detail])
        , m_slot(series.firstSlot)
        , m_element(cursor.plan().nodeOf(series.firstSlot))
        , m_begin(cursor.at())
        , m_cut(cut)
    {
    }

    PathStep element(std::uint64_t index) const { return {m_slot, index}; }
    static PathStep whole() { return {kNoIndex, kUnbounded}; }
    BitRange body() const { return bitsOfBytes(m_begin, m_cursor.end() - m_begin); }
    bool canonical() const { return m_cursor.plan().dialect.canonical; }

    Damage cutShort()
    {
        m_cursor.spoil();
        return Damage::CutShort;
    }

    Damage refused()
    {
        m_cursor.spoil();
        return Damage::Refused;
    }

    template <class MakeMessage>
    void error(std::string_view code, BitRange bits, PathStep where, MakeMessage makeMessage)
    {
        m_cursor.problem(Severity::Error, code, bits, where, makeMessage);
    }

    template <class MakeMessage>
    void warning(std::string_view code, BitRange bits, MakeMessage makeMessage)
    {
        m_cursor.problem(Severity::Warning, code, bits, whole(), makeMessage);
    }

    void leaf(Role role, BitRange bits, PathStep where)
    {
        if (bits.count > 0)
            m_cursor.sink().leaf(role, bits, where.slot, 1, where.element);
    }

    bool isEmpty() const { return m_cursor.left() == 0; }

    /// A body without bytes where at least a count is written.
    Damage readEmpty()
    {
        if (m_cut)
            return Damage::CutShort;
        if (canonical())
            warning("non-canonical-empty", body(), [] {
                return Message{"An empty array is written with its count, 0; here there is nothing at all.", {}};
            });
        return rightCount(0, body()) ? Damage::None : Damage::Refused;
    }

    /// Whether a series may have `count` elements; else an error at `bits`. Of a series with an element that is left
    /// out for its own sake nothing more is said.
    bool rightCount(std::uint64_t count, BitRange bits)
    {
        if (!m_info.fixedCount || count == m_series.capacity || !m_sound) [[likely]]
            return true;
        error("array-count", bits, whole(), [&] {
            return Message{"This array has exactly {0} elements; there are {1}.",
                           {std::to_string(m_series.capacity), std::to_string(count)}};
        });
        return false;
    }

    /// Reads the number of elements and holds it against the limits; nothing after an error, `failure` then says which.
    std::optional<std::uint64_t> elementCount(Damage& failure)
    {
        const std::uint64_t begin = m_cursor.at();
        const std::optional<std::uint64_t> count = m_cursor.varintLeaf(Role::Count, whole(), "count");
        if (!count) {
            failure = cutShort();
            return count;
        }
        m_countBits = m_cursor.bitsFrom(begin);
        m_count = *count;
        if (m_cursor.countElements(*count, 0, m_countBits, whole()))
            return count;
        failure = refused();
        return std::nullopt;
    }

    /// Reads a varint that belongs to one element and is none: how often it stands, what it shares. Its problems are
    /// those of `where`.
    std::optional<std::uint64_t> elementPart(Role role, std::uint64_t index, PathStep where, std::string_view what)
    {
        const std::uint64_t begin = m_cursor.at();
        const std::optional<std::uint64_t> number = m_cursor.varint(where, what);
        if (number)
            leaf(role, m_cursor.bitsFrom(begin), index == kUnbounded ? whole() : element(index));
        return number;
    }

    /// Gives an element by its stored number; one that the type does not have is an Error leaf.
    void number(std::uint64_t stored, BitRange bits, PathStep where)
    {
        const StoredValue value = m_cursor.checkScalar(stored, bits, where);
        const bool kept = value.kind != ValueKind::Absent;
        leaf(kept ? Role::Value : Role::Error, bits, where);
        if (kept)
            m_cursor.sink().scalar(m_slot, value.kind, value.payload);
        else
            m_sound = false;
    }

    /// What reading gives when the last part of the body has been read: the rest is too much.
    Damage finished()
    {
        m_cursor.trailing(whole());
        if (m_cut)
            return Damage::CutShort;
        return rightCount(m_count, m_countBits) ? Damage::None : Damage::Refused;
    }

    TaggedCursor<Sink>& m_cursor;
    const Node& m_series;
    const SeriesInfo& m_info;
    const SlotIndex m_slot;
    const Node& m_element;
    const std::uint64_t m_begin; ///< First byte of the body.
    const bool m_cut; ///< The input ends before the body does.
    std::uint64_t m_count = 0; ///< Number of elements, where it is written, once it has been read.
    BitRange m_countBits;
    bool m_sound = true; ///< No element has been left out.
};

} // namespace wirebench
