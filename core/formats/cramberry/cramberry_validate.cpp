// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_validate.h"

#include "core/formats/cramberry/cramberry_encoding.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <re2/re2.h>
#include <utility>

namespace wirebench::cramberry {

namespace {

using Relation = Validation::Relation;
using Subject = Validation::Subject;

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<Relation> takeRelation(std::string_view& text)
{
    static constexpr std::pair<std::string_view, Relation> signs[] = {
        {"<=", Relation::LessEqual}, {">=", Relation::GreaterEqual}, {"==", Relation::Equal},
        {"!=", Relation::NotEqual},  {"<", Relation::Less},          {">", Relation::Greater},
    };
    for (const auto& [sign, relation] : signs) {
        if (text.starts_with(sign)) {
            text = trimmed(text.substr(sign.size()));
            return relation;
        }
    }
    return std::nullopt;
}

template <typename Number>
std::optional<Number> number(std::string_view text, int base = 10)
{
    Number value{};
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value, base);
    return result.ec == std::errc() && result.ptr == end ? std::optional(value) : std::nullopt;
}

Literal integerLiteral(std::string_view text)
{
    if (text.starts_with("0x") || text.starts_with("0X")) {
        const auto value = number<std::uint64_t>(text.substr(2), 16);
        return value ? Literal(*value) : Literal();
    }
    if (const auto value = number<std::int64_t>(text))
        return *value;
    const auto value = number<std::uint64_t>(text);
    return value ? Literal(*value) : Literal();
}

Literal floatLiteral(std::string_view text)
{
    double value = 0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    const bool digits = !text.empty() && text.find_first_of("0123456789") != std::string_view::npos;
    return digits && result.ec == std::errc() && result.ptr == end ? Literal(value) : Literal();
}

/// `"abc"` or `'abc'`, without escapes.
Literal textLiteral(std::string_view text)
{
    const bool quoted
        = text.size() >= 2 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
    return quoted ? Literal(std::string(text.substr(1, text.size() - 2))) : Literal();
}

class RuleReader {
public:
    RuleReader(const Schema& schema, TypeIndex type) : m_schema(schema), m_type(withoutOptional(schema, type)) { }

    ParsedRule run(std::string_view rule)
    {
        while (m_rule.problem.empty()) {
            const std::size_t end = std::min(rule.find("&&"), rule.size());
            readComparison(trimmed(rule.substr(0, end)));
            if (end == rule.size())
                break;
            rule.remove_prefix(end + 2);
        }
        return std::move(m_rule);
    }

private:
    void fail(std::string_view problem, std::string_view argument)
    {
        m_rule.problem = problem;
        m_rule.argument = argument;
        m_rule.comparisons.clear();
    }

    void readComparison(std::string_view text)
    {
        Comparison comparison;
        comparison.text = text;
        std::string_view rest = text;
        const auto takeWord = [&rest](std::string_view word) {
            const bool there = rest.starts_with(word) && rest.size() > word.size()
                && std::string_view(" \t<>=!").find(rest[word.size()]) != std::string_view::npos;
            if (there)
                rest = trimmed(rest.substr(word.size()));
            return there;
        };
        if (takeWord("match")) {
            readMatch(rest, comparison);
            return;
        }
        const bool length = takeWord("len");
        const auto relation = takeRelation(rest);
        if (!relation) {
            fail("This rule of `{1}` is not checked: `{0}` is no comparison; write `>= 0`, `len <= 64` or `match "
                 "^[A-Z]+$`.",
                 text);
            return;
        }
        comparison.validation.relation = *relation;
        comparison.validation.subject = length ? Subject::Length : Subject::Value;
        comparison.validation.literal = length ? lengthLiteral(rest) : valueLiteral(rest, *relation);
        if (length && !hasLength()) {
            fail("This rule of `{1}` is not checked: `{0}` is for texts, bytes, arrays and maps.", text);
            return;
        }
        if (std::holds_alternative<std::monostate>(comparison.validation.literal)) {
            fail("This rule of `{1}` is not checked: in `{0}` the value is none that the field can be compared with.",
                 text);
            return;
        }
        m_rule.comparisons.push_back(std::move(comparison));
    }

    void readMatch(std::string_view pattern, Comparison& comparison)
    {
        if (kind() != TypeKind::Text) {
            fail("This rule of `{1}` is not checked: `{0}` is for texts.", comparison.text);
            return;
        }
        re2::RE2::Options options;
        options.set_log_errors(false);
        if (const re2::RE2 expression(re2::StringPiece(pattern.data(), pattern.size()), options); !expression.ok()) {
            fail("This rule of `{1}` is not checked: `{0}` is no regular expression.", pattern);
            return;
        }
        comparison.validation.relation = Relation::Match;
        comparison.validation.literal = std::string(pattern);
        m_rule.comparisons.push_back(std::move(comparison));
    }

    TypeKind kind() const { return m_schema.types[m_type].kind; }

    bool hasLength() const
    {
        return kind() == TypeKind::Text || kind() == TypeKind::Bytes || kind() == TypeKind::Array
            || kind() == TypeKind::Map;
    }

    static Literal lengthLiteral(std::string_view text)
    {
        Literal literal = integerLiteral(text);
        const auto* value = std::get_if<std::int64_t>(&literal);
        return value && *value < 0 ? Literal() : literal;
    }

    Literal valueLiteral(std::string_view text, Relation relation) const
    {
        const bool equality = relation == Relation::Equal || relation == Relation::NotEqual;
        switch (kind()) {
        case TypeKind::Int:
        case TypeKind::UInt:
        case TypeKind::Duration:
        case TypeKind::Float: {
            Literal integer = integerLiteral(text);
            return std::holds_alternative<std::monostate>(integer) ? floatLiteral(text) : integer;
        }
        case TypeKind::Bool:
            return equality && (text == "true" || text == "false") ? Literal(text == "true") : Literal();
        case TypeKind::Text:
            return equality ? textLiteral(text) : Literal();
        default:
            return enumLiteral(text);
        }
    }

    /// An enum's number, written as the number or as the value's name.
    Literal enumLiteral(std::string_view text) const
    {
        const DeclIndex decl = declOf(m_schema, m_type, DeclKind::Enum);
        if (decl == kNoIndex)
            return {};
        const std::size_t dot = text.rfind('.');
        const std::string_view name = dot == std::string_view::npos ? text : text.substr(dot + 1);
        for (const Member& member : m_schema.decls[decl].members) {
            if (member.name == name)
                return member.number;
        }
        return integerLiteral(text);
    }

    const Schema& m_schema;
    TypeIndex m_type;
    ParsedRule m_rule;
};

} // namespace

ParsedRule parseRule(const Schema& schema, TypeIndex type, std::string_view rule)
{
    if (schema.types[withoutOptional(schema, type)].kind == TypeKind::Parameter)
        return {};
    return RuleReader(schema, type).run(rule);
}

} // namespace wirebench::cramberry
