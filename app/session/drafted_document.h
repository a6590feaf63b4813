// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/document.h"
#include "app/session/schemaless.h"

namespace wirebench {

/// A new document without files of its own: the schema drafted from the buffer of `document`, with that buffer.
DocumentState draftedDocument(const Document& document, const DraftedSchema& draft, const Format& format);

} // namespace wirebench
