// SPDX-License-Identifier: MIT
#include "core/inspect/annotated_dump.h"

#include "core/base/text.h"
#include "core/inspect/source_excerpt.h"
#include "core/layout/grid_text.h"
#include "core/layout/palette.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>

namespace wirebench {

namespace {

constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view faint = "\x1b[2m";
constexpr std::string_view alarm = "\x1b[1;31m";

std::string hexNumber(std::uint64_t number, std::size_t width)
{
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    std::string text(digits.data(), end);
    text.insert(0, text.size() < width ? width - text.size() : 0, '0');
    return text;
}

std::string padded(std::string text, std::size_t width)
{
    const std::size_t columns = terminalColumns(text);
    text.append(columns < width ? width - columns : 0, ' ');
    return text;
}

/// `text` cut to `columns`, with an ellipsis when something was cut off.
std::string cut(std::string_view text, std::size_t columns)
{
    std::string shown = terminalText(text.substr(0, columns * 4));
    if (terminalColumns(shown) <= columns && text.size() <= columns * 4)
        return shown;
    while (!shown.empty() && terminalColumns(shown) + 1 > columns) {
        while ((static_cast<unsigned char>(shown.back()) & 0xC0u) == 0x80u)
            shown.pop_back();
        shown.pop_back();
    }
    return shown + "\xE2\x80\xA6";
}

/// Index of a colour in the 6x6x6 cube of terminals with 256 colours.
unsigned cubeIndex(Rgb colour)
{
    const auto level = [colour](unsigned shift) {
        const unsigned value = colour >> shift & 0xFFu;
        return value < 48 ? 0u : value < 115 ? 1u : (value - 35) / 40;
    };
    return 16 + 36 * level(16) + 6 * level(8) + level(0);
}

/// Background of a field with dark text on it, legible on every terminal's theme. The light fills would all become the
/// same few entries of a palette of 256; there the stronger colours take their place.
std::string background(std::uint16_t colour, TextColours colours)
{
    if (colours == TextColours::Palette256)
        return "\x1b[38;5;16;48;5;" + std::to_string(cubeIndex(fieldColour(colour, true).edge)) + 'm';
    const Rgb fill = fieldColour(colour, false).fill;
    return "\x1b[38;2;0;0;0;48;2;" + std::to_string(fill >> 16 & 0xFFu) + ';' + std::to_string(fill >> 8 & 0xFFu) + ';'
        + std::to_string(fill & 0xFFu) + 'm';
}

/// The bytes of the file that hold a range of bits.
struct FileBytes {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

FileBytes fileBytesOf(const Decoded& decoded, BitRange bits)
{
    const auto [first, count] = decoded.reversal.fileBytes(bits);
    return {first, count};
}

bool isWholeBytes(BitRange bits)
{
    return bits.first % 8 == 0 && bits.count % 8 == 0;
}

/// Leaves that stand for no value and no prefix of one.
bool hasNoValue(Role role)
{
    return role == Role::Padding || role == Role::Unknown || role == Role::Trailing || role == Role::Error;
}

/// Collects text and hands it on in large pieces.
class SinkBuffer {
public:
    explicit SinkBuffer(const TextSink& sink) : m_sink(sink) { }
    SinkBuffer(const SinkBuffer&) = delete;
    SinkBuffer& operator=(const SinkBuffer&) = delete;
    ~SinkBuffer() { flush(); }

    void add(std::string_view text)
    {
        constexpr std::size_t large = 1u << 16;
        m_text += text;
        if (m_text.size() >= large)
            flush();
    }
    void flush()
    {
        if (!m_text.empty())
            m_sink(m_text);
        m_text.clear();
    }

private:
    const TextSink& m_sink;
    std::string m_text;
};

struct DumpRow {
    BitRange bits;
    FileBytes file;
    std::string path;
    std::string type;
    std::string value;
    std::string meaning;
    std::uint16_t colour = AnnotationTree::kNoColour;
    bool trouble = false;
};

/// Prints the rows of a dump. The widths of its columns are those of the first rows, so that a dump of any size needs
/// little memory.
class DumpWriter {
public:
    DumpWriter(const AnnotationTree& tree, const DumpStyle& style, const TextSink& sink)
        : m_tree(tree), m_style(style), m_out(sink)
    {
        for (const Diagnostic& problem : tree.decoded().diagnostics) {
            if (problem.place.kind == Place::Kind::Bits)
                m_problems.push_back(&problem);
        }
        std::stable_sort(m_problems.begin(), m_problems.end(),
                         [](const Diagnostic* a, const Diagnostic* b) { return a->place.first < b->place.first; });
    }

    void write()
    {
        m_tree.walk([this](const std::vector<Item>& chain) {
            if (chain.back().leaf)
                add(rowOf(chain));
            return true;
        });
        settle();
    }

private:
    DumpRow rowOf(const std::vector<Item>& chain)
    {
        const Item& item = chain.back();
        DumpRow row;
        row.bits = item.bits;
        row.file = fileBytesOf(m_tree.decoded(), item.bits);
        row.path = terminalText(m_tree.path(chain));
        row.type = m_tree.typeName(item);
        if (row.type.empty())
            row.type = roleName(item.role);
        row.value = cut(m_tree.valueText(item), m_style.longestValue);
        row.meaning = cut(m_tree.meaningText(item), m_style.longestValue);
        row.colour = m_tree.colour(chain);
        if (row.meaning.empty() && hasNoValue(item.role) && row.type != roleName(item.role))
            row.meaning = roleName(item.role);
        addProblems(item.bits, row);
        return row;
    }

    /// Names the problems that begin in this leaf. Leaves come in the order of their bits.
    void addProblems(BitRange bits, DumpRow& row)
    {
        for (; m_nextProblem < m_problems.size(); ++m_nextProblem) {
            const Diagnostic& problem = *m_problems[m_nextProblem];
            if (problem.place.first >= bits.end() && !(bits.count == 0 && problem.place.first == bits.first))
                return;
            row.trouble = row.trouble || problem.severity != Severity::Note;
            row.meaning += (row.meaning.empty() ? "" : "; ") + std::string(severityName(problem.severity)) + ": "
                + std::string(problem.code);
        }
    }

    void add(DumpRow row)
    {
        constexpr std::size_t rowsMeasured = 2000;
        if (m_settled) {
            print(row);
            return;
        }
        m_waiting.push_back(std::move(row));
        if (m_waiting.size() >= rowsMeasured)
            settle();
    }

    void settle()
    {
        if (m_settled)
            return;
        m_settled = true;
        constexpr std::size_t widestPath = 48;
        constexpr std::size_t widestType = 28;
        constexpr std::size_t widestValue = 32;
        for (const DumpRow& row : m_waiting) {
            m_pathWidth = std::max(m_pathWidth, std::min(widestPath, terminalColumns(row.path)));
            m_typeWidth = std::max(m_typeWidth, std::min(widestType, terminalColumns(row.type)));
            m_valueWidth = std::max(m_valueWidth, std::min(widestValue, terminalColumns(row.value)));
            if (!isWholeBytes(row.bits))
                m_bitsWidth = std::max({m_bitsWidth, std::size_t{4}, bitRangeText(row.bits).size()});
            m_byteCount = std::max(m_byteCount, std::min<std::uint64_t>(row.file.count, m_style.bytesPerLine));
        }
        m_byteCount = std::max<std::uint64_t>(m_byteCount, 2);
        header();
        for (const DumpRow& row : m_waiting)
            print(row);
        m_waiting.clear();
    }

    void styled(std::string& line, std::string_view style, std::string_view text) const
    {
        const bool colour = m_style.colours != TextColours::None && !style.empty();
        if (colour)
            line += style;
        line += text;
        if (colour)
            line += reset;
    }

    void header()
    {
        std::string line = "offset    " + padded("bytes", m_byteCount * 3 - 1) + "  ";
        if (m_bitsWidth > 0)
            line += padded("bits", m_bitsWidth) + "  ";
        line += padded("path", m_pathWidth) + "  " + padded("type", m_typeWidth) + "  ";
        line += padded("value", m_valueWidth) + "  meaning";
        std::string out;
        styled(out, faint, line);
        m_out.add(out + '\n');
    }

    /// Up to a line's worth of a row's bytes from byte `from` on; bytes the input lacks are dashes.
    std::string bytesText(const DumpRow& row, std::uint64_t from) const
    {
        const Bytes& bytes = *m_tree.decoded().bytes;
        std::string text;
        const std::uint64_t end = std::min(row.file.count, from + m_style.bytesPerLine);
        for (std::uint64_t i = from; i < end; ++i) {
            const std::uint64_t at = row.file.first + i;
            text += (text.empty() ? "" : " ") + (at < bytes.size() ? toHex(ByteView(bytes).subspan(at, 1)) : "--");
        }
        return text;
    }

    void appendBytes(std::string& line, const DumpRow& row, std::uint64_t from) const
    {
        const std::string text = bytesText(row, from);
        const bool coloured = m_style.colours != TextColours::None && row.colour != AnnotationTree::kNoColour;
        styled(line, coloured ? background(row.colour, m_style.colours) : std::string(), text);
        const std::size_t width = m_byteCount * 3 - 1;
        line.append(text.size() < width ? width - text.size() : 0, ' ');
    }

    void print(const DumpRow& row)
    {
        std::string line;
        styled(line, faint, hexNumber(row.file.first, 8));
        line += "  ";
        appendBytes(line, row, 0);
        line += "  ";
        if (m_bitsWidth > 0)
            line += padded(isWholeBytes(row.bits) ? std::string() : bitRangeText(row.bits), m_bitsWidth) + "  ";
        line += padded(row.path, m_pathWidth) + "  " + padded(row.type, m_typeWidth) + "  "
            + padded(row.value, m_valueWidth) + "  ";
        styled(line, row.trouble ? alarm : std::string_view(), row.meaning);
        line.erase(line.find_last_not_of(' ') + 1);
        m_out.add(line + '\n');
        for (std::uint64_t from = m_style.bytesPerLine; from < row.file.count; from += m_style.bytesPerLine) {
            std::string more;
            styled(more, faint, hexNumber(row.file.first + from, 8));
            more += "  ";
            appendBytes(more, row, from);
            more.erase(more.find_last_not_of(' ') + 1);
            m_out.add(more + '\n');
        }
    }

    const AnnotationTree& m_tree;
    const DumpStyle m_style;
    SinkBuffer m_out;
    std::vector<const Diagnostic*> m_problems;
    std::size_t m_nextProblem = 0;
    std::deque<DumpRow> m_waiting;
    bool m_settled = false;
    std::size_t m_pathWidth = 4;
    std::size_t m_typeWidth = 4;
    std::size_t m_valueWidth = 5;
    std::size_t m_bitsWidth = 0;
    std::uint64_t m_byteCount = 0;
};

} // namespace

void writeAnnotatedDump(const AnnotationTree& tree, const DumpStyle& style, const TextSink& sink)
{
    DumpWriter(tree, style, sink).write();
}

} // namespace wirebench
