// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/dock_area.h"

#include "app/window/action_list.h"
#include "app/window/dock_title.h"
#include "app/window/document_views.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace wirebench {

namespace {

constexpr auto kStateKey = "window/docks";
constexpr auto kGeometryKey = "window/geometry";
/// Raised when the set of docks changes: older arrangements are not restored then.
constexpr int kArrangement = 3;
/// Enough for the layout's rows of 32 bits and the hex view's rows of 16 bytes with their text.
constexpr int kHexWidth = 700;

struct DockSpec {
    const char* id;
    const char* title;
    const char* icon;
    const char* keys;
    const char* tip;
};

DockSpec specOf(ViewKind kind)
{
    switch (kind) {
    case ViewKind::Outline:
        return {"outline", QT_TRANSLATE_NOOP("DockArea", "Outline"), "outline", "Alt+2",
                QT_TRANSLATE_NOOP("DockArea", "Declarations of the schema")};
    case ViewKind::Problems:
        return {"problems", QT_TRANSLATE_NOOP("DockArea", "Problems"), "problems", "Alt+3",
                QT_TRANSLATE_NOOP("DockArea", "Problems of schema, bytes and value")};
    case ViewKind::Grid:
        return {"grid", QT_TRANSLATE_NOOP("DockArea", "Layout"), "grid", "Alt+4",
                QT_TRANSLATE_NOOP("DockArea", "Bits of the type as a grid")};
    case ViewKind::Hex:
        return {"hex", QT_TRANSLATE_NOOP("DockArea", "Bytes"), "hex", "Alt+5",
                QT_TRANSLATE_NOOP("DockArea", "Bytes of the buffer, coloured by field")};
    case ViewKind::Structure:
        return {"structure", QT_TRANSLATE_NOOP("DockArea", "Structure"), "tree", "Alt+6",
                QT_TRANSLATE_NOOP("DockArea", "Fields and values as a tree")};
    case ViewKind::Frames:
        return {"frames", QT_TRANSLATE_NOOP("DockArea", "Frames"), "message", "Alt+8",
                QT_TRANSLATE_NOOP("DockArea", "Frames, messages or values of a buffer that holds several")};
    case ViewKind::Explain:
        return {"explain", QT_TRANSLATE_NOOP("DockArea", "Explanation"), "help", "Alt+9",
                QT_TRANSLATE_NOOP("DockArea", "How the selected bits came to be, step by step")};
    case ViewKind::Code:
        return {"code", QT_TRANSLATE_NOOP("DockArea", "Code"), "code", "Alt+0",
                QT_TRANSLATE_NOOP("DockArea", "Code that reads and writes the schema's types")};
    case ViewKind::Value:
        break;
    }
    return {"value", QT_TRANSLATE_NOOP("DockArea", "Value"), "json", "Alt+7",
            QT_TRANSLATE_NOOP("DockArea", "The value as JSON")};
}

} // namespace

DockArea::DockArea(QMainWindow& window, ActionList& actions, QSettings& settings)
    : QObject(&window), m_window(window), m_settings(settings)
{
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks
                          | QMainWindow::GroupedDragging);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    for (const ViewKind kind : kAllViews)
        makeDock(kind, actions);
    arrange();
}

void DockArea::makeDock(ViewKind kind, ActionList& actions)
{
    const DockSpec spec = specOf(kind);
    auto* dock = new QDockWidget(tr(spec.title), &m_window);
    dock->setObjectName(QStringLiteral("dock.") + QLatin1String(spec.id));
    auto* stack = new QStackedWidget(dock);
    stack->addWidget(new QWidget(stack));
    dock->setWidget(stack);
    auto* title = new DockTitle(*dock);
    dock->setTitleBarWidget(title);
    const auto later = [this] { QTimer::singleShot(0, this, &DockArea::updateTitles); };
    connect(dock, &QDockWidget::dockLocationChanged, this, later);
    connect(dock, &QDockWidget::topLevelChanged, this, later);
    connect(dock, &QDockWidget::visibilityChanged, this, later);
    m_docks[std::size_t(kind)] = dock;
    m_titles[std::size_t(kind)] = title;
    m_stacks[std::size_t(kind)] = stack;
    actions.adopt(dock->toggleViewAction(),
                  {QStringLiteral("view.") + QLatin1String(spec.id),
                   tr("Show or Hide %1").arg(tr(spec.title)),
                   QLatin1String(spec.icon),
                   {},
                   tr(spec.tip)});
    actions.add({QStringLiteral("go.") + QLatin1String(spec.id),
                 tr("Go to %1").arg(tr(spec.title)),
                 QLatin1String(spec.icon),
                 {QKeySequence(QLatin1String(spec.keys))},
                 tr(spec.tip)},
                [this, kind] {
                    reveal(kind);
                    m_stacks[std::size_t(kind)]->currentWidget()->setFocus(Qt::ShortcutFocusReason);
                });
}

void DockArea::add(DocumentViews& views)
{
    for (const ViewKind kind : kAllViews)
        m_stacks[std::size_t(kind)]->addWidget(views.widget(kind));
}

void DockArea::remove(DocumentViews& views)
{
    for (const ViewKind kind : kAllViews)
        m_stacks[std::size_t(kind)]->removeWidget(views.widget(kind));
}

void DockArea::show(DocumentViews* views)
{
    for (const ViewKind kind : kAllViews) {
        QStackedWidget* stack = m_stacks[std::size_t(kind)];
        stack->setCurrentWidget(views ? views->widget(kind) : stack->widget(0));
    }
}

QAction* DockArea::toggle(ViewKind kind) const
{
    return dock(kind)->toggleViewAction();
}

void DockArea::reveal(ViewKind kind)
{
    dock(kind)->show();
    dock(kind)->raise();
}

bool DockArea::holdsFocus(ViewKind kind) const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus && dock(kind)->isAncestorOf(focus);
}

void DockArea::reset()
{
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    arrange();
    sizeDocks();
}

void DockArea::arrange()
{
    QDockWidget* grid = dock(ViewKind::Grid);
    QDockWidget* hex = dock(ViewKind::Hex);
    QDockWidget* structure = dock(ViewKind::Structure);
    QDockWidget* value = dock(ViewKind::Value);
    QDockWidget* problems = dock(ViewKind::Problems);
    QDockWidget* outline = dock(ViewKind::Outline);
    m_window.addDockWidget(Qt::RightDockWidgetArea, grid);
    m_window.splitDockWidget(grid, hex, Qt::Vertical);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, structure);
    m_window.splitDockWidget(structure, value, Qt::Horizontal);
    m_window.splitDockWidget(value, problems, Qt::Horizontal);
    m_window.tabifyDockWidget(problems, outline);
    m_window.tabifyDockWidget(structure, dock(ViewKind::Frames));
    structure->raise();
    m_window.tabifyDockWidget(value, dock(ViewKind::Explain));
    m_window.tabifyDockWidget(value, dock(ViewKind::Code));
    value->raise();
    problems->raise();
}

void DockArea::sizeDocks()
{
    const int width = m_window.width();
    const int height = m_window.height();
    // A hex row of 16 bytes with its text has to fit; the schema takes what is left.
    const int right = std::max(width * 46 / 100, std::min(kHexWidth, width * 54 / 100));
    m_window.resizeDocks({dock(ViewKind::Structure)}, {height * 31 / 100}, Qt::Vertical);
    m_window.resizeDocks({dock(ViewKind::Grid), dock(ViewKind::Hex)}, {height * 39 / 100, height * 21 / 100},
                         Qt::Vertical);
    m_window.resizeDocks({dock(ViewKind::Grid)}, {right}, Qt::Horizontal);
    m_window.resizeDocks({dock(ViewKind::Structure), dock(ViewKind::Value), dock(ViewKind::Problems)},
                         {width * 45 / 100, width * 26 / 100, width * 29 / 100}, Qt::Horizontal);
}

void DockArea::save()
{
    m_settings.setValue(kGeometryKey, m_window.saveGeometry());
    m_settings.setValue(kStateKey, m_window.saveState(kArrangement));
}

bool DockArea::restore()
{
    return m_window.restoreGeometry(m_settings.value(kGeometryKey).toByteArray())
        && m_window.restoreState(m_settings.value(kStateKey).toByteArray(), kArrangement);
}

void DockArea::setTheme(const Theme& theme)
{
    for (const ViewKind kind : kAllViews) {
        dock(kind)->setWindowIcon(themedIcon(theme, QLatin1String(specOf(kind).icon)));
        m_titles[std::size_t(kind)]->setTheme(theme);
    }
}

void DockArea::updateTitles()
{
    for (const ViewKind kind : kAllViews) {
        const bool behindTabs = !dock(kind)->isFloating() && !m_window.tabifiedDockWidgets(dock(kind)).isEmpty();
        m_titles[std::size_t(kind)]->setCompact(behindTabs);
    }
}

} // namespace wirebench
