// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/widgets/hex_view_fixture.h"
#include "widgets/hex_view.h"

#include <QtTest>

#include <numeric>

namespace wirebench::test {

inline std::shared_ptr<const Bytes> shared(Bytes bytes)
{
    return std::make_shared<const Bytes>(std::move(bytes));
}

inline std::shared_ptr<const Bytes> counting(std::size_t count)
{
    Bytes bytes(count);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return shared(std::move(bytes));
}

/// A shown view on a document, with a selection.
struct HexStage {
    explicit HexStage(std::shared_ptr<const Bytes> bytes = counting(256), const std::shared_ptr<const Plan>& plan = {})
        : document(bytes)
    {
        view.resize(900, 420);
        view.setDocument(&document);
        view.setSelection(&selection);
        if (plan)
            view.setTree(treeOf(plan, std::move(bytes)));
        view.show();
        view.setFocus();
    }
    /// Middle of the part of a byte's cell that stands for `bit` (7 is leftmost).
    QPoint spot(quint64 byte, unsigned bit = 7, HexView::Column column = HexView::Column::Cells) const
    {
        return HexMetrics::stripe(view.cellRect(byte, column), bit, 1).center().toPoint();
    }
    void click(quint64 byte, unsigned bit = 7, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, spot(byte, bit));
    }
    void hover(quint64 byte, unsigned bit) { QTest::mouseMove(view.viewport(), spot(byte, bit)); }
    Bytes bytes() const { return *document.snapshot(); }
    BitRange selected() const { return selection.state().bits.empty() ? BitRange{} : selection.state().bits.front(); }
    QColor pixel(const QPoint& point) { return view.viewport()->grab().toImage().pixelColor(point); }

    ByteDocument document;
    Selection selection;
    HexView view;
};

} // namespace wirebench::test
