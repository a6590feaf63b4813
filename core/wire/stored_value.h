// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

#include <cstdint>
#include <string_view>

namespace wirebench {

/// What stored bits of a leaf mean. `code` is a diagnostic code when they mean nothing in the schema, else empty.
struct StoredValue {
    ValueKind kind = ValueKind::Absent;
    std::uint64_t payload = 0; ///< As in ValueNode.
    std::string_view code;
};

/// Interprets the stored bits of a leaf node (Op::Bits or Op::Fixed) or the unsigned integer that a varint holds
/// (Op::Varint): "value-range" there when it is wider than the node's type.
StoredValue interpretStored(const Plan& plan, const Node& node, std::uint64_t stored);

/// Interprets the unsigned number of a varint (Op::Varint). Of numbers outside the node's range `code` is
/// `value-range`.
StoredValue interpretVarint(const Plan& plan, const Node& node, std::uint64_t number);

/// JSON text of a map's key: `"k"`, `5`; bytes in hex, `{"@bytes":"…"}` for text that is not UTF-8. Key bytes that
/// cannot be read give an empty text.
void appendKeyText(std::string& out, const Plan& plan, const Node& node, ByteView content);

/// JSON text of a scalar that interpretStored() or interpretVarint() gave.
void appendScalarJson(std::string& out, const Plan& plan, const Node& node, ValueKind kind, std::uint64_t payload);

/// A JSON string literal. Requires valid UTF-8.
void appendJsonString(std::string& out, std::string_view text);

/// The shortest JSON number that reads back to the same float of `bits` (32 or 64) bits, or `"NaN"`, `"Infinity"`,
/// `"-Infinity"`, `"NaN:0x…"`.
void appendFloatJson(std::string& out, std::uint64_t payload, unsigned bits);

/// The quiet NaN that is written as plain `"NaN"`.
std::uint64_t canonicalNan(unsigned bits);

} // namespace wirebench
