// SPDX-License-Identifier: MIT
// What structs and unions have on request besides coding.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

namespace {

constexpr std::string_view kViolations = "std::vector<::wirebench_runtime::Violation>";

void declareClone(CodeWriter& out, const Context& context, const std::string& name)
{
    if (!context.features().clone)
        return;
    out.line("/// A copy that shares nothing with the value.");
    out.line("$1 clone() const;", name);
}

/// Not in the class: what its members hold may be declared behind it.
void defineClone(CodeWriter& out, const Context& context, const std::string& name)
{
    if (!context.features().clone)
        return;
    out.line("$1 $1::clone() const", name);
    out.line("{");
    out.line("    return *this;");
    out.line("}");
    out.blank();
}

} // namespace

std::uint32_t packedBits(const Context& context, const ApiStruct& entry)
{
    const Node& node = context.node(entry.node);
    if (node.op != Op::Record || node.minBits > 64)
        return 0;
    return node.minBits <= 8 ? 8 : node.minBits <= 16 ? 16 : node.minBits <= 32 ? 32 : 64;
}

void writeStructExtras(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    if (const std::uint32_t bits = entry.type == kNoIndex ? 0 : packedBits(context, entry); bits > 0) {
        const std::string type = "std::uint" + std::to_string(bits) + "_t";
        out.line("/// The value as one integer; throws EncodeError where it cannot be encoded.");
        out.line("$1 pack() const;", type);
        out.line("/// Reads the value from one integer; false where it holds none.");
        out.line("bool unpack($1 packed);", type);
        out.blank();
    }
    if (context.features().pools && entry.type != kNoIndex) {
        out.line("/// As try_serialize(), in place of what `out` held: its memory is used again.");
        out.line("::wirebench_runtime::Error serialize_into(std::vector<std::uint8_t>& out,");
        out.line(
            "                                          const ::wirebench_runtime::Options& options = kLimits) const;");
        out.blank();
    }
    if (context.features().validation) {
        out.line("/// What keeps the value from being encoded, with its places; empty: nothing.");
        out.line("$1 validate() const;", kViolations);
        out.line("void validate(::wirebench_runtime::Validator& checks) const;");
        out.blank();
    }
    declareClone(out, context, context.structName(index));
}

void writeUnionExtras(CodeWriter& out, const Context& context, std::uint32_t index)
{
    if (context.features().validation)
        out.line("void validate(::wirebench_runtime::Validator& checks) const;");
    declareClone(out, context, context.unionName(index));
}

void writeExtraMembers(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        const std::string& name = context.structName(i);
        defineClone(out, context, name);
        if (context.features().pools && model.structs[i].type != kNoIndex) {
            out.line("wb::Error $1::serialize_into(std::vector<std::uint8_t>& out, const wb::Options& options) const",
                     name);
            out.line("{");
            out.line("    out.clear();");
            out.line("    return try_serialize(out, options);");
            out.line("}");
            out.blank();
        }
        if (!context.features().validation)
            continue;
        out.line("std::vector<wb::Violation> $1::validate() const", name);
        out.line("{");
        if (model.structs[i].type == kNoIndex)
            out.line("    return wb::violations(*this, kLimits);");
        else
            out.line("    return wb::violations<$1, codec::$2>(*this, kLimits);", rootOf(context, model.structs[i]),
                     name);
        out.line("}");
        out.blank();
        out.line("void $1::validate(wb::Validator& checks) const", name);
        out.line("{");
        out.line("    codec::$1::check(*this, checks);", name);
        out.line("}");
        out.blank();
    }
    for (std::uint32_t i = 0; i < model.unions.size(); ++i) {
        defineClone(out, context, context.unionName(i));
        if (!context.features().validation)
            continue;
        out.line("void $1::validate(wb::Validator& checks) const", context.unionName(i));
        out.line("{");
        out.line("    std::visit([&](const auto& held) { checks.inside(held); }, value);");
        out.line("}");
        out.blank();
    }
}

} // namespace wirebench::cpp
