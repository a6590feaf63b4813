// SPDX-License-Identifier: MIT
// Reading pasted bytes, in the recognised form and in every form by name: bytes or an error with its place, never
// neither.
#include "core/inspect/hex_text.h"
#include "tests/fuzz/properties.h"

#include <string>

using namespace wirebench;

namespace {

void checkHex(const HexText& read, std::string_view text)
{
    fuzz::require(!hasErrors(read.diagnostics) || read.bytes.empty(), "an error gives no bytes");
    for (const Diagnostic& problem : read.diagnostics)
        fuzz::require(problem.place.first + problem.place.count <= text.size(), "a problem lies inside the text");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const HexText recognised = readHexText(text);
    checkHex(recognised, text);
    for (const HexForm form : allHexForms()) {
        const HexText read = readHexText(text, form);
        checkHex(read, text);
        fuzz::require(form != recognised.form || read.bytes == recognised.bytes,
                      "a form gives the same bytes whether it was recognised or named");
    }
    const IntegerText integer = readIntegerText(text);
    fuzz::require(!integer.recognised || hasErrors(integer.diagnostics) || !integer.packed.empty(),
                  "an integer literal has at least one byte");
    return 0;
}
