// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree_problems.h"

#include <algorithm>

namespace wirebench {

namespace {

/// A damaged buffer can have a problem for every byte; rows need only the first of them.
constexpr std::size_t kMostProblems = 20'000;
constexpr qsizetype kMostMessages = 5;

bool isPartOfField(const Item& item)
{
    switch (item.role) {
    case Role::Length:
    case Role::Count:
    case Role::Presence:
    case Role::TypeId:
    case Role::Header:
    case Role::Tag:
    case Role::Padding:
    case Role::Trailing:
    case Role::Unknown:
        return true;
    default:
        return false;
    }
}

bool meets(const BitRange& item, const BitRange& problem)
{
    if (problem.count == 0)
        return item.first <= problem.first && problem.first <= item.end();
    return item.overlaps(problem) || (item.count == 0 && problem.contains(item.first));
}

} // namespace

StructureProblems::StructureProblems(const Diagnostics& diagnostics)
{
    std::size_t count = 0;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.place.kind != Place::Kind::Bits)
            continue;
        if (++count > kMostProblems)
            break;
        m_byPath[diagnostic.path].push_back(
            {diagnostic.severity, diagnostic.place.bitRange(), QString::fromStdString(diagnostic.message.text())});
    }
}

std::optional<StructureProblems::Found> StructureProblems::of(const std::string& path, const Item& item) const
{
    Found found;
    const auto count = [&](const Entry& entry) {
        if (found.count == 0 || entry.severity < found.severity)
            found.severity = entry.severity;
        ++found.count;
    };
    const auto own = m_byPath.find(path);
    // The outermost row has no path; what has none either lies in some part of it.
    const bool byBits = isPartOfField(item) || path.empty();
    if (own != m_byPath.end()) {
        for (const Entry& entry : own->second) {
            if (byBits && !meets(item.bits, entry.bits))
                continue;
            count(entry);
            if (found.messages.size() < kMostMessages)
                found.messages << entry.message;
        }
    }
    if (found.count > 0)
        return found;
    if (item.leaf || isPartOfField(item))
        return std::nullopt;
    // Paths of parts begin with the path; '.' and '[' are where a part begins.
    found.below = true;
    for (auto it = m_byPath.lower_bound(path); it != m_byPath.end() && it->first.starts_with(path); ++it) {
        if (it->first.size() <= path.size())
            continue;
        const char next = it->first[path.size()];
        if (path.empty() || next == '.' || next == '[')
            std::for_each(it->second.begin(), it->second.end(), count);
    }
    return found.count > 0 ? std::optional(found) : std::nullopt;
}

} // namespace wirebench
