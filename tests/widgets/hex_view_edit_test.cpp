// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/hex_view_stage.h"
#include "widgets/hex_view_goto.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

class HexViewEditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // overwrite and insert editing with undo
    void typingDigitsOverwrites();
    void overwritingNeverChangesTheLength();
    void insertingAddsBytes();
    void typingTextEditsTheTextColumn();
    void backspaceAndDeleteNeedInsertMode();
    void undoAndRedoByKeys();
    void typingIntoNothingBegins();
    void changedBytesAreTinted();
    // keys
    void keysMoveTheCursor_data();
    void keysMoveTheCursor();
    void shiftExtends();
    void tabSwapsColumns();
    // go to offset
    void offsetsAreRead_data();
    void offsetsAreRead();
    void rangesAreRead_data();
    void rangesAreRead();
    void goToOffsetByBar();
    void selectRangeByBar();
};

void HexViewEditTest::typingDigitsOverwrites()
{
    HexStage stage;
    QSignalSpy changed(&stage.document, &ByteDocument::changed);
    stage.view.setCaret(2);
    QTest::keyClick(&stage.view, Qt::Key_F);
    QCOMPARE(stage.bytes()[2], std::uint8_t(0xF2));
    QCOMPARE(stage.view.caretDigit(), 1u);
    QTest::keyClick(&stage.view, Qt::Key_E);
    QCOMPARE(stage.bytes()[2], std::uint8_t(0xFE));
    QCOMPARE(stage.view.caret(), 3u);
    QCOMPARE(stage.view.caretDigit(), 0u);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.at(1), (QVariantList{quint64(2), quint64(1), quint64(1)}));
    QCOMPARE(stage.document.size(), 256u);
}

void HexViewEditTest::overwritingNeverChangesTheLength()
{
    HexStage stage(counting(4));
    QSignalSpy message(&stage.view, &HexView::messageRequested);
    QTest::keyClicks(&stage.view, "1122334455");
    QCOMPARE(stage.document.size(), 4u);
    QTest::keyClick(&stage.view, Qt::Key_Delete);
    QTest::keyClick(&stage.view, Qt::Key_Tab);
    QTest::keyClicks(&stage.view, "abcdefgh");
    stage.view.selectAll();
    QTest::keyClick(&stage.view, Qt::Key_Delete);
    stage.view.cut();
    QApplication::clipboard()->setText("00 11 22 33 44 55");
    stage.view.paste();
    QCOMPARE(stage.document.size(), 4u);
    QVERIFY(message.size() >= 3);
    QVERIFY(message.last().first().toString().contains("Press Insert"));
}

void HexViewEditTest::insertingAddsBytes()
{
    HexStage stage(counting(4));
    QSignalSpy mode(&stage.view, &HexView::insertModeChanged);
    QTest::keyClick(&stage.view, Qt::Key_Insert);
    QCOMPARE(mode.size(), 1);
    QVERIFY(stage.view.insertMode());
    stage.view.setCaret(1);
    QTest::keyClicks(&stage.view, "aabb");
    QCOMPARE(stage.bytes(), (Bytes{0, 0xAA, 0xBB, 1, 2, 3}));
    QTest::keyClick(&stage.view, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(&stage.view, "c");
    QCOMPARE(stage.bytes(), (Bytes{0, 0xAA, 0xBB, 1, 2, 3, 0xC0}));
}

void HexViewEditTest::typingTextEditsTheTextColumn()
{
    HexStage stage(counting(4));
    QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, stage.spot(1, 4, HexView::Column::Text));
    QCOMPARE(stage.view.column(), HexView::Column::Text);
    QTest::keyClicks(&stage.view, "Hi");
    QCOMPARE(stage.bytes(), (Bytes{0, 'H', 'i', 3}));
    stage.view.setInsertMode(true);
    QTest::keyClicks(&stage.view, "!");
    QCOMPARE(stage.bytes(), (Bytes{0, 'H', 'i', '!', 3}));
}

void HexViewEditTest::backspaceAndDeleteNeedInsertMode()
{
    HexStage stage(counting(6));
    stage.view.setCaret(3);
    QTest::keyClick(&stage.view, Qt::Key_Backspace);
    QCOMPARE(stage.view.caret(), 2u);
    QCOMPARE(stage.document.size(), 6u);
    stage.view.setInsertMode(true);
    QTest::keyClick(&stage.view, Qt::Key_Backspace);
    QCOMPARE(stage.bytes(), (Bytes{0, 2, 3, 4, 5}));
    QTest::keyClick(&stage.view, Qt::Key_Delete);
    QCOMPARE(stage.bytes(), (Bytes{0, 3, 4, 5}));
    QTest::keyClick(&stage.view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&stage.view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&stage.view, Qt::Key_Delete);
    QCOMPARE(stage.bytes(), (Bytes{0, 5}));
}

void HexViewEditTest::undoAndRedoByKeys()
{
    HexStage stage(counting(4));
    QTest::keyClicks(&stage.view, "aabb");
    stage.view.setCaret(3);
    QTest::keyClicks(&stage.view, "cc");
    QTest::keyClick(&stage.view, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(stage.bytes(), (Bytes{0xAA, 0xBB, 2, 3}));
    QTest::keyClick(&stage.view, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(stage.bytes(), *counting(4));
    QCOMPARE(stage.view.caret(), 0u);
    QTest::keyClick(&stage.view, Qt::Key_Y, Qt::ControlModifier);
    QTest::keyClick(&stage.view, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(stage.bytes(), (Bytes{0xAA, 0xBB, 2, 0xCC}));
}

void HexViewEditTest::typingIntoNothingBegins()
{
    HexStage stage(shared({}));
    QTest::keyClicks(&stage.view, "0a0b");
    QCOMPARE(stage.bytes(), (Bytes{0x0A, 0x0B}));
    QVERIFY2(stage.view.insertMode(), "there was nothing to overwrite, and the mode says so");
}

void HexViewEditTest::changedBytesAreTinted()
{
    HexStage stage;
    const Theme theme = makeTheme(true);
    stage.view.setTheme(theme);
    stage.view.setCaret(40);
    QTest::keyClicks(&stage.view, "77");
    stage.selection.clear();
    const QPoint inside = stage.view.cellRect(40).topLeft() + QPoint(stage.view.metrics().charWidth / 4 + 2, 8);
    QCOMPARE(stage.pixel(inside), theme.changed);
    stage.document.markSaved();
    QVERIFY(stage.pixel(inside) != theme.changed);
}

void HexViewEditTest::keysMoveTheCursor_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    const auto row = [](const char* name, Qt::Key key, Qt::KeyboardModifier modifier, int from, int to) {
        QTest::newRow(name) << int(key) << int(modifier) << from << to;
    };
    row("right", Qt::Key_Right, Qt::NoModifier, 0, 1);
    row("right at the end", Qt::Key_Right, Qt::NoModifier, 255, 255);
    row("left", Qt::Key_Left, Qt::NoModifier, 5, 4);
    row("left at the start", Qt::Key_Left, Qt::NoModifier, 0, 0);
    row("down", Qt::Key_Down, Qt::NoModifier, 3, 19);
    row("down in the last row", Qt::Key_Down, Qt::NoModifier, 250, 250);
    row("up", Qt::Key_Up, Qt::NoModifier, 19, 3);
    row("up in the first row", Qt::Key_Up, Qt::NoModifier, 3, 3);
    row("home", Qt::Key_Home, Qt::NoModifier, 21, 16);
    row("end", Qt::Key_End, Qt::NoModifier, 21, 31);
    row("start of all", Qt::Key_Home, Qt::ControlModifier, 21, 0);
    row("end of all", Qt::Key_End, Qt::ControlModifier, 21, 255);
    row("next group", Qt::Key_Right, Qt::ControlModifier, 3, 8);
    row("next group in the next row", Qt::Key_Right, Qt::ControlModifier, 12, 16);
    row("start of the group", Qt::Key_Left, Qt::ControlModifier, 13, 8);
    row("previous group", Qt::Key_Left, Qt::ControlModifier, 16, 8);
}

void HexViewEditTest::keysMoveTheCursor()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(int, from);
    QFETCH(int, to);
    HexStage stage;
    stage.view.setCaret(quint64(from));
    QSignalSpy moved(&stage.view, &HexView::caretMoved);
    QTest::keyClick(&stage.view, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(stage.view.caret(), quint64(to));
    QCOMPARE(moved.size(), 1);
}

void HexViewEditTest::shiftExtends()
{
    HexStage stage(counting(4096));
    QSignalSpy picked(&stage.view, &HexView::pickedChanged);
    stage.view.setCaret(4);
    QTest::keyClick(&stage.view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(4, 5)));
    QTest::keyClick(&stage.view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(4, 21)));
    QTest::keyClick(&stage.view, Qt::Key_Home, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(0, 4)));
    QTest::keyClick(&stage.view, Qt::Key_PageDown, Qt::ShiftModifier);
    QVERIFY(stage.view.pickedBytes().second > 100);
    QCOMPARE(stage.view.pickedBytes().first, 4u);
    QTest::keyClick(&stage.view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(0, 4096)));
    QCOMPARE(stage.selected(), (BitRange{0, 4096 * 8}));
    QTest::keyClick(&stage.view, Qt::Key_Escape);
    QCOMPARE(stage.view.pickedBytes().first, stage.view.pickedBytes().second);
    QCOMPARE(stage.view.caret(), 4095u);
    QCOMPARE(picked.last(), (QVariantList{quint64(0), quint64(0)}));
    QCOMPARE(picked.size(), 6);
}

void HexViewEditTest::tabSwapsColumns()
{
    HexStage stage;
    QTest::keyClick(&stage.view, Qt::Key_Tab);
    QCOMPARE(stage.view.column(), HexView::Column::Text);
    QTest::keyClick(&stage.view, Qt::Key_Tab);
    QCOMPARE(stage.view.column(), HexView::Column::Cells);
}

void HexViewEditTest::offsetsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("offset"); // -1: refused
    QTest::newRow("decimal") << "31" << qint64(31);
    QTest::newRow("hex") << "0x1F" << qint64(31);
    QTest::newRow("hex by its letters") << "1f" << qint64(31);
    QTest::newRow("separators") << "0x00_1f" << qint64(31);
    QTest::newRow("forward") << "+16" << qint64(116);
    QTest::newRow("forward hex") << "+0x10" << qint64(116);
    QTest::newRow("backward") << "-100" << qint64(0);
    QTest::newRow("before the start") << "-101" << qint64(-1);
    QTest::newRow("the end") << "1000" << qint64(1000);
    QTest::newRow("behind the end") << "1001" << qint64(-1);
    QTest::newRow("far behind") << "+18446744073709551615" << qint64(-1);
    QTest::newRow("more than 64 bits") << "0x1ffffffffffffffff" << qint64(-1);
    QTest::newRow("nothing") << " " << qint64(-1);
    QTest::newRow("words") << "here" << qint64(-1);
    QTest::newRow("two signs") << "+-1" << qint64(-1);
}

void HexViewEditTest::offsetsAreRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, offset);
    const TypedRange read = readOffset(text, 100, 1000);
    QCOMPARE(read.ok, offset >= 0);
    QCOMPARE(read.problem.isEmpty(), read.ok);
    if (read.ok)
        QCOMPARE(qint64(read.first), offset);
}

void HexViewEditTest::rangesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("first"); // -1: refused
    QTest::addColumn<qint64>("count");
    QTest::newRow("inclusive") << "0x10..0x1F" << qint64(16) << qint64(16);
    QTest::newRow("count") << "16 +4" << qint64(16) << qint64(4);
    QTest::newRow("relative start") << "+1 +4" << qint64(101) << qint64(4);
    QTest::newRow("one byte") << "7" << qint64(7) << qint64(1);
    QTest::newRow("backwards") << "20..10" << qint64(-1) << qint64(0);
    QTest::newRow("too long") << "990 +11" << qint64(-1) << qint64(0);
    QTest::newRow("no count") << "990 +x" << qint64(-1) << qint64(0);
    QTest::newRow("the last byte") << "0..999" << qint64(0) << qint64(1000);
    QTest::newRow("one too many") << "0..1000" << qint64(-1) << qint64(0);
}

void HexViewEditTest::rangesAreRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, first);
    QFETCH(qint64, count);
    const TypedRange read = readRange(text, 100, 1000);
    QCOMPARE(read.ok, first >= 0);
    QCOMPARE(read.problem.isEmpty(), read.ok);
    if (read.ok) {
        QCOMPARE(qint64(read.first), first);
        QCOMPARE(qint64(read.count), count);
    }
}

void HexViewEditTest::goToOffsetByBar()
{
    HexStage stage(counting(100'000));
    QTest::keyClick(&stage.view, Qt::Key_G, Qt::ControlModifier);
    auto* bar = stage.view.findChild<HexGoToBar*>();
    auto* edit = bar->findChild<QLineEdit*>();
    QVERIFY(bar->isVisible());
    QTest::keyClicks(edit, "0x10000000");
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY2(bar->isVisible(), "a refused offset keeps the bar open");
    QCOMPARE(stage.view.caret(), 0u);
    QTest::keyClicks(edit, "+0x100");
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(!bar->isVisible());
    QCOMPARE(stage.view.caret(), 256u);
    QTest::keyClick(&stage.view, Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(stage.view.caret(), 512u);
    QTest::keyClick(&stage.view, Qt::Key_G, Qt::ControlModifier);
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QCOMPARE(stage.view.caret(), 512u);
}

void HexViewEditTest::selectRangeByBar()
{
    HexStage stage;
    QTest::keyClick(&stage.view, Qt::Key_E, Qt::ControlModifier);
    auto* edit = stage.view.findChild<HexGoToBar*>()->findChild<QLineEdit*>();
    QTest::keyClicks(edit, "0x10..0x1f");
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(16, 32)));
    QCOMPARE(stage.selected(), (BitRange{128, 128}));
}

QTEST_MAIN(HexViewEditTest)
#include "hex_view_edit_test.moc"
