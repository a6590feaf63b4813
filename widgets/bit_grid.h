// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/grid_pictures.h"
#include "widgets/bit_grid_model.h"
#include "widgets/selection.h"
#include "widgets/theme.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <QString>

#include <memory>
#include <optional>

namespace wirebench {

struct BitGridMetrics;

/// The bits of a type as coloured boxes in rows of 8, 16, 32 or 64: the symbolic layout, or a buffer bit by bit.
/// Click selects a field, drag or Alt+click selects bits; arrows, Home, End, Page Up/Down move from field to field,
/// with Alt from bit to bit. Ctrl+wheel and Ctrl+= − 0 zoom. Usable alone; shares only Selection and Theme.
class BitGridView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    enum class Export { Svg, Png, Ascii };
    Q_ENUM(Export)

    explicit BitGridView(QWidget* parent = nullptr);
    ~BitGridView() override;

    /// The layout of the type to show; null shows what to do instead. (Hides QWidget::setLayout on purpose: a view has
    /// no child widgets to lay out.)
    void setLayout(std::shared_ptr<const Layout> layout, std::shared_ptr<const Plan> plan);
    /// The decoded buffer; null when there is none.
    void setTree(std::shared_ptr<const AnnotationTree> tree);
    /// What the forms of fields save in the buffer, told at the fields; null: nothing to tell.
    void setSavings(std::shared_ptr<const Savings> savings);
    void setTheme(const Theme& theme);
    /// The shared selection; not owned, may be null.
    void setSelection(Selection* selection);
    /// The schema is broken and what is shown is the last good layout.
    void setStale(bool stale);

    void setBitsPerRow(unsigned bits);
    unsigned bitsPerRow() const { return m_model.wantedBitsPerRow(); }
    /// Nothing: as the fields lie on the wire.
    void setBitOrder(std::optional<BitOrder> order);
    std::optional<BitOrder> bitOrder() const { return m_model.wantedOrder(); }
    void setBufferShown(bool shown);
    bool bufferShown() const { return m_model.bufferWanted(); }
    /// Percent, 50 to 400.
    void setZoom(int percent);
    int zoom() const { return m_zoom; }

    bool stale() const { return m_stale; }
    bool hasBuffer() const { return m_model.tree() != nullptr; }
    /// Name of the direction with its arrow, as the header shows it.
    QString directionText() const;
    /// Sizes, wasted bits and byte order, as the footer shows them.
    QString totalsText() const;
    /// What a screen reader says of the current field: path, bit range, value.
    QString currentText() const;
    /// Tooltip of the field drawn at a point of the viewport; empty between fields.
    QString toolTipAt(const QPoint& point) const;
    /// Where the first part of a field is drawn (viewport coordinates); null when it is not visible.
    QRect rectOf(const QString& path) const;
    /// Where a bit of the buffer, or of the type itself, is drawn (viewport coordinates); null when it is not visible.
    QRect bitRect(std::uint64_t bit) const;

    QString ascii() const;
    QString svg() const;
    /// Write what is shown to a file, whole or not at all. On failure `error` says why.
    bool exportSvg(const QString& path, QString* error = nullptr) const;
    bool exportPng(const QString& path, QString* error = nullptr) const;
    bool exportAscii(const QString& path, QString* error = nullptr) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user asks for a file; the window chooses the name and calls the export function.
    void exportRequested(wirebench::BitGridView::Export kind);
    /// Enter or double click on a field.
    void fieldActivated(wirebench::SlotIndex slot, const QString& path);
    /// Bits a row, order, buffer or zoom were changed, by whomever.
    void optionsChanged();
    /// There is a buffer now, or none any more.
    void bufferChanged();

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rearrange();
    void followModel();
    qint64 scrollTop() const;
    std::optional<GridPosition> positionAt(const QPoint& point) const;
    QRect rectOf(GridPosition position) const;
    void moveTo(std::optional<GridPosition> position);
    void extendBits(std::optional<GridPosition> position, bool extend);
    void selectCell(GridPosition position);
    void selectBits(GridPosition from, GridPosition to);
    void commit(SelectionState state);
    void hover(const QPoint& point);
    void endHover();
    void ensureVisible(GridPosition position);
    void showSelection(const QObject* origin);
    void speak();
    bool zoomKey(const QKeyEvent& event);
    bool moveKey(const QKeyEvent& event);
    QString tip(std::size_t section, const GridCell& cell) const;
    QString savingsText(SlotIndex slot) const;
    PictureOptions pictureOptions() const;
    const SelectionState& selected() const;

    BitGridModel m_model;
    std::shared_ptr<const Savings> m_savings;
    Theme m_theme;
    std::unique_ptr<BitGridMetrics> m_metrics;
    QPointer<Selection> m_selection;
    SelectionState m_ownSelection; ///< Used while there is no shared one.
    std::optional<GridPosition> m_cursor;
    std::optional<GridPosition> m_anchor; ///< Start of a bit selection.
    std::optional<GridPosition> m_pressed;
    bool m_dragging = false;
    bool m_stale = false;
    int m_zoom = 100;
    qint64 m_scrollUnit = 1; ///< Pixels a step of the scroll bar: more than one for huge buffers.
};

} // namespace wirebench
