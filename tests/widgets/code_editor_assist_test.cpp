// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *Schema editor*: squiggles, fixes, completion, definitions, hover.
#include "tests/widgets/code_editor_fixture.h"
#include "widgets/code_editor_completion.h"

#include <QLabel>
#include <QMenu>
#include <QMouseEvent>

using namespace wirebench;

class CodeEditorAssistTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CodeEditorFixture>();
        m_editor = m_fixture->get();
    }
    void cleanup() { m_fixture.reset(); }

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

private:
    CodeArea& area() { return m_editor->area(); }
    void analyse() { m_fixture->analyse(); }

    std::unique_ptr<CodeEditorFixture> m_fixture;
    CodeEditor* m_editor = nullptr;
};

void CodeEditorAssistTest::problemsAreSquigglesWithTheMessageUnderThePointer()
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

void CodeEditorAssistTest::problemsFollowTheTextWhileItIsEdited()
{
    area().sci(Sci::SCI_GOTOPOS, 0);
    QTest::keyClicks(&area(), "////");
    const std::uint32_t wrong = offsetOf(m_editor->text(), "strr");
    QCOMPARE(area().marks().at(wrong + 1).size(), std::size_t(1));
    QCOMPARE(area().marks().at(wrong + 1).front()->range, (TextRange{wrong, wrong + 4}));
}

void CodeEditorAssistTest::staleAnalysisIsClampedAndCarriedOver()
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

void CodeEditorAssistTest::fixesOnCtrlPeriod()
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

void CodeEditorAssistTest::fixesWaitForAnAnalysisOfTheCurrentText()
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

void CodeEditorAssistTest::completionOnCtrlSpace()
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

void CodeEditorAssistTest::completionAsOneTypes()
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

void CodeEditorAssistTest::completionClosesOnEscape()
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

void CodeEditorAssistTest::goToDefinitionByF12AndCtrlClick()
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

void CodeEditorAssistTest::hoverShowsTheTypeUnderThePointer()
{
    QTest::mouseMove(area().viewport(), pointAt(area(), offsetOf(toySchema, "u64") + 1));
    QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("is a built-in type")));
}

QTEST_MAIN(CodeEditorAssistTest)
#include "code_editor_assist_test.moc"
