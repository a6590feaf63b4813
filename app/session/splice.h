// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation.h"
#include "core/wire/value.h"

#include <optional>

namespace wirebench {

/// Carries an edit of a value over to bytes that need not be canonical. `before` and `after` are the canonical
/// encodings of the value before and after the edit, `current` the bytes it was read from. What the value does not
/// express — trailing bytes, padding, unused slots — stays bit for bit:
/// - the same size before and after: only bits that differ between them change in `current`;
/// - `current` begins with `before`: that part is replaced;
/// - otherwise the result is `after`.
Bytes spliceBytes(ByteView current, ByteView before, ByteView after);

/// Carries an edit over to a message, or a buffer of messages behind their lengths, whose parts name themselves,
/// damaged ones included: only what the edit changed is written anew. `value` is the value after the edit, `after` its
/// canonical encoding. Nothing when `current` is no such message, or when the result would not mean `value`.
std::optional<Bytes> spliceMessage(const Decoded& current, const Value& value, ByteView after);

} // namespace wirebench
