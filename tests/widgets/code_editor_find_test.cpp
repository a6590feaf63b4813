// SPDX-License-Identifier: GPL-3.0-or-later
// Conventions, *Keys*: Ctrl+F, F3, Shift+F3, Ctrl+H in text, Ctrl+G.
#include "tests/widgets/code_editor_fixture.h"
#include "widgets/code_editor_find_bar.h"
#include "widgets/code_editor_search.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace wirebench;

class CodeEditorFindTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CodeEditorFixture>();
        m_editor = m_fixture->get();
    }
    void cleanup() { m_fixture.reset(); }

    void findByCtrlF();
    void findOptions();
    void replaceByCtrlH();
    void searchFindsBytesOfAnyText();
    void goToLineByCtrlG();

private:
    CodeArea& area() { return m_editor->area(); }

    std::unique_ptr<CodeEditorFixture> m_fixture;
    CodeEditor* m_editor = nullptr;
};

void CodeEditorFindTest::findByCtrlF()
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

void CodeEditorFindTest::findOptions()
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

void CodeEditorFindTest::replaceByCtrlH()
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

void CodeEditorFindTest::searchFindsBytesOfAnyText()
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

void CodeEditorFindTest::goToLineByCtrlG()
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

QTEST_MAIN(CodeEditorFindTest)
#include "code_editor_find_test.moc"
