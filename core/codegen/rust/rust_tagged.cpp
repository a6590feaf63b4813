// SPDX-License-Identifier: MIT
// Structs whose fields have numbers: reading.
#include "core/codegen/rust/rust_tagged.h"
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"
#include "core/codegen/zero_elements.h"

#include <algorithm>

namespace wirebench::rust {

namespace {

/// What a missing field counts against the limit of elements.
std::uint64_t missingElements(const Context& context, const ApiField& field)
{
    const Slot& slot = context.plan.slots[field.slot];
    const bool given = slot.occurs == Occurs::Always || slot.occurs == Occurs::Default;
    if (!given || field.optional || slot.oneof != 0)
        return 0;
    return zeroElements(context.plan, slot.node);
}

class TaggedReader {
public:
    TaggedReader(Context& context, std::uint32_t index)
        : m_context(context), m_w(context.w), m_index(index), m_entry(context.model.structs[index])
    {
    }

    void write()
    {
        writeDecodeHead(m_context, m_index);
        m_w.line("let mut value = $1::default();", m_context.structName(m_index));
        m_w.line("d.enter()?;");
        for (std::size_t i = 0; i < m_entry.fields.size(); ++i) {
            if (isWatched(m_entry.fields[i]))
                m_w.line("let mut $1 = false;", seenName(i));
        }
        m_w.line("while let Some(field) = d.field()? {");
        m_w.indent();
        m_w.line("match field {");
        m_w.indent();
        for (std::size_t i = 0; i < m_entry.fields.size(); ++i)
            arms(i);
        if (!m_entry.fields.empty())
            mismatch();
        m_w.line("(_, wire) => {\n    d.unknown(wire, &mut value.$1)?;\n}", m_context.unknownFields[m_index]);
        m_w.dedent();
        m_w.line("}");
        m_w.dedent();
        m_w.line("}");
        missing();
        if (m_context.keepsStrings(m_entry))
            m_w.line("value.$1 = d.kept_strings();", m_context.stringFields[m_index]);
        m_w.line("d.leave();");
        m_w.line("Ok(value)");
        m_w.dedent();
        m_w.line("}");
        m_w.dedent();
        m_w.line("}");
        m_w.blank();
    }

private:
    const Slot& slotOf(const ApiField& field) const { return m_context.plan.slots[field.slot]; }

    bool isWatched(const ApiField& field) const
    {
        return slotOf(field).occurs == Occurs::Required || missingElements(m_context, field) > 0;
    }

    std::string seenName(std::size_t i) const { return "has_" + bareName(m_context.fields[m_index][i]); }

    /// Numbers of the fields that are indexes into the string table.
    std::string inlineFields() const
    {
        std::string text;
        for (const ApiField& field : m_entry.fields) {
            const Slot& slot = slotOf(field);
            if (slot.formCount > 0 && m_context.plan.forms[slot.firstForm].form == FieldForm::TableIndex)
                text += (text.empty() ? "" : ", ") + std::to_string(slot.number);
        }
        return "&[" + text + ']';
    }

    /// One arm for each form that is accepted.
    void arms(std::size_t i)
    {
        const ApiField& field = m_entry.fields[i];
        const Slot& slot = slotOf(field);
        const CodeWriter::Mark mark = m_w.mark(m_entry.decl, field.member);
        for (std::uint32_t f = 0; f < slot.formCount; ++f) {
            const AcceptedForm& form = m_context.plan.forms[slot.firstForm + f];
            const bool guarded = form.form == FieldForm::TableIndex && f > 0;
            m_w.line(guarded ? "($1, $2) if d.has_table() => {" : "($1, $2) => {", std::to_string(slot.number),
                     std::to_string(form.wireType));
            m_w.indent();
            clearOthers(field);
            read(i, form.form);
            if (isWatched(field))
                m_w.line("$1 = true;", seenName(i));
            m_w.dedent();
            m_w.line("}");
        }
    }

    /// At most one field of a group has a value: the last.
    void clearOthers(const ApiField& field)
    {
        const std::uint16_t group = slotOf(field).oneof;
        if (group == 0)
            return;
        for (std::size_t i = 0; i < m_entry.fields.size(); ++i) {
            const ApiField& other = m_entry.fields[i];
            if (slotOf(other).oneof == group && other.slot != field.slot)
                m_w.line("value.$1 = None;", m_context.fields[m_index][i]);
        }
    }

    void read(std::size_t i, FieldForm form)
    {
        const ApiField& field = m_entry.fields[i];
        const std::string place = "value." + m_context.fields[m_index][i];
        const bool isList = m_context.model.types[field.node].kind == ApiKind::List;
        switch (form) {
        case FieldForm::Value:
            assign(field, place, "d.bare::<" + m_context.fieldCodec(m_index, field) + ">()?");
            break;
        case FieldForm::Element:
            m_w.line("d.push::<$1>(&mut $2)?;", m_context.elementCodec(m_index, field), place);
            break;
        case FieldForm::Run:
            m_w.line("d.run::<$1>(&mut $2)?;", m_context.elementCodec(m_index, field), place);
            break;
        case FieldForm::BitRun:
            m_w.line("d.bit_run(&mut $1)?;", place);
            break;
        case FieldForm::TableIndex:
            if (isList)
                m_w.line("d.push_index(&mut $1, $2)?;", place, inlineFields());
            else
                assign(field, place, "d.table_text(" + inlineFields() + (m_context.viewing ? ")?" : ")?.to_owned()"));
            break;
        }
    }

    void assign(const ApiField& field, const std::string& place, const std::string& value)
    {
        statement(m_w, 5, place + " =", field.optional ? "Some(" + value + ");" : value + ';');
    }

    void mismatch()
    {
        std::vector<std::uint32_t> numbers;
        for (const ApiField& field : m_entry.fields)
            numbers.push_back(slotOf(field).number);
        std::sort(numbers.begin(), numbers.end());
        std::string text;
        for (std::size_t i = 0; i < numbers.size();) {
            std::size_t last = i;
            while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1)
                ++last;
            text += text.empty() ? "" : " | ";
            text += std::to_string(numbers[i]);
            if (last > i)
                text += (last > i + 1 ? "..=" : " | ") + std::to_string(numbers[last]);
            i = last + 1;
        }
        m_w.line("($1, _) => {\n    return Err(d.mismatch());\n}", text);
    }

    void missing()
    {
        for (std::size_t i = 0; i < m_entry.fields.size(); ++i) {
            const ApiField& field = m_entry.fields[i];
            if (!isWatched(field))
                continue;
            if (slotOf(field).occurs == Occurs::Required)
                m_w.line("if !$1 {\n    return Err(d.missing());\n}", seenName(i));
            else
                m_w.line("if !$1 {\n    d.count_total($2)?;\n}", seenName(i),
                         std::to_string(missingElements(m_context, field)));
        }
    }

    Context& m_context;
    CodeWriter& m_w;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
};

} // namespace

std::string bareName(const std::string& name)
{
    return name.rfind("r#", 0) == 0 ? name.substr(2) : name;
}

void writeTaggedDecode(Context& context, std::uint32_t index)
{
    context.w.line("impl rt::Shape for $1 {\n    const CACHED: bool = true;\n}", context.structType(index, "static"));
    context.w.blank();
    TaggedReader(context, index).write();
}

void writeTagged(Context& context, std::uint32_t index)
{
    writeTaggedDecode(context, index);
    writeTaggedEncode(context, index);
}

} // namespace wirebench::rust
