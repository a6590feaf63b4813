// SPDX-License-Identifier: MIT
// Enums, and the classes of structs: their fields and the methods that all of them have.
#include "core/codegen/python/python_printer.h"
#include "core/codegen/python/python_text.h"

#include <algorithm>

namespace wirebench::python {

namespace {

std::string docWith(const std::string& doc, bool deprecated)
{
    if (!deprecated)
        return doc;
    return doc + (doc.empty() ? "" : "\n\n") + "Deprecated.";
}

void writeEnum(Module& module, CodeWriter& writer, std::uint32_t index)
{
    const ApiEnum& entry = module.model().enums[index];
    const auto mark = writer.mark(entry.decl);
    writeLine(writer, "class " + module.enumName(index) + (entry.open ? "(rt.OpenEnum):" : "(enum.IntEnum):"));
    writer.indent();
    writeDoc(writer, entry.doc);
    if (!entry.doc.empty())
        writer.blank();
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        const ApiEnumValue& value = entry.values[i];
        writeLine(writer, module.memberNames(index)[i] + " = " + std::to_string(value.number));
        writeDoc(writer, docWith(value.doc, value.deprecated));
    }
    if (entry.values.empty())
        writer.line("pass");
    writer.dedent();
    writer.blank();
    writer.line("");
    std::vector<std::string> names;
    for (const ApiEnumValue& value : entry.values)
        names.push_back(std::to_string(value.number) + ": " + textLiteral(value.name));
    writeItems(writer, module.enumTable(index) + (names.empty() ? ": dict[int, str] = {" : " = {"), names, "}");
}

void writeFlags(Module& module, CodeWriter& writer, std::uint32_t index)
{
    const ApiFlags& entry = module.model().flags[index];
    const auto mark = writer.mark(entry.decl);
    writeLine(writer, "class " + module.flagsName(index) + "(enum.IntFlag):");
    writer.indent();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < entry.flags.size(); ++i) {
        const std::string position = std::to_string(entry.flags[i].position);
        writeLine(writer, module.flagNames(index)[i] + " = 1 << " + position);
        names.push_back(position + ": " + textLiteral(entry.flags[i].name));
    }
    writer.dedent();
    writer.blank();
    writer.line("");
    writeItems(writer, module.flagsTable(index) + " = {", names, "}");
}

std::string_view baseOf(Op op)
{
    switch (op) {
    case Op::Message:
        return "rt.Message";
    case Op::Record:
        return "rt.BitStruct";
    default:
        return "rt.Struct";
    }
}

void writeField(const ClassContext& context, std::size_t index)
{
    const ApiField& field = context.type.fields[index];
    const auto mark = context.writer.mark(context.type.decl, field.member);
    std::string line = context.attribute(index) + ": " + context.module.hint(field);
    if (!context.module.isRequired(field)) {
        const Module::Start start = context.module.startOf(field);
        line += " = ";
        if (start.expression == "[]")
            line += "dataclasses.field(default_factory=list)";
        else if (start.expression == "{}")
            line += "dataclasses.field(default_factory=dict)";
        else if (start.fresh && context.module.typeOf(field.node).kind == ApiKind::Struct
                 && context.module.typeOf(field.node).index < context.index)
            line
                += "dataclasses.field(default_factory=" + start.expression.substr(0, start.expression.size() - 2) + ')';
        else if (start.fresh)
            line += "dataclasses.field(default_factory=lambda: " + start.expression + ')';
        else
            line += start.expression;
    }
    writeLine(context.writer, line);
    writeDoc(context.writer, docWith(field.doc, field.deprecated));
}

void writeFields(const ClassContext& context)
{
    for (std::size_t i = 0; i < context.type.fields.size(); ++i)
        writeField(context, i);
    if (!context.unknownFields.empty()) {
        writeLine(context.writer, context.unknownFields + ": bytes = b\"\"");
        writeDoc(context.writer, "Fields that the schema does not have, as they came.");
    }
    if (!context.stringTable.empty()) {
        writeLine(context.writer, context.stringTable + ": list[str] = dataclasses.field(default_factory=list)");
        writeDoc(context.writer, "The string table that came with unknown fields, which may refer to it.");
    }
}

std::string methodName(const Module& module, ApiRole role, std::string_view usual)
{
    const ApiName* name = module.model().profile.find("python", role);
    return std::string(name == nullptr ? usual : name->spelling);
}

/// A line, with the calls around it that profilers asked for.
void writeObserved(const ClassContext& context, std::string_view operation, const std::string& line)
{
    CodeWriter& writer = context.writer;
    if (!context.module.features().hooks) {
        writeLine(writer, line);
        return;
    }
    writeLine(writer,
              "with rt.observed(\"" + std::string(operation) + "\", " + textLiteral(context.type.shownName) + "):");
    writer.indent();
    writeLine(writer, line);
    writer.dedent();
}

void writeEntryPoints(const ClassContext& context)
{
    CodeWriter& writer = context.writer;
    const Module& module = context.module;
    const std::string encode = methodName(module, ApiRole::Encode, "to_bytes");
    const std::string decode = methodName(module, ApiRole::Decode, "from_bytes");
    const bool message = context.plan().nodes[context.type.node].op == Op::Message;
    writer.blank();
    writeLine(writer, "def " + encode + "(self, limits: rt.Limits = LIMITS) -> bytes:");
    writer.indent();
    writeDoc(writer, "The value on the wire; raises rt.EncodeError.");
    writeObserved(context, "encode", "return rt.encode(self, limits" + module.dialectArgument() + ')');
    writer.dedent();
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def " + decode + "(cls, data: rt.Buffer, limits: rt.Limits = LIMITS) -> " + context.name + ':');
    writer.indent();
    writeDoc(writer, "The value of these bytes; raises rt.DecodeError.");
    writeObserved(context, "decode",
                  message ? "return rt.decode_message(cls, data, limits)"
                          : "return rt.decode(cls, data, limits" + module.dialectArgument() + ')');
    writer.dedent();
    writer.blank();
    writer.line("def size(self) -> int:");
    writer.indent();
    writeDoc(writer, "Bytes on the wire.");
    writeLine(writer, "return len(self." + encode + "())");
    writer.dedent();
}

/// What a struct stands for that is missing though it is always written.
void writeZero(const ClassContext& context)
{
    std::vector<std::string> items;
    for (std::size_t i = 0; i < context.type.fields.size(); ++i) {
        const ApiField& field = context.type.fields[i];
        if (!context.module.isRequired(field))
            continue;
        const bool none = context.module.mayBeNone(field);
        items.push_back(context.attribute(i) + '=' + (none ? "None" : context.module.codec(field.node) + ".zero()"));
    }
    if (items.empty())
        return;
    CodeWriter& writer = context.writer;
    writer.blank();
    writer.line("@classmethod");
    writeLine(writer, "def _zero(cls) -> " + context.name + ':');
    writer.indent();
    writeItems(writer, "return cls(", items, ")");
    writer.dedent();
}

void writeMethods(const ClassContext& context)
{
    switch (context.plan().nodes[context.type.node].op) {
    case Op::Record:
        writeRecordMethods(context);
        break;
    case Op::Tagged:
        writeEntryPoints(context);
        writeZero(context);
        writeTaggedRead(context);
        writeTaggedWrite(context);
        break;
    case Op::PresenceMap:
        writeEntryPoints(context);
        writePresenceMethods(context);
        break;
    default:
        writeEntryPoints(context);
        writeSequenceMethods(context);
        break;
    }
    if (hasRules(context))
        writeRules(context);
    if (context.module.features().json)
        writeJsonMethods(context);
    writeExtras(context);
}

} // namespace

std::size_t ClassContext::fieldOf(SlotIndex slot) const
{
    const auto found = std::find_if(type.fields.begin(), type.fields.end(),
                                    [slot](const ApiField& field) { return field.slot == slot; });
    return static_cast<std::size_t>(found - type.fields.begin());
}

void ClassContext::writeReturn() const
{
    std::vector<std::string> items;
    for (std::size_t i = 0; i < type.fields.size(); ++i)
        items.push_back(attribute(i) + '=' + local(i));
    if (!unknownFields.empty())
        items.push_back(unknownFields + "=bytes(unknown)");
    if (!stringTable.empty())
        items.push_back(stringTable + "=strings");
    writeItems(writer, "return cls(", items, ")");
}

void writeEnums(Module& module, CodeWriter& writer)
{
    for (std::uint32_t i = 0; i < module.model().enums.size(); ++i) {
        writer.blank();
        writer.line("");
        writeEnum(module, writer, i);
    }
    for (std::uint32_t i = 0; i < module.model().flags.size(); ++i) {
        writer.blank();
        writer.line("");
        writeFlags(module, writer, i);
    }
}

void writeStruct(Module& module, CodeWriter& writer, std::uint32_t index)
{
    const ApiStruct& type = module.model().structs[index];
    const Node& node = module.plan().nodes[type.node];
    ClassContext context{module, writer, index, type, module.structName(index), {}, {}};
    if (type.keepsUnknown) {
        context.unknownFields = "unknown_fields";
        if (module.plan().dialect.tableWireType != kNoWireType)
            context.stringTable = "string_table";
    }
    const auto mark = writer.mark(type.decl);
    writer.line("@dataclasses.dataclass(slots=True, kw_only=True)");
    writeLine(writer, "class " + context.name + '(' + std::string(baseOf(node.op)) + "):");
    writer.indent();
    writeDoc(writer, docWith(type.doc, type.deprecated));
    if (!type.doc.empty() || type.deprecated)
        writer.blank();
    if (type.typeId || node.op == Op::Message) {
        writeLine(writer, "TYPE_ID = " + std::to_string(type.typeId.value_or(0)));
        writeLine(writer, "TYPE_NAME = " + textLiteral(type.shownName));
        writer.blank();
    }
    writeFields(context);
    writeMethods(context);
    writer.dedent();
    if (module.features().builders)
        writeBuilder(context);
}

void writeUnions(Module& module, CodeWriter& writer)
{
    for (std::uint32_t i = 0; i < module.model().unions.size(); ++i) {
        const ApiUnion& entry = module.model().unions[i];
        const auto mark = writer.mark(entry.decl);
        std::vector<std::string> types;
        bool scalars = false;
        for (const ApiAlternative& alternative : entry.alternatives) {
            const ApiType& type = module.typeOf(alternative.node);
            if (type.kind == ApiKind::Struct)
                types.push_back(module.structName(type.index));
            else
                scalars = true;
        }
        if (scalars)
            types.emplace_back("rt.Scalar");
        types.emplace_back("rt.UnknownType");
        if (types.size() == 1)
            writeLine(writer, module.unionName(i) + ": TypeAlias = " + types.front());
        else
            writeItems(writer, module.unionName(i) + ": TypeAlias = Union[", types, "]");
        if (!entry.doc.empty())
            writeDoc(writer, entry.doc);
    }
}

} // namespace wirebench::python
