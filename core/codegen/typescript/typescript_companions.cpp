// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <string>

// The constants beside the types: encode, decode and what else is asked for.

namespace wirebench::typescript {

namespace {

std::string roleName(const Context& context, ApiRole role, std::string_view usual)
{
    const ApiName* name = context.model.profile.find("typescript", role);
    return std::string(name == nullptr ? usual : name->spelling);
}

void printMethod(Context& context, std::string_view doc, const std::string& signature, const std::string& result)
{
    CodeWriter& out = context.out;
    printDoc(out, doc, false);
    out.line("$1 {", signature);
    out.line("  return $1;", result);
    out.line("},");
}

/// Offset, width and mask of every field, and access to single fields of a packed record.
void printBitAccess(Context& context, const ApiStruct& entry, const std::string& codec, const std::string& type)
{
    printMethod(context, "The packed integer.", "pack(value: " + type + "): bigint",
                "rt.packRecord(" + codec + ", value, format)");
    printMethod(context, "The value of a packed integer; bits above it are not looked at.",
                "unpack(packed: bigint, options?: rt.DecodeOptions): " + type,
                "rt.unpackRecord(" + codec + ", packed, format, options)");
    CodeWriter& out = context.out;
    printDoc(out, "Where the fields lie in the packed integer, presence bits included, and how to read and write one.",
             false);
    out.line("fields: {");
    out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const Slot& slot = context.slot(field);
        const std::string bits = std::to_string(context.plan.slotBits(field.slot));
        out.line("$1: rt.bitField($2, $3, format), // bits $3 to $4", context.property(entry, i),
                 slotCodecOf(context, field), std::to_string(slot.offset),
                 std::to_string(slot.offset + context.plan.slotBits(field.slot)));
    }
    out.dedent();
    out.line("},");
}

void printStreamMethods(Context& context, const ApiStruct& entry, const std::string& codec, const std::string& type)
{
    const Op op = context.ownerOf(entry).op;
    const bool tagged = op == Op::Tagged || op == Op::PresenceMap;
    if (!tagged && (op == Op::Message || context.ownerOf(entry).minBits == 0))
        return;
    const std::string form = tagged ? "Delimited" : "Concatenated";
    printMethod(context,
                tagged ? "Reads values that stand behind their lengths, from pieces of any size."
                       : "Reads values that stand one after another, from pieces of any size.",
                "reader(options?: rt.DecodeOptions): rt.PushReader<" + type + '>',
                "new rt." + form + "Reader(" + codec + ", format, options)");
    printMethod(context, "The values of a buffer of several.",
                "decodeAll(bytes: Uint8Array, options?: rt.DecodeOptions): " + type + "[]",
                "rt.readAll(new rt." + form + "Reader(" + codec + ", format, options), bytes)");
    printMethod(context, tagged ? "Values, each behind its length." : "Values one after another.",
                "encodeAll(values: Iterable<" + type + ">, options?: rt.EncodeOptions): Uint8Array",
                "rt.encode" + form + '(' + codec + ", values, format, options)");
}

void printFeatures(Context& context, const ApiStruct& entry, const std::string& codec, const std::string& type)
{
    const GenerateFeatures& features = context.options.features;
    if (features.json) {
        printMethod(context, "JSON text; integers keep all their digits.", "toJson(value: " + type + "): string",
                    "rt.structToJson(" + codec + ", value)");
        printMethod(context, "The value of JSON text.", "fromJson(text: string): " + type,
                    "rt.structFromJson(" + codec + ", text)");
    }
    if (features.validation) {
        printDoc(context.out, "Throws what encoding would throw.", false);
        context.out.line("validate(value: $1): void {", type);
        context.out.line("  rt.validate($1, value, format);", codec);
        context.out.line("},");
    }
    if (features.equals)
        printMethod(context, "Whether two values have the same content; all NaNs are alike.",
                    "equals(a: " + type + ", b: " + type + "): boolean", codec + ".equals(a, b)");
    if (features.clone)
        printMethod(context, "A copy that shares nothing.", "clone(value: " + type + "): " + type,
                    codec + ".clone(value)");
    if (features.builders)
        printMethod(context, "Starts a value that is put together field by field.", "builder(): " + type + "Builder",
                    "new " + type + "Builder()");
    if (entry.typeId) {
        printDoc(context.out, "What names the type on the wire.", false);
        context.out.line("$1: $2n,", roleName(context, ApiRole::TypeId, "typeId"), std::to_string(*entry.typeId));
    }
}

void printBuilder(Context& context, const ApiStruct& entry)
{
    const std::string& type = context.nameOf(entry);
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    printDoc(out, "Puts a " + type + " together; fields that are not set are zero or absent.", false);
    out.line("export class $1 {", context.names.builders[context.indexOf(entry)]);
    out.indent();
    out.line("private readonly value: $1 = $2.zero();", type, context.codecOf(entry));
    NameScope setters;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const std::string& key = context.property(entry, i);
        const std::string setter = setters.take("set" + pascalCase(key));
        out.blank();
        printDoc(out, field.doc, field.deprecated);
        out.line("$1(value: $2$3): this {", setter, typeOf(context, field.node),
                 isNullable(context, field) ? " | null" : "");
        out.line("  this.value.$1 = value;", key);
        out.line("  return this;");
        out.line("}");
    }
    out.blank();
    out.line("/** The value; setting more fields changes it no more. */");
    out.line("build(): $1 {", type);
    out.line("  return $1.clone(this.value);", context.codecOf(entry));
    out.line("}");
    out.dedent();
    out.line("}");
    out.blank();
}

void printCompanion(Context& context, const ApiStruct& entry)
{
    const std::string& type = context.nameOf(entry);
    const std::string& codec = context.codecOf(entry);
    const bool isRecord = context.ownerOf(entry).op == Op::Record;
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl);
    printDoc(out, entry.doc, entry.deprecated);
    out.line("export const $1 = {", type);
    out.indent();
    printMethod(context, "A value whose fields are zero or absent, but for those given.",
                "create(init: Partial<" + type + "> = {}): " + type, "{ ..." + codec + ".zero(), ...init }");
    printMethod(context, "The value as bytes.",
                roleName(context, ApiRole::Encode, "encode") + "(value: " + type
                    + ", options?: rt.EncodeOptions): Uint8Array",
                std::string(isRecord ? "rt.encodeRecord(" : "rt.encode(") + codec + ", value, format, options)");
    printMethod(context, "The value of bytes. Throws a DecodeError when they are none.",
                roleName(context, ApiRole::Decode, "decode")
                    + "(bytes: Uint8Array, options?: rt.DecodeOptions): " + type,
                std::string(isRecord ? "rt.decodeRecord(" : "rt.decode(") + codec + ", bytes, format, options)");
    if (isRecord) {
        printDoc(out, "Bytes that a value takes.", false);
        out.line("size: $1,", std::to_string(std::max<std::uint64_t>(1, (context.ownerOf(entry).minBits + 7) / 8)));
        printBitAccess(context, entry, codec, type);
    } else {
        printMethod(context, "Bytes that a value takes.",
                    roleName(context, ApiRole::Size, "size") + "(value: " + type + "): number",
                    "rt.sizeOf(" + codec + ", value, format)");
    }
    printStreamMethods(context, entry, codec, type);
    printFeatures(context, entry, codec, type);
    out.dedent();
    out.line("};");
    out.blank();
}

} // namespace

void printCompanions(Context& context)
{
    for (const ApiStruct& entry : context.model.structs) {
        if (entry.type == kNoIndex)
            continue;
        printCompanion(context, entry);
        if (context.options.features.builders)
            printBuilder(context, entry);
    }
}

} // namespace wirebench::typescript
