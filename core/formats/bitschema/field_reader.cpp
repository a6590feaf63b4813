// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/field_reader.h"

#include "core/base/text.h"

#include <unordered_map>

namespace wirebench::bitschema {

std::string FieldReader::label(const Field& field) const
{
    return field.name.empty() ? "the element" : "\"" + std::string(field.name) + "\"";
}

const JsonNode* FieldReader::require(Field& field, std::string_view key)
{
    const JsonNode* node = find(field, key);
    if (node == nullptr) {
        field.sound = false;
        if (field.json->incomplete)
            return nullptr;
        m_checker.error("missing-key", place(field),
                        {"\"{0}\" is missing: {1} of type {2} needs it. {3}",
                         {std::string(key), label(field), std::string(typeInfo(field.type).name),
                          std::string(findFieldKey(key)->documentation)}});
    } else if (node->invalid) {
        field.sound = false;
        return nullptr;
    }
    return node;
}

std::vector<Field> FieldReader::readFields(const JsonNode& node, std::uint32_t depth)
{
    std::vector<Field> fields;
    if (node.kind != JsonKind::Array && node.kind != JsonKind::Object) {
        m_checker.wrongType(node, "fields", "a list of field definitions, or an object of them by name");
        return fields;
    }
    if (node.childCount == 0 && !node.incomplete)
        m_checker.error("empty-fields", node.range(),
                        {"\"fields\" is empty; a record has at least one field, such as {\"name\": \"active\", "
                         "\"type\": \"bool\"}.",
                         {}});
    fields.reserve(node.childCount);
    const Form form = node.kind == JsonKind::Array ? Form::Listed : Form::Keyed;
    for (const JsonNode* child = m_checker.document().firstChild(node); child != nullptr;
         child = m_checker.document().next(*child)) {
        fields.push_back(readField(*child, form, depth));
    }
    checkUniqueNames(m_checker, fields, form == Form::Keyed);
    return fields;
}

Field FieldReader::readField(const JsonNode& node, Form form, std::uint32_t depth)
{
    Field field;
    field.json = &node;
    field.range = form == Form::Keyed ? TextRange{node.keyBegin, node.end} : node.range();
    field.nameRange = form == Form::Keyed ? node.keyRange() : m_checker.head(node);
    if (form == Form::Keyed)
        field.name = node.key;
    if (node.kind != JsonKind::Object) {
        field.sound = false;
        m_checker.wrongType(node,
                            form == Form::Keyed         ? node.key
                                : form == Form::Element ? "of"
                                                        : "fields",
                            "a field definition such as {\"name\": \"active\", \"type\": \"bool\"}");
        return field;
    }
    readName(field, form);
    readType(field, form);
    checkKeys(field, form);
    readCommon(field);
    readOffset(field, form);
    readDetails(field, depth);
    return field;
}

void FieldReader::readName(Field& field, Form form)
{
    if (form == Form::Element)
        return;
    if (form == Form::Keyed) {
        if (!m_checker.checkIdentifier(field.name, field.nameRange, "field"))
            field.sound = false;
        return;
    }
    const JsonNode* node = find(field, "name");
    if (node == nullptr) {
        field.sound = false;
        if (field.json->incomplete)
            return;
        m_checker.error("missing-key", place(field),
                        {"This field has no \"name\"; every field in a list has one, padding too.", {}});
        return;
    }
    if (const auto name = m_checker.readIdentifier(*node, "field"))
        field.name = *name;
    else
        field.sound = false;
    if (node->kind == JsonKind::String) {
        field.name = node->text;
        field.nameRange = m_checker.head(*node);
    }
}

void FieldReader::readType(Field& field, Form form)
{
    const JsonNode* node = find(field, "type");
    if (node == nullptr) {
        if (form != Form::Element && field.name.starts_with('_')) {
            field.type = FieldType::Padding;
            field.typeName = typeInfo(FieldType::Padding).name;
            return;
        }
        field.sound = false;
        if (field.json->incomplete)
            return;
        m_checker.error("missing-key", place(field),
                        {"{0} has no \"type\". Give it one of bool, uint, int, enum, date, bitmask, padding, struct, "
                         "array.",
                         {field.name.empty() ? "This definition" : "The field " + label(field)}});
        return;
    }
    field.typeRange = m_checker.head(*node);
    if (node->kind != JsonKind::String) {
        field.sound = false;
        m_checker.wrongType(*node, "type", "the name of a type");
        return;
    }
    field.typeName = node->text;
    if (const TypeInfo* info = findType(node->text)) {
        field.type = info->type;
        return;
    }
    field.sound = false;
    std::vector<std::string_view> names;
    for (const TypeInfo& info : typeTable())
        names.push_back(info.name);
    Diagnostic& problem
        = m_checker.error("unknown-type", field.typeRange,
                          {"There is no type \"{0}\". The types are {1}.", {std::string(node->text), orList(names)}});
    const std::string_view nearest = nearestName(node->text, names);
    if (!nearest.empty())
        addReplacement(problem, {"Write \"{0}\"", {std::string(nearest)}}, field.typeRange,
                       m_checker.quotedLike(field.typeRange, nearest));
}

void FieldReader::checkKeys(const Field& field, Form form)
{
    for (const JsonNode* member = m_checker.document().firstChild(*field.json); member != nullptr;
         member = m_checker.document().next(*member)) {
        const KeyInfo* key = findFieldKey(member->key);
        const bool known = key != nullptr && (field.type == FieldType::Unknown || (key->types & setOf(field.type)) != 0)
            && (form != Form::Element || key->inElement) && !(form == Form::Keyed && member->key == "name");
        const bool nullablePadding = field.type == FieldType::Padding && member->key == "nullable";
        if (!known && !nullablePadding)
            checkUnknownKey(field, form, *member);
    }
}

void FieldReader::checkUnknownKey(const Field& field, Form form, const JsonNode& member)
{
    const std::string name(member.key);
    const KeyInfo* key = findFieldKey(member.key);
    if (field.type == FieldType::UInt && (name == "min" || name == "max" || name == "signed"))
        return; // `limit-on-uint`, reported with the type
    if (key != nullptr && form == Form::Element && !key->inElement) {
        m_checker.warning("unknown-key", member.keyRange(),
                          {"An array's element has no \"{0}\"; it is ignored. Elements follow one another and are told "
                           "apart by their index.",
                           {name}});
        return;
    }
    if (key != nullptr && name == "name") {
        m_checker.warning("unknown-key", member.keyRange(),
                          {"\"name\" is ignored: here the key in front of the definition is the field's name.", {}});
        return;
    }
    if (key != nullptr) {
        m_checker.warning("unknown-key", member.keyRange(),
                          {"{0} has no \"{1}\"; it is ignored. Types that have it: {2}.",
                           {std::string(typeInfo(field.type).name), name, typesWith(*key)}});
        return;
    }
    std::vector<std::string_view> candidates;
    for (const KeyInfo& info : keyTable()) {
        if (info.types != 0 && (field.type == FieldType::Unknown || (info.types & setOf(field.type)) != 0))
            candidates.push_back(info.name);
    }
    const std::string_view nearest = nearestName(member.key, candidates);
    if (nearest.empty()) {
        m_checker.warning("unknown-key", member.keyRange(),
                          {"A field has no key \"{0}\"; it is ignored. Remove it or use \"description\".", {name}});
        return;
    }
    Diagnostic& problem = m_checker.warning(
        "unknown-key", member.keyRange(),
        {"A field has no key \"{0}\"; it is ignored. Did you mean \"{1}\"?", {name, std::string(nearest)}});
    addReplacement(problem, {"Rename to \"{0}\"", {std::string(nearest)}}, member.keyRange(),
                   m_checker.quotedLike(member.keyRange(), nearest));
}

void FieldReader::readCommon(Field& field)
{
    if (const JsonNode* node = find(field, "description")) {
        if (const auto text = m_checker.readText(*node, "description"))
            field.description = *text;
    }
    const JsonNode* nullable = find(field, "nullable");
    if (nullable == nullptr)
        return;
    const std::optional<bool> value = m_checker.readBool(*nullable, "nullable");
    if (!value)
        field.sound = false;
    if (value.value_or(false) && field.type == FieldType::Padding) {
        field.sound = false;
        Diagnostic& problem = m_checker.error(
            "nullable-padding", nullable->keyRange(),
            {"Padding has no value, so it cannot be null. Remove \"nullable\", or give the field a type.", {}});
        addReplacement(problem, {"Write false", {}}, nullable->range(), "false");
        return;
    }
    field.nullable = value.value_or(false);
}

void FieldReader::readOffset(Field& field, Form form)
{
    const JsonNode* node = find(field, "offset");
    if (node == nullptr || form == Form::Element)
        return;
    const auto integer = m_checker.readInteger(*node, "offset");
    const auto offset = integer ? integer->asUnsigned() : std::nullopt;
    if (!offset || *offset > kBytesContainerBits) {
        field.sound = false;
        if (integer)
            m_checker.error("bad-offset", m_checker.head(*node),
                            {"{0} is no offset: an offset is a bit number from 0 to {1}, counted from the start of the "
                             "record.",
                             {std::string(node->text), std::to_string(kBytesContainerBits)}});
        return;
    }
    field.writtenOffset = *offset;
}

void FieldReader::readDetails(Field& field, std::uint32_t depth)
{
    switch (field.type) {
    case FieldType::Unknown:
        return;
    case FieldType::Bool:
        field.valueBits = 1;
        return;
    case FieldType::UInt:
        return readUInt(field);
    case FieldType::Int:
        return readInt(field);
    case FieldType::Enum:
        return readEnum(field);
    case FieldType::Date:
        return readDate(field);
    case FieldType::Bitmask:
        return readBitmask(field);
    case FieldType::Padding:
        return readPadding(field);
    case FieldType::Struct:
        return readStruct(field, depth);
    case FieldType::Array:
        return readArray(field, depth);
    }
}

void FieldReader::readPadding(Field& field)
{
    if (const JsonNode* node = require(field, "bits"))
        field.valueBits = readBits(field, *node, 1, m_containerBits);
}

void FieldReader::readStruct(Field& field, std::uint32_t depth)
{
    const JsonNode* node = require(field, "fields");
    if (node == nullptr)
        return;
    if (depth >= kMaxStructDepth) {
        field.sound = false;
        m_checker.error("limit-depth", place(field),
                        {"{0} is a record at depth {1}; records may be nested {2} deep, the outermost counted as 1.",
                         {label(field), std::to_string(depth + 1), std::to_string(kMaxStructDepth)}});
        return;
    }
    field.fields = readFields(*node, depth + 1);
    if (field.fields.empty())
        field.sound = false;
}

void FieldReader::readArray(Field& field, std::uint32_t depth)
{
    readArrayLength(field);
    const JsonNode* of = require(field, "of");
    if (of == nullptr)
        return;
    Field element = readField(*of, Form::Element, depth);
    if (element.type == FieldType::Padding) {
        field.sound = false;
        m_checker.error("bad-value", element.typeRange,
                        {"An array cannot hold padding, for padding has no value. Use a padding field of the whole "
                         "width instead.",
                         {}});
        return;
    }
    field.sound = field.sound && element.sound;
    field.fields.push_back(std::move(element));
}

std::uint64_t elementsIn(const Field& field)
{
    if (field.type == FieldType::Array) {
        const std::uint64_t inside = field.fields.empty() ? 0 : elementsIn(field.fields.front());
        return multiplyBits(field.capacity, addBits(1, inside));
    }
    std::uint64_t sum = 0;
    for (const Field& inner : field.fields)
        sum = addBits(sum, elementsIn(inner));
    return sum;
}

void checkUniqueNames(Checker& checker, std::vector<Field>& fields, bool keyed)
{
    std::unordered_map<std::string_view, TextRange> seen;
    seen.reserve(fields.size());
    for (Field& field : fields) {
        if (field.name.empty())
            continue;
        const auto [first, isNew] = seen.emplace(field.name, field.nameRange);
        if (isNew)
            continue;
        field.sound = false;
        if (keyed)
            continue; // `duplicate-key` says so already
        Diagnostic& problem = checker.error("duplicate-field", field.nameRange,
                                            {"The name \"{0}\" is taken by another field of this record. Rename one of "
                                             "the two.",
                                             {std::string(field.name)}});
        problem.related.push_back(
            {Place::schema(first->second), {"\"{0}\" is first used here", {std::string(field.name)}}});
    }
}

} // namespace wirebench::bitschema
