// SPDX-License-Identifier: GPL-3.0-or-later
// Editing in the hex view.
#include "widgets/hex_view.h"

#include <algorithm>

namespace wirebench {

namespace {

unsigned power(unsigned base, unsigned exponent)
{
    unsigned value = 1;
    while (exponent-- > 0)
        value *= base;
    return value;
}

/// `value` with one digit replaced; digits behind it become 0 where the byte would overflow. Nothing when even that
/// does not fit a byte.
std::optional<std::uint8_t> withDigit(unsigned value, unsigned digit, unsigned newValue, HexCells cells)
{
    const unsigned base = baseOf(cells);
    const unsigned unit = power(base, digitsOf(cells) - 1 - digit);
    const unsigned old = value / unit % base;
    unsigned result = value - old * unit + newValue * unit;
    if (result > 255)
        result -= result % unit;
    return result > 255 ? std::nullopt : std::optional(std::uint8_t(result));
}

} // namespace

void HexView::setCaret(quint64 offset)
{
    moveTo(offset, false);
}

void HexView::selectBytes(quint64 first, quint64 count)
{
    first = std::min(first, size());
    m_anchor = first;
    showByte(first);
    place(first + std::min(count, size() - first), 0);
}

void HexView::selectAll()
{
    if (size() == 0)
        return;
    m_anchor = 0;
    m_caret = size();
    m_digit = 0;
    viewport()->update();
    commit(7);
    announceCaret();
}

void HexView::setInsertMode(bool insert)
{
    if (m_insert == insert)
        return;
    m_insert = insert;
    if (!insert && m_caret == size() && m_caret > 0 && !m_anchor)
        place(m_caret - 1, 0);
    viewport()->update();
    Q_EMIT insertModeChanged(insert);
}

void HexView::undo()
{
    if (!m_document || !m_document->canUndo())
        return;
    m_anchor.reset();
    const auto connection
        = connect(m_document, &ByteDocument::changed, this, [this](quint64 offset) { m_caret = offset; });
    m_document->undo();
    disconnect(connection);
    moveTo(m_caret, false);
}

void HexView::redo()
{
    if (!m_document || !m_document->canRedo())
        return;
    m_anchor.reset();
    const auto connection = connect(m_document, &ByteDocument::changed, this,
                                    [this](quint64 offset, quint64, quint64 inserted) { m_caret = offset + inserted; });
    m_document->redo();
    disconnect(connection);
    moveTo(m_caret, false);
}

bool HexView::refusesEdits()
{
    if (readOnly())
        Q_EMIT messageRequested(m_readOnly);
    return readOnly();
}

void HexView::put(const Bytes& bytes, PieceTable::Join join)
{
    const quint64 at = m_caret;
    m_document->replace(at, m_insert ? 0 : bytes.size(), bytes, join);
    m_caret = at + bytes.size();
}

bool HexView::removePicked()
{
    const auto [first, end] = pickedBytes();
    if (first == end)
        return false;
    m_anchor.reset();
    m_caret = first;
    m_digit = 0;
    if (m_insert)
        m_document->replace(first, end - first, {});
    return true;
}

void HexView::typeDigit(unsigned value)
{
    if (refusesEdits())
        return;
    if (size() == 0)
        setInsertMode(true); // there is nothing to overwrite
    if (m_anchor)
        removePicked();
    const bool begins = m_insert && m_digit == 0;
    if (!begins && m_caret >= size()) {
        Q_EMIT messageRequested(tr("The buffer ends here. Press Insert to add bytes."));
        return;
    }
    const auto byte = withDigit(begins ? 0 : m_document->at(m_caret), m_digit, value, m_options.cells);
    if (!byte) {
        Q_EMIT messageRequested(tr("A byte is at most 255; the digit %1 does not fit here.").arg(value));
        return;
    }
    const quint64 at = m_caret;
    const unsigned digit = m_digit;
    m_document->replace(at, begins ? 0 : 1, Bytes{*byte}, PieceTable::Join::Typing);
    const bool last = digit + 1 == digitsOf(m_options.cells);
    const quint64 most = m_insert ? size() : size() - 1;
    m_caret = last ? std::min(at + 1, most) : at;
    m_digit = last ? 0 : digit + 1;
    showByte(m_caret);
    commit(7);
    announceCaret();
}

void HexView::typeText(const QString& text)
{
    if (refusesEdits())
        return;
    if (m_anchor)
        removePicked();
    const QByteArray utf8 = text.toUtf8();
    const Bytes bytes(utf8.begin(), utf8.end());
    if (!m_insert && bytes.size() > size() - m_caret) {
        Q_EMIT messageRequested(tr("The buffer ends here. Press Insert to add bytes."));
        return;
    }
    put(bytes, PieceTable::Join::Typing);
    if (!m_insert)
        m_caret = std::min(m_caret, size() - 1);
    m_digit = 0;
    showByte(m_caret);
    commit(7);
    announceCaret();
}

void HexView::deleteAt(bool backward)
{
    if (refusesEdits())
        return;
    if (!m_insert) {
        if (backward && !m_anchor)
            moveTo(m_caret - std::min<quint64>(m_caret, m_digit > 0 ? 0 : 1), false);
        else
            Q_EMIT messageRequested(tr("Overwriting keeps the length. Press Insert to be able to remove bytes."));
        return;
    }
    if (removePicked()) {
        place(m_caret, 0);
        return;
    }
    // A half typed byte goes away as a whole.
    const bool half = m_digit > 0;
    if ((backward && !half && m_caret == 0) || (!backward && m_caret >= size()))
        return;
    const quint64 at = backward && !half ? m_caret - 1 : m_caret;
    m_document->replace(at, 1, {}, PieceTable::Join::Deleting);
    m_caret = at;
    m_digit = 0;
    showByte(m_caret);
    commit(7);
    announceCaret();
}

} // namespace wirebench
