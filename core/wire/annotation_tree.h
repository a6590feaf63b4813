// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation.h"
#include "core/wire/series_index.h"
#include "core/wire/stored_value.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wirebench {

/// One node of the annotation tree as people see it: a record of the decoder, or a part of one computed from the
/// plan. A cheap value; it stays valid as long as the tree that made it.
struct Item {
    BitRange bits;
    Role role = Role::Value;
    SlotIndex slot = kNoIndex; ///< kNoIndex for parts that belong to no field.
    std::uint64_t element = kUnbounded; ///< Index in the enclosing array or buffer; kUnbounded elsewhere.
    bool leaf = true;
    bool damaged = false;
    bool null = false; ///< A value whose presence bit or byte says that it is absent.
    std::uint32_t record = kNoIndex; ///< The decoder's record this item is, or is part of.
    bool virtualPart = false; ///< Part of `record`, computed from the plan.
    std::uint64_t origin = 0; ///< Parts of bit records: first bit before clipping to what the input gave.
};

/// Read access to a Decoded as a tree. All ranges are bits of Decoded::space. Thread-safe; holds the Decoded.
class AnnotationTree {
public:
    explicit AnnotationTree(std::shared_ptr<const Decoded> decoded);

    const Decoded& decoded() const { return *m_decoded; }
    const Plan& plan() const { return *m_decoded->plan; }

    /// Items without a parent, in wire order: the root value (or buffer), then trailing bytes.
    std::vector<Item> roots() const;
    std::uint64_t childCount(const Item& item) const;
    /// Children `[first, first + count)` of `item`, in wire order; fewer when it has fewer.
    std::vector<Item> children(const Item& item, std::uint64_t first = 0, std::uint64_t count = kUnbounded) const;
    /// The items that contain `bit`, outermost first; the last one is a leaf. Empty when no leaf contains it.
    std::vector<Item> chainAt(std::uint64_t bit) const;

    /// Visits every item in wire order, parents before children. `chain` holds the item last, its ancestors before
    /// it. Returning false skips the item's children.
    using Visitor = std::function<bool(const std::vector<Item>& chain)>;
    void walk(const Visitor& visit) const;
    /// Like walk(), for the items that overlap `range` only: cost grows with what is shown, not with the buffer.
    void walkRange(BitRange range, const Visitor& visit) const;

    /// Field path of the last item of a chain: `a.b[2]`, `[1].code`. A structural leaf has the path of its field.
    std::string path(const std::vector<Item>& chain) const;
    /// What an item adds to the path of its parent (null for an item without one): `name`, `[2]`, `name[2]`,
    /// `["key"]`, or nothing for parts that belong to the parent's value.
    std::string stepText(const Item* parent, const Item& item) const;
    /// The item with this path as a chain; empty when there is none. Of an element without bits of its own: the run or
    /// gap it lies in.
    std::vector<Item> chainOf(std::string_view path) const;
    /// The bits of the last item of a chain; of a part of an element that shares parts with others all that belong to
    /// it.
    BitRange bitsOf(const std::vector<Item>& chain) const;
    /// Type name for display: `u32`, `[]Plugin`; for structural leaves what they are (`u32 length`).
    std::string typeName(const Item& item) const;
    /// The value for display and for the JSON form of annotations: JSON text of a leaf value, empty for composites
    /// without a short form and for structural leaves that carry none.
    std::string valueText(const Item& item) const;
    /// One short remark on what the value means beyond its number ("index 3 of enum", "null", "not a bool"), or
    /// empty.
    std::string meaningText(const Item& item) const;

    /// How an element that shares parts with others of its series came to be; also for the run, gap or lengths in front
    /// of one. Nothing for other items.
    std::optional<SeriesElement> seriesElement(const Item& item) const;
    /// The text of the element that `item` is or belongs to, at most `most` bytes: of a dictionary the text that the
    /// element names, else the whole element. `before`: of the element before it. Empty where there is none.
    Bytes elementText(const Item& item, bool before = false, std::uint64_t most = kUnbounded) const;
    /// The coding of the series that a leaf is an element of; nothing for other items.
    std::optional<SeriesCoding> codingAround(const Item& item) const;
    /// What a leaf holds that names its text by an index into the string table; nothing for other items.
    std::optional<std::uint64_t> tableIndex(const Item& item) const;
    /// The text that a leaf with a tableIndex() refers to; nothing when there is none.
    std::optional<ByteView> tableText(const Item& item) const;
    /// The reference that a leaf is a part of, or whose type it names; null for other items.
    const ReferenceInfo* referenceAround(const Item& item) const;
    /// Elements of an array as far as they could be read, those without bits of their own included.
    std::uint64_t elementCount(const Item& array) const;
    /// Whether what lies behind the prefixes and counts of an array is one child an element. Otherwise an element may
    /// have several children or none.
    bool oneChildAnElement(const Item& array) const;

    /// Ordinal of the field colour of the last item of a chain (Slot::colour of the field it belongs to); elements
    /// have their array's. kNoColour for parts that belong to no field.
    static constexpr std::uint16_t kNoColour = 0xFFFF;
    std::uint16_t colour(const std::vector<Item>& chain) const;

private:
    using ChildVisitor = std::function<bool(const Item&)>;

    /// Elements of one size that have no records, found by arithmetic. Bits.
    struct Elements {
        std::uint64_t first = 0;
        std::uint64_t size = 0;
        std::uint64_t count = 0;
        std::uint64_t before = 0; ///< Parts before the first element.
    };

    /// Children of a series that are all leaves with a record. Any of them is found by its index.
    struct LeafRecords {
        std::uint32_t first = 0; ///< Record.
        std::uint64_t count = 0;
        std::uint64_t before = 0; ///< Parts before the first.
    };

    Item itemOf(std::uint32_t record, SlotIndex slot, std::uint64_t at) const;
    Item virtualItem(SlotIndex slot, std::uint64_t at, std::uint64_t element, std::uint32_t record) const;
    Item clipped(Item item) const;
    bool forEachChild(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitRecords(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitRun(std::uint32_t record, BitRange window, const ChildVisitor& visit) const;
    bool visitStruct(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitBitRecord(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitArray(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitSlots(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitOptional(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitText(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitPresent(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitHeader(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool walkFrom(std::vector<Item>& chain, BitRange window, const Visitor& visit) const;
    bool hasRecords(const Item& item) const;
    std::optional<Elements> elementsOf(const Item& item) const;
    std::optional<LeafRecords> leafRecordsOf(const Item& item) const;
    const Node* seriesNode(const Item& array) const;
    bool visitElements(const Item& item, const Elements& elements, BitRange window, const ChildVisitor& visit) const;

    // The tagged family: annotation_tree_tagged.cpp, annotation_tree_series.cpp, annotation_text_tagged.cpp.
    Prefix prefixOf(const Item& item) const;
    bool isTagged() const;
    bool visitPrefix(const Item& item, BitRange window, const ChildVisitor& visit) const;
    bool visitTagged(const Item& item, BitRange window, const ChildVisitor& visit) const;
    Item contentOf(const Item& field) const;
    std::string frameText(std::uint8_t header) const;
    const AcceptedForm* formOf(const Item& item) const;
    bool namesText(const Item& item) const;
    std::uint64_t tagOf(const Item& item) const;
    std::optional<std::uint64_t> varintOf(const Item& item) const;
    std::string keyText(const Item& entry) const;
    bool standsFor(const Item& leaf, std::string_view path) const;
    Item valueLeaf(const Item& leaf) const;
    bool findPath(std::vector<Item>& chain, std::string_view path) const;
    std::string taggedTypeName(const Item& item) const;
    std::string taggedValueText(const Item& item) const;
    std::string taggedMeaningText(const Item& item) const;
    std::string scalarMeaningText(const Item& item, const Node& node, std::optional<std::uint64_t> number) const;
    std::string seriesPartText(const Item& item) const;
    std::string restText(const Item& item) const;
    std::string elementValueText(const Item& item, const SeriesElement& element) const;
    std::string elementMeaningText(const SeriesElement& element) const;
    std::string tagText(std::uint64_t tag) const;
    StoredValue storedOf(const Item& item) const;
    std::string typeIdText(const Item& item) const;
    std::string namedTypeText(const Item& item) const;

    std::shared_ptr<const Decoded> m_decoded;
    std::shared_ptr<SeriesElements> m_elements; ///< Reads *m_decoded.
};

} // namespace wirebench
