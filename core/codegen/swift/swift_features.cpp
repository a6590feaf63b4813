// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <string>

// What a struct's type has on request, and what its wire format gives it beside the codec.

namespace wirebench::swift {

namespace {

void conform(Context& context, const ApiStruct& entry, std::string_view protocol)
{
    context.out.line("extension $1: $2 {}", context.nameOf(entry), protocol);
}

/// Streams of values of one type, where it knows its end or is put behind its length.
void printStreamed(Context& context, const ApiStruct& entry)
{
    const Node& node = context.ownerOf(entry);
    const bool isTagged = node.op == Op::Tagged || node.op == Op::PresenceMap;
    if (isTagged || (node.op != Op::Message && node.minBits != 0))
        conform(context, entry, node.op == Op::Record ? "WireStreamedRecord" : "WireStreamed");
}

/// Where the fields of a record lie.
void printBitFields(Context& context, const ApiStruct& entry)
{
    const std::string& type = context.nameOf(entry);
    CodeWriter& out = context.out;
    out.blank();
    out.line("extension $1 {", type);
    out.indent();
    printDoc(out, "Where the fields lie in the packed integer, presence bits included, and how to read and write one.",
             false);
    out.line("public enum BitFields {");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const std::uint64_t offset = context.slot(field).offset;
        printDoc(out,
                 "Bits " + std::to_string(offset) + " to "
                     + std::to_string(offset + context.plan.slotBits(field.slot) - 1) + '.',
                 false);
        out.line("public static let $1: WireBitField<$2, $3> =", context.property(entry, i), type,
                 propertyTypeOf(context, field));
        out.line("  WireBitField(offset: $1, codec: $2)", std::to_string(offset), slotCodecOf(context, field));
    }
    out.dedent();
    out.line("}");
    out.dedent();
    out.line("}");
}

void printEquality(Context& context, const ApiStruct& entry)
{
    const std::string& type = context.nameOf(entry);
    CodeWriter& out = context.out;
    out.blank();
    out.line("extension $1: Equatable {", type);
    out.indent();
    printDoc(out, "Whether two values have the same content: texts by their bytes, floats by their bits.", false);
    out.line("public static func == (left: $1, right: $1) -> Bool {", type);
    out.line("  return wireCodec.equals(left, right)");
    out.line("}");
    out.dedent();
    out.line("}");
}

void printTypeId(Context& context, const ApiStruct& entry)
{
    if (!entry.typeId)
        return;
    CodeWriter& out = context.out;
    out.blank();
    out.line("extension $1 {", context.nameOf(entry));
    out.indent();
    printDoc(out, "What names the type on the wire.", false);
    out.line("public static let typeId: UInt64 = $1", std::to_string(*entry.typeId));
    out.dedent();
    out.line("}");
}

} // namespace

void printFeatures(Context& context, const ApiStruct& entry)
{
    const GenerateFeatures& features = context.options.features;
    const bool isRecord = context.ownerOf(entry).op == Op::Record;
    const auto mark = context.out.mark(entry.decl);
    if (entry.type != kNoIndex)
        printStreamed(context, entry);
    if (features.json || features.dispatch)
        conform(context, entry, isRecord ? "WireRecordJSONText" : "WireJSONText");
    if (features.validation)
        conform(context, entry, isRecord ? "WireValidatedRecord" : "WireValidated");
    if (features.builders)
        conform(context, entry, "WireBuildable");
    if (features.clone)
        conform(context, entry, "WireClonable");
    if (features.equals)
        printEquality(context, entry);
    printTypeId(context, entry);
    if (isRecord && !entry.fields.empty())
        printBitFields(context, entry);
    context.out.blank();
}

} // namespace wirebench::swift
