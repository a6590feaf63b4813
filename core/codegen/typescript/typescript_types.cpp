// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <string>

namespace wirebench::typescript {

void Context::unsupported(std::string_view type, std::string_view field, std::string_view what)
{
    Diagnostic problem;
    problem.code = "unsupported";
    problem.message = {"TypeScript cannot carry the field {1} of {0}: {2}.",
                       {std::string(type), std::string(field), std::string(what)}};
    problems.push_back(std::move(problem));
}

namespace {

/// Text inside a comment, which must not end it.
std::string commentLine(std::string_view line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        out += line[i];
        if (line[i] == '*' && i + 1 < line.size() && line[i + 1] == '/')
            out += ' ';
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == '\r'))
        out.pop_back();
    return out;
}

} // namespace

void printDoc(CodeWriter& out, std::string_view doc, bool deprecated)
{
    std::vector<std::string> lines;
    while (!doc.empty()) {
        const std::size_t end = doc.find('\n');
        lines.push_back(commentLine(doc.substr(0, end)));
        doc = end == std::string_view::npos ? std::string_view() : doc.substr(end + 1);
    }
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    if (deprecated)
        lines.emplace_back("@deprecated");
    if (lines.size() == 1)
        out.line("/** $1 */", lines.front());
    if (lines.size() < 2)
        return;
    out.line("/**");
    for (const std::string& line : lines)
        out.line(line.empty() ? " *" : " * $1", line);
    out.line(" */");
}

std::string typeOf(const Context& context, NodeIndex index)
{
    const ApiType& type = context.model.typeOf(index);
    switch (type.kind) {
    case ApiKind::None:
        break;
    case ApiKind::Bool:
        return "boolean";
    case ApiKind::UInt:
    case ApiKind::Int:
        return type.bits > 32 ? "bigint" : "number";
    case ApiKind::Float:
        return "number";
    case ApiKind::Text:
    case ApiKind::Uuid:
    case ApiKind::Decimal:
        return "string";
    case ApiKind::Bytes:
        return "Uint8Array";
    case ApiKind::Enum:
        return context.names.enums[type.index];
    case ApiKind::Flags:
        return context.names.flags[type.index];
    case ApiKind::Date:
        return "Date";
    case ApiKind::Time:
        return "rt.Timestamp";
    case ApiKind::Complex:
        return "rt.Complex";
    case ApiKind::BigInt:
        return "bigint";
    case ApiKind::Struct:
        return context.names.structs[type.index];
    case ApiKind::List: {
        std::string element = elementTypeOf(context, type.element);
        if (type.optionalElement && !element.ends_with(" | null"))
            element += " | null";
        return element.find(" | ") == std::string::npos ? element + "[]" : '(' + element + ")[]";
    }
    case ApiKind::Map:
        return "Map<" + typeOf(context, type.key) + ", " + elementTypeOf(context, type.element) + '>';
    case ApiKind::Union:
        return context.names.unions[type.index];
    }
    return "never";
}

std::string elementTypeOf(const Context& context, NodeIndex node)
{
    const std::string type = typeOf(context, node);
    return context.model.typeOf(node).kind == ApiKind::Union ? type + " | null" : type;
}

bool isNullable(const Context& context, const ApiField& field)
{
    return field.optional || context.model.typeOf(field.node).kind == ApiKind::Union;
}

namespace {

void printEnum(Context& context, std::size_t index)
{
    const ApiEnum& entry = context.model.enums[index];
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    printDoc(out, entry.doc, false);
    out.line("export enum $1 {", context.names.enums[index]);
    out.indent();
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        printDoc(out, entry.values[i].doc, entry.values[i].deprecated);
        out.line("$1 = $2,", context.names.members[index][i], std::to_string(entry.values[i].number));
    }
    out.dedent();
    out.line("}");
    out.blank();
}

void printFlags(Context& context, std::size_t index)
{
    const ApiFlags& entry = context.model.flags[index];
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    out.line("export interface $1 {", context.names.flags[index]);
    out.indent();
    for (std::size_t i = 0; i < entry.flags.size(); ++i) {
        printDoc(out, "Bit " + std::to_string(entry.flags[i].position) + '.', false);
        out.line("$1: boolean;", context.names.flagKeys[index][i]);
    }
    out.dedent();
    out.line("}");
    out.blank();
}

void printStruct(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    printDoc(out, entry.doc, entry.deprecated);
    out.line("export interface $1 {", context.nameOf(entry));
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto member = out.mark(entry.decl, field.member);
        printDoc(out, field.doc, field.deprecated);
        out.line("$1: $2$3;", context.property(entry, i), typeOf(context, field.node),
                 isNullable(context, field) ? " | null" : "");
    }
    if (entry.keepsUnknown) {
        out.line("/** Fields that the schema does not know, as they were read. */");
        out.line("unknownFields?: Uint8Array;");
        if (context.plan.dialect.tableWireType != kNoWireType) {
            out.line("/** The texts that unknown fields may refer to by index. */");
            out.line("stringTable?: string[];");
        }
    }
    out.dedent();
    out.line("}");
    out.blank();
}

void printUnion(Context& context, std::size_t index)
{
    const ApiUnion& entry = context.model.unions[index];
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    printDoc(out, entry.doc, false);
    out.line("export type $1 =", context.names.unions[index]);
    out.indent();
    for (const ApiAlternative& one : entry.alternatives) {
        const ReferenceType& type = context.plan.referenceTypes[one.referenceType];
        out.line("| { readonly type: $1; readonly value: $2 }", textLiteral(context.plan.text(type.shortName)),
                 typeOf(context, one.node));
    }
    out.line("| rt.ForeignType;");
    out.dedent();
    out.blank();
}

} // namespace

void printTypes(Context& context)
{
    for (std::size_t i = 0; i < context.model.enums.size(); ++i)
        printEnum(context, i);
    for (std::size_t i = 0; i < context.model.flags.size(); ++i)
        printFlags(context, i);
    for (const ApiStruct& entry : context.model.structs)
        printStruct(context, entry);
    for (std::size_t i = 0; i < context.model.unions.size(); ++i)
        printUnion(context, i);
}

} // namespace wirebench::typescript
