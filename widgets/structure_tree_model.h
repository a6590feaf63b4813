// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"
#include "widgets/structure_tree_problems.h"
#include "widgets/theme.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QIcon>

#include <memory>
#include <optional>
#include <vector>

namespace wirebench {

/// A decoded buffer as a tree of rows. Rows are made when they are looked at; long arrays are shown in ranges of
/// elements, so that a million of them costs nothing and any of them is near.
class StructureModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { FieldColumn, TypeColumn, ValueColumn, OffsetColumn, SizeColumn, BytesColumn, ColumnCount };
    /// Rows below one parent at most; longer arrays get rows that stand for ranges.
    static constexpr std::uint64_t kRowsPerParent = 1000;

    explicit StructureModel(QObject* parent = nullptr);
    ~StructureModel() override;

    /// Shows another tree. Rows stay (with new contents) where the structure is the same; gives false and resets the
    /// model where it is not. Null shows nothing.
    bool setTree(std::shared_ptr<const AnnotationTree> tree);
    const std::shared_ptr<const AnnotationTree>& tree() const { return m_tree; }
    void setTheme(const Theme& theme);
    /// Shows only these items (with what is below them) and their ancestors. The chains belong to tree(), in wire
    /// order.
    void setMatches(const std::vector<std::vector<Item>>& chains);
    void clearMatches();
    bool filtered() const { return m_filtered; }

    /// The item of a row with its ancestors, outermost first; empty for rows that stand for a range of elements.
    std::vector<Item> chain(const QModelIndex& index) const;
    std::optional<Item> item(const QModelIndex& index) const;
    QString path(const QModelIndex& index) const;
    /// The whole value as JSON text, not shortened for display; empty where there is none.
    QString valueText(const QModelIndex& index) const;
    /// The row of an item; makes the rows on the way. Invalid when it is filtered away.
    QModelIndex indexOf(const std::vector<Item>& chain);
    /// True when the row's value can be edited in place.
    bool editable(const QModelIndex& index) const;
    /// Node of the plan that a row's value is of; null where there is none.
    const Node* planNode(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row;
    using Rows = std::vector<std::unique_ptr<Row>>;

    Row* rowOf(const QModelIndex& index) const;
    QModelIndex indexFor(const Row& row, int column = 0) const;
    Rows makeChildren(const AnnotationTree& tree, const Row& row, const Item& owner) const;
    void addRanges(Rows& rows, std::uint64_t first, std::uint64_t count, std::uint64_t firstElement) const;
    static void nameRange(const AnnotationTree& tree, Row& range, const Item& owner);
    void load(Row& row) const;
    void fetchRow(Row& row);
    bool sameShape(const Row& row, const AnnotationTree& tree, const Item& owner) const;
    void refresh(Row& row);
    std::vector<Item> chainOf(const Row& row) const;
    Row* childFor(Row& row, const Item& item);

    QString fieldText(const Row& row) const;
    QString shownValue(const Row& row) const;
    QString shortValue(const Item& item) const;
    QString summary(const Item& item) const;
    QString offsetText(const Item& item) const;
    QString sizeText(const Item& item) const;
    QString bytesText(const Item& item) const;
    QString toolTip(const Row& row) const;
    QString longText(const Item& item) const;
    QVariant decoration(const Row& row, int column) const;
    QIcon chip(std::uint16_t colour, Role role) const;

    std::shared_ptr<const AnnotationTree> m_tree;
    StructureProblems m_problems;
    Theme m_theme;
    std::unique_ptr<Row> m_root;
    bool m_filtered = false;
    mutable QHash<quint32, QIcon> m_chips;
};

} // namespace wirebench
