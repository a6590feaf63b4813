// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/view_kind.h"
#include "widgets/theme.h"

#include <QHash>
#include <QObject>

#include <array>

class QAction;
class QDockWidget;
class QMainWindow;
class QSettings;
class QStackedWidget;

namespace wirebench {

class ActionList;
class DockTitle;
class DocumentViews;

/// The docks around the schema editor. Each holds one view of every open document and shows that of the document in
/// front, so that a view keeps its place while another document is looked at.
class DockArea final : public QObject {
    Q_OBJECT

public:
    /// Makes the docks and their show/hide actions ("view.outline" …). `window`, `actions` and `settings` outlive
    /// the area.
    DockArea(QMainWindow& window, ActionList& actions, QSettings& settings);

    void add(DocumentViews& views);
    void remove(DocumentViews& views);
    /// Null shows empty docks.
    void show(DocumentViews* views);

    QDockWidget* dock(ViewKind kind) const { return m_docks[std::size_t(kind)]; }
    QAction* toggle(ViewKind kind) const;
    /// Makes the view visible and puts it in front of those tabbed with it.
    void reveal(ViewKind kind);
    /// The view the keyboard is in; nothing in the schema editor or elsewhere.
    bool holdsFocus(ViewKind kind) const;

    /// The arrangement of a first start, for the window's present size.
    void reset();
    void save();
    /// False when nothing was saved yet.
    bool restore();
    void setTheme(const Theme& theme);

private:
    void makeDock(ViewKind kind, ActionList& actions);
    void arrange();
    void sizeDocks();
    void updateTitles();

    QMainWindow& m_window;
    QSettings& m_settings;
    std::array<QDockWidget*, kAllViews.size()> m_docks{};
    std::array<QStackedWidget*, kAllViews.size()> m_stacks{};
    std::array<DockTitle*, kAllViews.size()> m_titles{};
};

} // namespace wirebench
