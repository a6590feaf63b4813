// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code_editor_go_to_bar.h"

#include "widgets/code_editor_area.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>

namespace wirebench {

GoToBar::GoToBar(CodeArea& area, QWidget* parent) : QWidget(parent), m_area(area)
{
    setObjectName(QStringLiteral("goToBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_line = new QLineEdit(this);
    m_line->setObjectName(QStringLiteral("goToLine"));
    m_line->setPlaceholderText(tr("Line, or line:column"));
    static const QRegularExpression form(QStringLiteral("\\d{0,9}(:\\d{0,9})?"));
    m_line->setValidator(new QRegularExpressionValidator(form, m_line));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 6, 6);
    layout->addWidget(new QLabel(tr("Go to line"), this));
    layout->addWidget(m_line);
    layout->addStretch(1);
    connect(m_line, &QLineEdit::textEdited, this, &GoToBar::follow);
    hide();
}

void GoToBar::open()
{
    m_origin = m_area.cursorOffset();
    m_line->clear();
    show();
    m_line->setFocus();
}

void GoToBar::close(bool accepted)
{
    if (!accepted)
        m_area.reveal({m_origin, m_origin});
    hide();
    m_area.setFocus();
}

void GoToBar::follow(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    const int line = parts.constFirst().toInt();
    const int column = parts.size() > 1 ? parts.at(1).toInt() : 1;
    if (line > 0)
        m_area.goToLine(line, qMax(1, column));
}

void GoToBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close(false);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close(true);
    else
        QWidget::keyPressEvent(event);
}

} // namespace wirebench
