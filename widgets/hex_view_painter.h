// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/piece_table.h"
#include "widgets/hex_view_fields.h"
#include "widgets/hex_view_metrics.h"
#include "widgets/theme.h"

#include <QPainterPath>

#include <vector>

class QPainter;

namespace wirebench {

/// Everything one picture of a hex view shows; offsets are bytes of the document, ranges of bits are the document's.
struct HexScene {
    const Theme& theme;
    const HexViewOptions& options;
    const HexMetrics& metrics;
    QSize viewport = {};
    int scrollX = 0;
    quint64 size = 0; ///< Of the document.
    quint64 firstRow = 0;
    int rows = 0; ///< Rows to draw, a partly visible one at the bottom included.
    Bytes bytes = {}; ///< From the first row on.
    HexPage page = {};
    std::vector<ByteChange> changes = {}; ///< Those near the visible rows at least.
    std::vector<BitRange> selected = {};
    std::vector<BitRange> hovered = {};
    std::vector<std::pair<quint64, quint64>> matches = {}; ///< Of a search, as [first, end), near the visible rows.
    std::vector<quint64> bookmarks = {}; ///< Of the visible rows.
    quint64 rangeBegin = 0; ///< Bytes picked by mouse or keyboard; empty when begin == end.
    quint64 rangeEnd = 0;
    quint64 caret = 0;
    unsigned caretDigit = 0;
    bool caretInText = false;
    bool insertMode = false;
    bool focused = false;
};

/// Draws a HexScene. Colours show the field; a second cue beside colour tells fields and roles apart: lines at the
/// ends of a field, a full outline for parts of a byte, dots for lengths and counts, hatching for padding.
class HexPainter {
public:
    HexPainter(QPainter& painter, const HexScene& scene);
    void paint();

private:
    enum class Column : std::uint8_t { Cells, Text };

    void paintHeader();
    void paintOffset(quint64 row, int y);
    void paintFields(quint64 row, int y, Column column);
    void paintRun(const HexLeaf& leaf, const QRect& rect, bool opens, bool closes, bool stale, bool seams);
    void paintStripe(const HexLeaf& leaf, const QRectF& rect, bool stale, bool outlined);
    void paintChanges(quint64 row, int y);
    void paintRange(quint64 row, int y, Column column);
    void paintBytes(quint64 row, int y);
    void paintDigits(const QString& digits, const QRect& rect);
    void paintOutline(const std::vector<BitRange>& ranges, const QColor& edge, const QColor& fill, qreal width);
    void paintCaret();
    void paintMatches();
    void paintBookmarks();

    QPainterPath outlineOf(const std::vector<BitRange>& ranges, Column column) const;
    void addWholeBytes(QPainterPath& path, quint64 first, quint64 end, Column column) const;
    void addPartOfByte(QPainterPath& path, quint64 byte, unsigned low, unsigned count, Column column) const;
    QRect cellAt(quint64 byte, Column column) const;
    bool visible(quint64 byte) const { return byte >= m_first && byte < m_end; }
    int rowY(quint64 row) const;
    QColor fillOf(const HexLeaf& leaf, bool stale) const;
    QColor edgeOf(const HexLeaf& leaf) const;

    QPainter& m_painter;
    const HexScene& m_scene;
    const HexMetrics& m_metrics;
    const Theme& m_theme;
    quint64 m_first; ///< First visible byte.
    quint64 m_end; ///< Behind the last visible byte.
};

} // namespace wirebench
