// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/definition_reader.h"

#include "core/base/text.h"
#include "core/formats/bitschema/field_reader.h"
#include "core/formats/bitschema/placement.h"
#include "core/syntax/yaml_reader.h"

#include <algorithm>

namespace wirebench::bitschema {

Notation notationOf(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return Notation::Json;
    return text[first] == '{' || text[first] == '[' ? Notation::Json : Notation::Yaml;
}

Notation notationOf(const SchemaSource& source)
{
    if (source.syntax == "json")
        return Notation::Json;
    if (source.syntax == "yaml")
        return Notation::Yaml;
    const std::string name = asciiLower(source.name);
    if (name.ends_with(".yaml") || name.ends_with(".yml"))
        return Notation::Yaml;
    if (name.ends_with(".json"))
        return Notation::Json;
    return notationOf(source.text);
}

JsonDocument readDocument(std::string_view text, Notation notation, Diagnostics& diagnostics)
{
    if (notation == Notation::Yaml)
        return readYaml(std::string(text), JsonRole::Schema, diagnostics);
    return readJson(std::string(text), JsonRole::Schema, diagnostics);
}

namespace {

class DefinitionReader {
public:
    DefinitionReader(Definition& definition, Diagnostics& diagnostics)
        : m_definition(definition), m_checker(definition.document, diagnostics)
    {
    }

    void read()
    {
        m_definition.root = m_definition.document.root();
        if (m_definition.root == nullptr || m_definition.root->invalid)
            return;
        if (m_definition.root->kind != JsonKind::Object) {
            m_checker.error("wrong-type", m_checker.head(*m_definition.root),
                            {"A schema is an object with \"name\" and \"fields\", but {0} stands here.",
                             {m_checker.describe(*m_definition.root)}});
            return;
        }
        checkKeys();
        readName();
        readVersion();
        if (const JsonNode* node = find("description")) {
            if (const auto text = m_checker.readText(*node, "description"))
                m_definition.description = *text;
        }
        m_definition.bytesContainer = readChoice("container") == 1;
        m_definition.bigEndian = readChoice("byte_order") == 1;
        m_definition.byteAligned = readChoice("alignment") == 1;
        readFields();
        placeFields(m_definition, m_checker);
    }

private:
    const JsonNode* find(std::string_view key) const { return m_definition.document.find(*m_definition.root, key); }

    TextRange place() const { return m_checker.head(*m_definition.root); }

    void checkKeys()
    {
        std::vector<std::string_view> names;
        for (const KeyInfo& key : keyTable()) {
            if (key.inDocument)
                names.push_back(key.name);
        }
        for (const JsonNode* member = m_definition.document.firstChild(*m_definition.root); member != nullptr;
             member = m_definition.document.next(*member)) {
            if (findDocumentKey(member->key) == nullptr)
                reportUnknownKey(*member, nearestName(member->key, names));
        }
    }

    void reportUnknownKey(const JsonNode& member, std::string_view nearest)
    {
        if (nearest.empty()) {
            m_checker.warning("unknown-key", member.keyRange(),
                              {"A schema has no key \"{0}\"; it is ignored. Remove it or use \"description\".",
                               {std::string(member.key)}});
            return;
        }
        Diagnostic& problem = m_checker.warning("unknown-key", member.keyRange(),
                                                {"A schema has no key \"{0}\"; it is ignored. Did you mean \"{1}\"?",
                                                 {std::string(member.key), std::string(nearest)}});
        addReplacement(problem, {"Rename to \"{0}\"", {std::string(nearest)}}, member.keyRange(),
                       m_checker.quotedLike(member.keyRange(), nearest));
    }

    void readName()
    {
        const JsonNode* node = find("name");
        if (node == nullptr) {
            if (m_definition.root->incomplete)
                return;
            m_checker.error("missing-key", place(),
                            {"\"name\" is missing: a schema needs the name of its record, such as \"Packet\".", {}});
            return;
        }
        m_definition.nameRange = node->range();
        if (m_checker.readIdentifier(*node, "record"))
            m_definition.name = node->text;
    }

    void readVersion()
    {
        const JsonNode* node = find("version");
        if (node == nullptr || node->kind == JsonKind::String)
            return;
        if (node->kind != JsonKind::Number || !readInteger(node->text, false))
            m_checker.wrongType(*node, "version", "a text or an integer, such as \"1\"");
    }

    /// Index of the choice; nothing when the key is missing or wrong.
    std::optional<std::size_t> readChoice(std::string_view key)
    {
        const JsonNode* node = find(key);
        if (node == nullptr)
            return std::nullopt;
        return m_checker.readChoice(*node, key, findDocumentKey(key)->choices);
    }

    void readFields()
    {
        const JsonNode* node = find("fields");
        if (node == nullptr) {
            if (m_definition.root->incomplete)
                return;
            m_checker.error("missing-key", place(),
                            {"\"fields\" is missing: a schema lists its fields there, such as [{\"name\": \"active\", "
                             "\"type\": \"bool\"}].",
                             {}});
            return;
        }
        FieldReader reader(m_checker, m_definition.containerBits());
        m_definition.fields = reader.readFields(*node, 1);
        std::uint64_t elements = 0;
        for (Field& field : m_definition.fields) {
            elements = addBits(elements, elementsIn(field));
            if (elements <= kMaxElements)
                continue;
            field.sound = false;
            m_checker.error("limit-total", field.nameRange,
                            {"The arrays up to \"{0}\" hold more than {1} elements in all. Shorten them.",
                             {std::string(field.name), std::to_string(kMaxElements)}});
            break;
        }
    }

    Definition& m_definition;
    Checker m_checker;
};

} // namespace

Definition readDefinition(const SchemaSource& source, Diagnostics& diagnostics)
{
    Definition definition;
    const std::size_t first = diagnostics.size();
    definition.notation = notationOf(source);
    definition.document = readDocument(source.text, definition.notation, diagnostics);
    DefinitionReader(definition, diagnostics).read();
    std::stable_sort(diagnostics.begin() + static_cast<std::ptrdiff_t>(first), diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.place.first < b.place.first; });
    return definition;
}

} // namespace wirebench::bitschema
