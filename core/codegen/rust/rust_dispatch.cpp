// SPDX-License-Identifier: MIT
// From JSON to bytes and back by the type's name.
#include "core/codegen/rust/rust_parts.h"
#include "core/wire/stream_frames.h"

#include <algorithm>

namespace wirebench::rust {

namespace {

struct Root {
    std::string type; ///< In Rust.
    std::string name; ///< As a literal.
    std::vector<std::string> otherNames;
    std::vector<Framing> framings;
};

std::vector<Root> rootsOf(const Context& context)
{
    std::vector<Root> roots;
    for (std::size_t i = 0; i < context.model.structs.size(); ++i) {
        const ApiStruct& entry = context.model.structs[i];
        if (entry.type == kNoIndex)
            continue;
        const PlanType& type = context.plan.types[entry.type];
        Root root{context.structs[i], literal(type.name), {}, framingsOf(context.plan, type)};
        const std::string_view full = context.plan.text(type.fullName);
        if (!full.empty() && full != type.name)
            root.otherNames.push_back(literal(full));
        // In the schema's own file its package need not be said, even where another file has a type of that name.
        const std::string package = context.model.package + '.';
        if (package.size() > 1 && type.name.rfind(package, 0) == 0) {
            const std::string bare = type.name.substr(package.size());
            if (context.plan.findType(bare) == nullptr)
                root.otherNames.push_back(literal(bare));
        }
        roots.push_back(std::move(root));
    }
    return roots;
}

/// A function from every spelling of a type's name to the one that the others look for.
void writeTypeNames(Context& context, const std::vector<Root>& roots)
{
    if (roots.empty())
        return;
    CodeWriter& w = context.w;
    w.line("/// The usual spelling of a type's name; without a name, the first type of the schema.");
    w.line("fn usual_name(type_name: &str) -> &str {");
    w.indent();
    w.line("match type_name {");
    w.indent();
    writeArm(context, 2, "\"\"", literal(context.plan.types.front().name));
    for (const Root& root : roots) {
        for (const std::string& other : root.otherNames)
            writeArm(context, 2, other, root.name);
    }
    w.line("usual => usual,");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

std::string usualFraming(const Context& context)
{
    return std::string(framingName(usualForm(context.plan, nullptr).framing));
}

void writeEncode(Context& context, const std::vector<Root>& roots)
{
    CodeWriter& w = context.w;
    w.line("/// The bytes of a value of the type that is named so.");
    w.line("pub fn encode_json(\n    type_name: &str,\n    json: &rt::json::Value,\n    limits: &rt::Limits,");
    w.line(") -> Result<Vec<u8>, rt::EncodeError> {");
    w.indent();
    w.line(roots.empty() ? "match type_name {" : "match usual_name(type_name) {");
    w.indent();
    for (const Root& root : roots) {
        w.line("$1 => {", root.name);
        w.line("    let value: $1 = rt::root_from_json(json)?;", root.type);
        w.line("    rt::encode(&value, limits)\n}");
    }
    w.line("_ => Err(rt::EncodeError::new(\"unknown-type\")),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

void writeDecode(Context& context, const std::vector<Root>& roots)
{
    CodeWriter& w = context.w;
    w.line("/// The JSON of bytes of a value of the type that is named so.");
    w.line("pub fn decode_json(\n    type_name: &str,\n    bytes: &[u8],\n    limits: &rt::Limits,");
    w.line(") -> Result<String, rt::DecodeError> {");
    w.indent();
    w.line("let mut out = String::new();");
    w.line(roots.empty() ? "match type_name {" : "match usual_name(type_name) {");
    w.indent();
    for (const Root& root : roots) {
        w.line("$1 => {", root.name);
        w.line("    let value: $1 = rt::Message::decode_with(bytes, limits)?;", root.type);
        w.line("    rt::object_to_json(&value, \"\", &mut out);\n}");
    }
    w.line("_ => return Err(rt::unknown_type()),");
    w.dedent();
    w.line("}");
    w.line("Ok(out)");
    w.dedent();
    w.line("}");
    w.blank();
}

/// `arm(pattern, function, type)` for each way in which values of a root follow one another, by the functions of the
/// runtime.
template <typename Arm>
void eachFraming(const Context& context, const std::vector<Root>& roots, Arm arm)
{
    const bool frames = context.plan.framing == Framing::Frames;
    if (frames)
        arm("(\"frames\", _)", "frames", context.frameName);
    if (context.plan.framing == Framing::SelfDescribing)
        arm("(\"messages\", _)", "packets", context.packetName);
    for (const Root& root : roots) {
        for (const Framing framing : root.framings) {
            if (needsType(framing))
                arm("(\"" + std::string(framingName(framing)) + "\", " + root.name + ')',
                    framing == Framing::Delimited ? "delimited" : "sequential", root.type);
        }
    }
}

void writeFramingChoice(Context& context, const std::vector<Root>& roots)
{
    CodeWriter& w = context.w;
    w.line("let framing = rt::given_or(framing, $1);", literal(usualFraming(context)));
    w.line(roots.empty() ? "match (framing, type_name) {" : "match (framing, usual_name(type_name)) {");
    w.indent();
}

void writeStreams(Context& context, const std::vector<Root>& roots)
{
    CodeWriter& w = context.w;
    w.line("/// The bytes of several values: `messages`, `delimited`, `frames` or `concatenated`.");
    w.line("pub fn encode_stream_json(\n    framing: &str,\n    type_name: &str,\n    json: &rt::json::Value,");
    w.line("    limits: &rt::Limits,\n) -> Result<Vec<u8>, rt::EncodeError> {");
    w.indent();
    writeFramingChoice(context, roots);
    eachFraming(context, roots, [&](const std::string& pattern, const std::string& way, const std::string& type) {
        writeArm(context, 2, pattern, "rt::" + way + "_from_json::<" + type + ">(json, limits)");
    });
    w.line("_ => Err(rt::EncodeError::new(\"unknown-type\")),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
    w.line("/// The JSON of bytes of several values. Compressed payloads need `inflate`.");
    w.line("pub fn decode_stream_json(\n    framing: &str,\n    type_name: &str,\n    bytes: &[u8],");
    w.line(context.plan.framing == Framing::Frames ? "    limits: &rt::Limits,\n    inflate: Option<rt::Inflate>,"
                                                   : "    limits: &rt::Limits,\n    _: Option<rt::Inflate>,");
    w.line(") -> Result<String, rt::DecodeError> {");
    w.indent();
    writeFramingChoice(context, roots);
    eachFraming(context, roots, [&](const std::string& pattern, const std::string& way, const std::string& type) {
        writeArm(context, 2, pattern,
                 "rt::" + way + "_to_json::<" + type
                     + (way == "frames" ? ">(bytes, limits, inflate)" : ">(bytes, limits)"));
    });
    w.line("_ => Err(rt::unknown_type()),");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

/// For tests: nothing else sees views by the type's name.
void writeViewCheck(Context& context)
{
    CodeWriter& w = context.w;
    w.line("/// Whether reading with borrowed texts and bytes gives the same as without.");
    bool any = false;
    for (std::size_t i = 0; i < context.model.structs.size(); ++i)
        any = any || (context.model.structs[i].type != kNoIndex && !context.views[i].empty());
    if (!any) {
        w.line("pub fn view_agrees(_: &str, _: &[u8], _: &rt::Limits) -> bool {\n    true\n}");
        w.blank();
        return;
    }
    w.line("pub fn view_agrees(type_name: &str, bytes: &[u8], limits: &rt::Limits) -> bool {");
    w.indent();
    w.line("match usual_name(type_name) {");
    w.indent();
    for (std::size_t i = 0; i < context.model.structs.size(); ++i) {
        const ApiStruct& entry = context.model.structs[i];
        if (entry.type == kNoIndex || context.views[i].empty())
            continue;
        w.line("$1 => {", literal(context.plan.types[entry.type].name));
        w.indent();
        statement(w, 3, "let view =", context.views[i] + "::decode_with(bytes, limits);");
        w.line("let owned = $1::decode_with(bytes, limits);", context.structs[i]);
        w.line("rt::agree(owned, view.map(rt::IntoOwned::into_owned))");
        w.dedent();
        w.line("}");
    }
    w.line("_ => true,");
    w.dedent();
    w.line("}");
    w.dedent();
    w.line("}");
    w.blank();
}

} // namespace

void writeDispatch(Context& context)
{
    const std::vector<Root> roots = rootsOf(context);
    writeTypeNames(context, roots);
    writeEncode(context, roots);
    writeDecode(context, roots);
    writeStreams(context, roots);
    writeViewCheck(context);
}

} // namespace wirebench::rust
