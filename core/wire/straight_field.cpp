// SPDX-License-Identifier: MIT
#include "core/wire/straight_field.h"

#include "core/wire/varint.h"

namespace wirebench {

namespace {

constexpr std::uint64_t anyNumber = ~std::uint64_t{0};

/// Fills in which stored numbers of a varint have a meaning.
void describeVarint(StraightField& field, const Node& node)
{
    const bool integer = node.meaning == Meaning::UInt || node.meaning == Meaning::Int;
    // In zigzag form only a range around zero is one range again.
    const bool around = node.isSigned && node.lowest == ~node.highest;
    if (node.meaning == Meaning::Bool && node.coding != VarintCoding::ZigZag) {
        field.span = 1;
    } else if (integer && node.coding != VarintCoding::ZigZag) {
        field.lowest = node.lowest;
        field.span = node.highest - node.lowest;
    } else if (integer && around) {
        field.span = (node.highest << 1) + 1;
    } else {
        return;
    }
    field.kind = StraightField::Kind::Varint;
}

void describeFixed(StraightField& field, const Node& node, bool canonical)
{
    const bool number = node.meaning == Meaning::UInt || node.meaning == Meaning::Int || node.meaning == Meaning::Float;
    if (!number && node.meaning != Meaning::Bool)
        return;
    field.kind = StraightField::Kind::Fixed;
    field.width = static_cast<std::uint8_t>(node.minBits / 8);
    field.span = number ? anyNumber : 1;
    field.checkedFloat = canonical && node.canonicalFloat && node.meaning == Meaning::Float;
    if (field.checkedFloat && field.width != 4 && field.width != 8)
        field.kind = StraightField::Kind::None;
}

void describeContent(StraightField& field, const Node& node)
{
    if (node.capacity != 0 || node.selfDelimiting)
        return;
    if (node.meaning == Meaning::Text)
        field.kind = StraightField::Kind::Text;
    else if (node.meaning == Meaning::Bytes)
        field.kind = StraightField::Kind::Bytes;
}

} // namespace

StraightField straightField(const Plan& plan, SlotIndex slot)
{
    const Slot& place = plan.slots[slot];
    const Node& node = plan.nodes[place.node];
    StraightField field;
    field.number = place.number;
    field.slot = slot;
    if (place.formCount == 0 || place.oneof != 0 || place.occurs == Occurs::Repeated)
        return field;
    const AcceptedForm& form = plan.forms[place.firstForm];
    const std::uint64_t tag = std::uint64_t{place.number} << 3 | form.wireType;
    const bool canonical = plan.dialect.canonical;
    field.zeroIsOdd = canonical && place.occurs == Occurs::Default;
    const bool comparesDefault = field.zeroIsOdd && place.defaultBytes != kNoIndex;
    if (form.form != FieldForm::Value || !form.code.empty() || varintBytes(tag) > field.tag.size() || comparesDefault)
        return field;
    field.tagBytes = static_cast<std::uint8_t>(writeVarint(field.tag.data(), tag) - field.tag.data());
    if (node.op == Op::Varint)
        describeVarint(field, node);
    else if (node.op == Op::Fixed)
        describeFixed(field, node, canonical);
    else if (node.op == Op::Content)
        describeContent(field, node);
    return field;
}

} // namespace wirebench
