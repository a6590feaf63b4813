// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/piece_table.h"

#include <QObject>

#include <memory>
#include <vector>

namespace wirebench {

/// The bytes of one open buffer, with undo and signals: a PieceTable that views may watch. All edits, whoever makes
/// them, go through here. Offsets and counts are bytes.
class ByteDocument final : public QObject {
    Q_OBJECT

public:
    using Join = PieceTable::Join;

    explicit ByteDocument(QObject* parent = nullptr);
    explicit ByteDocument(std::shared_ptr<const Bytes> bytes, QObject* parent = nullptr);

    quint64 size() const { return m_table.size(); }
    bool empty() const { return size() == 0; }
    std::size_t read(quint64 offset, std::span<std::uint8_t> out) const { return m_table.read(offset, out); }
    std::uint8_t at(quint64 offset) const { return m_table.at(offset); }
    Bytes bytes(quint64 offset, quint64 count) const;
    /// All bytes as one immutable block, for decoding and saving.
    std::shared_ptr<const Bytes> snapshot() const { return m_table.snapshot(); }

    /// Takes other bytes; they count as saved and nothing can be undone.
    void reset(std::shared_ptr<const Bytes> bytes);
    void replace(quint64 offset, quint64 removed, ByteView inserted, Join join = Join::Never);
    /// Makes the bytes equal to `bytes` by one undoable change of the part that differs.
    void assign(ByteView bytes);
    /// The next edit begins an undo step of its own.
    void seal() { m_table.seal(); }

    bool modified() const { return m_table.modified(); }
    bool canUndo() const { return m_table.canUndo(); }
    bool canRedo() const { return m_table.canRedo(); }
    /// Differences from the saved bytes, as PieceTable::changes() gives them.
    const std::vector<ByteChange>& changes() const;

public Q_SLOTS:
    void undo();
    void redo();
    void markSaved();

Q_SIGNALS:
    /// At `offset`, `inserted` bytes have taken the place of `removed` bytes.
    void changed(quint64 offset, quint64 removed, quint64 inserted);
    void modifiedChanged(bool modified);
    void undoChanged(bool canUndo, bool canRedo);

private:
    struct History {
        bool modified = false;
        bool undo = false;
        bool redo = false;
    };
    History history() const { return {modified(), canUndo(), canRedo()}; }
    void announce(const ByteChange& change, const History& before);
    void announceHistory(const History& before);

    PieceTable m_table;
    mutable std::vector<ByteChange> m_changes;
    mutable bool m_changesKnown = false;
};

} // namespace wirebench
