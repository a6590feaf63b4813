// SPDX-License-Identifier: MIT
#include "core/formats/text_language.h"

#include <algorithm>

namespace wirebench {

std::vector<TextRange> braceFolds(std::string_view text, std::span<const LexToken> tokens)
{
    std::vector<TextRange> result;
    std::vector<std::uint32_t> open;
    const auto add = [&](std::uint32_t begin, std::uint32_t end) {
        if (text.substr(begin, end - begin).find_first_of("\r\n") != std::string_view::npos)
            result.push_back({begin, end});
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const LexToken& token = tokens[i];
        if (token.isComment()) {
            const std::size_t first = i;
            while (tokens[i + 1].isComment() && tokens[i + 1].firstOnLine)
                ++i;
            add(tokens[first].begin, tokens[i].end);
        } else if (token.kind == LexKind::Punctuation && text[token.begin] == '{') {
            open.push_back(token.begin);
        } else if (token.kind == LexKind::Punctuation && text[token.begin] == '}' && !open.empty()) {
            add(open.back(), token.end);
            open.pop_back();
        }
    }
    std::sort(result.begin(), result.end(), [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
    return result;
}

std::optional<TextRange> definitionAt(const Schema& schema, std::uint32_t offset)
{
    const auto touches = [offset](TextRange range) { return range.begin <= offset && offset <= range.end; };
    for (const TypeExpr& type : schema.types) {
        if (type.kind == TypeKind::Named && type.decl != kNoIndex && touches(type.range))
            return schema.decls[type.decl].nameRange;
    }
    for (const Decl& decl : schema.decls) {
        if (touches(decl.nameRange))
            return decl.nameRange;
    }
    return std::nullopt;
}

bool covers(TextRange range, std::uint32_t offset)
{
    return range.begin <= offset && offset < std::max(range.end, range.begin + 1);
}

std::string countText(std::size_t count, std::string_view one)
{
    return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

} // namespace wirebench
