// SPDX-License-Identifier: MIT
#include "core/wire/series_index.h"

#include "core/wire/field_path.h"
#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::uint32_t kStride = 64;

std::uint64_t varintAt(const Decoded& decoded, std::uint32_t record)
{
    const BitRange bits = decoded.annotations[record].bits();
    return readVarint(*decoded.space, bits.first / 8, bits.end() / 8).value;
}

} // namespace

bool sharesParts(SeriesCoding coding)
{
    return coding != SeriesCoding::Packed && coding != SeriesCoding::Counted && coding != SeriesCoding::Bits
        && coding != SeriesCoding::BitPacked;
}

SeriesIndex::SeriesIndex(const Decoded& decoded, std::uint32_t record)
    : m_decoded(decoded), m_first(record + 1), m_end(decoded.annotations[record].next)
{
    const Plan& plan = *decoded.plan;
    const Annotation& array = decoded.annotations[record];
    const Node& node = plan.nodeOf(valueSlot(plan, {array.slot, kUnbounded}));
    switch (plan.series[node.detail].coding) {
    case SeriesCoding::Delta:
        readSums();
        break;
    case SeriesCoding::Dictionary:
        readDictionary();
        break;
    case SeriesCoding::Prefix:
        readPrefixes();
        break;
    default:
        break;
    }
}

std::uint64_t SeriesIndex::number(std::uint32_t record) const
{
    return varintAt(m_decoded, record);
}

/// Of a child of a Delta series; those without an element are what is left of a series that is cut short.
std::uint64_t SeriesIndex::difference(std::uint32_t record) const
{
    return m_decoded.annotations[record].element == kNoIndex ? 0 : unZigZag(number(record));
}

void SeriesIndex::readSums()
{
    std::uint64_t sum = 0;
    for (std::uint32_t child = m_first; child < m_end; ++child) {
        if ((child - m_first) % kStride == 0)
            m_sums.push_back(sum);
        sum += difference(child);
    }
}

std::uint64_t SeriesIndex::sum(std::uint32_t count) const
{
    if (m_sums.empty())
        return 0;
    const auto stop = std::min<std::size_t>(count / kStride, m_sums.size() - 1);
    std::uint64_t sum = m_sums[stop];
    for (std::uint32_t child = m_first + static_cast<std::uint32_t>(stop) * kStride; child < m_first + count; ++child)
        sum += difference(child);
    return sum;
}

void SeriesIndex::readDictionary()
{
    const std::vector<Annotation>& records = m_decoded.annotations;
    // Behind the number of texts each has a length and, unless it is empty, itself; the next Count ends them.
    for (std::uint32_t child = m_first + 1; child < m_end && records[child].kind() == Role::Length; ++child) {
        if (!addText(0, records[child].bits().end() / 8, number(child)))
            return;
        if (child + 1 < m_end && records[child + 1].kind() == Role::StringTable)
            ++child;
    }
}

void SeriesIndex::readPrefixes()
{
    const std::vector<Annotation>& records = m_decoded.annotations;
    for (std::uint32_t child = m_first; child + 1 < m_end; ++child) {
        const bool element = records[child].kind() == Role::Length && records[child + 1].kind() == Role::Length
            && records[child].element == m_texts.size();
        if (!element)
            continue;
        const std::uint64_t shared = number(child);
        if (shared > (m_texts.empty() ? 0 : textBytes(m_texts.size() - 1))
            || !addText(shared, records[child + 1].bits().end() / 8, number(child + 1)))
            return;
        ++child;
    }
}

/// Adds a text; false when its bytes are not all there.
bool SeriesIndex::addText(std::uint64_t shared, std::uint64_t begin, std::uint64_t bytes)
{
    const std::uint64_t end = m_decoded.annotations[m_first - 1].bits().end() / 8;
    if (bytes > end - begin)
        return false;
    // The texts that are passed over here have no bytes in this one nor, but through later ones, in any behind it.
    auto source = m_texts.empty() ? kNoIndex : static_cast<std::uint32_t>(m_texts.size() - 1);
    while (source != kNoIndex && m_texts[source].shared >= shared)
        source = m_texts[source].source;
    m_texts.push_back({begin, bytes, shared, source});
    return true;
}

ByteView SeriesIndex::rest(std::uint64_t index) const
{
    return ByteView(*m_decoded.space).subspan(m_texts[index].restBegin, m_texts[index].restBytes);
}

Bytes SeriesIndex::text(std::uint64_t index, std::uint64_t most) const
{
    std::uint64_t end = std::min(most, textBytes(index));
    Bytes text(static_cast<std::size_t>(end));
    auto at = static_cast<std::uint32_t>(index);
    while (end > 0) {
        const Text& piece = m_texts[at];
        if (piece.shared < end) {
            const ByteView own = rest(at).first(static_cast<std::size_t>(end - piece.shared));
            std::copy(own.begin(), own.end(), text.begin() + static_cast<std::ptrdiff_t>(piece.shared));
            end = piece.shared;
        }
        at = piece.source;
    }
    return text;
}

std::shared_ptr<const SeriesIndex> SeriesElements::indexOf(std::uint32_t array)
{
    // A short series is read again each time, so that a file with many of them does not fill the memory.
    constexpr std::uint32_t shortSeries = kStride;
    if (m_decoded.annotations[array].next - array <= shortSeries)
        return std::make_shared<const SeriesIndex>(m_decoded, array);
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<const SeriesIndex>& index = m_indexes[array];
    if (!index)
        index = std::make_shared<const SeriesIndex>(m_decoded, array);
    return index;
}

std::optional<SeriesElement> SeriesElements::elementOf(std::uint32_t record)
{
    const std::vector<Annotation>& records = m_decoded.annotations;
    const Annotation& own = records[record];
    const std::uint32_t array = own.parent;
    if (own.element == kNoIndex || array == kNoIndex || records[array].kind() != Role::Array)
        return std::nullopt;
    const Plan& plan = *m_decoded.plan;
    const Node& node = plan.nodeOf(valueSlot(plan, {records[array].slot, kUnbounded}));
    if (node.op != Op::Series || !sharesParts(plan.series[node.detail].coding))
        return std::nullopt;
    SeriesElement element;
    element.coding = plan.series[node.detail].coding;
    element.slot = node.firstSlot;
    element.array = records[array].slot;
    element.body = records[array].first / 8 + records[array].prefix().bytes();
    element.index = own.element;
    switch (element.coding) {
    case SeriesCoding::Delta: {
        const std::shared_ptr<const SeriesIndex> index = indexOf(array);
        element.before = index->sum(record - array - 1);
        element.sum = index->sum(record - array);
        element.difference = element.sum - element.before;
        break;
    }
    case SeriesCoding::RunLength:
        // The run or gap is the record in front of the element.
        element.run = varintAt(m_decoded, own.kind() == Role::Count ? record : record - 1);
        break;
    case SeriesCoding::Sparse: {
        const std::uint32_t part = own.kind() == Role::Count ? record : record - 1;
        element.gap = varintAt(m_decoded, part);
        element.index = records[part].element + element.gap;
        break;
    }
    case SeriesCoding::Dictionary: {
        const std::shared_ptr<const SeriesIndex> index = indexOf(array);
        element.entry = varintAt(m_decoded, record);
        element.entries = index->entries();
        readText(*index, element.entry, element);
        break;
    }
    case SeriesCoding::Prefix:
        readText(*indexOf(array), element.index, element);
        break;
    default:
        break;
    }
    return element;
}

void SeriesElements::readText(const SeriesIndex& index, std::uint64_t text, SeriesElement& element) const
{
    element.known = index.hasText(text);
    if (!element.known)
        return;
    element.shared = index.shared(text);
    element.rest = index.rest(text);
    element.textBytes = index.textBytes(text);
    const std::uint64_t limit = m_decoded.limits.stringBytes;
    element.tooLong = limit != 0 && element.textBytes > limit;
}

Bytes SeriesElements::text(std::uint32_t record, std::uint64_t index, std::uint64_t most)
{
    const std::shared_ptr<const SeriesIndex> texts = indexOf(m_decoded.annotations[record].parent);
    return texts->hasText(index) ? texts->text(index, most) : Bytes();
}

} // namespace wirebench
