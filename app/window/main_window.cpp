// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/compression_dialog.h"
#include "app/window/import_folders_dialog.h"
#include "app/window/limits_dialog.h"
#include "core/wire/stream_frames.h"
#include "widgets/frame_list_view.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QTabBar>
#include <QTabWidget>
#include <QUrl>

#include <algorithm>

namespace wirebench {

namespace {

constexpr auto kThemeKey = "window/theme";
constexpr auto kZoomKey = "window/zoom";
constexpr int kMinZoom = -5;
constexpr int kMaxZoom = 20;
constexpr QSize kFirstSize(1440, 900);

std::unique_ptr<SessionStore> makeStore(const WindowOptions& options)
{
    return options.keepSession ? std::make_unique<SessionStore>(options.paths.stateDir) : nullptr;
}

bool hasBytes(const Document& document)
{
    return document.bytes() && !document.bytes()->empty();
}

QStringList localFiles(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

MainWindow::MainWindow(const WindowOptions& options, QWidget* parent)
    : QMainWindow(parent)
    , m_options(options)
    , m_settings(options.paths.settingsFile, QSettings::IniFormat)
    , m_theme(options.theme.value_or(ThemeController::fromName(m_settings.value(kThemeKey).toString())))
    , m_actions(new ActionList(m_settings, this))
    , m_workspace(new Workspace(makeStore(options), this))
    , m_files(new FileController(*m_workspace, m_settings, *this))
    , m_viewSettings(new ViewSettings(m_settings, this))
    , m_tabs(new QTabWidget(this))
    , m_status(new StatusBar(this))
    , m_zoom(m_settings.value(kZoomKey).toInt())
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    resize(kFirstSize);
    buildTabs();
    setStatusBar(m_status);
    m_docks = new DockArea(*this, *m_actions, m_settings);
    buildActions();
    buildMenus();
    buildToolBar();
    addActions(m_actions->all());
    connect(m_workspace, &Workspace::added, this, &MainWindow::addDocument);
    connect(m_workspace, &Workspace::aboutToRemove, this, &MainWindow::removeDocument);
    connect(m_workspace, &Workspace::currentChanged, this, &MainWindow::showDocument);
    connect(m_files, &FileController::changedOutside, this, &MainWindow::warnChangedOutside);
    connect(m_files, &FileController::recentChanged, this, &MainWindow::fillRecentMenu);
    connect(m_status, &StatusBar::problemsRequested, this, &MainWindow::showProblems);
    connect(m_status, &StatusBar::stopRequested, this, &MainWindow::stopWork);
    connect(m_status, &StatusBar::framesRequested, this, [this] { m_docks->reveal(ViewKind::Frames); });
    connect(m_status, &StatusBar::insertToggled, this, [this] {
        if (DocumentViews* views = currentViews())
            views->toggleInsert();
    });
    connect(&m_theme, &ThemeController::changed, this, [this] {
        m_settings.setValue(kThemeKey, ThemeController::name(m_theme.choice()));
        applyTheme();
    });
    m_workspace->setSettings({readLimitChoice(m_settings), m_options.importFolders + readImportFolders(m_settings),
                              readStreamOptions(m_settings)});
    m_placed = options.keepSession && m_docks->restore();
    applyTheme();
    updateControls();
}

MainWindow::~MainWindow()
{
    // Signals of documents that go away must not reach a window that is half gone, and views go before the docks that
    // show them.
    m_workspace->disconnect(this);
    m_tabs->disconnect(this);
    qDeleteAll(m_views);
}

DocumentViews* MainWindow::currentViews() const
{
    return viewsOf(m_workspace->current());
}

DocumentViews* MainWindow::viewsOf(const Document* document) const
{
    const auto found
        = std::ranges::find_if(m_views, [&](const DocumentViews* v) { return &v->document() == document; });
    return found == m_views.end() ? nullptr : *found;
}

Theme MainWindow::theme() const
{
    Theme theme = m_theme.theme();
    theme.monospace.setPointSizeF(theme.monospace.pointSizeF() + m_zoom);
    return theme;
}

void MainWindow::resetLayout()
{
    m_docks->reset();
}

void MainWindow::buildTabs()
{
    m_tabs->setObjectName(QStringLiteral("schemaTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setMinimumWidth(260);
    setCentralWidget(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int index) {
        const auto& documents = m_workspace->documents();
        if (index >= 0 && index < int(documents.size()))
            m_workspace->setCurrent(documents[std::size_t(index)]);
    });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this,
            [this](int index) { closeDocument(m_workspace->documents()[std::size_t(index)]); });
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, [this](int from, int to) { m_workspace->move(from, to); });
}

void MainWindow::addDocument(Document* document)
{
    auto* views = new DocumentViews(*document, this);
    views->setTheme(theme());
    m_viewSettings->add(*views);
    m_views.push_back(views);
    m_docks->add(*views);
    m_tabs->addTab(views->schemaPage(), document->title());
    connect(views, &DocumentViews::statusChanged, this, [this, document] {
        if (document == m_workspace->current())
            updateStatus();
    });
    connect(views, &DocumentViews::revealRequested, m_docks, &DockArea::reveal);
    connect(views, &DocumentViews::unpackRequested, this,
            [this, document](quint64 element) { openUnpacked(document, element); });
    connect(views, &DocumentViews::draftRequested, this, [this, document] { draftSchema(document); });
    connect(views, &DocumentViews::importFoldersRequested, this, &MainWindow::chooseImportFolders);
    connect(views, &DocumentViews::messageRequested, this,
            [this](const QString& text) { m_status->showMessage(text, 6000); });
    connect(document, &Document::statusChanged, this, &MainWindow::updateTitles);
    connect(document, &Document::bookmarksChanged, m_files, [this, document] { m_files->keepBookmarks(*document); });
    connect(document, &Document::statusChanged, m_files, [this, document] { m_files->keepBookmarks(*document); });
    connect(document, &Document::snapshotChanged, this, [this, document] {
        if (document == m_workspace->current())
            updateControls();
    });
}

void MainWindow::removeDocument(Document* document)
{
    DocumentViews* views = viewsOf(document);
    m_docks->remove(*views);
    // Which document comes to the front is for the workspace to say.
    const QSignalBlocker quiet(m_tabs);
    m_tabs->removeTab(m_tabs->indexOf(views->schemaPage()));
    std::erase(m_views, views);
    delete views;
}

void MainWindow::showDocument(Document* document)
{
    DocumentViews* views = viewsOf(document);
    m_docks->show(views);
    if (views)
        m_tabs->setCurrentWidget(views->schemaPage());
    updateTitles();
    updateControls();
}

void MainWindow::closeDocument(Document* document)
{
    if (document && m_files->confirmClose(*document))
        m_workspace->remove(document);
}

void MainWindow::updateTitles()
{
    for (DocumentViews* views : m_views) {
        const Document& document = views->document();
        const int index = m_tabs->indexOf(views->schemaPage());
        m_tabs->setTabText(index, document.modified() ? document.title() + QStringLiteral(" •") : document.title());
        m_tabs->setTabToolTip(index,
                              document.schemaPath().isEmpty() ? tr("Not saved in a file yet") : document.schemaPath());
    }
    const Document* current = m_workspace->current();
    setWindowFilePath(current ? current->schemaPath() : QString());
    setWindowTitle(tr("%1[*] – Wirebench").arg(current ? current->title() : tr("No document")));
    setWindowModified(current && current->modified());
    updateStatus();
}

void MainWindow::updateStatus()
{
    const DocumentViews* views = currentViews();
    m_status->setStatus(views ? views->status() : StatusText());
    m_actions->find(QStringLiteral("edit.undo"))->setEnabled(views && views->can(EditCommand::Undo));
    m_actions->find(QStringLiteral("edit.redo"))->setEnabled(views && views->can(EditCommand::Redo));
    m_actions->find(QStringLiteral("bytes.canonicalise"))->setEnabled(views && views->canCanonicalise());
    m_actions->find(QStringLiteral("bytes.unpack"))->setEnabled(views && currentViews()->frames().unpackable());
    m_actions->find(QStringLiteral("bytes.back-to-file"))->setEnabled(views && views->unpacked());
    m_actions->find(QStringLiteral("bytes.draft"))->setEnabled(views && hasBytes(views->document()));
    m_actions->find(QStringLiteral("file.save"))->setEnabled(views != nullptr);
}

void MainWindow::updateControls()
{
    const Document* document = m_workspace->current();
    const Snapshot* snapshot = document ? document->snapshot().get() : nullptr;
    const Plan* plan = snapshot ? snapshot->plan.get() : nullptr;
    const QSignalBlocker quiet(m_types);
    m_types->clear();
    if (plan) {
        for (const PlanType& type : plan->types)
            m_types->addItem(QString::fromStdString(type.name));
        m_types->setCurrentText(QString::fromStdString(snapshot->typeName));
    }
    m_types->setEnabled(plan && (!snapshot->stream() || needsType(snapshot->framing)));
    m_typesAction->setVisible(plan && !plan->types.empty());
    updateHolds();
    updateExportActions();
    fillFormats();
    updateStatus();
}

void MainWindow::applyTheme()
{
    const Theme now = theme();
    m_actions->setTheme(now);
    m_docks->setTheme(now);
    m_status->setTheme(now);
    for (DocumentViews* views : m_views)
        views->setTheme(now);
    const QString name = QStringLiteral("theme.") + ThemeController::name(m_theme.choice());
    m_actions->find(name)->setChecked(true);
}

void MainWindow::setZoom(int steps)
{
    m_zoom = std::clamp(steps, kMinZoom, kMaxZoom);
    m_settings.setValue(kZoomKey, m_zoom);
    applyTheme();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const std::vector<Document*> documents = m_workspace->documents();
    const bool mayClose = std::ranges::all_of(documents, [this](Document* d) { return m_files->confirmClose(*d); });
    if (!mayClose) {
        event->ignore();
        return;
    }
    if (m_options.keepSession)
        m_docks->save();
    // What somebody chose not to save is not to come back.
    for (Document* document : documents) {
        if (document->modified())
            document->dropChanges();
    }
    m_workspace->close();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_files->openFiles(localFiles(event->mimeData()));
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!m_placed) {
        m_placed = true;
        resetLayout();
    }
}

} // namespace wirebench
