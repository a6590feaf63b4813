// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/completion_context.h"

#include "core/formats/bitschema/definition_reader.h"

#include <algorithm>

namespace wirebench::bitschema {

using Object = CompletionContext::Object;
using Place = CompletionContext::Place;

Object objectAt(const std::vector<std::string>& path)
{
    Object object = Object::Document;
    bool inFields = false;
    for (const std::string& step : path) {
        const bool holder = object != Object::Other;
        if (inFields) {
            object = step.empty() ? Object::Field : Object::KeyedField;
            inFields = false;
        } else if (holder && step == "fields") {
            inFields = true;
        } else {
            object = holder && step == "of" && object != Object::Document ? Object::Element : Object::Other;
        }
    }
    return inFields ? Object::Other : object;
}

namespace {

class JsonContext {
public:
    JsonContext(const JsonDocument& document, std::uint32_t offset) : m_document(document), m_offset(offset) { }

    CompletionContext find()
    {
        for (const JsonNode& node : m_document.nodes()) {
            if ((node.kind == JsonKind::Object || node.kind == JsonKind::Array) && isInside(node))
                m_chain.push_back(&node);
        }
        if (m_chain.empty() || m_chain.back()->kind != JsonKind::Object)
            return {};
        readObject(*m_chain.back());
        m_context.object = objectAt(path());
        return std::move(m_context);
    }

private:
    bool isInside(const JsonNode& node) const
    {
        if (m_offset <= node.begin || m_offset > node.end)
            return false;
        const char last = m_document.text()[node.end - 1];
        return m_offset < node.end || (last != '}' && last != ']');
    }

    std::vector<std::string> path() const
    {
        std::vector<std::string> path;
        for (std::size_t i = 1; i < m_chain.size(); ++i)
            path.emplace_back(m_chain[i]->key);
        return path;
    }

    void readObject(const JsonNode& object)
    {
        const JsonNode* before = nullptr; // the last member whose key lies before the offset
        bool found = false;
        for (const JsonNode* member = m_document.firstChild(object); member != nullptr;
             member = m_document.next(*member)) {
            if (member->key == "type" && member->kind == JsonKind::String)
                m_context.type = member->text;
            if (member->keyBegin <= m_offset && m_offset <= member->keyEnd) {
                found = true;
                useKey(*member);
                continue;
            }
            if (member->keyEnd < m_offset)
                before = member;
            m_context.siblings.emplace_back(member->key);
        }
        if (!found)
            useGap(before);
    }

    void useKey(const JsonNode& member)
    {
        m_context.place = Place::Key;
        m_context.replace = member.keyRange();
        const std::size_t next = m_document.text().find_first_not_of(" \t\r\n", member.keyEnd);
        m_context.valueFollows = next != std::string_view::npos && m_document.text()[next] == ':';
    }

    /// The offset is on or behind the value of `before`, or in front of all members.
    void useGap(const JsonNode* before)
    {
        const std::string_view text = m_document.text();
        const std::size_t last
            = m_offset == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", m_offset - 1);
        const char previous = last == std::string_view::npos ? '\0' : text[last];
        const bool onValue
            = before != nullptr && before->begin <= m_offset && m_offset <= before->end && before->begin < before->end;
        if (onValue || (before != nullptr && previous == ':')) {
            m_context.place = Place::Value;
            m_context.key = before->key;
            m_context.replace = onValue ? before->range() : TextRange{m_offset, m_offset};
        } else if (previous == '{' || previous == ',') {
            m_context.place = Place::Key;
            m_context.replace = {m_offset, m_offset};
        }
    }

    const JsonDocument& m_document;
    std::uint32_t m_offset;
    std::vector<const JsonNode*> m_chain;
    CompletionContext m_context;
};

} // namespace

CompletionContext completionContext(const SchemaSource& source, std::uint32_t offset)
{
    offset = std::min(offset, static_cast<std::uint32_t>(source.text.size()));
    if (notationOf(source) == Notation::Yaml)
        return yamlCompletionContext(source.text, offset);
    Diagnostics ignored;
    const JsonDocument document = readDocument(source.text, Notation::Json, ignored);
    return JsonContext(document, offset).find();
}

} // namespace wirebench::bitschema
