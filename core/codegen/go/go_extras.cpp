// SPDX-License-Identifier: MIT
// What comes on request: validation, equality, builders.
#include "core/codegen/go/go_printer.h"

namespace wirebench::go {

namespace {

/// The value behind a pointer, or one that is held in place, with a selector or an index behind it.
std::string held(const std::string& expr)
{
    return expr.starts_with('*') ? expr.substr(1) : expr;
}

std::string addressOf(const std::string& expr)
{
    return expr.starts_with('*') ? expr.substr(1) : '&' + expr;
}

} // namespace

void GoPrinter::printExtras(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const GenerateFeatures& features = m_options.features;
    const auto mark = m_out.mark(entry.decl);
    if (features.validation || features.builders)
        printValidate(index);
    if (m_parts.json)
        printJsonMethods(index);
    if (features.equals)
        printEqual(index);
    if (features.clone)
        printClone(index);
    if (features.builders)
        printBuilder(index);
}

void GoPrinter::printValidate(std::uint32_t index)
{
    const std::string& name = m_names.structName(index);
    const bool record = nodeAt(m_model.structs[index].node).op == Op::Record;
    m_out.blank();
    m_out.line("// Validate says what keeps the value from being encoded: rules, ranges, counts and limits.");
    m_out.line("func (x *$1) Validate() error {", name);
    m_out.indent();
    m_out.line("e := &wbEncoder{options: &wbDefaults, counting: true}");
    if (record)
        m_out.line("e.pack$1(x, make([]byte, $2), 0)", name,
                   std::to_string((nodeAt(m_model.structs[index].node).minBits + 7) / 8 + 1));
    else
        m_out.line("e.write$1(x)", name);
    m_out.line("return e.result()");
    m_out.dedent();
    m_out.line("}");
}

/// What the standard library looks for.
void GoPrinter::printJsonMethods(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    const std::string to = spelled(ApiRole::ToJson, name, "MarshalJSON");
    const std::string from = spelled(ApiRole::FromJson, name, "UnmarshalJSON");
    std::string names = quoted(entry.shownName);
    if (entry.type != kNoIndex && m_plan.types[entry.type].fullName != 0)
        names += ", " + quoted(text(m_plan.types[entry.type].fullName));
    m_out.blank();
    m_out.line("// $1 gives the value as JSON.", to);
    m_out.line("func (x *$1) $2() ([]byte, error) {", name, to);
    m_out.line("\treturn x.appendJSON(nil, \"\"), nil");
    m_out.line("}");
    m_out.blank();
    m_out.line("// $1 reads the value from JSON.", from);
    m_out.line("func (x *$1) $2(text []byte) error {", name, from);
    m_out.indent();
    m_out.line("v, err := wbParseJSON(text)");
    m_out.line("if err != nil {");
    m_out.line("\treturn err");
    m_out.line("}");
    m_out.line("r := &wbReader{}");
    m_out.line("r.mayBeNamed(v, $1)", names);
    m_out.line("r.read$1(x, v, wbOutermost)", name);
    m_out.line("return r.result()");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printEqual(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& name = m_names.structName(index);
    m_variables = 0;
    m_out.blank();
    m_out.line("// Equal tells whether two values are the same, NaNs included.");
    m_out.line("func (x *$1) Equal(y *$1) bool {", name);
    m_out.indent();
    m_out.line("if x == nil || y == nil {");
    m_out.line("\treturn x == y");
    m_out.line("}");
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const std::string& member = m_names.field(index, i);
        const bool isStruct = isStructOp(field.node);
        if (field.optional && !(isStruct && isPointer(field)) && apiOf(field.node).kind != ApiKind::Union) {
            m_out.line("if (x.$1 == nil) != (y.$1 == nil) {", member);
            m_out.line("\treturn false");
            m_out.line("}");
        }
        const bool guarded = isPointer(field) && !isStruct;
        if (guarded) {
            m_out.line("if x.$1 != nil {", member);
            m_out.indent();
        }
        const std::string star = isPointer(field) ? "*" : "";
        compareValues(field.node, fillIn("$1x.$2", {star, member}), fillIn("$1y.$2", {star, member}));
        if (guarded) {
            m_out.dedent();
            m_out.line("}");
        }
    }
    if (entry.keepsUnknown) {
        need("bytes");
        m_out.line("return bytes.Equal(x.$1, y.$1)", m_names.unknownField(index));
    } else {
        m_out.line("return true");
    }
    m_out.dedent();
    m_out.line("}");
}

/// Returns false from the function when two values are not the same.
void GoPrinter::compareValues(NodeIndex nodeIndex, const std::string& a, const std::string& b)
{
    const ApiType& type = apiOf(nodeIndex);
    const auto unless = [this](const std::string& same) {
        m_out.line("if $1 {", same);
        m_out.line("\treturn false");
        m_out.line("}");
    };
    switch (type.kind) {
    case ApiKind::Float:
        unless(toStored(nodeIndex, a) + " != " + toStored(nodeIndex, b));
        break;
    case ApiKind::Complex:
        unless("!wbSameComplex(complex128(" + a + "), complex128(" + b + "))");
        break;
    case ApiKind::Date:
        unless("!" + held(a) + ".Equal(" + b + ")");
        break;
    case ApiKind::BigInt:
        unless("!wbSameBigInt(" + a + ", " + b + ")");
        break;
    case ApiKind::Bytes:
        if (isArray(nodeIndex)) {
            unless(a + " != " + b);
        } else {
            need("bytes");
            unless("!bytes.Equal(" + a + ", " + b + ")");
        }
        break;
    case ApiKind::Struct:
        unless("!" + held(a) + ".Equal(" + addressOf(b) + ")");
        break;
    case ApiKind::Union:
        unless("!wbEqualOf" + unionOf(nodeIndex) + "(" + a + ", " + b + ")");
        break;
    case ApiKind::List: {
        if (!isArray(nodeIndex))
            unless("len(" + a + ") != len(" + b + ")");
        const std::string i = fresh("i");
        m_out.line("for $1 := range $2 {", i, held(a));
        m_out.indent();
        const std::string left = held(a) + "[" + i + "]";
        const std::string right = held(b) + "[" + i + "]";
        if (type.optionalElement && !isNilable(type.element)) {
            unless("(" + left + " == nil) != (" + right + " == nil)");
            m_out.line("if $1 == nil {", left);
            m_out.line("\tcontinue");
            m_out.line("}");
            compareValues(type.element, "*" + left, "*" + right);
        } else {
            compareValues(type.element, left, right);
        }
        m_out.dedent();
        m_out.line("}");
        break;
    }
    case ApiKind::Map: {
        unless("len(" + a + ") != len(" + b + ")");
        const std::string k = fresh("k");
        const std::string v = fresh("v");
        const std::string w = fresh("w");
        m_out.line("for $1, $2 := range $3 {", k, v, a);
        m_out.indent();
        m_out.line("$1, known := $2[$3]", w, b, k);
        unless("!known");
        compareValues(type.element, v, w);
        m_out.dedent();
        m_out.line("}");
        break;
    }
    default:
        unless(a + " != " + b);
        break;
    }
}

void GoPrinter::printUnionExtras(std::uint32_t index)
{
    const ApiUnion& entry = m_model.unions[index];
    const std::string& name = m_names.unionName(index);
    if (m_options.features.equals) {
        m_variables = 0;
        m_out.blank();
        m_out.line("func wbEqualOf$1(x, y $1) bool {", name);
        m_out.indent();
        m_out.line("switch v := x.(type) {");
        m_out.line("case nil:");
        m_out.line("\treturn y == nil");
        for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
            const ApiAlternative& alternative = entry.alternatives[i];
            const bool isStruct = isStructOp(alternative.node);
            const std::string type = isStruct ? "*" + structOf(alternative.node) : m_names.wrapper(index, i);
            m_out.line("case $1:", type);
            m_out.indent();
            m_out.line("w, same := y.($1)", type);
            if (isStruct) {
                m_out.line("return same && v.Equal(w)");
            } else {
                m_out.line("if !same {");
                m_out.line("\treturn false");
                m_out.line("}");
                const std::string inner = typeOf(alternative.node);
                const bool plain = inner.starts_with("[]");
                compareValues(alternative.node, plain ? "v" : inner + "(v)", plain ? "w" : inner + "(w)");
                m_out.line("return true");
            }
            m_out.dedent();
        }
        m_out.line("case *WireForeign:");
        m_out.line("\tw, same := y.(*WireForeign)");
        m_out.line("\treturn same && v.same(w)");
        m_out.line("}");
        m_out.line("return false");
        m_out.dedent();
        m_out.line("}");
    }
    if (!m_options.features.clone)
        return;
    m_variables = 0;
    m_out.blank();
    m_out.line("func wbCloneOf$1(x $1) $1 {", name);
    m_out.indent();
    m_out.line("switch v := x.(type) {");
    for (std::size_t i = 0; i < entry.alternatives.size(); ++i) {
        const ApiAlternative& alternative = entry.alternatives[i];
        if (isStructOp(alternative.node)) {
            m_out.line("case *$1:", structOf(alternative.node));
            m_out.line("\treturn v.Clone()");
        } else if (holdsMemory(alternative.node)) {
            m_out.line("case $1:", m_names.wrapper(index, i));
            m_out.line("\treturn append($1(nil), v...)", m_names.wrapper(index, i));
        }
    }
    m_out.line("case *WireForeign:");
    m_out.line("\treturn v.clone()");
    m_out.line("}");
    m_out.line("return x");
    m_out.dedent();
    m_out.line("}");
}

void GoPrinter::printBuilder(std::uint32_t index)
{
    const ApiStruct& entry = m_model.structs[index];
    const std::string& type = m_names.structName(index);
    const std::string name = m_names.take(type + "Builder");
    m_out.blank();
    m_out.line("// $1 makes a $2 step by step.", name, type);
    m_out.line("type $1 struct {", name);
    m_out.line("\tx $1", type);
    m_out.line("}");
    m_out.blank();
    const std::string begin = m_names.take("New" + name);
    m_out.line("// $1 begins a value with its defaults.", begin);
    m_out.line("func $2() *$1 {", name, begin);
    m_out.line(needsNew(index) ? "\treturn &$1{*$2()}" : "\treturn &$1{}", name, m_names.newName(index));
    m_out.line("}");
    NameScope methods{"Build", "x"};
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const std::string& member = m_names.field(index, i);
        const std::string method = methods.take(member);
        m_out.blank();
        m_out.line("// $1 sets $2.", method, member);
        m_out.line("func (b *$1) $2(v $3) *$1 {", name, method, typeOf(field.node));
        m_out.indent();
        const std::uint16_t group = slotOf(field).oneof;
        for (std::size_t j = 0; group != 0 && j < entry.fields.size(); ++j) {
            if (j != i && slotOf(entry.fields[j]).oneof == group)
                m_out.line("b.x.$1 = nil", m_names.field(index, j));
        }
        m_out.line(isPointer(field) ? "b.x.$1 = &v" : "b.x.$1 = v", member);
        m_out.line("return b");
        m_out.dedent();
        m_out.line("}");
    }
    m_out.blank();
    m_out.line("// Build gives the value, or says what keeps it from being encoded.");
    m_out.line("func (b *$1) Build() (*$2, error) {", name, type);
    m_out.line("\tx := b.x");
    m_out.line("\treturn &x, x.Validate()");
    m_out.line("}");
}

} // namespace wirebench::go
