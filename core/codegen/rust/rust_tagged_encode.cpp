// SPDX-License-Identifier: MIT
// Structs whose fields have numbers: measuring and writing.
#include "core/codegen/rust/rust_parts.h"
#include "core/codegen/rust/rust_tagged.h"
#include "core/wire/tagged_writer.h"
#include "core/wire/varint.h"

#include <set>

namespace wirebench::rust {

namespace {

class TaggedWriterText {
public:
    TaggedWriterText(Context& context, std::uint32_t index)
        : m_context(context)
        , m_plan(context.plan)
        , m_w(context.w)
        , m_index(index)
        , m_entry(context.model.structs[index])
        , m_node(m_plan.nodes[m_entry.node])
    {
    }

    void write()
    {
        const std::string& name = m_context.structs[m_index];
        m_w.line("impl rt::Encode for $1 {\n    type Value = $1;\n", name);
        m_w.indent();
        writeMeasureHead(m_context, name);
        m_w.line("m.enter()?;");
        checkGroups();
        if (hasRules(m_context, m_entry))
            m_w.line("value.check_rules()?;");
        const std::string unknown = "m.unknown(&DIALECT, &value." + m_context.unknownFields[m_index] + ")?;";
        m_w.line(m_entry.fields.empty() ? "let size = $1" : "let mut size = $1", unknown);
        eachField([this](std::size_t i) { measure(i); });
        m_w.line("m.leave();");
        m_w.line("Ok(size)");
        m_w.dedent();
        m_w.line("}");
        m_w.blank();
        m_w.line("fn write(value: &$1, w: &mut rt::Writer<'_>) {", name);
        m_w.indent();
        m_w.line("let begin = w.position();");
        eachField([this](std::size_t i) { put(i); });
        m_w.line("w.unknown(&DIALECT, begin, &value.$1);", m_context.unknownFields[m_index]);
        m_w.dedent();
        m_w.line("}");
        m_w.blank();
        m_w.line("fn is_zero(value: &$1) -> bool {\n    rt::has_size::<$1>(value, 0)\n}", name);
        m_w.dedent();
        m_w.line("}");
        m_w.blank();
    }

private:
    /// What is done with a field: the name of the runtime's function, and whether it needs a codec.
    enum class Way {
        Always,
        Optional,
        UnlessZero,
        UnlessEmpty,
        UnlessDefault,
        Each,
        Run,
        BitRun,
        Text,
        TextIfAny,
        EachText
    };

    template <typename Action>
    void eachField(Action action)
    {
        for (std::uint32_t i = m_node.firstOrdered; i < m_node.firstOrdered + m_node.orderedCount; ++i) {
            for (std::size_t f = 0; f < m_entry.fields.size(); ++f) {
                if (m_entry.fields[f].slot == m_plan.wireOrder[i].slot) {
                    const CodeWriter::Mark mark = m_w.mark(m_entry.decl, m_entry.fields[f].member);
                    action(f);
                }
            }
        }
    }

    const Slot& slotOf(std::size_t i) const { return m_plan.slots[m_entry.fields[i].slot]; }
    const AcceptedForm& form(std::size_t i) const { return m_plan.forms[slotOf(i).firstForm]; }
    std::uint32_t tag(std::size_t i) const { return slotOf(i).number << 3 | form(i).wireType; }
    std::string place(std::size_t i) const { return "value." + m_context.fields[m_index][i]; }

    Way way(std::size_t i) const
    {
        const ApiField& field = m_entry.fields[i];
        const Slot& slot = slotOf(i);
        const Op op = m_plan.nodes[slot.node].op;
        switch (form(i).form) {
        case FieldForm::Element:
            return Way::Each;
        case FieldForm::Run:
            return Way::Run;
        case FieldForm::BitRun:
            return Way::BitRun;
        case FieldForm::TableIndex:
            return op == Op::Series ? Way::EachText : field.optional ? Way::TextIfAny : Way::Text;
        case FieldForm::Value:
            break;
        }
        if (field.optional)
            return slot.occurs == Occurs::Default && op == Op::Tagged ? Way::UnlessEmpty : Way::Optional;
        if (slot.occurs == Occurs::Always || slot.occurs == Occurs::Required)
            return Way::Always;
        return slot.defaultBytes != kNoIndex ? Way::UnlessDefault : Way::UnlessZero;
    }

    static std::string_view functionOf(Way way)
    {
        switch (way) {
        case Way::Always:
        case Way::UnlessDefault:
            return "field";
        case Way::Optional:
            return "optional";
        case Way::UnlessZero:
            return "unless_zero";
        case Way::UnlessEmpty:
            return "unless_empty";
        case Way::Each:
            return "each";
        case Way::Run:
            return "run";
        case Way::BitRun:
            return "bit_run";
        case Way::Text:
        case Way::TextIfAny:
            return "interned";
        case Way::EachText:
            return "each_interned";
        }
        return "field";
    }

    /// `field::<Codec>`
    std::string callee(std::size_t i, Way way)
    {
        std::string text(functionOf(way));
        if (way == Way::BitRun || way == Way::Text || way == Way::TextIfAny || way == Way::EachText)
            return text;
        const bool elements = way == Way::Each || way == Way::Run;
        return text + "::<"
            + (elements ? m_context.elementCodec(m_index, m_entry.fields[i])
                        : m_context.fieldCodec(m_index, m_entry.fields[i]))
            + '>';
    }

    void measure(std::size_t i)
    {
        const Way how = way(i);
        const std::string tagBytes = std::to_string(varintBytes(tag(i)));
        const bool guarded = how == Way::UnlessDefault || how == Way::TextIfAny;
        if (how == Way::UnlessDefault)
            m_w.line("if $1 {", differsFromDefault(m_context, m_index, m_entry.fields[i], place(i)));
        else if (how == Way::TextIfAny)
            m_w.line("if let Some(text) = &$1 {", place(i));
        if (guarded)
            m_w.indent();
        writeAddition(m_context, guarded ? 3 : 2, "m." + callee(i, how),
                      {literal(m_entry.fields[i].name), tagBytes, how == Way::TextIfAny ? "text" : '&' + place(i)});
        if (guarded) {
            m_w.dedent();
            m_w.line("}");
        }
    }

    void put(std::size_t i)
    {
        const Way how = way(i);
        const std::string tagText = std::to_string(tag(i));
        if (how == Way::Text) {
            m_w.line("w.interned($1);", tagText);
        } else if (how == Way::TextIfAny) {
            m_w.line("if $1.is_some() {\n    w.interned($2);\n}", place(i), tagText);
        } else if (how == Way::EachText) {
            m_w.line("for _ in &$1 {\n    w.interned($2);\n}", place(i), tagText);
        } else if (how == Way::UnlessDefault) {
            m_w.line("if $1 {", differsFromDefault(m_context, m_index, m_entry.fields[i], place(i)));
            m_w.indent();
            writeCallStatement(m_context, 3, "w." + callee(i, how), {tagText, '&' + place(i)}, ";");
            m_w.dedent();
            m_w.line("}");
        } else {
            writeCallStatement(m_context, 2, "w." + callee(i, how), {tagText, '&' + place(i)}, ";");
        }
    }

    void checkGroups()
    {
        std::set<std::uint16_t> groups;
        for (std::size_t i = 0; i < m_entry.fields.size(); ++i)
            groups.insert(slotOf(i).oneof);
        for (const std::uint16_t group : groups) {
            if (group == 0)
                continue;
            m_w.line("let mut set = 0;");
            std::string last;
            for (std::size_t i = 0; i < m_entry.fields.size(); ++i) {
                if (slotOf(i).oneof != group || !m_entry.fields[i].optional)
                    continue;
                m_w.line("set += u32::from($1.is_some());", place(i));
                last = m_entry.fields[i].name;
            }
            m_w.line("rt::check_group($1, set)?;", literal(last));
        }
    }

    Context& m_context;
    const Plan& m_plan;
    CodeWriter& m_w;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
    const Node& m_node;
};

} // namespace

void writeTaggedEncode(Context& context, std::uint32_t index)
{
    TaggedWriterText(context, index).write();
}

} // namespace wirebench::rust
