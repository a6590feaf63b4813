// SPDX-License-Identifier: MIT
#include "core/base/calendar.h"
#include "core/base/text.h"
#include "core/formats/bitschema/field_reader.h"
#include "core/formats/bitschema/type_text.h"

#include <array>
#include <limits>
#include <unordered_map>

namespace wirebench::bitschema {

namespace {

constexpr std::uint64_t lowMask(std::uint64_t bits)
{
    return bits >= 64 ? std::numeric_limits<std::uint64_t>::max() : (std::uint64_t{1} << bits) - 1;
}

/// An end of an integer range: 65 bits, so that it holds all of int64 and uint64.
struct End {
    bool negative = false;
    std::uint64_t bits = 0; ///< Two's complement when negative.

    bool operator<(const End& other) const { return negative != other.negative ? negative : bits < other.bits; }
    bool operator==(const End&) const = default;
    std::string text() const
    {
        return negative ? std::to_string(static_cast<std::int64_t>(bits)) : std::to_string(bits);
    }
};

std::optional<End> endOf(const JsonInteger& integer)
{
    if (const auto number = integer.asUnsigned())
        return End{false, *number};
    if (const auto number = integer.asSigned())
        return End{*number < 0, static_cast<std::uint64_t>(*number)};
    return std::nullopt;
}

std::string bitsText(std::uint64_t bits)
{
    return std::to_string(bits) + (bits == 1 ? " bit" : " bits");
}

} // namespace

std::optional<std::uint64_t> FieldReader::readBits(Field& field, const JsonNode& node, std::uint64_t least,
                                                   std::uint64_t most)
{
    const auto integer = m_checker.readInteger(node, "bits");
    const auto bits = integer ? integer->asUnsigned() : std::nullopt;
    if (bits && *bits >= least && *bits <= most)
        return bits;
    field.sound = false;
    if (integer)
        m_checker.error("bits-range", m_checker.head(node),
                        {"{0} cannot be {1} bits wide; \"bits\" is {2} to {3} here.",
                         {label(field), std::string(node.text), std::to_string(least), std::to_string(most)}});
    return std::nullopt;
}

void FieldReader::noteZeroBits(const Field& field, TextRange range, std::string_view why)
{
    m_checker.note("zero-bits", range,
                   {"{0} takes 0 bits, for {1}. That is allowed; the value is always the same.",
                    {label(field), std::string(why)}});
}

void FieldReader::readUInt(Field& field)
{
    for (const std::string_view key : {"min", "max", "signed"}) {
        const JsonNode* node = find(field, key);
        if (node == nullptr)
            continue;
        field.sound = false;
        Diagnostic& problem
            = m_checker.error("limit-on-uint", node->keyRange(),
                              {"\"uint\" has no \"{0}\": it takes every value of its bits. Use the type "
                               "\"int\" for a range of its own.",
                               {std::string(key)}});
        addReplacement(problem, {"Change the type to \"int\"", {}}, field.typeRange,
                       m_checker.quotedLike(field.typeRange, "int"));
    }
    const JsonNode* node = require(field, "bits");
    if (node == nullptr)
        return;
    field.valueBits = readBits(field, *node, 1, 64);
    field.lowest = 0;
    field.highest = lowMask(field.valueBits.value_or(0));
}

void FieldReader::readInt(Field& field)
{
    const JsonNode* bitsNode = find(field, "bits");
    const JsonNode* minNode = find(field, "min");
    const JsonNode* maxNode = find(field, "max");
    const JsonNode* signedNode = find(field, "signed");
    bool isSigned = false;
    if (signedNode != nullptr) {
        const auto value = m_checker.readBool(*signedNode, "signed");
        isSigned = value.value_or(false);
        field.sound = field.sound && value.has_value();
    }
    std::optional<std::uint64_t> bits;
    if (bitsNode != nullptr) {
        // A compiled schema says `bits: 0` where both ends are the same.
        bits = readBits(field, *bitsNode, minNode != nullptr && maxNode != nullptr ? 0 : 1, 64);
    } else {
        if (minNode == nullptr)
            require(field, "min");
        if (maxNode == nullptr)
            require(field, "max");
    }
    const auto readEnd = [&](const JsonNode* node, std::string_view key, End fallback) -> std::optional<End> {
        if (node == nullptr)
            return fallback;
        const auto integer = m_checker.readInteger(*node, key);
        const auto end = integer ? endOf(*integer) : std::nullopt;
        if (integer && !end)
            m_checker.error("range-too-wide", m_checker.head(*node),
                            {"{0} does not fit 64 bits. Both ends of a range lie in int64 (-2^63 to 2^63 - 1) or both "
                             "in uint64 (0 to 2^64 - 1).",
                             {std::string(node->text)}});
        if (!end)
            field.sound = false;
        return end;
    };
    const std::uint64_t width = bits.value_or(1);
    const std::uint64_t half = width == 0 ? 0 : std::uint64_t{1} << (width - 1);
    const auto low = readEnd(minNode, "min", isSigned ? End{true, ~half + 1} : End{});
    const auto high = readEnd(maxNode, "max", End{false, isSigned && half != 0 ? half - 1 : lowMask(width)});
    const bool known = field.sound && low && high && (bitsNode == nullptr || bits);
    if (bits && bits != 0u)
        field.valueBits = bits;
    if (!known)
        return;
    if (*high < *low) {
        field.sound = false;
        const JsonNode* at = minNode != nullptr ? minNode : maxNode;
        m_checker.error(
            "min-above-max", m_checker.head(*at),
            {"The range of {0} is empty: \"min\" is {1}, \"max\" is {2}.", {label(field), low->text(), high->text()}});
        return;
    }
    if (low->negative && !high->negative && high->bits > lowMask(63)) {
        field.sound = false;
        m_checker.error("range-too-wide", m_checker.head(maxNode != nullptr ? *maxNode : *minNode),
                        {"The range {0} to {1} fits neither int64 nor uint64. Both ends lie in -2^63 to 2^63 - 1 or "
                         "both in 0 to 2^64 - 1.",
                         {low->text(), high->text()}});
        return;
    }
    field.isSigned = low->negative;
    field.lowest = low->bits;
    field.highest = high->bits;
    checkIntWidth(field, bits, bitsNode);
}

void FieldReader::checkIntWidth(Field& field, std::optional<std::uint64_t> bits, const JsonNode* bitsNode)
{
    const std::uint64_t needed = bitLength(field.highest - field.lowest);
    field.valueBits = bits.value_or(needed);
    const auto end = [&field](std::uint64_t value) { return End{field.isSigned && (value >> 63) != 0, value}.text(); };
    if (bits && needed > *bits) {
        field.sound = false;
        Diagnostic& problem = m_checker.error(
            "range-too-wide", m_checker.head(*bitsNode),
            {"The range {0} to {1} of {2} needs {3}, \"bits\" gives {4}.",
             {end(field.lowest), end(field.highest), label(field), bitsText(needed), bitsText(*bits)}});
        addReplacement(problem, {"Make it {0}", {bitsText(needed)}}, bitsNode->range(), std::to_string(needed));
        return;
    }
    if (bits && needed < *bits) {
        Diagnostic& problem = m_checker.note(
            "wider-than-needed", m_checker.head(*bitsNode),
            {"{0} has {1}; its range {2} to {3} would do with {4}.",
             {label(field), bitsText(*bits), end(field.lowest), end(field.highest), bitsText(needed)}});
        addReplacement(problem, {"Make it {0} (changes the layout)", {bitsText(needed)}}, bitsNode->range(),
                       std::to_string(needed));
    }
    if (*field.valueBits == 0)
        noteZeroBits(field, place(field), "\"min\" and \"max\" are the same");
}

void FieldReader::readEnum(Field& field)
{
    const JsonNode* values = require(field, "values");
    if (values == nullptr)
        return;
    if (values->kind != JsonKind::Array) {
        field.sound = false;
        m_checker.wrongType(*values, "values", "a list of different texts");
        return;
    }
    std::unordered_map<std::string_view, TextRange> seen;
    for (const JsonNode* node = m_checker.document().firstChild(*values); node != nullptr;
         node = m_checker.document().next(*node)) {
        const auto text = m_checker.readText(*node, "values");
        if (!text || node->loneSurrogate) {
            field.sound = false;
            continue;
        }
        if (text->empty())
            m_checker.error("bad-value", m_checker.head(*node), {"A value of an enum cannot be the empty text.", {}});
        const auto [first, isNew] = seen.emplace(*text, m_checker.head(*node));
        if (!isNew && !text->empty()) {
            Diagnostic& problem = m_checker.error(
                "enum-duplicate", m_checker.head(*node),
                {"\"{0}\" is listed twice; the values of an enum are different texts.", {std::string(*text)}});
            problem.related.push_back(
                {Place::schema(first->second), {"\"{0}\" is first listed here", {std::string(*text)}}});
        }
        field.sound = field.sound && isNew && !text->empty();
        field.labels.push_back({*text, m_checker.head(*node)});
    }
    const std::uint64_t count = values->childCount;
    if (count == 0 || count > kMaxEnumValues) {
        field.sound = false;
        m_checker.error("enum-count", m_checker.head(*values),
                        {"An enum has 1 to {0} values; {1} has {2}.",
                         {std::to_string(kMaxEnumValues), label(field), std::to_string(count)}});
        return;
    }
    field.valueBits = bitLength(count - 1);
    if (count == 1)
        noteZeroBits(field, m_checker.head(*values), "its enum has only one value");
}

std::optional<std::int64_t> FieldReader::readDateKey(Field& field, std::string_view key, bool& hasTime)
{
    const JsonNode* node = require(field, key);
    if (node == nullptr)
        return std::nullopt;
    if (node->kind != JsonKind::String) {
        field.sound = false;
        m_checker.wrongType(*node, key, "a date as text, such as \"2026-02-19\"");
        return std::nullopt;
    }
    const auto date = readCivil(node->text);
    if (!date) {
        field.sound = false;
        m_checker.error("bad-date", m_checker.head(*node),
                        {"\"{0}\" is no date. Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ss, a day that exists, in the years "
                         "0001 to 9999, without a zone.",
                         {std::string(node->text)}});
        return std::nullopt;
    }
    hasTime = date->hasTime;
    return date->seconds;
}

void FieldReader::readDate(Field& field)
{
    static constexpr std::array<DateTable::Unit, 4> units{DateTable::Unit::Day, DateTable::Unit::Hour,
                                                          DateTable::Unit::Minute, DateTable::Unit::Second};
    std::optional<std::size_t> unit;
    if (const JsonNode* node = require(field, "resolution")) {
        unit = m_checker.readChoice(*node, "resolution", findFieldKey("resolution")->choices);
        field.sound = field.sound && unit.has_value();
    }
    bool hasTime = false;
    const auto first = readDateKey(field, "min_date", hasTime);
    const auto last = readDateKey(field, "max_date", hasTime);
    if (!unit || !first || !last)
        return;
    field.date.unit = units[*unit];
    field.date.origin = *first;
    const JsonNode& minNode = *find(field, "min_date");
    if (field.date.unit == DateTable::Unit::Day && *first % unitSeconds(DateTable::Unit::Day) != 0) {
        field.sound = false;
        m_checker.error("date-not-whole", m_checker.head(minNode),
                        {"With the resolution \"day\" values are dates, so \"min_date\" is a midnight; {0} is not. "
                         "Write the date alone.",
                         {std::string(minNode.text)}});
    }
    if (*last < *first) {
        field.sound = false;
        m_checker.error("min-above-max", m_checker.head(minNode),
                        {"The range of {0} is empty: \"min_date\" {1} is after \"max_date\" {2}.",
                         {label(field), std::string(minNode.text), std::string(find(field, "max_date")->text)}});
        return;
    }
    finishDate(field, *find(field, "max_date"), *last);
}

void FieldReader::finishDate(Field& field, const JsonNode& maxNode, std::int64_t last)
{
    const std::int64_t unit = unitSeconds(field.date.unit);
    const std::int64_t rest = (last - field.date.origin) % unit;
    field.date.units = static_cast<std::uint64_t>((last - field.date.origin) / unit);
    field.valueBits = bitLength(field.date.units);
    if (rest != 0) {
        field.sound = false;
        const std::string whole = writeCivil(last - rest, field.date.unit != DateTable::Unit::Day);
        Diagnostic& problem
            = m_checker.error("date-not-whole", m_checker.head(maxNode),
                              {"\"max_date\" {0} is no whole number of {1}s after \"min_date\"; the last one before it "
                               "is {2}.",
                               {std::string(maxNode.text), std::string(unitName(field.date.unit)), whole}});
        addReplacement(problem, {"Write {0}", {whole}}, maxNode.range(), m_checker.quotedLike(maxNode.range(), whole));
        return;
    }
    if (field.date.units == 0)
        noteZeroBits(field, place(field), "\"min_date\" and \"max_date\" are the same");
}

void FieldReader::readBitmask(Field& field)
{
    const JsonNode* flags = require(field, "flags");
    if (flags == nullptr)
        return;
    if (flags->kind != JsonKind::Object) {
        field.sound = false;
        m_checker.wrongType(*flags, "flags", "an object of names and bit positions, such as {\"admin\": 0}");
        return;
    }
    if (flags->childCount == 0) {
        field.sound = false;
        m_checker.error("flags-empty", m_checker.head(*flags),
                        {"{0} has no flags; a bitmask has at least one, such as {\"admin\": 0}.", {label(field)}});
        return;
    }
    std::unordered_map<std::string_view, bool> names;
    for (const JsonNode* member = m_checker.document().firstChild(*flags); member != nullptr;
         member = m_checker.document().next(*member)) {
        if (!names.emplace(member->key, true).second)
            field.sound = false; // reported as `duplicate-key`
        readFlag(field, *member);
    }
    std::array<const FlagLabel*, kMaxFlagPosition + 1> taken{};
    for (const FlagLabel& flag : field.flags) {
        const FlagLabel*& first = taken[flag.position];
        field.valueBits = std::max<std::uint64_t>(field.valueBits.value_or(0), flag.position + 1u);
        if (first == nullptr) {
            first = &flag;
            continue;
        }
        field.sound = false;
        Diagnostic& problem
            = m_checker.error("flag-duplicate", flag.range,
                              {"\"{0}\" and \"{1}\" are both at bit {2}; each flag has a position of its own.",
                               {std::string(first->name), std::string(flag.name), std::to_string(flag.position)}});
        problem.related.push_back(
            {Place::schema(first->range), {"Bit {0} is taken here", {std::to_string(flag.position)}}});
    }
}

void FieldReader::readFlag(Field& field, const JsonNode& member)
{
    if (!m_checker.checkIdentifier(member.key, member.keyRange(), "flag"))
        field.sound = false;
    const auto integer = m_checker.readInteger(member, member.key);
    const auto position = integer ? integer->asUnsigned() : std::nullopt;
    if (!position || *position > kMaxFlagPosition) {
        field.sound = false;
        if (integer)
            m_checker.error("flag-position", m_checker.head(member),
                            {"\"{0}\" cannot be at bit {1}; positions are 0 to {2}.",
                             {std::string(member.key), std::string(member.text), std::to_string(kMaxFlagPosition)}});
        return;
    }
    FlagLabel flag;
    flag.name = member.key;
    flag.position = static_cast<std::uint8_t>(*position);
    flag.nameRange = member.keyRange();
    flag.range = {member.keyBegin, member.end};
    field.flags.push_back(flag);
}

void FieldReader::readArrayLength(Field& field)
{
    const JsonNode* length = find(field, "length");
    const JsonNode* maxLength = find(field, "max_length");
    if (length == nullptr && maxLength == nullptr) {
        field.sound = false;
        if (field.json->incomplete)
            return;
        m_checker.error("missing-key", place(field),
                        {"{0} has neither \"length\" (always that many elements) nor \"max_length\" (up to that many, "
                         "with a count).",
                         {label(field)}});
        return;
    }
    if (length != nullptr && maxLength != nullptr) {
        field.sound = false;
        m_checker.error("array-length", maxLength->keyRange(),
                        {"{0} has both \"length\" and \"max_length\". Keep the one that is meant.", {label(field)}});
        return;
    }
    const JsonNode& node = length != nullptr ? *length : *maxLength;
    const auto integer = m_checker.readInteger(node, length != nullptr ? "length" : "max_length");
    const auto count = integer ? integer->asUnsigned() : std::nullopt;
    if (!count || *count == 0 || *count > kMaxArrayLength) {
        field.sound = false;
        if (integer)
            m_checker.error("array-length", m_checker.head(node),
                            {"{0} cannot have {1} elements; an array has 1 to {2}.",
                             {label(field), std::string(node.text), std::to_string(kMaxArrayLength)}});
        return;
    }
    field.capacity = *count;
    field.counted = maxLength != nullptr;
    field.countBits = field.counted ? bitLength(*count) : 0;
}

} // namespace wirebench::bitschema
