// SPDX-License-Identifier: GPL-3.0-or-later
// A message that is compressed, or lies in several frames, in the place of the file: the views of the buffer show its
// bytes and have a selection of their own. The frame list and the value stay with the file; the two selections follow
// each other by field path.
#include "app/window/document_views.h"

#include "app/session/document.h"
#include "app/window/banner.h"
#include "app/window/banner_page.h"
#include "app/window/counts.h"
#include "core/value/value_path.h"
#include "widgets/bit_grid_panel.h"
#include "widgets/explain_view.h"
#include "widgets/frame_list_view.h"
#include "widgets/hex_view.h"
#include "widgets/structure_tree.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace wirebench {

namespace {

bool starts(const std::vector<BitRange>& ranges, const std::vector<BitRange>& within)
{
    return !ranges.empty() && std::ranges::find(within, ranges.front()) != within.end();
}

/// "1,338 bytes, unpacked from 1 frame of 307 bytes (lz4)"
QString unpackedText(const UnpackedMessage& message)
{
    std::uint64_t packed = 0;
    for (const BitRange& frame : message.frames)
        packed += frame.count / 8;
    const QString size = bytesText(message.bytes->size());
    const QString from = message.frames.size() == 1
        ? DocumentViews::tr("1 frame of %1").arg(bytesText(packed))
        : DocumentViews::tr("%1 frames of %2").arg(message.frames.size()).arg(bytesText(packed));
    if (message.compression == Compression::None)
        return DocumentViews::tr("%1, put together from %2").arg(size, from);
    const std::string_view how = compressionName(message.compression);
    return DocumentViews::tr("%1, unpacked from %2 (%3)")
        .arg(size, from, QString::fromUtf8(how.data(), qsizetype(how.size())));
}

} // namespace

const AnnotationTree* DocumentViews::shownTree() const
{
    const Snapshot* snapshot = m_document.snapshot().get();
    return m_unpacked ? m_unpacked->tree.get() : snapshot ? snapshot->tree.get() : nullptr;
}

void DocumentViews::linkBufferViews(Selection* selection)
{
    m_hex->setSelection(selection);
    m_grid->view()->setSelection(selection);
    m_structure->setSelection(selection);
    m_explain->setSelection(selection);
}

void DocumentViews::showBuffer(const Snapshot& snapshot)
{
    if (m_unpacked) {
        auto now = unpackedMessage(snapshot, m_unpacked->element, &*m_unpacked);
        if (now) {
            const bool same = *now->bytes == *m_unpacked->bytes;
            m_unpacked = std::move(now);
            if (!same)
                m_unpackedBytes.reset(m_unpacked->bytes);
        } else {
            leaveUnpacked();
        }
    }
    const auto& tree = m_unpacked ? m_unpacked->tree : snapshot.tree;
    const auto& layout = m_unpacked ? m_unpacked->layout : snapshot.layout;
    if (layout != m_shownLayout)
        m_grid->view()->setLayout(layout, snapshot.plan);
    m_shownLayout = layout;
    m_grid->view()->setTree(tree);
    m_grid->view()->setSavings(m_unpacked ? nullptr : snapshot.savings);
    m_hex->setTree(tree);
    m_structure->setTree(tree);
    m_explain->setTree(tree);
    showUnpackedBanner();
}

bool DocumentViews::enterUnpacked(std::uint64_t element)
{
    const Snapshot& snapshot = *m_document.snapshot();
    auto message = unpackedMessage(snapshot, element);
    if (!message)
        return false;
    const QScopedValueRollback loading(m_loading, true);
    const QScopedValueRollback bridging(m_bridging, true);
    linkBufferViews(nullptr);
    m_unpacked = std::move(message);
    m_unpackedSelection.clear();
    m_unpackedBytes.reset(m_unpacked->bytes);
    m_hex->setDocument(&m_unpackedBytes);
    m_hex->setReadOnly(tr("These bytes are not in the file as they are. Edit the message's fields in the structure or "
                          "the value, or open it as a buffer of its own: Bytes → Open Unpacked Message."));
    showBuffer(snapshot);
    linkBufferViews(&m_unpackedSelection);
    return true;
}

void DocumentViews::leaveUnpacked()
{
    if (!m_unpacked)
        return;
    linkBufferViews(nullptr);
    m_unpacked.reset();
    {
        const QScopedValueRollback loading(m_loading, true);
        m_hex->setReadOnly({});
        m_hex->setDocument(&m_bytes);
    }
    showBookmarks();
    showBuffer(*m_document.snapshot());
    linkBufferViews(&m_selection);
    m_unpackedBytes.reset(std::make_shared<const Bytes>());
}

void DocumentViews::backToFile()
{
    if (!m_unpacked)
        return;
    SelectionState frames{m_unpacked->frames, QString::fromStdString('[' + std::to_string(m_unpacked->element) + ']'),
                          kNoIndex};
    const QScopedValueRollback bridging(m_bridging, true);
    leaveUnpacked();
    m_selection.select(std::move(frames), m_frames);
    m_selection.repeat(m_frames);
    Q_EMIT statusChanged();
}

void DocumentViews::showUnpackedBanner()
{
    if (!m_unpacked) {
        m_hexPage->banner().hide();
        m_structurePage->banner().hide();
        return;
    }
    const std::vector<Banner::Choice> back{{tr("Back to the File (Esc)"), [this] { backToFile(); }}};
    const QString name = tr("Message [%1] %2").arg(m_unpacked->element).arg(QString::fromStdString(m_unpacked->type));
    m_hexPage->banner().show(QStringLiteral("message"), tr("%1: %2").arg(name, unpackedText(*m_unpacked)), back);
    m_structurePage->banner().show(QStringLiteral("message"), tr("%1, unpacked").arg(name), back);
}

std::optional<std::uint64_t> DocumentViews::wantedMessage(const QObject* origin) const
{
    if (origin == m_frames)
        return m_frames->unpackable();
    const std::string path = m_selection.state().path.toStdString();
    const auto item = itemPath(path);
    if (m_unpacked && (path.empty() || (item && item->element == m_unpacked->element)))
        return m_unpacked->element;
    // Who points at the frames of the file wants to see these.
    const bool ofFile = origin == m_hex || origin == m_structure || origin == m_grid->view() || origin == m_explain;
    if (!item || item->rest.empty() || ofFile)
        return std::nullopt;
    return item->element;
}

void DocumentViews::followFile(const QObject* origin)
{
    if (m_bridging || !m_document.snapshot())
        return;
    const QScopedValueRollback bridging(m_bridging, true);
    const auto wanted = wantedMessage(origin);
    const bool there = wanted && m_unpacked && m_unpacked->element == *wanted;
    if (!there && !(wanted && enterUnpacked(*wanted))) {
        if (m_unpacked) {
            leaveUnpacked();
            m_selection.repeat(origin);
        }
        return;
    }
    const std::string path = m_selection.state().path.toStdString();
    const std::string inside(pathWithin(m_unpacked->path, path).value_or(std::string_view()));
    const std::vector<Item> chain = m_unpacked->tree->chainOf(inside);
    SelectionState state;
    state.path = QString::fromStdString(inside);
    if (!chain.empty()) {
        state.bits = {chain.back().bits};
        state.slot = chain.back().slot;
    }
    m_unpackedSelection.select(std::move(state), origin);
    if (origin != m_frames)
        shareWithFile(path, origin);
    Q_EMIT statusChanged();
}

void DocumentViews::followUnpacked(const QObject* origin)
{
    if (m_bridging || !m_unpacked)
        return;
    const QScopedValueRollback bridging(m_bridging, true);
    shareWithFile(joinedPath(m_unpacked->path, m_unpackedSelection.state().path.toStdString()), origin);
    Q_EMIT statusChanged();
}

/// Selects the field at `path` for the views of the file, which know its frames only.
void DocumentViews::shareWithFile(const std::string& path, const QObject* origin)
{
    SelectionState state = m_selection.state();
    if (!starts(state.bits, m_unpacked->frames))
        state.bits = m_unpacked->frames;
    state.path = QString::fromStdString(path);
    state.slot = m_unpackedSelection.state().slot;
    m_selection.select(std::move(state), origin);
}

void DocumentViews::followHover(bool inFile, const QObject* origin)
{
    if (m_bridging || !m_unpacked)
        return;
    const QScopedValueRollback bridging(m_bridging, true);
    const SelectionState& hover = inFile ? m_selection.hover() : m_unpackedSelection.hover();
    const std::string path = hover.path.toStdString();
    SelectionState other;
    if (inFile) {
        const auto inside = path.empty() ? std::nullopt : pathWithin(m_unpacked->path, path);
        const std::vector<Item> chain = inside ? m_unpacked->tree->chainOf(*inside) : std::vector<Item>();
        if (!chain.empty())
            other = {
                {chain.back().bits}, QString::fromUtf8(inside->data(), qsizetype(inside->size())), chain.back().slot};
        m_unpackedSelection.setHover(std::move(other), origin);
    } else {
        if (!path.empty())
            other.path = QString::fromStdString(joinedPath(m_unpacked->path, path));
        m_selection.setHover(std::move(other), origin);
    }
}

void DocumentViews::keepSelection()
{
    const AnnotationTree* tree = shownTree();
    Selection& selection = m_unpacked ? m_unpackedSelection : m_selection;
    SelectionState state = selection.state();
    if (state.path.isEmpty() || !tree)
        return;
    const std::vector<Item> chain = tree->chainOf(state.path.toStdString());
    if (chain.empty()) {
        selection.clear();
        return;
    }
    // A selection of some bits of the field stays while they are still in it.
    const BitRange field = tree->bitsOf(chain);
    const bool inside
        = !state.bits.empty() && state.bits.front().first >= field.first && state.bits.back().end() <= field.end();
    if (!inside)
        state.bits = {field};
    state.slot = chain.back().slot;
    selection.select(std::move(state), this);
}

bool DocumentViews::selectPath(const QString& path)
{
    const Snapshot* snapshot = m_document.snapshot().get();
    if (!snapshot || !snapshot->tree)
        return false;
    const std::string wanted = path.toStdString();
    const std::vector<Item> chain = snapshot->tree->chainOf(wanted);
    if (!chain.empty()) {
        m_selection.select({{snapshot->tree->bitsOf(chain)}, path, chain.back().slot}, this);
        return true;
    }
    const auto item = itemPath(wanted);
    const auto message = item ? unpackedMessage(*snapshot, item->element) : std::nullopt;
    const auto inside = message ? pathWithin(message->path, wanted) : std::nullopt;
    if (!inside || message->tree->chainOf(*inside).empty())
        return false;
    m_selection.select({message->frames, path, kNoIndex}, this);
    return true;
}

} // namespace wirebench
