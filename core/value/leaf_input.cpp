// SPDX-License-Identifier: MIT
#include "core/value/leaf_input.h"

#include "core/base/calendar.h"
#include "core/base/text.h"
#include "core/value/scalar_input.h"
#include "core/wire/bits.h"
#include "core/wire/stored_value.h"

#include <string>
#include <utility>

namespace wirebench {

namespace {

LeafInput refused(std::string_view code, const JsonNode& where, Message message)
{
    LeafInput input;
    input.problems.push_back({code, &where, std::move(message)});
    return input;
}

LeafInput wrongType(const JsonDocument& document, const JsonNode& json, std::string_view expected)
{
    return {ValueKind::Absent, 0, {wrongTypeProblem(document, json, expected)}};
}

LeafInput readIntegerLeaf(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json)
{
    const auto bits = static_cast<unsigned>(node.minBits);
    const bool isSigned = node.meaning == Meaning::Int && (node.op == Op::Fixed || node.isSigned);
    std::uint64_t lowest = node.lowest;
    std::uint64_t highest = node.highest;
    if (node.op == Op::Fixed) {
        lowest = isSigned ? ~lowBits(bits - 1) : 0;
        highest = isSigned ? lowBits(bits - 1) : lowBits(bits);
    }
    const ScalarInput scalar = readBoundedInteger(json, isSigned, lowest, highest);
    const ValueKind kind = isSigned ? ValueKind::Int : ValueKind::UInt;
    if (scalar.code.empty())
        return {kind, scalar.payload, {}};
    if (scalar.code == "wrong-type")
        return wrongType(document, json, "an integer");
    std::string low;
    std::string high;
    appendScalarJson(low, plan, node, kind, lowest);
    appendScalarJson(high, plan, node, kind, highest);
    return refused(scalar.code, json,
                   {"{0} does not fit {1}, which holds {2} to {3}.",
                    {sourceText(document, json), std::string(plan.text(node.name)), low, high}});
}

LeafInput readFloatLeaf(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json)
{
    const ScalarInput scalar = readFloat(json, static_cast<unsigned>(node.minBits));
    if (scalar.code.empty())
        return {ValueKind::Float, scalar.payload, {}};
    if (scalar.code == "wrong-type")
        return wrongType(document, json, "a number, \"NaN\", \"Infinity\", \"-Infinity\" or \"NaN:0x…\"");
    return refused(scalar.code, json,
                   {"{0} is no value of {1}.", {sourceText(document, json), std::string(plan.text(node.name))}});
}

/// An enum given by its number, which need not have a name.
LeafInput readEnumNumber(const EnumTable& table, const JsonDocument& document, const JsonNode& json)
{
    const ScalarInput number = readBoundedInteger(json, false, 0, kHighestEnumNumber);
    if (number.code == "wrong-type")
        return wrongType(document, json, "the name or the number of an enum value");
    if (!number.code.empty())
        return refused(number.code, json,
                       {"{0} is no number of an enum value; these lie within 0 to {1}.",
                        {sourceText(document, json), std::to_string(kHighestEnumNumber)}});
    return {table.labelOf(number.payload) ? ValueKind::Enum : ValueKind::Raw, number.payload, {}};
}

LeafInput readEnum(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json, bool suggest)
{
    const EnumTable& table = plan.enums[node.detail];
    const bool byNumber = plan.enumsByNumber && !table.numbers.empty();
    if (byNumber && json.kind == JsonKind::Number)
        return readEnumNumber(table, document, json);
    if (json.kind != JsonKind::String)
        return wrongType(document, json,
                         byNumber ? "the name or the number of an enum value" : "the name of an enum value");
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < table.labels.size(); ++i) {
        const std::string_view name = plan.text(table.labels[i]);
        if (name == json.text && !json.loneSurrogate)
            return {ValueKind::Enum, table.numbers.empty() ? i : table.numbers[i], {}};
        if (suggest)
            names.push_back(name);
    }
    const std::string_view nearest = nearestName(json.text, names);
    if (nearest.empty())
        return refused("unknown-enum-value", json,
                       {"{0} is no value of this enum, which has {1} values.",
                        {sourceText(document, json), std::to_string(table.labels.size())}});
    return refused(
        "unknown-enum-value", json,
        {"{0} is no value of this enum; did you mean {1}?", {sourceText(document, json), std::string(nearest)}});
}

/// Bit of a flag; 0 when no flag has this name.
std::uint64_t flagBit(const Plan& plan, const FlagTable& table, std::string_view name)
{
    for (const FlagTable::Flag& flag : table.flags) {
        if (plan.text(flag.name) == name)
            return std::uint64_t{1} << flag.position;
    }
    return 0;
}

LeafInput readFlags(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json)
{
    if (json.kind != JsonKind::Object && json.kind != JsonKind::Array)
        return wrongType(document, json, "an object of flags, or an array of flag names");
    const bool named = json.kind == JsonKind::Array;
    LeafInput input{ValueKind::Flags, 0, {}};
    for (const JsonNode* child = document.firstChild(json); child != nullptr; child = document.next(*child)) {
        if (child->kind != (named ? JsonKind::String : JsonKind::Bool)) {
            input.problems.push_back(wrongTypeProblem(document, *child, named ? "a flag's name" : "true or false"));
            continue;
        }
        const std::string_view name = named ? child->text : child->key;
        const std::uint64_t bit = flagBit(plan, plan.flags[node.detail], name);
        if (bit == 0)
            input.problems.push_back({"unknown-flag", child, {"There is no flag {0}.", {std::string(name)}}});
        else if (named || child->boolean)
            input.payload |= bit;
        else
            input.payload &= ~bit;
    }
    return input;
}

LeafInput readDate(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json)
{
    const DateTable& table = plan.dates[node.detail];
    const bool withTime = table.unit != DateTable::Unit::Day;
    if (json.kind != JsonKind::String)
        return wrongType(document, json, withTime ? "a date and time as text" : "a date as text");
    const std::optional<CivilTime> time = readCivil(json.text);
    if (!time || time->hasTime != withTime)
        return refused("bad-date", json,
                       {"{0} is not a date of the form {1}.",
                        {sourceText(document, json), withTime ? "YYYY-MM-DDThh:mm:ss" : "YYYY-MM-DD"}});
    const std::int64_t since = time->seconds - table.origin;
    const std::int64_t unit = unitSeconds(table.unit);
    const bool inside = since >= 0 && static_cast<std::uint64_t>(since / unit) <= table.units;
    if (since % unit != 0)
        return refused("date-not-whole", json,
                       {"{0} is no whole number of steps of {1} s after the first date, {2}.",
                        {sourceText(document, json), std::to_string(unit), writeCivil(table.origin, withTime)}});
    if (!inside)
        return refused("value-range", json,
                       {"{0} lies outside {1} to {2}.",
                        {sourceText(document, json), writeCivil(table.origin, withTime),
                         writeCivil(table.origin + static_cast<std::int64_t>(table.units) * unit, withTime)}});
    return {ValueKind::Date, static_cast<std::uint64_t>(since / unit), {}};
}

} // namespace

LeafInput readLeaf(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& json, bool suggest)
{
    switch (node.meaning) {
    case Meaning::Bool:
        if (json.kind != JsonKind::Bool)
            return wrongType(document, json, "true or false");
        return {ValueKind::Bool, json.boolean ? 1u : 0u, {}};
    case Meaning::UInt:
    case Meaning::Int:
        return readIntegerLeaf(plan, node, document, json);
    case Meaning::Float:
        return readFloatLeaf(plan, node, document, json);
    case Meaning::Enum:
        return readEnum(plan, node, document, json, suggest);
    case Meaning::Flags:
        return readFlags(plan, node, document, json);
    case Meaning::Date:
        return readDate(plan, node, document, json);
    default:
        return wrongType(document, json, "nothing");
    }
}

} // namespace wirebench
