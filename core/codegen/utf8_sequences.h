// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/regex_syntax.h"

#include <cstdint>
#include <vector>

namespace wirebench {

struct ByteRange {
    std::uint8_t first = 0;
    std::uint8_t last = 0;

    bool operator==(const ByteRange&) const = default;
};

/// One byte of each range, in this order.
using ByteSequence = std::vector<ByteRange>;

/// How the characters of a normalized set are written in UTF-8. Two sequences begin with the same range or with ranges
/// that have no byte in common, and so on behind it; equal ranges are neighbours. As RE2 does it, a set with everything
/// from U+0080 on is lenient: it has overlong forms and what lies behind U+10FFFF too.
std::vector<ByteSequence> utf8Sequences(const CodePointSet& set);

} // namespace wirebench
