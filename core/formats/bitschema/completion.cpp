// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/completion.h"

#include "core/formats/bitschema/completion_context.h"
#include "core/formats/bitschema/keys.h"

#include <algorithm>

namespace wirebench::bitschema {

namespace {

std::string typeOfKey(const KeyInfo& key)
{
    switch (key.shape) {
    case Shape::Text:
        return "text";
    case Shape::Integer:
        return "integer";
    case Shape::Bool:
        return "true or false";
    case Shape::Identifier:
        return "name";
    case Shape::Choice: {
        std::string list;
        for (const std::string_view choice : key.choices)
            list.append(list.empty() ? "" : ", ").append(choice);
        return list;
    }
    case Shape::Version:
        return "text or integer";
    case Shape::Labels:
        return "list of texts";
    case Shape::Flags:
        return "names and bit positions";
    case Shape::Definition:
        return "definition of the elements";
    case Shape::Fields:
        return "fields";
    }
    return {};
}

/// What follows a new key so that the value can be typed at once.
std::string valueStart(const KeyInfo& key, bool json)
{
    if (!json)
        return key.shape == Shape::Fields || key.shape == Shape::Flags || key.shape == Shape::Definition ? ":" : ": ";
    switch (key.shape) {
    case Shape::Text:
    case Shape::Identifier:
    case Shape::Choice:
    case Shape::Version:
        return ": \"\"";
    case Shape::Labels:
    case Shape::Fields:
        return ": []";
    case Shape::Flags:
    case Shape::Definition:
        return ": {}";
    case Shape::Integer:
    case Shape::Bool:
        break;
    }
    return ": ";
}

class Completer {
public:
    explicit Completer(const CompletionContext& context) : m_context(context) { }

    std::vector<Completion> run()
    {
        if (m_context.place == CompletionContext::Place::Key)
            addKeys();
        else if (m_context.place == CompletionContext::Place::Value)
            addValues();
        return std::move(m_completions);
    }

private:
    bool isPresent(std::string_view key) const
    {
        return std::find(m_context.siblings.begin(), m_context.siblings.end(), key) != m_context.siblings.end();
    }

    bool fits(const KeyInfo& key) const
    {
        if (m_context.object == CompletionContext::Object::Document)
            return key.inDocument;
        if (m_context.object == CompletionContext::Object::Other || key.types == 0)
            return false;
        if (m_context.object == CompletionContext::Object::Element && !key.inElement)
            return false;
        if (m_context.object == CompletionContext::Object::KeyedField && key.name == "name")
            return false;
        const TypeInfo* type = findType(m_context.type);
        return type == nullptr || (key.types & setOf(type->type)) != 0;
    }

    void addKeys()
    {
        for (const KeyInfo& key : keyTable()) {
            if (!fits(key) || isPresent(key.name))
                continue;
            Completion item;
            item.label = key.name;
            item.insert = m_context.json ? "\"" + std::string(key.name) + "\"" : std::string(key.name);
            if (!m_context.valueFollows)
                item.insert += valueStart(key, m_context.json);
            item.detail = typeOfKey(key);
            item.documentation = key.documentation;
            item.kind = TokenKind::Keyword;
            item.replace = m_context.replace;
            m_completions.push_back(std::move(item));
        }
    }

    void addValues()
    {
        const bool document = m_context.object == CompletionContext::Object::Document;
        const KeyInfo* key = document ? findDocumentKey(m_context.key) : findFieldKey(m_context.key);
        if (key == nullptr || m_context.object == CompletionContext::Object::Other)
            return;
        if (key->name == "type") {
            for (const TypeInfo& type : typeTable())
                addValue(type.name, true, type.detail, type.documentation, TokenKind::Type);
        } else if (key->shape == Shape::Choice) {
            for (const std::string_view choice : key->choices)
                addValue(choice, true, {}, key->documentation, TokenKind::String);
        } else if (key->shape == Shape::Bool) {
            addValue("true", false, {}, key->documentation, TokenKind::Keyword);
            addValue("false", false, {}, key->documentation, TokenKind::Keyword);
        }
    }

    void addValue(std::string_view value, bool text, std::string_view detail, std::string_view documentation,
                  TokenKind kind)
    {
        Completion item;
        item.label = value;
        item.insert = text && m_context.json ? "\"" + std::string(value) + "\"" : std::string(value);
        item.detail = detail;
        item.documentation = documentation;
        item.kind = kind;
        item.replace = m_context.replace;
        m_completions.push_back(std::move(item));
    }

    const CompletionContext& m_context;
    std::vector<Completion> m_completions;
};

} // namespace

std::vector<Completion> completeSchema(const SchemaSource& source, std::uint32_t offset)
{
    const CompletionContext context = completionContext(source, offset);
    return Completer(context).run();
}

} // namespace wirebench::bitschema
