// SPDX-License-Identifier: MIT
#include "core/inspect/bare_scalars.h"

#include "core/base/text.h"
#include "core/inspect/float_score.h"
#include "core/wire/bits.h"
#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench {

namespace {

bool isPrintable(ByteView content)
{
    return !content.empty() && isValidUtf8(content)
        && std::ranges::none_of(content, [](std::uint8_t byte) { return byte < 0x20 || byte == 0x7F; });
}

bool isVarint(ByteView value)
{
    const ReadVarint read = readVarint(value, 0, value.size());
    return read.end == VarintEnd::Shortest && read.bytes == value.size();
}

bool isFloat(ByteView value, unsigned bytes)
{
    constexpr std::uint8_t everyday = 50;
    return value.size() == bytes && floatScore(readLittle(value.data(), bytes), bytes) >= everyday;
}

} // namespace

DraftKind keyKind(const std::vector<ByteView>& keys)
{
    if (std::ranges::all_of(keys, isPrintable))
        return DraftKind::Text;
    return std::ranges::all_of(keys, isVarint) ? DraftKind::Unsigned : DraftKind::Bytes;
}

DraftKind scalarKind(const std::vector<ByteView>& values)
{
    const auto all = [&](auto test) { return std::ranges::all_of(values, test); };
    if (all([](ByteView value) { return value.size() == 1 && value[0] <= 1; }))
        return DraftKind::Bool;
    // Texts of a single character would be rare as values, numbers below 128 are not.
    const bool texts = all(isPrintable) && !all([](ByteView value) { return value.size() == 1; });
    if (!texts && all(isVarint))
        return DraftKind::Unsigned;
    if (!texts && all([](ByteView value) { return isFloat(value, 4); }))
        return DraftKind::Float32;
    if (!texts && all([](ByteView value) { return isFloat(value, 8); }))
        return DraftKind::Float64;
    return DraftKind::Unclear;
}

} // namespace wirebench
