// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/encoder.h"
#include "core/wire/tagged_measure.h"

namespace wirebench {

/// Encodes messages of the tagged family out of one value.
class TaggedEncoder {
public:
    /// Problems go to `problems`. All arguments must outlive the object.
    TaggedEncoder(const Value& value, const Limits& limits, Diagnostics& problems)
        : m_value(value), m_measure(value, limits, problems)
    {
    }

    /// Appends the message at `index` of the value to `bytes`, behind its uvarint length when it is `delimited`.
    /// `here` is where it stands, for the paths of problems; nothing is appended when there is one.
    void append(std::uint32_t index, const Crumb& here, bool delimited, Bytes& bytes);

private:
    const Value& m_value;
    TaggedMeasure m_measure;
};

/// Encodes a value whose type is a Tagged message or a PresenceMap into `result`.
void encodeTagged(const Value& value, const Limits& limits, Encoded& result);

/// Encodes a buffer of messages of the tagged family, each behind its uvarint length.
void encodeDelimited(const Value& value, const Limits& limits, Encoded& result);

/// The bare form of a value of any node of the tagged family, as Slot::defaultBytes holds it. Empty when the value
/// cannot be written. No limits.
Bytes encodeBare(const Value& value);

} // namespace wirebench
