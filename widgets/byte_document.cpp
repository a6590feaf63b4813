// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/byte_document.h"

#include <algorithm>
#include <utility>

namespace wirebench {

ByteDocument::ByteDocument(QObject* parent) : QObject(parent) { }

ByteDocument::ByteDocument(std::shared_ptr<const Bytes> bytes, QObject* parent)
    : QObject(parent), m_table(std::move(bytes))
{
}

Bytes ByteDocument::bytes(quint64 offset, quint64 count) const
{
    Bytes out(offset < size() ? std::min(count, size() - offset) : 0);
    m_table.read(offset, out);
    return out;
}

void ByteDocument::reset(std::shared_ptr<const Bytes> bytes)
{
    const History before = history();
    const quint64 removed = size();
    m_table = PieceTable(std::move(bytes));
    announce({0, removed, size()}, before);
}

void ByteDocument::replace(quint64 offset, quint64 removed, ByteView inserted, Join join)
{
    const History before = history();
    const ByteChange change = m_table.replace(offset, removed, inserted, join);
    if (change.removed > 0 || change.inserted > 0)
        announce(change, before);
}

void ByteDocument::assign(ByteView bytes)
{
    const auto present = snapshot();
    const auto [mine, theirs] = std::mismatch(present->begin(), present->end(), bytes.begin(), bytes.end());
    const auto prefix = static_cast<std::size_t>(mine - present->begin());
    const std::size_t longest = std::min(present->size(), bytes.size()) - prefix;
    std::size_t suffix = 0;
    while (suffix < longest && (*present)[present->size() - 1 - suffix] == bytes[bytes.size() - 1 - suffix])
        ++suffix;
    replace(prefix, present->size() - prefix - suffix, bytes.subspan(prefix, bytes.size() - prefix - suffix));
}

const std::vector<ByteChange>& ByteDocument::changes() const
{
    if (!m_changesKnown) {
        m_changes = m_table.changes();
        m_changesKnown = true;
    }
    return m_changes;
}

void ByteDocument::undo()
{
    const History before = history();
    if (const auto change = m_table.undo())
        announce(*change, before);
}

void ByteDocument::redo()
{
    const History before = history();
    if (const auto change = m_table.redo())
        announce(*change, before);
}

void ByteDocument::markSaved()
{
    const History before = history();
    m_table.markSaved();
    m_changesKnown = false;
    announceHistory(before);
}

void ByteDocument::announce(const ByteChange& change, const History& before)
{
    m_changesKnown = false;
    Q_EMIT changed(change.offset, change.removed, change.inserted);
    announceHistory(before);
}

void ByteDocument::announceHistory(const History& before)
{
    const History now = history();
    if (now.modified != before.modified)
        Q_EMIT modifiedChanged(now.modified);
    if (now.undo != before.undo || now.redo != before.redo)
        Q_EMIT undoChanged(now.undo, now.redo);
}

} // namespace wirebench
