// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_target.h"

#include "core/codegen/swift/swift_context.h"
#include "core/codegen/swift/swift_runtime.h"

#include <string>

namespace wirebench {

namespace {

using swift::Context;

constexpr std::string_view runtimeFile = "WirebenchRuntime";

std::string skipsText(const Plan& plan)
{
    std::string text;
    for (const Skip skip : plan.dialect.skip) {
        const std::string_view name = skip == Skip::None ? ".none"
            : skip == Skip::Varint                       ? ".varint"
            : skip == Skip::Fixed32                      ? ".fixed32"
            : skip == Skip::Fixed64                      ? ".fixed64"
            : skip == Skip::Length                       ? ".length"
                                                         : ".reference";
        text += (text.empty() ? "" : ", ") + std::string(name);
    }
    return text;
}

void printFormat(Context& context)
{
    const Plan& plan = context.plan;
    const Limits& limits = plan.limits;
    const bool hasTable = plan.dialect.tableWireType != kNoWireType;
    CodeWriter& out = context.out;
    swift::printDoc(out, "What holds for all types of the schema.", false);
    out.line("public static let format: WireFormat = WireFormat(");
    out.indent();
    out.line("limits: WireLimits(");
    out.indent();
    out.line("messageBytes: $1, depth: $2, stringBytes: $3,", std::to_string(limits.messageBytes),
             std::to_string(limits.depth), std::to_string(limits.stringBytes));
    out.line("arrayElements: $1, totalElements: $2, milliseconds: $3),", std::to_string(limits.arrayElements),
             std::to_string(limits.totalElements), std::to_string(limits.milliseconds));
    out.dedent();
    out.line("skip: [$1],", skipsText(plan));
    out.line("tableWireType: $1,", hasTable ? std::to_string(plan.dialect.tableWireType) : std::string("nil"));
    out.line("canonical: $1, enumsByNumber: $2)", plan.dialect.canonical ? "true" : "false",
             plan.enumsByNumber ? "true" : "false");
    out.dedent();
}

/// Calls a printer of structs for those that have a view.
void printViews(Context& context, void (*print)(Context&, const ApiStruct&))
{
    const swift::Viewing views(context, true);
    for (const ApiStruct& entry : context.model.structs) {
        if (!context.names.views[context.indexOf(entry)].empty())
            print(context, entry);
    }
}

/// What belongs to no type, in an enum without cases.
void printSchema(Context& context)
{
    CodeWriter& out = context.out;
    swift::printDoc(out, context.model.schema->doc.empty() ? "The schema as a whole." : context.model.schema->doc,
                    false);
    out.line("public enum $1 {", context.names.schema);
    out.indent();
    printFormat(context);
    swift::printKnownTypes(context);
    swift::printDefaults(context);
    swift::printCodecs(context);
    for (const ApiStruct& entry : context.model.structs)
        swift::printFieldTable(context, entry);
    printViews(context, swift::printFieldTable);
    swift::printStreams(context);
    if (context.options.features.dispatch)
        swift::printDispatch(context);
    out.dedent();
    out.line("}");
}

/// The lines that all files start with.
void printHead(CodeWriter& out)
{
    out.line("// $1", kGeneratedMark);
    out.line("// swift-format-ignore-file");
}

GeneratedFile runtime()
{
    CodeWriter out;
    printHead(out);
    for (const std::string_view part : swift::runtimeParts()) {
        out.blank();
        out.verbatim(part);
    }
    return std::move(out).file(std::string(runtimeFile) + ".swift");
}

} // namespace

Generated SwiftTarget::generate(const CodeModel& model, const GenerateOptions& options) const
{
    const std::string stem = options.fileStem.empty() ? "schema" : options.fileStem;
    Context context(model, options, options.package.empty() ? stem : options.package);
    CodeWriter& out = context.out;
    printHead(out);
    out.blank();
    // With a prefix, the runtime is a module of its own.
    if (!options.packagePrefix.empty()) {
        out.line("import $1", options.packagePrefix);
        out.blank();
    }
    swift::collectDefaults(context);
    swift::nameViews(context);
    swift::collectCodecs(context);
    swift::collectViews(context);
    swift::printEnumsAndFlags(context);
    for (const ApiStruct& entry : model.structs) {
        swift::printStruct(context, entry);
        swift::printFeatures(context, entry);
    }
    printViews(context, swift::printStruct);
    swift::printUnions(context);
    swift::printStreamTypes(context);
    swift::printServices(context);
    printSchema(context);
    Generated result;
    result.files.push_back(std::move(out).file(stem + ".swift"));
    result.files.push_back(runtime());
    return result;
}

} // namespace wirebench
