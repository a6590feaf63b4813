// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *Schema editor*; conventions, *Keys* and *Files*.
#include "tests/widgets/artifact.h"
#include "tests/widgets/code_editor_fixture.h"
#include "widgets/code_editor_completion.h"
#include "widgets/code_editor_find_bar.h"

#include <QApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace wirebench;

class CodeEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CodeEditorFixture>();
        m_editor = m_fixture->get();
    }
    void cleanup() { m_fixture.reset(); }

    void highlighting();
    void highlightingCountsBytesNotCharacters();
    void restylingAfterEachEditEqualsStylingAnew();
    void folding();
    void toggleLineCommentByCtrlSlash();
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
    void analyse() { m_fixture->analyse(); }

    std::unique_ptr<CodeEditorFixture> m_fixture;
    CodeEditor* m_editor = nullptr;
};

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
        for (const Token& token : m_fixture->language().tokens(area().view()))
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
    QSignalSpy moved(m_editor, &CodeEditor::cursorMoved);
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
    QSignalSpy edited(m_editor, &CodeEditor::textEdited);
    QSignalSpy changed(m_editor, &CodeEditor::textChanged);
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
