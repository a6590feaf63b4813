// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_draft.h"

#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_wire.h"

#include <string_view>

namespace wirebench::cramberry {

namespace {

SchemalessDialect makeDialect()
{
    SchemalessDialect dialect;
    const auto add = [&dialect](WireType type, Skip skip, Holds holds) {
        const auto index = static_cast<std::size_t>(type);
        dialect.rules.skip.at(index) = skip;
        dialect.names.at(index) = wireTypeName(type);
        dialect.holds.at(index) = holds;
    };
    add(WireType::Varint, Skip::Varint, Holds::Anything);
    add(WireType::Fixed64, Skip::Fixed64, Holds::Anything);
    add(WireType::Bytes, Skip::Length, Holds::Anything);
    add(WireType::Fixed32, Skip::Fixed32, Holds::Anything);
    add(WireType::SVarint, Skip::Varint, Holds::ZigZag);
    add(WireType::TypeRef, Skip::Reference, Holds::Anything);
    dialect.rules.ascending = true;
    dialect.rules.canonical = true;
    dialect.delimitedRuns = true;
    dialect.firstSchemaType = kLowestTypeId;
    return dialect;
}

std::string_view kindText(const DraftField& field, DraftKind kind, const Draft& draft)
{
    switch (kind) {
    case DraftKind::Unclear:
        break;
    case DraftKind::Unsigned:
    case DraftKind::Signed: // signed types have a wire type of their own
        return "uint64";
    case DraftKind::ZigZag:
        return "int64";
    case DraftKind::Bool:
        return "bool";
    case DraftKind::Fixed32:
        return "fixed32";
    case DraftKind::Fixed64:
        return "fixed64";
    case DraftKind::Float32:
        return "float32";
    case DraftKind::Float64:
        return "float64";
    case DraftKind::Text:
        return "string";
    case DraftKind::Bytes:
        return "bytes";
    case DraftKind::Message:
        return draft.messages[field.message].name;
    case DraftKind::Typed:
        return "any";
    }
    return {};
}

std::string arraysOf(unsigned count)
{
    std::string text;
    for (unsigned i = 0; i < count; ++i)
        text += "[]";
    return text;
}

/// Empty where nothing fits.
std::string typeText(const DraftField& field, const Draft& draft)
{
    const std::string_view kind = kindText(field, field.kind, draft);
    std::string text = arraysOf(field.arrays);
    if (kind.empty())
        return {};
    if (field.map)
        text.append("map<").append(kindText(field, field.key, draft)).append(", ").append(arraysOf(field.valueArrays));
    text += kind;
    return field.map ? text + '>' : text;
}

void appendField(std::string& out, const DraftField& field, const Draft& draft)
{
    const std::string type = typeText(field, draft);
    const std::string number = std::to_string(field.number);
    if (type.empty()) {
        out += "    // " + number + ": its occurrences do not fit one type; decoded as an unknown field\n";
        return;
    }
    out += "    @field(" + number + ") field_" + number + ": " + type;
    // Plain fields that are zero are not written.
    out += field.optional || field.zero ? "?;" : ";";
    if (!field.example.empty())
        out += " // such as " + field.example;
    out += '\n';
}

} // namespace

const SchemalessDialect& schemalessDialect()
{
    static const SchemalessDialect dialect = makeDialect();
    return dialect;
}

std::string writeDraft(const Draft& draft)
{
    std::string out = "// Drafted from bytes: numbers and wire types are theirs, names and types are guesses.\n"
                      "package draft;\n";
    for (const DraftMessage& message : draft.messages) {
        out += "\ntype " + message.name + " {\n";
        for (const DraftField& field : message.fields)
            appendField(out, field, draft);
        out += "}\n";
    }
    return out;
}

} // namespace wirebench::cramberry
