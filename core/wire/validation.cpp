// SPDX-License-Identifier: MIT
#include "core/wire/validation.h"

#include "core/base/text.h"

#include <re2/re2.h>

#include <algorithm>
#include <bit>
#include <compare>
#include <optional>
#include <variant>

namespace wirebench {

namespace {

// A long double holds every int64 and uint64 and every double where its mantissa has 64 bits; elsewhere the largest
// integers are compared with fractions as the nearest double.
using Real = long double;

template <class Left, class Right>
std::partial_ordering compareNumbers(Left left, Right right)
{
    if constexpr (std::is_integral_v<Left> && std::is_integral_v<Right>) {
        if (std::cmp_less(left, right))
            return std::partial_ordering::less;
        return std::cmp_equal(left, right) ? std::partial_ordering::equivalent : std::partial_ordering::greater;
    } else {
        return static_cast<Real>(left) <=> static_cast<Real>(right);
    }
}

/// How a number stands to a literal; nothing when the literal is no number.
template <class Number>
std::optional<std::partial_ordering> compareLiteral(Number number, const Literal& literal)
{
    if (const auto* truth = std::get_if<bool>(&literal))
        return compareNumbers(number, *truth ? 1 : 0);
    if (const auto* integer = std::get_if<std::int64_t>(&literal))
        return compareNumbers(number, *integer);
    if (const auto* natural = std::get_if<std::uint64_t>(&literal))
        return compareNumbers(number, *natural);
    if (const auto* fraction = std::get_if<double>(&literal))
        return compareNumbers(number, *fraction);
    return std::nullopt;
}

bool inRelation(std::partial_ordering order, Validation::Relation relation)
{
    switch (relation) {
    case Validation::Relation::Less:
        return std::is_lt(order);
    case Validation::Relation::LessEqual:
        return std::is_lteq(order);
    case Validation::Relation::Equal:
        return std::is_eq(order);
    case Validation::Relation::NotEqual:
        return std::is_neq(order);
    case Validation::Relation::GreaterEqual:
        return std::is_gteq(order);
    case Validation::Relation::Greater:
        return std::is_gt(order);
    case Validation::Relation::Match:
        break;
    }
    return true;
}

bool isTail(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

/// Code points; bytes that begin none count for nothing.
std::uint64_t codePoints(std::string_view text)
{
    return static_cast<std::uint64_t>(std::count_if(text.begin(), text.end(), [](char c) { return !isTail(c); }));
}

std::optional<std::uint64_t> lengthOf(const Value& value, const ValueNode& node)
{
    switch (node.kind) {
    case ValueKind::Text:
    case ValueKind::RawText:
        return codePoints(value.heapText(node));
    case ValueKind::Content:
        return value.heapBytes(node).size();
    case ValueKind::List:
    case ValueKind::Map:
        return node.payload;
    default:
        return std::nullopt;
    }
}

std::optional<std::partial_ordering> compareValue(const Value& value, const ValueNode& node, const Literal& literal)
{
    switch (node.kind) {
    case ValueKind::Bool:
    case ValueKind::UInt:
    case ValueKind::Enum:
    case ValueKind::Raw:
        return compareLiteral(node.payload, literal);
    case ValueKind::Int:
        return compareLiteral(static_cast<std::int64_t>(node.payload), literal);
    case ValueKind::Float:
        if (value.plan->nodeOf(node.slot).minBits == 32)
            return compareLiteral(std::bit_cast<float>(static_cast<std::uint32_t>(node.payload)), literal);
        return compareLiteral(std::bit_cast<double>(node.payload), literal);
    case ValueKind::Text:
    case ValueKind::RawText:
        if (const auto* text = std::get_if<std::string>(&literal))
            return value.heapText(node) <=> std::string_view(*text);
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

RE2::Options quietOptions()
{
    RE2::Options options;
    options.set_log_errors(false);
    return options;
}

re2::StringPiece piece(std::string_view text)
{
    return {text.data(), text.size()};
}

/// The code point that begins here, in well-formed text.
std::uint32_t codePointAt(const char* text)
{
    const auto lead = static_cast<unsigned char>(*text);
    if (lead < 0x80)
        return lead;
    const int tail = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t result = lead & (0x3Fu >> tail);
    for (int i = 1; i <= tail; ++i)
        result = result << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    return result;
}

/// Four megabytes.
std::string everyCodePoint()
{
    std::string all;
    for (char32_t codePoint = 0; codePoint <= 0x10FFFF; ++codePoint)
        appendUtf8(all, codePoint);
    return all;
}

} // namespace

std::string regularExpressionProblem(std::string_view expression)
{
    return RE2(piece(expression), quietOptions()).error();
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> foundCodePoints(std::string_view expression)
{
    static const std::string all = everyCodePoint();
    std::vector<std::pair<std::uint32_t, std::uint32_t>> result;
    const RE2 runs("((?:" + std::string(expression) + ")+)", quietOptions());
    re2::StringPiece rest = piece(all);
    re2::StringPiece run;
    while (RE2::FindAndConsume(&rest, runs, &run)) {
        std::size_t last = run.size() - 1;
        while (isTail(run[last]))
            --last;
        result.emplace_back(codePointAt(run.data()), codePointAt(run.data() + last));
    }
    return result;
}

Validator::Validator(const Value& value) : m_value(value) { }
Validator::~Validator() = default;

bool Validator::holds(const Validation& validation, std::uint32_t index)
{
    const ValueNode& node = m_value.nodes[index];
    if (validation.relation == Validation::Relation::Match)
        return matches(validation, node);
    std::optional<std::partial_ordering> order;
    if (validation.subject == Validation::Subject::Value) {
        order = compareValue(m_value, node, validation.literal);
    } else if (const auto length = lengthOf(m_value, node)) {
        order = compareLiteral(*length, validation.literal);
    }
    return !order || inRelation(*order, validation.relation);
}

bool Validator::matches(const Validation& validation, const ValueNode& node)
{
    const auto* expression = std::get_if<std::string>(&validation.literal);
    if (expression == nullptr || (node.kind != ValueKind::Text && node.kind != ValueKind::RawText))
        return true;
    std::unique_ptr<const RE2>& compiled = m_expressions[&validation];
    if (!compiled)
        compiled = std::make_unique<const RE2>(piece(*expression), quietOptions());
    return !compiled->ok() || RE2::PartialMatch(piece(m_value.heapText(node)), *compiled);
}

} // namespace wirebench
