// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/status_bar.h"

#include "app/window/counts.h"

#include <QLabel>
#include <QToolButton>

namespace wirebench {

namespace {

constexpr int kLongestField = 60;

QString hex(quint64 number)
{
    return QStringLiteral("0x%1")
        .arg(number, 2, 16, QLatin1Char('0'))
        .toUpper()
        .replace(QLatin1Char('X'), QLatin1Char('x'));
}

/// A label that takes no room while it has nothing to say.
void setPart(QLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

QString shortened(const QString& text)
{
    return text.size() <= kLongestField ? text : text.left(kLongestField - 1) + QChar(0x2026);
}

} // namespace

StatusBar::StatusBar(QWidget* parent)
    : QStatusBar(parent)
    , m_offset(new QLabel(this))
    , m_selection(new QLabel(this))
    , m_field(new QLabel(this))
    , m_order(new QLabel(this))
    , m_mode(new QToolButton(this))
    , m_holds(new QToolButton(this))
    , m_size(new QLabel(this))
    , m_state(new QToolButton(this))
    , m_stop(new QToolButton(this))
{
    setSizeGripEnabled(false);
    m_offset->setObjectName(QStringLiteral("statusOffset"));
    m_selection->setObjectName(QStringLiteral("statusSelection"));
    m_field->setObjectName(QStringLiteral("statusField"));
    m_order->setObjectName(QStringLiteral("statusByteOrder"));
    m_mode->setObjectName(QStringLiteral("statusMode"));
    m_holds->setObjectName(QStringLiteral("statusHolds"));
    m_size->setObjectName(QStringLiteral("statusSize"));
    m_state->setObjectName(QStringLiteral("statusState"));
    m_stop->setObjectName(QStringLiteral("statusStop"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("End decoding where it is and show what was read until then"));
    m_stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QLabel* label : {m_offset, m_selection, m_field, m_order, m_size})
        label->setContentsMargins(6, 0, 6, 0);
    m_offset->setToolTip(tr("Offset of the cursor in the buffer"));
    m_selection->setToolTip(tr("Selection: bytes first..last or bits highest..lowest, both inclusive, and the length"));
    m_order->setToolTip(tr("Order of the bytes on the wire"));
    m_size->setToolTip(tr("Size of the buffer"));
    m_mode->setToolTip(tr("Typing overwrites or inserts bytes; click or press Insert to change"));
    m_holds->setToolTip(tr("The buffer holds several values, one after another; click to see them as a list"));
    m_state->setToolTip(tr("Show the problems"));
    m_state->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_field->setTextFormat(Qt::PlainText);
    m_field->setMinimumWidth(0);
    m_field->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    addWidget(m_state);
    addWidget(m_stop);
    addWidget(m_field, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{m_selection, m_offset, m_order, m_mode, m_holds, m_size})
        addPermanentWidget(part);
    connect(m_state, &QToolButton::clicked, this, &StatusBar::problemsRequested);
    connect(m_stop, &QToolButton::clicked, this, &StatusBar::stopRequested);
    connect(m_holds, &QToolButton::clicked, this, &StatusBar::framesRequested);
    connect(m_mode, &QToolButton::clicked, this, &StatusBar::insertToggled);
    setStatus({});
}

QString StatusBar::offsetText(quint64 offset)
{
    return QStringLiteral("%1 (%2)").arg(hex(offset)).arg(offset);
}

QString StatusBar::selectionText(const BitRange& bits)
{
    if (bits.count == 0)
        return {};
    const QString bitCount = bitsText(bits.count);
    if (bits.first % 8 != 0 || bits.count % 8 != 0)
        return bits.count == 1 ? tr("bit %1").arg(bits.first)
                               : tr("bits %1..%2, %3").arg(bits.end() - 1).arg(bits.first).arg(bitCount);
    return tr("bytes %1..%2, %3 (%4)")
        .arg(hex(bits.first / 8), hex(bits.end() / 8 - 1), bytesText(bits.count / 8), bitCount);
}

void StatusBar::setStatus(const StatusText& status)
{
    m_status = status;
    setPart(m_offset, status.offset ? offsetText(*status.offset) : QString());
    setPart(m_selection, selectionText(status.selection));
    const QString field
        = status.value.isEmpty() || status.path.isEmpty() ? status.path : tr("%1 = %2").arg(status.path, status.value);
    m_field->setText(shortened(field));
    m_field->setToolTip(field);
    setPart(m_order, status.byteOrder);
    m_mode->setText(status.insert ? tr("INS") : tr("OVR"));
    m_mode->setVisible(status.size.has_value());
    m_holds->setText(status.holds);
    m_holds->setVisible(!status.holds.isEmpty());
    setPart(m_size, status.size ? bytesText(*status.size) : QString());
    updateState();
}

void StatusBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    updateState();
}

void StatusBar::updateState()
{
    QString icon = QStringLiteral("check");
    QString text = tr("ok");
    if (m_status.errors > 0) {
        icon = QStringLiteral("error");
        text = problemsText(std::uint64_t(m_status.errors) + std::uint64_t(m_status.warnings));
    } else if (m_status.warnings > 0) {
        icon = QStringLiteral("warning");
        text = warningsText(std::uint64_t(m_status.warnings));
    } else if (!m_status.hasPlan) {
        icon = QStringLiteral("note");
        text = tr("no schema");
    }
    if (m_status.working) {
        icon = QStringLiteral("stale");
        text = tr("working …");
    }
    if (m_status.stale)
        text = tr("%1 · layout of the last good schema").arg(text);
    m_state->setText(text);
    m_state->setIcon(themedIcon(m_theme, icon));
    m_stop->setIcon(themedIcon(m_theme, QStringLiteral("close")));
    m_stop->setVisible(m_status.canStop);
}

} // namespace wirebench
