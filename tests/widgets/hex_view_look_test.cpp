// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/hex_view_stage.h"
#include "widgets/hex_view_overview.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

class HexViewLookTest : public QObject {
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
    void theCursorIsSpoken();
    void overviewShowsColoursAndJumps();
    void pictures();
};

void HexViewLookTest::showsNothingButAdviceWithoutBytes()
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

void HexViewLookTest::bytesPerRowFollowTheOptions()
{
    HexStage stage;
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

void HexViewLookTest::allNotationsOfACellAreEditable_data()
{
    QTest::addColumn<int>("cells");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<int>("value");
    QTest::newRow("hex") << int(HexCells::Hex) << "a7" << 0xA7;
    QTest::newRow("decimal") << int(HexCells::Decimal) << "201" << 201;
    QTest::newRow("octal") << int(HexCells::Octal) << "377" << 255;
    QTest::newRow("binary") << int(HexCells::Binary) << "10100101" << 0xA5;
}

void HexViewLookTest::allNotationsOfACellAreEditable()
{
    QFETCH(int, cells);
    QFETCH(QString, keys);
    QFETCH(int, value);
    HexStage stage(shared({0x63, 0}));
    HexViewOptions options;
    options.cells = HexCells(cells);
    stage.view.setOptions(options);
    QTest::keyClicks(&stage.view, keys);
    QCOMPARE(int(stage.bytes().front()), value);
    QCOMPARE(stage.view.caret(), 1u);
}

void HexViewLookTest::hugeBuffersScrollAtOnce()
{
    constexpr std::size_t size = 200u << 20;
    HexStage stage(shared(Bytes(size, 0x11)));
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

void HexViewLookTest::fieldsHaveTheirColours()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
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

void HexViewLookTest::partsOfAByteAreTintedWithinIt()
{
    const auto bytes = shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
    HexStage stage(bytes, packedPlan());
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

void HexViewLookTest::structureIsPalerThanValues()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
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

void HexViewLookTest::byteReversedRecordsAreColouredInFileOrder()
{
    const auto bytes = shared({0x20, 0x10, 0x00, 0x55, 0x54, 0x00, 0xB8, 0x45, 0xEE});
    HexStage stage(bytes, packedPlan(true));
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

void HexViewLookTest::bytesEditedSinceDecodingHaveNoColourOfOthers()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
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

void HexViewLookTest::hoverSaysPathTypeAndValue()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
    QSignalSpy spy(&stage.selection, &Selection::hoverChanged);
    stage.hover(21, 3);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(stage.selection.hover().path, QString("levels[1]"));
    QCOMPARE(stage.selection.hover().bits.front(), (BitRange{21 * 8, 16}));
    const QStringList lines = stage.view.fieldTextAt(stage.spot(21)).split('\n');
    QCOMPARE(lines.at(0), QString("levels[1]"));
    QCOMPARE(lines.at(1), QString("u16"));
    QCOMPARE(lines.at(2), QString("value 2"));
    QVERIFY(lines.at(3).contains("183..168"));
    QVERIFY(stage.selection.state().bits.empty());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(stage.view.viewport(), &leave);
    QVERIFY(stage.selection.hover().bits.empty());
}

void HexViewLookTest::hoverFindsFieldsInsideAByte()
{
    HexStage stage(shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20}), packedPlan());
    stage.hover(0, 6);
    QTRY_COMPARE(stage.selection.hover().path, QString("ihl"));
    stage.hover(0, 1);
    QTRY_COMPARE(stage.selection.hover().path, QString("version"));
    QCOMPARE(stage.selection.hover().bits.front(), (BitRange{0, 4}));
}

void HexViewLookTest::theCursorIsSpoken()
{
    HexStage stage(shared(pluginBytes()), pluginPlan());
    stage.view.setCaret(14);
    const QString text = stage.view.caretText();
    QVERIFY(text.contains("Offset 0xE (14)"));
    QVERIFY(text.contains("byte 0x01"));
    QVERIFY(text.contains("active, bool, value true"));
}

void HexViewLookTest::overviewShowsColoursAndJumps()
{
    const auto bytes = shared(listBytes(100'000));
    HexStage stage(bytes, listPlan());
    auto* strip = stage.view.findChild<HexOverview*>();
    QVERIFY(strip->isVisible());
    const auto tree = treeOf(listPlan(), bytes);
    const QColor fill = makeTheme(false).fieldFill(tree->colour(tree->chainAt(200'000 * 8)));
    QCOMPARE(strip->grab().toImage().pixelColor(strip->width() / 2, strip->height() / 2), fill);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(5, strip->height() / 2));
    QVERIFY(!stage.view.cellRect(200'000).isEmpty());
}

void HexViewLookTest::pictures()
{
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qApp, theme);
        const QString suffix = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        HexStage stage(shared(pluginBytes()), pluginPlan());
        stage.view.setPalette(theme.palette);
        stage.view.setTheme(theme);
        stage.click(10);
        stage.hover(21, 3);
        stage.view.setFocus();
        keepPicture(stage.view, "hex-plugin" + suffix);
        HexStage packed(shared({0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20}), packedPlan());
        packed.view.setPalette(theme.palette);
        packed.view.setTheme(theme);
        packed.click(2);
        keepPicture(packed.view, "hex-packed" + suffix);
        Bytes cut = pluginBytes();
        cut.resize(31);
        HexStage broken(shared(std::move(cut)), pluginPlan());
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

QTEST_MAIN(HexViewLookTest)
#include "hex_view_look_test.moc"
