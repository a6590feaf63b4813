// SPDX-License-Identifier: MIT
#include "core/value/content_input.h"

#include "core/base/big_integer.h"
#include "core/base/calendar.h"
#include "core/value/scalar_input.h"
#include "core/wire/content_json.h"
#include "core/wire/decimal128.h"
#include "core/wire/time_content.h"

#include <algorithm>
#include <array>
#include <limits>

namespace wirebench {

namespace {

constexpr std::size_t uuidBytes = 16;

void appendLittle(Bytes& out, std::uint64_t value, unsigned bytes)
{
    for (unsigned shift = 0; shift < bytes * 8; shift += 8)
        out.push_back(static_cast<std::uint8_t>(value >> shift));
}

class ContentReader {
public:
    ContentReader(const Plan& plan, const Node& node, const JsonDocument& document)
        : m_plan(plan), m_node(node), m_document(document)
    {
    }

    ContentInput read(const JsonNode& json)
    {
        switch (m_node.meaning) {
        case Meaning::Complex:
            readComplex(json);
            break;
        case Meaning::Time:
            readTime(json);
            break;
        case Meaning::Uuid:
            readUuid(json);
            break;
        case Meaning::Decimal:
            readDecimalNumber(json);
            break;
        case Meaning::BigInt:
            readBigInt(json);
            break;
        default:
            readBytes(json);
            break;
        }
        return std::move(m_result);
    }

private:
    void refuse(LeafProblem problem) { m_result.problems.push_back(std::move(problem)); }

    void refuse(std::string_view code, const JsonNode& where, Message message)
    {
        refuse({code, &where, std::move(message)});
    }

    void wrongType(const JsonNode& json, std::string_view expected, std::string_view part = {})
    {
        LeafProblem problem = wrongTypeProblem(m_document, json, expected);
        problem.part = part;
        refuse(std::move(problem));
    }

    void readBytes(const JsonNode& json)
    {
        if (json.kind != JsonKind::String)
            return wrongType(json, "bytes as a text of hex digits");
        std::optional<Bytes> bytes = readBytesText(json.text);
        if (!bytes)
            return refuse("invalid-bytes", json,
                          {"{0} are no bytes; write two hex digits a byte, or Base64 behind \"base64:\".",
                           {sourceText(m_document, json)}});
        if (m_node.capacity != 0 && bytes->size() != m_node.capacity)
            return refuse("array-count", json,
                          {"{0} holds exactly {1} bytes, but {2} are given.",
                           {std::string(m_plan.text(m_node.name)), std::to_string(m_node.capacity),
                            std::to_string(bytes->size())}});
        m_result.content = std::move(*bytes);
    }

    void readComplex(const JsonNode& json)
    {
        static constexpr std::array<std::string_view, 2> parts{"[0]", "[1]"};
        if (json.kind != JsonKind::Array || json.childCount != parts.size())
            return wrongType(json, "an array of two numbers, the real and the imaginary part");
        const auto bytes = static_cast<unsigned>(m_node.capacity / 2);
        const JsonNode* child = m_document.firstChild(json);
        for (const std::string_view part : parts) {
            const ScalarInput number = readFloat(*child, bytes * 8);
            if (child->kind == JsonKind::Null)
                refuse({"missing-value", child, {"null stands for nothing, but both parts need a value.", {}}, part});
            else if (number.code == "wrong-type")
                wrongType(*child, "a number, \"NaN\", \"Infinity\", \"-Infinity\" or \"NaN:0x…\"", part);
            else if (!number.code.empty())
                refuse({number.code,
                        child,
                        {"{0} is no value of a float of {1} bits.",
                         {sourceText(m_document, *child), std::to_string(bytes * 8)}},
                        part});
            appendLittle(m_result.content, number.payload, bytes);
            child = m_document.next(*child);
        }
    }

    void readTime(const JsonNode& json)
    {
        if (json.kind == JsonKind::Object)
            return readTimeParts(json);
        if (json.kind != JsonKind::String)
            return wrongType(json, "a time as text, or an object of \"seconds\" and \"nanos\"");
        const std::optional<Instant> instant = readInstant(json.text);
        if (!instant)
            return refuse(
                "bad-date", json,
                {"{0} is not a time of the form 2026-01-21T00:00:00.000000001Z.", {sourceText(m_document, json)}});
        setTime(*instant);
    }

    void setTime(Instant instant)
    {
        appendLittle(m_result.content, static_cast<std::uint64_t>(instant.seconds), 8);
        appendLittle(m_result.content, instant.nanos, kTimeBytes - 8);
    }

    void readTimeParts(const JsonNode& json)
    {
        constexpr std::uint64_t mostNanos = 999'999'999;
        constexpr auto first = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::min());
        constexpr auto last = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        bool hasSeconds = false;
        Instant instant;
        for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
            if (child->key == "seconds") {
                hasSeconds = true;
                instant.seconds = static_cast<std::int64_t>(readPart(*child, ".seconds", true, first, last));
            } else if (child->key == "nanos") {
                instant.nanos = static_cast<std::uint32_t>(readPart(*child, ".nanos", false, 0, mostNanos));
            } else {
                refuse({"unknown-key",
                        child,
                        {"A time has \"seconds\" and \"nanos\", but no {0}.", {std::string(child->key)}},
                        {},
                        true});
            }
        }
        if (!hasSeconds)
            refuse({"missing-value", &json, {"The time's seconds since 1970 are missing.", {}}, ".seconds"});
        setTime(instant);
    }

    std::uint64_t readPart(const JsonNode& json, std::string_view part, bool isSigned, std::uint64_t lowest,
                           std::uint64_t highest)
    {
        const ScalarInput number = readBoundedInteger(json, isSigned, lowest, highest);
        if (json.kind == JsonKind::Null)
            refuse({"missing-value", &json, {"null stands for nothing, but a time's part needs a value.", {}}, part});
        else if (number.code == "wrong-type")
            wrongType(json, "an integer", part);
        else if (!number.code.empty())
            refuse({number.code,
                    &json,
                    {isSigned ? "{0} does not fit 64 bits." : "{0} is not within 0 to 999999999.",
                     {sourceText(m_document, json)}},
                    part});
        return number.payload;
    }

    void readUuid(const JsonNode& json)
    {
        constexpr std::size_t textLength = 36;
        if (json.kind != JsonKind::String)
            return wrongType(json, "a UUID as text");
        std::string digits;
        bool hasForm = json.text.size() == textLength;
        for (std::size_t i = 0; i < json.text.size() && hasForm; ++i) {
            const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
            hasForm = isDash == (json.text[i] == '-') && json.text[i] != ' ';
            if (!isDash)
                digits += json.text[i];
        }
        std::optional<Bytes> bytes = hasForm ? readBytesText(digits) : std::nullopt;
        if (!bytes || bytes->size() != uuidBytes)
            return refuse(
                "invalid-bytes", json,
                {"{0} is no UUID of the form 123e4567-e89b-12d3-a456-426614174000.", {sourceText(m_document, json)}});
        m_result.content = std::move(*bytes);
    }

    void readDecimalNumber(const JsonNode& json)
    {
        if (const JsonNode* raw = m_document.find(json, "@bytes"); raw != nullptr && json.childCount == 1)
            return readRawDecimal(*raw);
        if (json.kind != JsonKind::String)
            return wrongType(json, "a decimal number as text, such as \"1.50\"");
        DecimalInput number = readDecimal(json.text);
        switch (number.fault) {
        case DecimalFault::None:
            m_result.content = std::move(number.content);
            break;
        case DecimalFault::Form:
            wrongType(json, "a decimal number as text, such as \"1.50\"");
            break;
        case DecimalFault::Digits:
            refuse("value-range", json,
                   {"{0} has too many digits; a decimal128 holds 34.", {sourceText(m_document, json)}});
            break;
        case DecimalFault::Exponent:
            refuse(
                "value-range", json,
                {"The exponent of the last digit of {0} is not within -6176 to 6111.", {sourceText(m_document, json)}});
            break;
        }
    }

    /// Patterns that are no number come as bytes from the decoder.
    void readRawDecimal(const JsonNode& raw)
    {
        std::optional<Bytes> bytes = raw.kind == JsonKind::String ? readBytesText(raw.text) : std::nullopt;
        if (!bytes || bytes->size() != kDecimalBytes)
            return refuse("invalid-bytes", raw, {"\"@bytes\" holds the 16 bytes of the number as hex.", {}});
        m_result.content = std::move(*bytes);
    }

    void readBigInt(const JsonNode& json)
    {
        std::string_view digits = json.text;
        const bool isText = json.kind == JsonKind::String;
        const bool negative = digits.starts_with('-');
        if (negative)
            digits.remove_prefix(1);
        const std::optional<Bytes> magnitude
            = isText || json.kind == JsonKind::Number ? readNatural(digits) : std::nullopt;
        if (magnitude)
            m_result.content = bigIntContent(negative, *magnitude);
        else if (isTooLongDecimal(digits))
            refuse("value-range", json,
                   {"Integers of more than {0} bytes are given in hex, \"0x…\".", {std::to_string(kMostDecimalBytes)}});
        else
            wrongType(json, "an integer, as a number or as text");
    }

    const Plan& m_plan;
    const Node& m_node;
    const JsonDocument& m_document;
    ContentInput m_result;
};

} // namespace

ContentInput readContent(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json)
{
    return ContentReader(plan, node, document).read(json);
}

} // namespace wirebench
