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
    auto flag = std::make_shared<std::atomic<bool>>(false);
    request.stop = flag;
    if (m_running) {
        m_waiting = std::move(request);
        m_stopWaiting = std::move(flag);
        *m_stop = true;
        return;
    }
    m_stop = std::move(flag);
    start(std::move(request));
}

void SnapshotWorker::stop()
{
    for (const auto& flag : {m_stop, m_stopWaiting}) {
        if (flag)
            *flag = true;
    }
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
        m_stop = std::exchange(m_stopWaiting, nullptr);
        start(*std::exchange(m_waiting, std::nullopt));
        return;
    }
    m_last = m_watcher.result();
    Q_EMIT ready(m_last);
}

} // namespace wirebench
