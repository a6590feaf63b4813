// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <string>

// Unions: places for values of several types.

namespace wirebench::swift {

void printUnions(Context& context)
{
    CodeWriter& out = context.out;
    for (std::size_t i = 0; i < context.model.unions.size(); ++i) {
        const ApiUnion& entry = context.model.unions[i];
        const auto mark = out.mark(entry.decl);
        printDoc(out, entry.doc, false);
        out.line("public indirect enum $1: WireUnion {", context.names.unions[i]);
        out.indent();
        for (std::size_t one = 0; one < entry.alternatives.size(); ++one)
            out.line("case $1($2)", context.names.cases[i][one], typeOf(context, entry.alternatives[one].node));
        printDoc(out, "A value of a type that the schema does not have.", false);
        out.line("case unknown(WireForeign)");
        out.blank();
        out.line("public init(wireForeign: WireForeign) {");
        out.line("  self = .unknown(wireForeign)");
        out.line("}");
        out.blank();
        out.line("public var wireForeign: WireForeign? {");
        if (entry.alternatives.empty()) {
            out.line("  switch self {");
            out.line("  case .unknown(let value): return value");
            out.line("  }");
        } else {
            out.line("  if case .unknown(let value) = self { return value }");
            out.line("  return nil");
        }
        out.line("}");
        out.dedent();
        out.line("}");
        out.blank();
    }
}

void printCases(Context& context, const ReferenceInfo& info, std::uint32_t unionIndex)
{
    const std::string& name = context.names.unions[unionIndex];
    const ApiUnion& entry = context.model.unions[unionIndex];
    CodeWriter& out = context.out;
    for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
        const ReferenceType& type = context.plan.referenceTypes[i];
        const NodeIndex node = context.plan.slots[type.slot].node;
        std::string label;
        for (std::size_t one = 0; one < entry.alternatives.size(); ++one) {
            // Places of one union have types of their own, which lie alike.
            const ReferenceType& other = context.plan.referenceTypes[entry.alternatives[one].referenceType];
            if (other.id == type.id && other.shortName == type.shortName)
                label = context.names.cases[unionIndex][one];
        }
        out.line("WireCaseOf<$1, $2>(", name, typeOf(context, node));
        out.indent();
        out.line("$1, $2, wireName: $3,", textLiteral(context.plan.text(type.shortName)),
                 textLiteral(context.plan.text(type.fullName)), textLiteral(context.plan.text(type.wireName)));
        out.line("id: $1, hash: $2, codec: $3,", std::to_string(type.id), std::to_string(type.hash),
                 codecOf(context, node));
        out.line("make: { .$1($$0) },", label);
        out.line("get: { if case .$1(let value) = $$0 { return value } else { return nil } }),", label);
        out.dedent();
    }
}

void printReference(Context& context, const Node& node, const std::string& name, const std::string& type)
{
    const ReferenceInfo& info = context.plan.references[node.detail];
    const std::string_view by = info.by == Discrimination::Id ? "id"
        : info.by == Discrimination::Name                     ? "name"
                                                              : "hash";
    const auto index = static_cast<NodeIndex>(&node - context.plan.nodes.data());
    CodeWriter& out = context.out;
    out.line("static let $1: $2 =", name, type);
    out.indent();
    out.line("WireReferenceCodec<$1>(", typeOf(context, index));
    out.indent();
    out.line("by: .$1, known: $2,", by, context.constant("knownTypes"));
    out.line("cases: {");
    out.indent();
    out.line("[");
    out.indent();
    printCases(context, info, context.model.typeOf(index).index);
    out.dedent();
    out.line("]");
    out.dedent();
    out.line("})");
    out.dedent();
    out.dedent();
}

void printKnownTypes(Context& context)
{
    if (context.plan.references.empty())
        return;
    CodeWriter& out = context.out;
    out.blank();
    out.line("static let knownTypes: [WireKnownType] = [");
    out.indent();
    for (const KnownType& type : context.plan.knownTypes)
        out.line("WireKnownType(id: $1, name: $2),", std::to_string(type.id),
                 textLiteral(context.plan.text(type.name)));
    out.dedent();
    out.line("]");
}

} // namespace wirebench::swift
