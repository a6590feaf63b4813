// SPDX-License-Identifier: MIT
// Methods that set one field and give the value back.
#include "core/codegen/rust/rust_parts.h"
#include "core/codegen/rust/rust_tagged.h"

namespace wirebench::rust {

namespace {

void writeSetter(Context& context, std::uint32_t index, std::size_t i)
{
    const ApiStruct& entry = context.model.structs[index];
    const ApiField& field = entry.fields[i];
    CodeWriter& w = context.w;
    const CodeWriter::Mark mark = w.mark(entry.decl, field.member);
    const std::string& name = context.fields[index][i];
    const std::string type = context.type(field.node);
    const bool isText = type == "String";
    w.line("#[must_use]");
    writeHead(context, 1, "pub fn with_" + bareName(name) + '(',
              {"mut self", "value: " + (isText ? std::string("impl Into<String>") : type)}, ") -> Self {");
    w.indent();
    const std::uint16_t group = context.plan.slots[field.slot].oneof;
    for (std::size_t other = 0; group != 0 && other < entry.fields.size(); ++other) {
        if (other != i && context.plan.slots[entry.fields[other].slot].oneof == group)
            w.line("self.$1 = None;", context.fields[index][other]);
    }
    std::string value = isText ? "value.into()" : "value";
    if (field.boxed)
        value = "Box::new(" + value + ')';
    w.line("self.$1 = $2;", name, field.optional ? "Some(" + value + ')' : value);
    w.line("self");
    w.dedent();
    w.line("}");
}

} // namespace

void writeBuilder(Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model.structs[index];
    if (entry.fields.empty())
        return;
    CodeWriter& w = context.w;
    w.line("/// Fills in one field after the other: `$1::default().with_…(…)`.", context.structs[index]);
    w.line("impl $1 {", context.structs[index]);
    w.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        if (i > 0)
            w.blank();
        writeSetter(context, index, i);
    }
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
