// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_views.h"

#include "app/session/document.h"
#include "app/window/banner.h"
#include "app/window/counts.h"
#include "app/window/status_bar.h"
#include "widgets/hex_view.h"

#include <algorithm>

namespace wirebench {

namespace {

std::size_t firstDifference(const Bytes& before, const Bytes& after)
{
    return std::size_t(std::ranges::mismatch(before, after).in1 - before.begin());
}

} // namespace

bool DocumentViews::canCanonicalise() const
{
    const Snapshot* snapshot = m_document.snapshot().get();
    return snapshot && snapshot->canonical && !m_document.pending();
}

void DocumentViews::canonicalise()
{
    if (m_document.pending()) {
        Q_EMIT messageRequested(tr("The bytes are being decoded; try again in a moment."));
        return;
    }
    if (!canCanonicalise()) {
        Q_EMIT messageRequested(tr("The bytes stand as an encoder would write them, or have errors: nothing to do."));
        return;
    }
    const std::shared_ptr<const Bytes> before = m_document.snapshot()->bytes;
    const std::shared_ptr<const Bytes> after = m_document.snapshot()->canonical;
    m_bytes.seal();
    m_bytes.assign(*after);
    m_bytes.seal();
    // The keyboard goes along, so that undo takes it back.
    Q_EMIT revealRequested(ViewKind::Hex);
    m_hex->setFocus();
    Q_EMIT messageRequested(tr("Written anew in the canonical form: %1 became %2, different from offset %3 on. "
                               "Undo takes it back.")
                                .arg(bytesText(before->size()), bytesText(after->size()),
                                     StatusBar::offsetText(firstDifference(*before, *after))));
}

void DocumentViews::showCanonical(const Snapshot& snapshot)
{
    const Diagnostics none;
    const Diagnostics& problems = snapshot.decoded ? snapshot.decoded->diagnostics : none;
    const auto found = std::ranges::count_if(
        problems, [](const Diagnostic& problem) { return problem.code.starts_with("non-canonical"); });
    if (found == 0 || !snapshot.canonical || m_keepForm) {
        m_canonicalBanner->hide();
        return;
    }
    m_canonicalBanner->show(
        QStringLiteral("warning"),
        tr("The bytes can be read, but an encoder would write them in another form: %1. Other programs may refuse "
           "them or see different signatures.")
            .arg(warningsText(std::uint64_t(found))),
        {{tr("Canonicalise"), [this] { canonicalise(); }}, {tr("Keep as They Are"), [this] { m_keepForm = true; }}});
}

} // namespace wirebench
