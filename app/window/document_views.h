// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/unpacked_message.h"
#include "app/window/edit_command.h"
#include "app/window/status_bar.h"
#include "app/window/view_kind.h"
#include "core/base/diagnostic.h"
#include "widgets/byte_document.h"
#include "widgets/selection.h"
#include "widgets/theme.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QStackedWidget;
class QWidget;

namespace wirebench {

class Banner;
class BannerPage;
class BitGridPanel;
class CodeEditor;
class CodeView;
class Document;
class ExplainView;
class FrameListView;
class HexView;
class OutlineView;
class ProblemsView;
class SchemalessView;
class StructureTree;
class ValueEditor;
struct Analysis;
struct Layout;
struct Snapshot;

/// The views of one document and what ties them together: the document's snapshots go to all of them, what is typed
/// in one goes to the document, and one selection is shared.
class DocumentViews final : public QObject {
    Q_OBJECT

public:
    /// `document` outlives the views. The widgets live as long as this object, whoever shows them.
    explicit DocumentViews(Document& document, QObject* parent = nullptr);
    ~DocumentViews() override;

    Document& document() const { return m_document; }
    /// Of the file; a message that is shown unpacked has one of its own, and paths of this one lead into it.
    Selection& selection() { return m_selection; }
    /// The message that is shown in the place of the file; null for the file itself.
    const UnpackedMessage* unpacked() const { return m_unpacked ? &*m_unpacked : nullptr; }
    /// What is selected in `unpacked()`.
    Selection& unpackedSelection() { return m_unpackedSelection; }
    /// Shows the file again.
    void backToFile();
    /// Selects the field with this path, wherever it lies. False when the buffer has none.
    bool selectPath(const QString& path);
    /// Banner and schema editor.
    QWidget* schemaPage() const { return m_page; }
    QWidget* widget(ViewKind kind) const;
    Banner& banner() { return *m_banner; }
    CodeEditor& editor() { return *m_editor; }
    HexView& hex() { return *m_hex; }
    BitGridPanel& grid() { return *m_grid; }
    StructureTree& structure() { return *m_structure; }
    /// In the place of the structure while bytes have no schema.
    SchemalessView& schemaless() { return *m_schemaless; }
    ValueEditor& value() { return *m_value; }
    ProblemsView& problems() { return *m_problems; }
    OutlineView& outline() { return *m_outline; }
    ExplainView& explanation() { return *m_explain; }
    FrameListView& frames() { return *m_frames; }
    CodeView& code() const { return *m_code; }
    ByteDocument& bytes() { return m_bytes; }

    void setTheme(const Theme& theme);
    StatusText status() const;

    /// A bookmark as a menu shows it, and how to go there.
    struct BookmarkItem {
        QString text;
        std::function<void()> go;
    };
    std::vector<BookmarkItem> bookmarkItems();

    /// Does it in the view the keyboard is in, or was in last; does nothing where that has no meaning.
    void edit(EditCommand command);
    bool can(EditCommand command) const;
    /// Asks where to write the generated code, as soon as there is some.
    void exportCode();
    void focusSchema();
    /// The bytes decode without an error and are not as an encoder would write them.
    bool canCanonicalise() const;
    /// Writes the bytes anew as an encoder would: one undo step.
    void canonicalise();
    void toggleInsert();
    /// The keyboard is in a view of the buffer rather than in the schema editor.
    bool bytesFocused() const;

Q_SIGNALS:
    /// What the status bar shows, or what edit() can do.
    void statusChanged();
    /// A view that may be hidden has something to show.
    void revealRequested(wirebench::ViewKind kind);
    void messageRequested(const QString& text);
    /// Somebody wants to say where imports are looked for.
    void importFoldersRequested();
    /// A message of the stream is to be opened as a buffer of its own: its element in Decoded::items.
    void unpackRequested(quint64 element);
    /// A schema is to be made of the bytes.
    void draftRequested();

private:
    enum class Focus : std::uint8_t { Schema, Value, Bytes };

    // document_views.cpp
    void buildPage();
    void connectDocument();
    void connectEditors();
    void connectSelection();
    void showSnapshot();
    void showAnalysis(const Snapshot& snapshot);
    void selectSlotAt(std::uint32_t offset);
    void selectSlot(SlotIndex slot, const QObject* origin);
    void followSelection(const QObject* origin);
    void showProblems(const Snapshot& snapshot);
    enum class Keyboard : std::uint8_t { Stays, Follows };
    void revealInSchema(TextRange range, Keyboard keyboard = Keyboard::Follows);
    void goTo(const Place& place, const QString& path, Keyboard keyboard = Keyboard::Follows);
    // document_views_banners.cpp
    void showStale(const Snapshot& snapshot);
    void showImports(const Snapshot& snapshot);
    void showLimits(const Snapshot& snapshot);
    // document_views_code.cpp
    void connectCode();
    void showCode(const Snapshot& snapshot);
    // document_views_canonical.cpp
    void showCanonical(const Snapshot& snapshot);
    // document_views_schemaless.cpp
    void connectSchemaless();
    void showSchemaless(const Snapshot& snapshot);
    // document_views_bookmarks.cpp
    void connectBookmarks();
    void showBookmarks();
    void editBookmarks(EditCommand command);
    // document_views_unpacked.cpp
    const AnnotationTree* shownTree() const;
    const Selection& shownSelection() const { return m_unpacked ? m_unpackedSelection : m_selection; }
    void linkBufferViews(Selection* selection);
    void showBuffer(const Snapshot& snapshot);
    bool enterUnpacked(std::uint64_t element);
    void leaveUnpacked();
    void showUnpackedBanner();
    std::optional<std::uint64_t> wantedMessage(const QObject* origin) const;
    void followFile(const QObject* origin);
    void followUnpacked(const QObject* origin);
    void shareWithFile(const std::string& path, const QObject* origin);
    void followHover(bool inFile, const QObject* origin);
    void keepSelection();
    // document_views_edit.cpp
    void focusMoved(QWidget* now);
    bool editList(EditCommand command);
    bool editText(EditCommand command);
    bool editBytes(EditCommand command);
    void formatSchema();
    void copyAs();

    Document& m_document;
    Selection m_selection;
    ByteDocument m_bytes;
    std::optional<UnpackedMessage> m_unpacked;
    Selection m_unpackedSelection; ///< In bits of the message.
    ByteDocument m_unpackedBytes;
    Theme m_theme;
    QWidget* m_page = nullptr;
    Banner* m_banner = nullptr;
    QPointer<Banner> m_staleBanner;
    QPointer<Banner> m_importBanner;
    Banner* m_limitBanner = nullptr;
    Banner* m_canonicalBanner = nullptr;
    Banner* m_schemalessBanner = nullptr;
    CodeEditor* m_editor = nullptr;
    OutlineView* m_outline = nullptr;
    ProblemsView* m_problems = nullptr;
    BitGridPanel* m_grid = nullptr;
    HexView* m_hex = nullptr;
    QStackedWidget* m_structureViews = nullptr;
    StructureTree* m_structure = nullptr;
    SchemalessView* m_schemaless = nullptr;
    ValueEditor* m_value = nullptr;
    FrameListView* m_frames = nullptr;
    ExplainView* m_explain = nullptr;
    CodeView* m_code = nullptr;
    BannerPage* m_gridPage = nullptr;
    BannerPage* m_hexPage = nullptr;
    BannerPage* m_structurePage = nullptr;
    BannerPage* m_framesPage = nullptr;
    BannerPage* m_explainPage = nullptr;
    std::shared_ptr<const Analysis> m_shownAnalysis;
    std::shared_ptr<const Layout> m_shownLayout;
    Focus m_focus = Focus::Schema; ///< Where the keyboard is, or was last.
    QTimer m_longTimer; ///< Runs until it is worth offering to stop.
    QTimer m_workTimer; ///< Runs from the start of work until it is worth saying that it takes long.
    bool m_keepForm = false; ///< Somebody said that bytes in another form than the canonical one are fine.
    bool m_exportCode = false; ///< The code is to be exported when it is there.
    bool m_loading = false; ///< The views are being given what the document has.
    bool m_bridging = false; ///< One of the two selections is being made that of the other.
    bool m_following = false; ///< The bytes are being made those of the document, not edited.
};

} // namespace wirebench
