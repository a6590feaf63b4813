// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/payload_readings.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace wirebench {

inline constexpr std::uint32_t kDeepestGuess = 20; ///< Messages inside each other that are opened.
inline constexpr std::size_t kMostGuessedFields = 100'000;
/// Bytes of payloads that are judged, those of every level of depth counted; what is beyond is read as bytes only.
inline constexpr std::uint64_t kMostJudgedBytes = std::uint64_t{256} << 20;

/// A field of tagged bytes whose schema nobody knows.
struct GuessedField {
    RawField raw;
    std::uint32_t depth = 0; ///< 0: of the outermost message.
    bool opened = false; ///< The fields of its content follow, one deeper.
    Plausibilities plausible{};

    BitRange bits() const { return bitsOfBytes(raw.begin, raw.end - raw.begin); }
};

/// A buffer that was read without a schema.
struct UnknownBytes {
    std::shared_ptr<const Bytes> bytes; ///< Never null.
    const SchemalessDialect* dialect = nullptr; ///< Never null; not owned.
    std::vector<GuessedField> fields; ///< See readUnknown().
    std::vector<ByteView> table; ///< Its string table; points into `bytes`.
    int confidence = 0; ///< See confidence().
};

UnknownBytes readUnknown(std::shared_ptr<const Bytes> bytes, const SchemalessDialect& dialect);

/// Reads bytes as a tagged message without a schema: its fields in wire order, parents before the fields inside them.
/// Content is opened where a message is its most plausible reading. Every byte belongs to one tag and length or to one
/// content that is not opened, also of bytes that are something else: what cannot be read is a broken field up to the
/// end of its part. Time linear in the bytes for every level of depth, and bounded by kMostJudgedBytes.
std::vector<GuessedField> readUnknown(ByteView bytes, const SchemalessDialect& dialect);

/// The same of the content of one of these fields (its own depth `depth`), whatever its most plausible reading is.
std::vector<GuessedField> readUnknownContent(ByteView bytes, const RawField& field, std::uint32_t depth,
                                             const SchemalessDialect& dialect);

/// The parts of a list's content, or of a map's (`pairs`: keys and values by turns), as fields without a tag. As far as
/// they can be read.
std::vector<GuessedField> readUnknownItems(ByteView bytes, const GuessedField& list, bool pairs,
                                           const SchemalessDialect& dialect);

/// The texts of the string table that the bytes begin with; none without one.
std::vector<ByteView> stringTableOf(ByteView bytes, const SchemalessDialect& dialect);

/// How well all fields fit, by the bytes they cover: 0 (no field is whole) to 100. For choosing among dialects.
int confidence(ByteView bytes, const SchemalessDialect& dialect, const std::vector<GuessedField>& fields);

/// "3 VARINT", "string table"; of other than whole fields what is wrong with them.
std::string guessedTitle(const GuessedField& field, const SchemalessDialect& dialect);

} // namespace wirebench
