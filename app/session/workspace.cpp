// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/workspace.h"

#include <algorithm>

namespace wirebench {

Workspace::Workspace(std::unique_ptr<SessionStore> store, QObject* parent) : QObject(parent), m_store(std::move(store))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDraftDelay);
    connect(&m_timer, &QTimer::timeout, this, &Workspace::writeDrafts);
}

Workspace::~Workspace() = default;

Document* Workspace::add()
{
    return take(new Document(this));
}

Document* Workspace::add(const DocumentState& state)
{
    auto* document = new Document(this);
    document->restore(state);
    return take(document);
}

Document* Workspace::take(Document* document)
{
    m_documents.push_back(document);
    document->setSettings(m_settings);
    connect(document, &Document::draftChanged, this, [this, document] {
        m_unwritten.insert(document);
        // Not restarted by each key: what is typed without a pause is kept as well.
        if (!m_timer.isActive())
            m_timer.start();
    });
    m_unwritten.insert(document);
    m_timer.start();
    Q_EMIT added(document);
    setCurrent(document);
    return document;
}

void Workspace::remove(Document* document)
{
    const auto place = std::ranges::find(m_documents, document);
    if (place == m_documents.end())
        return;
    Q_EMIT aboutToRemove(document);
    const auto next = m_documents.erase(std::ranges::find(m_documents, document));
    m_unwritten.remove(document);
    if (m_store)
        m_store->remove(document->id());
    if (m_current == document) {
        m_current = nullptr;
        setCurrent(m_documents.empty() ? nullptr : next == m_documents.end() ? m_documents.back() : *next);
    }
    document->deleteLater();
    saveOrder();
}

void Workspace::setCurrent(Document* document)
{
    if (document == m_current)
        return;
    m_current = document;
    Q_EMIT currentChanged(document);
    saveOrder();
}

void Workspace::move(int from, int to)
{
    const auto count = int(m_documents.size());
    if (from < 0 || to < 0 || from >= count || to >= count)
        return;
    Document* moved = m_documents[std::size_t(from)];
    m_documents.erase(m_documents.begin() + from);
    m_documents.insert(m_documents.begin() + to, moved);
    saveOrder();
}

void Workspace::saveDrafts()
{
    writeDrafts();
    saveOrder();
    if (m_store)
        m_store->flush();
}

void Workspace::close()
{
    if (m_closed)
        return;
    writeDrafts();
    m_closed = true;
    if (m_store)
        m_store->close(ids(), currentId());
}

void Workspace::setSettings(const DocumentSettings& settings)
{
    m_settings = settings;
    for (Document* document : m_documents)
        document->setSettings(settings);
}

QStringList Workspace::ids() const
{
    QStringList ids;
    for (const Document* document : m_documents) {
        if (!document->blank())
            ids.append(document->id());
    }
    return ids;
}

QString Workspace::currentId() const
{
    return m_current ? m_current->id() : QString();
}

void Workspace::saveOrder()
{
    if (m_store && !m_closed)
        m_store->saveOrder(ids(), currentId());
}

void Workspace::writeDrafts()
{
    m_timer.stop();
    if (!m_store || m_closed) {
        m_unwritten.clear();
        return;
    }
    for (const Document* document : std::as_const(m_unwritten))
        m_store->save(document->state());
    if (!m_unwritten.isEmpty())
        saveOrder();
    m_unwritten.clear();
}

} // namespace wirebench
