// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of CodeEditor that answer keys and the pointer: completion, fixes, hover, definitions.
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"
#include "widgets/code_editor_completion.h"
#include "widgets/code_editor_find_bar.h"
#include "widgets/code_editor_go_to_bar.h"
#include "widgets/problems_view_text.h"

#include "core/base/text.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace wirebench {

namespace {

bool startsCompletion(int character)
{
    const char c = character > 0 && character < 128 ? static_cast<char>(character) : ' ';
    return isIdentifierStart(c) || c == '"' || c == '@' || c == ':' || c == ']' || c == '.';
}

bool isComment(TokenKind kind)
{
    return kind == TokenKind::Comment || kind == TokenKind::DocComment;
}

/// What is typed of a name, without the quote or sign in front of it.
QString bareWord(std::string_view typed)
{
    while (!typed.empty() && !isIdentifierPart(typed.front()) && !(typed.front() & '\x80'))
        typed.remove_prefix(1);
    return fromUtf8(typed);
}

} // namespace

bool CodeEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_area && event->type() == QEvent::KeyPress)
        return handleKey(static_cast<QKeyEvent&>(*event));
    if (watched == m_area && event->type() == QEvent::ShortcutOverride && m_popup->isVisible()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Tab)
            event->accept(); // the open list goes before any shortcut of the window
    }
    if (watched == m_area && event->type() == QEvent::FocusOut)
        m_popup->hide();
    if (watched == m_area->viewport() && event->type() == QEvent::MouseButtonPress) {
        m_popup->hide();
        return followLink(static_cast<QMouseEvent&>(*event));
    }
    if (watched == m_area->viewport() && event->type() == QEvent::MouseMove)
        showLink(static_cast<QMouseEvent&>(*event));
    return QWidget::eventFilter(watched, event);
}

bool CodeEditor::followLink(const QMouseEvent& mouse)
{
    if (mouse.button() != Qt::LeftButton || mouse.modifiers() != Qt::ControlModifier)
        return false;
    const std::optional<std::uint32_t> offset = m_area->offsetAt(mouse.position().toPoint());
    m_area->setLink(std::nullopt);
    return offset && goToDefinitionAt(*offset);
}

void CodeEditor::showLink(const QMouseEvent& mouse)
{
    std::optional<TextRange> link;
    if (mouse.modifiers() == Qt::ControlModifier && m_analysisCurrent && m_area->language() != nullptr)
        if (const auto offset = m_area->offsetAt(mouse.position().toPoint()))
            if (m_area->language()->definition(*m_analysis, *offset)) {
                const auto end = m_area->sci(QsciScintillaBase::SCI_WORDENDPOSITION, *offset, 1);
                link = TextRange{m_area->wordStart(*offset), static_cast<std::uint32_t>(end)};
            }
    if (link != m_link)
        m_area->setLink(link);
    m_link = link;
}

bool CodeEditor::handleKey(QKeyEvent& event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    filterCompletions(); // Scintilla tells of cursor moves only when it paints
    if (m_popup->isVisible() && modifiers == Qt::NoModifier && m_popup->handleKey(event.key()))
        return true;
    if (event.key() == Qt::Key_Escape) {
        m_completionWanted = Wanted::No;
        m_fixesWanted = false;
        if (m_findBar->isVisible()) {
            m_findBar->close();
            return true;
        }
        return false;
    }
    return handleShortcut(event.key(), modifiers);
}

bool CodeEditor::handleShortcut(int key, Qt::KeyboardModifiers modifiers)
{
    // Key presses, not QShortcuts: a window may bind the same keys in its menu and then goes first, without ambiguity.
    struct Shortcut {
        QKeyCombination keys;
        void (CodeEditor::*action)();
    };
    static const Shortcut shortcuts[] = {
        {Qt::CTRL | Qt::Key_Space, &CodeEditor::showCompletions},
        {Qt::CTRL | Qt::Key_Period, &CodeEditor::showFixes},
        {QKeyCombination(Qt::Key_F12), &CodeEditor::goToDefinition},
        {Qt::CTRL | Qt::Key_Slash, &CodeEditor::toggleLineComment},
        {Qt::CTRL | Qt::Key_F, &CodeEditor::showFind},
        {Qt::CTRL | Qt::Key_H, &CodeEditor::showReplace},
        {QKeyCombination(Qt::Key_F3), &CodeEditor::findNext},
        {Qt::SHIFT | Qt::Key_F3, &CodeEditor::findPrevious},
        {Qt::CTRL | Qt::Key_G, &CodeEditor::showGoToLine},
        {Qt::CTRL | Qt::Key_B, &CodeEditor::toggleBookmark},
        {Qt::CTRL | Qt::Key_F2, &CodeEditor::toggleBookmark},
        {Qt::CTRL | Qt::Key_Equal, &CodeEditor::zoomIn},
        {Qt::CTRL | Qt::Key_Plus, &CodeEditor::zoomIn},
        {Qt::CTRL | Qt::Key_Minus, &CodeEditor::zoomOut},
        {Qt::CTRL | Qt::Key_0, &CodeEditor::resetZoom},
    };
    const QKeyCombination pressed(modifiers, static_cast<Qt::Key>(key));
    const auto* found = std::find_if(std::begin(shortcuts), std::end(shortcuts),
                                     [&](const Shortcut& shortcut) { return shortcut.keys == pressed; });
    if (key == Qt::Key_F2 && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier)) {
        goToBookmark(modifiers == Qt::ShiftModifier);
        return true;
    }
    if (found == std::end(shortcuts))
        return false;
    (this->*found->action)();
    return true;
}

void CodeEditor::onCharacter(int character)
{
    if (m_popup->isVisible())
        return; // filterCompletions() follows the cursor
    if (!startsCompletion(character)) {
        m_completionWanted = Wanted::No;
        return;
    }
    const std::uint32_t cursor = cursorOffset();
    if (!isComment(m_area->kindAt(cursor > 1 ? cursor - 2 : 0)))
        requestCompletions(false);
}

void CodeEditor::setCompletionSource(CompletionSource source)
{
    m_completionSource = std::move(source);
}

void CodeEditor::showCompletions()
{
    requestCompletions(true);
}

void CodeEditor::requestCompletions(bool explicitly)
{
    if (m_area->isReadOnly() || m_area->language() == nullptr)
        return;
    m_completionWanted = explicitly ? Wanted::Asked : Wanted::Typed;
    if (m_analysisCurrent || m_completionSource)
        openCompletions();
}

void CodeEditor::openCompletions()
{
    m_completionAsked = m_completionWanted == Wanted::Asked;
    m_completionWanted = Wanted::No;
    const LanguageService* language = m_area->language();
    if (language == nullptr || !m_area->hasFocus())
        return;
    m_completionOffset = cursorOffset();
    std::vector<Completion> candidates = m_completionSource ? m_completionSource(m_area->view(), m_completionOffset)
                                                            : language->complete(*m_analysis, m_completionOffset);
    if (candidates.empty()) {
        if (m_completionAsked)
            say(tr("Nothing to complete here."));
        m_popup->hide();
        return;
    }
    m_completionRange = m_area->clamped(candidates.front().replace);
    m_completionRange.begin = std::min(m_completionRange.begin, m_completionOffset);
    if (m_popup->parentWidget() != window())
        m_popup->setParent(window());
    m_popup->setCandidates(std::move(candidates));
    const std::string_view typed
        = m_area->view().substr(m_completionRange.begin, m_completionOffset - m_completionRange.begin);
    m_popup->filter(bareWord(typed), m_completionAsked);
    if (m_popup->count() == 0)
        return;
    const auto line = static_cast<int>(m_area->sci(QsciScintillaBase::SCI_TEXTHEIGHT, 0));
    const QPoint below = window()->mapFromGlobal(pointOf(m_completionRange.begin));
    m_popup->placeBeside(QRect(below.x(), below.y() - line, 1, line));
}

void CodeEditor::filterCompletions()
{
    if (!m_popup->isVisible())
        return;
    const std::uint32_t cursor = cursorOffset();
    if (cursor < m_completionRange.begin) {
        m_popup->hide();
        return;
    }
    const std::string_view typed = m_area->view().substr(m_completionRange.begin, cursor - m_completionRange.begin);
    const QString word = bareWord(typed);
    const bool left = std::any_of(word.begin(), word.end(), [](QChar c) {
        return !c.isLetterOrNumber() && c != QLatin1Char('_') && c != QLatin1Char('-');
    });
    if (left || (typed.empty() && cursor < m_completionOffset))
        m_popup->hide();
    else
        m_popup->filter(word, m_completionAsked);
}

void CodeEditor::insertCompletion(const Completion& completion)
{
    // What was typed since the candidates were made belongs to the replaced word.
    const std::int64_t typed = static_cast<std::int64_t>(cursorOffset()) - m_completionOffset;
    TextRange range = completion.replace;
    range.end = static_cast<std::uint32_t>(std::max<std::int64_t>(range.begin, range.end + typed));
    range = m_area->clamped(range);
    m_area->applyEdits({{range, completion.insert}});
    m_area->sci(QsciScintillaBase::SCI_GOTOPOS, range.begin + completion.insert.size());
}

void CodeEditor::showFixes()
{
    m_fixesWanted = true;
    if (m_problemsCurrent)
        popUpFixes();
}

void CodeEditor::popUpFixes()
{
    m_fixesWanted = false;
    const ProblemMarks& marks = m_area->marks();
    std::vector<const ProblemMarks::Mark*> near = marks.at(cursorOffset());
    const bool fixable
        = std::any_of(near.begin(), near.end(), [](const auto* mark) { return !mark->diagnostic.fixes.empty(); });
    if (!fixable)
        near = marks.onLine(m_area->lineOf(cursorOffset()));
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("fixMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ProblemMarks::Mark* mark : near)
        for (const Fix& fix : mark->diagnostic.fixes) {
            QAction* action = menu->addAction(themedIcon(m_theme, QStringLiteral("fix")), messageText(fix.title));
            connect(action, &QAction::triggered, this, [this, fix] { applyFix(fix); });
        }
    if (menu->isEmpty()) {
        delete menu;
        say(tr("No fix is known for this line."));
        return;
    }
    menu->popup(pointOf(cursorOffset()));
    menu->setActiveAction(menu->actions().constFirst());
}

void CodeEditor::goToDefinition()
{
    if (!goToDefinitionAt(cursorOffset()))
        say(tr("There is no definition for what is under the cursor."));
}

bool CodeEditor::goToDefinitionAt(std::uint32_t offset)
{
    const LanguageService* language = m_area->language();
    if (language == nullptr || !m_analysisCurrent)
        return false;
    const std::optional<TextRange> definition = language->definition(*m_analysis, offset);
    if (!definition)
        return false;
    if (definition->file == 0)
        revealRange(*definition);
    else
        Q_EMIT definitionElsewhere(*definition);
    return true;
}

QString CodeEditor::hoverHtml(std::uint32_t offset) const
{
    const LanguageService* language = m_area->language();
    if (language == nullptr || !m_analysisCurrent)
        return {};
    const std::optional<Hover> hover = language->hover(*m_analysis, offset);
    if (!hover)
        return {};
    QTextDocument document;
    document.setMarkdown(fromUtf8(hover->text));
    return document.toHtml();
}

void CodeEditor::onDwell(int position, int x, int y)
{
    if (m_popup->isVisible() || !m_area->isVisible())
        return;
    QStringList parts;
    const int margins = m_area->marginWidth(0) + m_area->marginWidth(1) + m_area->marginWidth(2);
    if (x < margins) {
        const auto at
            = m_area->sci(QsciScintillaBase::SCI_POSITIONFROMPOINT, static_cast<std::uint64_t>(margins) + 4, y);
        for (const ProblemMarks::Mark* mark : m_area->marks().onLine(m_area->lineOf(static_cast<std::uint32_t>(at))))
            parts << problemHtml(m_theme, mark->diagnostic);
    } else if (position >= 0) {
        for (const ProblemMarks::Mark* mark : m_area->marks().at(static_cast<std::uint32_t>(position)))
            parts << problemHtml(m_theme, mark->diagnostic);
        if (const QString hover = hoverHtml(static_cast<std::uint32_t>(position)); !hover.isEmpty())
            parts << hover;
    }
    if (!parts.isEmpty())
        QToolTip::showText(m_area->viewport()->mapToGlobal(QPoint(x, y + 14)), parts.join(QStringLiteral("<hr>")),
                           m_area);
}

} // namespace wirebench
