// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *light and dark theme following the system*; conventions, *Colour*.
#include "core/layout/palette.h"
#include "core/wire/annotation_tree.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QStyle>
#include <QTest>

#include <cmath>

using namespace wirebench;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// Contrast ratio of WCAG 2: 1 to 21.
double contrast(const QColor& a, const QColor& b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

struct Pair {
    const char* name;
    QColor front;
    QColor back;
    double atLeast;
};

std::vector<Pair> pairs(const Theme& t)
{
    const auto role = [&](QPalette::ColorRole r) { return t.palette.color(r); };
    std::vector<Pair> all{
        {"window text", role(QPalette::WindowText), role(QPalette::Window), 7},
        {"list text", role(QPalette::Text), role(QPalette::Base), 7},
        {"button text", role(QPalette::ButtonText), role(QPalette::Button), 7},
        {"placeholder", role(QPalette::PlaceholderText), role(QPalette::Base), 4.5},
        {"highlighted text", role(QPalette::HighlightedText), role(QPalette::Highlight), 4.5},
        {"tool tip", role(QPalette::ToolTipText), role(QPalette::ToolTipBase), 7},
        {"link", role(QPalette::Link), role(QPalette::Window), 4.5},
        {"muted on window", t.muted, role(QPalette::Window), 4.2},
        {"line numbers", t.lineNumbers, t.editorBackground, 3},
        {"selection edge", t.selectionEdge, t.editorBackground, 3},
        {"bookmark", t.bookmark, t.editorBackground, 3},
        {"hover edge", t.hoverEdge, t.editorBackground, 3},
        {"text on selection", t.editorText, t.selection, 4.5},
        {"text on changed", t.editorText, t.changed, 4.5},
    };
    const std::pair<const char*, QColor> words[] = {
        {"text", t.editorText},
        {"keyword", t.keyword},
        {"type name", t.typeName},
        {"built-in", t.builtinType},
        {"field", t.fieldName},
        {"number", t.number},
        {"string", t.string},
        {"comment", t.comment},
        {"doc comment", t.docComment},
        {"annotation", t.annotation},
        {"error", t.error},
        {"warning", t.warning},
        {"note", t.note},
        {"good", t.good},
        {"muted", t.muted},
    };
    for (const auto& [name, colour] : words) {
        all.push_back({name, colour, t.editorBackground, 4.5});
        all.push_back({name, colour, t.currentLine, 4.2});
    }
    return all;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyColourIsLegible_data();
    void everyColourIsLegible();
    void textIsLegibleOnEveryFieldColour_data();
    void textIsLegibleOnEveryFieldColour();
    void monospaceFontIsFixedPitch();
    void everyIconRendersInBothThemes();
    void unknownIconIsNull();
    void iconsHaveTheColourOfTheirMeaning();
    void applyingAThemeChangesTheApplicationAndBack();
    void systemPreferenceFollowsThePaletteWithoutAPortal();
};

void ThemeTest::everyColourIsLegible_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::everyColourIsLegible()
{
    QFETCH(bool, dark);
    for (const Pair& pair : pairs(makeTheme(dark))) {
        const double ratio = contrast(pair.front, pair.back);
        QVERIFY2(ratio >= pair.atLeast,
                 qPrintable(QStringLiteral("%1: contrast %2, wanted %3")
                                .arg(QLatin1String(pair.name))
                                .arg(ratio, 0, 'f', 2)
                                .arg(pair.atLeast)));
    }
}

void ThemeTest::textIsLegibleOnEveryFieldColour_data()
{
    everyColourIsLegible_data();
}

void ThemeTest::textIsLegibleOnEveryFieldColour()
{
    QFETCH(bool, dark);
    const Theme theme = makeTheme(dark);
    for (std::uint16_t i = 0; i < kFieldColours; ++i) {
        QVERIFY2(contrast(theme.editorText, theme.fieldFill(i)) >= 4.5, qPrintable(QString::number(i)));
        QVERIFY2(contrast(theme.fieldEdge(i), theme.editorBackground) >= 2.5, qPrintable(QString::number(i)));
        QCOMPARE(theme.fieldFill(i), theme.fieldFill(static_cast<std::uint16_t>(i + kFieldColours)));
        QVERIFY(theme.fieldFill(i) != theme.fieldFill(static_cast<std::uint16_t>(i + 1)));
        QVERIFY2(theme.fieldFill(i) != theme.fieldFill(kNoFieldColour), "what is no field looks like none");
    }
    QCOMPARE(kNoFieldColour, AnnotationTree::kNoColour);
    QVERIFY(contrast(theme.editorText, theme.fieldFill(kNoFieldColour)) >= 4.5);
    QVERIFY(contrast(theme.fieldEdge(kNoFieldColour), theme.editorBackground) >= 2.5);
}

void ThemeTest::monospaceFontIsFixedPitch()
{
    const QFont font = makeTheme(false).monospace;
    QVERIFY(QFontInfo(font).fixedPitch());
    QVERIFY(font.pointSizeF() > 0);
}

void ThemeTest::everyIconRendersInBothThemes()
{
    const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/resources/icons"));
    const QStringList files = folder.entryList({QStringLiteral("*.svg")});
    QVERIFY(files.size() > 40);
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        for (const QString& file : files) {
            const QString name = file.chopped(4);
            const QIcon icon = themedIcon(theme, name);
            QVERIFY2(!icon.isNull(), qPrintable(name + QStringLiteral(" is not in icons.qrc")));
            const QImage image = icon.pixmap(24, 24).toImage().convertToFormat(QImage::Format_ARGB32);
            int painted = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    painted += qAlpha(image.pixel(x, y)) > 128;
            QVERIFY2(painted > 5, qPrintable(name + QStringLiteral(" is empty")));
        }
    }
}

void ThemeTest::unknownIconIsNull()
{
    QVERIFY(themedIcon(makeTheme(false), QStringLiteral("no such icon")).isNull());
}

void ThemeTest::iconsHaveTheColourOfTheirMeaning()
{
    const Theme theme = makeTheme(true);
    const QImage image = themedIcon(theme, QStringLiteral("error")).pixmap(96, 96).toImage();
    const QColor centre = image.pixelColor(48, 48); // the cross meets in the middle
    QCOMPARE(centre.rgb(), theme.error.rgb());
}

void ThemeTest::applyingAThemeChangesTheApplicationAndBack()
{
    auto& application = *qobject_cast<QApplication*>(QCoreApplication::instance());
    for (const bool dark : {true, false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(application, theme);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.palette.color(QPalette::Window));
        QVERIFY(application.styleSheet().contains(theme.gridLines.name()));
        QVERIFY2(!application.styleSheet().contains(QLatin1Char('%')), "a colour name was left unfilled");
    }
}

void ThemeTest::systemPreferenceFollowsThePaletteWithoutAPortal()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    QApplication::setPalette(makeTheme(true).palette);
    QVERIFY(systemPrefersDark());
    QApplication::setPalette(makeTheme(false).palette);
    QVERIFY(!systemPrefersDark());
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
