// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/value_schema.h"

#include "core/formats/bitschema/ordered_json.h"

namespace wirebench::bitschema {

namespace {

using Json = nlohmann::ordered_json;

Json schemaOf(const Field& field);

Json recordSchema(const std::vector<Field>& fields)
{
    Json properties = Json::object();
    Json required = Json::array();
    for (const Field& field : fields) {
        if (field.type == FieldType::Padding)
            continue;
        addMember(properties, std::string(field.name), schemaOf(field));
        if (!field.nullable)
            required.push_back(std::string(field.name));
    }
    Json schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
}

Json numberOf(const Field& field, std::uint64_t value)
{
    return field.isSigned ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

/// Integers may also be written as decimal or hexadecimal text.
Json integerSchema(const Field& field)
{
    const Json number{
        {"type", "integer"}, {"minimum", numberOf(field, field.lowest)}, {"maximum", numberOf(field, field.highest)}};
    const Json text{{"type", "string"}, {"pattern", "^-?([0-9]+|0x[0-9A-Fa-f]+)$"}};
    return Json{{"anyOf", Json::array({number, text})}};
}

Json enumSchema(const Field& field)
{
    Json values = Json::array();
    for (const EnumLabel& label : field.labels)
        values.push_back(std::string(label.name));
    return Json{{"enum", std::move(values)}};
}

Json dateSchema(const Field& field)
{
    const std::string day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";
    const bool hasTime = field.date.unit != DateTable::Unit::Day;
    return Json{{"type", "string"}, {"pattern", hasTime ? day + "T[0-9]{2}:[0-9]{2}:[0-9]{2}$" : day + "$"}};
}

Json flagsSchema(const Field& field)
{
    Json properties = Json::object();
    Json names = Json::array();
    for (const FlagLabel& flag : field.flags) {
        properties[std::string(flag.name)] = Json{{"type", "boolean"}};
        names.push_back(std::string(flag.name));
    }
    const Json object{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    const Json list{{"type", "array"}, {"items", Json{{"enum", std::move(names)}}}};
    return Json{{"anyOf", Json::array({object, list})}};
}

Json arraySchema(const Field& field)
{
    Json schema{{"type", "array"}, {"items", schemaOf(field.fields.front())}};
    if (!field.counted)
        schema["minItems"] = field.capacity;
    schema["maxItems"] = field.capacity;
    return schema;
}

Json plainSchema(const Field& field)
{
    switch (field.type) {
    case FieldType::UInt:
    case FieldType::Int:
        return integerSchema(field);
    case FieldType::Enum:
        return enumSchema(field);
    case FieldType::Date:
        return dateSchema(field);
    case FieldType::Bitmask:
        return flagsSchema(field);
    case FieldType::Struct:
        return recordSchema(field.fields);
    case FieldType::Array:
        return arraySchema(field);
    case FieldType::Bool:
    case FieldType::Padding:
    case FieldType::Unknown:
        break;
    }
    return Json{{"type", "boolean"}};
}

Json schemaOf(const Field& field)
{
    Json schema = plainSchema(field);
    if (field.nullable)
        schema = Json{{"anyOf", Json::array({std::move(schema), Json{{"type", "null"}}})}};
    if (!field.description.empty())
        schema["description"] = std::string(field.description);
    return schema;
}

} // namespace

std::string writeValueSchema(const Definition& definition)
{
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", std::string(definition.name)}};
    if (!definition.description.empty())
        schema["description"] = std::string(definition.description);
    schema.update(recordSchema(definition.fields));
    return schema.dump(2) + "\n";
}

} // namespace wirebench::bitschema
