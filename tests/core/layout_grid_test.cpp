// SPDX-License-Identifier: MIT
#include "core/layout/grid_cells.h"
#include "core/layout/grid_shape.h"
#include "core/wire/annotation_tree.h"
#include "tests/core/layout_samples.h"

#include <QtTest>
#include <rapidcheck.h>

#include <set>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const AnnotationTree> treeOf(const std::shared_ptr<const Plan>& plan, Bytes bytes)
{
    auto input = std::make_shared<const Bytes>(std::move(bytes));
    auto decoded = std::make_shared<const Decoded>(decode(plan, typeOf(*plan), input, plan->limits));
    return std::make_shared<const AnnotationTree>(decoded);
}

LayoutGrid gridOf(const std::shared_ptr<const Plan>& plan)
{
    return layoutGrid(layoutOf(*plan, typeOf(*plan)));
}

rc::Gen<RowShape> anyShape()
{
    return rc::gen::element(RowShape::Ascending, RowShape::MirroredRows, RowShape::MirroredBytes, RowShape::Descending);
}

/// Cells follow one another without gap from the start of the block to its end.
bool tiles(const GridBlock& block)
{
    std::uint64_t at = 0;
    for (const GridCell& cell : block.cells) {
        if (cell.bits.first != at || cell.bits.count == 0)
            return false;
        at = cell.bits.end();
    }
    return at == block.bits;
}

} // namespace

class LayoutGridTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyBitHasOnePlace()
    {
        QVERIFY(rc::check("bitAt inverts rowOf and columnOf", [] {
            const auto bits = *rc::gen::inRange<std::uint64_t>(1, 400);
            const unsigned width = *rc::gen::element(8u, 16u, 32u, 64u);
            const BitRows rows(bits, width, *anyShape());
            std::set<std::uint64_t> seen;
            for (std::uint64_t row = 0; row < rows.rowCount(); ++row) {
                for (unsigned column = 0; column < width; ++column) {
                    const auto bit = rows.bitAt(row, column);
                    if (!bit)
                        continue;
                    RC_ASSERT(rows.rowOf(*bit) == row);
                    RC_ASSERT(rows.columnOf(*bit) == column);
                    RC_ASSERT(rows.bitsOfRow(row).contains(*bit));
                    RC_ASSERT(seen.insert(*bit).second);
                }
            }
            // A last byte that is not full leaves no bit without a place, whatever the order.
            RC_ASSERT(seen.size() == bits);
        }));
    }

    void shapesCoverExactlyTheirBits()
    {
        QVERIFY(rc::check("parts and edges agree with single bits", [] {
            const auto bits = *rc::gen::inRange<std::uint64_t>(1, 300);
            const unsigned width = *rc::gen::element(8u, 16u, 32u, 64u);
            const BitRows rows(bits, width, *anyShape());
            const auto first = *rc::gen::inRange<std::uint64_t>(0, bits);
            const auto count = *rc::gen::inRange<std::uint64_t>(1, bits - first + 1);
            const BitRange range{first, count};
            const RowWindow window{0, rows.rowCount() - 1};
            std::uint64_t covered = 0;
            for (const ShapePart& part : shapeParts(rows, range, window)) {
                for (unsigned column = part.columns.first; column < part.columns.first + part.columns.count; ++column) {
                    const auto bit = rows.bitAt(part.row, column);
                    RC_ASSERT(bit.has_value());
                    RC_ASSERT(range.contains(*bit));
                    ++covered;
                }
            }
            RC_ASSERT(covered == count);
            for (const ShapeEdge& edge : shapeEdges(rows, range, window)) {
                if (!edge.horizontal)
                    continue;
                for (unsigned column = edge.column; column < edge.column + edge.length; ++column) {
                    const auto below = edge.row < rows.rowCount() ? rows.bitAt(edge.row, column) : std::nullopt;
                    const auto above = edge.row > 0 ? rows.bitAt(edge.row - 1, column) : std::nullopt;
                    RC_ASSERT((below && range.contains(*below)) != (above && range.contains(*above)));
                }
            }
        }));
    }

    void multiRowFieldsAreDrawnAsOne()
    {
        const BitRows rows(134, 32, RowShape::Ascending);
        const RowWindow all{0, rows.rowCount() - 1};
        const LabelArea area = labelArea(rows, {70, 64}, all);
        QCOMPARE(area.rows.first, std::uint64_t{3});
        QCOMPARE(area.columns.count, 32u);
        // Two lines above and two below, none between the rows where the field goes on.
        int horizontal = 0;
        for (const ShapeEdge& edge : shapeEdges(rows, {70, 64}, all))
            horizontal += edge.horizontal ? 1 : 0;
        QCOMPARE(horizontal, 4);
    }

    void recordCellsTileTheWholeBytes()
    {
        const LayoutGrid grid = gridOf(mixedPlan());
        QCOMPARE(grid.frames.size(), std::size_t{1});
        QCOMPARE(grid.frames[0].blocks.size(), std::size_t{1});
        const GridBlock& block = grid.frames[0].blocks[0];
        QCOMPARE(block.bits, std::uint64_t{136});
        QVERIFY(tiles(block));
        const GridCell& presence = block.cells[cellAt(block.cells, 13)];
        QCOMPARE(presence.path, std::string("pos.y"));
        QVERIFY(presence.role == Role::Presence);
        QCOMPARE(block.cells[cellAt(block.cells, 38)].path, std::string("samples[1]"));
        QVERIFY(block.cells[cellAt(block.cells, 134)].role == Role::Padding);
        QCOMPARE(cellAt(block.cells, 136), block.cells.size());
    }

    void variablePartsAreBands()
    {
        const LayoutGrid grid = gridOf(registryPlan());
        QCOMPARE(grid.frames.size(), std::size_t{3}); // the message, each Plugin, each Parameter
        const auto& blocks = grid.frames[0].blocks;
        QCOMPARE(blocks.size(), std::size_t{3});
        QCOMPARE(blocks[0].bits, std::uint64_t{128}); // header and count
        QVERIFY(blocks[1].band);
        QCOMPARE(blocks[1].cells[0].path, std::string("plugins"));
        QVERIFY(!blocks[1].maxBits);
        QVERIFY(!blocks[2].offset);
        QCOMPARE(blocks[2].after, std::string("plugins"));
        for (const GridFrame& frame : grid.frames) {
            for (const GridBlock& block : frame.blocks)
                QVERIFY(block.band || tiles(block));
        }
    }

    void longArraysShowOneElementAndSayHowManyMore()
    {
        PlanMaker make;
        const auto plan
            = make.finish(make.record("R",
                                      {{"samples", make.slots("array", make.bits("uint", 12), 1'000'000), 0},
                                       {"tail", make.bits("uint", 4), 12'000'000}}));
        const auto blocks = gridOf(plan).frames[0].blocks;
        QCOMPARE(blocks.size(), std::size_t{3});
        QCOMPARE(blocks[0].cells[0].path, std::string("samples[0]"));
        QCOMPARE(blocks[1].bits, std::uint64_t{999'999} * 12);
        QCOMPARE(*blocks[2].offset, std::uint64_t{12'000'000});
        QCOMPARE(blocks[2].cells[0].path, std::string("tail"));
    }

    void bigEndianIsDrawnInWireOrder()
    {
        const LayoutGrid grid = gridOf(ipv4Plan());
        const BitRows rows = blockRows(grid, grid.frames[0].blocks[0], 32, naturalOrder(grid.byteReversed));
        QCOMPARE(*rows.bitAt(0, 0), std::uint64_t{159});
        QCOMPARE(*rows.bitAt(4, 31), std::uint64_t{0});
        const BitRows least = blockRows(grid, grid.frames[0].blocks[0], 32, BitOrder::LsbFirst);
        QCOMPARE(*least.bitAt(0, 0), std::uint64_t{0});
    }

    void smallRecordsGetRowsOfTheirSize()
    {
        PlanMaker make;
        const auto plan = make.finish(make.record("R", {{"a", make.bits("uint", 5), 0}}));
        QCOMPARE(usefulBitsPerRow(gridOf(plan), 64), 8u);
        QCOMPARE(usefulBitsPerRow(gridOf(mixedPlan()), 64), 64u);
        QCOMPARE(usefulBitsPerRow(gridOf(pluginPlan()), 64), 64u);
    }

    void bufferCellsTileWhatIsShown()
    {
        const auto tree = treeOf(pluginPlan(), {0x2A, 0, 0, 0, 6, 0, 0, 0, 'R', 'e', 'v', 'e', 'r', 'b', 1, 0xEE});
        const std::vector<GridCell> cells = treeCells(*tree, {0, 128});
        std::uint64_t at = 0;
        for (const GridCell& cell : cells) {
            QCOMPARE(cell.bits.first, at);
            at = cell.bits.end();
        }
        QCOMPARE(at, std::uint64_t{128});
        QCOMPARE(cells.size(), std::size_t{5});
        QCOMPARE(cells[1].label, std::string("name length"));
        QCOMPARE(cells[2].value, std::string("\"Reverb\""));
        QVERIFY(cells[4].role == Role::Trailing);
        QCOMPARE(treeCells(*tree, {32, 8}).size(), std::size_t{1});
    }

    void enumsAndFlagsAreShownInFewLetters()
    {
        PlanMaker make;
        const auto plan = make.finish(make.record("R",
                                                  {{"phase", make.choice("enum", 2, {"idle", "busy", "done"}), 0},
                                                   {"marks", make.flags("bitmask", {"urgent", "secret", "old"}), 2}}));
        const std::vector<GridCell> cells = treeCells(*treeOf(plan, {0x01 | 0x05 << 2}), {0, 8});
        QCOMPARE(cells[0].value, std::string("\"busy\""));
        QCOMPARE(cells[0].shown, std::string("busy"));
        QCOMPARE(cells[1].shown, std::string("urgent | old"));
        QCOMPARE(treeCells(*treeOf(plan, {0x00}), {0, 8})[1].shown, std::string("none"));
    }

    void longTextsAreShownByTheirBeginning()
    {
        Bytes bytes{0x2A, 0, 0, 0, 0, 0, 0x10, 0};
        bytes.resize(8 + 0x100000 + 1, 'x');
        bytes.back() = 1;
        const auto tree = treeOf(pluginPlan(), bytes);
        const std::vector<GridCell> cells = treeCells(*tree, {4096, 64});
        QCOMPARE(cells.size(), std::size_t{1});
        QCOMPARE(cells[0].bits.count, std::uint64_t{0x800000});
        QVERIFY(cells[0].value.size() < 1000);
        QVERIFY(cells[0].value.ends_with("…"));
    }

    void pictureOfABufferSaysWhatItLeavesOut()
    {
        Bytes bytes{0x2A, 0, 0, 0, 0, 0, 0x10, 0};
        bytes.resize(8 + 0x100000 + 1, 'x');
        const LayoutGrid grid = treeGrid(*treeOf(pluginPlan(), bytes), 4096);
        const auto& blocks = grid.frames[0].blocks;
        QCOMPARE(blocks.size(), std::size_t{2});
        QVERIFY(tiles(blocks[0]));
        QVERIFY(blocks[1].band);
        QCOMPARE(blocks[0].bits + blocks[1].bits, std::uint64_t{bytes.size()} * 8);
    }

    void bitsBehindAReversedRecordAreABlockOfTheirOwn()
    {
        Bytes bytes(22, 0x11);
        const auto tree = treeOf(ipv4Plan(), bytes);
        const std::vector<GridBlock> blocks = treeBlocks(*tree);
        QCOMPARE(blocks.size(), std::size_t{2});
        QVERIFY(blocks[0].reversed);
        QCOMPARE(blocks[0].bits, std::uint64_t{160});
        QVERIFY(!blocks[1].reversed);
        QCOMPARE(*blocks[1].offset, std::uint64_t{160});
        QCOMPARE(blocks[1].bits, std::uint64_t{16});
    }
};

QTEST_GUILESS_MAIN(LayoutGridTest)
#include "layout_grid_test.moc"
