// SPDX-License-Identifier: MIT
#include "core/wire/stream_frames.h"

namespace wirebench {

namespace {

class FrameNodes {
public:
    explicit FrameNodes(Plan& plan) : m_plan(plan) { }

    NodeIndex text()
    {
        Node node = leaf(Op::Content, Meaning::Text, "string");
        node.maxBits = kUnbounded;
        return add(node);
    }

    NodeIndex bytes()
    {
        Node node = leaf(Op::Content, Meaning::Bytes, "bytes");
        node.maxBits = kUnbounded;
        return add(node);
    }

    NodeIndex number()
    {
        Node node = leaf(Op::Varint, Meaning::UInt, "uint64");
        node.selfDelimiting = true;
        node.highest = ~std::uint64_t{0};
        node.minBits = 8;
        node.maxBits = 80;
        return add(node);
    }

    NodeIndex message(std::uint32_t firstType, std::uint32_t typeCount)
    {
        Node node = leaf(Op::Reference, Meaning::None, "message");
        node.detail = static_cast<std::uint32_t>(m_plan.references.size());
        node.maxBits = kUnbounded;
        m_plan.references.push_back({Discrimination::Id, firstType, typeCount});
        return add(node);
    }

    /// A struct whose members must all be given.
    NodeIndex record(std::string_view name, std::initializer_list<std::pair<std::string_view, NodeIndex>> members)
    {
        Node node = leaf(Op::Sequence, Meaning::None, name);
        const NodeIndex index = add(node);
        m_plan.nodes[index].firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.nodes[index].slotCount = static_cast<std::uint32_t>(members.size());
        for (const auto& [memberName, memberNode] : members)
            addSlot(index, memberName, memberNode);
        return index;
    }

    SlotIndex addSlot(NodeIndex owner, std::string_view name, NodeIndex node)
    {
        Slot slot;
        slot.node = node;
        slot.owner = owner;
        slot.name = m_plan.intern(name);
        m_plan.slots.push_back(slot);
        return static_cast<SlotIndex>(m_plan.slots.size() - 1);
    }

    NodeIndex add(const Node& node)
    {
        m_plan.nodes.push_back(node);
        return static_cast<NodeIndex>(m_plan.nodes.size() - 1);
    }

    Node leaf(Op op, Meaning meaning, std::string_view name)
    {
        Node node;
        node.op = op;
        node.meaning = meaning;
        node.name = m_plan.intern(name);
        return node;
    }

private:
    Plan& m_plan;
};

NodeIndex bodyNode(FrameNodes& nodes, const FrameTypeSpec& spec, std::uint32_t firstType, std::uint32_t typeCount)
{
    switch (spec.type.body) {
    case FrameBody::Message:
        return nodes.message(firstType, typeCount);
    case FrameBody::Pair: {
        const NodeIndex key = nodes.text();
        return nodes.record(spec.key, {{"key", key}, {"value", nodes.text()}});
    }
    case FrameBody::Code: {
        const NodeIndex code = nodes.number();
        return nodes.record(spec.key, {{"code", code}, {"text", nodes.text()}});
    }
    case FrameBody::Number:
        return nodes.number();
    case FrameBody::Text:
        return nodes.text();
    case FrameBody::Opaque:
    case FrameBody::None:
        break;
    }
    return nodes.bytes();
}

} // namespace

void addStreamFrames(Plan& plan, std::span<const FrameTypeSpec> types, std::uint32_t firstType, std::uint32_t typeCount)
{
    FrameNodes nodes(plan);
    std::vector<NodeIndex> bodies;
    for (const FrameTypeSpec& spec : types)
        bodies.push_back(bodyNode(nodes, spec, firstType, typeCount));
    const NodeIndex frame = nodes.add(nodes.leaf(Op::PresenceMap, Meaning::None, "frame"));
    const auto firstSlot = static_cast<SlotIndex>(plan.slots.size());
    for (std::size_t i = 0; i < types.size(); ++i) {
        const SlotIndex slot = nodes.addSlot(frame, types[i].key, bodies[i]);
        plan.slots[slot].number = types[i].number + 1u;
        plan.slots[slot].oneof = 1;
        FrameType& type = plan.frameTypes.at(types[i].number);
        type = types[i].type;
        type.label = plan.intern(types[i].label);
        type.slot = slot;
    }
    plan.nodes[frame].firstSlot = firstSlot;
    plan.nodes[frame].slotCount = static_cast<std::uint32_t>(types.size());
    plan.nodes[frame].maxBits = kUnbounded;
    plan.frame = nodes.addSlot(kNoIndex, {}, frame);
    plan.framing = Framing::Frames;
}

std::vector<Framing> framingsOf(const Plan& plan, const PlanType& type)
{
    std::vector<Framing> result;
    if (plan.framing != Framing::None)
        result.push_back(plan.framing);
    const Node& node = plan.nodes[type.node];
    if (node.op == Op::Tagged || node.op == Op::PresenceMap) {
        if (plan.framing != Framing::Delimited)
            result.push_back(Framing::Delimited);
    } else if ((node.op == Op::Sequence || node.op == Op::Record) && node.minBits > 0) {
        result.push_back(Framing::Concatenated);
    }
    return result;
}

BufferForm usualForm(const Plan& plan, const PlanType* type)
{
    if (type == nullptr && !plan.types.empty())
        type = &plan.types.front();
    if (type == nullptr)
        return {needsType(plan.framing) ? Framing::None : plan.framing, nullptr};
    const std::vector<Framing> framings = framingsOf(plan, *type);
    if (framings.empty())
        return {};
    return {framings.front(), needsType(framings.front()) ? type : nullptr};
}

Framing framingNamed(std::string_view name)
{
    for (const Framing framing :
         {Framing::SelfDescribing, Framing::Delimited, Framing::Frames, Framing::Concatenated}) {
        if (framingName(framing) == name)
            return framing;
    }
    return Framing::None;
}

std::string_view framingName(Framing framing)
{
    switch (framing) {
    case Framing::SelfDescribing:
        return "messages";
    case Framing::Delimited:
        return "delimited";
    case Framing::Frames:
        return "frames";
    case Framing::Concatenated:
        return "concatenated";
    case Framing::None:
        break;
    }
    return "none";
}

} // namespace wirebench
