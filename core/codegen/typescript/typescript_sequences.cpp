// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <string>

// Structs whose fields lie one after another, and what all codecs of structs have in common.

namespace wirebench::typescript {

namespace {

/// What a field that is left out of JSON means.
std::string absence(const Context& context, const ApiStruct& entry, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    const Op owner = context.ownerOf(entry).op;
    if (owner != Op::Tagged && owner != Op::PresenceMap)
        return field.optional ? "null" : slot.missing == Missing::Zero ? "zero" : "error";
    if (slot.occurs == Occurs::Always || slot.occurs == Occurs::Required)
        return "error";
    return isNullable(context, field) ? "null" : "zero";
}

bool isNullLeftOut(const Context& context, const ApiStruct& entry, const ApiField& field)
{
    const Op owner = context.ownerOf(entry).op;
    if (owner != Op::Tagged && owner != Op::PresenceMap)
        return field.optional;
    return context.plan.nullIsAbsent || context.slot(field).occurs == Occurs::Optional;
}

/// Whether a zero that is given is written.
bool isExplicit(const Context& context, const ApiStruct& entry, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    const Op owner = context.ownerOf(entry).op;
    return owner == Op::PresenceMap || (owner == Op::Tagged && (slot.occurs == Occurs::Optional || slot.oneof != 0));
}

void printFieldEntry(Context& context, const ApiStruct& entry, std::size_t index)
{
    const ApiField& field = entry.fields[index];
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl, field.member);
    std::string extras;
    if (isNullable(context, field) && context.plan.nullsShown)
        extras += ", shown: true";
    if (const std::string given = defaultOf(context, field); !given.empty())
        extras += ", init: () => " + given;
    if (isExplicit(context, entry, field))
        extras += ", explicit: true";
    out.line("{ key: $1, name: $2, shape: $3, absent: \"$4\", nullable: $5$6 },",
             textLiteral(context.property(entry, index)), textLiteral(field.name), slotCodecOf(context, field),
             absence(context, entry, field), isNullLeftOut(context, entry, field) ? "true" : "false", extras);
}

/// Names that JSON may give the type.
std::string namesOf(const Context& context, const ApiStruct& entry)
{
    std::string names = textLiteral(entry.shownName);
    if (entry.type != kNoIndex) {
        const std::string_view full = context.plan.text(context.plan.types[entry.type].fullName);
        if (!full.empty() && full != entry.shownName)
            names += ", " + textLiteral(full);
    }
    return names;
}

void printCommonParts(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    out.line("names: [$1],", namesOf(context, entry));
    out.line("fields: () => [");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        printFieldEntry(context, entry, i);
    out.dedent();
    out.line("],");
    out.line("zero: () => ({");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        out.line("$1: $2,", context.property(entry, i), initialOf(context, entry.fields[i]));
    out.dedent();
    out.line("}),");
}

std::string_view makerOf(Op op)
{
    return op == Op::Record ? "record" : op == Op::Message ? "message" : "struct";
}

} // namespace

void printStructCodec(Context& context, const ApiStruct& entry)
{
    const Node& node = context.ownerOf(entry);
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    const bool isBits = node.op == Op::Record;
    const bool delimitsItself = node.op == Op::Sequence || node.op == Op::Message;
    if (node.op == Op::Tagged)
        printNumberSets(context, entry);
    out.line("const $1: rt.$2<$3> = rt.$4<$3>($5{", context.codecOf(entry), isBits ? "RecordCodec" : "StructCodec",
             context.nameOf(entry), makerOf(node.op),
             node.op == Op::Message ? std::to_string(context.plan.messages[node.detail].typeId) + "n, " : "");
    out.indent();
    printCommonParts(context, entry);
    if (isBits) {
        out.line("bits: $1,", std::to_string(node.minBits));
        out.line("reversed: $1,", node.byteReversed ? "true" : "false");
    } else {
        out.line("least: $1,",
                 std::to_string(node.op == Op::Message ? node.minBits / 8
                                    : delimitsItself   ? node.minBits / 8
                                                       : 0));
        out.line("selfDelimiting: $1,", delimitsItself ? "true" : "false");
    }
    if (node.op == Op::Tagged)
        printTagged(context, entry);
    else if (node.op == Op::PresenceMap)
        printPresenceMap(context, entry);
    else if (isBits)
        printRecord(context, entry);
    else
        printSequence(context, entry);
    out.dedent();
    out.line("});");
    out.blank();
}

void printSequence(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    out.line("measure: (m, v) => {");
    out.indent();
    out.line("let n = 0;");
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const std::string& key = context.property(entry, i);
        out.line("n += $1.measure(m, v.$2, $3);", slotCodecOf(context, entry.fields[i]), key,
                 textLiteral(entry.fields[i].name));
    }
    out.line("return n;");
    out.dedent();
    out.line("},");
    out.line("write: (w, v) => {");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        out.line("$1.write(w, v.$2);", slotCodecOf(context, entry.fields[i]), context.property(entry, i));
    out.dedent();
    out.line("},");
    out.line("read: (r) => ({");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        out.line("$1: $2.read(r),", context.property(entry, i), slotCodecOf(context, entry.fields[i]));
    out.dedent();
    out.line("}),");
}

} // namespace wirebench::typescript
