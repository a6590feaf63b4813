// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_views.h"

#include "app/session/document.h"
#include "app/session/schema_link.h"
#include "app/window/banner.h"
#include "app/window/banner_page.h"
#include "app/window/buffer_forms.h"
#include "app/window/grid_export.h"
#include "core/value/value_path.h"
#include "widgets/bit_grid_panel.h"
#include "widgets/code_editor.h"
#include "widgets/code_view.h"
#include "widgets/explain_view.h"
#include "widgets/frame_list_view.h"
#include "widgets/hex_view.h"
#include "widgets/outline_view.h"
#include "widgets/problems_view.h"
#include "widgets/schemaless_view.h"
#include "widgets/structure_tree.h"
#include "widgets/value_editor.h"

#include <QApplication>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wirebench {

namespace {

constexpr int kSayWorkingAfter = 400; // milliseconds
constexpr int kOfferStopAfter = 1000; // milliseconds

/// Where bits of the decoded space lie in the file, for whole bytes. Single bits of a byte-reversed record keep the
/// number they have in the packed integer, which is the one schema and layout give them.
BitRange fileBits(const Decoded* decoded, BitRange bits)
{
    if (!decoded || bits.count == 0 || bits.first % 8 != 0 || bits.count % 8 != 0)
        return bits;
    return {decoded->reversal.fileBytes(bits).first * 8, bits.count};
}

int countOf(const Diagnostics& problems, Severity severity)
{
    return int(std::ranges::count(problems, severity, &Diagnostic::severity));
}

} // namespace

DocumentViews::DocumentViews(Document& document, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_page(new QWidget)
    , m_banner(new Banner(m_page))
    , m_staleBanner(new Banner(m_page))
    , m_importBanner(new Banner(m_page))
    , m_limitBanner(new Banner(m_page))
    , m_canonicalBanner(new Banner(m_page))
    , m_schemalessBanner(new Banner(Banner::Tone::Note, m_page))
    , m_editor(new CodeEditor(m_page))
    , m_outline(new OutlineView)
    , m_problems(new ProblemsView)
    , m_grid(new BitGridPanel)
    , m_hex(new HexView)
    , m_structureViews(new QStackedWidget)
    , m_structure(new StructureTree)
    , m_schemaless(new SchemalessView)
    , m_value(new ValueEditor)
    , m_frames(new FrameListView)
    , m_explain(new ExplainView)
    , m_code(new CodeView)
    , m_gridPage(new BannerPage(m_grid))
    , m_hexPage(new BannerPage(m_hex))
    , m_structurePage(new BannerPage(m_structureViews))
    , m_framesPage(new BannerPage(m_frames))
    , m_explainPage(new BannerPage(m_explain))
{
    buildPage();
    m_hex->setFrameShape(QFrame::NoFrame);
    m_hex->setDocument(&m_bytes);
    linkBufferViews(&m_selection);
    m_value->setSelection(&m_selection);
    m_frames->setSelection(&m_selection);
    connectSchemaless();
    connectEditors();
    connectDocument();
    connectSelection();
    connectBookmarks();
    connectCode();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { focusMoved(now); });
}

DocumentViews::~DocumentViews()
{
    for (const ViewKind kind : kAllViews)
        delete widget(kind);
    delete m_page;
}

QWidget* DocumentViews::widget(ViewKind kind) const
{
    switch (kind) {
    case ViewKind::Outline:
        return m_outline;
    case ViewKind::Problems:
        return m_problems;
    case ViewKind::Grid:
        return m_gridPage;
    case ViewKind::Hex:
        return m_hexPage;
    case ViewKind::Structure:
        return m_structurePage;
    case ViewKind::Frames:
        return m_framesPage;
    case ViewKind::Explain:
        return m_explainPage;
    case ViewKind::Code:
        return m_code;
    case ViewKind::Value:
        break;
    }
    return m_value;
}

void DocumentViews::buildPage()
{
    auto* layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_staleBanner);
    layout->addWidget(m_importBanner);
    layout->addWidget(m_limitBanner);
    layout->addWidget(m_canonicalBanner);
    layout->addWidget(m_schemalessBanner);
    layout->addWidget(m_editor, 1);
    m_page->setFocusProxy(m_editor);
}

void DocumentViews::connectDocument()
{
    const auto schema = [this](bool loaded) {
        const QScopedValueRollback loading(m_loading, loaded);
        loaded ? m_editor->load(m_document.schemaText()) : m_editor->replaceText(m_document.schemaText());
        if (loaded)
            showBookmarks();
    };
    const auto bytes = [this](bool loaded) {
        const auto now = m_document.bytes() ? m_document.bytes() : std::make_shared<const Bytes>();
        const QScopedValueRollback following(m_following, true);
        const QScopedValueRollback loading(m_loading, loaded);
        m_keepForm = m_keepForm && !loaded;
        if (loaded)
            m_bytes.reset(now);
        else
            m_bytes.assign(*now);
        if (loaded)
            showBookmarks();
    };
    const auto value = [this](bool loaded) {
        loaded ? m_value->load(m_document.valueText()) : m_value->replaceValue(m_document.valueText());
    };
    schema(true);
    bytes(true);
    value(true);
    connect(&m_document, &Document::schemaReplaced, this, schema);
    connect(&m_document, &Document::bytesReplaced, this, bytes);
    connect(&m_document, &Document::valueReplaced, this, value);
    connect(&m_document, &Document::snapshotChanged, this, &DocumentViews::showSnapshot);
    for (const auto& [timer, interval] :
         {std::pair(&m_workTimer, kSayWorkingAfter), std::pair(&m_longTimer, kOfferStopAfter)}) {
        timer->setSingleShot(true);
        timer->setInterval(interval);
        connect(timer, &QTimer::timeout, this, &DocumentViews::statusChanged);
        connect(&m_document, &Document::workStarted, timer, [timer = timer] {
            if (!timer->isActive())
                timer->start();
        });
    }
    connect(&m_document, &Document::statusChanged, this, [this] {
        if (!m_document.schemaModified())
            m_editor->setSaved();
        if (!m_document.bufferModified() && m_bytes.modified())
            m_bytes.markSaved();
    });
    if (m_document.snapshot())
        showSnapshot();
}

void DocumentViews::connectEditors()
{
    connect(m_editor, &CodeEditor::textEdited, this, [this] { m_document.editSchema(m_editor->text()); });
    connect(m_value, &ValueEditor::textEdited, this, [this] { m_document.editValue(m_value->text()); });
    connect(&m_bytes, &ByteDocument::changed, this, [this] {
        if (!m_following)
            m_document.editBytes(m_bytes.snapshot());
    });
    connect(m_editor, &CodeEditor::undoStateChanged, this, &DocumentViews::statusChanged);
    connect(&m_value->editor(), &CodeEditor::undoStateChanged, this, &DocumentViews::statusChanged);
    connect(&m_bytes, &ByteDocument::undoChanged, this, &DocumentViews::statusChanged);
    connect(m_hex, &HexView::caretMoved, this, &DocumentViews::statusChanged);
    connect(m_hex, &HexView::insertModeChanged, this, &DocumentViews::statusChanged);
    connect(m_hex, &HexView::messageRequested, this, &DocumentViews::messageRequested);
    connect(m_outline, &OutlineView::goTo, this, [this](TextRange range) { revealInSchema(range); });
    connect(m_problems, &ProblemsView::chosen, this, [this](const Diagnostic& problem) {
        goTo(problem.place, QString::fromStdString(problem.path), Keyboard::Stays);
    });
    connect(m_problems, &ProblemsView::activated, this,
            [this](const Diagnostic& problem) { goTo(problem.place, QString::fromStdString(problem.path)); });
    connect(m_problems, &ProblemsView::placeActivated, this, [this](const Place& place) { goTo(place, {}); });
    connect(m_problems, &ProblemsView::fixRequested, this, [this](const Diagnostic& problem, int fix) {
        CodeEditor& text = problem.place.kind == Place::Kind::Value ? m_value->editor() : *m_editor;
        text.applyFix(problem.fixes[std::size_t(fix)]);
        text.setFocus();
    });
    connect(m_frames, &FrameListView::unpackRequested, this, &DocumentViews::unpackRequested);
    connect(m_frames, &FrameListView::unpackableChanged, this, &DocumentViews::statusChanged);
    connect(m_frames, &FrameListView::activated, this, [this] {
        Q_EMIT revealRequested(ViewKind::Hex);
        m_hex->setFocus();
    });
    connect(m_value, &ValueEditor::revertRequested, &m_document, &Document::revertValue);
    connect(m_editor, &CodeEditor::cursorMoved, this, [this](std::uint32_t offset) {
        m_outline->setCursor(offset);
        if (m_editor->isAncestorOf(QApplication::focusWidget()))
            selectSlotAt(offset);
    });
    connect(m_structure, &StructureTree::messageRequested, this, &DocumentViews::messageRequested);
    connect(m_structure, &StructureTree::valueEdited, this, [this](const QString& path, const QString& json) {
        const std::string outer = m_unpacked ? m_unpacked->path : std::string();
        m_document.editField(QString::fromStdString(joinedPath(outer, path.toStdString())), json.toStdString());
    });
    connect(&m_document, &Document::fieldRefused, this, [this](const QString& path) {
        Q_EMIT messageRequested(
            tr("“%1” was not changed: the value has no such field, or has changed since.").arg(path));
    });
}

void DocumentViews::connectSelection()
{
    connect(&m_selection, &Selection::changed, this, &DocumentViews::followSelection);
    connect(&m_selection, &Selection::hoverChanged, this, [this](const QObject* origin) { followHover(true, origin); });
    connect(&m_unpackedSelection, &Selection::changed, this, &DocumentViews::followUnpacked);
    connect(&m_unpackedSelection, &Selection::hoverChanged, this,
            [this](const QObject* origin) { followHover(false, origin); });
    for (const BannerPage* page : {m_gridPage, m_hexPage, m_structurePage, m_framesPage, m_explainPage})
        connect(page, &BannerPage::escaped, this, &DocumentViews::backToFile);
    connect(m_grid->view(), &BitGridView::exportRequested, this,
            [this](BitGridView::Export kind) { exportGrid(*m_grid->view(), kind, m_document.schemaPath()); });
    connect(m_grid->view(), &BitGridView::fieldActivated, this, [this](SlotIndex slot) {
        if (!m_document.snapshot())
            return;
        if (const auto range = rangeOfSlot(*m_document.snapshot(), slot))
            revealInSchema(*range);
    });
}

void DocumentViews::showSnapshot()
{
    m_workTimer.stop();
    m_longTimer.stop();
    const Snapshot& snapshot = *m_document.snapshot();
    if (snapshot.analysis != m_shownAnalysis || !snapshot.analysis)
        showAnalysis(snapshot);
    m_explain->setFormat(snapshot.format);
    showBuffer(snapshot);
    m_grid->view()->setStale(snapshot.stale);
    m_frames->setTree(snapshot.tree, snapshot.frames);
    m_value->setShape(snapshot.plan, snapshot.shape().root, snapshot.shape().element);
    m_value->setTree(snapshot.tree, snapshot.value);
    m_value->setTooLarge(snapshot.valueTooLarge);
    m_value->setProblems(snapshot.valueProblems, *snapshot.valueText);
    showProblems(snapshot);
    showStale(snapshot);
    showImports(snapshot);
    showLimits(snapshot);
    showCanonical(snapshot);
    showSchemaless(snapshot);
    showCode(snapshot);
    keepSelection();
    Q_EMIT statusChanged();
}

void DocumentViews::showAnalysis(const Snapshot& snapshot)
{
    m_shownAnalysis = snapshot.analysis;
    m_editor->setLanguage(snapshot.format ? &snapshot.format->language() : nullptr);
    m_editor->setAnalysis(snapshot.analysis);
    m_outline->setOutline(snapshot.analysis ? snapshot.format->language().outline(*snapshot.analysis)
                                            : std::vector<OutlineItem>());
}

void DocumentViews::selectSlotAt(std::uint32_t offset)
{
    if (!m_document.snapshot())
        return;
    const Snapshot& snapshot = *m_document.snapshot();
    const auto slot = slotAtOffset(snapshot, offset);
    if (slot && *slot != m_selection.state().slot)
        selectSlot(*slot, m_editor);
}

void DocumentViews::selectSlot(SlotIndex slot, const QObject* origin)
{
    SelectionState state;
    state.slot = slot;
    if (const AnnotationTree* tree = shownTree()) {
        const std::vector<Item> chain = firstItemOfSlot(*tree, slot);
        if (!chain.empty()) {
            state.bits = {chain.back().bits};
            state.path = QString::fromStdString(tree->path(chain));
        }
    }
    (m_unpacked ? m_unpackedSelection : m_selection).select(std::move(state), origin);
}

void DocumentViews::followSelection(const QObject* origin)
{
    followFile(origin);
    if (m_document.snapshot() && origin != m_editor)
        m_editor->highlightRange(rangeOfSlot(*m_document.snapshot(), m_selection.state().slot));
    if (m_document.snapshot()) {
        const SchemaPart part = partOfSlot(*m_document.snapshot(), m_selection.state().slot);
        m_code->setPart(part.decl, part.member);
    }
    Q_EMIT statusChanged();
}

void DocumentViews::showProblems(const Snapshot& snapshot)
{
    const Diagnostics none;
    m_problems->setFormat(snapshot.format);
    m_problems->setProblems(tr("Schema"), snapshot.analysis ? snapshot.analysis->diagnostics : none,
                            snapshot.analysis ? snapshot.analysis->source->text : std::string());
    m_problems->setProblems(tr("Value"), snapshot.valueProblems, *snapshot.valueText);
    m_problems->setProblems(tr("Bytes"), snapshot.decoded ? snapshot.decoded->diagnostics : none);
}

void DocumentViews::revealInSchema(TextRange range, Keyboard keyboard)
{
    m_editor->revealRange(range);
    if (keyboard == Keyboard::Follows)
        m_editor->setFocus();
}

void DocumentViews::goTo(const Place& place, const QString& path, Keyboard keyboard)
{
    const auto follow = [keyboard](QWidget* view) {
        if (keyboard == Keyboard::Follows)
            view->setFocus();
    };
    switch (place.kind) {
    case Place::Kind::Schema:
        revealInSchema(place.textRange(), keyboard);
        break;
    case Place::Kind::Value:
        Q_EMIT revealRequested(ViewKind::Value);
        m_value->editor().revealRange(place.textRange());
        follow(&m_value->editor());
        break;
    case Place::Kind::Bits:
        Q_EMIT revealRequested(ViewKind::Hex);
        m_selection.select({{place.bitRange()}, path, kNoIndex}, m_problems);
        follow(m_hex);
        break;
    case Place::Kind::HexText:
    case Place::Kind::None:
        break;
    }
}

void DocumentViews::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_banner->setTheme(theme);
    m_hexPage->banner().setTheme(theme);
    m_structurePage->banner().setTheme(theme);
    m_staleBanner->setTheme(theme);
    m_importBanner->setTheme(theme);
    m_limitBanner->setTheme(theme);
    m_canonicalBanner->setTheme(theme);
    m_schemalessBanner->setTheme(theme);
    m_editor->setTheme(theme);
    m_outline->setTheme(theme);
    m_problems->setTheme(theme);
    m_grid->view()->setTheme(theme);
    m_hex->setTheme(theme);
    m_structure->setTheme(theme);
    m_schemaless->setTheme(theme);
    m_value->setTheme(theme);
    m_frames->setTheme(theme);
    m_explain->setTheme(theme);
    m_code->setTheme(theme);
}

StatusText DocumentViews::status() const
{
    StatusText status;
    if (m_document.bytes()) {
        status.size = m_unpacked ? m_unpackedBytes.size() : m_bytes.size();
        status.offset = m_hex->caret();
    }
    status.insert = m_hex->insertMode();
    status.working = m_document.pending() && !m_workTimer.isActive();
    status.canStop = status.working && !m_longTimer.isActive();
    const SelectionState& selected = shownSelection().state();
    status.path = m_selection.state().path;
    const Snapshot* snapshot = m_document.snapshot().get();
    if (!snapshot)
        return status;
    const AnnotationTree* tree = shownTree();
    if (!selected.bits.empty())
        status.selection
            = fileBits(tree ? &tree->decoded() : nullptr,
                       {selected.bits.front().first, selected.bits.back().end() - selected.bits.front().first});
    if (tree && !selected.path.isEmpty()) {
        const std::vector<Item> chain = tree->chainOf(selected.path.toStdString());
        if (!chain.empty())
            status.value = QString::fromStdString(tree->valueText(chain.back()));
    }
    const Diagnostics problems = snapshot->problems();
    status.errors = countOf(problems, Severity::Error);
    status.warnings = countOf(problems, Severity::Warning);
    status.stale = snapshot->stale;
    if (snapshot->frames)
        status.holds = heldText(snapshot->framing, snapshot->frames->size());
    status.hasPlan = snapshot->plan != nullptr;
    if (snapshot->layout)
        status.byteOrder = snapshot->layout->byteReversed ? tr("big-endian") : tr("little-endian");
    return status;
}

} // namespace wirebench
