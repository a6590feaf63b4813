// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/raw_parts.h"
#include "core/wire/tagged_writer.h"
#include "core/wire/value.h"
#include "core/wire/varint.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace wirebench {

inline void append(Bytes& out, ByteView bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

inline void appendVarint(Bytes& out, std::uint64_t number)
{
    std::uint8_t varint[kLongestVarint];
    append(out, ByteView(varint, writeVarint(varint, number)));
}

/// A number as it was written before, as long as it stays the same.
inline void appendNumber(Bytes& out, std::uint64_t number, std::uint64_t before, ByteView asBefore)
{
    if (number == before)
        append(out, asBefore);
    else
        appendVarint(out, number);
}

/// A length as it was written in `raw` before `part`, if it still fits, and the content.
inline void appendDelimited(Bytes& out, ByteView content, ByteView raw, std::uint64_t lengthBegin, RawPart part)
{
    appendNumber(out, content.size(), part.end - part.begin, raw.subspan(lengthBegin, part.begin - lengthBegin));
    append(out, content);
}

inline ByteView bytesOf(ByteView raw, RawPart part)
{
    return raw.subspan(part.begin, part.end - part.begin);
}

/// Whether the subtrees at two indexes are the same value.
bool sameValue(const Value& a, std::uint32_t first, const Value& b, std::uint32_t second);

/// The indexes of the children of a node.
std::vector<std::uint32_t> childrenOf(const Value& value, std::uint32_t index);

/// How many of the values at `old` and `now` are the same at the start and, behind those, at the end.
std::pair<std::size_t, std::size_t> sameEnds(const Value& before, const std::vector<std::uint32_t>& old,
                                             const Value& after, const std::vector<std::uint32_t>& now);

/// Puts the bytes of an edited value together: what changed is written anew, the rest is taken from the old bytes.
/// `before` is the old value, `after` the new one with its measures. All must outlive the object. Where the old bytes
/// do not have the parts of the old value, the whole part is written anew.
class ValueSplicer {
public:
    /// `wholeBytes`: of the new message, as measured.
    ValueSplicer(const Value& before, const Value& after, const TaggedMeasures& measures, std::uint64_t wholeBytes)
        : m_before(before), m_after(after), m_plan(*after.plan), m_measures(measures), m_scratch(wholeBytes)
    {
    }

    /// The new content of the value at index `after`, of type `node`, whose old one, at index `before`, has the content
    /// `raw`.
    Bytes content(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);

private:
    /// A field that is new, and where it goes: before the first field of a higher rank.
    struct Insertion {
        std::uint64_t rank;
        Bytes bytes;
    };

    /// A message while it is put together: what becomes of each field it had, and what is new.
    struct Fields {
        std::vector<FieldSpan> raw;
        std::map<std::uint64_t, std::vector<std::size_t>> places; ///< In `raw`, by field number.
        std::vector<std::optional<Bytes>> changed; ///< By raw field; empty bytes: it goes.
        std::vector<Insertion> added;
    };

    /// What `write` writes of the new value.
    template <class Write>
    Bytes written(Write write)
    {
        TaggedWriter writer(m_after, m_measures, m_scratch.data());
        write(writer);
        return Bytes(static_cast<const std::uint8_t*>(m_scratch.data()), writer.at());
    }

    Bytes writtenContent(const Node& node, std::uint32_t after);
    Bytes bare(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);
    Bytes delimited(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);
    bool same(std::uint32_t before, std::uint32_t after) const { return sameValue(m_before, before, m_after, after); }

    // Messages (splice_message.cpp)
    Bytes message(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);
    Bytes putTogether(const Fields& fields, const Node& node, ByteView raw) const;
    std::uint64_t rankOf(const Node& node, std::uint64_t number) const;
    SlotIndex slotOf(const Node& node, std::uint64_t number) const;
    void changeField(Fields& fields, ByteView raw, const Node& node, SlotIndex slotIndex, std::uint32_t before,
                     std::uint32_t after);
    void changeLast(Fields& fields, ByteView raw, const Slot& slot, std::size_t place, std::uint32_t before,
                    std::uint32_t after);
    bool changeElements(Fields& fields, ByteView raw, const Slot& slot, const std::vector<std::size_t>& places,
                        std::uint32_t before, std::uint32_t after);
    void changeUnknown(Fields& fields, const Node& node, const std::vector<std::uint32_t>& old,
                       const std::vector<std::uint32_t>& now);

    // Other composites: nothing when the old content does not have the parts of the old value.
    std::optional<Bytes> presenceMap(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);
    std::optional<Bytes> series(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);
    std::optional<Bytes> map(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);
    std::optional<Bytes> reference(const Node& node, ByteView raw, std::uint32_t before, std::uint32_t after);

    const Value& m_before;
    const Value& m_after;
    const Plan& m_plan;
    const TaggedMeasures& m_measures;
    Bytes m_scratch; ///< As large as the whole message: whatever is written of it fits.
};

} // namespace wirebench
