// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/formatter.h"

#include "core/formats/bitschema/definition_reader.h"
#include "core/formats/bitschema/yaml_layout.h"

#include <algorithm>

namespace wirebench::bitschema {

namespace {

constexpr std::size_t kColumns = 120;
constexpr std::size_t kIndent = 2;

/// Prints a JSON document anew from its pieces of text.
class JsonPrinter {
public:
    explicit JsonPrinter(const JsonDocument& document)
        : m_document(document), m_nodes(document.nodes()), m_flat(m_nodes.size()), m_broken(m_nodes.size())
    {
    }

    std::string print()
    {
        for (std::size_t i = m_nodes.size(); i-- > 0;)
            measure(i);
        if (m_nodes[0].childCount != 0)
            m_broken[0] = true;
        printValue(m_nodes[0], 0);
        m_out += '\n';
        return std::move(m_out);
    }

private:
    std::size_t indexOf(const JsonNode& node) const { return static_cast<std::size_t>(&node - m_nodes.data()); }
    std::string_view piece(TextRange range) const { return m_document.text().substr(range.begin, range.size()); }
    static bool isContainer(const JsonNode& node)
    {
        return node.kind == JsonKind::Array || node.kind == JsonKind::Object;
    }
    static std::size_t keySize(const JsonNode& node) { return node.keyEnd == 0 ? 0 : node.keyRange().size() + 2; }

    /// Size on one line, and whether the author broke the container or something in it.
    void measure(std::size_t index)
    {
        const JsonNode& node = m_nodes[index];
        if (!isContainer(node)) {
            m_flat[index] = node.range().size();
            return;
        }
        m_flat[index] = 2;
        for (const JsonNode* child = m_document.firstChild(node); child != nullptr; child = m_document.next(*child)) {
            const std::size_t at = indexOf(*child);
            m_flat[index] += m_flat[at] + keySize(*child) + (child->next != 0 ? 2 : 0);
            m_broken[index] = m_broken[index] || m_broken[at];
        }
        if (const JsonNode* first = m_document.firstChild(node)) {
            const std::uint32_t begin = first->keyEnd != 0 ? first->keyBegin : first->begin;
            m_broken[index] = m_broken[index] || piece({node.begin, begin}).find('\n') != std::string_view::npos;
        }
    }

    void printKey(const JsonNode& node)
    {
        if (node.keyEnd != 0)
            m_out.append(piece(node.keyRange())).append(": ");
    }

    void printValue(const JsonNode& node, std::size_t level)
    {
        if (!isContainer(node)) {
            m_out.append(piece(node.range()));
            return;
        }
        const bool object = node.kind == JsonKind::Object;
        const std::size_t lineStart = m_out.rfind('\n') + 1; // npos + 1 is 0
        const std::size_t column = m_out.size() - lineStart;
        const bool broken = m_broken[indexOf(node)] || column + m_flat[indexOf(node)] + 1 > kColumns;
        m_out += object ? '{' : '[';
        if (node.childCount != 0 && broken)
            printLines(node, level + 1);
        else
            printFlat(node, level);
        m_out += object ? '}' : ']';
    }

    void printFlat(const JsonNode& node, std::size_t level)
    {
        for (const JsonNode* child = m_document.firstChild(node); child != nullptr; child = m_document.next(*child)) {
            printKey(*child);
            printValue(*child, level);
            if (child->next != 0)
                m_out += ", ";
        }
    }

    void printLines(const JsonNode& node, std::size_t level)
    {
        std::uint32_t before = 0;
        for (const JsonNode* child = m_document.firstChild(node); child != nullptr; child = m_document.next(*child)) {
            const std::uint32_t begin = child->keyEnd != 0 ? child->keyBegin : child->begin;
            const std::string_view gap = before == 0 ? std::string_view() : piece({before, begin});
            m_out += std::count(gap.begin(), gap.end(), '\n') > 1 ? "\n\n" : "\n";
            m_out.append(level * kIndent, ' ');
            printKey(*child);
            printValue(*child, level);
            if (child->next != 0)
                m_out += ',';
            before = child->end;
        }
        m_out += '\n';
        m_out.append((level - 1) * kIndent, ' ');
    }

    const JsonDocument& m_document;
    const std::vector<JsonNode>& m_nodes;
    std::vector<std::size_t> m_flat;
    std::vector<bool> m_broken;
    std::string m_out;
};

} // namespace

std::optional<std::string> formatSchemaText(std::string_view text, Notation notation)
{
    Diagnostics problems;
    const JsonDocument document = readDocument(text, notation, problems);
    const bool readable = std::all_of(problems.begin(), problems.end(),
                                      [](const Diagnostic& problem) { return problem.code == "duplicate-key"; });
    if (document.root() == nullptr || !readable)
        return std::nullopt;
    if (notation == Notation::Yaml)
        return layoutYaml(document);
    return JsonPrinter(document).print();
}

} // namespace wirebench::bitschema
