// SPDX-License-Identifier: MIT
#include "core/codegen/cpp/cpp_target.h"

#include "core/codegen/cpp/cpp_printer.h"
#include "core/codegen/cpp/cpp_runtime.h"

#include <array>

namespace wirebench {

namespace {

using cpp::Context;

std::string markLine()
{
    return "// " + std::string(kGeneratedMark);
}

GeneratedFile headerFile(const Context& context)
{
    CodeWriter out;
    out.line("$1", markLine());
    out.line("#pragma once");
    out.blank();
    out.line("#include \"wirebench_runtime.h\"");
    out.blank();
    out.line("namespace $1 {", context.space());
    out.blank();
    cpp::writeTypes(out, context);
    if (context.features().dispatch) {
        out.line("/// Encodes the JSON of a value of the type with this name, and the other way.");
        out.line("::wirebench_runtime::Error encode_json(std::string_view type, std::string_view json,");
        out.line("                                       std::vector<std::uint8_t>& out,");
        out.line("                                       const ::wirebench_runtime::Options& options = kLimits);");
        out.line("::wirebench_runtime::Error decode_json(std::string_view type, std::span<const std::uint8_t> bytes,");
        out.line("                                       std::string& json,");
        out.line("                                       const ::wirebench_runtime::Options& options = kLimits);");
        out.line("/// Whether the bytes give the same value, or the same error, with the view of the type.");
        out.line("bool view_agrees(std::string_view type, std::span<const std::uint8_t> bytes,");
        out.line("                 const ::wirebench_runtime::Options& options = kLimits);");
        out.line("/// The same with several values in a row. `framing` says how they follow one another: \"messages\", "
                 "\"delimited\",");
        out.line("/// \"frames\", \"concatenated\"; empty is what is usual.");
        out.line("::wirebench_runtime::Error encode_stream_json(std::string_view framing, std::string_view type,");
        out.line(
            "                                              std::string_view json, std::vector<std::uint8_t>& out,");
        out.line(
            "                                              const ::wirebench_runtime::Options& options = kLimits,");
        out.line("                                              const ::wirebench_runtime::StreamCompression& "
                 "compression = {});");
        out.line("::wirebench_runtime::Error decode_stream_json(std::string_view framing, std::string_view type,");
        out.line(
            "                                              std::span<const std::uint8_t> bytes, std::string& json,");
        out.line(
            "                                              const ::wirebench_runtime::Options& options = kLimits,");
        out.line("                                              const ::wirebench_runtime::StreamCompression& "
                 "compression = {});");
        out.blank();
    }
    out.line("} // namespace $1", context.space());
    return std::move(out).file(context.stem() + ".h");
}

void writeCodecs(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        const auto mark = out.mark(model.structs[i].decl);
        switch (context.node(model.structs[i].node).op) {
        case Op::Record:
            cpp::writeRecordCodec(out, context, i);
            break;
        case Op::Tagged:
        case Op::PresenceMap:
            cpp::writeTaggedEncoding(out, context, i);
            cpp::writeTaggedDecoding(out, context, i);
            break;
        default:
            cpp::writeSequenceCodec(out, context, i);
            break;
        }
        if (context.features().validation)
            cpp::writeChecks(out, context, i);
        if (context.features().json)
            cpp::writeStructJson(out, context, i);
    }
    for (std::uint32_t i = 0; i < model.unions.size(); ++i) {
        const auto mark = out.mark(model.unions[i].decl);
        cpp::writeUnionCodec(out, context, i);
        if (context.features().json)
            cpp::writeUnionJson(out, context, i);
    }
}

GeneratedFile sourceFile(const Context& context)
{
    CodeWriter out;
    out.line("$1", markLine());
    out.line("#include \"$1.h\"", context.stem());
    if (context.features().hooks || context.features().json)
        out.blank();
    if (context.features().hooks)
        out.line("#include \"wirebench_hooks.h\"");
    if (context.features().json)
        out.line("#include \"wirebench_json.h\"");
    out.blank();
    out.line("namespace $1 {", context.space());
    out.blank();
    out.line("namespace wb = ::wirebench_runtime;");
    out.blank();
    out.line("namespace {");
    out.blank();
    cpp::writeCodecDeclarations(out, context);
    writeCodecs(out, context);
    out.line("} // namespace codec");
    out.blank();
    out.line("} // namespace");
    out.blank();
    cpp::writeMembers(out, context);
    if (context.features().dispatch)
        cpp::writeDispatch(out, context);
    out.line("} // namespace $1", context.space());
    return std::move(out).file(context.stem() + ".cpp");
}

GeneratedFile runtimeFile(std::string_view path, std::string_view text)
{
    CodeWriter out;
    out.line("$1", markLine());
    out.verbatim(text);
    return std::move(out).file(std::string(path));
}

} // namespace

std::span<const std::string_view> CppTarget::aliases() const
{
    static constexpr std::array<std::string_view, 2> names{"c++", "cxx"};
    return names;
}

Generated CppTarget::generate(const CodeModel& model, const GenerateOptions& options) const
{
    GenerateOptions whole = options;
    whole.features.validation = whole.features.validation || whole.features.builders; // build() looks at the rules
    const Context context(model, whole);
    Generated generated;
    generated.files.push_back(headerFile(context));
    generated.files.push_back(sourceFile(context));
    generated.files.push_back(runtimeFile("wirebench_runtime.h", cpp::runtimeHeader()));
    if (options.features.json)
        generated.files.push_back(runtimeFile("wirebench_json.h", cpp::jsonHeader()));
    if (options.features.hooks)
        generated.files.push_back(runtimeFile("wirebench_hooks.h", cpp::hooksHeader()));
    if (options.features.pools)
        generated.files.push_back(runtimeFile("wirebench_pool.h", cpp::poolHeader()));
    return generated;
}

} // namespace wirebench
