// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/document_settings.h"
#include "app/session/snapshot.h"
#include "app/session/snapshot_worker.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wirebench {

/// Places somebody marked. They follow edits while the document is open.
struct Bookmarks {
    std::vector<std::uint32_t> lines; ///< Of the schema text, from 0, in order.
    std::vector<quint64> offsets; ///< Bytes of the buffer, in order.
    bool operator==(const Bookmarks&) const = default;
};

/// What is kept of a document between runs and after a crash.
struct DocumentState {
    QString id;
    QString schemaPath; ///< Absolute; empty for a schema that has no file.
    QString schemaName; ///< File name shown and used to recognise the notation.
    QString bufferPath; ///< Absolute; empty for a buffer that has no file.
    QString bufferName;
    std::string schemaText;
    std::shared_ptr<const Bytes> bytes; ///< Null without a buffer.
    std::string valueText; ///< Only while it could not be encoded; else the bytes say it.
    bool valueLeads = false;
    bool schemaModified = false;
    bool bufferModified = false;
    QString typeName;
    BufferChoice holds;
    QString formatId; ///< Wire format chosen by hand; empty: recognised.
    Bookmarks bookmarks;
};

/// A schema, a buffer and the buffer's value: three texts that follow each other.
///
/// The views call edit…() with what a person typed; the document makes a new snapshot off the GUI thread and answers
/// with …Replaced() for the texts that follow. Whoever typed is never overwritten with a text that means the same.
class Document final : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);

    const QString& id() const { return m_id; }
    /// "packet.json" and, when it has a file of its own, the buffer.
    QString title() const;

    const std::string& schemaText() const { return *m_schema; }
    const QString& schemaPath() const { return m_schemaPath; }
    const QString& schemaName() const { return m_schemaName; }
    bool schemaModified() const;

    /// Null when there is no buffer.
    const std::shared_ptr<const Bytes>& bytes() const { return m_bytes; }
    const QString& bufferPath() const { return m_bufferPath; }
    const QString& bufferName() const { return m_bufferName; }
    bool bufferModified() const;

    const std::string& valueText() const { return *m_value; }
    const QString& typeName() const { return m_type; }
    const BufferChoice& holds() const { return m_holds; }
    QString formatId() const;

    /// The newest snapshot; null until the first one is there, and while nothing was opened or typed.
    const std::shared_ptr<const Snapshot>& snapshot() const { return m_snapshot; }
    /// True while a newer snapshot is being made.
    bool pending() const;
    bool modified() const { return schemaModified() || bufferModified() || m_leader == Leader::Value; }
    /// Nothing was opened or typed here yet: another file may take its place.
    bool blank() const;

    /// A schema that was opened: replaces the text, forgets that it was modified.
    void loadSchema(std::string text, const QString& path, const QString& name);
    /// A buffer that was opened or pasted. `path` is empty for one that has no file; then it counts as modified
    /// unless `saved`.
    void loadBuffer(Bytes bytes, const QString& path, const QString& name, bool saved);
    void schemaSaved(const QString& path);
    void bufferSaved(const QString& path);

    void editSchema(std::string text);
    void editBytes(std::shared_ptr<const Bytes> bytes);
    void editValue(std::string text);
    /// Replaces the value of one field in the value text. `json` is a JSON literal. A large value is written anew off
    /// the GUI thread. Emits fieldRefused() when the value has no such path.
    void editField(const QString& path, const std::string& json);
    /// Replaces the schema or value text as if typed; the editor is told.
    void replaceSchema(std::string text);
    void replaceValue(std::string text);

    /// Gives up a value text that cannot be encoded: it is made from the bytes again.
    void revertValue();

    /// Empty: the likely one.
    void setTypeName(const QString& name);
    /// Says what the buffer holds. Until somebody does, the bytes tell.
    void setHolds(const BufferChoice& choice);
    /// Empty: recognised.
    void setFormatId(const QString& id);
    const Bookmarks& bookmarks() const { return m_bookmarks; }
    void setBookmarks(Bookmarks bookmarks);
    /// How streams are compressed holds from the next edit on.
    void setSettings(const DocumentSettings& settings);
    /// The code that is to be generated with each snapshot.
    void setCodeChoice(const CodeChoice& choice);
    /// Takes what the limits say ten times as high, for this document, and decodes again.
    void raiseLimits();
    /// Ends the work on the snapshot that is being made: it shows what is there by then.
    void stop() { m_worker.stop(); }
    /// Makes a new snapshot of everything.
    void refresh();

    /// Forgets unsaved changes without touching the texts: what has no file is gone at the next start.
    void dropChanges();

    DocumentState state() const;
    void restore(const DocumentState& state);

Q_SIGNALS:
    /// A newer snapshot is being made.
    void workStarted();
    void snapshotChanged();
    /// `loaded`: opened from outside, so that there is nothing to undo; else the text follows an edit of another one.
    void schemaReplaced(bool loaded);
    void bytesReplaced(bool loaded);
    void valueReplaced(bool loaded);
    /// Title, path or modified state.
    void statusChanged();
    void bookmarksChanged();
    void fieldRefused(const QString& path);
    /// Something that has to survive a crash.
    void draftChanged();

private:
    void editLargeField(const QString& path, const std::string& json);
    void takeField(const QString& path, std::optional<std::string> text);
    void submit();
    void apply(const std::shared_ptr<const Snapshot>& snapshot);
    void takeBytes(const Snapshot& snapshot);

    QString m_id;
    std::shared_ptr<const std::string> m_schema = std::make_shared<std::string>();
    std::shared_ptr<const std::string> m_savedSchema = m_schema;
    QString m_schemaPath;
    QString m_schemaName;
    std::shared_ptr<const Bytes> m_bytes;
    std::shared_ptr<const Bytes> m_savedBytes;
    QString m_bufferPath;
    QString m_bufferName;
    std::shared_ptr<const std::string> m_value = std::make_shared<std::string>();
    QString m_type;
    BufferChoice m_holds;
    Bookmarks m_bookmarks;
    DocumentSettings m_settings;
    CodeChoice m_code;
    std::uint32_t m_limitFactor = 1;
    int m_fieldEdits = 0; ///< Large values that are being written anew.
    const Format* m_format = nullptr;
    Leader m_leader = Leader::Bytes;
    bool m_textIsUsers = false;
    std::uint64_t m_version = 0;
    std::shared_ptr<const SchemaSource> m_source;
    std::shared_ptr<const Snapshot> m_snapshot;
    SnapshotWorker m_worker;
};

} // namespace wirebench
