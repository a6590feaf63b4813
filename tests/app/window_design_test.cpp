// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "widgets/code_editor_completion.h"
#include "widgets/outline_view.h"
#include "widgets/problems_view.h"

#include <QComboBox>
#include <QDockWidget>
#include <QMenu>
#include <QTabWidget>
#include <QToolButton>
#include <QToolTip>

using namespace wirebench;

namespace {

using Sci = QsciScintillaBase;

constexpr auto kRack = "/// A rack of units.\nstruct Rack {\n    units: []Unit,\n    name: str,\n}\n\n"
                       "struct Unit {\n    id: u32,\n    gain: f32,\n    active: bool,\n}\n";

QTreeView& problemList(TestWindow& t)
{
    return *t.views().problems().findChild<QTreeView*>("problemList");
}

} // namespace

/// What the window is for while a schema is designed: one test for each promise, driven as a person would.
class WindowDesignTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void cleanup() { QToolTip::hideText(); }

    void docksCanBeMovedAndAreRememberedBetweenRuns()
    {
        TestWindow t;
        t.start();
        QDockWidget* grid = t.window().docks().dock(ViewKind::Grid);
        // A double click on the title takes a dock out of the window, its button puts it back.
        QTest::mouseDClick(grid->titleBarWidget(), Qt::LeftButton, {}, QPoint(30, 12));
        QVERIFY(grid->isFloating());
        grid->move(40, 50);
        QDockWidget* hex = t.window().docks().dock(ViewKind::Hex);
        auto buttons = hex->titleBarWidget()->findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 2);
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QVERIFY(hex->isFloating());
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QVERIFY(!hex->isFloating());
        QTest::mouseClick(buttons.last(), Qt::LeftButton);
        QVERIFY(hex->isHidden());
        t.window().addDockWidget(Qt::LeftDockWidgetArea, t.window().docks().dock(ViewKind::Structure));
        QVERIFY(t.close());

        t.open();
        QVERIFY(t.window().docks().dock(ViewKind::Grid)->isFloating());
        QVERIFY(t.window().docks().dock(ViewKind::Hex)->isHidden());
        QCOMPARE(t.window().dockWidgetArea(t.window().docks().dock(ViewKind::Structure)), Qt::LeftDockWidgetArea);
        t.start();
        // Going to a hidden view shows it.
        t.press(Qt::Key_5, Qt::AltModifier);
        QVERIFY(t.window().docks().dock(ViewKind::Hex)->isVisible());
        QTRY_VERIFY(t.views().hex().hasFocus());
    }

    void schemaEditor_tabs()
    {
        OpenedWindow t;
        t.window().files().openFiles({t.write("b.sdp", "struct B { b: u16 }")});
        auto* tabs = t.window().findChild<QTabWidget*>("schemaTabs");
        QCOMPARE(tabs->count(), 2);
        QCOMPARE(tabs->tabText(1), QStringLiteral("b.sdp"));
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(0).center());
        QCOMPARE(t.document().schemaName(), QStringLiteral("plugin.sdp"));
        t.typeInSchema(" ");
        QVERIFY2(tabs->tabText(0).contains(QChar(0x2022)), "unsaved text is marked");
        t.press(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(t.document().schemaName(), QStringLiteral("b.sdp"));
        t.press(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(tabs->count(), 1);
        t.settle();
    }

    void schemaEditor_highlightingAndFolding()
    {
        OpenedWindow t(kRack, {});
        const auto styleAt = [&](const char* word) {
            return TokenKind(t.area().sci(Sci::SCI_GETSTYLEAT, t.document().schemaText().find(word)));
        };
        QCOMPARE(styleAt("struct Rack"), TokenKind::Keyword);
        QCOMPARE(styleAt("Rack {"), TokenKind::TypeName);
        QCOMPARE(styleAt("gain"), TokenKind::FieldName);
        QCOMPARE(styleAt("f32"), TokenKind::Type);
        QCOMPARE(styleAt("/// A rack"), TokenKind::DocComment);
        // A click on the triangle beside line 2 folds the struct.
        const int x = t.area().marginWidth(0) + t.area().marginWidth(1) + t.area().marginWidth(2) / 2;
        QTRY_VERIFY(t.area().sci(Sci::SCI_GETFOLDLEVEL, 1) & Sci::SC_FOLDLEVELHEADERFLAG);
        QVERIFY(t.area().sci(Sci::SCI_GETLINEVISIBLE, 2));
        QTest::mouseClick(t.area().viewport(), Qt::LeftButton, {}, QPoint(x, t.schemaPoint("struct Rack").y()));
        QVERIFY(!t.area().sci(Sci::SCI_GETLINEVISIBLE, 2));
        QVERIFY(t.area().sci(Sci::SCI_GETLINEVISIBLE, 6));
    }

    void schemaEditor_completionOfTypesAndKeywords()
    {
        OpenedWindow t;
        t.placeCursor("active: bool,\n");
        t.views().editor().setFocus();
        t.type("    rate: f");
        auto* popup = t.views().editor().findChild<CompletionPopup*>();
        QTRY_VERIFY(popup->isVisible());
        QVERIFY(QString::fromStdString(popup->current()->label).startsWith("f"));
        while (popup->current()->label != "f64")
            QTest::keyClick(&t.area(), Qt::Key_Down);
        QTest::keyClick(&t.area(), Qt::Key_Return);
        QVERIFY(t.views().editor().text().find("rate: f64") != std::string::npos);
        t.settle();
        t.views().editor().revealRange({t.area().size(), t.area().size()});
        t.type("st");
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(popup->current()->label, "struct");
        QTest::keyClick(&t.area(), Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        t.settle();
    }

    void schemaEditor_squigglesWithTheMessageUnderThePointerAndFixes()
    {
        OpenedWindow t;
        t.placeCursor("name: str");
        t.typeInSchema("r");
        const std::size_t wrong = t.document().schemaText().find("strr");
        QCOMPARE(t.area().sci(Sci::SCI_INDICATORVALUEAT, ProblemMarks::kFirstIndicator, std::int64_t(wrong)), 1);
        QTest::mouseMove(t.area().viewport(), t.schemaPoint("strr"));
        QTRY_VERIFY2(QToolTip::text().contains("strr"), qPrintable(QToolTip::text()));
        QTest::keyClick(&t.area(), Qt::Key_Period, Qt::ControlModifier);
        QTRY_VERIFY(t.views().editor().findChild<QMenu*>("fixMenu"));
        QTest::keyClick(t.views().editor().findChild<QMenu*>("fixMenu"), Qt::Key_Return);
        t.settle();
        QCOMPARE(t.document().schemaText(), std::string(kPluginSchema));
        QCOMPARE(t.views().problems().counts()[0], 0);
    }

    void schemaEditor_goToDefinitionAndOutline()
    {
        OpenedWindow t(kRack, {});
        t.views().editor().setFocus();
        t.placeCursor("[]Un");
        QTest::keyClick(&t.area(), Qt::Key_F12);
        const std::size_t declared = t.document().schemaText().find("struct Unit") + 7;
        QCOMPARE(std::size_t(t.views().editor().selectedRange().begin), declared);
        t.window().docks().reveal(ViewKind::Outline);
        auto* tree = t.views().outline().findChild<QTreeView*>();
        const QModelIndex name = tree->model()->index(1, 0, tree->model()->index(0, 0));
        QCOMPARE(name.data().toString(), QStringLiteral("name"));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(name).center());
        QCOMPARE(std::size_t(t.views().editor().selectedRange().begin), t.document().schemaText().find("name: str"));
    }

    void schemaEditor_everyViewFollowsEachKeystroke()
    {
        OpenedWindow t;
        t.views().editor().setFocus();
        t.placeCursor("id: u");
        QTest::keyClick(&t.area(), Qt::Key_Delete);
        QTest::keyClick(&t.area(), Qt::Key_Delete);
        t.settle();
        QVERIFY2(t.snapshot().stale, "“u” is no type: the last good layout stays");
        QVERIFY(t.views().grid().view()->stale());
        QVERIFY(t.views().grid().view()->rectOf("id").isValid());
        t.typeInSchema("8");
        QVERIFY(!t.views().grid().view()->stale());
        QVERIFY(!t.views().grid().view()->hasBuffer() || t.snapshot().layout->fields[0].bits == 8);
        QCOMPARE(t.row("id", StructureModel::TypeColumn).data().toString(), QStringLiteral("u8"));
        QVERIFY(t.views().value().text().find("\"id\": 42") != std::string::npos);
        QVERIFY2(t.views().problems().counts()[0] > 0, "the buffer does not fit any more");
    }

    void problems_ofSchemaAndBuffer_aClickGoesThere()
    {
        OpenedWindow t("struct Plugin {\n    Id: u32,\n    name: str,\n    active: bool,\n}\n",
                       QByteArray::fromHex("2a0000000600000052657665726207"));
        t.window().docks().reveal(ViewKind::Problems);
        QAbstractItemModel& model = *problemList(t).model();
        const auto rowWith = [&](const QString& text) {
            for (int row = 0; row < model.rowCount(); ++row) {
                for (int column = 0; column < model.columnCount(); ++column) {
                    if (model.index(row, column).data().toString().contains(text))
                        return model.index(row, 0);
                }
            }
            return QModelIndex();
        };
        const auto click = [&](const QModelIndex& index) {
            QVERIFY(index.isValid());
            problemList(t).scrollTo(index);
            QTest::mouseClick(problemList(t).viewport(), Qt::LeftButton, {}, problemList(t).visualRect(index).center());
        };
        problemList(t).setFocus();
        click(rowWith("bool"));
        QCOMPARE(t.selectedBits(), (BitRange{14 * 8, 8}));
        QCOMPARE(t.selectedPath(), QStringLiteral("active"));
        QVERIFY2(problemList(t).hasFocus(), "one click leaves the keyboard in the list");
        t.typeInSchema("x");
        click(rowWith("Schema"));
        QCOMPARE(t.views().editor().selectedRange().begin, 0u);
        QTest::mouseDClick(problemList(t).viewport(), Qt::LeftButton, {},
                           problemList(t).visualRect(rowWith("Schema")).center());
        QTRY_VERIFY(t.area().hasFocus());
    }

    void layoutGrid_bitsARowAndDirection()
    {
        OpenedWindow t;
        BitGridView& view = *t.views().grid().view();
        for (const unsigned bits : {8u, 16u, 64u, 32u}) {
            auto* button = t.views().grid().findChild<QToolButton*>(QStringLiteral("bits%1").arg(bits));
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(view.bitsPerRow(), bits);
            QCOMPARE(view.bitRect(bits).left(), view.bitRect(0).left());
        }
        QVERIFY2(view.directionText().startsWith("LSB first"), qPrintable(view.directionText()));
        auto* order = t.views().grid().findChild<QComboBox*>("bitOrder");
        order->setFocus();
        QTest::keyClick(order, Qt::Key_End);
        QVERIFY2(view.directionText().startsWith("MSB first"), qPrintable(view.directionText()));
        QVERIFY(view.bitRect(0).left() > view.bitRect(1).left());
    }

    void layoutGrid_symbolicAndRealAndTotals()
    {
        TestWindow t;
        t.start({t.write("plugin.sdp", kPluginSchema)});
        BitGridView& view = *t.views().grid().view();
        QVERIFY(!view.hasBuffer());
        QVERIFY2(view.totalsText().contains("9 bytes or more"), qPrintable(view.totalsText()));
        QVERIFY(view.bitRect(64).isNull());
        t.window().files().openFiles({t.write("plugin.bin", kReverb)});
        t.settle();
        QVERIFY2(view.bitRect(64).isValid(), "the first character of the name has its place now");
        QVERIFY2(view.totalsText().contains("buffer: 15 bytes"), qPrintable(view.totalsText()));
    }

    void layoutGrid_exportByTheFileDialog_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("SVG") << "export.layout-svg" << QByteArray("<?xml");
        QTest::newRow("PNG") << "export.layout-png" << QByteArray("\x89PNG");
        QTest::newRow("ASCII") << "export.layout-ascii" << QByteArray("Plugin");
    }
    void layoutGrid_exportByTheFileDialog()
    {
        QFETCH(QString, action);
        QFETCH(QByteArray, start);
        OpenedWindow t;
        answerFileDialog({"picture"});
        t.trigger(action);
        QVERIFY2(t.read("picture").startsWith(start), t.read("picture").left(40).constData());
    }
};

QTEST_MAIN(WindowDesignTest)
#include "window_design_test.moc"
