// SPDX-License-Identifier: GPL-3.0-or-later
// Bookmarks of the schema editor.
#include "tests/widgets/code_editor_fixture.h"

#include <QSignalSpy>

using namespace wirebench;

namespace {
using Lines = std::vector<std::uint32_t>;
}

class CodeEditorBookmarksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setByKeysAndNextAroundTheEnds()
    {
        CodeEditorFixture fixture;
        CodeEditor& editor = *fixture.get();
        QSignalSpy changed(&editor, &CodeEditor::bookmarksChanged);
        for (const std::uint32_t line : {6u, 2u}) {
            editor.goToLine(line);
            QTest::keyClick(&fixture.area(), Qt::Key_B, Qt::ControlModifier);
        }
        QCOMPARE(editor.bookmarks(), (Lines{2, 6}));
        QCOMPARE(changed.size(), 2);
        const auto here = [&] { return fixture.area().lineOf(editor.cursorOffset()); };
        editor.goToLine(0);
        QTest::keyClick(&fixture.area(), Qt::Key_F2);
        QCOMPARE(here(), 2u);
        QTest::keyClick(&fixture.area(), Qt::Key_F2);
        QCOMPARE(here(), 6u);
        QTest::keyClick(&fixture.area(), Qt::Key_F2);
        QCOMPARE(here(), 2u);
        QTest::keyClick(&fixture.area(), Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(here(), 6u);
        QTest::keyClick(&fixture.area(), Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(here(), 2u);
        QTest::keyClick(&fixture.area(), Qt::Key_F2, Qt::ControlModifier);
        QCOMPARE(editor.bookmarks(), (Lines{6}));
    }

    void theyFollowTheLines()
    {
        CodeEditorFixture fixture;
        CodeEditor& editor = *fixture.get();
        editor.setBookmarks({2, 6});
        QSignalSpy changed(&editor, &CodeEditor::bookmarksChanged);
        editor.goToLine(1);
        QTest::keyClick(&fixture.area(), Qt::Key_Return);
        QCOMPARE(editor.bookmarks(), (Lines{3, 7}));
        QCOMPARE(changed.size(), 1);
        QTest::keyClick(&fixture.area(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(editor.bookmarks(), (Lines{2, 6}));
        QTest::keyClicks(&fixture.area(), "x");
        QCOMPARE(editor.bookmarks(), (Lines{2, 6}));
        QCOMPARE(changed.size(), 2);
        editor.replaceText("// new\n" + editor.text());
        QCOMPARE(editor.bookmarks(), (Lines{3, 7}));
        editor.load("one line");
        QVERIFY2(editor.bookmarks().empty(), "another text has none");
    }

    void linesThatAreNotThereAreLeftOut()
    {
        CodeEditorFixture fixture;
        fixture.get()->load("a\nb");
        fixture.get()->setBookmarks({1, 7, 4'000'000'000u});
        QCOMPARE(fixture.get()->bookmarks(), (Lines{1}));
        fixture.get()->goToBookmark(false);
        QCOMPARE(fixture.area().lineOf(fixture.get()->cursorOffset()), 1u);
    }
};

QTEST_MAIN(CodeEditorBookmarksTest)
#include "code_editor_bookmarks_test.moc"
