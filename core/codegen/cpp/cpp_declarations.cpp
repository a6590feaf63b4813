// SPDX-License-Identifier: MIT
// What the source file knows before the functions of the codecs: their types, tags and tables.
#include "core/codegen/cpp/cpp_patterns.h"
#include "core/codegen/cpp/cpp_printer.h"

#include <algorithm>
#include <array>

namespace wirebench::cpp {

namespace {

std::string joined(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts)
        out += (out.empty() ? "" : ", ") + part;
    return out;
}

void writeDialect(CodeWriter& out, const Context& context)
{
    const TaggedDialect& dialect = context.plan().dialect;
    static constexpr std::array<std::string_view, 6> skips{"none",    "varint", "fixed32",
                                                           "fixed64", "length", "reference"};
    std::vector<std::string> parts;
    for (const Skip skip : dialect.skip)
        parts.push_back("wb::Skip::" + std::string(skips[static_cast<std::size_t>(skip)]));
    out.line("[[maybe_unused]] constexpr wb::Dialect kDialect{");
    out.indent();
    out.line("{$1},", joined({parts.begin(), parts.begin() + 4}) + ",\n " + joined({parts.begin() + 4, parts.end()}));
    out.line("$1,", std::to_string(dialect.tableWireType));
    out.line("$1,", dialect.guessInlineText ? "true" : "false");
    out.line("$1,", dialect.canonical ? "true" : "false");
    out.dedent();
    out.line("};");
    out.blank();
}

void writeForms(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const Op op = context.node(entry.node).op;
    const bool tagged = op == Op::Tagged || op == Op::PresenceMap;
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i) {
        const Slot& slot = context.slot(entry.fields[i].slot);
        const Node& node = context.node(slot.node);
        const std::string form = formName(context, index, i);
        out.line("using $1 = $2;", form, tagged ? context.codec(slot.node) : context.slotCodec(entry.fields[i].slot));
        if (tagged && node.op == Op::Series && slot.occurs == Occurs::Repeated)
            out.line("using $1_element = $2;", form, context.slotCodec(node.firstSlot));
        if (tagged && slot.defaultBytes != kNoIndex) {
            const Bytes& bytes = context.plan().defaults[slot.defaultBytes];
            std::vector<std::string> parts;
            for (const std::uint8_t byte : bytes)
                parts.push_back(std::to_string(byte));
            out.line("static constexpr std::array<std::uint8_t, $1> $2_default{$3};", std::to_string(bytes.size()),
                     form, joined(parts));
        }
    }
}

void writeNumbers(CodeWriter& out, std::string_view name, std::vector<std::uint32_t> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    std::vector<std::string> parts;
    parts.reserve(numbers.size());
    for (const std::uint32_t number : numbers)
        parts.push_back(std::to_string(number));
    out.line("static constexpr std::array<std::uint32_t, $1> $2{$3};", std::to_string(parts.size()), name,
             joined(parts));
}

void writeTaggedTables(CodeWriter& out, const Context& context, const ApiStruct& entry)
{
    std::vector<std::uint32_t> numbers;
    std::vector<std::uint32_t> interned;
    bool usesTable = false;
    for (const ApiField& field : entry.fields) {
        const Slot& slot = context.slot(field.slot);
        numbers.push_back(slot.number);
        for (std::uint32_t i = 0; i < slot.formCount; ++i)
            usesTable = usesTable || context.plan().forms[slot.firstForm + i].form == FieldForm::TableIndex;
        if (slot.formCount > 0 && context.plan().forms[slot.firstForm].form == FieldForm::TableIndex)
            interned.push_back(slot.number);
    }
    writeNumbers(out, "numbers", numbers);
    if (usesTable)
        writeNumbers(out, "interned", interned);
}

void writeJsonDeclarations(CodeWriter& out)
{
    out.blank();
    out.line("template <class V>");
    out.line("static void to_json(std::string& out, const V& v, std::string_view type = {});");
    out.line("template <class V>");
    out.line("static bool from_json(wb::JsonInput& in, const wb::JsonValue& json, V& v, bool typed);");
}

void writeSizeAndPut(CodeWriter& out)
{
    out.blank();
    out.line("template <class V>");
    out.line("static std::size_t size(const V& v, wb::Encoder& e);");
    out.line("template <class V>");
    out.line("static std::uint8_t* put(std::uint8_t* p, const V& v, wb::Encoder& e);");
}

void writeGet(CodeWriter& out)
{
    out.line("template <class V>");
    out.line("static const std::uint8_t* get(wb::Decoder& d, const std::uint8_t* p, const std::uint8_t* end, V& v);");
}

void writeRead(CodeWriter& out)
{
    out.line("template <class V>");
    out.line("static bool read(wb::Decoder& d, const std::uint8_t* p, const std::uint8_t* end, V& v);");
}

/// The base of a codec: what is known of its values.
std::string traits(const Context& context, const std::string& name, const Node& node)
{
    const std::string bytes = std::to_string(node.minBits / 8);
    if (node.op == Op::Record)
        return "wb::RecordTraits<" + std::to_string(node.minBits) + ">";
    if (node.op == Op::Tagged || node.op == Op::PresenceMap)
        return "wb::TaggedTraits";
    if (node.op == Op::Sequence && node.fixedSize())
        return "wb::FixedStruct<" + name + ", " + bytes + ", " + std::to_string(node.nesting) + ">";
    const bool notes = std::any_of(context.plan().nodes.begin(), context.plan().nodes.end(), [](const Node& other) {
        return other.op == Op::Message || other.op == Op::Reference;
    });
    return "wb::SequenceTraits<" + bytes + (notes ? ", true>" : ", false>");
}

void writeStruct(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const Node& node = context.node(entry.node);
    const std::string& name = context.structName(index);
    const bool fixed = node.op == Op::Sequence && node.fixedSize();
    out.line("struct $1 : $2 {", name, traits(context, name, node));
    out.indent();
    writeForms(out, context, index);
    switch (node.op) {
    case Op::Record:
        out.line("template <class V>");
        out.line("static bool get(wb::Decoder& d, const std::uint8_t* bytes, std::size_t bit, V& v);");
        out.line("template <class V>");
        out.line("static void put(std::uint8_t* bytes, std::size_t bit, const V& v, wb::Encoder& e);");
        break;
    case Op::Tagged:
    case Op::PresenceMap:
        if (node.op == Op::Tagged)
            writeTaggedTables(out, context, entry);
        writeSizeAndPut(out);
        writeRead(out);
        out.line("template <class V>");
        out.line("static bool zero(const V& v);");
        if (context.keepsStrings(entry)) {
            out.line("template <class V>");
            out.line("static void keep_strings(const V& v, wb::Encoder& e);");
            out.line("template <class V>");
            out.line("static void take_strings(V& v, const std::vector<std::string_view>& table);");
        }
        break;
    default:
        if (fixed) {
            out.line("template <class V>");
            out.line("static void store(std::uint8_t* p, const V& v);");
            out.line("template <class V>");
            out.line("static void load(const std::uint8_t* p, V& v);");
            break;
        }
        writeSizeAndPut(out);
        writeGet(out);
        break;
    }
    if (context.features().validation) {
        out.line("template <class V>");
        out.line("static void check(const V& v, wb::Validator& checks);");
    }
    if (context.features().json)
        writeJsonDeclarations(out);
    out.dedent();
    out.line("};");
    out.blank();
}

void writeUnion(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiUnion& entry = context.model().unions[index];
    const bool self = entry.node != kNoIndex && context.node(entry.node).selfDelimiting;
    out.line("struct $1 : wb::UnionTraits<$2> {", context.unionName(index), self ? "true" : "false");
    out.indent();
    writeSizeAndPut(out);
    if (self)
        writeGet(out);
    else if (entry.node != kNoIndex)
        writeRead(out);
    out.line("template <class V>");
    out.line("static bool content(wb::Decoder& d, const wb::TypeName& type, V& v);");
    out.line("template <class V>");
    out.line("static bool zero(const V& v)");
    out.block(
        "{", [&] { out.line("return v.empty();"); }, "}");
    if (context.features().json)
        writeJsonDeclarations(out);
    out.dedent();
    out.line("};");
    out.blank();
}

} // namespace

std::string formName(const Context& context, std::uint32_t structIndex, std::uint32_t field)
{
    return context.fieldName(structIndex, field) + "_form";
}

void writeCodecDeclarations(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    const bool tagged = std::any_of(context.plan().nodes.begin(), context.plan().nodes.end(), [](const Node& node) {
        return node.op == Op::Tagged || node.op == Op::PresenceMap;
    });
    if (tagged)
        writeDialect(out, context);
    writePatterns(out, context);
    out.line("namespace codec {");
    out.blank();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i)
        out.line("struct $1;", context.structName(i));
    for (std::uint32_t i = 0; i < model.unions.size(); ++i)
        out.line("struct $1;", context.unionName(i));
    out.blank();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i)
        writeStruct(out, context, i);
    for (std::uint32_t i = 0; i < model.unions.size(); ++i)
        writeUnion(out, context, i);
}

} // namespace wirebench::cpp
