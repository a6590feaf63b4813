// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/wire/annotation.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace wirebench {

enum class ValueKind : std::uint8_t {
    Absent, ///< Left out: not decoded, or not given.
    Null,
    Bool,
    UInt,
    Int, ///< payload is the two's complement of an int64.
    Float, ///< payload holds the 32 or 64 bits of the slot's width.
    Text, ///< UTF-8 in the heap.
    RawText, ///< Bytes that are not UTF-8, in the heap: JSON `{"@bytes": "…"}`.
    Enum, ///< payload is the stored index or number (EnumTable::numbers) and has a label.
    Flags, ///< payload is the stored mask.
    Date, ///< payload is the stored number of units.
    Raw, ///< payload is a stored integer that has no meaning in the schema; shown as the integer.
    Struct, ///< Children: one node per slot of the plan node, in declared order (padding slots are Absent), then what
            ///< a Tagged struct trails. A present optional is the Struct itself, bound to the optional's payload slot.
    List, ///< Children: the elements.
    Unknown, ///< Bytes of a message of unknown type, in the heap: JSON `{"@unknown": "…"}`. As a trailing child of a
             ///< Tagged struct (slot kNoIndex): its unknown fields, tags and payloads in wire order.
    Content, ///< Content of an Op::Content node other than text, in the heap; Node::meaning says what it is.
    Map, ///< Children: key, value, key, value …; payload: number of entries.
    Reference, ///< payload: index into Plan::referenceTypes; one child, bound to that type's slot. Nil is Null.
    ForeignType, ///< In place of a Reference: a type the schema does not have. Two children, slot kNoIndex: UInt (id or
                 ///< hash) or Text (name), then Content with its bytes.
    Strings, ///< Trailing child of the outermost Tagged struct (slot kNoIndex), behind Unknown: the string table that
             ///< came with unknown fields. Children: Text or RawText with slot kNoIndex; payload: their number.
};

/// One value, bound to a slot of a plan. Pre-order: children follow their parent.
struct ValueNode {
    SlotIndex slot = kNoIndex;
    ValueKind kind = ValueKind::Absent;
    std::uint32_t nodes = 1; ///< Size of the subtree in nodes, this one included.
    std::uint64_t payload = 0; ///< Scalar bits; List: number of elements; heap kinds: offset << 32 | length.
};

/// A value of a plan's type in plan order: what a decoder gives and an encoder takes. One flat array, so that
/// encoding needs no lookup and no allocation per field.
struct Value {
    std::shared_ptr<const Plan> plan;
    SlotIndex root = kNoIndex; ///< kNoIndex: a buffer of messages, nodes[0] is a List of Struct and Unknown.
    Framing framing = Framing::None; ///< Of a buffer of messages.
    std::vector<ValueNode> nodes;
    std::shared_ptr<const Bytes> heap;

    ByteView heapBytes(const ValueNode& node) const
    {
        return ByteView(*heap).subspan(node.payload >> 32, node.payload & 0xFFFFFFFFu);
    }
    std::string_view heapText(const ValueNode& node) const { return asText(heapBytes(node)); }
};

/// Reads the value out of a decoded buffer (spec README, *Decided details*, "After an error"): parts that failed are
/// left out, the rest is there.
Value readValue(const Decoded& decoded);

} // namespace wirebench
