// SPDX-License-Identifier: MIT
#include "core/codegen/c/c_target.h"

#include "core/codegen/c/c_codec.h"
#include "core/codegen/c/c_context.h"
#include "core/codegen/c/c_runtime.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <variant>

namespace wirebench {

namespace {

using c::Context;

std::string markLine()
{
    return "/* " + std::string(kGeneratedMark) + " */";
}

GeneratedFile headerFile(Context& context)
{
    CodeWriter out;
    const std::string guard = screamingCase(context.prefix() + "_" + context.stem()) + "_H";
    out.line("$1", markLine());
    out.line("#ifndef $1", guard);
    out.line("#define $1", guard);
    out.blank();
    out.line("#include \"wirebench_runtime.h\"");
    out.blank();
    out.line("#ifdef __cplusplus");
    out.line("extern \"C\" {");
    out.line("#endif");
    out.blank();
    c::writeDoc(out, context.model().schema->doc);
    out.blank();
    c::writeTypes(out, context);
    c::writeDeclarations(out, context);
    c::writeBitDeclarations(out, context);
    c::writeServices(out, context);
    if (c::hasBuilders(context))
        c::writeBuilderDeclarations(out, context);
    out.line("#ifdef __cplusplus");
    out.line("}");
    out.line("#endif");
    out.blank();
    out.line("#endif");
    return std::move(out).file(context.stem() + ".h");
}

/// Whether a rule compares with a number that only <math.h> can spell.
bool needsMath(const Plan& plan)
{
    return std::any_of(plan.validations.begin(), plan.validations.end(), [](const Validation& rule) {
        const auto* number = std::get_if<double>(&rule.literal);
        return number != nullptr && !std::isfinite(*number);
    });
}

GeneratedFile sourceFile(const Context& context)
{
    CodeWriter out;
    out.line("$1", markLine());
    out.line("#include \"$1.h\"", context.stem());
    out.blank();
    out.line("#include \"wirebench_codec.h\"");
    out.blank();
    if (needsMath(context.plan())) {
        out.line("#include <math.h>");
        out.blank();
    }
    c::writeCodecs(out, context);
    c::writeTables(out, context);
    c::writeDefinitions(out, context);
    c::writeBitDefinitions(out, context);
    if (c::hasBuilders(context))
        c::writeBuilderDefinitions(out, context);
    GeneratedFile file = std::move(out).file(context.stem() + ".c");
    while (file.text.ends_with("\n\n"))
        file.text.pop_back();
    return file;
}

/// The names of builders that the format prescribes, for those who use one schema at a time.
GeneratedFile builderNamesFile(const Context& context)
{
    CodeWriter out;
    const std::string guard = screamingCase(context.prefix() + "_" + context.stem()) + "_BUILDERS_H";
    out.line("$1", markLine());
    out.line("#ifndef $1", guard);
    out.line("#define $1", guard);
    out.blank();
    out.line("#include \"$1.h\"", context.stem());
    out.blank();
    c::writeBuilderNames(out, context);
    out.blank();
    out.line("#endif");
    return std::move(out).file(context.stem() + "_builders.h");
}

} // namespace

std::span<const std::string_view> CTarget::aliases() const
{
    static constexpr std::array<std::string_view, 1> names{"c11"};
    return names;
}

Generated CTarget::generate(const CodeModel& model, const GenerateOptions& options) const
{
    Context context(model, options);
    Generated generated;
    generated.files.push_back(headerFile(context));
    generated.files.push_back(sourceFile(context));
    if (c::hasBuilders(context))
        generated.files.push_back(builderNamesFile(context));
    generated.files.push_back({"wirebench_runtime.h", c::runtimeHeader(), {}});
    generated.files.push_back({"wirebench_codec.h", c::codecHeader(), {}});
    generated.files.push_back({"wirebench_runtime.c", c::runtimeSource(), {}});
    return generated;
}

} // namespace wirebench
