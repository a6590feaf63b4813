// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *Schema editor*; conventions, *Keys* and *Files*.
#include "tests/widgets/artifact.h"
#include "tests/widgets/toy_language.h"
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"
#include "widgets/code_editor_completion.h"
#include "widgets/code_editor_find_bar.h"
#include "widgets/code_editor_search.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace wirebench;

namespace {

using Sci = QsciScintillaBase;

std::uint32_t offsetOf(const std::string& text, std::string_view word)
{
    return static_cast<std::uint32_t>(text.find(word));
}

QPoint pointAt(CodeArea& area, std::uint32_t offset)
{
    const auto x = area.sci(Sci::SCI_POINTXFROMPOSITION, 0, offset);
    const auto y = area.sci(Sci::SCI_POINTYFROMPOSITION, 0, offset);
    return {static_cast<int>(x) + 2, static_cast<int>(y) + 6};
}

} // namespace

class CodeEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void highlighting();
    void highlightingCountsBytesNotCharacters();
    void restylingAfterEachEditEqualsStylingAnew();
    void folding();
    void problemsAreSquigglesWithTheMessageUnderThePointer();
    void problemsFollowTheTextWhileItIsEdited();
    void staleAnalysisIsClampedAndCarriedOver();
    void fixesOnCtrlPeriod();
    void fixesWaitForAnAnalysisOfTheCurrentText();
    void completionOnCtrlSpace();
    void completionAsOneTypes();
    void completionClosesOnEscape();
    void goToDefinitionByF12AndCtrlClick();
    void hoverShowsTheTypeUnderThePointer();
    void toggleLineCommentByCtrlSlash();
    void findByCtrlF();
    void findOptions();
    void replaceByCtrlH();
    void searchFindsBytesOfAnyText();
    void goToLineByCtrlG();
    void zoomByKeys();
    void newLinesAreIndented();
    void replaceTextKeepsCursorAndUndo();
    void loadForgetsUndo();
    void linkedSelectionIsTintedAndFieldsAreRevealed();
    void signalsTellTheUserFromTheProgram();
    void undoAndRedoByKeys();
    void anyBytesAreShown();
    void droppedFilesAreLeftToTheWindow();
    void looksRightInBothThemes();

private:
    CodeArea& area() { return m_editor->area(); }
    void analyse() { m_editor->setAnalysis(toyAnalysis(m_editor->text())); }

    ToyLanguage m_language;
    std::unique_ptr<CodeEditor> m_editor;
};

void CodeEditorTest::init()
{
    m_editor = std::make_unique<CodeEditor>();
    m_editor->setLanguage(&m_language);
    m_editor->resize(720, 420);
    m_editor->load(toySchema);
    analyse();
    m_editor->show();
    QApplication::setActiveWindow(m_editor.get());
    area().setFocus();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
}

void CodeEditorTest::cleanup()
{
    QToolTip::hideText();
    m_editor.reset();
}

void CodeEditorTest::highlighting()
{
    QCOMPARE(area().kindAt(offsetOf(toySchema, "struct")), TokenKind::Keyword);
    QCOMPARE(area().kindAt(offsetOf(toySchema, "Plugin {")), TokenKind::TypeName);
    QCOMPARE(area().kindAt(offsetOf(toySchema, "u32")), TokenKind::Type);
    QCOMPARE(area().kindAt(offsetOf(toySchema, "// nested") + 4), TokenKind::Comment);
    QCOMPARE(area().kindAt(0), TokenKind::DocComment);
}

void CodeEditorTest::highlightingCountsBytesNotCharacters()
{
    const std::uint32_t behindUmlauts = offsetOf(toySchema, "f32,");
    QCOMPARE(area().kindAt(behindUmlauts), TokenKind::Type);
    QCOMPARE(area().kindAt(behindUmlauts + 2), TokenKind::Type);
    QCOMPARE(area().kindAt(behindUmlauts + 3), TokenKind::Punctuation);
}

void CodeEditorTest::restylingAfterEachEditEqualsStylingAnew()
{
    const auto styles = [this] {
        m_editor->repaint(); // asks for the styles
        area().sci(Sci::SCI_COLOURISE, 0, -1);
        std::string all;
        for (std::uint32_t at = 0; at < area().size(); ++at)
            all += static_cast<char>('a' + area().sci(Sci::SCI_GETSTYLEAT, at));
        return all;
    };
    const auto expected = [this] {
        std::string all(area().size(), 'a');
        for (const Token& token : m_language.tokens(area().view()))
            for (std::uint32_t at = token.begin; at < token.end; ++at)
                all[at] = static_cast<char>('a' + static_cast<int>(token.kind));
        return all;
    };
    std::uint32_t seed = 7;
    for (int round = 0; round < 200; ++round) {
        seed = seed * 1664525u + 1013904223u;
        const std::uint32_t begin = (seed >> 8) % (area().size() + 1);
        const std::uint32_t end = std::min(area().size(), begin + (seed >> 20) % 6);
        static const char* const pieces[] = {"", "x", "//", "\"", "struct ", "\n", "{", "ö", " u8 "};
        area().applyEdits({{{begin, end}, pieces[seed % 9]}});
        if (round % 3 != 0) // also several edits between two paints
            QCOMPARE(styles(), expected());
    }
}

void CodeEditorTest::folding()
{
    const auto isHeader = [this](std::uint64_t line) {
        return (area().sci(Sci::SCI_GETFOLDLEVEL, line) & Sci::SC_FOLDLEVELHEADERFLAG) != 0;
    };
    QVERIFY(isHeader(1));
    QVERIFY(!isHeader(2));
    QVERIFY(isHeader(7));
    m_editor->foldAll();
    QVERIFY(area().sci(Sci::SCI_GETLINEVISIBLE, 3) == 0);
    QVERIFY2(area().sci(Sci::SCI_GETLINEVISIBLE, 5) == 1, "the line that closes the block stays visible");
    m_editor->unfoldAll();
    QVERIFY(area().sci(Sci::SCI_GETLINEVISIBLE, 3) == 1);

    area().sci(Sci::SCI_GOTOPOS, area().size());
    QTest::keyClicks(&area(), "struct A {");
    QTest::keyClick(&area(), Qt::Key_Return);
    QTest::keyClicks(&area(), "x: u8");
    QTest::keyClick(&area(), Qt::Key_Return);
    QTest::keyClicks(&area(), "}");
    QTRY_VERIFY(isHeader(13));
}

void CodeEditorTest::problemsAreSquigglesWithTheMessageUnderThePointer()
{
    const std::uint32_t wrong = offsetOf(toySchema, "strr");
    const auto error = static_cast<std::uint64_t>(ProblemMarks::kFirstIndicator);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, error, wrong), 1);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, error, wrong + 3), 1);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, error, wrong + 4), 0);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, error + 1, offsetOf(toySchema, "address")), 1);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, error + 2, offsetOf(toySchema, "is_writable")), 1);
    QVERIFY(area().markersAtLine(9) & (1u << ProblemMarks::kFirstMarker));

    QTest::mouseMove(area().viewport(), pointAt(area(), wrong + 1));
    QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("There is no type strr")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("unknown-type")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("Change to str")));
}

void CodeEditorTest::problemsFollowTheTextWhileItIsEdited()
{
    area().sci(Sci::SCI_GOTOPOS, 0);
    QTest::keyClicks(&area(), "////");
    const std::uint32_t wrong = offsetOf(m_editor->text(), "strr");
    QCOMPARE(area().marks().at(wrong + 1).size(), std::size_t(1));
    QCOMPARE(area().marks().at(wrong + 1).front()->range, (TextRange{wrong, wrong + 4}));
}

void CodeEditorTest::staleAnalysisIsClampedAndCarriedOver()
{
    const auto old = toyAnalysis(toySchema);
    m_editor->replaceText("// a new first line\n" + toySchema);
    m_editor->setAnalysis(old);
    const std::uint32_t wrong = offsetOf(m_editor->text(), "strr");
    QCOMPARE(area().marks().at(wrong + 1).front()->range, (TextRange{wrong, wrong + 4}));

    m_editor->replaceText("");
    m_editor->setAnalysis(old);
    m_editor->showCompletions();
    m_editor->goToDefinition();
    m_editor->replaceText("ö");
    m_editor->setAnalysis(old);
    for (const auto& mark : area().marks().all())
        QVERIFY(mark.range.end <= 2 && mark.range.begin != 1);

    auto wild = toyAnalysis("ö");
    wild->diagnostics.push_back(
        schemaProblem(Severity::Error, "syntax", {4'000'000'000u, 4'100'000'000u}, {"Beyond the end.", {}}));
    wild->diagnostics.push_back(schemaProblem(Severity::Error, "syntax", {1, 1}, {"Within a character.", {}}));
    m_editor->setAnalysis(wild);
    for (const auto& mark : area().marks().all())
        QCOMPARE(mark.range, (TextRange{0, 2}));
}

void CodeEditorTest::fixesOnCtrlPeriod()
{
    const std::uint32_t wrong = offsetOf(toySchema, "strr");
    m_editor->revealRange({wrong + 2, wrong + 2});
    QTest::keyClick(&area(), Qt::Key_Period, Qt::ControlModifier);
    auto* menu = m_editor->findChild<QMenu*>(QStringLiteral("fixMenu"));
    QVERIFY(menu != nullptr && menu->isVisible());
    QCOMPARE(menu->actions().size(), 2);
    QCOMPARE(menu->actions().at(0)->text(), QStringLiteral("Change to str"));
    QTest::keyClick(menu, Qt::Key_Down); // the second: two edits
    QTest::keyClick(menu, Qt::Key_Return);
    QVERIFY(m_editor->text().starts_with("struct strr {\n}\n\n"));
    QVERIFY(m_editor->text().find("display_name: Strr") != std::string::npos);
    QTest::keyClick(&area(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->text(), toySchema); // one undo step
}

void CodeEditorTest::fixesWaitForAnAnalysisOfTheCurrentText()
{
    const std::uint32_t wrong = offsetOf(toySchema, "strr");
    m_editor->revealRange({0, 0});
    QTest::keyClicks(&area(), "//");
    m_editor->revealRange({wrong + 4, wrong + 4});
    QTest::keyClick(&area(), Qt::Key_Period, Qt::ControlModifier);
    QVERIFY(m_editor->findChild<QMenu*>(QStringLiteral("fixMenu")) == nullptr);
    analyse();
    auto* menu = m_editor->findChild<QMenu*>(QStringLiteral("fixMenu"));
    QVERIFY(menu != nullptr);
    QTest::keyClick(menu, Qt::Key_Return);
    QVERIFY(m_editor->text().find("display_name: str,") != std::string::npos);
    const std::string fixed = m_editor->text();
    QVERIFY2(!m_editor->applyFix(toyAnalysis(toySchema)->diagnostics.front().fixes.front()), "of an older text");
    QCOMPARE(m_editor->text(), fixed);
}

void CodeEditorTest::completionOnCtrlSpace()
{
    const std::uint32_t at = offsetOf(toySchema, "u32");
    m_editor->revealRange({at + 1, at + 1});
    QTest::keyClick(&area(), Qt::Key_Space, Qt::ControlModifier);
    auto* popup = m_editor->findChild<CompletionPopup*>();
    QVERIFY(popup->isVisible());
    QCOMPARE(popup->current()->label, std::string("u16"));
    QTest::keyClick(&area(), Qt::Key_Down);
    QCOMPARE(popup->current()->label, std::string("u32"));
    QTest::keyClick(&area(), Qt::Key_Up);
    QVERIFY(popup->findChild<QLabel*>(QStringLiteral("completionDocumentation"))->text().contains("Little-endian"));
    QTest::keyClick(&area(), Qt::Key_Tab);
    QVERIFY(!popup->isVisible());
    QVERIFY(m_editor->text().find("manufacturer_id: u1632,") != std::string::npos);
    QCOMPARE(m_editor->cursorOffset(), at + 3);
}

void CodeEditorTest::completionAsOneTypes()
{
    const std::uint32_t at = offsetOf(toySchema, "u32");
    m_editor->revealRange({at, at + 3});
    auto* popup = m_editor->findChild<CompletionPopup*>();
    QTest::keyClicks(&area(), "s");
    QVERIFY2(!popup->isVisible(), "waits for an analysis of the text as it is");
    analyse();
    QVERIFY(popup->isVisible());
    QTest::keyClicks(&area(), "tr");
    QCOMPARE(popup->count(), 2);
    QCOMPARE(popup->current()->label, std::string("struct"));
    QTest::keyClick(&area(), Qt::Key_Down);
    QTest::keyClick(&area(), Qt::Key_Return);
    QVERIFY(m_editor->text().find("manufacturer_id: str,") != std::string::npos);
    QCOMPARE(m_editor->cursorOffset(), at + 3);

    m_editor->revealRange({5, 5}); // inside a comment
    QTest::keyClicks(&area(), "s");
    analyse();
    QVERIFY(!popup->isVisible());
}

void CodeEditorTest::completionClosesOnEscape()
{
    auto* popup = m_editor->findChild<CompletionPopup*>();
    m_editor->revealRange({area().size(), area().size()});
    QTest::keyClick(&area(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(popup->isVisible());
    QCOMPARE(popup->count(), 5);
    QTest::keyClick(&area(), Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    QTest::keyClick(&area(), Qt::Key_Space, Qt::ControlModifier);
    QTest::keyClicks(&area(), "u3 ");
    QTRY_VERIFY2(!popup->isVisible(), "a space ends the word");
    QCOMPARE(m_editor->text(), toySchema + "u3 ");
}

void CodeEditorTest::goToDefinitionByF12AndCtrlClick()
{
    const std::uint32_t use = offsetOf(toySchema, "[]Parameter") + 4;
    const std::uint32_t declared = offsetOf(toySchema, "struct Parameter") + 7;
    m_editor->revealRange({use, use});
    QTest::keyClick(&area(), Qt::Key_F12);
    QCOMPARE(m_editor->selectedRange(), (TextRange{declared, declared + 9}));

    m_editor->revealRange({0, 0});
    QMouseEvent over(QEvent::MouseMove, pointAt(area(), use), area().viewport()->mapToGlobal(pointAt(area(), use)),
                     Qt::NoButton, Qt::NoButton, Qt::ControlModifier);
    QCoreApplication::sendEvent(area().viewport(), &over);
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, 16, use), 1); // a name one can follow is underlined
    QTest::mouseClick(area().viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(area(), use));
    QCOMPARE(area().sci(Sci::SCI_INDICATORVALUEAT, 16, use), 0);
    QCOMPARE(m_editor->selectedRange(), (TextRange{declared, declared + 9}));
}

void CodeEditorTest::hoverShowsTheTypeUnderThePointer()
{
    QTest::mouseMove(area().viewport(), pointAt(area(), offsetOf(toySchema, "u64") + 1));
    QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("is a built-in type")));
}

void CodeEditorTest::toggleLineCommentByCtrlSlash()
{
    const std::uint32_t first = offsetOf(toySchema, "name: str");
    const std::uint32_t last = offsetOf(toySchema, "u32,");
    m_editor->revealRange({first, last});
    QTest::keyClick(&area(), Qt::Key_Slash, Qt::ControlModifier);
    QVERIFY(m_editor->text().find("    // name: str,\n    // manufacturer_id: u32,\n    parameters")
            != std::string::npos);
    QTest::keyClick(&area(), Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(m_editor->text(), toySchema);
}

void CodeEditorTest::findByCtrlF()
{
    m_editor->revealRange({0, 0});
    QTest::keyClick(&area(), Qt::Key_F, Qt::ControlModifier);
    auto* pattern = m_editor->findChild<QLineEdit*>(QStringLiteral("findPattern"));
    auto* count = m_editor->findChild<QLabel*>(QStringLiteral("findCount"));
    QVERIFY(pattern->isVisible() && pattern->hasFocus());
    QTest::keyClicks(pattern, "struct");
    QCOMPARE(m_editor->selectedRange().begin, offsetOf(toySchema, "struct"));
    QCOMPARE(count->text(), QStringLiteral("1 of 2"));
    QTest::keyClick(pattern, Qt::Key_Return);
    QCOMPARE(m_editor->selectedRange().begin, offsetOf(toySchema, "struct Parameter"));
    QTest::keyClick(pattern, Qt::Key_Return); // around the end
    QCOMPARE(count->text(), QStringLiteral("1 of 2"));
    QTest::keyClick(pattern, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(count->text(), QStringLiteral("2 of 2"));
    QTest::keyClick(pattern, Qt::Key_Escape);
    QVERIFY(!pattern->isVisible());
    QVERIFY(area().hasFocus());
    QTest::keyClick(&area(), Qt::Key_F3);
    QCOMPARE(m_editor->selectedRange().begin, offsetOf(toySchema, "struct"));
    QTest::keyClick(&area(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(m_editor->selectedRange().begin, offsetOf(toySchema, "struct Parameter"));
}

void CodeEditorTest::findOptions()
{
    m_editor->revealRange({0, 0});
    m_editor->showFind();
    auto* bar = m_editor->findChild<FindBar*>();
    auto* pattern = m_editor->findChild<QLineEdit*>(QStringLiteral("findPattern"));
    const auto toggle = [this](const char* name) {
        QTest::mouseClick(m_editor->findChild<QToolButton*>(QLatin1String(name)), Qt::LeftButton);
    };
    QTest::keyClicks(pattern, "parameter");
    QCOMPARE(bar->result().hits.size(), std::size_t(4));
    toggle("find-case");
    QCOMPARE(bar->result().hits.size(), std::size_t(2));
    toggle("find-whole-word");
    QCOMPARE(bar->result().hits.size(), std::size_t(0));
    toggle("find-case");
    toggle("find-whole-word");
    toggle("find-regex");
    pattern->clear();
    QTest::keyClicks(pattern, "^struct \\w+");
    QCOMPARE(bar->result().hits.size(), std::size_t(2));
    pattern->clear();
    QTest::keyClicks(pattern, "(unclosed");
    QVERIFY(!bar->result().error.isEmpty());
    QVERIFY(pattern->property("invalid").toBool());
}

void CodeEditorTest::replaceByCtrlH()
{
    m_editor->revealRange({0, 0});
    QTest::keyClick(&area(), Qt::Key_H, Qt::ControlModifier);
    auto* pattern = m_editor->findChild<QLineEdit*>(QStringLiteral("findPattern"));
    auto* replacement = m_editor->findChild<QLineEdit*>(QStringLiteral("findReplacement"));
    QVERIFY(replacement->isVisible());
    QTest::mouseClick(m_editor->findChild<QToolButton*>(QStringLiteral("find-regex")), Qt::LeftButton);
    QTest::keyClicks(pattern, "struct (\\w+)");
    QTest::keyClicks(replacement, "message $1");
    QTest::mouseClick(m_editor->findChild<QPushButton*>(QStringLiteral("replaceOne")), Qt::LeftButton);
    QVERIFY(m_editor->text().find("message Plugin {") != std::string::npos);
    QVERIFY(m_editor->text().find("struct Parameter {") != std::string::npos);
    m_editor->undo();
    QTest::mouseClick(m_editor->findChild<QPushButton*>(QStringLiteral("replaceAll")), Qt::LeftButton);
    QVERIFY(m_editor->text().find("message Parameter {") != std::string::npos);
    m_editor->undo();
    QCOMPARE(m_editor->text(), toySchema);
}

void CodeEditorTest::searchFindsBytesOfAnyText()
{
    const auto ranges = [](std::string_view text, const char* pattern) {
        return findAll(text, {QString::fromUtf8(pattern), false, false, false}).hits;
    };
    QCOMPARE(ranges("aö€😀b", "b"), (std::vector<TextRange>{{10, 11}}));
    QCOMPARE(ranges("aö€😀b", "😀"), (std::vector<TextRange>{{6, 10}}));
    QCOMPARE(ranges("\xFF\xFE"
                    "ab",
                    "b"),
             (std::vector<TextRange>{{3, 4}}));
    QVERIFY(ranges("abc", "").empty());
    QVERIFY(!findAll("aaa", {QStringLiteral("a"), false, false, false}, 2).complete);
}

void CodeEditorTest::goToLineByCtrlG()
{
    QTest::keyClick(&area(), Qt::Key_G, Qt::ControlModifier);
    auto* line = m_editor->findChild<QLineEdit*>(QStringLiteral("goToLine"));
    QVERIFY(line->isVisible() && line->hasFocus());
    QTest::keyClicks(line, "11:8");
    QCOMPARE(m_editor->cursorOffset(), offsetOf(toySchema, "größe") + 4); // 'ö' is one column, two bytes
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!line->isVisible() && area().hasFocus());
    QTest::keyClick(&area(), Qt::Key_G, Qt::ControlModifier);
    QTest::keyClicks(line, "999");
    QTest::keyClick(line, Qt::Key_Escape);
    QCOMPARE(m_editor->cursorOffset(), offsetOf(toySchema, "größe") + 4);
}

void CodeEditorTest::zoomByKeys()
{
    QTest::keyClick(&area(), Qt::Key_Equal, Qt::ControlModifier);
    QTest::keyClick(&area(), Qt::Key_Equal, Qt::ControlModifier);
    QCOMPARE(area().sci(Sci::SCI_GETZOOM), 2);
    QTest::keyClick(&area(), Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(area().sci(Sci::SCI_GETZOOM), 1);
    QTest::keyClick(&area(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(area().sci(Sci::SCI_GETZOOM), 0);
}

void CodeEditorTest::newLinesAreIndented()
{
    m_editor->load("struct A {}");
    m_editor->revealRange({10, 10});
    QTest::keyClick(&area(), Qt::Key_Return);
    QCOMPARE(m_editor->text(), std::string("struct A {\n    \n}"));
    QCOMPARE(m_editor->cursorOffset(), 15u);
    QTest::keyClicks(&area(), "x: u8,");
    QTest::keyClick(&area(), Qt::Key_Return);
    QTest::keyClicks(&area(), "}");
    QCOMPARE(m_editor->text(), std::string("struct A {\n    x: u8,\n}\n}"));
}

void CodeEditorTest::replaceTextKeepsCursorAndUndo()
{
    const std::uint32_t at = offsetOf(toySchema, "is_writable");
    m_editor->revealRange({at, at});
    QTest::keyClicks(&area(), "x");
    std::string changed = m_editor->text();
    changed.replace(changed.find("name"), 4, "ünïque_name");
    m_editor->replaceText(changed);
    QCOMPARE(m_editor->text(), changed);
    QCOMPARE(m_editor->cursorOffset(), offsetOf(changed, "xis_writable") + 1);
    m_editor->undo();
    m_editor->undo();
    QCOMPARE(m_editor->text(), toySchema);
    m_editor->replaceText(toySchema);
    QVERIFY2(!m_editor->canUndo(), "an equal text is no change");
}

void CodeEditorTest::loadForgetsUndo()
{
    QTest::keyClicks(&area(), "x");
    QVERIFY(m_editor->isModified());
    m_editor->load("a\r\n  b\r\n");
    QVERIFY(!m_editor->isModified());
    QVERIFY(!m_editor->canUndo());
    QCOMPARE(m_editor->text(), std::string("a\r\n  b\r\n"));
    m_editor->revealRange({6, 6});
    QTest::keyClick(&area(), Qt::Key_Return);
    QCOMPARE(m_editor->text(), std::string("a\r\n  b\r\n  \r\n")); // line ends and indentation of the file
}

void CodeEditorTest::linkedSelectionIsTintedAndFieldsAreRevealed()
{
    std::string longText;
    for (int i = 0; i < 400; ++i)
        longText += "struct S" + std::to_string(i) + " { x: u8 }\n";
    m_editor->load(longText);
    const std::uint32_t far = offsetOf(longText, "S300");
    QSignalSpy moved(m_editor.get(), &CodeEditor::cursorMoved);
    m_editor->highlightRange(TextRange{far, far + 4});
    QCOMPARE(m_editor->cursorOffset(), 0u);
    QVERIFY(moved.isEmpty());
    QVERIFY(area().sci(Sci::SCI_GETFIRSTVISIBLELINE) > 200);
    m_editor->highlightRange(std::nullopt);
    QVERIFY(!m_editor->highlightedRange());

    m_editor->revealRange({offsetOf(longText, "S20 "), offsetOf(longText, "S20 ") + 3});
    QTRY_COMPARE(moved.size(), 1);
    QCOMPARE(moved.first().first().value<std::uint32_t>(), offsetOf(longText, "S20 ") + 3);
    QVERIFY(area().sci(Sci::SCI_GETFIRSTVISIBLELINE) <= 20);
}

void CodeEditorTest::signalsTellTheUserFromTheProgram()
{
    QSignalSpy edited(m_editor.get(), &CodeEditor::textEdited);
    QSignalSpy changed(m_editor.get(), &CodeEditor::textChanged);
    m_editor->replaceText(toySchema + "// more\n");
    QCOMPARE(edited.size(), 0);
    QVERIFY(changed.size() >= 1);
    QTest::keyClicks(&area(), "a");
    QCOMPARE(edited.size(), 1);
    m_editor->undo();
    QCOMPARE(edited.size(), 2);
}

void CodeEditorTest::undoAndRedoByKeys()
{
    QTest::keyClicks(&area(), "abc");
    QTest::keyClick(&area(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->text(), toySchema);
    QTest::keyClick(&area(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_editor->text(), "abc" + toySchema);
    QTest::keyClick(&area(), Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(&area(), Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(m_editor->text(), "abc" + toySchema);
}

void CodeEditorTest::anyBytesAreShown()
{
    std::string bytes;
    for (int i = 0; i < 4096; ++i)
        bytes += static_cast<char>((i * 37 + i / 256) & 0xFF);
    m_editor->load(bytes);
    QCOMPARE(m_editor->text(), bytes);
    analyse();
    m_editor->repaint();
    m_editor->replaceText(bytes.substr(100));
    QCOMPARE(m_editor->text(), bytes.substr(100));
    m_editor->load(std::string());
    QCOMPARE(m_editor->text(), std::string());
    QTest::keyClick(&area(), Qt::Key_Return);
    QTest::keyClick(&area(), Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(m_editor->text(), std::string("\n// "));
}

void CodeEditorTest::droppedFilesAreLeftToTheWindow()
{
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(QStringLiteral("/a.bin"))});
    files.setText(QStringLiteral("file:///a.bin"));
    QDragEnterEvent enter(QPoint(80, 40), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(area().viewport(), &enter);
    QVERIFY(!enter.isAccepted());
    QMimeData text;
    text.setText(QStringLiteral("u8"));
    QDragEnterEvent enterText(QPoint(80, 40), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(area().viewport(), &enterText);
    QVERIFY(enterText.isAccepted());
}

void CodeEditorTest::looksRightInBothThemes()
{
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), theme);
        m_editor->setTheme(theme);
        m_editor->highlightRange(TextRange{offsetOf(toySchema, "manufacturer_id"), offsetOf(toySchema, "u32,") + 3});
        const std::uint32_t at = offsetOf(toySchema, "f32,");
        m_editor->revealRange({at, at});
        m_editor->showReplace();
        QTest::keyClicks(m_editor->findChild<QLineEdit*>(QStringLiteral("findPattern")), "name");
        area().setFocus();
        m_editor->revealRange({at, at});
        QTest::keyClick(&area(), Qt::Key_Space, Qt::ControlModifier);
        QCoreApplication::processEvents();
        const QImage image = m_editor->grab().toImage();
        QCOMPARE(image.pixelColor(image.width() - 40, 300), theme.editorBackground);
        saveArtifact(image, dark ? "code-editor-dark" : "code-editor-light");
        m_editor->findChild<CompletionPopup*>()->hide();
        m_editor->findChild<FindBar*>()->close();
        m_editor->findChild<QLineEdit*>(QStringLiteral("findPattern"))->clear();
    }
    applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), makeTheme(false));
}

QTEST_MAIN(CodeEditorTest)
#include "code_editor_test.moc"
