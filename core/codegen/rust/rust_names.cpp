// SPDX-License-Identifier: MIT
#include "core/codegen/code_names.h"
#include "core/codegen/code_text.h"
#include "core/codegen/rust/rust_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wirebench::rust {

namespace {

constexpr std::array<std::string_view, 51> keywords{
    "as",       "break", "const",  "continue", "crate",   "else",     "enum",   "extern", "false", "fn",     "for",
    "if",       "impl",  "in",     "let",      "loop",    "match",    "mod",    "move",   "mut",   "pub",    "ref",
    "return",   "self",  "Self",   "static",   "struct",  "super",    "trait",  "true",   "type",  "unsafe", "use",
    "where",    "while", "async",  "await",    "dyn",     "abstract", "become", "box",    "do",    "final",  "macro",
    "override", "priv",  "typeof", "unsized",  "virtual", "yield",    "try"};

/// Types and variants that the generated code uses by their short names.
NameScope typeScope()
{
    return NameScope{"Option",  "Some",    "None",       "Vec",      "String", "Box",      "Result",    "Ok",
                     "Err",     "Default", "Self",       "Clone",    "Copy",   "Debug",    "PartialEq", "Eq",
                     "Hash",    "Ord",     "PartialOrd", "BTreeMap", "From",   "Into",     "Sized",     "Send",
                     "Sync",    "Drop",    "Fn",         "FnMut",    "FnOnce", "Iterator", "ToString",  "ToOwned",
                     "TryFrom", "TryInto", "AsRef",      "AsMut",    "Extend", "LIMITS"};
}

} // namespace

std::string escaped(std::string name)
{
    if (std::find(keywords.begin(), keywords.end(), name) == keywords.end())
        return name;
    if (name == "self" || name == "Self" || name == "super" || name == "crate")
        return name + '_';
    return "r#" + name;
}

void Context::nameTypes()
{
    m_types = typeScope();
    for (const ApiStruct& entry : model.structs)
        structs.push_back(m_types.take(pascalCase(entry.name)));
    for (const ApiEnum& entry : model.enums)
        enums.push_back(m_types.take(pascalCase(entry.name)));
    for (const ApiFlags& entry : model.flags)
        flags.push_back(m_types.take(pascalCase(entry.name)));
    for (const ApiUnion& entry : model.unions)
        unions.push_back(m_types.take(pascalCase(entry.name)));
    packetName = m_types.take("Packet");
    frameName = m_types.take("Frame");
}

void Context::nameFields()
{
    for (const ApiStruct& entry : model.structs) {
        NameScope scope;
        std::vector<std::string> names;
        for (const ApiField& field : entry.fields)
            names.push_back(escaped(scope.take(snakeCase(field.name))));
        fields.push_back(std::move(names));
        unknownFields.push_back(scope.take("unknown_fields"));
        stringFields.push_back(scope.take("unknown_strings"));
    }
}

Context::Context(const CodeModel& given, const GenerateOptions& wanted)
    : model(given), plan(*given.plan), options(wanted)
{
    nameTypes();
    nameFields();
    nameViews();
}

/// Text and bytes whose length varies, where the input has them in one piece.
bool Context::borrowsByItself(NodeIndex index) const
{
    const Node& node = plan.nodes[index];
    const bool isText = node.op == Op::Text || (node.op == Op::Content && node.meaning == Meaning::Text);
    return isText || (node.op == Op::Content && node.meaning == Meaning::Bytes && node.capacity == 0);
}

bool Context::borrows(NodeIndex index) const
{
    const Node& node = plan.nodes[index];
    switch (node.op) {
    case Op::Sequence:
    case Op::Message:
    case Op::Tagged:
    case Op::PresenceMap:
        return !views[model.types[index].index].empty();
    case Op::List:
    case Op::Optional:
        return borrows(plan.slots[node.firstSlot].node);
    case Op::Series:
        return plan.series[node.detail].coding != SeriesCoding::Prefix && borrows(plan.slots[node.firstSlot].node);
    case Op::Map:
        return borrows(plan.slots[node.firstSlot].node) || borrows(plan.slots[node.firstSlot + 1].node);
    default:
        return borrowsByItself(index);
    }
}

/// Structs that borrow make those that hold them borrow, until nothing changes.
void Context::nameViews()
{
    views.resize(structs.size());
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < structs.size(); ++i) {
            const ApiStruct& entry = model.structs[i];
            const bool found = views[i].empty()
                && std::any_of(entry.fields.begin(), entry.fields.end(),
                               [this](const ApiField& field) { return borrows(field.node); });
            if (found)
                views[i] = structs[i] + "View";
            changed = changed || found;
        }
    }
    for (std::string& name : views) {
        if (!name.empty())
            name = m_types.take(name);
    }
}

std::string Context::structType(std::uint32_t index, std::string_view lifetime) const
{
    if (!viewing || views[index].empty())
        return structs[index];
    return views[index] + "<'" + std::string(lifetime) + '>';
}

void Context::unsupported(NodeIndex node, std::string_view why)
{
    Diagnostic problem;
    problem.code = "unsupported";
    problem.message = {"The Rust printer cannot carry {0}: {1}.",
                       {std::string(plan.text(plan.nodes[node].name)), std::string(why)}};
    problems.push_back(std::move(problem));
}

std::uint32_t indexOf(const Context& context, const ApiStruct& entry)
{
    return static_cast<std::uint32_t>(&entry - context.model.structs.data());
}

std::string literal(std::string_view text)
{
    return quotedText(text, [](unsigned char byte) -> std::string {
        if (byte == '\n')
            return "\\n";
        if (byte == '\r')
            return "\\r";
        if (byte == '\t')
            return "\\t";
        return byte < 0x20 || byte == 0x7F ? fmt::format("\\x{:02x}", byte) : std::string();
    });
}

std::string bytesLiteral(ByteView bytes)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "b\"";
    for (const std::uint8_t byte : bytes) {
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += static_cast<char>(byte);
        } else if (byte >= 0x20 && byte < 0x7F) {
            out += static_cast<char>(byte);
        } else {
            out += "\\x";
            out += digits[byte >> 4];
            out += digits[byte & 15u];
        }
    }
    return out + '"';
}

void statement(CodeWriter& w, int depth, const std::string& left, const std::string& right)
{
    constexpr std::size_t width = 100;
    if (static_cast<std::size_t>(depth) * 4 + left.size() + right.size() + 1 <= width) {
        w.line("$1 $2", left, right);
        return;
    }
    w.line("$1", left);
    w.indent();
    w.line("$1", right);
    w.dedent();
}

void docComment(CodeWriter& w, std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        w.line(line.empty() ? "///" : "/// $1", line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace wirebench::rust
