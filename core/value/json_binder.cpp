// SPDX-License-Identifier: MIT
#include "core/value/json_binder.h"

#include "core/value/scalar_input.h"
#include "core/wire/bits.h"
#include "core/wire/content_json.h"
#include "core/wire/stored_value.h"

#include <utility>

namespace wirebench {

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

void JsonBinder::bindRoot(const PlanType& type, const JsonNode& json)
{
    if (const JsonNode* named = m_document.find(json, "@type"))
        checkTypeName(type, *named);
    bindStruct(type.root, m_plan.nodes[type.node], json, {true, true});
}

void JsonBinder::bindBuffer(const BufferForm& form, const JsonNode& json)
{
    const std::uint32_t list = open(kNoIndex, ValueKind::List);
    if (json.kind != JsonKind::Array)
        problem("wrong-type", json,
                {"A buffer of messages is an array of objects, not {0}.", {std::string(jsonKindName(json.kind))}});
    std::uint64_t element = 0;
    for (const JsonNode* child = elementsOf(json); child != nullptr; child = m_document.next(*child)) {
        const PathScope scope(*this, {kNoIndex, element++});
        if (form.framing == Framing::Frames)
            bindFrame(*child);
        else
            bindMessage(form, *child);
    }
    m_nodes[list].payload = element;
    close(list);
}

void JsonBinder::checkTypeName(const PlanType& type, const JsonNode& named)
{
    const PlanType* given = named.kind == JsonKind::String ? m_plan.findType(named.text) : nullptr;
    if (given == &type)
        return;
    problem(given != nullptr ? "type-not-allowed" : "unknown-type", named,
            {"`@type` says {0}, but a value of {1} is encoded here.",
             {std::string(named.kind == JsonKind::String ? named.text : jsonKindName(named.kind)), type.name}});
}

void JsonBinder::bindMessage(const BufferForm& form, const JsonNode& json)
{
    const bool described = form.framing == Framing::SelfDescribing;
    if (const JsonNode* unknown = described ? m_document.find(json, "@unknown") : nullptr) {
        bindUnknownMessage(json, *unknown);
        return;
    }
    const JsonNode* named = m_document.find(json, "@type");
    const PlanType* type = named == nullptr ? (described ? nullptr : form.type)
        : named->kind == JsonKind::String   ? m_plan.findType(named->text)
                                            : nullptr;
    if (json.kind != JsonKind::Object)
        problem("wrong-type", json,
                {"A message is an object with \"@type\", not {0}.", {std::string(jsonKindName(json.kind))}});
    else if (named == nullptr && type == nullptr)
        problem("missing-type", json, {"A message in a buffer names its type in \"@type\".", {}});
    else if (type == nullptr)
        problem("unknown-type", *named,
                {"The schema has no message {0}.",
                 {std::string(m_document.text().substr(named->begin, named->end - named->begin))}});
    else if (described && m_plan.nodes[type->node].op != Op::Message)
        problem("type-not-allowed", *named,
                {"{0} is a struct; only messages can stand in a buffer of messages.", {type->name}});
    else if (form.type != nullptr && type != form.type)
        problem("type-not-allowed", *named,
                {"This buffer holds messages of the type {0}, not {1}.", {form.type->name, type->name}});
    else
        return bindStruct(type->root, m_plan.nodes[type->node], json, {true, true});
    add(kNoIndex, ValueKind::Absent);
}

void JsonBinder::bindFrame(const JsonNode& json)
{
    if (json.kind == JsonKind::Object && json.childCount == 0)
        problem("missing-value", json, {"A frame says what it is: an object with exactly one key.", {}});
    bindStruct(m_plan.frame, m_plan.nodeOf(m_plan.frame), json, {});
}

void JsonBinder::bindUnknownMessage(const JsonNode& json, const JsonNode& unknown)
{
    constexpr std::size_t headerBytes = 12;
    const std::optional<Bytes> bytes = unknown.kind == JsonKind::String ? readBytesText(unknown.text) : std::nullopt;
    if (!bytes) {
        problem("invalid-bytes", unknown, {"\"@unknown\" holds the message's bytes as hex.", {}});
    } else if (json.childCount != 1 || bytes->size() < headerBytes
               || readLittle(bytes->data() + 8, 4) != bytes->size() - headerBytes
               || m_plan.findMessage(readLittle(bytes->data(), 8)) != nullptr) {
        problem(
            "bad-unknown", unknown,
            {"\"@unknown\" must be one whole message, header included, whose type id the schema does not have.", {}});
    } else {
        addBytes(kNoIndex, ValueKind::Unknown, *bytes);
        return;
    }
    add(kNoIndex, ValueKind::Absent);
}

void JsonBinder::appendKey(std::string& path, const ValueNode& key) const
{
    path += '[';
    const Node& node = m_plan.nodeOf(key.slot);
    if (key.kind == ValueKind::Text || key.kind == ValueKind::RawText || key.kind == ValueKind::Content)
        appendContentJson(path, node, heapBytes(key));
    else
        appendScalarJson(path, m_plan, node, key.kind, key.payload);
    path += ']';
}

std::string JsonBinder::path() const
{
    std::string path;
    for (const Step& step : m_path) {
        if (step.element != kUnbounded)
            path += '[' + std::to_string(step.element) + ']';
        if (step.key != kNoIndex)
            appendKey(path, m_nodes[step.key]);
        const std::string_view name = step.slot == kNoIndex ? step.text : m_plan.text(m_plan.slots[step.slot].name);
        if (!name.empty())
            path.append(path.empty() ? "" : ".").append(name);
    }
    return path;
}

void JsonBinder::wrongType(const JsonNode& json, std::string_view expected)
{
    problem("wrong-type", json,
            {"Expected {0}, found {1}.", {std::string(expected), std::string(jsonKindName(json.kind))}});
}

void JsonBinder::problem(std::string_view code, const JsonNode& where, Message message, Severity severity)
{
    if (where.invalid)
        return;
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    diagnostic.place = Place::value(where.range());
    diagnostic.path = path();
    report(std::move(diagnostic));
}

void JsonBinder::report(LeafProblems& problems)
{
    for (LeafProblem& found : problems) {
        if (found.where->invalid)
            continue;
        Diagnostic diagnostic;
        diagnostic.code = found.code;
        diagnostic.message = std::move(found.message);
        diagnostic.place = Place::value(found.atKey ? found.where->keyRange() : found.where->range());
        diagnostic.path = path().append(found.part);
        if (found.atKey)
            diagnostic.path.append(".").append(found.where->key);
        report(std::move(diagnostic));
    }
}

/// Hostile text can hold a problem each few bytes: their number is bounded, but an error is never lost to warnings.
void JsonBinder::report(Diagnostic diagnostic)
{
    constexpr std::size_t mostKept = 10'000;
    const bool isFirstError = diagnostic.severity == Severity::Error && !m_hasError;
    m_hasError = m_hasError || isFirstError;
    if (m_problems.size() - m_problemsBefore < mostKept || isFirstError)
        m_problems.push_back(std::move(diagnostic));
}

} // namespace wirebench
