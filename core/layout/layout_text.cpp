// SPDX-License-Identifier: MIT
#include "core/layout/grid_tagged.h"
#include "core/layout/grid_text.h"
#include "core/layout/layout.h"

#include <algorithm>
#include <array>

namespace wirebench {

namespace {

using Base = std::optional<std::uint64_t>;

struct Line {
    std::string bits, width, field, type, note;
};

class Table {
public:
    explicit Table(const Layout& layout) : m_layout(layout) { }

    std::string write()
    {
        m_lines.push_back({"bits", "width", "field", "type", "remarks"});
        if (m_layout.headerBits > 0) {
            m_lines.push_back({bitRangeText({0, 64}), "64", "(header)", "u64", "type id"});
            m_lines.push_back({bitRangeText({64, 32}), "32", "(header)", "u32", "payload bytes"});
        }
        if (m_layout.stringTable)
            m_lines.push_back({"0..", sizeBounds(m_layout.stringTable->least, std::nullopt), "(string table)", "",
                               "the texts that fields refer to"});
        if (m_layout.op == Op::PresenceMap)
            m_lines.push_back(presenceLine(m_layout.fields.size()));
        rows(m_layout.fields, m_layout.gaps, 0, 0);
        if (m_layout.totalBytes && *m_layout.totalBytes * 8 > *m_layout.totalBits) {
            const BitRange rest{*m_layout.totalBits, *m_layout.totalBytes * 8 - *m_layout.totalBits};
            m_lines.push_back(
                {bitRangeText(rest), std::to_string(rest.count), "(unused)", "", "rest of the last byte"});
        }
        std::string text = layoutSummary(m_layout) + "\n" + layoutNumbering(m_layout) + "\n";
        if (m_layout.savings && !m_layout.savings->fields.empty())
            text += savingsSummary(*m_layout.savings) + "\n";
        text += "\n";
        align(text);
        return text;
    }

private:
    void rows(const std::vector<LayoutRow>& fields, const std::vector<BitRange>& gaps, Base base, unsigned level)
    {
        std::vector<const LayoutRow*> order;
        order.reserve(fields.size());
        for (const LayoutRow& row : fields)
            order.push_back(&row);
        if (m_layout.record)
            std::stable_sort(order.begin(), order.end(), [](const LayoutRow* a, const LayoutRow* b) {
                return a->offset.value_or(0) < b->offset.value_or(0);
            });
        auto gap = gaps.begin();
        for (const LayoutRow* row : order) {
            for (; gap != gaps.end() && row->offset && gap->first < *row->offset; ++gap)
                m_lines.push_back(padding(*gap, base, level));
            field(*row, base, level);
        }
        for (; gap != gaps.end(); ++gap)
            m_lines.push_back(padding(*gap, base, level));
    }

    static Line padding(BitRange gap, Base base, unsigned level)
    {
        return {place(gap, base), std::to_string(gap.count), indent(level) + "(padding)", "", "not declared"};
    }

    static std::string indent(unsigned level) { return std::string(level * std::size_t{2}, ' '); }

    static std::string place(BitRange bits, Base base)
    {
        return base ? bitRangeText({*base + bits.first, bits.count}) : "+" + bitRangeText(bits);
    }

    static Line presenceLine(std::size_t fields)
    {
        const std::uint64_t bits = presenceCountBits(fields) + presenceMapBits(fields);
        return {bitRangeText({0, bits}), std::to_string(bits), "(presence)", "",
                "number of bytes, then a bit for each field"};
    }

    void field(const LayoutRow& row, Base base, unsigned level)
    {
        Line line;
        if (row.tagged && row.offset && row.maxBits == row.minBits)
            line.bits = place({*row.offset, row.minBits}, base);
        else if (row.offset && row.bits && !row.tagged)
            line.bits = place({*row.offset, *row.bits + (row.op == Op::Optional ? 0 : row.presenceBits)}, base);
        else if (row.offset)
            line.bits = (base ? "" : "+") + std::to_string(*row.offset + base.value_or(0)) + "..";
        else
            line.bits = "after " + row.after;
        line.width = row.bits && !row.tagged ? std::to_string(*row.bits) : sizeBounds(row.minBits, row.maxBits);
        line.field = indent(level) + (row.name.empty() ? "(each element)" : row.name);
        line.type = row.type;
        line.note = row.tagged ? taggedRemarks(row) : remarks(row, base);
        m_lines.push_back(std::move(line));
        Base inner = row.offset && base && !row.tagged ? Base(*base + *row.offset + row.presenceBits) : std::nullopt;
        rows(row.fields, row.gaps, inner, level + 1);
        parts(row, level + 1);
    }

    void parts(const LayoutRow& row, unsigned level)
    {
        if (row.element.empty())
            return;
        const LayoutRow& element = row.element.front();
        if (row.op == Op::Optional)
            rows(element.fields, element.gaps, std::nullopt, level);
        else
            field(element, std::nullopt, level);
    }

    static std::string remarks(const LayoutRow& row, Base base)
    {
        std::string text;
        const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
        if (row.padding)
            add("padding");
        if (row.presenceBits == 1)
            add("presence bit " + (base && row.offset ? std::to_string(*base + *row.offset) : std::string("+0"))
                + ", value behind it");
        if (row.op == Op::Optional)
            add("presence byte, then the value when it is 1");
        if (row.op == Op::Text)
            add(std::to_string(row.prefixBits) + "-bit length, then UTF-8 bytes");
        if (row.op == Op::List)
            add(std::to_string(row.prefixBits) + "-bit count, then the elements");
        if (row.op == Op::Slots && row.prefixBits > 0)
            add(std::to_string(row.prefixBits) + "-bit count, then " + std::to_string(row.count.value_or(0))
                + " slots");
        else if (row.op == Op::Slots)
            add(std::to_string(row.count.value_or(0)) + " elements");
        if (row.collapsed)
            add("parts not listed again");
        return text;
    }

    void align(std::string& text) const
    {
        std::array<std::size_t, 4> widths{};
        for (const Line& line : m_lines) {
            const std::array cells{&line.bits, &line.width, &line.field, &line.type};
            for (std::size_t i = 0; i < cells.size(); ++i)
                widths[i] = std::max(widths[i], codePoints(*cells[i]));
        }
        for (const Line& line : m_lines) {
            std::string out = padLeft(line.bits, widths[0]) + "  " + padLeft(line.width, widths[1]) + "  "
                + padRight(line.field, widths[2]) + "  " + padRight(line.type, widths[3]) + "  " + line.note;
            out.erase(out.find_last_not_of(' ') + 1);
            text += out + "\n";
        }
    }

    const Layout& m_layout;
    std::vector<Line> m_lines;
};

} // namespace

std::string layoutText(const Layout& layout)
{
    return Table(layout).write();
}

} // namespace wirebench
