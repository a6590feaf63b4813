// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view_find.h"

#include "core/base/text.h"
#include "widgets/problems_view_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

constexpr int kTypingPause = 120; // milliseconds
constexpr std::size_t kMostPicked = 64; // more bytes than these are no pattern somebody means

} // namespace

HexFindBar::HexFindBar(Source source, QWidget* parent) : QFrame(parent), m_source(std::move(source))
{
    setObjectName(QStringLiteral("hexFindBar"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &HexFindBar::start);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &HexFindBar::finished);
    connect(m_edit, &QLineEdit::textChanged, this, &HexFindBar::patternEdited);
    connect(m_form, &QComboBox::currentIndexChanged, this, &HexFindBar::patternEdited);
    connect(m_case, &QToolButton::toggled, this, &HexFindBar::patternEdited);
}

HexFindBar::~HexFindBar()
{
    if (m_stop)
        *m_stop = true;
    m_watcher.waitForFinished();
}

void HexFindBar::build()
{
    m_form = new QComboBox(this);
    m_form->setObjectName(QStringLiteral("hexFindForm"));
    m_form->setAccessibleName(tr("What to look for"));
    m_form->addItem(tr("Hex"), int(SearchForm::Hex));
    m_form->addItem(tr("Text"), int(SearchForm::Text));
    m_form->addItem(tr("UTF-16"), int(SearchForm::Utf16));
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("hexFindPattern"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(120);
    m_case = addButton(QStringLiteral("case"), tr("Match case"));
    m_case->setObjectName(QStringLiteral("hexFindCase"));
    m_case->setCheckable(true);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("hexFindCount"));
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("hexFindProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    QToolButton* previous = addButton(QStringLiteral("previous"), tr("Previous match (Shift+F3)"));
    QToolButton* next = addButton(QStringLiteral("next"), tr("Next match (F3)"));
    QToolButton* close = addButton(QStringLiteral("close"), tr("Close (Esc)"));
    connect(previous, &QToolButton::clicked, this, [this] { Q_EMIT nextRequested(true); });
    connect(next, &QToolButton::clicked, this, [this] { Q_EMIT nextRequested(false); });
    connect(close, &QToolButton::clicked, this, &HexFindBar::closed);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_form);
    row->addWidget(m_edit, 1);
    row->addWidget(m_case);
    row->addSpacing(4);
    row->addWidget(m_count);
    for (QToolButton* button : {previous, next, close})
        row->addWidget(button);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 4, 6, 4);
    rows->setSpacing(3);
    rows->addLayout(row);
    rows->addWidget(m_problem);
    setFocusProxy(m_edit);
}

QToolButton* HexFindBar::addButton(const QString& icon, const QString& text)
{
    auto* button = new QToolButton(this);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_icons.emplace_back(button, icon);
    return button;
}

void HexFindBar::setTheme(const Theme& theme)
{
    for (const auto& [button, icon] : m_icons)
        button->setIcon(themedIcon(theme, icon));
    QPalette colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, theme.error);
    m_problem->setPalette(colours);
}

SearchForm HexFindBar::form() const
{
    return static_cast<SearchForm>(m_form->currentData().toInt());
}

bool HexFindBar::idle() const
{
    return m_edit->text().isEmpty() || !m_problem->isHidden();
}

void HexFindBar::open(const Bytes& picked)
{
    show();
    if (!picked.empty() && picked.size() <= kMostPicked) {
        // In the form in use when that can say the bytes, else as hex.
        const bool printable = std::ranges::all_of(picked, [](std::uint8_t byte) { return byte >= 32 && byte < 127; });
        const bool asTyped = form() == SearchForm::Text && printable;
        if (!asTyped)
            m_form->setCurrentIndex(m_form->findData(int(SearchForm::Hex)));
        m_edit->setText(asTyped ? fromUtf8(asText(picked)) : QString::fromStdString(toHex(picked, " ")).toUpper());
    }
    m_edit->selectAll();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    patternEdited();
}

void HexFindBar::contentsChanged()
{
    m_stale = true;
    if (m_stop)
        *m_stop = true;
    if (isVisible())
        m_pause.start();
}

void HexFindBar::patternEdited()
{
    m_typed = true;
    m_stale = true;
    m_edit->setPlaceholderText(form() == SearchForm::Hex ? tr("08 96 ?? 1?") : tr("Text in the buffer"));
    m_case->setEnabled(form() != SearchForm::Hex);
    m_pause.start();
    showState();
}

void HexFindBar::searchNow()
{
    if (m_stale)
        start();
}

void HexFindBar::start()
{
    m_pause.stop();
    if (m_stop)
        *m_stop = true;
    SearchText wanted = readSearchText(m_edit->text().toStdString(), form(), m_case->isChecked());
    const bool hadProblem = !m_problem->isHidden();
    m_problem->setVisible(!wanted.diagnostics.empty());
    if (!wanted.diagnostics.empty()) {
        const auto column
            = QString::fromUtf8(m_edit->text().toUtf8().left(qsizetype(wanted.diagnostics.front().place.first)));
        m_problem->setText(
            tr("Column %1: %2").arg(column.size() + 1).arg(messageText(wanted.diagnostics.front().message)));
    }
    if (hadProblem == m_problem->isHidden())
        Q_EMIT heightChanged();
    m_size = wanted.pattern.size();
    m_stale = false;
    m_stop = std::make_shared<std::atomic<bool>>(false);
    const std::shared_ptr<const Bytes> bytes = m_source();
    m_watcher.setFuture(QtConcurrent::run([bytes, pattern = std::move(wanted.pattern), stop = m_stop] {
        return bytes ? findBytes(*bytes, pattern, kMostMatches, stop.get()) : ByteMatches();
    }));
    showState();
}

void HexFindBar::finished()
{
    if (m_stale)
        return;
    m_found = m_watcher.result();
    m_current.reset();
    showState();
    Q_EMIT found(std::exchange(m_typed, false));
}

void HexFindBar::setCurrent(std::optional<std::size_t> match, bool wrapped)
{
    m_current = match;
    m_wrapped = wrapped;
    showState();
}

void HexFindBar::showState()
{
    const QLocale locale;
    const auto number = [&locale](std::size_t count) { return locale.toString(qulonglong(count)); };
    const QString total = number(m_found.offsets.size()) + (m_found.complete ? QString() : QStringLiteral("+"));
    quint64 current = m_current.value_or(0);
    ++current; // people count from one
    if (idle())
        m_count->setText(m_edit->text().isEmpty() ? QString() : tr("No match"));
    else if (!ready())
        m_count->setText(tr("Searching …"));
    else if (m_found.offsets.empty())
        m_count->setText(tr("No match"));
    else if (!m_current)
        m_count->setText(m_found.offsets.size() == 1 ? tr("1 match") : tr("%1 matches").arg(total));
    else if (m_wrapped)
        m_count->setText(tr("%1 of %2, around the end").arg(number(current), total));
    else
        m_count->setText(tr("%1 of %2").arg(number(current), total));
}

void HexFindBar::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (enter || event->key() == Qt::Key_F3)
        Q_EMIT nextRequested((event->modifiers() & Qt::ShiftModifier) != 0);
    else
        QFrame::keyPressEvent(event);
}

} // namespace wirebench
