// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_draft.h"

#include "core/formats/serialkit/serialkit_wire.h"

#include <string_view>

namespace wirebench::serialkit {

namespace {

constexpr std::uint32_t kFirstReserved = 19'000;
constexpr std::uint32_t kLastReserved = 19'999;

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
    add(WireType::Fixed64, Skip::Fixed64, Holds::Float);
    add(WireType::LengthDelimited, Skip::Length, Holds::Anything);
    add(WireType::PackedArray, Skip::Length, Holds::Run);
    add(WireType::Fixed32, Skip::Fixed32, Holds::Float);
    add(WireType::StringTable, Skip::Varint, Holds::TableIndex);
    add(WireType::Bitmap, Skip::Length, Holds::Bits);
    dialect.rules.tableWireType = static_cast<std::uint8_t>(WireType::StringTable);
    dialect.rules.guessInlineText = true;
    return dialect;
}

std::string_view typeText(const DraftField& field, const Draft& draft)
{
    switch (field.kind) {
    case DraftKind::Unsigned:
        return "uint64";
    case DraftKind::Signed:
        return "int64";
    case DraftKind::Bool:
        return "bool";
    case DraftKind::Float32:
        return "float";
    case DraftKind::Float64:
        return "double";
    case DraftKind::Text:
        return "string";
    case DraftKind::Bytes:
        return "bytes";
    case DraftKind::Message:
        return draft.messages[field.message].name;
    case DraftKind::Unclear:
    case DraftKind::ZigZag:
    case DraftKind::Fixed32:
    case DraftKind::Fixed64:
    case DraftKind::Typed:
        break;
    }
    return {}; // nothing that the wire types of this format hold
}

std::string modifiers(const DraftField& field)
{
    std::string text;
    if (field.bits)
        return "bitmap repeated ";
    if (field.arrays > 0)
        return "packed repeated ";
    if (field.interned)
        text += "interned ";
    if (field.repeated)
        return text + "repeated ";
    return field.optional ? text + "optional " : text;
}

void appendField(std::string& out, const DraftField& field, const Draft& draft)
{
    const std::string_view type = typeText(field, draft);
    const std::string number = std::to_string(field.number);
    const bool reserved = field.number >= kFirstReserved && field.number <= kLastReserved;
    if (reserved || type.empty()) {
        out += "    // " + number
            + (reserved ? ": a reserved number; decoded as an unknown field"
                        : ": its occurrences do not fit one type; decoded as an unknown field");
    } else {
        out += "    " + modifiers(field);
        out += type;
        out += " field_" + number + " = " + number + ';';
        if (!field.example.empty())
            out += "  // such as " + field.example;
    }
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
                      "namespace draft;\n";
    for (const DraftMessage& message : draft.messages) {
        out += "\nmodel " + message.name + " {\n";
        for (const DraftField& field : message.fields)
            appendField(out, field, draft);
        out += "}\n";
    }
    return out;
}

} // namespace wirebench::serialkit
