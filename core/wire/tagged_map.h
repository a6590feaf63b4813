// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"

// TaggedDecoder: maps.

namespace wirebench {

template <class Sink>
bool TaggedDecoder<Sink>::MapKey::operator<(const MapKey& other) const
{
    const ByteView a = bytes();
    const ByteView b = other.bytes();
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

template <class Sink>
void TaggedDecoder<Sink>::openMap(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent)
{
    push(Role::Map, where, nodeIndex, lead, extent);
    openValue(ValueKind::Map);
    m_maps.emplace_back();
    if (m_at == m_end && !extent.capped) {
        noteEmpty({}, lead);
        m_stack.back().noted = true;
        return;
    }
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> count = this->varintLeaf(Role::Count, {}, "count");
    if (!count) {
        stop();
        return;
    }
    const BitRange bits = this->bitsFrom(begin);
    Frame& frame = m_stack.back();
    if (!this->countElements(*count, 0, bits, {})) {
        frame.refused = true;
        return;
    }
    const SlotIndex key = this->plan().nodes[nodeIndex].firstSlot;
    const std::uint64_t leastEntry = 2 + leastBytes(key) + leastBytes(key + 1); // with two lengths
    frame.remaining = *count;
    frame.shortCount = this->fittingElements(*count, leastEntry, bits, {}) < *count;
}

/// Bytes that a scalar takes at least; 0 of anything else.
template <class Sink>
std::uint64_t TaggedDecoder<Sink>::leastBytes(SlotIndex slot) const
{
    const Node& node = this->plan().nodeOf(slot);
    return node.op == Op::Varint ? 1 : node.op == Op::Fixed ? node.minBits / 8 : 0;
}

template <class Sink>
void TaggedDecoder<Sink>::runMap()
{
    const std::size_t level = m_stack.size();
    while (true) {
        Frame& frame = m_stack[level - 1];
        if (frame.keyed)
            closeEntry();
        if (frame.stopped || frame.refused || frame.remaining == 0)
            break;
        if ((++m_opened & 0xFFFu) == 0 && outOfTime())
            return;
        if (frame.shortCount && m_at == m_end)
            break;
        --frame.remaining;
        openEntry();
        if (m_stack.size() != level)
            return;
    }
    Frame& frame = m_stack.back();
    frame.stopped = frame.stopped || frame.shortCount;
    if (frame.refused || frame.stopped)
        this->spoil();
    else
        this->trailing({});
    m_maps.pop_back();
    endComposite(!frame.refused && !frame.stopped && !frame.capped && !frame.noted);
}

/// Reads the key of the next entry and begins with its value.
template <class Sink>
void TaggedDecoder<Sink>::openEntry()
{
    Sink& sink = this->sink();
    Frame& frame = m_stack.back();
    MapState& map = m_maps.back();
    const Node& node = this->plan().nodes[frame.node];
    map.entryRecord = sink.open(Role::Entry, m_at * 8, frame.slot, frame.index);
    map.entryMark = sink.mark();
    map.compared = false;
    ++frame.index;
    map.keyRead = readKey(node.firstSlot);
    map.valueMark = sink.mark();
    if (frame.stopped) {
        sink.close(map.entryRecord, m_at * 8, Damage::CutShort);
        sink.rollBack(map.entryMark);
        return;
    }
    frame.keyed = true;
    const SlotIndex valueSlot = node.firstSlot + 1;
    Lead lead{m_at, 0, 0};
    const std::optional<std::uint64_t> length = this->varint({valueSlot, kUnbounded}, "length of the value");
    if (!length) {
        stop();
        return;
    }
    lead.length = static_cast<std::uint8_t>(m_at - lead.begin);
    content({valueSlot, kUnbounded}, lead, claim({valueSlot, kUnbounded}, *length, this->bitsFrom(lead.begin)));
}

/// Reads the key of an entry: a scalar, text or bytes. False when it has no value. The map is stopped when nothing can
/// be read behind it.
template <class Sink>
bool TaggedDecoder<Sink>::readKey(SlotIndex slot)
{
    Frame& frame = m_stack.back();
    const PathStep where{slot, kUnbounded};
    Lead lead{m_at, 0, 0};
    const std::optional<std::uint64_t> length = this->varint(where, "length of the key");
    if (!length) {
        stop();
        return false;
    }
    lead.length = static_cast<std::uint8_t>(m_at - lead.begin);
    const Extent extent = claim(where, *length, this->bitsFrom(lead.begin));
    frame.keyBegin = m_at;
    frame.keyBytes = extent.end - m_at;
    const std::uint32_t before = m_maps.back().entryMark;
    content(where, lead, extent);
    if (extent.capped || frame.stopped) {
        frame.stopped = true;
        return false;
    }
    const Node& node = this->plan().nodeOf(slot);
    const ByteView bytes = this->bytes().subspan(frame.keyBegin, frame.keyBytes);
    MapKey key;
    if (node.op == Op::Varint) {
        const ReadVarint read = readVarint(bytes, 0, bytes.size());
        if (!read.readable())
            return false;
        frame.keyBytes = read.bytes;
        const std::uint64_t number = node.meaning == Meaning::Bool && read.value > 1 ? 1 : read.value;
        key.numberBytes = static_cast<std::uint8_t>(writeVarint(key.number.data(), number) - key.number.data());
    } else {
        const std::uint64_t width = node.op == Op::Fixed ? node.minBits / 8 : bytes.size();
        if (bytes.size() < width)
            return false;
        frame.keyBytes = width;
        key.content = bytes.first(width);
    }
    compareKeys(key, bitsOfBytes(frame.keyBegin, frame.keyBytes));
    if constexpr (Sink::keepsValues)
        return this->sink().mark() != before;
    return true;
}

/// Looks whether a key follows those before it, or is one of them.
template <class Sink>
void TaggedDecoder<Sink>::compareKeys(const MapKey& key, BitRange bits)
{
    MapState& map = m_maps.back();
    const auto report = [&](bool duplicate) {
        const Severity severity = Severity::Warning;
        if (duplicate)
            this->problem(severity, "duplicate-key", bits, {}, [] {
                return Message{"This key is in the map already; the last entry that can be read wins.", {}};
            });
        else if (this->plan().dialect.canonical)
            this->problem(severity, "non-canonical-order", bits, {}, [] {
                return Message{"Entries are written in the order of their keys' bytes; this one is out of order.", {}};
            });
    };
    const bool ascends = map.ascending.empty() || map.ascending.back().key < key;
    if (map.sorted && !ascends) {
        map.sorted = false;
        map.keys.insert(map.ascending.begin(), map.ascending.end());
    }
    map.replaced = kNoIndex;
    map.compared = true;
    const KeyEntry entry{key, kNoIndex};
    if (!map.sorted) {
        const auto [known, isNew] = map.keys.insert(entry);
        map.replaced = known->handle;
        map.current = known;
        if (!isNew || !ascends)
            report(!isNew);
        map.ascending.back() = entry;
    } else {
        map.ascending.push_back(entry);
    }
}

/// Ends an entry whose value has been read. It is left out when its key or its value could not be read.
template <class Sink>
void TaggedDecoder<Sink>::closeEntry()
{
    Sink& sink = this->sink();
    Frame& frame = m_stack.back();
    MapState& map = m_maps.back();
    frame.keyed = false;
    sink.close(map.entryRecord, m_at * 8, frame.stopped ? Damage::CutShort : Damage::None);
    if constexpr (Sink::keepsValues) {
        if (!map.keyRead || sink.mark() == map.valueMark) {
            sink.rollBack(map.entryMark);
            return;
        }
        if (map.replaced != kNoIndex)
            sink.discard(map.replaced);
        if (map.sorted)
            map.ascending.back().handle = map.entryMark;
        else
            map.current->handle = map.entryMark;
    }
}

} // namespace wirebench
