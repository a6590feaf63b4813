// SPDX-License-Identifier: MIT
#include "core/wire/time_content.h"

#include "core/wire/bits.h"

namespace wirebench {

namespace {

constexpr std::int64_t perSecond = 1'000'000'000;

} // namespace

std::optional<std::uint64_t> timeToNanoseconds(ByteView content)
{
    if (content.size() != kTimeBytes)
        return std::nullopt;
    const auto seconds = static_cast<std::int64_t>(readLittle(content.data(), 8));
    const auto nanoseconds = static_cast<std::int32_t>(static_cast<std::uint32_t>(readLittle(content.data() + 8, 4)));
    std::int64_t total = 0;
    // Before 1970 the whole seconds may lie below the range and the sum within it: one of them is moved over.
    const std::int64_t moved = seconds < 0 ? 1 : 0;
    if (__builtin_mul_overflow(seconds + moved, perSecond, &total)
        || __builtin_add_overflow(total, nanoseconds - moved * perSecond, &total))
        return std::nullopt;
    return static_cast<std::uint64_t>(total);
}

void timeFromNanoseconds(std::uint64_t nanoseconds, std::uint8_t* at)
{
    const auto total = static_cast<std::int64_t>(nanoseconds);
    std::int64_t seconds = total / perSecond;
    std::int64_t rest = total % perSecond;
    if (rest < 0) {
        rest += perSecond;
        --seconds;
    }
    writeLittle(at, static_cast<std::uint64_t>(seconds), 8);
    writeLittle(at + 8, static_cast<std::uint64_t>(rest), 4);
}

} // namespace wirebench
