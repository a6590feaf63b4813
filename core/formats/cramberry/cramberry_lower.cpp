// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_lower.h"

#include "core/formats/cramberry/cramberry_defaults.h"
#include "core/formats/cramberry/cramberry_draft.h"
#include "core/formats/cramberry/cramberry_lower_impl.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_validate.h"
#include "core/wire/stream_frames.h"

#include <algorithm>
#include <array>
#include <map>

namespace wirebench::cramberry {

namespace {

/// Rule ids: what *explain* quotes for a place. They name the rows of the wire format's tables.
std::string_view ruleOf(const Plan& plan, const Node& node)
{
    switch (node.op) {
    case Op::Tagged:
        return "cramberry/message";
    case Op::PresenceMap:
        return "cramberry/presence";
    case Op::Map:
        return "cramberry/map";
    case Op::Reference:
        return "cramberry/typeref";
    case Op::Fixed:
        return node.meaning == Meaning::Float ? "cramberry/float" : "cramberry/fixed";
    case Op::Varint:
        return node.coding == VarintCoding::ZigZag ? "cramberry/zigzag" : "cramberry/varint";
    case Op::Series:
        break;
    default:
        return "cramberry/bytes";
    }
    static constexpr std::array<std::string_view, 9> series{
        "cramberry/packed", "cramberry/bitpack", "cramberry/array",  "cramberry/delta",  "cramberry/rle",
        "cramberry/dict",   "cramberry/sparse",  "cramberry/prefix", "cramberry/bitpack"};
    return series.at(static_cast<std::size_t>(plan.series[node.detail].coding));
}

class Lowering {
public:
    explicit Lowering(const Model& model) : m_model(model), m_schema(model.schema), m_types(model, m_plan) { }

    Plan run()
    {
        setDialect();
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            if (isLowered(index))
                addFields(index);
        }
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            if (isLowered(index))
                addType(index);
        }
        addKnownTypes();
        addFrames();
        for (Slot& slot : m_plan.slots)
            slot.rule = m_plan.intern(ruleOf(m_plan, m_plan.nodes[slot.node]));
        finishPlan(m_plan);
        return std::move(m_plan);
    }

private:
    bool isLowered(DeclIndex index) const
    {
        return m_schema.decls[index].kind == DeclKind::Struct && m_types.structNode(index) != kNoIndex;
    }

    void setDialect()
    {
        m_plan.nullsShown = false;
        m_plan.nullIsAbsent = true;
        const SchemalessDialect& dialect = schemalessDialect();
        m_plan.dialect = dialect.rules;
        for (std::size_t i = 0; i < dialect.names.size(); ++i)
            m_plan.dialect.wireTypeName.at(i) = m_plan.intern(dialect.names.at(i));
    }

    void addFields(DeclIndex index)
    {
        const Decl& decl = m_schema.decls[index];
        std::vector<NodeIndex> nodes;
        for (std::size_t i = 0; i < decl.members.size(); ++i) {
            const FieldFacts& facts = m_model.fieldFacts(index, i);
            const Encoding encoding
                = facts.encoding ? parseEncoding(facts.encodingText).value_or(Encoding()) : Encoding();
            nodes.push_back(m_types.typeNode(decl.members[i].type, encoding));
        }
        const NodeIndex owner = m_types.structNode(index);
        m_plan.nodes[owner].firstSlot = static_cast<SlotIndex>(m_plan.slots.size());
        m_plan.nodes[owner].slotCount = static_cast<std::uint32_t>(nodes.size());
        std::map<std::string, std::uint16_t> groups;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const SlotIndex slot = m_types.addSlot(nodes[i], owner, decl.members[i].name);
            m_plan.slots[slot].member = static_cast<std::uint32_t>(i);
            fillSlot(m_plan.slots[slot], index, i);
            const FieldFacts& facts = m_model.fieldFacts(index, i);
            if (facts.oneof)
                m_plan.slots[slot].oneof
                    = groups.try_emplace(facts.group, static_cast<std::uint16_t>(groups.size() + 1)).first->second;
        }
    }

    void fillSlot(Slot& slot, DeclIndex index, std::size_t i)
    {
        const Member& member = m_schema.decls[index].members[i];
        const FieldFacts& facts = m_model.fieldFacts(index, i);
        slot.number = static_cast<std::uint32_t>(member.number);
        slot.occurs = occursOf(index, i);
        slot.missing = slot.occurs == Occurs::Required ? Missing::Error
            : slot.occurs == Occurs::Optional          ? Missing::Null
                                                       : Missing::Zero;
        if (!m_model.decls[index].presence) {
            slot.firstForm = static_cast<std::uint32_t>(m_plan.forms.size());
            slot.formCount = 1;
            m_plan.forms.push_back({m_plan.nodes[slot.node].wireType, FieldForm::Value, Severity::Warning, {}, {}});
        }
        if (facts.node->value)
            addDefault(slot, member.type, *facts.node->value);
        addRules(slot, member.type, facts);
    }

    Occurs occursOf(DeclIndex index, std::size_t i) const
    {
        if (m_model.fieldFacts(index, i).required)
            return Occurs::Required;
        return m_model.countsAsOptional(index, i) ? Occurs::Optional : Occurs::Default;
    }

    void addDefault(Slot& slot, TypeIndex type, const LiteralNode& literal)
    {
        slot.defaultBytes = static_cast<std::uint32_t>(m_plan.defaults.size());
        m_plan.defaults.push_back(defaultBytes(m_schema, type, literal, m_plan, slot.node));
    }

    void addRules(Slot& slot, TypeIndex type, const FieldFacts& facts)
    {
        slot.firstValidation = static_cast<std::uint32_t>(m_plan.validations.size());
        for (const LiteralNode* rule : facts.rules) {
            for (Comparison& comparison : parseRule(m_schema, type, rule->text).comparisons) {
                comparison.validation.text = m_plan.intern(comparison.text);
                m_plan.validations.push_back(std::move(comparison.validation));
            }
        }
        slot.validationCount = static_cast<std::uint32_t>(m_plan.validations.size()) - slot.firstValidation;
    }

    void addType(DeclIndex index)
    {
        const NodeIndex node = m_types.structNode(index);
        const SlotIndex root = m_types.addSlot(node, kNoIndex, {});
        m_plan.types.push_back({m_types.shownName(index), node, root, m_plan.intern(m_model.decls[index].fullName)});
    }

    /// Spec cramberry.md, *Streams*. A message may be any struct.
    void addFrames()
    {
        static constexpr std::uint8_t longestPing = 64;
        static const std::array<FrameTypeSpec, 8> types{
            FrameTypeSpec{0, frame(FrameBody::Message), "DATA", "message"},
            FrameTypeSpec{1, frame(FrameBody::Pair), "HEADER", "header"},
            FrameTypeSpec{2, frame(FrameBody::Pair, 0, true), "TRAILER", "trailer"},
            FrameTypeSpec{3, frame(FrameBody::Code, 0, false, true), "RESET", "reset"},
            FrameTypeSpec{4, frame(FrameBody::Opaque, longestPing), "PING", "ping"},
            FrameTypeSpec{5, frame(FrameBody::Opaque, longestPing), "PONG", "pong"},
            FrameTypeSpec{6, frame(FrameBody::Number), "WINDOW", "window"},
            FrameTypeSpec{7, frame(FrameBody::Text), "SCHEMA", "schema"},
        };
        const auto first = static_cast<std::uint32_t>(m_plan.referenceTypes.size());
        const std::uint32_t count = m_types.addMessageTypes();
        addStreamFrames(m_plan, types, first, count);
        const NodeIndex message = m_plan.slots[m_plan.frameTypes[0].slot].node;
        for (std::uint32_t i = first; i < first + count; ++i)
            m_plan.slots[m_plan.referenceTypes[i].slot].owner = message;
    }

    static FrameType frame(FrameBody body, std::uint8_t mostBytes = 0, bool endsStream = false,
                           bool abandonsMessage = false)
    {
        FrameType type;
        type.body = body;
        type.mostBytes = mostBytes;
        type.endsStream = endsStream;
        type.abandonsMessage = abandonsMessage;
        return type;
    }

    /// What a type id or name that stands at the wrong place would be.
    void addKnownTypes()
    {
        for (const Primitive& primitive : primitives()) {
            if (primitive.typeRefId != 0 && primitive.name != "byte")
                m_plan.knownTypes.push_back({primitive.typeRefId, m_plan.intern(primitive.name)});
        }
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            if (m_schema.decls[index].kind == DeclKind::Struct && !m_model.isGeneric(index))
                m_plan.knownTypes.push_back(
                    {m_model.decls[index].typeId, m_plan.intern(m_model.decls[index].fullName)});
        }
        std::stable_sort(m_plan.knownTypes.begin(), m_plan.knownTypes.end(),
                         [](const KnownType& a, const KnownType& b) { return a.id < b.id; });
    }

    const Model& m_model;
    const Schema& m_schema;
    Plan m_plan;
    TypeLowering m_types;
};

} // namespace

Plan lower(const Model& model)
{
    return Lowering(model).run();
}

} // namespace wirebench::cramberry
