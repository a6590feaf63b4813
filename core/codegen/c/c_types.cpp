// SPDX-License-Identifier: MIT
// The types that a person holds.
#include "core/codegen/c/c_context.h"
#include "core/codegen/regex_program.h"

#include <variant>

namespace wirebench::c {

namespace {

void writeEnums(CodeWriter& out, Context& context)
{
    const CodeModel& model = context.model();
    for (std::uint32_t i = 0; i < model.enums.size(); ++i) {
        const ApiEnum& entry = model.enums[i];
        const std::string& name = context.enumName(i);
        const auto mark = out.mark(entry.decl);
        writeDoc(out, entry.doc);
        out.line("typedef int32_t $1;", name);
        if (!entry.values.empty()) {
            out.line("enum {");
            out.indent();
            for (const ApiEnumValue& value : entry.values) {
                writeDoc(out, value.doc, value.deprecated);
                out.line("$1 = $2,", context.scope().take(name + '_' + identifier(value.name)),
                         std::to_string(value.number));
            }
            out.dedent();
            out.line("};");
        }
        out.blank();
    }
    for (std::uint32_t i = 0; i < model.flags.size(); ++i) {
        const ApiFlags& entry = model.flags[i];
        const std::string& name = context.flagsName(i);
        const std::string bits = std::to_string(entry.bits);
        const auto mark = out.mark(entry.decl);
        out.line("/* Bits of the constants that follow. */");
        out.line("typedef uint$1_t $2;", bits, name);
        for (const ApiFlag& flag : entry.flags)
            out.line("#define $1 ((uint$2_t)(UINT64_C(1) << $3))",
                     context.scope().take(name + '_' + identifier(flag.name)), bits, std::to_string(flag.position));
        out.blank();
    }
}

void writeForward(CodeWriter& out, const Context& context)
{
    const auto forward = [&](const std::string& name) { out.line("typedef struct $1 $1;", name); };
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i)
        forward(context.structName(i));
    for (std::uint32_t i = 0; i < context.model().unions.size(); ++i)
        forward(context.unionName(i));
    for (const Holder& holder : context.holders())
        forward(holder.name);
    out.blank();
}

/// Lists and bytes, which need no other struct to be complete, or those that need all of them.
void writeHolders(CodeWriter& out, const Context& context, bool complete)
{
    for (const Holder& holder : context.holders()) {
        const bool last = holder.kind == Holder::Kind::Entry || holder.kind == Holder::Kind::Optional;
        if (last != complete)
            continue;
        out.line("struct $1 {", holder.name);
        out.indent();
        switch (holder.kind) {
        case Holder::Kind::List:
            out.line("$1 *items;", holder.first);
            out.line("size_t count;");
            break;
        case Holder::Kind::Entry:
            out.line("$1 key;", holder.first);
            out.line("$1 value;", holder.second);
            break;
        case Holder::Kind::Optional:
            out.line("bool has_value;");
            out.line("$1 value;", holder.first);
            break;
        case Holder::Kind::Bytes:
            out.line("uint8_t data[$1];", holder.first);
            break;
        }
        out.dedent();
        out.line("};");
        out.blank();
    }
}

void writeUnions(CodeWriter& out, Context& context)
{
    for (std::uint32_t i = 0; i < context.model().unions.size(); ++i) {
        const ApiUnion& entry = context.model().unions[i];
        const std::string& name = context.unionName(i);
        const auto mark = out.mark(entry.decl);
        out.line("enum {");
        out.indent();
        out.line("$1 = 0, /* There is no value. */", context.scope().take(name + "_NONE"));
        std::uint32_t number = 0;
        for (const ApiAlternative& alternative : entry.alternatives)
            out.line("$1 = $2,", context.scope().take(name + "_is_" + identifier(alternative.name)),
                     std::to_string(++number));
        out.line("$1 = $2, /* Of a type that the schema does not have. */", context.scope().take(name + "_is_other"),
                 std::to_string(number + 1));
        out.dedent();
        out.line("};");
        out.blank();
        writeDoc(out, entry.doc.empty() ? "One of several types; `type` says which member counts." : entry.doc);
        out.line("struct $1 {", name);
        out.indent();
        out.line("uint32_t type;");
        out.line("union {");
        out.indent();
        NameScope members({"int", "float", "double", "bool", "char", "long", "short", "void", "other"});
        out.line("void *value;");
        members.reserve("value");
        for (const ApiAlternative& alternative : entry.alternatives)
            out.line("$1 *$2;", context.type(alternative.node), members.take("as_" + identifier(alternative.name)));
        out.line("wb_foreign *other;");
        out.dedent();
        out.line("} held;");
        out.dedent();
        out.line("};");
        out.blank();
    }
}

/// Rules that are not checked, because their expressions have too many steps.
std::string uncheckedRules(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field.slot);
    std::string text;
    for (std::uint32_t i = 0; i < slot.validationCount; ++i) {
        const Validation& rule = context.plan().validations[slot.firstValidation + i];
        if (rule.relation == Validation::Relation::Match && !programOf(rule))
            text += (text.empty() ? "Not checked: " : ", ") + std::string(context.plan().text(rule.text));
    }
    return text;
}

void writeStruct(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const auto mark = out.mark(entry.decl);
    writeDoc(out, entry.doc, entry.deprecated);
    out.line("struct $1 {", context.structName(index));
    out.indent();
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto fieldMark = out.mark(entry.decl, field.member);
        std::string doc = field.doc;
        if (const std::string unchecked = uncheckedRules(context, field); !unchecked.empty())
            doc += (doc.empty() ? "" : "\n") + unchecked;
        writeDoc(out, doc, field.deprecated);
        if (context.hasFlag(field))
            out.line("bool $1;", context.hasName(index, i));
        out.line("$1 $2$3;$4", context.type(field.node), field.boxed ? "*" : "", context.fieldName(index, i),
                 field.boxed ? " /* Null: there is none. */" : "");
    }
    if (entry.keepsUnknown)
        out.line("wb_bytes $1; /* Fields that the schema does not have. */", context.unknownName(index));
    if (context.keepsStrings(entry))
        out.line("wb_text_list $1; /* The texts that they refer to. */", context.stringsName(index));
    if (entry.fields.empty() && !entry.keepsUnknown)
        out.line("char nothing;");
    out.dedent();
    out.line("};");
    out.blank();
}

} // namespace

void writeTypes(CodeWriter& out, Context& context)
{
    writeEnums(out, context);
    writeForward(out, context);
    writeHolders(out, context, false);
    writeUnions(out, context);
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i)
        writeStruct(out, context, i);
    writeHolders(out, context, true);
}

} // namespace wirebench::c
