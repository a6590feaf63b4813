// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window_stage.h"

#include "app/window/banner.h"
#include "app/window/bookmark_store.h"
#include "app/window/limits_dialog.h"
#include "app/window/status_bar.h"
#include "widgets/hex_view_find.h"
#include "widgets/outline_view.h"
#include "widgets/problems_view.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QStatusBar>
#include <QToolButton>

using namespace wirebench;

namespace {

using Lines = std::vector<std::uint32_t>;
using Offsets = std::vector<quint64>;

/// Ticks the entry with this text in a menu or its submenus.
bool choose(QMenu* menu, const QString& submenu, const QString& entry)
{
    Q_EMIT menu->aboutToShow();
    for (QAction* action : menu->actions()) {
        QMenu* inner = action->menu();
        if (!inner || action->text().remove(QLatin1Char('&')) != submenu)
            continue;
        for (QAction* choice : inner->actions()) {
            if (choice->text().remove(QLatin1Char('&')) == entry) {
                choice->trigger();
                return true;
            }
        }
    }
    return false;
}

} // namespace

/// What stays: bookmarks, and how people like their views. And what large buffers must not do: block.
class WindowMemoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bookmarksAreKeptBetweenRuns()
    {
        OpenedWindow t;
        t.views().editor().setFocus();
        t.placeCursor("name");
        t.press(Qt::Key_B, Qt::ControlModifier);
        t.clickHexByte(8);
        t.press(Qt::Key_F2, Qt::ControlModifier);
        QCOMPARE(t.document().bookmarks().lines, Lines{2});
        QCOMPARE(t.document().bookmarks().offsets, Offsets{8});
        QVERIFY2(!t.document().modified(), "a bookmark is no change of the file");
        QVERIFY(t.close());
        t.open();
        t.start();
        QCOMPARE(t.views().editor().bookmarks(), Lines{2});
        QCOMPARE(t.views().hex().bookmarks(), Offsets{8});
        // Also when the files are opened anew, rather than the session.
        QVERIFY(t.close());
        t.open();
        t.start({t.path("plugin.sdp"), t.path("plugin.bin")});
        QCOMPARE(t.views().editor().bookmarks(), Lines{2});
        QCOMPARE(t.views().hex().bookmarks(), Offsets{8});
        t.views().hex().setFocus();
        t.press(Qt::Key_F2);
        QCOMPARE(t.views().hex().caret(), quint64(8));
    }

    void bookmarksOfWhatHasNoFileAreKeptWithTheSession()
    {
        TestWindow t;
        t.start();
        QVERIFY(t.document().schemaPath().isEmpty());
        t.views().editor().goToLine(1);
        t.views().editor().setFocus();
        t.press(Qt::Key_B, Qt::ControlModifier);
        t.crash();
        t.open();
        t.start();
        QCOMPARE(t.views().editor().bookmarks(), Lines{1});
    }

    void bookmarksAreListedInTheMenu()
    {
        OpenedWindow t;
        t.document().setBookmarks({{1, 3}, {14}});
        auto* menu = t.window().findChild<QMenu*>("bookmarkMenu");
        Q_EMIT menu->aboutToShow();
        QStringList texts;
        for (const QAction* action : menu->actions())
            texts.append(action->text());
        QVERIFY2(texts.contains("Line 2: id: u32,"), qPrintable(texts.join('\n')));
        QVERIFY2(texts.contains("Byte 0x0E (14)"), qPrintable(texts.join('\n')));
        menu->actions().last()->trigger();
        QCOMPARE(t.views().hex().caret(), quint64(14));
        QCOMPARE(t.selectedPath(), QStringLiteral("active"));
        t.trigger("go.clear-bookmarks");
        QCOMPARE(t.document().bookmarks(), Bookmarks());
    }

    void readingAFileAgainKeepsItsBookmarks()
    {
        OpenedWindow t;
        t.document().setBookmarks({{1}, {4}});
        t.window().files().reload(t.document());
        t.settle();
        QCOMPARE(t.views().editor().bookmarks(), Lines{1});
        QCOMPARE(t.views().hex().bookmarks(), Offsets{4});
        t.window().files().openFiles({t.write("other.bin", kReverb)});
        QVERIFY2(t.views().hex().bookmarks().empty(), "another buffer has its own");
        t.window().files().openFiles({t.path("plugin.bin")});
        QCOMPARE(t.views().hex().bookmarks(), Offsets{4});
        t.settle();
    }

    void bookmarksOfManyFiles()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath("s.ini"), QSettings::IniFormat);
        BookmarkStore store(settings);
        for (int i = 0; i < BookmarkStore::kMostFiles + 5; ++i)
            store.keep(QStringLiteral("/a folder/f%1.sdp").arg(i), {quint64(i), 7});
        QVERIFY(store.of("/a folder/f0.sdp").isEmpty());
        QCOMPARE(store.of("/a folder/f9.sdp"), (QList<quint64>{9, 7}));
        store.keep("/a folder/f9.sdp", {});
        QVERIFY(store.of("/a folder/f9.sdp").isEmpty());
        QVERIFY(store.of({}).isEmpty());
    }

    void howTheGridAndTheBytesAreShownIsRemembered()
    {
        OpenedWindow t;
        t.window().files().openFiles({t.write("other.sdp", "struct Other { a: u8 }")});
        t.settle();
        DocumentViews* other = &t.views();
        t.trigger("go.next-tab");
        QTest::mouseClick(t.views().grid().findChild<QToolButton*>("bits16"), Qt::LeftButton);
        auto* order = t.views().grid().findChild<QComboBox*>("bitOrder");
        order->setFocus();
        QTest::keyClick(order, Qt::Key_End);
        t.views().grid().view()->setZoom(150);
        auto* menu = t.window().findChild<QMenu*>("hexMenu");
        QVERIFY(choose(menu, "Bytes a row", "8"));
        QVERIFY(choose(menu, "Show bytes as", "Bits"));
        QCOMPARE(t.views().hex().options().bytesPerRow, 8u);
        QCOMPARE(other->hex().options().bytesPerRow, 8u);
        QCOMPARE(other->grid().view()->bitsPerRow(), 16u);
        QVERIFY(t.close());
        t.open();
        t.start();
        QCOMPARE(t.views().hex().options().bytesPerRow, 8u);
        QCOMPARE(t.views().hex().options().cells, HexCells::Binary);
        QCOMPARE(t.views().grid().view()->bitsPerRow(), 16u);
        QCOMPARE(t.views().grid().view()->bitOrder(), std::optional(BitOrder::MsbFirst));
        QCOMPARE(t.views().grid().view()->zoom(), 150);
    }

    void settingsThatMakeNoSenseAreLeftOut()
    {
        TestWindow t;
        QVERIFY(t.close());
        t.write("settings.ini", "[grid]\nbits-a-row=13\norder=sideways\nzoom=9000\n[hex]\ncells=77\nbytes-a-row=-4\n");
        t.open();
        t.start();
        QCOMPARE(t.views().grid().view()->bitsPerRow(), 32u);
        QCOMPARE(t.views().grid().view()->bitOrder(), std::nullopt);
        QCOMPARE(t.views().grid().view()->zoom(), 400);
        QCOMPARE(t.views().hex().options().cells, HexCells::Hex);
    }

    void findGoesToTheViewInUse()
    {
        OpenedWindow t;
        const auto pressFind = [&t](QWidget& view) {
            view.setFocus();
            t.press(Qt::Key_F, Qt::ControlModifier);
            return qobject_cast<QLineEdit*>(QApplication::focusWidget());
        };
        const QLineEdit* inHex = pressFind(t.views().hex());
        QVERIFY(inHex && inHex->objectName() == "hexFindPattern");
        QTest::keyClicks(QApplication::focusWidget(), "52 65");
        QTRY_COMPARE(t.selectedPath(), QStringLiteral("name"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(t.views().hex().hasFocus());
        t.clickHexByte(0);
        t.press(Qt::Key_F3);
        QTRY_COMPARE(t.views().hex().pickedBytes().first, quint64(8));
        const QLineEdit* inSchema = pressFind(t.views().editor());
        QVERIFY(inSchema && inSchema->objectName() == "findPattern");
        t.window().docks().reveal(ViewKind::Problems);
        const QLineEdit* inProblems = pressFind(t.views().problems());
        QVERIFY(!inProblems || inProblems->objectName() == "problemFilter");
        t.window().docks().reveal(ViewKind::Outline);
        const QLineEdit* inOutline = pressFind(*t.views().outline().findChild<QTreeView*>());
        QVERIFY(inOutline && t.views().outline().isAncestorOf(inOutline));
    }

    void copyInTheProblemsCopiesTheirText()
    {
        OpenedWindow t("struct Plugin { id: u32, name: strr }", {});
        t.window().docks().reveal(ViewKind::Problems);
        auto* list = t.views().problems().findChild<QTreeView*>("problemList");
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        t.press(Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QApplication::clipboard()->text().contains("strr"), qPrintable(QApplication::clipboard()->text()));
    }

    void aLimitIsShownAndCanBeRaised()
    {
        // A list of a few more elements than the limit of the format allows.
        const std::uint32_t count = 1'000'010;
        QByteArray bytes(4 + qsizetype(count), '\1');
        for (int i = 0; i < 4; ++i)
            bytes[i] = char(count >> (8 * i));
        TestWindow t;
        t.start({t.write("many.sdp", "struct Many { list: []u8 }"), t.write("many.bin", bytes)});
        QVERIFY(t.snapshot().problems().size() > 0);
        Banner* banner = nullptr;
        for (Banner* candidate : t.views().schemaPage()->findChildren<Banner*>()) {
            if (candidate->isVisible())
                banner = candidate;
        }
        QVERIFY2(banner && banner->text().contains("limit"), "the limit is said, and what was read stays");
        QTest::mouseClick(banner->findChild<QPushButton*>(), Qt::LeftButton);
        t.settle();
        QVERIFY(t.snapshot().problems().empty());
        QVERIFY(!banner->isVisible());
        QCOMPARE(t.snapshot().decoded->limits.arrayElements, std::uint64_t(10'000'000));
    }

    void aDecodingThatIsStoppedSaysSoAndCanBeRepeated()
    {
        TestWindow t;
        t.start({t.write("many.sdp", "struct E { s: str, }\nstruct M { list: []E, }\n")});
        const QByteArray bytes = QByteArray::fromHex("a0bb0d00") + QByteArray(4 * 900'000, 0);
        const auto banner = [&t]() -> Banner* {
            for (Banner* candidate : t.views().schemaPage()->findChildren<Banner*>()) {
                if (candidate->isVisible())
                    return candidate;
            }
            return nullptr;
        };
        t.press(Qt::Key_Escape, Qt::ShiftModifier);
        QVERIFY(t.window().statusBar()->currentMessage().contains("Nothing"));
        t.document().loadBuffer(Bytes(bytes.begin(), bytes.end()), {}, {}, true);
        t.press(Qt::Key_Escape, Qt::ShiftModifier);
        t.settle();
        QVERIFY(banner() && banner()->text().contains("stopped"));
        QVERIFY(!t.snapshot().problems().empty());
        QTest::mouseClick(banner()->findChild<QPushButton*>(), Qt::LeftButton);
        t.settle();
        QVERIFY(t.snapshot().problems().empty());
        QVERIFY(!banner());
        // In the status bar once it takes long.
        StatusBar bar;
        bar.show();
        QSignalSpy stops(&bar, &StatusBar::stopRequested);
        auto* button = bar.findChild<QToolButton*>("statusStop");
        QVERIFY(!button->isVisible());
        StatusText status;
        status.working = status.canStop = true;
        bar.setStatus(status);
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(stops.size(), 1);
    }

    void limitsAreChosenAndRemembered()
    {
        TestWindow t;
        t.start({t.write("list.sdp", "struct L { list: []u8 }"), t.write("list.bin", QByteArray("\x3\0\0\0abc", 7))});
        QVERIFY(t.snapshot().problems().empty());
        QTimer::singleShot(0, qApp, [] {
            auto* dialog = qobject_cast<LimitsDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto* ok = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
            auto* array = dialog->findChild<QLineEdit*>("array");
            QTest::keyClicks(array, "two");
            QVERIFY(!ok->isEnabled());
            QVERIFY(dialog->findChild<QLabel*>("limitsProblem")->text().contains("two"));
            array->clear();
            QTest::keyClicks(array, "2");
            QTest::mouseClick(ok, Qt::LeftButton);
        });
        t.trigger("schema.limits");
        t.settle();
        QCOMPARE(t.snapshot().decoded->limits.arrayElements, std::uint64_t(2));
        QVERIFY(!t.snapshot().problems().empty());
        QVERIFY(t.close());
        t.open();
        t.start();
        QCOMPARE(t.snapshot().decoded->limits.arrayElements, std::uint64_t(2));
        LimitChoice none;
        none.arrayElements = 0;
        none.seconds = ~std::uint64_t{0};
        QCOMPARE(none.over(Limits(), 10).arrayElements, std::uint64_t(0));
        QCOMPARE(none.over(Limits(), 10).milliseconds, ~std::uint32_t{0});
        QCOMPARE(none.over(Limits(), 10).totalElements, Limits().totalElements * 10);
        DocumentSettings settings;
        settings.limits = none;
        t.window().workspace().setSettings(settings);
        t.settle();
        QVERIFY(t.snapshot().problems().empty());
    }

    void aLargeValueIsReadAndEditedOffTheWindowsThread()
    {
        constexpr std::uint32_t kCount = 700'000;
        QByteArray bytes(4 + qsizetype(kCount), '\1');
        for (int i = 0; i < 4; ++i)
            bytes[i] = char(kCount >> (8 * i));
        TestWindow t;
        t.start({t.write("many.sdp", "struct Many { list: []u8 }"), t.write("many.bin", bytes)});
        QVERIFY(t.snapshot().valueTooLarge);
        QVERIFY(t.snapshot().value);
        QElapsedTimer timer;
        timer.start();
        clickByte(t.views().hex(), 5);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(t.views().selection().state().path, QStringLiteral("list[1]"));
        QTRY_COMPARE(QString::fromStdString(t.views().value().editor().text()), QStringLiteral("1"));
        Q_EMIT t.views().structure().valueEdited("list[1]", "7");
        QVERIFY2(t.document().bytes()->at(5) == 1, "nothing is written at once");
        QTRY_COMPARE_WITH_TIMEOUT(int(t.document().bytes()->at(5)), 7, 60'000);
        QCOMPARE(t.document().bytes()->size(), std::size_t(bytes.size()));
        QSignalSpy refused(&t.document(), &Document::fieldRefused);
        Q_EMIT t.views().structure().valueEdited("nothing", "7");
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 60'000);
        t.settle();
    }
};

QTEST_MAIN(WindowMemoryTest)
#include "window_memory_test.moc"
