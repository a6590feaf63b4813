// SPDX-License-Identifier: MIT
// Writing structs of the tagged family; presence maps.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"
#include "core/wire/varint.h"

#include <map>

namespace wirebench::python {

namespace {

std::string tagLiteral(const Slot& slot, const AcceptedForm& form)
{
    Bytes bytes(kLongestVarint);
    const std::uint8_t* end = writeVarint(bytes.data(), std::uint64_t{slot.number} << 3 | form.wireType);
    bytes.resize(static_cast<std::size_t>(end - bytes.data()));
    return bytesLiteral(bytes);
}

/// A condition that holds for values that are not the type's zero.
std::string isNotZero(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const ApiType& type = context.module.typeOf(field.node);
    switch (type.kind) {
    case ApiKind::Bool:
    case ApiKind::UInt:
    case ApiKind::Int:
    case ApiKind::Float:
    case ApiKind::Text:
    case ApiKind::Enum:
    case ApiKind::BigInt:
    case ApiKind::Complex:
    case ApiKind::Map:
        return context.self(index);
    case ApiKind::Union:
        return context.self(index) + " is not None";
    case ApiKind::Bytes:
    case ApiKind::List:
        if (type.count == 0)
            return context.self(index);
        break;
    default:
        break;
    }
    return "not " + context.module.codec(field.node) + ".is_zero(w, " + context.self(index) + ')';
}

void writeForm(const ClassContext& context, std::size_t index, const AcceptedForm& form)
{
    const ApiField& field = context.type.fields[index];
    const ApiType& type = context.module.typeOf(field.node);
    CodeWriter& writer = context.writer;
    const std::string tag = tagLiteral(context.slotOf(field), form);
    const std::string value = context.self(index);
    switch (form.form) {
    case FieldForm::Value:
        writeLine(writer, "w.out += " + tag);
        writeLine(writer, context.module.codec(field.node) + ".write_bare(w, " + value + ')');
        break;
    case FieldForm::Element:
        writeLine(writer, "w.elements(" + tag + ", " + context.module.codec(type.element) + ", " + value + ')');
        break;
    case FieldForm::Run:
        writeLine(writer, "w.run(" + tag + ", " + context.module.codec(type.element) + ", " + value + ')');
        break;
    case FieldForm::BitRun:
        writeLine(writer, "w.bit_run(" + tag + ", " + value + ')');
        break;
    case FieldForm::TableIndex:
        writeLine(writer, (type.kind == ApiKind::List ? "w.each_interned(" : "w.interned(") + tag + ", " + value + ')');
        break;
    }
}

} // namespace

std::string writtenWhen(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const Slot& slot = context.slotOf(field);
    switch (slot.occurs) {
    case Occurs::Always:
    case Occurs::Required:
        return {};
    case Occurs::Optional:
        return context.self(index) + " is not None";
    case Occurs::Repeated:
        return context.self(index);
    case Occurs::Default:
        break;
    }
    return context.module.mayBeNone(field) ? context.self(index) + " is not None" : isNotZero(context, index);
}

namespace {

void writeField(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const auto mark = context.writer.mark(context.type.decl, field.member);
    const Slot& slot = context.slotOf(field);
    const AcceptedForm& form = context.plan().forms[slot.firstForm];
    CodeWriter& writer = context.writer;
    const std::string codec = context.module.codec(field.node);
    writeLine(writer, "w.at = " + textLiteral(field.name));
    if (slot.occurs == Occurs::Default && slot.defaultBytes != kNoIndex) {
        const std::string call = "w.unless_default(" + tagLiteral(slot, form) + ", " + codec + ", "
            + context.self(index) + ", " + bytesLiteral(context.plan().defaults[slot.defaultBytes]) + ')';
        writeLine(writer, call);
        return;
    }
    const std::string condition = writtenWhen(context, index);
    if (!condition.empty()) {
        writeLine(writer, "if " + condition + ':');
        writer.indent();
    }
    const bool emptyOmitted = slot.occurs == Occurs::Default && context.plan().nodes[field.node].op == Op::Tagged;
    if (emptyOmitted)
        writeLine(writer, "w.unless_empty(" + tagLiteral(slot, form) + ", " + codec + ", " + context.self(index) + ')');
    else
        writeForm(context, index, form);
    if (!condition.empty())
        writer.dedent();
}

/// Refuses values with two fields of one group.
void writeGroups(const ClassContext& context)
{
    std::map<std::uint16_t, std::vector<std::string>> groups;
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        if (const std::uint16_t group = context.slotOf(context.type.fields[i]).oneof; group != 0)
            groups[group].push_back(context.self(i));
    }
    for (const auto& [group, values] : groups) {
        if (values.size() > 1)
            writeLine(context.writer, "rt.one_of(" + joined(values, ", ") + ')');
    }
}

} // namespace

void writeTaggedWrite(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    const Node& node = context.plan().nodes[context.type.node];
    writer.blank();
    writer.line("def _write(self, w: rt.Writer) -> None:");
    writer.indent();
    writer.line("w.enter()");
    writer.line("begin = len(w.out)");
    if (!context.stringTable.empty()) {
        writer.line("if w.depth == 1:");
        writer.indent();
        writeLine(writer, "w.keep_table(self." + context.stringTable + ')');
        writer.dedent();
    }
    writeGroups(context);
    if (hasRules(context))
        writer.line("self._rules()");
    for (std::uint32_t i = node.firstOrdered; i < node.firstOrdered + node.orderedCount; ++i) {
        const SlotIndex slot = context.plan().wireOrder[i].slot;
        if (const std::size_t field = context.fieldOf(slot); field < context.type.fields.size())
            writeField(context, field);
    }
    writeLine(writer, "if self." + context.unknownFields + ':');
    writer.indent();
    writeLine(writer, "w.unknown_fields(begin, self." + context.unknownFields + ')');
    writer.dedent();
    writer.line("w.leave()");
    writer.dedent();
}

void writePresenceMethods(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    const Node& node = context.plan().nodes[context.type.node];
    std::vector<std::size_t> ordered;
    for (std::uint32_t i = node.firstOrdered; i < node.firstOrdered + node.orderedCount; ++i)
        ordered.push_back(context.fieldOf(context.plan().wireOrder[i].slot));
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def _read(cls, r: rt.Reader) -> " + context.name + ':');
    writer.indent();
    writer.line("r.enter()");
    for (std::size_t i = 0; i < context.type.fields.size(); ++i)
        writeLine(writer, context.local(i) + ": " + context.module.hint(context.type.fields[i]) + " = None");
    writer.line("present = r.presence()");
    for (std::size_t bit = 0; bit < ordered.size(); ++bit) {
        const ApiField& field = context.type.fields[ordered[bit]];
        const auto mark = writer.mark(context.type.decl, field.member);
        writer.line("if present >> $1 & 1:", std::to_string(bit));
        writer.indent();
        writeLine(writer, context.local(ordered[bit]) + " = " + context.module.codec(field.node) + ".read_bare(r)");
        const std::uint16_t group = context.slotOf(field).oneof;
        for (std::size_t other = 0; group != 0 && other < context.type.fields.size(); ++other) {
            if (other != ordered[bit] && context.slotOf(context.type.fields[other]).oneof == group)
                writeLine(writer, context.local(other) + " = None");
        }
        writer.dedent();
    }
    writer.line("r.check_presence(present, $1)", std::to_string(ordered.size()));
    writer.line("r.leave()");
    context.writeReturn();
    writer.dedent();
    writer.blank();
    writer.line("def _write(self, w: rt.Writer) -> None:");
    writer.indent();
    writer.line("w.enter()");
    writeGroups(context);
    if (hasRules(context))
        writer.line("self._rules()");
    writer.line("present = 0");
    for (std::size_t bit = 0; bit < ordered.size(); ++bit) {
        writeLine(writer, "if " + context.self(ordered[bit]) + " is not None:");
        writer.indent();
        writer.line("present |= 1 << $1", std::to_string(bit));
        writer.dedent();
    }
    writer.line("w.presence(present, $1)", std::to_string(ordered.size()));
    for (const std::size_t index : ordered) {
        const ApiField& field = context.type.fields[index];
        const auto mark = writer.mark(context.type.decl, field.member);
        writeLine(writer, "if " + context.self(index) + " is not None:");
        writer.indent();
        writeLine(writer, "w.at = " + textLiteral(field.name));
        writeLine(writer, context.module.codec(field.node) + ".write_bare(w, " + context.self(index) + ')');
        writer.dedent();
    }
    writer.line("w.leave()");
    writer.dedent();
}

} // namespace wirebench::python
