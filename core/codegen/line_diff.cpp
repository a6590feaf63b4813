// SPDX-License-Identifier: MIT
#include "core/codegen/line_diff.h"

#include <algorithm>
#include <cstddef>

namespace wirebench {

namespace {

using Lines = std::vector<std::string_view>;

/// Cells of the table of common subsequences; larger differences are shown as one replacement.
constexpr std::size_t kMaxCells = 16'000'000;

Lines linesOf(std::string_view text)
{
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void append(std::vector<DiffLine>& out, DiffLine::Kind kind, Lines::const_iterator begin, Lines::const_iterator end)
{
    for (; begin != end; ++begin)
        out.push_back({kind, *begin});
}

/// The lines that are in neither the common start nor the common end.
void appendMiddle(std::vector<DiffLine>& out, const Lines& older, const Lines& newer)
{
    using Kind = DiffLine::Kind;
    const std::size_t width = newer.size() + 1;
    if ((older.size() + 1) * width > kMaxCells) {
        append(out, Kind::Removed, older.begin(), older.end());
        append(out, Kind::Added, newer.begin(), newer.end());
        return;
    }
    // common[i * width + j]: length of the longest common subsequence of older[i…] and newer[j…]
    std::vector<std::uint32_t> common((older.size() + 1) * width);
    for (std::size_t i = older.size(); i-- > 0;) {
        for (std::size_t j = newer.size(); j-- > 0;)
            common[i * width + j] = older[i] == newer[j]
                ? common[(i + 1) * width + j + 1] + 1
                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
    std::size_t i = 0, j = 0;
    while (i < older.size() || j < newer.size()) {
        if (i < older.size() && j < newer.size() && older[i] == newer[j]) {
            out.push_back({Kind::Same, older[i++]});
            ++j;
        } else if (j == newer.size()
                   || (i < older.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            out.push_back({Kind::Removed, older[i++]});
        } else {
            out.push_back({Kind::Added, newer[j++]});
        }
    }
}

} // namespace

std::vector<DiffLine> lineDiff(std::string_view older, std::string_view newer)
{
    const Lines before = linesOf(older);
    const Lines after = linesOf(newer);
    const auto [headEnd, headEndAfter] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto head = headEnd - before.begin();
    const auto [tailEnd, tailEndAfter]
        = std::mismatch(before.rbegin(), before.rend() - head, after.rbegin(), after.rend() - head);
    const auto tail = tailEnd - before.rbegin();
    std::vector<DiffLine> out;
    append(out, DiffLine::Kind::Same, before.begin(), before.begin() + head);
    appendMiddle(out, Lines(before.begin() + head, before.end() - tail),
                 Lines(after.begin() + head, after.end() - tail));
    append(out, DiffLine::Kind::Same, before.end() - tail, before.end());
    return out;
}

} // namespace wirebench
