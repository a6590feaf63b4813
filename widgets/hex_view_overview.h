// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hex_view_fields.h"
#include "widgets/theme.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <vector>

namespace wirebench {

/// The whole buffer as a strip of field colours beside the scroll bar, with marks for problems and a frame around what
/// is visible. A click goes there.
class HexOverview final : public QWidget {
    Q_OBJECT

public:
    explicit HexOverview(QWidget* parent);

    void setTheme(const Theme& theme);
    /// `mapping` translates bytes of the document, `size` of them, to the tree's.
    void setContents(std::shared_ptr<const AnnotationTree> tree, const HexMapping& mapping, quint64 size);
    void setBookmarks(const std::vector<quint64>& offsets);
    void setVisibleBytes(quint64 first, quint64 end);
    QSize sizeHint() const override { return {14, 100}; }

Q_SIGNALS:
    void jumped(quint64 byte);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void draw();
    void paintProblems(QPainter& painter);
    QRgb colourAt(quint64 byte) const;
    int yOf(quint64 byte) const;
    void jumpTo(int y);

    Theme m_theme;
    std::shared_ptr<const AnnotationTree> m_tree;
    HexMapping m_mapping;
    quint64 m_size = 0;
    quint64 m_first = 0;
    quint64 m_end = 0;
    std::vector<quint64> m_bookmarks;
    QImage m_strip; ///< One pixel wide; null when it must be drawn anew.
};

} // namespace wirebench
