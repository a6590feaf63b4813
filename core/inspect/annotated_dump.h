// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation_tree.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace wirebench {

/// Takes the next piece of a long text; the view is valid during the call only.
using TextSink = std::function<void(std::string_view)>;

/// How many colours the reader of a text can show.
enum class TextColours : std::uint8_t { None, Palette256, TrueColour };

struct DumpStyle {
    TextColours colours = TextColours::None;
    unsigned bytesPerLine = 8; ///< At least 1; longer values go on below.
    std::size_t longestValue = 60; ///< Columns; longer values are cut with an ellipsis.
};

/// A hex dump with one line for each leaf of the tree: offset, bytes, bits where they are no whole bytes, path, type,
/// value, meaning. Bits are written inclusive, highest first (`11..4`), counted from the start of the buffer; of a
/// byte-reversed record they are those of the packed integer, while offset and bytes are the file's.
void writeAnnotatedDump(const AnnotationTree& tree, const DumpStyle& style, const TextSink& sink);

/// The values as an indented tree, one line each: name, type, value, place. Lengths, counts and presence are left out.
void writeTreeText(const AnnotationTree& tree, TextColours colours, const TextSink& sink);

/// A JSON array in wire order, parents before children, each `{bits: [first, count], role, path, type, depth, value?}`
/// (spec README, *Decided details*). `lines` puts each on a line of its own.
void writeAnnotationsJson(const AnnotationTree& tree, bool lines, const TextSink& sink);

} // namespace wirebench
