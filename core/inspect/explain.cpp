// SPDX-License-Identifier: MIT
#include "core/inspect/explain.h"

#include "core/inspect/explain_parts.h"
#include "core/inspect/source_excerpt.h"
#include "core/wire/bits.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wirebench {

std::string LeafExplanation::byteCount() const
{
    return item().bits.count == 8 ? "1 byte" : fmt::format("{} bytes", item().bits.count / 8);
}

std::uint64_t LeafExplanation::stored() const
{
    return readBits(space(), item().bits.first, shownBits());
}

void LeafExplanation::step(std::string title, std::string text, std::string rule)
{
    if (!text.empty())
        out.steps.push_back({std::move(title), std::move(text), std::move(rule)});
}

namespace {

void explainRole(LeafExplanation& leaf)
{
    switch (leaf.item().role) {
    case Role::Tag:
        explainTag(leaf);
        break;
    case Role::Length:
        if (!explainSeriesPart(leaf))
            explainLength(leaf);
        explainEntry(leaf);
        break;
    case Role::Count:
        if (!explainSeriesPart(leaf))
            explainNumber(leaf, "The count", "It says how many elements or entries follow.");
        break;
    case Role::TypeId:
        explainTypeId(leaf);
        break;
    case Role::Presence:
        explainPresence(leaf);
        break;
    case Role::Header:
        explainFrameHeader(leaf);
        break;
    case Role::Padding:
        leaf.step("Padding", "No field lies here.", "Bits between and behind the fields are zero.");
        break;
    case Role::Unknown:
        explainUnknown(leaf);
        break;
    case Role::Trailing:
        leaf.step("Left over", "The value ends before these bytes.",
                  "A value knows where it ends; what follows is no part of it.");
        break;
    case Role::Error:
        explainSharingElement(leaf);
        explainError(leaf);
        break;
    case Role::StringTable:
        explainTableText(leaf);
        break;
    case Role::Value:
        explainValue(leaf);
        explainEntry(leaf);
        break;
    default:
        break;
    }
}

/// Explains the last item of a chain, outermost first.
Explanation explainLeaf(const AnnotationTree& tree, const std::vector<Item>& chain, const RuleTexts& rules,
                        const SchemalessDialect* dialect)
{
    LeafExplanation leaf{tree, chain, rules, dialect};
    const Item& item = leaf.item();
    const std::string path = tree.path(chain);
    const std::string type = tree.typeName(item);
    leaf.out.bits = item.bits;
    leaf.out.title = path.empty() ? type : type.empty() ? path : path + ": " + type;
    if (item.bits.end() > leaf.space().size() * 8 || item.bits.count == 0)
        return std::move(leaf.out);
    explainPlace(leaf);
    explainRole(leaf);
    explainFieldRule(leaf);
    explainAbsences(leaf);
    const std::string value = tree.valueText(item);
    const std::string meaning = tree.meaningText(item);
    leaf.out.summary = value.empty() ? meaning : meaning.empty() ? value : fmt::format("{} ({})", value, meaning);
    return std::move(leaf.out);
}

std::string indented(const std::string& text)
{
    std::string out;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += (out.empty() ? "      " : "\n      ") + terminalText(std::string_view(text).substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

std::string explanationText(const Explanation& explanation, bool coloured)
{
    std::string text = coloured ? "\x1b[1m" : "";
    text += terminalText(explanation.title) + (coloured ? "\x1b[0m" : "");
    if (!explanation.summary.empty())
        text += " = " + terminalText(explanation.summary);
    text += '\n';
    std::size_t index = 0;
    for (const ExplainStep& step : explanation.steps) {
        text += fmt::format("  {}. {}\n{}\n", ++index, step.title, indented(step.text));
        if (!step.rule.empty())
            text += (coloured ? "      \x1b[2m" : "      ") + std::string("Rule: ") + step.rule
                + (coloured ? "\x1b[0m\n" : "\n");
    }
    return text + '\n';
}

} // namespace

Explanation explain(const AnnotationTree& tree, std::uint64_t bit, const RuleTexts& rules,
                    const SchemalessDialect* dialect)
{
    const std::vector<Item> chain = tree.chainAt(bit);
    return chain.empty() ? Explanation() : explainLeaf(tree, chain, rules, dialect);
}

void writeExplanations(const AnnotationTree& tree, BitRange range, const RuleTexts& rules, TextColours colours,
                       const TextSink& sink, const SchemalessDialect* dialect)
{
    tree.walkRange(range, [&](const std::vector<Item>& chain) {
        if (chain.back().leaf && chain.back().bits.count > 0)
            sink(explanationText(explainLeaf(tree, chain, rules, dialect), colours != TextColours::None));
        return true;
    });
}

} // namespace wirebench
