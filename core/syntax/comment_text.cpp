// SPDX-License-Identifier: MIT
#include "core/syntax/comment_text.h"

#include "core/base/text.h"

#include <algorithm>

namespace wirebench {

namespace {

/// Line ends in a piece of white space, at most 2.
std::size_t lineEnds(std::string_view blank)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < blank.size() && count < 2; ++i)
        count += blank[i] == '\n' || (blank[i] == '\r' && !blank.substr(i + 1).starts_with('\n'));
    return count;
}

void appendLine(std::string& out, std::string_view line)
{
    if (line.starts_with(' '))
        line.remove_prefix(1);
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
    out.append(line).push_back('\n');
}

void appendBlock(std::string& out, std::string_view block, bool closed)
{
    block.remove_prefix(2);
    if (closed)
        block.remove_suffix(2);
    while (block.starts_with('*') || block.starts_with('!'))
        block.remove_prefix(1);
    while (block.ends_with('*'))
        block.remove_suffix(1);
    for (bool first = true; !block.empty() || first; first = false) {
        const std::size_t end = std::min(block.find_first_of("\r\n"), block.size());
        std::string_view line = block.substr(0, end);
        if (!first) {
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
            if (line.starts_with('*'))
                line.remove_prefix(1);
        }
        appendLine(out, line);
        block.remove_prefix(std::min(end + (block.substr(end).starts_with("\r\n") ? 2 : 1), block.size()));
    }
}

void appendLineComment(std::string& out, std::string_view comment)
{
    comment.remove_prefix(std::min(comment.find_first_not_of('/'), comment.size()));
    if (comment.starts_with('!') || comment.starts_with('<'))
        comment.remove_prefix(1);
    appendLine(out, comment);
}

} // namespace

AttachedComments attachComments(std::string_view text, std::span<const LexToken> comments, std::uint32_t next)
{
    AttachedComments attached;
    std::size_t behind = 0;
    while (behind < comments.size() && !comments[behind].firstOnLine)
        ++behind;
    attached.behind = comments.first(behind);
    std::size_t above = comments.size();
    while (above > behind) {
        const std::uint32_t end = comments[above - 1].end;
        if (lineEnds(text.substr(end, next - end)) > 1)
            break;
        next = comments[--above].begin;
    }
    attached.above = comments.subspan(above);
    return attached;
}

std::string commentText(std::string_view text, std::span<const LexToken> comments)
{
    std::string result;
    for (const LexToken& comment : comments) {
        const std::string_view piece = text.substr(comment.begin, comment.end - comment.begin);
        if (piece.starts_with("/*"))
            appendBlock(result, piece, comment.closed);
        else
            appendLineComment(result, piece);
    }
    result.erase(0, std::min(result.find_first_not_of('\n'), result.size()));
    result.erase(result.find_last_not_of('\n') + 1);
    return readableUtf8(result);
}

} // namespace wirebench
