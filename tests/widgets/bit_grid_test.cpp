// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/annotation_tree.h"
#include "tests/core/layout_samples.h"
#include "tests/widgets/artifact.h"
#include "widgets/bit_grid.h"
#include "widgets/bit_grid_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const AnnotationTree> treeOfBytes(const std::shared_ptr<const Plan>& plan, Bytes input)
{
    auto bytes = std::make_shared<const Bytes>(std::move(input));
    auto decoded = std::make_shared<const Decoded>(decode(plan, typeOf(*plan), bytes, plan->limits));
    return std::make_shared<const AnnotationTree>(decoded);
}

std::shared_ptr<const AnnotationTree> treeOf(const std::shared_ptr<const Plan>& plan, const QByteArray& hex)
{
    const QByteArray raw = QByteArray::fromHex(hex);
    return treeOfBytes(plan, Bytes(raw.begin(), raw.end()));
}

/// A shown panel on a plan, perhaps with a buffer, and a selection.
struct Stage {
    explicit Stage(const std::shared_ptr<const Plan>& plan = mixedPlan(), const QByteArray& hex = {},
                   QSize size = QSize(1000, 460), bool dark = false)
    {
        const Theme theme = makeTheme(dark);
        QApplication::setPalette(theme.palette);
        view.setTheme(theme);
        view.setSelection(&selection);
        panel.resize(size);
        panel.show();
        if (plan)
            show(plan, hex);
        view.setFocus();
        if (!QTest::qWaitForWindowExposed(&panel))
            qFatal("the panel is not shown");
    }
    void show(const std::shared_ptr<const Plan>& plan, const QByteArray& hex = {})
    {
        view.setLayout(std::make_shared<Layout>(layoutOf(*plan, typeOf(*plan))), plan);
        view.setTree(hex.isEmpty() ? nullptr : treeOf(plan, hex));
    }
    QPoint spot(std::uint64_t bit) const { return view.bitRect(bit).center(); }
    void click(std::uint64_t bit, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, spot(bit));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&view, key, modifiers); }
    const SelectionState& state() const { return selection.state(); }
    QString path() const { return selection.state().path; }
    BitRange bits() const { return state().bits.empty() ? BitRange{} : state().bits.front(); }
    QImage image() { return view.viewport()->grab().toImage(); }

    Selection selection;
    BitGridPanel panel;
    BitGridView& view = *panel.view();
};

constexpr auto mixedHex = "ff12a45b0c778899aabbccddeeff112233";

} // namespace

class BitGridTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layoutGrid_8_16_32_or_64BitsARow()
    {
        Stage stage;
        for (const unsigned bits : {8u, 16u, 64u, 32u}) {
            auto* button = stage.panel.findChild<QToolButton*>(QStringLiteral("bits%1").arg(bits));
            QVERIFY(button);
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(stage.view.bitsPerRow(), bits);
            QVERIFY(button->isChecked());
            // The last bit of the first row and the first one of the second row are a row apart.
            const QRect last = stage.view.bitRect(bits - 1);
            const QRect next = stage.view.bitRect(bits);
            QCOMPARE(next.top(), last.top() + last.height());
            QCOMPARE(next.left(), stage.view.bitRect(0).left());
        }
    }

    void layoutGrid_theDirectionIsAlwaysShown()
    {
        Stage stage;
        QVERIFY(stage.view.directionText().contains(QStringLiteral("LSB first")));
        QVERIFY(stage.view.directionText().contains(QChar(0x2192)));
        QVERIFY(stage.view.bitRect(0).left() < stage.view.bitRect(1).left());
        auto* order = stage.panel.findChild<QComboBox*>(QStringLiteral("bitOrder"));
        order->setFocus();
        QTest::keyClick(order, Qt::Key_End); // the last entry: MSB first
        QCOMPARE(stage.view.bitOrder(), std::optional(BitOrder::MsbFirst));
        QVERIFY(stage.view.directionText().contains(QStringLiteral("MSB first")));
        QVERIFY(stage.view.directionText().contains(QChar(0x2190)));
        QVERIFY(stage.view.bitRect(0).left() > stage.view.bitRect(1).left());
        QCOMPARE(stage.view.bitRect(0).top(), stage.view.bitRect(31).top());
    }

    void layoutGrid_bigEndianRecordsLieInWireOrder()
    {
        Stage stage(ipv4Plan());
        QVERIFY(stage.view.bitRect(159).left() < stage.view.bitRect(158).left());
        QVERIFY(stage.view.bitRect(159).top() < stage.view.bitRect(0).top());
    }

    void layoutGrid_totalAndWastedBits()
    {
        Stage stage;
        const QString totals = stage.view.totalsText();
        for (const char* part : {"134 bits", "17 bytes", "16 bits wasted", "little-endian"})
            QVERIFY2(totals.contains(QLatin1String(part)), qPrintable(totals));
        stage.show(packetPlan());
        QVERIFY(stage.view.totalsText().contains(QStringLiteral("nothing wasted")));
        stage.show(registryPlan());
        QVERIFY(stage.view.totalsText().contains(QStringLiteral("20 bytes or more")));
    }

    void layoutGrid_eachFieldHasItsColour()
    {
        const auto plan = packetPlan();
        Stage stage(plan);
        const Theme theme = makeTheme(false);
        const QImage image = stage.image();
        for (const auto& [bit, slot] : {std::pair(0u, 0u), std::pair(5u, 1u), std::pair(20u, 2u)}) {
            const QPoint inside = stage.view.bitRect(bit).topLeft() + QPoint(5, 4);
            QCOMPARE(image.pixelColor(inside), theme.fieldFill(plan->slots[slot].colour));
        }
    }

    void layoutGrid_multiRowFieldsAreDrawnAsOne()
    {
        Stage stage;
        const QImage image = stage.image();
        const Theme theme = makeTheme(false);
        const QRect inside = stage.view.bitRect(110);
        const QColor fill = image.pixelColor(inside.left() + 3, inside.top() + 4);
        // Bits 70 to 133: no line between the second and the third row of the field …
        QCOMPARE(image.pixelColor(inside.left() + 3, inside.top()), fill);
        // … but one above its first row.
        const QRect first = stage.view.bitRect(80);
        QVERIFY(image.pixelColor(first.left() + 3, first.top()) != fill);
    }

    void layoutGrid_paddingIsHatchedAndPresenceIsMarked()
    {
        Stage stage;
        const QImage image = stage.image();
        const auto coloursIn = [&image](const QRect& rect) {
            QSet<QRgb> colours;
            for (int y = rect.top() + 3; y < rect.bottom() - 3; ++y) {
                for (int x = rect.left() + 3; x < rect.right() - 3; ++x)
                    colours.insert(image.pixel(x, y));
            }
            return colours;
        };
        QVERIFY(coloursIn(stage.view.bitRect(29)).size() >= 2); // end of a gap: paper and hatch, no text
        QCOMPARE(coloursIn(stage.view.bitRect(38).adjusted(0, 0, 0, -stage.view.bitRect(38).height() / 2 - 6)).size(),
                 1);
        const QRect presence = stage.view.bitRect(13);
        QCOMPARE(image.pixelColor(presence.left() + 6, presence.top() + 4),
                 makeTheme(false).fieldEdge(layoutOf(*mixedPlan(), typeOf(*mixedPlan())).fields[2].fields[1].colour));
    }

    void layoutGrid_symbolicLayoutAndWithABufferTheRealOne()
    {
        Stage stage(pluginPlan());
        QVERIFY(stage.view.bitRect(63).isValid());
        QVERIFY(stage.view.bitRect(64).isNull()); // behind the variable part
        QVERIFY(stage.view.rectOf(QStringLiteral("name")).isValid());
        auto* buffer = stage.panel.findChild<QCheckBox*>(QStringLiteral("showBuffer"));
        QVERIFY(!buffer->isEnabled());
        stage.show(pluginPlan(), "2a0000000600000052657665726201");
        QVERIFY(buffer->isEnabled());
        QVERIFY(buffer->isChecked());
        QVERIFY(stage.view.bitRect(119).isValid());
        QVERIFY(stage.view.totalsText().contains(QStringLiteral("buffer: 15 bytes")));
        QTest::mouseClick(buffer, Qt::LeftButton, Qt::NoModifier, QPoint(8, buffer->height() / 2));
        QVERIFY(!stage.view.bufferShown());
        QVERIFY(stage.view.bitRect(119).isNull());
    }

    void layoutGrid_oddSizes()
    {
        for (std::uint64_t bits = 1; bits <= 70; ++bits) {
            PlanMaker make;
            const std::uint64_t first = std::min<std::uint64_t>(bits, 64);
            std::vector<PlanMaker::Field> fields{{"a", make.bits("uint", first), 0}};
            if (bits > first)
                fields.push_back({"b", make.bits("uint", bits - first), first});
            Stage stage(make.finish(make.record("R", fields, bits % 2 == 0)), {}, QSize(700, 300));
            for (const auto order : {BitOrder::LsbFirst, BitOrder::MsbFirst}) {
                stage.view.setBitOrder(order);
                QVERIFY(!stage.image().isNull());
                stage.click(bits - 1);
                QCOMPARE(stage.path(), bits > first ? QStringLiteral("b") : QStringLiteral("a"));
            }
        }
    }

    void layoutGrid_longNamesInNarrowCellsHaveATip()
    {
        Stage stage(ipv4Plan(), "4500003c1c4640004006b1e6c0a80001c0a800c7");
        const QString tip = stage.view.toolTipAt(stage.spot(110));
        for (const char* part : {"dont_fragment", "bool", "true", "110", "1 bit", "inclusive"})
            QVERIFY2(tip.contains(QLatin1String(part)), qPrintable(tip));
        QVERIFY(stage.view.toolTipAt(stage.spot(140)).contains(QStringLiteral("143..128")));
        QVERIFY(stage.view.toolTipAt(QPoint(2, 2)).isEmpty());
    }

    void layoutGrid_savingsOfPackedBitmapAndInterned()
    {
        PlanMaker make;
        const auto plan = make.finish(make.sequence("R", {{"numbers", make.fixed("u32", 32)}}));
        Stage stage(plan);
        const SlotIndex slot = plan->nodes[plan->types.front().node].firstSlot;
        const QString before = stage.view.toolTipAt(stage.spot(8));
        Savings savings;
        savings.fields.push_back({slot, FieldForm::Run, true, 4, 9, 7});
        savings.fields.push_back({savings.fields.front().slot, FieldForm::BitRun, false, 4, 9, 11});
        savings.saved = 2;
        stage.view.setSavings(std::make_shared<const Savings>(savings));
        const QString tip = stage.view.toolTipAt(stage.spot(8));
        QVERIFY2(tip.contains(QStringLiteral("packed saves 2 bytes here; bitmap would cost 2 bytes more here")),
                 qPrintable(tip));
        QVERIFY(!stage.view.totalsText().contains(QStringLiteral("packed")));
        stage.view.setSavings(nullptr);
        QCOMPARE(stage.view.toolTipAt(stage.spot(8)), before);
    }

    void layoutGrid_stale()
    {
        Stage stage;
        const QImage fresh = stage.image();
        stage.view.setStale(true);
        QVERIFY(stage.image() != fresh);
        QVERIFY(stage.view.rectOf(QStringLiteral("age")).isValid()); // the last good layout stays
        stage.view.setStale(false);
        QCOMPARE(stage.image(), fresh);
    }

    void layoutGrid_emptySaysWhatToDo()
    {
        Stage stage(nullptr);
        const QImage empty = stage.image();
        QCOMPARE(stage.view.currentText(), QStringLiteral("No layout yet"));
        stage.key(Qt::Key_Right);
        stage.key(Qt::Key_End, Qt::ControlModifier);
        QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(200, 200));
        QVERIFY(stage.state() == SelectionState{});
        stage.show(packetPlan());
        QVERIFY(stage.image() != empty);
        stage.view.setLayout(nullptr, nullptr);
        QCOMPARE(stage.image(), empty);
    }

    void layoutGrid_exportSvgPngAscii()
    {
        QTemporaryDir folder;
        Stage stage;
        const QString svg = folder.filePath(QStringLiteral("grid.svg"));
        const QString png = folder.filePath(QStringLiteral("grid.png"));
        const QString text = folder.filePath(QStringLiteral("grid.txt"));
        QVERIFY(stage.view.exportSvg(svg));
        QVERIFY(stage.view.exportPng(png));
        QVERIFY(stage.view.exportAscii(text));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("counter"));
        const QImage image(png);
        QVERIFY(image.width() > 1000);
        QSet<QRgb> colours;
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, image.height() / 3));
        QVERIFY(colours.size() > 3);
        QFile diagram(text);
        QVERIFY(diagram.open(QIODevice::ReadOnly));
        QCOMPARE(diagram.readAll(),
                 QByteArray::fromStdString(layoutAscii(layoutOf(*mixedPlan(), typeOf(*mixedPlan())))));
        QString error;
        QVERIFY(!stage.view.exportSvg(folder.filePath(QStringLiteral("no/such/folder.svg")), &error));
        QVERIFY(error.contains(QStringLiteral("folder.svg")));
    }

    void layoutGrid_exportShowsTheBuffer()
    {
        Stage stage(pluginPlan(), "2a0000000600000052657665726201");
        QVERIFY(stage.view.svg().contains(QStringLiteral("Reverb")));
        QVERIFY(stage.view.ascii().contains(QStringLiteral("name length")));
        stage.view.setBufferShown(false);
        QVERIFY(!stage.view.svg().contains(QStringLiteral("Reverb")));
    }

    void contextMenu_copiesAndAsksForExports()
    {
        Stage stage;
        QSignalSpy exports(&stage.view, &BitGridView::exportRequested);
        const auto choose = [&stage](const QString& entry) {
            QTimer::singleShot(0, &stage.view, [entry] {
                auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
                QVERIFY(menu);
                for (QAction* action : menu->actions()) {
                    if (action->text().remove(QLatin1Char('&')) == entry)
                        action->trigger();
                }
                menu->close();
            });
            QContextMenuEvent event(QContextMenuEvent::Mouse, stage.spot(5),
                                    stage.view.viewport()->mapToGlobal(stage.spot(5)));
            QApplication::sendEvent(stage.view.viewport(), &event);
        };
        choose(QStringLiteral("Copy as ASCII Diagram"));
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("+-+-+")));
        choose(QStringLiteral("Copy Field Path"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("age"));
        choose(QStringLiteral("Export PNG…"));
        QCOMPARE(exports.size(), 1);
        QCOMPARE(exports.first().first().value<BitGridView::Export>(), BitGridView::Export::Png);
    }

    void oneSelection_clickSelectsTheField()
    {
        Stage stage(mixedPlan(), mixedHex);
        stage.click(4);
        QCOMPARE(stage.path(), QStringLiteral("age"));
        QVERIFY(stage.bits() == (BitRange{2, 7}));
        QCOMPARE(stage.state().slot, layoutOf(*mixedPlan(), typeOf(*mixedPlan())).fields[1].slot);
        stage.click(1);
        QVERIFY(stage.bits() == (BitRange{1, 1})); // the presence bit is a part of its own
        QCOMPARE(stage.path(), QStringLiteral("age"));
    }

    void oneSelection_withoutABufferByFieldAlone()
    {
        Stage stage;
        stage.click(4);
        QCOMPARE(stage.path(), QStringLiteral("age"));
        QVERIFY(stage.state().bits.empty());
        QVERIFY(stage.state().slot != kNoIndex);
    }

    void oneSelection_downToSingleBits()
    {
        Stage stage(mixedPlan(), mixedHex);
        stage.click(75, Qt::AltModifier);
        QVERIFY(stage.bits() == (BitRange{75, 1}));
        QCOMPARE(stage.path(), QStringLiteral("counter"));
        QTest::mousePress(stage.view.viewport(), Qt::LeftButton, Qt::NoModifier, stage.spot(72));
        QTest::mouseMove(stage.view.viewport(), stage.spot(74));
        QTest::mouseMove(stage.view.viewport(), stage.spot(99));
        QTest::mouseRelease(stage.view.viewport(), Qt::LeftButton, Qt::NoModifier, stage.spot(99));
        QVERIFY(stage.bits() == (BitRange{72, 28}));
        QCOMPARE(stage.path(), QStringLiteral("counter"));
        stage.click(4);
        stage.click(12, Qt::ShiftModifier); // over several fields: bits, but no path
        QVERIFY(stage.bits() == (BitRange{4, 9}));
        QVERIFY(stage.path().isEmpty());
    }

    void oneSelection_hoverPreviews()
    {
        Stage stage(mixedPlan(), mixedHex);
        QTest::mouseMove(stage.view.viewport(), stage.spot(40));
        QCOMPARE(stage.selection.hover().path, QStringLiteral("samples"));
        QVERIFY(stage.state() == SelectionState{}); // nothing is committed
        QTest::mouseMove(stage.view.viewport(), stage.spot(35));
        QCOMPARE(stage.selection.hover().path, QStringLiteral("samples[0]"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(stage.view.viewport(), &leave);
        QVERIFY(stage.selection.hover() == SelectionState{});
    }

    void oneSelection_fromOtherViews()
    {
        Stage stage(mixedPlan(), mixedHex, QSize(700, 260));
        stage.view.setBitsPerRow(8);
        const QImage before = stage.image();
        QVERIFY(!stage.view.viewport()->rect().contains(stage.view.bitRect(130)));
        SelectionState state;
        state.bits = {{130, 2}};
        state.path = QStringLiteral("counter");
        QObject other;
        stage.selection.select(state, &other);
        QVERIFY(stage.view.viewport()->rect().contains(stage.view.bitRect(130))); // scrolled there
        QVERIFY(stage.image() != before);
        QVERIFY(stage.view.accessibleDescription().contains(QStringLiteral("counter")));
    }

    void oneSelection_fieldsOfALayoutByPathOrSlot()
    {
        Stage stage;
        QObject other;
        SelectionState state;
        state.path = QStringLiteral("pos"); // a struct: all of it
        stage.selection.select(state, &other);
        const QImage image = stage.image();
        const QColor edge = makeTheme(false).selectionEdge;
        const auto marked = [&](std::uint64_t bit) {
            const QRect rect = stage.view.bitRect(bit);
            return image.pixelColor(rect.center().x(), rect.top()) == edge;
        };
        QVERIFY(marked(11)); // pos.x
        QVERIFY(marked(17)); // pos.y
        QVERIFY(!marked(5)); // age
        state.path.clear();
        state.slot = layoutOf(*mixedPlan(), typeOf(*mixedPlan())).fields[0].slot;
        stage.selection.select(state, &other);
        QVERIFY(stage.view.currentText().startsWith(QStringLiteral("active")));
    }

    void keys_arrowsHomeEnd()
    {
        Stage stage(mixedPlan(), mixedHex);
        stage.key(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(stage.path(), QStringLiteral("active"));
        stage.key(Qt::Key_Right);
        QVERIFY(stage.bits() == (BitRange{1, 1}));
        stage.key(Qt::Key_Right);
        QVERIFY(stage.bits() == (BitRange{2, 7}));
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.path(), QStringLiteral("samples[0]"));
        stage.key(Qt::Key_End);
        QVERIFY(stage.bits() == (BitRange{63, 1}));
        stage.key(Qt::Key_Right); // over the end of the row
        QCOMPARE(stage.path(), QStringLiteral("_reserved"));
        stage.key(Qt::Key_Right);
        stage.key(Qt::Key_Right);
        QCOMPARE(stage.path(), QStringLiteral("counter"));
        stage.key(Qt::Key_Right); // a field of three rows is one step
        QVERIFY(stage.bits() == (BitRange{134, 2}));
        stage.key(Qt::Key_Left);
        QCOMPARE(stage.path(), QStringLiteral("counter"));
        stage.key(Qt::Key_Home);
        stage.key(Qt::Key_Up);
        stage.key(Qt::Key_End, Qt::ControlModifier);
        QVERIFY(stage.bits() == (BitRange{134, 2}));
        stage.key(Qt::Key_Escape);
        QVERIFY(stage.state() == SelectionState{});
    }

    void keys_reachEveryFieldInEveryOrder()
    {
        for (const auto order : {BitOrder::LsbFirst, BitOrder::MsbFirst}) {
            for (const auto& plan : {mixedPlan(), ipv4Plan(), registryPlan()}) {
                Stage stage(plan);
                stage.view.setBitOrder(order);
                QSet<QString> seen;
                stage.key(Qt::Key_Home, Qt::ControlModifier);
                for (int i = 0; i < 60; ++i) {
                    seen.insert(stage.path());
                    stage.key(Qt::Key_Right);
                }
                const QString last = stage.view.currentText();
                stage.key(Qt::Key_End, Qt::ControlModifier);
                QCOMPARE(stage.view.currentText(), last);
                for (const LayoutRow& row : layoutOf(*plan, typeOf(*plan)).fields) {
                    const bool split = !row.fields.empty() || row.op == Op::Slots;
                    QVERIFY2(split || seen.contains(QString::fromStdString(row.name)), row.name.c_str());
                }
            }
        }
    }

    void keys_bitByBit()
    {
        Stage stage(mixedPlan(), mixedHex);
        stage.click(10);
        stage.key(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(stage.bits() == (BitRange{11, 1}));
        stage.key(Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(stage.bits() == (BitRange{11, 2}));
        QCOMPARE(stage.path(), QStringLiteral("pos.x"));
        QSignalSpy activated(&stage.view, &BitGridView::fieldActivated);
        stage.key(Qt::Key_Return); // back to the field
        QVERIFY(stage.bits() == (BitRange{10, 3}));
        QCOMPARE(activated.size(), 0);
        stage.key(Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.first().at(1).toString(), QStringLiteral("pos.x"));
    }

    void keys_screenReadersHearPathBitsAndValue()
    {
        Stage stage(mixedPlan(), mixedHex);
        stage.click(4);
        const QString spoken = stage.view.accessibleDescription();
        for (const char* part : {"age", "8..2", "63"})
            QVERIFY2(spoken.contains(QLatin1String(part)), qPrintable(spoken));
        QCOMPARE(stage.view.accessibleName(), QStringLiteral("Bit grid of Mixed"));
        stage.key(Qt::Key_Right);
        QVERIFY(stage.view.accessibleDescription() != spoken);
    }

    void zoom_wheelAndKeys()
    {
        Stage stage;
        const int before = stage.view.bitRect(0).height();
        QWheelEvent wheel(QPointF(200, 200), stage.view.viewport()->mapToGlobal(QPointF(200, 200)), QPoint(),
                          QPoint(0, 120), Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(stage.view.viewport(), &wheel);
        QCOMPARE(stage.view.zoom(), 110);
        stage.key(Qt::Key_Equal, Qt::ControlModifier);
        QCOMPARE(stage.view.zoom(), 120);
        QVERIFY(stage.view.bitRect(0).height() > before);
        stage.key(Qt::Key_Minus, Qt::ControlModifier);
        stage.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(stage.view.zoom(), 100);
        QCOMPARE(stage.view.bitRect(0).height(), before);
        stage.view.setZoom(100'000);
        QCOMPARE(stage.view.zoom(), 400);
    }

    void largeBuffersAreShownRowByRow()
    {
        Bytes bytes{0x2A, 0, 0, 0, 0, 0, 0, 2};
        bytes.resize(8 + 0x2000000 + 1, 'x'); // a text of 32 MiB
        bytes.back() = 1;
        Stage stage(pluginPlan());
        stage.view.setTree(treeOfBytes(pluginPlan(), std::move(bytes)));
        QVERIFY(!stage.image().isNull());
        stage.key(Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < 3; ++i)
            stage.key(Qt::Key_Right);
        QCOMPARE(stage.path(), QStringLiteral("active"));
        QVERIFY(stage.view.viewport()->rect().contains(stage.view.bitRect(64 + 0x10000000)));
        stage.view.verticalScrollBar()->setValue(stage.view.verticalScrollBar()->maximum() / 2);
        QVERIFY(!stage.image().isNull());
    }

    void brokenBuffersAreShownToTheEnd()
    {
        const QByteArray good = "2a0000000600000052657665726201ff";
        for (qsizetype cut = 0; cut <= good.size(); cut += 2) {
            Stage stage(pluginPlan(), good.left(cut));
            QVERIFY(!stage.image().isNull());
            if (cut > 0) {
                stage.click(static_cast<std::uint64_t>(cut) * 4 - 1);
                QVERIFY(!stage.state().bits.empty());
            }
        }
    }

    void worksWithoutASharedSelection()
    {
        Stage stage(mixedPlan(), mixedHex);
        stage.view.setSelection(nullptr);
        stage.click(4);
        QVERIFY(stage.view.currentText().startsWith(QStringLiteral("age")));
        QVERIFY(stage.state() == SelectionState{});
    }

    void pictures()
    {
        struct Sample {
            const char* name;
            std::shared_ptr<const Plan> plan;
            QByteArray hex;
        };
        const Sample samples[] = {{"ipv4", ipv4Plan(), "4500003c1c4640004006b1e6c0a80001c0a800c7"},
                                  {"packet", packetPlan(), "21044000"},
                                  {"mixed", mixedPlan(), mixedHex},
                                  {"plugin", pluginPlan(), "2a0000000600000052657665726201ffee"},
                                  {"registry", registryPlan(), ""}};
        for (const Sample& sample : samples) {
            for (const bool dark : {false, true}) {
                for (const QSize size : {QSize(980, 420), QSize(520, 360)}) {
                    Stage stage(sample.plan, sample.hex, size, dark);
                    stage.click(4);
                    const QString name = QStringLiteral("bit-grid-%1-%2-%3");
                    saveArtifact(
                        stage.panel.grab().toImage(),
                        name.arg(QLatin1String(sample.name), dark ? QStringLiteral("dark") : QStringLiteral("light"))
                            .arg(size.width()));
                    QVERIFY(stage.view.currentText() != QStringLiteral("No layout yet"));
                }
            }
        }
    }
};

QTEST_MAIN(BitGridTest)
#include "bit_grid_test.moc"
