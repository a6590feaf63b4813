// SPDX-License-Identifier: MIT
#include "core/wire/bits.h"

namespace wirebench {

bool anyBitSet(ByteView bytes, std::uint64_t first, std::uint64_t count)
{
    while (count > 0) {
        const unsigned part = count > 64 ? 64 : static_cast<unsigned>(count);
        if (readBits(bytes, first, part) != 0)
            return true;
        first += part;
        count -= part;
    }
    return false;
}

} // namespace wirebench
