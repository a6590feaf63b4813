// SPDX-License-Identifier: MIT
#pragma once

#include "base.h"

#include <compare>

// What rules of fields ask.

namespace wirebench_runtime {

/// Compares numbers of any kinds by their values, and texts by their bytes.
template <class A, class B>
std::partial_ordering compare(const A& a, const B& b)
{
    if constexpr (std::is_enum_v<A>) {
        return compare(static_cast<std::int64_t>(a), b);
    } else if constexpr (std::is_same_v<A, bool>) {
        return compare(a ? 1 : 0, b);
    } else if constexpr (std::is_integral_v<A> && std::is_integral_v<B>) {
        if (std::cmp_equal(a, b))
            return std::partial_ordering::equivalent;
        return std::cmp_less(a, b) ? std::partial_ordering::less : std::partial_ordering::greater;
    } else if constexpr (std::is_arithmetic_v<A>) {
        return static_cast<long double>(a) <=> static_cast<long double>(b);
    } else {
        return a <=> b;
    }
}

/// Bytes that begin no code point count for nothing.
inline std::size_t code_points(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

} // namespace wirebench_runtime
