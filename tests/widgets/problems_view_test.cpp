// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *Problems*; conventions, *Problems* and *Keys*.
#include "tests/widgets/artifact.h"
#include "widgets/problems_view.h"
#include "widgets/problems_view_model.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>

using namespace wirebench;

namespace {

const std::string schemaText = "struct A {\n    größe: u9,\n    b: Missing,\n}\n";

Diagnostic problem(Severity severity, std::string_view code, Place place, std::string_view pattern,
                   std::vector<std::string> arguments = {})
{
    Diagnostic made;
    made.severity = severity;
    made.code = code;
    made.place = place;
    made.message = {pattern, std::move(arguments)};
    return made;
}

Diagnostics schemaProblems()
{
    const auto u9 = static_cast<std::uint32_t>(schemaText.find("u9"));
    const auto missing = static_cast<std::uint32_t>(schemaText.find("Missing"));
    Diagnostics made;
    made.push_back(problem(Severity::Error, "unknown-type", Place::schema({missing, missing + 7}),
                           "There is no type {0}.", {"Missing"}));
    made.back().fixes.push_back({{"Declare struct {0}", {"Missing"}}, {{{0, 0}, "struct Missing {}\n"}}});
    made.back().related.push_back({Place::schema({7, 8}), {"In this struct.", {}}});
    made.push_back(
        problem(Severity::Warning, "style", Place::schema({u9, u9 + 2}), "The width {0} is unusual.", {"9"}));
    return made;
}

Diagnostics bufferProblems()
{
    Diagnostics made;
    made.push_back(problem(Severity::Error, "truncated", Place::bits({28 * 8 + 3, 5}), "The bytes end inside {0}.",
                           {"plugins[3].name"}));
    made.back().path = "plugins[3].name";
    made.push_back(problem(Severity::Note, "unknown-enum-value", Place::bits({16, 8}), "7 has no name in Kind."));
    return made;
}

} // namespace

class ProblemsViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void modelFollowsTheRules();
    void oneListForSchemaAndBuffer();
    void placesAreLinesAndColumnsOrOffsetsAndBits();
    void togglesHideSeveritiesAndShowCounts();
    void filterByText();
    void doubleClickAndEnterGoThere();
    void nextAndPreviousGoAround();
    void copyGivesLinesOfText();
    void sortingByColumn();
    void theChosenProblemStaysChosen();
    void detailsExplainTheCodeAndOfferFixes();
    void contextMenuOffersFixes();
    void emptyState();
    void looksRightInBothThemes();

private:
    QTreeView& list() { return *m_view->findChild<QTreeView*>(QStringLiteral("problemList")); }
    QString cell(int row, int column) { return list().model()->index(row, column).data().toString(); }

    std::unique_ptr<ProblemsView> m_view;
};

void ProblemsViewTest::init()
{
    m_view = std::make_unique<ProblemsView>();
    m_view->resize(900, 220);
    m_view->setProblems(QStringLiteral("sensor.sdp"), schemaProblems(), schemaText);
    m_view->setProblems(QStringLiteral("Buffer"), bufferProblems());
    m_view->show();
    QApplication::setActiveWindow(m_view.get());
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void ProblemsViewTest::cleanup()
{
    m_view.reset();
}

void ProblemsViewTest::modelFollowsTheRules()
{
    ProblemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTheme(makeTheme(false));
    for (int round = 0; round < 3; ++round) {
        model.setProblems(QStringLiteral("a"), schemaProblems(), schemaText);
        model.setProblems(QStringLiteral("b"), bufferProblems(), {});
        model.setProblems(QStringLiteral("a"), {}, {});
        QCOMPARE(model.rowCount(), 2);
        model.setProblems(QStringLiteral("a"), schemaProblems(), schemaText);
        QCOMPARE(model.row(0).source, QStringLiteral("a")); // sources keep their order
        QCOMPARE(model.row(3).source, QStringLiteral("b"));
    }
}

void ProblemsViewTest::oneListForSchemaAndBuffer()
{
    QCOMPARE(list().model()->rowCount(), 4);
    QCOMPARE(cell(0, ProblemsModel::MessageColumn), QStringLiteral("There is no type Missing."));
    QCOMPARE(cell(0, ProblemsModel::CodeColumn), QStringLiteral("unknown-type"));
    QCOMPARE(cell(0, ProblemsModel::SourceColumn), QStringLiteral("sensor.sdp"));
    QCOMPARE(cell(2, ProblemsModel::SourceColumn), QStringLiteral("Buffer"));
    const auto icon = list().model()->index(0, 0).data(Qt::DecorationRole).value<QIcon>();
    QCOMPARE(icon.name(), QStringLiteral("error"));
    QVERIFY2(!list().model()->index(0, 1).data(Qt::DecorationRole).value<QIcon>().isNull(), "a fix is marked");
    QVERIFY(list().model()->index(2, 1).data(Qt::DecorationRole).value<QIcon>().isNull());
}

void ProblemsViewTest::placesAreLinesAndColumnsOrOffsetsAndBits()
{
    QCOMPARE(cell(0, ProblemsModel::PlaceColumn), QStringLiteral("3:8"));
    QCOMPARE(cell(1, ProblemsModel::PlaceColumn), QStringLiteral("2:12")); // columns count characters, not bytes
    QCOMPARE(cell(2, ProblemsModel::PlaceColumn), QStringLiteral("0x1C bit 3"));
    QCOMPARE(cell(3, ProblemsModel::PlaceColumn), QStringLiteral("0x02"));
    QCOMPARE(placeText(Place{}, "x"), QString());
    QCOMPARE(placeText(Place::value({900, 901}), "x"), QStringLiteral("1:2")); // clamped
}

void ProblemsViewTest::togglesHideSeveritiesAndShowCounts()
{
    auto* errors = m_view->findChild<QToolButton*>(QStringLiteral("show-error"));
    auto* notes = m_view->findChild<QToolButton*>(QStringLiteral("show-note"));
    QCOMPARE(errors->text(), QStringLiteral("2"));
    QCOMPARE(notes->text(), QStringLiteral("1"));
    QTest::mouseClick(errors, Qt::LeftButton);
    QCOMPARE(list().model()->rowCount(), 2);
    QCOMPARE(errors->text(), QStringLiteral("2"));
    QTest::mouseClick(errors, Qt::LeftButton);
    QCOMPARE(list().model()->rowCount(), 4);

    QSignalSpy counts(m_view.get(), &ProblemsView::countsChanged);
    m_view->setProblems(QStringLiteral("Buffer"), {});
    QCOMPARE(counts.last(), (QVariantList{1, 1, 0}));
    QCOMPARE(m_view->counts(), (std::array<int, 3>{1, 1, 0}));
}

void ProblemsViewTest::filterByText()
{
    auto* filter = m_view->findChild<QLineEdit*>(QStringLiteral("problemFilter"));
    QTest::keyClicks(filter, "plugins[3]");
    QCOMPARE(list().model()->rowCount(), 1);
    QCOMPARE(cell(0, ProblemsModel::CodeColumn), QStringLiteral("truncated"));
    QTest::keyClicks(filter, "x");
    QCOMPARE(m_view->findChild<QLabel*>(QStringLiteral("noProblems"))->text(),
             QStringLiteral("Hidden by the filter: 4"));
    filter->clear();
    QCOMPARE(list().model()->rowCount(), 4);
}

void ProblemsViewTest::doubleClickAndEnterGoThere()
{
    QSignalSpy activated(m_view.get(), &ProblemsView::activated);
    const QPoint third = list().visualRect(list().model()->index(2, 0)).center();
    QSignalSpy chosen(m_view.get(), &ProblemsView::chosen);
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, third);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.last().at(0).value<Diagnostic>().code, std::string_view("truncated"));
    QVERIFY2(activated.isEmpty(), "one click leaves the keyboard where it is");
    QTest::mouseDClick(list().viewport(), Qt::LeftButton, {}, third);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.last().at(0).value<Diagnostic>().code, std::string_view("truncated"));
    QCOMPARE(activated.last().at(1).toString(), QStringLiteral("Buffer"));
    QTest::keyClick(&list(), Qt::Key_Down);
    QTest::keyClick(&list(), Qt::Key_Return);
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated.last().at(0).value<Diagnostic>().code, std::string_view("unknown-enum-value"));
}

void ProblemsViewTest::nextAndPreviousGoAround()
{
    QSignalSpy activated(m_view.get(), &ProblemsView::activated);
    QStringList codes;
    for (int i = 0; i < 5; ++i)
        m_view->next();
    m_view->previous();
    m_view->previous();
    for (const QVariantList& call : activated) {
        const std::string_view code = call.at(0).value<Diagnostic>().code;
        codes << QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
    }
    QCOMPARE(
        codes.join(' '),
        QStringLiteral("unknown-type style truncated unknown-enum-value unknown-type unknown-enum-value truncated"));
    m_view->findChild<QToolButton*>(QStringLiteral("show-error"))->click();
    m_view->findChild<QToolButton*>(QStringLiteral("show-warning"))->click();
    m_view->findChild<QToolButton*>(QStringLiteral("show-note"))->click();
    activated.clear();
    m_view->next();
    QCOMPARE(activated.size(), 0);
}

void ProblemsViewTest::copyGivesLinesOfText()
{
    list().setFocus();
    list().setCurrentIndex(list().model()->index(2, 0));
    QTest::keyClick(&list(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral(
                 "Buffer:0x1C bit 3: error: The bytes end inside plugins[3].name. [truncated] (plugins[3].name)"));
    QTest::keyClick(&list(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&list(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.first(), QStringLiteral("sensor.sdp:3:8: error: There is no type Missing. [unknown-type]"));
}

void ProblemsViewTest::sortingByColumn()
{
    list().sortByColumn(ProblemsModel::PlaceColumn, Qt::AscendingOrder);
    QCOMPARE(cell(0, ProblemsModel::PlaceColumn), QStringLiteral("2:12"));
    QCOMPARE(cell(2, ProblemsModel::PlaceColumn), QStringLiteral("0x02"));
    list().sortByColumn(ProblemsModel::MessageColumn, Qt::DescendingOrder); // by severity
    QCOMPARE(cell(0, ProblemsModel::CodeColumn), QStringLiteral("unknown-enum-value"));
    QTest::mouseClick(list().header()->viewport(), Qt::LeftButton, {},
                      QPoint(list().header()->sectionViewportPosition(ProblemsModel::CodeColumn) + 5, 8));
    QCOMPARE(cell(0, ProblemsModel::CodeColumn).left(1),
             list().header()->sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("s") : QStringLiteral("u"));
}

void ProblemsViewTest::theChosenProblemStaysChosen()
{
    list().setCurrentIndex(list().model()->index(2, 0));
    Diagnostics more = schemaProblems();
    more.push_back(more.back());
    m_view->setProblems(QStringLiteral("sensor.sdp"), more, schemaText);
    QCOMPARE(list().currentIndex().row(), 3);
    QCOMPARE(cell(3, ProblemsModel::CodeColumn), QStringLiteral("truncated"));
}

void ProblemsViewTest::detailsExplainTheCodeAndOfferFixes()
{
    auto* details = m_view->findChild<QTextBrowser*>(QStringLiteral("problemDetails"));
    QVERIFY(details->toPlainText().contains(QStringLiteral("Choose a problem")));
    list().setCurrentIndex(list().model()->index(0, 0));
    QVERIFY(details->toPlainText().contains(QStringLiteral("There is no type Missing.")));
    QVERIFY2(details->toPlainText().contains(QStringLiteral("What to do")), "help of the code");
    QSignalSpy fixes(m_view.get(), &ProblemsView::fixRequested);
    QSignalSpy places(m_view.get(), &ProblemsView::placeActivated);
    Q_EMIT details->anchorClicked(QUrl(QStringLiteral("fix:0")));
    Q_EMIT details->anchorClicked(QUrl(QStringLiteral("fix:9")));
    Q_EMIT details->anchorClicked(QUrl(QStringLiteral("related:0")));
    QCOMPARE(fixes.size(), 1);
    QCOMPARE(fixes.first().at(1).toInt(), 0);
    QCOMPARE(places.size(), 1);
    QVERIFY(places.first().at(0).value<Place>() == Place::schema({7, 8}));
    m_view->resize(400, 220);
    QVERIFY2(!details->isVisible(), "a narrow dock has room for the list alone");
}

void ProblemsViewTest::contextMenuOffersFixes()
{
    QSignalSpy fixes(m_view.get(), &ProblemsView::fixRequested);
    const QPoint first = list().visualRect(list().model()->index(0, 0)).center();
    Q_EMIT list().customContextMenuRequested(first);
    auto* menu = m_view->findChild<QMenu*>();
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().last()->text(), QStringLiteral("Declare struct Missing"));
    menu->actions().last()->trigger();
    QCOMPARE(fixes.size(), 1);
    menu->close();
}

void ProblemsViewTest::emptyState()
{
    m_view->setProblems(QStringLiteral("Buffer"), {});
    m_view->setProblems(QStringLiteral("sensor.sdp"), {});
    auto* text = m_view->findChild<QLabel*>(QStringLiteral("noProblems"));
    QVERIFY(text->isVisible());
    QCOMPARE(text->text(), QStringLiteral("No problems"));
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), theme);
        m_view->setTheme(theme);
        saveArtifact(m_view->grab().toImage(), dark ? "problems-none-dark" : "problems-none-light");
    }
}

void ProblemsViewTest::looksRightInBothThemes()
{
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), theme);
        m_view->setTheme(theme);
        list().setCurrentIndex(list().model()->index(0, 0));
        const QImage image = m_view->grab().toImage();
        QCOMPARE(image.pixelColor(5, image.height() - 5), theme.palette.color(QPalette::Base));
        saveArtifact(image, dark ? "problems-dark" : "problems-light");
    }
}

QTEST_MAIN(ProblemsViewTest)
#include "problems_view_test.moc"
