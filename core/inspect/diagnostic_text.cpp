// SPDX-License-Identifier: MIT
#include "core/inspect/diagnostic_text.h"

#include "core/inspect/source_excerpt.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace wirebench {

void DiagnosticSources::addSchema(std::string name, std::string_view text)
{
    m_schema.push_back({std::move(name), text, 0, std::nullopt});
}

void DiagnosticSources::setValue(std::string name, std::string_view text, std::uint32_t offset)
{
    m_value = Source{std::move(name), text, offset, std::nullopt};
}

void DiagnosticSources::setHexText(std::string name, std::string_view text)
{
    m_hexText = Source{std::move(name), text, 0, std::nullopt};
}

const DiagnosticSources::Source* DiagnosticSources::find(const Place& place) const
{
    switch (place.kind) {
    case Place::Kind::Schema:
        return place.file < m_schema.size() ? &m_schema[place.file] : nullptr;
    case Place::Kind::Value:
        return m_value ? &*m_value : nullptr;
    case Place::Kind::HexText:
        return m_hexText ? &*m_hexText : nullptr;
    case Place::Kind::None:
    case Place::Kind::Bits:
        break;
    }
    return nullptr;
}

const PlaceIndex& DiagnosticSources::indexOf(const Source& source) const
{
    if (!source.index)
        source.index.emplace(source.text);
    return *source.index;
}

std::optional<TextSpan> DiagnosticSources::span(const Place& place) const
{
    const Source* source = find(place);
    if (source == nullptr)
        return std::nullopt;
    const std::uint64_t size = source->text.size();
    const std::uint64_t first = std::min(place.first - std::min<std::uint64_t>(place.first, source->base), size);
    const std::uint64_t count = std::min(place.count, size - first);
    const auto begin = static_cast<std::uint32_t>(first);
    const auto end = static_cast<std::uint32_t>(first + count);
    const PlaceIndex& index = indexOf(*source);
    const TextPosition start = index.position(begin);
    const TextPosition stop = index.position(end);
    return TextSpan{source->name, start.line,  start.column, index.codePoints(begin, end), stop.line, stop.column,
                    begin,        end - begin, place.file};
}

std::string_view DiagnosticSources::line(const Place& place, std::uint32_t number) const
{
    const Source* source = find(place);
    return source == nullptr ? std::string_view() : indexOf(*source).lines().line(number);
}

std::uint32_t DiagnosticSources::lineOffset(const Place& place, std::uint32_t number) const
{
    const Source* source = find(place);
    return source == nullptr ? 0 : indexOf(*source).lines().offset({number, 1});
}

std::string_view DiagnosticSources::name(const Place& place) const
{
    if (place.kind == Place::Kind::Bits)
        return m_buffer;
    const Source* source = find(place);
    if (source == nullptr && !m_schema.empty() && place.kind == Place::Kind::None)
        source = &m_schema.front();
    return source == nullptr ? std::string_view() : std::string_view(source->name);
}

namespace {

constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view bold = "\x1b[1m";

std::string_view colourOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "\x1b[1;31m";
    case Severity::Warning:
        return "\x1b[1;35m";
    case Severity::Note:
        return "\x1b[1;36m";
    }
    return {};
}

/// Builds the text of one diagnostic, with or without colours.
class DiagnosticPrinter {
public:
    DiagnosticPrinter(const DiagnosticSources& sources, bool colour) : m_sources(sources), m_colour(colour) { }

    std::string print(const Diagnostic& problem)
    {
        head(problem.place, problem.severity, problem.message.text(), problem.path);
        m_out += " [";
        m_out += problem.code;
        m_out += "]\n";
        excerpt(problem.place, problem.severity);
        bits(problem);
        for (const RelatedPlace& related : problem.related) {
            head(related.place, Severity::Note, related.message.text(), {});
            m_out += '\n';
            excerpt(related.place, Severity::Note);
        }
        for (const Fix& fix : problem.fixes)
            m_out += "      = fix: " + terminalText(fix.title.text()) + '\n';
        return std::move(m_out);
    }

private:
    void styled(std::string_view style, std::string_view text)
    {
        if (m_colour)
            m_out += style;
        m_out += text;
        if (m_colour)
            m_out += reset;
    }

    void head(const Place& place, Severity severity, const std::string& message, const std::string& path)
    {
        std::string where = terminalText(m_sources.name(place));
        if (const std::optional<TextSpan> span = m_sources.span(place))
            where += ':' + std::to_string(span->line) + ':' + std::to_string(span->column);
        if (place.kind == Place::Kind::Bits && !m_sources.packed()) {
            std::array<char, 16> digits{};
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), place.first / 8, 16).ptr;
            where += ":0x" + std::string(digits.data(), end);
        }
        if (!where.empty())
            styled(bold, where + ": ");
        styled(colourOf(severity), std::string(severityName(severity)) + ": ");
        // A message that does not name its field is hard to place in a large value.
        if (!path.empty() && message.find(path) == std::string::npos)
            m_out += terminalText(path) + ": ";
        m_out += terminalText(message);
    }

    void excerpt(const Place& place, Severity severity)
    {
        const std::optional<TextSpan> span = m_sources.span(place);
        if (!span)
            return;
        const std::uint32_t start = m_sources.lineOffset(place, span->line);
        const std::size_t begin = span->offset - start;
        const SourceExcerpt shown = sourceExcerpt(m_sources.line(place, span->line), begin, begin + span->bytes);
        std::string number = std::to_string(span->line);
        number.insert(0, number.size() < 5 ? 5 - number.size() : 0, ' ');
        m_out += number + " | " + shown.line + '\n' + std::string(number.size(), ' ') + " | ";
        const std::size_t caret = shown.underline.find('^');
        m_out += shown.underline.substr(0, caret);
        styled(colourOf(severity), shown.underline.substr(caret));
        m_out += '\n';
    }

    void bits(const Diagnostic& problem)
    {
        if (problem.place.kind != Place::Kind::Bits)
            return;
        const BitRange range = problem.place.bitRange();
        m_out += "      | ";
        if (!problem.path.empty())
            m_out += "at " + terminalText(problem.path) + ", ";
        if (range.count == 0)
            m_out += "before bit " + std::to_string(range.first);
        else if (range.first % 8 == 0 && range.count % 8 == 0 && !m_sources.packed())
            m_out += (range.count == 8 ? "byte " : "bytes ") + std::to_string(range.first / 8)
                + (range.count == 8 ? std::string() : ".." + std::to_string(range.end() / 8 - 1));
        else
            m_out += "bits " + std::to_string(range.end() - 1) + ".." + std::to_string(range.first);
        if (m_sources.packed())
            m_out += " of the packed integer";
        m_out += '\n';
    }

    const DiagnosticSources& m_sources;
    const bool m_colour;
    std::string m_out;
};

} // namespace

std::string diagnosticText(const Diagnostic& problem, const DiagnosticSources& sources, bool colour)
{
    return DiagnosticPrinter(sources, colour).print(problem);
}

} // namespace wirebench
