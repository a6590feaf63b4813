// SPDX-License-Identifier: MIT
// The tables of nodes and slots: how values lie on the wire and in memory.
#include "core/codegen/c/c_codec.h"
#include "core/codegen/c/c_initializer.h"
#include "core/codegen/zero_elements.h"

#include <array>

namespace wirebench::c {

namespace {

constexpr std::array<std::string_view, 17> kOps{"BITS",         "FIXED",  "TEXT",  "SEQUENCE",  "MESSAGE", "LIST",
                                                "OPTIONAL",     "RECORD", "SLOTS", "VARINT",    "CONTENT", "TAGGED",
                                                "PRESENCE_MAP", "SERIES", "MAP",   "REFERENCE", ""};
constexpr std::array<std::string_view, 19> kKinds{"NONE",   "BOOL",   "UINT", "INT",  "FLOAT",   "TEXT", "BYTES",
                                                  "ENUM",   "FLAGS",  "DATE", "TIME", "COMPLEX", "UUID", "DECIMAL",
                                                  "BIGINT", "STRUCT", "LIST", "MAP",  "UNION"};
constexpr std::array<std::string_view, 5> kOccurs{"ALWAYS", "OPTIONAL", "DEFAULT", "REQUIRED", "REPEATED"};
constexpr std::array<std::string_view, 9> kSeries{"PACKED",     "BITS",   "COUNTED", "DELTA",     "RUN_LENGTH",
                                                  "DICTIONARY", "SPARSE", "PREFIX",  "BIT_PACKED"};
constexpr std::array<std::string_view, 3> kCodings{"PLAIN", "SIGN_EXTENDED", "ZIGZAG"};

class LayoutPrinter {
public:
    LayoutPrinter(CodeWriter& out, const Context& context) : m_out(out), m_context(context), m_plan(context.plan())
    {
        placeSlots();
    }

    void write()
    {
        m_out.line("static const wb_slot $1_slots[] = {", m_context.tables());
        m_out.indent();
        for (SlotIndex slot = 0; slot < m_plan.slots.size(); ++slot)
            writeSlot(slot);
        m_out.dedent();
        m_out.line("};");
        m_out.blank();
        m_out.line("static const wb_node $1_nodes[] = {", m_context.tables());
        m_out.indent();
        for (NodeIndex node = 0; node < m_plan.nodes.size(); ++node)
            writeNode(node);
        m_out.dedent();
        m_out.line("};");
        m_out.blank();
    }

private:
    /// Where the value of a slot lies in memory.
    struct Place {
        std::string value = "0";
        std::string has = "WB_NONE";
        bool boxed = false;
        bool there = false;
        bool optional = false;
    };

    std::string string(std::uint32_t index) const { return Context::quoted(m_plan.text(index)); }

    static std::string offset(const std::string& type, const std::string& member)
    {
        return "(uint32_t)offsetof(" + type + ", " + member + ')';
    }

    void placeSlots()
    {
        m_places.resize(m_plan.slots.size());
        const CodeModel& model = m_context.model();
        for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
            for (std::uint32_t f = 0; f < model.structs[i].fields.size(); ++f) {
                const ApiField& field = model.structs[i].fields[f];
                Place& place = m_places[field.slot];
                place.there = true;
                place.boxed = field.boxed;
                place.optional = field.optional;
                place.value = offset(m_context.structName(i), m_context.fieldName(i, f));
                if (m_context.hasFlag(field))
                    place.has = offset(m_context.structName(i), m_context.hasName(i, f));
            }
        }
        for (NodeIndex index = 0; index < m_plan.nodes.size(); ++index) {
            const Node& node = m_plan.nodes[index];
            const ApiKind kind = model.typeOf(index).kind;
            if (kind == ApiKind::List) {
                Place& place = m_places[node.firstSlot];
                place.there = true;
                if (m_context.optionalElement(node.firstSlot)) {
                    const std::string type = m_context.elementType(node.firstSlot);
                    place.value = offset(type, "value");
                    place.has = offset(type, "has_value");
                }
            } else if (kind == ApiKind::Map) {
                m_places[node.firstSlot].there = m_places[node.firstSlot + 1].there = true;
                m_places[node.firstSlot + 1].value = offset(m_context.entryType(index), "value");
            }
        }
    }

    void writeSlot(SlotIndex index)
    {
        const Slot& slot = m_plan.slots[index];
        const Place& place = m_places[index];
        const Op owner = slot.owner == kNoIndex ? Op::Fixed : m_plan.nodes[slot.owner].op;
        const bool tagged = owner == Op::Tagged || owner == Op::PresenceMap;
        Fields fields;
        fields.set("name", string(slot.name));
        fields.number("node", slot.node);
        if (place.value != "0")
            fields.set("value", place.value);
        fields.set("has", place.has);
        fields.number("number", slot.number);
        fields.number("oneof", slot.oneof);
        if (tagged)
            fields.set("occurs", "WB_" + std::string(nameIn(kOccurs, slot.occurs)));
        const std::uint64_t zeros = owner == Op::Tagged ? zeroElements(m_plan, slot.node) : 0;
        const bool given = slot.occurs == Occurs::Always || slot.occurs == Occurs::Default;
        const bool must = tagged ? slot.occurs == Occurs::Always || slot.occurs == Occurs::Required
                                 : !place.optional && slot.missing == Missing::Error;
        Flags flags;
        flags.add(slot.presenceBit, "WB_SLOT_PRESENCE_BIT");
        flags.add(place.boxed, "WB_SLOT_BOXED");
        flags.add(place.there, "WB_SLOT_FIELD");
        flags.add(must, "WB_SLOT_MUST");
        flags.add(tagged ? m_plan.nullIsAbsent || slot.occurs == Occurs::Optional : place.optional, "WB_SLOT_NULL");
        flags.add(given && slot.oneof == 0 && owner == Op::Tagged && !place.optional && zeros > 0, "WB_SLOT_COUNTS");
        if (!flags.text().empty())
            fields.set("flags", flags.text());
        if (slot.formCount != 0)
            fields.number("first_form", slot.firstForm).number("form_count", slot.formCount);
        fields.set("default_bytes", slot.defaultBytes == kNoIndex ? "WB_NONE" : std::to_string(slot.defaultBytes));
        if (slot.validationCount != 0)
            fields.number("first_rule", slot.firstValidation).number("rule_count", slot.validationCount);
        if (owner == Op::Record)
            fields.number("offset", slot.offset);
        fields.number("zeros", zeros);
        m_out.line("$1", fields.initializer());
    }

    /// What must hold so that a struct lies in memory as on the wire; empty when it never does.
    bool flatConditions(NodeIndex index, const std::string& outer, std::uint64_t base, std::string& text) const
    {
        const Node& node = m_plan.nodes[index];
        const std::uint32_t entry = m_context.model().typeOf(index).index;
        const ApiStruct& api = m_context.model().structs[entry];
        if (api.fields.size() != node.slotCount)
            return false;
        const std::string& name = m_context.structName(entry);
        std::uint64_t at = base;
        for (std::uint32_t i = 0; i < api.fields.size(); ++i) {
            const ApiField& field = api.fields[i];
            const Node& inner = m_plan.nodes[m_plan.slots[field.slot].node];
            if (field.boxed || field.optional || (inner.op != Op::Fixed && inner.op != Op::Sequence))
                return false;
            const std::string member = fillIn("$1$2offsetof($3, $4)",
                                              {outer, outer.empty() ? "" : " + ", name, m_context.fieldName(entry, i)});
            text += (text.empty() ? "" : " && ") + member + " == " + std::to_string(at);
            if (inner.op == Op::Sequence && !flatConditions(field.node, member, at, text))
                return false;
            at += inner.minBits / 8;
        }
        text += " && sizeof(" + name + ") == " + std::to_string(at - base);
        return text.size() < 4000;
    }

    void writeNode(NodeIndex index)
    {
        const Node& node = m_plan.nodes[index];
        const ApiType& type = m_context.model().typeOf(index);
        const std::string memory = m_context.type(index);
        Fields fields;
        fields.set("op", "WB_OP_" + std::string(nameIn(kOps, node.op)));
        if (type.kind != ApiKind::None)
            fields.set("kind", "WB_KIND_" + std::string(nameIn(kKinds, type.kind)));
        if (hasCode(m_context, index))
            fields.set("code", '&' + m_context.codeNames(type.index).code);
        const std::uint8_t bits = type.kind == ApiKind::Flags ? m_context.model().flags[type.index].bits : type.bits;
        fields.number("bits", bits);
        fields.number("prefix", node.prefixBytes);
        if (node.op == Op::Varint)
            fields.set("coding", "WB_CODING_" + std::string(nameIn(kCodings, node.coding)));
        Flags flags;
        flags.add(delimitsItself(node), "WB_SELF");
        flags.add(node.isSigned, "WB_SIGNED");
        flags.add(node.canonicalFloat, "WB_CANONICAL_FLOAT");
        flags.add(node.byteReversed, "WB_REVERSED");
        flags.add(node.hasOneof, "WB_ONEOF");
        flags.add(type.kind == ApiKind::Bytes && type.count != 0, "WB_INLINE_BYTES");
        bool fixed = node.op == Op::Slots && node.countBits == 0;
        if (node.op == Op::Series) {
            const SeriesInfo& info = m_plan.series[node.detail];
            fields.set("coding", "WB_SERIES_" + std::string(nameIn(kSeries, info.coding)));
            fields.number("bit_width", info.bitWidth);
            fixed = info.fixedCount;
        }
        flags.add(fixed, "WB_FIXED_COUNT");
        if (std::string text; node.op == Op::Sequence && type.kind == ApiKind::Struct && node.fixedSize()
            && !node.hasBools && flatConditions(index, {}, 0, text))
            flags.add(true, '(' + text + " ? WB_FLAT : 0)");
        if (!flags.text().empty())
            fields.set("flags", flags.text());
        fields.number("count_bits", node.countBits);
        if (!memory.empty())
            fields.set("size", "(uint32_t)sizeof(" + memory + ')');
        if (type.kind == ApiKind::List)
            fields.set("stride", "(uint32_t)sizeof(" + m_context.elementType(node.firstSlot) + ')');
        else if (type.kind == ApiKind::Map)
            fields.set("stride", "(uint32_t)sizeof(" + m_context.entryType(index) + ')');
        if (type.kind == ApiKind::Enum || type.kind == ApiKind::Flags || type.kind == ApiKind::Date
            || type.kind == ApiKind::Union)
            fields.number("detail", node.detail);
        if (node.slotCount != 0)
            fields.number("first_slot", node.firstSlot).number("slot_count", node.slotCount);
        if (node.op == Op::Tagged || node.op == Op::PresenceMap)
            fields.number("first_order", node.firstOrdered).number("first_number", node.firstNumber);
        if (type.kind == ApiKind::Struct)
            structFields(fields, type.index);
        fields.number("min_bits", node.minBits);
        fields.number("capacity", node.capacity);
        writeRange(fields, node);
        if (node.op == Op::Message)
            fields.number("type_id", m_plan.messages[node.detail].typeId);
        m_out.line("$1", fields.initializer());
    }

    static bool delimitsItself(const Node& node)
    {
        const bool tagged = node.op == Op::Varint || node.op == Op::Content || node.op == Op::Tagged
            || node.op == Op::PresenceMap || node.op == Op::Series || node.op == Op::Map || node.op == Op::Reference;
        return tagged ? node.selfDelimiting : true;
    }

    void structFields(Fields& fields, std::uint32_t index) const
    {
        const ApiStruct& entry = m_context.model().structs[index];
        const std::string& name = m_context.structName(index);
        fields.set("unknown", entry.keepsUnknown ? offset(name, m_context.unknownName(index)) : "WB_NONE");
        fields.set("strings", m_context.keepsStrings(entry) ? offset(name, m_context.stringsName(index)) : "WB_NONE");
    }

    void writeRange(Fields& fields, const Node& node) const
    {
        if (node.op == Op::Sequence) {
            fields.number("lowest", node.nesting); // levels of structs inside
        } else if (node.op == Op::Bits && node.isSigned) {
            fields.set("lowest", "(uint64_t)" + Context::signedLiteral(static_cast<std::int64_t>(node.lowest)));
            fields.set("highest", "(uint64_t)" + Context::signedLiteral(static_cast<std::int64_t>(node.highest)));
        } else if (node.op == Op::Bits) {
            fields.number("lowest", node.lowest).number("highest", node.highest);
        }
    }

    CodeWriter& m_out;
    const Context& m_context;
    const Plan& m_plan;
    std::vector<Place> m_places;
};

} // namespace

void writeLayout(CodeWriter& out, const Context& context)
{
    LayoutPrinter(out, context).write();
}

} // namespace wirebench::c
