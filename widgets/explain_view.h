// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspect/explain.h"
#include "widgets/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QStackedWidget;
class QTextBrowser;
class QToolButton;

namespace wirebench {

class Format;
class Selection;

/// How the selected bits came to be, step by step, with the actual numbers and the format's rules.
class ExplainView final : public QWidget {
    Q_OBJECT

public:
    /// Parts that are explained at once; of a larger selection the first ones are.
    static constexpr std::size_t kMostParts = 12;

    explicit ExplainView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Not owned; null: no linked selection.
    void setSelection(Selection* selection);
    /// Whose rules are quoted; null: none. Not owned.
    void setFormat(const Format* format);
    /// The decoded buffer; null without one.
    void setTree(std::shared_ptr<const AnnotationTree> tree);

    /// What is shown, as plain text; empty while nothing is selected.
    QString text() const;

public Q_SLOTS:
    /// Puts the text that is marked into the clipboard, all of it when none is.
    void copy();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildBar();
    QWidget* buildEmptyPage();
    void refresh();
    void explainSelection();
    QString html() const;
    QString partHtml(const Explanation& part) const;

    Theme m_theme;
    Selection* m_selection = nullptr;
    const Format* m_format = nullptr;
    std::shared_ptr<const AnnotationTree> m_tree;
    std::vector<Explanation> m_parts;
    bool m_more = false; ///< More is selected than `m_parts` explain.
    bool m_outdated = true; ///< What is shown is not about the present selection: nobody saw it.
    QLabel* m_heading = nullptr;
    QToolButton* m_copy = nullptr;
    QStackedWidget* m_pages = nullptr;
    QTextBrowser* m_browser = nullptr;
    QLabel* m_emptyIcon = nullptr;
    QLabel* m_emptyText = nullptr;
};

} // namespace wirebench
