// SPDX-License-Identifier: MIT
#include "core/inspect/payload_readings.h"

#include "core/base/text.h"
#include "core/inspect/json_text.h"
#include "core/wire/bits.h"
#include "core/wire/stored_value.h"
#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::size_t kShownBytes = 64; ///< Of text and bytes.
constexpr std::size_t kShownElements = 16; ///< Of a list.
constexpr std::string_view kMore = "\xE2\x80\xA6";

void appendSigned(std::string& out, std::uint64_t number)
{
    const bool negative = number >> 63 != 0;
    if (negative)
        out.push_back('-');
    appendNumber(out, negative ? std::uint64_t{0} - number : number);
}

std::uint64_t signExtended(std::uint64_t value, unsigned bits)
{
    const std::uint64_t sign = std::uint64_t{1} << (bits - 1);
    return (value ^ sign) - sign;
}

std::string textOf(ByteView content)
{
    std::size_t shown = content.size();
    if (shown > kShownBytes)
        shown = validUtf8Prefix(content.first(kShownBytes));
    std::string text(asText(content.first(shown)));
    if (shown < content.size())
        text += kMore;
    std::string out;
    appendJsonText(out, text);
    return out;
}

std::string bytesOf(ByteView content)
{
    std::string out = "\"" + toHex(content.first(std::min(content.size(), kShownBytes)));
    if (content.size() > kShownBytes)
        out += kMore;
    return out + '"';
}

bool isPrintable(ByteView content)
{
    return isValidUtf8(content)
        && std::none_of(content.begin(), content.end(), [](std::uint8_t byte) { return byte < 0x20 || byte == 0x7F; });
}

/// A list of what `next` appends, until it says that there is no more.
template <class Next>
std::string listOf(Next next)
{
    std::string out = "[";
    std::string element;
    for (std::size_t i = 0; next(element); ++i) {
        if (i > 0)
            out += ", ";
        if (i == kShownElements) {
            out += '"';
            out += kMore;
            out += '"';
            break;
        }
        out += element;
        element.clear();
    }
    return out + ']';
}

std::string varintsOf(ByteView content, bool zigZag)
{
    std::uint64_t at = 0;
    return listOf([&](std::string& out) {
        const ReadVarint read = readVarint(content, at, content.size());
        if (read.readable() && zigZag)
            appendSigned(out, unZigZag(read.value));
        else if (read.readable())
            appendNumber(out, read.value);
        at += read.bytes;
        return read.readable();
    });
}

std::string floatsOf(ByteView content, unsigned bytes)
{
    std::uint64_t at = 0;
    return listOf([&](std::string& out) {
        if (content.size() - at < bytes)
            return false;
        appendFloatJson(out, readLittle(content.data() + at, bytes), bytes * 8);
        at += bytes;
        return true;
    });
}

std::string bitsOf(ByteView content)
{
    std::uint64_t at = 0;
    return listOf([&](std::string& out) {
        if (at == content.size() * 8)
            return false;
        out += readBits(content, at, 1) != 0 ? "true" : "false";
        ++at;
        return true;
    });
}

std::string partsOf(const std::vector<ByteView>& parts)
{
    const bool texts = std::all_of(parts.begin(), parts.end(), isPrintable);
    std::size_t at = 0;
    return listOf([&](std::string& out) {
        if (at == parts.size())
            return false;
        out += texts ? textOf(parts[at]) : bytesOf(parts[at]);
        ++at;
        return true;
    });
}

/// A value that nothing is known of but where it ends.
std::string bareText(ByteView value)
{
    if (!value.empty() && isPrintable(value))
        return textOf(value);
    const ReadVarint number = readVarint(value, 0, value.size());
    if (!number.readable() || number.bytes != value.size())
        return bytesOf(value);
    std::string out;
    appendNumber(out, number.value);
    return out;
}

std::string entriesOf(const std::vector<ByteView>& parts)
{
    bool texts = true;
    for (std::size_t i = 0; i < parts.size(); i += 2)
        texts = texts && isPrintable(parts[i]);
    std::string out = "{";
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
        out += i > 0 ? ", " : "";
        if (i / 2 == kShownElements) {
            out.append("\"").append(kMore).append("\": null");
            break;
        }
        out += (texts ? textOf(parts[i]) : bytesOf(parts[i])) + ": " + bareText(parts[i + 1]);
    }
    return out + '}';
}

std::string indexText(std::uint64_t index, const std::vector<ByteView>& table)
{
    if (index < table.size())
        return textOf(table[index]);
    std::string out;
    appendNumber(out, index);
    return out;
}

std::string numberText(const RawField& field, Reading reading, unsigned bits)
{
    std::string out;
    switch (reading) {
    case Reading::Signed:
        appendSigned(out, signExtended(field.value, bits));
        break;
    case Reading::ZigZag:
        appendSigned(out, unZigZag(field.value));
        break;
    case Reading::Bool:
        out = field.value != 0 ? "true" : "false";
        break;
    case Reading::Float:
        appendFloatJson(out, field.value, bits);
        break;
    default:
        appendNumber(out, field.value);
        break;
    }
    return out;
}

} // namespace

std::string_view readingName(Reading reading)
{
    constexpr std::array<std::string_view, kReadingCount> names{
        "unsigned", "signed",         "zigzag",        "bool",           "float",          "message",
        "text",     "packed varints", "packed zigzag", "packed fixed32", "packed fixed64", "list",
        "map",      "bits",           "table index",   "string table",   "bytes"};
    return names.at(static_cast<std::size_t>(reading));
}

std::string readingText(ByteView bytes, const RawField& field, const SchemalessDialect& dialect, Reading reading,
                        const std::vector<ByteView>& table)
{
    const ByteView content = bytes.subspan(field.content, field.contentBytes());
    switch (reading) {
    case Reading::Message:
        return {};
    case Reading::Text:
        return textOf(content);
    case Reading::Varints:
    case Reading::ZigZags:
        return varintsOf(content, reading == Reading::ZigZags);
    case Reading::Fixed32s:
        return floatsOf(content, 4);
    case Reading::Fixed64s:
        return floatsOf(content, 8);
    case Reading::Bits:
        return bitsOf(content);
    case Reading::TableIndex:
        return indexText(field.value, table);
    case Reading::List:
    case Reading::StringTable:
        return partsOf(readCountedParts(content).parts);
    case Reading::Map:
        return entriesOf(readCountedParts(content, 2).parts);
    case Reading::Bytes:
        return bytesOf(content);
    default:
        return numberText(field, reading, dialect.rules.skip.at(field.wireType) == Skip::Fixed32 ? 32 : 64);
    }
}

} // namespace wirebench
