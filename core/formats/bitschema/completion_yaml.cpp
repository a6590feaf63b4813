// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/completion_context.h"

#include <algorithm>
#include <optional>

namespace wirebench::bitschema {

using Place = CompletionContext::Place;

namespace {

std::string_view trim(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view unquote(std::string_view text)
{
    const bool quoted
        = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
    return quoted ? text.substr(1, text.size() - 2) : text;
}

/// Splits `key: value`; without a colon all of it is the key.
struct Entry {
    std::string_view key;
    std::string_view value;
    bool colon = false;

    explicit Entry(std::string_view text)
    {
        std::size_t at = text.find(':');
        while (at != std::string_view::npos && at + 1 < text.size() && text[at + 1] != ' ')
            at = text.find(':', at + 1);
        colon = at != std::string_view::npos;
        key = unquote(trim(text.substr(0, at)));
        value = colon ? unquote(trim(text.substr(at + 1))) : std::string_view();
    }
};

struct YamlLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::optional<std::size_t> dash; ///< Column of the last dash in front of the content.
    std::size_t column = 0; ///< Of the content.
    std::string_view content; ///< Without comment-only lines: empty for those and for blank ones.
};

YamlLine readLine(std::string_view text, std::uint32_t begin)
{
    YamlLine line;
    line.begin = begin;
    line.end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
    const std::string_view whole = text.substr(begin, line.end - begin);
    std::size_t at = 0;
    while (at < whole.size() && (whole[at] == ' ' || whole[at] == '-')) {
        if (whole[at] == '-') {
            if (at + 1 < whole.size() && whole[at + 1] != ' ')
                break;
            line.dash = at;
        }
        ++at;
    }
    line.column = at;
    line.content = trim(whole.substr(at));
    if (line.content.starts_with('#'))
        line.content = {};
    return line;
}

class YamlContext {
public:
    YamlContext(std::string_view text, std::uint32_t offset) : m_text(text), m_offset(offset)
    {
        std::uint32_t begin = 0;
        while (begin <= text.size()) {
            m_lines.push_back(readLine(text, begin));
            if (m_lines.back().begin <= offset && offset <= m_lines.back().end)
                m_current = m_lines.size() - 1;
            begin = m_lines.back().end + 1;
        }
    }

    CompletionContext find()
    {
        m_context.json = false;
        const YamlLine& line = m_lines[m_current];
        const std::uint32_t contentBegin = line.begin + static_cast<std::uint32_t>(line.column);
        if (m_offset < contentBegin && !line.content.empty())
            return {};
        // On a blank line the cursor's column is where the key would start.
        const std::size_t column
            = line.content.empty() ? std::max<std::size_t>(line.column, m_offset - line.begin) : line.column;
        climb(column, line.dash);
        const std::size_t brace = openBrace(contentBegin);
        if (brace != std::string_view::npos)
            return findInFlow(contentBegin, static_cast<std::uint32_t>(brace));
        const std::uint32_t from = std::min(contentBegin, m_offset);
        useEntry(from, line.end, m_offset);
        addSiblingsBelow(column);
        std::reverse(m_path.begin(), m_path.end());
        m_context.object = objectAt(m_path);
        return std::move(m_context);
    }

private:
    /// The last `{` on the line that is open at the offset.
    std::size_t openBrace(std::uint32_t begin) const
    {
        std::vector<std::size_t> open;
        for (std::size_t at = begin; at < m_offset; ++at) {
            if (m_text[at] == '{' || m_text[at] == '[')
                open.push_back(at);
            else if ((m_text[at] == '}' || m_text[at] == ']') && !open.empty())
                open.pop_back();
        }
        return open.empty() || m_text[open.back()] != '{' ? std::string_view::npos : open.back();
    }

    void useEntry(std::uint32_t begin, std::uint32_t end, std::uint32_t cursor)
    {
        const std::string_view before = m_text.substr(begin, cursor - begin);
        const Entry entry(before);
        if (entry.colon) {
            m_context.place = Place::Value;
            m_context.key = entry.key;
            const std::size_t colon = m_text.find(':', begin);
            std::size_t valueBegin = m_text.find_first_not_of(" \t", colon + 1);
            valueBegin = std::min<std::size_t>(valueBegin, cursor);
            m_context.replace = {static_cast<std::uint32_t>(valueBegin), wordEnd(cursor, end)};
            return;
        }
        m_context.place = Place::Key;
        const std::size_t first = std::min<std::size_t>(m_text.find_first_not_of(" \t", begin), cursor);
        m_context.replace = {static_cast<std::uint32_t>(first), wordEnd(cursor, end)};
        const std::size_t next = m_text.find_first_not_of(" \t", m_context.replace.end);
        m_context.valueFollows = next < end && m_text[next] == ':';
    }

    std::uint32_t wordEnd(std::uint32_t at, std::uint32_t end) const
    {
        while (at < end && m_text[at] != ' ' && m_text[at] != ':' && m_text[at] != ',' && m_text[at] != '}'
               && m_text[at] != '\r')
            ++at;
        return at;
    }

    CompletionContext findInFlow(std::uint32_t contentBegin, std::uint32_t brace)
    {
        m_context.siblings.clear();
        m_context.type.clear();
        // What stands in front of the brace leads to the flow object.
        const Entry owner(m_text.substr(contentBegin, brace - contentBegin));
        if (owner.colon)
            m_path.insert(m_path.begin(), std::string(owner.key));
        const std::uint32_t lineEnd = m_lines[m_current].end;
        std::uint32_t begin = brace + 1;
        while (begin <= lineEnd) {
            const std::size_t stop = std::min<std::size_t>(m_text.find_first_of(",}", begin), lineEnd);
            const auto end = static_cast<std::uint32_t>(stop);
            if (begin <= m_offset && m_offset <= end)
                useEntry(begin, end, m_offset);
            else
                addSibling(m_text.substr(begin, end - begin));
            if (end >= lineEnd || m_text[end] == '}')
                break;
            begin = end + 1;
        }
        std::reverse(m_path.begin(), m_path.end());
        m_context.object = objectAt(m_path);
        return std::move(m_context);
    }

    void addSibling(std::string_view content)
    {
        const Entry entry(content);
        if (!entry.colon)
            return;
        m_context.siblings.emplace_back(entry.key);
        if (entry.key == "type")
            m_context.type = entry.value;
    }

    /// Goes up from the current line: keys of the same object, then what the object is in, up to the document.
    /// m_path is filled innermost first.
    void climb(std::size_t column, std::optional<std::size_t> dash)
    {
        bool own = true; // still in the object at the offset
        std::size_t line = m_current;
        while (true) {
            if (dash) {
                m_path.emplace_back();
                own = false;
                column = *dash;
            }
            std::optional<std::size_t> parent = climbToParent(line, column, dash.has_value(), own);
            if (!parent)
                return;
            line = *parent;
            own = false;
            column = m_lines[line].column;
            dash = m_lines[line].dash;
            if (!m_parentIsItem)
                m_path.emplace_back(Entry(m_lines[line].content).key);
        }
    }

    /// The line above `line` that what starts at `column` belongs to. For a list item the list's key may stand in the
    /// same column as the dash.
    std::optional<std::size_t> climbToParent(std::size_t line, std::size_t column, bool item, bool own)
    {
        m_parentIsItem = false;
        while (line-- > 0) {
            const YamlLine& candidate = m_lines[line];
            if (candidate.content.empty() && !candidate.dash)
                continue;
            if (!item && candidate.column == column) {
                if (own)
                    addSibling(candidate.content);
                if (candidate.dash) {
                    m_parentIsItem = true;
                    return line;
                }
                continue;
            }
            if (candidate.column < column || (item && candidate.column == column && !candidate.dash))
                return line;
        }
        return std::nullopt;
    }

    void addSiblingsBelow(std::size_t column)
    {
        for (std::size_t line = m_current + 1; line < m_lines.size(); ++line) {
            const YamlLine& candidate = m_lines[line];
            if (candidate.content.empty())
                continue;
            if (candidate.column < column || candidate.dash)
                return;
            if (candidate.column == column)
                addSibling(candidate.content);
        }
    }

    std::string_view m_text;
    std::uint32_t m_offset;
    std::vector<YamlLine> m_lines;
    std::size_t m_current = 0;
    bool m_parentIsItem = false;
    std::vector<std::string> m_path;
    CompletionContext m_context;
};

} // namespace

CompletionContext yamlCompletionContext(std::string_view text, std::uint32_t offset)
{
    return YamlContext(text, offset).find();
}

} // namespace wirebench::bitschema
