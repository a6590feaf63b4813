// SPDX-License-Identifier: MIT
#include "core/wire/plan.h"

#include <algorithm>

namespace wirebench {

std::optional<std::uint32_t> EnumTable::labelOf(std::uint64_t stored) const
{
    if (numbers.empty())
        return stored < labels.size() ? std::optional(labels[stored]) : std::nullopt;
    const auto found = std::lower_bound(numbers.begin(), numbers.end(), stored);
    if (found == numbers.end() || *found != stored)
        return std::nullopt;
    return labels[static_cast<std::size_t>(found - numbers.begin())];
}

std::int64_t unitSeconds(DateTable::Unit unit)
{
    switch (unit) {
    case DateTable::Unit::Day:
        return 86400;
    case DateTable::Unit::Hour:
        return 3600;
    case DateTable::Unit::Minute:
        return 60;
    case DateTable::Unit::Second:
        return 1;
    }
    return 1;
}

std::uint32_t Plan::intern(std::string_view text)
{
    const auto [entry, added] = stringIndex.try_emplace(std::string(text), static_cast<std::uint32_t>(strings.size()));
    if (added)
        strings.emplace_back(text);
    return entry->second;
}

const PlanType* Plan::findType(std::string_view name) const
{
    auto found = std::find_if(types.begin(), types.end(), [name](const PlanType& type) { return type.name == name; });
    if (found == types.end() && !name.empty())
        found = std::find_if(types.begin(), types.end(),
                             [this, name](const PlanType& type) { return text(type.fullName) == name; });
    return found == types.end() ? nullptr : &*found;
}

const MessageInfo* Plan::findMessage(std::uint64_t typeId) const
{
    const auto found = std::find_if(messages.begin(), messages.end(),
                                    [typeId](const MessageInfo& message) { return message.typeId == typeId; });
    return found == messages.end() ? nullptr : &*found;
}

} // namespace wirebench
