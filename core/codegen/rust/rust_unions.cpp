// SPDX-License-Identifier: MIT
// Values of one of several types.
#include "core/codegen/rust/rust_unions.h"
#include "core/codegen/code_names.h"
#include "core/codegen/rust/rust_arrays.h"
#include "core/codegen/rust/rust_parts.h"

namespace wirebench::rust {

namespace {

bool isStruct(const Context& context, const ApiAlternative& alternative)
{
    return context.model.types[alternative.node].kind == ApiKind::Struct;
}

void writeTypes(Context& context, const ApiUnion& entry)
{
    CodeWriter& w = context.w;
    const auto fields = [&](const ApiAlternative& alternative) {
        const ReferenceType& type = context.plan.referenceTypes[alternative.referenceType];
        w.indent();
        w.line("id: $1,", std::to_string(type.id));
        w.line("hash: $1,", maskText(type.hash));
        w.line("wire: $1,", literal(context.plan.text(type.wireName)));
        w.line("short: $1,", literal(context.plan.text(type.shortName)));
        w.line("full: $1,", literal(context.plan.text(type.fullName)));
        w.dedent();
    };
    if (entry.alternatives.empty()) {
        w.line("const TYPES: &'static [rt::TypeName] = &[];");
    } else if (entry.alternatives.size() == 1) {
        w.line("const TYPES: &'static [rt::TypeName] = &[rt::TypeName {");
        fields(entry.alternatives.front());
        w.line("}];");
    } else {
        w.line("const TYPES: &'static [rt::TypeName] = &[");
        w.indent();
        for (const ApiAlternative& alternative : entry.alternatives) {
            w.line("rt::TypeName {");
            fields(alternative);
            w.line("},");
        }
        w.dedent();
        w.line("];");
    }
    w.line("const KNOWN_IDS: &'static [u64] = KNOWN_IDS;");
    w.line("const KNOWN_NAMES: &'static [&'static str] = KNOWN_NAMES;");
}

} // namespace

std::vector<std::string> variantNames(const ApiUnion& entry)
{
    NameScope scope{"Nothing", "Unknown", "Self", "Some", "None", "Ok", "Err"};
    std::vector<std::string> names;
    for (const ApiAlternative& alternative : entry.alternatives)
        names.push_back(scope.take(pascalCase(alternative.name)));
    return names;
}

void writeKnownTypes(Context& context)
{
    if (context.model.unions.empty())
        return;
    std::vector<std::string> ids;
    std::vector<std::string> names;
    for (const KnownType& type : context.plan.knownTypes) {
        ids.push_back(std::to_string(type.id));
        names.push_back(literal(context.plan.text(type.name)));
    }
    writeArray(context.w, 0, "const KNOWN_IDS: &[u64] = &[", ids, "];");
    writeArray(context.w, 0, "const KNOWN_NAMES: &[&str] = &[", names, "];");
    context.w.blank();
}

void writeUnion(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiUnion& entry = context.model.unions[index];
    const std::string& name = context.unions[index];
    const std::vector<std::string> variants = variantNames(entry);
    const CodeWriter::Mark mark = w.mark(entry.decl);
    docComment(w, entry.doc);
    w.line("#[derive(Clone, Debug, Default, PartialEq)]");
    w.line("pub enum $1 {", name);
    w.indent();
    w.line("/// No value.");
    w.line("#[default]");
    w.line("Nothing,");
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const std::string type = context.type(entry.alternatives[i].node);
        w.line(isStruct(context, entry.alternatives[i]) ? "$1(Box<$2>)," : "$1($2),", variants[i], type);
    }
    w.line("/// A type that the schema does not have.");
    w.line("Unknown(rt::Foreign),");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("impl rt::Union for $1 {", name);
    w.indent();
    writeTypes(context, entry);
    w.blank();
    w.line("fn held(&self) -> rt::Held<'_> {");
    w.indent();
    w.line("match self {");
    w.indent();
    w.line("Self::Nothing => rt::Held::Nothing,");
    for (std::size_t i = 0; i < variants.size(); ++i)
        w.line("Self::$1(_) => rt::Held::Known($2),", variants[i], std::to_string(i));
    w.line("Self::Unknown(foreign) => rt::Held::Foreign(foreign),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("fn foreign(foreign: rt::Foreign) -> Self {\n    Self::Unknown(foreign)\n}");
    w.blank();
    const bool any = !variants.empty();
    const auto codecOf = [&](std::size_t i) { return context.codec(entry.alternatives[i].node, name + variants[i]); };
    writeHead(context, 1, "fn read(", {"index: usize", any ? "d: &mut rt::Decoder<'_>" : "_: &mut rt::Decoder<'_>"},
              ") -> Result<Self, rt::DecodeError> {");
    w.indent();
    w.line("match index {");
    w.indent();
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const std::string value = "d.member::<" + codecOf(i) + ">()?";
        w.line("$1 => {", std::to_string(i));
        w.indent();
        statement(w, 4, "let value =", value + ';');
        w.line(isStruct(context, entry.alternatives[i]) ? "Ok(Self::$1(Box::new(value)))" : "Ok(Self::$1(value))",
               variants[i]);
        w.dedent();
        w.line("}");
    }
    w.line("_ => Ok(Self::Nothing),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    writeHead(context, 1, "fn measure_held<'v>(",
              {"&'v self", any ? "m: &mut rt::Measure<'v>" : "_: &mut rt::Measure<'v>"},
              ") -> Result<usize, rt::EncodeError> {");
    w.indent();
    w.line("match self {");
    w.indent();
    for (std::size_t i = 0; i < variants.size(); ++i)
        writeArm(context, 3, "Self::" + variants[i] + "(value)", "m.held::<" + codecOf(i) + ">(value)");
    w.line("_ => Ok(0),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    w.line(any ? "fn write_held(&self, w: &mut rt::Writer<'_>) {" : "fn write_held(&self, _: &mut rt::Writer<'_>) {}");
    if (any) {
        w.indent();
        w.line("match self {");
        w.indent();
        for (std::size_t i = 0; i < variants.size(); ++i)
            writeArm(context, 3, "Self::" + variants[i] + "(value)", "w.member::<" + codecOf(i) + ">(value)");
        w.line("_ => {}");
        w.dedent();
        w.line("}");
        w.dedent();
        w.line("}");
    }
    w.dedent();
    w.line("}");
    w.blank();
}

void writeUnionJson(Context& context, std::uint32_t index)
{
    CodeWriter& w = context.w;
    const ApiUnion& entry = context.model.unions[index];
    const std::string& name = context.unions[index];
    const std::vector<std::string> variants = variantNames(entry);
    const bool any = !variants.empty();
    w.line("impl rt::UnionJson for $1 {", name);
    w.indent();
    w.line(any ? "fn held_to_json(&self, object: &mut rt::ObjectWriter<'_>) {"
               : "fn held_to_json(&self, _: &mut rt::ObjectWriter<'_>) {}");
    if (any) {
        w.indent();
        w.line("match self {");
        w.indent();
        for (std::size_t i = 0; i < variants.size(); ++i) {
            if (isStruct(context, entry.alternatives[i]))
                writeArm(context, 3, "Self::" + variants[i] + "(value)",
                         "rt::JsonObject::write_members(&**value, object)");
            else
                writeArm(context, 3, "Self::" + variants[i] + "(value)",
                         "object.field::<" + context.codec(entry.alternatives[i].node, name + variants[i])
                             + ">(\"value\", value)");
        }
        w.line("_ => {}");
        w.dedent();
        w.line("}");
        w.dedent();
        w.line("}");
    }
    w.blank();
    writeHead(context, 1, "fn held_from_json(",
              {"index: usize", any ? "json: &rt::json::Value" : "_: &rt::json::Value"},
              ") -> Result<Self, rt::EncodeError> {");
    w.indent();
    w.line("match index {");
    w.indent();
    for (std::size_t i = 0; i < variants.size(); ++i) {
        w.line("$1 => {", std::to_string(i));
        w.indent();
        if (isStruct(context, entry.alternatives[i])) {
            w.line("let value = rt::JsonObject::read_members(json, rt::Place::Union)?;");
            w.line("Ok(Self::$1(Box::new(value)))", variants[i]);
        } else {
            w.line("let value = rt::scalar_of_type::<$1>(json)?;",
                   context.codec(entry.alternatives[i].node, name + variants[i]));
            w.line("Ok(Self::$1(value))", variants[i]);
        }
        w.dedent();
        w.line("}");
    }
    w.line("_ => Ok(Self::Nothing),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace wirebench::rust
