// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/explain.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

// How a leaf is explained, topic by topic. Each function adds the steps of its topic.

namespace wirebench {

/// A leaf that is being explained: what there is to know about it, and the steps so far. Refers to what it was made
/// of.
struct LeafExplanation {
    const AnnotationTree& tree;
    const std::vector<Item>& chain; ///< The leaf and what it lies in, outermost first.
    const RuleTexts& rules;
    const SchemalessDialect* dialect; ///< Of the format; may be null.
    Explanation out = {};

    const Plan& plan() const { return tree.plan(); }
    const Item& item() const { return chain.back(); }
    ByteView space() const { return *tree.decoded().space; }

    /// Whether the plan is one of tagged messages, whose lengths and counts are varints.
    bool isTagged() const { return plan().dialect.skip[0] != Skip::None; }
    bool wholeBytes() const { return item().bits.first % 8 == 0 && item().bits.count % 8 == 0; }
    /// The leaf's bytes. Requires wholeBytes().
    ByteView bytes() const { return space().subspan(item().bits.first / 8, item().bits.count / 8); }
    std::string byteCount() const;
    unsigned shownBits() const { return static_cast<unsigned>(std::min<std::uint64_t>(64, item().bits.count)); }
    /// The first shownBits() bits as a number.
    std::uint64_t stored() const;

    /// Adds a step; one without a text is left out.
    void step(std::string title, std::string text, std::string rule = {});
};

/// The rules that say how a varint holds its number, how zigzag counts, and how a float lies.
std::string varintRule();
std::string zigZagRule();
std::string floatRule();

/// Where the bits lie, and in what.
void explainPlace(LeafExplanation& leaf);
void explainTag(LeafExplanation& leaf);
/// A structural number: a varint in the tagged family, else a fixed width. `rule` says what it is for.
void explainNumber(LeafExplanation& leaf, std::string title, std::string rule);
/// The length of what follows.
void explainLength(LeafExplanation& leaf);
void explainPresence(LeafExplanation& leaf);
/// The id, name or hash of the type of what follows.
void explainTypeId(LeafExplanation& leaf);
/// A text of a string table or dictionary.
void explainTableText(LeafExplanation& leaf);
/// Which problems there are in bits that could not be read.
void explainError(LeafExplanation& leaf);
/// The header byte of a stream frame.
void explainFrameHeader(LeafExplanation& leaf);
/// What the type does not have: number and wire type of a field, and what its payload may be.
void explainUnknown(LeafExplanation& leaf);
/// A leaf with Role::Value: how its bits become the number or content, and that the value.
void explainValue(LeafExplanation& leaf);
/// The content of text, bytes and the values that are made of several parts.
void explainContent(LeafExplanation& leaf, const Node& node);
/// A text that a field names by its index in the string table.
void explainTableIndex(LeafExplanation& leaf, std::uint64_t index);

/// The series that a leaf is a child of; null when it is none of one.
const Node* seriesAround(const LeafExplanation& leaf);
/// An element that means nothing without others: of Delta, Dictionary and Prefix. False for any other leaf.
bool explainSharingElement(LeafExplanation& leaf);
/// Where an element stands whose place is said by the number in front of it: of RunLength and Sparse.
void explainElementPlace(LeafExplanation& leaf);
/// A count or length inside a series. False for any other leaf.
bool explainSeriesPart(LeafExplanation& leaf);
/// An element of a few bits, wherever they lie.
void explainPackedElement(LeafExplanation& leaf);
/// Which part of the entry of a map a leaf is; nothing for other leaves.
void explainEntry(LeafExplanation& leaf);

/// What the format's own rule for this kind of field is.
void explainFieldRule(LeafExplanation& leaf);
/// Why fields of the struct around the leaf are not on the wire.
void explainAbsences(LeafExplanation& leaf);

} // namespace wirebench
