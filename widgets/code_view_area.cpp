// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_view_area.h"

#ifdef QT_NO_KEYWORDS
#define signals Q_SIGNALS
#define slots Q_SLOTS
#endif
#include <Qsci/qscilexercpp.h>
#include <Qsci/qscilexerpython.h>
#ifdef QT_NO_KEYWORDS
#undef signals
#undef slots
#endif

#include <QFontMetrics>
#include <QScopedValueRollback>

#include <utility>

namespace wirebench {

namespace {

constexpr int kLitMarker = 0;

/// A language of braces, with its own keywords.
class BraceLexer final : public QsciLexerCPP {
public:
    BraceLexer(std::string_view keywords, QObject* parent)
        : QsciLexerCPP(parent), m_keywords(keywords.data(), qsizetype(keywords.size()))
    {
    }
    const char* keywords(int set) const override
    {
        return set == 1 && !m_keywords.isEmpty() ? m_keywords.constData() : QsciLexerCPP::keywords(set);
    }

private:
    QByteArray m_keywords;
};

using Styles = std::initializer_list<std::pair<int, QColor Theme::*>>;

const Styles kBraceStyles{
    {QsciLexerCPP::Comment, &Theme::comment},
    {QsciLexerCPP::CommentLine, &Theme::comment},
    {QsciLexerCPP::CommentDoc, &Theme::docComment},
    {QsciLexerCPP::CommentLineDoc, &Theme::docComment},
    {QsciLexerCPP::CommentDocKeyword, &Theme::docComment},
    {QsciLexerCPP::CommentDocKeywordError, &Theme::docComment},
    {QsciLexerCPP::Number, &Theme::number},
    {QsciLexerCPP::Keyword, &Theme::keyword},
    {QsciLexerCPP::DoubleQuotedString, &Theme::string},
    {QsciLexerCPP::SingleQuotedString, &Theme::string},
    {QsciLexerCPP::RawString, &Theme::string},
    {QsciLexerCPP::UnclosedString, &Theme::string},
    {QsciLexerCPP::PreProcessor, &Theme::annotation},
};

const Styles kPythonStyles{
    {QsciLexerPython::Comment, &Theme::comment},
    {QsciLexerPython::CommentBlock, &Theme::comment},
    {QsciLexerPython::Number, &Theme::number},
    {QsciLexerPython::Keyword, &Theme::keyword},
    {QsciLexerPython::DoubleQuotedString, &Theme::string},
    {QsciLexerPython::SingleQuotedString, &Theme::string},
    {QsciLexerPython::DoubleQuotedFString, &Theme::string},
    {QsciLexerPython::SingleQuotedFString, &Theme::string},
    {QsciLexerPython::TripleDoubleQuotedString, &Theme::docComment},
    {QsciLexerPython::TripleSingleQuotedString, &Theme::docComment},
    {QsciLexerPython::ClassName, &Theme::typeName},
    {QsciLexerPython::FunctionMethodName, &Theme::fieldName},
    {QsciLexerPython::Decorator, &Theme::annotation},
};

} // namespace

CodeViewArea::CodeViewArea(QWidget* parent) : QsciScintilla(parent)
{
    setObjectName(QStringLiteral("generatedCode"));
    setUtf8(true);
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setMarginType(0, QsciScintilla::NumberMargin);
    setMarginWidth(1, 6);
    markerDefine(QsciScintilla::Background, kLitMarker);
    setCaretLineVisible(true);
    setTabWidth(4);
    SendScintilla(SCI_SETCARETSTYLE, CARETSTYLE_LINE);
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this](int line, int) {
        if (std::exchange(m_line, line) != line && !m_showing)
            Q_EMIT lineChosen(line);
    });
}

void CodeViewArea::setTheme(const Theme& theme)
{
    m_theme = theme;
    applyColours();
}

void CodeViewArea::setTarget(const Target* target)
{
    QsciLexer* before = lexer();
    if (target == nullptr)
        setLexer(nullptr);
    else if (target->highlighting() == "python")
        setLexer(new QsciLexerPython(this));
    else
        setLexer(new BraceLexer(target->keywords(), this));
    delete before;
    applyColours();
}

void CodeViewArea::applyColours()
{
    setPaper(m_theme.editorBackground);
    setColor(m_theme.editorText);
    setFont(m_theme.monospace);
    if (QsciLexer* words = lexer()) {
        words->setDefaultPaper(m_theme.editorBackground);
        words->setDefaultColor(m_theme.editorText);
        words->setPaper(m_theme.editorBackground);
        words->setColor(m_theme.editorText);
        words->setFont(m_theme.monospace);
        const bool python = qobject_cast<QsciLexerPython*>(words) != nullptr;
        for (const auto& [style, colour] : python ? kPythonStyles : kBraceStyles)
            words->setColor(m_theme.*colour, style);
    }
    setMarginsFont(m_theme.monospace);
    setMarginsForegroundColor(m_theme.lineNumbers);
    setMarginsBackgroundColor(m_theme.editorBackground);
    setCaretForegroundColor(m_theme.editorText);
    setCaretLineBackgroundColor(m_theme.currentLine);
    setSelectionBackgroundColor(m_theme.selection);
    setSelectionForegroundColor(m_theme.editorText);
    setMarkerBackgroundColor(m_theme.selection, kLitMarker);
    const int digits = std::max(3, int(QString::number(lines()).size()));
    setMarginWidth(0, QString(digits + 1, QLatin1Char('9')));
}

void CodeViewArea::show(std::string_view text)
{
    const QScopedValueRollback showing(m_showing, true);
    const int first = firstVisibleLine();
    int line = 0, column = 0;
    getCursorPosition(&line, &column);
    setText(QString::fromUtf8(text.data(), qsizetype(text.size())));
    setCursorPosition(std::min(line, lines() - 1), 0);
    setFirstVisibleLine(first);
    applyColours();
}

void CodeViewArea::light(const std::vector<int>& lines)
{
    markerDeleteAll(kLitMarker);
    for (const int line : lines)
        markerAdd(line, kLitMarker);
    if (lines.empty())
        return;
    const int onScreen = int(SendScintilla(SCI_LINESONSCREEN));
    const int first = firstVisibleLine();
    for (const int line : lines) {
        if (line >= first && line < first + onScreen)
            return;
    }
    setFirstVisibleLine(std::max(0, lines.front() - onScreen / 3));
}

} // namespace wirebench
