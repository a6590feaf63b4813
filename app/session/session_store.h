// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/document.h"

#include <QLockFile>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace wirebench {

/// What an earlier run left behind.
struct EarlierSession {
    std::vector<DocumentState> documents; ///< In tab order. Files that did not change have to be read anew.
    QString current; ///< Id of the document that was in front.
    bool crashed = false; ///< The run did not end by itself: unsaved text may be in here.
    QStringList folders; ///< Where it is kept; hand to forget().

    bool hasUnsaved() const;
};

/// Keeps everything that was typed in a folder of this run, so that it survives a crash, and finds what earlier
/// runs left. Each run has a folder of its own with a lock: several windows do not disturb each other.
///
/// Writing happens in order on a thread of its own, each file atomically.
class SessionStore final {
public:
    /// `stateDir` is created when needed. Without write access nothing is kept and `problem()` says so.
    explicit SessionStore(const QString& stateDir);
    ~SessionStore();
    SessionStore(const SessionStore&) = delete;
    SessionStore& operator=(const SessionStore&) = delete;

    const QString& problem() const { return m_problem; }

    /// The sessions of runs that are over: all that crashed, else the newest.
    EarlierSession earlier() const;
    /// Removes folders found by earlier(), once their documents are saved here.
    void forget(const QStringList& folders);

    void save(const DocumentState& state);
    void remove(const QString& documentId);
    void saveOrder(const QStringList& documentIds, const QString& current);
    /// The run ends by itself. `documents` are those to reopen.
    void close(const QStringList& documentIds, const QString& current);
    /// Waits until everything is on disk.
    void flush();

private:
    void writeLater(const QString& name, QByteArray content);
    void writeOrder(const QStringList& documentIds, const QString& current, bool closed);

    QString m_root;
    QString m_folder;
    QString m_problem;
    std::unique_ptr<QLockFile> m_lock;
    QThreadPool m_writer;
};

} // namespace wirebench
