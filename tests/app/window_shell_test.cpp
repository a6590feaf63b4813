// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_fixture.h"

#include "app/window/command_palette.h"
#include "app/window/exporter.h"
#include "app/window/shortcuts_dialog.h"
#include "widgets/code_editor.h"

#include <QAction>
#include <QDockWidget>
#include <QImage>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QProcess>
#include <QToolBar>
#include <QTreeWidget>
#include <QUrl>

using namespace wirebench;

namespace {

constexpr auto kArtifacts = WIREBENCH_ARTIFACTS_DIR;

struct ProgramResult {
    int code = -1;
    QString output;
    QString errors;
};

ProgramResult runProgram(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess program;
    program.start(QStringLiteral(WIREBENCH_PROGRAM), arguments);
    program.write(input);
    program.closeWriteChannel();
    if (!program.waitForFinished(60'000))
        return {};
    return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError())};
}

QString sample(const char* name)
{
    return QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/") + QLatin1String(name);
}

void collect(const QMenu* menu, QStringList& ids)
{
    for (const QAction* action : menu->actions()) {
        if (action->menu())
            collect(action->menu(), ids);
        else
            ids.append(action->objectName());
    }
}

} // namespace

/// Issue 3: "Docks that can be moved, remembered between runs", "light and dark theme following the system; status bar;
/// menus with the usual shortcuts", exports, program options, and "screenshots of every view in both themes".
class WindowShellTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void docksAreRememberedBetweenRuns()
    {
        TestWindow t;
        t.start();
        t.window().docks().dock(ViewKind::Outline)->hide();
        t.window().addDockWidget(Qt::LeftDockWidgetArea, t.window().docks().dock(ViewKind::Structure));
        QVERIFY(t.close());
        t.open();
        QVERIFY(t.window().docks().dock(ViewKind::Outline)->isHidden());
        QCOMPARE(t.window().dockWidgetArea(t.window().docks().dock(ViewKind::Structure)), Qt::LeftDockWidgetArea);
        t.start();
        t.trigger("view.reset");
        QVERIFY(!t.window().docks().dock(ViewKind::Outline)->isHidden());
        QCOMPARE(t.window().dockWidgetArea(t.window().docks().dock(ViewKind::Structure)), Qt::BottomDockWidgetArea);
    }

    void docksCanBeMovedFloatedHiddenAndShown()
    {
        TestWindow t;
        t.start();
        for (const ViewKind kind : kAllViews) {
            QDockWidget* dock = t.window().docks().dock(kind);
            QVERIFY(dock->features().testFlags(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable));
            t.window().docks().toggle(kind)->trigger();
            QVERIFY(dock->isHidden());
            t.window().docks().toggle(kind)->trigger();
            QVERIFY(!dock->isHidden());
            QVERIFY(!dock->windowTitle().isEmpty());
        }
    }

    void everyActionIsInAMenuAndUsualKeysWork()
    {
        TestWindow t;
        t.start();
        QStringList inMenus;
        for (const QAction* top : t.window().menuBar()->actions())
            collect(top->menu(), inMenus);
        for (const QAction* action : t.window().actionList().all())
            QVERIFY2(inMenus.contains(action->objectName()), qPrintable(action->objectName()));
        const std::pair<const char*, const char*> keys[] = {
            {"file.new", "Ctrl+N"},
            {"file.open", "Ctrl+O"},
            {"file.save", "Ctrl+S"},
            {"file.close", "Ctrl+W"},
            {"file.quit", "Ctrl+Q"},
            {"file.save-schema-as", "Ctrl+Shift+S"},
            {"edit.undo", "Ctrl+Z"},
            {"edit.redo", "Ctrl+Y"},
            {"edit.redo", "Ctrl+Shift+Z"},
            {"edit.find", "Ctrl+F"},
            {"edit.find-next", "F3"},
            {"edit.find-previous", "Shift+F3"},
            {"edit.replace", "Ctrl+H"},
            {"go.offset", "Ctrl+G"},
            {"go.again", "Ctrl+Shift+G"},
            {"help.palette", "Ctrl+Shift+P"},
            {"schema.decode", "F5"},
            {"go.next-problem", "F8"},
            {"go.previous-problem", "Shift+F8"},
            {"go.range", "Ctrl+E"},
            {"edit.copy-as", "Ctrl+Alt+C"},
            {"file.paste", "Ctrl+Shift+V"},
            {"view.zoom-in", "Ctrl+="},
            {"view.zoom-out", "Ctrl+-"},
            {"view.zoom-reset", "Ctrl+0"},
            {"view.full-screen", "F11"},
        };
        for (const auto& [id, key] : keys) {
            const QAction* action = t.window().actionList().find(QLatin1String(id));
            QVERIFY2(action->shortcuts().contains(QKeySequence(QLatin1String(key))), id);
        }
    }

    void noTwoActionsShareKeys()
    {
        TestWindow t;
        t.start();
        const ActionList& list = t.window().actionList();
        for (const QAction* action : list.all()) {
            const QAction* other = list.conflict(action, action->shortcuts());
            QVERIFY2(!other, qPrintable(action->objectName()));
        }
    }

    void theCommandPaletteFindsAndRuns()
    {
        TestWindow t;
        t.start();
        QTest::keyClick(&t.window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(t.window().findChild<CommandPalette*>());
        auto* palette = t.window().findChild<CommandPalette*>();
        auto* input = palette->findChild<QLineEdit*>();
        QCOMPARE(palette->findChild<QListWidget*>()->count() > 30, true);
        QTest::keyClicks(input, "zoom in");
        QCOMPARE(palette->findChild<QListWidget*>()->item(0)->text(), QStringLiteral("Zoom In"));
        const qreal before = t.window().theme().monospace.pointSizeF();
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(t.window().theme().monospace.pointSizeF(), before + 1);
        QVERIFY(CommandPalette::rank("Go to Offset", "gto") > 0);
        QCOMPARE(CommandPalette::rank("Go to Offset", "xyz"), 0);
    }

    void keysCanBeChangedAndAreRemembered()
    {
        TestWindow t;
        t.start();
        ActionList& list = t.window().actionList();
        QAction* decode = list.find("schema.decode");
        QCOMPARE(list.conflict(decode, {QKeySequence("Ctrl+S")}), list.find("file.save"));
        ShortcutsDialog dialog(list, nullptr);
        auto* tree = dialog.findChild<QTreeWidget*>();
        tree->setCurrentItem(tree->findItems("Decode Again", Qt::MatchExactly).first());
        auto* keys = dialog.findChild<QKeySequenceEdit*>();
        const auto press = [&](const QString& text) {
            for (auto* button : dialog.findChildren<QPushButton*>()) {
                if (button->text() == text)
                    button->click();
            }
        };
        keys->setKeySequence(QKeySequence("Ctrl+S"));
        press("Assign");
        QVERIFY2(decode->shortcuts().contains(QKeySequence("F5")), "keys of another action are refused");
        keys->setKeySequence(QKeySequence("Ctrl+Alt+D"));
        press("Assign");
        QCOMPARE(decode->shortcut(), QKeySequence("Ctrl+Alt+D"));
        QVERIFY(t.close());
        t.open();
        t.start();
        decode = t.window().actionList().find("schema.decode");
        QCOMPARE(decode->shortcut(), QKeySequence("Ctrl+Alt+D"));
        t.window().actionList().setKeys(decode, t.window().actionList().defaultKeys(decode));
        QCOMPARE(decode->shortcut(), QKeySequence("F5"));
    }

    void lightAndDarkThemeAreRemembered()
    {
        TestWindow t;
        t.start();
        t.trigger("theme.dark");
        QVERIFY(t.window().theme().dark);
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
        QVERIFY(t.close());
        t.open();
        QVERIFY(t.window().theme().dark);
        QVERIFY(t.window().actionList().find("theme.dark")->isChecked());
        t.start();
        t.trigger("theme.light");
        QVERIFY(!t.window().theme().dark);
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
        t.trigger("theme.system");
        QVERIFY(t.window().actionList().find("theme.system")->isChecked());
    }

    void zoomAndFullScreen()
    {
        TestWindow t;
        t.start();
        const qreal size = t.window().theme().monospace.pointSizeF();
        QTest::keyClick(&t.window(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(t.window().theme().monospace.pointSizeF(), size - 1);
        QTest::keyClick(&t.window(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(t.window().theme().monospace.pointSizeF(), size);
        QTest::keyClick(&t.window(), Qt::Key_F11);
        QVERIFY(t.window().isFullScreen());
        QTest::keyClick(&t.window(), Qt::Key_F11);
        QVERIFY(!t.window().isFullScreen());
    }

    void statusBarTellsWhereAndHow()
    {
        QCOMPARE(StatusBar::offsetText(26), QStringLiteral("0x1A (26)"));
        QCOMPARE(StatusBar::selectionText({8, 16}), QStringLiteral("bytes 0x01..0x02, 2 bytes (16 bits)"));
        QCOMPARE(StatusBar::selectionText({12, 6}), QStringLiteral("bits 17..12, 6 bits"));
        QCOMPARE(StatusBar::selectionText({12, 0}), QString());
        TestWindow t;
        t.start({sample("sdp/plugin.sdp"), sample("sdp/plugin.bin")});
        const auto text = [&](const char* name) { return t.window().findChild<QLabel*>(name)->text(); };
        QCOMPARE(text("statusSize"), QStringLiteral("15 bytes"));
        QCOMPARE(text("statusOffset"), QStringLiteral("0x00 (0)"));
        QCOMPARE(text("statusByteOrder"), QStringLiteral("little-endian"));
    }

    void exportsAreMade_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("SVG") << "layout-svg" << QByteArray("<");
        QTest::newRow("PNG") << "layout-png" << QByteArray("\x89PNG");
        QTest::newRow("ASCII") << "layout-ascii" << QByteArray("Ipv4Header");
        QTest::newRow("value") << "value-json" << QByteArray("{");
        QTest::newRow("compiled schema") << "compiled" << QByteArray("{");
    }

    void exportsAreMade()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, begins);
        TestWindow t;
        t.start({sample("bitschema/ipv4_header.bitschema.json"), sample("bitschema/ipv4_header.bin")});
        QVERIFY(t.window().actionList().find("export." + id)->isEnabled());
        QString error;
        const QByteArray content = makeExport(id, t.snapshot(), false, error);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QVERIFY2(content.startsWith(begins), content.left(40).constData());
        QVERIFY(content.size() > 100);
    }

    void whatCannotBeExportedIsNotOffered()
    {
        TestWindow t;
        t.start({t.write("empty.bin", "\x01")});
        QVERIFY(!t.window().actionList().find("export.layout-svg")->isEnabled());
        QString error;
        QVERIFY(makeExport("layout-svg", t.snapshot(), false, error).isEmpty());
        QVERIFY(!error.isEmpty());
    }

    void pictures_data()
    {
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("size");
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QString>("field");
        for (const char* theme : {"light", "dark"}) {
            for (const char* size : {"1280x800", "1920x1080"}) {
                QTest::addRow("ipv4-%s-%s", theme, size)
                    << "bitschema/ipv4_header.bitschema.json bitschema/ipv4_header.bin" << size << theme
                    << "total_length";
                QTest::addRow("registry-%s-%s", theme, size)
                    << "sdp/plugin_registry.sdp sdp/plugin_registry.bin" << size << theme
                    << "plugins[0].parameters[1].display_name";
            }
        }
    }

    /// `wirebench --screenshot`: the real program, without a display.
    void pictures()
    {
        QFETCH(QString, files);
        QFETCH(QString, size);
        QFETCH(QString, theme);
        QFETCH(QString, field);
        QDir().mkpath(kArtifacts);
        const QString picture
            = QStringLiteral("%1/window-%2.png").arg(kArtifacts, QString::fromLatin1(QTest::currentDataTag()));
        QStringList arguments{"--screenshot", picture, "--size", size, "--theme", theme, "--select", field};
        for (const QString& file : files.split(' '))
            arguments.append(sample(qPrintable(file)));
        const ProgramResult result = runProgram(arguments);
        QCOMPARE(result.code, 0);
        const QImage image(picture);
        QCOMPARE(QStringLiteral("%1x%2").arg(image.width()).arg(image.height()), size);
        const int lightness = image.pixelColor(4, image.height() - 4).lightness();
        QVERIFY(theme == "dark" ? lightness < 80 : lightness > 200);
    }

    void screenshotSaysWhatIsWrong()
    {
        const ProgramResult missing = runProgram({"--screenshot", "x.png", "no-such-file.sdp"});
        QCOMPARE(missing.code, 1);
        QVERIFY2(missing.errors.contains("no-such-file.sdp"), qPrintable(missing.errors));
        QCOMPARE(runProgram({"--size", "huge", "--screenshot", "x.png"}).code, 2);
        QCOMPARE(runProgram({"--theme", "pink", "--screenshot", "x.png"}).code, 2);
        const ProgramResult field = runProgram(
            {"--screenshot", "x.png", "--select", "nothing", sample("sdp/plugin.sdp"), sample("sdp/plugin.bin")});
        QCOMPARE(field.code, 1);
        QVERIFY2(field.errors.contains("nothing"), qPrintable(field.errors));
        const ProgramResult nowhere
            = runProgram({"--screenshot", "no/such/folder/x.png", sample("sdp/plugin.sdp"), sample("sdp/plugin.bin")});
        QCOMPARE(nowhere.code, 1);
        QVERIFY2(nowhere.errors.contains("no/such/folder"), qPrintable(nowhere.errors));
    }

    void screenshotReadsStandardInput()
    {
        QDir().mkpath(kArtifacts);
        const QString picture = QStringLiteral("%1/window-standard-input.png").arg(kArtifacts);
        QFile file(picture);
        file.remove();
        const ProgramResult result
            = runProgram({"--screenshot", picture, sample("sdp/plugin.sdp"), "-"}, QByteArray(15, '\1'));
        QCOMPARE(result.code, 0);
        QVERIFY(file.exists());
    }

    void addressesOfFilesAreOpened()
    {
        QDir().mkpath(kArtifacts);
        const QString picture = QStringLiteral("%1/window-standard-input.png").arg(kArtifacts);
        const auto run = [&](const QString& address) {
            return runProgram({"--screenshot", picture, "--select", "name", address, sample("sdp/plugin.bin")});
        };
        const QString address = QUrl::fromLocalFile(sample("sdp/plugin.sdp")).toString();
        QVERIFY(address.startsWith("file:///"));
        QCOMPARE(run(address).code, 0);
        QCOMPARE(run(address + "x").code, 1);
    }

    void helpAndVersion()
    {
        const ProgramResult help = runProgram({"--help"});
        QCOMPARE(help.code, 0);
        for (const char* option : {"--screenshot", "--size", "--theme", "--type", "FILE"})
            QVERIFY2(help.output.contains(QLatin1String(option)), option);
        const ProgramResult version = runProgram({"--version"});
        QCOMPARE(version.code, 0);
        QVERIFY(version.output.startsWith("wirebench ") || version.output.startsWith("Wirebench "));
    }
};

QTEST_MAIN(WindowShellTest)
#include "window_shell_test.moc"
