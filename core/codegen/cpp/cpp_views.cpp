// SPDX-License-Identifier: MIT
// Types whose texts and bytes lie in the input.
#include "core/codegen/cpp/cpp_printer.h"

#include <algorithm>

namespace wirebench::cpp {

/// Numbers of a fixed width that lie one after another, so that they can stay where they are.
bool Context::isNumberRun(NodeIndex index) const
{
    const ApiType& type = m_model.typeOf(index);
    const Node& node = this->node(index);
    const bool run = node.op == Op::List
        || (node.op == Op::Series && plan().series[node.detail].coding == SeriesCoding::Packed
            && !m_appended.contains(index));
    if (type.kind != ApiKind::List || !run || type.count != 0 || type.optionalElement
        || slot(node.firstSlot).presenceBit)
        return false;
    const ApiKind kind = m_model.typeOf(type.element).kind;
    return this->node(type.element).op == Op::Fixed
        && (kind == ApiKind::UInt || kind == ApiKind::Int || kind == ApiKind::Float);
}

bool Context::borrows(NodeIndex index) const
{
    const ApiType& type = m_model.typeOf(index);
    const Node& node = this->node(index);
    switch (type.kind) {
    case ApiKind::Text:
        return true;
    case ApiKind::Bytes:
        return type.count == 0;
    case ApiKind::Struct:
        return !m_structViews[type.index].empty();
    case ApiKind::Union:
        return !m_unionViews[type.index].empty();
    case ApiKind::List:
        // Texts that share their beginnings do not lie in the input as a whole.
        if (node.op == Op::Series && plan().series[node.detail].coding == SeriesCoding::Prefix)
            return false;
        return isNumberRun(index) || borrows(type.element);
    case ApiKind::Map:
        return borrows(type.key) || borrows(type.element);
    default:
        return false;
    }
}

/// Declared bytes and lists lie in no input.
bool Context::borrows(const ApiField& field) const
{
    return (field.defaultJson.empty() || m_model.typeOf(field.node).kind == ApiKind::Text) && borrows(field.node);
}

/// Types that borrow make those that hold them borrow, until nothing changes.
void Context::nameViews(NameScope& names)
{
    for (const Slot& slot : plan().slots) {
        if (slot.occurs == Occurs::Repeated)
            m_appended.insert(slot.node);
    }
    m_structViews.resize(m_structs.size());
    m_unionViews.resize(m_unions.size());
    const auto find = [](std::string& view, const std::string& name, const auto& parts, auto borrows) {
        if (!view.empty() || !std::any_of(parts.begin(), parts.end(), borrows))
            return false;
        view = name + "View";
        return true;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < m_structs.size(); ++i)
            changed |= find(m_structViews[i], m_structs[i], m_model.structs[i].fields,
                            [this](const ApiField& field) { return borrows(field); });
        for (std::size_t i = 0; i < m_unions.size(); ++i) {
            if (m_model.unions[i].node != kNoIndex) // messages of streams are read as values only
                changed |= find(m_unionViews[i], m_unions[i], m_model.unions[i].alternatives,
                                [this](const ApiAlternative& alternative) { return borrows(alternative.node); });
        }
    }
    for (auto* views : {&m_structViews, &m_unionViews}) {
        for (std::string& name : *views) {
            if (!name.empty())
                name = names.take(name);
        }
    }
}

namespace {

void writeUnionType(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiUnion& entry = context.model().unions[index];
    const auto mark = out.mark(entry.decl);
    const std::string name = context.type(entry.node);
    out.line("/// $1 with texts and bytes that lie in the input.", context.unionName(index));
    out.line("class $1 {", context.unionView(index));
    out.line("public:");
    out.indent();
    out.line("using Kind = $1::Kind;", name);
    out.blank();
    out.line("Kind kind() const { return static_cast<Kind>(value.index()); }");
    out.line("bool empty() const { return value.index() == 0; }");
    out.line("explicit operator bool() const { return !empty(); }");
    out.line("void reset() { value.emplace<0>(); }");
    out.line("/// Null when it is something else.");
    std::string variant = "std::variant<std::monostate";
    for (std::uint32_t i = 0; i < entry.alternatives.size(); ++i) {
        const NodeIndex node = entry.alternatives[i].node;
        const std::string type = context.type(node, true);
        const bool isStruct = context.model().typeOf(node).kind == ApiKind::Struct;
        out.line("const $1* $2() const;", type, context.alternativeName(index, i));
        variant += ", " + (isStruct ? "::wirebench_runtime::Box<" + type + ">" : type);
    }
    out.blank();
    out.line("/// A copy that needs the input no more.");
    out.line("$1 to_owned() const;", name);
    out.blank();
    out.line("/// By the order of Kind.");
    out.line("$1, ::wirebench_runtime::ForeignView> value;", variant);
    out.dedent();
    out.line("};");
    out.blank();
}

void writeStructType(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const auto mark = out.mark(entry.decl);
    const std::string& name = context.structName(index);
    out.line("/// $1 with texts and bytes that lie in the input, which must stay as long as the view.", name);
    out.line("struct $1 {", context.structView(index));
    out.indent();
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i) {
        const ApiField& field = entry.fields[i];
        const auto fieldMark = out.mark(entry.decl, field.member);
        out.line("$1 $2$3;", context.fieldType(field, true), context.fieldName(index, i),
                 context.initializer(field, context.borrows(field)));
    }
    if (entry.keepsUnknown)
        out.line("std::vector<std::uint8_t> $1;", context.unknownName(index));
    if (context.keepsStrings(entry))
        out.line("std::vector<std::string> $1;", context.stringsName(index));
    out.blank();
    if (entry.type != kNoIndex) {
        out.line("/// Reads one value; false where the bytes are none.");
        out.line("bool $1(std::span<const std::uint8_t> bytes);", context.apiName(ApiRole::Decode));
        out.line("/// Reads one value, or says what is wrong with the bytes and where.");
        out.line("::wirebench_runtime::Error try_deserialize(std::span<const std::uint8_t> bytes,");
        out.line("                                           const ::wirebench_runtime::Options& options = kLimits);");
    }
    out.line("/// A copy that needs the input no more.");
    out.line("$1 to_owned() const;", context.type(entry.node));
    out.dedent();
    out.line("};");
    out.blank();
}

void writeUnionMembers(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiUnion& entry = context.model().unions[index];
    const std::string& view = context.unionView(index);
    for (std::uint32_t i = 0; i < entry.alternatives.size(); ++i) {
        const NodeIndex node = entry.alternatives[i].node;
        const bool isStruct = context.model().typeOf(node).kind == ApiKind::Struct;
        out.line("const $1* $2::$3() const", context.type(node, true), view, context.alternativeName(index, i));
        out.line("{");
        out.line(isStruct ? "    return wb::held_if(std::get_if<$1>(&value));" : "    return std::get_if<$1>(&value);",
                 std::to_string(i + 1));
        out.line("}");
        out.blank();
    }
    out.line("$1 $2::to_owned() const", context.unionName(index), view);
    out.line("{");
    out.line("    $1 out;", context.unionName(index));
    out.line("    wb::own_variant(out.value, value);");
    out.line("    return out;");
    out.line("}");
    out.blank();
}

void writeToOwned(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    std::vector<std::string> members;
    for (std::uint32_t i = 0; i < entry.fields.size(); ++i)
        members.push_back(context.fieldName(index, i));
    if (entry.keepsUnknown)
        members.push_back(context.unknownName(index));
    if (context.keepsStrings(entry))
        members.push_back(context.stringsName(index));
    out.line("$1 $2::to_owned() const", context.structName(index), context.structView(index));
    out.line("{");
    out.indent();
    out.line("$1 out;", context.type(entry.node));
    for (const std::string& member : members)
        out.line("wb::own(out.$1, this->$1);", member);
    out.line("return out;");
    out.dedent();
    out.line("}");
    out.blank();
}

void writeStructMembers(CodeWriter& out, const Context& context, std::uint32_t index)
{
    const ApiStruct& entry = context.model().structs[index];
    const std::string& view = context.structView(index);
    writeToOwned(out, context, index);
    if (entry.type == kNoIndex)
        return;
    out.line("bool $1::$2(std::span<const std::uint8_t> bytes)", view, context.apiName(ApiRole::Decode));
    out.line("{");
    out.line("    return !try_deserialize(bytes);");
    out.line("}");
    out.blank();
    out.line("wb::Error $1::try_deserialize(std::span<const std::uint8_t> bytes, const wb::Options& options)", view);
    out.line("{");
    out.line("    return $1::template decode<codec::$2>(*this, options, bytes);", rootOf(context, entry),
             context.structName(index));
    out.line("}");
    out.blank();
}

} // namespace

void writeViewTypes(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    bool any = false;
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (!context.structView(i).empty())
            out.line("struct $1;", context.structView(i));
        any = any || !context.structView(i).empty();
    }
    for (std::uint32_t i = 0; i < model.unions.size(); ++i) {
        if (!context.unionView(i).empty())
            out.line("class $1;", context.unionView(i));
    }
    if (any)
        out.blank();
    for (std::uint32_t i = 0; i < model.unions.size(); ++i) {
        if (!context.unionView(i).empty())
            writeUnionType(out, context, i);
    }
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (!context.structView(i).empty())
            writeStructType(out, context, i);
    }
}

void writeViewMembers(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    for (std::uint32_t i = 0; i < model.unions.size(); ++i) {
        if (!context.unionView(i).empty())
            writeUnionMembers(out, context, i);
    }
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (!context.structView(i).empty())
            writeStructMembers(out, context, i);
    }
}

void writeViewDispatch(CodeWriter& out, const Context& context)
{
    const CodeModel& model = context.model();
    out.line("bool view_agrees([[maybe_unused]] std::string_view type, [[maybe_unused]] std::span<const std::uint8_t> "
             "bytes,");
    out.line("                 [[maybe_unused]] const wb::Options& options)");
    out.line("{");
    out.indent();
    for (std::uint32_t i = 0; i < model.structs.size(); ++i) {
        if (model.structs[i].type == kNoIndex || context.structView(i).empty())
            continue;
        out.line("if ($1$2)", model.structs[i].type == 0 ? "type.empty() || " : "",
                 context.isNamed("type", context.plan().types[model.structs[i].type]));
        out.line("    return wb::view_agrees<$1, $2>(bytes, options);", context.structName(i), context.structView(i));
    }
    out.line("return true;");
    out.dedent();
    out.line("}");
    out.blank();
}

} // namespace wirebench::cpp
