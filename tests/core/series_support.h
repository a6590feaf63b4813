// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/wire/series_decoder.h"
#include "core/wire/series_encoder.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::test {

/// The element types that series tests use.
enum class Element : std::uint8_t {
    UInt32,
    UInt64,
    Int32,
    Int64,
    Bool,
    Enum,
    Float32,
    Float64,
    Fixed32,
    Signed32,
    Text,
    Bytes,
    Time
};

inline Node elementNode(Plan& plan, Element element)
{
    Node node;
    const auto varint = [&](Meaning meaning, std::uint64_t highest) {
        node.op = Op::Varint;
        node.meaning = meaning;
        node.highest = highest;
        node.selfDelimiting = true;
    };
    const auto zigZagged = [&](std::int64_t lowest, std::int64_t highest) {
        varint(Meaning::Int, static_cast<std::uint64_t>(highest));
        node.lowest = static_cast<std::uint64_t>(lowest);
        node.isSigned = true;
        node.coding = VarintCoding::ZigZag;
    };
    const auto fixed = [&](Meaning meaning, std::uint64_t bits) {
        node.op = Op::Fixed;
        node.meaning = meaning;
        node.minBits = node.maxBits = bits;
        node.selfDelimiting = true;
        node.canonicalFloat = meaning == Meaning::Float;
    };
    const auto content = [&](Meaning meaning, std::uint64_t bytes) {
        node.op = Op::Content;
        node.meaning = meaning;
        node.capacity = bytes;
    };
    switch (element) {
    case Element::UInt32:
        varint(Meaning::UInt, 0xFFFFFFFFu);
        break;
    case Element::UInt64:
        varint(Meaning::UInt, ~std::uint64_t{0});
        break;
    case Element::Int32:
        zigZagged(INT32_MIN, INT32_MAX);
        break;
    case Element::Int64:
        zigZagged(INT64_MIN, INT64_MAX);
        break;
    case Element::Bool:
        varint(Meaning::Bool, 1);
        break;
    case Element::Enum:
        varint(Meaning::Enum, INT32_MAX);
        node.detail = static_cast<std::uint32_t>(plan.enums.size());
        plan.enums.push_back({{plan.intern("Red"), plan.intern("Green")}, {0, 1}});
        break;
    case Element::Float32:
        fixed(Meaning::Float, 32);
        break;
    case Element::Float64:
        fixed(Meaning::Float, 64);
        break;
    case Element::Fixed32:
        fixed(Meaning::UInt, 32);
        break;
    case Element::Signed32:
        fixed(Meaning::Int, 32);
        break;
    case Element::Text:
        content(Meaning::Text, 0);
        break;
    case Element::Bytes:
        content(Meaning::Bytes, 0);
        break;
    case Element::Time:
        content(Meaning::Time, kTimeBytes);
        break;
    }
    node.name = plan.intern("element");
    return node;
}

struct SeriesOptions {
    SeriesCoding coding = SeriesCoding::Packed;
    Element element = Element::UInt32;
    std::uint8_t bitWidth = 0;
    std::uint64_t fixedCount = 0; ///< 0: any number.
    bool canonical = true;
};

/// A plan with one type, a series; slot 0 is its root, slot 1 the element.
inline std::shared_ptr<const Plan> seriesPlan(const SeriesOptions& options)
{
    auto plan = std::make_shared<Plan>();
    plan->dialect.canonical = options.canonical;
    Node series;
    series.op = Op::Series;
    series.name = plan->intern("series");
    series.detail = 0;
    series.firstSlot = 1;
    series.slotCount = 1;
    series.capacity = options.fixedCount;
    plan->series.push_back({options.coding, options.bitWidth, options.fixedCount > 0});
    plan->nodes = {series, elementNode(*plan, options.element)};
    Slot root;
    root.node = 0;
    Slot element;
    element.node = 1;
    element.owner = 0;
    plan->slots = {root, element};
    plan->types.push_back({"series", 0, 0});
    finishPlan(*plan);
    return plan;
}

/// One leaf that a decoder made.
struct Leaf {
    Role role = Role::Value;
    BitRange bits;
    std::uint64_t element = kUnbounded;
};

/// Keeps the leaves and the values of a decoded body.
struct KeepingSink {
    void leaf(Role role, BitRange bits, SlotIndex, std::uint32_t, std::uint64_t element, Damage = Damage::None)
    {
        leaves.push_back({role, bits, element});
    }
    void scalar(SlotIndex, ValueKind, std::uint64_t payload) { numbers.push_back(payload); }
    void content(SlotIndex, ValueKind kind, ByteView bytes)
    {
        texts.emplace_back(asText(bytes));
        kinds.push_back(kind);
    }

    std::vector<Leaf> leaves;
    std::vector<std::uint64_t> numbers;
    std::vector<std::string> texts;
    std::vector<ValueKind> kinds;
};

/// A cursor with the series open as the field `f`.
class BodyCursor : public TaggedCursor<KeepingSink> {
public:
    BodyCursor(const Plan& plan, ByteView bytes, const Limits& limits, KeepingSink& sink, ProblemList& problems)
        : TaggedCursor(plan, bytes, limits, sink, problems)
    {
        m_stack.emplace_back();
        m_stack.back().node = 0;
        m_stack.back().slot = 0;
        m_end = bytes.size();
    }
};

struct Body {
    Damage damage = Damage::None;
    KeepingSink found;
    Diagnostics problems;

    /// "code@bits" of each problem, with the bits as `first+count`.
    std::vector<std::string> codes() const
    {
        std::vector<std::string> list;
        for (const Diagnostic& problem : problems)
            list.push_back(std::string(problem.code) + "@" + std::to_string(problem.place.first) + "+"
                           + std::to_string(problem.place.count));
        return list;
    }
    /// Whether the leaves cover `bits` bits without a gap or overlap.
    bool tiles(std::uint64_t bits) const
    {
        std::uint64_t at = 0;
        for (const Leaf& leaf : found.leaves) {
            if (leaf.bits.first != at || leaf.bits.count == 0)
                return false;
            at = leaf.bits.end();
        }
        return at == bits;
    }
};

inline Body decodeBody(const Plan& plan, ByteView bytes, const Limits& limits = {}, bool cut = false)
{
    Body body;
    ProblemList problems(body.problems);
    BodyCursor cursor(plan, bytes, limits, body.found, problems);
    body.damage = readSeriesBody(cursor, plan.nodes[0], cut);
    return body;
}

/// A List with these numbers, or texts.
inline Value listValue(std::shared_ptr<const Plan> plan, const std::vector<std::uint64_t>& numbers)
{
    Value value;
    value.plan = std::move(plan);
    value.root = 0;
    value.heap = std::make_shared<const Bytes>();
    value.nodes.push_back({0, ValueKind::List, static_cast<std::uint32_t>(numbers.size() + 1), numbers.size()});
    for (const std::uint64_t number : numbers)
        value.nodes.push_back({1, ValueKind::UInt, 1, number});
    return value;
}

inline Value listValue(std::shared_ptr<const Plan> plan, const std::vector<std::string>& texts)
{
    Value value;
    value.plan = std::move(plan);
    value.root = 0;
    Bytes heap;
    value.nodes.push_back({0, ValueKind::List, static_cast<std::uint32_t>(texts.size() + 1), texts.size()});
    for (const std::string& text : texts) {
        value.nodes.push_back({1, ValueKind::Text, 1, heap.size() << 32 | text.size()});
        heap.insert(heap.end(), text.begin(), text.end());
    }
    value.heap = std::make_shared<const Bytes>(std::move(heap));
    return value;
}

inline Bytes encodeBody(const Value& value)
{
    Bytes bytes(seriesBodyBytes(value, value.plan->nodes[0], 0));
    const std::uint8_t* end = writeSeriesBody(value, value.plan->nodes[0], 0, bytes.data());
    // A size that is not the one written would be seen as missing bytes.
    bytes.resize(static_cast<std::size_t>(end - bytes.data()));
    return bytes;
}

} // namespace wirebench::test
