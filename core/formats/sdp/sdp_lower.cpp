// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_lower.h"

#include "core/formats/sdp/sdp_names.h"

#include <string>
#include <unordered_map>

namespace wirebench::sdp {

namespace {

constexpr std::uint8_t kPrefixBytes = 4;

/// Rule ids: what *explain* quotes for a place. They name the rows of the wire format's table.
std::string_view ruleOf(const Node& node)
{
    switch (node.op) {
    case Op::Text:
        return "sdp/str";
    case Op::List:
        return "sdp/array";
    case Op::Optional:
        return "sdp/optional";
    case Op::Sequence:
        return "sdp/struct";
    case Op::Message:
        return "sdp/message";
    default:
        break;
    }
    if (node.meaning == Meaning::Bool)
        return "sdp/bool";
    return node.meaning == Meaning::Float ? "sdp/float" : "sdp/integer";
}

class Lowering {
public:
    explicit Lowering(const Schema& schema) : m_schema(schema), m_nodeOfDecl(schema.decls.size(), kNoIndex) { }

    Plan run()
    {
        m_plan.limits = defaultLimits();
        m_plan.framing = Framing::SelfDescribing;
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            if (m_schema.decls[i].sound)
                addDeclNode(static_cast<DeclIndex>(i));
        }
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            if (m_schema.decls[i].sound)
                addFields(static_cast<DeclIndex>(i));
        }
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            if (m_schema.decls[i].sound)
                addRoot(static_cast<DeclIndex>(i));
        }
        for (Slot& slot : m_plan.slots)
            slot.rule = m_plan.intern(ruleOf(m_plan.nodes[slot.node]));
        finishPlan(m_plan);
        return std::move(m_plan);
    }

private:
    NodeIndex addNode(Node node)
    {
        m_plan.nodes.push_back(node);
        return static_cast<NodeIndex>(m_plan.nodes.size() - 1);
    }

    void addDeclNode(DeclIndex index)
    {
        const Decl& decl = m_schema.decls[index];
        Node node;
        node.op = decl.kind == DeclKind::Message ? Op::Message : Op::Sequence;
        node.name = m_plan.intern(decl.name);
        node.decl = index;
        if (decl.kind == DeclKind::Message)
            node.detail = static_cast<std::uint32_t>(m_plan.messages.size());
        m_nodeOfDecl[index] = addNode(node);
        if (decl.kind == DeclKind::Message)
            m_plan.messages.push_back({m_nodeOfDecl[index], typeId(decl.name)});
    }

    void addFields(DeclIndex index)
    {
        const Decl& decl = m_schema.decls[index];
        std::vector<NodeIndex> types;
        for (const Member& member : decl.members)
            types.push_back(typeNode(member.type));
        const NodeIndex owner = m_nodeOfDecl[index];
        m_plan.nodes[owner].firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.nodes[owner].slotCount = static_cast<std::uint32_t>(types.size());
        for (std::size_t i = 0; i < types.size(); ++i)
            addSlot(types[i], owner, decl.members[i].name, static_cast<std::uint32_t>(i));
    }

    void addRoot(DeclIndex index)
    {
        const NodeIndex node = m_nodeOfDecl[index];
        m_plan.types.push_back({m_schema.decls[index].name, node, addSlot(node, kNoIndex, {}, kNoIndex)});
    }

    SlotIndex addSlot(NodeIndex node, NodeIndex owner, std::string_view name, std::uint32_t member)
    {
        Slot slot;
        slot.node = node;
        slot.owner = owner;
        slot.name = m_plan.intern(name);
        slot.member = member;
        slot.missing = m_plan.nodes[node].op == Op::Optional ? Missing::Null : Missing::Zero;
        m_plan.slots.push_back(slot);
        return static_cast<SlotIndex>(m_plan.slots.size() - 1);
    }

    /// Equal types share one node; `str` and `string` are equal but for how they are shown.
    NodeIndex typeNode(TypeIndex index)
    {
        const TypeExpr& type = m_schema.types[index];
        if (type.kind == TypeKind::Named)
            return m_nodeOfDecl[type.decl];
        const auto known = m_nodeOfSpelling.find(type.spelling);
        if (known != m_nodeOfSpelling.end())
            return known->second;
        const NodeIndex node = type.element == kNoIndex ? scalarNode(type) : wrapperNode(type);
        m_nodeOfSpelling.emplace(type.spelling, node);
        return node;
    }

    NodeIndex scalarNode(const TypeExpr& type)
    {
        Node node;
        node.name = m_plan.intern(type.spelling);
        node.op = type.kind == TypeKind::Text ? Op::Text : Op::Fixed;
        node.meaning = meaningOf(type.kind);
        node.isSigned = type.kind == TypeKind::Int;
        if (node.op == Op::Text) {
            node.prefixBytes = kPrefixBytes;
            node.minBits = kPrefixBytes * 8u;
            node.maxBits = kUnbounded;
        } else {
            node.minBits = node.maxBits = type.bits;
        }
        return addNode(node);
    }

    static Meaning meaningOf(TypeKind kind)
    {
        switch (kind) {
        case TypeKind::Bool:
            return Meaning::Bool;
        case TypeKind::UInt:
            return Meaning::UInt;
        case TypeKind::Int:
            return Meaning::Int;
        case TypeKind::Float:
            return Meaning::Float;
        default:
            return Meaning::Text;
        }
    }

    NodeIndex wrapperNode(const TypeExpr& type)
    {
        const NodeIndex element = typeNode(type.element);
        Node node;
        node.op = type.kind == TypeKind::Array ? Op::List : Op::Optional;
        node.prefixBytes = type.kind == TypeKind::Array ? kPrefixBytes : 0;
        node.name = m_plan.intern(type.spelling);
        node.firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        node.slotCount = 1;
        const NodeIndex index = addNode(node);
        addSlot(element, index, {}, kNoIndex);
        return index;
    }

    const Schema& m_schema;
    Plan m_plan;
    std::vector<NodeIndex> m_nodeOfDecl;
    std::unordered_map<std::string_view, NodeIndex> m_nodeOfSpelling;
};

} // namespace

Plan lower(const Schema& schema)
{
    return Lowering(schema).run();
}

Limits defaultLimits()
{
    Limits limits;
    limits.messageBytes = 128ull << 20;
    limits.depth = 32;
    limits.stringBytes = 0;
    limits.arrayElements = 1'000'000;
    limits.totalElements = 10'000'000;
    return limits;
}

} // namespace wirebench::sdp
