// SPDX-License-Identifier: MIT
#include "core/layout/grid_cells.h"

#include "core/layout/grid_tagged.h"
#include "core/layout/grid_text.h"

#include <algorithm>
#include <deque>

namespace wirebench {

namespace {

/// Makes the frames of a layout: walks its rows in wire order and appends cells and bands.
class GridBuilder {
public:
    GridBuilder(const Layout& layout, const GridLimits& limits) : m_layout(layout), m_limits(limits)
    {
        m_grid.record = layout.record;
        m_grid.byteReversed = layout.byteReversed;
        m_framed.push_back(layout.node);
    }

    LayoutGrid build()
    {
        beginFrame({});
        header();
        stringTable();
        presenceCells(m_layout.op, m_layout.fields);
        structCells(m_layout.fields, m_layout.gaps, {});
        unusedBits();
        while (!m_pending.empty()) {
            const Pending next = m_pending.front();
            m_pending.pop_front();
            beginFrame(next.title);
            m_framePath = next.path + ".";
            presenceCells(next.row->op, next.row->fields);
            structCells(next.row->fields, next.row->gaps, next.path);
        }
        finishFrame();
        return std::move(m_grid);
    }

private:
    struct Pending {
        std::string title;
        std::string path;
        const LayoutRow* row;
    };

    void beginFrame(std::string title)
    {
        finishFrame();
        m_grid.frames.push_back({std::move(title), {}});
        m_block = {};
        m_block.offset = 0;
    }

    /// Closes the block being filled; empty ones vanish.
    void finishBlock()
    {
        m_block.reversed = m_layout.byteReversed;
        m_block.maxBits = m_block.bits;
        if (m_block.bits > 0)
            m_grid.frames.back().blocks.push_back(std::move(m_block));
        m_block = {};
    }

    static void name(GridCell& cell, std::string_view label)
    {
        cell.label = label;
        cell.fullLabel = label;
    }

    void finishFrame()
    {
        if (!m_grid.frames.empty())
            finishBlock();
    }

    void header()
    {
        if (m_layout.headerBits == 0)
            return;
        GridCell cell;
        cell.role = Role::TypeId;
        name(cell, "type id");
        cell.type = "u64";
        cell.meaning = "which message this is: FNV-1a 64 of its name";
        append(cell, 64);
        cell.role = Role::Length;
        name(cell, "payload size");
        cell.type = "u32";
        cell.meaning = "bytes behind the header";
        append(cell, 32);
    }

    void stringTable()
    {
        if (!m_layout.stringTable)
            return;
        GridCell cell;
        cell.role = Role::Table;
        name(cell, "string table");
        cell.path = "@strings";
        cell.meaning = "the texts that fields refer to by their index, each once";
        band(std::move(cell), m_layout.stringTable->least, std::nullopt);
    }

    /// What stands in front of the values of a presence map.
    void presenceCells(Op op, const std::vector<LayoutRow>& fields)
    {
        if (op != Op::PresenceMap)
            return;
        GridCell count;
        count.role = Role::Length;
        name(count, "presence bytes");
        count.meaning = "number of bytes with a bit for each field";
        append(std::move(count), presenceCountBits(fields.size()));
        for (const LayoutRow* row : byPresence(fields)) {
            GridCell cell = cellOf(*row, m_framePath + row->name, row->name, Role::Presence, "?");
            cell.type = "presence bit";
            cell.meaning = "1 when there is a value";
            append(std::move(cell), 1);
        }
        GridCell rest;
        rest.role = Role::Padding;
        name(rest, "unused");
        append(std::move(rest), presenceMapBits(fields.size()) - fields.size());
    }

    /// A field or value with its tag, type id and length; what is in it gets a frame of its own.
    void taggedCells(const LayoutRow& row, const std::string& path, const std::string& label)
    {
        if (!row.offset) {
            finishBlock();
            m_block.after = row.after;
        }
        for (const GridPart& part : taggedParts(row)) {
            const bool value = part.role == Role::Value;
            const bool each = value && row.tagged->repeated;
            GridCell cell = cellOf(row, each ? path + "[]" : path, label, part.role, part.suffix);
            cell.type = value ? row.type : part.type;
            cell.meaning = part.meaning;
            if (part.size.fixed())
                append(std::move(cell), part.size.least);
            else
                band(std::move(cell), part.size.least,
                     part.size.most == kUnbounded ? std::nullopt : std::optional(part.size.most));
        }
        frameLater(row, path, false);
        if (!row.element.empty())
            frameLater(row.element.front(), path + "[]", true);
    }

    void unusedBits()
    {
        if (!m_layout.totalBits || *m_layout.totalBytes * 8 == *m_layout.totalBits)
            return;
        GridCell cell;
        cell.role = Role::Padding;
        name(cell, "unused");
        cell.meaning = "what the last byte has left, always 0";
        append(cell, *m_layout.totalBytes * 8 - *m_layout.totalBits);
    }

    bool full() const { return m_cells >= m_limits.cells; }

    void append(GridCell cell, std::uint64_t bits)
    {
        if (bits == 0)
            return;
        if (full()) {
            appendHidden(bits);
            return;
        }
        if (bits > m_limits.cellBits) {
            cell.meaning = cell.meaning.empty() ? bitsText(bits) : cell.meaning + ", " + bitsText(bits);
            band(std::move(cell), bits, bits);
            return;
        }
        ++m_cells;
        cell.bits = {m_block.bits, bits};
        m_block.bits += bits;
        m_block.cells.push_back(std::move(cell));
    }

    /// Adds to the band that stands for all that follows when there are too many cells.
    void appendHidden(std::uint64_t bits)
    {
        std::vector<GridBlock>& blocks = m_grid.frames.back().blocks;
        if (m_block.bits > 0 || blocks.empty() || blocks.back().cells.front().label != "…") {
            GridCell rest;
            rest.label = "…";
            rest.fullLabel = rest.label;
            rest.role = Role::Unknown;
            band(std::move(rest), 0, 0);
        }
        GridBlock& rest = blocks.back();
        rest.bits += bits;
        rest.maxBits = rest.bits;
        rest.cells.front().bits = {0, rest.bits};
        rest.cells.front().meaning = bitsText(rest.bits) + (m_layout.record ? " more" : " more at least");
        if (m_block.offset)
            *m_block.offset += bits;
    }

    void band(GridCell cell, std::uint64_t minBits, std::optional<std::uint64_t> maxBits)
    {
        const std::optional<std::uint64_t> offset
            = m_block.offset ? std::optional(*m_block.offset + m_block.bits) : std::nullopt;
        const std::string after = m_block.after;
        ++m_cells;
        finishBlock();
        GridBlock block;
        block.band = true;
        block.offset = offset;
        block.after = after;
        block.bits = minBits;
        block.maxBits = maxBits;
        block.reversed = m_layout.byteReversed;
        cell.bits = {0, minBits};
        if (maxBits && *maxBits == minBits && offset)
            m_block.offset = *offset + minBits;
        else
            m_block.after = cell.path;
        block.cells.push_back(std::move(cell));
        m_grid.frames.back().blocks.push_back(std::move(block));
    }

    void structCells(const std::vector<LayoutRow>& fields, const std::vector<BitRange>& gaps, const std::string& path)
    {
        std::vector<const LayoutRow*> order;
        order.reserve(fields.size());
        for (const LayoutRow& row : fields)
            order.push_back(&row);
        if (m_layout.record)
            std::stable_sort(order.begin(), order.end(),
                             [](const LayoutRow* a, const LayoutRow* b) { return *a->offset < *b->offset; });
        else
            std::stable_sort(order.begin(), order.end(), writtenBefore);
        auto gap = gaps.begin();
        for (const LayoutRow* row : order) {
            for (; gap != gaps.end() && gap->first < row->offset.value_or(0); ++gap)
                gapCell(*gap);
            fieldCells(*row, path.empty() ? row->name : path + "." + row->name, row->name);
        }
        for (; gap != gaps.end(); ++gap)
            gapCell(*gap);
    }

    void gapCell(BitRange gap)
    {
        GridCell cell;
        cell.role = Role::Padding;
        name(cell, "padding");
        cell.meaning = "no field was declared here, always 0";
        append(cell, gap.count);
    }

    GridCell cellOf(const LayoutRow& row, const std::string& path, const std::string& label, Role role,
                    std::string_view suffix = {}) const
    {
        GridCell cell;
        cell.path = path;
        cell.label = label + std::string(suffix);
        // Within a frame the title says what the path starts with.
        cell.fullLabel = path.substr(path.starts_with(m_framePath) ? m_framePath.size() : 0) + std::string(suffix);
        cell.type = row.type;
        cell.slot = row.slot;
        cell.colour = row.colour;
        cell.role = role;
        return cell;
    }

    void fieldCells(const LayoutRow& row, const std::string& path, const std::string& label)
    {
        if (full()) {
            appendHidden(row.minBits);
            return;
        }
        if (row.tagged) {
            taggedCells(row, path, label);
            return;
        }
        if (row.presenceBits > 0) {
            GridCell cell = cellOf(row, path, label, Role::Presence, "?");
            cell.type = row.presenceBits == 1 ? "presence bit" : "presence byte";
            cell.meaning = "1 when there is a value";
            append(std::move(cell), row.presenceBits);
        }
        if (row.prefixBits > 0) {
            const bool text = row.op == Op::Text;
            GridCell cell = cellOf(row, path, label, text ? Role::Length : Role::Count, text ? " length" : " count");
            cell.type = "u" + std::to_string(row.prefixBits) + (text ? " length" : " count");
            cell.meaning = text ? "number of bytes of the text" : "number of elements";
            append(std::move(cell), row.prefixBits);
        }
        switch (row.op) {
        case Op::Slots:
            slotCells(row, path, label);
            break;
        case Op::Text:
        case Op::List:
        case Op::Optional:
            variablePart(row, path, label);
            break;
        case Op::Sequence:
        case Op::Message:
        case Op::Record:
            if (row.collapsed)
                leaf(row, path, label);
            else
                structCells(row.fields, row.gaps, path);
            break;
        default:
            leaf(row, path, label);
            break;
        }
    }

    void leaf(const LayoutRow& row, const std::string& path, const std::string& label)
    {
        append(cellOf(row, path, label, row.padding ? Role::Padding : Role::Value), row.bits.value_or(0));
    }

    void slotCells(const LayoutRow& row, const std::string& path, const std::string& label)
    {
        const std::uint64_t count = row.count.value_or(0);
        if (row.element.empty() || count == 0) {
            leaf(row, path, label);
            return;
        }
        const LayoutRow& element = row.element.front();
        const std::uint64_t shown = count <= m_limits.arrayElements ? count : 1;
        for (std::uint64_t i = 0; i < shown; ++i) {
            const std::string index = "[" + std::to_string(i) + "]";
            fieldCells(element, path + index, index);
        }
        if (shown == count)
            return;
        const std::string range = "[1…" + std::to_string(count - 1) + "]";
        GridCell rest = cellOf(element, path + "[]", label + range, Role::Value);
        rest.fullLabel = path + range;
        rest.meaning = std::to_string(count - shown) + " more elements of " + bitsText(element.minBits);
        const std::uint64_t bits = (count - shown) * element.minBits;
        band(std::move(rest), bits, bits);
    }

    void variablePart(const LayoutRow& row, const std::string& path, const std::string& label)
    {
        const std::uint64_t front = row.op == Op::Optional ? row.presenceBits : row.prefixBits;
        GridCell cell = cellOf(row, path, label, Role::Value);
        cell.type = row.type;
        if (row.op == Op::Text) {
            cell.meaning = "UTF-8, as many bytes as the length says";
        } else if (!row.element.empty()) {
            const LayoutRow& element = row.element.front();
            const std::string size = sizeText(element.minBits, element.maxBits);
            const bool list = row.op == Op::List;
            cell.meaning = (list ? "count × " : "") + element.type + (list ? ", each " : ", ") + size;
            if (!list)
                cell.meaning += ", only when present";
            frameLater(element, list ? path + "[]" : path, list);
        }
        band(std::move(cell), row.minBits - front, row.maxBits ? std::optional(*row.maxBits - front) : std::nullopt);
    }

    static std::string sizeText(std::uint64_t minBits, const std::optional<std::uint64_t>& maxBits)
    {
        if (maxBits && *maxBits == minBits)
            return std::to_string(minBits / 8) + (minBits == 8 ? " byte" : " bytes");
        return std::to_string(minBits / 8)
            + (maxBits ? " to " + std::to_string(*maxBits / 8) + " bytes" : " bytes or more");
    }

    void frameLater(const LayoutRow& row, const std::string& path, bool element)
    {
        if (row.fields.empty() || std::find(m_framed.begin(), m_framed.end(), row.node) != m_framed.end())
            return;
        if (m_framed.size() >= m_limits.frames) {
            ++m_grid.hiddenFrames;
            return;
        }
        m_framed.push_back(row.node);
        m_pending.push_back({(element ? "Each element of " : "Value of ") + path + ": " + row.type, path, &row});
    }

    const Layout& m_layout;
    const GridLimits& m_limits;
    LayoutGrid m_grid;
    GridBlock m_block;
    std::string m_framePath;
    std::vector<NodeIndex> m_framed;
    std::deque<Pending> m_pending;
    std::size_t m_cells = 0;
};

} // namespace

LayoutGrid layoutGrid(const Layout& layout, const GridLimits& limits)
{
    return GridBuilder(layout, limits).build();
}

} // namespace wirebench
