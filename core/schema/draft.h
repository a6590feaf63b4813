// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

// What bytes without a schema seem to be, ready to be spelled in a schema language.

namespace wirebench {

/// What a drafted field holds; of an array each of its elements, of a map each of its values.
enum class DraftKind : std::uint8_t {
    Unclear, ///< Its occurrences contradict each other, or fit nothing: to be left out of the schema.
    Unsigned,
    Signed, ///< Two's complement, extended to 64 bits.
    ZigZag,
    Bool,
    Fixed32, ///< An integer of 4 bytes.
    Fixed64,
    Float32,
    Float64,
    Text,
    Bytes,
    Message,
    Typed, ///< A value that says its own type, none of the built-in ones.
};

struct DraftField {
    std::uint32_t number = 0; ///< 1–536,870,911.
    std::uint8_t wireType = 0; ///< Of its first occurrence.
    DraftKind kind = DraftKind::Unclear;
    bool repeated = false; ///< More than once in one message.
    /// Arrays around it, each with all elements behind one length: a run of scalars, a counted list of anything else.
    std::uint8_t arrays = 0;
    bool map = false; ///< A map, in as many `arrays`.
    DraftKind key = DraftKind::Unclear; ///< Of a map: Unsigned, Text or Bytes.
    std::uint8_t valueArrays = 0; ///< Of a map: arrays around each value.
    bool bits = false; ///< A run of bits, eight a byte.
    bool interned = false; ///< Text that stands in the string table.
    bool optional = false; ///< Missing from some of the messages of its kind.
    bool zero = false; ///< Written although it is zero or empty.
    std::uint32_t message = 0; ///< Message: index in Draft::messages.
    std::string example; ///< The value of its first occurrence, in one line.
};

struct DraftMessage {
    std::string
        name; ///< An identifier of its own: "Message", "Message3", "Message3_1" by the field numbers that lead to it.
    std::vector<DraftField> fields; ///< In order of first occurrence; every number once.
};

/// A schema in the making. The first message is the outermost one; every other belongs to one field.
struct Draft {
    std::vector<DraftMessage> messages;
};

} // namespace wirebench
