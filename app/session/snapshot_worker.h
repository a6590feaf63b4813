// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/snapshot.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <memory>
#include <optional>

namespace wirebench {

/// Makes snapshots off the GUI thread, one at a time. The newest request wins: requests that wait are replaced, and
/// one that is overtaken while it runs is stopped and its result dropped.
class SnapshotWorker final : public QObject {
    Q_OBJECT

public:
    explicit SnapshotWorker(QObject* parent = nullptr);

    /// Never blocks. `request.previous` is filled in with the last result that was published, `request.stop` with a
    /// flag of this worker.
    void submit(SnapshotRequest request);
    /// What runs and what waits ends early, with what is there by then.
    void stop();
    bool busy() const { return m_running || m_waiting.has_value(); }

Q_SIGNALS:
    void ready(std::shared_ptr<const wirebench::Snapshot> snapshot);

private:
    void start(SnapshotRequest request);
    void finish();

    QFutureWatcher<std::shared_ptr<const Snapshot>> m_watcher;
    std::optional<SnapshotRequest> m_waiting;
    std::shared_ptr<std::atomic<bool>> m_stop; ///< Of what runs.
    std::shared_ptr<std::atomic<bool>> m_stopWaiting;
    std::shared_ptr<const Snapshot> m_last;
    bool m_running = false;
};

} // namespace wirebench
