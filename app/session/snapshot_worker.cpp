// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/snapshot_worker.h"

#include <QtConcurrent/QtConcurrentRun>

#include <utility>

namespace wirebench {

SnapshotWorker::SnapshotWorker(QObject* parent) : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SnapshotWorker::finish);
}

void SnapshotWorker::submit(SnapshotRequest request)
{
    if (m_running)
        m_waiting = std::move(request);
    else
        start(std::move(request));
}

void SnapshotWorker::start(SnapshotRequest request)
{
    m_running = true;
    request.previous = m_last;
    m_watcher.setFuture(QtConcurrent::run([request = std::move(request)] {
        return std::shared_ptr<const Snapshot>(std::make_shared<Snapshot>(makeSnapshot(request)));
    }));
}

void SnapshotWorker::finish()
{
    m_running = false;
    if (m_waiting) {
        start(*std::exchange(m_waiting, std::nullopt));
        return;
    }
    m_last = m_watcher.result();
    Q_EMIT ready(m_last);
}

} // namespace wirebench
