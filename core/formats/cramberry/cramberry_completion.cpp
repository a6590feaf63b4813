// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_completion.h"

#include "core/formats/cramberry/cramberry_language.h"
#include "core/formats/cramberry/cramberry_library.h"
#include "core/formats/cramberry/cramberry_parser.h"
#include "core/formats/cramberry/cramberry_words.h"
#include "core/formats/text_language.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

bool canBeKey(const Primitive& primitive)
{
    switch (primitive.kind) {
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::UInt:
    case TypeKind::Text:
    case TypeKind::Bytes:
        return true;
    default:
        return false;
    }
}

} // namespace

Completer::Completer(const Analysis& analysis, PlaceInText place)
    : m_analysis(analysis), m_schema(*analysis.schema), m_place(std::move(place))
{
    m_text = std::string_view(analysis.source->text).substr(0, kLongestSchemaText);
}

std::vector<Completion> Completer::run()
{
    if (m_place.inComment)
        return {};
    if (!m_place.arguments.empty())
        addArguments();
    else if (m_place.atAnnotation)
        addAnnotations();
    else if (m_place.inString)
        addImportPaths();
    else
        addStatementParts();
    return std::move(m_result);
}

void Completer::add(std::string_view label, std::string insert, std::string detail, std::string documentation,
                    TokenKind kind)
{
    m_result.push_back(
        {std::string(label), std::move(insert), std::move(detail), std::move(documentation), kind, m_place.replace});
}

void Completer::addKeyword(std::string_view name)
{
    if (const Keyword* keyword = findKeyword(name))
        add(name, std::string(name) + " ", std::string(keyword->summary), std::string(keyword->example),
            TokenKind::Keyword);
}

void Completer::addStatementParts()
{
    switch (m_place.body) {
    case PlaceInText::Body::None:
        addHeaderParts();
        break;
    case PlaceInText::Body::Type:
        addFieldParts();
        break;
    case PlaceInText::Body::Enum:
        if (m_place.words.empty())
            addAnnotations();
        else if (m_place.last() == "=")
            addNextNumber();
        break;
    case PlaceInText::Body::Interface:
    case PlaceInText::Body::Service:
        addMethodParts();
        break;
    }
}

// ---- The top of a file

void Completer::addHeaderParts()
{
    if (m_place.words.empty()) {
        if (!m_place.hasPackage && !m_place.hasDecl && m_place.annotations.empty())
            addKeyword("package");
        if (!m_place.hasDecl && m_place.annotations.empty())
            addKeyword("import");
        for (const char* keyword : {"type", "enum", "interface", "service"})
            addKeyword(keyword);
        addAnnotations();
        return;
    }
    const std::string_view first = m_place.words.front();
    const bool extends = m_place.has("extends");
    if (first == "import") {
        if (m_place.words.size() == 1)
            addImportPaths();
        else if (m_place.words.size() == 2)
            addKeyword("as");
    } else if (first == "type" || first == "interface") {
        if (extends && (m_place.last() == "extends" || m_place.last() == "," || m_place.last() == "."))
            addDeclared(first == "type" ? Wanted::Structs : Wanted::Interfaces);
        else if (!extends && m_place.words.size() > 1 && m_place.last() != "<" && m_place.last() != ",")
            addKeyword("extends");
    }
}

void Completer::addImportPaths()
{
    if (m_place.words.size() != 1 || m_place.words.front() != "import")
        return;
    for (const std::string_view path : libraryPaths())
        add(path, quoted(path, ""), "built in", "Found everywhere: it is part of the program.", TokenKind::String);
}

// ---- Members

void Completer::addFieldParts()
{
    if (m_place.words.empty()) {
        addAnnotations();
    } else if (m_place.has("=")) {
        addDefaults();
    } else if (m_place.has(":")) {
        const std::string_view last = m_place.last();
        const std::size_t count = m_place.words.size();
        if (last == "<" && m_place.words[count - 2] == "map")
            addTypes(Wanted::Keys);
        else if (last == ":" || last == "]" || last == "<" || last == "," || last == ".")
            addTypes(Wanted::Types);
    }
}

void Completer::addMethodParts()
{
    const bool service = m_place.body == PlaceInText::Body::Service;
    const std::string_view last = m_place.last();
    if (m_place.words.empty()) {
        if (service)
            addKeyword("rpc");
        addAnnotations();
        return;
    }
    const bool begins = last == "(" || last == ":";
    if (service && begins)
        addKeyword("stream");
    if (!service && last == ":")
        add("error", "error", "what went wrong", "Known in the methods of interfaces only.", TokenKind::Type);
    if (begins || last == "," || last == "]" || last == "<" || last == "." || last == "stream")
        addTypes(Wanted::Types);
}

/// Values of the field's type, which stands between `:` and `=`.
void Completer::addDefaults()
{
    const auto begin = std::find(m_place.words.begin(), m_place.words.end(), ":");
    const auto end = std::find(begin, m_place.words.end(), "=");
    const bool atStart = m_place.last() == "=";
    if (begin == m_place.words.end() || end == m_place.words.end() || end - begin < 2
        || (!atStart && m_place.last() != "."))
        return;
    const std::string_view type = *(end - 1);
    if (atStart && type == "bool") {
        for (const char* value : {"true", "false"})
            add(value, value, "default of a bool", "Left out on the wire when the field has it.", TokenKind::Keyword);
    }
    const Decl* found = nullptr;
    for (const Decl& decl : m_schema.decls) {
        if (decl.kind == DeclKind::Enum && decl.name == type
            && (found == nullptr || decl.range.file < found->range.file))
            found = &decl;
    }
    if (found == nullptr)
        return;
    for (const Member& value : found->members)
        add(value.name, value.name, "= " + std::to_string(value.number) + " of " + found->name, value.doc,
            TokenKind::FieldName);
}

// ---- Types

void Completer::addTypes(Wanted wanted)
{
    if (m_place.last() != ".") {
        for (const Primitive& primitive : primitives()) {
            if (wanted != Wanted::Keys || canBeKey(primitive))
                add(primitive.name, std::string(primitive.name), std::string(primitive.summary), "", TokenKind::Type);
        }
        if (wanted != Wanted::Keys) {
            const Keyword* map = findKeyword("map");
            add("map", "map<", std::string(map->summary), std::string(map->example), TokenKind::Type);
            add("[]", "[]", "array: any number of elements, `[N]` for a fixed number", "[]string, [16]byte",
                TokenKind::Type);
        }
    }
    addDeclared(wanted);
}

bool Completer::isWanted(const Decl& decl, Wanted wanted)
{
    switch (wanted) {
    case Wanted::Types:
        return decl.kind != DeclKind::Service;
    case Wanted::Keys:
        return decl.kind == DeclKind::Enum;
    case Wanted::Structs:
        return decl.kind == DeclKind::Struct;
    case Wanted::Interfaces:
        return decl.kind == DeclKind::Interface;
    }
    return false;
}

void Completer::addDecl(const Decl& decl, const std::string& prefix)
{
    const std::string name = prefix + decl.name;
    add(name, decl.parameters.empty() ? name : name + "<", declSummary(decl), decl.doc, TokenKind::TypeName);
}

/// Declarations by the names they have here: parameters, own ones, imported ones with their prefix.
void Completer::addDeclared(Wanted wanted)
{
    const std::string qualifier = m_place.qualifier();
    if (qualifier.empty() && wanted != Wanted::Interfaces) {
        static const std::vector<std::string> none;
        const Decl* decl = enclosing();
        for (const std::string& parameter : decl ? decl->parameters : none)
            add(parameter, parameter, "type parameter", "The type it is used with stands here.", TokenKind::TypeName);
    }
    SchemaProblems ignored;
    const SyntaxTree tree = parse(m_text, 0, ignored);
    const Decl* extending = m_place.has("extends") ? enclosing() : nullptr;
    for (const Decl& decl : m_schema.decls) {
        if (decl.instanceOf != kNoIndex || !isWanted(decl, wanted) || &decl == extending)
            continue;
        if (decl.range.file == 0) {
            const bool unfinished = decl.nameRange.begin == m_place.replace.begin;
            if (!unfinished && (qualifier.empty() || qualifier == decl.package))
                addDecl(decl, "");
            continue;
        }
        for (const ImportNode& import : tree.imports) {
            if (!isFile(decl.range.file, import))
                continue;
            if (qualifier.empty())
                addDecl(decl, import.alias.text.empty() ? "" : import.alias.text + ".");
            else if (qualifier == import.alias.text || qualifier == decl.package)
                addDecl(decl, "");
            break;
        }
    }
}

/// Whether an import leads to a file. The name of a file ends with the path, but for `.` and `..` at its start.
bool Completer::isFile(std::uint32_t file, const ImportNode& import) const
{
    if (file == 0 || file > m_analysis.imported.size())
        return false;
    std::string_view path = import.path.text;
    while (path.starts_with("./") || path.starts_with("../"))
        path.remove_prefix(path.find('/') + 1);
    const std::string_view name = m_analysis.imported[file - 1]->name;
    return name.ends_with(path) && (name.size() == path.size() || name[name.size() - path.size() - 1] == '/');
}

// ---- Numbers

const Decl* Completer::enclosing() const
{
    // The declaration of an unfinished text ends before the place.
    const Decl* found = nullptr;
    for (const Decl& decl : m_schema.decls) {
        const bool before
            = decl.range.file == 0 && decl.instanceOf == kNoIndex && decl.range.begin <= m_place.replace.begin;
        if (before && (found == nullptr || decl.range.begin > found->range.begin))
            found = &decl;
    }
    return found;
}

std::span<const Member> Completer::members() const
{
    const Decl* decl = enclosing();
    return decl ? std::span<const Member>(decl->members) : std::span<const Member>();
}

const Member* Completer::member() const
{
    const std::span<const Member> all = members();
    const auto found = std::find_if(all.begin(), all.end(), [this](const Member& member) {
        return !member.inherited && member.range.begin <= m_place.replace.begin
            && m_place.replace.end <= member.range.end;
    });
    return found == all.end() ? nullptr : &*found;
}

/// The number above those in use, of fields or of enum values; negative when there is none left.
std::int64_t Completer::nextNumber() const
{
    const bool isEnum = m_place.body == PlaceInText::Body::Enum;
    const std::int64_t most = isEnum ? INT32_MAX : kHighestFieldNumber;
    std::int64_t highest = isEnum ? -1 : 0;
    const Member* here = member();
    const auto isHere = [&](const Member& other) {
        const TextRange number = other.numberRange;
        if (number.size() > 0)
            return !other.inherited && number.begin <= m_place.replace.begin && m_place.replace.begin <= number.end;
        return &other == here || (!m_place.words.empty() && m_place.words.front() == other.name);
    };
    for (const Member& other : members()) {
        if (!isHere(other) && other.number <= most)
            highest = std::max(highest, other.number);
    }
    return highest < most ? highest + 1 : -1;
}

void Completer::addNextNumber()
{
    const std::int64_t number = nextNumber();
    if (number < 0)
        return;
    add(std::to_string(number), std::to_string(number), "the next number",
        m_place.body == PlaceInText::Body::Enum ? "Numbers go from 0 to 2147483647."
                                                : "Numbers go from 1 to 536870911. Those up to 15 make a tag of one "
                                                  "byte.",
        TokenKind::Number);
}

std::vector<Completion> CramberryLanguage::complete(const Analysis& analysis, std::uint32_t offset) const
{
    const std::string_view text = std::string_view(analysis.source->text).substr(0, kLongestSchemaText);
    return Completer(analysis, placeAt(text, std::min(offset, static_cast<std::uint32_t>(text.size())))).run();
}

} // namespace wirebench::cramberry
