// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "app/window/banner.h"
#include "widgets/explain_view.h"
#include "widgets/outline_view.h"
#include "widgets/problems_view.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>

using namespace wirebench;

/// Issue 2, "The first window", and issue 3, "The window: a live workbench": the views of one document, each bullet.
class WindowLiveTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyViewIsFilledByTheSampleOfTheFirstStart()
    {
        TestWindow t;
        t.start();
        QVERIFY(t.snapshot().layout);
        QVERIFY(t.snapshot().tree);
        QVERIFY(!t.document().schemaText().empty());
        QVERIFY(!t.document().valueText().empty());
        QVERIFY(t.views().structure().view()->model()->rowCount() > 0);
        QVERIFY(t.views().grid().view()->hasBuffer());
        QVERIFY(t.views().hex().document()->size() > 0);
        QCOMPARE(t.views().problems().counts(), (std::array<int, 3>{0, 0, 0}));
        QVERIFY2(!t.document().modified(), "a sample that was only opened asks for nothing");
    }

    void typingInTheSchemaUpdatesEveryView()
    {
        OpenedWindow t;
        t.placeCursor("active: bool,");
        t.typeInSchema("\nextra: u8,");
        QCOMPARE(t.snapshot().layout->fields.size(), std::size_t(4));
        QVERIFY(t.views().problems().counts()[0] > 0); // the buffer has no byte for it
        QVERIFY(t.views().grid().view()->totalsText() != QString());
        QVERIFY(t.window().isWindowModified());
    }

    void schemaEditorShowsTheOutline()
    {
        OpenedWindow t;
        auto* tree = t.views().outline().findChild<QTreeView*>();
        QCOMPARE(tree->model()->index(0, 0).data().toString(), QStringLiteral("Plugin"));
        QCOMPARE(tree->model()->rowCount(tree->model()->index(0, 0)), 3);
    }

    void aBrokenSchemaKeepsTheLastGoodLayoutMarkedStale()
    {
        OpenedWindow t;
        const auto layout = t.snapshot().layout;
        t.placeCursor("name: str");
        t.typeInSchema("x");
        QVERIFY(t.snapshot().stale);
        QCOMPARE(t.snapshot().layout, layout);
        QVERIFY(t.views().grid().view()->stale());
        QVERIFY(t.views().problems().counts()[0] > 0);
        auto* state = t.window().findChild<QToolButton*>("statusState");
        QVERIFY2(state->text().contains("1 problem"), qPrintable(state->text()));
        QTest::keyClick(&t.area(), Qt::Key_Backspace);
        t.settle();
        QVERIFY(!t.snapshot().stale);
        QVERIFY(!t.views().grid().view()->stale());
        QCOMPARE(state->text(), QStringLiteral("ok"));
    }

    void clickingAProblemGoesThere()
    {
        OpenedWindow t;
        t.placeCursor("name: str");
        t.typeInSchema("x");
        t.views().hex().setFocus();
        t.trigger("go.next-problem");
        QTRY_VERIFY(t.views().editor().isAncestorOf(QApplication::focusWidget()));
        const TextRange range = t.views().editor().selectedRange();
        QCOMPARE(t.document().schemaText().substr(range.begin, range.size()), "strx");
    }

    void clickingTheStateInTheStatusBarShowsTheProblems()
    {
        OpenedWindow t;
        t.window().docks().dock(ViewKind::Problems)->hide();
        QTest::mouseClick(t.window().findChild<QToolButton*>("statusState"), Qt::LeftButton);
        QVERIFY(t.window().docks().dock(ViewKind::Problems)->isVisible());
    }

    void oneSelectionFromHexToAllViews()
    {
        OpenedWindow t;
        t.clickHexByte(9);
        QCOMPARE(t.selectedPath(), QStringLiteral("name"));
        const auto highlighted = t.views().editor().highlightedRange();
        QVERIFY(highlighted);
        QVERIFY(t.document().schemaText().substr(highlighted->begin, highlighted->size()).starts_with("name: str"));
        const QModelIndex row = t.views().structure().view()->currentIndex();
        QCOMPARE(row.parent().siblingAtColumn(0).data().toString(), QStringLiteral("name"));
        QTRY_VERIFY(t.views().value().editor().highlightedRange());
        auto* field = t.window().findChild<QLabel*>("statusField");
        QVERIFY2(field->text().contains("name") && field->text().contains("Reverb"), qPrintable(field->text()));
    }

    void oneSelectionFromTheSchemaToTheBytes()
    {
        OpenedWindow t;
        t.views().editor().setFocus();
        t.placeCursor("active");
        QTRY_COMPARE(t.selectedPath(), QStringLiteral("active"));
        QCOMPARE(t.views().selection().state().bits, (std::vector<BitRange>{{14 * 8, 8}}));
    }

    void oneSelectionDownToSingleBits()
    {
        OpenedWindow t;
        t.views().selection().select({{{3, 1}}, "id", 0}, nullptr);
        auto* selection = t.window().findChild<QLabel*>("statusSelection");
        QCOMPARE(selection->text(), QStringLiteral("bit 3"));
    }

    void bytesOfAReversedRecordAreCountedAsInTheFile()
    {
        TestWindow t;
        t.start({QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/bitschema/ipv4_header.bitschema.json"),
                 QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/bitschema/ipv4_header.bin")});
        const QRect cell = t.views().hex().cellRect(2);
        QTest::mouseClick(t.views().hex().viewport(), Qt::LeftButton, {}, {cell.left() + 2, cell.center().y()});
        QCOMPARE(t.views().selection().state().path, QStringLiteral("total_length"));
        QCOMPARE(t.window().findChild<QLabel*>("statusSelection")->text(),
                 QStringLiteral("bytes 0x02..0x03, 2 bytes (16 bits)"));
    }

    void editingAByteChangesTheValue()
    {
        OpenedWindow t;
        t.clickHexByte(0);
        QTest::keyClicks(t.views().hex().viewport(), "2b");
        t.settle();
        QCOMPARE(t.hex().left(2), QStringLiteral("2b"));
        QVERIFY(t.document().valueText().find("\"id\": 43") != std::string::npos);
        QCOMPARE(t.views().value().text(), t.document().valueText());
        QVERIFY(t.document().bufferModified());
    }

    void editingTheValueChangesTheBytesWithEveryLengthRight()
    {
        OpenedWindow t;
        CodeEditor& editor = t.views().value().editor();
        const std::size_t at = editor.text().find("Reverb") + 6;
        editor.revealRange({std::uint32_t(at), std::uint32_t(at)});
        editor.setFocus();
        QTest::keyClicks(&editor.area(), " 2");
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("2a000000080000005265766572622032") + "01");
        QCOMPARE(t.views().hex().document()->size(), quint64(17));
    }

    void aBrokenValueIsMarkedInPlaceAndKeepsTheBytes()
    {
        OpenedWindow t;
        CodeEditor& editor = t.views().value().editor();
        const std::size_t at = editor.text().find("42") + 2;
        editor.revealRange({std::uint32_t(at), std::uint32_t(at)});
        editor.setFocus();
        QTest::keyClicks(&editor.area(), "x");
        t.settle();
        QCOMPARE(t.hex(), QString::fromLatin1(kReverb.toHex()));
        QVERIFY(t.views().problems().counts()[0] > 0);
        QTest::keyClick(&editor.area(), Qt::Key_Backspace);
        QTest::keyClicks(&editor.area(), "1");
        t.settle();
        QVERIFY(t.hex().startsWith("a5010000"));
    }

    void editingInTheStructureTreeChangesBytesAndValue()
    {
        OpenedWindow t;
        Q_EMIT t.views().structure().valueEdited("name", "\"Hall\"");
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("2a0000000400000048616c6c01"));
        QVERIFY(t.views().value().text().find("\"Hall\"") != std::string::npos);
    }

    void undoCoversSchemaValuesAndBytes()
    {
        OpenedWindow t;
        const std::string schema = t.document().schemaText();
        const std::string value = t.document().valueText();
        t.placeCursor("active: bool,");
        t.typeInSchema("!");
        t.trigger("edit.undo");
        t.settle();
        QCOMPARE(t.document().schemaText(), schema);

        t.clickHexByte(0);
        QTest::keyClicks(t.views().hex().viewport(), "ff");
        t.settle();
        t.trigger("edit.undo");
        t.settle();
        QCOMPARE(t.hex(), QString::fromLatin1(kReverb.toHex()));
        QCOMPARE(t.document().valueText(), value);
        t.trigger("edit.redo");
        t.settle();
        QVERIFY(t.hex().startsWith("ff"));
        t.trigger("edit.undo");
        t.settle();

        CodeEditor& editor = t.views().value().editor();
        editor.setFocus();
        const std::size_t at = editor.text().find("Reverb");
        editor.revealRange({std::uint32_t(at), std::uint32_t(at)});
        QTest::keyClicks(&editor.area(), "A");
        t.settle();
        QVERIFY(t.hex().contains("07000000415265"));
        t.trigger("edit.undo");
        t.settle();
        QCOMPARE(t.hex(), QString::fromLatin1(kReverb.toHex()));
    }

    void typesAreChosenInTheToolBar()
    {
        TestWindow t;
        t.start({t.write("two.sdp", "struct A { a: u16 } struct B { b: u8, c: u8 }"), t.write("two.bin", "\x01\x02")});
        auto* chooser = t.window().findChild<QComboBox*>("typeChooser");
        QCOMPARE(chooser->currentText(), QStringLiteral("B"));
        chooser->setFocus();
        QTest::keyClick(chooser, Qt::Key_Up);
        t.settle();
        QCOMPARE(t.snapshot().typeName, "A");
        QVERIFY(t.document().valueText().find("513") != std::string::npos);
    }

    void whatABufferHoldsIsChosenWhereTheTypeAllowsIt()
    {
        TestWindow t;
        t.start({t.write("m.sdp", "message Ping { id: u8 }\nstruct Plain { a: u16 }\n"),
                 t.write("m.bin", "\x01\x02\x03\x04")});
        t.document().setTypeName("Plain");
        t.settle();
        const auto action = [&t](const char* id) { return t.window().actionList().find(id); };
        QVERIFY(action("schema.holds-any")->isChecked());
        QVERIFY(action("schema.holds-value")->isEnabled());
        QVERIFY(action("schema.holds-messages")->isEnabled());
        QVERIFY(action("schema.holds-concatenated")->isEnabled());
        QVERIFY(!action("schema.holds-frames")->isEnabled());
        QVERIFY(!action("schema.holds-delimited")->isEnabled());
        QCOMPARE(t.snapshot().framing, Framing::None);
        action("schema.holds-concatenated")->trigger();
        t.settle();
        QCOMPARE(t.snapshot().framing, Framing::Concatenated);
        QVERIFY(t.snapshot().problems().empty());
        QCOMPARE(t.snapshot().frames->size(), std::size_t(2));
        QVERIFY(action("schema.holds-concatenated")->isChecked());
        QCOMPARE(t.window().findChild<QToolButton*>("holdsChooser")->text(), QStringLiteral("Holds: concatenated ▾"));
        QCOMPARE(t.window().findChild<QToolButton*>("statusHolds")->text(), QStringLiteral("2 values in a row"));
        QVERIFY(t.window().findChild<QComboBox*>("typeChooser")->isEnabled());
        action("schema.holds-messages")->trigger();
        t.settle();
        QCOMPARE(t.snapshot().framing, Framing::SelfDescribing);
        QVERIFY(!t.window().findChild<QComboBox*>("typeChooser")->isEnabled());
        action("schema.holds-value")->trigger();
        t.settle();
        QCOMPARE(t.snapshot().framing, Framing::None);
        QVERIFY(!t.window().findChild<QToolButton*>("statusHolds")->isVisible());
    }

    void delimitedMessagesAreRecognisedAndEdited()
    {
        TestWindow t;
        t.start({t.write("p.skit", "model P { uint32 id = 1; }"),
                 t.write("p.bin", QByteArray::fromHex("0208010208020308ac02"))});
        QCOMPARE(t.snapshot().framing, Framing::Delimited);
        QCOMPARE(t.snapshot().frames->size(), std::size_t(3));
        t.document().editField("[1].id", "300");
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("0208010308ac020308ac02"));
        // One value of the same bytes stays one value once somebody says so.
        t.trigger("schema.holds-value");
        t.settle();
        QCOMPARE(t.snapshot().framing, Framing::None);
        QVERIFY(!t.snapshot().problems().empty());
        t.crash();
        t.open();
        answerNextBox(QStringLiteral("Recover"));
        t.start();
        QCOMPARE(t.snapshot().framing, Framing::None);
        QCOMPARE(t.document().holds().kind, BufferChoice::Kind::Framed);
    }

    void severalMessagesAreRecognised()
    {
        const QByteArray schema = "message Ping { id: u8 }\nmessage Pong { id: u16 }\n";
        TestWindow t;
        t.start({t.write("m.sdp", schema)});
        const auto messages = [&](const char* value) {
            t.document().setHolds({BufferChoice::Kind::Usual, Framing::None});
            t.document().replaceValue(value);
            t.settle();
            return toByteArray(*t.document().bytes());
        };
        const QByteArray both = messages(R"([{"@type": "Ping", "id": 1}, {"@type": "Pong", "id": 2}])");
        TestWindow other;
        other.start({other.write("m.sdp", schema), other.write("both.bin", both)});
        QVERIFY(other.snapshot().stream());
        QVERIFY(other.snapshot().problems().empty());
        QCOMPARE(other.window().findChild<QToolButton*>("holdsChooser")->text(), QStringLiteral("Holds: messages ▾"));
        // Bytes that can be read as nothing are shown as one damaged message, not as several.
        TestWindow broken;
        broken.start({broken.write("m.sdp", schema), broken.write("broken.bin", both.left(3))});
        QVERIFY(!broken.snapshot().stream());
        QVERIFY(!broken.snapshot().problems().empty());
    }

    void theExplanationFollowsTheSelection()
    {
        OpenedWindow t;
        t.trigger("go.explain");
        QTRY_VERIFY(t.views().explanation().isVisible());
        QVERIFY(t.views().explanation().text().isEmpty());
        t.clickHexByte(0);
        QVERIFY2(t.views().explanation().text().contains("42"), qPrintable(t.views().explanation().text()));
        t.clickRow("active");
        QVERIFY(t.views().explanation().text().startsWith("active"));
        t.views().bytes().replace(14, 1, Bytes{0});
        t.settle();
        QVERIFY(t.views().explanation().text().contains("false"));
    }

    void tabsKeepTheirOwnViews()
    {
        OpenedWindow t;
        t.clickHexByte(9);
        t.window().files().openFiles({t.write("other.sdp", "struct Other { a: u8 }")});
        t.settle();
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        QVERIFY(t.selectedPath().isEmpty());
        QCOMPARE(t.views().hex().document()->size(), quint64(0));
        t.trigger("go.next-tab");
        QCOMPARE(t.selectedPath(), QStringLiteral("name"));
        QVERIFY(t.views().hex().isVisible());
    }

    void goToOffset()
    {
        OpenedWindow t;
        t.trigger("go.offset");
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QTest::keyClicks(QApplication::focusWidget(), "0x8");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(t.views().hex().caret(), quint64(8));
        QCOMPARE(t.window().findChild<QLabel*>("statusOffset")->text(), QStringLiteral("0x08 (8)"));
    }

    void layingOutTheSchemaTextIsOneUndoStep()
    {
        OpenedWindow t;
        t.views().editor().setFocus();
        t.placeCursor("active: bool,");
        t.typeInSchema("   ");
        const std::string before = t.document().schemaText();
        t.trigger("schema.format");
        t.settle();
        QCOMPARE(t.document().schemaText(), kPluginSchema);
        QCOMPARE(t.views().editor().text(), kPluginSchema);
        t.trigger("edit.undo");
        t.settle();
        QCOMPARE(t.document().schemaText(), before);
    }
};

QTEST_MAIN(WindowLiveTest)
#include "window_live_test.moc"
