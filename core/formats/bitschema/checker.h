// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/definition.h"

#include <span>

namespace wirebench::bitschema {

/// Reads single keys of a schema document and reports what is wrong with them. Values that the JSON or YAML reader
/// has already complained about (JsonNode::invalid) are passed over in silence.
class Checker {
public:
    Checker(const JsonDocument& document, Diagnostics& diagnostics) : m_document(document), m_diagnostics(diagnostics)
    {
    }

    const JsonDocument& document() const { return m_document; }

    Diagnostic& error(std::string_view code, TextRange range, Message message)
    {
        return add(Severity::Error, code, range, std::move(message));
    }
    Diagnostic& warning(std::string_view code, TextRange range, Message message)
    {
        return add(Severity::Warning, code, range, std::move(message));
    }
    Diagnostic& note(std::string_view code, TextRange range, Message message)
    {
        return add(Severity::Note, code, range, std::move(message));
    }
    void wrongType(const JsonNode& node, std::string_view key, std::string_view expected);

    /// Where a value begins: the opening bracket of a container, the first line of a long text, else all of it.
    TextRange head(const JsonNode& node) const;
    /// What a value is, with its article: "a text", "the number 2.5".
    std::string describe(const JsonNode& node) const;
    /// What is written there.
    std::string text(TextRange range) const { return std::string(m_document.text().substr(range.begin, range.size())); }

    /// Each gives nothing when the value is of another kind, which it reports.
    std::optional<std::string_view> readText(const JsonNode& node, std::string_view key);
    std::optional<bool> readBool(const JsonNode& node, std::string_view key);
    std::optional<JsonInteger> readInteger(const JsonNode& node, std::string_view key);
    /// An identifier; `bad-identifier` when it is none.
    std::optional<std::string_view> readIdentifier(const JsonNode& node, std::string_view what);
    bool checkIdentifier(std::string_view name, TextRange range, std::string_view what);
    /// Index of a text among `choices`; `bad-value` with the nearest one when it is none of them.
    std::optional<std::size_t> readChoice(const JsonNode& node, std::string_view key,
                                          std::span<const std::string_view> choices);
    /// The text of a key or value put in place of the one at `range`, quoted as that one is.
    std::string quotedLike(TextRange range, std::string_view replacement) const;

private:
    Diagnostic& add(Severity severity, std::string_view code, TextRange range, Message message);

    const JsonDocument& m_document;
    Diagnostics& m_diagnostics;
};

/// A list of names as prose: "a, b or c".
std::string orList(std::span<const std::string_view> names);

void addReplacement(Diagnostic& problem, Message title, TextRange range, std::string replacement);

} // namespace wirebench::bitschema
