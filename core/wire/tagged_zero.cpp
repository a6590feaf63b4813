// SPDX-License-Identifier: MIT
#include "core/wire/tagged_zero.h"

#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench {

namespace {

/// Walks over the bytes of a well-formed value. Whatever they are, it stays inside them.
class ZeroWalk {
public:
    ZeroWalk(const Plan& plan, ByteView bytes) : m_plan(plan), m_bytes(bytes) { }

    bool atEnd() const { return m_at == m_bytes.size(); }

    std::uint64_t varint()
    {
        const ReadVarint read = readVarint(m_bytes, m_at, m_bytes.size());
        m_at += read.bytes;
        return read.readable() ? read.value : kUnbounded;
    }

    ByteView take(std::uint64_t bytes)
    {
        const ByteView taken = m_bytes.subspan(m_at, std::min<std::uint64_t>(bytes, m_bytes.size() - m_at));
        m_at += taken.size();
        return taken;
    }

    ByteView rest() { return take(m_bytes.size() - m_at); }

    /// One value in its bare form.
    bool bare(const Node& node)
    {
        if (node.op == Op::Varint)
            return varint() == 0;
        if (node.op == Op::Fixed)
            return allZero(take(node.minBits / 8));
        if (node.op == Op::Reference && node.selfDelimiting)
            return varint() == 0;
        if (node.selfDelimiting)
            return allZero(take(node.capacity));
        const std::uint64_t length = varint();
        return content(m_plan, node, take(length));
    }

    static bool allZero(ByteView bytes)
    {
        return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
    }

    // Recursion: as deep as the type nests arrays.
    static bool content(const Plan& plan, const Node& node, ByteView bytes)
    {
        ZeroWalk walk(plan, bytes);
        switch (node.op) {
        case Op::Varint:
        case Op::Fixed:
            return walk.bare(node);
        case Op::Content:
            return node.capacity != 0 || node.meaning == Meaning::BigInt ? allZero(bytes) : bytes.empty();
        case Op::Series:
            return walk.series(node);
        case Op::Map:
            return bytes.empty() || walk.varint() == 0;
        case Op::Reference:
            return walk.nil(plan.references[node.detail].by);
        case Op::Tagged:
            return bytes.empty();
        default:
            return false;
        }
    }

private:
    bool nil(Discrimination by) { return by == Discrimination::Hash ? allZero(rest()) : varint() == 0; }

    bool series(const Node& node)
    {
        const SeriesInfo& info = m_plan.series[node.detail];
        const Node& element = m_plan.nodeOf(node.firstSlot);
        const bool counted = info.coding != SeriesCoding::Packed && info.coding != SeriesCoding::Bits
            && info.coding != SeriesCoding::Delta && info.coding != SeriesCoding::RunLength;
        if (!info.fixedCount)
            return atEnd() || (counted && info.coding != SeriesCoding::Dictionary && varint() == 0)
                || (info.coding == SeriesCoding::Dictionary && varint() == 0);
        return allElementsZero(info.coding, element);
    }

    bool allElementsZero(SeriesCoding coding, const Node& element)
    {
        switch (coding) {
        case SeriesCoding::Packed:
            while (!atEnd()) {
                if (!bare(element))
                    return false;
            }
            return true;
        case SeriesCoding::RunLength:
            while (!atEnd()) {
                varint();
                if (!bare(element))
                    return false;
            }
            return true;
        case SeriesCoding::Counted:
            varint();
            while (!atEnd()) {
                const std::uint64_t length = varint();
                if (!content(m_plan, element, take(length)))
                    return false;
            }
            return true;
        case SeriesCoding::Sparse:
            varint();
            return varint() == 0;
        case SeriesCoding::Dictionary:
            for (std::uint64_t texts = varint(); texts > 0 && !atEnd(); --texts) {
                const std::uint64_t length = varint();
                if (!content(m_plan, element, take(length)))
                    return false;
            }
            return true;
        case SeriesCoding::Prefix:
        case SeriesCoding::BitPacked:
            varint();
            return allZero(rest());
        default:
            return allZero(rest());
        }
    }

    const Plan& m_plan;
    const ByteView m_bytes;
    std::size_t m_at = 0;
};

} // namespace

Bytes zeroContent(const Node& node)
{
    constexpr std::size_t bigIntBytes = 2; // sign and length
    return Bytes(node.meaning == Meaning::BigInt ? bigIntBytes : node.capacity);
}

bool isZeroBare(const Plan& plan, const Node& node, ByteView written)
{
    return ZeroWalk(plan, written).bare(node);
}

bool equalsDefault(const Plan& plan, const Slot& slot, ByteView written)
{
    const Bytes& expected = plan.defaults[slot.defaultBytes];
    if (plan.nodes[slot.node].op != Op::Varint)
        return std::equal(written.begin(), written.end(), expected.begin(), expected.end());
    const ReadVarint a = readVarint(written, 0, written.size());
    const ReadVarint b = readVarint(expected, 0, expected.size());
    return a.value == b.value;
}

} // namespace wirebench
