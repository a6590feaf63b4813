// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/diagnostic.h"
#include "core/base/limits.h"
#include "core/schema/schema.h"
#include "core/wire/stream_plan.h"
#include "core/wire/tagged_plan.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wirebench {

using NodeIndex = std::uint32_t;
using SlotIndex = std::uint32_t;
inline constexpr std::uint64_t kUnbounded = std::numeric_limits<std::uint64_t>::max();

/// How a node lies on the wire.
enum class Op : std::uint8_t {
    Bits, ///< Node::minBits bits at an absolute bit offset of the enclosing Record.
    Fixed, ///< Node::minBits / 8 little-endian bytes.
    Text, ///< A little-endian length of Node::prefixBytes bytes, then that many bytes.
    Sequence, ///< Its slots one after another, nothing between.
    Message, ///< Header (u64 type id, u32 payload bytes), then its slots as in Sequence.
    List, ///< A little-endian count of Node::prefixBytes bytes, then that many elements (one slot).
    Optional, ///< One presence byte (0 or 1), then the value (one slot) when it is 1.
    Record, ///< Slots at absolute bit offsets, gaps between them; the whole may be byte-reversed.
    Slots, ///< Inside a Record: a count of Node::countBits bits (0 = always all), then Node::capacity slots of
           ///< one width (one slot describes them all).

    // The tagged family. Each has a *content*, whose end is known from outside, and a *bare form*: the content itself
    // where Node::selfDelimiting, else a uvarint length and the content. A field of a Tagged message is its tag and
    // one of the slot's accepted forms.
    Varint, ///< A base-128 varint, see Node::coding. Delimits itself.
    Content, ///< Bytes up to the end: text, bytes, time … Node::capacity bytes exactly where that is not 0; such a
             ///< node may delimit itself.
    Tagged, ///< Fields by number in any order; slots in declared order.
    PresenceMap, ///< uvarint n, n bytes of presence bits (ascending field numbers, least significant bit first), then
                 ///< the present slots bare in that order.
    Series, ///< Elements (one slot) as Plan::series[Node::detail] says.
    Map, ///< uvarint count, then per entry uvarint length, key, uvarint length, value; sorted by key bytes. Two slots.
    Reference, ///< A value whose type is named on the wire: Plan::references[Node::detail]. No slots of its own but
               ///< those of its ReferenceTypes.
};

/// What a leaf means: how stored bits become a value and back.
enum class Meaning : std::uint8_t {
    None, ///< Composite.
    Bool,
    UInt, ///< stored + bias, unsigned
    Int, ///< Fixed: two's complement. Bits: stored + bias.
    Float, ///< IEEE 754, 32 or 64 bits
    Text,
    Enum, ///< stored is an index into the labels of Plan::enums[Node::detail]
    Flags, ///< Plan::flags[Node::detail]
    Date, ///< Plan::dates[Node::detail]
    Padding,
    // Of Op::Content:
    Bytes,
    Complex, ///< Two floats of capacity / 2 bytes: real, imaginary.
    Time, ///< int64 seconds since 1970, int32 nanoseconds 0–999,999,999.
    Uuid, ///< 16 bytes, JSON as UUID text.
    Decimal, ///< 16 bytes, IEEE 754 decimal128 with binary significand.
    BigInt, ///< Sign byte 0 or 1, uvarint length, big-endian magnitude without leading zeros.
};

/// What a value that is left out of the input becomes on encoding.
enum class Missing : std::uint8_t { Error, Zero, Null };

struct Node {
    Op op = Op::Fixed;
    Meaning meaning = Meaning::None;
    std::uint8_t prefixBytes = 0; ///< Text, List: width of the length or count.
    std::uint8_t countBits = 0; ///< Slots: width of the stored count.
    bool byteReversed = false; ///< Record at the top: the packed integer lies most significant byte first.
    bool isSigned = false; ///< Bits or Varint with Meaning::Int: `lowest` and `highest` are int64.
    VarintCoding coding = VarintCoding::Plain; ///< Varint.
    std::uint8_t wireType = kNoWireType; ///< Tagged family: of a field whose value is in its bare form.
    bool selfDelimiting = false; ///< Tagged family: the bare form has no length before the content.
    bool canonicalFloat = false; ///< Meaning::Float or Complex: −0 is written as +0, every NaN as the quiet one.
    std::uint32_t detail = kNoIndex; ///< Side table entry, see Meaning; Message: Plan::messages.
    std::uint32_t name = 0; ///< Plan::strings: the type as shown to people.
    std::uint32_t decl = kNoIndex; ///< Schema declaration this node lowers, where it is one.
    SlotIndex firstSlot = kNoIndex; ///< Children in declared order; List, Optional and Slots have exactly one.
    std::uint32_t slotCount = 0;
    std::uint32_t firstStep = 0; ///< Sequence, Message: Plan::steps, made by finishPlan().
    std::uint32_t stepCount = 0;
    std::uint32_t firstOrdered = 0; ///< Record: Plan::wireOrder, one entry a slot or gap, by bit offset. Tagged,
                                    ///< PresenceMap: one entry a slot, in the order of writing.
    std::uint32_t orderedCount = 0;
    std::uint32_t firstNumber = 0; ///< Tagged, PresenceMap: Plan::numbers, slotCount entries by ascending number.
    std::uint16_t nesting = 0; ///< Fixed-size composites: levels of structs inside, this one included. Else 0.
    bool declaredOrder = false; ///< Tagged, PresenceMap: fields are written in declared order.
    bool hasOneof = false; ///< Tagged: some fields belong to a oneof group.
    bool hasBools = false; ///< Fixed-size values: a byte that must be 0 or 1 is inside.
    std::uint64_t minBits = 0; ///< Smallest size on the wire, prefixes included. Tagged family: of the content.
    std::uint64_t maxBits = 0; ///< Largest size; kUnbounded where only the limits bound it.
    std::uint64_t capacity = 0; ///< Slots: number of element slots. Series with a fixed count: that. Content: bytes.
    std::uint64_t lowest = 0; ///< Bits or Varint with Meaning::UInt or Int: smallest value (int64 bits when isSigned).
    std::uint64_t highest = 0; ///< The largest value, in the same form.

    bool fixedSize() const { return minBits == maxBits; }
};

/// A place where a value sits: a field of a struct, the element of a list, the payload of an optional, or the root.
struct Slot {
    NodeIndex node = kNoIndex;
    NodeIndex owner = kNoIndex; ///< The composite this slot belongs to; kNoIndex for a root.
    std::uint32_t name = 0; ///< Plan::strings; empty for elements, payloads and roots.
    std::uint32_t member = kNoIndex; ///< Index into the members of the owner's declaration.
    Missing missing = Missing::Error;
    bool presenceBit = false; ///< Record: one bit at `offset` tells whether there is a value; it follows.
    std::uint16_t colour = 0; ///< Ordinal among the leaves of the plan, for stable field colours.
    std::uint64_t offset = kUnbounded; ///< Bits from the start of the owner; kUnbounded behind a variable part.
    std::uint32_t rule = 0; ///< Plan::strings: id of the format's rule this place follows.

    // Fields of Tagged and PresenceMap:
    std::uint32_t number = 0; ///< 1–536,870,911
    Occurs occurs = Occurs::Optional;
    std::uint16_t oneof = 0; ///< Group within the owner of which at most one is set; 0: none.
    std::uint32_t firstForm = 0; ///< Plan::forms; none in a PresenceMap.
    std::uint32_t formCount = 0;
    std::uint32_t defaultBytes = kNoIndex; ///< Plan::defaults: the bare form of the declared default.
    std::uint32_t firstValidation = 0; ///< Plan::validations
    std::uint32_t validationCount = 0;
};

/// One stride of a Sequence, so that the decoder and generators handle runs of fixed-size slots as one block.
struct Step {
    enum class Kind : std::uint8_t { Block, Text, Composite };
    Kind kind = Kind::Block;
    bool hasBools = false; ///< Block: bytes that must be 0 or 1 are inside.
    std::uint8_t boolCount
        = 0; ///< Block: such bytes that are listed in Plan::boolBytes: all, or none (in structs, or many).
    std::uint16_t nesting = 0; ///< Block: levels of structs inside.
    std::uint32_t firstBool = 0; ///< Block: first of them.
    SlotIndex slot = 0; ///< First slot.
    std::uint32_t count = 1; ///< Block: number of slots.
    std::uint64_t bytes = 0; ///< Block: size.
};

/// An entry of a Record's wire order: a slot, or padding nobody named when `slot` is kNoIndex.
struct Ordered {
    std::uint64_t offset = 0; ///< Bits from the start of the record.
    std::uint64_t bits = 0; ///< With the presence bit, where there is one.
    SlotIndex slot = kNoIndex;
};

struct EnumTable {
    std::vector<std::uint32_t> labels; ///< Plan::strings, by stored index.
    /// The stored number of each label, ascending; empty where a label is stored as its index. With numbers, one
    /// that has no label is a value too, shown as the integer.
    std::vector<std::uint64_t> numbers;

    /// Plan::strings index of the label of a stored number; nothing when it has none.
    std::optional<std::uint32_t> labelOf(std::uint64_t stored) const;
};

struct FlagTable {
    struct Flag {
        std::uint32_t name = 0; ///< Plan::strings
        std::uint8_t position = 0;
    };
    std::vector<Flag> flags; ///< By position.
    std::uint64_t defined = 0; ///< Bits that have a name.
};

struct DateTable {
    enum class Unit : std::uint8_t { Day, Hour, Minute, Second };
    Unit unit = Unit::Day;
    std::int64_t origin = 0; ///< `min_date` in seconds since 1970-01-01T00:00:00.
    std::uint64_t units = 0; ///< Largest stored value.
};

/// Seconds of one unit.
std::int64_t unitSeconds(DateTable::Unit unit);

struct MessageInfo {
    NodeIndex node = kNoIndex;
    std::uint64_t typeId = 0;
};

/// A type one can decode, encode and lay out.
struct PlanType {
    std::string name;
    NodeIndex node = kNoIndex;
    SlotIndex root = kNoIndex; ///< Slot that stands for the whole value.
    std::uint32_t fullName = 0; ///< Plan::strings: the other spelling that is read, `package.Type`; may be empty.
};

/// How several messages follow one another in a buffer.
enum class Framing : std::uint8_t {
    None,
    SelfDescribing, ///< Messages with headers of type id and payload size (Op::Message).
    Delimited, ///< Each message behind a uvarint length; all of one type.
    Frames, ///< Stream frames, see FrameType; Plan::frame is the value of one.
    Concatenated, ///< One after another without anything between; all of one type that knows its own end.
};

/// How a buffer of several messages is cut, see framingsOf().
struct BufferForm {
    Framing framing = Framing::None;
    const PlanType* type = nullptr; ///< Delimited and Concatenated: what each message is. Else not used.
};

/// What goes on the wire: a table that a format's lowering writes and everything else only reads. Immutable once
/// finishPlan() has run. Recursive types are cycles of indices. Spec: architecture, *What the Plan must carry*.
struct Plan {
    std::vector<Node> nodes;
    std::vector<Slot> slots;
    std::vector<Step> steps;
    std::vector<std::uint32_t> boolBytes; ///< Offsets from the start of a block, see Step.
    std::vector<Ordered> wireOrder;
    std::vector<EnumTable> enums;
    std::vector<FlagTable> flags;
    std::vector<DateTable> dates;
    std::vector<MessageInfo> messages;
    std::vector<PlanType> types; ///< In declared order.
    std::vector<std::string> strings{std::string()};
    Limits limits; ///< The format's defaults.
    bool enumsByNumber = true; ///< JSON input may give an enum by its number.
    /// `null` for a field that is not optional means that it is left out; otherwise it is an error.
    bool nullIsAbsent = false;
    bool nullsShown = true; ///< An absent value is `null` in JSON output; otherwise it is left out.
    bool integerLiterals = false; ///< A buffer may be given as one integer literal (the packed value).
    Framing framing = Framing::None; ///< How the format itself puts several messages into a buffer, see framingsOf().
    SlotIndex frame = kNoIndex; ///< Framing::Frames: root slot of a frame as a value (a struct with one field present).
    FrameTypes frameTypes; ///< Framing::Frames, by number; made with addStreamFrames().

    TaggedDialect dialect; ///< Of the Tagged nodes.
    std::vector<SeriesInfo> series;
    std::vector<ReferenceInfo> references;
    std::vector<ReferenceType> referenceTypes;
    std::vector<KnownType> knownTypes; ///< By ascending id.
    std::vector<AcceptedForm> forms;
    std::vector<NumberedSlot> numbers; ///< Made by finishPlan().
    std::vector<Bytes> defaults;
    std::vector<Validation> validations;
    std::unordered_map<std::string, std::uint32_t> stringIndex{{std::string(), 0}};

    /// Index of `text` in `strings`, added when it is new.
    std::uint32_t intern(std::string_view text);
    std::string_view text(std::uint32_t string) const { return strings[string]; }
    const Node& nodeOf(SlotIndex slot) const { return nodes[slots[slot].node]; }
    /// Bits a slot of a Record takes, its presence bit included. Requires a fixed-size node.
    std::uint64_t slotBits(SlotIndex slot) const { return nodeOf(slot).minBits + (slots[slot].presenceBit ? 1 : 0); }
    /// The type with this name, or with this full name.
    const PlanType* findType(std::string_view name) const;
    /// The message with this type id; null when there is none.
    const MessageInfo* findMessage(std::uint64_t typeId) const;
};

/// Completes a plan whose nodes and slots are in place: minBits/maxBits of composites (leaves bring theirs), nesting,
/// slot offsets of sequences, steps, wire order of records with their gaps, field colours. Slots of a Record bring
/// their offsets. Requires that no type contains itself by value.
void finishPlan(Plan& plan);

} // namespace wirebench
