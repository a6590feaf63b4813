// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_fixture.h"

#include "app/window/banner.h"
#include "app/window/command_palette.h"
#include "app/window/compression_dialog.h"
#include "app/window/draft_dialog.h"
#include "app/window/import_folders_dialog.h"
#include "app/window/limits_dialog.h"
#include "app/window/paste_dialog.h"
#include "app/window/sample_dialog.h"
#include "app/window/shortcuts_dialog.h"
#include "widgets/code_editor.h"
#include "widgets/code_view.h"
#include "widgets/explain_view.h"
#include "widgets/frame_list_view.h"
#include "widgets/schemaless_view.h"

#include <QDockWidget>
#include <QPixmap>
#include <QTreeView>

using namespace wirebench;

namespace {

void keep(QWidget& widget, const QString& name, bool dark)
{
    QDir().mkpath(WIREBENCH_ARTIFACTS_DIR);
    widget.ensurePolished();
    QApplication::sendPostedEvents();
    const QString file = QStringLiteral(WIREBENCH_ARTIFACTS_DIR "/%1-%2.png").arg(name, dark ? "dark" : "light");
    QVERIFY(widget.grab().save(file));
}

QString sample(const char* name)
{
    return QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/") + QLatin1String(name);
}

} // namespace

/// Issue 3: "screenshots of every view in both themes written as artifacts": what `--screenshot` does not show.
class WindowPicturesTest final : public QObject {
    Q_OBJECT

    static void bothThemes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    static void choose(TestWindow& t, bool dark) { t.trigger(dark ? "theme.dark" : "theme.light"); }

private Q_SLOTS:
    void brokenSchemaAndDamagedBuffer_data() { bothThemes(); }
    void brokenSchemaAndDamagedBuffer()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start({sample("sdp/plugin.sdp"), sample("sdp/plugin.bin")});
        choose(t, dark);
        t.views().bytes().assign(Bytes{1, 0, 0, 0, 99, 0, 0, 0, 65, 0xff, 2});
        t.settle();
        keep(t.window(), "window-damaged-buffer", dark);
        std::string text = t.document().schemaText();
        text.replace(text.find(": str"), 5, ": strr");
        t.document().replaceSchema(text);
        t.settle();
        QVERIFY(t.snapshot().stale);
        keep(t.window(), "window-broken-schema", dark);
        t.views().banner().show("warning", "“plugin.sdp” was changed by another program.",
                                {{"Read Again", [] {}}, {"Keep Mine", [] {}}});
        keep(t.window(), "window-changed-outside", dark);
    }

    void everyDockByItself_data() { bothThemes(); }
    void everyDockByItself()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start({sample("bitschema/sensor_reading.bitschema.json"), sample("bitschema/sensor_reading.bin")});
        choose(t, dark);
        for (const ViewKind kind : kAllViews) {
            QDockWidget* dock = t.window().docks().dock(kind);
            if (kind == ViewKind::Frames || kind == ViewKind::Explain || kind == ViewKind::Code)
                continue; // of other samples, below
            t.window().docks().reveal(kind);
            QVERIFY(dock->isVisible());
            keep(*dock, "view-" + dock->objectName().mid(5), dark);
        }
        keep(t.views().editor(), "view-schema", dark);
    }

    void framesOfAStream_data() { bothThemes(); }
    void framesOfAStream()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start({sample("cramberry/build_log.cramberry"), sample("cramberry/build_log.bin")});
        choose(t, dark);
        t.window().docks().reveal(ViewKind::Frames);
        QTreeView& list = *t.views().frames().list();
        QTRY_VERIFY(list.isVisible());
        constexpr int kCompressed = 2;
        list.setCurrentIndex(list.model()->index(kCompressed, 0));
        QVERIFY(t.views().frames().unpackable());
        keep(*t.window().docks().dock(ViewKind::Frames), "view-frames", dark);
        keep(t.window(), "window-stream", dark);
    }

    void explanationOfAField_data() { bothThemes(); }
    void explanationOfAField()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start({sample("serialkit/user_auth.skit"), sample("serialkit/user_auth.bin")});
        choose(t, dark);
        t.window().docks().reveal(ViewKind::Explain);
        const AnnotationTree& tree = *t.snapshot().tree;
        const std::vector<Item> field = tree.children(tree.roots().front());
        QVERIFY(field.size() > 1);
        const std::string path = tree.path({tree.roots().front(), field[1]});
        t.views().selection().select({{field[1].bits}, QString::fromStdString(path), field[1].slot}, nullptr);
        QTRY_VERIFY(!t.views().explanation().text().isEmpty());
        QDockWidget* dock = t.window().docks().dock(ViewKind::Explain);
        keep(t.window(), "window-explain", dark);
        dock->setFloating(true);
        dock->resize(520, 520);
        keep(*dock, "view-explain", dark);
    }

    void codeOfASchema_data() { bothThemes(); }
    void codeOfASchema()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start({sample("sdp/plugin.sdp"), sample("sdp/plugin.bin")});
        choose(t, dark);
        t.window().docks().reveal(ViewKind::Code);
        QTRY_VERIFY(!t.views().code().text().isEmpty());
        const AnnotationTree& tree = *t.snapshot().tree;
        const std::vector<Item> field = tree.children(tree.roots().front());
        QVERIFY(field.size() > 1);
        t.views().selection().select({{field[1].bits}, {}, field[1].slot}, nullptr);
        QVERIFY(!t.views().code().litLines().empty());
        keep(t.window(), "window-code", dark);
        QDockWidget* dock = t.window().docks().dock(ViewKind::Code);
        dock->setFloating(true);
        dock->resize(720, 520);
        keep(*dock, "view-code", dark);
    }

    void bytesInAnotherFormThanTheCanonicalOne_data() { bothThemes(); }
    void bytesInAnotherFormThanTheCanonicalOne()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start({t.write("pair.cramberry",
                         "package p;\ntype Pair {\n    @field(1) a: uint32;\n    @field(2) b: uint32;\n}\n"),
                 t.write("pair.bin", QByteArray::fromHex("1002088100"))});
        choose(t, dark);
        QVERIFY(t.snapshot().canonical);
        keep(t.window(), "window-canonicalise", dark);
    }

    void bytesWithoutASchema_data() { bothThemes(); }
    void bytesWithoutASchema()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start({sample("cramberry/orders.bin")});
        choose(t, dark);
        QVERIFY(t.snapshot().schemaless);
        QTreeView& list = *t.views().schemaless().list();
        QTRY_VERIFY(list.isVisible());
        list.setCurrentIndex(list.model()->index(1, 0, list.model()->index(0, 0, list.model()->index(0, 0))));
        keep(t.window(), "window-schemaless", dark);
        DraftDialog draft(t.document().bytes(), nullptr, t.window().theme(), nullptr);
        draft.show();
        QTRY_VERIFY(draft.format());
        keep(draft, "dialog-draft", dark);
    }

    void emptyWindow_data() { bothThemes(); }
    void emptyWindow()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.window().files().newEmpty();
        t.settle();
        choose(t, dark);
        keep(t.window(), "window-empty", dark);
    }

    void dialogs_data() { bothThemes(); }
    void dialogs()
    {
        QFETCH(bool, dark);
        TestWindow t;
        t.start();
        choose(t, dark);
        const Theme theme = t.window().theme();
        CommandPalette palette(t.window().actionList().all(), nullptr);
        palette.show();
        keep(palette, "dialog-palette", dark);
        ShortcutsDialog keys(t.window().actionList(), nullptr);
        keys.show();
        keep(keys, "dialog-shortcuts", dark);
        SampleDialog samples(loadSamples(sample("")), theme, nullptr);
        samples.show();
        QVERIFY(samples.sample());
        keep(samples, "dialog-samples", dark);
        PasteDialog good("00000000  45 00 00 73 00 00 40 00  40 11 b8 61 c0 a8 00 01  |E..s..@.@..a....|\n", theme, {},
                         nullptr);
        good.show();
        QVERIFY(!good.bytes().empty());
        keep(good, "dialog-paste", dark);
        PasteDialog bad("08 96 0g 12", theme, {}, nullptr);
        bad.show();
        QVERIFY(bad.bytes().empty());
        keep(bad, "dialog-paste-error", dark);
        LimitsDialog limits({}, nullptr);
        limits.show();
        keep(limits, "dialog-limits", dark);
        CompressionDialog compression({}, nullptr);
        compression.show();
        keep(compression, "dialog-compression", dark);
        ImportFoldersDialog folders({sample(""), QStringLiteral("/nowhere/schemas")}, {QStringLiteral("/first")}, {},
                                    theme, nullptr);
        folders.show();
        keep(folders, "dialog-import-folders", dark);
    }
};

QTEST_MAIN(WindowPicturesTest)
#include "window_pictures_test.moc"
