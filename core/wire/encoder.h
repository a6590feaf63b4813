// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

namespace wirebench {

struct Encoded {
    Bytes bytes; ///< Empty when there was an error.
    Diagnostics diagnostics; ///< Limits that were exceeded, with the path of the value.
};

/// How a stream of frames is written (Framing::Frames).
struct StreamOptions {
    int level = 0; ///< Of the compression, see compress(); 0: the algorithm's own default.
    std::uint64_t threshold = 1024; ///< Only payloads of more bytes are compressed.

    bool operator==(const StreamOptions&) const = default;
};

/// Encodes a value that bindJson() or readValue() made without errors. Values a decoder left out (Absent) are errors
/// where the format has no zero for them. One size pass, one write pass, one allocation.
Encoded encode(const Value& value, const Limits& limits, const StreamOptions& stream = {});

} // namespace wirebench
