// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/payload_readings.h"

#include <cstdint>
#include <vector>

namespace wirebench {

inline constexpr std::uint32_t kDeepestGuess = 20; ///< Messages inside each other that are opened.
inline constexpr std::size_t kMostGuessedFields = 100'000;

/// A field of tagged bytes whose schema nobody knows.
struct GuessedField {
    RawField raw;
    std::uint32_t depth = 0; ///< 0: of the outermost message.
    bool opened = false; ///< The fields of its content follow, one deeper.
    Plausibilities plausible{};

    BitRange bits() const { return bitsOfBytes(raw.begin, raw.end - raw.begin); }
};

/// Reads bytes as a tagged message without a schema: its fields in wire order, parents before the fields inside them.
/// Content is opened where a message is its most plausible reading. Every byte belongs to one tag and length or to one
/// content that is not opened, also of bytes that are something else: what cannot be read is a broken field up to the
/// end of its part. Time linear in the bytes for every level of depth.
std::vector<GuessedField> readUnknown(ByteView bytes, const SchemalessDialect& dialect);

} // namespace wirebench
