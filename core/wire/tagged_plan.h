// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/schema/schema.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

// The tables that the tagged family of ops (see Op) refers to. What one format does and another does not is data
// here; the engine asks the tables, never for a format.

namespace wirebench {

inline constexpr std::uint8_t kNoWireType = 0xFF;
inline constexpr std::uint64_t kHighestEnumNumber = 0x7FFFFFFF; ///< Of an enum that is a varint.

/// How a number becomes the unsigned integer of a varint.
enum class VarintCoding : std::uint8_t {
    Plain, ///< As it is; bool and enum too.
    SignExtended, ///< Two's complement, extended to 64 bits: a negative number takes 10 bytes.
    ZigZag, ///< (n << 1) ^ (n >> 63)
};

/// How the payload behind a tag is passed over without knowing its field.
enum class Skip : std::uint8_t {
    None, ///< There is no such wire type.
    Varint,
    Fixed32,
    Fixed64,
    Length, ///< A varint length, then that many bytes.
    Reference, ///< A varint type id, then as Length.
};

/// What holds for all tagged messages of a plan.
struct TaggedDialect {
    std::array<Skip, 8> skip{}; ///< By wire type.
    std::array<std::uint32_t, 8> wireTypeName{}; ///< Plan::strings: "VARINT" …
    /// Wire type of the string table's tag (field number 0) at the start of the outermost message, and of an index
    /// into it; kNoWireType where there is no table.
    std::uint8_t tableWireType = kNoWireType;
    /// Without a table, an index that equals the length of valid text that follows is read as that text.
    bool guessInlineText = false;
    bool ascending = false; ///< Fields are written by ascending number; otherwise in declared order.
    /// There is one right encoding of a value: everything the encoder would not have produced gets a warning of the
    /// non-canonical family, and unknown fields are merged back by number (otherwise they follow the known ones).
    bool canonical = false;
};

/// When a field of a tagged message or presence map is on the wire, and what a missing one means.
enum class Occurs : std::uint8_t {
    Always, ///< Always written. Missing in the input value: error. Missing on the wire: zero and a note.
    Optional, ///< Written when it is given; otherwise it is left out of the value.
    Default, ///< Written unless it equals its default (Slot::defaultBytes, else zero or empty). A missing struct is
             ///< left out of the value, any other missing field has its default.
    Required, ///< Always written. Missing in the input value or on the wire: error.
    Repeated, ///< As many fields as there are elements (or as its written form says); none when empty.
};

/// How the payload of one field of a tagged message stands for (a part of) the slot's value.
enum class FieldForm : std::uint8_t {
    Value, ///< The slot's value in its bare form.
    Element, ///< One element of the slot's Series, bare; it is appended.
    Run, ///< A varint length, then elements in their bare form; appended.
    BitRun, ///< A varint length, then bools as bits, least significant first, eight a byte; appended.
    TableIndex, ///< A varint index into the string table: the slot's text, or one more element of its Series.
};

/// A wire type under which a field is accepted. The first of a slot is the one that is written.
struct AcceptedForm {
    std::uint8_t wireType = 0;
    FieldForm form = FieldForm::Value;
    Severity severity = Severity::Warning; ///< Of `code`.
    // Diagnostics outlive plans, so both have static storage duration.
    std::string_view code = {}; ///< The diagnostic code for reading it; empty when it is the right form.
    std::string_view sentence = {}; ///< What the diagnostic says.
};

/// How the elements of a Series lie in its body.
enum class SeriesCoding : std::uint8_t {
    Packed, ///< Elements in their bare form up to the end of the body.
    Bits, ///< Bools, least significant bit first; their number is eight a byte, false fills the last byte.
    Counted, ///< uvarint count, then each element as a uvarint length and its content.
    Delta, ///< zigzag(first), then zigzag(difference, wrapping in 64 bits) each; times count as int64 nanoseconds.
    RunLength, ///< (uvarint run >= 1, element)*; runs are maximal.
    Dictionary, ///< uvarint n, n × (length, bytes) in order of first use, uvarint count, count × uvarint index.
    Sparse, ///< uvarint count, uvarint stored, stored × (uvarint zeros skipped, element); zeros are not stored.
    Prefix, ///< uvarint count, count × (uvarint bytes shared with the previous, uvarint length, rest).
    BitPacked, ///< uvarint count, then count × bitWidth bits, least significant first, spare bits zero.
};

struct SeriesInfo {
    SeriesCoding coding = SeriesCoding::Packed;
    std::uint8_t bitWidth = 0; ///< BitPacked: 1–64.
    bool fixedCount = false; ///< Exactly Node::capacity elements; all of them zero is the series' zero.
};

/// How the concrete type of a Reference is named on the wire.
enum class Discrimination : std::uint8_t {
    Id, ///< uvarint id, uvarint length, content. Id 0 with length 0 is nil. Delimits itself.
    Name, ///< uvarint length, name, then the content up to the end. The empty name is nil.
    Hash, ///< 4 bytes little-endian, then the content up to the end. 0 is nil.
};

/// A type that may stand in a Reference.
struct ReferenceType {
    std::uint64_t id = 0;
    std::uint32_t hash = 0;
    std::uint32_t wireName = 0; ///< Plan::strings: as Discrimination::Name writes it.
    std::uint32_t shortName = 0; ///< Plan::strings: `@type` in JSON, bare where that is unique.
    std::uint32_t fullName = 0; ///< Plan::strings: the other spelling of `@type` that is read.
    /// The content, owned by the Reference node. Named "value" when it is a scalar, text or bytes; unnamed when it
    /// is a struct, whose fields then stand beside `@type`.
    std::uint32_t slot = kNoIndex;
};

struct ReferenceInfo {
    Discrimination by = Discrimination::Id;
    std::uint32_t firstType = 0; ///< Plan::referenceTypes: the allowed ones, by ascending id.
    std::uint32_t typeCount = 0;
};

/// A type of the schema by its id and name, whether a Reference allows it or not.
struct KnownType {
    std::uint64_t id = 0;
    std::uint32_t name = 0; ///< Plan::strings: the full name, `package.Type`.
};

/// One comparison that a value must pass to be encoded; all of a slot must hold.
struct Validation {
    enum class Subject : std::uint8_t { Value, Length }; ///< Length: code points of text, else elements or bytes.
    enum class Relation : std::uint8_t { Less, LessEqual, Equal, NotEqual, GreaterEqual, Greater, Match };
    Subject subject = Subject::Value;
    Relation relation = Relation::Equal;
    Literal literal; ///< Match: the regular expression (RE2 syntax, searched).
    std::uint32_t text = 0; ///< Plan::strings: the comparison as written, for messages.
};

/// A field number and its slot.
struct NumberedSlot {
    std::uint32_t number = 0;
    std::uint32_t slot = kNoIndex;
};

} // namespace wirebench
