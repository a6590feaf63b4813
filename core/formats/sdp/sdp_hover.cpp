// SPDX-License-Identifier: MIT
#include "core/formats/format.h"
#include "core/formats/sdp/sdp_language.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/formats/text_language.h"
#include "core/syntax/text_lexer.h"

#include <algorithm>

namespace wirebench::sdp {

namespace {

std::string bytesText(std::uint64_t bytes)
{
    return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::string sizeText(const Node& node)
{
    std::string least = bytesText(node.minBits / 8);
    if (node.fixedSize())
        return least;
    if (node.maxBits == kUnbounded)
        return "at least " + least;
    return std::to_string(node.minBits / 8) + " to " + bytesText(node.maxBits / 8);
}

std::string hex64(std::uint64_t value)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "0x";
    for (int shift = 60; shift >= 0; shift -= 4)
        text.push_back(digits[value >> shift & 15u]);
    return text;
}

void appendDoc(std::string& text, const std::string& doc)
{
    if (!doc.empty())
        text += "\n\n" + doc;
}

const Node* nodeOfDecl(const Analysis& analysis, DeclIndex index)
{
    const auto found
        = std::find_if(analysis.plan->types.begin(), analysis.plan->types.end(),
                       [&](const PlanType& type) { return analysis.plan->nodes[type.node].decl == index; });
    return found == analysis.plan->types.end() ? nullptr : &analysis.plan->nodes[found->node];
}

std::string declText(const Analysis& analysis, DeclIndex index)
{
    const Decl& decl = analysis.schema->decls[index];
    const bool isMessage = decl.kind == DeclKind::Message;
    std::string text = std::string("**") + (isMessage ? "message " : "struct ") + decl.name + "**";
    if (const Node* node = nodeOfDecl(analysis, index))
        text += " — " + sizeText(*node) + (isMessage ? ", its header of 12 bytes included" : "");
    if (isMessage)
        text += "\n\nType id `" + hex64(typeId(decl.name)) + "` (FNV-1a 64 of the name)";
    appendDoc(text, decl.doc);
    return text;
}

std::string fieldText(const Analysis& analysis, DeclIndex index, std::size_t member)
{
    const Decl& decl = analysis.schema->decls[index];
    const Member& field = decl.members[member];
    std::string text = "**" + field.name + "**: `" + analysis.schema->types[field.type].spelling + "`";
    if (const Node* node = nodeOfDecl(analysis, index)) {
        const Slot& slot = analysis.plan->slots[node->firstSlot + member];
        text += " — " + sizeText(analysis.plan->nodes[slot.node]);
        text += slot.offset == kUnbounded ? ", behind a part of variable size"
                                          : ", at byte " + std::to_string(slot.offset / 8);
    }
    appendDoc(text, field.doc);
    return text;
}

std::string typeText(const Analysis& analysis, const TypeExpr& type)
{
    if (type.kind == TypeKind::Named && type.decl != kNoIndex)
        return declText(analysis, type.decl);
    const Primitive* primitive = findPrimitive(type.spelling);
    return primitive ? "`" + std::string(primitive->name) + "` — " + std::string(primitive->summary) : std::string();
}

std::string_view wordText(std::string_view word)
{
    if (word == "struct")
        return "**struct** — its fields one after another, in this order, without header, tags or padding";
    if (word == "message")
        return "**message** — a header of 12 bytes (u64 type id, u32 payload size), then the fields; stands at the top "
               "of a "
               "buffer";
    if (word == "?" || word == "Option")
        return "**optional** — one byte, 0 or 1, then the struct when it is 1";
    if (word == "[" || word == "]")
        return "**array** — a u32 count, then the elements; at most 1,000,000 elements";
    return {};
}

} // namespace

std::optional<Hover> SdpLanguage::hover(const Analysis& analysis, std::uint32_t offset) const
{
    const Schema& schema = *analysis.schema;
    for (std::size_t i = 0; i < schema.decls.size(); ++i) {
        const Decl& decl = schema.decls[i];
        if (!covers(decl.range, offset))
            continue;
        if (covers(decl.nameRange, offset))
            return Hover{declText(analysis, static_cast<DeclIndex>(i)), decl.nameRange};
        for (std::size_t member = 0; member < decl.members.size(); ++member) {
            if (covers(decl.members[member].nameRange, offset))
                return Hover{fieldText(analysis, static_cast<DeclIndex>(i), member), decl.members[member].nameRange};
        }
    }
    for (const TypeExpr& type : schema.types) {
        if (type.element == kNoIndex && covers(type.range, offset)) {
            std::string text = typeText(analysis, type);
            if (!text.empty())
                return Hover{std::move(text), type.range};
        }
    }
    const std::string_view text = std::string_view(analysis.source->text).substr(0, kLongestSchemaText);
    for (const LexToken& token : lexText(text)) {
        if (!token.isComment() && covers(token.range(), offset) && token.kind != LexKind::End) {
            const std::string_view word = wordText(text.substr(token.begin, token.end - token.begin));
            return word.empty() ? std::nullopt : std::optional(Hover{std::string(word), token.range()});
        }
    }
    return std::nullopt;
}

} // namespace wirebench::sdp
