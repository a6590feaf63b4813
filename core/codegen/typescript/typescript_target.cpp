// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_target.h"

#include "core/codegen/typescript/typescript_context.h"
#include "core/codegen/typescript/typescript_runtime.h"

namespace wirebench {

namespace {

using typescript::Context;

constexpr std::string_view runtimeFile = "wirebench_runtime";

std::string skipsText(const Plan& plan)
{
    std::string text;
    for (const Skip skip : plan.dialect.skip) {
        const int kind = skip == Skip::None ? 0
            : skip == Skip::Varint          ? 1
            : skip == Skip::Fixed32         ? 2
            : skip == Skip::Fixed64         ? 3
            : skip == Skip::Length          ? 4
                                            : 5;
        text += (text.empty() ? "" : ", ") + std::to_string(kind);
    }
    return text;
}

void printFormat(Context& context)
{
    const Plan& plan = context.plan;
    const Limits& limits = plan.limits;
    CodeWriter& out = context.out;
    const bool hasTable = plan.dialect.tableWireType != kNoWireType;
    out.line("const format: rt.Format = {");
    out.indent();
    out.line("limits: {");
    out.indent();
    out.line("messageBytes: $1,", std::to_string(limits.messageBytes));
    out.line("depth: $1,", std::to_string(limits.depth));
    out.line("stringBytes: $1,", std::to_string(limits.stringBytes));
    out.line("arrayElements: $1,", std::to_string(limits.arrayElements));
    out.line("totalElements: $1,", std::to_string(limits.totalElements));
    out.line("milliseconds: $1,", std::to_string(limits.milliseconds));
    out.dedent();
    out.line("},");
    out.line("skip: [$1],", skipsText(plan));
    out.line("tableWireType: $1,", hasTable ? std::to_string(plan.dialect.tableWireType) : std::string("-1"));
    out.line("canonical: $1,", plan.dialect.canonical ? "true" : "false");
    out.dedent();
    out.line("};");
}

GeneratedFile runtime()
{
    CodeWriter out;
    out.line("// $1", kGeneratedMark);
    out.blank();
    for (const std::string_view part : typescript::runtimeParts()) {
        out.blank();
        out.verbatim(part);
    }
    return std::move(out).file(std::string(runtimeFile) + ".ts");
}

} // namespace

Generated TypeScriptTarget::generate(const CodeModel& model, const GenerateOptions& options) const
{
    Context context(model, options);
    CodeWriter& out = context.out;
    out.line("// $1", kGeneratedMark);
    out.blank();
    if (!model.schema->doc.empty())
        typescript::printDoc(out, model.schema->doc + "\n\n@packageDocumentation", false);
    // With a prefix, the modules of a project share the runtime that stands there.
    const std::string& prefix = options.packagePrefix;
    out.line("import * as rt from $1;",
             typescript::textLiteral((prefix.empty() ? "./" : prefix + (prefix.ends_with('/') ? "" : "/"))
                                     + std::string(runtimeFile) + ".js"));
    out.blank();
    typescript::collectCodecs(context);
    typescript::printTypes(context);
    printFormat(context);
    out.blank();
    typescript::printLeafCodecs(context);
    for (const ApiStruct& entry : model.structs)
        typescript::printStructCodec(context, entry);
    typescript::printCompositeCodecs(context);
    typescript::printCompanions(context);
    typescript::printStreams(context);
    typescript::printServices(context);
    if (options.features.dispatch)
        typescript::printDispatch(context);
    Generated result;
    result.problems = std::move(context.problems);
    if (hasErrors(result.problems))
        return result;
    const std::string stem = options.fileStem.empty() ? "schema" : options.fileStem;
    result.files.push_back(std::move(out).file(stem + ".ts"));
    result.files.push_back(runtime());
    return result;
}

} // namespace wirebench
