// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_fixture.h"

#include "app/window/banner.h"
#include "app/window/file_kind.h"
#include "app/window/paste_dialog.h"
#include "app/window/recent_files.h"
#include "app/window/sample_dialog.h"
#include "widgets/code_editor.h"
#include "widgets/code_editor_area.h"
#include "widgets/hex_view.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QUrl>

using namespace wirebench;

namespace {

constexpr auto kSchema = "struct A {\n    a: u8,\n}\n";

/// Opens the paste dialog on `text` and hands it to `check`; rejects it when `check` left it open.
void withPasteDialog(TestWindow& t, const QString& text, const std::function<void(PasteDialog&)>& check)
{
    QApplication::clipboard()->setText(text);
    QTimer::singleShot(0, qApp, [&] {
        auto* dialog = qobject_cast<PasteDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            qFatal("the paste dialog is not open");
        check(*dialog);
        if (dialog->isVisible())
            dialog->reject();
    });
    t.trigger("file.paste");
}

QString pasteResult(PasteDialog& dialog)
{
    return dialog.findChild<QLabel*>("pasteResult")->text();
}

QPushButton* pasteButton(PasteDialog& dialog)
{
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

} // namespace

/// Issue 3: "Open by dialog, drag and drop, command line, recent list, new from a sample; paste hex as a new buffer;
/// save and save as, atomic", and conventions, *Files* and *Paste and import*.
class WindowFilesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandLineTellsSchemasAndBuffersApart()
    {
        TestWindow t;
        t.start({t.write("b.bin", "\x07"), t.write("a.sdp", kSchema), t.write("c.bin", "\x08")});
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        QCOMPARE(t.document().schemaName(), QStringLiteral("a.sdp"));
        QCOMPARE(t.hex(), QStringLiteral("08"));
        QVERIFY(!t.document().modified());
    }

    void valuesAndHexFilesAreRead()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema), t.write("v.json", "{\"a\": 9}")});
        QTRY_COMPARE(t.hex(), QStringLiteral("09"));
        QCOMPARE(guessKind("x.hex", ":0100000041BE\n:00000001FF\n"), FileKindGuess::HexText);
        QCOMPARE(guessKind("x.bin", QByteArray("\xff\xfe", 2)), FileKindGuess::Buffer);
        QCOMPARE(guessKind("x.sdp", kSchema), FileKindGuess::Schema);
        QVERIFY(openFilters().join(' ').contains("*.bitschema.yaml"));
    }

    void aMissingFileIsSaidOnce()
    {
        TestWindow t;
        QString said;
        QTimer::singleShot(0, qApp, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            said = box->text();
            box->accept();
        });
        t.start({t.path("gone.sdp"), t.write("a.sdp", kSchema)});
        QVERIFY2(said.contains("gone.sdp"), qPrintable(said));
        QCOMPARE(t.document().schemaName(), QStringLiteral("a.sdp"));
    }

    void dropOpensATabAndAsksBeforeReplacing()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema), t.write("a.bin", "\x01")});
        const auto drop = [&](const QString& file) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(file)});
            QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&t.window(), &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&t.window(), &event);
        };
        drop(t.write("b.sdp", "struct B { b: u16 }"));
        t.settle();
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        QCOMPARE(t.document().schemaName(), QStringLiteral("b.sdp"));
        t.trigger("go.next-tab");
        t.document().editBytes(std::make_shared<const Bytes>(Bytes{2}));
        t.settle();
        const QString other = t.write("c.bin", "\x03");
        answerNextBox(QMessageBox::Cancel);
        drop(other);
        QCOMPARE(t.hex(), QStringLiteral("02"));
        answerNextBox(QMessageBox::Discard);
        drop(other);
        QCOMPARE(t.hex(), QStringLiteral("03"));
    }

    void openingAnOpenSchemaGoesToItsTab()
    {
        TestWindow t;
        const QString a = t.write("a.sdp", kSchema);
        t.start({a, t.write("b.sdp", "struct B { b: u16 }")});
        t.window().files().openFiles({a});
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        QCOMPARE(t.document().schemaPath(), a);
    }

    void recentFilesAreKeptPinnedAndMarkedWhenMissing()
    {
        TestWindow t;
        QStringList files;
        for (int i = 0; i < 20; ++i)
            files.append(
                t.write(QStringLiteral("f%1.sdp").arg(i), QStringLiteral("struct S%1 { a: u8 }").arg(i).toUtf8()));
        t.start(files);
        RecentFiles& recent = t.window().files().recent();
        QVERIFY(recent.files().size() >= 10);
        QCOMPARE(recent.files().first().path, files.last());
        recent.setPinned(files[10], true);
        recent.add(files[0]);
        QCOMPARE(recent.files().first().path, files[10]);
        QVERIFY(recent.files().first().pinned);
        QFile::remove(files[10]);
        QVERIFY(t.close());
        t.open();
        const QList<RecentFile> again = t.window().files().recent().files();
        QCOMPARE(again.first().path, files[10]);
        QVERIFY(again.first().pinned);
        auto* menu = t.window().findChild<QMenu*>("recentMenu");
        Q_EMIT menu->aboutToShow();
        QVERIFY2(menu->actions().first()->text().contains("missing"), qPrintable(menu->actions().first()->text()));
    }

    void newFromASample()
    {
        TestWindow t;
        t.start();
        QTimer::singleShot(0, qApp, [] {
            auto* dialog = qobject_cast<SampleDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                qFatal("the sample dialog is not open");
            QVERIFY(dialog->sample());
            QTest::keyClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::Key_Space);
        });
        t.trigger("file.new");
        t.settle();
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        QVERIFY(t.document().schemaPath().isEmpty());
        QVERIFY(t.snapshot().tree);
        QVERIFY(!t.document().modified());
    }

    void everySampleOpensWithoutProblems()
    {
        const QList<Sample> samples = loadSamples(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas"));
        QVERIFY(samples.size() >= 10);
        TestWindow t;
        t.start();
        for (const Sample& sample : samples) {
            t.window().files().openSample(sample);
            t.settle();
            QVERIFY2(!hasErrors(t.snapshot().problems()), qPrintable(sample.title));
            QVERIFY2(t.snapshot().tree || sample.bufferPath.isEmpty(), qPrintable(sample.title));
        }
    }

    void pasteHexAsANewBufferNamesTheForm()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        withPasteDialog(t, "00000000  2a                                                |*|\n",
                        [](PasteDialog& dialog) {
                            QVERIFY2(pasteResult(dialog).contains("hex dump"), qPrintable(pasteResult(dialog)));
                            QVERIFY2(pasteResult(dialog).contains("1 byte"), qPrintable(pasteResult(dialog)));
                            QTest::mouseClick(pasteButton(dialog), Qt::LeftButton);
                        });
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("2a"));
        QVERIFY(t.document().bufferModified());
        QVERIFY(t.document().valueText().find("42") != std::string::npos);
    }

    void aBadCharacterIsAnErrorAtItsColumn()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        withPasteDialog(t, "08 9g 01", [](PasteDialog& dialog) {
            QVERIFY2(pasteResult(dialog).startsWith("Line 1, column 5"), qPrintable(pasteResult(dialog)));
            QVERIFY(!pasteButton(dialog)->isEnabled());
            auto* text = dialog.findChild<QPlainTextEdit*>("pasteText");
            QCOMPARE(text->extraSelections().size(), 1);
            QCOMPARE(text->extraSelections().first().cursor.selectionStart(), 4);
            text->setPlainText("08 96 01");
            QVERIFY(pasteButton(dialog)->isEnabled());
        });
        QVERIFY(!t.document().bytes());
    }

    void theFormCanBeChosen()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        withPasteDialog(t, "0896", [](PasteDialog& dialog) {
            auto* form = dialog.findChild<QComboBox*>("pasteForm");
            form->setCurrentIndex(form->findText("base64", Qt::MatchFixedString));
            QVERIFY2(pasteResult(dialog).contains("3 bytes"), qPrintable(pasteResult(dialog)));
        });
    }

    void aPackedIntegerIsABuffer()
    {
        TestWindow t;
        t.start({t.write("u.bitschema.json", R"({"name": "U", "fields": [{"name": "active", "type": "bool"},
            {"name": "age", "type": "int", "min": 0, "max": 127}]})")});
        withPasteDialog(t, "0b0101_0101", [](PasteDialog& dialog) {
            auto* form = dialog.findChild<QComboBox*>("pasteForm");
            form->setCurrentIndex(form->findText("integer"));
            QTest::mouseClick(pasteButton(dialog), Qt::LeftButton);
        });
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("55"));
        QVERIFY(t.document().valueText().find("42") != std::string::npos);
    }

    void saveWritesWhatChanged()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema), t.write("a.bin", "\x01")});
        t.views().editor().setFocus();
        QTest::keyClicks(&t.views().editor().area(), "// x ");
        t.document().editBytes(std::make_shared<const Bytes>(Bytes{7}));
        t.settle();
        QVERIFY(t.window().isWindowModified());
        t.trigger("file.save");
        QVERIFY(t.read("a.sdp").startsWith("// x "));
        QCOMPARE(t.read("a.bin"), QByteArray("\x07"));
        QVERIFY(!t.window().isWindowModified());
        QVERIFY(!t.views().editor().isModified());
    }

    void saveAsTakesTheNewName()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        QVERIFY(t.window().files().saveSchemaTo(t.document(), t.path("copy.sdp")));
        QCOMPARE(t.read("copy.sdp"), QByteArray(kSchema));
        QCOMPARE(t.document().schemaPath(), t.path("copy.sdp"));
        QVERIFY(t.window().windowTitle().contains("copy.sdp"));
        t.settle();
    }

    void aFailedSaveKeepsTheOldFileAndSaysSo()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        QString said;
        QTimer::singleShot(0, qApp, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            said = box->text();
            box->accept();
        });
        QVERIFY(!t.window().files().saveSchemaTo(t.document(), t.path("no/folder/a.sdp")));
        QVERIFY2(said.contains("no/folder"), qPrintable(said));
        QCOMPARE(t.read("a.sdp"), QByteArray(kSchema));
    }

    void closingAsksForUnsavedChanges()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        t.document().replaceSchema("struct A { a: u16 }");
        t.settle();
        answerNextBox(QMessageBox::Cancel);
        QVERIFY(!t.close());
        answerNextBox(QMessageBox::Save);
        QVERIFY(t.close());
        QCOMPARE(t.read("a.sdp"), QByteArray("struct A { a: u16 }"));
    }

    void anOutsideChangeOffersToReadAgain()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        QVERIFY(!t.views().banner().isVisible());
        t.write("a.sdp", "struct A { a: u32 }");
        QTRY_VERIFY(t.views().banner().isVisible());
        QVERIFY(t.views().banner().text().contains("a.sdp"));
        QCOMPARE(t.document().schemaText(), kSchema);
        QTest::mouseClick(t.views().banner().findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(t.document().schemaText(), "struct A { a: u32 }");
        QCOMPARE(t.views().editor().text(), "struct A { a: u32 }");
        QVERIFY(!t.views().banner().isVisible());
        t.settle();
    }

    void ownSavingIsNoOutsideChange()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        QSignalSpy outside(&t.window().files(), &FileController::changedOutside);
        t.document().replaceSchema("struct A { a: u16 }");
        t.trigger("file.save");
        t.settle();
        QCOMPARE(t.read("a.sdp"), QByteArray("struct A { a: u16 }"));
        QCOMPARE(outside.size(), 0);
    }

    void whatWasTypedIsRecoveredAfterACrash()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema), t.write("a.bin", "\x01")});
        t.document().replaceSchema("struct A { a: u8 } // typed");
        t.document().editBytes(std::make_shared<const Bytes>(Bytes{9}));
        t.settle();
        t.crash();
        QCOMPARE(t.read("a.sdp"), QByteArray(kSchema));
        t.open();
        answerNextBox(QStringLiteral("Recover"));
        t.start();
        QCOMPARE(t.document().schemaText(), "struct A { a: u8 } // typed");
        QCOMPARE(t.hex(), QStringLiteral("09"));
        QVERIFY(t.document().modified());
        QCOMPARE(t.document().schemaPath(), t.path("a.sdp"));
    }

    void recoveryCanBeRefused()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema)});
        t.document().replaceSchema("struct A { a: u8 } // typed");
        t.crash();
        t.open();
        answerNextBox(QStringLiteral("Throw Away"));
        t.start({t.path("a.sdp")});
        QCOMPARE(t.document().schemaText(), kSchema);
    }

    void theLastSessionIsReopened()
    {
        TestWindow t;
        t.start({t.write("a.sdp", kSchema), t.write("b.sdp", "struct B { b: u16 }"), t.write("b.bin", "\x01\x02")});
        QVERIFY(t.close());
        t.write("a.sdp", "struct A { changed: u8 }");
        t.open();
        t.start();
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        QCOMPARE(t.document().schemaName(), QStringLiteral("b.sdp"));
        QCOMPARE(t.hex(), QStringLiteral("0102"));
        QCOMPARE(t.window().workspace().documents().front()->schemaText(), "struct A { changed: u8 }");
        QVERIFY(!t.document().modified());
    }
};

QTEST_MAIN(WindowFilesTest)
#include "window_files_test.moc"
