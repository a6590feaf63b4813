// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "app/window/banner.h"
#include "widgets/frame_list_view.h"

#include <QDockWidget>
#include <QScrollBar>
#include <QStatusBar>
#include <QToolButton>

using namespace wirebench;

namespace {

QString sample(const char* name)
{
    return QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/") + QLatin1String(name);
}

/// A message with its fields out of order and a number in more bytes than it needs.
const QByteArray kUnordered = QByteArray::fromHex("1002088100");
constexpr auto kPairSchema = "package p;\ntype Pair {\n    @field(1) a: uint32;\n    @field(2) b: uint32;\n}\n";

struct PairWindow : TestWindow {
    explicit PairWindow(const QByteArray& bytes)
    {
        start({write("pair.cramberry", kPairSchema), write("pair.bin", bytes)});
    }
};

} // namespace

/// Issue "SerialKit and Cramberry, complete": *Streams and multi-message buffers* and *canonicalise*, in the window.
class WindowStreamsTest final : public QObject {
    Q_OBJECT

    static void clickFrame(TestWindow& t, const QString& flag)
    {
        t.window().docks().reveal(ViewKind::Frames);
        QTreeView& list = *t.views().frames().list();
        QTRY_VERIFY(list.isVisible());
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            const QModelIndex index = list.model()->index(row, FrameListModel::FlagsColumn);
            if (!index.data().toString().contains(flag))
                continue;
            list.scrollTo(index);
            QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(index).center());
            return;
        }
        QFAIL("no such frame");
    }

private Q_SLOTS:
    void aStreamIsRecognisedAndListed()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        QCOMPARE(t.snapshot().framing, Framing::Frames);
        QVERIFY(t.snapshot().problems().empty());
        const auto frames = t.snapshot().frames->size();
        QCOMPARE(t.views().frames().list()->model()->rowCount(), int(frames));
        auto* button = t.window().findChild<QToolButton*>("statusHolds");
        QVERIFY(button->text().contains(QString::number(frames)));
        t.window().docks().reveal(ViewKind::Structure);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(t.views().frames().isVisible());
    }

    void aFrameIsShownInEveryView()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        clickFrame(t, QStringLiteral("compressed"));
        const SelectionState& selected = t.views().selection().state();
        QVERIFY(selected.path.startsWith('['));
        QCOMPARE(selected.bits.size(), std::size_t(1));
        const auto model = t.views().structure().model();
        QCOMPARE(model->indexOf(model->tree()->chainOf(selected.path.toStdString())).row(),
                 t.views().structure().view()->currentIndex().row());
        // And back: a byte of another frame chosen in the bytes moves the mark of the list.
        t.window().docks().reveal(ViewKind::Hex);
        t.views().hex().verticalScrollBar()->setValue(0);
        clickByte(t.views().hex(), 1);
        QCOMPARE(t.views().frames().list()->currentIndex().row(), 0);
    }

    void anUnpackedMessageIsABufferOfItsOwn()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        QAction* unpack = t.window().actionList().find("bytes.unpack");
        QVERIFY(!unpack->isEnabled());
        clickFrame(t, QStringLiteral("compressed"));
        QVERIFY(unpack->isEnabled());
        const quint64 element = *t.views().frames().unpackable();
        const Bytes content = *t.snapshot().decoded->items[element].content;
        t.press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        t.settle();
        QCOMPARE(*t.document().bytes(), content);
        QCOMPARE(t.snapshot().typeName, "Chunk");
        QCOMPARE(t.snapshot().framing, Framing::None);
        QVERIFY(t.snapshot().problems().empty());
        QVERIFY(t.document().valueText().find("Building CXX object") != std::string::npos);
        QVERIFY2(!t.document().modified(), "it can be opened again at any time");
    }

    void bytesAreCanonicalisedInOneStep()
    {
        PairWindow t(kUnordered);
        QAction* action = t.window().actionList().find("bytes.canonicalise");
        QVERIFY(!t.snapshot().problems().empty());
        QVERIFY(t.snapshot().canonical);
        QVERIFY(action->isEnabled());
        QVERIFY(!action->toolTip().isEmpty());
        t.press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        t.settle();
        QVERIFY(t.hex() != QString::fromLatin1(kUnordered.toHex()));
        QVERIFY2(t.snapshot().problems().empty(), t.hex().toLatin1());
        QVERIFY(!action->isEnabled());
        QVERIFY(t.window().statusBar()->currentMessage().contains("5 bytes"));
        QVERIFY(t.views().bytes().canUndo());
        t.trigger("edit.undo");
        t.settle();
        QCOMPARE(t.hex(), QString::fromLatin1(kUnordered.toHex()));
        QVERIFY(!t.views().bytes().canUndo());
        QVERIFY(action->isEnabled());
    }

    void aLineAboveTheSchemaOffersTheCanonicalForm()
    {
        PairWindow t(kUnordered);
        const auto button = [&t](const QString& text) -> QAbstractButton* {
            for (auto* found : t.views().schemaPage()->findChildren<QAbstractButton*>())
                if (found->text() == text && found->isVisible())
                    return found;
            return nullptr;
        };
        QVERIFY(button("Canonicalise"));
        QTest::mouseClick(button("Keep as They Are"), Qt::LeftButton);
        QVERIFY(!button("Canonicalise"));
        t.document().refresh();
        t.settle();
        QVERIFY(!button("Canonicalise"));
        t.document().loadBuffer(Bytes(kUnordered.begin(), kUnordered.end()), {}, {}, true);
        t.settle();
        QTest::mouseClick(button("Canonicalise"), Qt::LeftButton);
        t.settle();
        QVERIFY(!t.snapshot().canonical);
        QVERIFY(!button("Canonicalise"));
    }

    void bytesWithErrorsOrInTheRightFormAreLeftAlone()
    {
        PairWindow t(QByteArray::fromHex("1002"));
        QAction* action = t.window().actionList().find("bytes.canonicalise");
        QVERIFY(t.snapshot().problems().empty());
        QVERIFY(!t.snapshot().canonical);
        QVERIFY(!action->isEnabled());
        t.document().loadBuffer(Bytes{0x10}, {}, {}, true);
        t.settle();
        QVERIFY(!t.snapshot().canonical);
        QVERIFY(!action->isEnabled());
        OpenedWindow plain;
        QVERIFY(!plain.snapshot().canonical);
        QVERIFY(!plain.window().actionList().find("bytes.canonicalise")->isEnabled());
    }
};

QTEST_MAIN(WindowStreamsTest)
#include "window_streams_test.moc"
