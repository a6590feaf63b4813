// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/compiled.h"

#include "core/formats/bitschema/ordered_json.h"

namespace wirebench::bitschema {

namespace {

using Json = nlohmann::ordered_json;

/// A value as written. Numbers beyond 64 bits can only stand under keys that the schema language ignores.
Json copyNode(const JsonDocument& document, const JsonNode& node)
{
    switch (node.kind) {
    case JsonKind::Null:
        return nullptr;
    case JsonKind::Bool:
        return node.boolean;
    case JsonKind::String:
        return std::string(node.text);
    case JsonKind::Number: {
        const Json number = Json::parse(node.text, nullptr, false);
        return number.is_discarded() ? Json(std::string(node.text)) : number;
    }
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    Json copy = node.kind == JsonKind::Array ? Json::array() : Json::object();
    for (const JsonNode* child = document.firstChild(node); child != nullptr; child = document.next(*child)) {
        if (node.kind == JsonKind::Array)
            copy.push_back(copyNode(document, *child));
        else
            addMember(copy, std::string(child->key), copyNode(document, *child));
    }
    return copy;
}

class CompiledWriter {
public:
    explicit CompiledWriter(const Definition& definition) : m_definition(definition) { }

    Json write() const
    {
        Json result = Json::object();
        const JsonNode& root = *m_definition.root;
        bool totals = false;
        for (const JsonNode* member = document().firstChild(root); member != nullptr;
             member = document().next(*member)) {
            if (member->key == "total_bits" || member->key == "total_bytes")
                continue;
            if (member->key == "fields" && !totals) {
                totals = true;
                result["total_bits"] = m_definition.totalBits.value_or(0);
                result["total_bytes"] = m_definition.totalBytes();
            }
            if (member->key == "fields")
                result["fields"] = writeFields(*member, m_definition.fields);
            else
                addMember(result, std::string(member->key), copyNode(document(), *member));
        }
        return result;
    }

private:
    const JsonDocument& document() const { return m_definition.document; }

    Json writeFields(const JsonNode& node, const std::vector<Field>& fields) const
    {
        const bool listed = node.kind == JsonKind::Array;
        Json result = listed ? Json::array() : Json::object();
        for (const Field& field : fields) {
            if (listed)
                result.push_back(writeField(field, false));
            else
                addMember(result, std::string(field.name), writeField(field, false));
        }
        return result;
    }

    Json writeField(const Field& field, bool element) const
    {
        Json result = Json::object();
        for (const JsonNode* member = document().firstChild(*field.json); member != nullptr;
             member = document().next(*member)) {
            if (member->key == "offset" || member->key == "bits" || member->key == "presence_offset")
                continue;
            if (member->key == "fields" || member->key == "of")
                continue; // they follow the layout keys, which say where they are
            addMember(result, std::string(member->key), copyNode(document(), *member));
        }
        if (!element)
            result["offset"] = field.offset.value_or(0);
        result["bits"] = field.valueBits.value_or(0);
        if (!element && field.nullable)
            result["presence_offset"] = field.offset.value_or(0);
        if (field.type == FieldType::Struct)
            result["fields"] = writeFields(*document().find(*field.json, "fields"), field.fields);
        if (field.type == FieldType::Array)
            result["of"] = writeField(field.fields.front(), true);
        return result;
    }

    const Definition& m_definition;
};

} // namespace

std::string writeCompiled(const Definition& definition)
{
    return CompiledWriter(definition).write().dump(2) + "\n";
}

} // namespace wirebench::bitschema
