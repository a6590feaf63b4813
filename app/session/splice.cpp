// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/splice.h"

#include <algorithm>

namespace wirebench {

namespace {

void append(Bytes& out, ByteView bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

} // namespace

Bytes spliceBytes(ByteView current, ByteView before, ByteView after)
{
    Bytes result;
    if (before.size() == after.size() && current.size() >= before.size()) {
        append(result, current);
        for (std::size_t i = 0; i < before.size(); ++i) {
            const auto changed = static_cast<std::uint8_t>(before[i] ^ after[i]);
            result[i] = static_cast<std::uint8_t>((result[i] & ~changed) | (after[i] & changed));
        }
        return result;
    }
    append(result, after);
    if (!before.empty() && current.size() >= before.size() && std::ranges::equal(current.first(before.size()), before))
        append(result, current.subspan(before.size()));
    return result;
}

} // namespace wirebench
