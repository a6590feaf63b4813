// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/json_edit.h"

namespace wirebench {

std::optional<std::string> replaceJsonAt(const ValueShape& shape, std::string_view text, std::string_view path,
                                         std::string_view json)
{
    Diagnostics problems;
    const JsonDocument document = readJson(std::string(text), JsonRole::Value, problems);
    const JsonNode* node = hasErrors(problems) ? nullptr : jsonNodeAt(shape, document, path);
    if (!node)
        return std::nullopt;
    std::string result(text);
    result.replace(node->begin, node->end - node->begin, json);
    return result;
}

} // namespace wirebench
