// SPDX-License-Identifier: MIT
// Structs whose fields have numbers: reading.
#include "core/codegen/rust/rust_tagged.h"
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"

#include <algorithm>
#include <limits>

namespace wirebench::rust {

namespace {

/// Elements and structs in the zero of a node, which a message could make without giving any; saturates.
std::uint64_t zeroElements(const Plan& plan, NodeIndex index, int depth)
{
    constexpr std::uint64_t most = std::uint64_t{1} << 40;
    constexpr int deepest = 64;
    const Node& node = plan.nodes[index];
    if (depth > deepest)
        return most;
    if (node.op == Op::Series && plan.series[node.detail].fixedCount) {
        const std::uint64_t part = zeroElements(plan, plan.slots[node.firstSlot].node, depth + 1);
        if (part != 0 && node.capacity > most / part)
            return most;
        return std::min(most, node.capacity + node.capacity * part);
    }
    if (node.op != Op::Tagged)
        return node.op == Op::PresenceMap ? 1 : 0;
    std::uint64_t sum = 1;
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
        const Slot& place = plan.slots[slot];
        const Op op = plan.nodeOf(slot).op;
        const bool leftOut = place.occurs == Occurs::Default && (op == Op::Tagged || op == Op::PresenceMap);
        if (place.occurs == Occurs::Always || (place.occurs == Occurs::Default && !leftOut))
            sum = std::min(most, sum + zeroElements(plan, place.node, depth + 1));
    }
    return sum;
}

/// What a missing field counts against the limit of elements.
std::uint64_t missingElements(const Context& context, const ApiField& field)
{
    const Slot& slot = context.plan.slots[field.slot];
    const bool given = slot.occurs == Occurs::Always || slot.occurs == Occurs::Default;
    if (!given || field.optional || slot.oneof != 0)
        return 0;
    return zeroElements(context.plan, slot.node, 0);
}

class TaggedReader {
public:
    TaggedReader(Context& context, std::uint32_t index)
        : m_context(context), m_w(context.w), m_index(index), m_entry(context.model.structs[index])
    {
    }

    void write()
    {
        const std::string& name = m_context.structs[m_index];
        m_w.line("impl<'a> rt::Decode<'a> for $1 {\n    type Value = $1;\n", name);
        m_w.indent();
        m_w.line("fn content(d: &mut rt::Decoder<'a>) -> Result<$1, rt::DecodeError> {", name);
        m_w.indent();
        m_w.line("let mut value = $1::default();", name);
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
                assign(field, place, "d.table_text(" + inlineFields() + ")?.to_owned()");
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

void writeTagged(Context& context, std::uint32_t index)
{
    const std::string& name = context.structs[index];
    context.w.line("impl rt::Shape for $1 {\n    const CACHED: bool = true;\n}", name);
    context.w.blank();
    TaggedReader(context, index).write();
    writeTaggedEncode(context, index);
}

void writePresenceMap(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const std::string& name = context.structs[index];
    const Node& node = context.plan.nodes[entry.node];
    const auto eachField = [&](auto action) {
        for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
            const SlotIndex slot = context.plan.wireOrder[node.firstOrdered + i].slot;
            for (std::size_t f = 0; f < entry.fields.size(); ++f) {
                if (entry.fields[f].slot == slot)
                    action(std::to_string(i), f);
            }
        }
    };
    w.line("impl rt::Shape for $1 {\n    const CACHED: bool = true;\n}", name);
    w.blank();
    w.line("impl<'a> rt::Decode<'a> for $1 {\n    type Value = $1;\n", name);
    w.indent();
    w.line("fn content(d: &mut rt::Decoder<'a>) -> Result<$1, rt::DecodeError> {", name);
    w.indent();
    w.line(entry.fields.empty() ? "let value = $1::default();" : "let mut value = $1::default();", name);
    w.line("d.enter()?;");
    w.line("let presence = d.presence()?;");
    eachField([&](const std::string& bit, std::size_t f) {
        w.line("if rt::is_present(presence, $1) {", bit);
        w.indent();
        statement(w, 3, "value." + context.fields[index][f] + " =",
                  "Some(d.bare::<" + context.fieldCodec(index, entry.fields[f]) + ">()?);");
        w.dedent();
        w.line("}");
    });
    w.line("d.check_presence(presence, $1)?;", std::to_string(node.slotCount));
    w.line("d.leave();");
    w.line("Ok(value)");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("impl rt::Encode for $1 {\n    type Value = $1;\n", name);
    w.indent();
    if (entry.fields.empty())
        writeHead(context, 1, "fn measure<'v>(", {"_: &'v " + name, "m: &mut rt::Measure<'v>"},
                  ") -> Result<usize, rt::EncodeError> {"),
            w.indent();
    else
        writeMeasureHead(context, name);
    w.line("m.enter()?;");
    w.line(entry.fields.empty() ? "let size = rt::presence_size($1);" : "let mut size = rt::presence_size($1);",
           std::to_string(node.slotCount));
    eachField([&](const std::string&, std::size_t f) {
        writeAddition(context, 2, "m.optional::<" + context.fieldCodec(index, entry.fields[f]) + ">",
                      {literal(entry.fields[f].name), "0", "&value." + context.fields[index][f]});
    });
    if (hasRules(context, entry))
        w.line("value.check_rules()?;");
    w.line("m.leave();");
    w.line("Ok(size)");
    w.dedent();
    w.line("}");
    w.blank();
    w.line(entry.fields.empty() ? "fn write(_: &$1, w: &mut rt::Writer<'_>) {"
                                : "fn write(value: &$1, w: &mut rt::Writer<'_>) {",
           name);
    w.indent();
    w.line(entry.fields.empty() ? "w.presence($1);" : "let bits = w.presence($1);", std::to_string(node.slotCount));
    eachField([&](const std::string& bit, std::size_t f) {
        writeCallStatement(context, 2, "w.present::<" + context.fieldCodec(index, entry.fields[f]) + ">",
                           {"bits", bit, "&value." + context.fields[index][f]}, ";");
    });
    w.dedent();
    w.line("}");
    w.blank();
    w.line("fn is_zero(value: &$1) -> bool {", name);
    w.line("    rt::has_size::<$1>(value, rt::presence_size($2))\n}", name, std::to_string(node.slotCount));
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
