// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/document.h"
#include "app/session/session_store.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>
#include <vector>

namespace wirebench {

/// The open documents in tab order, and the one in front. What is typed into any of them is on disk a moment later.
class Workspace final : public QObject {
    Q_OBJECT

public:
    /// How long after an edit its draft is written, in milliseconds: long enough to join keystrokes.
    static constexpr int kDraftDelay = 300;

    /// `store` may be null: then nothing is kept.
    explicit Workspace(std::unique_ptr<SessionStore> store, QObject* parent = nullptr);
    ~Workspace() override;

    const std::vector<Document*>& documents() const { return m_documents; }
    /// Null when none is open.
    Document* current() const { return m_current; }
    SessionStore* store() const { return m_store.get(); }

    /// Makes an empty document and puts it in front.
    Document* add();
    Document* add(const DocumentState& state);
    void remove(Document* document);
    void setCurrent(Document* document);
    void move(int from, int to);
    /// What is set for all documents, those that come included.
    void setSettings(const DocumentSettings& settings);
    const DocumentSettings& settings() const { return m_settings; }

    /// Writes all drafts now and waits for the disk.
    void saveDrafts();
    /// The run ends by itself: what is open now is reopened by the next one.
    void close();

Q_SIGNALS:
    void added(wirebench::Document* document);
    void aboutToRemove(wirebench::Document* document);
    void currentChanged(wirebench::Document* document);

private:
    Document* take(Document* document);
    QStringList ids() const;
    QString currentId() const;
    void saveOrder();
    void writeDrafts();

    std::unique_ptr<SessionStore> m_store;
    std::vector<Document*> m_documents;
    Document* m_current = nullptr;
    QSet<Document*> m_unwritten;
    QTimer m_timer;
    DocumentSettings m_settings;
    bool m_closed = false;
};

} // namespace wirebench
