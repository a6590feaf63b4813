// SPDX-License-Identifier: MIT
// Structs whose fields are told by bits.
#include "core/codegen/rust/rust_parts.h"

namespace wirebench::rust {

namespace {

/// `action(bit, field)` for each field of a presence map, by its bit.
template <typename Action>
void eachPresent(const Context& context, const ApiStruct& entry, Action action)
{
    const Node& node = context.plan.nodes[entry.node];
    for (std::uint32_t i = 0; i < node.orderedCount; ++i) {
        const SlotIndex slot = context.plan.wireOrder[node.firstOrdered + i].slot;
        for (std::size_t f = 0; f < entry.fields.size(); ++f) {
            if (entry.fields[f].slot == slot)
                action(std::to_string(i), f);
        }
    }
}

} // namespace

void writePresenceDecode(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const Node& node = context.plan.nodes[entry.node];
    w.line("impl rt::Shape for $1 {\n    const CACHED: bool = true;\n}", context.structType(index, "static"));
    w.blank();
    writeDecodeHead(context, index);
    w.line(entry.fields.empty() ? "let value = $1::default();" : "let mut value = $1::default();",
           context.structName(index));
    w.line("d.enter()?;");
    w.line("let presence = d.presence()?;");
    eachPresent(context, entry, [&](const std::string& bit, std::size_t f) {
        w.line("if rt::is_present(presence, $1) {", bit);
        w.indent();
        statement(w, 3, "value." + context.fields[index][f] + " =",
                  "Some(d.bare::<" + context.fieldCodec(index, entry.fields[f]) + ">()?);");
        w.dedent();
        w.line("}");
    });
    w.line("d.check_presence(presence, $1)?;", std::to_string(node.slotCount));
    w.line("d.leave();");
    w.line("Ok(value)");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

void writePresenceMap(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const std::string& name = context.structs[index];
    const Node& node = context.plan.nodes[entry.node];
    writePresenceDecode(context, index);
    w.line("impl rt::Encode for $1 {\n    type Value = $1;\n", name);
    w.indent();
    if (entry.fields.empty())
        writeHead(context, 1, "fn measure<'v>(", {"_: &'v " + name, "m: &mut rt::Measure<'v>"},
                  ") -> Result<usize, rt::EncodeError> {"),
            w.indent();
    else
        writeMeasureHead(context, name);
    w.line("m.enter()?;");
    w.line(entry.fields.empty() ? "let size = rt::presence_size($1);" : "let mut size = rt::presence_size($1);",
           std::to_string(node.slotCount));
    eachPresent(context, entry, [&](const std::string&, std::size_t f) {
        writeAddition(context, 2, "m.optional::<" + context.fieldCodec(index, entry.fields[f]) + ">",
                      {literal(entry.fields[f].name), "0", "&value." + context.fields[index][f]});
    });
    if (hasRules(context, entry))
        w.line("value.check_rules()?;");
    w.line("m.leave();");
    w.line("Ok(size)");
    w.dedent();
    w.line("}");
    w.blank();
    w.line(entry.fields.empty() ? "fn write(_: &$1, w: &mut rt::Writer<'_>) {"
                                : "fn write(value: &$1, w: &mut rt::Writer<'_>) {",
           name);
    w.indent();
    w.line(entry.fields.empty() ? "w.presence($1);" : "let bits = w.presence($1);", std::to_string(node.slotCount));
    eachPresent(context, entry, [&](const std::string& bit, std::size_t f) {
        writeCallStatement(context, 2, "w.present::<" + context.fieldCodec(index, entry.fields[f]) + ">",
                           {"bits", bit, "&value." + context.fields[index][f]}, ";");
    });
    w.dedent();
    w.line("}");
    w.blank();
    w.line("fn is_zero(value: &$1) -> bool {", name);
    w.line("    rt::has_size::<$1>(value, rt::presence_size($2))\n}", name, std::to_string(node.slotCount));
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
