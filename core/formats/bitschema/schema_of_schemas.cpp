// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/keys.h"
#include "core/formats/bitschema/ordered_json.h"
#include "core/formats/bitschema/value_schema.h"

namespace wirebench::bitschema {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kIdentifier = "^[A-Za-z_][A-Za-z0-9_]*$";

Json reference(std::string_view name)
{
    return Json{{"$ref", "#/$defs/" + std::string(name)}};
}

Json integerShape(std::string_view key)
{
    Json shape{{"type", "integer"}};
    if (key == "min" || key == "max")
        return shape;
    shape["minimum"] = key == "length" || key == "max_length" ? 1 : 0;
    if (key == "length" || key == "max_length")
        shape["maximum"] = kMaxArrayLength;
    else if (key != "total_bytes")
        shape["maximum"] = kBytesContainerBits;
    return shape;
}

Json choiceShape(const KeyInfo& key)
{
    Json values = Json::array();
    for (const std::string_view choice : key.choices)
        values.push_back(std::string(choice));
    if (key.name == "type") {
        for (const TypeInfo& type : typeTable()) {
            if (!type.alias.empty())
                values.push_back(std::string(type.alias));
        }
    }
    return Json{{"enum", std::move(values)}};
}

Json shapeOf(const KeyInfo& key)
{
    switch (key.shape) {
    case Shape::Text:
        return Json{{"type", "string"}};
    case Shape::Integer:
        return integerShape(key.name);
    case Shape::Bool:
        return Json{{"type", "boolean"}};
    case Shape::Identifier:
        return Json{{"type", "string"}, {"pattern", std::string(kIdentifier)}};
    case Shape::Choice:
        return choiceShape(key);
    case Shape::Version:
        return Json{{"type", Json::array({"string", "integer"})}};
    case Shape::Labels:
        return Json{{"type", "array"},
                    {"items", Json{{"type", "string"}, {"minLength", 1}}},
                    {"minItems", 1},
                    {"maxItems", kMaxEnumValues},
                    {"uniqueItems", true}};
    case Shape::Flags:
        return Json{{"type", "object"},
                    {"propertyNames", Json{{"pattern", std::string(kIdentifier)}}},
                    {"additionalProperties", Json{{"type", "integer"}, {"minimum", 0}, {"maximum", kMaxFlagPosition}}},
                    {"minProperties", 1}};
    case Shape::Definition:
        return reference("element");
    case Shape::Fields:
        return reference("fields");
    }
    return Json::object();
}

Json describedShape(const KeyInfo& key)
{
    Json shape = shapeOf(key);
    shape["description"] = std::string(key.documentation);
    return shape;
}

/// What a type cannot do without, as a JSON Schema.
Json requirement(FieldType type)
{
    const auto all = [](std::initializer_list<const char*> keys) {
        return Json{{"required", Json(std::vector<std::string>(keys.begin(), keys.end()))}};
    };
    switch (type) {
    case FieldType::UInt:
    case FieldType::Padding:
        return all({"bits"});
    case FieldType::Int:
        return Json{{"anyOf", Json::array({all({"bits"}), all({"min", "max"})})}};
    case FieldType::Enum:
        return all({"values"});
    case FieldType::Date:
        return all({"resolution", "min_date", "max_date"});
    case FieldType::Bitmask:
        return all({"flags"});
    case FieldType::Struct:
        return all({"fields"});
    case FieldType::Array: {
        Json array = all({"of"});
        array["oneOf"] = Json::array({all({"length"}), all({"max_length"})});
        return array;
    }
    case FieldType::Bool:
    case FieldType::Unknown:
        break;
    }
    return Json::object();
}

Json typeRules()
{
    Json rules = Json::array();
    for (const TypeInfo& type : typeTable()) {
        const Json needed = requirement(type.type);
        if (needed.empty())
            continue;
        Json names = Json::array({std::string(type.name)});
        if (!type.alias.empty())
            names.push_back(std::string(type.alias));
        const Json isType{{"properties", Json{{"type", Json{{"enum", std::move(names)}}}}},
                          {"required", Json::array({"type"})}};
        rules.push_back(Json{{"if", isType}, {"then", needed}});
    }
    return rules;
}

Json definitionShape()
{
    Json properties = Json::object();
    for (const KeyInfo& key : keyTable()) {
        if (key.types != 0 && key.name != "name")
            addMember(properties, std::string(key.name), describedShape(key));
    }
    return Json{{"type", "object"}, {"properties", std::move(properties)}, {"allOf", typeRules()}};
}

Json fieldsShape()
{
    const Json withType{{"required", Json::array({"type"})}};
    const Json padding{{"required", Json::array({"bits"})}, {"properties", Json{{"name", Json{{"pattern", "^_"}}}}}};
    const Json listed{{"allOf", Json::array({reference("definition")})},
                      {"properties", Json{{"name", describedShape(*findFieldKey("name"))}}},
                      {"required", Json::array({"name"})},
                      {"anyOf", Json::array({withType, padding})}};
    const Json keyed{{"allOf", Json::array({reference("definition"), withType})}};
    const Json list{{"type", "array"}, {"items", listed}, {"minItems", 1}};
    const Json object{{"type", "object"},
                      {"propertyNames", Json{{"pattern", std::string(kIdentifier)}}},
                      {"patternProperties", Json{{"^_", reference("definition")}, {"^[^_]", keyed}}},
                      {"minProperties", 1}};
    return Json{{"anyOf", Json::array({list, object})}};
}

} // namespace

std::string writeSchemaOfSchemas()
{
    Json properties = Json::object();
    for (const KeyInfo& key : keyTable()) {
        if (key.inDocument)
            addMember(properties, std::string(key.name), describedShape(key));
    }
    const Json element{{"allOf", Json::array({reference("definition"), Json{{"required", Json::array({"type"})}}})}};
    const Json schema{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"title", "BitSchema schema file"},
        {"description", "A record of fields packed at fixed bit offsets"},
        {"type", "object"},
        {"properties", std::move(properties)},
        {"required", Json::array({"name", "fields"})},
        {"$defs", Json{{"fields", fieldsShape()}, {"definition", definitionShape()}, {"element", element}}}};
    return schema.dump(2) + "\n";
}

} // namespace wirebench::bitschema
