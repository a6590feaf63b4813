// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "app/window/banner.h"
#include "app/window/paste_dialog.h"
#include "app/window/sample_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QToolButton>
#include <QTreeWidget>

using namespace wirebench;

namespace {

const QString kSamples = QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/");

/// Runs `act` on the dialog of this kind that opens next.
template <typename Dialog>
void onNextDialog(const std::function<void(Dialog&)>& act)
{
    QTimer::singleShot(0, qApp, [act] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        act(*dialog);
    });
}

} // namespace

/// What the window is for while a buffer is inspected: one test for each promise, driven as a person would.
class WindowInspectTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void hexView_coloursDownToBitsAndHover()
    {
        TestWindow t;
        t.start({kSamples + "bitschema/ipv4_header.bitschema.json", kSamples + "bitschema/ipv4_header.bin"});
        HexView& hex = t.views().hex();
        // The first byte holds two fields of four bits: their colours meet in its middle.
        const QRect cell = hex.cellRect(0);
        const QImage image = hex.viewport()->grab().toImage();
        const QColor left = image.pixelColor(cell.left() + 3, cell.top() + 3);
        const QColor right = image.pixelColor(cell.right() - 3, cell.top() + 3);
        QVERIFY(left != right);
        QCOMPARE(right, t.window().theme().fieldFill(t.snapshot().tree->colour(t.snapshot().tree->chainOf("ihl"))));
        const QString tip = hex.fieldTextAt(QPoint(cell.right() - 3, cell.center().y()));
        QVERIFY2(tip.contains("ihl") && tip.contains("5"), qPrintable(tip));
        QTest::mouseMove(hex.viewport(), QPoint(cell.right() - 3, cell.center().y()));
        QCOMPARE(t.views().selection().hover().path, QStringLiteral("ihl"));
    }

    void hexView_overwriteInsertAndUndo()
    {
        OpenedWindow t;
        t.clickHexByte(0);
        QTest::keyClicks(t.views().hex().viewport(), "2b");
        QCOMPARE(t.views().hex().document()->size(), quint64(15));
        t.settle();
        QVERIFY(t.hex().startsWith("2b000000"));
        t.clickHexByte(14);
        QTest::keyClick(&t.views().hex(), Qt::Key_Insert);
        QCOMPARE(t.window().findChild<QToolButton*>("statusMode")->text(), QStringLiteral("INS"));
        QTest::keyClicks(t.views().hex().viewport(), "0107");
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("2b00000006000000526576657262") + "010701");
        t.press(Qt::Key_Z, Qt::ControlModifier);
        t.press(Qt::Key_Z, Qt::ControlModifier);
        t.settle();
        QCOMPARE(t.hex(), QString::fromLatin1(kReverb.toHex()));
        t.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        t.settle();
        QVERIFY(t.hex().startsWith("2b000000"));
    }

    void hexView_goToOffsetAndCopyAs()
    {
        OpenedWindow t;
        t.press(Qt::Key_5, Qt::AltModifier);
        t.press(Qt::Key_G, Qt::ControlModifier);
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QTest::keyClicks(QApplication::focusWidget(), "0x8");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(t.views().hex().caret(), quint64(8));
        QTest::keyClick(&t.views().hex(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&t.views().hex(), Qt::Key_Right, Qt::ShiftModifier);
        t.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("52 65"));
        QCOMPARE(QApplication::clipboard()->mimeData()->data("application/octet-stream"), QByteArray("Re"));
        QString preview;
        QTimer::singleShot(0, qApp, [&preview] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu)
                qFatal("no menu is open");
            for (QAction* action : menu->actions()) {
                if (action->data().toString() == QLatin1String("python")) {
                    preview = action->text();
                    menu->setActiveAction(action);
                }
            }
            QTest::keyClick(menu, Qt::Key_Return);
        });
        t.press(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY2(preview.contains("52"), qPrintable(preview));
        QVERIFY2(QApplication::clipboard()->text().contains("52"), qPrintable(QApplication::clipboard()->text()));
        QVERIFY(QApplication::clipboard()->text() != QStringLiteral("52 65"));
    }

    void structureTree_expandFilterCopyAndEdit()
    {
        OpenedWindow t;
        StructureModel& model = *t.views().structure().model();
        QCOMPARE(t.row("id", StructureModel::TypeColumn).data().toString(), QStringLiteral("u32"));
        QCOMPARE(t.row("id", StructureModel::ValueColumn).data().toString(), QStringLiteral("42"));
        QCOMPARE(t.row("name", StructureModel::OffsetColumn).data().toString(), QStringLiteral("0x0004"));
        QCOMPARE(t.row("name", StructureModel::SizeColumn).data().toString(), QStringLiteral("10 B"));
        QVERIFY(t.row("id", StructureModel::BytesColumn).data().toString().startsWith("2A 00 00 00"));
        t.rows().collapse(t.row("name")); // few rows are open from the start
        t.clickRow("name");
        QTest::keyClick(&t.rows(), Qt::Key_Right);
        QVERIFY(t.rows().isExpanded(t.row("name")));
        t.press(Qt::Key_C, Qt::ControlModifier);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.startsWith("name\tstr\t\"Reverb\"\t0x0004"), qPrintable(copied));
        t.views().structure().copyPath();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("name"));
        t.views().structure().copyValue();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("\"Reverb\""));

        auto* filter = t.views().structure().findChild<QLineEdit*>();
        t.rows().setFocus();
        t.press(Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, "activ");
        QTRY_VERIFY(model.filtered());
        QTRY_VERIFY(!t.row("name").isValid());
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_VERIFY(t.row("name").isValid());

        t.clickRow("id");
        QTest::keyClick(&t.rows(), Qt::Key_Return);
        auto* edit = t.rows().viewport()->findChild<QLineEdit*>();
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, "0xff");
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(t.hex().startsWith("ff000000"));
        t.settle();
        t.clickRow("active");
        QTest::keyClick(&t.rows(), Qt::Key_Space);
        QTRY_VERIFY(t.hex().endsWith("00"));
        t.settle();
    }

    void valueEditor_valueAndBytesFollowEachOther()
    {
        OpenedWindow t;
        CodeEditor& editor = t.views().value().editor();
        const std::size_t at = editor.text().find("Reverb");
        editor.revealRange({std::uint32_t(at), std::uint32_t(at + 6)});
        editor.setFocus();
        QTest::keyClicks(&editor.area(), "Hall");
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("2a0000000400000048616c6c01"));
        t.clickHexByte(8);
        QTest::keyClicks(t.views().hex().viewport(), "57");
        t.settle();
        QVERIFY(t.views().value().text().find("\"Wall\"") != std::string::npos);
        // An error is shown where it is, and the bytes keep the last good value.
        const std::size_t number = editor.text().find("42");
        editor.revealRange({std::uint32_t(number), std::uint32_t(number + 2)});
        editor.setFocus();
        QTest::keyClicks(&editor.area(), "-1");
        t.settle();
        QCOMPARE(editor.area().marks().at(std::uint32_t(number + 1)).size(), std::size_t(1));
        QVERIFY(t.hex().startsWith("2a000000"));
    }

    void oneSelection_inAllViewsBothWaysDownToBits()
    {
        TestWindow t;
        t.start({kSamples + "bitschema/ipv4_header.bitschema.json", kSamples + "bitschema/ipv4_header.bin"});
        BitGridView& grid = *t.views().grid().view();
        StructureModel& model = *t.views().structure().model();
        const auto everywhere = [&](const QString& path) {
            QCOMPARE(t.views().selection().state().path, path);
            const QModelIndex row = t.views().structure().view()->currentIndex();
            QCOMPARE(model.path(row), path);
            QVERIFY(t.views().editor().highlightedRange() || t.views().editor().area().hasFocus());
            QTRY_VERIFY(t.views().value().editor().highlightedRange());
            const QString shown = t.window().findChild<QLabel*>("statusField")->text();
            QVERIFY2(shown.startsWith(path + " ="), qPrintable(shown));
        };
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, {}, grid.rectOf("ihl").center());
        everywhere("ihl");
        QCOMPARE(t.views().selection().state().bits.front().count, 4u);
        // The lower half of the first byte belongs to another field than the upper one.
        const QRect cell = t.views().hex().cellRect(0);
        QTest::mouseClick(t.views().hex().viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 3, cell.center().y()));
        everywhere("version");
        QTreeView& rows = *t.views().structure().view();
        const QModelIndex ttl = model.indexOf(model.tree()->chainOf("ttl"));
        rows.scrollTo(ttl);
        QTest::mouseClick(rows.viewport(), Qt::LeftButton, {}, rows.visualRect(ttl).center());
        everywhere("ttl");
        CodeEditor& value = t.views().value().editor();
        value.setFocus();
        const auto at = std::uint32_t(value.text().find("\"protocol\"") + 3);
        value.area().sci(QsciScintillaBase::SCI_GOTOPOS, at);
        QTRY_COMPARE(t.views().selection().state().path, QStringLiteral("protocol"));
        everywhere("protocol");
        // Single bits of a field, picked in the grid, are what the status bar names.
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, Qt::AltModifier, grid.bitRect(83).center());
        QCOMPARE(t.views().selection().state().bits.size(), std::size_t(1));
        QCOMPARE(t.views().selection().state().bits.front().first, std::uint64_t(83));
        QCOMPARE(t.views().selection().state().bits.front().count, std::uint64_t(1));
        QVERIFY(t.window().findChild<QLabel*>("statusSelection")->text().contains("83"));
    }

    void openByDialog()
    {
        TestWindow t;
        t.start({t.write("a.sdp", "struct A { a: u8 }")});
        const QString schema = t.write("plugin.sdp", kPluginSchema);
        answerFileDialog({"plugin.sdp"});
        t.press(Qt::Key_O, Qt::ControlModifier);
        t.settle();
        QCOMPARE(t.document().schemaPath(), schema);
        QCOMPARE(t.window().workspace().documents().size(), std::size_t(2));
        t.write("plugin.bin", kReverb);
        answerFileDialog({"plugin.bin"});
        t.press(Qt::Key_O, Qt::ControlModifier);
        t.settle();
        QCOMPARE(t.hex(), QString::fromLatin1(kReverb.toHex()));
        QCOMPARE(t.snapshot().typeName, "Plugin");
        QVERIFY(t.views().value().text().find("Reverb") != std::string::npos);
        answerFileDialog({});
        t.press(Qt::Key_O, Qt::ControlModifier);
        QVERIFY2(t.document().schemaPath() == schema, "Esc opens nothing");
        // What was opened is in the recent list, and can be opened from there.
        auto* menu = t.window().findChild<QMenu*>("recentMenu");
        Q_EMIT menu->aboutToShow();
        QVERIFY2(menu->actions().first()->text().startsWith("plugin.bin"), qPrintable(menu->actions().first()->text()));
        t.press(Qt::Key_W, Qt::ControlModifier);
        Q_EMIT menu->aboutToShow();
        menu->actions().at(1)->trigger();
        t.settle();
        QCOMPARE(t.document().schemaPath(), schema);
    }

    void openSeveralByDialogAtOnce()
    {
        TestWindow t;
        t.start({t.write("a.sdp", "struct A { a: u8 }")});
        const QString schema = t.write("plugin.sdp", kPluginSchema);
        t.write("plugin.bin", kReverb);
        QTimer::singleShot(0, qApp, [] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto* list = dialog->findChild<QListView*>("listView");
            const auto click = [&](const QString& name) {
                QModelIndex found;
                const auto look = [&] {
                    for (int row = 0; row < list->model()->rowCount(list->rootIndex()); ++row) {
                        const QModelIndex index = list->model()->index(row, 0, list->rootIndex());
                        if (index.data().toString() == name)
                            found = index;
                    }
                    return found.isValid();
                };
                QTRY_VERIFY(look());
                list->scrollTo(found);
                QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier,
                                  list->visualRect(found).center());
            };
            click("plugin.sdp");
            click("plugin.bin");
            QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open), Qt::LeftButton);
            dialog->close();
        });
        t.press(Qt::Key_O, Qt::ControlModifier);
        t.settle();
        QCOMPARE(t.document().schemaPath(), schema);
        QCOMPARE(t.hex(), QString::fromLatin1(kReverb.toHex()));
    }

    void newFromASampleAndPasteHexAsANewBuffer()
    {
        TestWindow t;
        t.start({t.write("a.sdp", "struct A { a: u8 }")});
        onNextDialog<SampleDialog>([](SampleDialog& dialog) {
            auto* filter = dialog.findChild<QLineEdit*>();
            auto* tree = dialog.findChild<QTreeWidget*>();
            QTest::keyClicks(filter, "IPv4");
            QTreeWidgetItem* found = nullptr;
            for (QTreeWidgetItemIterator i(tree, QTreeWidgetItemIterator::NotHidden); *i; ++i) {
                if ((*i)->childCount() == 0 && (*i)->text(0).contains("IPv4"))
                    found = *i;
            }
            if (!found)
                qFatal("the filter found no sample");
            QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(found).center());
            QTest::keyClick(tree, Qt::Key_Return);
        });
        t.press(Qt::Key_N, Qt::ControlModifier);
        t.settle();
        QCOMPARE(t.snapshot().typeName, "Ipv4Header");
        QCOMPARE(t.document().bytes()->size(), std::size_t(20));

        QApplication::clipboard()->setText("0x46, 0x00, 0x00, 0x15");
        onNextDialog<PasteDialog>([](PasteDialog& dialog) {
            QVERIFY(dialog.findChild<QLabel*>("pasteResult")->text().contains("4 bytes"));
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        });
        t.press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        t.settle();
        QCOMPARE(t.hex(), QStringLiteral("46000015"));
    }

    void saveAndSaveAsByDialog()
    {
        OpenedWindow t;
        t.typeInSchema("// mine\n");
        t.press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(t.read("plugin.sdp").startsWith("// mine\n"));
        answerFileDialog({"copy.sdp"});
        t.press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(t.read("copy.sdp"), QByteArray::fromStdString(t.document().schemaText()));
        QCOMPARE(t.document().schemaName(), QStringLiteral("copy.sdp"));
        t.clickHexByte(0);
        QTest::keyClicks(t.views().hex().viewport(), "2b");
        t.settle();
        answerFileDialog({"other.bin"});
        t.press(Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(t.read("other.bin").startsWith("\x2b"));
        QCOMPARE(t.read("plugin.bin"), kReverb);
        QVERIFY(!t.window().isWindowModified());
        QVERIFY2(QDir(t.path({})).entryList({"*.??????"}, QDir::Files).isEmpty(), "no half-written file is left");
    }

    void themesFollowTheSystemOrAChoice()
    {
        OpenedWindow t;
        const auto paper = [&t] {
            const QImage image = t.views().hex().viewport()->grab().toImage();
            return image.pixelColor(4, image.height() - 5).lightness();
        };
        t.trigger("theme.dark");
        QVERIFY(paper() < 80);
        t.trigger("theme.light");
        QVERIFY(paper() > 200);
        t.trigger("theme.system");
        QCOMPARE(t.window().theme().dark, systemPrefersDark());
    }

    void statusBarShowsWhereAndWhat()
    {
        OpenedWindow t;
        t.clickHexByte(9);
        const auto text = [&](const char* name) { return t.window().findChild<QLabel*>(name)->text(); };
        QCOMPARE(text("statusOffset"), QStringLiteral("0x09 (9)"));
        QVERIFY2(text("statusSelection").contains("10 bytes (80 bits)")
                     || text("statusSelection").contains("6 bytes (48 bits)"),
                 qPrintable(text("statusSelection")));
        QCOMPARE(text("statusField"), QStringLiteral("name = \"Reverb\""));
        QCOMPARE(text("statusByteOrder"), QStringLiteral("little-endian"));
        QCOMPARE(text("statusSize"), QStringLiteral("15 bytes"));
        QCOMPARE(t.window().findChild<QToolButton*>("statusMode")->text(), QStringLiteral("OVR"));
        QCOMPARE(t.window().findChild<QToolButton*>("statusState")->text(), QStringLiteral("ok"));
        QStringList menus;
        for (const QAction* menu : t.window().menuBar()->actions())
            menus.append(menu->text().remove(QLatin1Char('&')));
        QCOMPARE(menus, (QStringList{"File", "Edit", "Go", "Schema", "Bytes", "View", "Help"}));
    }
};

QTEST_MAIN(WindowInspectTest)
#include "window_inspect_test.moc"
