// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/plan.h"

#include <QStyledItemDelegate>

namespace wirebench {

class StructureModel;

/// What became of a typed value: JSON text to encode, or a sentence that says what would be accepted.
struct TypedValue {
    bool ok = false;
    QString json;
    QString problem;
};

/// Reads what a person typed for a leaf of the plan: integers as decimal, `0x`, `0b` with `_` between digits, within
/// the range of the type; floats, also NaN and Infinity; texts and dates as they are.
TypedValue readTypedValue(const Plan& plan, const Node& node, const QString& text);
/// The smallest and largest value of an integer leaf, for people: "0 to 255".
QString integerRangeText(const Node& node);

/// Edits values in place: choices for booleans and enums, check boxes for flags, text with checks for the others. The
/// model is not changed; the new value goes out as JSON text.
class StructureDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit StructureDelegate(StructureModel* model, QObject* parent = nullptr);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

Q_SIGNALS:
    void valueEdited(const QString& path, const QString& jsonText) const;
    void refused(const QString& problem) const;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    TypedValue typed(const QWidget* editor) const;

    StructureModel* m_model;
};

} // namespace wirebench
