// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_tagged.h"
#include "core/codegen/zero_elements.h"

#include <string>

// Reading of structs of fields by number.

namespace wirebench::typescript {

namespace {

/// The fields that are required, and how they are noted: one bit each, some in a number.
class Required {
public:
    Required(const Context& context, const ApiStruct& entry)
    {
        for (std::size_t i = 0; i < entry.fields.size(); ++i) {
            if (context.slot(entry.fields[i]).occurs == Occurs::Required)
                m_fields.push_back(i);
        }
    }

    std::size_t words() const { return (m_fields.size() + perWord - 1) / perWord; }
    static std::string word(std::size_t index) { return index == 0 ? "seen" : "seen" + std::to_string(index + 1); }

    /// The statement that notes a field; empty when it is not required.
    std::string note(std::size_t field) const
    {
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            if (m_fields[i] == field)
                return word(i / perWord) + " |= " + std::to_string(1u << (i % perWord)) + ';';
        }
        return {};
    }

    void printChecks(Context& context, const ApiStruct& entry) const
    {
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            const ApiField& field = entry.fields[m_fields[i]];
            context.out.line("if (($1 & $2) === 0) {", word(i / perWord), std::to_string(1u << (i % perWord)));
            context.out.line("  rt.missingField(r, $1, $2);", std::to_string(context.slot(field).number),
                             textLiteral(field.name));
            context.out.line("}");
        }
    }

private:
    static constexpr std::size_t perWord = 30;
    std::vector<std::size_t> m_fields;
};

bool isInterned(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    return slot.formCount > 0 && context.plan.forms[slot.firstForm].form == FieldForm::TableIndex;
}

/// Reads a field in a form in which it may stand.
void printForm(Context& context, const ApiStruct& entry, std::size_t index, const AcceptedForm& form, bool isWritten)
{
    const ApiField& field = entry.fields[index];
    CodeWriter& out = context.out;
    const std::string value = "v." + context.property(entry, index);
    const std::string codec = slotCodecOf(context, field);
    const bool isList = context.model.typeOf(field.node).kind == ApiKind::List;
    switch (form.form) {
    case FieldForm::Value:
        if (isText(context, field)) {
            out.line("$1 = r.textPart();", value);
            break;
        }
        out.line(context.node(context.slot(field).node).selfDelimiting ? "$1 = $2.read(r);" : "$1 = r.part($2);", value,
                 codec);
        break;
    case FieldForm::Element:
        out.line("rt.readRepeated(r, $1, $2);", elementCodecOf(context, field), value);
        break;
    case FieldForm::Run:
        out.line("rt.readRun(r, $1, $2);", elementCodecOf(context, field), value);
        break;
    case FieldForm::BitRun:
        out.line("rt.readBitRun(r, $1);", value);
        break;
    case FieldForm::TableIndex: {
        const std::string text = isWritten
            ? "rt.readInterned(r, " + context.names.inlineSets[context.indexOf(entry)] + ")"
            : std::string("rt.readUnexpectedlyInterned(r, begin)");
        if (isList) {
            out.line("r.elements(1, $1.length);", value);
            out.line("$1.push($2);", value, text);
        } else {
            out.line("$1 = $2;", value, text);
        }
        break;
    }
    }
}

void printCases(Context& context, const ApiStruct& entry, std::size_t index, const Required& required)
{
    const ApiField& field = entry.fields[index];
    const Slot& slot = context.slot(field);
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl, field.member);
    for (std::uint32_t i = 0; i < slot.formCount; ++i) {
        const AcceptedForm& form = context.plan.forms[slot.firstForm + i];
        out.line("case $1:", std::to_string(tagOf(slot.number, form.wireType)));
        out.indent();
        printForm(context, entry, index, form, i == 0);
        for (std::size_t other = 0; slot.oneof != 0 && other < entry.fields.size(); ++other) {
            if (other != index && context.slot(entry.fields[other]).oneof == slot.oneof)
                out.line("v.$1 = null;", context.property(entry, other));
        }
        if (const std::string note = required.note(index); !note.empty())
            out.line(note);
        out.line("break;");
        out.dedent();
    }
}

/// Elements that a missing field makes, and that count against the limits before they are made.
std::uint64_t elementsWhenMissing(const Context& context, const ApiField& field)
{
    const bool made = !isNullable(context, field) && context.slot(field).occurs != Occurs::Required
        && context.slot(field).occurs != Occurs::Repeated;
    return made ? zeroElements(context.plan, context.slot(field).node) : 0;
}

/// The value to read into: what missing fields have.
void printInitial(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    out.line("const v: $1 = {", context.nameOf(entry));
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        if (elementsWhenMissing(context, field) > 0)
            out.line("$1: undefined as unknown as $2,", context.property(entry, i), typeOf(context, field.node));
        else
            out.line("$1: $2,", context.property(entry, i), initialOf(context, field));
    }
    out.dedent();
    out.line("};");
}

void printMissing(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const std::uint64_t elements = elementsWhenMissing(context, field);
        if (elements == 0)
            continue;
        out.line("if (v.$1 === undefined) {", context.property(entry, i));
        out.line("  r.allElements($1);", std::to_string(elements));
        out.line("  v.$1 = $2;", context.property(entry, i), initialOf(context, field));
        out.line("}");
    }
}

} // namespace

void printNumberSets(Context& context, const ApiStruct& entry)
{
    std::string numbers;
    std::string interned;
    bool refersToTable = false;
    for (const ApiField& field : entry.fields) {
        const std::string number = std::to_string(context.slot(field).number);
        numbers += (numbers.empty() ? "" : ", ") + number;
        refersToTable = refersToTable || isInterned(context, field);
        if (isInterned(context, field) && context.plan.dialect.guessInlineText)
            interned += (interned.empty() ? "" : ", ") + number;
    }
    const std::size_t index = context.indexOf(entry);
    context.out.line("const $1: ReadonlySet<number> = new Set([$2]);", context.names.numberSets[index], numbers);
    if (refersToTable)
        context.out.line("const $1: ReadonlySet<number> = new Set([$2]);", context.names.inlineSets[index], interned);
    context.out.blank();
}

void printTaggedReading(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    const Required required(context, entry);
    out.line("read: (r) => {");
    out.indent();
    printInitial(context, entry);
    out.line("let unknown: Uint8Array[] | null = null;");
    for (std::size_t i = 0; i < required.words(); ++i)
        out.line("let $1 = 0;", Required::word(i));
    out.line("while (r.at < r.end) {");
    out.indent();
    out.line("const begin = r.at;");
    out.line("const tag = rt.readTag(r);");
    out.line("switch (tag) {");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        printCases(context, entry, i, required);
    out.line("default:");
    out.line("  unknown = rt.otherField(r, begin, tag, $1, unknown);",
             context.names.numberSets[context.indexOf(entry)]);
    out.line("  break;");
    out.dedent();
    out.line("}");
    out.dedent();
    out.line("}");
    required.printChecks(context, entry);
    printMissing(context, entry);
    out.line("if (unknown !== null) {");
    out.line("  v.unknownFields = rt.concatenated(unknown);");
    out.line("}");
    if (context.plan.dialect.tableWireType != kNoWireType) {
        out.line("if (r.depth === 1 && r.hasUnknown && r.table !== null && r.table.length > 0) {");
        out.line("  v.stringTable = r.table;");
        out.line("}");
    }
    out.line("return v;");
    out.dedent();
    out.line("},");
}

} // namespace wirebench::typescript
