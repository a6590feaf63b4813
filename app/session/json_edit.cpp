// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/json_edit.h"

#include "core/syntax/json_document.h"

#include <charconv>

namespace wirebench {

namespace {

const JsonNode* elementAt(const JsonDocument& document, const JsonNode& array, std::uint64_t index)
{
    if (array.kind != JsonKind::Array || index >= array.childCount)
        return nullptr;
    const JsonNode* child = document.firstChild(array);
    for (; child && index > 0; --index)
        child = document.next(*child);
    return child;
}

const JsonNode* subscript(const JsonDocument& document, const JsonNode& node, std::string_view inside)
{
    if (inside.size() >= 2 && inside.front() == '"' && inside.back() == '"')
        return document.find(node, inside.substr(1, inside.size() - 2));
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), index);
    if (error != std::errc() || end != inside.data() + inside.size())
        return nullptr;
    return elementAt(document, node, index);
}

const JsonNode* nodeAt(const JsonDocument& document, std::string_view path)
{
    const JsonNode* node = document.root();
    while (node && !path.empty()) {
        if (path.front() == '[') {
            const std::size_t close = path.find(']');
            if (close == std::string_view::npos)
                return nullptr;
            node = subscript(document, *node, path.substr(1, close - 1));
            path.remove_prefix(close + 1);
            continue;
        }
        if (path.front() == '.')
            path.remove_prefix(1);
        const std::string_view name = path.substr(0, path.find_first_of(".["));
        node = document.find(*node, name);
        path.remove_prefix(name.size());
    }
    return node;
}

} // namespace

std::optional<std::string> replaceJsonAt(std::string_view text, std::string_view path, std::string_view json)
{
    Diagnostics problems;
    const JsonDocument document = readJson(std::string(text), JsonRole::Value, problems);
    const JsonNode* node = hasErrors(problems) ? nullptr : nodeAt(document, path);
    if (!node)
        return std::nullopt;
    std::string result(text);
    result.replace(node->begin, node->end - node->begin, json);
    return result;
}

} // namespace wirebench
