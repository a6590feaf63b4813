// SPDX-License-Identifier: MIT
#include "core/codegen/code_names.h"
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"

#include <algorithm>

namespace wirebench::rust {

namespace {

void writeDoc(Context& context, std::string_view doc, bool deprecated)
{
    docComment(context.w, doc);
    if (deprecated)
        context.w.line("#[deprecated]");
}

/// Names of enum values in Rust, by index.
std::vector<std::string> valueNames(const ApiEnum& entry, std::string (*style)(std::string_view))
{
    NameScope scope{"Self", "Some", "None", "Ok", "Err"};
    std::vector<std::string> names;
    for (const ApiEnumValue& value : entry.values)
        names.push_back(scope.take(style(value.name)));
    return names;
}

void writeNameMatch(Context& context, const ApiEnum& entry, const std::vector<std::string>& names)
{
    CodeWriter& w = context.w;
    w.line("fn from_name(name: &str) -> Option<Self> {");
    w.indent();
    w.line("match name {");
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i)
        w.line("$1 => Some(Self::$2),", literal(entry.values[i].name), names[i]);
    w.line("_ => None,");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
}

void writeOpenEnum(Context& context, const ApiEnum& entry, const std::string& name)
{
    CodeWriter& w = context.w;
    const std::vector<std::string> names = valueNames(entry, screamingCase);
    writeDoc(context, entry.doc, false);
    w.line("#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]");
    w.line("pub struct $1(pub u32);", name);
    w.blank();
    w.line("impl $1 {", name);
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i) {
        writeDoc(context, entry.values[i].doc, entry.values[i].deprecated);
        w.line("pub const $1: $2 = $2($3);", names[i], name, std::to_string(entry.values[i].number));
    }
    w.dedent();
    w.line("}");
    w.blank();
    w.line("impl rt::OpenEnum for $1 {", name);
    w.indent();
    w.line("fn from_number(number: u32) -> Self {\n    $1(number)\n}", name);
    w.blank();
    w.line("fn number(self) -> u32 {\n    self.0\n}");
    w.blank();
    w.line("fn name(self) -> Option<&'static str> {");
    w.indent();
    w.line("match self {");
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i)
        w.line("Self::$1 => Some($2),", names[i], literal(entry.values[i].name));
    w.line("_ => None,");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    writeNameMatch(context, entry, names);
    w.dedent();
    w.line("}");
    w.blank();
}

void writeClosedEnum(Context& context, const ApiEnum& entry, const std::string& name)
{
    CodeWriter& w = context.w;
    const std::vector<std::string> names = valueNames(entry, pascalCase);
    writeDoc(context, entry.doc, false);
    w.line("#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]");
    w.line("pub enum $1 {", name);
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i) {
        writeDoc(context, entry.values[i].doc, entry.values[i].deprecated);
        if (i == 0)
            w.line("#[default]");
        w.line("$1 = $2,", names[i], std::to_string(entry.values[i].number));
    }
    w.dedent();
    w.line("}");
    w.blank();
    w.line("impl rt::ClosedEnum for $1 {", name);
    w.indent();
    w.line("fn from_index(index: u64) -> Option<Self> {");
    w.indent();
    w.line("match index {");
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i)
        w.line("$1 => Some(Self::$2),", std::to_string(entry.values[i].number), names[i]);
    w.line("_ => None,");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("fn index(self) -> u64 {\n    self as u64\n}");
    w.blank();
    w.line("fn name(self) -> &'static str {");
    w.indent();
    w.line("match self {");
    w.indent();
    for (std::size_t i = 0; i < names.size(); ++i)
        w.line("Self::$1 => $2,", names[i], literal(entry.values[i].name));
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    writeNameMatch(context, entry, names);
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace

void writeEnums(Context& context)
{
    for (std::size_t i = 0; i < context.model.enums.size(); ++i) {
        const ApiEnum& entry = context.model.enums[i];
        const CodeWriter::Mark mark = context.w.mark(entry.decl);
        if (entry.open)
            writeOpenEnum(context, entry, context.enums[i]);
        else
            writeClosedEnum(context, entry, context.enums[i]);
    }
}

void writeFlags(Context& context)
{
    CodeWriter& w = context.w;
    for (std::size_t i = 0; i < context.model.flags.size(); ++i) {
        const ApiFlags& entry = context.model.flags[i];
        const std::string& name = context.flags[i];
        const std::string bits = 'u' + std::to_string(entry.bits);
        const CodeWriter::Mark mark = w.mark(entry.decl);
        NameScope scope;
        std::vector<std::string> names;
        std::uint64_t defined = 0;
        for (const ApiFlag& flag : entry.flags) {
            names.push_back(scope.take(screamingCase(flag.name)));
            defined |= std::uint64_t{1} << flag.position;
        }
        w.line("/// Flags; any number of them may be set.");
        w.line("#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]");
        w.line("pub struct $1(pub $2);", name, bits);
        w.blank();
        w.line("impl $1 {", name);
        w.indent();
        for (std::size_t f = 0; f < names.size(); ++f)
            w.line("pub const $1: $2 = $2(1 << $3);", names[f], name, std::to_string(entry.flags[f].position));
        w.blank();
        w.line("/// Whether all of `flags` are set.");
        w.line("pub fn contains(self, flags: $1) -> bool {\n    self.0 & flags.0 == flags.0\n}", name);
        w.dedent();
        w.line("}");
        w.blank();
        w.line("impl std::ops::BitOr for $1 {\n    type Output = $1;\n", name);
        w.line("    fn bitor(self, flags: $1) -> $1 {\n        $1(self.0 | flags.0)\n    }\n}", name);
        w.blank();
        w.line("impl rt::FlagSet for $1 {", name);
        w.indent();
        w.line("const DEFINED: u64 = $1;", std::to_string(defined));
        w.blank();
        w.line(entry.bits == 64 ? "fn from_bits(bits: u64) -> Self {\n    $1(bits)\n}"
                                : "fn from_bits(bits: u64) -> Self {\n    $1(bits as $2)\n}",
               name, bits);
        w.blank();
        w.line(entry.bits == 64 ? "fn bits(self) -> u64 {\n    self.0\n}"
                                : "fn bits(self) -> u64 {\n    u64::from(self.0)\n}");
        w.blank();
        w.line("fn for_each(each: &mut dyn FnMut(u64, &'static str)) {");
        w.indent();
        for (const ApiFlag& flag : entry.flags)
            w.line("each(1 << $1, $2);", std::to_string(flag.position), literal(flag.name));
        w.dedent();
        w.line("}");
        w.dedent();
        w.line("}");
        w.blank();
    }
}

void writeStruct(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiStruct& entry = context.model.structs[index];
    std::vector<std::string> defaults;
    for (const ApiField& field : entry.fields)
        defaults.push_back(defaultValue(context, index, field));
    const bool derived = std::all_of(defaults.begin(), defaults.end(), [](const auto& text) { return text.empty(); });
    writeDoc(context, entry.doc, entry.deprecated);
    w.line(derived ? "#[derive(Clone, Debug, Default, PartialEq)]" : "#[derive(Clone, Debug, PartialEq)]");
    w.line(entry.fields.empty() && !entry.keepsUnknown ? "pub struct $1 {}" : "pub struct $1 {",
           context.structs[index]);
    if (!entry.fields.empty() || entry.keepsUnknown) {
        w.indent();
        for (std::size_t i = 0; i < entry.fields.size(); ++i) {
            const CodeWriter::Mark mark = w.mark(entry.decl, entry.fields[i].member);
            writeDoc(context, entry.fields[i].doc, entry.fields[i].deprecated);
            w.line("pub $1: $2,", context.fields[index][i], context.fieldType(entry.fields[i]));
        }
        if (entry.keepsUnknown) {
            w.line("/// Tags and payloads of fields that the schema does not know.");
            w.line("pub $1: Vec<u8>,", context.unknownFields[index]);
        }
        if (context.keepsStrings(entry)) {
            w.line("/// The string table that the unknown fields of the outermost message may refer to.");
            w.line("pub $1: Vec<String>,", context.stringFields[index]);
        }
        w.dedent();
        w.line("}");
    }
    w.blank();
    if (derived)
        return;
    w.line("impl Default for $1 {", context.structs[index]);
    w.indent();
    w.line("fn default() -> Self {");
    w.indent();
    std::vector<std::string> members;
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        members.push_back(context.fields[index][i] + ": " + (defaults[i].empty() ? "Default::default()" : defaults[i]));
    if (entry.keepsUnknown)
        members.push_back(context.unknownFields[index] + ": Vec::new()");
    if (context.keepsStrings(entry))
        members.push_back(context.stringFields[index] + ": Vec::new()");
    writeStructLiteral(w, context.structs[index], members);
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
