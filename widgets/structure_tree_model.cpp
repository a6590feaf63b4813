// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree_model.h"

#include "widgets/structure_tree_row.h"

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

/// An item as the same place of another tree: what makes rows exchangeable.
bool sameKind(const Item& a, const Item& b)
{
    return a.role == b.role && a.slot == b.slot && a.element == b.element && a.leaf == b.leaf;
}

bool samePlace(const Item& a, const Item& b)
{
    return sameKind(a, b) && a.bits == b.bits;
}

} // namespace

StructureModel::StructureModel(QObject* parent)
    : QAbstractItemModel(parent), m_theme(makeTheme(false)), m_root(std::make_unique<Row>())
{
}

StructureModel::~StructureModel() = default;

void StructureModel::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_chips.clear();
    refresh(*m_root);
}

bool StructureModel::setTree(std::shared_ptr<const AnnotationTree> tree)
{
    StructureProblems problems(tree ? tree->decoded().diagnostics : Diagnostics());
    const bool same = tree && m_tree && !m_filtered && m_tree->decoded().plan == tree->decoded().plan
        && sameShape(*m_root, *tree, {});
    if (!same)
        beginResetModel();
    m_tree = std::move(tree);
    m_problems = std::move(problems);
    if (same) {
        refresh(*m_root);
        return true;
    }
    m_filtered = false;
    m_root = std::make_unique<Row>();
    if (m_tree)
        load(*m_root);
    endResetModel();
    return false;
}

void StructureModel::setMatches(const std::vector<std::vector<Item>>& chains)
{
    beginResetModel();
    m_filtered = true;
    m_root = std::make_unique<Row>();
    m_root->loaded = true;
    for (const auto& chain : chains) {
        Row* row = m_root.get();
        for (const Item& item : chain) {
            row->loaded = true;
            if (row->children.empty() || !samePlace(row->children.back()->item, item))
                row->add(Row::ofItem(item));
            row = row->children.back().get();
        }
    }
    endResetModel();
}

void StructureModel::clearMatches()
{
    if (!m_filtered)
        return;
    beginResetModel();
    m_filtered = false;
    m_root = std::make_unique<Row>();
    if (m_tree)
        load(*m_root);
    endResetModel();
}

StructureModel::Row* StructureModel::rowOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Row*>(index.internalPointer()) : m_root.get();
}

QModelIndex StructureModel::indexFor(const Row& row, int column) const
{
    return row.parent ? createIndex(row.row, column, &row) : QModelIndex();
}

/// Rows that stand for ranges of the children [first, first + count), each of them a power of kRowsPerParent long.
void StructureModel::addRanges(Rows& rows, std::uint64_t first, std::uint64_t count, std::uint64_t firstElement) const
{
    std::uint64_t size = kRowsPerParent;
    while ((count + size - 1) / size > kRowsPerParent)
        size *= kRowsPerParent;
    for (std::uint64_t at = 0; at < count; at += size) {
        auto row = std::make_unique<Row>();
        row->range = true;
        row->first = first + at;
        row->count = std::min(size, count - at);
        row->element = firstElement + at;
        row->lastElement = row->element + row->count - 1;
        rows.push_back(std::move(row));
    }
}

/// The rows below `row`, which shows `owner` of `tree` or a range of its children.
StructureModel::Rows StructureModel::makeChildren(const AnnotationTree& tree, const Row& row, const Item& owner) const
{
    Rows rows;
    const auto addItems = [&rows](const std::vector<Item>& items) {
        for (const Item& item : items)
            rows.push_back(Row::ofItem(item));
    };
    if (!row.parent) {
        addItems(tree.roots());
        return rows;
    }
    const std::uint64_t first = row.range ? row.first : 0;
    const std::uint64_t count = row.range ? row.count : tree.childCount(owner);
    if (count <= kRowsPerParent) {
        addItems(tree.children(owner, first, count));
        return rows;
    }
    // What stands in front of the elements has rows of its own, so that ranges hold elements only.
    std::uint64_t leading = 0;
    if (!row.range) {
        for (const Item& item : leadingParts(tree, owner)) {
            rows.push_back(Row::ofItem(item));
            ++leading;
        }
    }
    addRanges(rows, first + leading, count - leading, row.range ? row.element : 0);
    if (!tree.oneChildAnElement(owner)) {
        for (const auto& range : rows) {
            if (range->range)
                nameRange(tree, *range, owner);
        }
    }
    return rows;
}

/// Says which elements of an array lie in a range of its children that are not one an element.
void StructureModel::nameRange(const AnnotationTree& tree, Row& range, const Item& owner)
{
    const std::vector<Item> first = tree.children(owner, range.first, 1);
    const std::vector<Item> last = tree.children(owner, range.first + range.count - 1, 1);
    if (first.empty() || last.empty())
        return;
    range.bits = {first.front().bits.first, last.front().bits.end() - first.front().bits.first};
    range.element = range.lastElement = kUnbounded;
    if (first.front().element == kUnbounded || last.front().element == kUnbounded)
        return;
    range.element = first.front().element;
    const std::optional<SeriesElement> element = tree.seriesElement(last.front());
    range.lastElement = element ? element->index + element->run - 1 : last.front().element;
}

void StructureModel::load(Row& row) const
{
    if (row.loaded)
        return;
    row.loaded = true;
    for (auto& child : makeChildren(*m_tree, row, row.owner()))
        row.add(std::move(child));
}

void StructureModel::fetchRow(Row& row)
{
    if (row.loaded || !m_tree)
        return;
    Rows rows = makeChildren(*m_tree, row, row.owner());
    if (rows.empty()) {
        row.loaded = true;
        return;
    }
    beginInsertRows(indexFor(row), 0, int(rows.size()) - 1);
    row.loaded = true;
    for (auto& child : rows)
        row.add(std::move(child));
    endInsertRows();
}

/// Whether `row`, as far as it has been looked at, can show `owner` of another tree. Leaves the new items in Row::next,
/// to be taken over by refresh() once all is known to fit.
bool StructureModel::sameShape(const Row& row, const AnnotationTree& tree, const Item& owner) const
{
    if (!row.loaded)
        return row.range || hasChildren(indexFor(row)) == !(owner.leaf || tree.children(owner, 0, 1).empty());
    const Rows now = makeChildren(tree, row, owner);
    if (now.size() != row.children.size())
        return false;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const Row& was = *row.children[i];
        const Row& is = *now[i];
        if (!was.sameRange(is))
            return false;
        if (!was.range && !sameKind(was.item, is.item))
            return false;
        if (!was.range)
            was.next = is.item;
        if (!sameShape(was, tree, was.range ? owner : is.item))
            return false;
    }
    return true;
}

void StructureModel::refresh(Row& row)
{
    if (row.children.empty())
        return;
    for (const auto& child : row.children) {
        if (child->next) {
            child->item = *child->next;
            child->next.reset();
            child->elements.reset();
        }
    }
    Q_EMIT dataChanged(indexFor(*row.children.front()), indexFor(*row.children.back(), ColumnCount - 1));
    for (const auto& child : row.children)
        refresh(*child);
}

QModelIndex StructureModel::index(int row, int column, const QModelIndex& parent) const
{
    const Row* owner = rowOf(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || std::size_t(row) >= owner->children.size()
        || parent.column() > 0)
        return {};
    return createIndex(row, column, owner->children[std::size_t(row)].get());
}

QModelIndex StructureModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexFor(*rowOf(index)->parent) : QModelIndex();
}

int StructureModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(rowOf(parent)->children.size());
}

int StructureModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool StructureModel::hasChildren(const QModelIndex& parent) const
{
    if (parent.column() > 0 || !m_tree)
        return false;
    const Row* row = rowOf(parent);
    if (row->loaded)
        return !row->children.empty();
    // One child is enough to know, however many there are.
    return row->range || (!row->item.leaf && !m_tree->children(row->item, 0, 1).empty());
}

bool StructureModel::canFetchMore(const QModelIndex& parent) const
{
    return !rowOf(parent)->loaded && hasChildren(parent);
}

void StructureModel::fetchMore(const QModelIndex& parent)
{
    if (parent.column() <= 0)
        fetchRow(*rowOf(parent));
}

Qt::ItemFlags StructureModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == ValueColumn && editable(index))
        flags |= Qt::ItemIsEditable;
    const Row* row = rowOf(index);
    if (row->item.leaf && !row->range)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

std::vector<Item> StructureModel::chainOf(const Row& row) const
{
    std::vector<Item> chain;
    for (const Row* at = &row; at->parent; at = at->parent) {
        if (!at->range)
            chain.push_back(at->item);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
}

std::vector<Item> StructureModel::chain(const QModelIndex& index) const
{
    return index.isValid() && !rowOf(index)->range ? chainOf(*rowOf(index)) : std::vector<Item>();
}

std::optional<Item> StructureModel::item(const QModelIndex& index) const
{
    const Row* row = index.isValid() ? rowOf(index) : nullptr;
    return row && !row->range ? std::optional(row->item) : std::nullopt;
}

QString StructureModel::path(const QModelIndex& index) const
{
    const auto items = chain(index);
    return items.empty() ? QString() : QString::fromStdString(m_tree->path(items));
}

StructureModel::Row* StructureModel::childFor(Row& row, const Item& item)
{
    fetchRow(row);
    for (const auto& child : row.children) {
        if (!child->range && samePlace(child->item, item))
            return child.get();
        if (child->range && child->holds(item))
            return childFor(*child, item);
    }
    return nullptr;
}

QModelIndex StructureModel::indexOf(const std::vector<Item>& chain)
{
    Row* row = m_root.get();
    for (const Item& item : chain) {
        Row* child = childFor(*row, item);
        if (!child)
            return {};
        row = child;
    }
    return indexFor(*row);
}

const Node* StructureModel::planNode(const QModelIndex& index) const
{
    const auto here = item(index);
    return here && here->slot != kNoIndex ? &m_tree->plan().nodeOf(here->slot) : nullptr;
}

bool StructureModel::editable(const QModelIndex& index) const
{
    const auto here = item(index);
    if (!here || here->slot == kNoIndex || here->damaged || (here->role != Role::Value && here->role != Role::Field))
        return false;
    const Meaning meaning = m_tree->plan().nodeOf(here->slot).meaning;
    return meaning != Meaning::None && meaning != Meaning::Padding;
}

} // namespace wirebench
