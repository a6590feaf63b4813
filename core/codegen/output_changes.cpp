// SPDX-License-Identifier: MIT
#include "core/codegen/output_changes.h"

#include <algorithm>

namespace wirebench {

bool isGeneratedText(std::string_view text)
{
    constexpr int lines = 4; // some languages want a line of their own first
    std::size_t end = 0;
    for (int i = 0; i < lines && end != std::string_view::npos; ++i)
        end = text.find('\n', end + (i == 0 ? 0 : 1));
    return text.substr(0, end).find(kGeneratedMark) != std::string_view::npos;
}

std::vector<OutputChange> outputChanges(const std::vector<GeneratedFile>& files, const OutputReader& existing)
{
    std::vector<OutputChange> changes;
    for (const GeneratedFile& file : files) {
        const std::optional<std::string> old = existing(file.path);
        if (!old)
            changes.push_back(OutputChange::New);
        else if (*old == file.text)
            changes.push_back(OutputChange::Same);
        else
            changes.push_back(isGeneratedText(*old) ? OutputChange::Changed : OutputChange::Foreign);
    }
    return changes;
}

} // namespace wirebench
