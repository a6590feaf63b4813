// SPDX-License-Identifier: MIT
#include "core/codegen/rust/rust_target.h"

#include "core/codegen/code_names.h"
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"
#include "core/codegen/rust/rust_runtime.h"
#include "core/codegen/rust/rust_unions.h"

#include <algorithm>
#include <array>

namespace wirebench::rust {

namespace {

void writeHead(Context& context)
{
    CodeWriter& w = context.w;
    w.line("// $1", kGeneratedMark);
    w.line("#![allow(dead_code, deprecated, non_camel_case_types)]");
    w.line("#![allow(clippy::match_like_matches_macro, clippy::match_single_binding)]");
    w.line("#![allow(clippy::derive_partial_eq_without_eq, clippy::single_match)]");
    w.blank();
    const std::vector<ApiType>& types = context.model.types;
    if (std::any_of(types.begin(), types.end(), [](const ApiType& type) { return type.kind == ApiKind::Map; })) {
        w.line("use std::collections::BTreeMap;");
        w.blank();
    }
    w.line("use $1::wirebench_runtime as rt;",
           context.options.packagePrefix.empty() ? "super" : context.options.packagePrefix);
    w.blank();
}

void writeLimits(Context& context)
{
    CodeWriter& w = context.w;
    const Limits& limits = context.plan.limits;
    w.line("/// The limits of the format, for input that nobody vouches for.");
    w.line("pub const LIMITS: rt::Limits = rt::Limits {");
    w.indent();
    w.line("message_bytes: $1,", std::to_string(limits.messageBytes));
    w.line("depth: $1,", std::to_string(limits.depth));
    w.line("string_bytes: $1,", std::to_string(limits.stringBytes));
    w.line("array_elements: $1,", std::to_string(limits.arrayElements));
    w.line("total_elements: $1,", std::to_string(limits.totalElements));
    w.line("milliseconds: $1,", std::to_string(limits.milliseconds));
    w.line("strict: $1,", limits.strict ? "true" : "false");
    w.dedent();
    w.line("};");
    w.blank();
}

std::string_view skipName(Skip skip)
{
    static constexpr std::array<std::string_view, 6> names{"None",    "Varint", "Fixed32",
                                                           "Fixed64", "Length", "Reference"};
    return names.at(static_cast<std::size_t>(skip));
}

void writeDialect(Context& context)
{
    const Plan& plan = context.plan;
    const bool isTagged = std::any_of(plan.nodes.begin(), plan.nodes.end(), [](const Node& node) {
        return node.op == Op::Tagged || node.op == Op::PresenceMap;
    });
    if (!isTagged)
        return;
    CodeWriter& w = context.w;
    std::vector<std::string> skips;
    for (const Skip skip : plan.dialect.skip)
        skips.push_back("rt::Skip::" + std::string(skipName(skip)));
    w.line("static DIALECT: rt::Dialect = rt::Dialect {");
    w.indent();
    writeArray(w, 1, "skip: [", skips, "],");
    w.line("table: $1,",
           context.hasTable() ? "Some(" + std::to_string(plan.dialect.tableWireType) + ')' : std::string("None"));
    w.line("guess_inline_text: $1,", plan.dialect.guessInlineText ? "true" : "false");
    w.line("canonical: $1,", plan.dialect.canonical ? "true" : "false");
    w.dedent();
    w.line("};");
    w.blank();
}

void writeStructCode(Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model.structs[index];
    const CodeWriter::Mark mark = context.w.mark(entry.decl);
    writeStruct(context, index);
    writeRoot(context, index);
    writeRules(context, index);
    if (context.options.features.builders)
        writeBuilder(context, index);
    switch (context.plan.nodes[entry.node].op) {
    case Op::Record:
        writeRecord(context, index);
        break;
    case Op::Tagged:
        writeTagged(context, index);
        break;
    case Op::PresenceMap:
        writePresenceMap(context, index);
        break;
    default:
        writeSequence(context, index);
        break;
    }
    if (context.options.features.json)
        writeStructJson(context, index);
}

std::string moduleName(const GenerateOptions& options)
{
    const std::string name = identifier(snakeCase(options.package.empty() ? options.fileStem : options.package));
    return name == "wirebench_runtime" || escaped(name) != name ? name + '_' : name;
}

GeneratedFile runtimeFile(const GenerateOptions& options)
{
    CodeWriter w;
    w.line("// $1", kGeneratedMark);
    w.line("//! Shared by all modules that Wirebench generates: values without a type of their own in Rust, and how");
    w.line("//! values are read and written.");
    w.line("#![allow(dead_code, clippy::ptr_arg, clippy::borrowed_box)]");
    w.line("#![allow(clippy::derive_partial_eq_without_eq)]");
    w.blank();
    for (const std::string_view part : runtimeParts(options.features.json)) {
        w.blank();
        w.verbatim(part);
    }
    return std::move(w).file("wirebench_runtime.rs");
}

} // namespace

std::span<const std::string_view> RustTarget::aliases() const
{
    static constexpr std::array<std::string_view, 1> names{"rs"};
    return names;
}

Generated RustTarget::generate(const CodeModel& model, const GenerateOptions& options) const
{
    GenerateOptions wanted = options;
    wanted.features.json = wanted.features.json || wanted.features.dispatch;
    Context context(model, wanted);
    writeHead(context);
    writeLimits(context);
    writeDialect(context);
    writeEnums(context);
    writeFlags(context);
    for (std::uint32_t i = 0; i < model.structs.size(); ++i)
        writeStructCode(context, i);
    writeKnownTypes(context);
    for (std::uint32_t i = 0; i < model.unions.size(); ++i) {
        writeUnion(context, i);
        if (wanted.features.json)
            writeUnionJson(context, i);
    }
    writeViews(context);
    writeServices(context);
    writePackets(context);
    writeFrames(context);
    if (wanted.features.dispatch)
        writeDispatch(context);
    context.writeAliases();
    Generated result;
    result.problems = std::move(context.problems);
    if (!result.problems.empty())
        return result;
    result.files.push_back(std::move(context.w).file(moduleName(wanted) + ".rs"));
    std::string& text = result.files.back().text;
    while (text.size() > 1 && text[text.size() - 2] == '\n')
        text.pop_back();
    result.files.push_back(runtimeFile(wanted));
    return result;
}

} // namespace wirebench::rust
