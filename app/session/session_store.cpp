// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/session_store.h"

#include "app/session/file_io.h"
#include "core/wire/stream_frames.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace wirebench {

namespace {

constexpr auto kOrderFile = "session.json";
constexpr auto kLockFile = "lock";
constexpr int kKeptSessions = 20;

constexpr auto kUsualForm = "usual";

/// "" until somebody chose, "usual", or framingName().
QString holdsName(const BufferChoice& choice)
{
    switch (choice.kind) {
    case BufferChoice::Kind::Open:
        break;
    case BufferChoice::Kind::Usual:
        return QLatin1String(kUsualForm);
    case BufferChoice::Kind::Framed: {
        const std::string_view name = framingName(choice.framing);
        return QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    }
    return {};
}

BufferChoice holdsNamed(const QString& name)
{
    if (name.isEmpty())
        return {};
    if (name == QLatin1String(kUsualForm))
        return {BufferChoice::Kind::Usual, Framing::None};
    return {BufferChoice::Kind::Framed, framingNamed(name.toStdString())};
}

QJsonObject toJson(const DocumentState& state)
{
    QJsonObject json{
        {"id", state.id},
        {"schemaPath", state.schemaPath},
        {"schemaName", state.schemaName},
        {"bufferPath", state.bufferPath},
        {"bufferName", state.bufferName},
        {"schemaModified", state.schemaModified},
        {"bufferModified", state.bufferModified},
        {"type", state.typeName},
        {"holds", holdsName(state.holds)},
        {"format", state.formatId},
    };
    QJsonArray lines;
    for (const std::uint32_t line : state.bookmarks.lines)
        lines.append(qint64(line));
    QJsonArray offsets;
    for (const quint64 offset : state.bookmarks.offsets)
        offsets.append(qint64(offset));
    json.insert("bookmarkedLines", lines);
    json.insert("bookmarkedBytes", offsets);
    if (state.schemaModified || state.schemaPath.isEmpty())
        json.insert("schemaText", QString::fromStdString(state.schemaText));
    if (state.valueLeads)
        json.insert("valueText", QString::fromStdString(state.valueText));
    json.insert("bytes", state.bytes && (state.bufferModified || state.bufferPath.isEmpty()));
    return json;
}

DocumentState fromJson(const QJsonObject& json, const QString& folder)
{
    DocumentState state;
    state.id = json["id"].toString();
    state.schemaPath = json["schemaPath"].toString();
    state.schemaName = json["schemaName"].toString();
    state.bufferPath = json["bufferPath"].toString();
    state.bufferName = json["bufferName"].toString();
    state.schemaModified = json["schemaModified"].toBool();
    state.bufferModified = json["bufferModified"].toBool();
    state.typeName = json["type"].toString();
    state.holds = holdsNamed(json["holds"].toString());
    state.formatId = json["format"].toString();
    for (const QJsonValue line : json["bookmarkedLines"].toArray())
        state.bookmarks.lines.push_back(std::uint32_t(line.toInteger()));
    for (const QJsonValue offset : json["bookmarkedBytes"].toArray())
        state.bookmarks.offsets.push_back(quint64(offset.toInteger()));
    state.schemaText = json["schemaText"].toString().toStdString();
    state.valueLeads = json.contains("valueText");
    state.valueText = json["valueText"].toString().toStdString();
    QString ignored;
    if (json["bytes"].toBool()) {
        if (const auto bytes = readFile(folder + "/" + state.id + ".bin", ignored))
            state.bytes = std::make_shared<const Bytes>(toBytes(*bytes));
    }
    return state;
}

QJsonObject readObject(const QString& path)
{
    QString ignored;
    const auto content = readFile(path, ignored);
    return content ? QJsonDocument::fromJson(*content).object() : QJsonObject();
}

void appendSession(const QString& folder, const QJsonObject& order, EarlierSession& out)
{
    for (const QJsonValue id : order["documents"].toArray()) {
        const QJsonObject json = readObject(folder + "/" + id.toString() + ".json");
        if (!json.isEmpty())
            out.documents.push_back(fromJson(json, folder));
    }
    out.current = order["current"].toString();
    out.folders.append(folder);
}

} // namespace

bool EarlierSession::hasUnsaved() const
{
    return std::ranges::any_of(documents, [](const DocumentState& state) {
        return state.schemaModified || state.bufferModified || state.valueLeads;
    });
}

SessionStore::SessionStore(const QString& stateDir)
    : m_root(stateDir + "/sessions")
    , m_folder(m_root + "/" + QDateTime::currentDateTimeUtc().toString("yyyyMMdd-hhmmsszzz") + "-"
               + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8))
{
    m_writer.setMaxThreadCount(1);
    if (!QDir().mkpath(m_folder)) {
        m_problem
            = QCoreApplication::translate(
                  "SessionStore", "Unsaved text is not protected against a crash: the folder “%1” cannot be written.")
                  .arg(QDir::toNativeSeparators(m_root));
        return;
    }
    m_lock = std::make_unique<QLockFile>(m_folder + "/" + kLockFile);
    m_lock->setStaleLockTime(0);
    m_lock->tryLock(0);
}

SessionStore::~SessionStore()
{
    flush();
}

EarlierSession SessionStore::earlier() const
{
    EarlierSession crashed;
    crashed.crashed = true;
    EarlierSession newest;
    QStringList old;
    const QStringList names = QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString& name : names) {
        const QString folder = m_root + "/" + name;
        QLockFile lock(folder + "/" + kLockFile);
        lock.setStaleLockTime(0);
        if (folder == m_folder || !lock.tryLock(0))
            continue;
        const QJsonObject order = readObject(folder + "/" + kOrderFile);
        if (!order["closed"].toBool() && !order.isEmpty())
            appendSession(folder, order, crashed);
        else if (newest.folders.isEmpty() && !order.isEmpty())
            appendSession(folder, order, newest);
        else if (old.size() < kKeptSessions)
            old.append(folder);
    }
    EarlierSession& result = crashed.documents.empty() ? newest : crashed;
    if (&result == &crashed)
        result.folders += newest.folders;
    result.folders += old;
    return result;
}

void SessionStore::forget(const QStringList& folders)
{
    flush();
    for (const QString& folder : folders)
        QDir(folder).removeRecursively();
}

void SessionStore::save(const DocumentState& state)
{
    if (state.bytes && (state.bufferModified || state.bufferPath.isEmpty())) {
        const std::shared_ptr<const Bytes> bytes = state.bytes;
        const QString path = m_folder + "/" + state.id + ".bin";
        m_writer.start([bytes, path] {
            QString ignored;
            writeFile(path, toByteArray(*bytes), ignored);
        });
    }
    writeLater(state.id + ".json", QJsonDocument(toJson(state)).toJson());
}

void SessionStore::remove(const QString& documentId)
{
    const QString base = m_folder + "/" + documentId;
    m_writer.start([base] {
        QFile::remove(base + ".json");
        QFile::remove(base + ".bin");
    });
}

void SessionStore::saveOrder(const QStringList& documentIds, const QString& current)
{
    writeOrder(documentIds, current, false);
}

void SessionStore::close(const QStringList& documentIds, const QString& current)
{
    writeOrder(documentIds, current, true);
    flush();
    m_lock.reset();
}

void SessionStore::flush()
{
    m_writer.waitForDone();
}

void SessionStore::writeOrder(const QStringList& documentIds, const QString& current, bool closed)
{
    const QJsonObject order{
        {"documents", QJsonArray::fromStringList(documentIds)}, {"current", current}, {"closed", closed}};
    writeLater(kOrderFile, QJsonDocument(order).toJson());
}

void SessionStore::writeLater(const QString& name, QByteArray content)
{
    if (!m_lock)
        return;
    const QString path = m_folder + "/" + name;
    m_writer.start([path, content = std::move(content)] {
        // A full disk must not disturb typing; saving the document itself reports it.
        QString ignored;
        writeFile(path, content, ignored);
    });
}

} // namespace wirebench
