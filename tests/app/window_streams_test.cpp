// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "app/window/banner.h"
#include "core/wire/stream_plan.h"
#include "widgets/explain_view.h"
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

    static void clickFrame(TestWindow& t, const QString& text, int column = FrameListModel::FlagsColumn)
    {
        t.window().docks().reveal(ViewKind::Frames);
        QTreeView& list = *t.views().frames().list();
        QTRY_VERIFY(list.isVisible());
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            const QModelIndex index = list.model()->index(row, column);
            if (!index.data().toString().contains(text))
                continue;
            list.scrollTo(index);
            QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(index).center());
            return;
        }
        QFAIL("no such frame");
    }

    /// A stream with the message at [3] in two frames.
    static QByteArray splitStream()
    {
        QString error;
        QByteArray stream = readFile(sample("cramberry/build_log.bin"), error).value();
        const QByteArray whole = stream.mid(350, 40);
        const auto frame = [&](int first, int count, bool end) {
            const char header = char(end ? whole[0] : whole[0] & ~int(kEndOfMessage));
            return QByteArray(1, header) + char(count) + whole.mid(2 + first, count);
        };
        return stream.replace(350, 40, frame(0, 16, false) + frame(16, 22, true));
    }

    /// The line above the bytes; empty while it is hidden.
    static QString banner(TestWindow& t)
    {
        t.window().docks().reveal(ViewKind::Hex);
        const auto* line = t.views().widget(ViewKind::Hex)->findChild<Banner*>();
        return line->isVisible() ? line->text() : QString();
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
        clickFrame(t, QStringLiteral("Finding"), FrameListModel::TypeColumn);
        QVERIFY(!t.views().unpacked());
        const SelectionState& selected = t.views().selection().state();
        QCOMPARE(selected.path, "[3]");
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

    void aCompressedMessageIsShownInTheViews()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        clickFrame(t, QStringLiteral("compressed"));
        const UnpackedMessage* message = t.views().unpacked();
        QVERIFY(message);
        const StreamItem& item = t.snapshot().decoded->items[2];
        QCOMPARE(*t.views().hex().document()->snapshot(), *item.content);
        QCOMPARE(&t.views().structure().model()->tree()->decoded(), item.message.get());
        QVERIFY(banner(t).contains("Message [2] Chunk"));
        QVERIFY2(banner(t).contains("307 bytes") && banner(t).contains("lz4"), qPrintable(banner(t)));
        QVERIFY(t.views().status().size == item.content->size());
        // The chosen frame is still the one in the list, and the value shows the message.
        QCOMPARE(t.views().frames().list()->currentIndex().row(), 2);
        QCOMPARE(t.views().selection().state().path, "[2]");
        // A byte of the message is a field of the stream's value.
        t.window().docks().reveal(ViewKind::Hex);
        t.views().hex().setFocus();
        clickByte(t.views().hex(), 40);
        QCOMPARE(t.views().selection().state().path, "[2].message.lines[0]");
        QCOMPARE(t.views().unpackedSelection().state().path, "lines[0]");
        QCOMPARE(t.views().status().path, "[2].message.lines[0]");
        QVERIFY(t.views().status().value.contains("Building"));
        QCOMPARE(t.views().frames().list()->currentIndex().row(), 2);
        QVERIFY(t.views().explanation().text().contains("lines[0]"));
        // Esc goes back to the bytes of the file, to the frame.
        QTest::keyClick(t.views().hex().viewport(), Qt::Key_Escape);
        QVERIFY(!t.views().unpacked());
        QCOMPARE(t.views().hex().document(), &t.views().bytes());
        QCOMPARE(t.views().structure().model()->tree(), t.snapshot().tree);
        QCOMPARE(t.views().selection().state().path, "[2]");
        QVERIFY(banner(t).isEmpty());
    }

    void anotherFrameLeavesTheUnpackedMessage()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        QAction* back = t.window().actionList().find("bytes.back-to-file");
        QVERIFY(!back->isEnabled());
        clickFrame(t, QStringLiteral("compressed"));
        QVERIFY(back->isEnabled());
        clickFrame(t, QStringLiteral("Finding"), FrameListModel::TypeColumn);
        QVERIFY(!t.views().unpacked());
        QVERIFY(!back->isEnabled());
        QCOMPARE(t.views().selection().state().path, "[3]");
        QCOMPARE(t.views().hex().bytesToCopy().size(), std::size_t(40));
        // With the keys of the list it is entered again, and Alt+Left leaves it.
        QTest::keyClick(t.views().frames().list(), Qt::Key_Up);
        QVERIFY(t.views().unpacked());
        t.press(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(!t.views().unpacked());
        // Who clicks the frame's bytes in the file stays in the file.
        t.window().docks().reveal(ViewKind::Hex);
        t.views().hex().setCaret(0);
        t.views().hex().setCaret(43 + 30);
        QVERIFY(t.views().selection().state().path.startsWith("[2]"));
        QVERIFY(!t.views().unpacked());
    }

    void theCursorInTheValueLeadsIntoAnUnpackedMessage()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        CodeEditor& value = t.views().value().editor();
        t.window().docks().reveal(ViewKind::Value);
        value.setFocus();
        const auto at = std::uint32_t(t.document().valueText().find("[5/12]"));
        value.revealRange({at, at});
        QTRY_VERIFY(t.views().unpacked());
        QCOMPARE(t.views().unpackedSelection().state().path, "lines[4]");
        QCOMPARE(t.views().frames().list()->currentIndex().row(), 2);
        const auto other = std::uint32_t(t.document().valueText().find("unused variable"));
        value.revealRange({other, other});
        QTRY_VERIFY(!t.views().unpacked());
        QCOMPARE(t.views().frames().list()->currentIndex().row(), 3);
    }

    void fieldsOfAnUnpackedMessageAreEditedAndItsBytesAreNot()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        clickFrame(t, QStringLiteral("compressed"));
        const QString before = t.hex();
        t.window().docks().reveal(ViewKind::Hex);
        t.views().hex().setFocus();
        QTest::keyClick(t.views().hex().viewport(), Qt::Key_1);
        QVERIFY(t.window().statusBar()->currentMessage().contains("structure"));
        QCOMPARE(t.hex(), before);
        t.window().docks().reveal(ViewKind::Structure);
        StructureModel& model = *t.views().structure().model();
        QTreeView& rows = *t.views().structure().view();
        const QModelIndex row = model.indexOf(model.tree()->chainOf("first")).siblingAtColumn(0);
        QVERIFY(row.isValid());
        rows.setCurrentIndex(row);
        QTest::keyClick(&rows, Qt::Key_Return);
        auto* line = rows.viewport()->findChild<QLineEdit*>();
        QVERIFY(line);
        QCOMPARE(line->text(), "1");
        line->selectAll();
        QTest::keyClicks(line, "77");
        QTest::keyClick(line, Qt::Key_Return);
        t.settle();
        QTRY_VERIFY(t.hex() != before);
        QVERIFY(t.document().valueText().find("\"first\": 77") != std::string::npos);
        QVERIFY2(t.views().unpacked(), "the message is still the one that is shown");
        QCOMPARE(*t.views().hex().document()->snapshot(), *t.snapshot().decoded->items[2].content);
        QCOMPARE(t.views().unpackedSelection().state().path, "first");
        t.trigger("edit.undo");
        t.settle();
        QCOMPARE(t.hex(), before);
        QVERIFY(t.views().unpacked());
    }

    void aMessageInSeveralFramesIsShownInOnePiece()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), t.write("split.bin", splitStream())});
        QCOMPARE(t.snapshot().framing, Framing::Frames);
        clickFrame(t, QStringLiteral("Finding"), FrameListModel::TypeColumn);
        QVERIFY(t.views().unpacked());
        QVERIFY2(banner(t).contains("2 frames"), qPrintable(banner(t)));
        QCOMPARE(t.views().unpacked()->frames.size(), std::size_t(2));
        QTest::keyClick(t.views().frames().list(), Qt::Key_Down);
        QVERIFY2(t.views().unpacked(), "its second frame");
        QTest::keyClick(t.views().frames().list(), Qt::Key_Escape);
        QVERIFY(!t.views().unpacked());
        QCOMPARE(t.views().selection().state().path, "[3]");
    }

    void aProblemInsideLeadsIntoTheMessage()
    {
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"),
                 t.write("split.bin",
                         splitStream().replace("unused",
                                               "un\xff"
                                               "sed"))});
        t.document().setHolds({BufferChoice::Kind::Framed, Framing::Frames});
        t.settle();
        QCOMPARE(t.snapshot().problems().size(), std::size_t(1));
        t.press(Qt::Key_F8);
        QVERIFY(t.views().unpacked());
        QCOMPARE(t.views().unpackedSelection().state().path, "text");
        QCOMPARE(t.views().frames().list()->currentIndex().row(), 3);
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
