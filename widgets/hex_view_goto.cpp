// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view_goto.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace wirebench {

namespace {

QString bothBases(quint64 value)
{
    return QStringLiteral("0x%1 (%2)").arg(QString::number(value, 16).toUpper()).arg(value);
}

quint64 lastOf(const TypedRange& range)
{
    return range.first + range.count - std::min<quint64>(1, range.count);
}

TypedRange refused(const QString& problem)
{
    TypedRange range;
    range.problem = problem;
    return range;
}

/// The number alone, without its sign.
std::optional<quint64> readNumber(const QString& text)
{
    static const QRegularExpression form(QStringLiteral(
        "^(?:0[xX]([0-9a-fA-F](?:_?[0-9a-fA-F])*)|([0-9](?:_?[0-9])*)|([0-9a-fA-F](?:_?[0-9a-fA-F])*))$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const bool decimal = match.hasCaptured(2) && !match.captured(2).isEmpty();
    QString digits = decimal ? match.captured(2) : match.captured(1) + match.captured(3);
    bool ok = false;
    const quint64 value = digits.remove(QLatin1Char('_')).toULongLong(&ok, decimal ? 10 : 16);
    return ok ? std::optional(value) : std::nullopt;
}

} // namespace

TypedRange readOffset(const QString& text, quint64 current, quint64 size)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return refused(HexGoToBar::tr("Type an offset: 255, 0xFF, +16 or -16."));
    const QChar sign = trimmed.front();
    const bool relative = sign == QLatin1Char('+') || sign == QLatin1Char('-');
    const auto number = readNumber(relative ? trimmed.mid(1).trimmed() : trimmed);
    if (!number)
        return refused(HexGoToBar::tr("“%1” is no offset. Type a decimal or hexadecimal number: 255, 0xFF, +16 or -16.")
                           .arg(trimmed));
    if (sign == QLatin1Char('-') && *number > current)
        return refused(HexGoToBar::tr("That is %1 bytes before the first one. The cursor is at %2.")
                           .arg(*number - current)
                           .arg(bothBases(current)));
    const bool far = sign == QLatin1Char('+') && *number > size - std::min(current, size);
    const quint64 offset = sign == QLatin1Char('-') ? current - *number : relative ? current + *number : *number;
    if (far || offset > size)
        return refused(HexGoToBar::tr("The buffer ends at %1; choose an offset up to there.").arg(bothBases(size)));
    return {true, offset, 0, {}};
}

TypedRange readRange(const QString& text, quint64 current, quint64 size)
{
    const QString trimmed = text.trimmed();
    const qsizetype dots = trimmed.indexOf(QLatin1String(".."));
    const qsizetype plus = trimmed.indexOf(QLatin1Char('+'), 1);
    TypedRange range = readOffset(dots >= 0      ? trimmed.left(dots)
                                      : plus > 0 ? trimmed.left(plus)
                                                 : trimmed,
                                  current, size);
    if (!range.ok)
        return range;
    range.count = 1;
    if (dots >= 0) {
        TypedRange last = readOffset(trimmed.mid(dots + 2), current, size);
        if (!last.ok)
            return last;
        if (last.first < range.first)
            return refused(
                HexGoToBar::tr("The range ends before it begins. Write first..last, the last byte included."));
        range.count = last.first - range.first + 1;
    } else if (plus > 0) {
        const auto count = readNumber(trimmed.mid(plus + 1).trimmed());
        if (!count)
            return refused(HexGoToBar::tr("Write the number of bytes behind the plus sign: 0x10 +16."));
        range.count = *count;
    }
    if (range.count > size - range.first)
        return refused(
            HexGoToBar::tr("The buffer ends at %1; choose a range that ends before it.").arg(bothBases(size)));
    return range;
}

HexGoToBar::HexGoToBar(QWidget* parent)
    : QFrame(parent), m_title(new QLabel(this)), m_edit(new QLineEdit(this)), m_hint(new QLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_title);
    layout->addWidget(m_edit);
    layout->addWidget(m_hint, 1);
    m_title->setBuddy(m_edit);
    m_edit->setMaximumWidth(220);
    m_edit->setClearButtonEnabled(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &HexGoToBar::check);
    connect(m_edit, &QLineEdit::returnPressed, this, &HexGoToBar::submit);
}

void HexGoToBar::ask(Ask what, quint64 current, quint64 size)
{
    m_asked = what;
    m_current = current;
    m_size = size;
    m_title->setText(what == Ask::Offset ? tr("Go to offset") : tr("Select bytes"));
    m_edit->setAccessibleName(m_title->text());
    m_edit->setPlaceholderText(what == Ask::Offset ? tr("0x1F, 31, +16, -16") : tr("0x10..0x1F or 16 +16"));
    m_edit->selectAll();
    check();
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

TypedRange HexGoToBar::read() const
{
    return m_asked == Ask::Offset ? readOffset(m_edit->text(), m_current, m_size)
                                  : readRange(m_edit->text(), m_current, m_size);
}

void HexGoToBar::check()
{
    const TypedRange range = read();
    const bool empty = m_edit->text().trimmed().isEmpty();
    if (range.ok && m_asked == Ask::Offset)
        m_hint->setText(tr("%1 — Enter goes there").arg(bothBases(range.first)));
    else if (range.ok)
        m_hint->setText(tr("%1 to %2 — Enter selects").arg(bothBases(range.first), bothBases(lastOf(range))));
    else if (empty)
        m_hint->setText(m_asked == Ask::Offset ? tr("decimal, 0x for hexadecimal, + and − from the cursor")
                                               : tr("first..last, the last byte included, or first +count"));
    else
        m_hint->setText(range.problem);
}

void HexGoToBar::submit()
{
    const TypedRange range = read();
    if (range.ok)
        Q_EMIT submitted(range.first, range.count, m_edit->text());
    else
        m_edit->selectAll();
}

void HexGoToBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace wirebench
