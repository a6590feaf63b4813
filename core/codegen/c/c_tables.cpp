// SPDX-License-Identifier: MIT
// The tables that the runtime reads and writes by.
#include "core/codegen/c/c_context.h"
#include "core/wire/stream_frames.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <variant>

namespace wirebench::c {

namespace {

constexpr std::array<std::string_view, 17> kOps{"BITS",         "FIXED",  "TEXT",  "SEQUENCE",  "MESSAGE", "LIST",
                                                "OPTIONAL",     "RECORD", "SLOTS", "VARINT",    "CONTENT", "TAGGED",
                                                "PRESENCE_MAP", "SERIES", "MAP",   "REFERENCE", ""};
constexpr std::array<std::string_view, 19> kKinds{"NONE",   "BOOL",   "UINT", "INT",  "FLOAT",   "TEXT", "BYTES",
                                                  "ENUM",   "FLAGS",  "DATE", "TIME", "COMPLEX", "UUID", "DECIMAL",
                                                  "BIGINT", "STRUCT", "LIST", "MAP",  "UNION"};
constexpr std::array<std::string_view, 5> kOccurs{"ALWAYS", "OPTIONAL", "DEFAULT", "REQUIRED", "REPEATED"};
constexpr std::array<std::string_view, 5> kForms{"VALUE", "ELEMENT", "RUN", "BIT_RUN", "TABLE_INDEX"};
constexpr std::array<std::string_view, 7> kRelations{"LESS",          "LESS_EQUAL", "EQUAL", "NOT_EQUAL",
                                                     "GREATER_EQUAL", "GREATER",    ""};
constexpr std::array<std::string_view, 9> kSeries{"PACKED",     "BITS",   "COUNTED", "DELTA",     "RUN_LENGTH",
                                                  "DICTIONARY", "SPARSE", "PREFIX",  "BIT_PACKED"};
constexpr std::array<std::string_view, 3> kCodings{"PLAIN", "SIGN_EXTENDED", "ZIGZAG"};
constexpr std::array<std::string_view, 6> kSkips{"NONE", "VARINT", "FIXED32", "FIXED64", "LENGTH", "REFERENCE"};
constexpr std::array<std::string_view, 7> kBodies{"NONE", "MESSAGE", "PAIR", "CODE", "OPAQUE", "NUMBER", "TEXT"};
constexpr std::array<std::string_view, 5> kFramings{"NONE", "MESSAGES", "DELIMITED", "FRAMES", "CONCATENATED"};

template <typename Names, typename Value>
std::string_view nameIn(const Names& names, Value value)
{
    return names[static_cast<std::size_t>(value)];
}

std::string text(bool value)
{
    return value ? "true" : "false";
}

/// Fields of an initializer; those that are zero are left out.
class Fields {
public:
    Fields& set(std::string_view name, std::string_view value)
    {
        m_text += (m_text.empty() ? "." : ", .") + std::string(name) + " = " + std::string(value);
        return *this;
    }
    Fields& number(std::string_view name, std::uint64_t value)
    {
        return value == 0 ? *this : set(name, Context::unsignedLiteral(value));
    }
    std::string initializer() const { return '{' + (m_text.empty() ? std::string("0") : m_text) + "},"; }

private:
    std::string m_text;
};

/// Flags of a table, joined.
class Flags {
public:
    void add(bool condition, std::string_view name)
    {
        if (condition)
            m_text += (m_text.empty() ? "" : " | ") + std::string(name);
    }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

class TablePrinter {
public:
    TablePrinter(CodeWriter& out, const Context& context) : m_out(out), m_context(context), m_plan(context.plan()) { }

    void write()
    {
        m_out.line("/* clang-format off: tables, one row a line */");
        writeNames();
        table("wb_date", "dates", [&] {
            for (const DateTable& date : m_plan.dates)
                m_out.line("{$1, $2, $3},", Context::signedLiteral(date.origin), std::to_string(unitSeconds(date.unit)),
                           Context::unsignedLiteral(date.units));
        });
        writeReferences();
        writeRules();
        writeDefaults();
        table("wb_form", "forms", [&] {
            for (const AcceptedForm& form : m_plan.forms)
                m_out.line("{$1, WB_FORM_$2},", std::to_string(form.wireType), nameIn(kForms, form.form));
        });
        table("wb_number", "numbers", [&] {
            for (const NumberedSlot& entry : m_plan.numbers)
                m_out.line("{$1, $2},", std::to_string(entry.number), std::to_string(entry.slot));
        });
        table("uint32_t", "order", [&] {
            for (const Ordered& entry : m_plan.wireOrder)
                m_out.line("$1,", entry.slot == kNoIndex ? "WB_NONE" : std::to_string(entry.slot));
        });
        placeSlots();
        table("wb_slot", "slots", [&] {
            for (SlotIndex slot = 0; slot < m_plan.slots.size(); ++slot)
                writeSlot(slot);
        });
        table("wb_node", "nodes", [&] {
            for (NodeIndex node = 0; node < m_plan.nodes.size(); ++node)
                writeNode(node);
        });
        writeTypes();
        writeFrames();
        writeSchema();
        m_out.line("/* clang-format on */");
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

    template <typename Body>
    void table(std::string_view type, std::string_view name, Body body)
    {
        m_out.line("static const $1 $2_$3[] = {", type, m_context.prefix(), name);
        m_out.indent();
        body();
        if (isEmpty(name))
            m_out.line(type == "uint32_t" ? "0," : "{0},");
        m_out.dedent();
        m_out.line("};");
        m_out.blank();
    }

    bool isEmpty(std::string_view name) const
    {
        return (name == "dates" && m_plan.dates.empty()) || (name == "forms" && m_plan.forms.empty())
            || (name == "numbers" && m_plan.numbers.empty()) || (name == "order" && m_plan.wireOrder.empty())
            || (name == "rules" && m_plan.validations.empty()) || (name == "defaults" && m_plan.defaults.empty())
            || (name == "references" && m_plan.references.empty())
            || (name == "reference_types" && m_plan.referenceTypes.empty())
            || (name == "known_types" && m_plan.knownTypes.empty()) || (name == "enums" && m_plan.enums.empty())
            || (name == "flags" && m_plan.flags.empty());
    }

    std::string string(std::uint32_t index) const { return Context::quoted(m_plan.text(index)); }

    void writeNames()
    {
        for (std::size_t i = 0; i < m_plan.enums.size(); ++i) {
            const EnumTable& entry = m_plan.enums[i];
            m_out.line("static const wb_name $1_enum$2_names[] = {", m_context.prefix(), std::to_string(i));
            for (std::size_t k = 0; k < entry.labels.size(); ++k)
                m_out.line("    {$1, $2},", string(entry.labels[k]),
                           std::to_string(entry.numbers.empty() ? k : entry.numbers[k]));
            if (entry.labels.empty())
                m_out.line("    {0},");
            m_out.line("};");
        }
        table("wb_names", "enums", [&] {
            for (std::size_t i = 0; i < m_plan.enums.size(); ++i)
                m_out.line("{$1_enum$2_names, $3, $4, 0},", m_context.prefix(), std::to_string(i),
                           std::to_string(m_plan.enums[i].labels.size()), text(!m_plan.enums[i].numbers.empty()));
        });
        for (std::size_t i = 0; i < m_plan.flags.size(); ++i) {
            const FlagTable& entry = m_plan.flags[i];
            m_out.line("static const wb_name $1_flags$2_names[] = {", m_context.prefix(), std::to_string(i));
            for (const FlagTable::Flag& flag : entry.flags)
                m_out.line("    {$1, $2},", string(flag.name),
                           Context::unsignedLiteral(std::uint64_t{1} << flag.position));
            if (entry.flags.empty())
                m_out.line("    {0},");
            m_out.line("};");
        }
        table("wb_names", "flags", [&] {
            for (std::size_t i = 0; i < m_plan.flags.size(); ++i)
                m_out.line("{$1_flags$2_names, $3, false, $4},", m_context.prefix(), std::to_string(i),
                           std::to_string(m_plan.flags[i].flags.size()),
                           Context::unsignedLiteral(m_plan.flags[i].defined));
        });
    }

    static std::string_view by(Discrimination discrimination)
    {
        return discrimination == Discrimination::Id  ? "WB_BY_ID"
            : discrimination == Discrimination::Name ? "WB_BY_NAME"
                                                     : "WB_BY_HASH";
    }

    void writeReferences()
    {
        table("wb_reference", "references", [&] {
            for (const ReferenceInfo& info : m_plan.references)
                m_out.line("{$1, $2, $3},", by(info.by), std::to_string(info.firstType),
                           std::to_string(info.typeCount));
        });
        table("wb_reference_type", "reference_types", [&] {
            for (const ReferenceType& type : m_plan.referenceTypes)
                m_out.line("{$1, $2, $3, $4, $5, $6},", Context::unsignedLiteral(type.id),
                           std::to_string(type.hash) + 'u', std::to_string(m_plan.slots[type.slot].node),
                           string(type.wireName), string(type.shortName), string(type.fullName));
        });
        table("wb_name", "known_types", [&] {
            for (const KnownType& type : m_plan.knownTypes)
                m_out.line("{$1, $2},", string(type.name), Context::unsignedLiteral(type.id));
        });
    }

    static std::string fraction(double value)
    {
        if (std::isnan(value))
            return "NAN";
        if (std::isinf(value))
            return value > 0 ? "HUGE_VAL" : "-HUGE_VAL";
        char buffer[40];
        std::snprintf(buffer, sizeof buffer, "%.17g", value);
        const std::string shown = buffer;
        return shown.find_first_of(".e") == std::string::npos ? shown + ".0" : shown;
    }

    void writeRule(const Validation& rule)
    {
        Fields fields;
        if (rule.subject == Validation::Subject::Length)
            fields.set("length", "true");
        fields.set("relation", "WB_" + std::string(nameIn(kRelations, rule.relation)));
        if (const auto* truth = std::get_if<bool>(&rule.literal))
            fields.set("literal", "WB_LITERAL_UINT").set("natural", *truth ? "1" : "0");
        else if (const auto* integer = std::get_if<std::int64_t>(&rule.literal))
            fields.set("literal", "WB_LITERAL_INT").set("integer", Context::signedLiteral(*integer));
        else if (const auto* natural = std::get_if<std::uint64_t>(&rule.literal))
            fields.set("literal", "WB_LITERAL_UINT").set("natural", Context::unsignedLiteral(*natural));
        else if (const auto* number = std::get_if<double>(&rule.literal))
            fields.set("literal", "WB_LITERAL_FLOAT").set("fraction", fraction(*number));
        else if (const auto* words = std::get_if<std::string>(&rule.literal))
            fields.set("literal", "WB_LITERAL_TEXT")
                .set("text", '{' + Context::quoted(*words) + ", " + std::to_string(words->size()) + '}');
        m_out.line("$1", fields.initializer());
    }

    void writeRules()
    {
        table("wb_rule", "rules", [&] {
            for (const Validation& rule : m_plan.validations) {
                if (rule.relation == Validation::Relation::Match)
                    m_out.line("{.unchecked = true}, /* $1 */", commentText(m_plan.text(rule.text)));
                else
                    writeRule(rule);
            }
        });
    }

    static std::string commentText(std::string_view text)
    {
        std::string shown(text);
        for (char& c : shown) {
            if (c == '*' || c == '\n')
                c = c == '*' ? '+' : ' ';
        }
        return shown;
    }

    void writeDefaults()
    {
        for (std::size_t i = 0; i < m_plan.defaults.size(); ++i) {
            std::string bytes;
            for (const auto byte : m_plan.defaults[i])
                bytes += (bytes.empty() ? "" : ", ") + std::to_string(static_cast<unsigned>(byte));
            m_out.line("static const uint8_t $1_default$2[] = {$3};", m_context.prefix(), std::to_string(i),
                       bytes.empty() ? "0" : bytes);
        }
        table("wb_bytes", "defaults", [&] {
            for (std::size_t i = 0; i < m_plan.defaults.size(); ++i)
                m_out.line("{$1_default$2, $3},", m_context.prefix(), std::to_string(i),
                           std::to_string(m_plan.defaults[i].size()));
        });
    }

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
            const std::string member = outer + (outer.empty() ? "" : " + ") + "offsetof(" + name + ", "
                + m_context.fieldName(entry, i) + ')';
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

    void writeTypes()
    {
        m_out.line("static const wb_type $1_types[] = {", m_context.prefix());
        for (const PlanType& type : m_plan.types) {
            std::uint32_t framings = 0;
            for (const Framing framing : framingsOf(m_plan, type))
                framings |= 1u << static_cast<unsigned>(framing);
            m_out.line("    {$1, $2, $3, $4},", Context::quoted(type.name), string(type.fullName),
                       std::to_string(type.node), std::to_string(framings));
        }
        if (m_plan.types.empty())
            m_out.line("    {0},");
        m_out.line("};");
        m_out.blank();
    }

    void writeFrames()
    {
        if (m_plan.framing != Framing::Frames)
            return;
        m_out.line("static const wb_frame_type $1_frames[16] = {", m_context.prefix());
        for (const FrameType& type : m_plan.frameTypes) {
            const bool none = type.body == FrameBody::None;
            m_out.line("    {$1, WB_BODY_$2, $3, $4, $5},", none ? "\"\"" : string(m_plan.slots[type.slot].name),
                       nameIn(kBodies, type.body), std::to_string(type.mostBytes), text(type.endsStream),
                       text(type.abandonsMessage));
        }
        m_out.line("};");
        m_out.blank();
    }

    void writeSchema()
    {
        const std::string& prefix = m_context.prefix();
        const Limits& limits = m_plan.limits;
        const bool frames = m_plan.framing == Framing::Frames;
        m_out.line("const wb_schema $1_schema = {", prefix);
        m_out.indent();
        for (const std::string_view name :
             {"nodes", "slots", "order", "numbers", "forms", "enums", "flags", "dates", "references", "reference_types",
              "known_types", "rules", "defaults", "types"})
            m_out.line(".$1 = $2_$1,", name, prefix);
        if (frames)
            m_out.line(".frames = $1_frames,", prefix);
        m_out.line(".type_count = $1,", std::to_string(m_plan.types.size()));
        m_out.line(".known_type_count = $1,", std::to_string(m_plan.knownTypes.size()));
        std::string skips;
        for (const Skip skip : m_plan.dialect.skip)
            skips += (skips.empty() ? "WB_SKIP_" : ", WB_SKIP_") + std::string(nameIn(kSkips, skip));
        m_out.line(".skip = {$1},", skips);
        m_out.line(".table_wire_type = $1,", std::to_string(m_plan.dialect.tableWireType));
        m_out.line(".guess_inline_text = $1,", text(m_plan.dialect.guessInlineText));
        m_out.line(".merge_unknown = $1,", text(m_plan.dialect.canonical));
        m_out.line(".enums_by_number = $1,", text(m_plan.enumsByNumber));
        m_out.line(".nulls_shown = $1,", text(m_plan.nullsShown));
        m_out.line(".framing = WB_FRAMING_$1,", nameIn(kFramings, usualForm(m_plan, nullptr).framing));
        for (const FrameType& type : m_plan.frameTypes) {
            if (frames && type.body == FrameBody::Message) {
                const ReferenceInfo& info = m_plan.references[m_plan.nodeOf(type.slot).detail];
                m_out.line(".messages = {WB_BY_BARE_ID, $1, $2},", std::to_string(info.firstType),
                           std::to_string(info.typeCount));
            }
        }
        m_out.line(".limits = {.message_bytes = $1, .string_bytes = $2, .array_elements = $3,",
                   Context::unsignedLiteral(limits.messageBytes), Context::unsignedLiteral(limits.stringBytes),
                   Context::unsignedLiteral(limits.arrayElements));
        m_out.line("           .total_elements = $1, .depth = $2, .validate_utf8 = true},",
                   Context::unsignedLiteral(limits.totalElements), std::to_string(limits.depth));
        m_out.dedent();
        m_out.line("};");
    }

    CodeWriter& m_out;
    const Context& m_context;
    const Plan& m_plan;
    std::vector<Place> m_places;
};

} // namespace

void writeTables(CodeWriter& out, const Context& context)
{
    TablePrinter(out, context).write();
}

} // namespace wirebench::c
