// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/structure_tree_stage.h"
#include "widgets/structure_tree_delegate.h"
#include "widgets/structure_tree_flags.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

class StructureTreeEditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

void StructureTreeEditTest::copies()
{
    TreeStage stage;
    stage.choose("levels[1]");
    stage.tree.copyPath();
    QCOMPARE(QApplication::clipboard()->text(), QString("levels[1]"));
    stage.choose("name");
    stage.tree.copyName();
    QCOMPARE(QApplication::clipboard()->text(), QString("name"));
    stage.tree.copyValue();
    QCOMPARE(QApplication::clipboard()->text(), QString("\"Reverb\""));
    stage.choose("active");
    stage.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("active\tbool\ttrue\t0x000E\t1 B\t01"));
}

void StructureTreeEditTest::copiesSubtreesAsJsonAndCsv()
{
    TreeStage stage;
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

void StructureTreeEditTest::copiesPartsOfABuffer()
{
    PlanMaker make;
    const auto plan = make.finish(make.message("Ping", 7, {{"n", make.fixed("u8", 8)}}));
    const auto bytes = shared({7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5, 7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 6});
    const auto decoded = std::make_shared<const Decoded>(decodeBuffer(plan, {plan->framing, nullptr}, bytes, Limits{}));
    StructureTree tree;
    tree.setTree(std::make_shared<const AnnotationTree>(decoded));
    tree.view()->setCurrentIndex(tree.model()->indexOf(tree.model()->tree()->chainOf("[1].n")));
    tree.copyJson();
    QCOMPARE(QApplication::clipboard()->text(), QString("6"));
    QCOMPARE(tree.model()->path(tree.view()->currentIndex()), QString("[1].n"));
}

void StructureTreeEditTest::arrowsFold()
{
    TreeStage stage;
    stage.choose("levels");
    QVERIFY(!stage.tree.view()->isExpanded(stage.at("levels")));
    stage.press(Qt::Key_Right);
    QVERIFY(stage.tree.view()->isExpanded(stage.at("levels")));
    stage.press(Qt::Key_Left);
    QVERIFY(!stage.tree.view()->isExpanded(stage.at("levels")));
}

void StructureTreeEditTest::enterRequestsAnEdit()
{
    TreeStage stage;
    QSignalSpy requested(&stage.tree, &StructureTree::editRequested);
    stage.choose("levels");
    stage.press(Qt::Key_Return);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().toString(), QString("levels"));
    QVERIFY(!stage.tree.view()->viewport()->findChild<QLineEdit*>());
    stage.tree.setEditable(false);
    QVERIFY(!stage.editorOf<QLineEdit>("id"));
}

void StructureTreeEditTest::spaceTogglesABoolean()
{
    TreeStage stage;
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    stage.choose("active");
    stage.press(Qt::Key_Space);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.first(), (QVariantList{"active", "false"}));
    stage.choose("levels");
    stage.press(Qt::Key_Space);
    QVERIFY(stage.tree.view()->isExpanded(stage.at("levels")));
}

void StructureTreeEditTest::anEnumIsAChoice()
{
    TreeStage stage(choicesPlan(), choicesBytes());
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

void StructureTreeEditTest::aValueOutsideTheEnumStays()
{
    Bytes bytes = choicesBytes();
    bytes[0] |= 3;
    TreeStage stage(choicesPlan(), bytes);
    QSignalSpy edited(&stage.tree, &StructureTree::valueEdited);
    auto* box = stage.editorOf<QComboBox>("mode");
    QVERIFY(box);
    QCOMPARE(box->currentText(), QString("3 (not in the list)"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(edited.size(), 0);
}

void StructureTreeEditTest::flagsAreCheckBoxes()
{
    TreeStage stage(choicesPlan(), choicesBytes());
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

void StructureTreeEditTest::numbersAreCheckedAgainstTheirRange()
{
    TreeStage stage(choicesPlan(), choicesBytes());
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

void StructureTreeEditTest::typedValues_data()
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
    row("bytes", Meaning::Bytes, 32, "0896", "\"0896\"");
    row("time", Meaning::Time, 96, "2026-01-21T00:00:00Z", "\"2026-01-21T00:00:00Z\"");
    row("big integer", Meaning::BigInt, 32, "-12345678901234567890123", "\"-12345678901234567890123\"");
    row("complex", Meaning::Complex, 128, "[1.5, -2]", "[1.5, -2]");
    row("no complex", Meaning::Complex, 128, "1.5", "");
    row("bytes as text", Meaning::Text, 32, "{\"@bytes\":\"ff\"}", "{\"@bytes\":\"ff\"}");
}

void StructureTreeEditTest::typedValues()
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

void StructureTreeEditTest::anUpdateDoesNotTakeTypedText()
{
    const auto plan = pluginPlan();
    TreeStage stage(plan);
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

void StructureTreeEditTest::choosingARowSelectsItsBits()
{
    TreeStage stage;
    stage.choose("name");
    QCOMPARE(stage.selection.state().path, QString("name"));
    QCOMPARE(stage.selection.state().bits, (std::vector<BitRange>{{32, 80}}));
    stage.press(Qt::Key_Down);
    QCOMPARE(stage.selection.state().path, QString("active"));
    TreeStage packed(packedPlan(), {0x45, 0xB8, 0x00, 0x54, 0x55, 0x00, 0x10, 0x20});
    packed.choose("ecn");
    QCOMPARE(packed.selection.state().bits, (std::vector<BitRange>{{14, 2}}));
    QVERIFY(packed.selection.state().slot != kNoIndex);
}

void StructureTreeEditTest::theOneSelectionChoosesTheRow()
{
    TreeStage stage;
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

void StructureTreeEditTest::hoveringPreviews()
{
    TreeStage stage;
    const QRect row = stage.tree.view()->visualRect(stage.at("active"));
    QTest::mouseMove(stage.tree.view()->viewport(), row.center());
    QTRY_COMPARE(stage.selection.hover().path, QString("active"));
    QVERIFY(stage.selection.state().bits.empty());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(stage.tree.view()->viewport(), &leave);
    QVERIFY(stage.selection.hover().bits.empty());
}

QTEST_MAIN(StructureTreeEditTest)
#include "structure_tree_edit_test.moc"
