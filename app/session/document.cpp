// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/document.h"

#include "app/session/imports.h"
#include "app/session/json_edit.h"
#include "core/formats/registry.h"

#include <QFileInfo>
#include <QUuid>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

std::shared_ptr<const std::string> shared(std::string text)
{
    return std::make_shared<const std::string>(std::move(text));
}

bool sameBytes(const std::shared_ptr<const Bytes>& a, const std::shared_ptr<const Bytes>& b)
{
    return a == b || (a && b && *a == *b);
}

} // namespace

Document::Document(QObject* parent) : QObject(parent), m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    connect(&m_worker, &SnapshotWorker::ready, this, &Document::apply);
}

QString Document::title() const
{
    if (!m_schemaName.isEmpty())
        return m_schemaName;
    return m_bufferName.isEmpty() ? tr("Untitled") : m_bufferName;
}

bool Document::schemaModified() const
{
    return m_schema != m_savedSchema && *m_schema != *m_savedSchema;
}

bool Document::bufferModified() const
{
    return !sameBytes(m_bytes, m_savedBytes);
}

QString Document::formatId() const
{
    return m_format ? QString::fromUtf8(m_format->id().data(), qsizetype(m_format->id().size())) : QString();
}

bool Document::pending() const
{
    return m_fieldEdits > 0 || m_version != (m_snapshot ? m_snapshot->version : 0);
}

bool Document::blank() const
{
    return m_schemaPath.isEmpty() && m_bufferPath.isEmpty() && m_schema->empty() && !m_bytes && m_value->empty();
}

void Document::loadSchema(std::string text, const QString& path, const QString& name)
{
    m_schema = shared(std::move(text));
    m_savedSchema = m_schema;
    // Read again, a text keeps its bookmarks; another one has its own.
    if (path.isEmpty() || path != m_schemaPath)
        m_bookmarks.lines.clear();
    m_schemaPath = path;
    m_schemaName = name;
    Q_EMIT schemaReplaced(true);
    Q_EMIT statusChanged();
    Q_EMIT draftChanged();
    submit();
}

void Document::loadBuffer(Bytes bytes, const QString& path, const QString& name, bool saved)
{
    m_bytes = std::make_shared<const Bytes>(std::move(bytes));
    m_savedBytes = saved ? m_bytes : nullptr;
    if (path.isEmpty() || path != m_bufferPath)
        m_bookmarks.offsets.clear();
    m_bufferPath = path;
    m_bufferName = name;
    m_leader = Leader::Bytes;
    m_textIsUsers = false;
    Q_EMIT bytesReplaced(true);
    Q_EMIT statusChanged();
    Q_EMIT draftChanged();
    submit();
}

void Document::schemaSaved(const QString& path)
{
    m_savedSchema = m_schema;
    const bool renamed = path != m_schemaPath;
    m_schemaPath = path;
    m_schemaName = QFileInfo(path).fileName();
    if (renamed)
        submit();
    Q_EMIT statusChanged();
    Q_EMIT draftChanged();
}

void Document::bufferSaved(const QString& path)
{
    m_savedBytes = m_bytes;
    m_bufferPath = path;
    m_bufferName = QFileInfo(path).fileName();
    Q_EMIT statusChanged();
    Q_EMIT draftChanged();
}

void Document::editSchema(std::string text)
{
    if (text == *m_schema)
        return;
    const bool before = modified();
    m_schema = shared(std::move(text));
    submit();
    if (modified() != before)
        Q_EMIT statusChanged();
    Q_EMIT draftChanged();
}

void Document::editBytes(std::shared_ptr<const Bytes> bytes)
{
    if (sameBytes(bytes, m_bytes))
        return;
    const bool before = modified();
    m_bytes = std::move(bytes);
    m_leader = Leader::Bytes;
    m_textIsUsers = false;
    submit();
    if (modified() != before)
        Q_EMIT statusChanged();
    Q_EMIT draftChanged();
}

void Document::editValue(std::string text)
{
    if (text == *m_value)
        return;
    const bool before = modified();
    m_value = shared(std::move(text));
    // An emptied value of a document without bytes is nothing to encode.
    m_leader = m_value->empty() && !m_bytes ? Leader::Bytes : Leader::Value;
    m_textIsUsers = true;
    submit();
    if (modified() != before)
        Q_EMIT statusChanged();
    Q_EMIT draftChanged();
}

void Document::editField(const QString& path, const std::string& json)
{
    if (m_snapshot && m_snapshot->value) {
        editLargeField(path, json);
        return;
    }
    const std::string where = path.toStdString();
    const ValueShape shape = m_snapshot ? m_snapshot->shape() : ValueShape();
    std::optional<std::string> text = replaceJsonAt(shape, *m_value, where, json);
    if (!text && m_snapshot && m_snapshot->decoded)
        text = replaceJsonAt(shape, writeJson(readValue(*m_snapshot->decoded), 2), where, json);
    takeField(path, std::move(text));
}

void Document::editLargeField(const QString& path, const std::string& json)
{
    ++m_fieldEdits;
    const auto write = [text = m_value, value = m_snapshot->value, plan = m_snapshot->plan, shape = m_snapshot->shape(),
                        where = path.toStdString(), json] {
        std::optional<std::string> edited = replaceJsonAt(shape, *text, where, json);
        return edited ? edited : replaceJsonAt(shape, writeJson(*value, 2), where, json);
    };
    const auto take = [this, path, version = m_version](std::optional<std::string> text) {
        --m_fieldEdits;
        // What somebody changed in the meantime goes before.
        if (version == m_version)
            takeField(path, std::move(text));
        else
            Q_EMIT fieldRefused(path);
    };
    QtConcurrent::run(write).then(this, take);
}

void Document::takeField(const QString& path, std::optional<std::string> text)
{
    if (text)
        replaceValue(std::move(*text));
    else
        Q_EMIT fieldRefused(path);
}

void Document::replaceSchema(std::string text)
{
    editSchema(std::move(text));
    Q_EMIT schemaReplaced(false);
}

void Document::replaceValue(std::string text)
{
    editValue(std::move(text));
    Q_EMIT valueReplaced(false);
}

void Document::revertValue()
{
    m_leader = Leader::Bytes;
    m_textIsUsers = false;
    submit();
    Q_EMIT statusChanged();
    Q_EMIT draftChanged();
}

void Document::setTypeName(const QString& name)
{
    if (std::exchange(m_type, name) == name)
        return;
    submit();
    Q_EMIT draftChanged();
}

void Document::setHolds(const BufferChoice& choice)
{
    if (std::exchange(m_holds, choice) == choice)
        return;
    submit();
    Q_EMIT draftChanged();
}

void Document::setFormatId(const QString& id)
{
    const Format* format = id.isEmpty() ? nullptr : findFormat(id.toStdString());
    if (std::exchange(m_format, format) == format)
        return;
    submit();
    Q_EMIT draftChanged();
}

void Document::setBookmarks(Bookmarks bookmarks)
{
    if (bookmarks == m_bookmarks)
        return;
    m_bookmarks = std::move(bookmarks);
    Q_EMIT bookmarksChanged();
    Q_EMIT draftChanged();
}

void Document::setSettings(const DocumentSettings& settings)
{
    const DocumentSettings before = std::exchange(m_settings, settings);
    const bool folders = before.importFolders != settings.importFolders;
    const bool limits = before.limits != settings.limits;
    if (folders)
        m_source.reset();
    if (limits)
        m_limitFactor = 1;
    if (folders || limits)
        submit();
}

void Document::raiseLimits()
{
    constexpr std::uint32_t kStep = 10;
    constexpr std::uint32_t kMost = 10'000;
    m_limitFactor = std::min(kMost, m_limitFactor * kStep);
    submit();
}

void Document::refresh()
{
    // A new source makes the worker read imports again.
    m_source.reset();
    submit();
}

void Document::setCodeChoice(const CodeChoice& choice)
{
    if (std::exchange(m_code, choice) == choice)
        return;
    if (m_snapshot)
        submit();
}

void Document::submit()
{
    const std::string name = (m_schemaPath.isEmpty() ? m_schemaName : m_schemaPath).toStdString();
    if (!m_source || m_source->name != name || m_source->text != *m_schema) {
        auto source = std::make_shared<SchemaSource>();
        source->name = name;
        source->text = *m_schema;
        source->imports = importsFrom(m_schemaPath, m_settings.importFolders);
        m_source = std::move(source);
    }
    SnapshotRequest request;
    request.version = ++m_version;
    request.source = m_source;
    request.format = m_format;
    request.bytes = m_bytes;
    request.valueText = m_value;
    request.leader = m_leader;
    request.textIsUsers = m_textIsUsers;
    request.typeName = m_type.toStdString();
    request.holds = m_holds;
    request.limits = m_settings.limits;
    request.stream = m_settings.stream;
    request.limitFactor = m_limitFactor;
    request.code = m_code;
    m_worker.submit(std::move(request));
    Q_EMIT workStarted();
}

void Document::apply(const std::shared_ptr<const Snapshot>& snapshot)
{
    if (snapshot->version != m_version)
        return;
    m_snapshot = snapshot;
    // A type that was renamed in the schema keeps being chosen under its new name.
    if (!m_type.isEmpty() && !snapshot->stale && !snapshot->typeName.empty())
        m_type = QString::fromStdString(snapshot->typeName);
    takeBytes(*snapshot);
    if (*snapshot->valueText != *m_value) {
        m_value = snapshot->valueText;
        Q_EMIT valueReplaced(false);
    }
    Q_EMIT snapshotChanged();
}

void Document::takeBytes(const Snapshot& snapshot)
{
    if (m_leader != Leader::Value || snapshot.valueBroken)
        return;
    m_leader = Leader::Bytes;
    const bool changed = !sameBytes(snapshot.bytes, m_bytes);
    m_bytes = snapshot.bytes;
    if (changed)
        Q_EMIT bytesReplaced(false);
    Q_EMIT statusChanged();
    Q_EMIT draftChanged();
}

void Document::dropChanges()
{
    m_schema = m_savedSchema;
    m_bytes = m_savedBytes;
    m_leader = Leader::Bytes;
    m_textIsUsers = false;
    if (!m_bytes)
        m_value = shared({});
    Q_EMIT draftChanged();
}

DocumentState Document::state() const
{
    DocumentState state;
    state.id = m_id;
    state.schemaPath = m_schemaPath;
    state.schemaName = m_schemaName;
    state.bufferPath = m_bufferPath;
    state.bufferName = m_bufferName;
    state.schemaText = *m_schema;
    state.bytes = m_bytes;
    state.valueLeads = m_leader == Leader::Value;
    if (state.valueLeads)
        state.valueText = *m_value;
    state.schemaModified = schemaModified();
    state.bufferModified = bufferModified();
    state.typeName = m_type;
    state.holds = m_holds;
    state.formatId = formatId();
    state.bookmarks = m_bookmarks;
    return state;
}

void Document::restore(const DocumentState& state)
{
    m_id = state.id;
    m_schemaPath = state.schemaPath;
    m_schemaName = state.schemaName;
    m_bufferPath = state.bufferPath;
    m_bufferName = state.bufferName;
    m_schema = shared(state.schemaText);
    m_savedSchema = state.schemaModified ? shared({}) : m_schema;
    m_bytes = state.bytes;
    m_savedBytes = state.bufferModified ? nullptr : m_bytes;
    m_value = shared(state.valueText);
    m_leader = state.valueLeads ? Leader::Value : Leader::Bytes;
    m_textIsUsers = state.valueLeads;
    m_type = state.typeName;
    m_holds = state.holds;
    m_bookmarks = state.bookmarks;
    m_format = state.formatId.isEmpty() ? nullptr : findFormat(state.formatId.toStdString());
    Q_EMIT schemaReplaced(true);
    Q_EMIT bytesReplaced(true);
    Q_EMIT valueReplaced(true);
    Q_EMIT statusChanged();
    submit();
}

} // namespace wirebench
