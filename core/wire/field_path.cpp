// SPDX-License-Identifier: MIT
#include "core/wire/field_path.h"

#include "core/wire/stored_value.h"

namespace wirebench {

void appendPathStep(std::string& path, const Plan& plan, PathStep step)
{
    if (step.slot != kNoIndex) {
        const std::string_view name = plan.text(plan.slots[step.slot].name);
        if (!name.empty())
            path.append(path.empty() ? "" : ".").append(name);
    }
    if (step.element != kUnbounded)
        path += '[' + std::to_string(step.element) + ']';
}

void appendKeyStep(std::string& path, const Plan& plan, const Node& node, ByteView key)
{
    path += '[';
    appendKeyText(path, plan, node, key);
    path += ']';
}

std::string pathText(const Plan& plan, const std::vector<PathStep>& steps)
{
    std::string path;
    for (const PathStep& step : steps)
        appendPathStep(path, plan, step);
    return path;
}

} // namespace wirebench
