// SPDX-License-Identifier: MIT
#include "core/codegen/go/go_printer.h"

#include "core/base/text.h"

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

void GoPrinter::printEnum(std::uint32_t index)
{
    const ApiEnum& entry = m_model.enums[index];
    const std::string& name = m_names.enumName(index);
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    printDoc(name, entry.doc, false, name + " is an enum of the schema.");
    m_out.line("type $1 uint32", name);
    m_out.blank();
    m_out.line("// The values of $1.", name);
    m_out.line("const (");
    m_out.indent();
    std::vector<std::vector<std::string>> rows;
    const auto flush = [&] {
        printAligned(rows);
        rows.clear();
    };
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        const ApiEnumValue& value = entry.values[i];
        if (!value.doc.empty() || value.deprecated) {
            flush();
            if (i > 0)
                m_out.blank();
            printDoc({}, value.doc, value.deprecated);
        }
        rows.push_back({m_names.enumValue(index, i), name, "= " + std::to_string(value.number)});
        if (!value.doc.empty() || value.deprecated) {
            flush();
            if (i + 1 < entry.values.size())
                m_out.blank();
        }
    }
    flush();
    m_out.dedent();
    m_out.line(")");
    m_out.blank();
    need("strconv");
    m_out.line("// String gives the name of the value as the schema spells it, or its number.");
    m_out.line("func (v $1) String() string {", name);
    m_out.indent();
    if (!entry.values.empty()) {
        m_out.line("switch v {");
        for (std::size_t i = 0; i < entry.values.size(); ++i) {
            m_out.line("case $1:", m_names.enumValue(index, i));
            m_out.line("\treturn $1", quoted(entry.values[i].name));
        }
        m_out.line("}");
    }
    m_out.line("return strconv.FormatUint(uint64(v), 10)");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printFlags(std::uint32_t index)
{
    const ApiFlags& entry = m_model.flags[index];
    const std::string& name = m_names.flagsName(index);
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    m_out.line("// $1 is a set of flags.", name);
    m_out.line("type $1 uint$2", name, std::to_string(entry.bits));
    m_out.blank();
    m_out.line("// The flags of $1.", name);
    m_out.line("const (");
    m_out.indent();
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < entry.flags.size(); ++i)
        rows.push_back({m_names.flag(index, i), name, "= 1 << " + std::to_string(entry.flags[i].position)});
    printAligned(rows);
    m_out.dedent();
    m_out.line(")");
}

void GoPrinter::printUnion(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    const std::string& name = m_names.unionName(index);
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    printDoc(name, entry.doc, false, name + " is one of several types, or nil.");
    m_out.line("type $1 interface {", name);
    m_out.line("\tIs$1()", name);
    m_out.line("}");
    for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
        const ApiAlternative& alternative = entry.alternatives[i];
        if (isStructOp(alternative.node)) {
            m_out.blank();
            m_out.line("// Is$1 says that $2 may stand in $1.", name, structOf(alternative.node));
            m_out.line("func (*$1) Is$2() {}", structOf(alternative.node), name);
            continue;
        }
        const std::string& wrapper = m_names.wrapper(index, i);
        m_out.blank();
        m_out.line("// $1 holds a value of the type $2 in $3.", wrapper, alternative.name, name);
        m_out.line("type $1 $2", wrapper, typeOf(alternative.node));
        m_out.blank();
        m_out.line("// Is$1 says that $2 may stand in $1.", name, wrapper);
        m_out.line("func ($1) Is$2() {}", wrapper, name);
    }
    m_out.blank();
    m_out.line("// Is$1 says that a type the schema does not have may stand in $1.", name);
    m_out.line("func (*WireForeign) Is$1() {}", name);
}

} // namespace wirebench::go
