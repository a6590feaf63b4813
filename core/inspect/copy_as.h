// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wirebench {

/// The texts in which bytes are copied (conventions: *Copy as*).
enum class CopyForm : std::uint8_t {
    SpacedHex, ///< `08 96 01`: what a plain copy gives.
    HexStream, ///< `089601`
    HexList, ///< `0x08, 0x96, 0x01`
    Bits, ///< `0b00001000 0b10010110`, most significant bit of each byte first
    Base64, ///< Standard alphabet, padded.
    Escaped, ///< `\x08\x96\x01`
    HexDump, ///< Offset, hex and text columns, as `hexdump -C` writes them.
    C,
    CppArray,
    Rust,
    Go,
    Python,
    Java,
    CSharp,
    JavaScript,
    TypeScript,
    Swift,
    Html, ///< The hex dump as a `<pre>` element.
    Markdown, ///< The hex dump as a fenced code block.
};

struct CopyOptions {
    std::uint64_t offset = 0; ///< Of the first byte, for forms that show offsets.
    bool upperCase = false; ///< Hex digits `A`–`F`.
    unsigned bytesPerLine = 16; ///< At least 1; for forms of several lines.
};

/// All forms in the order of menus.
std::span<const CopyForm> allCopyForms();
/// Stable id: "hex", "hex-stream", "hex-list", "bits", "base64", "escaped", "hexdump", "c", "cpp", "rust" …
std::string_view copyFormId(CopyForm form);
/// For people: "Hex dump with text".
std::string_view copyFormTitle(CopyForm form);
std::optional<CopyForm> findCopyForm(std::string_view id);

/// The text for `bytes`. Forms of several lines end with a line feed, those of one line do not. No bytes give an empty
/// text in one-line forms and an empty initialiser in the languages (which C refuses before C23).
std::string copyAs(ByteView bytes, CopyForm form, const CopyOptions& options = {});

} // namespace wirebench
