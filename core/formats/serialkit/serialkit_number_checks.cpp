// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_names.h"

#include <algorithm>
#include <unordered_map>

namespace wirebench::serialkit {

namespace {

/// Checks the numbers of one declaration.
class NumberChecker {
public:
    NumberChecker(const Decl& decl, SchemaProblems& problems)
        : m_isEnum(decl.kind == DeclKind::Enum), m_decl(decl), m_problems(problems)
    {
    }

    /// Whether all are good.
    bool run()
    {
        bool good = true;
        for (const Member& member : m_decl.members) {
            if (member.numberRange.size() > 0)
                good = checkOne(member) && good;
        }
        return good;
    }

private:
    bool checkOne(const Member& member)
    {
        const std::int64_t number = member.number;
        if (m_isEnum ? number < 0 || number > kLargestEnumNumber : number < 1 || number > kLargestFieldNumber) {
            reportRange(member);
            return false;
        }
        if (!m_isEnum && number >= kFirstReservedNumber && number <= kLastReservedNumber) {
            Diagnostic& problem
                = m_problems.error("field-number-reserved", member.numberRange,
                                   "The numbers 19000 to 19999 are reserved: give `{0}` another one.", {member.name});
            addNumberFix(problem, member);
        }
        const auto [first, isNew] = m_first.emplace(number, &member);
        if (isNew)
            return true;
        Diagnostic& problem = m_problems.error(
            m_isEnum ? "duplicate-enum-number" : "duplicate-field-number", member.numberRange,
            m_isEnum
                ? "`{0}` and `{1}` have the same number {2}: bytes could not tell them apart; give one another number."
                : "The fields `{0}` and `{1}` have the same number {2}: bytes could not tell them apart; give one "
                  "another number.",
            {first->second->name, member.name, std::to_string(number)});
        addRelated(problem, first->second->numberRange, "first used here");
        addNumberFix(problem, member);
        return false;
    }

    void reportRange(const Member& member)
    {
        Diagnostic& problem
            = m_problems.error(m_isEnum ? "enum-number-range" : "field-number-range", member.numberRange,
                               m_isEnum ? "The number of the enum value `{0}` is outside 0 to 2147483647."
                                        : "The number of the field `{0}` is outside 1 to 536870911.",
                               {member.name});
        addNumberFix(problem, member);
    }

    /// Offers the smallest number above all that are in use, or nothing where that is beyond the largest.
    void addNumberFix(Diagnostic& problem, const Member& member)
    {
        const std::int64_t number = freeNumber();
        if (number <= (m_isEnum ? kLargestEnumNumber : kLargestFieldNumber))
            addFix(problem, {"Write `{0}`", {std::to_string(number)}}, member.numberRange, std::to_string(number));
    }

    std::int64_t freeNumber()
    {
        if (m_free >= 0)
            return m_free;
        m_free = m_isEnum ? 0 : 1;
        for (const Member& member : m_decl.members) {
            const bool reserved
                = !m_isEnum && member.number >= kFirstReservedNumber && member.number <= kLastReservedNumber;
            if (!reserved && member.number <= (m_isEnum ? kLargestEnumNumber : kLargestFieldNumber))
                m_free = std::max(m_free, member.number + 1);
        }
        if (!m_isEnum && m_free == kFirstReservedNumber)
            m_free = kLastReservedNumber + 1;
        return m_free;
    }

    bool m_isEnum;
    const Decl& m_decl;
    SchemaProblems& m_problems;
    std::unordered_map<std::int64_t, const Member*> m_first;
    std::int64_t m_free = -1; // not computed yet
};

} // namespace

void checkNumbers(Schema& schema, SchemaProblems& problems)
{
    for (Decl& decl : schema.decls)
        decl.sound = NumberChecker(decl, problems).run() && decl.sound;
}

} // namespace wirebench::serialkit
