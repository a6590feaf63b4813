// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspect/byte_search.h"
#include "widgets/theme.h"

#include <QFrame>
#include <QFutureWatcher>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace wirebench {

/// The bar below a hex view in which one types bytes or text to look for. It searches in another thread and keeps what
/// it found; the view shows the matches and goes from one to the next. Enter asks for the next one, Shift+Enter for the
/// one before, Esc closes.
class HexFindBar final : public QFrame {
    Q_OBJECT

public:
    using Source = std::function<std::shared_ptr<const Bytes>()>;
    /// More matches than these are counted as "more".
    static constexpr std::size_t kMostMatches = 100'000;

    /// `source` gives the bytes to search, null for none.
    HexFindBar(Source source, QWidget* parent);
    ~HexFindBar() override;

    void setTheme(const Theme& theme);
    /// Shows the bar. `picked` is looked for when there is something in it.
    void open(const Bytes& picked);
    /// The bytes are others now: what was found is looked for again, once there is a pause.
    void contentsChanged();
    /// Begins the search that waits for a pause, or one that is missing.
    void searchNow();

    /// Nothing can be asked for: no pattern was typed yet, or it has an error.
    bool idle() const;
    /// What was found belongs to the bytes and the pattern as they are.
    bool ready() const { return !m_stale && !m_watcher.isRunning(); }
    const std::vector<std::uint64_t>& matches() const { return m_found.offsets; }
    quint64 matchSize() const { return m_size; }
    /// Which match is shown at present, for "3 of 12". `wrapped`: it was reached around an end.
    void setCurrent(std::optional<std::size_t> match, bool wrapped);

Q_SIGNALS:
    /// There are other matches (or none); `typed` when somebody asked for something else, so that the view goes there.
    void found(bool typed);
    void nextRequested(bool backwards);
    void closed();
    void heightChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    QToolButton* addButton(const QString& icon, const QString& text);
    void patternEdited();
    void start();
    void finished();
    void showState();
    SearchForm form() const;

    Source m_source;
    QLineEdit* m_edit = nullptr;
    QComboBox* m_form = nullptr;
    QToolButton* m_case = nullptr;
    QLabel* m_count = nullptr;
    QLabel* m_problem = nullptr;
    std::vector<std::pair<QToolButton*, QString>> m_icons;
    QTimer m_pause;
    QFutureWatcher<ByteMatches> m_watcher;
    std::shared_ptr<std::atomic<bool>> m_stop;
    ByteMatches m_found;
    quint64 m_size = 0; ///< Bytes of a match in m_found.
    std::optional<std::size_t> m_current;
    bool m_wrapped = false;
    bool m_stale = true;
    bool m_typed = false;
};

} // namespace wirebench
