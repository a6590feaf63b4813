// SPDX-License-Identifier: MIT
#include "core/codegen/code_writer.h"

#include <algorithm>

namespace wirebench {

std::string fillIn(std::string_view pattern, std::initializer_list<std::string_view> arguments)
{
    std::string out;
    out.reserve(pattern.size() + 32);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
        if (pattern[i] != '$' || (next != '$' && (next < '1' || next > '9'))) {
            out += pattern[i];
            continue;
        }
        ++i;
        const auto index = static_cast<std::size_t>(next - '1');
        if (next == '$')
            out += '$';
        else if (index < arguments.size())
            out += *(arguments.begin() + index);
    }
    return out;
}

void CodeWriter::addLines(std::string_view text)
{
    for (;;) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (!line.empty()) {
            for (int i = 0; i < m_depth; ++i)
                m_text += m_unit;
            m_text += line;
        }
        m_text += '\n';
        ++m_lines;
        if (end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

void CodeWriter::verbatim(std::string_view text)
{
    m_text += text;
    if (!text.empty() && text.back() != '\n')
        m_text += '\n';
    m_lines = static_cast<std::uint32_t>(std::count(m_text.begin(), m_text.end(), '\n'));
}

void CodeWriter::append(const CodeWriter& part)
{
    for (CodeSpan span : part.m_spans) {
        span.firstLine += m_lines;
        m_spans.push_back(span);
    }
    m_text += part.m_text;
    m_lines += part.m_lines;
}

void CodeWriter::blank()
{
    if (m_text.empty() || m_text.ends_with("\n\n"))
        return;
    m_text += '\n';
    ++m_lines;
}

CodeWriter::Mark::Mark(CodeWriter& writer, DeclIndex decl, std::uint32_t member)
    : m_writer(writer), m_span(writer.m_spans.size())
{
    writer.m_spans.push_back({writer.m_lines, 0, decl, member});
}

CodeWriter::Mark::~Mark()
{
    CodeSpan& span = m_writer.m_spans[m_span];
    span.lines = m_writer.m_lines - span.firstLine;
}

GeneratedFile CodeWriter::file(std::string path) &&
{
    std::erase_if(m_spans, [](const CodeSpan& span) { return span.lines == 0 || span.decl == kNoIndex; });
    return {std::move(path), std::move(m_text), std::move(m_spans)};
}

} // namespace wirebench
