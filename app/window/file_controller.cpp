// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/file_controller.h"

#include "app/session/file_io.h"
#include "app/window/file_kind.h"
#include "core/inspect/hex_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSettings>
#include <QWidget>

namespace wirebench {

namespace {

constexpr auto kFolderKey = "files/folder";

QByteArray checksum(const QByteArray& content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha1);
}

/// The text of a schema file without a byte order mark: editors do not show one.
std::string schemaText(const QByteArray& content)
{
    return content.toStdString();
}

} // namespace

FileController::FileController(Workspace& workspace, QSettings& settings, QWidget& window)
    : QObject(&window)
    , m_workspace(workspace)
    , m_settings(settings)
    , m_window(window)
    , m_recent(settings)
    , m_bookmarks(settings)
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FileController::fileChanged);
}

void FileController::openDialog()
{
    const QStringList paths = QFileDialog::getOpenFileNames(&m_window, tr("Open Schemas and Buffers"), folder(),
                                                            openFilters().join(QStringLiteral(";;")));
    openFiles(paths);
}

void FileController::openFiles(const QStringList& paths)
{
    QStringList errors;
    for (const QString& path : paths)
        openOne(path, errors);
    report(errors);
}

void FileController::openOne(const QString& path, QStringList& errors)
{
    const bool standardInput = path == QLatin1String("-");
    const QString absolute = standardInput ? path : QFileInfo(path).absoluteFilePath();
    if (Document* open = standardInput ? nullptr : findOpen(absolute)) {
        m_workspace.setCurrent(open);
        return;
    }
    QString error;
    const auto content = readFile(absolute, error);
    if (!content) {
        errors.append(error);
        return;
    }
    if (!standardInput) {
        m_known.insert(absolute, checksum(*content));
        m_settings.setValue(kFolderKey, QFileInfo(absolute).absolutePath());
    }
    const QString name = standardInput ? tr("standard input") : QFileInfo(absolute).fileName();
    const QString home = standardInput ? QString() : absolute;
    bool taken = true;
    switch (guessKind(name, *content)) {
    case FileKindGuess::Schema:
        openSchema(home, *content);
        break;
    case FileKindGuess::Value: {
        Document& document = target();
        taken = mayReplaceBuffer(document);
        if (taken)
            document.replaceValue(content->toStdString());
        break;
    }
    case FileKindGuess::HexText:
        taken = openBuffer(readHexText({content->constData(), std::size_t(content->size())}).bytes, {}, name);
        break;
    case FileKindGuess::Buffer:
        taken = openBuffer(toBytes(*content), home, name);
        break;
    }
    if (!taken)
        return;
    if (!standardInput) {
        watch(absolute);
        m_recent.add(absolute);
        Q_EMIT recentChanged();
    }
    Q_EMIT opened(m_workspace.current());
}

void FileController::openSchema(const QString& path, const QByteArray& content)
{
    Document& document = freshDocument();
    const QList<quint64> marks = m_bookmarks.of(path); // loading forgets them
    document.loadSchema(schemaText(content), path, path.isEmpty() ? QString() : QFileInfo(path).fileName());
    document.setBookmarks({{marks.begin(), marks.end()}, document.bookmarks().offsets});
}

bool FileController::openBuffer(Bytes bytes, const QString& path, const QString& name)
{
    Document& document = target();
    if (!mayReplaceBuffer(document))
        return false;
    const QList<quint64> marks = m_bookmarks.of(path);
    document.loadBuffer(std::move(bytes), path, name, !path.isEmpty());
    document.setBookmarks({document.bookmarks().lines, {marks.begin(), marks.end()}});
    return true;
}

void FileController::openSample(const Sample& sample)
{
    QString error;
    const auto schema = readFile(sample.schemaPath, error);
    if (!schema) {
        report({error});
        return;
    }
    Document& document = freshDocument();
    // A sample is a start, not a file to write into: it has a name but no path.
    document.loadSchema(schemaText(*schema), {}, QFileInfo(sample.schemaPath).fileName());
    document.setTypeName(sample.typeName);
    if (sample.stream)
        document.setHolds({BufferChoice::Kind::Usual, Framing::None});
    if (!sample.bufferPath.isEmpty()) {
        if (const auto buffer = readFile(sample.bufferPath, error))
            document.loadBuffer(toBytes(*buffer), {}, QFileInfo(sample.bufferPath).fileName(), true);
        else
            report({error});
    }
    Q_EMIT opened(&document);
}

void FileController::newEmpty()
{
    Q_EMIT opened(&freshDocument());
}

void FileController::pasteBuffer(Bytes bytes)
{
    if (openBuffer(std::move(bytes), {}, tr("pasted bytes")))
        Q_EMIT opened(m_workspace.current());
}

void FileController::adopt(Document& document)
{
    for (const QString& path : {document.schemaPath(), document.bufferPath()}) {
        QString ignored;
        const auto content = path.isEmpty() ? std::nullopt : readFile(path, ignored);
        if (!content)
            continue;
        m_known.insert(path, checksum(*content));
        watch(path);
    }
}

void FileController::keepBookmarks(const Document& document)
{
    const Bookmarks& marks = document.bookmarks();
    if (!document.schemaModified())
        m_bookmarks.keep(document.schemaPath(), QList<quint64>(marks.lines.begin(), marks.lines.end()));
    if (!document.bufferModified())
        m_bookmarks.keep(document.bufferPath(), QList<quint64>(marks.offsets.begin(), marks.offsets.end()));
}

Document& FileController::target()
{
    return m_workspace.current() ? *m_workspace.current() : *m_workspace.add();
}

Document& FileController::freshDocument()
{
    Document* current = m_workspace.current();
    return current && current->blank() ? *current : *m_workspace.add();
}

Document* FileController::findOpen(const QString& path) const
{
    for (Document* document : m_workspace.documents()) {
        if (document->schemaPath() == path)
            return document;
    }
    return nullptr;
}

bool FileController::mayReplaceBuffer(Document& document)
{
    if (!document.bytes() || !document.bufferModified())
        return true;
    const QString name = document.bufferName().isEmpty() ? tr("The buffer") : document.bufferName();
    const auto answer = QMessageBox::question(
        &m_window, tr("Replace the Buffer?"),
        tr("%1 of “%2” has changes that are not saved. Save them before it is replaced?").arg(name, document.title()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save)
        return document.bufferPath().isEmpty() ? saveBufferAs(document) : saveBufferTo(document, document.bufferPath());
    return answer == QMessageBox::Discard;
}

bool FileController::save(Document& document, bool bufferFocused)
{
    if (bufferFocused && document.bytes() && document.bufferPath().isEmpty())
        return saveBufferAs(document);
    if (!bufferFocused && document.schemaPath().isEmpty())
        return saveSchemaAs(document);
    bool ok = true;
    if (document.schemaModified() && !document.schemaPath().isEmpty())
        ok = saveSchemaTo(document, document.schemaPath());
    if (document.bufferModified() && !document.bufferPath().isEmpty())
        ok = saveBufferTo(document, document.bufferPath()) && ok;
    return ok;
}

bool FileController::saveSchemaAs(Document& document)
{
    const QString format = document.snapshot() && document.snapshot()->format
        ? QString::fromStdString(std::string(document.snapshot()->format->id()))
        : QString();
    const QString suggestion
        = document.schemaPath().isEmpty() ? folder() + QLatin1Char('/') + document.schemaName() : document.schemaPath();
    const QString path = askForName(tr("Save Schema"), suggestion, schemaFilters(format));
    return !path.isEmpty() && saveSchemaTo(document, path);
}

bool FileController::saveBufferAs(Document& document)
{
    const QString name = document.bufferName().isEmpty() ? QStringLiteral("buffer.bin") : document.bufferName();
    const QString suggestion
        = document.bufferPath().isEmpty() ? folder() + QLatin1Char('/') + name : document.bufferPath();
    const QString path
        = askForName(tr("Save Buffer"), suggestion, {tr("Buffers (*.bin *.dat *.raw)"), tr("All files (*)")});
    return !path.isEmpty() && saveBufferTo(document, path);
}

QString FileController::askForName(const QString& title, const QString& suggestion, const QStringList& filters)
{
    return QFileDialog::getSaveFileName(&m_window, title, suggestion, filters.join(QStringLiteral(";;")));
}

bool FileController::saveSchemaTo(Document& document, const QString& path)
{
    const QByteArray content = QByteArray::fromStdString(document.schemaText());
    QString error;
    if (!writeFile(path, content, error)) {
        report({error});
        return false;
    }
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_known.insert(absolute, checksum(content));
    document.schemaSaved(absolute);
    watch(absolute);
    m_recent.add(absolute);
    Q_EMIT recentChanged();
    return true;
}

bool FileController::saveBufferTo(Document& document, const QString& path)
{
    const QByteArray content = document.bytes() ? toByteArray(*document.bytes()) : QByteArray();
    QString error;
    if (!writeFile(path, content, error)) {
        report({error});
        return false;
    }
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_known.insert(absolute, checksum(content));
    document.bufferSaved(absolute);
    watch(absolute);
    m_recent.add(absolute);
    Q_EMIT recentChanged();
    return true;
}

bool FileController::confirmClose(Document& document)
{
    if (!document.modified())
        return true;
    m_workspace.setCurrent(&document);
    QStringList parts;
    if (document.schemaModified())
        parts.append(tr("the schema"));
    if (document.bufferModified())
        parts.append(tr("the buffer"));
    if (parts.isEmpty())
        parts.append(tr("the value, which cannot be encoded yet"));
    const auto answer
        = QMessageBox::question(&m_window, tr("Unsaved Changes"),
                                tr("In “%1” changes of %2 are not saved. Save them before closing?")
                                    .arg(document.title(), parts.join(tr(" and "))),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer != QMessageBox::Save)
        return answer == QMessageBox::Discard;
    if (document.schemaModified()
        && !(document.schemaPath().isEmpty() ? saveSchemaAs(document) : saveSchemaTo(document, document.schemaPath())))
        return false;
    return !document.bufferModified()
        || (document.bufferPath().isEmpty() ? saveBufferAs(document) : saveBufferTo(document, document.bufferPath()));
}

void FileController::reload(Document& document)
{
    QStringList errors;
    QString error;
    if (!document.schemaPath().isEmpty()) {
        if (const auto content = readFile(document.schemaPath(), error))
            document.loadSchema(schemaText(*content), document.schemaPath(), document.schemaName());
        else
            errors.append(error);
    }
    if (!document.bufferPath().isEmpty()) {
        if (const auto content = readFile(document.bufferPath(), error))
            document.loadBuffer(toBytes(*content), document.bufferPath(), document.bufferName(), true);
        else
            errors.append(error);
    }
    report(errors);
}

bool FileController::readFiles(DocumentState& state, QStringList& errors)
{
    QString error;
    if (!state.bufferPath.isEmpty() && !state.bufferModified) {
        if (const auto content = readFile(state.bufferPath, error))
            state.bytes = std::make_shared<const Bytes>(toBytes(*content));
        else
            errors.append(error);
    }
    if (state.schemaPath.isEmpty() || state.schemaModified)
        return true;
    const auto content = readFile(state.schemaPath, error);
    if (content)
        state.schemaText = schemaText(*content);
    else
        errors.append(error);
    return content.has_value();
}

void FileController::report(const QStringList& errors)
{
    if (m_reporter && !errors.isEmpty())
        m_reporter(errors);
    else if (!errors.isEmpty())
        QMessageBox::warning(&m_window, tr("Not Everything Worked"), errors.join(QStringLiteral("\n\n")));
}

void FileController::watch(const QString& path)
{
    if (!m_watcher.files().contains(path))
        m_watcher.addPath(path);
}

void FileController::fileChanged(const QString& path)
{
    QString ignored;
    const auto content = QFileInfo::exists(path) ? readFile(path, ignored) : std::nullopt;
    // Editors replace files: the watch follows the name, not the file that went away.
    if (content)
        watch(path);
    if (!content || checksum(*content) == m_known.value(path))
        return;
    m_known.insert(path, checksum(*content));
    for (Document* document : m_workspace.documents()) {
        if (document->schemaPath() == path || document->bufferPath() == path)
            Q_EMIT changedOutside(document, path);
    }
}

QString FileController::folder() const
{
    const QString last = m_settings.value(kFolderKey).toString();
    return QFileInfo(last).isDir() ? last : QDir::homePath();
}

} // namespace wirebench
