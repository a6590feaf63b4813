// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace wirebench {

/// How an element came to be that shares parts with others of its series (see SeriesCoding).
struct SeriesElement {
    SeriesCoding coding = SeriesCoding::Delta;
    SlotIndex slot = kNoIndex; ///< Of the element: what it is.
    SlotIndex array = kNoIndex; ///< Of the series as it is written: the field whose coding this is.
    std::uint64_t body = 0; ///< Byte where the body of the series begins.
    std::uint64_t index = 0; ///< Of the element; RunLength: of the first of the run.
    // Delta, all int64 or uint64 bits:
    std::uint64_t before = 0; ///< The element before; 0 in front of the first.
    std::uint64_t difference = 0;
    std::uint64_t sum = 0;
    std::uint64_t run = 1; ///< RunLength: how often the element stands.
    std::uint64_t gap = 0; ///< Sparse: zeros in front of it.
    // Dictionary:
    std::uint64_t entry = 0;
    std::uint64_t entries = 0;
    // Prefix:
    std::uint64_t shared = 0; ///< Bytes from the text before.
    ByteView rest; ///< In Decoded::space.
    // Dictionary and Prefix:
    std::uint64_t textBytes = 0;
    bool tooLong = false; ///< The text is longer than the limits allow, and no part of the value.
    bool known = true; ///< False when the index or number of shared bytes leads nowhere.
};

/// What one must have read of a series to know any of its elements, without reading all before it again.
class SeriesIndex {
public:
    /// Reads the series whose Array record is `record`; cost by its elements. Its children must be leaves.
    SeriesIndex(const Decoded& decoded, std::uint32_t record);

    /// Delta: what the differences of the first `count` child records add up to, int64 bits.
    std::uint64_t sum(std::uint32_t count) const;
    /// Dictionary: number of texts that could be read.
    std::uint64_t entries() const { return m_texts.size(); }
    /// Whether there is a text with this index (Dictionary) or an element (Prefix).
    bool hasText(std::uint64_t index) const { return index < m_texts.size(); }
    std::uint64_t textBytes(std::uint64_t index) const { return m_texts[index].shared + m_texts[index].restBytes; }
    /// Prefix: bytes that an element has from the one before. Requires hasText().
    std::uint64_t shared(std::uint64_t index) const { return m_texts[index].shared; }
    /// What an element or entry adds to that. Requires hasText().
    ByteView rest(std::uint64_t index) const;
    /// A text of a dictionary, or the text that an element of a Prefix series is; at most its first `most` bytes.
    /// Requires hasText().
    Bytes text(std::uint64_t index, std::uint64_t most = kUnbounded) const;

private:
    /// A text: the first `shared` bytes of one before, and bytes of the input.
    struct Text {
        std::uint64_t restBegin = 0; ///< Byte.
        std::uint64_t restBytes = 0;
        std::uint64_t shared = 0;
        /// The nearest text before whose own bytes are among the shared ones. So a text is put together in as many
        /// steps as it has pieces, however many texts lie between.
        std::uint32_t source = kNoIndex;
    };

    std::uint64_t difference(std::uint32_t record) const;
    std::uint64_t number(std::uint32_t record) const;
    void readSums();
    void readDictionary();
    void readPrefixes();
    bool addText(std::uint64_t shared, std::uint64_t begin, std::uint64_t bytes);

    const Decoded& m_decoded;
    const std::uint32_t m_first; ///< First child record.
    const std::uint32_t m_end;
    std::vector<std::uint64_t> m_sums; ///< Delta: at every kStride-th child.
    std::vector<Text> m_texts;
};

/// Gives the elements of series that share parts, from what was read of a series when it was looked at first.
/// Thread-safe. Refers to the Decoded.
class SeriesElements {
public:
    explicit SeriesElements(const Decoded& decoded) : m_decoded(decoded) { }

    /// The element that a leaf record is, or is a part of (a run, gap or length in front of it); nothing for other
    /// records.
    std::optional<SeriesElement> elementOf(std::uint32_t record);
    /// At most the first `most` bytes of the text that the element `index` of a Prefix series or an entry of a
    /// dictionary is. `record` is a child of the series.
    Bytes text(std::uint32_t record, std::uint64_t index, std::uint64_t most = kUnbounded);

private:
    std::shared_ptr<const SeriesIndex> indexOf(std::uint32_t array);
    void readText(const SeriesIndex& index, std::uint64_t text, SeriesElement& element) const;

    const Decoded& m_decoded;
    std::mutex m_mutex;
    std::unordered_map<std::uint32_t, std::shared_ptr<const SeriesIndex>> m_indexes; ///< By Array record.
};

/// Whether the elements of a series share parts, so that none means anything without the others.
bool sharesParts(SeriesCoding coding);

} // namespace wirebench
