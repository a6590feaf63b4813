// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/series_body.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// Series of text or bytes: Dictionary and Prefix. See readSeriesBody().
template <class Sink>
class TextSeriesDecoder : private SeriesBody<Sink> {
public:
    TextSeriesDecoder(TaggedCursor<Sink>& cursor, const Node& series, bool cut) : SeriesBody<Sink>(cursor, series, cut)
    {
    }

    Damage readDictionary()
    {
        if (isEmpty())
            return readEmpty();
        std::vector<Entry> entries;
        if (!readEntries(entries))
            return cutShort();
        Damage failure = Damage::None;
        const std::optional<std::uint64_t> count = elementCount(failure);
        if (!count)
            return failure;
        const std::uint64_t there = m_cursor.fittingElements(*count, 1, m_countBits, whole());
        std::uint64_t firstUses = 0;
        BitRange early;
        for (std::uint64_t i = 0; i < there; ++i) {
            const PathStep where = element(i);
            const std::uint64_t begin = m_cursor.at();
            const std::optional<std::uint64_t> index = m_cursor.varint(where, "index");
            if (!index)
                return cutShort();
            const BitRange bits = m_cursor.bitsFrom(begin);
            if (*index >= entries.size()) {
                indexOutside(*index, entries.size(), bits, where);
                continue;
            }
            Entry& entry = entries[static_cast<std::size_t>(*index)];
            if (!m_cursor.expandBytes(entry.content.size(), bits, where)) {
                leaf(Role::Error, bits, where);
                return refused();
            }
            if (!entry.used && *index != firstUses++ && early.count == 0)
                early = bits;
            entry.used = true;
            leaf(Role::Value, bits, where);
            if (entry.kind == ValueKind::Absent)
                m_sound = false;
            else
                m_cursor.sink().content(m_slot, entry.kind, entry.content);
        }
        if (there < *count)
            return cutShort();
        if (m_sound && canonical())
            checkEntries(entries, early);
        return finished();
    }

    Damage readPrefix()
    {
        if (isEmpty())
            return readEmpty();
        Damage failure = Damage::None;
        const std::optional<std::uint64_t> count = elementCount(failure);
        if (!count)
            return failure;
        const std::uint64_t there = m_cursor.fittingElements(*count, 2, m_countBits, whole());
        Bytes text;
        for (std::uint64_t i = 0; i < there; ++i) {
            failure = readSharing(text, i);
            if (failure != Damage::None)
                return failure;
        }
        if (there < *count)
            return cutShort();
        return finished();
    }

private:
    using Base = SeriesBody<Sink>;
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
    using Base::m_slot;
    using Base::m_sound;
    using Base::readEmpty;
    using Base::refused;
    using Base::warning;
    using Base::whole;

    /// A text of a dictionary.
    struct Entry {
        ByteView content;
        std::uint64_t begin = 0; ///< Byte of its length.
        ValueKind kind = ValueKind::Absent; ///< Absent: too long, or not as long as it must be.
        bool used = false;
    };

    void indexOutside(std::uint64_t index, std::size_t texts, BitRange bits, PathStep where)
    {
        error("dict-index", bits, where, [&] {
            return Message{"The index {0} is outside the dictionary, which has {1} texts; the element is left out.",
                           {std::to_string(index), std::to_string(texts)}};
        });
        leaf(Role::Error, bits, where);
        m_sound = false;
    }

    /// The texts of a dictionary; false when not all of them can be read.
    bool readEntries(std::vector<Entry>& entries)
    {
        const std::uint64_t begin = m_cursor.at();
        const std::optional<std::uint64_t> count = m_cursor.varintLeaf(Role::Count, whole(), "count of texts");
        if (!count)
            return false;
        const std::uint64_t there = m_cursor.fittingElements(*count, 1, m_cursor.bitsFrom(begin), whole());
        entries.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(there, 4096)));
        while (entries.size() < there) {
            Entry entry;
            entry.begin = m_cursor.at();
            const std::optional<std::uint64_t> length = textLength(whole());
            if (!length)
                return false;
            const BitRange lengthBits = m_cursor.bitsFrom(entry.begin);
            const std::uint64_t contentAt = m_cursor.at();
            entry.content = m_cursor.bytes().subspan(contentAt, *length);
            m_cursor.advance(*length);
            leaf(Role::StringTable, m_cursor.bitsFrom(contentAt), whole());
            const PathStep where = element(kUnbounded);
            if (m_cursor.contentFits(where, *length, lengthBits)
                && m_cursor.sizeFits(where, *length, m_cursor.bitsFrom(contentAt)))
                entry.kind = m_cursor.contentKind(where, entry.content, m_cursor.bitsFrom(contentAt));
            entries.push_back(entry);
        }
        return there == *count;
    }

    /// Reads a length of bytes that follow; nothing when there are fewer.
    std::optional<std::uint64_t> textLength(PathStep where)
    {
        const std::uint64_t begin = m_cursor.at();
        const std::optional<std::uint64_t> length = elementPart(Role::Length, where.element, where, "length");
        if (!length || *length <= m_cursor.left()) [[likely]]
            return length;
        error("truncated", m_cursor.bitsFrom(begin), where, [&] {
            return Message{"The length says {0} bytes, but only {1} are left.",
                           {std::to_string(*length), std::to_string(m_cursor.left())}};
        });
        return std::nullopt;
    }

    BitRange entryBits(const Entry& entry) const
    {
        const std::uint64_t end
            = entry.begin + varintBytes(entry.content.size()) + static_cast<std::uint64_t>(entry.content.size());
        return bitsOfBytes(entry.begin, end - entry.begin);
    }

    /// Warns of a dictionary that would have been written in another way; `early` is the first index of a text whose
    /// turn it was not.
    void checkEntries(const std::vector<Entry>& entries, BitRange early)
    {
        if (early.count > 0)
            warning("non-canonical-dict", early, [] {
                return Message{"The texts of a dictionary stand in the order of their first use; this one stands too "
                               "far behind.",
                               {}};
            });
        const auto unused
            = std::find_if(entries.begin(), entries.end(), [](const Entry& entry) { return !entry.used; });
        if (unused != entries.end())
            warning("non-canonical-dict", entryBits(*unused), [] {
                return Message{"No element uses this text of the dictionary; it would not be written.", {}};
            });
        // An ordered map: a hash would let chosen texts make this slow.
        std::map<std::string_view, bool> seen;
        for (const Entry& entry : entries) {
            if (seen.emplace(asText(entry.content), true).second)
                continue;
            warning("non-canonical-dict", entryBits(entry), [] {
                return Message{"The dictionary has this text twice; each is written once.", {}};
            });
            return;
        }
    }

    /// Reads an element that starts as `text`, the one before it, and makes `text` that element.
    Damage readSharing(Bytes& text, std::uint64_t index)
    {
        const PathStep where = element(index);
        const std::uint64_t begin = m_cursor.at();
        const std::optional<std::uint64_t> shared = elementPart(Role::Length, index, where, "length of the prefix");
        if (!shared)
            return cutShort();
        const BitRange sharedBits = m_cursor.bitsFrom(begin);
        if (*shared > text.size()) {
            error("prefix-length", sharedBits, where, [&] {
                return Message{
                    "{0} bytes cannot be shared with the element before, which has {1}; the array ends here.",
                    {std::to_string(*shared), std::to_string(text.size())}};
            });
            return cutShort();
        }
        const std::optional<std::uint64_t> length = textLength(where);
        if (!length)
            return cutShort();
        const ByteView rest = m_cursor.bytes().subspan(m_cursor.at(), *length);
        leaf(Role::Value, bitsOfBytes(m_cursor.at(), *length), where);
        m_cursor.advance(*length);
        if (*length > 0 && *shared < text.size() && text[static_cast<std::size_t>(*shared)] == rest.front()
            && canonical())
            warning("non-canonical-prefix", sharedBits, [] {
                return Message{"This element shares more bytes with the one before than it says.", {}};
            });
        text.resize(static_cast<std::size_t>(*shared));
        text.insert(text.end(), rest.begin(), rest.end());
        const BitRange bits = m_cursor.bitsFrom(begin);
        if (!m_cursor.contentFits(where, text.size(), bits) || !m_cursor.sizeFits(where, text.size(), bits)) {
            m_sound = false;
            return Damage::None;
        }
        if (!m_cursor.expandBytes(text.size(), bits, where))
            return refused();
        m_cursor.sink().content(m_slot, m_cursor.contentKind(where, text, bits), text);
        return Damage::None;
    }
};

} // namespace wirebench
