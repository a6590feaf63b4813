// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation.h"
#include "core/wire/encoder.h"

#include <memory>

namespace wirebench {

/// The bytes that an encoder gives for the value of `decoded`, a stream compressed as `stream` says. Null when they are
/// those of the buffer, when the buffer has errors (its value is not whole then) or cannot be encoded. Only looked at
/// where the format has one right form or the decoder warned; takes about as long as decoding.
std::shared_ptr<const Bytes> canonicalForm(const Decoded& decoded, const StreamOptions& stream);

} // namespace wirebench
