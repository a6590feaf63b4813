// SPDX-License-Identifier: MIT
// Structs as JSON objects.
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"

namespace wirebench::rust {

namespace {

/// How a field is read: it must be given, may be left out, or is an Option.
std::string_view readingOf(const Context& context, const ApiStruct& entry, const ApiField& field)
{
    const Slot& slot = context.plan.slots[field.slot];
    if (field.optional)
        return "optional";
    const Op owner = context.plan.nodes[entry.node].op;
    const bool tagged = owner == Op::Tagged || owner == Op::PresenceMap;
    const bool required
        = tagged ? slot.occurs == Occurs::Always || slot.occurs == Occurs::Required : slot.missing == Missing::Error;
    return required ? "required" : "plain";
}

/// Whether the codec of an optional field has a value that is an Option.
bool isWrapped(const Context& context, const ApiField& field)
{
    const Slot& slot = context.plan.slots[field.slot];
    return slot.presenceBit || context.plan.nodes[slot.node].op == Op::Optional;
}

class ObjectText {
public:
    ObjectText(Context& context, std::uint32_t index)
        : m_context(context), m_w(context.w), m_index(index), m_entry(context.model.structs[index])
    {
    }

    void write()
    {
        m_w.line("impl rt::JsonObject for $1 {", m_context.structs[m_index]);
        m_w.indent();
        writeArray(m_w, 1, "const NAMES: &'static [&'static str] = &[", typeNames(), "];");
        m_w.blank();
        writeMembers();
        m_w.blank();
        readMembers();
        m_w.dedent();
        m_w.line("}");
        m_w.blank();
        m_w.line("impl rt::Json for $1 {\n    type Value = $1;\n", m_context.structs[m_index]);
        m_w.indent();
        m_w.line("fn to_json(value: &$1, out: &mut String) {", m_context.structs[m_index]);
        m_w.line("    rt::object_to_json(value, \"\", out);\n}\n");
        writeHead(m_context, 1, "fn from_json(", {"json: &rt::json::Value"},
                  ") -> Result<" + m_context.structs[m_index] + ", rt::EncodeError> {");
        m_w.line("    rt::JsonObject::read_members(json, rt::Place::Field)\n}");
        m_w.dedent();
        m_w.line("}");
        m_w.blank();
    }

private:
    bool isEmpty() const { return m_entry.fields.empty() && !m_entry.keepsUnknown; }

    /// Spellings of the type's name.
    std::vector<std::string> typeNames() const
    {
        if (m_entry.type == kNoIndex)
            return {};
        const PlanType& type = m_context.plan.types[m_entry.type];
        std::vector<std::string> names{literal(type.name)};
        const std::string_view full = m_context.plan.text(type.fullName);
        if (!full.empty() && full != type.name)
            names.push_back(literal(full));
        return names;
    }

    void writeMembers()
    {
        if (isEmpty()) {
            m_w.line("fn write_members(&self, _: &mut rt::ObjectWriter<'_>) {}");
            return;
        }
        m_w.line("fn write_members(&self, out: &mut rt::ObjectWriter<'_>) {");
        m_w.indent();
        for (std::size_t i = 0; i < m_entry.fields.size(); ++i) {
            const ApiField& field = m_entry.fields[i];
            const bool isUnion = m_context.model.types[field.node].kind == ApiKind::Union;
            std::string function = "field";
            std::string codec = m_context.fieldCodec(m_index, field);
            if (field.optional && !(m_context.plan.nullsShown && isWrapped(m_context, field))) {
                function = "optional";
                codec = m_context.valueCodec(m_index, field);
            } else if (isUnion && !field.optional && !m_context.plan.nullsShown) {
                writeCallStatement(m_context, 2, "out.held::<" + codec + ", _>",
                                   {literal(field.name), "&self." + m_context.fields[m_index][i]}, ";");
                continue;
            }
            writeCallStatement(m_context, 2, fillIn("out.$1::<$2>", {function, codec}),
                               {literal(field.name), "&self." + m_context.fields[m_index][i]}, ";");
        }
        if (m_entry.keepsUnknown)
            m_w.line("out.unknown(&self.$1);", m_context.unknownFields[m_index]);
        if (m_context.keepsStrings(m_entry))
            m_w.line("out.strings(&self.$1);", m_context.stringFields[m_index]);
        m_w.dedent();
        m_w.line("}");
    }

    void readMembers()
    {
        writeHead(m_context, 1, "fn read_members(", {"json: &rt::json::Value", "place: rt::Place"},
                  ") -> Result<Self, rt::EncodeError> {");
        m_w.indent();
        std::vector<std::string> names;
        std::vector<std::string> numbers;
        for (const ApiField& field : m_entry.fields) {
            names.push_back(literal(field.name));
            numbers.push_back(std::to_string(m_context.plan.slots[field.slot].number));
        }
        std::vector<std::string> extra;
        if (m_entry.keepsUnknown)
            extra.push_back("\"@unknown\"");
        if (m_context.keepsStrings(m_entry))
            extra.push_back("\"@strings\"");
        writeArray(m_w, 2, "let names = [", names, "];");
        writeArray(m_w, 2, "let extra = [", extra, "];");
        const std::string null = m_context.plan.nullIsAbsent ? "true" : "false";
        m_w.line(isEmpty() ? "rt::Members::new(json, place, &names, &extra, $1)?;"
                           : "let members = rt::Members::new(json, place, &names, &extra, $1)?;",
                 null);
        m_w.line(isEmpty() ? "let value = Self::default();" : "let mut value = Self::default();");
        for (std::size_t i = 0; i < m_entry.fields.size(); ++i)
            readMember(i);
        if (m_entry.keepsUnknown) {
            writeArray(m_w, 2, "let known = [", numbers, "];");
            m_w.line("members.unknown(&DIALECT, &known, &mut value.$1)?;", m_context.unknownFields[m_index]);
        }
        if (m_context.keepsStrings(m_entry))
            m_w.line("members.strings(&mut value.$1)?;", m_context.stringFields[m_index]);
        m_w.line("Ok(value)");
        m_w.dedent();
        m_w.line("}");
    }

    void readMember(std::size_t i)
    {
        const ApiField& field = m_entry.fields[i];
        writeCallStatement(m_context, 2,
                           "members." + std::string(readingOf(m_context, m_entry, field)) + "::<"
                               + m_context.valueCodec(m_index, field) + ">",
                           {literal(field.name), "&mut value." + m_context.fields[m_index][i]}, "?;");
    }

    Context& m_context;
    CodeWriter& m_w;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
};

} // namespace

void writeStructJson(Context& context, std::uint32_t index)
{
    ObjectText(context, index).write();
}

} // namespace wirebench::rust
