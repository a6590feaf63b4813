// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree_flags.h"

#include "core/wire/stored_value.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QWidgetAction>

namespace wirebench {

FlagsEditor::FlagsEditor(const Plan& plan, const FlagTable& table, QWidget* parent) : QToolButton(parent)
{
    auto* menu = new QMenu(this);
    for (const FlagTable::Flag& flag : table.flags) {
        const std::string_view name = plan.text(flag.name);
        auto* box = new QCheckBox(QString::fromUtf8(name.data(), qsizetype(name.size())), menu);
        box->setContentsMargins(6, 2, 6, 2);
        box->setToolTip(tr("bit %1").arg(flag.position));
        auto* action = new QWidgetAction(menu);
        action->setDefaultWidget(box);
        menu->addAction(action);
        connect(box, &QCheckBox::toggled, this, &FlagsEditor::showSummary);
        m_boxes.push_back(box);
    }
    setMenu(menu);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::StrongFocus);
    setAutoRaise(false);
}

void FlagsEditor::setJson(const QString& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (QCheckBox* box : m_boxes)
        box->setChecked(object.value(box->text()).toBool());
    m_given = this->json();
    showSummary();
}

QString FlagsEditor::json() const
{
    std::string text = "{";
    for (const QCheckBox* box : m_boxes) {
        if (text.size() > 1)
            text += ',';
        appendJsonString(text, box->text().toStdString());
        text += box->isChecked() ? ":true" : ":false";
    }
    return QString::fromStdString(text + '}');
}

void FlagsEditor::showSummary()
{
    QStringList set;
    for (const QCheckBox* box : m_boxes) {
        if (box->isChecked())
            set << box->text();
    }
    setText(set.isEmpty() ? tr("no flags") : set.join(QStringLiteral(", ")));
}

} // namespace wirebench
