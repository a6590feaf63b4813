// SPDX-License-Identifier: MIT
// Diagnostics for other programs: JSON, JUnit, GitHub.
#include "core/inspect/diagnostic_text.h"
#include "core/inspect/json_text.h"

#include <algorithm>

namespace wirebench {

namespace {

void appendRange(std::string& out, const TextSpan& span)
{
    out += "{\"line\":";
    appendNumber(out, span.line);
    out += ",\"column\":";
    appendNumber(out, span.column);
    out += ",\"length\":";
    appendNumber(out, span.length);
    out += ",\"offset\":";
    appendNumber(out, span.offset);
    out += ",\"bytes\":";
    appendNumber(out, span.bytes);
    if (span.fileIndex != 0) {
        out += ",\"file\":";
        appendJsonText(out, span.file);
    }
    out += '}';
}

/// `,"range":{…}` or `,"bits":[…]`; nothing for a problem without a place.
void appendPlace(std::string& out, const Place& place, const DiagnosticSources& sources)
{
    if (place.kind == Place::Kind::Bits) {
        out += ",\"bits\":[";
        appendNumber(out, place.first);
        out += ',';
        appendNumber(out, place.count);
        out += ']';
    } else if (const std::optional<TextSpan> span = sources.span(place)) {
        out += ",\"range\":";
        appendRange(out, *span);
    }
}

void appendRelated(std::string& out, const std::vector<RelatedPlace>& related, const DiagnosticSources& sources)
{
    out += ",\"related\":[";
    for (const RelatedPlace& place : related) {
        if (out.back() != '[')
            out += ',';
        out += "{\"message\":";
        appendJsonText(out, place.message.text());
        appendPlace(out, place.place, sources);
        out += '}';
    }
    out += ']';
}

/// Edits change the text that the problem is in.
void appendEdit(std::string& out, const TextEdit& edit, Place::Kind kind, const DiagnosticSources& sources)
{
    out += "{\"replacement\":";
    appendJsonText(out, edit.replacement);
    Place place = Place::schema(edit.range);
    place.kind = kind;
    appendPlace(out, place, sources);
    out += '}';
}

void appendFixes(std::string& out, const std::vector<Fix>& fixes, Place::Kind kind, const DiagnosticSources& sources)
{
    out += ",\"fixes\":[";
    for (const Fix& fix : fixes) {
        if (out.back() != '[')
            out += ',';
        out += "{\"title\":";
        appendJsonText(out, fix.title.text());
        out += ",\"edits\":[";
        for (const TextEdit& edit : fix.edits) {
            if (out.back() != '[')
                out += ',';
            appendEdit(out, edit, kind, sources);
        }
        out += "]}";
    }
    out += ']';
}

} // namespace

void appendDiagnosticJson(std::string& out, const Diagnostic& problem, const DiagnosticSources& sources)
{
    out += "{\"severity\":\"";
    out += severityName(problem.severity);
    out += "\",\"code\":";
    appendJsonText(out, problem.code);
    out += ",\"message\":";
    appendJsonText(out, problem.message.text());
    out += ",\"path\":";
    appendJsonText(out, problem.path);
    appendPlace(out, problem.place, sources);
    if (!problem.related.empty())
        appendRelated(out, problem.related, sources);
    if (!problem.fixes.empty())
        appendFixes(out, problem.fixes, problem.place.kind, sources);
    out += '}';
}

void appendDiagnosticsJson(std::string& out, const Diagnostics& diagnostics, const DiagnosticSources& sources)
{
    out += '[';
    for (std::size_t i = 0; i < diagnostics.size(); ++i) {
        if (i > 0)
            out += ',';
        appendDiagnosticJson(out, diagnostics[i], sources);
    }
    out += ']';
}

namespace {

/// Text for XML 1.0, which has no way to write most control characters.
std::string xmlEscaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\n':
            result += "&#10;";
            break;
        default:
            result += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? '?' : c;
        }
    }
    return result;
}

std::size_t errorsIn(const FileReport& file)
{
    return static_cast<std::size_t>(
        std::count_if(file.diagnostics->begin(), file.diagnostics->end(),
                      [](const Diagnostic& problem) { return problem.severity == Severity::Error; }));
}

void appendTestCase(std::string& out, const FileReport& file)
{
    std::string others;
    out += "    <testcase classname=\"wirebench.check\" name=\"" + xmlEscaped(file.name) + "\">\n";
    std::string failures;
    std::string summary;
    for (const Diagnostic& problem : *file.diagnostics) {
        const std::string text = diagnosticText(problem, *file.sources, false);
        if (problem.severity != Severity::Error) {
            others += text;
            continue;
        }
        if (summary.empty())
            summary = problem.message.text();
        failures += text;
    }
    if (!failures.empty())
        out += "      <failure message=\"" + xmlEscaped(summary) + "\" type=\"error\">" + xmlEscaped(failures)
            + "</failure>\n";
    if (!others.empty())
        out += "      <system-out>" + xmlEscaped(others) + "</system-out>\n";
    out += "    </testcase>\n";
}

} // namespace

std::string junitReport(std::span<const FileReport> files)
{
    const auto failed
        = std::count_if(files.begin(), files.end(), [](const FileReport& file) { return errorsIn(file) > 0; });
    const std::string counts
        = " tests=\"" + std::to_string(files.size()) + "\" failures=\"" + std::to_string(failed) + "\" errors=\"0\"";
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts
        + ">\n  <testsuite name=\"wirebench check\"" + counts + ">\n";
    for (const FileReport& file : files)
        appendTestCase(out, file);
    return out + "  </testsuite>\n</testsuites>\n";
}

namespace {

/// Escapes as GitHub's toolkit does; properties additionally must not contain ':' and ','.
std::string githubEscaped(std::string_view text, bool property)
{
    std::string result;
    for (const char c : text) {
        if (c == '%')
            result += "%25";
        else if (c == '\r')
            result += "%0D";
        else if (c == '\n')
            result += "%0A";
        else if (c == ':' && property)
            result += "%3A";
        else if (c == ',' && property)
            result += "%2C";
        else
            result += c;
    }
    return result;
}

std::string githubLine(const Diagnostic& problem, const FileReport& file)
{
    std::string out
        = "::" + std::string(problem.severity == Severity::Note ? "notice" : severityName(problem.severity));
    const std::optional<TextSpan> span = file.sources->span(problem.place);
    out += " file=" + githubEscaped(span ? span->file : std::string_view(file.name), true);
    if (span) {
        out += ",line=" + std::to_string(span->line) + ",endLine=" + std::to_string(span->endLine)
            + ",col=" + std::to_string(span->column);
        if (span->endLine == span->line)
            out += ",endColumn=" + std::to_string(span->endColumn);
    }
    out += ",title=" + githubEscaped(problem.code, true);
    return out + "::" + githubEscaped(problem.message.text(), false) + '\n';
}

} // namespace

std::string githubReport(std::span<const FileReport> files)
{
    std::string out;
    for (const FileReport& file : files) {
        for (const Diagnostic& problem : *file.diagnostics)
            out += githubLine(problem, file);
    }
    return out;
}

} // namespace wirebench
