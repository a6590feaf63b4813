// SPDX-License-Identifier: GPL-3.0-or-later
// Lines above the schema: what a person should know, and what can be done about it.
#include "app/window/document_views.h"

#include "app/session/document.h"
#include "app/window/banner.h"

#include <algorithm>

namespace wirebench {

void DocumentViews::showStale(const Snapshot& snapshot)
{
    if (!snapshot.stale) {
        m_staleBanner->hide();
        return;
    }
    m_staleBanner->show(QStringLiteral("stale"),
                        tr("The schema has errors: layout, bytes and value are shown as the last good schema says."),
                        {{tr("Show Problems"), [this] {
                              m_staleBanner->setVisible(true);
                              Q_EMIT revealRequested(ViewKind::Problems);
                          }}});
}

void DocumentViews::showImports(const Snapshot& snapshot)
{
    constexpr qsizetype kMostNames = 3;
    QStringList names;
    const Diagnostics none;
    for (const Diagnostic& problem : snapshot.analysis ? snapshot.analysis->diagnostics : none) {
        if (problem.code == "import-not-found" && !problem.message.arguments.empty())
            names.append(tr("“%1”").arg(QString::fromStdString(problem.message.arguments.front())));
    }
    names.removeDuplicates();
    if (names.isEmpty()) {
        m_importBanner->hide();
        return;
    }
    const auto more = names.size() - kMostNames;
    QString list = names.mid(0, kMostNames).join(QStringLiteral(", "));
    if (more > 0)
        list = tr("%1 and %2 more").arg(list).arg(more);
    m_importBanner->show(
        QStringLiteral("import"),
        tr("Imported, but neither beside the schema nor in an import folder: %1. Say where such files are.").arg(list),
        {{tr("Import Folders…"), [this] {
              m_importBanner->setVisible(true);
              Q_EMIT importFoldersRequested();
          }}});
}

void DocumentViews::showLimits(const Snapshot& snapshot)
{
    if (snapshot.stopped) {
        m_limitBanner->show(QStringLiteral("stale"), tr("Decoding was stopped; what was read until then is shown."),
                            {{tr("Decode Again"), [this] { m_document.refresh(); }}});
        return;
    }
    const Diagnostics none;
    const Diagnostics& problems = snapshot.decoded ? snapshot.decoded->diagnostics : none;
    const auto limit
        = std::ranges::find_if(problems, [](const Diagnostic& problem) { return problem.code.starts_with("limit-"); });
    if (limit == problems.end()) {
        m_limitBanner->hide();
        return;
    }
    m_limitBanner->show(QStringLiteral("warning"),
                        tr("Decoding stopped at a limit; what was read so far is shown. %1")
                            .arg(QString::fromStdString(limit->message.text())),
                        {{tr("Raise Limit"), [this] { m_document.raiseLimits(); }}});
}

} // namespace wirebench
