// SPDX-License-Identifier: MIT
// Types that borrow texts and bytes from the input.
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"

#include <algorithm>

namespace wirebench::rust {

namespace {

void writeViewStruct(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    std::vector<std::string> defaults;
    for (const ApiField& field : entry.fields)
        defaults.push_back(defaultValue(context, index, field));
    const bool derived = std::all_of(defaults.begin(), defaults.end(), [](const auto& text) { return text.empty(); });
    w.line("/// [`$1`] with texts and bytes that lie in the input.", context.structs[index]);
    w.line(derived ? "#[derive(Clone, Debug, Default, PartialEq)]" : "#[derive(Clone, Debug, PartialEq)]");
    w.line("pub struct $1<'a> {", context.views[index]);
    w.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const CodeWriter::Mark mark = w.mark(entry.decl, entry.fields[i].member);
        w.line("pub $1: $2,", context.fields[index][i], context.fieldType(entry.fields[i]));
    }
    if (entry.keepsUnknown)
        w.line("pub $1: Vec<u8>,", context.unknownFields[index]);
    if (context.keepsStrings(entry))
        w.line("pub $1: Vec<String>,", context.stringFields[index]);
    w.dedent();
    w.line("}");
    w.blank();
    if (derived)
        return;
    w.line("impl Default for $1<'_> {\n    fn default() -> Self {", context.views[index]);
    w.indent();
    w.indent();
    std::vector<std::string> members;
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        members.push_back(context.fields[index][i] + ": " + (defaults[i].empty() ? "Default::default()" : defaults[i]));
    if (entry.keepsUnknown)
        members.push_back(context.unknownFields[index] + ": Vec::new()");
    if (context.keepsStrings(entry))
        members.push_back(context.stringFields[index] + ": Vec::new()");
    writeStructLiteral(w, context.views[index], members);
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

/// How the root of a view is read.
std::string decodeCall(const Context& context, std::uint32_t index)
{
    const std::string view = context.views[index] + "<'static>";
    switch (context.plan.nodes[context.model.structs[index].node].op) {
    case Op::Message:
        return "rt::decode_packet::<" + view + ">(bytes, limits, " + context.structs[index] + "::TYPE_ID)";
    case Op::Sequence:
        return "rt::decode_sequence::<" + view + ">(bytes, limits).map(|(value, _)| value)";
    default:
        return "rt::decode_tagged::<" + view + ">(bytes, limits, &DIALECT)";
    }
}

void writeViewRoot(Context& context, std::uint32_t index)
{
    if (context.model.structs[index].type == kNoIndex)
        return;
    CodeWriter& w = context.w;
    w.line("impl<'a> $1<'a> {", context.views[index]);
    w.indent();
    w.line("/// Reads a value, within the format's limits.");
    w.line("pub fn decode(bytes: &'a [u8]) -> Result<Self, rt::DecodeError> {\n    Self::decode_with(bytes, "
           "&LIMITS)\n}\n");
    w.line("/// Reads a value, within limits of one's own.");
    writeHead(context, 1, "pub fn decode_with(", {"bytes: &'a [u8]", "limits: &rt::Limits"},
              ") -> Result<Self, rt::DecodeError> {");
    w.line("    $1\n}", decodeCall(context, index));
    w.dedent();
    w.line("}");
    w.blank();
}

void writeIntoOwned(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    const std::string& name = context.structs[index];
    w.line("impl rt::IntoOwned for $1<'_> {\n    type Owned = $2;\n", context.views[index], name);
    w.line("    fn into_owned(self) -> $1 {", name);
    w.indent();
    w.indent();
    std::vector<std::string> members;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const std::string& field = context.fields[index][i];
        const bool borrowed = context.borrows(entry.fields[i].node);
        members.push_back(fillIn(borrowed ? "$1: rt::IntoOwned::into_owned(self.$1)" : "$1: self.$1", {field}));
    }
    if (entry.keepsUnknown)
        members.push_back(context.unknownFields[index] + ": self." + context.unknownFields[index]);
    if (context.keepsStrings(entry))
        members.push_back(context.stringFields[index] + ": self." + context.stringFields[index]);
    writeStructLiteral(w, name, members);
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

void writeOwnedAlready(Context& context, const std::string& name)
{
    context.w.line("impl rt::IntoOwned for $1 {\n    type Owned = $1;\n", name);
    context.w.line("    fn into_owned(self) -> $1 {\n        self\n    }\n}", name);
    context.w.blank();
}

} // namespace

void writeViews(Context& context)
{
    if (std::all_of(context.views.begin(), context.views.end(), [](const auto& name) { return name.empty(); }))
        return;
    context.viewing = true;
    for (std::uint32_t i = 0; i < context.model.structs.size(); ++i) {
        if (context.views[i].empty()) {
            writeOwnedAlready(context, context.structs[i]);
            continue;
        }
        writeViewStruct(context, i);
        writeViewRoot(context, i);
        switch (context.plan.nodes[context.model.structs[i].node].op) {
        case Op::Tagged:
            writeTaggedDecode(context, i);
            break;
        case Op::PresenceMap:
            writePresenceDecode(context, i);
            break;
        default:
            writeSequenceDecode(context, i);
            break;
        }
        writeIntoOwned(context, i);
    }
    context.viewing = false;
    for (const auto* names : {&context.enums, &context.flags, &context.unions}) {
        for (const std::string& name : *names)
            writeOwnedAlready(context, name);
    }
}

} // namespace wirebench::rust
