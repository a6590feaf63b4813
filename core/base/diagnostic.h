// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench {

enum class Severity : std::uint8_t { Error, Warning, Note };

/// "error", "warning" or "note".
std::string_view severityName(Severity severity);

/// Half-open range of UTF-8 bytes in one source text. `file` indexes the sources of the parse (0 = the text asked
/// about). Lines and columns are computed late, by LineIndex.
struct TextRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t file = 0;

    constexpr std::uint32_t size() const { return end - begin; }
    constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
    constexpr bool operator==(const TextRange&) const = default;
};

/// A sentence with numbered places (`{0}`, `{1}` …). Kept apart from its arguments so that a user interface can
/// translate the pattern. `pattern` has static storage duration.
struct Message {
    std::string_view pattern;
    std::vector<std::string> arguments;

    /// The English sentence.
    std::string text() const;
};

/// Puts `arguments` into the numbered places of `pattern`; a place without an argument stays as it is.
std::string fillPattern(std::string_view pattern, const std::vector<std::string>& arguments);

struct TextEdit {
    TextRange range;
    std::string replacement;
};

/// A change of the schema text that would remove the problem. Edits do not overlap.
struct Fix {
    Message title;
    std::vector<TextEdit> edits;
};

/// Where a problem is: in a schema text, in a value text (JSON), in the bytes, or in a hex text that was to be read.
struct Place {
    enum class Kind : std::uint8_t { None, Schema, Value, Bits, HexText };

    Kind kind = Kind::None;
    std::uint32_t file = 0; ///< Kind::Schema: index of the source, as in TextRange.
    std::uint64_t first = 0; ///< Text: UTF-8 byte offset. Bits: bit offset.
    std::uint64_t count = 0; ///< Text: UTF-8 bytes. Bits: bits.

    static Place schema(TextRange range) { return {Kind::Schema, range.file, range.begin, range.size()}; }
    static Place value(TextRange range) { return {Kind::Value, 0, range.begin, range.size()}; }
    static Place bits(BitRange range) { return {Kind::Bits, 0, range.first, range.count}; }
    static Place hexText(TextRange range) { return {Kind::HexText, 0, range.begin, range.size()}; }

    BitRange bitRange() const { return {first, count}; }
    TextRange textRange() const
    {
        return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + count), file};
    }
    bool operator==(const Place&) const = default;
};

/// A second place that belongs to a problem: "first declared here".
struct RelatedPlace {
    Place place;
    Message message;
};

/// One problem. Tests, help and fixes key on `code`, never on the text (spec: diagnostics.md). `code` has static
/// storage duration.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string_view code;
    Message message;
    Place place;
    std::string path; ///< Field path inside a value or a decoded buffer (`a.b[2]`); empty where there is none.
    std::vector<RelatedPlace> related;
    std::vector<Fix> fixes;
};

using Diagnostics = std::vector<Diagnostic>;

bool hasErrors(const Diagnostics& diagnostics);

/// Help for one diagnostic code, registered by the core or by a format.
struct CodeHelp {
    std::string_view code;
    std::string_view meaning; ///< What is wrong, in one or two sentences.
    std::string_view example; ///< A short text that provokes it; may be empty.
    std::string_view remedy; ///< What to do.
};

/// Convenience for the common case of a problem in a schema text.
inline Diagnostic schemaProblem(Severity severity, std::string_view code, TextRange range, Message message)
{
    Diagnostic problem;
    problem.severity = severity;
    problem.code = code;
    problem.message = std::move(message);
    problem.place = Place::schema(range);
    return problem;
}

} // namespace wirebench
