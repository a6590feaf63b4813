// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/encoding_problems.h"
#include "core/wire/plain_leaf.h"
#include "core/wire/validation.h"
#include "core/wire/value.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench {

/// What has to be known of a value of the tagged family before it can be written in one go.
struct TaggedMeasures {
    static constexpr std::uint32_t kOmitted = 0xFFFFFFFFu;
    static constexpr std::uint32_t kAsGiven = 0xFFFFFFFFu;

    /// By index of the value node:
    /// - a field of a message or presence map: kOmitted when it is not written;
    /// - a struct, series, map, reference: bytes of its content;
    /// - a text that is an index into the string table: that index;
    /// - the first key of a map: where the map's keys start in `keys`, kAsGiven when they are in order as they are.
    /// The others have no note.
    std::unique_ptr<std::uint32_t[]> notes;
    std::vector<PlainLeaf> leaves; ///< By slot of the plan, as far as they have been asked for.
    std::vector<std::uint32_t> keys; ///< Indexes of the keys of unsorted maps, sorted by their bytes.
    std::vector<ByteView> strings; ///< The string table. They lie in the value's heap.
    std::uint64_t tableBytes = 0; ///< The string table behind its tag and length; 0: there is none.
    bool hasUnknown = false; ///< Some message has unknown fields.
};

/// Bytes of the content of the value at `index`, of type `node`, which was measured.
std::uint64_t measuredBytes(const Value& value, const TaggedMeasures& measures, const Node& node, std::uint32_t index);

/// The passes before writing: sizes, the string table, the order of map keys, what is left out, and every problem.
/// Recursion follows the nesting of the value, which EncodingProblems::checkDepth() bounds.
class TaggedMeasure {
public:
    /// Problems go to `problems`. The value must outlive the object.
    TaggedMeasure(const Value& value, const Limits& limits, Diagnostics& problems);

    /// Lets the string tables of the messages that follow begin with `strings`, which must outlive the object. Without
    /// it they begin with the table that came with unknown fields.
    void keepTable(std::vector<ByteView> strings) { m_kept = std::move(strings); }
    /// Bytes of the whole message at `index`, with its string table. `here` is where it stands. The notes of one
    /// message stay valid until the next is measured.
    std::uint64_t message(std::uint32_t index, const Crumb& here);
    /// Bytes of the value at `index`, of type `node`, in its bare form.
    std::uint64_t bareValue(const Node& node, std::uint32_t index);

    bool hasProblems() const { return m_problems.any(); }
    const TaggedMeasures& measures() const { return m_measures; }

private:
    std::uint64_t content(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t bare(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t leaf(const Node& node, const ValueNode& value, const Crumb& here);
    std::uint64_t structure(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t field(SlotIndex slotIndex, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t fieldsInOrder(const Node& node, std::uint32_t& child, std::uint32_t depth, const Crumb& here);
    std::uint64_t inForm(const Slot& slot, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t inRun(const Slot& slot, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t inElements(const Slot& slot, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t unknownFields(std::uint32_t index, const Crumb& here);
    std::uint64_t series(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t elements(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t map(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t reference(const Node& node, std::uint32_t index, std::uint32_t depth, const Crumb& here);
    std::uint64_t foreignType(const ReferenceInfo& info, std::uint32_t index, const Crumb& here);

    void checkCount(const Node& node, const ValueNode& list, const Crumb& here);
    void checkFlatSeries(const Node& node, std::uint32_t index, const Crumb& here);
    void checkOneof(const Node& node, std::uint32_t index, const Crumb& here);
    void checkRules(const Slot& slot, std::uint32_t index, const Crumb& here);
    void sortKeys(const Node& keyNode, std::uint32_t index, const Crumb& here);

    bool isOmitted(const Slot& slot, std::uint32_t index);
    bool equalsDefault(const Slot& slot, std::uint32_t index);
    bool isZero(const Node& node, std::uint32_t index) const;

    std::uint64_t tableIndex(std::uint32_t index, const Crumb& here);
    void startTable(std::uint32_t message);
    void finishTable();
    /// Notes a size and gives it back; a size that no note can hold is a problem.
    std::uint64_t note(std::uint32_t index, std::uint64_t bytes, const Crumb& here);

    const Value& m_value;
    const Plan& m_plan;
    EncodingProblems m_problems;
    Validator m_validator;
    TaggedMeasures m_measures;
    /// Of the strings of the table. An ordered map: a hash would let chosen texts make this slow.
    std::map<std::string_view, std::uint32_t> m_indexes;
    std::optional<std::vector<ByteView>> m_kept;
    std::vector<std::uint32_t> m_children; ///< A stack: indexes of the fields of the structs being walked.
    std::vector<std::uint32_t> m_firstOfGroup; ///< By oneof group of one message.
    Bytes m_scratch;
};

} // namespace wirebench
