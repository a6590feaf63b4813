// SPDX-License-Identifier: MIT
// The types of the header.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

namespace {

constexpr std::size_t kClangBracketDepth = 256; ///< Expansions of a fold expression, which libstdc++'s variant has.

void writeDeprecation(CodeWriter& out, bool deprecated)
{
    if (deprecated)
        out.line("/// Deprecated.");
}

void writeEnum(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiEnum& entry = context.model().enums[index];
    const auto mark = out.mark(entry.decl);
    const std::string& name = context.enumName(index);
    writeDoc(out, entry.doc);
    if (entry.open)
        out.line("/// Holds numbers without a name too.");
    out.line("enum class $1 : std::int32_t {", name);
    out.indent();
    for (std::uint32_t i = 0; i < entry.values.size(); ++i) {
        writeDoc(out, entry.values[i].doc);
        writeDeprecation(out, entry.values[i].deprecated);
        out.line("$1 = $2,", context.valueName(index, i), std::to_string(entry.values[i].number));
    }
    out.dedent();
    out.line("};");
    out.blank();
    out.line("/// The name in the schema; empty where the number has none.");
    out.line("std::string_view to_string($1 value);", name);
    out.line("/// All names, by ascending number.");
    out.line("std::span<const ::wirebench_runtime::EnumName> wirebench_names($1 value);", name);
    out.blank();
}

void writeFlags(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiFlags& entry = context.model().flags[index];
    const auto mark = out.mark(entry.decl);
    const std::string& name = context.flagsName(index);
    const std::string type = "std::uint" + std::to_string(entry.bits) + "_t";
    out.line("/// A set of bits with names.");
    out.line("struct $1 {", name);
    out.indent();
    out.line("enum Flag : $1 {", type);
    out.indent();
    for (std::uint32_t i = 0; i < entry.flags.size(); ++i)
        out.line("$1 = $2,", context.flagName(index, i),
                 Context::literal(std::uint64_t{1} << entry.flags[i].position, false));
    out.dedent();
    out.line("};");
    out.blank();
    out.line("$1 bits = 0;", type);
    out.blank();
    out.line("bool test(Flag flag) const { return (bits & flag) != 0; }");
    out.line("void set(Flag flag, bool on = true)");
    out.block(
        "{", [&] { out.line("bits = static_cast<$1>(on ? bits | flag : bits & ~flag);", type); }, "}");
    out.line("bool operator==(const $1&) const = default;", name);
    out.dedent();
    out.line("};");
    out.blank();
    out.line("std::span<const ::wirebench_runtime::FlagName> wirebench_names(const $1& value);", name);
    out.blank();
}

void writeUnion(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiUnion& entry = context.model().unions[index];
    const auto mark = out.mark(entry.decl);
    const std::string& name = context.unionName(index);
    writeDoc(out, entry.doc);
    out.line("/// A value of one of several types, of a type that the schema does not have, or nothing.");
    out.line("class $1 {", name);
    out.line("public:");
    out.indent();
    out.line("enum class Kind : std::uint32_t {");
    out.indent();
    out.line("none,");
    for (std::uint32_t i = 0; i < entry.alternatives.size(); ++i)
        out.line("$1,", context.alternativeName(index, i));
    out.line("unknown,");
    out.dedent();
    out.line("};");
    out.blank();
    out.line("$1() = default;", name);
    for (const ApiAlternative& alternative : entry.alternatives) {
        if (context.model().typeOf(alternative.node).kind == ApiKind::Struct)
            out.line("$1($2 held);", name, context.type(alternative.node));
    }
    out.blank();
    out.line("Kind kind() const { return static_cast<Kind>(value.index()); }");
    out.line("bool empty() const { return value.index() == 0; }");
    out.line("explicit operator bool() const { return !empty(); }");
    out.line("void reset() { value.emplace<0>(); }");
    for (std::uint32_t i = 0; i < entry.alternatives.size(); ++i) {
        const std::string type = context.type(entry.alternatives[i].node);
        const std::string& accessor = context.alternativeName(index, i);
        out.blank();
        out.line("/// Null when it is something else.");
        out.line("const $1* $2() const;", type, accessor);
        out.line("$1* $2();", type, accessor);
        out.line("/// Makes it a value of this type.");
        out.line("$1& set_$2();", type, accessor);
    }
    out.blank();
    writeUnionExtras(out, context, index);
    out.line("bool operator==(const $1&) const;", name);
    out.blank();
    out.line("/// By the order of Kind.");
    // Nothing and the unknown type are alternatives too.
    if (entry.alternatives.size() + 2 > kClangBracketDepth)
        out.line("/// So many that clang with libstdc++ wants -fbracket-depth=$1.",
                 std::to_string(entry.alternatives.size() + 2));
    out.line("std::variant<std::monostate,");
    for (const ApiAlternative& alternative : entry.alternatives) {
        const std::string type = context.type(alternative.node);
        const bool isStruct = context.model().typeOf(alternative.node).kind == ApiKind::Struct;
        out.line("             $1,", isStruct ? "::wirebench_runtime::Box<" + type + ">" : type);
    }
    out.line("             ::wirebench_runtime::Foreign>");
    out.line("    value;");
    out.dedent();
    out.line("};");
    out.blank();
}

void writeStructMembers(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto mark = out.mark(entry.decl, field.member);
        writeDoc(out, field.doc);
        writeDeprecation(out, field.deprecated);
        out.line("$1 $2$3;", context.fieldType(field), context.fieldName(index, i), context.initializer(field));
    }
    if (entry.keepsUnknown) {
        out.line("/// Fields that the schema does not have, with their tags.");
        out.line("std::vector<std::uint8_t> $1;", context.unknownName(index));
    }
    if (context.keepsStrings(entry)) {
        out.line("/// The string table that came with them.");
        out.line("std::vector<std::string> $1;", context.stringsName(index));
    }
}

void writeApi(CodeWriter& out, const Context& context, const ApiStruct& entry)
{
    out.blank();
    if (entry.typeId) {
        out.line("static constexpr std::uint64_t kTypeId = $1;", Context::literal(*entry.typeId, false));
        out.blank();
    }
    out.line("/// The encoded value; throws EncodeError where it cannot be encoded.");
    out.line("std::vector<std::uint8_t> $1() const;", context.apiName(ApiRole::Encode));
    out.line("/// Bytes of the encoded value; throws as above.");
    out.line("std::size_t $1() const;", context.apiName(ApiRole::Size));
    out.line("/// Reads one value; false where the bytes are none. After an error the value is not to be used.");
    out.line("bool $1(std::span<const std::uint8_t> bytes);", context.apiName(ApiRole::Decode));
    out.blank();
    out.line("/// Appends the encoded value, or says why it cannot be encoded.");
    out.line("::wirebench_runtime::Error try_serialize(std::vector<std::uint8_t>& out,");
    out.line("                                         const ::wirebench_runtime::Options& options = kLimits) const;");
    out.line("/// Reads one value, or says what is wrong with the bytes and where.");
    out.line("::wirebench_runtime::Error try_deserialize(std::span<const std::uint8_t> bytes,");
    out.line("                                           const ::wirebench_runtime::Options& options = kLimits);");
    if (isConcatenated(context, entry)) {
        out.line("/// Reads one value off the front of the bytes.");
        out.line("::wirebench_runtime::Error try_read(std::span<const std::uint8_t> bytes, std::size_t& used,");
        out.line("                                    const ::wirebench_runtime::Options& options = kLimits);");
    }
    if (!context.features().json)
        return;
    out.blank();
    out.line("std::string to_json() const;");
    out.line("/// Reads a value from JSON text; fields that are left out become what they are by default.");
    out.line("::wirebench_runtime::Error from_json(std::string_view text);");
}

void writeStruct(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const auto mark = out.mark(entry.decl);
    const std::string& name = context.structName(index);
    writeDoc(out, entry.doc);
    writeDeprecation(out, entry.deprecated);
    out.line("struct $1 {", name);
    out.indent();
    writeStructMembers(out, context, index);
    if (entry.type != kNoIndex)
        writeApi(out, context, entry);
    out.blank();
    writeStructExtras(out, context, index);
    out.line("bool operator==(const $1&) const;", name);
    out.dedent();
    out.line("};");
    out.blank();
}

void writeLimits(CodeWriter& out, const Context& context)
{
    const Limits& limits = context.plan().limits;
    out.line("/// What holds where no options are given.");
    out.line("inline constexpr ::wirebench_runtime::Options kLimits{");
    out.indent();
    out.line(".message_bytes = $1,", std::to_string(limits.messageBytes));
    out.line(".depth = $1,", std::to_string(limits.depth));
    out.line(".string_bytes = $1,", std::to_string(limits.stringBytes));
    out.line(".array_elements = $1,", std::to_string(limits.arrayElements));
    out.line(".total_elements = $1,", std::to_string(limits.totalElements));
    out.line(".milliseconds = $1,", std::to_string(limits.milliseconds));
    out.line(".strict = $1,", limits.strict ? "true" : "false");
    out.line(".validate_utf8 = true,");
    out.dedent();
    out.line("};");
    out.blank();
}

} // namespace

void writeTypes(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    writeLimits(out, context);
    for (std::uint32_t i = 0; i < model.structs.size(); ++i)
        out.line("struct $1;", context.structName(i));
    for (std::uint32_t i = 0; i < model.unions.size(); ++i)
        out.line("class $1;", context.unionName(i));
    out.blank();
    for (std::uint32_t i = 0; i < model.enums.size(); ++i)
        writeEnum(out, context, i);
    for (std::uint32_t i = 0; i < model.flags.size(); ++i)
        writeFlags(out, context, i);
    for (std::uint32_t i = 0; i < model.unions.size(); ++i)
        writeUnion(out, context, i);
    for (std::uint32_t i = 0; i < model.structs.size(); ++i)
        writeStruct(out, context, i);
    writeViewTypes(out, context);
    writeLayoutTypes(out, context);
    if (context.features().builders)
        writeBuilderTypes(out, context);
    writeServices(out, context);
    writeStreamTypes(out, context);
}

} // namespace wirebench::cpp
