// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_compat_impl.h"

namespace wirebench::cramberry {

namespace {

void compareValue(const MemberMaps& was, const MemberMaps& is, const Decl& decl, const Member& value,
                  FindingList& findings)
{
    const auto report = [&](Severity severity, std::string_view code, TextRange range, std::string_view pattern,
                            std::vector<std::string> arguments) {
        findings.add(severity, code, range, false, decl.name + "." + value.name, pattern, std::move(arguments));
    };
    const Member* sameName = was.find(value.name);
    const Member* sameNumber = was.find(value.number);
    if (sameName && sameName->number == value.number)
        return;
    if (sameName) {
        report(Severity::Error, "compat-value-number", numberPlace(value),
               "The number of `{0}` was {1} and is {2} now: stored values change their meaning.",
               {value.name, std::to_string(sameName->number), std::to_string(value.number)});
    } else if (sameNumber && is.find(sameNumber->name)) {
        report(Severity::Error, "compat-number-reused", numberPlace(value),
               "`{0}` has the number {1}, which was that of `{2}`: stored values change their meaning.",
               {value.name, std::to_string(value.number), sameNumber->name});
    } else if (sameNumber) {
        report(Severity::Note, "compat-value-renamed", value.nameRange,
               "The value `{0}` of `{1}` is called `{2}` now; names of values are not on the wire.",
               {sameNumber->name, decl.name, value.name});
    } else {
        report(Severity::Note, "compat-value-added", value.nameRange,
               "The value `{0}` was added to `{1}`; older readers show its number.", {value.name, decl.name});
    }
}

} // namespace

void compareEnumValues(const Decl& older, const Decl& newer, FindingList& findings)
{
    const MemberMaps was(older);
    const MemberMaps is(newer);
    for (const Member& value : newer.members)
        compareValue(was, is, newer, value, findings);
    for (const Member& value : older.members) {
        if (!is.find(value.name) && !is.find(value.number)) {
            findings.add(Severity::Warning, "compat-value-removed", value.nameRange, true,
                         newer.name + "." + value.name,
                         "The value `{0}` of `{1}` was removed: stored values with its number {2} are shown as that "
                         "number.",
                         {value.name, newer.name, std::to_string(value.number)});
        }
    }
}

void FindingList::add(Severity severity, std::string_view code, TextRange range, bool inOld, std::string path,
                      std::string_view pattern, std::vector<std::string> arguments)
{
    if (!m_seen.emplace(severity, code, inOld, range.file, range.begin, range.end).second)
        return;
    CompatFinding finding;
    finding.diagnostic = schemaProblem(severity, code, range, {pattern, std::move(arguments)});
    finding.diagnostic.path = std::move(path);
    finding.inOld = inOld;
    m_findings.push_back(std::move(finding));
}

MemberMaps::MemberMaps(const Decl& decl)
{
    for (const Member& member : decl.members) {
        byNumber.emplace(member.number, &member);
        byName.emplace(member.name, &member);
    }
}

const Member* MemberMaps::find(std::int64_t number) const
{
    const auto found = byNumber.find(number);
    return found == byNumber.end() ? nullptr : found->second;
}

const Member* MemberMaps::find(std::string_view name) const
{
    const auto found = byName.find(name);
    return found == byName.end() ? nullptr : found->second;
}

TextRange numberPlace(const Member& member)
{
    return member.numberRange.size() > 0 ? member.numberRange : member.nameRange;
}

} // namespace wirebench::cramberry
