// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/cramberry/cramberry_binder.h"
#include "core/formats/cramberry/cramberry_names.h"

#include <algorithm>

namespace wirebench::cramberry {

TypeIndex TypeBinder::add(TypeExpr type)
{
    m_model.schema.types.push_back(std::move(type));
    return static_cast<TypeIndex>(m_model.schema.types.size() - 1);
}

TypeIndex TypeBinder::unknown(const TypeNode& node)
{
    TypeExpr type;
    type.range = node.range;
    type.spelling = node.name.text;
    return add(std::move(type));
}

TypeIndex TypeBinder::bindType(const Context& context, TypeNodeIndex index)
{
    const TypeNode& written = node(context, index);
    switch (written.kind) {
    case TypeNodeKind::Name:
        return bindNamed(context, written);
    case TypeNodeKind::Array:
    case TypeNodeKind::Map:
    case TypeNodeKind::Optional:
        return bindWrapper(context, written);
    case TypeNodeKind::Missing:
        break;
    }
    return unknown(written);
}

TypeIndex TypeBinder::bindNamed(const Context& context, const TypeNode& written)
{
    if (const TypeIndex builtIn = bindBuiltIn(context, written); builtIn != kNoIndex)
        return builtIn;
    TypeExpr type;
    type.kind = TypeKind::Named;
    type.range = written.range;
    type.spelling = written.name.text;
    bool sound = true;
    for (const TypeNodeIndex part : written.parts) {
        const TypeIndex argument = bindType(context, part);
        sound = sound && m_model.schema.types[argument].kind != TypeKind::Unknown;
        type.spelling += (type.arguments.empty() ? "<" : ", ") + m_model.schema.types[argument].spelling;
        type.arguments.push_back(argument);
    }
    if (!type.arguments.empty())
        type.spelling += ">";
    type.decl = bindName(context.file, written.name.text, written.name.range);
    if (type.decl == kNoIndex)
        return unknown(written);
    const Decl& decl = m_model.schema.decls[type.decl];
    if (decl.kind == DeclKind::Service) {
        Diagnostic& problem
            = m_problems.error("unknown-type", written.name.range,
                               "`{0}` is a service, and no value can be one: name a type.", {written.name.text});
        addRelated(problem, decl.nameRange, "`{0}` is declared here", {decl.name});
        return unknown(written);
    }
    if (!checkArity(written, decl.parameters.size()) || !sound)
        return unknown(written);
    return add(std::move(type));
}

/// A built-in type or a parameter; kNoIndex when the name is none of them.
TypeIndex TypeBinder::bindBuiltIn(const Context& context, const TypeNode& written)
{
    TypeExpr type;
    type.range = written.range;
    type.spelling = written.name.text;
    const auto parameter = std::find_if(context.parameters.begin(), context.parameters.end(),
                                        [&](const Name& name) { return name.text == written.name.text; });
    if (parameter != context.parameters.end()) {
        type.kind = TypeKind::Parameter;
        type.parameter = static_cast<std::uint32_t>(parameter - context.parameters.begin());
    } else if (const Primitive* primitive = findPrimitive(written.name.text)) {
        type.kind = primitive->kind;
        type.bits = primitive->bits;
    } else if (context.methods && written.name.text == "error") {
        type.kind = TypeKind::Text;
    } else {
        return kNoIndex;
    }
    return checkArity(written, 0) ? add(std::move(type)) : unknown(written);
}

TypeIndex TypeBinder::bindWrapper(const Context& context, const TypeNode& written)
{
    std::vector<TypeIndex> parts;
    for (const TypeNodeIndex part : written.parts)
        parts.push_back(bindType(context, part));
    const auto& types = m_model.schema.types;
    if (std::any_of(parts.begin(), parts.end(), [&](TypeIndex part) { return types[part].kind == TypeKind::Unknown; }))
        return unknown(written);
    TypeExpr type;
    type.range = written.range;
    type.element = parts.back();
    const std::string& inner = types[parts.back()].spelling;
    switch (written.kind) {
    case TypeNodeKind::Array:
        type.kind = TypeKind::Array;
        type.length = written.length;
        type.spelling = "[" + (written.length ? std::to_string(*written.length) : std::string()) + "]" + inner;
        break;
    case TypeNodeKind::Map:
        type.kind = TypeKind::Map;
        type.key = parts.front();
        type.spelling = "map<" + types[parts.front()].spelling + ", " + inner + ">";
        break;
    default:
        type.kind = TypeKind::Optional;
        type.spelling = inner + "?";
        break;
    }
    return add(std::move(type));
}

bool TypeBinder::checkArity(const TypeNode& written, std::size_t expected)
{
    if (written.parts.size() == expected)
        return true;
    if (expected == 0) {
        Diagnostic& problem = m_problems.error("generic-arity", written.range,
                                               "`{0}` takes no type arguments: write `{0}`.", {written.name.text});
        addFix(problem, {"Remove the arguments", {}}, written.range, written.name.text);
    } else {
        m_problems.error("generic-arity", written.range,
                         "`{0}` takes {1} type arguments, and there are {2}: write `{0}<…>` with one for each of its "
                         "parameters.",
                         {written.name.text, std::to_string(expected), std::to_string(written.parts.size())});
    }
    return false;
}

DeclIndex TypeBinder::bindName(std::uint32_t file, const std::string& name, TextRange range)
{
    const Scope::Found found = m_scope.find(file, name);
    if (found.decl == kNoIndex && !m_scope.isOfMissingImport(file, name))
        reportUnknown(file, name, range);
    else if (found.other != kNoIndex)
        reportAmbiguous(found, name, range);
    return found.other == kNoIndex ? found.decl : kNoIndex;
}

void TypeBinder::reportAmbiguous(const Scope::Found& found, const std::string& name, TextRange range)
{
    const Decl& first = m_model.schema.decls[found.decl];
    const Decl& second = m_model.schema.decls[found.other];
    const std::string& firstName = m_model.decls[found.decl].fullName;
    const std::string& secondName = m_model.decls[found.other].fullName;
    Diagnostic& problem
        = m_problems.error("unknown-type", range, "`{0}` can be `{1}` and `{2}`: write which one is meant.",
                           {name, firstName, secondName});
    addRelated(problem, first.nameRange, "`{0}` is declared here", {firstName});
    addRelated(problem, second.nameRange, "`{0}` is declared here", {secondName});
    for (const std::string& choice : {firstName, secondName})
        addFix(problem, {"Write `{0}`", {choice}}, range, choice);
}

void TypeBinder::reportUnknown(std::uint32_t file, const std::string& name, TextRange range)
{
    const std::string_view elsewhere = typeFromElsewhere(name);
    const std::string near(elsewhere.empty() ? nearest(file, name) : elsewhere);
    if (near.empty()) {
        m_problems.error("unknown-type", range,
                         "There is no type `{0}`: declare it in this file, import the file that does, or use a "
                         "built-in type (int8–int64, uint8–uint64, float32, float64, bool, string, bytes, time …).",
                         {name});
        return;
    }
    Diagnostic& problem
        = m_problems.error("unknown-type", range, "There is no type `{0}`: did you mean `{1}`?", {name, near});
    addFix(problem, {"Write `{0}`", {near}}, range, near);
}

/// The nearest name in a file. Looks at a bounded number of names in all, so that a text full of unknown types stays
/// linear.
std::string_view TypeBinder::nearest(std::uint32_t file, std::string_view name)
{
    constexpr std::size_t mostComparisons = 40'000;
    if (m_candidatesFile != file) {
        m_candidatesFile = file;
        m_candidates = m_scope.visibleNames(file);
        for (const Primitive& primitive : primitives())
            m_candidates.push_back(primitive.name);
    }
    if (m_compared > mostComparisons)
        return {};
    m_compared += m_candidates.size();
    return nearestName(name, m_candidates);
}

namespace {

std::string spellingOf(const Schema& schema, const TypeExpr& type)
{
    const auto inner = [&](TypeIndex index) { return schema.types[index].spelling; };
    switch (type.kind) {
    case TypeKind::Array:
        return "[" + (type.length ? std::to_string(*type.length) : std::string()) + "]" + inner(type.element);
    case TypeKind::Map:
        return "map<" + inner(type.key) + ", " + inner(type.element) + ">";
    case TypeKind::Optional:
        return inner(type.element) + "?";
    case TypeKind::Named: {
        std::string text = type.spelling.substr(0, type.spelling.find('<'));
        for (std::size_t i = 0; i < type.arguments.size(); ++i)
            text += (i == 0 ? "<" : ", ") + inner(type.arguments[i]);
        return type.arguments.empty() ? text : text + ">";
    }
    default:
        return type.spelling;
    }
}

} // namespace

TypeIndex substitute(Schema& schema, TypeIndex index, std::span<const TypeIndex> arguments)
{
    // The bound on the spelling bounds the depth as well.
    TypeExpr type = schema.types[index];
    if (type.kind == TypeKind::Parameter)
        return arguments[type.parameter];
    bool changed = false;
    bool sound = true;
    const auto replace = [&](TypeIndex& part) {
        if (part == kNoIndex)
            return;
        const TypeIndex replaced = substitute(schema, part, arguments);
        sound = sound && replaced != kNoIndex;
        changed = changed || replaced != part;
        part = replaced;
    };
    replace(type.element);
    replace(type.key);
    for (TypeIndex& argument : type.arguments)
        replace(argument);
    if (!changed)
        return index;
    if (sound)
        type.spelling = spellingOf(schema, type);
    if (!sound || type.spelling.size() > kLongestTypeName)
        return kNoIndex;
    schema.types.push_back(std::move(type));
    return static_cast<TypeIndex>(schema.types.size() - 1);
}

} // namespace wirebench::cramberry
