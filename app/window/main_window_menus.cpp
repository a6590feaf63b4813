// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/buffer_forms.h"
#include "app/window/exporter.h"
#include "widgets/hex_view.h"

#include <QActionGroup>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>

namespace wirebench {

namespace {
const QString kSeparator;
}

void MainWindow::addTo(QMenu* menu, const QStringList& ids)
{
    for (const QString& id : ids) {
        if (id == kSeparator)
            menu->addSeparator();
        else
            menu->addAction(m_actions->find(id));
    }
}

QMenu* MainWindow::addMenu(const QString& title, const QStringList& ids)
{
    QMenu* menu = menuBar()->addMenu(title);
    menu->setToolTipsVisible(true);
    addTo(menu, ids);
    return menu;
}

void MainWindow::buildMenus()
{
    QMenu* file = addMenu(tr("&File"), {"file.new", "file.open"});
    m_recentMenu = file->addMenu(tr("Open &Recent"));
    m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
    m_recentMenu->setToolTipsVisible(true);
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    addTo(file, {"file.paste", kSeparator, "file.save", "file.save-schema-as", "file.save-buffer-as", kSeparator});
    QMenu* exports = file->addMenu(tr("&Export"));
    for (const ExportKind& kind : allExports())
        exports->addAction(m_actions->find("export." + kind.id));
    addTo(exports, {kSeparator, "export.code"});
    addTo(file, {kSeparator, "file.close", "file.quit"});

    addMenu(tr("&Edit"),
            {"edit.undo", "edit.redo", kSeparator, "edit.cut", "edit.copy", "edit.paste", "edit.copy-as",
             "edit.select-all", kSeparator, "edit.find", "edit.find-next", "edit.find-previous", "edit.replace",
             kSeparator, "edit.insert-mode"});
    QMenu* go = addMenu(tr("&Go"), {"go.offset", "go.again", "go.range", kSeparator});
    QMenu* bookmarks = go->addMenu(tr("&Bookmarks"));
    bookmarks->setObjectName(QStringLiteral("bookmarkMenu"));
    connect(bookmarks, &QMenu::aboutToShow, this, [this, bookmarks] { fillBookmarkMenu(*bookmarks); });
    fillBookmarkMenu(*bookmarks);
    addTo(go,
          {kSeparator, "go.next-problem", "go.previous-problem", "go.definition", kSeparator, "go.schema", "go.outline",
           "go.problems", "go.grid", "go.hex", "go.structure", "go.frames", "go.value", "go.explain", "go.code",
           kSeparator, "go.next-tab", "go.previous-tab"});
    QMenu* schema = addMenu(tr("&Schema"), {"schema.decode", "schema.stop"});
    m_holdsMenu = schema->addMenu(tr("&Buffer Holds"));
    m_holdsMenu->setObjectName(QStringLiteral("holdsMenu"));
    m_holdsMenu->setToolTipsVisible(true);
    for (const BufferFormChoice& form : bufferForms())
        m_holdsMenu->addAction(m_actions->find(form.id));
    QMenu* formats = schema->addMenu(tr("&Wire Format"));
    m_formatGroup = new QActionGroup(formats);
    connect(schema, &QMenu::aboutToShow, this, &MainWindow::fillFormats);
    fillFormats();
    formats->addActions(m_formatGroup->actions());
    addTo(schema,
          {"schema.import-folders", "schema.limits", kSeparator, "schema.fix", "schema.comment", "schema.format"});
    addMenu(tr("&Bytes"),
            {"bytes.draft", "bytes.canonicalise", "bytes.back-to-file", "bytes.unpack", kSeparator, "file.paste",
             "edit.copy-as", "edit.insert-mode", kSeparator, "bytes.compression"});

    QMenu* view = addMenu(tr("&View"),
                          {"view.outline", "view.problems", "view.grid", "view.hex", "view.structure", "view.frames",
                           "view.value", "view.explain", "view.code", kSeparator, "view.reset", kSeparator});
    QMenu* theme = view->addMenu(tr("&Theme"));
    addTo(theme, {"theme.system", "theme.light", "theme.dark", kSeparator, "view.toggle-theme"});
    QMenu* hex = view->addMenu(tr("&Bytes"));
    hex->setObjectName(QStringLiteral("hexMenu"));
    connect(hex, &QMenu::aboutToShow, this, [this, hex] { fillHexMenu(*hex); });
    addTo(view, {kSeparator, "view.zoom-in", "view.zoom-out", "view.zoom-reset", kSeparator, "view.full-screen"});
    addMenu(tr("&Help"), {"help.palette", "help.keys", kSeparator, "help.about", "help.qt"});
}

void MainWindow::buildToolBar()
{
    auto* bar = addToolBar(tr("Tool Bar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize({18, 18});
    const auto add = [&](std::initializer_list<const char*> ids) {
        for (const char* id : ids)
            bar->addAction(m_actions->find(QLatin1String(id)));
    };
    add({"file.new", "file.open", "file.save"});
    bar->addSeparator();
    add({"edit.undo", "edit.redo"});
    bar->addSeparator();
    add({"file.paste", "schema.decode"});
    bar->addSeparator();
    auto* chooser = new QWidget(bar);
    auto* label = new QLabel(tr("Type:"), chooser);
    m_types = new QComboBox(chooser);
    m_types->setObjectName(QStringLiteral("typeChooser"));
    m_types->setToolTip(tr("The type the buffer is decoded as"));
    m_types->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_types->setMinimumWidth(160);
    label->setBuddy(m_types);
    auto* row = new QHBoxLayout(chooser);
    row->setContentsMargins(6, 0, 6, 0);
    row->addWidget(label);
    row->addWidget(m_types);
    m_typesAction = bar->addWidget(chooser);
    connect(m_types, &QComboBox::textActivated, this, [this](const QString& name) {
        if (Document* document = m_workspace->current())
            document->setTypeName(name);
    });
    m_holds = new QToolButton(bar);
    m_holds->setObjectName(QStringLiteral("holdsChooser"));
    m_holds->setMenu(m_holdsMenu);
    m_holds->setPopupMode(QToolButton::InstantPopup);
    // The arrow is part of the text: the style's own one covers the end of it.
    m_holds->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    m_holds->setToolTip(tr("What the buffer holds: one value, or several and how they follow one another"));
    m_holdsAction = bar->addWidget(m_holds);
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    add({"help.palette", "view.toggle-theme"});
}

void MainWindow::fillBookmarkMenu(QMenu& menu)
{
    menu.clear();
    addTo(&menu, {"go.bookmark", "go.next-bookmark", "go.previous-bookmark", "go.clear-bookmarks"});
    DocumentViews* views = currentViews();
    if (!views)
        return;
    menu.addSeparator();
    for (const DocumentViews::BookmarkItem& item : views->bookmarkItems()) {
        QString text = item.text;
        menu.addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")), this, item.go);
    }
}

void MainWindow::fillHexMenu(QMenu& menu)
{
    menu.clear();
    qDeleteAll(menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
    DocumentViews* views = currentViews();
    if (!views)
        return;
    QMenu* options = views->hex().makeOptionsMenu(&menu);
    menu.addActions(options->actions());
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    qDeleteAll(m_recentMenu->findChildren<QMenu*>());
    const QList<RecentFile> files = m_files->recent().files();
    if (files.isEmpty()) {
        m_recentMenu->addAction(tr("Nothing opened yet"))->setEnabled(false);
        return;
    }
    const Theme now = theme();
    auto* kept = new QMenu(tr("&Keep in This List"), m_recentMenu);
    for (const RecentFile& file : files) {
        const QString path = file.path;
        const bool missing = !QFileInfo::exists(path);
        QString name = QFileInfo(path).fileName();
        name.replace(QLatin1Char('&'), QLatin1String("&&"));
        const QString folder = QDir::toNativeSeparators(QFileInfo(path).absolutePath());
        const QString text = missing ? tr("%1 (missing)").arg(name) : name;
        const QIcon icon = themedIcon(now, missing ? "error" : file.pinned ? "link" : "schema");
        QAction* open = m_recentMenu->addAction(icon, QStringLiteral("%1 – %2").arg(text, folder), this,
                                                [this, path] { m_files->openFiles({path}); });
        open->setEnabled(!missing);
        QAction* pin = kept->addAction(name);
        pin->setCheckable(true);
        pin->setChecked(file.pinned);
        pin->setToolTip(path);
        connect(pin, &QAction::toggled, this, [this, path](bool on) { m_files->recent().setPinned(path, on); });
    }
    m_recentMenu->addSeparator();
    m_recentMenu->addMenu(kept);
    m_recentMenu->addAction(tr("&Forget All That Are Not Kept"), this, [this] { m_files->recent().clear(); });
}

void MainWindow::updateHolds()
{
    const Document* document = m_workspace->current();
    const Snapshot* snapshot = document ? document->snapshot().get() : nullptr;
    const std::vector<Framing> framings = snapshot ? snapshot->framings() : std::vector<Framing>();
    const BufferChoice chosen = document ? document->holds() : BufferChoice();
    for (const BufferFormChoice& form : bufferForms()) {
        QAction* action = m_actions->find(form.id);
        const Framing framing = form.choice.framing;
        action->setEnabled(document
                           && (framing == Framing::None || std::ranges::find(framings, framing) != framings.end()));
        const bool open = form.choice.kind == BufferChoice::Kind::Open;
        action->setChecked(open ? chosen.kind == BufferChoice::Kind::Open
                                : chosen.kind != BufferChoice::Kind::Open && snapshot && snapshot->framing == framing);
    }
    m_holds->setText(tr("Holds: %1 ▾").arg(holdsText(snapshot ? snapshot->framing : Framing::None)));
    m_holdsAction->setVisible(!framings.empty());
}

void MainWindow::updateExportActions()
{
    const Document* document = m_workspace->current();
    const Snapshot* snapshot = document ? document->snapshot().get() : nullptr;
    for (const ExportKind& kind : allExports())
        m_actions->find("export." + kind.id)->setEnabled(snapshot && canExport(kind.id, *snapshot));
    m_actions->find("export.code")->setEnabled(snapshot && snapshot->analysis);
}

} // namespace wirebench
