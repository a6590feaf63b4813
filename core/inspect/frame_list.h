// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/annotated_dump.h"
#include "core/wire/annotation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace wirebench {

/// One frame, message or record of a buffer, for a list of them.
struct FrameRow {
    BitRange bits; ///< Of Decoded::space, header and length included.
    std::uint64_t element = kUnbounded; ///< Index of its item in the value; kUnbounded when it made none.
    std::string kind; ///< "DATA", "message", "record"
    std::string flags; ///< Of a stream frame: "end, compressed"; else empty.
    std::string type; ///< Of a message: its type, or "#300" when the schema does not have it. Else empty.
    std::uint64_t contentBytes = 0; ///< Without header, length and type id; of a compressed message when unpacked.
    std::size_t problems = 0; ///< Diagnostics in its bits.
    Severity worst = Severity::Note; ///< The severest of them; only where there are some.
    bool cut = false; ///< The input ends inside.
    std::string path; ///< `[3]`; empty when it made no item.
};

/// The frames of a buffer of several messages, in wire order. Empty for a buffer of one value.
std::vector<FrameRow> frameList(const Decoded& decoded);

/// The list as a table with one line each.
void writeFrameTable(const Decoded& decoded, TextColours colours, const TextSink& sink);

/// The list as a JSON array of `{bits, kind, flags, type, path, content_bytes, problems}`.
void writeFramesJson(const Decoded& decoded, bool lines, const TextSink& sink);

} // namespace wirebench
