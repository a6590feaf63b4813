// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/codegen/code_writer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Python text as the formatter black leaves it: lines of at most 88 columns.

namespace wirebench::python {

/// A logical line, broken at its last brackets (of a `def` the first ones) where it is too long.
void writeLine(CodeWriter& writer, std::string_view text);
/// Whether a text fits one line.
bool fitsLine(const CodeWriter& writer, std::string_view text);
/// `opening`, then each of `items` on a line of its own with a comma behind it, then `closing`.
void writeItems(CodeWriter& writer, std::string_view opening, const std::vector<std::string>& items,
                std::string_view closing);
/// A documentation string of this text, its lines wrapped. Nothing when there is no text.
void writeDoc(CodeWriter& writer, std::string_view text);
/// The text as comment lines, wrapped.
void writeComment(CodeWriter& writer, std::string_view text);

/// A literal of this text, in the quotes that need fewer escapes.
std::string textLiteral(std::string_view text);
std::string bytesLiteral(ByteView bytes);
/// `a`, `b` as `(a, b)`, one as `(a,)`.
std::string tupleOf(const std::vector<std::string>& items);
std::string joined(const std::vector<std::string>& items, std::string_view separator);
std::string signedText(std::uint64_t number);

} // namespace wirebench::python
