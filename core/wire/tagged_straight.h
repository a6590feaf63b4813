// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"

// TaggedDecoder: fields without parts and without problems, which most are, read by the rows of their type.

namespace wirebench {

/// Makes the rows of a type when it is met for the second time: for a single struct they would cost what they save.
template <class Sink>
void TaggedDecoder<Sink>::openRows(TypeNotes& notes, const Node& node)
{
    if (!notes.met) {
        notes.met = true;
        return;
    }
    notes.firstRow = static_cast<std::uint32_t>(m_rows.size());
    for (std::uint32_t i = 0; i < node.slotCount; ++i)
        m_rows.push_back(straightField(this->plan(), this->plan().numbers[node.firstNumber + i].slot));
}

/// Reads fields of the innermost struct up to one that needs the general path. Says nothing, and gives the records
/// that the general path would give.
template <class Sink>
void TaggedDecoder<Sink>::straightFields()
{
    constexpr std::uint64_t mostSkipped = 4; // where rows are many, looking the number up is faster
    Frame& frame = m_stack.back();
    const std::uint32_t firstRow = m_types[frame.node].firstRow;
    if (firstRow == kNoIndex)
        return;
    const Node& node = this->plan().nodes[frame.node];
    const StraightField* const rows = m_rows.data() + firstRow;
    SlotState* const states = m_states.data() + frame.states;
    std::uint64_t row = frame.index;
    while (m_at < m_end && ((m_opened + 1) & 0xFFFu) != 0) {
        const std::uint64_t lastRow = std::min<std::uint64_t>(row + mostSkipped, node.slotCount);
        const std::uint8_t* const tag = this->data();
        while (row < lastRow && !rows[row].startsAt(tag, tag + this->left()))
            ++row;
        if (row == lastRow)
            return;
        const StraightField& field = rows[row];
        SlotState& state = states[field.slot - node.firstSlot];
        if (field.number < frame.lastNumber || state.seen || !straightValue(field))
            return;
        ++m_opened;
        state.seen = true;
        frame.lastNumber = field.number;
        frame.index = row++;
    }
}

/// Reads the field at the position. False, without having moved, when it needs the general path.
template <class Sink>
bool TaggedDecoder<Sink>::straightValue(const StraightField& field)
{
    const std::uint64_t content = m_at + field.tagBytes;
    if (field.kind == StraightField::Kind::Fixed) {
        if (m_end - content < field.width || !field.holds(readLittle(this->bytes().data() + content, field.width)))
            return false;
        straightLeaf(field, 0, content + field.width);
        return true;
    }
    const ReadVarint read = readVarint(this->bytes(), content, m_end);
    if (read.end != VarintEnd::Shortest)
        return false;
    const std::uint64_t behind = content + read.bytes;
    if (field.kind == StraightField::Kind::Varint) {
        if (!field.holds(read.value))
            return false;
        straightLeaf(field, 0, behind);
        return true;
    }
    const std::uint64_t most = this->limits().stringBytes;
    if (read.value > m_end - behind || (most != 0 && read.value > most) || (read.value == 0 && field.zeroIsOdd))
        return false;
    if (field.kind == StraightField::Kind::Text && !isValidUtf8(this->bytes().subspan(behind, read.value)))
        return false;
    straightLeaf(field, read.bytes, behind + read.value);
    return true;
}

/// The record of a field from the position to byte `end`, where the reading goes on.
template <class Sink>
void TaggedDecoder<Sink>::straightLeaf(const StraightField& field, std::uint8_t lengthBytes, std::uint64_t end)
{
    this->sink().field(bitsOfBytes(m_at, end - m_at), field.slot, {field.tagBytes, 0, lengthBytes});
    m_at = end;
}

} // namespace wirebench
