// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/format.h"
#include "core/inspect/unknown_bytes.h"

#include <memory>
#include <string>

namespace wirebench {

/// A buffer as a wire format's bytes without a schema. Immutable.
struct SchemalessReading {
    const Format* format = nullptr; ///< Never null.
    bool chosen = false; ///< The format was given; otherwise its reading fits best.
    UnknownBytes read;
};

/// Reads `bytes` as `format`, or as the wire format that fits them best when that is null. Null when bytes of the
/// format say nothing without a schema.
std::shared_ptr<const SchemalessReading> readWithoutSchema(const std::shared_ptr<const Bytes>& bytes,
                                                           const Format* format);

/// A schema made from a buffer alone.
struct DraftedSchema {
    std::string text;
    std::size_t messages = 0;
    std::size_t fields = 0;
    std::uint64_t readBytes = 0; ///< Bytes from the first one on that are whole fields.
};

/// Requires a format whose bytes can be read without a schema.
DraftedSchema draftSchema(const Bytes& bytes, const Format& format);

} // namespace wirebench
