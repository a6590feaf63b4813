// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/cramberry/cramberry_parser_impl.h"

#include <algorithm>
#include <charconv>

namespace wirebench::cramberry {

namespace {

/// The magnitude of an integer literal without its sign.
std::optional<std::uint64_t> magnitude(std::string_view text)
{
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex)
        text.remove_prefix(2);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

bool isIntegerText(std::string_view text)
{
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (!hex)
        return text.find_first_not_of("0123456789") == std::string_view::npos;
    return text.size() > 2 && text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
}

/// `1.5`, `2e-3`, `1.5E+8`
bool isFloatText(std::string_view text)
{
    const auto digits = [&text] {
        const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count > 0;
    };
    if (!digits())
        return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (!digits())
            return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('-') || text.starts_with('+'))
            text.remove_prefix(1);
        if (!digits())
            return false;
    }
    return text.empty();
}

std::optional<std::uint32_t> hexDigits(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (text.size() != 4 || error != std::errc() || end != text.data() + 4)
        return std::nullopt;
    return value;
}

/// Undoes the escapes of a JSON string.
class Unescaper {
public:
    /// `body` is what stands between the quotes.
    explicit Unescaper(std::string_view body) : m_body(body) { }

    /// Gives the offset and length of the first escape that cannot be read; nothing when all could.
    std::optional<std::pair<std::size_t, std::size_t>> run(std::string& out)
    {
        while (m_at < m_body.size()) {
            if (m_body[m_at] != '\\') {
                out.push_back(m_body[m_at++]);
                continue;
            }
            const std::size_t begin = m_at;
            const std::size_t taken = escape(out);
            if (taken == 0)
                return std::pair(begin, std::min<std::size_t>(2, m_body.size() - begin));
            m_at = begin + taken;
        }
        return std::nullopt;
    }

private:
    /// Length of the escape at the current place; 0 when it is none.
    std::size_t escape(std::string& out) const
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const char letter = m_at + 1 < m_body.size() ? m_body[m_at + 1] : '\0';
        if (letter != 'u') {
            const std::size_t index = letters.find(letter);
            if (letter == '\0' || index == std::string_view::npos)
                return 0;
            out.push_back(meanings[index]);
            return 2;
        }
        return unicode(out);
    }

    std::size_t unicode(std::string& out) const
    {
        constexpr std::size_t unit = 6; // \uXXXX
        const auto high = hexDigits(m_body.substr(m_at + 2, 4));
        if (!high)
            return 0;
        if (*high < 0xD800 || *high > 0xDFFF) {
            appendUtf8(out, static_cast<char32_t>(*high));
            return unit;
        }
        const std::string_view next = m_body.substr(std::min(m_at + unit, m_body.size()));
        const auto low = next.starts_with("\\u") ? hexDigits(next.substr(2, 4)) : std::nullopt;
        if (*high > 0xDBFF || !low || *low < 0xDC00 || *low > 0xDFFF)
            return 0;
        appendUtf8(out, static_cast<char32_t>(0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00)));
        return 2 * unit;
    }

    std::string_view m_body;
    std::size_t m_at = 0;
};

} // namespace

std::optional<std::uint64_t> unsignedValue(const LiteralNode& literal)
{
    if (literal.kind != LiteralKind::Integer)
        return std::nullopt;
    const bool negative = literal.text.starts_with('-');
    const auto value = magnitude(std::string_view(literal.text).substr(negative ? 1 : 0));
    return negative && value != std::uint64_t{0} ? std::nullopt : value;
}

std::optional<std::int64_t> signedValue(const LiteralNode& literal)
{
    if (literal.kind != LiteralKind::Integer)
        return std::nullopt;
    const bool negative = literal.text.starts_with('-');
    const auto value = magnitude(std::string_view(literal.text).substr(negative ? 1 : 0));
    constexpr std::uint64_t lowest = std::uint64_t{1} << 63;
    if (!value || *value > (negative ? lowest : lowest - 1))
        return std::nullopt;
    return static_cast<std::int64_t>(negative ? 0 - *value : *value);
}

// ---- Literals

LiteralNode Parser::parseLiteral(std::uint32_t depth)
{
    const LexToken& token = m_cursor.peek();
    LiteralNode literal;
    literal.range = here();
    if (m_cursor.at("-") || token.kind == LexKind::Number)
        return parseNumber();
    if (token.kind == LexKind::String) {
        literal.kind = token.closed ? LiteralKind::Text : LiteralKind::Bad;
        literal.text = parseString();
        return literal;
    }
    if (m_cursor.at("["))
        return parseArrayLiteral(depth);
    if (m_cursor.at("{"))
        return parseObjectLiteral();
    if (!atName()) {
        expected("Expected a value, found {0}: a number, a text in quotes, `true`, `false`, a name or `[…]`.");
        literal.range = span(lastEnd(), lastEnd());
        return literal;
    }
    const Name word = parseQualified("value");
    literal.kind = word.text == "true" || word.text == "false" ? LiteralKind::Bool : LiteralKind::Word;
    literal.text = word.text;
    literal.range = word.range;
    return literal;
}

LiteralNode Parser::parseNumber()
{
    LiteralNode number;
    number.range = here();
    if (m_cursor.at("-")) {
        number.text = "-";
        next();
    }
    const std::string_view digits = m_cursor.peek().kind == LexKind::Number ? m_cursor.peekText() : std::string_view();
    if (digits.empty()) {
        expected("Expected a number behind `-`, found {0}.");
        return number;
    }
    number.text += digits;
    number.range.end = m_cursor.peek().end;
    next();
    if (isIntegerText(digits)) {
        number.kind = LiteralKind::Integer;
    } else if (isFloatText(digits)) {
        number.kind = LiteralKind::Float;
    } else {
        m_problems.error("syntax", number.range,
                         "`{0}` is no number: write it in decimal (`-12`, `1.5e3`) or, as an integer, in hex (`0x1F`).",
                         {excerpt(number.text)});
    }
    return number;
}

LiteralNode Parser::parseArrayLiteral(std::uint32_t depth)
{
    LiteralNode array;
    array.range = here();
    const std::size_t partner = m_cursor.toPartner();
    if (depth >= kDeepestNesting) {
        m_problems.error("limit-depth", array.range, "Values are nested deeper than {0} levels here.",
                         {std::to_string(kDeepestNesting)});
        jump(partner + 1);
        return array;
    }
    next();
    array.kind = LiteralKind::Array;
    while (!m_cursor.at("]") && !m_cursor.atEnd()) {
        array.elements.push_back(parseLiteral(depth + 1));
        if (array.elements.back().kind == LiteralKind::Bad)
            array.kind = LiteralKind::Bad;
        if (!m_cursor.at(","))
            break;
        next();
    }
    if (m_cursor.at("]")) {
        next();
    } else if (array.kind != LiteralKind::Bad || m_cursor.atEnd()) {
        Diagnostic& problem = expected("Expected `,` or `]` in the list, found {0}.");
        addRelated(problem, array.range, "opened here");
        array.kind = LiteralKind::Bad;
    }
    array.range.end = lastEnd();
    return array;
}

LiteralNode Parser::parseObjectLiteral()
{
    LiteralNode object;
    object.range = here();
    const std::size_t partner = m_cursor.toPartner();
    if (partner == 1) {
        object.kind = LiteralKind::Object;
        jump(2);
    } else {
        expected("Expected `{}`, the empty map, found {0}: a map with entries cannot be a default.");
        if (partner > 0)
            jump(partner + 1);
        else
            next();
    }
    object.range.end = lastEnd();
    return object;
}

/// The content of the string at the cursor, which is passed.
std::string Parser::parseString()
{
    const LexToken& token = m_cursor.peek();
    const std::string_view body = m_cursor.textOf(token).substr(1, token.end - token.begin - (token.closed ? 2 : 1));
    if (!token.closed) {
        Diagnostic& problem = m_problems.error("syntax", rangeOf(token),
                                               "This text never ends: expected `\"` before the end of the line.");
        addFix(problem, {"Insert `\"`", {}}, span(token.end, token.end), "\"");
    }
    std::string content;
    if (const auto bad = Unescaper(body).run(content)) {
        const auto begin = static_cast<std::uint32_t>(token.begin + 1 + bad->first);
        m_problems.error("syntax", span(begin, static_cast<std::uint32_t>(begin + bad->second)),
                         "`{0}` is no escape: known are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and "
                         "`\\uXXXX` with four hex digits (surrogates in pairs).",
                         {excerpt(body.substr(bad->first, bad->second))});
    }
    next();
    return readableUtf8(content);
}

// ---- Annotations

void Parser::parseAnnotations()
{
    while (m_cursor.at("@"))
        parseAnnotation();
}

void Parser::parseAnnotation()
{
    Annotation annotation;
    annotation.range = here();
    next();
    if (!atName()) {
        expected("Expected the name of an annotation behind `@`, found {0}.");
        return;
    }
    annotation.name = parseName("annotation");
    if (m_cursor.at("("))
        parseAnnotationArguments(annotation);
    annotation.range.end = lastEnd();
    m_annotations.push_back(std::move(annotation));
}

void Parser::parseAnnotationArguments(Annotation& annotation)
{
    const TextRange open = here();
    const std::size_t start = m_cursor.index();
    const std::size_t partner = m_cursor.toPartner();
    next();
    while (!m_cursor.at(")") && !m_cursor.atEnd()) {
        Argument argument;
        if (atName() && m_cursor.at("=", 1)) {
            argument.key = parseName("argument");
            next();
        }
        argument.value = parseLiteral();
        annotation.arguments.push_back(std::move(argument));
        if (!m_cursor.at(","))
            break;
        next();
    }
    if (m_cursor.at(")")) {
        next();
        return;
    }
    const bool known = !annotation.arguments.empty() && annotation.arguments.back().value.kind == LiteralKind::Bad;
    if (!known) {
        Diagnostic& problem
            = expected("Expected `,` or `)` in the arguments of `@{0}`, found {1}.", {annotation.name.text});
        addRelated(problem, open, "opened here");
        addFix(problem, {"Insert `)`", {}}, span(lastEnd(), lastEnd()), ")");
    }
    // The partner is trusted on the same line only: where the `)` is forgotten it is another annotation's.
    const bool ahead = partner > 0 && start + partner >= m_cursor.index();
    const bool sameLine = ahead
        && m_text.substr(open.begin, m_cursor.peek(start + partner - m_cursor.index()).begin - open.begin).find('\n')
            == std::string_view::npos;
    if (sameLine)
        jump(start + partner + 1 - m_cursor.index());
}

} // namespace wirebench::cramberry
