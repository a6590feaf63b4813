// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/code_editor_search.h"
#include "widgets/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace wirebench {

class CodeArea;

/// The bar below an editor that finds and replaces. All hits are tinted in the text while the bar is open.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    FindBar(CodeArea& area, QWidget* parent);

    void setTheme(const Theme& theme);
    /// Shows the bar and takes the keyboard; a selection within one line becomes the text to look for.
    void open(bool withReplace);
    void close();
    /// Selects the hit behind (or before) the cursor, around the end of the text; works with the bar closed too.
    void findNext(bool backwards);
    void replaceCurrent();
    void replaceAllHits();

    SearchQuery query() const;
    const SearchResult& result() const { return m_result; }

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QToolButton* addOption(const QString& icon, const QString& text);
    QToolButton* addButton(const QString& icon, const QString& text);
    void search();
    void refresh();
    void showCount();

    CodeArea& m_area;
    QLineEdit* m_pattern = nullptr;
    QLineEdit* m_replacement = nullptr;
    QLabel* m_count = nullptr;
    QWidget* m_replaceRow = nullptr;
    QToolButton* m_matchCase = nullptr;
    QToolButton* m_wholeWord = nullptr;
    QToolButton* m_regex = nullptr;
    std::vector<std::pair<QToolButton*, QString>> m_icons;
    SearchResult m_result;
    SearchQuery m_searched;
    QTimer m_refresh;
    bool m_stale = true;
};

} // namespace wirebench
