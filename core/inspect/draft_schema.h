// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/schema/draft.h"
#include "core/wire/schemaless_dialect.h"

namespace wirebench {

/// Drafts the schema of one tagged message from its bytes. Fields with one number in messages of one kind are one
/// field; its kind fits all of them, and is the most plausible one that does. What contradicts itself is marked as
/// unclear. Bounded like readUnknown(); bytes behind a broken field are not looked at. Always at least one message.
Draft draftFrom(ByteView bytes, const SchemalessDialect& dialect);

} // namespace wirebench
