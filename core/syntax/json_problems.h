// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"

#include <algorithm>

namespace wirebench {

/// Collects the problems of one JSON or YAML text, at most kMaxJsonProblems of them, so that hostile text cannot
/// fill the memory with complaints. Internal to the readers.
class JsonProblems {
public:
    JsonProblems(JsonRole role, Diagnostics& diagnostics) : m_role(role), m_diagnostics(&diagnostics) { }

    std::size_t count() const { return m_diagnostics->size(); }
    /// Takes back the problems after the first `count`.
    void takeBack(std::size_t count) { m_diagnostics->resize(std::min(count, m_diagnostics->size())); }
    bool full() const { return m_budget == 0; }
    JsonRole role() const { return m_role; }

    Place place(TextRange range) const
    {
        return m_role == JsonRole::Schema ? Place::schema(range) : Place::value(range);
    }

    /// Adds an error. The result may be completed with fixes and related places at once; it is invalid after the next
    /// report. With the budget spent it is a scratch object.
    Diagnostic& report(std::string_view code, TextRange range, Message message);
    Diagnostic& syntax(TextRange range, Message message) { return report("syntax", range, std::move(message)); }

    void duplicateKeys(const JsonDocumentBuilder& builder, std::uint32_t container)
    {
        reportDuplicateKeys(builder, container, m_role, m_budget, *m_diagnostics);
    }

private:
    JsonRole m_role;
    Diagnostics* m_diagnostics;
    std::size_t m_budget = kMaxJsonProblems;
    Diagnostic m_scratch;
};

void addFix(Diagnostic& problem, Message title, TextRange range, std::string replacement);

/// The JSON number grammar (RFC 8259 section 6).
bool isJsonNumber(std::string_view text);

/// The character at `at` as a person would name it: `'x'`, `U+00A0`, `the end of the text`.
std::string describeCharacter(std::string_view text, std::size_t at);

/// A string literal of JSON text, decoded.
struct JsonString {
    std::uint32_t end = 0; ///< Behind the closing quote, or where the broken literal was given up.
    bool loneSurrogate = false;
    bool asWritten = true; ///< The content stands between the quotes unchanged; `decoded` is empty then.
    std::uint32_t contentEnd = 0; ///< Where the content ends, before the closing quote.
    std::string decoded;
};

/// Reads the literal whose opening quote (`"` or `'`) is at `begin` and reports what is wrong inside it. A literal
/// that is not closed ends at its line's end.
JsonString readJsonString(std::string_view text, std::uint32_t begin, JsonProblems& problems);

} // namespace wirebench
