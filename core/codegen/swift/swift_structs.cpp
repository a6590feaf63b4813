// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <string>

// The types of structs, and how each names its codec.

namespace wirebench::swift {

namespace {

bool keepsStrings(const Context& context, const ApiStruct& entry)
{
    return entry.keepsUnknown && context.plan.dialect.tableWireType != kNoWireType;
}

void printProperties(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto member = out.mark(entry.decl, field.member);
        const Viewing views(context, context.viewing && borrows(context, field));
        printDoc(out, field.doc, field.deprecated);
        out.line("$1public var $2: $3 = $4", field.boxed ? "@WireBox " : "", context.property(entry, i),
                 propertyTypeOf(context, field), initialOf(context, field));
    }
    if (entry.keepsUnknown) {
        printDoc(out, "Fields that the schema does not know, as they were read.", false);
        out.line("public var unknownFields: [UInt8] = []");
    }
    if (keepsStrings(context, entry)) {
        printDoc(out, "The texts that unknown fields may refer to by index.", false);
        out.line("public var stringTable: [String] = []");
    }
    if (!entry.fields.empty() || entry.keepsUnknown)
        out.blank();
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

/// What the codec of a struct is told beside its names, format and fields.
std::string codecArguments(const Context& context, const ApiStruct& entry)
{
    const Node& node = context.ownerOf(entry);
    std::string least = "least: " + std::to_string(node.minBits / 8) + ',';
    switch (node.op) {
    case Op::Record:
        return "bits: " + std::to_string(node.minBits) + ", reversed: " + (node.byteReversed ? "true," : "false,");
    case Op::Message:
        return "id: " + std::to_string(context.plan.messages[node.detail].typeId) + ", " + least;
    case Op::Tagged:
        return "unknown: \\" + context.nameOf(entry) + ".unknownFields,"
            + (keepsStrings(context, entry) ? " strings: \\" + context.nameOf(entry) + ".stringTable," : std::string());
    case Op::PresenceMap:
        return {};
    default:
        return least;
    }
}

std::string_view codecClass(Op op)
{
    switch (op) {
    case Op::Record:
        return "WireRecordCodec";
    case Op::Message:
        return "WireMessageCodec";
    case Op::Tagged:
        return "WireTaggedCodec";
    case Op::PresenceMap:
        return "WirePresenceCodec";
    default:
        return "WireSequenceCodec";
    }
}

void printCodec(Context& context, const ApiStruct& entry)
{
    const Op op = context.ownerOf(entry).op;
    const std::string& type = context.nameOf(entry);
    CodeWriter& out = context.out;
    printDoc(out, "How values lie in bytes.", false);
    out.line("public static let wireCodec: $1<$2> =", op == Op::Record ? "WireRecordCodec" : "WireStructCodec", type);
    out.indent();
    out.line("$1<$2>(", codecClass(op), type);
    out.indent();
    out.line("names: [$1], format: $2,", namesOf(context, entry), context.constant("format"));
    if (const std::string arguments = codecArguments(context, entry); !arguments.empty())
        out.line(arguments);
    out.line("fields: { $1 })", context.constant(tableOf(context, entry)));
    out.dedent();
    out.dedent();
}

/// An initializer with a parameter for each field.
void printInitializer(Context& context, const ApiStruct& entry)
{
    if (entry.fields.empty())
        return;
    CodeWriter& out = context.out;
    out.blank();
    printDoc(out, "A value with these fields; those that are not given are zero or absent.", false);
    out.line("public init(");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        out.line("$1: $2 = $3$4", context.property(entry, i), propertyTypeOf(context, entry.fields[i]),
                 initialOf(context, entry.fields[i]), i + 1 == entry.fields.size() ? "" : ",");
    out.dedent();
    out.line(") {");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        out.line("self.$1 = $1", context.property(entry, i));
    out.dedent();
    out.line("}");
}

} // namespace

void printStruct(Context& context, const ApiStruct& entry)
{
    const Node& node = context.ownerOf(entry);
    const std::string_view protocol = context.viewing ? "WireView"
        : node.op != Op::Record                       ? "WireStruct"
        : node.minBits <= 64                          ? "WirePackedRecord"
                                                      : "WireRecord";
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    if (context.viewing)
        printDoc(out, "What " + context.names.structs[context.indexOf(entry)] + " holds, with parts of the input.",
                 false);
    else
        printDoc(out, entry.doc, entry.deprecated);
    out.line("public struct $1: $2 {", context.nameOf(entry), protocol);
    out.indent();
    printProperties(context, entry);
    printDoc(out, "A value whose fields are zero or absent.", false);
    out.line("public init() {}");
    if (context.options.features.builders && !context.viewing)
        printInitializer(context, entry);
    out.blank();
    printCodec(context, entry);
    out.dedent();
    out.line("}");
    out.blank();
}

} // namespace wirebench::swift
