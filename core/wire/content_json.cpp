// SPDX-License-Identifier: MIT
#include "core/wire/content_json.h"

#include "core/base/big_integer.h"
#include "core/base/calendar.h"
#include "core/base/text.h"
#include "core/wire/bits.h"
#include "core/wire/decimal128.h"
#include "core/wire/stored_value.h"
#include "core/wire/time_content.h"
#include "core/wire/varint.h"

#include <optional>

namespace wirebench {

namespace {

constexpr std::size_t uuidBytes = 16;

void appendQuoted(std::string& out, std::string_view text)
{
    out += '"';
    out += text;
    out += '"';
}

bool appendComplex(std::string& out, const Node& node, ByteView content)
{
    const auto bytes = static_cast<unsigned>(node.capacity / 2);
    if (content.size() != node.capacity || (bytes != 4 && bytes != 8))
        return false;
    out += '[';
    appendFloatJson(out, readLittle(content.data(), bytes), bytes * 8);
    out += ',';
    appendFloatJson(out, readLittle(content.data() + bytes, bytes), bytes * 8);
    out += ']';
    return true;
}

bool appendTime(std::string& out, ByteView content)
{
    constexpr std::uint64_t nanosPerSecond = 1'000'000'000;
    if (content.size() != kTimeBytes)
        return false;
    const Instant instant{static_cast<std::int64_t>(readLittle(content.data(), 8)),
                          static_cast<std::uint32_t>(readLittle(content.data() + 8, 4))};
    if (instant.nanos >= nanosPerSecond)
        return false;
    if (const std::optional<std::string> text = writeInstant(instant))
        appendQuoted(out, *text);
    else
        out += "{\"seconds\":" + std::to_string(instant.seconds) + ",\"nanos\":" + std::to_string(instant.nanos) + '}';
    return true;
}

bool appendUuid(std::string& out, ByteView content)
{
    if (content.size() != uuidBytes)
        return false;
    std::string text = toHex(content);
    for (const std::size_t at : {8u, 13u, 18u, 23u})
        text.insert(at, 1, '-');
    appendQuoted(out, text);
    return true;
}

/// The magnitude of big-integer content: what follows a sign of 0 or 1 and its length; nothing for any other content.
std::optional<ByteView> magnitudeOf(ByteView content)
{
    if (content.empty() || content[0] > 1)
        return std::nullopt;
    const ReadVarint length = readVarint(content, 1, content.size());
    if (!length.readable() || length.value != content.size() - 1 - length.bytes)
        return std::nullopt;
    return content.subspan(std::size_t{1} + length.bytes);
}

bool appendBigInt(std::string& out, ByteView content)
{
    const std::optional<ByteView> magnitude = magnitudeOf(content);
    if (!magnitude)
        return false;
    const std::string digits = naturalText(*magnitude);
    appendQuoted(out, (content[0] == 1 && digits != "0" ? "-" : "") + digits);
    return true;
}

bool appendMeaning(std::string& out, const Node& node, ByteView content)
{
    switch (node.meaning) {
    case Meaning::Bytes:
        appendQuoted(out, toHex(content));
        return true;
    case Meaning::Complex:
        return appendComplex(out, node, content);
    case Meaning::Time:
        return appendTime(out, content);
    case Meaning::Uuid:
        return appendUuid(out, content);
    case Meaning::Decimal:
        if (const std::optional<std::string> text = decimalText(content)) {
            appendQuoted(out, *text);
            return true;
        }
        return false;
    case Meaning::BigInt:
        return appendBigInt(out, content);
    default:
        return false;
    }
}

} // namespace

void appendContentJson(std::string& out, const Node& node, ByteView content)
{
    if (node.meaning == Meaning::Text)
        appendTextJson(out, content);
    else if (!appendMeaning(out, node, content))
        out += "{\"@bytes\":\"" + toHex(content) + "\"}";
}

void appendTextJson(std::string& out, ByteView text)
{
    if (isValidUtf8(text))
        appendJsonString(out, asText(text));
    else
        out += "{\"@bytes\":\"" + toHex(text) + "\"}";
}

Bytes bigIntContent(bool negative, ByteView magnitude)
{
    while (!magnitude.empty() && magnitude.front() == 0)
        magnitude = magnitude.subspan(1);
    Bytes content(1 + varintBytes(magnitude.size()));
    content[0] = negative && !magnitude.empty() ? 1 : 0;
    writeVarint(content.data() + 1, magnitude.size());
    content.insert(content.end(), magnitude.begin(), magnitude.end());
    return content;
}

Bytes canonicalBigInt(ByteView content)
{
    const std::optional<ByteView> magnitude = magnitudeOf(content);
    return magnitude ? bigIntContent(content[0] == 1, *magnitude) : Bytes(content.begin(), content.end());
}

} // namespace wirebench
