// SPDX-License-Identifier: MIT
// Functions of the types of the header.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

namespace {

void writeNames(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiEnum& entry = context.model().enums[index];
    const std::string& name = context.enumName(index);
    out.line("std::span<const wb::EnumName> wirebench_names($1)", name);
    out.line("{");
    out.indent();
    out.line("static constexpr std::array<wb::EnumName, $1> names{{", std::to_string(entry.values.size()));
    for (const ApiEnumValue& value : entry.values)
        out.line("    {$1, $2},", std::to_string(value.number), Context::quoted(value.name));
    out.line("}};");
    out.line("return names;");
    out.dedent();
    out.line("}");
    out.blank();
    out.line("std::string_view to_string($1 value)", name);
    out.line("{");
    out.line("    return wb::enum_name(wirebench_names(value), static_cast<std::int32_t>(value));");
    out.line("}");
    out.blank();
}

void writeFlagNames(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiFlags& entry = context.model().flags[index];
    out.line("std::span<const wb::FlagName> wirebench_names(const $1&)", context.flagsName(index));
    out.line("{");
    out.indent();
    out.line("static constexpr std::array<wb::FlagName, $1> names{{", std::to_string(entry.flags.size()));
    for (const ApiFlag& flag : entry.flags)
        out.line("    {$1, $2},", Context::literal(std::uint64_t{1} << flag.position, false),
                 Context::quoted(flag.name));
    out.line("}};");
    out.line("return names;");
    out.dedent();
    out.line("}");
    out.blank();
}

void writeUnion(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiUnion& entry = context.model().unions[index];
    const std::string& name = context.unionName(index);
    for (std::uint32_t i = 0; i < entry.alternatives.size(); ++i) {
        const NodeIndex node = entry.alternatives[i].node;
        const bool isStruct = context.model().typeOf(node).kind == ApiKind::Struct;
        const std::string type = context.type(node);
        const std::string& accessor = context.alternativeName(index, i);
        const std::string number = std::to_string(i + 1);
        const std::string get = "std::get_if<" + number + ">(&value)";
        for (const std::string_view constant : {" const", ""}) {
            out.line("$1$2* $3::$4()$5", constant.empty() ? "" : "const ", type, name, accessor, constant);
            out.line("{");
            out.line(isStruct ? "    return wb::held_if($1);" : "    return $1;", get);
            out.line("}");
            out.blank();
        }
        if (isStruct) {
            out.line("$1::$1($2 held)", name, type);
            out.line("{");
            out.line("    value.emplace<$1>(std::move(held));", number);
            out.line("}");
            out.blank();
        }
        out.line("$1& $2::set_$3()", type, name, accessor);
        out.line("{");
        out.line(isStruct ? "    return value.emplace<$1>().emplace();" : "    return value.emplace<$1>();", number);
        out.line("}");
        out.blank();
    }
    out.line("bool $1::operator==(const $1& other) const", name);
    out.line("{");
    out.line("    return value == other.value;");
    out.line("}");
    out.blank();
}

/// Comparison of all members. Not defaulted: clang 14 fails at types that contain themselves.
void writeEquality(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const std::string& name = context.structName(index);
    std::vector<std::string> members;
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i)
        members.push_back(context.fieldName(index, i));
    if (entry.keepsUnknown)
        members.push_back(context.unknownName(index));
    if (context.keepsStrings(entry))
        members.push_back(context.stringsName(index));
    out.line("bool $1::operator==([[maybe_unused]] const $1& other) const", name);
    out.line("{");
    out.indent();
    if (members.empty())
        out.line("return true;");
    for (std::size_t i = 0; i < members.size(); ++i)
        out.line("$1this->$2 == other.$2$3", i == 0 ? "return " : "    && ", members[i],
                 i + 1 == members.size() ? ";" : "");
    out.dedent();
    out.line("}");
    out.blank();
}

void writeStruct(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const std::string& name = context.structName(index);
    const std::string codec = "codec::" + name;
    writeEquality(out, context, index);
    if (entry.type == kNoIndex)
        return;
    const std::string root = rootOf(context, entry);
    const bool hooks = context.features().hooks;
    const std::string type = Context::quoted(entry.shownName);
    out.line("std::vector<std::uint8_t> $1::$2() const", name, context.apiName(ApiRole::Encode));
    out.line("{");
    if (hooks)
        out.line("    return wb::serialize(*this);");
    else
        out.line("    return wb::serialize<$1, $2>(*this, kLimits);", root, codec);
    out.line("}");
    out.blank();
    out.line("std::size_t $1::$2() const", name, context.apiName(ApiRole::Size));
    out.line("{");
    out.line("    return wb::serialized_size<$1, $2>(*this, kLimits);", root, codec);
    out.line("}");
    out.blank();
    out.line("bool $1::$2(std::span<const std::uint8_t> bytes)", name, context.apiName(ApiRole::Decode));
    out.line("{");
    out.line("    return !try_deserialize(bytes);");
    out.line("}");
    out.blank();
    out.line("wb::Error $1::try_serialize(std::vector<std::uint8_t>& out, const wb::Options& options) const", name);
    out.line("{");
    if (hooks) {
        out.line("    const wb::HookedCall call(&wb::Hooks::on_encode, $1);", type);
        out.line("    const std::size_t before = out.size();");
        out.line("    const wb::Error error = $1::template encode<$2>(*this, options, out);", root, codec);
        out.line("    return call.done(error, out.size() - before);");
    } else {
        out.line("    return $1::template encode<$2>(*this, options, out);", root, codec);
    }
    out.line("}");
    out.blank();
    out.line("wb::Error $1::try_deserialize(std::span<const std::uint8_t> bytes, const wb::Options& options)", name);
    out.line("{");
    if (hooks) {
        out.line("    const wb::HookedCall call(&wb::Hooks::on_decode, $1);", type);
        out.line("    return call.done($1::template decode<$2>(*this, options, bytes), bytes.size());", root, codec);
    } else {
        out.line("    return $1::template decode<$2>(*this, options, bytes);", root, codec);
    }
    out.line("}");
    out.blank();
    if (isConcatenated(context, entry)) {
        out.line("wb::Error $1::try_read(std::span<const std::uint8_t> bytes, std::size_t& used, const wb::Options& "
                 "options)",
                 name);
        out.line("{");
        if (hooks) {
            out.line("    used = 0;");
            out.line("    const wb::HookedCall call(&wb::Hooks::on_decode, $1);", type);
            out.line("    const wb::Error error = $1::template decode<$2>(*this, options, bytes, &used);", root, codec);
            out.line("    return call.done(error, used);");
        } else {
            out.line("    return $1::template decode<$2>(*this, options, bytes, &used);", root, codec);
        }
        out.line("}");
        out.blank();
    }
    if (!context.features().json)
        return;
    out.line("std::string $1::to_json() const", name);
    out.line("{");
    out.line("    std::string out;");
    out.line("    $1::to_json(out, *this);", codec);
    out.line("    return out;");
    out.line("}");
    out.blank();
    const PlanType& planType = context.plan().types[entry.type];
    out.line("wb::Error $1::from_json(std::string_view text)", name);
    out.line("{");
    out.line("    return wb::value_from_json<$1>(*this, text, $2);", codec, context.nameList(planType));
    out.line("}");
    out.blank();
}

} // namespace

std::string rootOf(const Context& context, const ApiStruct& entry)
{
    const Node& node = context.node(entry.node);
    switch (node.op) {
    case Op::Record:
        return node.byteReversed ? "wb::RecordRoot<true>" : "wb::RecordRoot<false>";
    case Op::Tagged:
    case Op::PresenceMap:
        return "wb::TaggedRoot<kDialect>";
    default:
        return "wb::SequenceRoot";
    }
}

void writeMembers(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    for (std::uint32_t i = 0; i < model.enums.size(); ++i)
        writeNames(out, context, i);
    for (std::uint32_t i = 0; i < model.flags.size(); ++i)
        writeFlagNames(out, context, i);
    for (std::uint32_t i = 0; i < model.unions.size(); ++i)
        writeUnion(out, context, i);
    for (std::uint32_t i = 0; i < model.structs.size(); ++i)
        writeStruct(out, context, i);
    writeViewMembers(out, context);
    writeExtraMembers(out, context);
    writeLayouts(out, context);
    if (context.features().builders)
        writeBuilders(out, context);
    writeStreams(out, context);
}

void writeDispatch(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    out.line("wb::Error encode_json(std::string_view type, std::string_view json, std::vector<std::uint8_t>& out,");
    out.line("                      const wb::Options& options)");
    out.line("{");
    out.indent();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (model.structs[i].type == kNoIndex)
            continue;
        out.line("if ($1$2)", model.structs[i].type == 0 ? "type.empty() || " : "",
                 context.isNamed("type", context.plan().types[model.structs[i].type]));
        out.line("    return wb::encode_json<$1>(json, out, options);", context.structName(i));
    }
    out.line("return {\"unknown-type\"};");
    out.dedent();
    out.line("}");
    out.blank();
    out.line("wb::Error decode_json(std::string_view type, std::span<const std::uint8_t> bytes, std::string& json,");
    out.line("                      const wb::Options& options)");
    out.line("{");
    out.indent();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (model.structs[i].type == kNoIndex)
            continue;
        out.line("if ($1$2)", model.structs[i].type == 0 ? "type.empty() || " : "",
                 context.isNamed("type", context.plan().types[model.structs[i].type]));
        out.line("    return wb::decode_json<$1>(bytes, json, options);", context.structName(i));
    }
    out.line("return {\"unknown-type\"};");
    out.dedent();
    out.line("}");
    out.blank();
    writeViewDispatch(out, context);
    writeStreamDispatch(out, context);
}

} // namespace wirebench::cpp
