// SPDX-License-Identifier: MIT
#include "core/value/json_input.h"

#include "core/base/text.h"
#include "core/value/leaf_input.h"
#include "core/value/scalar_input.h"
#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/stored_value.h"

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

std::string_view jsonKindName(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Null:
        return "null";
    case JsonKind::Bool:
        return "a bool";
    case JsonKind::Number:
        return "a number";
    case JsonKind::String:
        return "a text";
    case JsonKind::Array:
        return "an array";
    case JsonKind::Object:
        return "an object";
    }
    return "null";
}

/// Binds one JSON value to a plan, in plan order. The depth of the recursion is bounded by the JSON reader's limit.
class Binder {
public:
    Binder(const Plan& plan, const JsonDocument& document, Value& value, Bytes& heap, Diagnostics& problems)
        : m_plan(plan), m_document(document), m_nodes(value.nodes), m_heap(heap), m_problems(problems)
    {
    }

    void bindRoot(const PlanType& type, const JsonNode& json)
    {
        if (const JsonNode* named = m_document.find(json, "@type"))
            checkTypeName(type, *named);
        bindStruct(type.root, m_plan.nodes[type.node], json, true);
    }

    void bindBuffer(const JsonNode& json)
    {
        const std::uint32_t list = open(kNoIndex, ValueKind::List);
        if (json.kind != JsonKind::Array) {
            problem("wrong-type", json,
                    {"A buffer of messages is an array of objects, not {0}.", {std::string(jsonKindName(json.kind))}});
        }
        std::uint64_t element = 0;
        for (const JsonNode* child = elementsOf(json); child != nullptr; child = m_document.next(*child)) {
            m_path.push_back({kNoIndex, element++});
            bindMessage(*child);
            m_path.pop_back();
        }
        m_nodes[list].payload = element;
        close(list);
    }

private:
    const JsonNode* elementsOf(const JsonNode& json) const
    {
        return json.kind == JsonKind::Array ? m_document.firstChild(json) : nullptr;
    }

    std::uint32_t open(SlotIndex slot, ValueKind kind)
    {
        m_nodes.push_back({slot, kind, 1, 0});
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    }

    void close(std::uint32_t index) { m_nodes[index].nodes = static_cast<std::uint32_t>(m_nodes.size()) - index; }

    void add(SlotIndex slot, ValueKind kind, std::uint64_t payload = 0) { m_nodes.push_back({slot, kind, 1, payload}); }

    void addBytes(SlotIndex slot, ValueKind kind, ByteView bytes)
    {
        add(slot, kind, static_cast<std::uint64_t>(m_heap.size()) << 32 | bytes.size());
        m_heap.insert(m_heap.end(), bytes.begin(), bytes.end());
    }

    void checkTypeName(const PlanType& type, const JsonNode& named)
    {
        if (named.kind == JsonKind::String && named.text == type.name)
            return;
        const bool known = named.kind == JsonKind::String && m_plan.findType(named.text) != nullptr;
        problem(known ? "type-not-allowed" : "unknown-type", named,
                {"`@type` says {0}, but a value of {1} is encoded here.",
                 {std::string(named.kind == JsonKind::String ? named.text : jsonKindName(named.kind)), type.name}});
    }

    void bindMessage(const JsonNode& json)
    {
        if (const JsonNode* unknown = m_document.find(json, "@unknown")) {
            bindUnknown(json, *unknown);
            return;
        }
        const JsonNode* named = m_document.find(json, "@type");
        const PlanType* type
            = named != nullptr && named->kind == JsonKind::String ? m_plan.findType(named->text) : nullptr;
        if (json.kind != JsonKind::Object)
            problem("wrong-type", json,
                    {"A message is an object with \"@type\", not {0}.", {std::string(jsonKindName(json.kind))}});
        else if (named == nullptr)
            problem("missing-type", json, {"A message in a buffer names its type in \"@type\".", {}});
        else if (type == nullptr)
            problem("unknown-type", *named,
                    {"The schema has no message {0}.",
                     {std::string(m_document.text().substr(named->begin, named->end - named->begin))}});
        else if (m_plan.nodes[type->node].op != Op::Message)
            problem("type-not-allowed", *named,
                    {"{0} is a struct; only messages can stand in a buffer of messages.", {type->name}});
        else
            return bindStruct(type->root, m_plan.nodes[type->node], json, true);
        add(kNoIndex, ValueKind::Absent);
    }

    void bindUnknown(const JsonNode& json, const JsonNode& unknown)
    {
        constexpr std::size_t headerBytes = 12;
        const std::optional<Bytes> bytes
            = unknown.kind == JsonKind::String ? readBytesText(unknown.text) : std::nullopt;
        if (!bytes) {
            problem("invalid-bytes", unknown, {"\"@unknown\" holds the message's bytes as hex.", {}});
        } else if (json.childCount != 1 || bytes->size() < headerBytes
                   || readLittle(bytes->data() + 8, 4) != bytes->size() - headerBytes
                   || m_plan.findMessage(readLittle(bytes->data(), 8)) != nullptr) {
            problem("bad-unknown", unknown,
                    {"\"@unknown\" must be one whole message, header included, whose type id the schema does not have.",
                     {}});
        } else {
            addBytes(kNoIndex, ValueKind::Unknown, *bytes);
            return;
        }
        add(kNoIndex, ValueKind::Absent);
    }

    void bindStruct(SlotIndex slot, const Node& node, const JsonNode& json, bool typeAllowed = false)
    {
        const std::uint32_t index = open(slot, ValueKind::Struct);
        if (json.kind != JsonKind::Object) {
            wrongType(json, "an object");
            m_nodes[index].kind = ValueKind::Absent;
            return;
        }
        std::vector<const JsonNode*> members(node.slotCount, nullptr);
        assignMembers(node, json, typeAllowed, members);
        for (std::uint32_t i = 0; i < node.slotCount; ++i) {
            m_path.push_back({node.firstSlot + i, kUnbounded});
            bindMember(node.firstSlot + i, members[i], json);
            m_path.pop_back();
        }
        close(index);
    }

    /// Finds each key's slot. People and programs mostly write the fields in order, so the next slot is tried first.
    void assignMembers(const Node& node, const JsonNode& json, bool typeAllowed, std::vector<const JsonNode*>& members)
    {
        std::uint32_t next = 0;
        for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
            std::uint32_t tried = 0;
            while (tried < node.slotCount && !isNamed(node.firstSlot + next, child->key)) {
                next = next + 1 == node.slotCount ? 0 : next + 1;
                ++tried;
            }
            if (tried < node.slotCount)
                members[next] = child;
            else if (!typeAllowed || child->key != "@type")
                unknownKey(node, *child);
        }
    }

    bool isNamed(SlotIndex slot, std::string_view name) const
    {
        return m_plan.text(m_plan.slots[slot].name) == name && m_plan.nodeOf(slot).meaning != Meaning::Padding;
    }

    void unknownKey(const Node& node, const JsonNode& member)
    {
        std::vector<std::string_view> names;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            if (m_plan.nodeOf(slot).meaning != Meaning::Padding)
                names.push_back(m_plan.text(m_plan.slots[slot].name));
        }
        const std::string_view nearest = nearestName(member.key, names);
        Message message{"{0} has no field {1}.", {std::string(m_plan.text(node.name)), std::string(member.key)}};
        if (!nearest.empty())
            message = {"{0} has no field {1}; did you mean {2}?",
                       {std::string(m_plan.text(node.name)), std::string(member.key), std::string(nearest)}};
        Diagnostic diagnostic;
        diagnostic.code = "unknown-key";
        diagnostic.message = std::move(message);
        diagnostic.place = Place::value(member.keyRange());
        diagnostic.path = pathText(m_plan, m_path);
        diagnostic.path.append(diagnostic.path.empty() ? "" : ".").append(member.key);
        m_problems.push_back(std::move(diagnostic));
    }

    void bindMember(SlotIndex slot, const JsonNode* json, const JsonNode& object)
    {
        const Slot& place = m_plan.slots[slot];
        const Node& node = m_plan.nodeOf(slot);
        const bool nullable = place.presenceBit || node.op == Op::Optional;
        if (node.meaning == Meaning::Padding) {
            add(slot, ValueKind::Absent);
        } else if (nullable && (json == nullptr || json->kind == JsonKind::Null)) {
            add(slot, ValueKind::Null);
        } else if (json == nullptr && place.missing == Missing::Zero) {
            addZero(slot);
        } else if (json == nullptr) {
            problem("missing-value", object,
                    {"{0} is required ({1}) and missing.",
                     {std::string(m_plan.text(place.name)), std::string(m_plan.text(node.name))}});
            add(slot, ValueKind::Absent);
        } else {
            bindValue(slot, *json);
        }
    }

    void bindValue(SlotIndex slot, const JsonNode& json)
    {
        const Node& node = m_plan.nodeOf(slot);
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
            bindStruct(slot, node, json);
            break;
        case Op::Optional:
            bindValue(node.firstSlot, json);
            break;
        case Op::List:
        case Op::Slots:
            bindList(slot, node, json);
            break;
        case Op::Text:
            bindText(slot, json);
            break;
        default:
            bindLeaf(slot, node, json);
            break;
        }
    }

    void addZero(SlotIndex slot)
    {
        const Node& node = m_plan.nodeOf(slot);
        switch (node.op) {
        case Op::Sequence: {
            const std::uint32_t index = open(slot, ValueKind::Struct);
            for (SlotIndex child = node.firstSlot; child < node.firstSlot + node.slotCount; ++child)
                addZero(child);
            close(index);
            break;
        }
        case Op::List:
            add(slot, ValueKind::List);
            break;
        case Op::Text:
            addBytes(slot, ValueKind::Text, {});
            break;
        case Op::Optional:
            add(slot, ValueKind::Null);
            break;
        default:
            add(slot, interpretStored(m_plan, node, 0).kind);
            break;
        }
    }

    void bindList(SlotIndex slot, const Node& node, const JsonNode& json)
    {
        const std::uint32_t list = open(slot, ValueKind::List);
        if (json.kind != JsonKind::Array) {
            wrongType(json, "an array");
            m_nodes[list].kind = ValueKind::Absent;
            return;
        }
        const bool exact = node.op == Op::Slots && node.countBits == 0;
        if (node.op == Op::Slots && (exact ? json.childCount != node.capacity : json.childCount > node.capacity)) {
            const std::string_view pattern = exact ? "The array holds exactly {0} elements, but {1} are given."
                                                   : "The array holds at most {0} elements, but {1} are given.";
            problem("array-count", json, {pattern, {std::to_string(node.capacity), std::to_string(json.childCount)}});
        }
        const Slot& element = m_plan.slots[node.firstSlot];
        std::uint64_t index = 0;
        for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
            m_path.push_back({node.firstSlot, index++});
            if (element.presenceBit && child->kind == JsonKind::Null)
                add(node.firstSlot, ValueKind::Null);
            else
                bindValue(node.firstSlot, *child);
            m_path.pop_back();
        }
        m_nodes[list].payload = index;
        close(list);
    }

    void bindText(SlotIndex slot, const JsonNode& json)
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

    void bindRawText(SlotIndex slot, const JsonNode& json, const JsonNode& raw)
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

    void bindLeaf(SlotIndex slot, const Node& node, const JsonNode& json)
    {
        LeafInput input = readLeaf(m_plan, node, m_document, json);
        for (LeafProblem& found : input.problems)
            problem(found.code, *found.where, std::move(found.message));
        add(slot, input.problems.empty() ? input.kind : ValueKind::Absent, input.payload);
    }

    void wrongType(const JsonNode& json, std::string_view expected)
    {
        problem("wrong-type", json,
                {"Expected {0}, found {1}.", {std::string(expected), std::string(jsonKindName(json.kind))}});
    }

    void problem(std::string_view code, const JsonNode& where, Message message, Severity severity = Severity::Error)
    {
        Diagnostic diagnostic;
        diagnostic.severity = severity;
        diagnostic.code = code;
        diagnostic.message = std::move(message);
        diagnostic.place = Place::value(where.range());
        diagnostic.path = pathText(m_plan, m_path);
        m_problems.push_back(std::move(diagnostic));
    }

    const Plan& m_plan;
    const JsonDocument& m_document;
    std::vector<ValueNode>& m_nodes;
    Bytes& m_heap;
    Diagnostics& m_problems;
    std::vector<PathStep> m_path;
};

} // namespace

namespace {

/// Problems in the order of the text, whatever order the fields were looked at in.
void sortByPlace(Diagnostics& diagnostics, std::size_t from)
{
    std::stable_sort(diagnostics.begin() + static_cast<std::ptrdiff_t>(from), diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.place.first < b.place.first; });
}

} // namespace

Value bindJson(std::shared_ptr<const Plan> plan, const PlanType& type, const JsonDocument& document,
               const JsonNode& json, Diagnostics& diagnostics)
{
    Value value;
    auto heap = std::make_shared<Bytes>();
    const std::size_t before = diagnostics.size();
    Binder(*plan, document, value, *heap, diagnostics).bindRoot(type, json);
    sortByPlace(diagnostics, before);
    value.plan = std::move(plan);
    value.root = type.root;
    value.heap = std::move(heap);
    return value;
}

Value bindJsonBuffer(std::shared_ptr<const Plan> plan, const JsonDocument& document, const JsonNode& json,
                     Diagnostics& diagnostics)
{
    Value value;
    auto heap = std::make_shared<Bytes>();
    const std::size_t before = diagnostics.size();
    Binder(*plan, document, value, *heap, diagnostics).bindBuffer(json);
    sortByPlace(diagnostics, before);
    value.plan = std::move(plan);
    value.heap = std::move(heap);
    return value;
}

} // namespace wirebench
