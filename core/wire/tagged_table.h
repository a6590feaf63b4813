// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"

// TaggedDecoder: the string table of a message, and the fields that refer to it.

namespace wirebench {

/// A field with the number 0 and the table's wire type.
template <class Sink>
void TaggedDecoder<Sink>::stringTable(const Lead& tag)
{
    Lead lead = tag;
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> length = this->varint({}, "length of the string table");
    if (!length) {
        m_at = lead.begin;
        stop();
        return;
    }
    lead.length = static_cast<std::uint8_t>(m_at - begin);
    const Extent extent = claim({}, *length, this->bitsFrom(begin));
    const bool outermost = m_stack.size() == 1;
    if (!outermost || lead.begin != m_messageBegin)
        this->problem(outermost ? Severity::Warning : Severity::Error, "string-table-position",
                      bitsOfBytes(lead.begin, extent.end - lead.begin), {}, [&] {
                          return outermost
                              ? Message{"The string table stands before all fields of a message; this one is used "
                                        "from here on.",
                                        {}}
                              : Message{"Only the outermost message has a string table; this one is skipped.", {}};
                      });
    Sink& sink = this->sink();
    if (!outermost) {
        sink.leaf(Role::Error, bitsOfBytes(lead.begin, extent.end - lead.begin), kNoIndex, 1, kUnbounded);
        m_at = extent.end;
    } else {
        const std::uint64_t outerEnd = m_end;
        const std::uint32_t record = sink.open(Role::Table, lead.begin * 8, kNoIndex, kUnbounded);
        sink.prefix(record, lead.prefix());
        m_end = extent.end;
        const bool whole = tableTexts();
        if (whole)
            this->trailing({});
        else
            this->spoil();
        m_end = outerEnd;
        sink.close(record, m_at * 8, whole && !extent.capped ? Damage::None : Damage::CutShort);
    }
    if (extent.capped)
        markStopped();
}

/// Reads the texts of a table. False when not all can be read.
template <class Sink>
bool TaggedDecoder<Sink>::tableTexts()
{
    m_table.clear();
    m_hasTable = true;
    std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> count = this->varintLeaf(Role::Count, {}, "count of the string table");
    if (!count || !this->countElements(*count, 0, this->bitsFrom(begin), {}))
        return false;
    const std::uint64_t there = this->fittingElements(*count, 1, this->bitsFrom(begin), {});
    for (std::uint64_t i = 0; i < there; ++i) {
        if (this->left() == 0 && there < *count)
            return false;
        begin = m_at;
        const std::optional<std::uint64_t> length = this->varint({}, "length of a text");
        if (!length)
            return false;
        const BitRange lengthBits = this->bitsFrom(begin);
        if (!this->contentFits({}, *length, lengthBits)) {
            m_at = begin;
            return false;
        }
        if (claim({}, *length, lengthBits).capped) {
            m_at = begin;
            return false;
        }
        this->sink().leaf(Role::Length, lengthBits, kNoIndex, 1, kUnbounded);
        const ByteView content = this->bytes().subspan(m_at, *length);
        const std::size_t valid = validUtf8Prefix(content);
        if (valid != content.size() && this->limits().validateUtf8)
            this->problem(Severity::Warning, "invalid-utf8", bitsOfBytes(m_at + valid, 1), {}, [&] {
                return Message{"Text {0} of the string table is not valid UTF-8 from its byte {1} on.",
                               {std::to_string(i), std::to_string(valid)}};
            });
        this->sink().leaf(Role::StringTable, bitsOfBytes(m_at, *length), kNoIndex, 1, kUnbounded);
        m_table.push_back({m_at, *length, valid == content.size() ? ValueKind::Text : ValueKind::RawText});
        m_at += *length;
    }
    return there == *count;
}

/// A field that refers to the table, or holds the text itself after all.
template <class Sink>
void TaggedDecoder<Sink>::tableIndex(PathStep where, const Lead& lead)
{
    const SlotIndex slot = where.slot;
    const bool element = where.element != kUnbounded;
    SlotState& state = stateOf(slot);
    if (element && !this->countElements(1, state.count, this->bitsFrom(lead.begin), {slot, kUnbounded})) {
        state.refused = true;
        skippedField(lead, this->plan().dialect.tableWireType, slot);
        return;
    }
    state.count += element ? 1 : 0;
    const std::uint64_t begin = m_at;
    const std::optional<std::uint64_t> index = this->varint(where, "index into the string table");
    if (!index) {
        refuse(where, lead, m_end);
        markStopped();
        return;
    }
    if (!m_hasTable && inlineText(where, lead, *index))
        return;
    if (*index >= m_table.size()) {
        this->problem(Severity::Error, "string-index", this->bitsFrom(begin), where, [&] {
            return m_hasTable ? Message{"The string table has {0} texts; there is none with the index {1}.",
                                        {std::to_string(m_table.size()), std::to_string(*index)}}
                              : Message{"This is the index {0} into a string table, but the message has none.",
                                        {std::to_string(*index)}};
        });
        refuse(where, lead, m_at);
        return;
    }
    leaf(where, lead, true);
    const TableText& text = m_table[*index];
    textValue(where, text.kind, this->bytes().subspan(text.begin, text.bytes));
}

/// Reads an index as the length of text that follows, where that is likely what the writer meant.
template <class Sink>
bool TaggedDecoder<Sink>::inlineText(PathStep where, const Lead& lead, std::uint64_t length)
{
    const Frame& frame = m_stack.back();
    if (!this->plan().dialect.guessInlineText
        || (this->limits().stringBytes != 0 && length > this->limits().stringBytes)
        || !m_lookahead.isText(this->plan(), this->plan().nodes[frame.node], this->bytes(), m_at, length, m_end,
                               m_stack.size(), m_stack.size() == 1))
        return false;
    Lead inlined = lead;
    inlined.length = static_cast<std::uint8_t>(m_at - lead.begin - lead.tag);
    const std::uint64_t begin = m_at;
    m_at += length;
    this->problem(Severity::Warning, "interned-without-table", this->bitsFrom(lead.begin), where, [&] {
        return Message{"The message has no string table, and {0} is the length of the text that follows: read as that "
                       "text. Its writer should have written a table.",
                       {std::to_string(length)}};
    });
    leaf(where, inlined, true);
    textValue(where, ValueKind::Text, this->bytes().subspan(begin, length));
    return true;
}

/// The text of a field, or of one element of its series.
template <class Sink>
void TaggedDecoder<Sink>::textValue(PathStep where, ValueKind kind, ByteView content)
{
    Sink& sink = this->sink();
    if (where.element == kUnbounded) {
        sink.content(where.slot, kind, content);
        return;
    }
    const std::uint32_t list = sink.openValue(where.slot, ValueKind::List);
    sink.content(this->elementSlot(where), kind, content);
    sink.closeValue(list);
}

/// The table, as part of the value: fields that are not known may refer to it.
template <class Sink>
void TaggedDecoder<Sink>::keptStrings()
{
    if (!m_hasTable || !m_hasUnknown || m_table.empty())
        return;
    Sink& sink = this->sink();
    const std::uint32_t strings = sink.openValue(kNoIndex, ValueKind::Strings);
    for (const TableText& text : m_table)
        sink.content(kNoIndex, text.kind, this->bytes().subspan(text.begin, text.bytes));
    sink.closeValue(strings);
}

} // namespace wirebench
