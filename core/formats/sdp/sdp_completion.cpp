// SPDX-License-Identifier: MIT
#include "core/formats/format.h"
#include "core/formats/sdp/sdp_language.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/syntax/text_lexer.h"

#include <algorithm>

namespace wirebench::sdp {

namespace {

/// What may be written at a place.
enum class Expected { Nothing, Declaration, FieldName, Type, Struct };

struct PlaceInText {
    Expected expected = Expected::Nothing;
    TextRange replace; ///< The part of a word that is already there.
};

/// Reads the text up to `offset` and tells what the word at its end may be.
PlaceInText placeAt(std::string_view text, std::uint32_t offset)
{
    const std::vector<LexToken> tokens = lexText(text.substr(0, offset));
    PlaceInText place;
    place.replace = {offset, offset};
    std::size_t last = tokens.size() - 1; // the end
    if (last > 0 && tokens[last - 1].isComment() && tokens[last - 1].end == offset)
        return place;
    const auto textOf
        = [&](std::size_t index) { return text.substr(tokens[index].begin, tokens[index].end - tokens[index].begin); };
    if (last > 0 && tokens[last - 1].kind == LexKind::Identifier && tokens[last - 1].end == offset)
        place.replace.begin = tokens[--last].begin;
    bool inBody = false;
    std::size_t significant = tokens.size();
    for (std::size_t i = 0; i < last; ++i) {
        if (tokens[i].isComment())
            continue;
        significant = i;
        if (textOf(i) == "{" || textOf(i) == "}")
            inBody = textOf(i) == "{";
    }
    const std::string_view before = significant < tokens.size() ? textOf(significant) : std::string_view();
    if (!inBody)
        place.expected = before.empty() || before == "}" ? Expected::Declaration : Expected::Nothing;
    else if (before == ":" || before == "]")
        place.expected = Expected::Type;
    else if (before == "?" || before == "<")
        place.expected = Expected::Struct;
    else if (before == "{" || before == ",")
        place.expected = Expected::FieldName;
    return place;
}

class Completer {
public:
    Completer(const Analysis& analysis, TextRange replace) : m_analysis(analysis), m_replace(replace) { }

    void add(std::string label, std::string insert, std::string detail, std::string documentation, TokenKind kind)
    {
        m_result.push_back(
            {std::move(label), std::move(insert), std::move(detail), std::move(documentation), kind, m_replace});
    }

    void addPrimitives()
    {
        for (const Primitive& primitive : primitives())
            add(std::string(primitive.name), std::string(primitive.name), std::string(primitive.summary), {},
                TokenKind::Type);
    }

    void addStructs()
    {
        for (const Decl& decl : m_analysis.schema->decls) {
            if (decl.kind != DeclKind::Struct || decl.nameRange.begin == m_replace.begin)
                continue;
            const std::size_t fields = decl.members.size();
            add(decl.name, decl.name, "struct, " + std::to_string(fields) + (fields == 1 ? " field" : " fields"),
                decl.doc, TokenKind::TypeName);
        }
    }

    void addWrappers()
    {
        add("[]", "[]", "array", "A u32 count, then that many elements: primitives, text or structs.",
            TokenKind::Keyword);
        add("?", "?", "optional struct", "One byte, 0 or 1, then the struct when it is 1.", TokenKind::Keyword);
        add("Option<>", "Option<", "optional struct", "The same as `?`.", TokenKind::Keyword);
    }

    void addDeclarations()
    {
        add("struct", "struct ", "a group of fields", "The fields one after another, without header, tags or padding.",
            TokenKind::Keyword);
        add("message", "message ", "a self-describing struct",
            "A header of 12 bytes (u64 type id, u32 payload size), then the fields.", TokenKind::Keyword);
    }

    std::vector<Completion> take() { return std::move(m_result); }

private:
    const Analysis& m_analysis;
    TextRange m_replace;
    std::vector<Completion> m_result;
};

} // namespace

std::vector<Completion> SdpLanguage::complete(const Analysis& analysis, std::uint32_t offset) const
{
    const std::string_view text = std::string_view(analysis.source->text).substr(0, kLongestSchemaText);
    const PlaceInText place = placeAt(text, std::min(offset, static_cast<std::uint32_t>(text.size())));
    Completer completer(analysis, place.replace);
    if (place.expected == Expected::Declaration)
        completer.addDeclarations();
    if (place.expected == Expected::Type)
        completer.addPrimitives();
    if (place.expected == Expected::Type || place.expected == Expected::Struct)
        completer.addStructs();
    if (place.expected == Expected::Type)
        completer.addWrappers();
    return completer.take();
}

} // namespace wirebench::sdp
