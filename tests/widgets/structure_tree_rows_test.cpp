// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/registry.h"
#include "tests/widgets/structure_tree_stage.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const Plan> planOf(const char* schema)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = schema;
    return findFormat("cramberry")->analyse(source).plan;
}

} // namespace

class StructureTreeRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Structure tree: field, type, value, offset, size, raw bytes
    void columnsSayWhatAFieldIs_data();
    void columnsSayWhatAFieldIs();
    void bitFieldsHaveBitPlaces();
    void byteReversedFieldsCountFromThePackedEnd();
    void anEmptyTreeGivesAdvice();
    void theModelIsSound();
    void damagedRowsSaySo();
    // expand
    void aMillionElementsAreInstant();
    void tagAndLengthAreNoElements();
    void rangesHoldTheirElements();
    void rangesOfElementsThatShareParts();
    void rangesOfADictionary();
    void longTextsOfADictionaryAreCut();
    void expandAllStopsWithinReason();
    void foldingSurvivesAnotherTree();
    void sameStructureKeepsItsRows();
    // filter
    void filterFindsNamesValuesAndPaths_data();
    void filterFindsNamesValuesAndPaths();
    void filterThatFindsNothingSaysSo();
    void filterFollowsTheBytes();
    void filterSurvivesATreeThatComesWhileSearching();
    void clearingTheFilterBringsBackTheRows();
    void pictures();
};

void StructureTreeRowsTest::columnsSayWhatAFieldIs_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("cells");
    QTest::newRow("number") << "id" << QStringList{"id", "u32", "42", "0x0000", "4 B", "2A 00 00 00"};
    QTest::newRow("text") << "name" << QStringList{"name",   "str",  "\"Reverb\"",
                                                   "0x0004", "10 B", "06 00 00 00 52 65 76 65 72 62"};
    QTest::newRow("bool") << "active" << QStringList{"active", "bool", "true", "0x000E", "1 B", "01"};
    QTest::newRow("array") << "levels" << QStringList{"levels", "[]u16", "3 elements",
                                                      "0x000F", "10 B",  "03 00 00 00 01 00 02 00 03 00"};
    QTest::newRow("element") << "levels[2]" << QStringList{"[2]", "u16", "3", "0x0017", "2 B", "03 00"};
    QTest::newRow("float") << "gain.right" << QStringList{"right", "f32", "1.0", "0x001E", "4 B", "00 00 80 3F"};
}

void StructureTreeRowsTest::columnsSayWhatAFieldIs()
{
    QFETCH(QString, path);
    QFETCH(QStringList, cells);
    const TreeStage stage;
    QStringList shown;
    for (int column = 0; column < StructureModel::ColumnCount; ++column)
        shown << stage.text(path.toStdString(), column);
    QCOMPARE(shown, cells);
    QVERIFY(stage.at(path.toStdString()).data(Qt::ToolTipRole).toString().startsWith(path));
}

void StructureTreeRowsTest::bitFieldsHaveBitPlaces()
{
    const TreeStage stage(packedPlan(), {0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
    QCOMPARE(stage.text("ihl", StructureModel::OffsetColumn), QString("0x0000 bit 4"));
    QCOMPARE(stage.text("ihl", StructureModel::SizeColumn), QString("4 bits"));
    QCOMPARE(stage.text("ihl", StructureModel::BytesColumn), QString("0b0100"));
    QCOMPARE(stage.text("ihl", StructureModel::ValueColumn), QString("4"));
    QCOMPARE(stage.text("temperature", StructureModel::ValueColumn), QString("42"));
}

void StructureTreeRowsTest::byteReversedFieldsCountFromThePackedEnd()
{
    const TreeStage stage(packedPlan(true), {0x20, 0x10, 0x00, 0x55, 0x54, 0x00, 0xB8, 0x45});
    QCOMPARE(stage.text("length", StructureModel::OffsetColumn), QString("0x0004"));
    QCOMPARE(stage.text("length", StructureModel::BytesColumn), QString("54 00"));
    QCOMPARE(stage.text("ihl", StructureModel::OffsetColumn), QString("0x0007 bit 4"));
    QCOMPARE(stage.text("sum", StructureModel::OffsetColumn), QString("0x0000 bit 0"));
    QCOMPARE(stage.text("ihl", StructureModel::ValueColumn), QString("4"));
}

void StructureTreeRowsTest::anEmptyTreeGivesAdvice()
{
    StructureTree tree;
    tree.resize(400, 300);
    tree.show();
    const auto labels = tree.view()->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel* label) { return label->isVisible() && label->text().contains("paste hex"); }));
    QTest::keyClick(tree.view(), Qt::Key_Return);
    QTest::keyClick(tree.view(), Qt::Key_Space);
    tree.copyRow();
    tree.expandAll();
}

void StructureTreeRowsTest::theModelIsSound()
{
    StructureModel model;
    model.setTree(treeOf(pluginPlan(), shared(pluginBytes())));
    const Tester whole(&model, Tester::FailureReportingMode::QtTest);
    QVERIFY(model.rowCount() > 0);
    StructureModel large;
    large.setTree(treeOf(listPlan(), shared(listBytes(2500))));
    const Tester ranges(&large, Tester::FailureReportingMode::QtTest);
    QVERIFY(large.rowCount() > 0);
}

void StructureTreeRowsTest::damagedRowsSaySo()
{
    Bytes cut = pluginBytes();
    cut.resize(31);
    const TreeStage stage(pluginPlan(), cut);
    const auto& tree = *stage.model()->tree();
    QVERIFY(!tree.decoded().diagnostics.empty());
    int marked = 0;
    tree.walk([&](const std::vector<Item>& chain) {
        if (chain.back().role == Role::Error) {
            const QModelIndex index = stage.model()->indexOf(chain).siblingAtColumn(StructureModel::ValueColumn);
            if (index.data().toString() == "damaged" && !index.data(Qt::DecorationRole).value<QIcon>().isNull())
                ++marked;
        }
        return true;
    });
    QCOMPARE(marked, 1);
    // What holds the damaged part is marked, too, so that it is found from the top.
    const QModelIndex top = stage.model()->index(0, StructureModel::ValueColumn);
    QVERIFY(!top.data(Qt::DecorationRole).value<QIcon>().isNull());
}

void StructureTreeRowsTest::aMillionElementsAreInstant()
{
    constexpr std::uint32_t count = 1'000'000;
    TreeStage stage(listPlan(), listBytes(count));
    const QModelIndex list = stage.at("numbers");
    QCOMPARE(list.siblingAtColumn(StructureModel::ValueColumn).data().toString(),
             QLocale().toString(1000000) + " elements");
    QVERIFY(stage.model()->rowCount(list) <= int(StructureModel::kRowsPerParent) + 1);
    const QModelIndex element = stage.at("numbers[765432]");
    QCOMPARE(element.data().toString(), QString("[765432]"));
    QCOMPARE(element.siblingAtColumn(StructureModel::ValueColumn).data().toString(), QString("765432"));
    QCOMPARE(stage.model()->path(element), QString("numbers[765432]"));
}

void StructureTreeRowsTest::tagAndLengthAreNoElements()
{
    auto source = std::make_shared<SchemaSource>();
    source->text = "package p; type T { @field(1) names: []string; }";
    const std::shared_ptr<const Plan> plan = findFormat("cramberry")->analyse(source).plan;
    QVERIFY(plan);
    TreeStage stage(plan, Bytes{0x0A, 0x05, 0x02, 0x01, 'a', 0x01, 'b'});
    const QModelIndex list = stage.at("names");
    QCOMPARE(list.siblingAtColumn(StructureModel::ValueColumn).data().toString(), QString("2 elements"));
    QCOMPARE(stage.model()->rowCount(list), 5);
}

void StructureTreeRowsTest::rangesHoldTheirElements()
{
    const TreeStage stage(listPlan(), listBytes(2500));
    const QModelIndex list = stage.at("numbers");
    QCOMPARE(stage.names(list), (QStringList{"count", "[0 … 999]", "[1000 … 1999]", "[2000 … 2499]"}));
    const QModelIndex last = stage.model()->index(3, 0, list);
    QVERIFY(stage.model()->canFetchMore(last));
    stage.model()->fetchMore(last);
    QCOMPARE(stage.model()->rowCount(last), 500);
    QCOMPARE(stage.names(last).first(), QString("[2000]"));
    QCOMPARE(stage.names(last).last(), QString("[2499]"));
    QVERIFY(stage.model()->path(last).isEmpty());
}

/// A run is two children and as many elements as it says.
void StructureTreeRowsTest::rangesOfElementsThatShareParts()
{
    const auto plan
        = planOf("package v; type T { @field(1) @encoding(\"rle\") f: []uint32; @field(2) @encoding(\"sparse\") s: "
                 "[]uint32; }");
    Bytes bytes{0x0A, 0xE0, 0x12};
    for (unsigned i = 0; i < 1200; ++i)
        bytes.insert(bytes.end(), {2, std::uint8_t(i % 2)});
    bytes.insert(bytes.end(), {0x12, 4, 9, 1, 3, 7});
    TreeStage stage(plan, bytes);
    const QModelIndex runs = stage.at("f");
    QCOMPARE(runs.siblingAtColumn(StructureModel::ValueColumn).data().toString(),
             QLocale().toString(2400) + " elements");
    QCOMPARE(stage.names(runs), (QStringList{"tag", "length", "[0 … 999]", "[1000 … 1999]", "[2000 … 2399]"}));
    const auto chain = stage.model()->tree()->chainOf("f[2002]");
    QVERIFY(!chain.empty());
    const QModelIndex late = stage.model()->indexOf(chain);
    QVERIFY(late.isValid());
    QCOMPARE(stage.model()->path(late), QString("f[2002]"));
    QCOMPARE(late.parent().data().toString(), QString("[2000 … 2399]"));
    const QModelIndex sparse = stage.at("s");
    QCOMPARE(sparse.siblingAtColumn(StructureModel::ValueColumn).data().toString(), QString("9 elements"));
}

/// The texts of a dictionary are parts without an index.
void StructureTreeRowsTest::rangesOfADictionary()
{
    const auto plan = planOf("package v; type T { @field(1) @encoding(\"dict\") f: []string; }");
    Bytes body{0xC4, 0x13}; // 2,500 texts
    for (unsigned i = 0; i < 2500; ++i)
        body.insert(body.end(), {2, std::uint8_t('A' + i / 64), std::uint8_t('0' + i % 64)});
    body.insert(body.end(), {0xC4, 0x13});
    for (unsigned i = 0; i < 2500; ++i) {
        if (i < 0x80)
            body.push_back(std::uint8_t(i));
        else
            body.insert(body.end(), {std::uint8_t(i | 0x80), std::uint8_t(i >> 7)});
    }
    Bytes bytes{0x0A, std::uint8_t(body.size() | 0x80), std::uint8_t(body.size() >> 7 | 0x80),
                std::uint8_t(body.size() >> 14)};
    bytes.insert(bytes.end(), body.begin(), body.end());
    TreeStage stage(plan, bytes);
    const QModelIndex list = stage.at("f");
    QCOMPARE(list.siblingAtColumn(StructureModel::ValueColumn).data().toString(),
             QLocale().toString(2500) + " elements");
    const QStringList names = stage.names(list);
    QVERIFY2(names[3].startsWith("parts "), qPrintable(names.join(' ')));
    QVERIFY2(names.last().startsWith('['), qPrintable(names.join(' ')));
    const QModelIndex element = stage.model()->indexOf(stage.model()->tree()->chainOf("f[2400]"));
    QVERIFY(element.isValid());
    // 2400 = 37 × 64 + 32
    QCOMPARE(stage.model()->valueText(element), QString("\"fP\""));
}

/// A byte may stand for megabytes; a cell shows how they begin.
void StructureTreeRowsTest::longTextsOfADictionaryAreCut()
{
    Bytes bytes{0x0A, 0xD6, 0x0F, 1, 0xD0, 0x0F};
    bytes.insert(bytes.end(), 2000, 'x');
    bytes.insert(bytes.end(), {2, 0, 0});
    const TreeStage stage(planOf("package v; type T { @field(1) @encoding(\"dict\") f: []string; }"), bytes);
    const QModelIndex element = stage.at("f[1]");
    const QString cell = element.siblingAtColumn(StructureModel::ValueColumn).data().toString();
    QVERIFY2(cell.startsWith("\"xxx") && cell.endsWith(QChar(0x2026)) && cell.size() < 300, qPrintable(cell));
    QCOMPARE(stage.model()->valueText(element).size(), 2002);
}

void StructureTreeRowsTest::expandAllStopsWithinReason()
{
    TreeStage small;
    small.tree.collapseAll();
    small.tree.expandAll();
    QVERIFY(small.tree.view()->isExpanded(small.at("levels")));
    QVERIFY(small.tree.view()->isExpanded(small.at("gain")));
    TreeStage large(listPlan(), listBytes(1'000'000));
    QSignalSpy message(&large.tree, &StructureTree::messageRequested);
    large.tree.expandAll();
    QCOMPARE(message.size(), 1);
}

void StructureTreeRowsTest::foldingSurvivesAnotherTree()
{
    TreeStage stage;
    stage.tree.view()->setExpanded(stage.at("levels"), true);
    Bytes bytes = pluginBytes();
    bytes[15] = 2; // one level fewer
    bytes.erase(bytes.begin() + 23, bytes.begin() + 25);
    QSignalSpy reset(stage.model(), &QAbstractItemModel::modelReset);
    stage.tree.setTree(treeOf(pluginPlan(), shared(bytes)));
    QCOMPARE(reset.size(), 1);
    QVERIFY(stage.tree.view()->isExpanded(stage.at("levels")));
    QVERIFY(!stage.tree.view()->isExpanded(stage.at("name")));
}

void StructureTreeRowsTest::sameStructureKeepsItsRows()
{
    const auto plan = pluginPlan();
    TreeStage stage(plan);
    stage.tree.view()->setExpanded(stage.at("levels"), true);
    const QPersistentModelIndex element = stage.at("levels[1]");
    QSignalSpy reset(stage.model(), &QAbstractItemModel::modelReset);
    Bytes bytes = pluginBytes();
    bytes[4] = 7; // the name is one byte longer, so that all behind it moves
    bytes.insert(bytes.begin() + 8, 'X');
    bytes[22] = 9;
    stage.tree.setTree(treeOf(plan, shared(bytes)));
    QCOMPARE(reset.size(), 0);
    QVERIFY(element.isValid());
    QCOMPARE(element.sibling(element.row(), StructureModel::ValueColumn).data().toString(), QString("9"));
    QCOMPARE(stage.text("levels[1]", StructureModel::OffsetColumn), QString("0x0016"));
    QCOMPARE(stage.text("name", StructureModel::ValueColumn), QString("\"XReverb\""));
}

void StructureTreeRowsTest::filterFindsNamesValuesAndPaths_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("matches");
    QTest::addColumn<QString>("path");
    QTest::newRow("name") << "EVEL" << 1 << "levels";
    QTest::newRow("value") << "reverb" << 1 << "name";
    QTest::newRow("path") << "gain.r" << 1 << "gain.right";
    QTest::newRow("element") << "levels[1" << 1 << "levels[1]";
    QTest::newRow("number") << "42" << 1 << "id";
}

void StructureTreeRowsTest::filterFindsNamesValuesAndPaths()
{
    QFETCH(QString, filter);
    QFETCH(int, matches);
    QFETCH(QString, path);
    TreeStage stage;
    QSignalSpy applied(&stage.tree, &StructureTree::filterApplied);
    QTest::keyClicks(stage.tree.findChild<QLineEdit*>(), filter);
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(applied.first().first().toInt(), matches);
    const QModelIndex found = stage.at(path.toStdString());
    QVERIFY(found.isValid());
    for (QModelIndex above = found.parent(); above.isValid(); above = above.parent())
        QVERIFY2(stage.tree.view()->isExpanded(above), "the way to a match is open");
    QCOMPARE(stage.model()->rowCount(), 1);
    QCOMPARE(stage.model()->rowCount(stage.model()->index(0, 0)), 1);
}

void StructureTreeRowsTest::filterThatFindsNothingSaysSo()
{
    TreeStage stage;
    QSignalSpy applied(&stage.tree, &StructureTree::filterApplied);
    stage.tree.setFilter("no such thing");
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(stage.model()->rowCount(), 0);
    const auto labels = stage.tree.view()->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text().contains("no such thing");
    }));
}

void StructureTreeRowsTest::filterFollowsTheBytes()
{
    TreeStage stage;
    QSignalSpy applied(&stage.tree, &StructureTree::filterApplied);
    stage.tree.setFilter("reverb");
    QTRY_COMPARE(applied.size(), 1);
    Bytes bytes = pluginBytes();
    bytes[8] = 'r';
    bytes[9] = 'E';
    stage.tree.setTree(treeOf(pluginPlan(), shared(bytes)));
    QTRY_COMPARE(applied.size(), 2);
    QCOMPARE(stage.text("name", StructureModel::ValueColumn), QString("\"rEverb\""));
    bytes[8] = 'z';
    stage.tree.setTree(treeOf(pluginPlan(), shared(bytes)));
    QTRY_COMPARE(applied.size(), 3);
    QCOMPARE(applied.last().first().toInt(), 0);
}

void StructureTreeRowsTest::filterSurvivesATreeThatComesWhileSearching()
{
    TreeStage stage;
    QSignalSpy applied(&stage.tree, &StructureTree::filterApplied);
    stage.tree.setFilter("reverb");
    stage.tree.setTree(treeOf(pluginPlan(), shared(pluginBytes())));
    QTRY_VERIFY(stage.model()->filtered());
    QCOMPARE(applied.last().first().toInt(), 1);
    stage.tree.setTree(nullptr);
    QCOMPARE(stage.model()->rowCount(), 0);
    stage.tree.setTree(treeOf(pluginPlan(), shared(pluginBytes())));
    QTRY_VERIFY(stage.model()->filtered());
}

void StructureTreeRowsTest::clearingTheFilterBringsBackTheRows()
{
    TreeStage stage;
    stage.tree.view()->setExpanded(stage.at("levels"), true);
    QSignalSpy applied(&stage.tree, &StructureTree::filterApplied);
    stage.tree.setFilter("active");
    QTRY_COMPARE(applied.size(), 1);
    stage.choose("active");
    stage.press(Qt::Key_Escape);
    QCOMPARE(applied.size(), 2);
    QVERIFY(!stage.model()->filtered());
    QVERIFY(stage.tree.view()->isExpanded(stage.at("levels")));
    QCOMPARE(stage.tree.view()->currentIndex().siblingAtColumn(0), stage.at("active"));
}

void StructureTreeRowsTest::pictures()
{
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qApp, theme);
        const QString suffix = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        Bytes cut = pluginBytes();
        cut.resize(37);
        TreeStage stage(pluginPlan(), cut);
        stage.tree.setTheme(theme);
        stage.tree.expandAll();
        stage.choose("levels[1]");
        keepPicture(stage.tree, "tree" + suffix);
        TreeStage packed(packedPlan(), {0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
        packed.tree.setTheme(theme);
        packed.editorOf<QLineEdit>("length");
        keepPicture(packed.tree, "tree-packed" + suffix);
        StructureTree empty;
        empty.resize(500, 300);
        keepPicture(empty, "tree-empty" + suffix);
        QVERIFY(!stage.tree.grab().isNull());
    }
}

QTEST_MAIN(StructureTreeRowsTest)
#include "structure_tree_rows_test.moc"
