// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/value/json_binder.h"
#include "core/value/scalar_input.h"
#include "core/wire/stored_value.h"
#include "core/wire/unknown_fields.h"

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

bool hasNumber(const Plan& plan, const Node& node, std::uint32_t number)
{
    const auto first = plan.numbers.begin() + static_cast<std::ptrdiff_t>(node.firstNumber);
    const auto last = first + static_cast<std::ptrdiff_t>(node.slotCount);
    const auto found = std::lower_bound(
        first, last, number, [](const NumberedSlot& slot, std::uint32_t wanted) { return slot.number < wanted; });
    return found != last && found->number == number;
}

/// Why `bytes` cannot be the unknown fields of a value of `node`; nothing when they can.
std::optional<Message> unknownFieldsFault(const Plan& plan, const Node& node, ByteView bytes)
{
    const auto fields = splitFields(plan.dialect, bytes);
    if (!fields)
        return Message{"\"@unknown\" must be whole fields, each with its tag and its payload.", {}};
    for (const UnknownField& field : *fields) {
        if (hasNumber(plan, node, field.number))
            return Message{"{0} has a field {1}; \"@unknown\" only holds fields that it has not.",
                           {std::string(plan.text(node.name)), std::to_string(field.number)}};
    }
    return std::nullopt;
}

} // namespace

void JsonBinder::bindStruct(SlotIndex slot, const Node& node, const JsonNode& json, Extras extras)
{
    const std::uint32_t index = open(slot, ValueKind::Struct);
    if (json.kind != JsonKind::Object) {
        wrongType(json, "an object");
        m_nodes[index].kind = ValueKind::Absent;
        return;
    }
    const bool tagged = node.op == Op::Tagged || node.op == Op::PresenceMap;
    extras.strings = extras.strings && node.op == Op::Tagged && m_plan.dialect.tableWireType != kNoWireType;
    const Members members = assignMembers(node, json, extras);
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        const PathScope scope(*this, {node.firstSlot + i});
        if (tagged)
            bindField(node.firstSlot + i, members.fields[i], json);
        else
            bindMember(node.firstSlot + i, members.fields[i], json);
    }
    if (tagged)
        checkUnions(node, members);
    if (members.unknown != nullptr)
        bindUnknownFields(node, *members.unknown);
    if (members.strings != nullptr)
        bindStrings(*members.strings);
    close(index);
}

/// Finds each key's slot. People and programs mostly write the fields in order, so the next slot is tried first.
JsonBinder::Members JsonBinder::assignMembers(const Node& node, const JsonNode& json, Extras extras)
{
    Members members{std::vector<const JsonNode*>(node.slotCount, nullptr), nullptr, nullptr};
    std::uint32_t next = 0;
    for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
        std::uint32_t tried = 0;
        while (tried < node.slotCount && !isNamed(node.firstSlot + next, child->key)) {
            next = next + 1 == node.slotCount ? 0 : next + 1;
            ++tried;
        }
        if (tried < node.slotCount)
            members.fields[next] = child;
        else if (node.op == Op::Tagged && child->key == "@unknown")
            members.unknown = child;
        else if (extras.strings && child->key == "@strings")
            members.strings = child;
        else if (!extras.type || child->key != "@type")
            unknownKey(node, *child);
    }
    return members;
}

bool JsonBinder::isNamed(SlotIndex slot, std::string_view name) const
{
    return m_plan.text(m_plan.slots[slot].name) == name && m_plan.nodeOf(slot).meaning != Meaning::Padding;
}

void JsonBinder::unknownKey(const Node& node, const JsonNode& member)
{
    std::vector<std::string_view> names;
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
        if (m_plan.nodeOf(slot).meaning != Meaning::Padding)
            names.push_back(m_plan.text(m_plan.slots[slot].name));
    }
    unknownKey(member, m_plan.text(node.name), names);
}

void JsonBinder::unknownKey(const JsonNode& member, std::string_view owner, const std::vector<std::string_view>& known)
{
    const std::string_view nearest = suggests() ? nearestName(member.key, known) : std::string_view();
    Message message{"{0} has no field {1}.", {std::string(owner), std::string(member.key)}};
    if (!nearest.empty())
        message = {"{0} has no field {1}; did you mean {2}?",
                   {std::string(owner), std::string(member.key), std::string(nearest)}};
    Diagnostic diagnostic;
    diagnostic.code = "unknown-key";
    diagnostic.message = std::move(message);
    diagnostic.place = Place::value(member.keyRange());
    diagnostic.path = path();
    diagnostic.path.append(diagnostic.path.empty() ? "" : ".").append(member.key);
    report(std::move(diagnostic));
}

void JsonBinder::missingValue(SlotIndex slot, const JsonNode& where)
{
    if (!where.incomplete)
        problem(
            "missing-value", where,
            {"{0} is required ({1}) and missing.",
             {std::string(m_plan.text(m_plan.slots[slot].name)), std::string(m_plan.text(m_plan.nodeOf(slot).name))}});
    add(slot, ValueKind::Absent);
}

/// A field of a sequence or a bit record.
void JsonBinder::bindMember(SlotIndex slot, const JsonNode* json, const JsonNode& object)
{
    const Slot& place = m_plan.slots[slot];
    const Node& node = m_plan.nodeOf(slot);
    const bool nullable = place.presenceBit || node.op == Op::Optional;
    if (node.meaning == Meaning::Padding)
        add(slot, ValueKind::Absent);
    else if (nullable && (json == nullptr || json->kind == JsonKind::Null))
        add(slot, ValueKind::Null);
    else if (json == nullptr && place.missing == Missing::Zero)
        addZero(slot);
    else if (json == nullptr)
        missingValue(slot, object);
    else
        bindValue(slot, *json);
}

/// A field of a tagged message or a presence map.
void JsonBinder::bindField(SlotIndex slot, const JsonNode* json, const JsonNode& object)
{
    const Occurs occurs = m_plan.slots[slot].occurs;
    const bool isNull = json != nullptr && json->kind == JsonKind::Null;
    const bool leftOut = json == nullptr || (isNull && (m_plan.nullIsAbsent || occurs == Occurs::Optional));
    if (!leftOut)
        bindValue(slot, *json);
    else if (occurs == Occurs::Always || occurs == Occurs::Required)
        missingValue(slot, json == nullptr ? object : *json);
    else
        add(slot, occurs == Occurs::Repeated ? ValueKind::List : ValueKind::Absent);
}

void JsonBinder::addZero(SlotIndex slot)
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

/// Of each union at most one field may be given; every further one, in the order of the text, is reported.
void JsonBinder::checkUnions(const Node& node, const Members& members)
{
    struct Given {
        std::uint16_t group;
        SlotIndex slot;
        const JsonNode* json;
    };
    std::vector<Given> given;
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        const std::uint16_t group = m_plan.slots[node.firstSlot + i].oneof;
        const JsonNode* json = members.fields[i];
        if (group != 0 && json != nullptr && json->kind != JsonKind::Null)
            given.push_back({group, node.firstSlot + i, json});
    }
    std::sort(given.begin(), given.end(), [](const Given& a, const Given& b) {
        return std::pair(a.group, a.json->begin) < std::pair(b.group, b.json->begin);
    });
    for (std::size_t i = 1, first = 0; i < given.size(); ++i) {
        if (given[i].group != given[first].group) {
            first = i;
            continue;
        }
        const PathScope scope(*this, {given[i].slot});
        problem("oneof-multiple", *given[i].json,
                {"{0} and {1} exclude each other; only one field of their group may be given.",
                 {std::string(m_plan.text(m_plan.slots[given[first].slot].name)),
                  std::string(m_plan.text(m_plan.slots[given[i].slot].name))}});
    }
}

void JsonBinder::bindUnknownFields(const Node& node, const JsonNode& json)
{
    const std::optional<Bytes> bytes = json.kind == JsonKind::String ? readBytesText(json.text) : std::nullopt;
    if (json.kind != JsonKind::String) {
        wrongType(json, "the bytes of the unknown fields as a text of hex digits");
    } else if (!bytes) {
        problem("invalid-bytes", json, {"\"@unknown\" holds the tags and payloads of fields as hex.", {}});
    } else if (std::optional<Message> fault = unknownFieldsFault(m_plan, node, *bytes)) {
        problem("bad-unknown", json, std::move(*fault));
    } else if (!bytes->empty()) {
        addBytes(kNoIndex, ValueKind::Unknown, *bytes);
    }
}

void JsonBinder::bindStrings(const JsonNode& json)
{
    const PathScope owner(*this, {kNoIndex, kUnbounded, kNoIndex, "@strings"});
    if (json.kind != JsonKind::Array)
        return wrongType(json, "an array of texts");
    if (json.childCount == 0)
        return;
    const std::uint32_t table = open(kNoIndex, ValueKind::Strings);
    std::uint64_t index = 0;
    for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
        const PathScope scope(*this, {kNoIndex, index++});
        bindText(kNoIndex, *child);
    }
    m_nodes[table].payload = index;
    close(table);
}

} // namespace wirebench
