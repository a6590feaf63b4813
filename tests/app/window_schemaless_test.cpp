// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "app/window/banner.h"
#include "app/window/draft_dialog.h"
#include "widgets/explain_view.h"
#include "widgets/schemaless_model.h"
#include "widgets/schemaless_view.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace wirebench;

namespace {

/// A text, a number, a message of two fields.
const QByteArray kMessage = QByteArray::fromHex("0A05416C696365"
                                                "102A"
                                                "1A070A03426F62"
                                                "1001");

struct BareWindow : TestWindow {
    explicit BareWindow(const QByteArray& bytes) { start({write("message.bin", bytes)}); }

    SchemalessView& view() { return views().schemaless(); }
    QTreeView& rows() { return *view().list(); }
    QModelIndex row(std::initializer_list<int> places, int column = SchemalessModel::FieldColumn)
    {
        QModelIndex index;
        for (const int place : places)
            index = view().model()->index(place, 0, index);
        return index.siblingAtColumn(column);
    }
    QString cell(std::initializer_list<int> places, int column) { return row(places, column).data().toString(); }
    void click(const QModelIndex& index)
    {
        rows().scrollTo(index);
        QTest::mouseClick(rows().viewport(), Qt::LeftButton, {}, rows().visualRect(index).center());
    }
    QComboBox& formats() { return *view().findChild<QComboBox*>("schemalessFormat"); }
    QString summary() { return view().findChild<QLabel*>("schemalessSummary")->text(); }
    BitRange selected()
    {
        const auto& bits = views().selection().state().bits;
        return bits.empty() ? BitRange{} : bits.front();
    }
};

/// Waits for the draft in the dialog that opens next, looks at it and presses a key.
void answerDraft(Qt::Key key, std::function<void(DraftDialog&)> look = {})
{
    QTimer::singleShot(0, qApp, [key, look] {
        auto* dialog = qobject_cast<DraftDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        auto* preview = dialog->findChild<QPlainTextEdit*>("draftPreview");
        QTRY_VERIFY(!preview->toPlainText().isEmpty());
        if (look)
            look(*dialog);
        QTest::keyClick(dialog, key);
        const bool open = dialog->isVisible();
        dialog->close();
        QVERIFY(!open);
    });
}

} // namespace

/// Issue "SerialKit and Cramberry, complete": *Unknown bytes*, in the window.
class WindowSchemalessTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesWithoutASchemaAreShownAsFields()
    {
        BareWindow t(kMessage);
        QVERIFY(!t.snapshot().plan);
        QTRY_VERIFY(t.rows().isVisible());
        QAbstractItemModelTester tester(t.view().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(t.view().model()->rowCount(), 3);
        QCOMPARE(t.cell({0}, SchemalessModel::FieldColumn), "1");
        QVERIFY(!t.cell({0}, SchemalessModel::WireTypeColumn).isEmpty());
        QCOMPARE(t.cell({0}, SchemalessModel::ReadingColumn), "text");
        QCOMPARE(t.cell({0}, SchemalessModel::ValueColumn), "\"Alice\"");
        QCOMPARE(t.cell({0}, SchemalessModel::FitColumn), "90 %");
        QCOMPARE(t.cell({1}, SchemalessModel::OffsetColumn), "0x0007");
        QCOMPARE(t.cell({1}, SchemalessModel::ValueColumn), "42");
        QCOMPARE(t.cell({2}, SchemalessModel::ReadingColumn), "message");
        QVERIFY(t.rows().isExpanded(t.row({2})));
        QCOMPARE(t.cell({2, 0}, SchemalessModel::ValueColumn), "\"Bob\"");
        QVERIFY(t.summary().contains("5 fields"));
        QVERIFY(!t.row({0}).data(Qt::ToolTipRole).toString().isEmpty());
    }

    void lessPlausibleReadingsAreBelow()
    {
        BareWindow t(kMessage);
        QVERIFY(!t.rows().isExpanded(t.row({1})));
        t.click(t.row({1}));
        QTest::keyClick(&t.rows(), Qt::Key_Right);
        QVERIFY(t.rows().isExpanded(t.row({1})));
        QCOMPARE(t.cell({1, 0}, SchemalessModel::ReadingColumn), "signed");
        QCOMPARE(t.cell({1, 1}, SchemalessModel::ReadingColumn), "zigzag");
        QCOMPARE(t.cell({1, 1}, SchemalessModel::ValueColumn), "21");
        // Behind the fields of the message.
        QCOMPARE(t.cell({2, 2}, SchemalessModel::ReadingColumn), "other readings");
        QVERIFY(!t.cell({2, 2, 0}, SchemalessModel::ReadingColumn).isEmpty());
        QVERIFY(!t.view().model()->hasChildren(t.row({2, 2, 0})));
    }

    void aMessageThatIsNotTheFirstChoiceCanBeOpened()
    {
        BareWindow t(QByteArray::fromHex("12040A026869"
                                         "1203686579"
                                         "1A02086B"));
        const SchemalessModel& model = *t.view().model();
        QModelIndex message;
        for (int i = 0; i < model.rowCount(t.row({2})); ++i) {
            if (t.cell({2, i}, SchemalessModel::ReadingColumn) == "message")
                message = t.row({2, i});
        }
        QVERIFY(message.isValid() || t.cell({2}, SchemalessModel::ReadingColumn) == "message");
        const QModelIndex opened = message.isValid() ? message : t.row({2});
        QVERIFY(model.hasChildren(opened));
        QCOMPARE(model.index(0, SchemalessModel::ValueColumn, opened).data().toString(), "107");
    }

    void rowsAndBytesShareTheSelection()
    {
        BareWindow t(kMessage);
        t.click(t.row({2, 0}));
        QCOMPARE(t.selected(), bitsOfBytes(11, 5));
        clickByte(t.views().hex(), 8);
        QCOMPARE(t.rows().currentIndex().row(), 1);
        QVERIFY(!t.rows().currentIndex().parent().isValid());
        clickByte(t.views().hex(), 13);
        QCOMPARE(t.rows().currentIndex().parent().siblingAtColumn(0), t.row({2}));
        // The keyboard goes on to the bytes.
        t.rows().setFocus();
        QTest::keyClick(&t.rows(), Qt::Key_Return);
        QVERIFY(t.views().hex().hasFocus());
        t.press(Qt::Key_6, Qt::AltModifier);
        QVERIFY(t.rows().hasFocus());
        QTest::keyClick(&t.rows(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains("\"Bob\""));
    }

    void theWireFormatCanBeChosen()
    {
        BareWindow t(kMessage);
        QVERIFY(t.formats().itemText(0).startsWith("Best fit: "));
        QVERIFY(t.formats().count() >= 3);
        const QString second = t.formats().itemData(2).toString();
        t.formats().setFocus();
        QTest::keyClick(&t.formats(), Qt::Key_End);
        t.settle();
        QCOMPARE(t.document().formatId(), t.formats().itemData(t.formats().count() - 1).toString());
        QVERIFY(t.snapshot().schemaless->chosen);
        QCOMPARE(QString::fromUtf8(t.snapshot().schemaless->format->id().data()), t.document().formatId());
        QVERIFY(!second.isEmpty());
        QTest::keyClick(&t.formats(), Qt::Key_Home);
        t.settle();
        QVERIFY(t.document().formatId().isEmpty());
        QVERIFY(!t.snapshot().schemaless->chosen);
    }

    void aFormatWithoutTagsSaysWhatToDo()
    {
        BareWindow t(kMessage);
        t.document().setFormatId("sdp");
        t.settle();
        QVERIFY(!t.snapshot().schemaless);
        auto* empty = t.view().findChild<QLabel*>("noReading");
        QVERIFY(empty->isVisible());
        QVERIFY(empty->text().contains("Choose another format"));
        QVERIFY(!t.rows().isVisible());
    }

    void whatIsNoFieldIsSaid()
    {
        BareWindow t(kMessage + QByteArray::fromHex("0A7F00"));
        const int last = t.view().model()->rowCount() - 1;
        QCOMPARE(t.cell({last}, SchemalessModel::ReadingColumn), "no field");
        QVERIFY(t.cell({last}, SchemalessModel::ValueColumn).contains("cut short"));
        QVERIFY(t.summary().contains("3 of 21 bytes"));
    }

    void aDraftIsANewDocumentWithTheBytes()
    {
        BareWindow t(kMessage);
        QAction* action = t.window().actionList().find("bytes.draft");
        QVERIFY(action->isEnabled());
        QVERIFY(!action->toolTip().isEmpty());
        QString preview;
        answerDraft(Qt::Key_Return, [&](DraftDialog& dialog) {
            preview = dialog.findChild<QPlainTextEdit*>("draftPreview")->toPlainText();
            QVERIFY(dialog.findChild<QLabel*>("draftSummary")->text().contains("2 messages, 5 fields"));
        });
        t.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        t.settle();
        QCOMPARE(QString::fromStdString(t.document().schemaText()), preview);
        QCOMPARE(t.hex(), QString::fromLatin1(kMessage.toHex()));
        QVERIFY(t.document().schemaPath().isEmpty());
        QVERIFY(t.document().schemaModified());
        QVERIFY(t.snapshot().plan);
        QVERIFY(!hasErrors(t.snapshot().problems()));
        QCOMPARE(t.snapshot().typeName, "Message");
        QTRY_VERIFY(t.views().structure().isVisible());
        QVERIFY(t.document().valueText().find("Alice") != std::string::npos);
        // What is typed in it can be taken back, and it is closed like any other.
        t.views().editor().setFocus();
        QTest::keyClick(&t.views().editor().area(), Qt::Key_X);
        t.settle();
        t.press(Qt::Key_Z, Qt::ControlModifier);
        t.settle();
        QCOMPARE(QString::fromStdString(t.document().schemaText()), preview);
        answerNextBox(QMessageBox::Discard);
        t.press(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(1));
        QTRY_VERIFY(t.rows().isVisible());
        QVERIFY(!t.document().modified());
    }

    void theViewAndALineAboveTheSchemaOfferADraft()
    {
        BareWindow t(kMessage);
        answerDraft(Qt::Key_Escape);
        QTest::mouseClick(t.view().findChild<QToolButton*>("draftSchema"), Qt::LeftButton);
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(1));
        const auto button = [&t](const QString& text) -> QAbstractButton* {
            for (auto* found : t.views().schemaPage()->findChildren<QAbstractButton*>())
                if (found->text() == text && found->isVisible())
                    return found;
            return nullptr;
        };
        answerDraft(Qt::Key_Escape);
        QTest::mouseClick(button("Draft a Schema…"), Qt::LeftButton);
        t.window().docks().reveal(ViewKind::Frames);
        QApplication::setActiveWindow(&t.window()); // as a desktop does when a dialog closes
        QTest::mouseClick(button("Show Fields"), Qt::LeftButton);
        QTRY_VERIFY(t.rows().hasFocus());
        // With a schema, both are gone.
        t.document().replaceSchema("namespace v;\nmodel M {\n    string a = 1;\n}\n");
        t.settle();
        QVERIFY(t.snapshot().plan);
        QVERIFY(!button("Draft a Schema…"));
        QVERIFY(t.views().structure().isVisible());
    }

    void pastedBytesAreShownToo()
    {
        BareWindow t("\x08\x01");
        QApplication::clipboard()->setText("0a 05 41 6c 69 63 65");
        QTimer::singleShot(0, qApp, [] {
            QWidget* dialog = QApplication::activeModalWidget();
            QVERIFY(dialog);
            QTest::keyClick(dialog, Qt::Key_Return);
        });
        t.press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        t.settle();
        QCOMPARE(t.hex(), "0a05416c696365");
        QCOMPARE(t.cell({0}, SchemalessModel::ValueColumn), "\"Alice\"");
    }

    void largeBuffersAreReadOffTheGuiThreadAndWithinBounds()
    {
        QByteArray bytes;
        for (int i = 0; i < 150'000; ++i)
            bytes.append(QByteArray::fromHex("0801"));
        BareWindow t(bytes);
        const SchemalessModel& model = *t.view().model();
        QCOMPARE(model.rowCount(), int(kMostGuessedFields) + 1);
        QCOMPARE(model.index(model.rowCount() - 1, SchemalessModel::ReadingColumn).data().toString(), "not looked at");
        QVERIFY(t.summary().contains("100,000 fields") && t.summary().contains("no field"));
    }

    void unknownFieldsOfASchemaAreExplained()
    {
        OpenedWindow t("x", "");
        t.document().loadSchema("namespace v;\nmodel M {\n    string a = 1;\n}\n", {}, "m.skit");
        t.document().loadBuffer(Bytes(kMessage.begin(), kMessage.end()), {}, "m.bin", true);
        t.settle();
        t.window().docks().reveal(ViewKind::Explain);
        t.clickHexByte(9);
        const QString text = t.views().explanation().text();
        QVERIFY2(text.contains("field number 3"), qPrintable(text));
        QVERIFY2(text.contains("What it may be"), qPrintable(text));
        QVERIFY2(text.contains("message (") && text.contains("text \"Bob\""), qPrintable(text));
        // The row of the structure has number and wire type as well.
        const QModelIndex current = t.rows().currentIndex();
        QString line;
        for (int column = 0; column < t.rows().model()->columnCount(); ++column)
            line += current.siblingAtColumn(column).data().toString() + ' ';
        QVERIFY2(line.contains("field 3, LENGTH_DELIMITED"), qPrintable(line));
    }
};

QTEST_MAIN(WindowSchemalessTest)
#include "window_schemaless_test.moc"
