// SPDX-License-Identifier: MIT
#include "core/base/piece_table.h"

#include <rapidcheck.h>

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <optional>

using namespace wirebench;

namespace {

using Join = PieceTable::Join;

std::shared_ptr<const Bytes> counting(std::size_t count)
{
    auto bytes = std::make_shared<Bytes>(count);
    std::iota(bytes->begin(), bytes->end(), std::uint8_t{0});
    return bytes;
}

Bytes contentOf(const PieceTable& table)
{
    return *table.snapshot();
}

/// The saved bytes with the reported changes made to them.
Bytes patched(const Bytes& saved, const std::vector<ByteChange>& changes, const Bytes& now)
{
    Bytes out;
    std::size_t savedAt = 0;
    for (const ByteChange& change : changes) {
        const std::size_t kept = change.offset - out.size();
        out.insert(out.end(), saved.begin() + std::ptrdiff_t(savedAt), saved.begin() + std::ptrdiff_t(savedAt + kept));
        out.insert(out.end(), now.begin() + std::ptrdiff_t(change.offset),
                   now.begin() + std::ptrdiff_t(change.offset + change.inserted));
        savedAt += kept + change.removed;
    }
    out.insert(out.end(), saved.begin() + std::ptrdiff_t(savedAt), saved.end());
    return out;
}

/// A plain model of the table: states as copies.
struct Model {
    Bytes bytes;
    std::vector<Bytes> undo;
    std::vector<Bytes> redo;
    Bytes saved;

    void replace(std::size_t offset, std::size_t removed, const Bytes& inserted)
    {
        offset = std::min(offset, bytes.size());
        removed = std::min(removed, bytes.size() - offset);
        if (removed == 0 && inserted.empty())
            return;
        undo.push_back(bytes);
        redo.clear();
        const auto at = bytes.begin() + std::ptrdiff_t(offset);
        bytes.insert(bytes.erase(at, at + std::ptrdiff_t(removed)), inserted.begin(), inserted.end());
    }
    void step(std::vector<Bytes>& from, std::vector<Bytes>& to)
    {
        if (from.empty())
            return;
        to.push_back(bytes);
        bytes = from.back();
        from.pop_back();
    }
};

void checkAgainst(const PieceTable& table, const Model& model)
{
    RC_ASSERT(table.size() == model.bytes.size());
    Bytes read(model.bytes.size());
    RC_ASSERT(table.read(0, read) == read.size());
    RC_ASSERT(read == model.bytes);
    RC_ASSERT(*table.snapshot() == model.bytes);
    const auto changes = table.changes();
    RC_ASSERT(patched(model.saved, changes, model.bytes) == model.bytes);
    for (std::size_t i = 1; i < changes.size(); ++i)
        RC_ASSERT(changes[i - 1].offset + changes[i - 1].inserted < changes[i].offset);
    if (!table.modified()) {
        RC_ASSERT(model.bytes == model.saved);
        RC_ASSERT(changes.empty());
    }
}

} // namespace

class PieceTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWasGiven();
    void theFirstSnapshotIsTheGivenMemory();
    void clampsRanges();
    void undoesAndRedoesEachStep();
    void typingTwoNibblesIsOneStep();
    void backspacesJoinButNotWithTyping();
    void aSealEndsTheStep();
    void undoStopsAtTheSavedState();
    void changesAreRelativeToTheSavedState();
    void aByteTypedOverWithItselfIsNoChange();
    void removedBytesAreAPoint();
    void snapshotsOutliveEdits();
    void behavesAsAVector();
    void joinedStepsUndoToAStateThatWas();
};

void PieceTableTest::readsWhatItWasGiven()
{
    const PieceTable table(counting(300));
    QCOMPARE(table.size(), std::uint64_t{300});
    QCOMPARE(table.at(299), std::uint8_t(299 - 256));
    QCOMPARE(table.at(300), std::uint8_t{0});
    Bytes out(10);
    QCOMPARE(table.read(295, out), std::size_t{5});
    QCOMPARE(table.read(301, out), std::size_t{0});
    QVERIFY(!table.modified());
}

void PieceTableTest::theFirstSnapshotIsTheGivenMemory()
{
    const auto bytes = counting(16);
    const PieceTable table(bytes);
    QCOMPARE(table.snapshot().get(), bytes.get());
    QCOMPARE(PieceTable().snapshot()->size(), std::size_t{0});
}

void PieceTableTest::clampsRanges()
{
    PieceTable table(counting(4));
    QVERIFY((table.replace(100, 5, Bytes{9}) == ByteChange{4, 0, 1}));
    QVERIFY((table.replace(3, 100, {}) == ByteChange{3, 2, 0}));
    QVERIFY((table.replace(50, 1, {}) == ByteChange{3, 0, 0}));
    QCOMPARE(contentOf(table), (Bytes{0, 1, 2}));
    table.undo();
    table.undo();
    QVERIFY(!table.undo());
    QCOMPARE(contentOf(table), *counting(4));
}

void PieceTableTest::undoesAndRedoesEachStep()
{
    PieceTable table(counting(4));
    table.replace(1, 1, Bytes{0xAA, 0xBB});
    table.replace(0, 0, Bytes{0xCC});
    QCOMPARE(contentOf(table), (Bytes{0xCC, 0, 0xAA, 0xBB, 2, 3}));
    QVERIFY((table.undo() == ByteChange{0, 1, 0}));
    QVERIFY((table.undo() == ByteChange{1, 2, 1}));
    QVERIFY(!table.canUndo());
    QVERIFY((table.redo() == ByteChange{1, 1, 2}));
    QCOMPARE(contentOf(table), (Bytes{0, 0xAA, 0xBB, 2, 3}));
    table.replace(4, 1, {});
    QVERIFY(!table.canRedo());
}

void PieceTableTest::typingTwoNibblesIsOneStep()
{
    PieceTable table(counting(4));
    table.replace(2, 1, Bytes{0x52}, Join::Typing);
    table.replace(2, 1, Bytes{0x5A}, Join::Typing);
    table.replace(3, 1, Bytes{0x60}, Join::Typing);
    QCOMPARE(contentOf(table), (Bytes{0, 1, 0x5A, 0x60}));
    table.undo();
    QCOMPARE(contentOf(table), *counting(4));
    QVERIFY(!table.canUndo());
    table.redo();
    QCOMPARE(contentOf(table), (Bytes{0, 1, 0x5A, 0x60}));
}

void PieceTableTest::backspacesJoinButNotWithTyping()
{
    PieceTable table(counting(6));
    table.replace(3, 0, Bytes{0xEE}, Join::Typing);
    table.replace(3, 1, {}, Join::Deleting);
    table.replace(2, 1, {}, Join::Deleting);
    table.replace(1, 1, {}, Join::Deleting);
    QCOMPARE(contentOf(table), (Bytes{0, 3, 4, 5}));
    table.undo();
    QCOMPARE(contentOf(table), (Bytes{0, 1, 2, 0xEE, 3, 4, 5}));
    table.undo();
    QCOMPARE(contentOf(table), *counting(6));
}

void PieceTableTest::aSealEndsTheStep()
{
    PieceTable table(counting(4));
    table.replace(0, 1, Bytes{0x10}, Join::Typing);
    table.seal();
    table.replace(1, 1, Bytes{0x11}, Join::Typing);
    table.undo();
    QCOMPARE(contentOf(table), (Bytes{0x10, 1, 2, 3}));
}

void PieceTableTest::undoStopsAtTheSavedState()
{
    PieceTable table(counting(4));
    table.replace(0, 1, Bytes{0x10}, Join::Typing);
    table.markSaved();
    QVERIFY(!table.modified());
    table.replace(1, 1, Bytes{0x11}, Join::Typing);
    QVERIFY(table.modified());
    table.undo();
    QVERIFY(!table.modified());
    table.undo();
    QVERIFY(table.modified());
    table.replace(3, 1, Bytes{0x33});
    table.undo();
    QVERIFY2(table.modified(), "the saved state is gone from the history");
}

void PieceTableTest::changesAreRelativeToTheSavedState()
{
    PieceTable table(counting(8));
    table.replace(1, 2, Bytes{0xA1, 0xA2, 0xA3});
    table.replace(8, 1, Bytes{0xFF});
    const auto changes = table.changes();
    QCOMPARE(changes.size(), std::size_t{2});
    QVERIFY((changes[0] == ByteChange{1, 2, 3}));
    QVERIFY((changes[1] == ByteChange{8, 1, 1}));
    table.markSaved();
    QVERIFY(table.changes().empty());
    table.undo();
    QCOMPARE(table.changes().size(), std::size_t{1});
}

void PieceTableTest::aByteTypedOverWithItselfIsNoChange()
{
    PieceTable table(counting(4));
    table.replace(0, 3, Bytes{0, 0x77, 2});
    const auto changes = table.changes();
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY((changes[0] == ByteChange{1, 1, 1}));
}

void PieceTableTest::removedBytesAreAPoint()
{
    PieceTable table(counting(8));
    table.replace(2, 3, {});
    const auto changes = table.changes();
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY((changes[0] == ByteChange{2, 3, 0}));
}

void PieceTableTest::snapshotsOutliveEdits()
{
    std::shared_ptr<const Bytes> before;
    {
        PieceTable table(counting(4));
        table.replace(0, 1, Bytes{0x55});
        before = table.snapshot();
        table.replace(0, 1, Bytes{0x66});
    }
    QCOMPARE(*before, (Bytes{0x55, 1, 2, 3}));
}

void PieceTableTest::behavesAsAVector()
{
    const bool ok = rc::check("a piece table behaves as a vector with copies for undo", [] {
        const Bytes start = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
        PieceTable table(std::make_shared<const Bytes>(start));
        Model model{start, {}, {}, start};
        const auto steps = *rc::gen::inRange(0, 40);
        for (int i = 0; i < steps; ++i) {
            const auto action = *rc::gen::inRange(0, 8);
            if (action < 5) {
                const auto offset = *rc::gen::inRange<std::size_t>(0, model.bytes.size() + 3);
                const auto removed = action == 0 ? 0 : *rc::gen::inRange<std::size_t>(0, 6);
                const Bytes inserted = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
                table.replace(offset, removed, inserted);
                model.replace(offset, removed, inserted);
            } else if (action == 5) {
                RC_ASSERT(table.undo().has_value() == !model.undo.empty());
                model.step(model.undo, model.redo);
            } else if (action == 6) {
                RC_ASSERT(table.redo().has_value() == !model.redo.empty());
                model.step(model.redo, model.undo);
            } else {
                table.markSaved();
                model.saved = model.bytes;
            }
            checkAgainst(table, model);
        }
    });
    QVERIFY(ok);
}

void PieceTableTest::joinedStepsUndoToAStateThatWas()
{
    const bool ok = rc::check("joined edits undo to a state that existed, and redo to the last one", [] {
        PieceTable table(counting(20));
        std::vector<Bytes> states{contentOf(table)};
        const auto steps = *rc::gen::inRange(1, 30);
        for (int i = 0; i < steps; ++i) {
            const auto offset = *rc::gen::inRange<std::uint64_t>(0, table.size() + 1);
            const auto removed = *rc::gen::inRange<std::uint64_t>(0, 3);
            const Bytes inserted = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
            table.replace(offset, removed, inserted, *rc::gen::element(Join::Typing, Join::Deleting, Join::Never));
            states.push_back(contentOf(table));
        }
        const Bytes last = states.back();
        while (table.undo())
            RC_ASSERT(std::find(states.begin(), states.end(), contentOf(table)) != states.end());
        RC_ASSERT(contentOf(table) == states.front());
        RC_ASSERT(table.changes().empty());
        while (table.redo()) { }
        RC_ASSERT(contentOf(table) == last);
    });
    QVERIFY(ok);
}

QTEST_GUILESS_MAIN(PieceTableTest)
#include "piece_table_test.moc"
