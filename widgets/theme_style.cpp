// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QApplication>
#include <QStyleFactory>
#include <QToolTip>

namespace wirebench {

namespace {

/// `amount` of `over` on `under`, 0 to 1.
QColor blend(const QColor& under, const QColor& over, double amount)
{
    const auto mix = [amount](int a, int b) { return qRound(a + (b - a) * amount); };
    return QColor(mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue()));
}

// %line: hairlines, %hover/%pressed: buttons under the pointer, %accent: the current tab.
const char* const kBars = R"(
QMainWindow::separator { background: %line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: %accent; }
QMenuBar { background: %window; border: none; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: %hover; }
QMenu { background: %raised; border: 1px solid %line; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 4px; }
QMenu::icon { padding-left: 6px; }
QMenu::item:selected { background: %row; }
QMenu::item:disabled { color: %disabled; background: transparent; }
QMenu::separator { height: 1px; background: %line; margin: 5px 8px; }
QToolBar { background: %window; border: none; spacing: 2px; padding: 4px 6px; }
QMainWindow > QToolBar { border-bottom: 1px solid %line; }
QToolBar::separator { background: %line; width: 1px; margin: 5px 5px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px; background: transparent; }
QToolButton:hover { background: %hover; }
QToolButton:pressed { background: %pressed; }
QToolButton:checked { background: %checked; border-color: %checkedLine; }
QToolButton[popupMode="1"] { padding-right: 16px; }
QToolButton::menu-button { border: none; width: 14px; }
#valueStrip { background: %window; border-bottom: 1px solid %line; }
#findBar, #goToBar { background: %window; border-top: 1px solid %line; }
QStatusBar { background: %window; border-top: 1px solid %line; }
QStatusBar::item { border: none; }
)";

const char* const kDocks = R"(
QDockWidget { font-weight: 600; titlebar-close-icon: url(:/wirebench/icons/indicator-close-%tone.svg);
    titlebar-normal-icon: url(:/wirebench/icons/indicator-float-%tone.svg); }
QDockWidget::close-button, QDockWidget::float-button { border: none; border-radius: 4px; padding: 1px;
    background: transparent; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: %hover; }
QDockWidget::title { background: %window; padding: 7px 9px; text-align: left; border-bottom: 1px solid %line; }
QTabWidget::pane { border: none; border-top: 1px solid %line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { padding: 6px 12px; border: none; border-bottom: 2px solid transparent; color: %muted;
    background: transparent; }
QTabBar::tab:hover { color: %text; background: %hover; }
QTabBar::tab:selected { color: %text; border-bottom-color: %accent; }
QTabBar::close-button { image: url(:/wirebench/icons/indicator-close-%tone.svg); border-radius: 4px; margin: 2px; }
QTabBar::close-button:hover { background: %pressed; }
QTabBar::tab:disabled { color: %disabled; }
QSplitter::handle { background: %line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
)";

const char* const kLists = R"(
QAbstractItemView { background: %base; border: none; outline: none; alternate-background-color: %alternate;
    selection-background-color: %highlight; selection-color: %highlightedText; }
QTreeView::item, QListView::item, QTableView::item { padding: 3px 4px; border: none; }
QTreeView::item:hover:!selected, QListView::item:hover:!selected { background: %rowHover; }
QTreeView::item:selected:active, QListView::item:selected:active, QTableView::item:selected:active {
    background: %row; color: %text; }
QTreeView::item:selected:!active, QListView::item:selected:!active, QTableView::item:selected:!active {
    background: %checked; color: %text; }
QHeaderView { background: %window; border: none; }
QHeaderView::section { background: %window; color: %muted; border: none; border-bottom: 1px solid %line;
    border-right: 1px solid %line; padding: 5px 8px; font-weight: 600; }
QHeaderView::section:last { border-right: none; }
QComboBox QAbstractItemView { border: 1px solid %line; padding: 3px; }
QToolTip { background: %raised; color: %text; border: 1px solid %line; padding: 6px 8px; }
)";

const char* const kInputs = R"(
QLineEdit { background: %base; border: 1px solid %field; border-radius: 5px; padding: 4px 7px;
    selection-background-color: %highlight; selection-color: %highlightedText; }
QLineEdit:focus { border-color: %accent; }
QLineEdit:disabled { background: %window; color: %disabled; }
QLineEdit[invalid="true"] { border-color: %error; }
QPushButton { background: %button; border: 1px solid %field; border-radius: 5px; padding: 5px 14px; }
QPushButton:hover { background: %hover; }
QPushButton:pressed { background: %pressed; }
QPushButton:default { border-color: %accent; }
QPushButton:focus { border-color: %accent; }
QPushButton:disabled { color: %disabled; background: %window; }
QComboBox { background: %button; border: 1px solid %field; border-radius: 5px; padding: 4px 8px; }
QComboBox:hover { background: %hover; }
QComboBox:focus { border-color: %accent; }
QComboBox:disabled { color: %disabled; background: %window; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/wirebench/icons/indicator-down-%tone.svg); width: 14px; height: 14px; }
QCheckBox::indicator, QGroupBox::indicator, QTreeView::indicator, QListView::indicator {
    width: 14px; height: 14px; border: 1px solid %mark; border-radius: 4px; background: %base; }
QCheckBox::indicator:hover, QTreeView::indicator:hover { border-color: %accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QTreeView::indicator:checked,
QListView::indicator:checked { background: %highlight; border-color: %highlight;
    image: url(:/wirebench/icons/indicator-check.svg); }
QCheckBox::indicator:indeterminate { background: %checked; border-color: %accent; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid %mark; border-radius: 8px;
    background: %base; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 4px solid %highlight; background: white; }
QScrollBar { background: transparent; border: none; margin: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: %handle; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: %handleHover; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QString styleSheet(const Theme& theme)
{
    const auto role = [&](QPalette::ColorRole r) { return theme.palette.color(r); };
    const QColor window = role(QPalette::Window);
    const QColor text = role(QPalette::WindowText);
    const QColor accent = theme.selectionEdge;
    // Longer names first, so that %hover never eats the start of another name.
    const std::pair<const char*, QColor> colours[] = {
        {"%highlightedText", role(QPalette::HighlightedText)},
        {"%highlight", role(QPalette::Highlight)},
        {"%handleHover", blend(window, text, 0.42)},
        {"%handle", blend(window, text, 0.24)},
        {"%checkedLine", blend(window, accent, 0.45)},
        {"%checked", blend(window, accent, 0.20)},
        {"%mark", theme.palette.color(QPalette::Dark)},
        {"%rowHover", blend(role(QPalette::Base), accent, 0.08)},
        {"%row", theme.selection},
        {"%hover", blend(window, text, 0.08)},
        {"%pressed", blend(window, text, 0.16)},
        {"%raised", theme.dark ? role(QPalette::Button) : role(QPalette::Base)},
        {"%line", theme.gridLines},
        {"%field", role(QPalette::Mid)},
        {"%window", window},
        {"%base", role(QPalette::Base)},
        {"%alternate", role(QPalette::AlternateBase)},
        {"%button", role(QPalette::Button)},
        {"%disabled", theme.palette.color(QPalette::Disabled, QPalette::Text)},
        {"%muted", theme.muted},
        {"%error", theme.error},
        {"%accent", accent},
        {"%text", text},
    };
    QString sheet = QLatin1String(kBars) + QLatin1String(kDocks) + QLatin1String(kLists) + QLatin1String(kInputs);
    sheet.replace(QLatin1String("%tone"), theme.dark ? QStringLiteral("dark") : QStringLiteral("light"));
    for (const auto& [name, colour] : colours)
        sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

} // namespace

void applyTheme(QApplication& application, const Theme& theme)
{
    application.setStyleSheet(QString()); // the old sheet would be polished again for the new palette
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(theme.palette);
    QToolTip::setPalette(theme.palette);
    application.setStyleSheet(styleSheet(theme));
}

} // namespace wirebench
