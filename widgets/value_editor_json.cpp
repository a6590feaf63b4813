// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/value_editor_json.h"

#include <cstdint>

namespace wirebench {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool endsWord(char c)
{
    return isSpace(c) || std::string_view("{}[]:,\"").find(c) != std::string_view::npos;
}

/// End of the string that starts at `at`; a line end closes one that was left open.
std::size_t stringEnd(std::string_view text, std::size_t at)
{
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
        else if (text[i] == '\n' || text[i] == '\r')
            return i;
    }
    return text.size();
}

bool isKey(std::string_view text, std::size_t behind)
{
    while (behind < text.size() && isSpace(text[behind]))
        ++behind;
    return behind < text.size() && text[behind] == ':';
}

TokenKind wordKind(std::string_view word)
{
    if (word == "true" || word == "false" || word == "null")
        return TokenKind::Keyword;
    if (word.front() == '-' || (word.front() >= '0' && word.front() <= '9'))
        return TokenKind::Number;
    return TokenKind::Invalid;
}

} // namespace

std::vector<Token> JsonLanguage::tokens(std::string_view text) const
{
    std::vector<Token> found;
    std::size_t at = 0;
    while (at < text.size()) {
        if (isSpace(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        TokenKind kind = TokenKind::Punctuation;
        if (text[at] == '"') {
            end = stringEnd(text, at);
            kind = isKey(text, end) ? TokenKind::FieldName : TokenKind::String;
            if (text.substr(at + 1, 1) == "@")
                kind = TokenKind::Annotation;
        } else if (!endsWord(text[at])) {
            while (end < text.size() && !endsWord(text[end]))
                ++end;
            kind = wordKind(text.substr(at, end - at));
        }
        found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), kind});
        at = end;
    }
    return found;
}

std::vector<TextRange> JsonLanguage::folds(std::string_view text) const
{
    std::vector<TextRange> found;
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') {
            at = stringEnd(text, at) - 1;
        } else if (text[at] == '{' || text[at] == '[') {
            open.push_back(at);
        } else if ((text[at] == '}' || text[at] == ']') && !open.empty()) {
            found.push_back({static_cast<std::uint32_t>(open.back()), static_cast<std::uint32_t>(at + 1)});
            open.pop_back();
        }
    }
    return found;
}

} // namespace wirebench
