// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/buffer_forms.h"
#include "app/window/exporter.h"
#include "widgets/frame_list_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QTabWidget>

namespace wirebench {

namespace {

QList<QKeySequence> keys(std::initializer_list<const char*> names)
{
    QList<QKeySequence> list;
    for (const char* name : names)
        list.append(QKeySequence(QLatin1String(name)));
    return list;
}

} // namespace

void MainWindow::buildActions()
{
    addFileActions();
    addEditActions();
    addGoActions();
    addSchemaActions();
    addBytesActions();
    addViewActions();
    addHelpActions();
}

void MainWindow::addFileActions()
{
    m_actions->add({"file.new", tr("&New from Sample…"), "new", keys({"Ctrl+N"}), tr("Start from a sample or empty")},
                   [this] { newFromSample(); });
    m_actions->add({"file.open", tr("&Open…"), "open", keys({"Ctrl+O"}), tr("Open schemas, buffers and values")},
                   [this] { m_files->openDialog(); });
    m_actions->add({"file.paste", tr("&Paste Bytes as Buffer…"), "paste-hex", keys({"Ctrl+Shift+V"}),
                    tr("Make a buffer of hex, a dump, array literals or Base64 from the clipboard")},
                   [this] { pasteBytes(); });
    m_actions->add({"file.save", tr("&Save"), "save", keys({"Ctrl+S"}), tr("Save what changed")}, [this] {
        if (DocumentViews* views = currentViews())
            m_files->save(views->document(), views->bytesFocused());
    });
    m_actions->add({"file.save-schema-as", tr("Save Schema &As…"), "save-as", keys({"Ctrl+Shift+S"}), {}}, [this] {
        if (Document* document = m_workspace->current())
            m_files->saveSchemaAs(*document);
    });
    m_actions->add({"file.save-buffer-as", tr("Save &Buffer As…"), "open-bytes", keys({"Ctrl+Alt+S"}), {}}, [this] {
        if (Document* document = m_workspace->current())
            m_files->saveBufferAs(*document);
    });
    for (const ExportKind& kind : allExports())
        m_actions->add({"export." + kind.id, kind.title, "export", {}, {}}, [this, id = kind.id] { exportTo(id); });
    m_actions->add({"export.code", tr("Generated &Code…"), "code", keys({"Ctrl+Shift+E"}),
                    tr("Write code that reads and writes the schema's types into a folder")},
                   [this] {
                       if (DocumentViews* views = currentViews())
                           views->exportCode();
                   });
    m_actions->add({"file.close", tr("&Close Tab"), "close", keys({"Ctrl+W"}), {}},
                   [this] { closeDocument(m_workspace->current()); });
    m_actions->add({"file.quit", tr("&Quit"), "quit", keys({"Ctrl+Q"}), {}}, [this] { close(); });
}

void MainWindow::addEdit(const ActionSpec& spec, EditCommand command)
{
    m_actions->add(spec, [this, command] {
        if (DocumentViews* views = currentViews())
            views->edit(command);
    });
}

void MainWindow::addEditActions()
{
    addEdit({"edit.undo", tr("&Undo"), "undo", keys({"Ctrl+Z"}), {}}, EditCommand::Undo);
    addEdit({"edit.redo", tr("&Redo"), "redo", keys({"Ctrl+Y", "Ctrl+Shift+Z"}), {}}, EditCommand::Redo);
    addEdit({"edit.cut", tr("Cu&t"), "cut", keys({"Ctrl+X"}), {}}, EditCommand::Cut);
    addEdit({"edit.copy", tr("&Copy"), "copy", keys({"Ctrl+C"}), {}}, EditCommand::Copy);
    addEdit({"edit.paste", tr("&Paste"), "paste", keys({"Ctrl+V"}), {}}, EditCommand::Paste);
    addEdit({"edit.select-all", tr("Select &All"), {}, keys({"Ctrl+A"}), {}}, EditCommand::SelectAll);
    addEdit({"edit.copy-as", tr("Copy Bytes &As…"), "copy", keys({"Ctrl+Alt+C"}), tr("Copy bytes in another form")},
            EditCommand::CopyAs);
    addEdit({"edit.find", tr("&Find…"), "search", keys({"Ctrl+F"}), {}}, EditCommand::Find);
    addEdit({"edit.find-next", tr("Find &Next"), "next", keys({"F3"}), {}}, EditCommand::FindNext);
    addEdit({"edit.find-previous", tr("Find Pre&vious"), "previous", keys({"Shift+F3"}), {}},
            EditCommand::FindPrevious);
    addEdit({"edit.replace", tr("R&eplace…"), "replace", keys({"Ctrl+H"}), {}}, EditCommand::Replace);
    addEdit({"edit.insert-mode", tr("&Insert Bytes Instead of Overwriting"), {}, keys({"Ins"}), {}},
            EditCommand::ToggleInsert);
}

void MainWindow::addGoActions()
{
    addEdit({"go.offset", tr("Go to &Offset…"), "go-to", keys({"Ctrl+G"}), tr("Hex, decimal, +n or -n")},
            EditCommand::GoToOffset);
    addEdit({"go.again", tr("Go to Offset A&gain"), {}, keys({"Ctrl+Shift+G"}), {}}, EditCommand::GoToAgain);
    addEdit({"go.range", tr("&Select Range…"), {}, keys({"Ctrl+E"}), {}}, EditCommand::SelectRange);
    addEdit({"go.bookmark", tr("Set or Remove &Bookmark"), "bookmark", keys({"Ctrl+B", "Ctrl+F2"}),
             tr("Mark the line of the schema or the byte of the buffer")},
            EditCommand::ToggleBookmark);
    addEdit({"go.next-bookmark", tr("Next Boo&kmark"), "next", keys({"F2"}), {}}, EditCommand::NextBookmark);
    addEdit({"go.previous-bookmark", tr("Pre&vious Bookmark"), "previous", keys({"Shift+F2"}), {}},
            EditCommand::PreviousBookmark);
    addEdit({"go.clear-bookmarks", tr("&Remove All Bookmarks"), {}, {}, {}}, EditCommand::ClearBookmarks);
    addEdit({"go.next-problem", tr("&Next Problem"), "next", keys({"F8"}), {}}, EditCommand::NextProblem);
    addEdit({"go.previous-problem", tr("&Previous Problem"), "previous", keys({"Shift+F8"}), {}},
            EditCommand::PreviousProblem);
    addEdit({"go.definition", tr("Go to &Definition"), {}, keys({"F12"}), {}}, EditCommand::GoToDefinition);
    m_actions->add({"go.schema", tr("Go to Schema"), "schema", keys({"Alt+1"}), {}}, [this] {
        if (DocumentViews* views = currentViews())
            views->focusSchema();
    });
    const auto turn = [this](int step) {
        if (m_tabs->count() > 0)
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + m_tabs->count()) % m_tabs->count());
    };
    m_actions->add({"go.next-tab", tr("Next &Tab"), {}, keys({"Ctrl+Tab"}), {}}, [turn] { turn(1); });
    m_actions->add({"go.previous-tab", tr("Previous Tab"), {}, keys({"Ctrl+Shift+Tab"}), {}}, [turn] { turn(-1); });
}

void MainWindow::addSchemaActions()
{
    m_actions->add({"schema.decode", tr("&Decode Again"), "decode", keys({"F5"}),
                    tr("Read imported files again, check the schema and decode the buffer")},
                   [this] {
                       if (Document* document = m_workspace->current())
                           document->refresh();
                   });
    m_actions->add({"schema.stop", tr("&Stop Decoding"), "close", keys({"Shift+Esc"}),
                    tr("End decoding where it is and show what was read until then")},
                   [this] { stopWork(); });
    auto* holds = new QActionGroup(this);
    for (const BufferFormChoice& form : bufferForms()) {
        auto* action = new QAction(form.text, holds);
        action->setCheckable(true);
        m_actions->adopt(action, {form.id, tr("Buffer Holds: %1").arg(form.text), {}, {}, form.tip});
        connect(action, &QAction::triggered, this, [this, choice = form.choice] {
            if (Document* document = m_workspace->current())
                document->setHolds(choice);
            updateHolds();
        });
    }
    m_actions->add(
        {"schema.limits", tr("&Limits…"), "settings", {}, tr("How much bytes may ask for before decoding stops")},
        [this] { chooseLimits(); });
    m_actions->add({"schema.import-folders",
                    tr("&Import Folders…"),
                    "import",
                    {},
                    tr("Where imported schemas are looked for, after the folder of the importing one")},
                   [this] { chooseImportFolders(); });
    addEdit({"schema.fix", tr("&Fix Problem at Cursor"), "fix", keys({"Ctrl+."}), {}}, EditCommand::Fix);
    addEdit({"schema.comment", tr("Toggle &Comment"), {}, keys({"Ctrl+/"}), {}}, EditCommand::ToggleComment);
    addEdit({"schema.format", tr("Lay &Out Schema Text"), "format", keys({"Ctrl+Shift+I"}),
             tr("Put the schema text into its canonical layout; comments stay")},
            EditCommand::FormatSchema);
}

void MainWindow::addBytesActions()
{
    m_actions->add({"bytes.canonicalise", tr("&Canonicalise"), "fix", keys({"Ctrl+Shift+K"}),
                    tr("Write the bytes anew in the one form an encoder gives: shortest numbers, fields in order, "
                       "nothing written that may be left out")},
                   [this] {
                       if (DocumentViews* views = currentViews())
                           views->canonicalise();
                   });
    m_actions->add({"bytes.draft", tr("&Draft a Schema from These Bytes…"), "schema", keys({"Ctrl+Shift+D"}),
                    tr("Make a schema of what the bytes seem to be, and open it with them in a tab of its own")},
                   [this] {
                       if (Document* document = m_workspace->current())
                           draftSchema(document);
                   });
    m_actions->add({"bytes.unpack", tr("Open &Unpacked Message"), "open-bytes", keys({"Ctrl+Shift+U"}),
                    tr("Open the message chosen in the frame list, put together and decompressed, as a buffer of its "
                       "own")},
                   [this] {
                       if (DocumentViews* views = currentViews())
                           views->frames().openUnpacked();
                   });
    m_actions->add({"bytes.back-to-file", tr("&Back to the File"), "previous", keys({"Alt+Left"}),
                    tr("Show the bytes of the file again instead of those of an unpacked message")},
                   [this] {
                       if (DocumentViews* views = currentViews())
                           views->backToFile();
                   });
    m_actions->add({"bytes.compression",
                    tr("Stream C&ompression…"),
                    "settings",
                    {},
                    tr("How hard, and from which size on, messages of a stream are compressed when they are written")},
                   [this] { chooseCompression(); });
}

void MainWindow::addViewActions()
{
    m_actions->add({"view.zoom-in", tr("Zoom &In"), "zoom-in", keys({"Ctrl++", "Ctrl+="}), {}},
                   [this] { setZoom(m_zoom + 1); });
    m_actions->add({"view.zoom-out", tr("Zoom &Out"), "zoom-out", keys({"Ctrl+-"}), {}},
                   [this] { setZoom(m_zoom - 1); });
    m_actions->add({"view.zoom-reset", tr("&Normal Size"), {}, keys({"Ctrl+0"}), {}}, [this] { setZoom(0); });
    m_actions->add({"view.full-screen", tr("&Full Screen"), "window", keys({"F11"}), {}},
                   [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    m_actions->add({"view.reset", tr("&Reset Layout"), "window", {}, tr("Put all views where they were at first")},
                   [this] { resetLayout(); });
    auto* group = new QActionGroup(this);
    for (const auto& [id, text, icon, choice] :
         {std::tuple{"theme.system", tr("As the &System"), "settings", ThemeChoice::System},
          std::tuple{"theme.light", tr("&Light"), "sun", ThemeChoice::Light},
          std::tuple{"theme.dark", tr("&Dark"), "moon", ThemeChoice::Dark}}) {
        auto* action = new QAction(text, group);
        action->setCheckable(true);
        m_actions->adopt(action, {QLatin1String(id), tr("Theme: %1").arg(text), QLatin1String(icon), {}, {}});
        connect(action, &QAction::triggered, this, [this, choice = choice] { m_theme.choose(choice); });
    }
    m_actions->add({"view.toggle-theme", tr("Switch Light and Dark"), "theme", {}, tr("Switch light and dark theme")},
                   [this] { m_theme.choose(m_theme.theme().dark ? ThemeChoice::Light : ThemeChoice::Dark); });
}

void MainWindow::addHelpActions()
{
    m_actions->add({"help.palette", tr("&Command Palette…"), "command", keys({"Ctrl+Shift+P"}), {}},
                   [this] { showPalette(); });
    m_actions->add({"help.keys", tr("&Keyboard Shortcuts…"), "settings", {}, {}}, [this] { showShortcuts(); });
    m_actions->add({"help.about", tr("&About Wirebench"), "help", {}, {}}, [this] { showAbout(); });
    m_actions->add({"help.qt", tr("About &Qt"), {}, {}, {}}, [] { QApplication::aboutQt(); });
}

} // namespace wirebench
