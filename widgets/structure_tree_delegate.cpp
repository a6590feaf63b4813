// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree_delegate.h"

#include "widgets/structure_tree_flags.h"
#include "widgets/structure_tree_model.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolTip>

#include <algorithm>
#include <memory>
#include <utility>

namespace wirebench {

namespace {

constexpr auto kGivenProperty = "givenText";

/// What an editor edits. Keeps the plan alive: the editor may outlive the tree it was opened on.
class Edited final : public QObject {
public:
    Edited(std::shared_ptr<const Plan> givenPlan, const Node& givenNode, QObject* editor)
        : QObject(editor), plan(std::move(givenPlan)), node(givenNode)
    {
    }

    static const Edited& of(const QWidget* editor)
    {
        for (const QObject* child : editor->children()) {
            if (const auto* edited = dynamic_cast<const Edited*>(child))
                return *edited;
        }
        Q_UNREACHABLE();
    }

    const std::shared_ptr<const Plan> plan;
    const Node& node;
};

/// The text of a JSON string; other JSON as it is.
QString plainText(const QString& json)
{
    if (!json.startsWith(QLatin1Char('"')))
        return json;
    const auto array = QJsonDocument::fromJson('[' + json.toUtf8() + ']').array();
    return array.isEmpty() ? json : array.first().toString();
}

QWidget* makeChoice(QWidget* parent, const Plan& plan, const Node& node)
{
    auto* box = new QComboBox(parent);
    if (node.meaning == Meaning::Bool) {
        box->addItems({QStringLiteral("false"), QStringLiteral("true")});
        return box;
    }
    for (const std::uint32_t label : plan.enums[node.detail].labels) {
        const std::string_view text = plan.text(label);
        box->addItem(QString::fromUtf8(text.data(), qsizetype(text.size())));
    }
    return box;
}

} // namespace

StructureDelegate::StructureDelegate(StructureModel* model, QObject* parent)
    : QStyledItemDelegate(parent), m_model(model)
{
}

QSize StructureDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    // Rows are all alike; asking for every text would make long lists slow.
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 7};
}

QWidget* StructureDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const Node* node = m_model->planNode(index);
    if (!node || !m_model->editable(index))
        return nullptr;
    const Plan& plan = m_model->tree()->plan();
    QWidget* editor = nullptr;
    if (node->meaning == Meaning::Bool || node->meaning == Meaning::Enum) {
        editor = makeChoice(parent, plan, *node);
    } else if (node->meaning == Meaning::Flags) {
        editor = new FlagsEditor(plan, plan.flags[node->detail], parent);
    } else {
        auto* edit = new QLineEdit(parent);
        edit->setFrame(false);
        if (node->meaning == Meaning::UInt || node->meaning == Meaning::Int)
            edit->setToolTip(tr("%1; decimal, 0x… or 0b…").arg(integerRangeText(*node)));
        editor = edit;
    }
    editor->setAutoFillBackground(true);
    editor->setAccessibleName(tr("Value of %1").arg(m_model->path(index)));
    new Edited(m_model->tree()->decoded().plan, *node, editor);
    return editor;
}

void StructureDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    const QString json = m_model->valueText(index);
    const QString text = plainText(json);
    // An update of the tree while somebody types must not take the typed text away.
    if (editor->property(kGivenProperty).isValid())
        return;
    editor->setProperty(kGivenProperty, text);
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        int at = box->findText(text);
        if (at < 0) {
            box->insertItem(0, tr("%1 (not in the list)").arg(text));
            box->setItemData(0, text);
            at = 0;
        }
        box->setCurrentIndex(at);
        box->setProperty(kGivenProperty, box->currentText());
    } else if (auto* flags = qobject_cast<FlagsEditor*>(editor)) {
        flags->setJson(json);
    } else if (auto* edit = qobject_cast<QLineEdit*>(editor)) {
        edit->setText(text == QLatin1String("null") && json == text ? QString() : text);
        edit->selectAll();
    }
}

TypedValue StructureDelegate::typed(const QWidget* editor) const
{
    if (const auto* flags = qobject_cast<const FlagsEditor*>(editor))
        return {true, flags->json(), {}};
    const auto* box = qobject_cast<const QComboBox*>(editor);
    const QString text = box ? box->currentText() : qobject_cast<const QLineEdit*>(editor)->text();
    const Edited& edited = Edited::of(editor);
    return readTypedValue(*edited.plan, edited.node, text);
}

void StructureDelegate::setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const
{
    const QVariant given = editor->property(kGivenProperty);
    if (const auto* edit = qobject_cast<QLineEdit*>(editor); edit && edit->text() == given.toString())
        return;
    if (const auto* box = qobject_cast<QComboBox*>(editor); box && box->currentText() == given.toString())
        return;
    if (const auto* flags = qobject_cast<FlagsEditor*>(editor); flags && !flags->changed())
        return;
    const TypedValue value = typed(editor);
    if (value.ok)
        Q_EMIT valueEdited(m_model->path(index), value.json);
    else
        Q_EMIT refused(value.problem);
}

void StructureDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                             const QModelIndex&) const
{
    QRect rect = option.rect;
    rect.setWidth(std::max(rect.width(), editor->sizeHint().width()));
    editor->setGeometry(rect);
}

bool StructureDelegate::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        auto* edit = qobject_cast<QLineEdit*>(object);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Tab;
        if (edit && enter && edit->text() != edit->property(kGivenProperty).toString()) {
            // What is refused stays to be mended, with the reason beside it.
            const TypedValue value = typed(edit);
            if (!value.ok) {
                QToolTip::showText(edit->mapToGlobal(QPoint(0, edit->height())), value.problem, edit);
                Q_EMIT refused(value.problem);
                edit->selectAll();
                return true;
            }
        }
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

} // namespace wirebench
