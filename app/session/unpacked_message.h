// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/document.h"

#include <optional>

namespace wirebench {

/// A document like `document` whose buffer is the message that item `element` of the stream carries, put together and
/// decompressed. Nothing when that item is no such message.
std::optional<DocumentState> unpackedMessage(const Document& document, std::uint64_t element);

} // namespace wirebench
