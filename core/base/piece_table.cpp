// SPDX-License-Identifier: MIT
#include "core/base/piece_table.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace wirebench {

namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;
/// Typed-over runs longer than this are not compared byte by byte.
constexpr std::uint64_t kNarrowBytes = 1 << 20;

std::shared_ptr<const std::uint8_t> addressIn(std::shared_ptr<const void> owner, const std::uint8_t* data)
{
    return {std::move(owner), data};
}

} // namespace

PieceTable::PieceTable() : PieceTable(std::make_shared<const Bytes>()) { }

PieceTable::PieceTable(std::shared_ptr<const Bytes> bytes) : PieceTable(bytes, ByteView(*bytes))
{
    m_snapshot = std::move(bytes);
}

PieceTable::PieceTable(std::shared_ptr<const void> owner, ByteView bytes) : m_size(bytes.size())
{
    if (!bytes.empty())
        m_pieces.push_back({addressIn(std::move(owner), bytes.data()), bytes.size(), 0});
    m_savedPieces = m_pieces;
}

std::size_t PieceTable::indexAt(const Pieces& pieces, std::uint64_t offset)
{
    const auto behind = std::upper_bound(pieces.begin(), pieces.end(), offset,
                                         [](std::uint64_t at, const Piece& piece) { return at < piece.start; });
    return behind == pieces.begin() ? 0 : static_cast<std::size_t>(behind - pieces.begin()) - 1;
}

std::size_t PieceTable::readPieces(const Pieces& pieces, std::uint64_t offset, std::span<std::uint8_t> out)
{
    std::size_t done = 0;
    for (std::size_t i = indexAt(pieces, offset); i < pieces.size() && done < out.size(); ++i) {
        const Piece& piece = pieces[i];
        const std::uint64_t skip = offset + done - piece.start;
        if (skip >= piece.size)
            break;
        const std::uint64_t count = std::min<std::uint64_t>(piece.size - skip, out.size() - done);
        std::copy_n(piece.data.get() + skip, count, out.data() + done);
        done += count;
    }
    return done;
}

std::size_t PieceTable::read(std::uint64_t offset, std::span<std::uint8_t> out) const
{
    return offset < m_size ? readPieces(m_pieces, offset, out) : 0;
}

std::uint8_t PieceTable::at(std::uint64_t offset) const
{
    std::uint8_t byte = 0;
    read(offset, {&byte, 1});
    return byte;
}

std::shared_ptr<const Bytes> PieceTable::snapshot() const
{
    if (!m_snapshot) {
        auto bytes = std::make_shared<Bytes>(m_size);
        read(0, *bytes);
        m_snapshot = std::move(bytes);
    }
    return m_snapshot;
}

std::uint64_t PieceTable::sizeOf(const Pieces& pieces)
{
    std::uint64_t size = 0;
    for (const Piece& piece : pieces)
        size += piece.size;
    return size;
}

void PieceTable::append(Pieces& pieces, Piece piece)
{
    if (piece.size == 0)
        return;
    if (!pieces.empty()) {
        Piece& last = pieces.back();
        const bool sameBlock = !last.data.owner_before(piece.data) && !piece.data.owner_before(last.data);
        if (sameBlock && last.data.get() + last.size == piece.data.get()) {
            last.size += piece.size;
            return;
        }
        piece.start = last.start + last.size;
    } else {
        piece.start = 0;
    }
    pieces.push_back(std::move(piece));
}

PieceTable::Piece PieceTable::store(ByteView bytes)
{
    if (bytes.empty())
        return {};
    if (!m_block || m_block->capacity() - m_block->size() < bytes.size()) {
        m_block = std::make_shared<Bytes>();
        m_block->reserve(std::max(kBlockBytes, bytes.size()));
    }
    // Within the capacity nothing moves, so pieces that point into the block stay valid.
    const std::size_t at = m_block->size();
    m_block->insert(m_block->end(), bytes.begin(), bytes.end());
    return {addressIn(m_block, m_block->data() + at), bytes.size(), 0};
}

PieceTable::Pieces PieceTable::slice(std::uint64_t offset, std::uint64_t count) const
{
    Pieces out;
    for (std::size_t i = indexAt(m_pieces, offset); i < m_pieces.size() && count > 0; ++i) {
        const Piece& piece = m_pieces[i];
        const std::uint64_t skip = offset - piece.start;
        const std::uint64_t part = std::min(piece.size - skip, count);
        append(out, {addressIn(piece.data, piece.data.get() + skip), part, 0});
        offset += part;
        count -= part;
    }
    return out;
}

void PieceTable::splice(std::uint64_t offset, std::uint64_t count, const Pieces& pieces)
{
    // Only the pieces around the change are rebuilt; those behind it move.
    const std::size_t first = indexAt(m_pieces, offset);
    Pieces middle;
    if (first < m_pieces.size() && offset > m_pieces[first].start) {
        const Piece& piece = m_pieces[first];
        append(middle, {piece.data, std::min(piece.size, offset - piece.start), 0});
    }
    for (const Piece& piece : pieces)
        append(middle, piece);
    const std::uint64_t end = offset + count;
    std::size_t behind = first;
    while (behind < m_pieces.size() && m_pieces[behind].start + m_pieces[behind].size <= end)
        ++behind;
    if (behind < m_pieces.size() && m_pieces[behind].start < end) {
        const Piece& piece = m_pieces[behind];
        const std::uint64_t skip = end - piece.start;
        append(middle, {addressIn(piece.data, piece.data.get() + skip), piece.size - skip, 0});
        ++behind;
    }
    const auto at = m_pieces.erase(m_pieces.begin() + static_cast<std::ptrdiff_t>(first),
                                   m_pieces.begin() + static_cast<std::ptrdiff_t>(behind));
    m_pieces.insert(at, std::make_move_iterator(middle.begin()), std::make_move_iterator(middle.end()));
    std::uint64_t start = first == 0 ? 0 : m_pieces[first - 1].start + m_pieces[first - 1].size;
    for (std::size_t i = first; i < m_pieces.size(); ++i) {
        m_pieces[i].start = start;
        start += m_pieces[i].size;
    }
    m_size = start;
    m_snapshot.reset();
}

bool PieceTable::joins(const Edit& edit, std::uint64_t removed) const
{
    // A step must not reach over the saved state, or undo could not stop there.
    if (!m_open || m_done == 0 || m_savedAt == m_done || edit.join == Join::Never)
        return false;
    const Edit& last = m_edits[m_done - 1];
    return last.join == edit.join && edit.offset <= last.offset + last.count && last.offset <= edit.offset + removed;
}

void PieceTable::joinLast(Edit edit, std::uint64_t removed)
{
    // `edit.other` holds what the new edit removed, seen in the state after the last one: what lies before and behind
    // the last edit's bytes was there before it, too.
    Edit& last = m_edits[m_done - 1];
    const std::uint64_t begin = std::min(edit.offset, last.offset);
    const std::uint64_t lastEnd = last.offset + last.count;
    const std::uint64_t end = std::max(edit.offset + removed, lastEnd);
    Pieces other;
    std::uint64_t at = edit.offset;
    const auto take = [&](std::uint64_t from, std::uint64_t to) {
        at = edit.offset;
        for (const Piece& piece : edit.other) {
            const std::uint64_t first = std::max(at, from);
            const std::uint64_t behind = std::min(at + piece.size, to);
            if (first < behind)
                append(other, {addressIn(piece.data, piece.data.get() + (first - at)), behind - first, 0});
            at += piece.size;
        }
    };
    take(begin, last.offset);
    for (Piece& piece : last.other)
        append(other, std::move(piece));
    take(lastEnd, end);
    last.count = end - begin - removed + edit.count;
    last.offset = begin;
    last.other = std::move(other);
}

ByteChange PieceTable::replace(std::uint64_t offset, std::uint64_t removed, ByteView inserted, Join join)
{
    offset = std::min(offset, m_size);
    removed = std::min(removed, m_size - offset);
    if (removed == 0 && inserted.empty())
        return {offset, 0, 0};
    if (m_savedAt && *m_savedAt > m_done)
        m_savedAt.reset();
    m_edits.resize(m_done);
    Edit edit{offset, inserted.size(), slice(offset, removed), join};
    Pieces stored;
    append(stored, store(inserted));
    splice(offset, removed, stored);
    if (joins(edit, removed)) {
        joinLast(std::move(edit), removed);
    } else {
        m_edits.push_back(std::move(edit));
        ++m_done;
    }
    m_open = true;
    return {offset, removed, inserted.size()};
}

ByteChange PieceTable::swap(Edit& edit)
{
    Pieces present = slice(edit.offset, edit.count);
    const ByteChange change{edit.offset, edit.count, sizeOf(edit.other)};
    splice(edit.offset, edit.count, edit.other);
    edit.other = std::move(present);
    edit.count = change.inserted;
    m_open = false;
    return change;
}

std::optional<ByteChange> PieceTable::undo()
{
    if (!canUndo())
        return std::nullopt;
    return swap(m_edits[--m_done]);
}

std::optional<ByteChange> PieceTable::redo()
{
    if (!canRedo())
        return std::nullopt;
    return swap(m_edits[m_done++]);
}

void PieceTable::markSaved()
{
    m_savedAt = m_done;
    m_savedPieces = m_pieces;
}

std::vector<ByteChange> PieceTable::narrowed(const ByteChange& change, const Pieces& now, const Pieces& saved,
                                             std::uint64_t savedOffset)
{
    if (change.removed != change.inserted || change.inserted > kNarrowBytes)
        return {change};
    Bytes is(change.inserted);
    Bytes was(change.removed);
    readPieces(now, change.offset, is);
    readPieces(saved, savedOffset, was);
    std::vector<ByteChange> out;
    for (std::size_t i = 0; i < is.size(); ++i) {
        if (is[i] == was[i])
            continue;
        if (out.empty() || out.back().offset + out.back().inserted != change.offset + i)
            out.push_back({change.offset + i, 0, 0});
        ++out.back().removed;
        ++out.back().inserted;
    }
    return out;
}

std::vector<ByteChange> PieceTable::changes() const
{
    // Every byte in memory occurs at most once in a state, and edits keep the order of those they leave. So walking
    // the present pieces and looking each up among the saved ones by address finds what stayed.
    std::vector<const Piece*> byAddress;
    byAddress.reserve(m_savedPieces.size());
    for (const Piece& piece : m_savedPieces)
        byAddress.push_back(&piece);
    const std::less<const std::uint8_t*> before;
    std::sort(byAddress.begin(), byAddress.end(),
              [&](const Piece* a, const Piece* b) { return before(a->data.get(), b->data.get()); });

    std::vector<ByteChange> out;
    std::uint64_t newFrom = 0; // where the bytes that are not saved ones begin
    std::uint64_t savedFrom = 0; // what of the saved bytes has been accounted for
    const auto stays = [&](std::uint64_t offset, std::uint64_t saved, std::uint64_t count) {
        if (offset > newFrom || saved > savedFrom) {
            const ByteChange change{newFrom, saved - savedFrom, offset - newFrom};
            const auto parts = narrowed(change, m_pieces, m_savedPieces, savedFrom);
            out.insert(out.end(), parts.begin(), parts.end());
        }
        newFrom = offset + count;
        savedFrom = saved + count;
    };
    for (const Piece& piece : m_pieces) {
        const std::uint8_t* const begin = piece.data.get();
        const std::uint8_t* const end = begin + piece.size;
        auto it = std::upper_bound(byAddress.begin(), byAddress.end(), begin,
                                   [&](const std::uint8_t* at, const Piece* p) { return before(at, p->data.get()); });
        if (it != byAddress.begin())
            --it;
        for (; it != byAddress.end() && before((*it)->data.get(), end); ++it) {
            const std::uint8_t* const savedBegin = (*it)->data.get();
            const std::uint8_t* const first = before(begin, savedBegin) ? savedBegin : begin;
            const std::uint8_t* const savedEnd = savedBegin + (*it)->size;
            const std::uint8_t* const last = before(end, savedEnd) ? end : savedEnd;
            if (before(first, last))
                stays(piece.start + static_cast<std::uint64_t>(first - begin),
                      (*it)->start + static_cast<std::uint64_t>(first - savedBegin),
                      static_cast<std::uint64_t>(last - first));
        }
    }
    stays(m_size, sizeOf(m_savedPieces), 0);
    return out;
}

} // namespace wirebench
