// SPDX-License-Identifier: MIT
#include "core/wire/tagged_lookahead.h"

#include "core/base/text.h"
#include "core/wire/unknown_fields.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <bit>

namespace wirebench {

namespace {

constexpr std::uint64_t wordBits = 64;

/// Bytes of the UTF-8 character at `at`; 0 when there is none, or one that is no text of a person.
std::size_t characterBytes(ByteView bytes, std::uint64_t at, std::uint64_t end)
{
    const std::uint8_t first = bytes[at];
    if (first < 0x80)
        return first >= 0x20 ? first != 0x7F : first == '\t' || first == '\n' || first == '\r';
    const bool control = first == 0xC2 && at + 1 < end && bytes[at + 1] < 0xA0; // U+0080 to U+009F
    if (control)
        return 0;
    const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return end - at >= size && isValidUtf8(bytes.subspan(at, size)) ? size : 0;
}

/// The slot with a field number, or kNoIndex.
SlotIndex slotOf(const Plan& plan, const Node& node, std::uint64_t number)
{
    const auto first = plan.numbers.begin() + node.firstNumber;
    const auto last = first + node.slotCount;
    const auto found = std::lower_bound(
        first, last, number, [](const NumberedSlot& entry, std::uint64_t wanted) { return entry.number < wanted; });
    return found == last || found->number != number ? kNoIndex : found->slot;
}

bool mayBeInline(const Plan& plan, const Node& node, std::uint64_t number)
{
    const SlotIndex slot = slotOf(plan, node, number);
    return slot != kNoIndex && plan.slots[slot].formCount > 0
        && plan.forms[plan.slots[slot].firstForm].form == FieldForm::TableIndex;
}

} // namespace

bool InlineTextLookahead::isText(const Plan& plan, const Node& node, ByteView bytes, std::uint64_t begin,
                                 std::uint64_t length, std::uint64_t end, std::size_t level, bool outermost)
{
    if (length == 0 || length > end - begin)
        return false;
    if (m_messages.empty() || m_messages.back().level != level) {
        Message& message = m_messages.emplace_back();
        message.level = level;
        message.begin = begin;
        message.end = end;
        findText(message, bytes);
        message.parses.resize(end - begin + 1);
        message.parses.back() = true;
        for (std::uint64_t at = end; at-- > begin;)
            message.parses[at - begin] = parsesFrom(plan, node, bytes, message, at, outermost);
    }
    const Message& message = m_messages.back();
    return isText(message, begin, length) && message.parses[begin + length - message.begin];
}

void InlineTextLookahead::leave(std::size_t level)
{
    while (!m_messages.empty() && m_messages.back().level >= level)
        m_messages.pop_back();
}

void InlineTextLookahead::findText(Message& message, ByteView bytes)
{
    const std::uint64_t size = message.end - message.begin;
    message.startsCharacter.resize(size + 1);
    message.startsCharacter[size] = true;
    message.notText.assign(size / wordBits + 1, ~std::uint64_t{0});
    for (std::uint64_t at = 0; at < size; ++at) {
        // What a byte is follows from it and those behind it alone: characters never overlap.
        const std::size_t character = characterBytes(bytes, message.begin + at, message.end);
        if (character == 0)
            continue;
        message.startsCharacter[at] = true;
        for (std::uint64_t part = at; part < at + character; ++part)
            message.notText[part / wordBits] &= ~(std::uint64_t{1} << part % wordBits);
    }
    message.nextNotText.resize(message.notText.size() + 1, size);
    for (std::size_t word = message.notText.size(); word-- > 0;) {
        const std::uint64_t bits = message.notText[word];
        const std::uint64_t first = word * wordBits + static_cast<unsigned>(std::countr_zero(bits));
        message.nextNotText[word] = bits == 0 ? message.nextNotText[word + 1] : first;
    }
}

std::uint64_t InlineTextLookahead::textEnd(const Message& message, std::uint64_t offset)
{
    const std::uint64_t word = offset / wordBits;
    const std::uint64_t bits = message.notText[word] >> offset % wordBits;
    return bits == 0 ? message.nextNotText[word + 1] : offset + static_cast<unsigned>(std::countr_zero(bits));
}

bool InlineTextLookahead::isText(const Message& message, std::uint64_t begin, std::uint64_t length)
{
    const std::uint64_t first = begin - message.begin;
    if (length == 0 || length > message.end - begin || !message.startsCharacter[first]
        || textEnd(message, first) < first + length)
        return false;
    // Behind whole characters no continuation of one can follow that is covered.
    const std::uint64_t next = first + length;
    return message.startsCharacter[next] || textEnd(message, next) == next;
}

/// Whether the bytes from `at` on are whole fields, given that for all later offsets.
bool InlineTextLookahead::parsesFrom(const Plan& plan, const Node& node, ByteView bytes, const Message& message,
                                     std::uint64_t at, bool outermost)
{
    const TaggedDialect& dialect = plan.dialect;
    const ReadVarint tag = readVarint(bytes, at, message.end);
    if (!tag.readable())
        return false;
    const auto wireType = static_cast<std::uint8_t>(tag.value & 7u);
    const std::uint64_t number = tag.value >> 3;
    const bool table = number == 0 && wireType == dialect.tableWireType && outermost;
    if ((number == 0 && !table) || number > kHighestFieldNumber)
        return false;
    at += tag.bytes;
    const auto parsesBehind = [&](std::uint64_t skipped) {
        return skipped <= message.end - at && message.parses[at + skipped - message.begin];
    };
    switch (table ? Skip::Length : dialect.skip[wireType]) {
    case Skip::Fixed32:
        return parsesBehind(4);
    case Skip::Fixed64:
        return parsesBehind(8);
    case Skip::Varint: {
        const ReadVarint value = readVarint(bytes, at, message.end);
        if (!value.readable())
            return false;
        at += value.bytes;
        if (wireType == dialect.tableWireType && mayBeInline(plan, node, number) && isText(message, at, value.value)
            && parsesBehind(value.value))
            return true;
        return parsesBehind(0);
    }
    case Skip::Reference:
    case Skip::Length: {
        for (int varints = dialect.skip[wireType] == Skip::Reference ? 2 : 1; varints > 0; --varints) {
            const ReadVarint length = readVarint(bytes, at, message.end);
            if (!length.readable())
                return false;
            at += length.bytes;
            if (varints == 1)
                return parsesBehind(length.value);
        }
        return false;
    }
    default:
        return false;
    }
}

} // namespace wirebench
