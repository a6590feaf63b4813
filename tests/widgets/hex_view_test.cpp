// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/hex_view_fixture.h"
#include "widgets/hex_view.h"
#include "widgets/hex_view_goto.h"
#include "widgets/hex_view_overview.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

#include <numeric>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const Bytes> shared(Bytes bytes)
{
    return std::make_shared<const Bytes>(std::move(bytes));
}

std::shared_ptr<const Bytes> counting(std::size_t count)
{
    Bytes bytes(count);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return shared(std::move(bytes));
}

/// A shown view on a document, with a selection.
struct Stage {
    explicit Stage(std::shared_ptr<const Bytes> bytes = counting(256), const std::shared_ptr<const Plan>& plan = {})
        : document(bytes)
    {
        view.resize(900, 420);
        view.setDocument(&document);
        view.setSelection(&selection);
        if (plan)
            view.setTree(treeOf(plan, std::move(bytes)));
        view.show();
        view.setFocus();
    }
    /// Middle of the part of a byte's cell that stands for `bit` (7 is leftmost).
    QPoint spot(quint64 byte, unsigned bit = 7, HexView::Column column = HexView::Column::Cells) const
    {
        return HexMetrics::stripe(view.cellRect(byte, column), bit, 1).center().toPoint();
    }
    void click(quint64 byte, unsigned bit = 7, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, spot(byte, bit));
    }
    void hover(quint64 byte, unsigned bit) { QTest::mouseMove(view.viewport(), spot(byte, bit)); }
    Bytes bytes() const { return *document.snapshot(); }
    BitRange selected() const { return selection.state().bits.empty() ? BitRange{} : selection.state().bits.front(); }
    QColor pixel(const QPoint& point) { return view.viewport()->grab().toImage().pixelColor(point); }

    ByteDocument document;
    Selection selection;
    HexView view;
};

} // namespace

class HexViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Hex view: offset, hex, text
    void showsNothingButAdviceWithoutBytes();
    void bytesPerRowFollowTheOptions();
    void allNotationsOfACellAreEditable_data();
    void allNotationsOfACellAreEditable();
    void hugeBuffersScrollAtOnce();
    // the same colours; sub-byte fields tinted within the byte
    void fieldsHaveTheirColours();
    void partsOfAByteAreTintedWithinIt();
    void structureIsPalerThanValues();
    void byteReversedRecordsAreColouredInFileOrder();
    void bytesEditedSinceDecodingHaveNoColourOfOthers();
    // field path and value on hover
    void hoverSaysPathTypeAndValue();
    void hoverFindsFieldsInsideAByte();
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
    void theCursorIsSpoken();
    void overviewShowsColoursAndJumps();
    void pictures();
};

void HexViewTest::showsNothingButAdviceWithoutBytes()
{
    HexView view;
    view.resize(600, 300);
    view.show();
    QVERIFY(!view.viewport()->grab().isNull());
    QTest::keyClicks(&view, "12");
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(50, 50));
    QCOMPARE(view.caret(), 0u);
    QVERIFY(view.caretText().contains("Paste hex"));
}

void HexViewTest::bytesPerRowFollowTheOptions()
{
    Stage stage;
    HexViewOptions options = stage.view.options();
    for (const unsigned columns : {8u, 16u, 32u}) {
        options.bytesPerRow = columns;
        stage.view.setOptions(options);
        QCOMPARE(stage.view.metrics().columns, columns);
        QCOMPARE(stage.view.cellRect(columns).top() - stage.view.cellRect(0).top(), stage.view.metrics().rowHeight);
    }
    options.bytesPerRow = 0;
    options.groupSize = 4;
    stage.view.setOptions(options);
    const unsigned narrow = stage.view.metrics().columns;
    QVERIFY(stage.view.metrics().width <= stage.view.viewport()->width());
    stage.view.resize(1600, 420);
    QVERIFY(stage.view.metrics().columns > narrow);
    QCOMPARE(stage.view.metrics().columns % 4, 0u);
}

void HexViewTest::allNotationsOfACellAreEditable_data()
{
    QTest::addColumn<int>("cells");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<int>("value");
    QTest::newRow("hex") << int(HexCells::Hex) << "a7" << 0xA7;
    QTest::newRow("decimal") << int(HexCells::Decimal) << "201" << 201;
    QTest::newRow("octal") << int(HexCells::Octal) << "377" << 255;
    QTest::newRow("binary") << int(HexCells::Binary) << "10100101" << 0xA5;
}

void HexViewTest::allNotationsOfACellAreEditable()
{
    QFETCH(int, cells);
    QFETCH(QString, keys);
    QFETCH(int, value);
    Stage stage(shared({0x63, 0}));
    HexViewOptions options;
    options.cells = HexCells(cells);
    stage.view.setOptions(options);
    QTest::keyClicks(&stage.view, keys);
    QCOMPARE(int(stage.bytes().front()), value);
    QCOMPARE(stage.view.caret(), 1u);
}

void HexViewTest::hugeBuffersScrollAtOnce()
{
    constexpr std::size_t size = 200u << 20;
    Stage stage(shared(Bytes(size, 0x11)));
    QTest::keyClick(&stage.view, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(stage.view.caret(), quint64(size - 1));
    QVERIFY(!stage.view.cellRect(size - 1).isEmpty());
    QTest::keyClick(&stage.view, Qt::Key_Insert);
    stage.view.setCaret(0);
    QTest::keyClicks(&stage.view, "ab");
    QCOMPARE(stage.document.size(), quint64(size + 1));
    QCOMPARE(stage.document.at(0), std::uint8_t(0xAB));
    QVERIFY(!stage.view.viewport()->grab().isNull());
}

void HexViewTest::fieldsHaveTheirColours()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    const Theme theme = makeTheme(false);
    stage.view.setTheme(theme);
    stage.view.setCaret(34);
    stage.selection.clear();
    const auto tree = treeOf(pluginPlan(), stage.document.snapshot());
    for (const quint64 byte : {0u, 3u, 8u, 14u, 19u, 24u, 26u, 33u}) {
        const QColor fill = theme.fieldFill(tree->colour(tree->chainAt(byte * 8)));
        QCOMPARE(stage.pixel(stage.view.cellRect(byte).topLeft() + QPoint(4, 3)), fill);
        QCOMPARE(stage.pixel(stage.view.cellRect(byte, HexView::Column::Text).center() * 1
                             - QPoint(0, stage.view.metrics().rowHeight / 2 - 3)),
                 fill);
    }
}

void HexViewTest::partsOfAByteAreTintedWithinIt()
{
    const auto bytes = shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
    Stage stage(bytes, packedPlan());
    const Theme theme = makeTheme(false);
    stage.view.setTheme(theme);
    stage.selection.clear();
    const auto tree = treeOf(packedPlan(), bytes);
    const auto check = [&](quint64 byte, unsigned bit) {
        const QRectF part = HexMetrics::stripe(stage.view.cellRect(byte), bit, 1);
        const QPoint point(int(part.center().x()), int(part.top()) + 3);
        QCOMPARE(stage.pixel(point), theme.fieldFill(tree->colour(tree->chainAt(byte * 8 + bit))));
    };
    stage.view.setCaret(7);
    stage.selection.clear();
    check(0, 1); // version: low half, right digit
    check(0, 5); // ihl: high half, left digit
    check(1, 2); // dscp
    check(1, 6); // ecn
    QVERIFY(tree->colour(tree->chainAt(1)) != tree->colour(tree->chainAt(5)));
}

void HexViewTest::structureIsPalerThanValues()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    const Theme theme = makeTheme(false);
    stage.view.setTheme(theme);
    stage.view.setCaret(34);
    stage.selection.clear();
    const QColor length = stage.pixel(stage.view.cellRect(5).topLeft() + QPoint(4, 4));
    const QColor text = stage.pixel(stage.view.cellRect(9).topLeft() + QPoint(4, 4));
    QVERIFY(length != text);
    QVERIFY(length != theme.editorBackground);
    QCOMPARE(length.hue() / 20, text.hue() / 20);
    QVERIFY(length.saturation() < text.saturation());
}

void HexViewTest::byteReversedRecordsAreColouredInFileOrder()
{
    const auto bytes = shared({0x20, 0x10, 0x00, 0x55, 0x54, 0x00, 0xB8, 0x45, 0xEE});
    Stage stage(bytes, packedPlan(true));
    // The first field of the packed integer is in its lowest byte: the last byte of the record in the file.
    stage.click(7, 1);
    QCOMPARE(stage.selection.state().path, QString("version"));
    QCOMPARE(stage.selected(), (BitRange{0, 4}));
    stage.click(7, 6);
    QCOMPARE(stage.selection.state().path, QString("ihl"));
    stage.click(4, 3);
    QCOMPARE(stage.selection.state().path, QString("length"));
    QCOMPARE(stage.selected(), (BitRange{16, 16}));
    // Trailing bytes lie behind the record in both orders.
    stage.click(8, 0);
    QCOMPARE(stage.selected(), (BitRange{64, 8}));
    // And back: a selection of packed bits shows on the right bytes of the file.
    SelectionState state;
    state.bits = {{8, 6}};
    stage.selection.select(state, this);
    QCOMPARE(stage.view.caret(), 6u);
    QCOMPARE(stage.view.bytesToCopy(), Bytes{0xB8});
}

void HexViewTest::bytesEditedSinceDecodingHaveNoColourOfOthers()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    // Four bytes more in front: the old tree still names what has only moved.
    stage.document.replace(0, 0, Bytes{1, 2, 3, 4});
    QVERIFY(stage.view.fieldTextAt(stage.spot(1)).isEmpty());
    QVERIFY(stage.view.fieldTextAt(stage.spot(12)).startsWith("name"));
    stage.document.undo();
    stage.document.replace(9, 1, Bytes{'E'});
    stage.view.setTree(treeOf(pluginPlan(), shared(pluginBytes())));
    QVERIFY2(stage.view.fieldTextAt(stage.spot(8)).startsWith("name"), "a tree of older bytes is matched to the newer");
    QVERIFY(stage.view.fieldTextAt(stage.spot(14)).startsWith("active"));
}

void HexViewTest::hoverSaysPathTypeAndValue()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    QSignalSpy spy(&stage.selection, &Selection::hoverChanged);
    stage.hover(21, 3);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(stage.selection.hover().path, QString("levels[1]"));
    QCOMPARE(stage.selection.hover().bits.front(), (BitRange{21 * 8, 16}));
    const QStringList lines = stage.view.fieldTextAt(stage.spot(21)).split('\n');
    QCOMPARE(lines.at(0), QString("levels[1]"));
    QCOMPARE(lines.at(1), QString("u16"));
    QCOMPARE(lines.at(2), QString("value 2"));
    QVERIFY(lines.at(3).contains("168 to 183"));
    QVERIFY(stage.selection.state().bits.empty());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(stage.view.viewport(), &leave);
    QVERIFY(stage.selection.hover().bits.empty());
}

void HexViewTest::hoverFindsFieldsInsideAByte()
{
    Stage stage(shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20}), packedPlan());
    stage.hover(0, 6);
    QTRY_COMPARE(stage.selection.hover().path, QString("ihl"));
    stage.hover(0, 1);
    QTRY_COMPARE(stage.selection.hover().path, QString("version"));
    QCOMPARE(stage.selection.hover().bits.front(), (BitRange{0, 4}));
}

void HexViewTest::typingDigitsOverwrites()
{
    Stage stage;
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

void HexViewTest::overwritingNeverChangesTheLength()
{
    Stage stage(counting(4));
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

void HexViewTest::insertingAddsBytes()
{
    Stage stage(counting(4));
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

void HexViewTest::typingTextEditsTheTextColumn()
{
    Stage stage(counting(4));
    QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, stage.spot(1, 4, HexView::Column::Text));
    QCOMPARE(stage.view.column(), HexView::Column::Text);
    QTest::keyClicks(&stage.view, "Hi");
    QCOMPARE(stage.bytes(), (Bytes{0, 'H', 'i', 3}));
    stage.view.setInsertMode(true);
    QTest::keyClicks(&stage.view, "!");
    QCOMPARE(stage.bytes(), (Bytes{0, 'H', 'i', '!', 3}));
}

void HexViewTest::backspaceAndDeleteNeedInsertMode()
{
    Stage stage(counting(6));
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

void HexViewTest::undoAndRedoByKeys()
{
    Stage stage(counting(4));
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

void HexViewTest::typingIntoNothingBegins()
{
    Stage stage(shared({}));
    QTest::keyClicks(&stage.view, "0a0b");
    QCOMPARE(stage.bytes(), (Bytes{0x0A, 0x0B}));
    QVERIFY2(stage.view.insertMode(), "there was nothing to overwrite, and the mode says so");
}

void HexViewTest::changedBytesAreTinted()
{
    Stage stage;
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

void HexViewTest::keysMoveTheCursor_data()
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

void HexViewTest::keysMoveTheCursor()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(int, from);
    QFETCH(int, to);
    Stage stage;
    stage.view.setCaret(quint64(from));
    QSignalSpy moved(&stage.view, &HexView::caretMoved);
    QTest::keyClick(&stage.view, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(stage.view.caret(), quint64(to));
    QCOMPARE(moved.size(), 1);
}

void HexViewTest::shiftExtends()
{
    Stage stage(counting(4096));
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
}

void HexViewTest::tabSwapsColumns()
{
    Stage stage;
    QTest::keyClick(&stage.view, Qt::Key_Tab);
    QCOMPARE(stage.view.column(), HexView::Column::Text);
    QTest::keyClick(&stage.view, Qt::Key_Tab);
    QCOMPARE(stage.view.column(), HexView::Column::Cells);
}

void HexViewTest::offsetsAreRead_data()
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

void HexViewTest::offsetsAreRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, offset);
    const TypedRange read = readOffset(text, 100, 1000);
    QCOMPARE(read.ok, offset >= 0);
    QCOMPARE(read.problem.isEmpty(), read.ok);
    if (read.ok)
        QCOMPARE(qint64(read.first), offset);
}

void HexViewTest::rangesAreRead_data()
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

void HexViewTest::rangesAreRead()
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

void HexViewTest::goToOffsetByBar()
{
    Stage stage(counting(100'000));
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

void HexViewTest::selectRangeByBar()
{
    Stage stage;
    QTest::keyClick(&stage.view, Qt::Key_E, Qt::ControlModifier);
    auto* edit = stage.view.findChild<HexGoToBar*>()->findChild<QLineEdit*>();
    QTest::keyClicks(edit, "0x10..0x1f");
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(16, 32)));
    QCOMPARE(stage.selected(), (BitRange{128, 128}));
}

void HexViewTest::aClickSelectsTheFieldsBits()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    stage.click(10);
    QCOMPARE(stage.selection.state().path, QString("name"));
    QCOMPARE(stage.selected(), (BitRange{64, 48}));
    QVERIFY(stage.selection.state().slot != kNoIndex);
    QTest::keyClick(&stage.view, Qt::Key_Down);
    QCOMPARE(stage.selection.state().path, QString("gain.left"));
    Stage packed(shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20}), packedPlan());
    packed.click(1, 7);
    QCOMPARE(packed.selection.state().path, QString("ecn"));
    QCOMPARE(packed.selected(), (BitRange{14, 2}));
}

void HexViewTest::draggingPicksBytes()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
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

void HexViewTest::aDoubleClickPicksTheField()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    stage.click(10);
    QTest::mouseDClick(stage.view.viewport(), Qt::LeftButton, {}, stage.spot(10));
    QCOMPARE(stage.view.pickedBytes(), (std::pair<quint64, quint64>(8, 14)));
}

void HexViewTest::theOneSelectionIsShown()
{
    Stage stage(counting(100'000));
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

void HexViewTest::theSelectionFollowsALaterTree()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    stage.click(14);
    QCOMPARE(stage.selection.state().path, QString("active"));
    stage.document.replace(4, 1, Bytes{4});
    stage.document.replace(8, 2, {});
    QCOMPARE(stage.view.caret(), 12u);
    stage.view.setTree(treeOf(pluginPlan(), stage.document.snapshot()));
    QCOMPARE(stage.selection.state().path, QString("active"));
    QCOMPARE(stage.selected(), (BitRange{96, 8}));
}

void HexViewTest::typingKeepsTheCursorWhenTheFieldGrows()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
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

void HexViewTest::plainCopyIsSpacedHexAndBytes()
{
    Stage stage(shared({0x08, 0x96, 0xAB}));
    stage.view.selectAll();
    QTest::keyClick(&stage.view, Qt::Key_C, Qt::ControlModifier);
    const QMimeData* data = QApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), QString("08 96 AB"));
    QCOMPARE(data->data("application/octet-stream"), QByteArray("\x08\x96\xAB"));
}

void HexViewTest::cutAndPaste()
{
    Stage stage(counting(6));
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

void HexViewTest::pasteRefusesWhatIsNoHex()
{
    Stage stage(counting(4));
    QSignalSpy message(&stage.view, &HexView::messageRequested);
    QApplication::clipboard()->setText("0x08, 0xZZ");
    stage.view.paste();
    QCOMPARE(stage.bytes(), *counting(4));
    QCOMPARE(message.size(), 1);
}

void HexViewTest::copyAsMenuHasEveryForm()
{
    Stage stage(shared({0x08, 0x96}));
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

void HexViewTest::optionsAreChosenInAMenu()
{
    Stage stage;
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

void HexViewTest::offsetsAreCopied()
{
    Stage stage;
    stage.view.selectBytes(0xAB, 2);
    stage.view.copyOffset(false);
    QCOMPARE(QApplication::clipboard()->text(), QString("0xAB"));
    stage.view.copyOffset(true);
    QCOMPARE(QApplication::clipboard()->text(), QString("171"));
}

void HexViewTest::theCursorIsSpoken()
{
    Stage stage(shared(pluginBytes()), pluginPlan());
    stage.view.setCaret(14);
    const QString text = stage.view.caretText();
    QVERIFY(text.contains("Offset 0xE (14)"));
    QVERIFY(text.contains("byte 0x01"));
    QVERIFY(text.contains("active, bool, value true"));
}

void HexViewTest::overviewShowsColoursAndJumps()
{
    const auto bytes = shared(listBytes(100'000));
    Stage stage(bytes, listPlan());
    auto* strip = stage.view.findChild<HexOverview*>();
    QVERIFY(strip->isVisible());
    const auto tree = treeOf(listPlan(), bytes);
    const QColor fill = makeTheme(false).fieldFill(tree->colour(tree->chainAt(200'000 * 8)));
    QCOMPARE(strip->grab().toImage().pixelColor(strip->width() / 2, strip->height() / 2), fill);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(5, strip->height() / 2));
    QVERIFY(!stage.view.cellRect(200'000).isEmpty());
}

void HexViewTest::pictures()
{
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qApp, theme);
        const QString suffix = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        Stage stage(shared(pluginBytes()), pluginPlan());
        stage.view.setPalette(theme.palette);
        stage.view.setTheme(theme);
        stage.click(10);
        stage.hover(21, 3);
        stage.view.setFocus();
        keepPicture(stage.view, "hex-plugin" + suffix);
        Stage packed(shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20}), packedPlan());
        packed.view.setPalette(theme.palette);
        packed.view.setTheme(theme);
        packed.click(2);
        keepPicture(packed.view, "hex-packed" + suffix);
        Bytes cut = pluginBytes();
        cut.resize(31);
        Stage broken(shared(std::move(cut)), pluginPlan());
        broken.view.setPalette(theme.palette);
        broken.view.setTheme(theme);
        broken.view.setCaret(3);
        QTest::keyClicks(&broken.view, "77");
        broken.view.selectBytes(9, 12);
        keepPicture(broken.view, "hex-broken" + suffix);
        const std::unique_ptr<QMenu> menu(broken.view.makeCopyAsMenu(nullptr));
        menu->show();
        keepPicture(*menu, "hex-copy-as" + suffix);
        broken.view.askOffset();
        QTest::keyClicks(broken.view.findChild<QLineEdit*>(), "0x1F");
        keepPicture(broken.view, "hex-go-to" + suffix);
        HexView empty;
        empty.resize(500, 250);
        empty.setPalette(theme.palette);
        empty.setTheme(theme);
        keepPicture(empty, "hex-empty" + suffix);
        QVERIFY(!stage.view.grab().isNull());
    }
}

QTEST_MAIN(HexViewTest)
#include "hex_view_test.moc"
