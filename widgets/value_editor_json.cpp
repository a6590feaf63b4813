// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/value_editor_json.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace wirebench {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool endsWord(char c)
{
    return isSpace(c) || std::string_view("{}[]:,\"").find(c) != std::string_view::npos;
}

/// End of the string that starts at `at`; a line end closes one that was left open.
std::size_t stringEnd(std::string_view text, std::size_t at)
{
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
        else if (text[i] == '\n' || text[i] == '\r')
            return i;
    }
    return text.size();
}

bool isKey(std::string_view text, std::size_t behind)
{
    while (behind < text.size() && isSpace(text[behind]))
        ++behind;
    return behind < text.size() && text[behind] == ':';
}

TokenKind wordKind(std::string_view word)
{
    if (word == "true" || word == "false" || word == "null")
        return TokenKind::Keyword;
    if (word.front() == '-' || (word.front() >= '0' && word.front() <= '9'))
        return TokenKind::Number;
    return TokenKind::Invalid;
}

/// One part of a path: a member's name, or an element's index.
struct PathPart {
    std::string_view name;
    std::optional<std::uint64_t> element;
};

/// Takes the first step off `path`. Nothing when it is not a path.
std::optional<PathPart> takeStep(std::string_view& path)
{
    if (!path.empty() && path.front() == '.')
        path.remove_prefix(1);
    if (path.empty())
        return std::nullopt;
    if (path.front() != '[') {
        const std::size_t end = std::min(path.find_first_of(".["), path.size());
        const PathPart step{path.substr(0, end), std::nullopt};
        path.remove_prefix(end);
        return end == 0 ? std::nullopt : std::optional(step);
    }
    if (path.size() > 1 && path[1] == '"') {
        const std::size_t end = path.find("\"]", 2);
        if (end == std::string_view::npos)
            return std::nullopt;
        const PathPart step{path.substr(2, end - 2), std::nullopt};
        path.remove_prefix(end + 2);
        return step;
    }
    std::uint64_t index = 0;
    const auto [stop, error] = std::from_chars(path.data() + 1, path.data() + path.size(), index);
    if (error != std::errc() || stop == path.data() + path.size() || *stop != ']')
        return std::nullopt;
    path.remove_prefix(static_cast<std::size_t>(stop - path.data()) + 1);
    return PathPart{{}, index};
}

const JsonNode* childOf(const JsonDocument& document, const JsonNode& node, const PathPart& step)
{
    if (!step.element)
        return document.find(node, step.name);
    if (node.kind != JsonKind::Array || *step.element >= node.childCount)
        return nullptr;
    const JsonNode* child = document.firstChild(node);
    for (std::uint64_t i = 0; i < *step.element && child != nullptr; ++i)
        child = document.next(*child);
    return child;
}

/// Index of the `count`-th child of a value node; nothing when it has fewer.
std::optional<std::uint32_t> valueChild(const Value& value, std::uint32_t parent, std::uint64_t count)
{
    const std::uint32_t end = parent + value.nodes[parent].nodes;
    std::uint32_t child = parent + 1;
    for (; child < end && count > 0; --count)
        child += value.nodes[child].nodes;
    return child < end ? std::optional(child) : std::nullopt;
}

std::optional<std::uint32_t> valueMember(const Value& value, std::uint32_t parent, std::string_view name)
{
    const ValueNode& node = value.nodes[parent];
    if (node.kind != ValueKind::Struct || node.slot == kNoIndex)
        return std::nullopt;
    const Node& shape = value.plan->nodeOf(node.slot);
    for (std::uint32_t i = 0; i < shape.slotCount; ++i)
        if (value.plan->text(value.plan->slots[shape.firstSlot + i].name) == name)
            return valueChild(value, parent, i);
    return std::nullopt;
}

} // namespace

std::vector<Token> JsonLanguage::tokens(std::string_view text) const
{
    std::vector<Token> found;
    std::size_t at = 0;
    while (at < text.size()) {
        if (isSpace(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        TokenKind kind = TokenKind::Punctuation;
        if (text[at] == '"') {
            end = stringEnd(text, at);
            kind = isKey(text, end) ? TokenKind::FieldName : TokenKind::String;
            if (text.substr(at + 1, 1) == "@")
                kind = TokenKind::Annotation;
        } else if (!endsWord(text[at])) {
            while (end < text.size() && !endsWord(text[end]))
                ++end;
            kind = wordKind(text.substr(at, end - at));
        }
        found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), kind});
        at = end;
    }
    return found;
}

std::vector<TextRange> JsonLanguage::folds(std::string_view text) const
{
    std::vector<TextRange> found;
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') {
            at = stringEnd(text, at) - 1;
        } else if (text[at] == '{' || text[at] == '[') {
            open.push_back(at);
        } else if ((text[at] == '}' || text[at] == ']') && !open.empty()) {
            found.push_back({static_cast<std::uint32_t>(open.back()), static_cast<std::uint32_t>(at + 1)});
            open.pop_back();
        }
    }
    return found;
}

std::string joinedPath(std::string_view outer, std::string_view inner)
{
    std::string path(outer);
    if (!path.empty() && !inner.empty() && inner.front() != '[')
        path += '.';
    return path.append(inner);
}

std::string jsonPathAt(const JsonDocument& document, std::uint32_t offset)
{
    std::string path;
    const JsonNode* node = document.root();
    while (node != nullptr) {
        std::uint64_t index = 0;
        const JsonNode* child = document.firstChild(*node);
        for (; child != nullptr; child = document.next(*child), ++index) {
            const std::uint32_t begin = node->kind == JsonKind::Object ? child->keyBegin : child->begin;
            if (begin <= offset && offset <= child->end)
                break;
        }
        if (child == nullptr)
            break;
        if (node->kind == JsonKind::Array)
            path += "[" + std::to_string(index) + "]";
        else if (child->key.substr(0, 1) == "@")
            break; // a remark on its owner ("@type"), not a field
        else
            path = joinedPath(path, child->key);
        node = child;
    }
    return path;
}

const JsonNode* jsonNodeAt(const JsonDocument& document, std::string_view path)
{
    const JsonNode* node = document.root();
    while (node != nullptr && !path.empty()) {
        const std::optional<PathPart> step = takeStep(path);
        node = step ? childOf(document, *node, *step) : nullptr;
    }
    return node;
}

std::optional<std::uint32_t> valueNodeAt(const Value& value, std::string_view path)
{
    if (value.nodes.empty())
        return std::nullopt;
    std::optional<std::uint32_t> node = 0;
    while (node && !path.empty()) {
        const std::optional<PathPart> step = takeStep(path);
        if (!step)
            return std::nullopt;
        if (step->element)
            node = value.nodes[*node].kind == ValueKind::List ? valueChild(value, *node, *step->element) : std::nullopt;
        else
            node = valueMember(value, *node, step->name);
    }
    return node;
}

} // namespace wirebench
