// SPDX-License-Identifier: GPL-3.0-or-later
// The hex view's side of the one selection: which field is where, what is hovered, what is committed.
#include "widgets/hex_view.h"

#include <algorithm>

namespace wirebench {

std::pair<quint64, quint64> HexView::pickedBytes() const
{
    if (!m_anchor)
        return {m_caret, m_caret};
    return {std::min(*m_anchor, m_caret), std::min(size(), std::max(*m_anchor, m_caret))};
}

std::vector<Item> HexView::chainAt(quint64 byte, unsigned bit) const
{
    const auto space = m_tree ? m_mapping.spaceByte(byte) : std::nullopt;
    return space ? m_tree->chainAt(*space * 8 + bit) : std::vector<Item>();
}

SelectionState HexView::stateFor(const std::vector<Item>& chain) const
{
    SelectionState state;
    if (chain.empty())
        return state;
    state.bits = {chain.back().bits};
    state.path = QString::fromStdString(m_tree->path(chain));
    state.slot = chain.back().slot;
    return state;
}

SelectionState HexView::stateForRange(quint64 first, quint64 end) const
{
    SelectionState state;
    if (first >= end)
        return state;
    const BitRange bits{first * 8, (end - first) * 8};
    state.bits = m_tree ? m_mapping.toSpace(bits) : std::vector<BitRange>{bits};
    if (!m_tree || state.bits.empty())
        return state;
    // The path is that of the smallest part of the message that holds all of the range.
    const quint64 low = state.bits.front().first;
    const quint64 high = state.bits.back().end();
    std::vector<Item> chain = m_tree->chainAt(low);
    while (!chain.empty() && (chain.back().bits.first > low || chain.back().bits.end() < high))
        chain.pop_back();
    if (!chain.empty()) {
        state.path = QString::fromStdString(m_tree->path(chain));
        state.slot = chain.back().slot;
    }
    return state;
}

std::vector<BitRange> HexView::toDocument(const std::vector<BitRange>& bits) const
{
    if (!m_tree)
        return bits;
    std::vector<BitRange> out;
    for (const BitRange& range : bits) {
        const auto parts = m_mapping.toDocument(range);
        out.insert(out.end(), parts.begin(), parts.end());
    }
    return out;
}

QString HexView::describe(const std::vector<Item>& chain) const
{
    if (chain.empty())
        return {};
    const Item& item = chain.back();
    const QString path = QString::fromStdString(m_tree->path(chain));
    const QString type = QString::fromStdString(m_tree->typeName(item));
    QString value = QString::fromStdString(m_tree->valueText(item));
    if (value.size() > 200)
        value = value.left(199) + QChar(0x2026);
    const QString meaning = QString::fromStdString(m_tree->meaningText(item));
    QStringList lines;
    const QString role = QString::fromUtf8(roleName(item.role).data(), qsizetype(roleName(item.role).size()));
    lines << (path.isEmpty() ? role : path);
    lines << (type.isEmpty() ? role : type);
    if (!value.isEmpty())
        lines << tr("value %1").arg(value);
    if (!meaning.isEmpty())
        lines << meaning;
    if (item.bits.count == 1)
        lines << tr("bit %1").arg(item.bits.first);
    else if (item.bits.count > 0)
        lines << tr("bits %1..%2, inclusive (%3 bits)")
                     .arg(item.bits.end() - 1)
                     .arg(item.bits.first)
                     .arg(item.bits.count);
    if (item.damaged)
        lines << tr("damaged: its bits end early or cannot all be read");
    return lines.join(QLatin1Char('\n'));
}

QString HexView::fieldTextAt(const QPoint& point) const
{
    const Spot spot = spotAt(point, false);
    return spot.inside ? describe(chainAt(spot.byte, spot.hit.bit)) : QString();
}

QString HexView::caretText() const
{
    if (size() == 0)
        return tr("No bytes. Paste hex, open a file, or type hex digits.");
    QString text = tr("Offset 0x%1 (%2)").arg(QString::number(m_caret, 16).toUpper()).arg(m_caret);
    if (m_caret >= size())
        return text + tr(", end of the buffer");
    text += tr(", byte 0x%1").arg(m_document->at(m_caret), 2, 16, QLatin1Char('0'));
    const QString field = describe(chainAt(m_caret, m_caretBit));
    return field.isEmpty()
        ? text
        : text + QStringLiteral(", ") + QString(field).replace(QLatin1Char('\n'), QLatin1String(", "));
}

void HexView::commit(unsigned bit)
{
    m_caretBit = bit;
    if (!m_selection)
        return;
    const auto [first, end] = pickedBytes();
    SelectionState state = first < end ? stateForRange(first, end) : SelectionState();
    if (first == end && m_caret < size()) {
        state = stateFor(chainAt(m_caret, bit));
        if (state.bits.empty())
            state = stateForRange(m_caret, m_caret + 1);
    }
    m_ownSelection = true;
    m_selection->select(std::move(state), this);
}

void HexView::selectionChanged(const QObject* origin)
{
    viewport()->update();
    if (origin == this)
        return;
    m_ownSelection = false;
    const auto bits = toDocument(m_selection->state().bits);
    if (bits.empty())
        return;
    // Whoever is typing here keeps the cursor when an edit only made the field longer or moved its start.
    const bool here = std::any_of(bits.begin(), bits.end(), [this](const BitRange& range) {
        return range.first / 8 <= m_caret && m_caret < (range.end() + 7) / 8;
    });
    if (here && hasFocus())
        return;
    // The end is shown first, so that as much as possible of the field is seen, and its start for certain.
    m_anchor.reset();
    m_digit = 0;
    m_caret = std::min<quint64>(bits.front().first / 8, size());
    m_caretBit = unsigned(bits.front().first % 8);
    showByte(std::min<quint64>((bits.back().end() - 1) / 8, size()));
    showByte(m_caret);
    announceCaret();
}

void HexView::selectFieldAtCaret()
{
    const auto ranges = toDocument(stateFor(chainAt(m_caret, m_caretBit)).bits);
    if (ranges.empty())
        return;
    m_anchor = ranges.front().first / 8;
    m_caret = (ranges.back().end() + 7) / 8;
    m_digit = 0;
    viewport()->update();
    announceCaret();
}

void HexView::hoverAt(const QPoint& point)
{
    if (!m_selection)
        return;
    const Spot spot = spotAt(point, false);
    m_selection->setHover(spot.inside ? stateFor(chainAt(spot.byte, spot.hit.bit)) : SelectionState(), this);
}

void HexView::clearHover()
{
    if (m_selection)
        m_selection->setHover({}, this);
}

} // namespace wirebench
