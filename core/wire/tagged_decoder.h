// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/decode_stop.h"
#include "core/wire/nesting.h"
#include "core/wire/straight_field.h"
#include "core/wire/tagged_cursor.h"
#include "core/wire/tagged_lookahead.h"

#include <array>
#include <chrono>
#include <set>
#include <string_view>
#include <vector>

namespace wirebench {

/// Decodes values of the tagged family (core/wire/README.md). Keeps its own stack, so that depth costs no native stack;
/// no allocation, virtual call or text per field; problems on a cold path.
///
/// It is instantiated for AnnotationSink (tagged_decoder.cpp) and for ValueSink (tagged_values.cpp) from
/// tagged_message.h, tagged_straight.h, tagged_fields.h, tagged_missing.h, tagged_leaves.h, tagged_series.h,
/// tagged_map.h, tagged_reference.h and tagged_table.h.
template <class Sink>
class TaggedDecoder : public TaggedCursor<Sink> {
public:
    using Base = TaggedCursor<Sink>;

    TaggedDecoder(const Plan& plan, ByteView bytes, const Limits& limits, Sink& sink, ProblemList& problems);

    /// Where a message lies. Bytes.
    struct Part {
        std::uint64_t begin = 0; ///< Of its content.
        std::uint64_t end = 0;
        std::uint64_t element = kUnbounded; ///< Its index in a buffer of messages.
        std::uint8_t lengthBytes = 0; ///< Width of the length before `begin` that belongs to its record.
        bool capped = false; ///< Its length claims more than there is.
    };

    /// Decodes the content of `root` (Op::Tagged or Op::PresenceMap) in `part`. Covers all of it with records. Limits
    /// and string tables begin anew with each call.
    void decodeMessage(SlotIndex root, const Part& part);

    /// Decodes the bare form of `slot` that fills all bytes: a declared default. For values only.
    void decodeDefault(SlotIndex slot);

    /// The byte at which an earlier run over the same bytes ran out of time; this one will end there too.
    void stopAt(std::uint64_t byte) { m_stopAt = byte; }

private:
    using Base::m_at;
    using Base::m_end;
    using Base::m_stack;
    using typename Base::Frame;

    /// Where a value's record starts and what stands before its content.
    struct Lead {
        std::uint64_t begin = 0; ///< First byte of the record.
        std::uint8_t tag = 0; ///< Bytes of the tag.
        std::uint8_t length = 0; ///< Bytes of the length.

        Prefix prefix() const { return {tag, 0, length}; }
    };
    /// The end of a value's content, and whether its length claims more than there is.
    struct Extent {
        std::uint64_t end = 0;
        bool capped = false;
    };
    /// What has been seen of a slot of an open struct.
    struct SlotState {
        std::uint32_t count = 0; ///< Repeated: elements.
        bool seen = false;
        bool refused = false; ///< Repeated: a limit is exceeded; the field is left out.
    };
    /// What is known of a node of structs.
    struct TypeNotes {
        std::uint16_t groups = 0; ///< Of oneof fields.
        bool known = false; ///< `groups` is set.
        bool met = false; ///< Annotations: it has been open before.
        std::uint32_t firstRow = kNoIndex; ///< Of its rows, one a slot by ascending number; kNoIndex: none yet.
    };
    struct TableText {
        std::uint64_t begin = 0;
        std::uint64_t bytes = 0;
        ValueKind kind = ValueKind::Text;
    };
    /// A key in the form in which the encoder writes it, for order and equality.
    struct MapKey {
        ByteView content; ///< Of text, bytes and fixed widths.
        std::array<std::uint8_t, kLongestVarint> number{};
        std::uint8_t numberBytes = 0; ///< 0: `content`.

        ByteView bytes() const { return numberBytes != 0 ? ByteView(number.data(), numberBytes) : content; }
        bool operator<(const MapKey& other) const;
    };
    struct KeyEntry {
        MapKey key;
        mutable std::uint32_t handle = kNoIndex; ///< The sink's, of the key of the entry that is in the value.
        bool operator<(const KeyEntry& other) const { return key < other.key; }
    };
    /// What has been seen of an open map.
    struct MapState {
        std::vector<KeyEntry> ascending; ///< The entries as long as their keys ascend; afterwards the last is last.
        std::set<KeyEntry> keys; ///< All, once they do not ascend any more.
        typename std::set<KeyEntry>::iterator current; ///< The open entry in `keys`.
        bool sorted = true;
        bool keyRead = false; ///< The open entry has a key.
        bool compared = false;
        std::uint32_t replaced = kNoIndex; ///< Handle of an entry with the same key.
        std::uint32_t entryMark = 0; ///< The sink's mark before the open entry, and behind its key.
        std::uint32_t valueMark = 0;
        std::uint32_t entryRecord = 0;
    };

    // tagged_message.h
    void run();
    void abort();
    bool outOfTime();
    void push(Role role, PathStep where, NodeIndex node, const Lead& lead, Extent extent);
    void openValue(ValueKind kind, std::uint64_t payload = 0);
    void closeTop();
    void endComposite(bool check);
    void stop();
    void markStopped();
    void openStruct(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent);
    void openStates(Frame& frame, const Node& node);
    void openPresence(const Node& node);
    void runMessage();
    void runPresence();
    void finishStruct();

    // tagged_straight.h
    void openRows(TypeNotes& notes, const Node& node);
    void straightFields();
    bool straightValue(const StraightField& field);
    void straightLeaf(const StraightField& field, std::uint8_t lengthBytes, std::uint64_t end);

    // tagged_fields.h
    void field();
    void fieldOfNoNumber(const Lead& lead, std::uint64_t number, std::uint8_t wireType);
    void fieldOfOtherType(const Lead& lead, SlotIndex slot, std::uint8_t wireType);
    std::string wireTypeText(std::uint8_t wireType) const;
    SlotIndex slotOf(Frame& frame, const Node& node, std::uint32_t number) const;
    SlotState& stateOf(SlotIndex slot);
    const AcceptedForm* formOf(SlotIndex slot, std::uint8_t wireType) const;
    void knownField(SlotIndex slot, const AcceptedForm& form, const Lead& lead);
    void noteForm(const AcceptedForm& form, PathStep where, const Lead& lead);
    void noteSeen(SlotIndex slot, const Lead& lead);
    void elementField(SlotIndex slot, const Lead& lead);
    bool skipPayload(std::uint8_t wireType, PathStep where);
    void skippedField(const Lead& lead, std::uint8_t wireType, SlotIndex slot);
    void unknownField(const Lead& lead, std::uint32_t number, std::uint8_t wireType);

    // tagged_missing.h
    void missing(SlotIndex slot);
    bool isPlainStruct(SlotIndex slot) const;
    void missingValue(SlotIndex slot);
    void zeroValue(SlotIndex slot, std::uint32_t depth);
    std::uint64_t zeroElements(NodeIndex root);
    bool isPlain(PathStep where) const;
    void checkZero(PathStep where, const Lead& lead);
    void noteEmpty(PathStep where, const Lead& lead);

    // tagged_leaves.h
    void bare(PathStep where, Lead lead);
    Extent claim(PathStep where, std::uint64_t length, BitRange bits);
    void content(PathStep where, const Lead& lead, Extent extent);
    void scalarContent(PathStep where, const Lead& lead, Extent extent, bool bounded);
    void bytesContent(PathStep where, const Lead& lead, Extent extent);
    bool checkContent(PathStep where, const Node& node, ByteView content);
    bool checkBigInt(PathStep where);
    void leaf(PathStep where, const Lead& lead, bool kept);
    void withTrailing(PathStep where, const Lead& lead, BitRange bits, bool kept);
    void refuse(PathStep where, const Lead& lead, std::uint64_t end);

    // tagged_series.h
    void openSeries(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent);
    void flatSeries(const Node& node);
    void elementRun(SlotIndex slot, Lead lead, bool bits);
    std::uint64_t packedCount(const Node& element) const;
    void scalars(SlotIndex slot, std::uint64_t count, std::uint64_t first);
    void packedBits(SlotIndex slot, std::uint64_t count, std::uint64_t first);
    void openCounted(const Node& node);
    void runSeries();
    void endSeries();

    // tagged_map.h
    void openMap(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent);
    std::uint64_t leastBytes(SlotIndex slot) const;
    void runMap();
    void openEntry();
    void closeEntry();
    bool readKey(SlotIndex slot);
    void compareKeys(const MapKey& key, BitRange bits);

    // tagged_reference.h
    void openReference(PathStep where, NodeIndex nodeIndex, const Lead& lead, Extent extent, bool bounded);
    void runReference();
    bool referenceById(const ReferenceInfo& info, bool bounded);
    bool referenceByName(const ReferenceInfo& info);
    bool referenceByHash(const ReferenceInfo& info);
    void nil(BitRange bits, bool full);
    void skipValue();
    void notAllowed(std::string_view name, BitRange bits);
    void foreign(ValueKind kind, std::uint64_t number, ByteView name, BitRange bits);
    void concrete(std::uint32_t type);

    // tagged_table.h
    void stringTable(const Lead& tag);
    bool tableTexts();
    void tableIndex(PathStep where, const Lead& lead);
    bool inlineText(PathStep where, const Lead& lead, std::uint64_t length);
    void textValue(PathStep where, ValueKind kind, ByteView content);
    void keptStrings();

    const std::uint32_t m_depthLimit;
    std::chrono::steady_clock::time_point m_deadline;
    std::uint64_t m_stopAt = kUnbounded;
    std::uint32_t m_opened = 0;
    bool m_aborted = false;

    std::vector<SlotState> m_states; // of the structs that are open, and one entry a oneof group behind each's slots
    std::vector<TypeNotes> m_types; // by node
    std::vector<StraightField> m_rows; // of the types that have them
    std::vector<std::uint64_t> m_zeroElements; // by node, see zeroElements(); kUnbounded: not known yet
    std::vector<MapState> m_maps; // of the maps that are open
    InlineTextLookahead m_lookahead;
    std::vector<TableText> m_table;
    std::uint64_t m_messageBegin = 0;
    bool m_hasTable = false;
    bool m_hasUnknown = false;
    bool m_kept = false; // the last value without parts is in the value
};

} // namespace wirebench
