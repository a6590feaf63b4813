// SPDX-License-Identifier: GPL-3.0-or-later
// The code panel: languages, parts, following the selection, export with a look at what changes.
#include "tests/app/window_stage.h"

#include "app/window/code_export_dialog.h"
#include "core/codegen/targets.h"
#include "widgets/code_view.h"
#include "widgets/code_view_area.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace wirebench {

namespace {

CodeView& shownCode(TestWindow& t)
{
    t.trigger("go.code");
    t.settle();
    return t.views().code();
}

/// The lines that are lit up, as text.
QString litText(const CodeView& view)
{
    const QStringList lines = view.text().split('\n');
    QString lit;
    for (const int line : view.litLines())
        lit += lines.value(line) + '\n';
    return lit;
}

QComboBox& languages(const CodeView& view)
{
    return *view.findChild<QComboBox*>("codeLanguage");
}

} // namespace

class WindowCodeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codeIsLiveWithTheSchema()
    {
        OpenedWindow t;
        CodeView& view = shownCode(t);
        QVERIFY2(view.text().contains("Plugin"), qPrintable(view.text().left(300)));
        QVERIFY(!view.text().contains("manufacturer"));
        t.placeCursor("active: bool,");
        t.typeInSchema("\nmanufacturer: u16,");
        QVERIFY(view.text().contains("manufacturer", Qt::CaseInsensitive));
    }

    void codeIsMadeOnlyWhileItIsSeen()
    {
        OpenedWindow t;
        t.window().docks().dock(ViewKind::Code)->hide();
        t.settle();
        t.document().refresh();
        t.settle();
        QVERIFY(!t.snapshot().code);
        shownCode(t);
        QVERIFY(t.snapshot().code);
    }

    void everyLanguageCanBeChosenByKeys()
    {
        OpenedWindow t;
        CodeView& view = shownCode(t);
        QComboBox& list = languages(view);
        QCOMPARE(std::size_t(list.count()), allTargets().size());
        list.setCurrentIndex(0);
        list.setFocus();
        QStringList seen;
        for (int i = 0; i < list.count(); ++i) {
            QCOMPARE(list.currentIndex(), i);
            t.settle();
            QVERIFY2(view.text().contains(QLatin1String(kGeneratedMark.data())), qPrintable(list.currentText()));
            QVERIFY(!seen.contains(view.text()));
            seen << view.text();
            QTest::keyClick(&list, Qt::Key_Down);
        }
    }

    void theSelectedFieldLightsUp()
    {
        OpenedWindow t;
        CodeView& view = shownCode(t);
        for (int i = 0; i < languages(view).count(); ++i) {
            languages(view).setCurrentIndex(i);
            t.settle();
            t.clickRow("active");
            QVERIFY2(litText(view).contains("active", Qt::CaseInsensitive), qPrintable(view.target()));
            t.clickRow("id");
            QVERIFY2(!litText(view).contains("active", Qt::CaseInsensitive), qPrintable(view.target()));
        }
    }

    void aLineOfCodeSelectsItsField()
    {
        OpenedWindow t;
        CodeView& view = shownCode(t);
        t.clickRow("active");
        const std::vector<int> lit = view.litLines();
        QVERIFY(!lit.empty());
        t.clickRow("id");
        auto& area = *view.findChild<CodeViewArea*>();
        area.setFocus();
        area.setCursorPosition(lit.front(), 0);
        QTRY_COMPARE(t.selectedPath(), QStringLiteral("active")); // Scintilla tells when it is idle
    }

    void brokenSchemasKeepTheLastCode()
    {
        OpenedWindow t;
        CodeView& view = shownCode(t);
        const QString before = view.text();
        t.placeCursor("active: bool,");
        t.typeInSchema("\nx: nonsense,");
        QCOMPARE(view.text(), before);
        QVERIFY(view.findChild<QLabel*>("codeStale")->isVisible());
    }

    void partsAreRememberedAndChangeTheCode()
    {
        TestWindow t;
        t.start({t.write("plugin.sdp", kPluginSchema)});
        CodeView& view = shownCode(t);
        const QString before = view.text();
        const QList<QAction*> parts = view.findChild<QToolButton*>("codeParts")->menu()->actions();
        parts.front()->trigger();
        t.settle();
        QVERIFY(view.features().json);
        QVERIFY(view.text() != before);
        t.window().files().openFiles({t.write("other.sdp", "struct Other { a: u8 }")});
        t.settle();
        QVERIFY(t.views().code().features().json);
    }

    void copyTakesTheWholeFile()
    {
        OpenedWindow t;
        CodeView& view = shownCode(t);
        QTest::mouseClick(view.findChild<QToolButton*>("copyCode"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), view.text());
    }

    void withoutASchemaThePanelSaysWhatToDo()
    {
        TestWindow t;
        t.start({t.write("some.bin", "bytes alone")});
        CodeView& view = shownCode(t);
        QVERIFY(view.text().isEmpty());
        QVERIFY(view.findChild<QLabel*>("noCode")->isVisible());
        QVERIFY(!view.findChild<QToolButton*>("exportCode")->isEnabled());
    }

    void exportShowsWhatChangesAndKeepsForeignFiles()
    {
        OpenedWindow t;
        CodeView& view = shownCode(t);
        const std::shared_ptr<const Generated> code = t.snapshot().code;
        const QString folder = t.path("out");
        const QString name = QString::fromStdString(code->files.front().path);
        const auto dialog = [&](const std::function<void(CodeExportDialog&)>& act) {
            CodeExportDialog one(code, t.path("plugin.sdp"), makeTheme(false), &view);
            one.show();
            one.findChild<QLineEdit*>("exportFolder")->setText(folder);
            act(one);
        };
        const auto writeButton = [](CodeExportDialog& one) {
            for (QPushButton* button : one.findChildren<QPushButton*>()) {
                if (button->text().contains("Write"))
                    return button;
            }
            return static_cast<QPushButton*>(nullptr);
        };
        dialog([&](CodeExportDialog& one) {
            QVERIFY(writeButton(one)->isEnabled());
            QTest::mouseClick(writeButton(one), Qt::LeftButton);
            QVERIFY(!one.isVisible());
        });
        QCOMPARE(t.read("out/" + name), QByteArray::fromStdString(code->files.front().text));
        dialog([&](CodeExportDialog& one) { QVERIFY(!writeButton(one)->isEnabled()); });
        t.write("out/" + name, "my own work\n");
        dialog([&](CodeExportDialog& one) {
            QVERIFY(!writeButton(one)->isEnabled());
            QVERIFY(one.findChild<QLabel*>("exportSummary")->text().contains("not written by this program"));
        });
        t.write("out/" + name, QByteArray::fromStdString("# " + std::string(kGeneratedMark) + "\nolder\n"));
        dialog([&](CodeExportDialog& one) {
            QVERIFY(one.findChild<QListWidget*>("exportFiles")->item(0)->text().contains("changes"));
            QVERIFY(one.findChild<QPlainTextEdit*>("exportPreview")->toPlainText().contains("- older"));
            QTest::mouseClick(writeButton(one), Qt::LeftButton);
        });
        QCOMPARE(t.read("out/" + name), QByteArray::fromStdString(code->files.front().text));
    }
};

} // namespace wirebench

QTEST_MAIN(wirebench::WindowCodeTest)
#include "window_code_test.moc"
