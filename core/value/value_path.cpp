// SPDX-License-Identifier: MIT
#include "core/value/value_path.h"

#include "core/value/content_input.h"
#include "core/value/leaf_input.h"
#include "core/wire/content_json.h"
#include "core/wire/stored_value.h"

#include <algorithm>
#include <charconv>

namespace wirebench {

namespace {

/// One part of a path: a member's name, or what stands in brackets.
struct PathPart {
    std::string_view text;
    bool inBrackets = false;
};

/// Behind the string literal that begins at `at`; the end of the text when it is not closed.
std::size_t behindString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at)
        at += text[at] == '\\' ? 1u : 0u;
    return std::min(at + 1, text.size());
}

/// Takes the first part off `path`. Nothing when it is not a path.
std::optional<PathPart> takePart(std::string_view& path)
{
    if (!path.empty() && path.front() == '.')
        path.remove_prefix(1);
    if (path.empty())
        return std::nullopt;
    PathPart part;
    part.inBrackets = path.front() == '[';
    std::size_t end = 0;
    if (part.inBrackets) {
        for (end = 1; end < path.size() && path[end] != ']';)
            end = path[end] == '"' ? behindString(path, end) : end + 1;
        if (end >= path.size())
            return std::nullopt;
        part.text = path.substr(1, end - 1);
        ++end;
    } else {
        end = std::min(path.find_first_of(".["), path.size());
        part.text = path.substr(0, end);
    }
    path.remove_prefix(end);
    return part.text.empty() ? std::nullopt : std::optional(part);
}

std::optional<std::uint64_t> indexOf(std::string_view text)
{
    std::uint64_t index = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    return error == std::errc() && stop == text.data() + text.size() ? std::optional(index) : std::nullopt;
}

std::string decodedString(std::string_view literal)
{
    Diagnostics ignored;
    const JsonDocument document = readJson(std::string(literal), JsonRole::Value, ignored);
    return document.root() == nullptr ? std::string() : std::string(document.root()->text);
}

bool isStruct(const Node& node)
{
    return node.op == Op::Tagged || node.op == Op::PresenceMap || node.op == Op::Sequence || node.op == Op::Message
        || node.op == Op::Record;
}

SlotIndex memberOf(const Plan& plan, const Node& node, std::string_view name)
{
    for (std::uint32_t i = 0; isStruct(node) && i < node.slotCount; ++i) {
        if (plan.text(plan.slots[node.firstSlot + i].name) == name)
            return node.firstSlot + i;
    }
    return kNoIndex;
}

/// The JSON text by which a path names a map's key; the key as written where it is none.
std::string keyText(const Plan& plan, const Node& node, const JsonDocument& document, const JsonNode& key)
{
    std::string text;
    if (node.op == Op::Content && node.meaning != Meaning::Text) {
        const ContentInput input = readContent(plan, node, document, key);
        if (input.problems.empty())
            appendContentJson(text, node, input.content);
    } else if (node.op == Op::Content && key.kind == JsonKind::String) {
        appendTextJson(text, asBytes(key.text));
    } else if (node.op != Op::Content) {
        const LeafInput input = readLeaf(plan, node, document, key);
        if (input.problems.empty())
            appendScalarJson(text, plan, node, input.kind, input.payload);
    }
    return text.empty() ? std::string(document.text().substr(key.begin, key.end - key.begin)) : text;
}

/// A place in a JSON text with the slot whose value stands there; kNoIndex where that is not known.
struct Position {
    const JsonNode* json = nullptr;
    SlotIndex slot = kNoIndex;
};

/// Goes down a JSON text and the plan side by side.
class JsonWalk {
public:
    JsonWalk(const ValueShape& shape, const JsonDocument& document) : m_shape(shape), m_document(document) { }

    Position start() const { return {whole(), m_shape.root}; }

    /// The value that `part` leads to; without JSON when there is none.
    Position step(const Position& from, PathPart part) const
    {
        const Node* node = nodeOf(from.slot);
        if (node != nullptr && node->op == Op::Map)
            return part.inBrackets ? entry(from, *node, part.text) : Position();
        if (!part.inBrackets)
            return {m_document.find(*from.json, part.text), member(from, part.text)};
        if (part.text.front() == '"')
            return {m_document.find(*from.json, decodedString(part.text)), kNoIndex};
        const std::optional<std::uint64_t> index = indexOf(part.text);
        if (!index || from.json->kind != JsonKind::Array || *index >= from.json->childCount)
            return {};
        const JsonNode* child = m_document.firstChild(*from.json);
        for (std::uint64_t i = 0; i < *index; ++i)
            child = m_document.next(*child);
        return {child, element(from, *child)};
    }

    /// The child of `from` that holds `offset`, and what it adds to the path; without JSON when there is none.
    Position stepTo(const Position& from, std::uint32_t offset, std::string& path) const
    {
        const Node* node = nodeOf(from.slot);
        if (node != nullptr && node->op == Op::Content)
            return {};
        const bool isObject = from.json->kind == JsonKind::Object;
        std::uint64_t index = 0;
        const JsonNode* child = m_document.firstChild(*from.json);
        for (; child != nullptr; child = m_document.next(*child), ++index) {
            if ((isObject ? child->keyBegin : child->begin) <= offset && offset <= child->end)
                break;
        }
        if (child == nullptr)
            return {};
        if (node != nullptr && node->op == Op::Map)
            return stepToEntry(*node, *child, isObject, offset, path);
        if (!isObject) {
            path += '[' + std::to_string(index) + ']';
            return {child, element(from, *child)};
        }
        if (child->key.substr(0, 1) == "@")
            return {};
        path = joinedPath(path, child->key);
        return {child, member(from, child->key)};
    }

private:
    const JsonNode* whole() const { return m_shape.value != nullptr ? m_shape.value : m_document.root(); }

    /// The node of a slot's value, once optional wrappers are gone.
    const Node* nodeOf(SlotIndex slot) const
    {
        if (m_shape.plan == nullptr || slot == kNoIndex)
            return nullptr;
        const Node* node = &m_shape.plan->nodeOf(slot);
        while (node->op == Op::Optional)
            node = &m_shape.plan->nodeOf(node->firstSlot);
        return node;
    }

    SlotIndex member(const Position& from, std::string_view name) const
    {
        const Node* node = nodeOf(from.slot);
        if (node == nullptr)
            return kNoIndex;
        const Plan& plan = *m_shape.plan;
        if (node->op != Op::Reference)
            return memberOf(plan, *node, name);
        const JsonNode* named = m_document.find(*from.json, "@type");
        const std::uint32_t type
            = named == nullptr ? kNoIndex : referenceTypeNamed(plan, plan.references[node->detail], named->text);
        if (type == kNoIndex)
            return kNoIndex;
        const SlotIndex content = plan.referenceTypes[type].slot;
        return plan.text(plan.slots[content].name) == name ? content : memberOf(plan, plan.nodeOf(content), name);
    }

    SlotIndex element(const Position& from, const JsonNode& child) const
    {
        const Node* node = nodeOf(from.slot);
        if (node != nullptr)
            return node->op == Op::List || node->op == Op::Series || node->op == Op::Slots ? node->firstSlot : kNoIndex;
        if (m_shape.plan == nullptr || m_shape.root != kNoIndex || from.json != whole())
            return kNoIndex;
        if (m_shape.element != kNoIndex)
            return m_shape.element;
        const JsonNode* named = m_document.find(child, "@type");
        const PlanType* type = named == nullptr ? nullptr : m_shape.plan->findType(named->text);
        return type == nullptr ? m_shape.plan->frame : type->root;
    }

    Position entry(const Position& from, const Node& map, std::string_view key) const
    {
        const SlotIndex value = map.firstSlot + 1;
        if (from.json->kind == JsonKind::Object)
            return {m_document.find(*from.json, decodedString(key)), value};
        if (from.json->kind != JsonKind::Array)
            return {};
        const Node& keyNode = m_shape.plan->nodeOf(map.firstSlot);
        for (const JsonNode* pair = m_document.firstChild(*from.json); pair != nullptr; pair = m_document.next(*pair)) {
            if (pair->kind != JsonKind::Array || pair->childCount != 2)
                continue;
            const JsonNode& given = *m_document.firstChild(*pair);
            if (keyText(*m_shape.plan, keyNode, m_document, given) == key)
                return {m_document.next(given), value};
        }
        return {};
    }

    Position stepToEntry(const Node& map, const JsonNode& child, bool isObject, std::uint32_t offset,
                         std::string& path) const
    {
        const SlotIndex value = map.firstSlot + 1;
        if (isObject) {
            path += '[';
            appendTextJson(path, asBytes(child.key));
            path += ']';
            return {&child, value};
        }
        if (child.kind != JsonKind::Array || child.childCount != 2)
            return {};
        const JsonNode& key = *m_document.firstChild(child);
        path += '[' + keyText(*m_shape.plan, m_shape.plan->nodeOf(map.firstSlot), m_document, key) + ']';
        const JsonNode* content = m_document.next(key);
        return content->begin <= offset ? Position{content, value} : Position();
    }

    const ValueShape& m_shape;
    const JsonDocument& m_document;
};

/// Goes down a value.
class ValueWalk {
public:
    explicit ValueWalk(const Value& value) : m_value(value), m_plan(*value.plan) { }

    std::optional<std::uint32_t> step(std::uint32_t from, PathPart part) const
    {
        const ValueNode& node = m_value.nodes[from];
        const bool hasChild = node.nodes > 1;
        switch (node.kind) {
        case ValueKind::Struct:
            return part.inBrackets ? std::nullopt : member(from, part.text);
        case ValueKind::List: {
            const std::optional<std::uint64_t> index = part.inBrackets ? indexOf(part.text) : std::nullopt;
            return index ? child(from, *index) : std::nullopt;
        }
        case ValueKind::Map:
            return part.inBrackets ? entry(from, part.text) : std::nullopt;
        case ValueKind::Reference:
            if (!hasChild || part.inBrackets)
                return std::nullopt;
            if (m_value.nodes[from + 1].kind == ValueKind::Struct)
                return member(from + 1, part.text);
            return nameOf(m_value.nodes[from + 1].slot) == part.text ? std::optional(from + 1) : std::nullopt;
        default:
            return std::nullopt;
        }
    }

private:
    std::string_view nameOf(SlotIndex slot) const { return m_plan.text(m_plan.slots[slot].name); }

    std::optional<std::uint32_t> child(std::uint32_t parent, std::uint64_t count) const
    {
        const std::uint32_t end = parent + m_value.nodes[parent].nodes;
        std::uint32_t node = parent + 1;
        for (; node < end && count > 0; --count)
            node += m_value.nodes[node].nodes;
        return node < end ? std::optional(node) : std::nullopt;
    }

    std::optional<std::uint32_t> member(std::uint32_t parent, std::string_view name) const
    {
        const ValueNode& node = m_value.nodes[parent];
        const Node& shape = m_plan.nodeOf(node.slot);
        const SlotIndex slot = memberOf(m_plan, shape, name);
        return slot == kNoIndex ? std::nullopt : child(parent, slot - shape.firstSlot);
    }

    std::optional<std::uint32_t> entry(std::uint32_t map, std::string_view key) const
    {
        const std::uint32_t end = map + m_value.nodes[map].nodes;
        for (std::uint32_t at = map + 1; at < end; at += 1 + m_value.nodes[at + 1].nodes) {
            const ValueNode& node = m_value.nodes[at];
            std::string text;
            if (node.kind == ValueKind::Text || node.kind == ValueKind::RawText || node.kind == ValueKind::Content)
                appendContentJson(text, m_plan.nodeOf(node.slot), m_value.heapBytes(node));
            else
                appendScalarJson(text, m_plan, m_plan.nodeOf(node.slot), node.kind, node.payload);
            if (text == key)
                return at + 1;
        }
        return std::nullopt;
    }

    const Value& m_value;
    const Plan& m_plan;
};

} // namespace

std::string joinedPath(std::string_view outer, std::string_view inner)
{
    std::string path(outer);
    if (!path.empty() && !inner.empty() && inner.front() != '[')
        path += '.';
    return path.append(inner);
}

std::uint32_t referenceTypeNamed(const Plan& plan, const ReferenceInfo& info, std::string_view name)
{
    for (std::uint32_t type = info.firstType; !name.empty() && type < info.firstType + info.typeCount; ++type) {
        const ReferenceType& allowed = plan.referenceTypes[type];
        if (plan.text(allowed.shortName) == name || plan.text(allowed.fullName) == name)
            return type;
    }
    return kNoIndex;
}

std::string jsonPathAt(const ValueShape& shape, const JsonDocument& document, std::uint32_t offset)
{
    const JsonWalk walk(shape, document);
    std::string path;
    for (Position at = walk.start(); at.json != nullptr;)
        at = walk.stepTo(at, offset, path);
    return path;
}

const JsonNode* jsonNodeAt(const ValueShape& shape, const JsonDocument& document, std::string_view path)
{
    const JsonWalk walk(shape, document);
    Position at = walk.start();
    while (at.json != nullptr && !path.empty()) {
        const std::optional<PathPart> part = takePart(path);
        at = part ? walk.step(at, *part) : Position();
    }
    return at.json;
}

std::optional<std::uint32_t> valueNodeAt(const Value& value, std::string_view path)
{
    if (value.nodes.empty())
        return std::nullopt;
    const ValueWalk walk(value);
    std::optional<std::uint32_t> node = 0;
    while (node && !path.empty()) {
        const std::optional<PathPart> part = takePart(path);
        node = part ? walk.step(*node, *part) : std::nullopt;
    }
    return node;
}

} // namespace wirebench
