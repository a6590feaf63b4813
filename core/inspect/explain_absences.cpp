// SPDX-License-Identifier: MIT
// Explanations of what is not on the wire.
#include "core/inspect/explain_parts.h"
#include "core/wire/bits.h"
#include "core/wire/content_json.h"
#include "core/wire/field_path.h"
#include "core/wire/stored_value.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

namespace wirebench {

namespace {

/// The declared default of a field as JSON text, in brackets; empty where it has no short one.
std::string defaultText(const Plan& plan, const Slot& slot)
{
    const Node& node = plan.nodes[slot.node];
    const ByteView bare = plan.defaults[slot.defaultBytes];
    std::string text;
    if (node.op == Op::Fixed) {
        const StoredValue value
            = interpretStored(plan, node, readLittle(bare.data(), static_cast<unsigned>(bare.size())));
        appendScalarJson(text, plan, node, value.kind, value.payload);
    } else if (node.op == Op::Varint || node.op == Op::Content) {
        const ReadVarint read = readVarint(bare, 0, bare.size());
        const StoredValue value = node.op == Op::Varint ? interpretVarint(plan, node, read.value) : StoredValue();
        if (node.op == Op::Varint)
            appendScalarJson(text, plan, node, value.kind, value.payload);
        else
            appendContentJson(text, node, node.selfDelimiting ? bare : bare.subspan(read.bytes));
    }
    return text.empty() ? text : " (" + text + ')';
}

std::string absence(const Plan& plan, const Slot& slot)
{
    const std::string_view name = plan.text(slot.name);
    switch (slot.occurs) {
    case Occurs::Always:
        return fmt::format("`{}` should be here; missing, it is read as zero", name);
    case Occurs::Required:
        return fmt::format("`{}` is required and missing: an error", name);
    case Occurs::Optional:
        return slot.oneof != 0
            ? fmt::format("`{}`: at most one field of its group is set, and it is not this one", name)
            : fmt::format("`{}` is optional and not given", name);
    case Occurs::Repeated:
        return fmt::format("`{}` is repeated and has no elements", name);
    case Occurs::Default:
        return slot.defaultBytes != kNoIndex
            ? fmt::format("`{}` equals its declared default{}, which is not written", name, defaultText(plan, slot))
            : fmt::format("`{}` is zero or empty, which is not written", name);
    }
    return {};
}

void absencesIn(LeafExplanation& leaf, const Item& item, const Node& node)
{
    constexpr std::uint32_t mostFields = 64;
    if (node.slotCount > mostFields)
        return;
    std::vector<bool> seen(node.slotCount);
    constexpr std::uint64_t mostChildren = 1000;
    for (const Item& child : leaf.tree.children(item, 0, mostChildren)) {
        if (child.slot != kNoIndex && child.slot >= node.firstSlot && child.slot < node.firstSlot + node.slotCount)
            seen[child.slot - node.firstSlot] = true;
    }
    std::string text;
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        if (!seen[i])
            text += (text.empty() ? "" : "\n") + absence(leaf.plan(), leaf.plan().slots[node.firstSlot + i]);
    }
    leaf.step(fmt::format("Not on the wire in {}", leaf.plan().text(node.name)), std::move(text),
              "A field that is not written has the value that its absence stands for.");
}

} // namespace

void explainAbsences(LeafExplanation& leaf)
{
    if (!leaf.isTagged())
        return;
    const Plan& plan = leaf.plan();
    for (std::size_t i = leaf.chain.size(); i-- > 0;) {
        const Item& item = leaf.chain[i];
        const SlotIndex slot = item.slot == kNoIndex ? kNoIndex : valueSlot(plan, {item.slot, item.element});
        if (slot == kNoIndex || item.role != Role::Struct || plan.nodeOf(slot).op != Op::Tagged)
            continue;
        absencesIn(leaf, item, plan.nodeOf(slot));
        return;
    }
}

} // namespace wirebench
