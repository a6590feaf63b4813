// SPDX-License-Identifier: MIT
// Structs as JSON values.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"

#include <map>

namespace wirebench::python {

namespace {

bool isRecord(const ClassContext& context)
{
    return context.plan().nodes[context.type.node].op == Op::Record;
}

std::string codecOf(const ClassContext& context, const ApiField& field)
{
    return isRecord(context) ? context.module.bitCodec(field.slot) : context.module.codec(field.node);
}

void writeToJson(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    writer.blank();
    writer.line("def to_json(self) -> dict[str, rt.Json]:");
    writer.indent();
    writeDoc(writer, "The value as what json.dumps takes.");
    writer.line("return self._to_json()");
    writer.dedent();
    writer.blank();
    writer.line("def _to_json(self) -> dict[str, rt.Json]:");
    writer.indent();
    writer.line("out: dict[str, rt.Json] = {}");
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        const ApiField& field = context.type.fields[i];
        const auto mark = writer.mark(context.type.decl, field.member);
        const std::string place = "out[" + textLiteral(field.name) + "] = ";
        const std::string value = codecOf(context, field) + ".to_json(" + context.self(i) + ')';
        const bool none = context.module.mayBeNone(field) && !isRecord(context);
        if (none && context.plan().nullsShown)
            writeLine(writer, place + "None");
        if (none) {
            writeLine(writer, "if " + context.self(i) + " is not None:");
            writer.indent();
        }
        writeLine(writer, place + value);
        if (none)
            writer.dedent();
    }
    if (!context.unknownFields.empty()) {
        writeLine(writer, "if self." + context.unknownFields + ':');
        writer.indent();
        writeLine(writer, "out[\"@unknown\"] = self." + context.unknownFields + ".hex()");
        writer.dedent();
    }
    if (!context.stringTable.empty()) {
        writeLine(writer, "if self." + context.stringTable + ':');
        writer.indent();
        writeLine(writer, "out[\"@strings\"] = [rt.text_to_json(text) for text in self." + context.stringTable + ']');
        writer.dedent();
    }
    writer.line("return out");
    writer.dedent();
}

std::string memberValue(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const std::string arguments = textLiteral(field.name) + ", " + codecOf(context, field);
    if (context.module.mayBeNone(field)) {
        const bool required = context.module.isRequired(field) && !isRecord(context);
        return (required ? "m.required(" : "m.optional(") + arguments + ')';
    }
    if (context.module.isRequired(field))
        return "m.required(" + arguments + ')';
    return "m.default(" + arguments + ", " + context.module.startOf(field).expression + ')';
}

std::string membersCall(const ClassContext& context)
{
    const Plan& plan = context.plan();
    std::vector<std::string> names;
    for (const ApiField& field : context.type.fields)
        names.push_back(textLiteral(field.name));
    const std::string namesConstant
        = names.empty() ? "()" : context.module.ownConstant(context.name + "_members", "(", names);
    std::string call = (isRecord(context) ? "m = rt.BitMembers(value, " : "m = rt.Members(value, ")
        + textLiteral(context.type.shownName) + ", " + namesConstant + ", place";
    std::vector<std::string> own{textLiteral(context.type.shownName)};
    if (context.type.type != kNoIndex) {
        if (const std::uint32_t full = plan.types[context.type.type].fullName; full != 0)
            own.push_back(textLiteral(plan.text(full)));
    }
    call += ", type_names=" + tupleOf(own);
    if (plan.nullIsAbsent)
        call += ", null_is_absent=True";
    if (!context.unknownFields.empty())
        call += ", unknown=True";
    if (!context.stringTable.empty())
        call += ", strings=True";
    return call + ')';
}

void writeGroups(const ClassContext& context)
{
    std::map<std::uint16_t, std::vector<std::string>> groups;
    for (const ApiField& field : context.type.fields) {
        if (const std::uint16_t group = context.slotOf(field).oneof; group != 0)
            groups[group].push_back(textLiteral(field.name));
    }
    for (const auto& [group, names] : groups) {
        if (names.size() > 1)
            writeLine(context.writer, "m.one_of(" + joined(names, ", ") + ')');
    }
}

void writeFromJson(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def from_json(cls, value: rt.Json) -> " + context.name + ':');
    writer.indent();
    writeDoc(writer, "The value of what rt.loads or json.loads gives; raises rt.JsonError.");
    writer.line("return rt.from_json(cls, value)");
    writer.dedent();
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def _from_json(cls, value: rt.Json, place: int = 0) -> " + context.name + ':');
    writer.indent();
    writeLine(writer, membersCall(context));
    writeGroups(context);
    std::vector<std::string> items;
    for (std::size_t i = 0; i < context.type.fields.size(); ++i)
        items.push_back(context.attribute(i) + '=' + memberValue(context, i));
    if (!context.unknownFields.empty())
        items.push_back(context.unknownFields + "=m.unknown(DIALECT, " + context.module.numbers(context.index) + ')');
    if (!context.stringTable.empty())
        items.push_back(context.stringTable + "=m.strings()");
    writeItems(writer, "return cls(", items, ")");
    writer.dedent();
}

} // namespace

void writeJsonMethods(const ClassContext& context)
{
    writeToJson(context);
    writeFromJson(context);
}

} // namespace wirebench::python
