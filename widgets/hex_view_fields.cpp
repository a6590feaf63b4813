// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view_fields.h"

#include <algorithm>

namespace wirebench {

namespace {

void appendJoined(std::vector<BitRange>& ranges, BitRange range)
{
    if (range.count == 0)
        return;
    if (!ranges.empty() && ranges.back().end() == range.first)
        ranges.back().count += range.count;
    else
        ranges.push_back(range);
}

BitRange between(quint64 first, quint64 end)
{
    return first < end ? BitRange{first, end - first} : BitRange{};
}

BitRange cut(BitRange range, quint64 first, quint64 end)
{
    return between(std::max<quint64>(range.first, first), std::min<quint64>(range.end(), end));
}

} // namespace

HexMapping::HexMapping(const Decoded& decoded, const std::shared_ptr<const Bytes>& bytes) : m_reversal(decoded.reversal)
{
    if (!decoded.bytes || decoded.bytes == bytes)
        return;
    const Bytes& was = *decoded.bytes;
    const auto [old, now] = std::mismatch(was.begin(), was.end(), bytes->begin(), bytes->end());
    if (old == was.end() && now == bytes->end())
        return;
    const auto prefix = static_cast<std::size_t>(old - was.begin());
    const std::size_t longest = std::min(was.size(), bytes->size()) - prefix;
    std::size_t suffix = 0;
    while (suffix < longest && was[was.size() - 1 - suffix] == (*bytes)[bytes->size() - 1 - suffix])
        ++suffix;
    m_begin = prefix;
    m_treeEnd = was.size() - suffix;
    m_documentEnd = bytes->size() - suffix;
}

void HexMapping::edited(quint64 offset, quint64 removed, quint64 inserted)
{
    const bool clean = m_begin == m_treeEnd && m_begin == m_documentEnd;
    if (clean) {
        m_begin = offset;
        m_treeEnd = offset + removed;
        m_documentEnd = offset + inserted;
        return;
    }
    const quint64 end = std::max(m_documentEnd, offset + removed);
    m_treeEnd += end - m_documentEnd;
    m_documentEnd = end - removed + inserted;
    m_begin = std::min(m_begin, offset);
}

std::optional<quint64> HexMapping::spaceByte(quint64 byte) const
{
    if (stale(byte) && !sameLength())
        return std::nullopt;
    if (byte >= m_documentEnd)
        byte = byte - m_documentEnd + m_treeEnd;
    return m_reversal.map(byte * 8) / 8;
}

std::vector<BitRange> HexMapping::reversed(BitRange bits) const
{
    // Bytes change places, bits stay where they are in their byte: a first partial byte, whole bytes, a last one.
    // Whole records stay where they are.
    const quint64 recordBits = m_reversal.recordBytes * 8;
    const quint64 reversedBits = m_reversal.bytes() * 8;
    std::vector<BitRange> parts;
    const auto reverse = [&](BitRange inside) {
        if (inside.count == 0)
            return;
        const quint64 start = inside.first / recordBits * recordBits;
        const quint64 firstWhole = std::min<quint64>((inside.first + 7) / 8 * 8, inside.end());
        const quint64 endWhole = std::max<quint64>(inside.end() / 8 * 8, firstWhole);
        const auto mapped = [&](quint64 first, quint64 end) {
            if (first < end)
                parts.push_back({m_reversal.map(first), end - first});
        };
        mapped(endWhole, inside.end());
        if (firstWhole < endWhole)
            parts.push_back({start + recordBits - (endWhole - start), endWhole - firstWhole});
        mapped(inside.first, firstWhole);
    };
    const BitRange inside = cut(bits, 0, reversedBits);
    if (inside.count > 0) {
        const quint64 wholeFrom
            = std::min<quint64>((inside.first + recordBits - 1) / recordBits * recordBits, inside.end());
        const quint64 wholeTo = std::max<quint64>(inside.end() / recordBits * recordBits, wholeFrom);
        reverse(between(inside.first, wholeFrom));
        if (wholeFrom < wholeTo)
            parts.push_back({wholeFrom, wholeTo - wholeFrom});
        reverse(between(wholeTo, inside.end()));
    }
    std::vector<BitRange> out;
    for (const BitRange& part : parts)
        appendJoined(out, part);
    appendJoined(out, cut(bits, reversedBits, bits.end()));
    return out;
}

std::vector<BitRange> HexMapping::toSpace(BitRange bits) const
{
    std::vector<BitRange> file;
    appendJoined(file, cut(bits, 0, m_begin * 8));
    if (sameLength())
        appendJoined(file, cut(bits, m_begin * 8, m_documentEnd * 8));
    BitRange behind = cut(bits, m_documentEnd * 8, bits.end());
    behind.first = behind.first - m_documentEnd * 8 + m_treeEnd * 8;
    appendJoined(file, behind);
    std::vector<BitRange> out;
    for (const BitRange& range : file) {
        const auto parts = reversed(range);
        out.insert(out.end(), parts.begin(), parts.end());
    }
    std::sort(out.begin(), out.end(), [](const BitRange& a, const BitRange& b) { return a.first < b.first; });
    return out;
}

std::vector<BitRange> HexMapping::toDocument(BitRange spaceBits) const
{
    std::vector<BitRange> out;
    for (const BitRange& range : reversed(spaceBits)) {
        appendJoined(out, cut(range, 0, m_begin * 8));
        if (sameLength())
            appendJoined(out, cut(range, m_begin * 8, m_treeEnd * 8));
        BitRange behind = cut(range, m_treeEnd * 8, range.end());
        behind.first = behind.first - m_treeEnd * 8 + m_documentEnd * 8;
        appendJoined(out, behind);
    }
    std::sort(out.begin(), out.end(), [](const BitRange& a, const BitRange& b) { return a.first < b.first; });
    return out;
}

HexPage::HexPage(const AnnotationTree& tree, const HexMapping& mapping, quint64 first, quint64 end)
    : m_first(first), m_parts(first < end ? end - first : 0)
{
    if (m_parts.empty())
        return;
    const BitRange shown{first * 8, (end - first) * 8};
    for (const BitRange& range : mapping.toSpace(shown)) {
        tree.walkRange(range, [&](const std::vector<Item>& chain) {
            if (chain.back().leaf)
                add(tree, mapping, chain);
            return true;
        });
    }
    for (auto& parts : m_parts)
        std::sort(parts.begin(), parts.end(), [](const HexPart& a, const HexPart& b) { return a.low > b.low; });
}

void HexPage::add(const AnnotationTree& tree, const HexMapping& mapping, const std::vector<Item>& chain)
{
    const Item& item = chain.back();
    if (item.bits.count == 0)
        return;
    const auto leaf = std::uint32_t(m_leaves.size());
    const BitRange shown{m_first * 8, m_parts.size() * 8};
    bool used = false;
    for (const BitRange& range : mapping.toDocument(item.bits)) {
        const BitRange visible = cut(range, shown.first, shown.end());
        for (quint64 bit = visible.first; bit < visible.end();) {
            const quint64 next = std::min<quint64>((bit / 8 + 1) * 8, visible.end());
            auto& parts = m_parts[bit / 8 - m_first];
            const auto low = std::uint8_t(bit % 8);
            // A leaf that two walks met (around a stale stretch) is kept once.
            const bool known = std::any_of(parts.begin(), parts.end(), [&](const HexPart& p) { return p.low == low; });
            if (!known) {
                parts.push_back({low, std::uint8_t(next - bit), leaf, mapping.stale(bit / 8)});
                used = true;
            }
            bit = next;
        }
    }
    if (used)
        m_leaves.push_back({item.bits, hexStyleOf(item.role), tree.colour(chain), item.damaged, item.null});
}

const std::vector<HexPart>& HexPage::parts(quint64 byte) const
{
    static const std::vector<HexPart> none;
    return byte >= m_first && byte - m_first < m_parts.size() ? m_parts[byte - m_first] : none;
}

std::optional<std::uint32_t> HexPage::wholeLeaf(quint64 byte) const
{
    const auto& here = parts(byte);
    if (here.size() == 1 && here.front().count == 8)
        return here.front().leaf;
    return std::nullopt;
}

HexStyle hexStyleOf(Role role)
{
    switch (role) {
    case Role::Length:
    case Role::Count:
    case Role::Presence:
    case Role::TypeId:
    case Role::Header:
    case Role::Tag:
        return HexStyle::Structure;
    case Role::Padding:
        return HexStyle::Padding;
    case Role::Unknown:
    case Role::Trailing:
        return HexStyle::Unknown;
    case Role::Error:
        return HexStyle::Error;
    case Role::Buffer:
    case Role::Message:
    case Role::Struct:
    case Role::Array:
    case Role::Optional:
    case Role::Field:
    case Role::Reference:
    case Role::Map:
    case Role::Entry:
    case Role::Table:
    case Role::Frame:
    case Role::StringTable:
    case Role::Value:
        break;
    }
    return HexStyle::Value;
}

} // namespace wirebench
