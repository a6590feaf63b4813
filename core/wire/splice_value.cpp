// SPDX-License-Identifier: MIT
#include "core/wire/splice_value.h"

#include "core/wire/written_content.h"

#include <algorithm>
#include <map>
#include <string>

namespace wirebench {

namespace {

bool hasContentInHeap(ValueKind kind)
{
    return kind == ValueKind::Text || kind == ValueKind::RawText || kind == ValueKind::Content
        || kind == ValueKind::Unknown;
}

} // namespace

bool sameValue(const Value& a, std::uint32_t first, const Value& b, std::uint32_t second)
{
    const std::uint32_t count = a.nodes[first].nodes;
    if (count != b.nodes[second].nodes)
        return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        const ValueNode& one = a.nodes[first + i];
        const ValueNode& other = b.nodes[second + i];
        if (one.kind != other.kind || one.slot != other.slot || one.nodes != other.nodes)
            return false;
        if (hasContentInHeap(one.kind) ? !std::ranges::equal(a.heapBytes(one), b.heapBytes(other))
                                       : one.payload != other.payload)
            return false;
    }
    return true;
}

std::vector<std::uint32_t> childrenOf(const Value& value, std::uint32_t index)
{
    std::vector<std::uint32_t> found;
    const std::uint32_t end = index + value.nodes[index].nodes;
    for (std::uint32_t child = index + 1; child < end; child += value.nodes[child].nodes)
        found.push_back(child);
    return found;
}

std::pair<std::size_t, std::size_t> sameEnds(const Value& before, const std::vector<std::uint32_t>& old,
                                             const Value& after, const std::vector<std::uint32_t>& now)
{
    const std::size_t most = std::min(old.size(), now.size());
    std::size_t head = 0;
    while (head < most && sameValue(before, old[head], after, now[head]))
        ++head;
    std::size_t tail = 0;
    while (tail < most - head && sameValue(before, old[old.size() - 1 - tail], after, now[now.size() - 1 - tail]))
        ++tail;
    return {head, tail};
}

Bytes ValueSplicer::writtenContent(const Node& node, std::uint32_t after)
{
    return written([&](TaggedWriter& writer) { writer.content(node, after); });
}

/// The new content of a value whose old one is `raw`.
Bytes ValueSplicer::content(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after)
{
    if (same(before, after))
        return Bytes(raw.begin(), raw.end());
    if (m_before.nodes[before].kind != m_after.nodes[after].kind)
        return writtenContent(node, after);
    std::optional<Bytes> spliced;
    switch (node.op) {
    case Op::Tagged:
        spliced = message(node, raw, before, after);
        break;
    case Op::PresenceMap:
        spliced = presenceMap(node, raw, before, after);
        break;
    case Op::Series:
        spliced = series(node, raw, before, after);
        break;
    case Op::Map:
        spliced = map(node, raw, before, after);
        break;
    case Op::Reference:
        spliced = reference(node, raw, before, after);
        break;
    default:
        break;
    }
    return spliced ? std::move(*spliced) : writtenContent(node, after);
}

/// The new bare form of a value whose old one is `raw`.
Bytes ValueSplicer::bare(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after)
{
    if (node.selfDelimiting)
        return content(node, raw, before, after);
    return delimited(node, raw, before, after);
}

Bytes ValueSplicer::delimited(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after)
{
    Bytes out;
    if (const auto part = delimitedPart(raw, 0))
        appendDelimited(out, content(node, bytesOf(raw, *part), before, after), raw, 0, *part);
    else
        out = written([&](TaggedWriter& writer) { writer.delimited(node, after); });
    return out;
}

std::optional<Bytes> ValueSplicer::presenceMap(const Node& node, ByteView raw, std::uint32_t before,
                                               std::uint32_t after)
{
    const std::vector<std::uint32_t> old = childrenOf(m_before, before);
    const std::vector<std::uint32_t> now = childrenOf(m_after, after);
    const auto bitmap = delimitedPart(raw, 0);
    if (!bitmap || (bitmap->end - bitmap->begin) * 8 < node.slotCount)
        return std::nullopt;
    Bytes out(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(bitmap->end));
    std::uint64_t at = bitmap->end;
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const SlotIndex slot = m_plan.wireOrder[node.firstOrdered + i].slot;
        const Node& type = m_plan.nodeOf(slot);
        const std::uint32_t wasAt = old[slot - node.firstSlot];
        const std::uint32_t isAt = now[slot - node.firstSlot];
        const std::uint64_t presence = bitmap->begin + i / 8;
        const auto bit = static_cast<std::uint8_t>(1u << (i % 8));
        const bool was = (raw[presence] & bit) != 0;
        const bool is = m_measures.notes[isAt] != TaggedMeasures::kOmitted;
        const auto end = was ? bareEnd(m_plan, type, raw, at) : std::optional(at);
        if (!end)
            return std::nullopt;
        const ByteView there = raw.subspan(at, *end - at);
        if (was && same(wasAt, isAt))
            append(out, there);
        else if (was && is)
            append(out, bare(type, there, wasAt, isAt));
        else if (is)
            append(out, written([&](TaggedWriter& writer) { writer.bare(type, isAt); }));
        if (was != is && !(was && same(wasAt, isAt)))
            out[presence] ^= bit;
        at = *end;
    }
    append(out, raw.subspan(at));
    return out;
}

std::optional<Bytes> ValueSplicer::series(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after)
{
    const SeriesCoding coding = m_plan.series[node.detail].coding;
    if (coding != SeriesCoding::Packed && coding != SeriesCoding::Counted)
        return std::nullopt;
    const bool counted = coding == SeriesCoding::Counted;
    const Node& element = m_plan.nodeOf(node.firstSlot);
    const std::vector<std::uint32_t> old = childrenOf(m_before, before);
    const std::vector<std::uint32_t> now = childrenOf(m_after, after);
    const ReadVarint count = counted ? readVarint(raw, 0, raw.size()) : ReadVarint();
    std::uint64_t at = count.bytes;
    std::vector<RawPart> parts;
    while (at < raw.size() && parts.size() < old.size()) {
        const auto delimitedElement = counted ? delimitedPart(raw, at) : std::nullopt;
        const auto end = counted ? (delimitedElement ? std::optional(delimitedElement->end) : std::nullopt)
                                 : bareEnd(m_plan, element, raw, at);
        if (!end)
            return std::nullopt;
        parts.push_back({at, *end});
        at = *end;
    }
    if (parts.size() != old.size() || (counted && count.value != old.size()) || (!counted && at != raw.size()))
        return std::nullopt;
    const auto [head, tail] = sameEnds(m_before, old, m_after, now);
    const std::size_t paired = std::min(old.size(), now.size()) - tail;
    Bytes out;
    if (counted)
        appendNumber(out, now.size(), old.size(), raw.first(count.bytes));
    for (std::size_t i = 0; i < now.size(); ++i) {
        const std::size_t was = i >= now.size() - tail ? i + old.size() - now.size() : i;
        if (i >= paired && i < now.size() - tail)
            append(out, written([&](TaggedWriter& writer) {
                       counted ? writer.delimited(element, now[i]) : writer.bare(element, now[i]);
                   }));
        else if (counted)
            append(out, delimited(element, bytesOf(raw, parts[was]), old[was], now[i]));
        else
            append(out, bare(element, bytesOf(raw, parts[was]), old[was], now[i]));
    }
    append(out, raw.subspan(at));
    return out;
}

std::optional<Bytes> ValueSplicer::map(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after)
{
    const Node& keyNode = m_plan.nodeOf(node.firstSlot);
    const Node& valueNode = m_plan.nodeOf(node.firstSlot + 1);
    const std::vector<std::uint32_t> old = childrenOf(m_before, before);
    const std::vector<std::uint32_t> now = childrenOf(m_after, after);
    const auto keyOf = [&](const Value& value, std::uint32_t index) {
        return std::string(asText(LeafContent(value, keyNode, index).view()));
    };
    std::map<std::string, std::uint32_t> wanted; // keys of the new value, with their indexes
    for (std::size_t i = 0; i < now.size(); i += 2)
        wanted.emplace(keyOf(m_after, now[i]), now[i]);
    const ReadVarint count = readVarint(raw, 0, raw.size());
    if (!count.readable() || count.value != old.size() / 2)
        return std::nullopt;
    std::map<std::string, std::uint32_t> added = wanted;
    for (std::size_t i = 0; i < old.size(); i += 2)
        added.erase(keyOf(m_before, old[i]));
    Bytes entries;
    std::uint64_t at = count.bytes;
    auto next = added.begin();
    for (std::size_t i = 0; i < old.size(); i += 2) {
        const auto key = delimitedPart(raw, at);
        const auto value = key ? delimitedPart(raw, key->end) : std::nullopt;
        if (!value)
            return std::nullopt;
        const std::string name = keyOf(m_before, old[i]);
        for (; next != added.end() && next->first < name; ++next)
            append(entries, written([&](TaggedWriter& writer) { writer.mapEntry(node, next->second); }));
        if (const auto kept = wanted.find(name); kept != wanted.end()) {
            append(entries, raw.subspan(at, key->end - at));
            append(entries,
                   delimited(valueNode, raw.subspan(key->end, value->end - key->end), old[i + 1],
                             kept->second + m_after.nodes[kept->second].nodes));
        }
        at = value->end;
    }
    for (; next != added.end(); ++next)
        append(entries, written([&](TaggedWriter& writer) { writer.mapEntry(node, next->second); }));
    Bytes out;
    appendNumber(out, wanted.size(), count.value, raw.first(count.bytes));
    append(out, entries);
    append(out, raw.subspan(at));
    return out;
}

std::optional<Bytes> ValueSplicer::reference(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after)
{
    const ValueNode& value = m_after.nodes[after];
    const ReferenceInfo& info = m_plan.references[node.detail];
    const auto name = typeNameEnd(info, raw);
    if (value.kind != ValueKind::Reference || m_before.nodes[before].payload != value.payload || !name)
        return std::nullopt;
    const Node& type = m_plan.nodeOf(m_plan.referenceTypes[value.payload].slot);
    Bytes out(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(*name));
    const ByteView rest = raw.subspan(*name);
    append(out,
           info.by == Discrimination::Id ? delimited(type, rest, before + 1, after + 1)
                                         : content(type, rest, before + 1, after + 1));
    return out;
}

} // namespace wirebench
