// SPDX-License-Identifier: GPL-3.0-or-later
// Looking for bytes and text in the hex view, and its bookmarks.
#include "tests/widgets/artifact.h"
#include "tests/widgets/hex_view_stage.h"
#include "widgets/hex_view_find.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Range = std::pair<quint64, quint64>;

Bytes ofText(std::string_view text)
{
    return {text.begin(), text.end()};
}

/// A view with its find bar open.
struct FindStage : HexStage {
    explicit FindStage(Bytes bytes) : HexStage(shared(std::move(bytes)))
    {
        QApplication::setActiveWindow(&view);
        QTest::keyClick(&view, Qt::Key_F, Qt::ControlModifier);
    }
    HexFindBar& bar() { return *view.findChild<HexFindBar*>(); }
    QLineEdit& edit() { return *bar().findChild<QLineEdit*>(QStringLiteral("hexFindPattern")); }
    QString count() { return bar().findChild<QLabel*>(QStringLiteral("hexFindCount"))->text(); }
    QString problem() { return bar().findChild<QLabel*>(QStringLiteral("hexFindProblem"))->text(); }
    void type(const QString& text)
    {
        edit().selectAll();
        QTest::keyClicks(&edit(), text);
    }
    void choose(Qt::Key key) // in the list of forms
    {
        auto* form = bar().findChild<QComboBox*>(QStringLiteral("hexFindForm"));
        form->setFocus();
        QTest::keyClick(form, key);
        edit().setFocus();
    }
};

} // namespace

class HexViewFindTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesAreFoundAsOneTypes()
    {
        FindStage stage(Bytes{8, 150, 1, 8, 150, 2, 8, 150, 1});
        QVERIFY(stage.bar().isVisible());
        QVERIFY(stage.edit().hasFocus());
        stage.type("08 96");
        QTRY_COMPARE(stage.count(), QStringLiteral("1 of 3"));
        QCOMPARE(stage.view.pickedBytes(), Range(0, 2));
        QCOMPARE(stage.selected(), (BitRange{0, 16}));
        QTest::keyClick(&stage.edit(), Qt::Key_Return);
        QCOMPARE(stage.view.pickedBytes(), Range(3, 5));
        QCOMPARE(stage.count(), QStringLiteral("2 of 3"));
        QTest::keyClick(&stage.edit(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(stage.view.pickedBytes(), Range(0, 2));
        QTest::keyClick(&stage.edit(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(stage.view.pickedBytes(), Range(6, 8));
        QVERIFY2(stage.count().contains("around the end"), qPrintable(stage.count()));
        QTest::keyClick(&stage.edit(), Qt::Key_Escape);
        QVERIFY(!stage.bar().isVisible());
        QVERIFY(stage.view.hasFocus());
        // The keys of the window go on without the bar.
        QTest::keyClick(&stage.view, Qt::Key_F3);
        QTRY_COMPARE(stage.view.pickedBytes(), Range(0, 2));
        QTest::keyClick(&stage.view, Qt::Key_F3, Qt::ShiftModifier);
        QTRY_COMPARE(stage.view.pickedBytes(), Range(6, 8));
    }

    void wildcardsAndMatchesOnTheWay()
    {
        FindStage stage(Bytes{8, 150, 1, 8, 151, 2});
        stage.type("08 9?");
        QTRY_COMPARE(stage.count(), QStringLiteral("1 of 2"));
        stage.type("08 ?? 02");
        QTRY_COMPARE(stage.count(), QStringLiteral("1 of 1"));
        QCOMPARE(stage.view.pickedBytes(), Range(3, 6));
        stage.type("77");
        QTRY_COMPARE(stage.count(), QStringLiteral("No match"));
        QCOMPARE(stage.view.pickedBytes(), Range(3, 6));
        QSignalSpy message(&stage.view, &HexView::messageRequested);
        QTest::keyClick(&stage.edit(), Qt::Key_Return);
        QCOMPARE(message.size(), 1);
    }

    void textIsFoundInAnyCaseOrInThisOne()
    {
        FindStage stage(ofText("Reverb reverb"));
        stage.choose(Qt::Key_Down);
        stage.type("reverb");
        QTRY_COMPARE(stage.count(), QStringLiteral("1 of 2"));
        QTest::mouseClick(stage.bar().findChild<QToolButton*>("hexFindCase"), Qt::LeftButton);
        QTRY_COMPARE(stage.count(), QStringLiteral("1 of 1"));
        QCOMPARE(stage.view.pickedBytes(), Range(7, 13));
    }

    void whatIsNoHexIsSaidAtItsColumn()
    {
        FindStage stage(*counting(64));
        const int before = stage.bar().height();
        stage.type("08 9g");
        QTRY_VERIFY(stage.problem().startsWith("Column 5: "));
        QTRY_VERIFY(stage.bar().height() > before);
        QCOMPARE(stage.count(), QStringLiteral("No match"));
        stage.type("08 09");
        QTRY_COMPARE(stage.count(), QStringLiteral("1 of 1"));
        QTRY_COMPARE(stage.bar().height(), before);
    }

    void whatIsPickedIsLookedFor()
    {
        HexStage stage(shared(Bytes{1, 2, 3, 1, 2, 3}));
        QApplication::setActiveWindow(&stage.view);
        stage.view.selectBytes(1, 2);
        QTest::keyClick(&stage.view, Qt::Key_F, Qt::ControlModifier);
        auto* edit = stage.view.findChild<QLineEdit*>("hexFindPattern");
        QCOMPARE(edit->text(), QStringLiteral("02 03"));
        auto* count = stage.view.findChild<QLabel*>("hexFindCount");
        QTRY_COMPARE(count->text(), QStringLiteral("1 of 2"));
        QCOMPARE(stage.view.pickedBytes(), Range(1, 3));
    }

    void matchesFollowTheBytes()
    {
        FindStage stage(Bytes{1, 2, 3, 4});
        stage.type("02");
        QTRY_COMPARE(stage.count(), QStringLiteral("1 of 1"));
        stage.document.replace(3, 1, Bytes{2});
        QTRY_COMPARE(stage.count(), QStringLiteral("2 matches"));
        QCOMPARE(stage.view.pickedBytes(), Range(1, 2));
        stage.view.findNext();
        QCOMPARE(stage.view.pickedBytes(), Range(3, 4));
        stage.document.replace(0, 4, {});
        QTRY_COMPARE(stage.count(), QStringLiteral("No match"));
    }

    void largeBuffersDoNotBlock()
    {
        FindStage stage(Bytes(std::size_t{64} << 20));
        QElapsedTimer timer;
        timer.start();
        stage.type("00 01");
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        stage.type("00");
        QTRY_VERIFY_WITH_TIMEOUT(stage.count().endsWith("100,000+"), 20'000);
    }

    void bookmarksBySetAndNext()
    {
        HexStage stage;
        QApplication::setActiveWindow(&stage.view);
        QSignalSpy changed(&stage.view, &HexView::bookmarksChanged);
        QSignalSpy message(&stage.view, &HexView::messageRequested);
        QTest::keyClick(&stage.view, Qt::Key_F2);
        QCOMPARE(message.size(), 1); // says how to set one
        for (const quint64 byte : {70u, 5u, 33u}) {
            stage.click(byte);
            QTest::keyClick(&stage.view, Qt::Key_B, Qt::ControlModifier);
        }
        QCOMPARE(stage.view.bookmarks(), (std::vector<quint64>{5, 33, 70}));
        QCOMPARE(changed.size(), 3);
        QTest::keyClick(&stage.view, Qt::Key_F2);
        QCOMPARE(stage.view.caret(), quint64(70));
        QTest::keyClick(&stage.view, Qt::Key_F2);
        QCOMPARE(stage.view.caret(), quint64(5)); // around the end
        QTest::keyClick(&stage.view, Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(stage.view.caret(), quint64(70));
        QTest::keyClick(&stage.view, Qt::Key_F2, Qt::ControlModifier);
        QCOMPARE(stage.view.bookmarks(), (std::vector<quint64>{5, 33}));
        // A ribbon stands beside the row of a marked byte.
        const QColor ribbon = makeTheme(false).bookmark;
        const auto atRow = [&](quint64 byte) { return stage.pixel({4, stage.view.cellRect(byte).center().y()}); };
        QCOMPARE(atRow(5), ribbon);
        QVERIFY(atRow(16) != ribbon);
    }

    void bookmarksFollowTheBytes()
    {
        HexStage stage;
        stage.view.setBookmarks({33, 5, 5});
        QCOMPARE(stage.view.bookmarks(), (std::vector<quint64>{5, 33}));
        stage.document.replace(0, 0, Bytes{1, 2, 3});
        QCOMPARE(stage.view.bookmarks(), (std::vector<quint64>{8, 36}));
        stage.document.replace(10, 6, {});
        QCOMPARE(stage.view.bookmarks(), (std::vector<quint64>{8, 30}));
        stage.document.replace(28, 4, Bytes{9, 9, 9, 9, 9});
        QCOMPARE(stage.view.bookmarks(), (std::vector<quint64>{8, 30}));
        stage.document.replace(20, stage.document.size() - 20, {});
        QCOMPARE(stage.view.bookmarks(), (std::vector<quint64>{8}));
        stage.view.setDocument(nullptr);
        QVERIFY(stage.view.bookmarks().empty());
        stage.view.toggleBookmark();
        QVERIFY(stage.view.bookmarks().empty());
    }

    void pictures()
    {
        for (const bool dark : {false, true}) {
            FindStage stage(ofText("Reverb, Delay and a second reverb; the third Reverb is loud."));
            stage.view.setTheme(makeTheme(dark));
            applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), makeTheme(dark));
            stage.view.setBookmarks({8, 40});
            stage.choose(Qt::Key_Down);
            stage.type("reverb");
            QTRY_COMPARE(stage.count(), QStringLiteral("1 of 3"));
            saveArtifact(stage.view.grab().toImage(), dark ? "hex-find-dark" : "hex-find-light");
        }
    }
};

QTEST_MAIN(HexViewFindTest)
#include "hex_view_find_test.moc"
