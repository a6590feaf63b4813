// SPDX-License-Identifier: MIT
#include "core/codegen/go/go_printer.h"

#include <algorithm>

namespace wirebench::go {

namespace {

constexpr std::uint64_t kMostInArray = 1024;

bool isLeaf(ApiKind kind)
{
    return kind != ApiKind::Struct && kind != ApiKind::List && kind != ApiKind::Map && kind != ApiKind::Union;
}

} // namespace

bool GoPrinter::isArray(NodeIndex node) const
{
    const ApiType& type = apiOf(node);
    if (type.count == 0 || type.count > kMostInArray)
        return false;
    return type.kind == ApiKind::Bytes || (type.kind == ApiKind::List && isLeaf(apiOf(type.element).kind));
}

bool GoPrinter::isNilable(NodeIndex node) const
{
    switch (apiOf(node).kind) {
    case ApiKind::Bytes:
    case ApiKind::List:
        return !isArray(node);
    case ApiKind::Map:
    case ApiKind::Union:
    case ApiKind::BigInt:
        return true;
    default:
        return false;
    }
}

std::string GoPrinter::typeOf(NodeIndex node)
{
    const ApiType& type = apiOf(node);
    const std::string count = isArray(node) ? std::to_string(type.count) : std::string();
    switch (type.kind) {
    case ApiKind::Bool:
        return "bool";
    case ApiKind::UInt:
        return "uint" + std::to_string(type.bits);
    case ApiKind::Int:
        return "int" + std::to_string(type.bits);
    case ApiKind::Float:
        return "float" + std::to_string(type.bits);
    case ApiKind::Text:
        return "string";
    case ApiKind::Bytes:
        return "[" + count + "]byte";
    case ApiKind::Enum:
        return m_names.enumName(type.index);
    case ApiKind::Flags:
        return m_names.flagsName(type.index);
    case ApiKind::Date:
        need("time");
        return "time.Time";
    case ApiKind::Time:
        return "WireTime";
    case ApiKind::Complex:
        return type.bits == 32 ? "complex64" : "complex128";
    case ApiKind::Uuid:
        return "[16]byte";
    case ApiKind::Decimal:
        return "WireDecimal";
    case ApiKind::BigInt:
        need("math/big");
        return "*big.Int";
    case ApiKind::Struct:
        return structOf(node);
    case ApiKind::List: {
        const bool pointer = type.optionalElement && !isNilable(type.element);
        return "[" + count + "]" + (pointer ? "*" : "") + typeOf(type.element);
    }
    case ApiKind::Map: {
        const bool bytes = apiOf(type.key).kind == ApiKind::Bytes && !isArray(type.key);
        return "map[" + (bytes ? std::string("string") : typeOf(type.key)) + "]" + typeOf(type.element);
    }
    case ApiKind::Union:
        return unionOf(node);
    case ApiKind::None:
        break;
    }
    return "struct{}";
}

std::string GoPrinter::fieldType(const ApiField& field)
{
    return (isPointer(field) ? "*" : "") + typeOf(field.node);
}

std::string GoPrinter::zeroOf(NodeIndex node)
{
    switch (apiOf(node).kind) {
    case ApiKind::Bool:
        return "false";
    case ApiKind::Text:
        return "\"\"";
    case ApiKind::Bytes:
    case ApiKind::List:
        return isArray(node) ? typeOf(node) + "{}" : "nil";
    case ApiKind::Date:
    case ApiKind::Time:
    case ApiKind::Uuid:
    case ApiKind::Decimal:
    case ApiKind::Struct:
        return typeOf(node) + "{}";
    case ApiKind::BigInt:
    case ApiKind::Map:
    case ApiKind::Union:
        return "nil";
    default:
        return "0";
    }
}

/// Whether a field of a fresh struct has something other than the language's zero.
bool GoPrinter::fillsField(const ApiField& field) const
{
    const Slot& slot = slotOf(field);
    if (slot.defaultBytes != kNoIndex)
        return true;
    if (field.optional || isArray(field.node))
        return false;
    const ApiType& type = apiOf(field.node);
    if (type.kind == ApiKind::Struct)
        return !field.boxed && needsNew(type.index);
    return (type.kind == ApiKind::List || type.kind == ApiKind::Bytes) && type.count != 0;
}

bool GoPrinter::needsNew(std::uint32_t index) const
{
    const ApiStruct& entry = m_model.structs[index];
    return std::any_of(entry.fields.begin(), entry.fields.end(),
                       [this](const ApiField& field) { return fillsField(field); });
}

void GoPrinter::printDoc(std::string_view name, std::string_view doc, bool deprecated, std::string_view otherwise)
{
    std::string text(doc.empty() ? otherwise : doc);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    const auto print = [this](std::string_view all) {
        for (;;) {
            const std::size_t end = all.find('\n');
            std::string line(all.substr(0, end));
            while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t'))
                line.pop_back();
            const std::size_t first = line.find_first_not_of(" \t");
            m_out.line(first == std::string::npos ? "//" : "// $1",
                       first == std::string::npos ? "" : line.substr(first));
            if (end == std::string_view::npos)
                return;
            all.remove_prefix(end + 1);
        }
    };
    if (!text.empty())
        print(doc.empty() || name.empty() || text.starts_with(std::string(name) + " ")
                  ? text
                  : std::string(name) + ": " + text);
    if (deprecated) {
        if (!text.empty())
            m_out.line("//");
        m_out.line("// Deprecated: the schema says so.");
    }
}

void GoPrinter::printAligned(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    for (const std::vector<std::string>& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size())
                line.append(widths[i] - row[i].size() + 1, ' ');
        }
        m_out.line("$1", line);
    }
}

void GoPrinter::printTypes()
{
    for (std::uint32_t i = 0; i < m_model.enums.size(); ++i)
        printEnum(i);
    for (std::uint32_t i = 0; i < m_model.flags.size(); ++i)
        printFlags(i);
    for (std::uint32_t i = 0; i < m_model.unions.size(); ++i)
        printUnion(i);
    for (std::uint32_t i = 0; i < m_model.structs.size(); ++i)
        printStruct(i);
}

void GoPrinter::printStruct(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    printDoc(name, entry.doc, entry.deprecated, name + " is " + entry.shownName + " of the schema.");
    m_out.line("type $1 struct {", name);
    m_out.indent();
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto fieldMark = m_out.mark(entry.decl, field.member);
        if (i > 0 && (!field.doc.empty() || !entry.fields[i - 1].doc.empty()))
            m_out.blank();
        printDoc({}, field.doc, field.deprecated);
        // Neighbours without documentation stand in columns.
        std::size_t width = m_names.field(index, i).size();
        const auto joined = [&](std::size_t later) {
            return entry.fields[later].doc.empty() && entry.fields[later - 1].doc.empty()
                && !entry.fields[later].deprecated && !entry.fields[later - 1].deprecated;
        };
        for (std::size_t j = i; j > 0 && joined(j); --j)
            width = std::max(width, m_names.field(index, j - 1).size());
        for (std::size_t j = i + 1; j < entry.fields.size() && joined(j); ++j)
            width = std::max(width, m_names.field(index, j).size());
        std::string padded = m_names.field(index, i);
        padded.resize(width + 1, ' ');
        m_out.line("$1$2", padded, fieldType(field));
        if (i + 1 < entry.fields.size() && !joined(i + 1) && entry.fields[i + 1].doc.empty())
            m_out.blank();
    }
    if (entry.keepsUnknown) {
        if (!entry.fields.empty())
            m_out.blank();
        m_out.line("// $1 holds the fields that the schema does not have, tags and payloads.",
                   m_names.unknownField(index));
        m_out.line("$1 []byte", m_names.unknownField(index));
    }
    if (entry.keepsUnknown && hasTable()) {
        m_out.blank();
        m_out.line("// $1 holds the texts that unknown fields of an outermost message may refer to.",
                   m_names.stringTable(index));
        m_out.line("$1 []string", m_names.stringTable(index));
    }
    m_out.dedent();
    m_out.line("}");
    if (needsNew(index))
        printNew(index);
}

void GoPrinter::printNew(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    m_out.blank();
    m_out.line("// $1 gives a value with its defaults.", m_names.newName(index));
    m_out.line("func $2() *$1 {", m_names.structName(index), m_names.newName(index));
    m_out.indent();
    m_out.line("x := new($1)", m_names.structName(index));
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        if (fillsField(entry.fields[i]))
            printFill(entry.fields[i], "x." + m_names.field(index, i));
    }
    m_out.line("return x");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printFill(const ApiField& field, const std::string& target)
{
    const Slot& slot = slotOf(field);
    const ApiType& type = apiOf(field.node);
    if (slot.defaultBytes != kNoIndex) {
        const std::string value = literal(m_plan, field.node, m_plan.defaults[slot.defaultBytes]);
        if (!value.empty()) {
            m_out.line("$1 = $2", target, value);
            return;
        }
        m_out.line("wbFill($1, func(d *wbDecoder) {", quoted(m_plan.defaults[slot.defaultBytes]));
        m_out.indent();
        decodeBare(field.node, target);
        m_out.dedent();
        m_out.line("})");
        return;
    }
    if (type.kind == ApiKind::Struct) {
        m_out.line("$1 = *$2()", target, m_names.newName(type.index));
        return;
    }
    m_out.line("$1 = make($2, $3)", target, typeOf(field.node), std::to_string(type.count));
    if (type.kind == ApiKind::List && isStructOp(type.element) && needsNew(apiOf(type.element).index)) {
        m_out.line("for i := range $1 {", target);
        m_out.line("\t$1[i] = *$2()", target, m_names.newName(apiOf(type.element).index));
        m_out.line("}");
    }
}

} // namespace wirebench::go
