// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <string>

// Places for values of several types.

namespace wirebench::typescript {

void printAlternatives(Context& context, const ReferenceInfo& info)
{
    for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
        const ReferenceType& type = context.plan.referenceTypes[i];
        CodeWriter& out = context.out;
        out.line("{");
        out.indent();
        out.line("type: $1,", textLiteral(context.plan.text(type.shortName)));
        out.line("fullName: $1,", textLiteral(context.plan.text(type.fullName)));
        out.line("wireName: $1,", textLiteral(context.plan.text(type.wireName)));
        out.line("id: $1n,", std::to_string(type.id));
        out.line("hash: $1,", std::to_string(type.hash));
        out.line("codec: $1,", codecOf(context, context.plan.slots[type.slot].node));
        out.dedent();
        out.line("},");
    }
}

void printReference(Context& context, const Node& node, const std::string& name, const std::string& type)
{
    const ReferenceInfo& info = context.plan.references[node.detail];
    const std::string_view by = info.by == Discrimination::Id ? "id"
        : info.by == Discrimination::Name                     ? "name"
                                                              : "hash";
    CodeWriter& out = context.out;
    out.line("const $1: $2 = rt.reference(", name, type);
    out.indent();
    out.line("\"$1\",", by);
    out.line("() => [");
    out.indent();
    printAlternatives(context, info);
    out.dedent();
    out.line("],");
    out.line("knownTypes,");
    out.dedent();
    out.line(");");
}

void printKnownTypes(Context& context)
{
    if (context.plan.references.empty())
        return;
    context.out.line("const knownTypes: rt.KnownType[] = [");
    context.out.indent();
    for (const KnownType& type : context.plan.knownTypes)
        context.out.line("{ id: $1n, name: $2 },", std::to_string(type.id), textLiteral(context.plan.text(type.name)));
    context.out.dedent();
    context.out.line("];");
    context.out.blank();
}

} // namespace wirebench::typescript
