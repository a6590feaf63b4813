// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_area.h"

#include "widgets/code_editor_diff.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

constexpr int kFoldDelay = 120; // milliseconds

} // namespace

CodeArea::CodeArea(QWidget* parent) : QsciScintilla(parent), m_styler(*this), m_marks(*this)
{
    setUtf8(true);
    setUpMargins();
    setUpBehaviour();
    dropForeignKeys();
    m_foldTimer.setSingleShot(true);
    m_foldTimer.setInterval(kFoldDelay);
    connect(&m_foldTimer, &QTimer::timeout, this, [this] { m_styler.fold(); });
    connect(this, &QsciScintillaBase::SCN_STYLENEEDED, this, [this] { m_styler.style(); });
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char*, int length) { onModified(position, type, length); });
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, [this](int updated) { onUpdateUi(updated); });
    connect(this, &QsciScintillaBase::SCN_ZOOM, this, [this] {
        m_digits = 0;
        updateLineNumberWidth();
    });
    setTheme(makeTheme(false));
}

CodeArea::~CodeArea()
{
    disconnect(); // the base class still sends while it goes
}

long CodeArea::sci(unsigned message, std::uint64_t first, std::int64_t second) const
{
    return SendScintilla(message, static_cast<unsigned long>(first), static_cast<long>(second));
}

void CodeArea::setUpBehaviour()
{
    sci(SCI_SETLEXER, SCLEX_CONTAINER);
    setBraceMatching(QsciScintilla::SloppyBraceMatch);
    setIndentationGuides(true);
    setIndentationsUseTabs(false);
    setTabWidth(4);
    setIndentationWidth(m_indentStep);
    setAutoIndent(false); // newlineWithIndent() knows blocks
    setBackspaceUnindents(true);
    setTabIndents(true);
    setCaretLineVisible(true);
    setCaretWidth(2);
    setWrapMode(QsciScintilla::WrapNone);
    sci(SCI_SETSCROLLWIDTH, 1);
    sci(SCI_SETSCROLLWIDTHTRACKING, 1);
    sci(SCI_SETMOUSEDWELLTIME, 350);
    sci(SCI_SETENDATLASTLINE, 0);
    sci(SCI_SETEXTRAASCENT, 1);
    sci(SCI_SETEXTRADESCENT, 2);
    sci(SCI_SETMULTIPLESELECTION, 1);
    sci(SCI_SETADDITIONALSELECTIONTYPING, 1);
    sci(SCI_SETMULTIPASTE, 1);
    sci(SCI_AUTOCSETIGNORECASE, 1);
    setFrameShape(QFrame::NoFrame);
}

void CodeArea::dropForeignKeys()
{
    // Keys that Scintilla binds to commands nobody expects here, and keys that CodeEditor gives a meaning.
    for (const QKeyCombination key :
         {Qt::CTRL | Qt::Key_Slash, Qt::CTRL | Qt::Key_L, Qt::CTRL | Qt::Key_T, Qt::CTRL | Qt::Key_U,
          Qt::CTRL | Qt::SHIFT | Qt::Key_L, Qt::CTRL | Qt::SHIFT | Qt::Key_U, Qt::CTRL | Qt::SHIFT | Qt::Key_T,
          Qt::CTRL | Qt::Key_D})
        if (QsciCommand* command = standardCommands()->boundTo(key.toCombined()); command != nullptr)
            command->setKey(0);
    if (QsciCommand* redo = standardCommands()->find(QsciCommand::Redo); redo != nullptr)
        redo->setAlternateKey((Qt::CTRL | Qt::SHIFT | Qt::Key_Z).toCombined());
}

std::string_view CodeArea::view() const
{
    const auto* text = static_cast<const char*>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return text == nullptr ? std::string_view() : std::string_view(text, size());
}

std::uint32_t CodeArea::size() const
{
    return static_cast<std::uint32_t>(sci(SCI_GETLENGTH));
}

void CodeArea::replaceRange(std::uint32_t begin, std::uint32_t end, std::string_view text)
{
    sci(SCI_SETTARGETRANGE, begin, end);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.empty() ? "" : text.data());
}

void CodeArea::takeOverLayout(std::string_view text)
{
    const std::size_t lineEnd = text.find_first_of("\r\n");
    const bool crlf = lineEnd != std::string_view::npos && text.substr(lineEnd, 2) == "\r\n";
    const bool cr = lineEnd != std::string_view::npos && text[lineEnd] == '\r' && !crlf;
    setEolMode(crlf ? EolWindows : cr ? EolMac : EolUnix);
    int step = 4;
    std::size_t at = text.find('\n');
    while (at != std::string_view::npos) {
        const std::size_t ink = text.find_first_not_of(' ', at + 1);
        if (ink == std::string_view::npos || text[at + 1] == '\t') {
            step = text.substr(at + 1, 1) == "\t" ? 0 : step;
            break;
        }
        if (const std::size_t spaces = ink - at - 1; spaces >= 2 && text[ink] != '\n' && text[ink] != '*') {
            step = spaces <= 8 ? static_cast<int>(spaces) : step;
            break;
        }
        at = text.find('\n', at + 1);
    }
    m_indentStep = step;
    setIndentationsUseTabs(step == 0);
    setIndentationWidth(step);
    setTabWidth(step == 0 ? 4 : step);
}

void CodeArea::load(std::string_view text)
{
    m_programmatic = true;
    const bool readOnly = isReadOnly();
    setReadOnly(false);
    sci(SCI_SETUNDOCOLLECTION, 0);
    takeOverLayout(text);
    replaceRange(0, size(), text);
    sci(SCI_SETUNDOCOLLECTION, 1);
    sci(SCI_EMPTYUNDOBUFFER);
    sci(SCI_SETSAVEPOINT);
    setReadOnly(readOnly);
    m_programmatic = false;
    sci(SCI_GOTOPOS, 0);
    sci(SCI_SETXOFFSET, 0);
    m_styler.style();
    m_styler.fold();
    updateLineNumberWidth();
}

void CodeArea::replaceAll(std::string_view text)
{
    const std::string_view old = view();
    if (old == text)
        return;
    const TextDifference same = textDifference(old, text);
    const auto begin = static_cast<std::uint32_t>(same.head);
    const auto end = static_cast<std::uint32_t>(old.size() - same.tail);
    const std::string middle(text.substr(same.head, text.size() - same.tail - same.head));
    const auto firstVisible = sci(SCI_GETFIRSTVISIBLELINE);
    m_programmatic = true;
    sci(SCI_BEGINUNDOACTION);
    replaceRange(begin, end, middle);
    sci(SCI_ENDUNDOACTION);
    m_programmatic = false;
    sci(SCI_SETFIRSTVISIBLELINE, static_cast<std::uint64_t>(firstVisible));
}

void CodeArea::applyEdits(std::vector<TextEdit> edits)
{
    // From the back, so that the places of the others stay right.
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.range.begin > b.range.begin; });
    sci(SCI_BEGINUNDOACTION);
    for (const TextEdit& edit : edits) {
        const TextRange range = clamped(edit.range);
        replaceRange(range.begin, range.end, edit.replacement);
    }
    sci(SCI_ENDUNDOACTION);
}

TextRange CodeArea::clamped(TextRange range) const
{
    const std::string_view text = view();
    const auto onCharacter = [text](std::uint32_t at) {
        at = std::min(at, static_cast<std::uint32_t>(text.size()));
        while (at > 0 && at < text.size() && continuesCharacter(text[at]))
            --at;
        return at;
    };
    range.begin = onCharacter(range.begin);
    range.end = std::max(range.begin, onCharacter(range.end));
    return range;
}

std::uint32_t CodeArea::lineOf(std::uint32_t offset) const
{
    return static_cast<std::uint32_t>(sci(SCI_LINEFROMPOSITION, offset));
}

std::uint32_t CodeArea::wordStart(std::uint32_t offset) const
{
    return static_cast<std::uint32_t>(sci(SCI_WORDSTARTPOSITION, offset, 1));
}

std::uint32_t CodeArea::cursorOffset() const
{
    return static_cast<std::uint32_t>(sci(SCI_GETCURRENTPOS));
}

TextRange CodeArea::selectedRange() const
{
    return {static_cast<std::uint32_t>(sci(SCI_GETSELECTIONSTART)),
            static_cast<std::uint32_t>(sci(SCI_GETSELECTIONEND))};
}

void CodeArea::reveal(TextRange range)
{
    range = clamped(range);
    sci(SCI_ENSUREVISIBLEENFORCEPOLICY, lineOf(range.begin));
    sci(SCI_SETSEL, range.begin, range.end);
    const auto line = sci(SCI_VISIBLEFROMDOCLINE, lineOf(range.begin));
    const auto first = sci(SCI_GETFIRSTVISIBLELINE);
    const auto rows = sci(SCI_LINESONSCREEN);
    if (line < first + 2 || line > first + rows - 3)
        sci(SCI_SETFIRSTVISIBLELINE, static_cast<std::uint64_t>(std::max<long>(0, line - rows / 2)));
    showStart(range);
}

void CodeArea::showStart(TextRange range)
{
    // The end of a long line is not worth scrolling its beginning away, nor is most of it.
    constexpr int kEnoughCharacters = 8;
    constexpr std::uint32_t kStartBytes = 24;
    const auto left = sci(SCI_POINTXFROMPOSITION, 0, range.begin) + sci(SCI_GETXOFFSET);
    if (left + kEnoughCharacters * fontMetrics().averageCharWidth() <= viewport()->width()) {
        const auto rows = sci(SCI_LINESONSCREEN);
        const auto line = sci(SCI_VISIBLEFROMDOCLINE, lineOf(range.begin));
        const auto first = sci(SCI_GETFIRSTVISIBLELINE);
        // A line at the edge says little about what it begins.
        if (line < first || line > first + rows - 3)
            sci(SCI_SETFIRSTVISIBLELINE, static_cast<std::uint64_t>(std::max<long>(0, line - rows / 3)));
        sci(SCI_SETXOFFSET, 0);
        return;
    }
    sci(SCI_SCROLLRANGE, std::min(range.end, range.begin + kStartBytes), range.begin);
}

void CodeArea::setHighlight(std::optional<TextRange> range, bool scroll)
{
    for (const int indicator : {kHighlightIndicator, kBlockIndicator}) {
        sci(SCI_SETINDICATORCURRENT, static_cast<std::uint64_t>(indicator));
        sci(SCI_INDICATORCLEARRANGE, 0, size());
    }
    m_highlight = range ? std::optional(clamped(*range)) : std::nullopt;
    if (!m_highlight)
        return;
    tint(*m_highlight);
    if (scroll) {
        sci(SCI_ENSUREVISIBLE, lineOf(m_highlight->begin));
        showStart(*m_highlight);
    }
}

void CodeArea::tint(TextRange range)
{
    const std::uint32_t first = lineOf(range.begin);
    const std::uint32_t last = lineOf(range.end);
    sci(SCI_SETINDICATORCURRENT, first == last ? kHighlightIndicator : kBlockIndicator);
    constexpr std::uint32_t kLinesOneByOne = 5000;
    if (last - first > kLinesOneByOne) {
        sci(SCI_INDICATORFILLRANGE, range.begin, range.size());
        return;
    }
    for (std::uint32_t line = first; line <= last; ++line) {
        const auto ink = static_cast<std::uint32_t>(sci(SCI_GETLINEINDENTPOSITION, line));
        const auto end = static_cast<std::uint32_t>(sci(SCI_GETLINEENDPOSITION, line));
        const std::uint32_t from = std::max(range.begin, ink); // indentation is not part of the field
        const std::uint32_t to = std::min(range.end, end);
        if (from < to)
            sci(SCI_INDICATORFILLRANGE, from, to - from);
    }
}

void CodeArea::mark(int indicator, std::optional<TextRange> range)
{
    sci(SCI_SETINDICATORCURRENT, static_cast<std::uint64_t>(indicator));
    sci(SCI_INDICATORCLEARRANGE, 0, size());
    if (range) {
        const TextRange within = clamped(*range);
        sci(SCI_INDICATORFILLRANGE, within.begin, within.size());
    }
}

void CodeArea::setHover(std::optional<TextRange> range)
{
    mark(kHoverIndicator, range);
}

void CodeArea::setLink(std::optional<TextRange> range)
{
    mark(kLinkIndicator, range);
}

std::optional<std::uint32_t> CodeArea::offsetAt(QPoint point) const
{
    const long offset = sci(SCI_CHARPOSITIONFROMPOINTCLOSE, static_cast<std::uint64_t>(point.x()), point.y());
    return offset < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(offset));
}

void CodeArea::setSearchHits(const std::vector<TextRange>& hits)
{
    sci(SCI_SETINDICATORCURRENT, kSearchIndicator);
    sci(SCI_INDICATORCLEARRANGE, 0, size());
    for (const TextRange& hit : hits)
        if (hit.size() > 0)
            sci(SCI_INDICATORFILLRANGE, hit.begin, hit.size());
}

TokenKind CodeArea::kindAt(std::uint32_t offset) const
{
    const long style = sci(SCI_GETSTYLEAT, offset);
    return style <= static_cast<long>(TokenKind::Invalid) ? static_cast<TokenKind>(style) : TokenKind::Plain;
}

void CodeArea::setLanguage(const LanguageService* language)
{
    m_styler.setLanguage(language);
}

void CodeArea::onModified(int position, int type, int length)
{
    const bool inserted = (type & SC_MOD_INSERTTEXT) != 0;
    if (!inserted && (type & SC_MOD_DELETETEXT) == 0)
        return;
    const auto at = static_cast<std::uint32_t>(position);
    const std::uint32_t removedBytes = inserted ? 0 : static_cast<std::uint32_t>(length);
    const std::uint32_t insertedBytes = inserted ? static_cast<std::uint32_t>(length) : 0;
    m_styler.textChanged(at, removedBytes, insertedBytes);
    m_marks.textChanged(at, removedBytes, insertedBytes);
    m_foldTimer.start();
    updateLineNumberWidth();
    Q_EMIT changed(!m_programmatic);
}

void CodeArea::onUpdateUi(int updated)
{
    const std::uint32_t cursor = cursorOffset();
    if ((updated & (SC_UPDATE_SELECTION | SC_UPDATE_CONTENT)) == 0 || cursor == m_lastCursor)
        return;
    m_lastCursor = cursor;
    Q_EMIT cursorMoved(cursor);
}

void CodeArea::dragEnterEvent(QDragEnterEvent* event)
{
    // Files go to the window, which opens them; their paths are not text of this document.
    if (event->mimeData()->hasUrls())
        event->ignore();
    else
        QsciScintilla::dragEnterEvent(event);
}

void CodeArea::dragMoveEvent(QDragMoveEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->ignore();
    else
        QsciScintilla::dragMoveEvent(event);
}

} // namespace wirebench
