// SPDX-License-Identifier: MIT
#include "core/inspect/frame_list.h"

#include "core/inspect/json_text.h"
#include "core/inspect/source_excerpt.h"
#include "core/wire/bits.h"
#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::uint64_t messageHeaderBytes = 12;

std::string flagsText(std::uint8_t header)
{
    std::string text;
    const auto add = [&text](bool set, std::string_view flag) {
        if (set)
            text += (text.empty() ? "" : ", ") + std::string(flag);
    };
    add((header & kEndOfMessage) != 0, "end");
    add((header & kCompressed) != 0, "compressed");
    add((header & kReservedFrameBits) != 0, "reserved");
    return text;
}

/// Makes rows of the records below the buffer.
class FrameLister {
public:
    explicit FrameLister(const Decoded& decoded) : m_decoded(decoded), m_plan(*decoded.plan) { }

    std::vector<FrameRow> run()
    {
        std::vector<FrameRow> rows;
        const std::vector<Annotation>& records = m_decoded.annotations;
        if (records.empty() || records.front().kind() != Role::Buffer)
            return rows;
        for (std::uint32_t record = 1; record < records.front().next; record = records[record].next)
            rows.push_back(row(record));
        countProblems(rows);
        return rows;
    }

private:
    FrameRow row(std::uint32_t index)
    {
        const Annotation& record = m_decoded.annotations[index];
        FrameRow row;
        row.bits = record.bits();
        row.cut = record.damage() == Damage::CutShort;
        if (record.element != kNoIndex) {
            row.element = record.element;
            row.path = '[' + std::to_string(record.element) + ']';
        }
        row.contentBytes = row.bits.count / 8;
        switch (record.kind()) {
        case Role::Frame:
            frame(index, row);
            break;
        case Role::Message:
            row.kind = "message";
            row.contentBytes -= std::min(row.contentBytes, messageHeaderBytes);
            row.type = record.slot == kNoIndex ? unknownMessage(row.bits) : typeOf(record.slot);
            break;
        case Role::Struct:
            row.kind = record.prefixed != 0 ? "message" : "record";
            row.contentBytes -= record.prefix().bytes();
            row.type = typeOf(record.slot);
            break;
        case Role::Trailing:
            row.kind = "trailing bytes";
            break;
        default:
            row.kind = "unreadable";
            break;
        }
        return row;
    }

    std::string typeOf(SlotIndex slot) const { return std::string(m_plan.text(m_plan.nodeOf(slot).name)); }

    std::string unknownMessage(BitRange bits) const
    {
        return bits.count < 64 ? std::string()
                               : '#' + std::to_string(readLittle(m_decoded.bytes->data() + bits.first / 8, 8));
    }

    void frame(std::uint32_t index, FrameRow& row)
    {
        const std::uint64_t begin = row.bits.first / 8;
        const std::uint8_t header = (*m_decoded.bytes)[begin];
        const FrameType& type = m_plan.frameTypes[header & kFrameTypeBits];
        row.kind = type.body == FrameBody::None ? "type " + std::to_string(header & kFrameTypeBits)
                                                : std::string(m_plan.text(type.label));
        row.flags = flagsText(header);
        const ReadVarint length = readVarint(*m_decoded.bytes, begin + 1, m_decoded.bytes->size());
        row.contentBytes = row.bits.count / 8 - std::min<std::uint64_t>(row.bits.count / 8, 1u + length.bytes);
        if (m_decoded.annotations[index].element == kNoIndex || row.element >= m_decoded.items.size())
            return;
        const StreamItem& item = m_decoded.items[row.element];
        if (type.body != FrameBody::Message)
            return;
        row.contentBytes = item.end - item.begin;
        row.type = item.referenceType == kNoIndex
            ? '#' + std::to_string(item.typeId)
            : std::string(m_plan.text(m_plan.referenceTypes[item.referenceType].shortName));
    }

    /// Problems belong to the frame in which they begin; one of no bits at the end of the input to the last.
    void countProblems(std::vector<FrameRow>& rows) const
    {
        for (const Diagnostic& problem : m_decoded.diagnostics) {
            if (problem.place.kind != Place::Kind::Bits || rows.empty())
                continue;
            const std::uint64_t bit = problem.place.bitRange().first;
            auto after = std::upper_bound(rows.begin(), rows.end(), bit, [](std::uint64_t value, const FrameRow& row) {
                return value < row.bits.first;
            });
            FrameRow& row = after == rows.begin() ? *after : *(after - 1);
            if (row.problems == 0 || problem.severity < row.worst)
                row.worst = problem.severity;
            ++row.problems;
        }
    }

    const Decoded& m_decoded;
    const Plan& m_plan;
};

std::string statusText(const FrameRow& row)
{
    if (row.problems == 0)
        return row.cut ? "cut short" : "ok";
    static constexpr std::string_view names[] = {"error", "warning", "note"};
    const std::string name(names[static_cast<std::size_t>(row.worst)]);
    return row.problems == 1 ? name : std::to_string(row.problems) + " problems, " + name;
}

void pad(std::string& text, std::size_t column)
{
    const std::size_t width = text.size() - (text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
    text.append(width < column ? column - width : 2, ' ');
}

} // namespace

std::vector<FrameRow> frameList(const Decoded& decoded)
{
    return FrameLister(decoded).run();
}

void writeFrameTable(const Decoded& decoded, TextColours colours, const TextSink& sink)
{
    const bool coloured = colours != TextColours::None;
    std::string head = "item";
    for (const auto& [title, column] : {std::pair<std::string_view, std::size_t>{"offset", 8},
                                        {"bytes", 20},
                                        {"kind", 30},
                                        {"flags", 40},
                                        {"type", 58},
                                        {"status", 82}}) {
        pad(head, column);
        head += title;
    }
    sink((coloured ? "\x1b[1m" + head + "\x1b[0m" : head) + '\n');
    for (const FrameRow& row : frameList(decoded)) {
        std::string line = row.path;
        pad(line, 8);
        line += std::to_string(row.bits.first / 8);
        pad(line, 20);
        line += std::to_string(row.bits.count / 8);
        pad(line, 30);
        line += row.kind;
        pad(line, 40);
        line += row.flags;
        pad(line, 58);
        line += terminalText(row.type);
        pad(line, 82);
        line += statusText(row);
        sink(line + '\n');
    }
}

void writeFramesJson(const Decoded& decoded, bool lines, const TextSink& sink)
{
    std::string text = "[";
    bool first = true;
    for (const FrameRow& row : frameList(decoded)) {
        text += first ? "" : ",";
        text += lines ? "\n  " : "";
        first = false;
        text += "{\"bits\":[";
        appendNumber(text, row.bits.first);
        text += ',';
        appendNumber(text, row.bits.count);
        text += "],\"kind\":";
        appendJsonText(text, row.kind);
        text += ",\"flags\":";
        appendJsonText(text, row.flags);
        text += ",\"type\":";
        appendJsonText(text, row.type);
        text += ",\"path\":";
        appendJsonText(text, row.path);
        text += ",\"content_bytes\":";
        appendNumber(text, row.contentBytes);
        text += ",\"problems\":";
        appendNumber(text, row.problems);
        text += '}';
        sink(text);
        text.clear();
    }
    sink(text + (lines && !first ? "\n]" : "]"));
}

} // namespace wirebench
