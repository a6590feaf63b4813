// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_diff.h"

#include <algorithm>

namespace wirebench {

TextDifference textDifference(std::string_view older, std::string_view newer)
{
    TextDifference d{0, 0, older.size(), newer.size()};
    const std::size_t most = std::min(older.size(), newer.size());
    while (d.head < most && older[d.head] == newer[d.head])
        ++d.head;
    const auto splits = [&](std::size_t at) {
        return (at < older.size() && continuesCharacter(older[at]))
            || (at < newer.size() && continuesCharacter(newer[at]));
    };
    while (d.head > 0 && splits(d.head))
        --d.head;
    while (d.tail < most - d.head && older[older.size() - d.tail - 1] == newer[newer.size() - d.tail - 1])
        ++d.tail;
    while (d.tail > 0 && continuesCharacter(older[older.size() - d.tail]))
        --d.tail;
    return d;
}

TextRange carriedOver(TextRange range, const TextDifference& difference)
{
    const std::size_t oldTail = difference.oldSize - difference.tail;
    const std::size_t newTail = difference.newSize - difference.tail;
    const auto carry = [&](std::uint32_t at) -> std::uint32_t {
        if (at <= difference.head)
            return at;
        if (at >= oldTail)
            return static_cast<std::uint32_t>(std::min(at - oldTail + newTail, difference.newSize));
        return static_cast<std::uint32_t>(std::min<std::size_t>(at, newTail));
    };
    const std::uint32_t begin = carry(range.begin);
    return {begin, std::max(begin, carry(range.end)), range.file};
}

} // namespace wirebench
