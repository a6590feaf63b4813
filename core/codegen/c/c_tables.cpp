// SPDX-License-Identifier: MIT
// The tables that the runtime reads and writes by, but for those of the layout.
#include "core/codegen/c/c_context.h"
#include "core/codegen/c/c_initializer.h"
#include "core/wire/stream_frames.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <variant>

namespace wirebench::c {

namespace {

constexpr std::array<std::string_view, 5> kForms{"VALUE", "ELEMENT", "RUN", "BIT_RUN", "TABLE_INDEX"};
constexpr std::array<std::string_view, 7> kRelations{"LESS",          "LESS_EQUAL", "EQUAL", "NOT_EQUAL",
                                                     "GREATER_EQUAL", "GREATER",    ""};
constexpr std::array<std::string_view, 6> kSkips{"NONE", "VARINT", "FIXED32", "FIXED64", "LENGTH", "REFERENCE"};
constexpr std::array<std::string_view, 7> kBodies{"NONE", "MESSAGE", "PAIR", "CODE", "OPAQUE", "NUMBER", "TEXT"};
constexpr std::array<std::string_view, 5> kFramings{"NONE", "MESSAGES", "DELIMITED", "FRAMES", "CONCATENATED"};

std::string text(bool value)
{
    return value ? "true" : "false";
}

class TablePrinter {
public:
    TablePrinter(CodeWriter& out, const Context& context) : m_out(out), m_context(context), m_plan(context.plan()) { }

    void write()
    {
        m_out.line("/* Tables, one row a line. */");
        m_out.line("/* clang-format off */");
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
        writeLayout(m_out, m_context);
        writeTypes();
        writeFrames();
        writeSchema();
        m_out.line("/* clang-format on */");
        m_out.blank();
    }

private:
    template <typename Body>
    void table(std::string_view type, std::string_view name, Body body)
    {
        m_out.line("static const $1 $2_$3[] = {", type, m_context.tables(), name);
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
            m_out.line("static const wb_name $1_enum$2_names[] = {", m_context.tables(), std::to_string(i));
            for (std::size_t k = 0; k < entry.labels.size(); ++k)
                m_out.line("    {$1, $2},", string(entry.labels[k]),
                           std::to_string(entry.numbers.empty() ? k : entry.numbers[k]));
            if (entry.labels.empty())
                m_out.line("    {0},");
            m_out.line("};");
        }
        table("wb_names", "enums", [&] {
            for (std::size_t i = 0; i < m_plan.enums.size(); ++i)
                m_out.line("{$1_enum$2_names, $3, $4, 0},", m_context.tables(), std::to_string(i),
                           std::to_string(m_plan.enums[i].labels.size()), text(!m_plan.enums[i].numbers.empty()));
        });
        for (std::size_t i = 0; i < m_plan.flags.size(); ++i) {
            const FlagTable& entry = m_plan.flags[i];
            m_out.line("static const wb_name $1_flags$2_names[] = {", m_context.tables(), std::to_string(i));
            for (const FlagTable::Flag& flag : entry.flags)
                m_out.line("    {$1, $2},", string(flag.name),
                           Context::unsignedLiteral(std::uint64_t{1} << flag.position));
            if (entry.flags.empty())
                m_out.line("    {0},");
            m_out.line("};");
        }
        table("wb_names", "flags", [&] {
            for (std::size_t i = 0; i < m_plan.flags.size(); ++i)
                m_out.line("{$1_flags$2_names, $3, false, $4},", m_context.tables(), std::to_string(i),
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
        std::vector<bool> hasPattern;
        for (std::size_t i = 0; i < m_plan.validations.size(); ++i)
            hasPattern.push_back(writePattern(m_out, m_context, i));
        table("wb_rule", "rules", [&] {
            for (std::size_t i = 0; i < m_plan.validations.size(); ++i) {
                if (hasPattern[i])
                    m_out.line("{.pattern = &$1_pattern$2},", m_context.tables(), std::to_string(i));
                else if (m_plan.validations[i].relation == Validation::Relation::Match)
                    m_out.line("{.unchecked = true},");
                else
                    writeRule(m_plan.validations[i]);
            }
        });
    }

    void writeDefaults()
    {
        for (std::size_t i = 0; i < m_plan.defaults.size(); ++i) {
            std::string bytes;
            for (const auto byte : m_plan.defaults[i])
                bytes += (bytes.empty() ? "" : ", ") + std::to_string(static_cast<unsigned>(byte));
            m_out.line("static const uint8_t $1_default$2[] = {$3};", m_context.tables(), std::to_string(i),
                       bytes.empty() ? "0" : bytes);
        }
        table("wb_bytes", "defaults", [&] {
            for (std::size_t i = 0; i < m_plan.defaults.size(); ++i)
                m_out.line("{$1_default$2, $3},", m_context.tables(), std::to_string(i),
                           std::to_string(m_plan.defaults[i].size()));
        });
    }

    void writeTypes()
    {
        m_out.line("static const wb_type $1_types[] = {", m_context.tables());
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
        m_out.line("static const wb_frame_type $1_frames[16] = {", m_context.tables());
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
        const Limits& limits = m_plan.limits;
        const bool frames = m_plan.framing == Framing::Frames;
        m_out.line("const wb_schema $1_schema = {", m_context.prefix());
        m_out.indent();
        for (const std::string_view name :
             {"nodes", "slots", "order", "numbers", "forms", "enums", "flags", "dates", "references", "reference_types",
              "known_types", "rules", "defaults", "types"})
            m_out.line(".$1 = $2_$1,", name, m_context.tables());
        if (frames)
            m_out.line(".frames = $1_frames,", m_context.tables());
        m_out.line(".package = $1,", Context::quoted(m_context.model().package));
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
        m_out.line("           .total_elements = $1, .milliseconds = $2, .depth = $3, .validate_utf8 = true},",
                   Context::unsignedLiteral(limits.totalElements), Context::unsignedLiteral(limits.milliseconds),
                   std::to_string(limits.depth));
        m_out.dedent();
        m_out.line("};");
    }

    CodeWriter& m_out;
    const Context& m_context;
    const Plan& m_plan;
};

} // namespace

void writeTables(CodeWriter& out, const Context& context)
{
    TablePrinter(out, context).write();
}

} // namespace wirebench::c
