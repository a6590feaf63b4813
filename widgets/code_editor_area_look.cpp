// SPDX-License-Identifier: GPL-3.0-or-later
// How a CodeArea looks: colours, margins, markers, indicators.
#include "widgets/code_editor_area.h"

#include <QEvent>
#include <QFontInfo>

#include <algorithm>

namespace wirebench {

namespace {

enum Margin { ProblemMargin = 0, NumberMargin = 1, FoldMargin = 2 };

/// Scintilla's colours are 0xBBGGRR.
std::int64_t bgr(const QColor& colour)
{
    return colour.red() | colour.green() << 8 | colour.blue() << 16;
}

} // namespace

void CodeArea::setUpMargins()
{
    setMarginType(ProblemMargin, QsciScintilla::SymbolMargin);
    setMarginType(NumberMargin, QsciScintilla::NumberMargin);
    setMarginType(FoldMargin, QsciScintilla::SymbolMargin);
    constexpr unsigned problemMarkers = 0b111u << ProblemMarks::kFirstMarker | 1u << kBookmarkMarker;
    sci(SCI_SETMARGINMASKN, ProblemMargin, problemMarkers);
    sci(SCI_SETMARGINMASKN, NumberMargin, 0);
    sci(SCI_SETMARGINMASKN, FoldMargin, static_cast<std::int64_t>(SC_MASK_FOLDERS));
    setMarginWidth(ProblemMargin, 18);
    setMarginWidth(FoldMargin, 16);
    setMarginSensitivity(ProblemMargin, true);
    setMarginSensitivity(FoldMargin, true);
    sci(SCI_SETMARGINLEFT, 0, 2);
    sci(SCI_SETAUTOMATICFOLD, SC_AUTOMATICFOLD_SHOW | SC_AUTOMATICFOLD_CLICK | SC_AUTOMATICFOLD_CHANGE);
    updateLineNumberWidth();
}

void CodeArea::updateLineNumberWidth()
{
    const int digits = std::max(3, static_cast<int>(QString::number(lines()).size()));
    if (digits == m_digits)
        return;
    m_digits = digits;
    setMarginWidth(NumberMargin, QString(digits, QLatin1Char('9')) + QLatin1Char(' '));
}

void CodeArea::setTheme(const Theme& theme)
{
    m_theme = theme;
    applyColours();
    applyMarkers();
    applyIndicators();
    m_digits = 0;
    updateLineNumberWidth();
}

void CodeArea::applyColours()
{
    const QByteArray family = QFontInfo(m_theme.monospace).family().toUtf8();
    SendScintilla(SCI_STYLESETFONT, static_cast<unsigned long>(STYLE_DEFAULT), family.constData());
    const double points = m_theme.monospace.pointSizeF() > 0 ? m_theme.monospace.pointSizeF() : 10.0;
    sci(SCI_STYLESETSIZEFRACTIONAL, STYLE_DEFAULT, qRound(points * static_cast<double>(SC_FONT_SIZE_MULTIPLIER)));
    sci(SCI_STYLESETFORE, STYLE_DEFAULT, bgr(m_theme.editorText));
    sci(SCI_STYLESETBACK, STYLE_DEFAULT, bgr(m_theme.editorBackground));
    sci(SCI_STYLECLEARALL);
    for (int kind = 0; kind <= static_cast<int>(TokenKind::Invalid); ++kind)
        sci(SCI_STYLESETFORE, static_cast<std::uint64_t>(kind),
            bgr(tokenColour(m_theme, static_cast<TokenKind>(kind))));
    sci(SCI_STYLESETITALIC, static_cast<std::uint64_t>(TokenKind::Comment), 1);
    sci(SCI_STYLESETITALIC, static_cast<std::uint64_t>(TokenKind::DocComment), 1);
    sci(SCI_STYLESETFORE, STYLE_INDENTGUIDE, bgr(m_theme.gridLines));
    sci(SCI_STYLESETFORE, STYLE_BRACELIGHT, bgr(m_theme.selectionEdge));
    sci(SCI_STYLESETBACK, STYLE_BRACELIGHT, bgr(m_theme.selection));
    sci(SCI_STYLESETBOLD, STYLE_BRACELIGHT, 1);
    sci(SCI_STYLESETFORE, STYLE_BRACEBAD, bgr(m_theme.error));
    setMarginsForegroundColor(m_theme.lineNumbers);
    setMarginsBackgroundColor(m_theme.editorBackground);
    setFoldMarginColors(m_theme.editorBackground, m_theme.editorBackground);
    setCaretForegroundColor(m_theme.selectionEdge);
    setCaretLineBackgroundColor(m_theme.currentLine);
    setSelectionBackgroundColor(m_theme.selection);
    resetSelectionForegroundColor();
    sci(SCI_SETSELEOLFILLED, 0);
    sci(SCI_SETADDITIONALSELBACK, static_cast<std::uint64_t>(bgr(m_theme.selection)));
    QPalette colours = palette();
    colours.setColor(QPalette::Base, m_theme.editorBackground);
    setPalette(colours);
}

void CodeArea::applyMarkers()
{
    const auto image = [this](const QString& name, int side) {
        return themedIcon(m_theme, name).pixmap(QSize(side, side), 1.0).toImage();
    };
    for (int severity = 0; severity < 3; ++severity)
        markerDefine(image(severityIconName(static_cast<Severity>(severity)), 15),
                     ProblemMarks::kFirstMarker + severity);
    markerDefine(image(QStringLiteral("bookmark"), 15), kBookmarkMarker);
    markerDefine(image(QStringLiteral("chevron-down"), 14), SC_MARKNUM_FOLDEROPEN);
    markerDefine(image(QStringLiteral("chevron-right"), 14), SC_MARKNUM_FOLDER);
    markerDefine(image(QStringLiteral("chevron-right"), 14), SC_MARKNUM_FOLDEREND);
    markerDefine(image(QStringLiteral("chevron-down"), 14), SC_MARKNUM_FOLDEROPENMID);
    for (const auto unused : {SC_MARKNUM_FOLDERSUB, SC_MARKNUM_FOLDERTAIL, SC_MARKNUM_FOLDERMIDTAIL})
        sci(SCI_MARKERDEFINE, static_cast<std::uint64_t>(unused), SC_MARK_EMPTY);
}

void CodeArea::applyIndicators()
{
    const auto define = [this](int indicator, int style, const QColor& colour, int alpha, int outline, bool under) {
        const auto number = static_cast<std::uint64_t>(indicator);
        sci(SCI_INDICSETSTYLE, number, style);
        sci(SCI_INDICSETFORE, number, bgr(colour));
        sci(SCI_INDICSETALPHA, number, alpha);
        sci(SCI_INDICSETOUTLINEALPHA, number, outline);
        sci(SCI_INDICSETUNDER, number, under ? 1 : 0);
    };
    for (int severity = 0; severity < 3; ++severity)
        define(ProblemMarks::kFirstIndicator + severity, severity == 2 ? INDIC_DOTS : INDIC_SQUIGGLE,
               severityColour(m_theme, static_cast<Severity>(severity)), 255, 255, true);
    define(kHighlightIndicator, INDIC_STRAIGHTBOX, m_theme.selectionEdge, m_theme.dark ? 55 : 40, 150, true);
    define(kBlockIndicator, INDIC_STRAIGHTBOX, m_theme.selectionEdge, m_theme.dark ? 60 : 45, 0, true);
    define(kHoverIndicator, INDIC_STRAIGHTBOX, m_theme.hoverEdge, 0, 190, true);
    define(kLinkIndicator, INDIC_PLAIN, m_theme.palette.color(QPalette::Link), 255, 255, false);
    define(kSearchIndicator, INDIC_ROUNDBOX, m_theme.hoverEdge, m_theme.dark ? 70 : 60, 170, true);
}

void CodeArea::changeEvent(QEvent* event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        viewport()->update();
}

} // namespace wirebench
