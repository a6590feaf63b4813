// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "The window: a live workbench", *Schema editor*: outline.
#include "core/formats/registry.h"
#include "tests/widgets/artifact.h"
#include "widgets/outline_view.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace wirebench;

namespace {

std::vector<OutlineItem> twoStructs()
{
    return {{"Plugin",
             "2 fields",
             TokenKind::TypeName,
             {0, 50},
             {7, 13},
             {{"name", "str", TokenKind::FieldName, {20, 30}, {20, 24}, {}},
              {"id", "u32", TokenKind::FieldName, {31, 40}, {31, 33}, {}}}},
            {"Parameter",
             "1 field",
             TokenKind::TypeName,
             {60, 99},
             {67, 76},
             {{"address", "u64", TokenKind::FieldName, {80, 90}, {80, 87}, {}}}}};
}

} // namespace

class OutlineViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void clickGoesThere();
    void filterKeepsParents();
    void cursorMarksTheInnermostItem();
    void foldedItemsStayFolded();
    void looksRightInBothThemes();

private:
    QTreeView& tree() { return *m_view->findChild<QTreeView*>(QStringLiteral("outlineTree")); }
    QLineEdit& search() { return *m_view->findChild<QLineEdit*>(QStringLiteral("outlineFilter")); }
    QModelIndex at(int row, int child = -1)
    {
        const QModelIndex top = tree().model()->index(row, 0);
        return child < 0 ? top : tree().model()->index(child, 0, top);
    }

    std::unique_ptr<OutlineView> m_view;
};

void OutlineViewTest::init()
{
    m_view = std::make_unique<OutlineView>();
    m_view->resize(260, 260);
    m_view->setOutline(twoStructs());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void OutlineViewTest::cleanup()
{
    m_view.reset();
}

void OutlineViewTest::clickGoesThere()
{
    QSignalSpy went(m_view.get(), &OutlineView::goTo);
    QVERIFY2(tree().isExpanded(at(0)), "everything is open at first");
    QTest::mouseClick(tree().viewport(), Qt::LeftButton, {}, tree().visualRect(at(0, 1)).center());
    QCOMPARE(went.size(), 1);
    QCOMPARE(went.last().first().value<TextRange>(), (TextRange{31, 33}));
    tree().setFocus();
    QTest::keyClick(&tree(), Qt::Key_Down);
    QTest::keyClick(&tree(), Qt::Key_Return);
    QCOMPARE(went.last().first().value<TextRange>(), (TextRange{67, 76}));
}

void OutlineViewTest::filterKeepsParents()
{
    QTest::keyClicks(&search(), "addr");
    QCOMPARE(tree().model()->rowCount(), 1);
    QCOMPARE(at(0).data().toString(), QStringLiteral("Parameter"));
    QCOMPARE(at(0, 0).data().toString(), QStringLiteral("address"));
    QTest::keyClick(&search(), Qt::Key_Escape);
    QCOMPARE(tree().model()->rowCount(), 2);
}

void OutlineViewTest::cursorMarksTheInnermostItem()
{
    QSignalSpy went(m_view.get(), &OutlineView::goTo);
    m_view->setCursor(32);
    QCOMPARE(tree().currentIndex(), at(0, 1));
    m_view->setCursor(61);
    QCOMPARE(tree().currentIndex(), at(1));
    m_view->setCursor(4000);
    QCOMPARE(tree().currentIndex(), at(1));
    QCOMPARE(went.size(), 0);
}

void OutlineViewTest::foldedItemsStayFolded()
{
    tree().setFocus();
    tree().setCurrentIndex(at(0));
    QTest::keyClick(&tree(), Qt::Key_Left);
    QVERIFY(!tree().isExpanded(at(0)));
    std::vector<OutlineItem> changed = twoStructs();
    changed[0].children.push_back({"more", "u8", TokenKind::FieldName, {41, 45}, {41, 45}, {}});
    m_view->setOutline(changed);
    QVERIFY(!tree().isExpanded(at(0)));
    QVERIFY(tree().isExpanded(at(1)));
    QCOMPARE(tree().currentIndex(), at(0));
    QTest::keyClicks(&search(), "more");
    QVERIFY2(tree().isExpanded(at(0)), "hits are shown");
    search().clear();
    QVERIFY(!tree().isExpanded(at(0)));
}

void OutlineViewTest::looksRightInBothThemes()
{
    for (const Format* format : allFormats()) { // every format's outline fits the view
        auto source = std::make_shared<SchemaSource>();
        source->text = "struct Plugin {\n    name: str,\n    id: u32,\n}\n";
        const Analysis analysis = format->analyse(source);
        m_view->setOutline(format->language().outline(analysis));
    }
    m_view->setOutline(twoStructs());
    m_view->setCursor(21);
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qobject_cast<QApplication*>(QCoreApplication::instance()), theme);
        m_view->setTheme(theme);
        const QImage image = m_view->grab().toImage();
        QCOMPARE(image.pixelColor(5, image.height() - 5), theme.palette.color(QPalette::Base));
        saveArtifact(image, dark ? "outline-dark" : "outline-light");
    }
}

QTEST_MAIN(OutlineViewTest)
#include "outline_view_test.moc"
