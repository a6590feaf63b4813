// SPDX-License-Identifier: MIT
#include "core/wire/stored_value.h"

#include "core/base/calendar.h"
#include "core/base/text.h"
#include "core/wire/bits.h"
#include "core/wire/content_json.h"
#include "core/wire/varint.h"

#include <bit>
#include <charconv>
#include <cmath>

namespace wirebench {

namespace {

StoredValue varintInteger(const Node& node, std::uint64_t stored)
{
    const std::uint64_t number = node.coding == VarintCoding::ZigZag ? unZigZag(stored) : stored;
    const bool inside = node.isSigned ? static_cast<std::int64_t>(node.lowest) <= static_cast<std::int64_t>(number)
            && static_cast<std::int64_t>(number) <= static_cast<std::int64_t>(node.highest)
                                      : node.lowest <= number && number <= node.highest;
    return {node.isSigned ? ValueKind::Int : ValueKind::UInt, number,
            inside ? std::string_view() : std::string_view("value-range")};
}

StoredValue integer(const Node& node, std::uint64_t stored)
{
    if (node.op == Op::Varint)
        return varintInteger(node, stored);
    const ValueKind kind
        = node.meaning == Meaning::Int && (node.op == Op::Fixed || node.isSigned) ? ValueKind::Int : ValueKind::UInt;
    if (node.op == Op::Bits) {
        if (stored > node.highest - node.lowest)
            return {ValueKind::Raw, stored, "value-range"};
        return {kind, node.lowest + stored, {}};
    }
    const auto bits = static_cast<unsigned>(node.minBits);
    const bool negative = kind == ValueKind::Int && bits < 64 && ((stored >> (bits - 1)) & 1u) != 0;
    return {kind, negative ? stored | ~lowBits(bits) : stored, {}};
}

template <class T>
void appendNumber(std::string& out, T value)
{
    char buffer[32];
    const auto result = std::to_chars(std::begin(buffer), std::end(buffer), value);
    out.append(buffer, result.ptr);
}

template <class T>
void appendShortestFloat(std::string& out, T value)
{
    const std::size_t start = out.size();
    appendNumber(out, value);
    if (out.find_first_of(".e", start) == std::string::npos)
        out += ".0";
}

void appendFlags(std::string& out, const Plan& plan, const FlagTable& table, std::uint64_t mask)
{
    out += '{';
    for (const FlagTable::Flag& flag : table.flags) {
        if (out.back() != '{')
            out += ',';
        appendJsonString(out, plan.text(flag.name));
        out += ((mask >> flag.position) & 1u) != 0 ? ":true" : ":false";
    }
    out += '}';
}

} // namespace

StoredValue interpretStored(const Plan& plan, const Node& node, std::uint64_t stored)
{
    switch (node.meaning) {
    case Meaning::Bool:
        return {ValueKind::Bool, stored != 0 ? 1u : 0u, {}};
    case Meaning::UInt:
    case Meaning::Int:
        return integer(node, stored);
    case Meaning::Float:
        return {ValueKind::Float, stored, {}};
    case Meaning::Enum:
        if (node.op == Op::Varint && stored > kHighestEnumNumber)
            return {ValueKind::Raw, stored, "value-range"};
        if (!plan.enums[node.detail].labelOf(stored))
            return {ValueKind::Raw, stored, "unknown-enum-value"};
        return {ValueKind::Enum, stored, {}};
    case Meaning::Flags:
        if ((stored & ~plan.flags[node.detail].defined) != 0)
            return {ValueKind::Raw, stored, "undefined-flag"};
        return {ValueKind::Flags, stored, {}};
    case Meaning::Date:
        if (stored > plan.dates[node.detail].units)
            return {ValueKind::Raw, stored, "past-max-date"};
        return {ValueKind::Date, stored, {}};
    default:
        return {};
    }
}

StoredValue interpretVarint(const Plan& plan, const Node& node, std::uint64_t number)
{
    const std::uint64_t value = node.coding == VarintCoding::ZigZag ? unZigZag(number) : number;
    const auto inside = [&node](auto exact) {
        using Number = decltype(exact);
        return exact >= static_cast<Number>(node.lowest) && exact <= static_cast<Number>(node.highest);
    };
    switch (node.meaning) {
    case Meaning::Bool:
        return {ValueKind::Bool, value != 0 ? 1u : 0u, {}};
    case Meaning::Enum:
        if (node.highest != 0 && value > node.highest)
            return {ValueKind::Raw, value, "value-range"};
        return interpretStored(plan, node, value);
    default:
        if (node.isSigned ? !inside(static_cast<std::int64_t>(value)) : !inside(value))
            return {ValueKind::Raw, value, "value-range"};
        return {node.isSigned ? ValueKind::Int : ValueKind::UInt, value, {}};
    }
}

void appendKeyText(std::string& out, const Plan& plan, const Node& node, ByteView content)
{
    if (node.op == Op::Content) {
        appendContentJson(out, node, content);
        return;
    }
    StoredValue value;
    if (node.op == Op::Varint) {
        const ReadVarint varint = readVarint(content, 0, content.size());
        if (!varint.readable())
            return;
        value = interpretVarint(plan, node, varint.value);
    } else {
        if (content.size() * 8 < node.minBits)
            return;
        value = interpretStored(plan, node, readLittle(content.data(), static_cast<unsigned>(node.minBits / 8)));
    }
    appendScalarJson(out, plan, node, value.kind, value.payload);
}

std::uint64_t canonicalNan(unsigned bits)
{
    return bits == 32 ? 0x7FC00000u : 0x7FF8000000000000u;
}

void appendFloatJson(std::string& out, std::uint64_t payload, unsigned bits)
{
    const double value = bits == 32 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(payload)))
                                    : std::bit_cast<double>(payload);
    if (std::isnan(value)) {
        out += "\"NaN";
        if (payload != canonicalNan(bits)) {
            Bytes bigEndian;
            for (unsigned shift = bits; shift > 0; shift -= 8)
                bigEndian.push_back(static_cast<std::uint8_t>(payload >> (shift - 8)));
            out += ":0x" + toHex(bigEndian);
        }
        out += '"';
    } else if (std::isinf(value)) {
        out += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else if (bits == 32) {
        appendShortestFloat(out, std::bit_cast<float>(static_cast<std::uint32_t>(payload)));
    } else {
        appendShortestFloat(out, value);
    }
}

void appendJsonString(std::string& out, std::string_view text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
                out += "\\u00";
                out += digits[static_cast<unsigned char>(c) >> 4];
                out += digits[static_cast<unsigned char>(c) & 15u];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void appendScalarJson(std::string& out, const Plan& plan, const Node& node, ValueKind kind, std::uint64_t payload)
{
    switch (kind) {
    case ValueKind::Bool:
        out += payload != 0 ? "true" : "false";
        break;
    case ValueKind::Int:
        appendNumber(out, static_cast<std::int64_t>(payload));
        break;
    case ValueKind::UInt:
    case ValueKind::Raw:
        appendNumber(out, payload);
        break;
    case ValueKind::Float:
        appendFloatJson(out, payload, static_cast<unsigned>(node.minBits));
        break;
    case ValueKind::Enum:
        appendJsonString(out, plan.text(*plan.enums[node.detail].labelOf(payload)));
        break;
    case ValueKind::Flags:
        appendFlags(out, plan, plan.flags[node.detail], payload);
        break;
    case ValueKind::Date: {
        const DateTable& table = plan.dates[node.detail];
        out += '"';
        out += writeCivil(table.origin + static_cast<std::int64_t>(payload) * unitSeconds(table.unit),
                          table.unit != DateTable::Unit::Day);
        out += '"';
        break;
    }
    default:
        out += "null";
        break;
    }
}

} // namespace wirebench
