// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/structure_tree_model.h"

namespace wirebench {

/// A row that has been looked at: an item, or a range of the elements of the item above it.
struct StructureModel::Row {
    Row* parent = nullptr; ///< Null for the invisible row that holds the outermost ones.
    int row = 0;
    bool range = false;
    bool loaded = false; ///< The children have been made.
    Item item; ///< Not for ranges.
    mutable std::optional<std::uint64_t> elements; ///< Of an array, once they have been counted.
    mutable std::optional<Item> next; ///< The item of a newer tree, while it is compared.
    std::uint64_t first = 0; ///< Ranges: first child of the owning item.
    std::uint64_t count = 0; ///< Ranges: number of children.
    /// Ranges: index of the first element and of the last; kUnbounded where they hold no elements alone.
    std::uint64_t element = 0;
    std::uint64_t lastElement = 0;
    BitRange bits; ///< Ranges of children that are not one an element: where they lie. Else empty.
    Rows children;

    static std::unique_ptr<Row> ofItem(const Item& item)
    {
        auto row = std::make_unique<Row>();
        row->item = item;
        return row;
    }

    void add(std::unique_ptr<Row> child)
    {
        child->parent = this;
        child->row = int(children.size());
        children.push_back(std::move(child));
    }

    /// Whether a row for `child` is below this range.
    bool holds(const Item& child) const
    {
        return bits.count > 0 ? bits.contains(child.bits.first)
                              : child.element != kUnbounded && element <= child.element && child.element <= lastElement;
    }

    bool sameRange(const Row& other) const
    {
        return range == other.range && first == other.first && count == other.count && element == other.element
            && lastElement == other.lastElement && bits == other.bits;
    }

    /// The item whose children the children of this row are.
    const Item& owner() const
    {
        const Row* at = this;
        while (at->range)
            at = at->parent;
        return at->item;
    }
};

/// The parts of an array that stand in front of its elements: tag, length, count.
std::vector<Item> leadingParts(const AnnotationTree& tree, const Item& array);

} // namespace wirebench
