// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codegen/target.h"
#include "widgets/theme.h"

#include <QWidget>

#include <cstdint>
#include <memory>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace wirebench {

class CodeViewArea;

/// The code generated for a schema: a language, the parts on request, one of the files, with the lines of the selected
/// field lit up.
class CodeView final : public QWidget {
    Q_OBJECT

public:
    explicit CodeView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Shows this choice without choiceChanged(). An unknown target becomes the first one.
    void setChoice(const QString& target, const GenerateFeatures& features);
    QString target() const;
    const GenerateFeatures& features() const { return m_features; }
    /// The code of the present choice; null: there is no schema to make it from. `stale`: the schema has errors, this
    /// is the code of its last sound state.
    void setCode(std::shared_ptr<const Generated> code, bool stale);
    /// Lights up what stands for a part of the schema and scrolls there; kNoIndex: nothing.
    void setPart(DeclIndex decl, std::uint32_t member);

    /// What is shown; empty without code.
    QString text() const;
    /// The lines that are lit up, from 0.
    std::vector<int> litLines() const;

public Q_SLOTS:
    /// Puts what is marked into the clipboard, the whole file when nothing is.
    void copy();

Q_SIGNALS:
    /// Another language or other parts were chosen.
    void choiceChanged();
    /// Somebody went to a line that stands for this part of the schema.
    void partActivated(wirebench::DeclIndex decl, quint32 member);
    void exportRequested();
    /// The view can be seen now, or no longer.
    void shown(bool visible);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildBar();
    QWidget* buildEmptyPage();
    QMenu* buildParts();
    void offerParts();
    void showFiles();
    void showFile();
    void showPart();
    void lineChosen(int line);
    const GeneratedFile* file() const;

    Theme m_theme;
    GenerateFeatures m_features;
    std::shared_ptr<const Generated> m_code;
    DeclIndex m_decl = kNoIndex;
    std::uint32_t m_member = kNoIndex;
    QComboBox* m_targets = nullptr;
    QComboBox* m_files = nullptr;
    QToolButton* m_parts = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_export = nullptr;
    QLabel* m_stale = nullptr;
    QStackedWidget* m_pages = nullptr;
    CodeViewArea* m_area = nullptr;
    QLabel* m_emptyIcon = nullptr;
    QLabel* m_emptyText = nullptr;
    std::vector<std::pair<QAction*, bool GenerateFeatures::*>> m_switches;
};

} // namespace wirebench
