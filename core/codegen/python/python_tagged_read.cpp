// SPDX-License-Identifier: MIT
// Reading structs of the tagged family.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"
#include "core/codegen/zero_elements.h"

#include <vector>

namespace wirebench::python {

namespace {

/// How a field starts before any bytes are read.
enum class Start { Value, NoneThenZero, NoneThenError, Flag };

Start startOf(const ClassContext& context, const ApiField& field)
{
    const Slot& slot = context.slotOf(field);
    if (slot.occurs == Occurs::Required)
        return context.module.mayBeNone(field) ? Start::Flag : Start::NoneThenError;
    if (slot.occurs == Occurs::Repeated || context.module.mayBeNone(field) || slot.defaultBytes != kNoIndex)
        return Start::Value;
    const bool isStruct = context.module.typeOf(field.node).kind == ApiKind::Struct;
    return isStruct || zeroElements(context.plan(), field.node) > 0 ? Start::NoneThenZero : Start::Value;
}

void writeStart(const ClassContext& context, std::size_t index, Start start)
{
    const ApiField& field = context.type.fields[index];
    CodeWriter& writer = context.writer;
    const std::string local = context.local(index);
    const std::string hint = context.module.hint(field);
    if (start == Start::NoneThenError || start == Start::NoneThenZero) {
        writeLine(writer, local + ": " + hint + " | None = None");
        return;
    }
    if (start == Start::Flag)
        writeLine(writer, "has_" + context.attribute(index) + " = False");
    writeLine(writer, local + ": " + hint + " = " + context.module.startOf(field).expression);
}

void writeEnd(const ClassContext& context, std::size_t index, Start start)
{
    const ApiField& field = context.type.fields[index];
    CodeWriter& writer = context.writer;
    if (start == Start::Value)
        return;
    const std::string local = context.local(index);
    writeLine(writer,
              start == Start::Flag ? "if not has_" + context.attribute(index) + ':' : "if " + local + " is None:");
    writer.indent();
    if (start == Start::NoneThenZero) {
        writeLine(writer, "r.count_total(" + std::to_string(zeroElements(context.plan(), field.node)) + ')');
        writeLine(writer, local + " = " + context.module.codec(field.node) + ".zero()");
    } else {
        writeLine(writer,
                  "raise r.error(\"missing-required\", " + textLiteral(field.name + " is required and is not there.")
                      + ')');
    }
    writer.dedent();
}

/// Unsets the other fields of the group: of several the last one is kept.
void unsetOthers(const ClassContext& context, std::size_t index)
{
    const std::uint16_t group = context.slotOf(context.type.fields[index]).oneof;
    if (group == 0)
        return;
    for (std::size_t other = 0; other < context.type.fields.size(); ++other) {
        if (other != index && context.slotOf(context.type.fields[other]).oneof == group)
            writeLine(context.writer, context.local(other) + " = None");
    }
}

void readForm(const ClassContext& context, std::size_t index, const AcceptedForm& form, Start start,
              const std::string& interned)
{
    const ApiField& field = context.type.fields[index];
    CodeWriter& writer = context.writer;
    const std::string local = context.local(index);
    const ApiType& type = context.module.typeOf(field.node);
    const std::string codec = context.module.codec(form.form == FieldForm::Value    ? field.node
                                                       : type.kind == ApiKind::List ? type.element
                                                                                    : field.node);
    switch (form.form) {
    case FieldForm::Value:
        writeLine(writer, local + " = " + codec + ".read_bare(r)");
        unsetOthers(context, index);
        break;
    case FieldForm::Element:
        writeLine(writer, "r.count(1, len(" + local + "))");
        writeLine(writer, local + ".append(" + codec + ".read_bare(r))");
        break;
    case FieldForm::Run:
        writeLine(writer, "rt.read_run(r, " + codec + ", " + local + ')');
        break;
    case FieldForm::BitRun:
        writeLine(writer, "rt.read_bit_run(r, " + local + ')');
        break;
    case FieldForm::TableIndex:
        if (type.kind == ApiKind::List) {
            writeLine(writer, "r.count(1, len(" + local + "))");
            writeLine(writer, local + ".append(r.table_text(" + interned + "))");
        } else {
            writeLine(writer, local + " = r.table_text(" + interned + ')');
        }
        break;
    }
    if (start == Start::Flag)
        writeLine(writer, "has_" + context.attribute(index) + " = True");
}

} // namespace

void writeTaggedRead(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    const Plan& plan = context.plan();
    std::vector<Start> starts;
    for (const ApiField& field : context.type.fields)
        starts.push_back(startOf(context, field));
    const std::string interned
        = plan.dialect.tableWireType == kNoWireType ? std::string() : context.module.numbers(context.index, true);
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def _read(cls, r: rt.Reader) -> " + context.name + ':');
    writer.indent();
    writer.line("r.enter()");
    for (std::size_t i = 0; i < starts.size(); ++i)
        writeStart(context, i, starts[i]);
    writer.line("unknown = bytearray()");
    writer.line("while r.at < r.end:");
    writer.indent();
    writer.line("begin = r.at");
    writer.line("tag = r.uvarint()");
    writer.line("match tag:");
    writer.indent();
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto mark = writer.mark(context.type.decl, context.type.fields[i].member);
        const Slot& slot = context.slotOf(context.type.fields[i]);
        for (std::uint32_t form = slot.firstForm; form < slot.firstForm + slot.formCount; ++form) {
            const std::uint64_t tag = std::uint64_t{slot.number} << 3 | plan.forms[form].wireType;
            // An index that is not the field's own form needs a table.
            const bool needsTable = plan.forms[form].form == FieldForm::TableIndex && form != slot.firstForm;
            writer.line(needsTable ? "case $1 if r.has_table:" : "case $1:", std::to_string(tag));
            writer.indent();
            readForm(context, i, plan.forms[form], starts[i], interned);
            writer.dedent();
        }
    }
    writer.line("case _:");
    writer.indent();
    writeLine(writer,
              "unknown += r.other_field(begin, tag, " + context.module.numbers(context.index) + ", "
                  + textLiteral(context.type.shownName) + ')');
    writer.dedent();
    writer.dedent();
    writer.dedent();
    for (std::size_t i = 0; i < starts.size(); ++i)
        writeEnd(context, i, starts[i]);
    if (!context.stringTable.empty())
        writer.line("strings = r.kept_table()");
    writer.line("r.leave()");
    context.writeReturn();
    writer.dedent();
}

} // namespace wirebench::python
