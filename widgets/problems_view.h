// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"
#include "widgets/theme.h"

#include <QWidget>

#include <array>
#include <string_view>

class QLabel;
class QLineEdit;
class QModelIndex;
class QSplitter;
class QStackedWidget;
class QTextBrowser;
class QToolButton;
class QTreeView;
class QUrl;

namespace wirebench {

class Format;
class ProblemsFilter;
class ProblemsModel;

/// One list of the problems of schema, value and buffer, with what they mean and what to do.
class ProblemsView final : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Replaces the problems of one source ("sensor.json", "Value", "Buffer"). `text` is the text their places are in,
    /// for lines and columns; not kept. The chosen problem stays chosen while it is still there.
    void setProblems(const QString& source, const Diagnostics& diagnostics, std::string_view text = {});
    /// Whose help on codes goes before others'; null: any. Not owned.
    void setFormat(const Format* format);
    /// Errors, warnings and notes of all sources, filtered or not.
    std::array<int, 3> counts() const;

public Q_SLOTS:
    /// Chooses the next or previous shown problem, around the ends, and activates it.
    void next();
    void previous();
    void focusFilter();
    /// Puts the chosen problems into the clipboard as lines of text; all shown ones when none is chosen.
    void copy();

Q_SIGNALS:
    /// A problem to show, the keyboard stays here: one click.
    void chosen(const wirebench::Diagnostic& problem, const QString& source);
    /// A problem to go to: double click, Enter, next() or previous().
    void activated(const wirebench::Diagnostic& problem, const QString& source);
    /// A related place to go to.
    void placeActivated(const wirebench::Place& place, const QString& source);
    void fixRequested(const wirebench::Diagnostic& problem, int fix);
    void countsChanged(int errors, int warnings, int notes);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBar();
    void buildList();
    QWidget* buildEmptyPage();
    void step(int direction);
    void activate(const QModelIndex& index);
    void showDetails();
    void showContextMenu(const QPoint& at);
    void followLink(const QUrl& link);
    void updateCounts();
    QString detailsHtml(const Diagnostic& problem) const;

    Theme m_theme;
    const Format* m_format = nullptr;
    ProblemsModel* m_model = nullptr;
    ProblemsFilter* m_filter = nullptr;
    QTreeView* m_list = nullptr;
    QTextBrowser* m_details = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_emptyIcon = nullptr;
    QLabel* m_emptyText = nullptr;
    QLineEdit* m_search = nullptr;
    QToolButton* m_copy = nullptr;
    std::array<QToolButton*, 3> m_toggles{};
};

} // namespace wirebench
