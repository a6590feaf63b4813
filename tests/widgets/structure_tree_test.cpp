// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/hex_view_fixture.h"
#include "widgets/structure_tree.h"
#include "widgets/structure_tree_delegate.h"
#include "widgets/structure_tree_flags.h"
#include "widgets/structure_tree_model.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Tester = QAbstractItemModelTester;

std::shared_ptr<const Bytes> shared(Bytes bytes)
{
    return std::make_shared<const Bytes>(std::move(bytes));
}

/// `{mode: enum off|slow|fast (2 bits), flags: a|b|c (3 bits), level: int -8..7 (4 bits), on: bool, rest: uint6}`
std::shared_ptr<const Plan> choicesPlan()
{
    Plan plan;
    const auto leaf = [&plan](std::string_view type, std::uint64_t bits, Meaning meaning) {
        Node node;
        node.op = Op::Bits;
        node.meaning = meaning;
        node.name = plan.intern(type);
        node.minBits = node.maxBits = bits;
        node.highest = (std::uint64_t{1} << bits) - 1;
        plan.nodes.push_back(node);
        return NodeIndex(plan.nodes.size() - 1);
    };
    std::vector<std::pair<std::string_view, NodeIndex>> fields{
        {"mode", leaf("Mode", 2, Meaning::Enum)},  {"flags", leaf("Flags", 3, Meaning::Flags)},
        {"level", leaf("int4", 4, Meaning::Int)},  {"on", leaf("bool", 1, Meaning::Bool)},
        {"rest", leaf("uint6", 6, Meaning::UInt)},
    };
    plan.nodes[0].detail = 0;
    plan.enums.push_back({{plan.intern("off"), plan.intern("slow"), plan.intern("fast")}});
    plan.nodes[1].detail = 0;
    plan.flags.push_back({{{plan.intern("a"), 0}, {plan.intern("b"), 1}, {plan.intern("c"), 2}}, 7});
    plan.nodes[2].isSigned = true;
    plan.nodes[2].lowest = std::uint64_t(-8);
    plan.nodes[2].highest = 7;
    Node record;
    record.op = Op::Record;
    record.name = plan.intern("Choices");
    record.firstSlot = 0;
    record.slotCount = std::uint32_t(fields.size());
    plan.nodes.push_back(record);
    const auto root = NodeIndex(plan.nodes.size() - 1);
    std::uint64_t offset = 0;
    for (const auto& [name, node] : fields) {
        Slot slot;
        slot.node = node;
        slot.owner = root;
        slot.name = plan.intern(name);
        slot.offset = offset;
        offset += plan.nodes[node].minBits;
        plan.slots.push_back(slot);
    }
    Slot whole;
    whole.node = root;
    plan.slots.push_back(whole);
    plan.types.push_back({"Choices", root, SlotIndex(plan.slots.size() - 1)});
    finishPlan(plan);
    return std::make_shared<const Plan>(std::move(plan));
}

/// mode = slow, flags = a and c, level = -5, on, rest = 9
Bytes choicesBytes()
{
    const unsigned packed = 1u | 5u << 2 | 3u << 5 | 1u << 9 | 9u << 10;
    return {std::uint8_t(packed), std::uint8_t(packed >> 8)};
}

struct Stage {
    explicit Stage(const std::shared_ptr<const Plan>& plan = pluginPlan(), Bytes bytes = pluginBytes())
        : tester(tree.model(), Tester::FailureReportingMode::QtTest)
    {
        tester.setUseFetchMore(false); // it would fetch in the middle of a reset
        tree.resize(900, 500);
        tree.setSelection(&selection);
        tree.setTree(treeOf(plan, shared(std::move(bytes))));
        tree.show();
        tree.view()->setFocus();
    }
    StructureModel* model() const { return tree.model(); }
    QModelIndex at(const std::string& path) const { return tree.model()->indexOf(tree.model()->tree()->chainOf(path)); }
    QString text(const std::string& path, int column) const
    {
        return at(path).siblingAtColumn(column).data().toString();
    }
    void choose(const std::string& path) { tree.view()->setCurrentIndex(at(path)); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(tree.view(), key, modifiers); }
    /// Opens the editor of a value by Enter.
    template <typename Editor>
    Editor* editorOf(const std::string& path)
    {
        choose(path);
        press(Qt::Key_Return);
        return tree.view()->viewport()->findChild<Editor*>();
    }
    QStringList names(const QModelIndex& parent = {}) const
    {
        QStringList names;
        if (model()->canFetchMore(parent))
            model()->fetchMore(parent);
        for (int row = 0; row < model()->rowCount(parent); ++row)
            names << model()->index(row, 0, parent).data().toString();
        return names;
    }

    Selection selection;
    StructureTree tree;
    Tester tester;
};

} // namespace

class StructureTreeTest : public QObject {
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
    void rangesHoldTheirElements();
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
    // copy path, value
    void copies();
    void copiesSubtreesAsJsonAndCsv();
    void copiesPartsOfABuffer();
    // keys
    void arrowsFold();
    void enterRequestsAnEdit();
    void spaceTogglesABoolean();
    // editing in place
    void anEnumIsAChoice();
    void aValueOutsideTheEnumStays();
    void flagsAreCheckBoxes();
    void numbersAreCheckedAgainstTheirRange();
    void typedValues_data();
    void typedValues();
    void anUpdateDoesNotTakeTypedText();
    // one selection, both ways
    void choosingARowSelectsItsBits();
    void theOneSelectionChoosesTheRow();
    void hoveringPreviews();
    void pictures();
};

void StructureTreeTest::columnsSayWhatAFieldIs_data()
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

void StructureTreeTest::columnsSayWhatAFieldIs()
{
    QFETCH(QString, path);
    QFETCH(QStringList, cells);
    const Stage stage;
    QStringList shown;
    for (int column = 0; column < StructureModel::ColumnCount; ++column)
        shown << stage.text(path.toStdString(), column);
    QCOMPARE(shown, cells);
    QVERIFY(stage.at(path.toStdString()).data(Qt::ToolTipRole).toString().startsWith(path));
}

void StructureTreeTest::bitFieldsHaveBitPlaces()
{
    const Stage stage(packedPlan(), {0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
    QCOMPARE(stage.text("ihl", StructureModel::OffsetColumn), QString("0x0000 bit 4"));
    QCOMPARE(stage.text("ihl", StructureModel::SizeColumn), QString("4 bits"));
    QCOMPARE(stage.text("ihl", StructureModel::BytesColumn), QString("0b0100"));
    QCOMPARE(stage.text("ihl", StructureModel::ValueColumn), QString("4"));
    QCOMPARE(stage.text("temperature", StructureModel::ValueColumn), QString("42"));
}

void StructureTreeTest::byteReversedFieldsCountFromThePackedEnd()
{
    const Stage stage(packedPlan(true), {0x20, 0x10, 0x00, 0x55, 0x54, 0x00, 0xB8, 0x45});
    QCOMPARE(stage.text("length", StructureModel::OffsetColumn), QString("0x0004"));
    QCOMPARE(stage.text("length", StructureModel::BytesColumn), QString("54 00"));
    QCOMPARE(stage.text("ihl", StructureModel::OffsetColumn), QString("0x0007 bit 4"));
    QCOMPARE(stage.text("sum", StructureModel::OffsetColumn), QString("0x0000 bit 0"));
    QCOMPARE(stage.text("ihl", StructureModel::ValueColumn), QString("4"));
}

void StructureTreeTest::anEmptyTreeGivesAdvice()
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

void StructureTreeTest::theModelIsSound()
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

void StructureTreeTest::damagedRowsSaySo()
{
    Bytes cut = pluginBytes();
    cut.resize(31);
    const Stage stage(pluginPlan(), cut);
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

void StructureTreeTest::aMillionElementsAreInstant()
{
    constexpr std::uint32_t count = 1'000'000;
    Stage stage(listPlan(), listBytes(count));
    const QModelIndex list = stage.at("numbers");
    QCOMPARE(list.siblingAtColumn(StructureModel::ValueColumn).data().toString(),
             QLocale().toString(1000000) + " elements");
    QVERIFY(stage.model()->rowCount(list) <= int(StructureModel::kRowsPerParent) + 1);
    const QModelIndex element = stage.at("numbers[765432]");
    QCOMPARE(element.data().toString(), QString("[765432]"));
    QCOMPARE(element.siblingAtColumn(StructureModel::ValueColumn).data().toString(), QString("765432"));
    QCOMPARE(stage.model()->path(element), QString("numbers[765432]"));
}

void StructureTreeTest::rangesHoldTheirElements()
{
    const Stage stage(listPlan(), listBytes(2500));
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

void StructureTreeTest::expandAllStopsWithinReason()
{
    Stage small;
    small.tree.collapseAll();
    small.tree.expandAll();
    QVERIFY(small.tree.view()->isExpanded(small.at("levels")));
    QVERIFY(small.tree.view()->isExpanded(small.at("gain")));
    Stage large(listPlan(), listBytes(1'000'000));
    QSignalSpy message(&large.tree, &StructureTree::messageRequested);
    large.tree.expandAll();
    QCOMPARE(message.size(), 1);
}

void StructureTreeTest::foldingSurvivesAnotherTree()
{
    Stage stage;
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

void StructureTreeTest::sameStructureKeepsItsRows()
{
    const auto plan = pluginPlan();
    Stage stage(plan);
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

void StructureTreeTest::filterFindsNamesValuesAndPaths_data()
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

void StructureTreeTest::filterFindsNamesValuesAndPaths()
{
    QFETCH(QString, filter);
    QFETCH(int, matches);
    QFETCH(QString, path);
    Stage stage;
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

void StructureTreeTest::filterThatFindsNothingSaysSo()
{
    Stage stage;
    QSignalSpy applied(&stage.tree, &StructureTree::filterApplied);
    stage.tree.setFilter("no such thing");
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(stage.model()->rowCount(), 0);
    const auto labels = stage.tree.view()->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text().contains("no such thing");
    }));
}

void StructureTreeTest::filterFollowsTheBytes()
{
    Stage stage;
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

void StructureTreeTest::filterSurvivesATreeThatComesWhileSearching()
{
    Stage stage;
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

void StructureTreeTest::clearingTheFilterBringsBackTheRows()
{
    Stage stage;
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

void StructureTreeTest::copies()
{
    Stage stage;
    stage.choose("levels[1]");
    stage.tree.copyPath();
    QCOMPARE(QApplication::clipboard()->text(), QString("levels[1]"));
    stage.choose("name");
    stage.tree.copyValue();
    QCOMPARE(QApplication::clipboard()->text(), QString("\"Reverb\""));
    stage.choose("active");
    stage.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("active\tbool\ttrue\t0x000E\t1 B\t01"));
}

void StructureTreeTest::copiesSubtreesAsJsonAndCsv()
{
    Stage stage;
    const auto json = [&](const std::string& path) {
        stage.choose(path);
        stage.tree.copyJson();
        return QApplication::clipboard()->text().simplified().remove(' ');
    };
    QCOMPARE(json("levels"), QString("[1,2,3]"));
    QCOMPARE(json("levels[2]"), QString("3"));
    QCOMPARE(json("gain"), QString(R"({"left":0.0,"right":1.0})"));
    QCOMPARE(json("gain.right"), QString("1.0"));
    QCOMPARE(json("name"), QString("\"Reverb\""));
    stage.choose("gain");
    stage.tree.copyCsv();
    QCOMPARE(QApplication::clipboard()->text(),
             QString("path,role,type,value,first bit,bits\r\ngain,presence,presence byte,1,200,8\r\n"
                     "gain.left,value,f32,0.0,208,32\r\ngain.right,value,f32,1.0,240,32\r\n"));
    stage.choose("name");
    stage.tree.copyCsv();
    QVERIFY(QApplication::clipboard()->text().contains("name,value,str,\"\"\"Reverb\"\"\",64,48"));
}

void StructureTreeTest::copiesPartsOfABuffer()
{
    PlanMaker make;
    const auto plan = make.finish(make.message("Ping", 7, {{"n", make.fixed("u8", 8)}}));
    const auto bytes = shared({7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5, 7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 6});
    const auto decoded = std::make_shared<const Decoded>(decodeBuffer(plan, bytes, Limits{}));
    StructureTree tree;
    tree.setTree(std::make_shared<const AnnotationTree>(decoded));
    tree.view()->setCurrentIndex(tree.model()->indexOf(tree.model()->tree()->chainOf("[1].n")));
    tree.copyJson();
    QCOMPARE(QApplication::clipboard()->text(), QString("6"));
    QCOMPARE(tree.model()->path(tree.view()->currentIndex()), QString("[1].n"));
}

void StructureTreeTest::arrowsFold()
{
    Stage stage;
    stage.choose("levels");
    QVERIFY(!stage.tree.view()->isExpanded(stage.at("levels")));
    stage.press(Qt::Key_Right);
    QVERIFY(stage.tree.view()->isExpanded(stage.at("levels")));
    stage.press(Qt::Key_Left);
    QVERIFY(!stage.tree.view()->isExpanded(stage.at("levels")));
}

void StructureTreeTest::enterRequestsAnEdit()
{
    Stage stage;
    QSignalSpy requested(&stage.tree, &StructureTree::editRequested);
    stage.choose("levels");
    stage.press(Qt::Key_Return);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().toString(), QString("levels"));
    QVERIFY(!stage.tree.view()->viewport()->findChild<QLineEdit*>());
    stage.tree.setEditable(false);
    QVERIFY(!stage.editorOf<QLineEdit>("id"));
}

void StructureTreeTest::spaceTogglesABoolean()
{
    Stage stage;
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    stage.choose("active");
    stage.press(Qt::Key_Space);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.first(), (QVariantList{"active", "false"}));
    stage.choose("levels");
    stage.press(Qt::Key_Space);
    QVERIFY(stage.tree.view()->isExpanded(stage.at("levels")));
}

void StructureTreeTest::anEnumIsAChoice()
{
    Stage stage(choicesPlan(), choicesBytes());
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    auto* box = stage.editorOf<QComboBox>("mode");
    QVERIFY(box);
    QCOMPARE(box->currentText(), QString("slow"));
    QCOMPARE(box->count(), 3);
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(edited.size(), 1);
    QCOMPARE(edited.first(), (QVariantList{"mode", "\"fast\""}));
}

void StructureTreeTest::aValueOutsideTheEnumStays()
{
    Bytes bytes = choicesBytes();
    bytes[0] |= 3;
    Stage stage(choicesPlan(), bytes);
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    auto* box = stage.editorOf<QComboBox>("mode");
    QVERIFY(box);
    QCOMPARE(box->currentText(), QString("3 (not in the list)"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(edited.size(), 0);
}

void StructureTreeTest::flagsAreCheckBoxes()
{
    Stage stage(choicesPlan(), choicesBytes());
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    auto* flags = stage.editorOf<FlagsEditor>("flags");
    QVERIFY(flags);
    QCOMPARE(flags->text(), QString("a, c"));
    const auto boxes = flags->findChildren<QCheckBox*>();
    QCOMPARE(boxes.size(), 3);
    boxes.at(1)->click();
    QTest::keyClick(flags, Qt::Key_Return);
    QTRY_COMPARE(edited.size(), 1);
    QCOMPARE(edited.first(), (QVariantList{"flags", R"({"a":true,"b":true,"c":true})"}));
}

void StructureTreeTest::numbersAreCheckedAgainstTheirRange()
{
    Stage stage(choicesPlan(), choicesBytes());
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    QSignalSpy message(&stage.tree, &StructureTree::messageRequested);
    auto* edit = stage.editorOf<QLineEdit>("level");
    QVERIFY(edit);
    QCOMPARE(edit->text(), QString("-5"));
    edit->clear();
    QTest::keyClicks(edit, "8");
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edited.size(), 0);
    QCOMPARE(message.size(), 1);
    QVERIFY(message.first().first().toString().contains("-8 to 7"));
    QVERIFY2(edit->isVisible(), "a refused value stays to be mended");
    edit->clear();
    QTest::keyClicks(edit, "-8");
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(edited.size(), 1);
    QCOMPARE(edited.first(), (QVariantList{"level", "-8"}));
}

void StructureTreeTest::typedValues_data()
{
    QTest::addColumn<int>("meaning");
    QTest::addColumn<int>("bits");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("json"); // empty: refused
    const auto row = [](const char* name, Meaning meaning, int bits, const char* text, const char* json) {
        QTest::newRow(name) << int(meaning) << bits << QString::fromUtf8(text) << QString::fromUtf8(json);
    };
    row("u8", Meaning::UInt, 8, "255", "255");
    row("u8 hex", Meaning::UInt, 8, "0xFF", "255");
    row("u8 binary", Meaning::UInt, 8, "0b1010_1010", "170");
    row("u8 separators", Meaning::UInt, 16, "65_535", "65535");
    row("u8 above", Meaning::UInt, 8, "256", "");
    row("u8 below", Meaning::UInt, 8, "-1", "");
    row("minus zero", Meaning::UInt, 8, "-0", "0");
    row("u64 highest", Meaning::UInt, 64, "18446744073709551615", "18446744073709551615");
    row("u64 above", Meaning::UInt, 64, "18446744073709551616", "");
    row("i8 lowest", Meaning::Int, 8, "-128", "-128");
    row("i8 below", Meaning::Int, 8, "-129", "");
    row("i64 lowest", Meaning::Int, 64, "-9223372036854775808", "-9223372036854775808");
    row("i64 below", Meaning::Int, 64, "-9223372036854775809", "");
    row("fraction", Meaning::UInt, 8, "1.5", "");
    row("nothing", Meaning::UInt, 8, "", "");
    row("float", Meaning::Float, 32, "-1.5e3", "-1.5e3");
    row("not a number", Meaning::Float, 32, "NaN", "\"NaN\"");
    row("infinity", Meaning::Float, 32, "-Infinity", "\"-Infinity\"");
    row("no float", Meaning::Float, 32, "1,5", "");
    row("bool", Meaning::Bool, 8, "true", "true");
    row("no bool", Meaning::Bool, 8, "yes", "");
    row("text", Meaning::Text, 32, "say \"hi\"\n", "\"say \\\"hi\\\"\\n\"");
    row("bytes as text", Meaning::Text, 32, "{\"@bytes\":\"ff\"}", "{\"@bytes\":\"ff\"}");
}

void StructureTreeTest::typedValues()
{
    QFETCH(int, meaning);
    QFETCH(int, bits);
    QFETCH(QString, text);
    QFETCH(QString, json);
    Plan plan;
    Node node;
    node.op = Op::Fixed;
    node.meaning = Meaning(meaning);
    node.minBits = node.maxBits = std::uint64_t(bits);
    node.name = plan.intern("number");
    const TypedValue value = readTypedValue(plan, node, text);
    QCOMPARE(value.ok, !json.isEmpty());
    QCOMPARE(value.json, json);
    QCOMPARE(value.problem.isEmpty(), value.ok);
}

void StructureTreeTest::anUpdateDoesNotTakeTypedText()
{
    const auto plan = pluginPlan();
    Stage stage(plan);
    auto* edit = stage.editorOf<QLineEdit>("id");
    QVERIFY(edit);
    QTest::keyClicks(edit, "77");
    Bytes bytes = pluginBytes();
    bytes[14] = 0;
    stage.tree.setTree(treeOf(plan, shared(bytes)));
    QCOMPARE(edit->text(), QString("77"));
    QCOMPARE(stage.text("active", StructureModel::ValueColumn), QString("false"));
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(edited.size(), 1);
    QCOMPARE(edited.first(), (QVariantList{"id", "77"}));
}

void StructureTreeTest::choosingARowSelectsItsBits()
{
    Stage stage;
    stage.choose("name");
    QCOMPARE(stage.selection.state().path, QString("name"));
    QCOMPARE(stage.selection.state().bits, (std::vector<BitRange>{{32, 80}}));
    stage.press(Qt::Key_Down);
    QCOMPARE(stage.selection.state().path, QString("active"));
    Stage packed(packedPlan(), {0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
    packed.choose("ecn");
    QCOMPARE(packed.selection.state().bits, (std::vector<BitRange>{{14, 2}}));
    QVERIFY(packed.selection.state().slot != kNoIndex);
}

void StructureTreeTest::theOneSelectionChoosesTheRow()
{
    Stage stage;
    const auto current = [&] { return stage.tree.view()->currentIndex().siblingAtColumn(0); };
    SelectionState state;
    state.bits = {{21 * 8, 16}};
    stage.selection.select(state, this);
    QCOMPARE(stage.model()->path(current()), QString("levels[1]"));
    QVERIFY(stage.tree.view()->isExpanded(stage.at("levels")));
    QCOMPARE(stage.selection.state(), state);
    // Bits of several parts choose what holds all of them.
    state.bits = {{21 * 8, 24}};
    stage.selection.select(state, this);
    QCOMPARE(stage.model()->path(current()), QString("levels"));
    state = {};
    state.path = "gain.left";
    stage.selection.select(state, this);
    QCOMPARE(current(), stage.at("gain.left"));
    stage.selection.clear();
    QVERIFY(!stage.tree.view()->selectionModel()->hasSelection());
}

void StructureTreeTest::hoveringPreviews()
{
    Stage stage;
    const QRect row = stage.tree.view()->visualRect(stage.at("active"));
    QTest::mouseMove(stage.tree.view()->viewport(), row.center());
    QTRY_COMPARE(stage.selection.hover().path, QString("active"));
    QVERIFY(stage.selection.state().bits.empty());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(stage.tree.view()->viewport(), &leave);
    QVERIFY(stage.selection.hover().bits.empty());
}

void StructureTreeTest::pictures()
{
    for (const bool dark : {false, true}) {
        const Theme theme = makeTheme(dark);
        applyTheme(*qApp, theme);
        const QString suffix = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        Bytes cut = pluginBytes();
        cut.resize(37);
        Stage stage(pluginPlan(), cut);
        stage.tree.setTheme(theme);
        stage.tree.expandAll();
        stage.choose("levels[1]");
        keepPicture(stage.tree, "tree" + suffix);
        Stage packed(packedPlan(), {0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
        packed.tree.setTheme(theme);
        packed.editorOf<QLineEdit>("length");
        keepPicture(packed.tree, "tree-packed" + suffix);
        StructureTree empty;
        empty.resize(500, 300);
        keepPicture(empty, "tree-empty" + suffix);
        QVERIFY(!stage.tree.grab().isNull());
    }
}

QTEST_MAIN(StructureTreeTest)
#include "structure_tree_test.moc"
