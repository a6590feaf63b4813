// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <string>

namespace wirebench {

/// JSON of the content of a node of Op::Content or of the content of Op::Text (spec README, *Values as JSON*). Total:
/// text that is not UTF-8 and content that its meaning does not allow (another size, a time with 2·10⁹ nanoseconds, a
/// decimal of 35 digits) is given as `{"@bytes":"<hex>"}`.
void appendContentJson(std::string& out, const Node& node, ByteView content);

/// JSON of text: a string, or `{"@bytes":"<hex>"}` when it is not UTF-8.
void appendTextJson(std::string& out, ByteView text);

/// Content with Meaning::BigInt: sign byte, uvarint length, `magnitude` (big-endian) without its leading zeros. Zero
/// has no sign.
Bytes bigIntContent(bool negative, ByteView magnitude);

/// The canonical form of content with Meaning::BigInt, as bigIntContent() gives it; `content` itself when it is none.
Bytes canonicalBigInt(ByteView content);

} // namespace wirebench
