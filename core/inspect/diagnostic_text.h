// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/inspect/place_index.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wirebench {

/// Where a range of text is, for people and tools: all counts in code points, lines and columns from 1 on
/// (spec README, *Decided details*).
struct TextSpan {
    std::string_view file; ///< Name of the text.
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::uint32_t length = 0;
    std::uint32_t endLine = 1; ///< Of the first character behind the range.
    std::uint32_t endColumn = 1;
    std::uint32_t offset = 0; ///< UTF-8 bytes.
    std::uint32_t bytes = 0;
    std::uint32_t fileIndex = 0;
};

/// The texts that the places of diagnostics point into. The texts must outlive this object; their names are copied.
class DiagnosticSources {
public:
    /// Texts of schema files in the order of TextRange::file.
    void addSchema(std::string name, std::string_view text);
    /// The text of a value (JSON). `offset` is where the place 0 of this text is called: a value inside a larger
    /// document begins there, and its places are counted from its own start.
    void setValue(std::string name, std::string_view text, std::uint32_t offset = 0);
    void setHexText(std::string name, std::string_view text);
    /// Name of the bytes that were decoded. `packed`: places are bits of the packed integer of a byte-reversed record,
    /// which have no offset in the file.
    void setBuffer(std::string name, bool packed = false)
    {
        m_buffer = std::move(name);
        m_packed = packed;
    }
    bool packed() const { return m_packed; }
    /// The span of a place in a text; nothing for places in bytes and for texts that were not given.
    std::optional<TextSpan> span(const Place& place) const;
    /// The source line with this 1-based number of the text that `place` is in.
    std::string_view line(const Place& place, std::uint32_t number) const;
    /// Byte offset of that line's start in its text.
    std::uint32_t lineOffset(const Place& place, std::uint32_t number) const;
    /// Name of the text or the bytes that `place` is in; empty when it is in none.
    std::string_view name(const Place& place) const;

private:
    struct Source {
        std::string name;
        std::string_view text;
        std::uint32_t base = 0;
        mutable std::optional<PlaceIndex> index;
    };
    const Source* find(const Place& place) const;
    const PlaceIndex& indexOf(const Source& source) const;

    std::deque<Source> m_schema;
    std::optional<Source> m_value;
    std::optional<Source> m_hexText;
    std::string m_buffer;
    bool m_packed = false;
};

/// One diagnostic as people read it in a terminal, ending in a line feed:
///     file:line:column: severity: message [code]
/// then the source line and a caret underline, then notes and the titles of fixes.
std::string diagnosticText(const Diagnostic& problem, const DiagnosticSources& sources, bool colour);

/// Appends a JSON object: severity, code, message, path, and `bits` or `range`; `related` and `fixes` where there are
/// some (spec README, *Decided details*).
void appendDiagnosticJson(std::string& out, const Diagnostic& problem, const DiagnosticSources& sources);
/// Appends a JSON array of them.
void appendDiagnosticsJson(std::string& out, const Diagnostics& diagnostics, const DiagnosticSources& sources);

/// The problems of one file, for reports on many.
struct FileReport {
    std::string name;
    const Diagnostics* diagnostics = nullptr;
    const DiagnosticSources* sources = nullptr;
};

/// A JUnit XML document: one test case a file, which fails when it has errors.
std::string junitReport(std::span<const FileReport> files);
/// Workflow commands that GitHub shows as annotations, one line a problem.
std::string githubReport(std::span<const FileReport> files);

} // namespace wirebench
