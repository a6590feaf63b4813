// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/language_service.h"
#include "widgets/theme.h"

#include <QFrame>

#include <optional>
#include <vector>

class QLabel;
class QListWidget;

namespace wirebench {

/// The list of completions beside the cursor, with the documentation of the current one below. It never takes the
/// keyboard: the editor passes keys on through handleKey().
class CompletionPopup final : public QFrame {
    Q_OBJECT

public:
    explicit CompletionPopup(QWidget* parent);

    void setTheme(const Theme& theme);
    void setCandidates(std::vector<Completion> candidates);
    /// Shows the candidates that fit the typed `word`, best first; hides the popup when none does, or when the word
    /// is already all there is to insert and `explicitly` is false.
    void filter(const QString& word, bool explicitly);
    /// Places the popup below `line`, a rectangle of the parent's coordinates, or above it where that has more room.
    void placeBeside(const QRect& line);
    /// True when the key was for the list.
    bool handleKey(int key);
    const Completion* current() const;
    int count() const;

Q_SIGNALS:
    void chosen(const wirebench::Completion& completion);

private:
    void showDocumentation();
    void choose();

    Theme m_theme;
    QListWidget* m_list = nullptr;
    QLabel* m_documentation = nullptr;
    std::vector<Completion> m_candidates;
    std::vector<std::size_t> m_shown;
    std::optional<QString> m_word; ///< What m_shown was made for.
};

/// How well `label` fits the typed `word`: 0 not at all, higher is better.
int completionScore(const QString& label, const QString& word);

} // namespace wirebench
