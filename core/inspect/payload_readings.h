// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/raw_field.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// What a payload can be taken for.
enum class Reading : std::uint8_t {
    Unsigned,
    Signed, ///< Two's complement in the payload's size; of a varint in 64 bits.
    ZigZag,
    Bool,
    Float,
    Message, ///< Whole fields up to the end.
    Text,
    Varints,
    ZigZags,
    Fixed32s,
    Fixed64s,
    List, ///< Texts, messages, bytes or lists, counted and each behind its length.
    Map, ///< Keys and values, counted and each behind its length, by ascending keys.
    Bits,
    TableIndex,
    StringTable,
    Bytes,
};

inline constexpr std::size_t kReadingCount = 17;
inline constexpr int kMostPlausible = 100;

/// How plausible each reading is, by Reading: 0 (impossible) to 100 (the wire type says so). Judged by rules of thumb:
/// numbers near zero, floats of everyday sizes, printable text, low field numbers.
using Plausibilities = std::array<std::uint8_t, kReadingCount>;

/// Judges the payload of a field. Other than whole fields have no readings. Linear in its bytes.
Plausibilities judgePayload(ByteView bytes, const RawField& field, const SchemalessDialect& dialect);

/// Judges as long as there is budget: contents are subtracted from it, and one that is larger is just bytes.
Plausibilities judgePayload(ByteView bytes, const RawField& field, const SchemalessDialect& dialect,
                            std::uint64_t& budgetBytes);

/// The possible readings, the most plausible first.
std::vector<Reading> rankedReadings(const Plausibilities& plausible);
/// The first of them; Bytes where there is none.
Reading bestReading(const Plausibilities& plausible);

/// "unsigned", "packed varints" …: for people and as a key in JSON.
std::string_view readingName(Reading reading);

/// The payload as this reading has it, as JSON in one line: a number, a string, a list. Of long payloads the beginning
/// and "…"; a message has no text of its own. Requires that the reading is possible. `table` are the strings of the
/// string table.
std::string readingText(ByteView bytes, const RawField& field, const SchemalessDialect& dialect, Reading reading,
                        const std::vector<ByteView>& table);

} // namespace wirebench
