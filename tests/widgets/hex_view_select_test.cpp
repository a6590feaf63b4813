// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/hex_view_stage.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

class HexViewSelectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // one selection, both ways
    void aClickSelectsTheFieldsBits();
    void draggingPicksBytes();
    void aDoubleClickPicksTheField();
    void theOneSelectionIsShown();
    void theSelectionFollowsALaterTree();
    void typingKeepsTheCursorWhenTheFieldGrows();
    // copy as
    void plainCopyIsSpacedHexAndBytes();
    void cutAndPaste();
    void pasteRefusesWhatIsNoHex();
    void copyAsMenuHasEveryForm();
    void optionsAreChosenInAMenu();
    void offsetsAreCopied();
};

void HexViewSelectTest::aClickSelectsTheFieldsBits()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
    stage.click(10);
    QCOMPARE(stage.selection.state().path, QString("name"));
    QCOMPARE(stage.selected(), (BitRange{64, 48}));
    QVERIFY(stage.selection.state().slot != kNoIndex);
    QTest::keyClick(&stage.view, Qt::Key_Down);
    QCOMPARE(stage.selection.state().path, QString("gain.left"));
    HexStage packed(shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20}), packedPlan());
    packed.click(1, 7);
    QCOMPARE(packed.selection.state().path, QString("ecn"));
    QCOMPARE(packed.selected(), (BitRange{14, 2}));
}

void HexViewSelectTest::draggingPicksBytes()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
    QWidget* viewport = stage.view.viewport();
    const auto drag = [&](quint64 from, quint64 to) {
        QTest::mousePress(viewport, Qt::LeftButton, {}, stage.spot(from));
        QMouseEvent move(QEvent::MouseMove, QPointF(stage.spot(to)), viewport->mapToGlobal(QPointF(stage.spot(to))),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(viewport, &move);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, stage.spot(to));
    };
    drag(19, 22);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(19, 23)));
    QCOMPARE(stage.selected(), (BitRange{19 * 8, 32}));
    QCOMPARE(stage.selection.state().path, QString("levels"));
    drag(22, 19);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(19, 23)));
    QCOMPARE(stage.view.bytesToCopy(), (Bytes{1, 0, 2, 0}));
}

void HexViewSelectTest::aDoubleClickPicksTheField()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
    stage.click(10);
    QTest::mouseDClick(stage.view.viewport(), Qt::LeftButton, {}, stage.spot(10));
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(8, 14)));
}

void HexViewSelectTest::theOneSelectionIsShown()
{
    HexStage stage(counting(100'000));
    SelectionState state;
    state.bits = {{50'000 * 8 + 2, 3}};
    QSignalSpy changed(&stage.selection, &Selection::changed);
    stage.selection.select(state, this);
    QCOMPARE(stage.view.caret(), 50'000u);
    QVERIFY(!stage.view.cellRect(50'000).isEmpty());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(stage.selection.state(), state);
    const Theme theme = makeTheme(false);
    stage.view.setTheme(theme);
    const QRectF part = HexMetrics::stripe(stage.view.cellRect(50'000), 2, 3);
    const QColor inside = stage.pixel(QPoint(int(part.center().x()), int(part.top()) + 3));
    const QColor outside = stage.pixel(stage.view.cellRect(50'000).topLeft() + QPoint(4, 3));
    QVERIFY(inside != outside);
}

void HexViewSelectTest::theSelectionFollowsALaterTree()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
    stage.click(14);
    QCOMPARE(stage.selection.state().path, QString("active"));
    stage.document.replace(4, 1, Bytes{4});
    stage.document.replace(8, 2, {});
    QCOMPARE(stage.view.caret(), 12u);
    stage.view.setTree(treeOf(pluginPlan(), stage.document.snapshot()));
    QCOMPARE(stage.selection.state().path, QString("active"));
    QCOMPARE(stage.selected(), (BitRange{96, 8}));
}

void HexViewSelectTest::typingKeepsTheCursorWhenTheFieldGrows()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
    QApplication::setActiveWindow(&stage.view);
    stage.view.setFocus();
    QTRY_VERIFY(stage.view.hasFocus());
    stage.view.setCaret(11);
    SelectionState grown;
    grown.bits = {{8 * 8, 10 * 8}};
    stage.selection.select(grown, this);
    QCOMPARE(stage.view.caret(), 11u);
    grown.bits = {{30 * 8, 8}};
    stage.selection.select(grown, this);
    QCOMPARE(stage.view.caret(), 30u);
}

void HexViewSelectTest::plainCopyIsSpacedHexAndBytes()
{
    HexStage stage(shared({0x08, 0x96, 0xAB}));
    stage.view.selectAll();
    QTest::keyClick(&stage.view, Qt::Key_C, Qt::ControlModifier);
    const QMimeData* data = QApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), QString("08 96 AB"));
    QCOMPARE(data->data("application/octet-stream"), QByteArray("\x08\x96\xAB"));
}

void HexViewSelectTest::cutAndPaste()
{
    HexStage stage(counting(6));
    stage.view.setInsertMode(true);
    stage.view.selectBytes(1, 3);
    QTest::keyClick(&stage.view, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(stage.bytes(), (Bytes{0, 4, 5}));
    QCOMPARE(stage.view.caret(), 1u);
    stage.view.setCaret(3);
    QTest::keyClick(&stage.view, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(stage.bytes(), (Bytes{0, 4, 5, 1, 2, 3}));
    QApplication::clipboard()->setText("de ad");
    stage.view.selectBytes(0, 4);
    stage.view.paste();
    QCOMPARE(stage.bytes(), (Bytes{0xDE, 0xAD, 2, 3}));
    stage.view.setInsertMode(false);
    stage.view.setCaret(2);
    stage.view.paste();
    QCOMPARE(stage.bytes(), (Bytes{0xDE, 0xAD, 0xDE, 0xAD}));
    stage.view.undo();
    QCOMPARE(stage.bytes(), (Bytes{0xDE, 0xAD, 2, 3}));
}

void HexViewSelectTest::pasteRefusesWhatIsNoHex()
{
    HexStage stage(counting(4));
    QSignalSpy message(&stage.view, &HexView::messageRequested);
    QApplication::clipboard()->setText("0x08, 0xZZ");
    stage.view.paste();
    QCOMPARE(stage.bytes(), *counting(4));
    QCOMPARE(message.size(), 1);
}

void HexViewSelectTest::copyAsMenuHasEveryForm()
{
    HexStage stage(shared({0x08, 0x96}));
    stage.view.selectAll();
    const std::unique_ptr<QMenu> menu(stage.view.makeCopyAsMenu(nullptr));
    QCOMPARE(menu->actions().size(), qsizetype(allCopyForms().size()));
    for (QAction* action : menu->actions())
        QVERIFY2(action->text().contains('\t') && !action->text().endsWith('\t'), "each form shows how it begins");
    for (QAction* action : menu->actions()) {
        if (action->data().toString() == "hex-list")
            action->trigger();
    }
    QCOMPARE(QApplication::clipboard()->text(), QString("0x08, 0x96"));
}

void HexViewSelectTest::optionsAreChosenInAMenu()
{
    HexStage stage;
    QSignalSpy changed(&stage.view, &HexView::optionsChanged);
    const std::unique_ptr<QMenu> menu(stage.view.makeOptionsMenu(nullptr));
    const auto trigger = [&](const QString& text) {
        for (QAction* action : menu->findChildren<QAction*>()) {
            if (action->text().remove('&') == text)
                action->trigger();
        }
    };
    trigger("32");
    QCOMPARE(stage.view.options().bytesPerRow, 32u);
    trigger("Bits");
    QCOMPARE(stage.view.options().cells, HexCells::Binary);
    trigger("Grey zeros");
    QVERIFY(!stage.view.options().greyZeros);
    trigger("None");
    QCOMPARE(stage.view.options().groupSize, 0u);
    QCOMPARE(changed.size(), 4);
}

void HexViewSelectTest::offsetsAreCopied()
{
    HexStage stage;
    stage.view.selectBytes(0xAB, 2);
    stage.view.copyOffset(false);
    QCOMPARE(QApplication::clipboard()->text(), QString("0xAB"));
    stage.view.copyOffset(true);
    QCOMPARE(QApplication::clipboard()->text(), QString("171"));
}

QTEST_MAIN(HexViewSelectTest)
#include "hex_view_select_test.moc"
