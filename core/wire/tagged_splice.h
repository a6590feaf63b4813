// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/value.h"

#include <optional>

namespace wirebench {

/// Carries an edit of a tagged message, or of a buffer of such messages behind their lengths, over to the bytes it was
/// read from: the fields, elements and entries that changed are encoded anew, the lengths and counts around them,
/// presence bits and the string table are mended, and everything else stays byte for byte: duplicates, unknown fields,
/// unusual forms and parts that cannot be read.
///
/// `before` is the value of `current`, `after` one that can be encoded, both of the same plan and type. Nothing when
/// the bytes do not allow it. The bytes may then mean something else than `after` only where `current` is read in a
/// way its fields do not show (a guessed text, a second string table): who calls decodes them and compares.
std::optional<Bytes> spliceTagged(ByteView current, const Value& before, const Value& after);

} // namespace wirebench
