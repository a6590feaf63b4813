// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"

// TaggedDecoder: values whose type is named on the wire.

namespace wirebench {

/// Starts a reference. A `bounded` one fills its part; one by id that is not delimits itself.
template <class Sink>
void TaggedDecoder<Sink>::openReference(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent,
                                        bool bounded)
{
    const ReferenceInfo& info = this->plan().references[this->plan().nodes[nodeIndex].detail];
    push(Role::Reference, where, nodeIndex, lead, extent);
    bool named = false;
    switch (info.by) {
    case Discrimination::Id:
        named = referenceById(info, bounded);
        break;
    case Discrimination::Name:
        named = referenceByName(info);
        break;
    case Discrimination::Hash:
        named = referenceByHash(info);
        break;
    }
    if (named)
        return;
    // Without its length, the end of an unbounded reference is not known.
    m_stack.back().capped = extent.capped || !bounded;
    stop();
}

template <class Sink>
bool TaggedDecoder<Sink>::referenceById(const ReferenceInfo& info, bool bounded)
{
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> id = this->varintLeaf(Role::TypeId, {}, "type id");
    if (!id)
        return false;
    const BitRange idBits = this->bitsFrom(begin);
    const std::uint64_t lengthBegin = m_at;
    const std::optional<std::uint64_t> length = this->varintLeaf(Role::Length, {}, "length");
    if (!length)
        return false;
    const Extent value = claim({}, *length, this->bitsFrom(lengthBegin));
    Frame& frame = m_stack.back();
    frame.valueEnd = value.end;
    if (bounded) {
        frame.stopped = value.capped;
    } else {
        frame.capped = value.capped;
        m_end = frame.end = value.end;
    }
    if (*id == 0) {
        nil(this->bitsFrom(lengthBegin), *length != 0);
        return true;
    }
    const auto first = this->plan().referenceTypes.begin() + info.firstType;
    const auto last = first + info.typeCount;
    const auto found = std::lower_bound(
        first, last, *id, [](const ReferenceType& type, std::uint64_t wanted) { return type.id < wanted; });
    if (found != last && found->id == *id) {
        concrete(static_cast<std::uint32_t>(found - this->plan().referenceTypes.begin()));
        return true;
    }
    const auto& known = this->plan().knownTypes;
    const auto type = std::lower_bound(known.begin(), known.end(), *id,
                                       [](const KnownType& entry, std::uint64_t wanted) { return entry.id < wanted; });
    if (type != known.end() && type->id == *id)
        notAllowed(this->plan().text(type->name), idBits);
    else
        foreign(ValueKind::UInt, *id, {}, idBits);
    return true;
}

template <class Sink>
bool TaggedDecoder<Sink>::referenceByName(const ReferenceInfo& info)
{
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> length = this->varintLeaf(Role::Length, {}, "length of the type's name");
    if (!length)
        return false;
    const Extent extent = claim({}, *length, this->bitsFrom(begin));
    if (extent.capped)
        return false;
    Frame& frame = m_stack.back();
    frame.valueEnd = frame.end;
    const BitRange bits = bitsOfBytes(m_at, *length);
    const ByteView bytes = this->bytes().subspan(m_at, *length);
    m_at += *length;
    if (*length == 0) {
        nil(bitsOfBytes(m_at, this->left()), this->left() != 0);
        return true;
    }
    this->sink().leaf(Role::TypeId, bits, kNoIndex, 1, kUnbounded);
    const std::string_view name = asText(bytes);
    for (std::uint32_t type = info.firstType; type < info.firstType + info.typeCount; ++type) {
        if (this->plan().text(this->plan().referenceTypes[type].wireName) == name) {
            concrete(type);
            return true;
        }
    }
    const auto& known = this->plan().knownTypes;
    const bool isKnown = std::any_of(known.begin(), known.end(),
                                     [&](const KnownType& type) { return this->plan().text(type.name) == name; });
    if (isKnown) {
        notAllowed(name, bits);
        return true;
    }
    foreign(isValidUtf8(bytes) ? ValueKind::Text : ValueKind::RawText, 0, bytes, bits);
    return true;
}

template <class Sink>
bool TaggedDecoder<Sink>::referenceByHash(const ReferenceInfo& info)
{
    constexpr std::uint64_t hashBytes = 4;
    if (this->left() < hashBytes) {
        this->truncated({}, hashBytes);
        return false;
    }
    const auto hash = static_cast<std::uint32_t>(readLittle(this->data(), hashBytes));
    const BitRange bits = bitsOfBytes(m_at, hashBytes);
    this->sink().leaf(Role::TypeId, bits, kNoIndex, 1, kUnbounded);
    m_at += hashBytes;
    Frame& frame = m_stack.back();
    frame.valueEnd = frame.end;
    if (hash == 0) {
        nil(bitsOfBytes(m_at, this->left()), this->left() != 0);
        return true;
    }
    for (std::uint32_t type = info.firstType; type < info.firstType + info.typeCount; ++type) {
        if (this->plan().referenceTypes[type].hash == hash) {
            concrete(type);
            return true;
        }
    }
    foreign(ValueKind::UInt, hash, {}, bits);
    return true;
}

/// No value. `full` when bytes follow all the same.
template <class Sink>
void TaggedDecoder<Sink>::nil(BitRange bits, bool full)
{
    Frame& frame = m_stack.back();
    if (full) {
        this->problem(Severity::Error, "nil-length", bits, {}, [] {
            return Message{"This says that there is no value, so no bytes of one may follow; the field is left out.",
                           {}};
        });
        frame.refused = true;
        skipValue();
        return;
    }
    const bool isField = this->plan().slots[frame.slot].name != 0 && frame.element == kUnbounded;
    if (isField && this->plan().dialect.canonical)
        this->problem(Severity::Warning, "non-canonical-zero", this->bitsFrom(frame.begin), {}, [] {
            return Message{"A field without a value is written all the same; the encoder leaves it out.", {}};
        });
    this->sink().scalar(this->elementSlot({frame.slot, frame.element}), ValueKind::Null, 0);
}

/// Covers the value of the open reference with an Error leaf.
template <class Sink>
void TaggedDecoder<Sink>::skipValue()
{
    const std::uint64_t end = m_stack.back().valueEnd;
    if (end > m_at)
        this->sink().leaf(Role::Error, bitsOfBytes(m_at, end - m_at), kNoIndex, 1, kUnbounded);
    m_at = end;
}

template <class Sink>
void TaggedDecoder<Sink>::notAllowed(std::string_view name, BitRange bits)
{
    Frame& frame = m_stack.back();
    this->problem(Severity::Error, "type-not-allowed", bits, {}, [&] {
        return Message{"{0} may not stand here: {1} is expected. The field is left out.",
                       {std::string(name), std::string(this->plan().text(this->plan().nodes[frame.node].name))}};
    });
    frame.refused = true;
    skipValue();
}

/// A type that the schema does not have: its bytes are the value.
template <class Sink>
void TaggedDecoder<Sink>::foreign(ValueKind kind, std::uint64_t number, ByteView name, BitRange bits)
{
    Sink& sink = this->sink();
    const Frame& frame = m_stack.back();
    this->problem(Severity::Warning, "unknown-type-id", bits, {}, [&] {
        return Message{"The schema has no type {0}; its bytes are kept.",
                       {kind == ValueKind::UInt ? std::to_string(number)
                            : isValidUtf8(name) ? std::string(asText(name))
                                                : toHex(name)}};
    });
    const std::uint64_t end = frame.valueEnd;
    const std::uint32_t value = sink.openValue(this->elementSlot({frame.slot, frame.element}), ValueKind::ForeignType);
    if (kind == ValueKind::UInt)
        sink.scalar(kNoIndex, kind, number);
    else
        sink.content(kNoIndex, kind, name);
    sink.content(kNoIndex, ValueKind::Content, this->bytes().subspan(m_at, end - m_at));
    sink.closeValue(value);
    if (end > m_at)
        sink.leaf(Role::Unknown, bitsOfBytes(m_at, end - m_at), kNoIndex, 1, kUnbounded);
    m_at = end;
}

/// A value of a known type (an index into Plan::referenceTypes).
template <class Sink>
void TaggedDecoder<Sink>::concrete(std::uint32_t type)
{
    Frame& frame = m_stack.back();
    openValue(ValueKind::Reference, type);
    frame.opened = true;
    content({this->plan().referenceTypes[type].slot, kUnbounded}, {m_at, 0, 0},
            {frame.valueEnd, frame.capped || frame.stopped});
}

/// Goes on when the value has been read, or there is none.
template <class Sink>
void TaggedDecoder<Sink>::runReference()
{
    Frame& frame = m_stack.back();
    if (!frame.stopped && !frame.capped)
        this->trailing({});
    else
        this->spoil();
    if (frame.opened) {
        if constexpr (Sink::keepsValues)
            frame.refused = frame.refused || this->sink().mark() == frame.value + 1;
    }
    closeTop();
}

} // namespace wirebench
