// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/wire/annotation.h"
#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/problem_list.h"
#include "core/wire/series_encoder.h"
#include "core/wire/stored_value.h"
#include "core/wire/value.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wirebench {

/// What the decoders of the tagged family share: a position in the input, the end of the part that is being read,
/// reading with diagnostics, limits, and the way to the sink. All positions are bytes.
///
/// `Sink` takes records (open, close, leaf, prefix: see AnnotationSink) and values (scalar, content, openValue …: see
/// ValueSink); each sink ignores the other half, so that one code decides what is read and what is kept.
///
/// A function that says it "gives nothing" or false has told what is wrong and has moved nowhere. The caller ends the
/// part with spoil(): every byte must end up in exactly one leaf.
template <class Sink>
class TaggedCursor {
public:
    TaggedCursor(const Plan& plan, ByteView bytes, const Limits& limits, Sink& sink, ProblemList& problems)
        : m_plan(plan), m_bytes(bytes), m_limits(limits), m_sink(sink), m_problems(problems)
    {
    }

    const Plan& plan() const { return m_plan; }
    ByteView bytes() const { return m_bytes; }
    const Limits& limits() const { return m_limits; }
    Sink& sink() { return m_sink; }

    std::uint64_t at() const { return m_at; }
    std::uint64_t end() const { return m_end; }
    std::uint64_t left() const { return m_end - m_at; }
    const std::uint8_t* data() const { return m_bytes.data() + m_at; }
    /// Requires bytes <= left().
    void advance(std::uint64_t bytes) { m_at += bytes; }
    /// The bytes from `begin` to the position, as bits.
    BitRange bitsFrom(std::uint64_t begin) const { return bitsOfBytes(begin, m_at - begin); }

    /// Adds a problem at `where`, a place below the values that are open: `{kNoIndex, kUnbounded}` is the innermost
    /// of them itself. No text is made when nobody will see it.
    template <class MakeMessage>
    [[gnu::cold, gnu::noinline]] void problem(Severity severity, std::string_view code, BitRange bits, PathStep where,
                                              MakeMessage makeMessage)
    {
        if (!m_problems.full())
            m_problems.add(severity, code, bits, pathOf(where), makeMessage());
    }

    /// Reads a varint that is `what` ("length", "count", "index") of `where`, and warns when it is not in its
    /// shortest form. Nothing when it is cut short or has more than 64 bits.
    std::optional<std::uint64_t> varint(PathStep where, std::string_view what)
    {
        const ReadVarint read = readVarint(m_bytes, m_at, m_end);
        if (read.end != VarintEnd::Shortest) [[unlikely]] {
            if (!varintProblem(read, where, what))
                return std::nullopt;
        }
        m_at += read.bytes;
        return read.value;
    }

    /// Reads a varint as a leaf of its own: a length, count or index inside a value.
    std::optional<std::uint64_t> varintLeaf(Role role, PathStep where, std::string_view what)
    {
        const std::uint64_t begin = m_at;
        const std::optional<std::uint64_t> value = varint(where, what);
        if (value)
            m_sink.leaf(role, bitsFrom(begin), kNoIndex, 1, kUnbounded);
        return value;
    }

    /// Counts `count` more elements of a series or map that has `before` already against the limits. `bits` say what
    /// claims them. False when a limit is exceeded: the field is left out.
    bool countElements(std::uint64_t count, std::uint64_t before, BitRange bits, PathStep where)
    {
        const std::uint64_t array = m_limits.arrayElements != 0 ? m_limits.arrayElements : kMostElements;
        if (count > array || before > array - count) [[unlikely]] {
            problem(Severity::Error, "limit-array", bits, where, [&] {
                return Message{"There are {0} elements here; the limit is {1}. Raise the array limit to read them.",
                               {std::to_string(before + count), std::to_string(array)}};
            });
            return false;
        }
        return countTotal(count, bits, where);
    }

    /// Counts `count` more elements of all kinds against the limit. False when it is exceeded.
    bool countTotal(std::uint64_t count, BitRange bits, PathStep where)
    {
        const std::uint64_t total = m_limits.totalElements != 0 ? m_limits.totalElements : kMostElements;
        if (count > total - std::min(m_total, total)) [[unlikely]] {
            problem(Severity::Error, "limit-total", bits, where, [&] {
                return Message{"With these there are {0} elements in all; the limit is {1}. Raise it to read them.",
                               {std::to_string(m_total + count), std::to_string(total)}};
            });
            return false;
        }
        m_total += count;
        return true;
    }

    /// Counts `count` elements that have no bytes of their own, so that a few bytes cannot stand for gigabytes where
    /// the limits say none. They are among those that countElements() has counted. False when they are too many.
    bool countImplied(std::uint64_t count, BitRange bits, PathStep where)
    {
        m_implied += count; // countElements() keeps each from being large
        if (m_limits.totalElements != 0 || m_implied <= kMostImplied) [[likely]]
            return true;
        problem(Severity::Error, "limit-total", bits, where, [&] {
            return Message{"With these there are {0} elements that take no bytes; without a limit on all elements, {1} "
                           "are read.",
                           {std::to_string(m_implied), std::to_string(kMostImplied)}};
        });
        return false;
    }

    /// Of `count` elements that take at least `least` (>= 1) bytes each, those that the rest of the part can hold;
    /// with an error at `bits` where that is fewer.
    std::uint64_t fittingElements(std::uint64_t count, std::uint64_t least, BitRange bits, PathStep where)
    {
        const std::uint64_t there = std::min(count, left() / least);
        if (there < count) [[unlikely]]
            problem(Severity::Error, "truncated", bits, where, [&] {
                return Message{"The count says {0} elements, but the {1} bytes that are left hold at most {2}.",
                               {std::to_string(count), std::to_string(left()), std::to_string(there)}};
            });
        return there;
    }

    /// Counts `bytes` of text or bytes that a coding spells out though the input holds them once. False when that is
    /// more than a message may have.
    bool expandBytes(std::uint64_t bytes, BitRange bits, PathStep where)
    {
        const std::uint64_t most = m_limits.messageBytes != 0 ? m_limits.messageBytes : kMostExpanded;
        if (bytes > most - std::min(m_expanded, most)) [[unlikely]] {
            problem(Severity::Error, "limit-message", bits, where, [&] {
                return Message{"Written out, the texts take more than {0} bytes; raise the message limit to read them.",
                               {std::to_string(most)}};
            });
            return false;
        }
        m_expanded += bytes;
        return true;
    }

    /// Reads a bare scalar (Op::Varint, Op::Fixed) of `where` at the position and gives it as a leaf and a value. A
    /// number that the type does not have is an Error leaf without a value. False when it cannot be read.
    bool scalar(PathStep where)
    {
        const std::uint64_t begin = m_at;
        const std::optional<std::uint64_t> stored = storedScalar(where);
        if (!stored)
            return false;
        const StoredValue value = checkScalar(*stored, bitsFrom(begin), where);
        const bool kept = value.kind != ValueKind::Absent;
        m_sink.leaf(kept ? Role::Value : Role::Error, bitsFrom(begin), where.slot, 1, where.element);
        if (kept)
            m_sink.scalar(elementSlot(where), value.kind, value.payload);
        return true;
    }

    /// The bits of a bare scalar as they are stored; nothing when it cannot be read. No record.
    std::optional<std::uint64_t> storedScalar(PathStep where)
    {
        const Node& node = m_plan.nodeOf(elementSlot(where));
        if (node.op == Op::Varint)
            return varint(where, "value");
        const auto width = static_cast<unsigned>(node.minBits / 8);
        if (left() < width) [[unlikely]] {
            truncated(where, width);
            return std::nullopt;
        }
        const std::uint64_t stored = readLittle(data(), width);
        m_at += width;
        return stored;
    }

    /// What a stored scalar means, with the problems it has. Absent when the type has no such value.
    StoredValue checkScalar(std::uint64_t stored, BitRange bits, PathStep where)
    {
        const Node& node = m_plan.nodeOf(elementSlot(where));
        const StoredValue value
            = node.op == Op::Varint ? interpretVarint(m_plan, node, stored) : interpretStored(m_plan, node, stored);
        if (!value.code.empty() || (node.meaning == Meaning::Bool && stored > 1)
            || (node.canonicalFloat && node.meaning == Meaning::Float)) [[unlikely]]
            return checkOdd(node, value, stored, bits, where);
        return value;
    }

    /// Checks text or bytes (Op::Content of an element) against the limit and UTF-8, and gives the value. `content`
    /// may lie outside the input; `bits` are what stands for it. False when it is left out. No record.
    bool contentElement(PathStep where, ByteView content, BitRange bits)
    {
        if (!contentFits(where, content.size(), bits))
            return false;
        m_sink.content(elementSlot(where), contentKind(where, content, bits), content);
        return true;
    }

    /// Whether content of `bytes` bytes keeps the limit of texts; else an error at `bits`.
    bool contentFits(PathStep where, std::uint64_t bytes, BitRange bits)
    {
        if (m_limits.stringBytes == 0 || bytes <= m_limits.stringBytes) [[likely]]
            return true;
        problem(Severity::Error, "limit-string", bits, where, [&] {
            return Message{"There are {0} bytes here; the limit is {1}. Raise the text limit to read them.",
                           {std::to_string(bytes), std::to_string(m_limits.stringBytes)}};
        });
        return false;
    }

    /// Whether content has as many bytes as its type takes, where that is fixed; else an error at `bits`.
    bool sizeFits(PathStep where, std::uint64_t bytes, BitRange bits)
    {
        const Node& node = m_plan.nodeOf(elementSlot(where));
        if (node.capacity == 0 || bytes == node.capacity) [[likely]]
            return true;
        problem(Severity::Error, node.meaning == Meaning::Bytes ? "array-count" : "bad-length", bits, where, [&] {
            return Message{"{0} takes exactly {1} bytes, here are {2}; the value is left out.",
                           {std::string(m_plan.text(node.name)), std::to_string(node.capacity), std::to_string(bytes)}};
        });
        return false;
    }

    /// Text, RawText (with a warning) or Content.
    ValueKind contentKind(PathStep where, ByteView content, BitRange bits)
    {
        if (m_plan.nodeOf(elementSlot(where)).meaning != Meaning::Text)
            return ValueKind::Content;
        const std::size_t valid = validUtf8Prefix(content);
        if (valid == content.size()) [[likely]]
            return ValueKind::Text;
        if (m_limits.validateUtf8)
            problem(Severity::Warning, "invalid-utf8", firstBad(content, valid, bits), where, [&] {
                return Message{"The text is not valid UTF-8 from its byte {0} on.", {std::to_string(valid)}};
            });
        return ValueKind::RawText;
    }

    [[gnu::cold, gnu::noinline]] void truncated(PathStep where, std::uint64_t expected)
    {
        problem(Severity::Error, "truncated", bitsOfBytes(m_at, left()), where, [&] {
            return Message{"{0} bytes were expected here, {1} are left.",
                           {std::to_string(expected), std::to_string(left())}};
        });
    }

    /// Covers the rest of the part with an Error leaf: nothing more can be read in it.
    void spoil()
    {
        if (m_at < m_end)
            m_sink.leaf(Role::Error, bitsOfBytes(m_at, left()), kNoIndex, 1, kUnbounded);
        m_at = m_end;
    }

    /// Bytes left over inside a part: a warning and a leaf. Nothing when there are none.
    void trailing(PathStep where)
    {
        if (m_at == m_end) [[likely]]
            return;
        problem(Severity::Warning, "trailing-bytes", bitsOfBytes(m_at, left()), where, [&] {
            return Message{"The value ends at byte {0}, but {1} more bytes follow in its part.",
                           {std::to_string(m_at), std::to_string(left())}};
        });
        m_sink.leaf(Role::Trailing, bitsOfBytes(m_at, left()), kNoIndex, 1, kUnbounded);
        m_at = m_end;
    }

    /// The slot that says what an element of `where` is: where.slot itself, or the element slot of its Series when
    /// where names a field of which every element is a field of its own.
    SlotIndex elementSlot(PathStep where) const { return valueSlot(m_plan, where); }

    /// Path of a place below the values that are open.
    std::string pathOf(PathStep where) const
    {
        std::string path;
        for (const Frame& frame : m_stack) {
            appendPathStep(path, m_plan, {frame.slot, frame.element});
            if (frame.keyed)
                appendKeyStep(path, m_plan, m_plan.nodeOf(m_plan.nodes[frame.node].firstSlot),
                              m_bytes.subspan(frame.keyBegin, frame.keyBytes));
        }
        appendPathStep(path, m_plan, where);
        return path;
    }

protected:
    static constexpr std::uint64_t kMostElements = 100'000'000; ///< Where the limits say none.
    static constexpr std::uint64_t kMostImplied = 10'000'000; ///< Where the limits say none.
    static constexpr std::uint64_t kMostExpanded = 1u << 30;

    /// A value that is open. Its part of the input ends at `end`.
    struct Frame {
        NodeIndex node = kNoIndex;
        SlotIndex slot = kNoIndex;
        std::uint64_t element = kUnbounded;
        std::uint64_t begin = 0; ///< Of its record.
        std::uint64_t bareBegin = 0; ///< Behind its tag.
        std::uint64_t end = 0;
        std::uint64_t remaining = 0; ///< Series, Map: elements to come.
        std::uint64_t index = 0; ///< Series, Map: index of the next. PresenceMap: of the next field. Tagged: where
                                 ///< the number of the field before lies in Plan::numbers, from the struct's first.
        std::uint64_t keyBegin = 0; ///< Map: content of the key whose value is being read. PresenceMap: the bits.
        std::uint64_t keyBytes = 0;
        std::uint64_t valueEnd = 0; ///< Reference: where its value ends.
        std::uint32_t record = 0;
        std::uint32_t value = kNoIndex; ///< The sink's handle of the value.
        std::uint32_t wrapper = kNoIndex; ///< Handle of the List around an element that is a field of its own.
        std::uint32_t mark = 0; ///< The sink's mark before the value, to take it back.
        std::uint32_t depth = 0; ///< Structs around and including this one.
        std::uint32_t states = 0; ///< Tagged: first entry of the states of its slots.
        std::uint32_t lastNumber = 0; ///< Tagged: number of the field before.
        bool keyed = false;
        bool capped = false; ///< Its length claims more than there is.
        bool stopped = false; ///< Nothing more can be read in it.
        bool refused = false; ///< Left out of the value.
        bool shortCount = false; ///< Its count claims more than there is.
        bool opened = false; ///< Reference: it has a value of a known type.
        bool noted = false; ///< Its empty part has been spoken of.
    };

    /// Warns about a float that the encoder would have written in another way.
    void checkFloat(std::uint64_t stored, BitRange bits, PathStep where)
    {
        const auto width = static_cast<unsigned>(bits.count);
        const std::uint64_t right = canonicalFloat(stored, width);
        if (stored != right && m_plan.dialect.canonical) [[unlikely]]
            problem(Severity::Warning, "non-canonical-float", bits, where, [&] {
                return right == 0 ? Message{"Negative zero is written as +0.", {}}
                                  : Message{"Every NaN is written as the one quiet NaN; this one has other bits.", {}};
            });
    }

    /// Reports what is wrong with a varint; true when it can be read all the same.
    [[gnu::cold, gnu::noinline]] bool varintProblem(const ReadVarint& read, PathStep where, std::string_view what)
    {
        const BitRange bits = bitsOfBytes(m_at, read.bytes);
        switch (read.end) {
        case VarintEnd::Long:
            problem(Severity::Warning, "non-canonical-varint", bits, where, [&] {
                return Message{"This {0} takes {1} bytes; the shortest form of {2} has {3}.",
                               {std::string(what), std::to_string(read.bytes), std::to_string(read.value),
                                std::to_string(varintBytes(read.value))}};
            });
            return true;
        case VarintEnd::Overflow:
            problem(Severity::Error, "varint-overflow", bits, where, [&] {
                return Message{"This {0} has more than 64 bits: the tenth byte of a varint is 0 or 1, here it is {1}.",
                               {std::string(what), std::to_string(m_bytes[m_at + read.bytes - 1])}};
            });
            return false;
        default:
            problem(Severity::Error, "truncated", bits, where, [&] {
                return read.bytes == 0
                    ? Message{"A varint ({0}) was expected here, but no bytes are left.", {std::string(what)}}
                    : Message{"The bytes end inside this varint ({0}): its last byte says that more follow.",
                              {std::string(what)}};
            });
            return false;
        }
    }

    std::vector<Frame> m_stack;
    std::uint64_t m_at = 0;
    std::uint64_t m_end = 0;
    std::uint64_t m_total = 0;
    std::uint64_t m_implied = 0;
    std::uint64_t m_expanded = 0;

private:
    /// The byte where text goes wrong, if it lies in the input.
    BitRange firstBad(ByteView content, std::size_t valid, BitRange bits) const
    {
        const bool inside = content.data() >= m_bytes.data() && content.data() < m_bytes.data() + m_bytes.size();
        const auto begin = static_cast<std::uint64_t>(content.data() - m_bytes.data());
        return inside ? bitsOfBytes(begin + valid, 1) : bits;
    }

    StoredValue checkOdd(const Node& node, const StoredValue& value, std::uint64_t stored, BitRange bits,
                         PathStep where)
    {
        if (node.meaning == Meaning::Float) {
            checkFloat(stored, bits, where);
            return value;
        }
        if (node.meaning == Meaning::Bool) {
            problem(Severity::Warning, "bool-value", bits, where, [&] {
                return Message{"A bool is 0 or 1; {0} is read as true.", {std::to_string(stored)}};
            });
            return value;
        }
        const std::string type(m_plan.text(node.name));
        if (value.code == "unknown-enum-value") {
            problem(Severity::Note, value.code, bits, where, [&] {
                return Message{"{0} has no value with the number {1}; the number is kept.",
                               {type, std::to_string(value.payload)}};
            });
            return value;
        }
        problem(Severity::Error, value.code, bits, where, [&] {
            const auto text = [&](std::uint64_t number) {
                return node.isSigned ? std::to_string(static_cast<std::int64_t>(number)) : std::to_string(number);
            };
            return Message{"{0} is outside {1}, which holds {2} to {3}; the value is left out.",
                           {text(value.payload), type, text(node.lowest), text(node.highest)}};
        });
        return {};
    }

    const Plan& m_plan;
    const ByteView m_bytes;
    const Limits& m_limits;
    Sink& m_sink;
    ProblemList& m_problems;
};

} // namespace wirebench
