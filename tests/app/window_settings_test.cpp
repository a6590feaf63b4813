// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "app/window/banner.h"
#include "app/window/compression_dialog.h"
#include "app/window/import_folders_dialog.h"
#include "core/wire/stream_frames.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QSpinBox>

#include <algorithm>

using namespace wirebench;

namespace {

constexpr auto kMoney = "package money;\ntype Money {\n    @field(1) cents: int64;\n}\n";
constexpr auto kOrder = "package shop;\nimport \"common/money.cramberry\" as m;\n"
                        "type Order {\n    @field(1) total: m.Money;\n}\n";

bool has(const Diagnostics& problems, std::string_view code)
{
    return std::ranges::find(problems, code, &Diagnostic::code) != problems.end();
}

/// The visible button with this text above the schema; null when there is none.
QAbstractButton* bannerButton(TestWindow& t, const QString& text)
{
    for (auto* found : t.views().schemaPage()->findChildren<QAbstractButton*>()) {
        if (found->text() == text && found->isVisible())
            return found;
    }
    return nullptr;
}

/// Does `act` in the next dialog of this class.
template <typename Dialog, typename Act>
void inNext(Act act)
{
    QTimer::singleShot(0, qApp, [act] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        QApplication::setActiveWindow(dialog);
        act(*dialog);
        const bool open = dialog->isVisible();
        dialog->close();
        QVERIFY2(!open, "the dialog was answered");
    });
}

void press(const QDialog& dialog, QDialogButtonBox::StandardButton button)
{
    QTest::mouseClick(dialog.findChild<QDialogButtonBox*>()->button(button), Qt::LeftButton);
}

QStringList rows(const QListWidget& list)
{
    QStringList texts;
    for (int row = 0; row < list.count(); ++row)
        texts.append(list.item(row)->text());
    return texts;
}

struct OrderWindow : TestWindow {
    OrderWindow()
    {
        QDir(path({})).mkpath(QStringLiteral("library/common"));
        QDir(path({})).mkpath(QStringLiteral("other"));
        write("library/common/money.cramberry", kMoney);
        start({write("order.cramberry", kOrder)});
    }
    QString library() const { return path("library"); }
    void setFolders(const QStringList& folders)
    {
        DocumentSettings settings = window().workspace().settings();
        settings.importFolders = folders;
        window().workspace().setSettings(settings);
        settle();
    }
};

} // namespace

/// Issue "SerialKit and Cramberry, complete": what the command line has as options, in the window.
class WindowSettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMissingImportLeadsToTheFolders()
    {
        OrderWindow t;
        QVERIFY(has(t.snapshot().problems(), "import-not-found"));
        QAbstractButton* button = bannerButton(t, "Import Folders…");
        QVERIFY(button);
        auto* banner = qobject_cast<Banner*>(button->parentWidget());
        QVERIFY(banner && banner->text().contains("common/money.cramberry"));
        // Cancelled, everything stays.
        inNext<ImportFoldersDialog>([](ImportFoldersDialog& dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); });
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(banner->isVisible());
        inNext<ImportFoldersDialog>([&t](ImportFoldersDialog& dialog) {
            QVERIFY(dialog.findChild<QLabel*>("folderNote")->text().contains("No folders yet"));
            answerFileDialog({QStringLiteral("library")});
            QTest::mouseClick(dialog.findChild<QPushButton*>("addFolder"), Qt::LeftButton);
            QCOMPARE(dialog.folders(), QStringList(t.library()));
            press(dialog, QDialogButtonBox::Ok);
        });
        QTest::mouseClick(bannerButton(t, "Import Folders…"), Qt::LeftButton);
        t.settle();
        QVERIFY(!has(t.snapshot().problems(), "import-not-found"));
        QVERIFY(!bannerButton(t, "Import Folders…"));
        QCOMPARE(t.snapshot().analysis->imported.size(), std::size_t(1));
    }

    void foldersAreRemembered()
    {
        OrderWindow t;
        inNext<ImportFoldersDialog>([](ImportFoldersDialog& dialog) {
            answerFileDialog({QStringLiteral("library")});
            QTest::mouseClick(dialog.findChild<QPushButton*>("addFolder"), Qt::LeftButton);
            press(dialog, QDialogButtonBox::Ok);
        });
        t.trigger("schema.import-folders");
        QVERIFY(t.close());
        t.open();
        t.start();
        QVERIFY(!has(t.snapshot().problems(), "import-not-found"));
        inNext<ImportFoldersDialog>([&t](ImportFoldersDialog& dialog) {
            QCOMPARE(dialog.folders(), QStringList(t.library()));
            auto* list = dialog.findChild<QListWidget*>();
            QTRY_VERIFY(list->hasFocus());
            QTest::keyClick(list, Qt::Key_Delete);
            QVERIFY(dialog.folders().isEmpty());
            press(dialog, QDialogButtonBox::Ok);
        });
        t.trigger("schema.import-folders");
        t.settle();
        QVERIFY(has(t.snapshot().problems(), "import-not-found"));
    }

    void theListIsChangedWithKeys()
    {
        const QStringList folders{QDir::tempPath() + "/b", QDir::tempPath(), QDir::tempPath() + "/c"};
        ImportFoldersDialog dialog(folders, {QStringLiteral("/first")}, QDir::tempPath(), makeTheme(false), nullptr);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto* list = dialog.findChild<QListWidget*>();
        QVERIFY(dialog.findChild<QLabel*>("firstFolders")->text().contains("/first"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        QVERIFY(!dialog.findChild<QPushButton*>("moveUp")->isEnabled());
        QVERIFY2(dialog.findChild<QLabel*>("folderNote")->text().contains("no such folder"), "b does not exist");
        QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(rows(*list), QStringList({folders[1], folders[0], folders[2]}));
        QTest::keyClick(list, Qt::Key_End);
        QVERIFY(!dialog.findChild<QPushButton*>("moveDown")->isEnabled());
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(rows(*list), QStringList({folders[2], folders[1], folders[0]}));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(dialog.folders(), QStringList({folders[1], folders[0]}));
        // A path may be typed, and one that is there twice counts once.
        QTest::keyClick(list, Qt::Key_F2);
        auto* name = list->findChild<QLineEdit*>();
        QVERIFY(name);
        name->selectAll();
        QTest::keyClicks(name, folders[0] + "/../b/");
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(dialog.folders(), QStringList(folders[0]));
        QVERIFY2(dialog.isVisible(), "Enter ended the typing, not the dialog");
    }

    void theFirstFolderThatHasTheFileCounts()
    {
        OrderWindow t;
        QDir(t.path({})).mkpath(QStringLiteral("other/common"));
        t.write("other/common/money.cramberry", QByteArray(kMoney) + "type Extra {\n    @field(1) a: bool;\n}\n");
        t.setFolders({t.library(), t.path("other")});
        QVERIFY(t.snapshot().analysis->imported.front()->name.find("/library/") != std::string::npos);
        t.setFolders({t.path("other"), t.library()});
        QVERIFY(t.snapshot().analysis->imported.front()->name.find("/other/") != std::string::npos);
        // What lies beside the schema goes before.
        QDir(t.path({})).mkpath(QStringLiteral("common"));
        t.write("common/money.cramberry", kMoney);
        t.document().refresh();
        t.settle();
        QCOMPARE(t.snapshot().analysis->imported.front()->name, t.path("common/money.cramberry").toStdString());
    }

    void aSchemaWithoutAFileFindsImportsInFolders()
    {
        OrderWindow t;
        t.setFolders({t.library()});
        t.trigger("file.close");
        t.start();
        t.document().loadSchema(kOrder, {}, QStringLiteral("new.cramberry"));
        t.settle();
        QVERIFY(!has(t.snapshot().problems(), "import-not-found"));
    }

    void compressionIsChosenAndRemembered()
    {
        TestWindow t;
        const QString sample = QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/cramberry/build_log");
        t.start({sample + ".cramberry", sample + ".bin"});
        const auto compressed = [&t] {
            return std::ranges::count_if(*t.snapshot().frames, [](const FrameRow& row) {
                return row.flags.find("compressed") != std::string::npos;
            });
        };
        QVERIFY(compressed() > 0);
        inNext<CompressionDialog>([](CompressionDialog& dialog) {
            auto* threshold = dialog.findChild<QSpinBox*>("threshold");
            auto* level = dialog.findChild<QSpinBox*>("level");
            QCOMPARE(dialog.options(), StreamOptions());
            threshold->selectAll();
            QTest::keyClicks(threshold, "1000000");
            level->selectAll();
            QTest::keyClicks(level, "3");
            press(dialog, QDialogButtonBox::Ok);
        });
        t.trigger("bytes.compression");
        const QString before = t.hex();
        t.settle();
        QCOMPARE(t.hex(), before);
        // From the next edit on, nothing is large enough.
        std::string text = t.document().valueText();
        const std::size_t at = text.find("Building CXX object");
        QVERIFY(at != std::string::npos);
        text.replace(at, 8, "Making");
        t.document().replaceValue(text);
        t.settle();
        QVERIFY(t.hex() != before);
        QCOMPARE(compressed(), 0);
        QVERIFY(t.snapshot().problems().empty());
        t.document().dropChanges();
        t.crash();
        t.open();
        QCOMPARE(t.window().workspace().settings().stream, (StreamOptions{3, 1'000'000}));
        inNext<CompressionDialog>([](CompressionDialog& dialog) {
            press(dialog, QDialogButtonBox::RestoreDefaults);
            press(dialog, QDialogButtonBox::Ok);
        });
        t.trigger("bytes.compression");
        QCOMPARE(t.window().workspace().settings().stream, StreamOptions());
    }
};

QTEST_MAIN(WindowSettingsTest)
#include "window_settings_test.moc"
