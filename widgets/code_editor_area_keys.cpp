// SPDX-License-Identifier: GPL-3.0-or-later
// What keys do to the text of a CodeArea: new lines, closing brackets, line comments.
#include "widgets/code_editor_area.h"

#include <QKeyEvent>

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::string_view kOpeners = "{[(";
constexpr std::string_view kClosers = "}])";

bool isOneOf(char c, std::string_view set)
{
    return set.find(c) != std::string_view::npos;
}

} // namespace

void CodeArea::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool single = sci(SCI_GETSELECTIONS) == 1;
    if (plain && enter && single && !isReadOnly()) {
        newlineWithIndent();
        event->accept();
        return;
    }
    if (plain && single && !isReadOnly() && closeBlock(event->text())) {
        event->accept();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

void CodeArea::newlineWithIndent()
{
    const TextRange selection = selectedRange();
    const std::string_view text = view();
    const std::uint32_t line = lineOf(selection.begin);
    const auto lineStart = static_cast<std::uint32_t>(sci(SCI_POSITIONFROMLINE, line));
    std::uint32_t ink = lineStart;
    while (ink < selection.begin && (text[ink] == ' ' || text[ink] == '\t'))
        ++ink;
    const std::string indent(text.substr(lineStart, ink - lineStart));
    std::uint32_t before = selection.begin;
    while (before > lineStart && text[before - 1] == ' ')
        --before;
    const bool opens = before > lineStart && isOneOf(text[before - 1], kOpeners);
    const bool closesNext = selection.end < text.size() && isOneOf(text[selection.end], kClosers);
    const std::string eol = eolMode() == EolWindows ? "\r\n" : eolMode() == EolMac ? "\r" : "\n";
    const std::string step = m_indentStep == 0 ? std::string("\t") : std::string(std::size_t(m_indentStep), ' ');

    std::string inserted = eol + indent;
    if (opens)
        inserted += step;
    const std::size_t cursor = selection.begin + inserted.size();
    if (opens && closesNext)
        inserted += eol + indent;
    sci(SCI_BEGINUNDOACTION);
    replaceRange(selection.begin, selection.end, inserted);
    sci(SCI_ENDUNDOACTION);
    sci(SCI_GOTOPOS, cursor);
}

bool CodeArea::closeBlock(const QString& text)
{
    if (text.size() != 1 || !isOneOf(text.at(0).toLatin1(), kClosers) || text.at(0).toLatin1() == ')')
        return false;
    const TextRange selection = selectedRange();
    const auto line = lineOf(selection.begin);
    const auto lineStart = static_cast<std::uint32_t>(sci(SCI_POSITIONFROMLINE, line));
    const std::string_view before = view().substr(lineStart, selection.begin - lineStart);
    if (selection.size() != 0 || before.empty() || before.find_first_not_of(" \t") != std::string_view::npos)
        return false;
    // The closer goes where the line of its opener starts: one step back.
    const std::size_t step = m_indentStep == 0 ? 1 : std::size_t(m_indentStep);
    const auto drop = static_cast<std::uint32_t>(std::min(step, before.size()));
    const std::string closer(1, text.at(0).toLatin1());
    sci(SCI_BEGINUNDOACTION);
    replaceRange(selection.begin - drop, selection.begin, closer);
    sci(SCI_ENDUNDOACTION);
    sci(SCI_GOTOPOS, selection.begin - drop + 1);
    return true;
}

bool CodeArea::toggleLineComment()
{
    const std::string marker(language() == nullptr ? std::string_view() : language()->lineCommentOf(view()));
    if (marker.empty() || isReadOnly())
        return false;
    const TextRange selection = selectedRange();
    const std::uint32_t first = lineOf(selection.begin);
    std::uint32_t last = lineOf(selection.end);
    if (last > first && sci(SCI_POSITIONFROMLINE, last) == static_cast<long>(selection.end))
        --last; // a selection of whole lines ends at the start of the next one

    struct Line {
        std::uint32_t ink;
        bool commented;
    };
    std::vector<Line> lines;
    std::uint32_t column = ~0u;
    bool allCommented = true;
    for (std::uint32_t line = first; line <= last; ++line) {
        const auto start = static_cast<std::uint32_t>(sci(SCI_POSITIONFROMLINE, line));
        const auto ink = static_cast<std::uint32_t>(sci(SCI_GETLINEINDENTPOSITION, line));
        if (ink == static_cast<std::uint32_t>(sci(SCI_GETLINEENDPOSITION, line)) && last > first)
            continue; // empty lines stay empty
        lines.push_back({ink, view().substr(ink, marker.size()) == marker});
        allCommented = allCommented && lines.back().commented;
        column = std::min(column, ink - start);
    }
    std::vector<TextEdit> edits;
    for (const Line& line : lines) {
        if (allCommented) {
            const auto space = view().substr(line.ink + marker.size(), 1) == " " ? 1u : 0u;
            edits.push_back({{line.ink, line.ink + static_cast<std::uint32_t>(marker.size()) + space}, {}});
        } else {
            const auto start = static_cast<std::uint32_t>(sci(SCI_POSITIONFROMLINE, lineOf(line.ink)));
            edits.push_back({{start + column, start + column}, marker + " "});
        }
    }
    applyEdits(std::move(edits));
    return true;
}

void CodeArea::goToLine(int line, int column)
{
    const auto index = static_cast<std::uint64_t>(std::clamp(line, 1, lines()) - 1);
    const auto start = static_cast<std::uint32_t>(sci(SCI_POSITIONFROMLINE, index));
    const auto end = static_cast<std::uint32_t>(sci(SCI_GETLINEENDPOSITION, index));
    std::uint32_t at = start;
    for (int i = 1; i < column && at < end; ++i)
        at = static_cast<std::uint32_t>(sci(SCI_POSITIONAFTER, at));
    reveal({at, at});
}

} // namespace wirebench
