// SPDX-License-Identifier: MIT
#include "core/wire/plain_leaf.h"

#include "core/wire/tagged_writer.h"

namespace wirebench {

namespace {

PlainLeaf::Kind kindOf(const Node& node)
{
    switch (node.op) {
    case Op::Varint:
        return node.coding == VarintCoding::ZigZag ? PlainLeaf::Kind::ZigZag : PlainLeaf::Kind::Varint;
    case Op::Fixed:
        if (node.canonicalFloat)
            return PlainLeaf::Kind::CanonicalFloat;
        return node.minBits == 32 ? PlainLeaf::Kind::Fixed32
            : node.minBits == 64  ? PlainLeaf::Kind::Fixed64
                                  : PlainLeaf::Kind::No;
    case Op::Content: {
        const bool isPlain = node.meaning == Meaning::Text || node.meaning == Meaning::Bytes;
        return isPlain && node.capacity == 0 ? PlainLeaf::Kind::Text : PlainLeaf::Kind::No;
    }
    default:
        return PlainLeaf::Kind::No;
    }
}

} // namespace

PlainLeaf plainLeafOf(const Plan& plan, const Slot& slot)
{
    PlainLeaf leaf;
    leaf.kind = PlainLeaf::Kind::No;
    if (slot.formCount == 0 || slot.validationCount != 0 || slot.defaultBytes != kNoIndex)
        return leaf;
    const AcceptedForm& form = writtenForm(plan, slot);
    if (form.form != FieldForm::Value)
        return leaf;
    leaf.kind = kindOf(plan.nodes[slot.node]);
    leaf.omitsZero = slot.occurs == Occurs::Default;
    leaf.tag = static_cast<std::uint32_t>(tagOf(slot.number, form.wireType));
    leaf.tagBytes = static_cast<std::uint8_t>(varintBytes(leaf.tag));
    return leaf;
}

} // namespace wirebench
