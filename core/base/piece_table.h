// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace wirebench {

/// A change of a run of bytes: at `offset`, `removed` bytes went away and `inserted` bytes came in. Offsets are those
/// of the bytes after the change.
struct ByteChange {
    std::uint64_t offset = 0;
    std::uint64_t removed = 0;
    std::uint64_t inserted = 0;

    constexpr bool operator==(const ByteChange&) const = default;
};

/// Editable bytes as a list of pieces of memory that never changes: inserting into or removing from a large buffer
/// moves no bytes, and undo keeps pieces, not copies.
///
/// Units      bytes. Offsets behind the end are clamped to it.
/// Ownership  shares the memory it was given; that memory must not change while the table lives. Movable, not copyable.
/// Cost       edits O(pieces), reads O(log pieces + bytes read).
/// Threads    one at a time; what snapshot() gives may be read anywhere.
class PieceTable {
public:
    /// Whether an edit may become one step of undo with the edit before it. Edits are joined when they are of the same
    /// kind and touch.
    enum class Join : std::uint8_t { Never, Typing, Deleting };

    PieceTable();
    explicit PieceTable(std::shared_ptr<const Bytes> bytes);
    /// Bytes kept alive by `owner`: a mapped file.
    PieceTable(std::shared_ptr<const void> owner, ByteView bytes);
    PieceTable(PieceTable&&) noexcept = default;
    PieceTable& operator=(PieceTable&&) noexcept = default;
    PieceTable(const PieceTable&) = delete;
    PieceTable& operator=(const PieceTable&) = delete;
    ~PieceTable() = default;

    std::uint64_t size() const { return m_size; }
    /// Copies bytes from `offset` on into `out`; gives the number copied (fewer at the end).
    std::size_t read(std::uint64_t offset, std::span<std::uint8_t> out) const;
    /// The byte at `offset`; 0 behind the end.
    std::uint8_t at(std::uint64_t offset) const;
    /// All bytes in one piece of memory. Made at most once per state; costs nothing when nothing was edited.
    std::shared_ptr<const Bytes> snapshot() const;

    /// Puts `inserted` in the place of `removed` bytes. Gives what was really done (ranges clamped).
    ByteChange replace(std::uint64_t offset, std::uint64_t removed, ByteView inserted, Join join = Join::Never);

    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_edits.size(); }
    /// Takes the last step back; nothing when there is none.
    std::optional<ByteChange> undo();
    std::optional<ByteChange> redo();
    /// The next edit begins a step of its own.
    void seal() { m_open = false; }

    /// Declares the present bytes to be the saved ones.
    void markSaved();
    /// True when undo or redo steps lie between the saved and the present bytes.
    bool modified() const { return m_savedAt != m_done; }
    /// How the present bytes differ from the saved ones: in order, not touching. A byte typed over with its own value
    /// is no difference; where bytes were only removed, `inserted` is 0.
    std::vector<ByteChange> changes() const;

private:
    struct Piece {
        std::shared_ptr<const std::uint8_t> data; ///< First byte; keeps its block alive.
        std::uint64_t size = 0;
        std::uint64_t start = 0; ///< Offset in the table; meaningful in m_pieces and m_savedPieces only.
    };
    using Pieces = std::vector<Piece>;
    struct Edit {
        std::uint64_t offset = 0;
        std::uint64_t count = 0; ///< Bytes at `offset` that `other` takes the place of when the step is taken.
        Pieces other;
        Join join = Join::Never;
    };

    static std::uint64_t sizeOf(const Pieces& pieces);
    static void append(Pieces& pieces, Piece piece);
    static std::vector<ByteChange> narrowed(const ByteChange& change, const Pieces& now, const Pieces& saved,
                                            std::uint64_t savedOffset);
    static std::size_t readPieces(const Pieces& pieces, std::uint64_t offset, std::span<std::uint8_t> out);
    static std::size_t indexAt(const Pieces& pieces, std::uint64_t offset);
    Piece store(ByteView bytes);
    Pieces slice(std::uint64_t offset, std::uint64_t count) const;
    void splice(std::uint64_t offset, std::uint64_t count, const Pieces& pieces);
    bool joins(const Edit& edit, std::uint64_t removed) const;
    void joinLast(Edit edit, std::uint64_t removed);
    ByteChange swap(Edit& edit);

    Pieces m_pieces;
    Pieces m_savedPieces;
    std::uint64_t m_size = 0;
    std::vector<Edit> m_edits; ///< The first m_done are undo steps, the others redo steps.
    std::size_t m_done = 0;
    std::optional<std::size_t> m_savedAt = 0; ///< Nothing when the saved state can no longer be reached.
    bool m_open = false;
    std::shared_ptr<Bytes> m_block; ///< Memory for new bytes; appended to within its capacity only.
    mutable std::shared_ptr<const Bytes> m_snapshot;
};

} // namespace wirebench
