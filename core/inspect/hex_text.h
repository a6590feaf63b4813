// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/diagnostic.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wirebench {

/// The forms in which bytes are pasted (conventions: *Paste and import*).
enum class HexForm : std::uint8_t {
    Plain, ///< `08 96 01`, `089601`, `08:96`, `08-96`
    Escaped, ///< `\x08\x96`, `%08`
    ArrayLiteral, ///< `0x08, 0x96`, `[8, 150, 1]`, C, Rust, Python and Go array or bytes literals
    Binary, ///< `0b00001000 0b1001…`
    Base64,
    Base64Url,
    HexDump, ///< xxd, hexdump -C, od -Ax -tx1, Wireshark, WinDbg: offset and text columns stripped
    IntelHex,
    SRecord,
};

/// Stable id: "hex", "escaped", "array", "binary", "base64", "base64url", "hexdump", "intel-hex", "s-record".
std::string_view hexFormId(HexForm form);
/// For people: "hex dump".
std::string_view hexFormTitle(HexForm form);
std::span<const HexForm> allHexForms();
std::optional<HexForm> findHexForm(std::string_view id);

struct HexText {
    HexForm form = HexForm::Plain;
    Bytes bytes;
    Diagnostics diagnostics; ///< `bad-hex` with Place::Kind::HexText; with an error `bytes` is empty.
};

/// Reads pasted text. The form is recognised unless given. Comments (`//`, `#`, `/* */`) and line breaks are ignored
/// where the form allows them. An odd digit or a bad character is an error at its place: never an empty result, never
/// a silent switch to another form.
HexText readHexText(std::string_view text, std::optional<HexForm> form = std::nullopt);

struct IntegerText {
    bool recognised = false; ///< The text has the form of an integer literal.
    Bytes packed; ///< Least significant byte first, without leading zero bytes; at least one byte.
    Diagnostics diagnostics;
};

/// Reads one integer literal of any size: decimal, `0x`, `0b`, `_` between digits, no sign (spec of the bit format,
/// *Encoding and decoding*).
IntegerText readIntegerText(std::string_view text);

} // namespace wirebench
