// SPDX-License-Identifier: MIT
#include "core/formats/format.h"
#include "core/formats/serialkit/serialkit_language.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser.h"
#include "core/formats/text_language.h"

#include <algorithm>

namespace wirebench::serialkit {

namespace {

enum class Body { None, Model, Enum };

/// What stands before a place in the text.
struct PlaceInText {
    Body body = Body::None;
    bool inComment = false;
    bool hasNamespace = false;
    bool afterDecl = false; ///< A declaration stands before it.
    std::vector<std::string_view> words; ///< Of the statement it is in, the unfinished last word left out.
    TextRange replace; ///< The part of a word that is already there.

    bool has(std::string_view word) const { return std::find(words.begin(), words.end(), word) != words.end(); }
};

/// Reads the text up to `offset`.
PlaceInText placeAt(std::string_view text, std::uint32_t offset)
{
    const std::vector<LexToken> tokens = lexSkit(text.substr(0, offset));
    PlaceInText place;
    place.replace = {offset, offset};
    std::size_t count = tokens.size() - 1; // the end
    if (count > 0 && tokens[count - 1].isComment()) {
        const LexToken& comment = tokens[count - 1];
        place.inComment = comment.end == offset && (comment.kind != LexKind::BlockComment || !comment.closed);
    }
    const bool word = count > 0 && tokens[count - 1].end == offset
        && (tokens[count - 1].kind == LexKind::Identifier || tokens[count - 1].kind == LexKind::Number);
    if (word)
        place.replace.begin = tokens[--count].begin;
    for (std::size_t i = 0; i < count; ++i) {
        if (tokens[i].isComment())
            continue;
        const std::string_view piece = text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
        place.hasNamespace = place.hasNamespace || (place.body == Body::None && piece == "namespace");
        if (piece == "{") {
            const bool isEnum = !place.words.empty() && place.words.front() == "enum";
            place.body = isEnum ? Body::Enum : Body::Model;
        } else if (piece == "}") {
            place.body = Body::None;
            place.afterDecl = true;
        } else if (piece != ";" && piece != ",") {
            place.words.push_back(piece);
            continue;
        }
        place.words.clear();
    }
    return place;
}

class Completer {
public:
    Completer(const Analysis& analysis, const PlaceInText& place) : m_analysis(analysis), m_place(place) { }

    std::vector<Completion> run()
    {
        if (m_place.inComment)
            return {};
        if (m_place.body == Body::None) {
            addKeywords();
        } else if (!m_place.words.empty() && m_place.words.back() == "=") {
            addNumber();
        } else if (m_place.body == Body::Model
                   && std::all_of(m_place.words.begin(), m_place.words.end(), findModifier)) {
            addModifiers();
            addTypes();
        }
        return std::move(m_result);
    }

private:
    void add(std::string_view label, std::string insert, std::string detail, std::string documentation, TokenKind kind)
    {
        m_result.push_back({std::string(label), std::move(insert), std::move(detail), std::move(documentation), kind,
                            m_place.replace});
    }

    void addKeywords()
    {
        if (!m_place.words.empty())
            return;
        for (const Keyword& keyword : keywords()) {
            if (keyword.name == "namespace" && (m_place.hasNamespace || m_place.afterDecl))
                continue;
            add(keyword.name, std::string(keyword.name) + " ", std::string(keyword.summary),
                std::string(keyword.documentation), TokenKind::Keyword);
        }
    }

    /// Those that go with the ones that are there.
    void addModifiers()
    {
        for (const Modifier& modifier : modifiers()) {
            const auto clashes
                = [&](std::string_view a, std::string_view b) { return modifier.name == a && m_place.has(b); };
            const bool fits = !m_place.has(modifier.name) && !clashes("optional", "repeated")
                && !clashes("optional", "packed") && !clashes("optional", "bitmap") && !clashes("repeated", "optional")
                && !clashes("packed", "optional") && !clashes("packed", "bitmap") && !clashes("packed", "interned")
                && !clashes("bitmap", "optional") && !clashes("bitmap", "packed") && !clashes("bitmap", "interned")
                && !clashes("interned", "packed") && !clashes("interned", "bitmap");
            if (fits)
                add(modifier.name, std::string(modifier.name) + " ", std::string(modifier.summary),
                    std::string(modifier.documentation), TokenKind::Keyword);
        }
    }

    void addTypes()
    {
        for (const Primitive& primitive : primitives()) {
            const bool sized = primitive.kind == TypeKind::Text || primitive.kind == TypeKind::Bytes;
            const bool fits = m_place.has("bitmap") ? primitive.kind == TypeKind::Bool
                : m_place.has("interned")           ? primitive.kind == TypeKind::Text
                                                    : !m_place.has("packed") || !sized;
            if (fits)
                add(primitive.name, std::string(primitive.name), std::string(primitive.summary),
                    "On the wire: " + std::string(primitive.wire) + ".", TokenKind::Type);
        }
        if (m_place.has("bitmap") || m_place.has("interned"))
            return;
        for (const Decl& decl : m_analysis.schema->decls) {
            const bool isEnum = decl.kind == DeclKind::Enum;
            if (decl.nameRange.begin == m_place.replace.begin || (m_place.has("packed") && !isEnum))
                continue;
            add(decl.name, decl.name,
                isEnum ? "enum, " + countText(decl.members.size(), "value")
                       : "model, " + countText(decl.members.size(), "field"),
                decl.doc, TokenKind::TypeName);
        }
    }

    /// The number above those in use.
    void addNumber()
    {
        const bool isEnum = m_place.body == Body::Enum;
        std::int64_t highest = isEnum ? -1 : 0;
        const Decl* decl = enclosing();
        for (const Member& member : decl ? decl->members : std::vector<Member>()) {
            const bool isOther = member.numberRange.size() > 0 && member.numberRange.begin != m_place.replace.begin;
            if (isOther && member.number <= (isEnum ? kLargestEnumNumber : kLargestFieldNumber))
                highest = std::max(highest, member.number);
        }
        std::int64_t number = highest + 1;
        if (!isEnum && number >= kFirstReservedNumber && number <= kLastReservedNumber)
            number = kLastReservedNumber + 1;
        if (number > (isEnum ? kLargestEnumNumber : kLargestFieldNumber))
            return;
        add(std::to_string(number), std::to_string(number), "the next number",
            isEnum ? "Numbers go from 0 to 2147483647."
                   : "Numbers go from 1 to 536870911, without 19000 to 19999. Those up to 15 make a tag of one byte.",
            TokenKind::Number);
    }

    const Decl* enclosing() const
    {
        // Known to be inside a body; that of an unfinished declaration ends before the place.
        const std::vector<Decl>& decls = m_analysis.schema->decls;
        const auto found = std::find_if(decls.rbegin(), decls.rend(),
                                        [this](const Decl& decl) { return decl.range.begin <= m_place.replace.begin; });
        return found == decls.rend() ? nullptr : &*found;
    }

    const Analysis& m_analysis;
    const PlaceInText& m_place;
    std::vector<Completion> m_result;
};

} // namespace

std::vector<Completion> SerialkitLanguage::complete(const Analysis& analysis, std::uint32_t offset) const
{
    const std::string_view text = std::string_view(analysis.source->text).substr(0, kLongestSchemaText);
    const PlaceInText place = placeAt(text, std::min(offset, static_cast<std::uint32_t>(text.size())));
    return Completer(analysis, place).run();
}

} // namespace wirebench::serialkit
