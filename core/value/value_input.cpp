// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/value/content_input.h"
#include "core/value/json_binder.h"
#include "core/value/leaf_input.h"
#include "core/value/scalar_input.h"

#include <algorithm>
#include <utility>

namespace wirebench {

void JsonBinder::bindValue(SlotIndex slot, const JsonNode& json)
{
    const Node& node = m_plan.nodeOf(slot);
    if (json.kind == JsonKind::Null && node.op == Op::Reference) {
        add(slot, ValueKind::Null);
        return;
    }
    if (json.kind == JsonKind::Null && node.op != Op::Optional && !m_plan.slots[slot].presenceBit) {
        problem("missing-value", json,
                {"null stands for nothing, but {0} needs a value.", {std::string(m_plan.text(node.name))}});
        add(slot, ValueKind::Absent);
        return;
    }
    switch (node.op) {
    case Op::Sequence:
    case Op::Message:
    case Op::Record:
    case Op::Tagged:
    case Op::PresenceMap:
        bindStruct(slot, node, json, {});
        break;
    case Op::Optional:
        bindValue(node.firstSlot, json);
        break;
    case Op::List:
    case Op::Slots:
    case Op::Series:
        bindList(slot, node, json);
        break;
    case Op::Map:
        bindMap(slot, node, json);
        break;
    case Op::Reference:
        bindReference(slot, node, json);
        break;
    case Op::Text:
        bindText(slot, json);
        break;
    case Op::Content:
        bindContent(slot, node, json);
        break;
    default:
        bindLeaf(slot, node, json);
        break;
    }
}

void JsonBinder::checkCount(const Node& node, const JsonNode& json)
{
    const bool counted = node.op == Op::Slots || (node.op == Op::Series && m_plan.series[node.detail].fixedCount);
    const bool exact = node.op != Op::Slots || node.countBits == 0;
    if (!counted || json.incomplete || (exact ? json.childCount == node.capacity : json.childCount <= node.capacity))
        return;
    const std::string_view pattern = exact ? "The array holds exactly {0} elements, but {1} are given."
                                           : "The array holds at most {0} elements, but {1} are given.";
    problem("array-count", json, {pattern, {std::to_string(node.capacity), std::to_string(json.childCount)}});
}

void JsonBinder::bindList(SlotIndex slot, const Node& node, const JsonNode& json)
{
    const std::uint32_t list = open(slot, ValueKind::List);
    if (json.kind != JsonKind::Array) {
        wrongType(json, "an array");
        m_nodes[list].kind = ValueKind::Absent;
        return;
    }
    checkCount(node, json);
    const Slot& element = m_plan.slots[node.firstSlot];
    std::uint64_t index = 0;
    for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
        const PathScope scope(*this, {node.firstSlot, index++});
        if (element.presenceBit && child->kind == JsonKind::Null)
            add(node.firstSlot, ValueKind::Null);
        else
            bindValue(node.firstSlot, *child);
    }
    m_nodes[list].payload = index;
    close(list);
}

void JsonBinder::bindText(SlotIndex slot, const JsonNode& json)
{
    const JsonNode* raw = m_document.find(json, "@bytes");
    if (raw != nullptr && json.childCount == 1) {
        bindRawText(slot, json, *raw);
    } else if (json.kind != JsonKind::String) {
        wrongType(json, "a text");
        add(slot, ValueKind::Absent);
    } else if (json.loneSurrogate) {
        problem("invalid-utf8", json, {"The text has half of a surrogate pair, which UTF-8 cannot hold.", {}});
        add(slot, ValueKind::Absent);
    } else {
        addBytes(slot, ValueKind::Text, asBytes(json.text));
    }
}

void JsonBinder::bindRawText(SlotIndex slot, const JsonNode& json, const JsonNode& raw)
{
    const std::optional<Bytes> bytes = raw.kind == JsonKind::String ? readBytesText(raw.text) : std::nullopt;
    if (!bytes) {
        problem("invalid-bytes", raw, {"\"@bytes\" holds hex, two digits a byte.", {}});
        add(slot, ValueKind::Absent);
        return;
    }
    problem("invalid-utf8", json, {"These bytes are written as they are, although a text should be UTF-8.", {}},
            Severity::Warning);
    addBytes(slot, isValidUtf8(*bytes) ? ValueKind::Text : ValueKind::RawText, *bytes);
}

void JsonBinder::bindLeaf(SlotIndex slot, const Node& node, const JsonNode& json)
{
    LeafInput input = readLeaf(m_plan, node, m_document, json, suggests());
    report(input.problems);
    add(slot, input.problems.empty() ? input.kind : ValueKind::Absent, input.payload);
}

bool JsonBinder::isTextNode(const Node& node) const
{
    return node.op == Op::Text || (node.op == Op::Content && node.meaning == Meaning::Text);
}

void JsonBinder::bindContent(SlotIndex slot, const Node& node, const JsonNode& json)
{
    if (isTextNode(node))
        return bindText(slot, json);
    ContentInput input = readContent(m_plan, node, m_document, json);
    report(input.problems);
    if (input.problems.empty())
        addBytes(slot, ValueKind::Content, input.content);
    else
        add(slot, ValueKind::Absent);
}

void JsonBinder::bindMap(SlotIndex slot, const Node& node, const JsonNode& json)
{
    const std::uint32_t map = open(slot, ValueKind::Map);
    const bool textKeys = isTextNode(m_plan.nodeOf(node.firstSlot));
    if (json.kind == JsonKind::Array) {
        bindPairs(node, json);
    } else if (json.kind == JsonKind::Object && textKeys) {
        bindObjectMap(node, json);
    } else {
        wrongType(json, textKeys ? "an object, or an array of [key, value] pairs" : "an array of [key, value] pairs");
        m_nodes[map].kind = ValueKind::Absent;
        return;
    }
    m_nodes[map].payload = json.childCount;
    close(map);
}

void JsonBinder::bindObjectMap(const Node& node, const JsonNode& json)
{
    for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
        const auto key = static_cast<std::uint32_t>(m_nodes.size());
        if (child->keyLoneSurrogate) {
            Diagnostic diagnostic;
            diagnostic.code = "invalid-utf8";
            diagnostic.message = {"The key has half of a surrogate pair, which UTF-8 cannot hold.", {}};
            diagnostic.place = Place::value(child->keyRange());
            diagnostic.path = path();
            report(std::move(diagnostic));
        }
        addBytes(node.firstSlot, ValueKind::Text, asBytes(child->key));
        const PathScope scope(*this, {node.firstSlot + 1, kUnbounded, key});
        bindValue(node.firstSlot + 1, *child);
    }
}

/// Binds a key; false when it could not be read, so that a path cannot name it.
bool JsonBinder::bindKey(SlotIndex slot, const JsonNode& json)
{
    bindValue(slot, json);
    return m_nodes.back().kind != ValueKind::Absent;
}

void JsonBinder::bindPairs(const Node& node, const JsonNode& json)
{
    struct Key {
        std::uint32_t node;
        const JsonNode* json;
    };
    std::vector<Key> keys;
    const SlotIndex keySlot = node.firstSlot;
    for (const JsonNode* pair = m_document.firstChild(json); pair != nullptr; pair = m_document.next(*pair)) {
        if (pair->kind != JsonKind::Array || (pair->childCount != 2 && !pair->incomplete)) {
            wrongType(*pair, "a pair [key, value]");
        }
        if (pair->kind != JsonKind::Array || pair->childCount != 2) {
            add(keySlot, ValueKind::Absent);
            add(keySlot + 1, ValueKind::Absent);
            continue;
        }
        const JsonNode* key = m_document.firstChild(*pair);
        const auto index = static_cast<std::uint32_t>(m_nodes.size());
        const bool readable = bindKey(keySlot, *key);
        if (readable)
            keys.push_back({index, key});
        const PathScope scope(*this, {keySlot + 1, kUnbounded, readable ? index : kNoIndex});
        bindValue(keySlot + 1, *m_document.next(*key));
    }
    const auto inHeap = [this](const Key& key) {
        const ValueKind kind = m_nodes[key.node].kind;
        return kind == ValueKind::Text || kind == ValueKind::RawText || kind == ValueKind::Content;
    };
    const auto less = [&](const Key& a, const Key& b) {
        if (!inHeap(a) || !inHeap(b))
            return m_nodes[a.node].payload < m_nodes[b.node].payload;
        return asText(heapBytes(m_nodes[a.node])) < asText(heapBytes(m_nodes[b.node]));
    };
    std::stable_sort(keys.begin(), keys.end(), less);
    for (std::size_t i = 1, first = 0; i < keys.size(); ++i) {
        if (less(keys[first], keys[i])) {
            first = i;
            continue;
        }
        const PathScope scope(*this, {keySlot, kUnbounded, keys[i].node});
        problem("duplicate-key", *keys[i].json,
                {"The map has this key twice; each key may stand there once. Remove or change one of the two.", {}});
    }
}

} // namespace wirebench
