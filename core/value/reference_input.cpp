// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/value/json_binder.h"
#include "core/value/scalar_input.h"

#include <algorithm>
#include <limits>

// References: an object with the concrete type in `@type`, and beside it the fields of a struct, the `value` of a
// scalar, or the `@bytes` of a type that the schema does not have.

namespace wirebench {

namespace {

constexpr std::string_view kTypeKey = "@type";
constexpr std::string_view kBytesKey = "@bytes";

/// `Type` of `package.Type`; the arguments of a generic instance stay.
std::string_view bareName(std::string_view fullName)
{
    const std::size_t dot = fullName.substr(0, fullName.find('<')).rfind('.');
    return dot == std::string_view::npos ? fullName : fullName.substr(dot + 1);
}

} // namespace

void JsonBinder::bindReference(SlotIndex slot, const Node& node, const JsonNode& json)
{
    const ReferenceInfo& info = m_plan.references[node.detail];
    const JsonNode* named = m_document.find(json, kTypeKey);
    if (json.kind != JsonKind::Object) {
        wrongType(json, "an object with \"@type\"");
    } else if (named == nullptr) {
        if (!json.incomplete)
            problem("missing-type", json, {"The concrete type of the value is missing; name it in \"@type\".", {}});
    } else if (const std::uint32_t type
               = named->kind == JsonKind::String ? typeNamed(node, info, named->text) : kNoIndex;
               type != kNoIndex) {
        return bindConcrete(slot, type, json);
    } else if (bindForeign(slot, info, json, *named)) {
        return;
    } else {
        refuseType(node, info, *named);
    }
    add(slot, ValueKind::Absent);
}

void JsonBinder::bindConcrete(SlotIndex slot, std::uint32_t type, const JsonNode& json)
{
    const std::uint32_t reference = open(slot, ValueKind::Reference);
    m_nodes[reference].payload = type;
    const SlotIndex content = m_plan.referenceTypes[type].slot;
    const PathScope scope(*this, {content});
    if (m_plan.text(m_plan.slots[content].name).empty())
        bindStruct(content, m_plan.nodeOf(content), json, {true, false});
    else
        bindScalarOfType(content, json);
    close(reference);
}

/// The object around a value that is no struct: `@type`, and the value under the slot's name.
void JsonBinder::bindScalarOfType(SlotIndex slot, const JsonNode& json)
{
    const std::string_view name = m_plan.text(m_plan.slots[slot].name);
    const JsonNode* value = nullptr;
    for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
        if (child->key == name) {
            value = child;
        } else if (child->key != kTypeKey) {
            const Step step = m_path.back();
            m_path.pop_back();
            unknownKey(*child, m_plan.text(m_plan.nodeOf(slot).name), {name});
            m_path.push_back(step);
        }
    }
    if (value == nullptr)
        missingValue(slot, json);
    else
        bindValue(slot, *value);
}

/// The index in Plan::referenceTypes; kNoIndex when the reference allows no type of this name.
std::uint32_t JsonBinder::typeNamed(const Node& node, const ReferenceInfo& info, std::string_view name)
{
    const auto [entry, isNew] = m_typesByName.try_emplace(node.detail);
    if (isNew) {
        for (std::uint32_t type = info.firstType; type < info.firstType + info.typeCount; ++type) {
            const ReferenceType& allowed = m_plan.referenceTypes[type];
            entry->second.emplace(m_plan.text(allowed.shortName), type);
            entry->second.emplace(m_plan.text(allowed.fullName), type);
            if (info.by == Discrimination::Name)
                entry->second.emplace(m_plan.text(allowed.wireName), type);
        }
    }
    const auto found = entry->second.find(name);
    return found == entry->second.end() || name.empty() ? kNoIndex : found->second;
}

/// Binds a value of a type that the schema does not have: its id or hash as `#…`, or its name, and its bytes. False
/// when the object is none.
bool JsonBinder::bindForeign(SlotIndex slot, const ReferenceInfo& info, const JsonNode& json, const JsonNode& named)
{
    const JsonNode* bytes = m_document.find(json, kBytesKey);
    if (bytes == nullptr)
        return false;
    const std::uint32_t index = open(slot, ValueKind::ForeignType);
    if (!bindForeignName(info, named)) {
        m_nodes.pop_back();
        return false;
    }
    for (const JsonNode* child = m_document.firstChild(json); child != nullptr; child = m_document.next(*child)) {
        if (child->key != kTypeKey && child->key != kBytesKey)
            unknownKey(*child, "a type that the schema does not have", {});
    }
    const std::optional<Bytes> content = bytes->kind == JsonKind::String ? readBytesText(bytes->text) : std::nullopt;
    if (!content)
        problem("invalid-bytes", *bytes, {"\"@bytes\" holds hex, two digits a byte.", {}});
    addBytes(kNoIndex, ValueKind::Content, content.value_or(Bytes()));
    close(index);
    return true;
}

/// Adds the node that names a foreign type as the reference does; false when `named` does not, or names a type that
/// the schema has.
bool JsonBinder::bindForeignName(const ReferenceInfo& info, const JsonNode& named)
{
    if (info.by == Discrimination::Name) {
        const JsonNode* raw = m_document.find(named, kBytesKey);
        const std::optional<Bytes> bytes = raw != nullptr && named.childCount == 1 && raw->kind == JsonKind::String
            ? readBytesText(raw->text)
            : std::nullopt;
        if (bytes && !isValidUtf8(*bytes)) {
            addBytes(kNoIndex, ValueKind::RawText, *bytes);
            return true;
        }
        if (named.kind != JsonKind::String || named.text.empty() || named.loneSurrogate || isKnownName(named.text))
            return false;
        addBytes(kNoIndex, ValueKind::Text, asBytes(named.text));
        return true;
    }
    if (named.kind != JsonKind::String || !named.text.starts_with('#'))
        return false;
    const std::optional<JsonInteger> integer = readInteger(named.text.substr(1), true);
    const std::optional<std::uint64_t> number
        = integer && !integer->negative ? integer->asUnsigned() : std::optional<std::uint64_t>();
    if (!number || *number == 0 || isTaken(info, *number))
        return false;
    add(kNoIndex, ValueKind::UInt, *number);
    return true;
}

bool JsonBinder::isKnownName(std::string_view name) const
{
    return std::any_of(m_plan.knownTypes.begin(), m_plan.knownTypes.end(),
                       [&](const KnownType& known) { return m_plan.text(known.name) == name; });
}

/// Whether a type of the schema has this id, or an allowed one this hash, so that it would be read as that type; also
/// true for what is wider than a hash.
bool JsonBinder::isTaken(const ReferenceInfo& info, std::uint64_t number) const
{
    const auto first = m_plan.referenceTypes.begin() + static_cast<std::ptrdiff_t>(info.firstType);
    const auto last = first + static_cast<std::ptrdiff_t>(info.typeCount);
    if (info.by == Discrimination::Hash)
        return number > std::numeric_limits<std::uint32_t>::max()
            || std::any_of(first, last, [number](const ReferenceType& type) { return type.hash == number; });
    return std::any_of(first, last, [number](const ReferenceType& type) { return type.id == number; })
        || std::any_of(m_plan.knownTypes.begin(), m_plan.knownTypes.end(),
                       [number](const KnownType& known) { return known.id == number; });
}

/// Says why `@type` cannot be taken: the schema has the type but it may not stand here, or nobody has it.
void JsonBinder::refuseType(const Node& node, const ReferenceInfo& info, const JsonNode& named)
{
    const std::string_view name = named.kind == JsonKind::String ? named.text : std::string_view();
    const std::string shown = sourceText(m_document, named);
    const auto hasName = [&](const KnownType& known) {
        const std::string_view full = m_plan.text(known.name);
        return full == name || bareName(full) == name;
    };
    const auto isNamed = [&](const ReferenceType& type) {
        return m_plan.text(type.shortName) == name || m_plan.text(type.fullName) == name;
    };
    const std::optional<JsonInteger> number
        = name.starts_with('#') ? readInteger(name.substr(1), true) : std::optional<JsonInteger>();
    const bool takenNumber
        = number && !number->negative && number->fits && number->magnitude != 0 && isTaken(info, number->magnitude);
    if (!name.empty()
        && (takenNumber || std::any_of(m_plan.knownTypes.begin(), m_plan.knownTypes.end(), hasName)
            || std::any_of(m_plan.referenceTypes.begin(), m_plan.referenceTypes.end(), isNamed))) {
        problem("type-not-allowed", named,
                {takenNumber ? "{0} stands for a type of the schema; give it by its name, with its fields."
                             : "{0} may not stand in {1}.",
                 {shown, std::string(m_plan.text(node.name))}});
        return;
    }
    std::vector<std::string_view> names;
    for (std::uint32_t type = info.firstType; type < info.firstType + info.typeCount; ++type)
        names.push_back(m_plan.text(m_plan.referenceTypes[type].shortName));
    const std::string_view nearest = suggests() ? nearestName(name, names) : std::string_view();
    Message message{"{0} is no type that the schema has.", {shown}};
    if (!nearest.empty())
        message = {"{0} is no type that the schema has; did you mean {1}?", {shown, std::string(nearest)}};
    problem("unknown-type", named, std::move(message));
}

} // namespace wirebench
