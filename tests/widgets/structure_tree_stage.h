// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/widgets/hex_view_fixture.h"
#include "widgets/structure_tree.h"
#include "widgets/structure_tree_model.h"

#include <QAbstractItemModelTester>
#include <QTreeView>
#include <QtTest>

namespace wirebench::test {

using Tester = QAbstractItemModelTester;

inline std::shared_ptr<const Bytes> shared(Bytes bytes)
{
    return std::make_shared<const Bytes>(std::move(bytes));
}

/// `{mode: enum off|slow|fast (2 bits), flags: a|b|c (3 bits), level: int -8..7 (4 bits), on: bool, rest: uint6}`
inline std::shared_ptr<const Plan> choicesPlan()
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
    EnumTable speeds;
    speeds.labels = {plan.intern("off"), plan.intern("slow"), plan.intern("fast")};
    plan.enums.push_back(std::move(speeds));
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
inline Bytes choicesBytes()
{
    const unsigned packed = 1u | 5u << 2 | 3u << 5 | 1u << 9 | 9u << 10;
    return {std::uint8_t(packed), std::uint8_t(packed >> 8)};
}

struct TreeStage {
    explicit TreeStage(const std::shared_ptr<const Plan>& plan = pluginPlan(), Bytes bytes = pluginBytes())
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

} // namespace wirebench::test
