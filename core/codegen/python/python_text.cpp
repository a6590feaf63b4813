// SPDX-License-Identifier: MIT
#include "core/codegen/python/python_text.h"

#include "core/base/text.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace wirebench::python {

namespace {

constexpr std::size_t kColumns = 88;
constexpr std::size_t kIndentation = 4;
constexpr std::string_view kQuotes = "\"\"\"";

/// Width of UTF-8 text in characters.
std::size_t widthOf(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

/// The place behind the string literal that begins at `at`.
std::size_t behindLiteral(std::string_view text, std::size_t at)
{
    const char quote = text[at++];
    while (at < text.size() && text[at] != quote)
        at += text[at] == '\\' ? std::size_t{2} : std::size_t{1};
    return at + 1;
}

struct Brackets {
    std::size_t opening = 0;
    std::size_t closing = 0;
};

/// All pairs of brackets that are not inside others, and the commas that are in none.
struct Outline {
    std::vector<Brackets> brackets;
    std::vector<std::size_t> commas;
    std::size_t assignment = std::string_view::npos; ///< Of the last ` = `.
};

Outline outlineOf(std::string_view text)
{
    Outline outline;
    int depth = 0;
    std::size_t opening = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"' || c == '\'') {
            i = behindLiteral(text, i);
            continue;
        }
        if (c == '(' || c == '[' || c == '{') {
            if (depth++ == 0)
                opening = i;
        } else if (c == ')' || c == ']' || c == '}') {
            if (--depth == 0)
                outline.brackets.push_back({opening, i});
        } else if (c == ',' && depth == 0) {
            outline.commas.push_back(i);
        } else if (depth == 0 && text.substr(i).starts_with(" = ")) {
            outline.assignment = i;
        }
        ++i;
    }
    return outline;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

void plainLine(CodeWriter& writer, std::string_view text)
{
    writer.line("$1", text);
}

/// Whether the bracket makes a value of its own, and is not that of a call or an index.
bool isDisplay(std::string_view text, std::size_t opening)
{
    return opening == 0
        || !(isIdentifierPart(text[opening - 1]) || text[opening - 1] == ')' || text[opening - 1] == ']');
}

void writeBody(CodeWriter& writer, std::string_view body, bool explode)
{
    if (writer.column() + widthOf(body) <= kColumns && !body.ends_with(',') && !explode) {
        plainLine(writer, body);
        return;
    }
    const Outline outline = outlineOf(body);
    if (outline.commas.empty()) {
        writeLine(writer, body);
        return;
    }
    std::size_t begin = 0;
    for (const std::size_t comma : outline.commas) {
        writeLine(writer, std::string(trimmed(body.substr(begin, comma - begin))) + ',');
        begin = comma + 1;
    }
    if (const std::string_view last = trimmed(body.substr(begin)); !last.empty())
        writeLine(writer, std::string(last) + ',');
}

/// A line without brackets behind its `=`: the value gets a pair where that helps.
void writeAssignment(CodeWriter& writer, std::string_view text, std::size_t equals)
{
    if (equals == std::string_view::npos
        || writer.column() + kIndentation + widthOf(text.substr(equals + 3)) > kColumns) {
        plainLine(writer, text);
        return;
    }
    plainLine(writer, std::string(text.substr(0, equals)) + " = (");
    writer.indent();
    plainLine(writer, text.substr(equals + 3));
    writer.dedent();
    plainLine(writer, ")");
}

/// `if NAME:` or `if NAME is not None:`
void writeCondition(CodeWriter& writer, std::string_view text)
{
    const std::string_view condition = text.substr(3, text.size() - 4);
    const std::size_t comparison = condition.find(" is ");
    plainLine(writer, "if (");
    writer.indent();
    if (comparison == std::string_view::npos || writer.column() + widthOf(condition) <= kColumns) {
        plainLine(writer, condition);
    } else {
        plainLine(writer, condition.substr(0, comparison));
        plainLine(writer, condition.substr(comparison + 1));
    }
    writer.dedent();
    plainLine(writer, "):");
}

/// Lines of at most `columns` characters; a word that is longer has a line of its own.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns)
{
    std::vector<std::string> lines;
    std::string line;
    std::size_t width = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty())
            continue;
        if (width != 0 && width + 1 + widthOf(word) > columns) {
            lines.push_back(std::exchange(line, {}));
            width = 0;
        }
        line.append(width == 0 ? "" : " ").append(word);
        width += widthOf(word) + (width == 0 ? 0 : 1);
    }
    lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> wrappedLines(std::string_view text, std::size_t columns)
{
    std::vector<std::string> lines;
    for (;;) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string line(text.substr(0, end));
        for (char& c : line) {
            if (static_cast<unsigned char>(c) < ' ')
                c = ' ';
        }
        for (std::string& part : wrapped(line, columns))
            lines.push_back(std::move(part));
        if (end == text.size())
            break;
        text.remove_prefix(end + 1);
    }
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    while (!lines.empty() && lines.front().empty())
        lines.erase(lines.begin());
    return lines;
}

std::string escapedDoc(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += '\\';
        out += c;
    }
    for (std::size_t at = out.find(kQuotes); at != std::string::npos; at = out.find(kQuotes, at + 6))
        out.replace(at, 3, "\\\"\\\"\\\"");
    return out;
}

} // namespace

bool fitsLine(const CodeWriter& writer, std::string_view text)
{
    return writer.column() + widthOf(text) <= kColumns;
}

void writeLine(CodeWriter& writer, std::string_view text)
{
    const Outline outline = outlineOf(text);
    if (writer.column() + widthOf(text) <= kColumns) {
        plainLine(writer, text);
        return;
    }
    if (text.starts_with("if ") && text.ends_with(':') && outline.brackets.empty()) {
        writeCondition(writer, text);
        return;
    }
    const bool assigns = outline.assignment != std::string_view::npos;
    if (outline.brackets.empty() || (assigns && outline.brackets.back().closing < outline.assignment)) {
        writeAssignment(writer, text, outline.assignment);
        return;
    }
    if (assigns && !fitsLine(writer, text.substr(0, outline.brackets.back().opening + 1))
        && writer.column() + kIndentation + widthOf(text.substr(outline.assignment + 3)) <= kColumns) {
        writeAssignment(writer, text, outline.assignment);
        return;
    }
    const bool isDef = text.starts_with("def ") || text.starts_with("async def ");
    auto chosen = outline.brackets.end() - 1;
    if (isDef)
        chosen = outline.brackets.begin();
    // Brackets with nothing inside cannot be broken.
    while (!isDef && chosen != outline.brackets.begin() && chosen->closing == chosen->opening + 1)
        --chosen;
    const std::string_view body = text.substr(chosen->opening + 1, chosen->closing - chosen->opening - 1);
    const std::string single = std::string(body) + ',';
    const bool needsComma = isDef && outlineOf(body).commas.empty();
    if (trimmed(body).empty()) {
        plainLine(writer, text);
        return;
    }
    plainLine(writer, text.substr(0, chosen->opening + 1));
    writer.indent();
    if (needsComma)
        plainLine(writer, single);
    else
        writeBody(writer, trimmed(body), isDisplay(text, chosen->opening));
    writer.dedent();
    plainLine(writer, text.substr(chosen->closing));
}

void writeItems(CodeWriter& writer, std::string_view opening, const std::vector<std::string>& items,
                std::string_view closing)
{
    if (items.empty()) {
        plainLine(writer, std::string(opening).append(closing));
        return;
    }
    plainLine(writer, opening);
    writer.indent();
    for (const std::string& item : items)
        writeLine(writer, item + ',');
    writer.dedent();
    writeLine(writer, closing);
}

void writeDoc(CodeWriter& writer, std::string_view text)
{
    const std::size_t columns = kColumns - writer.column() - kQuotes.size();
    const std::string escaped = escapedDoc(text);
    std::vector<std::string> lines = wrappedLines(escaped, columns - kQuotes.size());
    if (lines.empty())
        return;
    if (lines.front().front() == '"')
        lines.front().insert(0, 1, ' ');
    if (lines.back().back() == '"')
        lines.back() += ' ';
    lines.front().insert(0, kQuotes);
    const bool closes = widthOf(lines.back()) <= columns;
    if (closes)
        lines.back() += kQuotes;
    for (const std::string& line : lines)
        plainLine(writer, line);
    if (!closes)
        plainLine(writer, kQuotes);
}

void writeComment(CodeWriter& writer, std::string_view text)
{
    for (const std::string& line : wrappedLines(text, kColumns - writer.column() - 2))
        plainLine(writer, line.empty() ? "#" : "# " + line);
}

std::string textLiteral(std::string_view text)
{
    const auto count = [text](char c) { return std::count(text.begin(), text.end(), c); };
    const char quote = count('"') > count('\'') ? '\'' : '"';
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) {
            const auto byte = static_cast<std::uint8_t>(c);
            out += "\\x" + toHex({&byte, 1});
        } else {
            out += c;
        }
    }
    return out + quote;
}

std::string bytesLiteral(ByteView bytes)
{
    std::string out = "b\"";
    for (const std::uint8_t byte : bytes)
        out += "\\x" + toHex({&byte, 1});
    return out + '"';
}

std::string joined(const std::vector<std::string>& items, std::string_view separator)
{
    std::string out;
    for (const std::string& item : items)
        out.append(out.empty() ? "" : separator).append(item);
    return out;
}

std::string tupleOf(const std::vector<std::string>& items)
{
    return '(' + joined(items, ", ") + (items.size() == 1 ? ",)" : ")");
}

std::string signedText(std::uint64_t number)
{
    return std::to_string(static_cast<std::int64_t>(number));
}

} // namespace wirebench::python
