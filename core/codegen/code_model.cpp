// SPDX-License-Identifier: MIT
#include "core/codegen/code_model.h"

#include "core/base/text.h"
#include "core/codegen/code_names.h"
#include "core/codegen/default_values.h"
#include "core/codegen/struct_order.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <utility>

namespace wirebench {

namespace {

std::uint8_t widthFor(unsigned bits)
{
    return bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
}

/// Width that holds all numbers of a node; those of a signed one are int64.
std::uint8_t integerWidth(const Node& node, bool isSigned)
{
    if (node.op == Op::Fixed)
        return widthFor(static_cast<unsigned>(node.minBits));
    if (!isSigned)
        return widthFor(static_cast<unsigned>(std::bit_width(node.highest)));
    const auto magnitude = [](std::uint64_t value) {
        return static_cast<unsigned>(std::bit_width(value >> 63 == 0 ? value : ~value)) + 1;
    };
    return widthFor(std::max(magnitude(node.lowest), magnitude(node.highest)));
}

class ModelBuilder {
public:
    ModelBuilder(CodeModel& model, const Schema& schema, const Plan& plan)
        : m_model(model), m_schema(schema), m_plan(plan)
    {
    }

    void run()
    {
        m_model.types.resize(m_plan.nodes.size());
        for (std::uint32_t i = 0; i < m_plan.types.size(); ++i) {
            addNode(m_plan.types[i].node);
            structAt(m_plan.types[i].node).type = i;
            structAt(m_plan.types[i].node).shownName = m_plan.types[i].name;
        }
        addStreamMessages();
        drain();
        findTypeIds();
        m_model.structs = inOrder();
        for (DeclIndex decl = 0; decl < m_schema.decls.size(); ++decl) {
            if (m_schema.decls[decl].kind == DeclKind::Interface && !m_schema.decls[decl].members.empty())
                m_model.interfaces.push_back(decl);
            else if (m_schema.decls[decl].kind == DeclKind::Service)
                m_model.services.push_back(decl);
        }
    }

private:
    ApiStruct& structAt(NodeIndex node) { return m_model.structs[m_model.types[node].index]; }
    const Decl* declOf(const Node& node) const { return node.decl == kNoIndex ? nullptr : &m_schema.decls[node.decl]; }

    /// An identifier for a type: unlike all others also when case and underscores are not looked at.
    std::string uniqueName(std::string_view shown)
    {
        const std::string base = isIdentifier(shown) ? std::string(shown) : pascalCase(shown);
        std::string name = base;
        for (int number = 2; !m_names.insert(asciiLower(pascalCase(name))).second; ++number)
            name = base + std::to_string(number);
        return name;
    }

    /// Describes a node; the parts of composites are described later, so that nesting costs no stack.
    void addNode(NodeIndex index)
    {
        ApiType& type = m_model.types[index];
        if (type.kind != ApiKind::None)
            return;
        const Node& node = m_plan.nodes[index];
        switch (node.op) {
        case Op::Sequence:
        case Op::Message:
        case Op::Record:
        case Op::Tagged:
        case Op::PresenceMap:
            type.kind = ApiKind::Struct;
            addStruct(index);
            break;
        case Op::List:
        case Op::Slots:
        case Op::Series:
            type.kind = ApiKind::List;
            addList(index);
            break;
        case Op::Map:
            type.kind = ApiKind::Map;
            type.key = m_plan.slots[node.firstSlot].node;
            type.element = m_plan.slots[node.firstSlot + 1].node;
            m_open.push_back(type.key);
            m_open.push_back(type.element);
            break;
        case Op::Optional:
            m_open.push_back(m_plan.slots[node.firstSlot].node);
            break;
        case Op::Reference:
            type.kind = ApiKind::Union;
            addUnion(index);
            break;
        default:
            addLeaf(index);
            break;
        }
    }

    void addLeaf(NodeIndex index)
    {
        const Node& node = m_plan.nodes[index];
        ApiType& type = m_model.types[index];
        switch (node.meaning) {
        case Meaning::None:
        case Meaning::Padding:
            break;
        case Meaning::Bool:
            type.kind = ApiKind::Bool;
            break;
        case Meaning::UInt:
        case Meaning::Int: {
            const bool isSigned = node.meaning == Meaning::Int && (node.op == Op::Fixed || node.isSigned);
            type.kind = isSigned ? ApiKind::Int : ApiKind::UInt;
            type.bits = integerWidth(node, isSigned);
            break;
        }
        case Meaning::Float:
            type.kind = ApiKind::Float;
            type.bits = static_cast<std::uint8_t>(node.minBits);
            break;
        case Meaning::Text:
            type.kind = ApiKind::Text;
            break;
        case Meaning::Enum:
            type.kind = ApiKind::Enum;
            addEnum(index);
            break;
        case Meaning::Flags:
            type.kind = ApiKind::Flags;
            addFlags(index);
            break;
        case Meaning::Date:
            type.kind = ApiKind::Date;
            break;
        case Meaning::Bytes:
            type.kind = ApiKind::Bytes;
            type.count = node.capacity;
            break;
        case Meaning::Complex:
            type.kind = ApiKind::Complex;
            type.bits = static_cast<std::uint8_t>(node.capacity * 4);
            break;
        case Meaning::Time:
            type.kind = ApiKind::Time;
            break;
        case Meaning::Uuid:
            type.kind = ApiKind::Uuid;
            break;
        case Meaning::Decimal:
            type.kind = ApiKind::Decimal;
            break;
        case Meaning::BigInt:
            type.kind = ApiKind::BigInt;
            break;
        }
    }

    void addList(NodeIndex index)
    {
        const Node& node = m_plan.nodes[index];
        const Slot& element = m_plan.slots[node.firstSlot];
        ApiType& type = m_model.types[index];
        type.element = element.node;
        type.optionalElement = element.presenceBit;
        const bool fixedSeries = node.op == Op::Series && m_plan.series[node.detail].fixedCount;
        if (fixedSeries || (node.op == Op::Slots && node.countBits == 0))
            type.count = node.capacity;
        m_open.push_back(type.element);
    }

    void addStruct(NodeIndex index)
    {
        const Node& node = m_plan.nodes[index];
        const Decl* decl = declOf(node);
        m_model.types[index].index = static_cast<std::uint32_t>(m_model.structs.size());
        ApiStruct entry;
        entry.shownName = std::string(m_plan.text(node.name));
        entry.name = uniqueName(decl != nullptr && decl->nested ? decl->name : entry.shownName);
        entry.doc = decl != nullptr ? decl->doc : std::string();
        entry.deprecated = decl != nullptr && findAttribute(decl->attributes, "deprecated") != nullptr;
        entry.node = index;
        entry.decl = node.decl;
        entry.keepsUnknown = node.op == Op::Tagged;
        for (std::uint32_t i = 0; i < node.slotCount; ++i)
            addField(entry, node, node.firstSlot + i);
        m_model.structs.push_back(std::move(entry));
    }

    void addField(ApiStruct& owner, const Node& ownerNode, SlotIndex index)
    {
        const Slot& slot = m_plan.slots[index];
        const Node& node = m_plan.nodes[slot.node];
        if (node.meaning == Meaning::Padding)
            return;
        ApiField field;
        field.name = std::string(m_plan.text(slot.name));
        field.slot = index;
        field.member = slot.member;
        field.node = node.op == Op::Optional ? m_plan.slots[node.firstSlot].node : slot.node;
        if (const Decl* decl = declOf(ownerNode); decl != nullptr && slot.member < decl->members.size()) {
            const Member& member = decl->members[slot.member];
            field.doc = member.doc;
            field.deprecated = findAttribute(member.attributes, "deprecated") != nullptr;
        }
        const bool tagged = ownerNode.op == Op::Tagged || ownerNode.op == Op::PresenceMap;
        const bool isStruct = node.op == Op::Tagged || node.op == Op::PresenceMap;
        field.optional = node.op == Op::Optional || slot.presenceBit
            || (tagged
                && (slot.occurs == Occurs::Optional || ownerNode.op == Op::PresenceMap
                    || (slot.occurs == Occurs::Default && isStruct)));
        if (slot.defaultBytes != kNoIndex)
            field.defaultJson = defaultJson(m_model.plan, index);
        m_open.push_back(field.node);
        owner.fields.push_back(std::move(field));
    }

    /// The entry of a node in a list of named types, by declaration where there is one, else by node.
    template <typename Entries>
    bool known(NodeIndex index, Entries& entries)
    {
        const Node& node = m_plan.nodes[index];
        const auto key = node.decl != kNoIndex ? std::pair{true, node.decl} : std::pair{false, index};
        const auto [place, isNew] = m_named.try_emplace(key, static_cast<std::uint32_t>(entries.size()));
        m_model.types[index].index = place->second;
        return !isNew;
    }

    std::string nameOfLeaf(const Node& node)
    {
        const Decl* decl = declOf(node);
        return uniqueName(decl != nullptr ? std::string_view(decl->name) : m_plan.text(node.name));
    }

    void addEnum(NodeIndex index)
    {
        if (known(index, m_model.enums))
            return;
        const Node& node = m_plan.nodes[index];
        const Decl* decl = declOf(node);
        const EnumTable& table = m_plan.enums[node.detail];
        ApiEnum entry;
        entry.name = nameOfLeaf(node);
        entry.shownName = decl != nullptr ? decl->name : entry.name;
        entry.doc = decl != nullptr ? decl->doc : std::string();
        entry.node = index;
        entry.decl = node.decl;
        entry.open = !table.numbers.empty();
        for (std::size_t i = 0; i < table.labels.size(); ++i) {
            ApiEnumValue value;
            value.name = std::string(m_plan.text(table.labels[i]));
            value.number = table.numbers.empty() ? i : table.numbers[i];
            if (decl != nullptr) {
                const auto member = std::find_if(decl->members.begin(), decl->members.end(),
                                                 [&](const Member& one) { return one.name == value.name; });
                if (member != decl->members.end()) {
                    value.doc = member->doc;
                    value.deprecated = findAttribute(member->attributes, "deprecated") != nullptr;
                }
            }
            entry.values.push_back(std::move(value));
        }
        m_model.enums.push_back(std::move(entry));
    }

    void addFlags(NodeIndex index)
    {
        if (known(index, m_model.flags))
            return;
        const Node& node = m_plan.nodes[index];
        const FlagTable& table = m_plan.flags[node.detail];
        ApiFlags entry;
        entry.name = nameOfLeaf(node);
        entry.node = index;
        entry.decl = node.decl;
        entry.bits = widthFor(static_cast<unsigned>(std::bit_width(table.defined)));
        for (const FlagTable::Flag& flag : table.flags)
            entry.flags.push_back({std::string(m_plan.text(flag.name)), flag.position});
        m_model.flags.push_back(std::move(entry));
    }

    void addUnion(NodeIndex index)
    {
        const Node& node = m_plan.nodes[index];
        const Decl* decl = declOf(node);
        m_model.types[index].index = static_cast<std::uint32_t>(m_model.unions.size());
        ApiUnion entry;
        entry.name = uniqueName(decl != nullptr ? m_plan.text(node.name) : std::string_view("Any"));
        entry.doc = decl != nullptr ? decl->doc : std::string();
        entry.node = index;
        entry.decl = node.decl;
        addAlternatives(entry, m_plan.references[node.detail]);
        m_model.unions.push_back(std::move(entry));
    }

    void addStreamMessages()
    {
        if (m_plan.framing != Framing::Frames)
            return;
        for (const FrameType& frame : m_plan.frameTypes) {
            if (frame.body != FrameBody::Message)
                continue;
            ApiUnion entry;
            entry.name = uniqueName("Message");
            addAlternatives(entry, m_plan.references[m_plan.nodeOf(frame.slot).detail]);
            m_model.streamUnion = static_cast<std::uint32_t>(m_model.unions.size());
            m_model.unions.push_back(std::move(entry));
            return;
        }
    }

    void addAlternatives(ApiUnion& entry, const ReferenceInfo& info)
    {
        for (std::uint32_t i = 0; i < info.typeCount; ++i) {
            const ReferenceType& type = m_plan.referenceTypes[info.firstType + i];
            const NodeIndex node = m_plan.slots[type.slot].node;
            entry.alternatives.push_back({info.firstType + i, node, std::string(m_plan.text(type.shortName))});
            m_open.push_back(node);
        }
    }

    void drain()
    {
        while (!m_open.empty()) {
            const NodeIndex next = m_open.back();
            m_open.pop_back();
            addNode(next);
        }
    }

    void findTypeIds()
    {
        for (ApiStruct& entry : m_model.structs) {
            for (const MessageInfo& message : m_plan.messages) {
                if (message.node == entry.node)
                    entry.typeId = message.typeId;
            }
        }
        for (const ReferenceType& type : m_plan.referenceTypes) {
            const ApiType& held = m_model.types[m_plan.slots[type.slot].node];
            if (held.kind == ApiKind::Struct)
                m_model.structs[held.index].typeId = type.id;
        }
        // Structs have their final names by now.
        for (ApiUnion& entry : m_model.unions) {
            for (ApiAlternative& alternative : entry.alternatives) {
                if (const ApiType& held = m_model.types[alternative.node]; held.kind == ApiKind::Struct)
                    alternative.name = m_model.structs[held.index].name;
            }
        }
    }

    /// Orders the structs, marks the fields that need a box, and mends the indices.
    std::vector<ApiStruct> inOrder()
    {
        const std::vector<std::uint32_t> order = orderStructs(m_model);
        std::vector<ApiStruct> sorted;
        sorted.reserve(order.size());
        std::vector<std::uint32_t> place(order.size());
        for (const std::uint32_t old : order) {
            place[old] = static_cast<std::uint32_t>(sorted.size());
            sorted.push_back(std::move(m_model.structs[old]));
        }
        for (ApiType& type : m_model.types) {
            if (type.kind == ApiKind::Struct)
                type.index = place[type.index];
        }
        return sorted;
    }

    CodeModel& m_model;
    const Schema& m_schema;
    const Plan& m_plan;
    std::vector<NodeIndex> m_open;
    std::set<std::string> m_names;
    std::map<std::pair<bool, std::uint32_t>, std::uint32_t> m_named;
};

} // namespace

const ApiStruct* CodeModel::findStruct(std::string_view shownName) const
{
    const auto found = std::find_if(structs.begin(), structs.end(), [&](const ApiStruct& entry) {
        return entry.type != kNoIndex && entry.shownName == shownName;
    });
    return found == structs.end() ? nullptr : &*found;
}

CodeModel makeCodeModel(std::shared_ptr<const Schema> schema, std::shared_ptr<const Plan> plan,
                        const ApiProfile& profile)
{
    CodeModel model;
    model.schema = std::move(schema);
    model.plan = std::move(plan);
    model.profile = profile;
    model.package = model.schema->package;
    ModelBuilder(model, *model.schema, *model.plan).run();
    return model;
}

} // namespace wirebench
