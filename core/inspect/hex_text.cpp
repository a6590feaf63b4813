// SPDX-License-Identifier: MIT
#include "core/inspect/hex_text.h"

#include "core/inspect/hex_reading.h"

#include <algorithm>
#include <array>

namespace wirebench {

namespace {

struct FormName {
    HexForm form;
    std::string_view id;
    std::string_view title;
};

constexpr std::array formNames{
    FormName{HexForm::Plain, "hex", "hex digits"},
    FormName{HexForm::Escaped, "escaped", "escaped bytes"},
    FormName{HexForm::ArrayLiteral, "array", "array literal"},
    FormName{HexForm::Binary, "binary", "binary digits"},
    FormName{HexForm::Base64, "base64", "Base64"},
    FormName{HexForm::Base64Url, "base64url", "URL-safe Base64"},
    FormName{HexForm::HexDump, "hexdump", "hex dump"},
    FormName{HexForm::IntelHex, "intel-hex", "Intel HEX"},
    FormName{HexForm::SRecord, "s-record", "Motorola S-records"},
};

constexpr std::array forms{HexForm::Plain,   HexForm::Escaped,  HexForm::ArrayLiteral,
                           HexForm::Binary,  HexForm::Base64,   HexForm::Base64Url,
                           HexForm::HexDump, HexForm::IntelHex, HexForm::SRecord};
static_assert(forms.size() == formNames.size());

} // namespace

std::string_view hexFormId(HexForm form)
{
    return formNames[static_cast<std::size_t>(form)].id;
}

std::string_view hexFormTitle(HexForm form)
{
    return formNames[static_cast<std::size_t>(form)].title;
}

std::span<const HexForm> allHexForms()
{
    return forms;
}

std::optional<HexForm> findHexForm(std::string_view id)
{
    const auto found
        = std::find_if(formNames.begin(), formNames.end(), [id](const FormName& name) { return name.id == id; });
    return found == formNames.end() ? std::nullopt : std::optional(found->form);
}

namespace {

void readAs(HexForm form, HexReading& reading)
{
    switch (form) {
    case HexForm::Plain:
        return readPlainHex(reading);
    case HexForm::Escaped:
        return readEscapedBytes(reading);
    case HexForm::ArrayLiteral:
        return readArrayLiteral(reading);
    case HexForm::Binary:
        return readBinaryDigits(reading);
    case HexForm::Base64:
        return readBase64(reading, false);
    case HexForm::Base64Url:
        return readBase64(reading, true);
    case HexForm::HexDump:
        return readHexDump(reading);
    case HexForm::IntelHex:
        return readIntelHex(reading);
    case HexForm::SRecord:
        return readSRecords(reading);
    }
}

} // namespace

HexText readHexText(std::string_view text, std::optional<HexForm> form)
{
    HexText result;
    HexReading reading(text);
    if (text.size() > 0xFFFFFFFFu) {
        reading.fail(0, 0, "The text is larger than 4 GiB; open the bytes as a file instead.");
    } else {
        result.form = form ? *form : recogniseHexForm(text);
        readAs(result.form, reading);
    }
    if (!reading.failed())
        result.bytes = std::move(reading.bytes());
    result.diagnostics = reading.takeDiagnostics();
    return result;
}

} // namespace wirebench
