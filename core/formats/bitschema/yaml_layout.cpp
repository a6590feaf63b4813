// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/yaml_layout.h"

#include "core/syntax/yaml_reader.h"
#include "core/syntax/yaml_scalar.h"

#include <algorithm>

namespace wirebench::bitschema {

namespace {

constexpr std::uint32_t kIndent = 2;

/// A key or a dash of block style, with the column it is to have.
struct Anchor {
    std::uint32_t offset = 0;
    std::uint32_t keyEnd = 0; ///< 0 for a dash.
    std::uint32_t column = 0;
};

struct Line {
    std::uint32_t begin = 0;
    std::uint32_t end = 0; ///< Before the line end.
};

std::string_view trimRight(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::string_view trim(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view() : trimRight(text.substr(first));
}

class YamlLayout {
public:
    explicit YamlLayout(const JsonDocument& document) : m_document(document), m_text(document.text()) { }

    std::string print()
    {
        if (isBlock(*m_document.root()))
            visit(*m_document.root(), 0);
        std::sort(m_anchors.begin(), m_anchors.end(),
                  [](const Anchor& a, const Anchor& b) { return a.offset < b.offset; });
        findMultiLine();
        splitLines();
        for (std::size_t i = 0; i < m_lines.size(); ++i)
            printLine(i);
        while (!m_out.empty() && m_out.back() == '\n')
            m_out.pop_back();
        return m_out + "\n";
    }

private:
    bool isBlock(const JsonNode& node) const
    {
        if (node.kind != JsonKind::Object && node.kind != JsonKind::Array)
            return false;
        const char first = node.begin < m_text.size() ? m_text[node.begin] : '\0';
        return first != '{' && first != '[' && first != '*';
    }

    void visit(const JsonNode& node, std::uint32_t column)
    {
        std::uint32_t before = node.begin;
        for (const JsonNode* child = m_document.firstChild(node); child != nullptr; child = m_document.next(*child)) {
            if (node.kind == JsonKind::Object)
                m_anchors.push_back({child->keyBegin, child->keyEnd, column});
            else
                m_anchors.push_back({skipYamlSpace(m_text, before), 0, column});
            if (isBlock(*child))
                visit(*child, column + kIndent);
            before = std::max(before, child->end);
        }
    }

    /// Scalars and flow containers of several lines: all lines but their first only move along.
    void findMultiLine()
    {
        for (const JsonNode& node : m_document.nodes()) {
            const bool container = node.kind == JsonKind::Object || node.kind == JsonKind::Array;
            if ((container && isBlock(node)) || node.end <= node.begin)
                continue;
            if (m_text.substr(node.begin, node.end - node.begin).find('\n') != std::string_view::npos)
                m_multiLine.push_back({node.begin, node.end});
        }
        std::sort(m_multiLine.begin(), m_multiLine.end(),
                  [](const Line& a, const Line& b) { return a.begin < b.begin; });
    }

    void splitLines()
    {
        std::uint32_t begin = m_text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        while (begin < m_text.size()) {
            const auto end = static_cast<std::uint32_t>(std::min(m_text.find('\n', begin), m_text.size()));
            m_lines.push_back({begin, end});
            begin = end + 1;
        }
    }

    bool isInside(std::uint32_t offset)
    {
        while (m_nextMulti < m_multiLine.size() && m_multiLine[m_nextMulti].begin < offset) {
            m_insideEnd = std::max(m_insideEnd, m_multiLine[m_nextMulti].end);
            ++m_nextMulti;
        }
        return offset < m_insideEnd;
    }

    void printLine(std::size_t index)
    {
        const Line line = m_lines[index];
        const std::string_view text = m_text.substr(line.begin, line.end - line.begin);
        const std::string_view content = trim(text);
        if (isInside(line.begin))
            return printContinuation(text);
        if (content.empty()) {
            if (!m_out.empty() && !m_out.ends_with("\n\n"))
                m_out += '\n';
            return;
        }
        while (m_next < m_anchors.size() && m_anchors[m_next].offset < line.begin)
            ++m_next;
        if (m_next < m_anchors.size() && m_anchors[m_next].offset < line.end)
            return printAnchors(line);
        if (content.front() == '#') {
            const std::uint32_t column = m_next < m_anchors.size() ? m_anchors[m_next].column
                : text.front() == '#'                              ? 0
                                                                   : m_column;
            m_out.append(column, ' ').append(content) += '\n';
            return;
        }
        printContinuation(text);
    }

    /// Moves by as much as the key or dash before it; what is left of that cannot belong to it.
    void printContinuation(std::string_view text)
    {
        if (!text.empty() && text.back() == '\r')
            text.remove_suffix(1);
        const std::size_t spaces = std::min(text.find_first_not_of(' '), text.size());
        const auto moved = static_cast<std::int64_t>(spaces) + m_shift;
        if (spaces != text.size())
            m_out.append(spaces == 0 ? 0 : static_cast<std::size_t>(std::max<std::int64_t>(moved, 0)), ' ');
        m_out.append(text.substr(spaces)) += '\n';
    }

    void printAnchors(Line line)
    {
        m_out.append(m_anchors[m_next].column, ' ');
        while (m_next < m_anchors.size() && m_anchors[m_next].offset < line.end) {
            const Anchor& anchor = m_anchors[m_next++];
            m_shift = static_cast<std::int64_t>(anchor.column) - (anchor.offset - line.begin);
            m_column = anchor.column;
            const bool more = m_next < m_anchors.size() && m_anchors[m_next].offset < line.end;
            const std::uint32_t end = more ? m_anchors[m_next].offset : line.end;
            if (anchor.keyEnd != 0)
                printKey(anchor, end);
            else
                printDash(anchor, end, more);
        }
        while (!m_out.empty() && m_out.back() == ' ')
            m_out.pop_back();
        m_out += '\n';
    }

    void printDash(const Anchor& anchor, std::uint32_t end, bool more)
    {
        const std::string_view rest = trim(m_text.substr(anchor.offset + 1, end - anchor.offset - 1));
        m_out += '-';
        if (more || !rest.empty())
            m_out += ' ';
        m_out.append(rest);
        if (more && !rest.empty())
            m_out += ' ';
    }

    void printKey(const Anchor& anchor, std::uint32_t end)
    {
        const std::size_t colon = m_text.find(':', anchor.keyEnd);
        if (colon == std::string_view::npos || colon >= end) {
            m_out.append(trimRight(m_text.substr(anchor.offset, end - anchor.offset)));
            return;
        }
        m_out.append(m_text.substr(anchor.offset, anchor.keyEnd - anchor.offset)) += ':';
        const std::string_view after = m_text.substr(colon + 1, end - colon - 1);
        const std::string_view rest = trim(after);
        if (rest.starts_with('#'))
            m_out.append(trimRight(after)); // comments may be aligned
        else if (!rest.empty())
            m_out.append(" ").append(rest);
    }

    const JsonDocument& m_document;
    std::string_view m_text;
    std::vector<Anchor> m_anchors;
    std::vector<Line> m_lines;
    std::vector<Line> m_multiLine;
    std::size_t m_next = 0;
    std::size_t m_nextMulti = 0;
    std::uint32_t m_insideEnd = 0;
    std::uint32_t m_column = 0;
    std::int64_t m_shift = 0;
    std::string m_out;
};

bool sameContent(const JsonDocument& a, const JsonDocument& b)
{
    return std::equal(a.nodes().begin(), a.nodes().end(), b.nodes().begin(), b.nodes().end(),
                      [](const JsonNode& x, const JsonNode& y) {
                          return x.kind == y.kind && x.boolean == y.boolean && x.text == y.text && x.key == y.key
                              && x.childCount == y.childCount && (x.next == y.next);
                      });
}

/// Only what cannot change the meaning: the end of the text.
std::string untouched(std::string_view text)
{
    std::string result(text);
    if (!result.empty() && result.back() != '\n')
        result += '\n';
    return result;
}

} // namespace

std::string layoutYaml(const JsonDocument& document)
{
    std::string text = YamlLayout(document).print();
    Diagnostics before;
    Diagnostics after;
    // The layout works on lines. Rare forms (explicit keys, indentation indicators) could come out wrong: then the
    // text stays as it is.
    const JsonDocument original = readYaml(std::string(document.text()), JsonRole::Schema, before);
    const JsonDocument again = readYaml(text, JsonRole::Schema, after);
    if (before.size() != after.size() || !sameContent(original, again))
        return untouched(document.text());
    if (YamlLayout(again).print() != text)
        return untouched(document.text());
    return text;
}

} // namespace wirebench::bitschema
