// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"
#include "core/formats/format.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// A little schema language for tests of editors: `struct Name { field: type, … }` with `//` and `///` comments.
class ToyLanguage final : public LanguageService {
public:
    mutable int tokenCalls = 0;

    static bool isBuiltin(std::string_view word)
    {
        static const std::set<std::string_view> names{"u8", "u16", "u32", "u64", "f32", "str", "bool"};
        return names.count(word) != 0;
    }

    std::vector<Token> tokens(std::string_view text) const override
    {
        ++tokenCalls;
        std::vector<Token> found;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = tokenEnd(text, at);
            if (const TokenKind kind = kindOf(text, at, end); kind != TokenKind::Plain)
                found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), kind});
            at = end;
        }
        return found;
    }

    std::vector<TextRange> folds(std::string_view text) const override
    {
        std::vector<TextRange> found;
        std::vector<std::size_t> open;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '{')
                open.push_back(at);
            if (text[at] == '}' && !open.empty()) {
                found.push_back({static_cast<std::uint32_t>(open.back()), static_cast<std::uint32_t>(at + 1)});
                open.pop_back();
            }
        }
        return found;
    }

    std::vector<Completion> complete(const Analysis& analysis, std::uint32_t offset) const override
    {
        const std::string_view text = analysis.source->text;
        std::uint32_t begin = offset;
        while (begin > 0 && isIdentifierPart(text[begin - 1]))
            --begin;
        const TextRange replace{begin, offset};
        return {{"struct", "struct", "keyword", "A block of fields.", TokenKind::Keyword, replace},
                {"str", "str", "UTF-8 text", "A little-endian length of four bytes,\nthen that many bytes of UTF-8.",
                 TokenKind::Type, replace},
                {"u16", "u16", "16-bit unsigned, 2 bytes", "Little-endian.", TokenKind::Type, replace},
                {"u32", "u32", "32-bit unsigned, 4 bytes", "Little-endian.", TokenKind::Type, replace},
                {"Plugin", "Plugin", "struct, 2 fields", "", TokenKind::TypeName, replace}};
    }

    std::optional<Hover> hover(const Analysis& analysis, std::uint32_t offset) const override
    {
        const auto [begin, end] = wordAt(analysis.source->text, offset);
        const std::string word = analysis.source->text.substr(begin, end - begin);
        if (!isBuiltin(word))
            return std::nullopt;
        return Hover{"**" + word + "** is a built-in type.", {begin, end}};
    }

    std::optional<TextRange> definition(const Analysis& analysis, std::uint32_t offset) const override
    {
        const std::string& text = analysis.source->text;
        const auto [begin, end] = wordAt(text, offset);
        const std::string word = text.substr(begin, end - begin);
        const std::size_t found = text.find("struct " + word);
        if (word.empty() || found == std::string::npos)
            return std::nullopt;
        const auto at = static_cast<std::uint32_t>(found + 7);
        return TextRange{at, at + static_cast<std::uint32_t>(word.size())};
    }

    std::vector<OutlineItem> outline(const Analysis&) const override { return {}; }
    std::string_view lineComment() const override { return "//"; }

private:
    static std::pair<std::uint32_t, std::uint32_t> wordAt(std::string_view text, std::uint32_t offset)
    {
        std::uint32_t begin = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text.size()));
        std::uint32_t end = begin;
        while (begin > 0 && isIdentifierPart(text[begin - 1]))
            --begin;
        while (end < text.size() && isIdentifierPart(text[end]))
            ++end;
        return {begin, end};
    }

    static std::size_t tokenEnd(std::string_view text, std::size_t at)
    {
        std::size_t end = at + 1;
        if (text.substr(at, 2) == "//")
            return std::min(text.find('\n', at), text.size());
        if (text[at] == '"')
            return std::min(text.find('"', at + 1), text.size() - 1) + 1;
        if (isIdentifierPart(text[at]))
            while (end < text.size() && isIdentifierPart(text[end]))
                ++end;
        return end;
    }

    static TokenKind kindOf(std::string_view text, std::size_t at, std::size_t end)
    {
        const std::string_view word = text.substr(at, end - at);
        if (word.substr(0, 3) == "///")
            return TokenKind::DocComment;
        if (word.substr(0, 2) == "//")
            return TokenKind::Comment;
        if (word == "struct")
            return TokenKind::Keyword;
        if (isBuiltin(word))
            return TokenKind::Type;
        if (word[0] == '"')
            return TokenKind::String;
        if (word[0] >= '0' && word[0] <= '9')
            return TokenKind::Number;
        if (word[0] >= 'A' && word[0] <= 'Z')
            return TokenKind::TypeName;
        if (isIdentifierStart(word[0]))
            return TokenKind::FieldName;
        return std::string_view("{}[]():,;").find(word[0]) != std::string_view::npos ? TokenKind::Punctuation
                                                                                     : TokenKind::Plain;
    }
};

inline const std::string toySchema = "/// A plugin with its parameters.\n"
                                     "struct Plugin {\n"
                                     "    name: str,\n"
                                     "    manufacturer_id: u32,\n"
                                     "    parameters: []Parameter, // nested\n"
                                     "}\n"
                                     "\n"
                                     "struct Parameter {\n"
                                     "    address: u64,\n"
                                     "    display_name: strr,\n"
                                     "    größe: f32,\n"
                                     "    is_writable: bool,\n"
                                     "}\n";

inline std::shared_ptr<Analysis> toyAnalysis(std::string text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = std::move(text);
    auto analysis = std::make_shared<Analysis>();
    analysis->source = source;
    const std::size_t wrong = source->text.find("strr");
    if (wrong != std::string::npos) {
        const auto at = static_cast<std::uint32_t>(wrong);
        Diagnostic problem = schemaProblem(Severity::Error, "unknown-type", {at, at + 4},
                                           {"There is no type {0}; built-in types are u8 … str.", {"strr"}});
        problem.fixes.push_back({{"Change to {0}", {"str"}}, {{{at, at + 4}, "str"}}});
        problem.fixes.push_back(
            {{"Declare struct {0}", {"strr"}}, {{{0, 0}, "struct strr {\n}\n\n"}, {{at, at + 4}, "Strr"}}});
        analysis->diagnostics.push_back(problem);
    }
    if (const std::size_t wide = source->text.find("address"); wide != std::string::npos) {
        const auto at = static_cast<std::uint32_t>(wide);
        analysis->diagnostics.push_back(
            schemaProblem(Severity::Warning, "style", {at, at + 7}, {"The name {0} says little.", {"address"}}));
    }
    if (const std::size_t doc = source->text.find("is_writable"); doc != std::string::npos) {
        const auto at = static_cast<std::uint32_t>(doc);
        analysis->diagnostics.push_back(
            schemaProblem(Severity::Note, "style", {at, at + 11}, {"A bool takes a whole byte.", {}}));
    }
    return analysis;
}

} // namespace wirebench
