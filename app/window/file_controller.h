// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/workspace.h"
#include "app/window/bookmark_store.h"
#include "app/window/recent_files.h"
#include "app/window/sample_library.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>

class QSettings;
class QWidget;

namespace wirebench {

/// Opens files into documents and saves documents into files, asking where something unsaved would be lost.
/// Everything that fails is said once, in one box.
class FileController final : public QObject {
    Q_OBJECT

public:
    /// `workspace`, `settings` and `window` outlive the controller.
    FileController(Workspace& workspace, QSettings& settings, QWidget& window);

    RecentFiles& recent() { return m_recent; }
    /// Says errors in another way than a box: where nobody sits in front of the window.
    void setReporter(std::function<void(const QStringList&)> reporter) { m_reporter = std::move(reporter); }

    void openDialog();
    /// Opens each path as what it is: schemas in tabs of their own, buffers and values in the document that is in
    /// front then. "-" is standard input.
    void openFiles(const QStringList& paths);
    void openSample(const Sample& sample);
    void newEmpty();
    /// Bytes that come from no file, as the buffer of the document in front.
    void pasteBuffer(Bytes bytes);
    /// Looks after the files of a document that was not opened here.
    void adopt(Document& document);

    /// Saves what has a file and changed; asks for a name for the buffer (`bufferFocused`) or schema that has none.
    /// False when it failed or was cancelled.
    bool save(Document& document, bool bufferFocused);
    bool saveSchemaAs(Document& document);
    bool saveBufferAs(Document& document);
    bool saveSchemaTo(Document& document, const QString& path);
    bool saveBufferTo(Document& document, const QString& path);

    /// Offers to save what is unsaved. False when closing was cancelled.
    bool confirmClose(Document& document);
    /// Remembers the bookmarks of a document's files, as far as those are saved as they are.
    void keepBookmarks(const Document& document);
    /// Reads the files of a document again, which drops what was changed.
    void reload(Document& document);
    /// Reads the files that `state` names and that did not change in the earlier run. False, with all that is wrong
    /// in `errors`, when its schema is gone.
    static bool readFiles(DocumentState& state, QStringList& errors);

Q_SIGNALS:
    /// The file of a document was changed by another program.
    void changedOutside(wirebench::Document* document, const QString& path);
    void recentChanged();
    /// A file was opened: the window shows it.
    void opened(wirebench::Document* document);

private:
    void openOne(const QString& path, QStringList& errors);
    void openSchema(const QString& path, const QByteArray& content);
    bool openBuffer(Bytes bytes, const QString& path, const QString& name);
    Document& target();
    Document& freshDocument();
    Document* findOpen(const QString& path) const;
    bool mayReplaceBuffer(Document& document);
    QString askForName(const QString& title, const QString& suggestion, const QStringList& filters);
    void report(const QStringList& errors);
    void watch(const QString& path);
    void fileChanged(const QString& path);
    QString folder() const;

    Workspace& m_workspace;
    QSettings& m_settings;
    QWidget& m_window;
    RecentFiles m_recent;
    BookmarkStore m_bookmarks;
    std::function<void(const QStringList&)> m_reporter;
    QFileSystemWatcher m_watcher;
    QHash<QString, QByteArray> m_known; ///< Checksum of each watched file as we last read or wrote it.
};

} // namespace wirebench
