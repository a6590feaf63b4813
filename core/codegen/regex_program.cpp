// SPDX-License-Identifier: MIT
#include "core/codegen/regex_program.h"

#include "core/codegen/regex_syntax.h"
#include "core/codegen/utf8_sequences.h"

#include <charconv>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <variant>

namespace wirebench {

namespace {

using Op = RegexProgram::Op;
using Step = RegexProgram::Step;
using Index = std::uint16_t;

Op assertion(RegexNode::Kind kind)
{
    switch (kind) {
    case RegexNode::Kind::TextBegin:
        return Op::TextBegin;
    case RegexNode::Kind::TextEnd:
        return Op::TextEnd;
    case RegexNode::Kind::LineBegin:
        return Op::LineBegin;
    case RegexNode::Kind::LineEnd:
        return Op::LineEnd;
    case RegexNode::Kind::WordEdge:
        return Op::WordEdge;
    default:
        return Op::NoWordEdge;
    }
}

/// Makes the steps from the last to the first: a part is told where to go on, and says where it begins.
class Compiler {
public:
    std::optional<RegexProgram> run(const RegexNode& node)
    {
        const Index begin = compile(node, add({Op::Found, 0, 0}));
        if (!m_fits)
            return std::nullopt;
        return inReadingOrder(begin);
    }

private:
    Index compile(const RegexNode& node, Index next)
    {
        switch (node.kind) {
        case RegexNode::Kind::Characters:
            return sequences(utf8Sequences(node.characters), 0, next);
        case RegexNode::Kind::AnyByte: {
            RegexProgram::ByteSet all;
            all.fill(~0u);
            return shared({Op::Byte, next, indexOf(all)});
        }
        case RegexNode::Kind::Sequence:
            for (auto part = node.parts.rbegin(); part != node.parts.rend() && m_fits; ++part)
                next = compile(*part, next);
            return next;
        case RegexNode::Kind::Choice:
            return choice(node, next);
        case RegexNode::Kind::Repeat:
            return node.most == RegexNode::kNoMost ? endless(node, next) : bounded(node, next);
        default:
            return shared({assertion(node.kind), next, 0});
        }
    }

    Index choice(const RegexNode& node, Index next)
    {
        Index begin = compile(node.parts.back(), next);
        for (std::size_t i = node.parts.size() - 1; i-- > 0 && m_fits;)
            begin = shared({Op::Split, compile(node.parts[i], next), begin});
        return begin;
    }

    Index endless(const RegexNode& node, Index next)
    {
        const Index loop = add({Op::Split, 0, next});
        const Index body = compile(node.parts.front(), loop);
        m_steps[loop].next = body;
        Index begin = node.least == 0 ? loop : body;
        for (std::uint32_t i = 1; i < node.least && m_fits; ++i)
            begin = compile(node.parts.front(), begin);
        return begin;
    }

    Index bounded(const RegexNode& node, Index next)
    {
        Index begin = next;
        for (std::uint32_t i = node.least; i < node.most && m_fits; ++i)
            begin = shared({Op::Split, compile(node.parts.front(), begin), next});
        for (std::uint32_t i = 0; i < node.least && m_fits; ++i)
            begin = compile(node.parts.front(), begin);
        return begin;
    }

    /// Bytes from `depth` on of sequences that are equal before.
    Index sequences(std::span<const ByteSequence> all, std::size_t depth, Index next)
    {
        std::map<Index, RegexProgram::ByteSet> sets; // by where they lead
        for (std::size_t i = 0, end = 0; i < all.size() && m_fits; i = end) {
            const ByteRange range = all[i][depth];
            while (end < all.size() && all[end][depth] == range)
                ++end;
            const bool last = all[i].size() == depth + 1;
            const Index target = last ? next : sequences(all.subspan(i, end - i), depth + 1, next);
            for (unsigned byte = range.first; byte <= range.last; ++byte)
                sets[target].at(byte / 32) |= 1u << byte % 32;
        }
        if (sets.empty())
            return shared({Op::Byte, next, indexOf({})});
        std::optional<Index> begin;
        for (const auto& [target, set] : sets) {
            const Index step = shared({Op::Byte, target, indexOf(set)});
            begin = begin ? shared({Op::Split, step, *begin}) : step;
        }
        return *begin;
    }

    Index add(const Step& step)
    {
        m_fits = m_fits && m_steps.size() < RegexProgram::kMostSteps;
        if (!m_fits)
            return 0;
        m_steps.push_back(step);
        return static_cast<Index>(m_steps.size() - 1);
    }

    /// As add(), but for steps that are as they will be: two equal ones are one.
    Index shared(const Step& step)
    {
        const auto [known, isNew] = m_known.try_emplace(std::tuple(step.op, step.next, step.other), Index(0));
        if (isNew)
            known->second = add(step);
        return known->second;
    }

    Index indexOf(const RegexProgram::ByteSet& set)
    {
        const auto [known, isNew] = m_setIndexes.try_emplace(set, static_cast<Index>(m_sets.size()));
        if (isNew)
            m_sets.push_back(set);
        return known->second;
    }

    RegexProgram inReadingOrder(Index begin) const
    {
        constexpr Index unknown = 0xFFFF;
        std::vector<Index> places(m_steps.size(), unknown);
        std::vector<Index> order;
        std::vector<Index> open{begin};
        while (!open.empty()) {
            const Index index = open.back();
            open.pop_back();
            if (places[index] != unknown)
                continue;
            places[index] = static_cast<Index>(order.size());
            order.push_back(index);
            const Step& step = m_steps[index];
            if (step.op == Op::Split)
                open.push_back(step.other);
            if (step.op != Op::Found)
                open.push_back(step.next);
        }
        RegexProgram result{{}, m_sets};
        for (const Index index : order) {
            Step step = m_steps[index];
            step.next = step.op == Op::Found ? Index(0) : places[step.next];
            step.other = step.op == Op::Split ? places[step.other] : step.other;
            result.steps.push_back(step);
        }
        return result;
    }

    std::vector<Step> m_steps;
    std::vector<RegexProgram::ByteSet> m_sets;
    std::map<std::tuple<Op, Index, Index>, Index> m_known;
    std::map<RegexProgram::ByteSet, Index> m_setIndexes;
    bool m_fits = true;
};

} // namespace

std::optional<RegexProgram> compileRegex(std::string_view expression)
{
    const auto node = readRegex(expression);
    return node ? Compiler().run(*node) : std::nullopt;
}

std::optional<RegexProgram> programOf(const Validation& rule)
{
    const auto* expression = std::get_if<std::string>(&rule.literal);
    if (rule.relation != Validation::Relation::Match || expression == nullptr)
        return std::nullopt;
    return compileRegex(*expression);
}

std::string wordsOf(const RegexProgram::ByteSet& set)
{
    std::string text;
    for (const std::uint32_t word : set) {
        std::array<char, 8> buffer{};
        const auto end = std::to_chars(buffer.begin(), buffer.end(), word, 16).ptr;
        text.append(text.empty() ? "0x" : ", 0x").append(buffer.begin(), end);
    }
    return text;
}

} // namespace wirebench
