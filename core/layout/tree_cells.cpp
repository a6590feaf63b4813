// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/layout/grid_cells.h"
#include "core/layout/grid_text.h"
#include "core/wire/bits.h"
#include "core/wire/content_json.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::uint64_t longestValueBits = 8 * 512;

std::string_view lastPart(std::string_view path)
{
    if (!path.empty() && path.back() == ']')
        return path.substr(std::min(path.rfind('['), path.size()));
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// Padding is a declared field, unused slots of an array, or a gap that has the path of its struct.
std::string paddingLabel(const Plan& plan, const Item& item, std::string name)
{
    if (item.slot == kNoIndex || name.empty())
        return "padding";
    const Node& node = plan.nodeOf(item.slot);
    if (node.meaning == Meaning::Padding)
        return name;
    return node.op == Op::Slots ? name + " unused" : "padding";
}

/// What the item is called when its field is called `name`.
std::string labelOf(const Plan& plan, const Item& item, std::string name)
{
    const auto with
        = [&name](std::string_view what) { return name.empty() ? std::string(what) : name + " " + std::string(what); };
    switch (item.role) {
    case Role::Length:
        return with("length");
    case Role::Count:
        return with("count");
    case Role::Presence:
        return name + "?";
    case Role::Header:
        return with("header");
    case Role::TypeId:
        return "type id";
    case Role::Tag:
        return with("tag");
    case Role::StringTable:
        return with("text");
    case Role::Padding:
        return paddingLabel(plan, item, std::move(name));
    case Role::Trailing:
        return std::string(roleName(item.role));
    default:
        return name.empty() ? std::string(roleName(item.role)) : name;
    }
}

/// The beginning of a long text without a character that is cut in two.
ByteView whole(ByteView beginning)
{
    const std::size_t valid = validUtf8Prefix(beginning);
    return beginning.first(valid + 4 > beginning.size() ? valid : beginning.size());
}

/// The value's text; of a long value its beginning, so that showing a text of megabytes costs no more than a short one.
std::string valueOf(const AnnotationTree& tree, const Item& item)
{
    const std::optional<SeriesElement> element = tree.seriesElement(item);
    if (item.role == Role::Value && element && element->textBytes > longestValueBits / 8) {
        std::string text;
        const Bytes beginning = tree.elementText(item, false, element->tooLong ? 0 : longestValueBits / 8);
        if (!element->tooLong)
            appendContentJson(text, tree.plan().nodeOf(element->slot), whole(beginning));
        return text.empty() ? text : text + "…";
    }
    if (item.bits.count <= longestValueBits)
        return tree.valueText(item);
    Item part = item;
    const ByteView space = *tree.decoded().space;
    const auto first = static_cast<std::size_t>(item.bits.first / 8);
    if (first >= space.size())
        return {};
    const ByteView shown = space.subspan(first, std::min<std::size_t>(space.size() - first, longestValueBits / 8));
    part.bits.count = whole(shown).size() * 8;
    return tree.valueText(part) + "…";
}

/// Names of the flags that are set, lowest position first.
std::string flagNames(const Plan& plan, const FlagTable& table, std::uint64_t mask)
{
    std::string text;
    for (const FlagTable::Flag& flag : table.flags) {
        if ((mask >> flag.position & 1) != 0)
            text += (text.empty() ? "" : " | ") + std::string(plan.text(flag.name));
    }
    return text.empty() ? "none" : text;
}

std::string shortValue(const AnnotationTree& tree, const Item& item, const std::string& value)
{
    const Plan& plan = tree.plan();
    if (item.role != Role::Value || item.slot == kNoIndex || value.size() < 2)
        return value;
    const Node& node = plan.nodeOf(item.slot);
    if (node.meaning == Meaning::Flags && value.front() == '{' && item.bits.count <= 64) {
        const auto bits = static_cast<unsigned>(item.bits.count);
        return flagNames(plan, plan.flags[node.detail], readBits(*tree.decoded().space, item.bits.first, bits));
    }
    const bool bare = (node.meaning == Meaning::Enum || node.meaning == Meaning::Date) && value.front() == '"';
    return bare ? value.substr(1, value.size() - 2) : value;
}

GridCell cellOf(const AnnotationTree& tree, const std::vector<Item>& chain)
{
    const Item& item = chain.back();
    GridCell cell;
    cell.bits = item.bits;
    cell.path = tree.path(chain);
    const bool inTable = cell.path.empty()
        && std::any_of(chain.begin(), chain.end(), [](const Item& part) { return part.role == Role::Table; });
    cell.label = labelOf(tree.plan(), item, inTable ? "table" : std::string(lastPart(cell.path)));
    cell.fullLabel = labelOf(tree.plan(), item, inTable ? "string table" : cell.path);
    cell.type = tree.typeName(item);
    cell.value = valueOf(tree, item);
    cell.shown = shortValue(tree, item, cell.value);
    cell.meaning = tree.meaningText(item);
    cell.slot = item.slot;
    cell.colour = item.slot == kNoIndex ? std::uint16_t{0} : tree.plan().slots[item.slot].colour;
    cell.role = item.role;
    cell.null = item.null;
    cell.damaged = item.damaged;
    return cell;
}

} // namespace

std::vector<GridBlock> treeBlocks(const AnnotationTree& tree)
{
    const std::uint64_t total = tree.decoded().space->size() * std::uint64_t{8};
    const ByteReversal& reversal = tree.decoded().reversal;
    const std::uint64_t reversed = std::min(reversal.bytes() * 8, total);
    std::vector<GridBlock> blocks;
    const auto add = [&blocks](BitRange bits, bool isReversed) {
        if (bits.count == 0)
            return;
        GridBlock block;
        block.offset = bits.first;
        block.bits = bits.count;
        block.maxBits = bits.count;
        block.reversed = isReversed;
        blocks.push_back(std::move(block));
    };
    for (std::uint64_t at = 0; at < reversed; at += reversal.recordBytes * 8)
        add({at, std::min(reversal.recordBytes * 8, reversed - at)}, true);
    add({reversed, total - reversed}, false);
    return blocks;
}

std::vector<GridCell> treeCells(const AnnotationTree& tree, BitRange range, std::size_t limit)
{
    std::vector<GridCell> cells;
    tree.walkRange(range, [&](const std::vector<Item>& chain) {
        if (cells.size() >= limit)
            return false;
        if (chain.back().leaf && chain.back().bits.count > 0)
            cells.push_back(cellOf(tree, chain));
        return true;
    });
    return cells;
}

LayoutGrid treeGrid(const AnnotationTree& tree, std::uint64_t maxBits)
{
    LayoutGrid grid;
    const Decoded& decoded = tree.decoded();
    grid.record = decoded.root != kNoIndex && tree.plan().nodeOf(decoded.root).op == Op::Record;
    grid.byteReversed = decoded.reversal.recordBytes > 0;
    grid.frames.emplace_back();
    std::uint64_t left = maxBits;
    for (GridBlock& block : treeBlocks(tree)) {
        const std::uint64_t hidden = block.bits > left ? block.bits - left : 0;
        block.bits -= hidden;
        block.maxBits = block.bits;
        left -= block.bits;
        if (block.bits > 0) {
            const BitRange range{*block.offset, block.bits};
            block.cells = treeCells(tree, range, maxBits);
            for (GridCell& cell : block.cells) {
                const std::uint64_t first = std::max(cell.bits.first, range.first);
                cell.bits = {first - range.first, std::min(cell.bits.end(), range.end()) - first};
            }
            grid.frames.back().blocks.push_back(block);
        }
        if (hidden > 0) {
            GridBlock rest;
            rest.band = true;
            rest.offset = *block.offset + block.bits;
            rest.bits = hidden;
            rest.maxBits = hidden;
            rest.reversed = block.reversed;
            rest.cells.emplace_back();
            rest.cells.back().bits = {0, hidden};
            rest.cells.back().label = "…";
            rest.cells.back().fullLabel = "…";
            rest.cells.back().role = Role::Unknown;
            rest.cells.back().meaning = bitsText(hidden) + " more";
            grid.frames.back().blocks.push_back(std::move(rest));
        }
    }
    return grid;
}

} // namespace wirebench
