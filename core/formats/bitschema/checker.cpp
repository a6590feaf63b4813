// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/checker.h"

#include "core/base/text.h"

#include <algorithm>

namespace wirebench::bitschema {

Diagnostic& Checker::add(Severity severity, std::string_view code, TextRange range, Message message)
{
    return m_diagnostics.emplace_back(schemaProblem(severity, code, range, std::move(message)));
}

TextRange Checker::head(const JsonNode& node) const
{
    const std::string_view text = m_document.text();
    const bool bracket = node.begin < text.size() && (text[node.begin] == '{' || text[node.begin] == '[');
    if (bracket && (node.kind == JsonKind::Object || node.kind == JsonKind::Array))
        return {node.begin, node.begin + 1};
    const std::size_t lineEnd = text.substr(0, node.end).find_first_of("\r\n", node.begin);
    if (lineEnd == std::string_view::npos)
        return node.range();
    return {node.begin, static_cast<std::uint32_t>(lineEnd)};
}

std::string Checker::describe(const JsonNode& node) const
{
    switch (node.kind) {
    case JsonKind::Null:
        return "null";
    case JsonKind::Bool:
        return node.boolean ? "true" : "false";
    case JsonKind::Number:
        return "the number " + std::string(node.text.substr(0, 40));
    case JsonKind::String:
        return "the text \"" + std::string(node.text.substr(0, validUtf8Prefix(asBytes(node.text.substr(0, 40)))))
            + "\"";
    case JsonKind::Array:
        return "a list";
    case JsonKind::Object:
        break;
    }
    return "an object";
}

void Checker::wrongType(const JsonNode& node, std::string_view key, std::string_view expected)
{
    if (node.invalid)
        return;
    Diagnostic& problem
        = error("wrong-type", head(node),
                {"\"{0}\" takes {1}, but {2} stands here.", {std::string(key), std::string(expected), describe(node)}});
    const bool quotedNumber = node.kind == JsonKind::String && expected == "an integer"
        && wirebench::readInteger(node.text, false).has_value() && m_document.text()[node.begin] == '"';
    const bool scalar = node.kind != JsonKind::Array && node.kind != JsonKind::Object && node.begin < node.end;
    if (scalar && node.kind != JsonKind::String && (expected.starts_with("a text") || expected.starts_with("a date")))
        addReplacement(problem, {"Put it in quotes", {}}, node.range(), "\"" + text(node.range()) + "\"");
    if (quotedNumber)
        addReplacement(problem, {"Write {0} without quotes", {std::string(node.text)}}, node.range(),
                       std::string(node.text));
}

std::optional<std::string_view> Checker::readText(const JsonNode& node, std::string_view key)
{
    if (node.kind != JsonKind::String) {
        wrongType(node, key, "a text");
        return std::nullopt;
    }
    if (node.loneSurrogate)
        error("bad-value", head(node),
              {"The text of \"{0}\" has half of a surrogate pair (\\uD800 to \\uDFFF), which is no character. Write "
               "both halves or remove it.",
               {std::string(key)}});
    return node.text;
}

std::optional<bool> Checker::readBool(const JsonNode& node, std::string_view key)
{
    if (node.kind == JsonKind::Bool)
        return node.boolean;
    wrongType(node, key, "true or false");
    return std::nullopt;
}

std::optional<JsonInteger> Checker::readInteger(const JsonNode& node, std::string_view key)
{
    if (node.kind == JsonKind::Number) {
        if (const auto integer = wirebench::readInteger(node.text, false))
            return integer;
    }
    wrongType(node, key, "an integer");
    return std::nullopt;
}

bool Checker::checkIdentifier(std::string_view name, TextRange range, std::string_view what)
{
    if (isIdentifier(name))
        return true;
    std::string mended;
    for (const char c : name)
        mended.push_back(isIdentifierPart(c) ? c : '_');
    if (mended.empty() || !isIdentifierStart(mended.front()))
        mended.insert(mended.begin(), '_');
    Diagnostic& problem = error(
        "bad-identifier", range,
        {"\"{0}\" cannot be the name of a {1}: a name starts with a letter or '_' and goes on with letters, digits "
         "and '_' (A-Z, a-z, 0-9). Try \"{2}\".",
         {std::string(name), std::string(what), mended}});
    addReplacement(problem, {"Rename to \"{0}\"", {mended}}, range, quotedLike(range, mended));
    return false;
}

std::optional<std::string_view> Checker::readIdentifier(const JsonNode& node, std::string_view what)
{
    if (node.kind != JsonKind::String) {
        wrongType(node, "name", "a text");
        return std::nullopt;
    }
    if (!checkIdentifier(node.text, head(node), what))
        return std::nullopt;
    return node.text;
}

std::optional<std::size_t> Checker::readChoice(const JsonNode& node, std::string_view key,
                                               std::span<const std::string_view> choices)
{
    if (node.kind != JsonKind::String) {
        wrongType(node, key, orList(choices));
        return std::nullopt;
    }
    const auto found = std::find(choices.begin(), choices.end(), node.text);
    if (found != choices.end())
        return static_cast<std::size_t>(found - choices.begin());
    const std::string_view nearest = nearestName(node.text, {choices.begin(), choices.end()});
    Diagnostic& problem = error(
        "bad-value", head(node),
        {"\"{0}\" is no value of \"{1}\"; it takes {2}.", {std::string(node.text), std::string(key), orList(choices)}});
    if (!nearest.empty())
        addReplacement(problem, {"Write \"{0}\"", {std::string(nearest)}}, node.range(),
                       quotedLike(node.range(), nearest));
    return std::nullopt;
}

std::string Checker::quotedLike(TextRange range, std::string_view replacement) const
{
    const char quote = range.begin < m_document.text().size() ? m_document.text()[range.begin] : '\0';
    if (quote != '"' && quote != '\'')
        return std::string(replacement);
    return quote + std::string(replacement) + quote;
}

std::string orList(std::span<const std::string_view> names)
{
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0)
            list += i + 1 == names.size() ? " or " : ", ";
        list.append("\"").append(names[i]).append("\"");
    }
    return list;
}

void addReplacement(Diagnostic& problem, Message title, TextRange range, std::string replacement)
{
    problem.fixes.push_back({std::move(title), {{range, std::move(replacement)}}});
}

} // namespace wirebench::bitschema
