// SPDX-License-Identifier: MIT
// Explanations of contents: text, bytes, and values that are made of several parts.
#include "core/base/big_integer.h"
#include "core/base/text.h"
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"
#include "core/wire/bits.h"
#include "core/wire/decimal128.h"
#include "core/wire/time_content.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

namespace wirebench {

namespace {

/// How the bytes of the first few characters beyond ASCII make their code points.
std::string codePoints(ByteView text)
{
    constexpr unsigned most = 4;
    std::string out;
    unsigned listed = 0;
    for (std::size_t at = 0; at < text.size() && listed < most;) {
        const std::uint8_t lead = text[at];
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (size == 1) {
            ++at;
            continue;
        }
        const unsigned leadBits = 7u - static_cast<unsigned>(size);
        std::uint32_t point = lead & ((1u << leadBits) - 1);
        std::string groups = bitsText(point, leadBits);
        for (std::size_t i = 1; i < size; ++i) {
            const unsigned group = text[at + i] & 0x3Fu;
            point = point << 6 | group;
            groups += ' ' + bitsText(group, 6);
        }
        out += fmt::format("\n{} = {} → U+{:04X} {}", hexBytes(text.subspan(at, size)), groups, point,
                           asText(text.subspan(at, size)));
        at += size;
        ++listed;
    }
    return out;
}

void explainText(LeafExplanation& leaf)
{
    const ByteView bytes = leaf.bytes();
    std::string text = fmt::format("{}: {}", leaf.byteCount(), hexBytes(bytes));
    if (!isValidUtf8(bytes)) {
        leaf.step("The text",
                  text + fmt::format("\nvalid UTF-8 up to its byte {}, not behind it", validUtf8Prefix(bytes)),
                  "Text is UTF-8; what is not is kept as bytes.");
        return;
    }
    const auto characters = static_cast<std::uint64_t>(
        std::count_if(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return (byte & 0xC0u) != 0x80u; }));
    text += fmt::format("\n{} character{}", characters, characters == 1 ? "" : "s");
    leaf.step("The text", text + codePoints(bytes),
              "Text is UTF-8: characters beyond ASCII take several bytes. Lengths count bytes, not characters.");
}

void explainTime(LeafExplanation& leaf)
{
    const ByteView bytes = leaf.bytes();
    leaf.step("The seconds", littleEndianSteps(bytes.first(8), readLittle(bytes.data(), 8), true),
              "The first 8 bytes are seconds since 1970-01-01T00:00:00Z, least significant byte first.");
    leaf.step("The nanoseconds", littleEndianSteps(bytes.subspan(8), readLittle(bytes.data() + 8, 4)),
              "The last 4 bytes are the nanoseconds from there on, 0 to 999,999,999.");
}

void explainComplex(LeafExplanation& leaf, unsigned bytes)
{
    for (const bool imaginary : {false, true}) {
        const ByteView part = leaf.bytes().subspan(imaginary ? bytes : 0, bytes);
        const std::uint64_t stored = readLittle(part.data(), bytes);
        leaf.step(imaginary ? "The imaginary part" : "The real part",
                  littleEndianSteps(part, stored) + '\n' + floatSteps(stored, bytes * 8),
                  imaginary ? floatRule() : "A complex number is two floats: the real part, then the imaginary one.");
    }
}

void explainUuid(LeafExplanation& leaf)
{
    const ByteView bytes = leaf.bytes();
    std::string text;
    std::size_t at = 0;
    for (const std::size_t size : {4u, 2u, 2u, 2u, 6u}) {
        text += (text.empty() ? "" : "\n") + hexBytes(bytes.subspan(at, size)) + "  →  "
            + toHex(bytes.subspan(at, size));
        at += size;
    }
    leaf.step("The groups", std::move(text),
              "A UUID is 16 bytes in the order in which they are read out, in groups of 4, 2, 2, 2 and 6.");
}

void explainDecimal(LeafExplanation& leaf)
{
    constexpr unsigned exponentBits = 14;
    constexpr int bias = 6176;
    const ByteView bytes = leaf.bytes();
    const std::uint64_t head = readLittle(bytes.data() + 8, 8);
    const bool negative = head >> 63 != 0;
    const auto exponent = static_cast<int>(head >> 49 & ((1u << exponentBits) - 1));
    Bytes number(bytes.rbegin(), bytes.rend());
    std::string text = fmt::format("read from the last byte to the first: 0x{}\n", hexBytes(number, ""));
    text += fmt::format("sign        {}   {}\n", negative ? 1 : 0, negative ? "negative" : "positive");
    text
        += fmt::format("exponent    {}   {}\n", bitsText(static_cast<std::uint64_t>(exponent), exponentBits), exponent);
    number[0] = 0;
    number[1] &= 1u;
    const std::string digits = naturalText(number);
    const bool isNumber = (head >> 61 & 3u) != 3;
    if (isNumber)
        text += fmt::format("coefficient the lowest 113 bits: {}\n{}{} × 10^({} − {}) = {}{} × 10^{}", digits,
                            negative ? "−" : "", digits, exponent, bias, negative ? "−" : "", digits, exponent - bias);
    else
        text += "the topmost two bits of the exponent are 11: infinity, not a number, or too many digits";
    leaf.step("Sign, exponent, coefficient", std::move(text),
              "IEEE 754 decimal128: one sign bit, 14 bits of exponent with 6176 added, 113 bits of coefficient; the "
              "number is coefficient × 10^exponent, so decimal fractions are exact.");
}

void explainBigInt(LeafExplanation& leaf)
{
    const ByteView bytes = leaf.bytes();
    const ReadVarint length = readVarint(bytes, 1, bytes.size());
    if (bytes[0] > 1 || !length.readable() || length.value != bytes.size() - 1 - length.bytes) {
        leaf.step("The content", fmt::format("{}: {}", leaf.byteCount(), hexBytes(bytes)),
                  "A big integer is a sign byte, 0 or 1, a length, and as many bytes.");
        return;
    }
    leaf.step("The sign", fmt::format("{:02X}: {}", bytes[0], bytes[0] == 1 ? "negative" : "zero or positive"),
              "The first byte is the sign, 0 or 1.");
    leaf.step("The length", varintSteps(bytes.subspan(1, length.bytes), length.value),
              "It says how many bytes the magnitude takes.");
    const ByteView magnitude = bytes.subspan(1 + std::size_t{length.bytes});
    if (magnitude.empty()) {
        leaf.step("The magnitude", "no bytes: 0", "Zero has no bytes.");
        return;
    }
    std::string sum;
    constexpr std::size_t mostTerms = 4;
    for (std::size_t i = 0; magnitude.size() <= mostTerms && i < magnitude.size(); ++i)
        sum += fmt::format("{}{} × 256^{}", i == 0 ? "\n" : " + ", magnitude[i], magnitude.size() - 1 - i);
    leaf.step("The magnitude",
              fmt::format("{} read from the first byte to the last: 0x{}{}\n= {}", hexBytes(magnitude),
                          hexBytes(magnitude, ""), sum, naturalText(magnitude)),
              "The magnitude stands most significant byte first, without leading zeros.");
}

} // namespace

void explainContent(LeafExplanation& leaf, const Node& node)
{
    const std::uint64_t bytes = leaf.item().bits.count / 8;
    if (node.meaning == Meaning::Text || node.op == Op::Text)
        explainText(leaf);
    else if (node.meaning == Meaning::Time && bytes == kTimeBytes)
        explainTime(leaf);
    else if (node.meaning == Meaning::Complex && (bytes == 8 || bytes == 16))
        explainComplex(leaf, static_cast<unsigned>(bytes / 2));
    else if (node.meaning == Meaning::Uuid && bytes == 16)
        explainUuid(leaf);
    else if (node.meaning == Meaning::Decimal && bytes == kDecimalBytes)
        explainDecimal(leaf);
    else if (node.meaning == Meaning::BigInt)
        explainBigInt(leaf);
    else
        leaf.step("The content", fmt::format("{}: {}", leaf.byteCount(), hexBytes(leaf.bytes())),
                  "Bytes stand as they are.");
}

void explainTableIndex(LeafExplanation& leaf, std::uint64_t index)
{
    leaf.step("The varint", varintSteps(leaf.bytes(), index), varintRule());
    const std::optional<ByteView> text = leaf.tree.tableText(leaf.item());
    if (!text)
        return;
    const auto first = static_cast<std::uint64_t>(text->data() - leaf.space().data());
    leaf.step("The text",
              text->empty() ? fmt::format("text {} of the string table, counted from 0, is empty", index)
                            : fmt::format("text {} of the string table, counted from 0\nbyte{} {}: {}\n{}", index,
                                          text->size() == 1 ? "" : "s",
                                          text->size() == 1 ? std::to_string(first)
                                                            : fmt::format("{}..{}", first, first + text->size() - 1),
                                          hexBytes(*text), leaf.tree.valueText(leaf.item())),
              "A text that may occur in several places stands once in the table before all fields; here is its index.");
}

} // namespace wirebench
