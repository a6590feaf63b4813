// SPDX-License-Identifier: MIT
// What a struct's class has on request.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"

#include <map>

namespace wirebench::python {

namespace {

void writeMethod(const ClassContext& context, std::string_view signature, std::string_view doc, std::string_view body)
{
    CodeWriter& writer = context.writer;
    writer.blank();
    writeLine(writer, signature);
    writer.indent();
    writeDoc(writer, doc);
    writeLine(writer, body);
    writer.dedent();
}

/// For each oneof group a property that says which of its fields is set.
void writeGroups(const ClassContext& context)
{
    std::map<std::uint16_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        if (const std::uint16_t group = context.slotOf(context.type.fields[i]).oneof; group != 0)
            groups[group].push_back(i);
    }
    CodeWriter& writer = context.writer;
    NameScope& scope = context.module.classScope(context.index);
    for (const auto& [group, fields] : groups) {
        const std::string name = scope.take("which_" + context.attribute(fields.front()));
        writer.blank();
        writeLine(writer, "def " + name + "(self) -> str | None:");
        writer.indent();
        std::vector<std::string> names;
        for (const std::size_t field : fields)
            names.push_back(context.attribute(field));
        writeDoc(writer, "The name of the one that is set of " + joined(names, ", ") + '.');
        for (const std::size_t field : fields) {
            writeLine(writer, "if " + context.self(field) + " is not None:");
            writer.indent();
            writeLine(writer, "return " + textLiteral(context.attribute(field)));
            writer.dedent();
        }
        writer.line("return None");
        writer.dedent();
    }
}

} // namespace

void writeExtras(const ClassContext& context)
{
    const GenerateFeatures& features = context.module.features();
    writeGroups(context);
    if (features.validation)
        writeMethod(context, "def validate(self) -> None:",
                    "Holds all of the value to the rules of its fields; raises rt.EncodeError.", "rt.validate(self)");
    if (features.clone)
        writeMethod(context, "def clone(self) -> " + context.name + ':', "A copy that shares nothing with this one.",
                    "return rt.clone(self)");
    if (features.equals)
        writeMethod(context, "def equals(self, other: object) -> bool:",
                    "As ==, but every bit counts: a NaN equals itself, -0.0 is not 0.0.",
                    "return rt.equals(self, other)");
    if (features.builders) {
        context.writer.blank();
        context.writer.line("@staticmethod");
        writeLine(context.writer, "def builder() -> " + context.module.builderName(context.index) + ':');
        context.writer.indent();
        writeDoc(context.writer, "Makes a value field by field.");
        writeLine(context.writer, "return " + context.module.builderName(context.index) + "()");
        context.writer.dedent();
    }
}

void writeBuilder(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    const std::string name = context.module.builderName(context.index);
    writer.blank();
    writer.line("");
    writeLine(writer, "class " + name + "(rt.Builder):");
    writer.indent();
    writeDoc(writer, "Makes a value of " + context.name + " field by field.");
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        const ApiField& field = context.type.fields[i];
        const auto mark = writer.mark(context.type.decl, field.member);
        const std::string& attribute = context.attribute(i);
        writer.blank();
        writeLine(writer, fillIn("def set_$1(self, value: $2) -> $3:", {attribute, context.module.hint(field), name}));
        writer.indent();
        writeDoc(writer, field.doc);
        writeLine(writer, "self._set(" + textLiteral(attribute) + ", value)");
        writer.line("return self");
        writer.dedent();
        const ApiType& type = context.module.typeOf(field.node);
        if (type.kind != ApiKind::List)
            continue;
        const std::string hint = context.module.hint(field.node);
        writer.blank();
        const std::string element = hint.substr(5, hint.size() - 6); // of "list[…]"
        writeLine(writer, fillIn("def add_$1(self, value: $2) -> $3:", {attribute, element, name}));
        writer.indent();
        writeLine(writer, "self._add(" + textLiteral(attribute) + ", value)");
        writer.line("return self");
        writer.dedent();
    }
    writer.blank();
    writeLine(writer, "def build(self) -> " + context.name + ':');
    writer.indent();
    writeDoc(writer, "The value; raises rt.EncodeError where a required field is missing.");
    writeLine(writer, "return self._build(" + context.name + ')');
    writer.dedent();
    writer.dedent();
}

} // namespace wirebench::python
