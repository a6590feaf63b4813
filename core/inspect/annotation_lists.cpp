// SPDX-License-Identifier: MIT
// The annotation tree as an indented text and as JSON.
#include "core/inspect/annotated_dump.h"
#include "core/inspect/json_text.h"
#include "core/inspect/source_excerpt.h"

namespace wirebench {

namespace {

constexpr std::size_t largePiece = 1u << 16;

void handOn(std::string& text, const TextSink& sink, std::size_t from)
{
    if (text.size() >= from && !text.empty()) {
        sink(text);
        text.clear();
    }
}

bool isStructural(Role role)
{
    return role == Role::Tag || role == Role::Length || role == Role::Count || role == Role::Presence;
}

std::string placeText(BitRange bits)
{
    const auto plural = [](std::uint64_t count, const std::string& unit) {
        return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
    };
    if (bits.first % 8 == 0 && bits.count % 8 == 0)
        return "byte " + std::to_string(bits.first / 8) + ", " + plural(bits.count / 8, "byte");
    return "bit " + std::to_string(bits.first) + ", " + plural(bits.count, "bit");
}

/// The last step of the item's path, or what it is where it has no name of its own.
std::string stepName(const AnnotationTree& tree, const std::vector<Item>& chain)
{
    std::string step = tree.stepText(chain.size() > 1 ? &chain[chain.size() - 2] : nullptr, chain.back());
    if (!step.empty())
        return step;
    return std::string(roleName(chain.back().role));
}

std::string treeLine(const AnnotationTree& tree, const std::vector<Item>& chain, TextColours colours)
{
    const Item& item = chain.back();
    const bool coloured = colours != TextColours::None;
    std::string line((chain.size() - 1) * 2, ' ');
    line += (coloured ? "\x1b[1m" : "") + terminalText(stepName(tree, chain)) + (coloured ? "\x1b[0m" : "");
    const std::string type = tree.typeName(item);
    if (!type.empty())
        line += ": " + terminalText(type);
    const std::string value = tree.valueText(item);
    if (!value.empty())
        line += " = " + terminalText(value);
    const std::string meaning = tree.meaningText(item);
    if (!meaning.empty())
        line += " (" + terminalText(meaning) + ')';
    line += coloured ? "  \x1b[2m" : "  ";
    line += '[' + placeText(item.bits) + (item.damaged ? ", damaged]" : "]");
    return line + (coloured ? "\x1b[0m\n" : "\n");
}

} // namespace

void writeTreeText(const AnnotationTree& tree, TextColours colours, const TextSink& sink)
{
    std::string text;
    tree.walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        if (isStructural(item.role))
            return false;
        text += treeLine(tree, chain, colours);
        handOn(text, sink, largePiece);
        // A field with a value of its own has only its prefix and that value below it.
        return item.role != Role::Field || tree.valueText(item).empty();
    });
    handOn(text, sink, 0);
}

namespace {

void appendItem(std::string& text, const AnnotationTree& tree, const std::vector<Item>& chain)
{
    const Item& item = chain.back();
    text += "{\"bits\":[";
    appendNumber(text, item.bits.first);
    text += ',';
    appendNumber(text, item.bits.count);
    text += "],\"role\":";
    appendJsonText(text, roleName(item.role));
    text += ",\"path\":";
    appendJsonText(text, tree.path(chain));
    text += ",\"type\":";
    appendJsonText(text, tree.typeName(item));
    text += ",\"depth\":";
    appendNumber(text, chain.size() - 1);
    const std::string value = tree.valueText(item);
    if (!value.empty())
        text += ",\"value\":" + value;
    if (item.damaged)
        text += ",\"damaged\":true";
    text += '}';
}

} // namespace

void writeAnnotationsJson(const AnnotationTree& tree, bool lines, const TextSink& sink)
{
    std::string text = "[";
    bool first = true;
    tree.walk([&](const std::vector<Item>& chain) {
        if (!first)
            text += ',';
        if (lines)
            text += "\n  ";
        first = false;
        appendItem(text, tree, chain);
        handOn(text, sink, largePiece);
        return true;
    });
    text += lines && !first ? "\n]" : "]";
    handOn(text, sink, 0);
}

} // namespace wirebench
