// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_marks.h"

#include "widgets/code_editor_area.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr int kSeverities = 3;

/// A point is drawn under the character behind it, at the end of a line under the one before it.
TextRange drawable(const CodeArea& area, TextRange range)
{
    range = area.clamped(range);
    if (range.size() > 0)
        return range;
    const std::string_view text = area.view();
    const bool atLineEnd = range.begin >= text.size() || text[range.begin] == '\n' || text[range.begin] == '\r';
    if (atLineEnd && range.begin > 0)
        range.begin = static_cast<std::uint32_t>(area.sci(QsciScintillaBase::SCI_POSITIONBEFORE, range.begin));
    else if (!atLineEnd)
        range.end = static_cast<std::uint32_t>(area.sci(QsciScintillaBase::SCI_POSITIONAFTER, range.begin));
    return range;
}

std::uint32_t shifted(std::uint32_t at, std::uint32_t position, std::uint32_t removed, std::uint32_t inserted)
{
    if (at <= position)
        return at;
    if (at >= position + removed)
        return at - removed + inserted;
    return position;
}

void sortBySeverity(std::vector<const ProblemMarks::Mark*>& marks)
{
    std::stable_sort(marks.begin(), marks.end(), [](const ProblemMarks::Mark* a, const ProblemMarks::Mark* b) {
        return a->diagnostic.severity < b->diagnostic.severity;
    });
}

} // namespace

ProblemMarks::ProblemMarks(CodeArea& area) : m_area(area) { }

void ProblemMarks::set(std::vector<Mark> marks)
{
    m_marks = std::move(marks);
    for (Mark& mark : m_marks)
        mark.range = drawable(m_area, mark.range);
    draw();
}

void ProblemMarks::textChanged(std::uint32_t position, std::uint32_t removed, std::uint32_t inserted)
{
    for (Mark& mark : m_marks) {
        mark.range.begin = shifted(mark.range.begin, position, removed, inserted);
        mark.range.end = std::max(mark.range.begin, shifted(mark.range.end, position, removed, inserted));
    }
}

void ProblemMarks::draw()
{
    const std::uint32_t size = m_area.size();
    for (int severity = 0; severity < kSeverities; ++severity) {
        const auto offset = static_cast<std::uint64_t>(severity);
        m_area.sci(QsciScintillaBase::SCI_SETINDICATORCURRENT, kFirstIndicator + offset);
        m_area.sci(QsciScintillaBase::SCI_INDICATORCLEARRANGE, 0, size);
        m_area.sci(QsciScintillaBase::SCI_MARKERDELETEALL, kFirstMarker + offset);
    }
    std::vector<bool> marked(static_cast<std::size_t>(m_area.sci(QsciScintillaBase::SCI_GETLINECOUNT)), false);
    std::vector<const Mark*> bySeverity;
    for (const Mark& mark : m_marks)
        bySeverity.push_back(&mark);
    sortBySeverity(bySeverity);
    for (const Mark* mark : bySeverity) {
        const auto severity = static_cast<std::uint64_t>(mark->diagnostic.severity);
        m_area.sci(QsciScintillaBase::SCI_SETINDICATORCURRENT, kFirstIndicator + severity);
        m_area.sci(QsciScintillaBase::SCI_INDICATORFILLRANGE, mark->range.begin, mark->range.size());
        const std::uint32_t line = m_area.lineOf(mark->range.begin);
        if (!marked[line]) // one icon a line, the most severe
            m_area.sci(QsciScintillaBase::SCI_MARKERADD, line, static_cast<std::int64_t>(kFirstMarker + severity));
        marked[line] = true;
    }
}

std::vector<const ProblemMarks::Mark*> ProblemMarks::at(std::uint32_t offset) const
{
    std::vector<const Mark*> found;
    for (const Mark& mark : m_marks)
        if (mark.range.begin <= offset && offset <= mark.range.end)
            found.push_back(&mark);
    sortBySeverity(found);
    return found;
}

std::vector<const ProblemMarks::Mark*> ProblemMarks::onLine(std::uint32_t line) const
{
    std::vector<const Mark*> found;
    for (const Mark& mark : m_marks)
        if (m_area.lineOf(mark.range.begin) == line)
            found.push_back(&mark);
    sortBySeverity(found);
    return found;
}

} // namespace wirebench
