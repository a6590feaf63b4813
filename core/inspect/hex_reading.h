// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/hex_text.h"

#include <cstddef>
#include <cstdint>

namespace wirebench {

/// Most bytes that a short text may stand for (repeated lines of a dump, gaps of a memory image).
inline constexpr std::uint64_t kMaxExpandedBytes = 64ull << 20;

/// Value of a hex digit; 16 and above for any other character.
unsigned hexDigit(char c);
inline bool isHexDigit(char c)
{
    return hexDigit(c) < 16;
}
inline bool isDecimalDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// A pasted text while it is read: the input, the bytes so far and the problems. Offsets are UTF-8 bytes of `text`.
/// Shared by the readers of all forms; not part of the public interface.
class HexReading {
public:
    explicit HexReading(std::string_view text) : m_text(text) { }

    std::string_view text() const { return m_text; }
    std::size_t size() const { return m_text.size(); }
    /// The character at `at`, or NUL behind the end.
    char at(std::size_t at) const { return at < m_text.size() ? m_text[at] : '\0'; }
    bool ended(std::size_t at) const { return at >= m_text.size(); }

    /// First offset from `at` on that is neither blank nor in a comment (`#`, `//`, `/* */`).
    std::size_t skipBlankAndComments(std::size_t at);
    /// First offset from `at` on that is not blank.
    std::size_t skipBlank(std::size_t at) const;
    /// Bytes of the blank character at `at` (also a byte order mark and a no-break space); 0 when it is none.
    std::size_t blankLength(std::size_t at) const;
    /// Bytes of the code point at `at`; at least 1 inside the text.
    std::size_t codePointLength(std::size_t at) const;
    /// The code point at `at` for a message: itself, or its number when it cannot be seen.
    std::string shown(std::size_t at) const;

    void put(unsigned byte) { m_bytes.push_back(static_cast<std::uint8_t>(byte)); }
    void put(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    Bytes& bytes() { return m_bytes; }

    /// Reports `bad-hex` for the text `[begin, end)`.
    void fail(std::size_t begin, std::size_t end, std::string_view pattern, std::vector<std::string> arguments = {});
    void warn(std::size_t begin, std::size_t end, std::string_view pattern, std::vector<std::string> arguments = {});
    /// Reports the code point at `at` as one that does not belong there.
    void failAt(std::size_t at, std::string_view pattern) { fail(at, at + codePointLength(at), pattern, {shown(at)}); }
    /// True when so many problems were found that reading on helps nobody.
    bool hopeless() const { return m_diagnostics.size() >= 20; }
    bool failed() const { return m_failed; }
    Diagnostics takeDiagnostics() { return std::move(m_diagnostics); }

private:
    void report(Severity severity, std::size_t begin, std::size_t end, std::string_view pattern,
                std::vector<std::string> arguments);

    std::string_view m_text;
    Bytes m_bytes;
    Diagnostics m_diagnostics;
    bool m_failed = false;
};

/// Which form `text` has, by its looks; HexForm::Plain when nothing else fits.
HexForm recogniseHexForm(std::string_view text);
/// Where the hex digits of a call such as `bytes.fromhex("0896")` or `hex!("0896")` begin: offset of their quote; npos
/// when the text is no such call.
std::size_t hexCallQuote(std::string_view text);
bool looksLikeHexDump(std::string_view text);
bool looksLikeBase64(std::string_view text, bool url);

/// Reads a string literal's bytes from behind its opening quote at `at - 1`; gives the offset behind the closing one.
std::size_t readQuoted(HexReading& reading, std::size_t at, char quote);

void readPlainHex(HexReading& reading);
void readEscapedBytes(HexReading& reading);
void readArrayLiteral(HexReading& reading);
void readBinaryDigits(HexReading& reading);
void readBase64(HexReading& reading, bool url);
void readHexDump(HexReading& reading);
void readIntelHex(HexReading& reading);
void readSRecords(HexReading& reading);

} // namespace wirebench
