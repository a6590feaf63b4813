// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/sample_library.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace wirebench {

namespace {
constexpr auto kStartedKey = "session/started";
}

void MainWindow::start(const QStringList& files)
{
    if (m_options.keepSession)
        restoreEarlier(files.isEmpty());
    m_files->openFiles(files);
    if (!m_workspace->documents().empty())
        return;
    if (files.isEmpty() && !m_settings.value(kStartedKey).toBool())
        openFirstSample();
    else
        m_workspace->add();
    m_settings.setValue(kStartedKey, true);
}

void MainWindow::restoreEarlier(bool reopen)
{
    SessionStore* store = m_workspace->store();
    EarlierSession session = store->earlier();
    if (session.crashed && session.hasUnsaved()) {
        if (!askToRecover(session)) {
            store->forget(session.folders);
            return;
        }
    } else if (!reopen) {
        store->forget(session.folders);
        return;
    }
    QStringList errors;
    Document* front = nullptr;
    for (DocumentState& state : session.documents) {
        if (!FileController::readFiles(state, errors) && !state.bytes)
            continue;
        Document* document = m_workspace->add(state);
        m_files->adopt(*document);
        if (document->id() == session.current)
            front = document;
    }
    if (front)
        m_workspace->setCurrent(front);
    m_workspace->saveDrafts();
    store->forget(session.folders);
    if (!errors.isEmpty())
        QMessageBox::warning(this, tr("Some Files Are Gone"), errors.join(QStringLiteral("\n\n")));
}

bool MainWindow::askToRecover(const EarlierSession& session)
{
    QStringList names;
    for (const DocumentState& state : session.documents) {
        if (state.schemaModified || state.bufferModified || state.valueLeads)
            names.append(state.schemaName.isEmpty() ? tr("Untitled") : state.schemaName);
    }
    QMessageBox box(QMessageBox::Question, tr("Recover Unsaved Work?"),
                    tr("Wirebench did not close properly the last time. What was typed and not saved is still there: "
                       "%1.")
                        .arg(names.join(QStringLiteral(", "))),
                    QMessageBox::NoButton, this);
    QPushButton* recover = box.addButton(tr("Recover"), QMessageBox::AcceptRole);
    box.addButton(tr("Throw Away"), QMessageBox::DestructiveRole);
    box.setDefaultButton(recover);
    box.setEscapeButton(recover);
    box.exec();
    return box.clickedButton() == recover;
}

void MainWindow::openFirstSample()
{
    const QList<Sample> samples = loadSamples(m_options.paths.samplesDir);
    if (samples.isEmpty())
        m_workspace->add();
    else
        m_files->openSample(samples.first());
}

} // namespace wirebench
