// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_names.h"

#include <algorithm>
#include <unordered_set>

namespace wirebench::serialkit {

namespace {

bool isNumber(const TypeExpr& type)
{
    return type.kind == TypeKind::Int || type.kind == TypeKind::UInt || type.kind == TypeKind::Float;
}

/// Gives the hints for one model.
class Adviser {
public:
    Adviser(const Schema& schema, const Decl& decl, SchemaProblems& problems)
        : m_schema(schema), m_decl(decl), m_problems(problems)
    {
        for (const Member& member : decl.members) {
            m_names.insert(member.name);
            if (member.number >= 1 && member.number <= kLargestShortTag)
                m_shortTags[static_cast<std::size_t>(member.number)] = true;
            if (member.number <= kLargestFieldNumber)
                m_highest = std::max(m_highest, member.number);
        }
    }

    void run()
    {
        for (const Member& member : m_decl.members) {
            adviseRepeated(member);
            if (const Attribute* bitmap = findAttribute(member.attributes, "bitmap"); bitmap && isBitmap(member))
                adviseCount(member, *bitmap);
            if (isFrequent(member) && hasLongTag(member.number))
                adviseShortTag(member);
        }
    }

private:
    void adviseRepeated(const Member& member)
    {
        const Attribute* repeated = findAttribute(member.attributes, "repeated");
        if (!repeated || hasModifier(member, "packed") || hasModifier(member, "bitmap"))
            return;
        const TypeExpr& type = baseType(m_schema, member);
        const TextRange before{repeated->nameRange.begin, repeated->nameRange.begin};
        if (type.kind == TypeKind::Bool) {
            Diagnostic& problem = m_problems.add(
                Severity::Note, "could-be-bitmap", repeated->nameRange,
                "`bitmap repeated bool` takes one bit a value; as it is, each takes a tag and a byte.");
            addFix(problem, {"Write `bitmap repeated`", {}}, before, "bitmap ");
        } else if (isNumber(type)) {
            Diagnostic& problem
                = m_problems.add(Severity::Note, "could-be-packed", repeated->nameRange,
                                 "`packed repeated {0}` writes one tag for all elements; as it is, each has "
                                 "one of its own.",
                                 {type.spelling});
            addFix(problem, {"Write `packed repeated`", {}}, before, "packed ");
        }
    }

    bool isBitmap(const Member& member) const
    {
        return isRepeated(m_schema, member) && baseType(m_schema, member).kind == TypeKind::Bool
            && !hasModifier(member, "packed");
    }

    /// A bitmap is padded to whole bytes, and the number of values is not on the wire.
    void adviseCount(const Member& member, const Attribute& bitmap)
    {
        const std::string count = member.name + "_count";
        std::string one = member.name;
        if (one.ends_with('s'))
            one.pop_back();
        const auto has = [this](const std::string& name) { return m_names.contains(name); };
        if (has(count) || has(one + "_count") || has("num_" + member.name) || has(member.name + "_length")
            || has(member.name + "_size"))
            return;
        Diagnostic& problem = m_problems.add(
            Severity::Note, "bitmap-length", bitmap.nameRange,
            "The number of values of `{0}` is not on the wire, so reading gives a multiple of 8: add a field "
            "that counts them, like `uint32 {1}`.",
            {member.name, count});
        const std::int64_t number = freeNumber();
        if (number > 0) {
            addFix(problem, {"Add `uint32 {0} = {1};`", {count, std::to_string(number)}},
                   {member.range.end, member.range.end},
                   "\n    uint32 " + count + " = " + std::to_string(number) + ";");
        }
    }

    /// Every message has the field, or every element of it a tag.
    bool isFrequent(const Member& member) const
    {
        return !hasModifier(member, "optional") && !hasModifier(member, "packed") && !hasModifier(member, "bitmap");
    }

    /// Numbers with a problem of their own get no hint.
    static bool hasLongTag(std::int64_t number)
    {
        return number > kLargestShortTag && number <= kLargestFieldNumber
            && (number < kFirstReservedNumber || number > kLastReservedNumber);
    }

    void adviseShortTag(const Member& member)
    {
        const auto free = std::find(m_shortTags.begin() + 1, m_shortTags.end(), false);
        if (free == m_shortTags.end())
            return;
        m_problems.add(
            Severity::Note, "two-byte-tag", member.numberRange,
            "Numbers above 15 make a tag of two bytes or more, and `{0}` is {1}: number {2} is free, if no data "
            "has been written yet.",
            {member.name, hasModifier(member, "repeated") ? "tagged once for each element" : "in every message",
             std::to_string(free - m_shortTags.begin())});
    }

    /// 0 when there is none above those in use.
    std::int64_t freeNumber() const
    {
        if (m_highest + 1 >= kFirstReservedNumber && m_highest <= kLastReservedNumber)
            return kLastReservedNumber + 1;
        return m_highest < kLargestFieldNumber ? m_highest + 1 : 0;
    }

    const Schema& m_schema;
    const Decl& m_decl;
    SchemaProblems& m_problems;
    std::unordered_set<std::string_view> m_names;
    std::vector<bool> m_shortTags = std::vector<bool>(kLargestShortTag + 1);
    std::int64_t m_highest = 0;
};

} // namespace

void giveHints(const Schema& schema, SchemaProblems& problems)
{
    for (const Decl& decl : schema.decls) {
        if (decl.kind != DeclKind::Enum)
            Adviser(schema, decl, problems).run();
    }
}

} // namespace wirebench::serialkit
