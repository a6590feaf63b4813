// SPDX-License-Identifier: MIT
// Values to JSON.
#include "core/codegen/go/go_printer.h"

namespace wirebench::go {

void GoPrinter::printJsonWriter(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    m_variables = 0;
    m_out.blank();
    const auto mark = m_out.mark(entry.decl);
    m_out.line("func (x *$1) appendJSON(b []byte, typeName string) []byte {", name);
    m_out.indent();
    m_out.line("b = append(b, '{')");
    m_out.line("if typeName != \"\" {");
    m_out.line("\tb = wbQuote(wbKey(b, \"@type\"), typeName)");
    m_out.line("}");
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto fieldMark = m_out.mark(entry.decl, field.member);
        const std::string expr = "x." + m_names.field(index, i);
        const std::string key = quoted(field.name);
        const bool absent = field.optional || apiOf(field.node).kind == ApiKind::Union;
        if (!absent) {
            m_out.line("b = wbKey(b, $1)", key);
            jsonValue(field.node, expr);
            continue;
        }
        if (m_plan.nullsShown)
            m_out.line("b = wbKey(b, $1)", key);
        m_out.line("if $1 != nil {", expr);
        m_out.indent();
        if (!m_plan.nullsShown)
            m_out.line("b = wbKey(b, $1)", key);
        jsonValue(field.node, isPointer(field) ? "*" + expr : expr);
        m_out.dedent();
        if (m_plan.nullsShown) {
            m_out.line("} else {");
            m_out.line("\tb = append(b, \"null\"...)");
        }
        m_out.line("}");
    }
    if (entry.keepsUnknown) {
        m_out.line("if len(x.$1) > 0 {", m_names.unknownField(index));
        m_out.line("\tb = wbBytesJSON(wbKey(b, \"@unknown\"), x.$1)", m_names.unknownField(index));
        m_out.line("}");
    }
    if (entry.keepsUnknown && hasTable()) {
        m_out.line("if len(x.$1) > 0 {", m_names.stringTable(index));
        m_out.line("\tb = wbTextsJSON(wbKey(b, \"@strings\"), x.$1)", m_names.stringTable(index));
        m_out.line("}");
    }
    m_out.line("return append(b, '}')");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::jsonValue(NodeIndex nodeIndex, const std::string& expr)
{
    const Node& node = nodeAt(nodeIndex);
    const ApiType& type = apiOf(nodeIndex);
    const std::string place = expr.starts_with('*') ? expr.substr(1) : expr;
    switch (type.kind) {
    case ApiKind::Bool:
        need("strconv");
        m_out.line("b = strconv.AppendBool(b, $1)", expr);
        break;
    case ApiKind::UInt:
        need("strconv");
        m_out.line("b = strconv.AppendUint(b, uint64($1), 10)", expr);
        break;
    case ApiKind::Int:
        need("strconv");
        m_out.line("b = strconv.AppendInt(b, int64($1), 10)", expr);
        break;
    case ApiKind::Float:
        m_out.line(type.bits == 32 ? "b = wbFloat32JSON(b, $1)" : "b = wbFloat64JSON(b, $1)", expr);
        break;
    case ApiKind::Text:
        m_out.line("b = wbTextJSON(b, $1)", expr);
        break;
    case ApiKind::Bytes:
        m_out.line(isArray(nodeIndex) ? "b = wbBytesJSON(b, $1[:])" : "b = wbBytesJSON(b, $1)",
                   isArray(nodeIndex) ? place : expr);
        break;
    case ApiKind::Enum:
        m_out.line("b = wbEnumJSON(b, uint64($1), wbLabelsOf$2)", expr, m_names.enumName(type.index));
        break;
    case ApiKind::Flags:
        m_out.line("b = wbFlagsJSON(b, uint64($1), wbLabelsOf$2)", expr, m_names.flagsName(type.index));
        break;
    case ApiKind::Date:
        m_out.line("b = wbDateJSON(b, $1, $2)", expr,
                   m_plan.dates[node.detail].unit == DateTable::Unit::Day ? "false" : "true");
        break;
    case ApiKind::Time:
        m_out.line("b = wbTimeJSON(b, $1)", expr);
        break;
    case ApiKind::Complex: {
        const std::string bits = std::to_string(type.bits);
        m_out.line("b = wbFloat$1JSON(append(b, '['), real($2))", bits, expr);
        m_out.line("b = append(wbFloat$1JSON(append(b, ','), imag($2)), ']')", bits, expr);
        break;
    }
    case ApiKind::Uuid:
        m_out.line("b = wbUUIDJSON(b, $1)", expr);
        break;
    case ApiKind::Decimal:
        m_out.line("b = wbDecimalJSON(b, $1)", expr);
        break;
    case ApiKind::BigInt:
        m_out.line("b = wbBigIntJSON(b, $1)", expr);
        break;
    case ApiKind::Struct:
        m_out.line("b = $1.appendJSON(b, \"\")", place);
        break;
    case ApiKind::List: {
        const std::string i = fresh("i");
        m_out.line("b = append(b, '[')");
        m_out.line("for $1 := range $2 {", i, isArray(nodeIndex) ? place : expr);
        m_out.indent();
        m_out.line("b = wbComma(b)");
        const std::string element = (isArray(nodeIndex) ? place : expr) + "[" + i + "]";
        if (type.optionalElement) {
            m_out.line("if $1 == nil {", element);
            m_out.line("\tb = append(b, \"null\"...)");
            m_out.line("\tcontinue");
            m_out.line("}");
        }
        jsonValue(type.element, type.optionalElement && !isNilable(type.element) ? "*" + element : element);
        m_out.dedent();
        m_out.line("}");
        m_out.line("b = append(b, ']')");
        break;
    }
    case ApiKind::Map:
        jsonMap(nodeIndex, expr);
        break;
    case ApiKind::Union:
        m_out.line("b = wbAppendOf$1(b, $2)", unionOf(nodeIndex), expr);
        break;
    case ApiKind::None:
        break;
    }
}

/// An object where keys are text and all of them UTF-8; else an array of pairs.
void GoPrinter::jsonMap(NodeIndex nodeIndex, const std::string& expr)
{
    const ApiType& type = apiOf(nodeIndex);
    const Node& key = nodeAt(type.key);
    const ApiKind kind = apiOf(type.key).kind;
    const bool bytesKey = kind == ApiKind::Bytes && !isArray(type.key);
    const std::string keyType = bytesKey ? "string" : typeOf(type.key);
    std::string bytes = "k";
    if (key.op != Op::Content)
        bytes = "wbStoredText(" + toStored(type.key, "k") + ", " + std::to_string(widthOf(key)) + ")";
    else if (keyType != "string")
        bytes = "string(k[:])";
    const std::string keys = fresh("keys");
    const std::string k = fresh("k");
    const std::string v = fresh("v");
    m_out.line("$1, _ := wbSortedKeys($2, func(k $3) string { return $4 })", keys, expr, keyType, bytes);
    const auto value = [&] {
        m_out.line("$1 := $2[$3]", v, expr, k);
        jsonValue(type.element, v);
    };
    const auto pairs = [&] {
        m_out.line("b = append(b, '[')");
        m_out.line("for _, $1 := range $2 {", k, keys);
        m_out.indent();
        m_out.line("b = append(wbComma(b), '[')");
        jsonValue(type.key, bytesKey ? "[]byte(" + k + ")" : k);
        m_out.line("b = append(b, ',')");
        value();
        m_out.line("b = append(b, ']')");
        m_out.dedent();
        m_out.line("}");
        m_out.line("b = append(b, ']')");
    };
    if (kind != ApiKind::Text) {
        pairs();
        return;
    }
    m_out.line("if wbAllText($1) {", keys);
    m_out.indent();
    m_out.line("b = append(b, '{')");
    m_out.line("for _, $1 := range $2 {", k, keys);
    m_out.indent();
    m_out.line("b = wbKey(b, $1)", k);
    value();
    m_out.dedent();
    m_out.line("}");
    m_out.line("b = append(b, '}')");
    m_out.dedent();
    m_out.line("} else {");
    m_out.indent();
    pairs();
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printUnionJson(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    const std::string& name = m_names.unionName(index);
    m_variables = 0;
    m_out.blank();
    m_out.line("func wbAppendOf$1(b []byte, x $1) []byte {", name);
    m_out.indent();
    m_out.line("switch v := x.(type) {");
    for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
        const ApiAlternative& alternative = entry.alternatives[i];
        const ReferenceType& type = m_plan.referenceTypes[alternative.referenceType];
        const std::string shown = quoted(text(type.shortName));
        if (isStructOp(alternative.node)) {
            m_out.line("case *$1:", structOf(alternative.node));
            m_out.line("\tb = v.appendJSON(b, $1)", shown);
            continue;
        }
        m_out.line("case $1:", m_names.wrapper(index, i));
        m_out.indent();
        m_out.line("b = wbQuote(wbKey(append(b, '{'), \"@type\"), $1)", shown);
        m_out.line("b = wbKey(b, $1)", quoted(text(m_plan.slots[type.slot].name)));
        const std::string held = typeOf(alternative.node);
        jsonValue(alternative.node, held + "(v)");
        m_out.line("b = append(b, '}')");
        m_out.dedent();
    }
    const bool byHash
        = entry.node != kNoIndex && m_plan.references[nodeAt(entry.node).detail].by == Discrimination::Hash;
    const bool byName
        = entry.node != kNoIndex && m_plan.references[nodeAt(entry.node).detail].by == Discrimination::Name;
    m_out.line("case *WireForeign:");
    m_out.line("\tb = v.appendJSON(b, $1)", byHash ? "true" : "false");
    m_out.line("default:");
    m_out.line("\tif foreign := wbForeignOf(x, $1, $2); foreign != nil {", byName ? "true" : "false",
               byHash ? "true" : "false");
    m_out.line("\t\treturn foreign.appendJSON(b, $1)", byHash ? "true" : "false");
    m_out.line("\t}");
    m_out.line("\tb = append(b, \"null\"...)");
    m_out.line("}");
    m_out.line("return b");
    m_out.dedent();
    m_out.line("}");
}

/// Names of enum values and flags, both ways.
void GoPrinter::jsonTables()
{
    for (std::uint32_t i = 0; i < m_model.enums.size(); ++i) {
        const ApiEnum& entry = m_model.enums[i];
        m_out.blank();
        m_out.line("var wbLabelsOf$1 = wbNames{", m_names.enumName(i));
        for (const ApiEnumValue& value : entry.values)
            m_out.line("\t{$1, $2},", quoted(value.name), std::to_string(value.number));
        m_out.line("}");
    }
    for (std::uint32_t i = 0; i < m_model.flags.size(); ++i) {
        m_out.blank();
        m_out.line("var wbLabelsOf$1 = wbNames{", m_names.flagsName(i));
        for (const ApiFlag& flag : m_model.flags[i].flags)
            m_out.line("\t{$1, 1 << $2},", quoted(flag.name), std::to_string(flag.position));
        m_out.line("}");
    }
}

} // namespace wirebench::go
