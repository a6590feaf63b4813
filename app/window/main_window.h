// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/workspace.h"
#include "app/window/action_list.h"
#include "app/window/app_paths.h"
#include "app/window/dock_area.h"
#include "app/window/document_views.h"
#include "app/window/file_controller.h"
#include "app/window/status_bar.h"
#include "app/window/theme_controller.h"
#include "app/window/view_settings.h"

#include <QMainWindow>
#include <QSettings>

#include <optional>
#include <vector>

class QActionGroup;
class QComboBox;
class QMenu;
class QTabWidget;
class QToolButton;

namespace wirebench {

struct WindowOptions {
    AppPaths paths;
    bool keepSession = true; ///< Drafts, recovery, remembered docks. Off for pictures.
    std::optional<ThemeChoice> theme; ///< Instead of the remembered choice, for this run.
    QStringList importFolders; ///< Absolute; looked into before the remembered ones, for this run.
};

/// The window: schema editors in tabs, a dock for each view, menus, tool bar and status bar. It introduces the parts
/// to each other and decides nothing about bytes.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const WindowOptions& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Recovers what a crash left, reopens the last session when no `files` are given, opens `files`; on the very
    /// first start a sample.
    void start(const QStringList& files);

    Workspace& workspace() { return *m_workspace; }
    FileController& files() { return *m_files; }
    ActionList& actionList() { return *m_actions; }
    DockArea& docks() { return *m_docks; }
    /// Null when no document is open.
    DocumentViews* currentViews() const;
    /// The theme with the zoom of this window.
    Theme theme() const;
    /// Puts docks where a first start puts them, for the present size.
    void resetLayout();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    // main_window.cpp
    void buildTabs();
    void addDocument(Document* document);
    void removeDocument(Document* document);
    void showDocument(Document* document);
    void closeDocument(Document* document);
    void updateTitles();
    void updateStatus();
    void updateControls();
    void applyTheme();
    void setZoom(int steps);
    DocumentViews* viewsOf(const Document* document) const;

    // main_window_session.cpp
    void restoreEarlier(bool reopen);
    bool askToRecover(const EarlierSession& session);
    void openFirstSample();

    // main_window_actions.cpp
    void buildActions();
    void addFileActions();
    void addEditActions();
    void addGoActions();
    void addSchemaActions();
    void addBytesActions();
    void addViewActions();
    void addHelpActions();
    void addEdit(const ActionSpec& spec, EditCommand command);

    // main_window_menus.cpp
    void buildMenus();
    void buildToolBar();
    QMenu* addMenu(const QString& title, const QStringList& ids);
    void addTo(QMenu* menu, const QStringList& ids);
    void fillRecentMenu();
    void fillBookmarkMenu(QMenu& menu);
    void fillHexMenu(QMenu& menu);
    void updateHolds();
    void updateExportActions();

    // main_window_commands.cpp
    void pasteBytes();
    void newFromSample();
    void openUnpacked(Document* document, quint64 element);
    void draftSchema(Document* document);
    void exportTo(const QString& id);
    void showPalette();
    void stopWork();
    void chooseLimits();
    void chooseImportFolders();
    void chooseCompression();
    void showShortcuts();
    void showAbout();
    void fillFormats();
    void showProblems();
    void warnChangedOutside(Document* document, const QString& path);

    WindowOptions m_options;
    QSettings m_settings;
    ThemeController m_theme;
    ActionList* m_actions = nullptr;
    Workspace* m_workspace = nullptr;
    FileController* m_files = nullptr;
    ViewSettings* m_viewSettings = nullptr;
    DockArea* m_docks = nullptr;
    QTabWidget* m_tabs = nullptr;
    StatusBar* m_status = nullptr;
    QComboBox* m_types = nullptr;
    QAction* m_typesAction = nullptr;
    QMenu* m_holdsMenu = nullptr;
    QToolButton* m_holds = nullptr;
    QAction* m_holdsAction = nullptr;
    QMenu* m_recentMenu = nullptr;
    QActionGroup* m_formatGroup = nullptr;
    std::vector<DocumentViews*> m_views;
    int m_zoom = 0;
    bool m_placed = false;
};

} // namespace wirebench
