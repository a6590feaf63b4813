// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor.h"

#include "widgets/code_editor_area.h"
#include "widgets/code_editor_completion.h"
#include "widgets/code_editor_diff.h"
#include "widgets/code_editor_find_bar.h"
#include "widgets/code_editor_go_to_bar.h"
#include "widgets/problems_view_text.h"

#include <QToolTip>
#include <QVBoxLayout>

namespace wirebench {

CodeEditor::CodeEditor(QWidget* parent) : QWidget(parent)
{
    m_area = new CodeArea(this);
    m_findBar = new FindBar(*m_area, this);
    m_goToBar = new GoToBar(*m_area, this);
    m_popup = new CompletionPopup(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_findBar);
    layout->addWidget(m_goToBar);
    setFocusProxy(m_area);
    connectArea();
    setTheme(makeTheme(false));
}

CodeEditor::~CodeEditor()
{
    delete m_popup; // may live in the window, not in this widget
}

void CodeEditor::connectArea()
{
    m_area->installEventFilter(this);
    m_area->viewport()->installEventFilter(this);
    connect(m_area, &CodeArea::changed, this, &CodeEditor::onChanged);
    connect(m_area, &CodeArea::cursorMoved, this, &CodeEditor::onCursorMoved);
    connect(m_area, &QsciScintilla::modificationChanged, this, &CodeEditor::modificationChanged);
    connect(m_area, &QsciScintillaBase::SCN_CHARADDED, this, &CodeEditor::onCharacter);
    connect(m_area, &QsciScintillaBase::SCN_DWELLSTART, this, &CodeEditor::onDwell);
    connect(m_area, &QsciScintillaBase::SCN_DWELLEND, this, [] { QToolTip::hideText(); });
    connect(m_popup, &CompletionPopup::chosen, this, &CodeEditor::insertCompletion);
}

void CodeEditor::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_area->setTheme(theme);
    m_findBar->setTheme(theme);
    m_popup->setTheme(theme);
}

void CodeEditor::setLanguage(const LanguageService* language)
{
    m_area->setLanguage(language);
}

void CodeEditor::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    m_analysis = std::move(analysis);
    const bool known = m_analysis != nullptr && m_analysis->source != nullptr;
    const std::string_view analysed = known ? std::string_view(m_analysis->source->text) : m_area->view();
    const TextDifference difference = textDifference(analysed, m_area->view());
    m_analysisCurrent = m_analysis != nullptr && analysed == m_area->view();
    drawProblems(m_analysis != nullptr ? m_analysis->diagnostics : Diagnostics(), Place::Kind::Schema, difference);
    m_problemsCurrent = m_analysisCurrent;
    if (!m_analysisCurrent)
        return;
    if (m_completionWanted != Wanted::No)
        openCompletions();
    if (m_fixesWanted)
        popUpFixes();
}

void CodeEditor::setProblems(const Diagnostics& diagnostics, Place::Kind kind, std::string_view analysed)
{
    const TextDifference difference = textDifference(analysed, m_area->view());
    drawProblems(diagnostics, kind, difference);
    m_problemsCurrent = analysed == m_area->view();
    if (m_fixesWanted && m_problemsCurrent)
        popUpFixes();
}

void CodeEditor::drawProblems(const Diagnostics& diagnostics, Place::Kind kind, const TextDifference& difference)
{
    std::vector<ProblemMarks::Mark> marks;
    for (const Diagnostic& diagnostic : diagnostics)
        if (diagnostic.place.kind == kind && diagnostic.place.file == 0)
            marks.push_back({carriedOver(diagnostic.place.textRange(), difference), diagnostic});
    m_area->marks().set(std::move(marks));
}

void CodeEditor::setReadOnly(bool readOnly)
{
    m_area->setReadOnly(readOnly);
}

bool CodeEditor::isReadOnly() const
{
    return m_area->isReadOnly();
}

std::string CodeEditor::text() const
{
    return std::string(m_area->view());
}

std::string_view CodeEditor::textView() const
{
    return m_area->view();
}

void CodeEditor::load(std::string_view text)
{
    m_analysis = nullptr;
    m_area->marks().set({});
    m_area->setHighlight(std::nullopt, false);
    m_area->sci(QsciScintillaBase::SCI_MARKERDELETEALL, CodeArea::kBookmarkMarker);
    m_area->load(text);
    bookmarksMoved();
}

void CodeEditor::replaceText(std::string_view text)
{
    m_area->replaceAll(text);
}

bool CodeEditor::applyFix(const Fix& fix)
{
    if (!m_problemsCurrent || m_area->isReadOnly())
        return false;
    std::vector<TextEdit> edits;
    for (const TextEdit& edit : fix.edits)
        if (edit.range.file == 0)
            edits.push_back(edit);
    if (edits.empty())
        return false;
    m_area->applyEdits(std::move(edits));
    return true;
}

std::uint32_t CodeEditor::cursorOffset() const
{
    return m_area->cursorOffset();
}

TextRange CodeEditor::selectedRange() const
{
    return m_area->selectedRange();
}

void CodeEditor::revealRange(TextRange range)
{
    m_area->reveal(range);
}

void CodeEditor::highlightRange(std::optional<TextRange> range)
{
    m_area->setHighlight(range, true);
}

std::optional<TextRange> CodeEditor::highlightedRange() const
{
    return m_area->highlight();
}

bool CodeEditor::isModified() const
{
    return m_area->isModified();
}

void CodeEditor::setSaved()
{
    m_area->setModified(false);
}

bool CodeEditor::canUndo() const
{
    return m_area->isUndoAvailable();
}

bool CodeEditor::canRedo() const
{
    return m_area->isRedoAvailable();
}

void CodeEditor::onChanged(bool byUser)
{
    m_analysisCurrent = false;
    m_problemsCurrent = false;
    bookmarksMoved();
    if (byUser)
        Q_EMIT textEdited();
    Q_EMIT textChanged();
    Q_EMIT undoStateChanged();
}

void CodeEditor::onCursorMoved(std::uint32_t offset)
{
    filterCompletions();
    Q_EMIT cursorMoved(offset);
}

void CodeEditor::undo()
{
    m_area->undo();
}

void CodeEditor::redo()
{
    m_area->redo();
}

void CodeEditor::cut()
{
    m_area->cut();
}

void CodeEditor::copy()
{
    m_area->copy();
}

void CodeEditor::paste()
{
    m_area->paste();
}

void CodeEditor::selectAll()
{
    m_area->selectAll();
}

void CodeEditor::showFind()
{
    m_goToBar->hide();
    m_findBar->open(false);
}

void CodeEditor::showReplace()
{
    m_goToBar->hide();
    m_findBar->open(true);
}

void CodeEditor::findNext()
{
    m_findBar->findNext(false);
}

void CodeEditor::findPrevious()
{
    m_findBar->findNext(true);
}

void CodeEditor::showGoToLine()
{
    m_findBar->hide();
    m_goToBar->open();
}

void CodeEditor::toggleLineComment()
{
    if (!m_area->toggleLineComment())
        say(tr("This language has no line comments."));
}

void CodeEditor::zoomIn()
{
    m_area->zoomIn();
}

void CodeEditor::zoomOut()
{
    m_area->zoomOut();
}

void CodeEditor::resetZoom()
{
    m_area->zoomTo(0);
}

void CodeEditor::foldAll()
{
    m_area->sci(QsciScintillaBase::SCI_FOLDALL, QsciScintillaBase::SC_FOLDACTION_CONTRACT);
}

void CodeEditor::unfoldAll()
{
    m_area->sci(QsciScintillaBase::SCI_FOLDALL, QsciScintillaBase::SC_FOLDACTION_EXPAND);
}

void CodeEditor::say(const QString& text)
{
    QToolTip::showText(pointOf(cursorOffset()), text, m_area);
}

QPoint CodeEditor::pointOf(std::uint32_t offset) const
{
    const auto x = m_area->sci(QsciScintillaBase::SCI_POINTXFROMPOSITION, 0, offset);
    const auto y = m_area->sci(QsciScintillaBase::SCI_POINTYFROMPOSITION, 0, offset);
    const auto line = m_area->sci(QsciScintillaBase::SCI_TEXTHEIGHT, 0);
    return m_area->viewport()->mapToGlobal(QPoint(static_cast<int>(x), static_cast<int>(y + line)));
}

} // namespace wirebench
