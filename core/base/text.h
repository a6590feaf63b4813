// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// 1-based line and column; the column counts code points.
struct TextPosition {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    constexpr bool operator==(const TextPosition&) const = default;
};

/// Finds lines and columns of UTF-8 byte offsets. Lines end with LF, CRLF or CR. The text must outlive the index.
class LineIndex {
public:
    explicit LineIndex(std::string_view text);

    TextPosition position(std::uint32_t offset) const;
    /// Length of `[begin, end)` in code points.
    std::uint32_t codePoints(std::uint32_t begin, std::uint32_t end) const;
    std::uint32_t lineCount() const { return static_cast<std::uint32_t>(m_starts.size()); }
    /// The line's text without its line end. `line` is 1-based.
    std::string_view line(std::uint32_t line) const;
    /// Byte offset of a 1-based line and column, clamped to the line.
    std::uint32_t offset(TextPosition position) const;

private:
    std::string_view m_text;
    std::vector<std::uint32_t> m_starts;
};

/// Length in bytes of the longest valid UTF-8 prefix of `bytes`; `bytes.size()` when all of it is valid. Overlong
/// forms, surrogates and values above U+10FFFF are invalid.
std::size_t validUtf8Prefix(ByteView bytes);
inline bool isValidUtf8(ByteView bytes)
{
    return validUtf8Prefix(bytes) == bytes.size();
}
void appendUtf8(std::string& out, char32_t codePoint);

/// Identifier of the schema languages: `[A-Za-z_][A-Za-z0-9_]*`.
bool isIdentifier(std::string_view text);
bool isIdentifierStart(char c);
bool isIdentifierPart(char c);
char asciiLower(char c);
std::string asciiLower(std::string_view text);

/// Lowercase hex of `bytes`, two digits a byte, with `separator` between bytes.
std::string toHex(ByteView bytes, std::string_view separator = {});

/// The candidate closest to `word` by edit distance (case-insensitive first), or empty when none is near enough to
/// be a likely typing mistake.
std::string_view nearestName(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace wirebench
