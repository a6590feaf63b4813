// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_checks.h"

#include "core/base/text.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/schema/containment.h"

#include <algorithm>
#include <unordered_map>

namespace wirebench::serialkit {

const TypeExpr& baseType(const Schema& schema, const Member& member)
{
    const TypeExpr& type = schema.types[member.type];
    return type.element == kNoIndex ? type : schema.types[type.element];
}

bool isRepeated(const Schema& schema, const Member& member)
{
    return schema.types[member.type].kind == TypeKind::Array;
}

DeclIndex namedDecl(const Schema& schema, const Member& member)
{
    if (member.type == kNoIndex)
        return kNoIndex;
    const TypeExpr& type = baseType(schema, member);
    return type.kind == TypeKind::Named ? type.decl : kNoIndex;
}

namespace {

/// The modifiers of one field: the first of each kind, null where it is not there.
struct FieldModifiers {
    explicit FieldModifiers(const Member& member)
        : optional(findAttribute(member.attributes, "optional"))
        , repeated(findAttribute(member.attributes, "repeated"))
        , packed(findAttribute(member.attributes, "packed"))
        , interned(findAttribute(member.attributes, "interned"))
        , bitmap(findAttribute(member.attributes, "bitmap"))
    {
    }

    const Attribute* optional;
    const Attribute* repeated;
    const Attribute* packed;
    const Attribute* interned;
    const Attribute* bitmap;
};

TextRange later(const Attribute& a, const Attribute& b)
{
    return a.nameRange.begin < b.nameRange.begin ? b.nameRange : a.nameRange;
}

TextRange earlier(const Attribute& a, const Attribute& b)
{
    return a.nameRange.begin < b.nameRange.begin ? a.nameRange : b.nameRange;
}

class Checker {
public:
    Checker(Syntax& syntax, std::string_view fileName, SchemaProblems& problems)
        : m_syntax(syntax), m_fileName(fileName), m_schema(syntax.schema), m_problems(problems)
    {
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i)
            m_names.emplace(m_schema.decls[i].name, static_cast<DeclIndex>(i));
    }

    void run()
    {
        takeNamespace();
        for (Decl& decl : m_schema.decls) {
            if (decl.members.empty() && decl.sound)
                reportEmpty(decl);
            if (decl.kind == DeclKind::Enum)
                continue;
            for (const Member& member : decl.members)
                decl.sound = checkField(member) && decl.sound;
        }
        checkNumbers(m_schema, m_problems);
        checkNames(m_syntax, m_problems);
        checkContainment();
        giveHints(m_schema, m_problems);
        spreadUnsoundness(m_schema);
    }

private:
    void takeNamespace()
    {
        for (const NamePart& part : m_syntax.namespaceParts)
            m_schema.package += (m_schema.package.empty() ? "" : ".") + part.text;
        if (!m_syntax.namespaceParts.empty())
            return;
        Diagnostic& problem
            = m_problems.add(Severity::Warning, "missing-namespace", m_syntax.firstToken,
                             "The file has no namespace, so generated code takes the file's name: begin it with "
                             "`namespace name;`.");
        const std::string name = nameOfFile();
        if (!name.empty())
            addFix(problem, {"Insert `namespace {0};`", {name}}, {m_syntax.firstToken.begin, m_syntax.firstToken.begin},
                   "namespace " + name + ";\n\n");
    }

    /// A namespace made of the file's name; empty where that gives none.
    std::string nameOfFile() const
    {
        std::string_view stem = m_fileName.substr(m_fileName.find_last_of("/\\") + 1);
        stem = stem.substr(0, stem.find('.'));
        if (stem.empty())
            return {};
        const std::string name = asciiLower(identifierFrom(stem));
        const bool usable = name.find_first_not_of("_0123456789") != std::string::npos && !isCppKeyword(name);
        return usable ? name : std::string();
    }

    void reportEmpty(Decl& decl)
    {
        if (decl.kind == DeclKind::Enum) {
            decl.sound = false;
            m_problems.error("empty-enum", decl.nameRange,
                             "The enum `{0}` has no values: it needs at least one, `NAME = number;`.", {decl.name});
            return;
        }
        m_problems.add(Severity::Warning, "empty-model", decl.nameRange,
                       "The model `{0}` has no fields, so it takes no bytes: give it one, `type name = number;`.",
                       {decl.name});
    }

    /// Whether the field is one that can be lowered; its problems are reported.
    bool checkField(const Member& member)
    {
        TypeExpr& outer = m_schema.types[member.type];
        TypeExpr& base = outer.element == kNoIndex ? outer : m_schema.types[outer.element];
        const bool known = base.kind != TypeKind::Unknown && (base.kind != TypeKind::Named || resolveName(base));
        reportRepetitions(member);
        const FieldModifiers modifiers(member);
        const bool fits = checkShape(member, modifiers);
        return known && checkTypes(member, modifiers, base) && fits;
    }

    /// From the modifier to what follows it, so that removing it leaves no gap.
    static TextRange removalOf(const Member& member, TextRange modifier)
    {
        std::uint32_t end = std::max(member.typeRange.begin, modifier.end);
        for (const Attribute& other : member.attributes) {
            if (other.nameRange.begin > modifier.begin)
                end = std::min(end, other.nameRange.begin);
        }
        // A comment between the two stays.
        return end - modifier.end > 1 ? modifier : TextRange{modifier.begin, end};
    }

    static void addRemoval(Diagnostic& problem, const Member& member, const Attribute& modifier)
    {
        addFix(problem, {"Remove `{0}`", {modifier.name}}, removalOf(member, modifier.nameRange), "");
    }

    void reportRepetitions(const Member& member)
    {
        for (std::size_t i = 1; i < member.attributes.size(); ++i) {
            const Attribute& modifier = member.attributes[i];
            const Attribute* first = findAttribute(member.attributes, modifier.name);
            if (first == &modifier)
                continue;
            Diagnostic& problem = m_problems.error("duplicate-modifier", modifier.nameRange,
                                                   "`{0}` is there twice: once is enough.", {modifier.name});
            addRelated(problem, first->nameRange, "first written here");
            addRemoval(problem, member, modifier);
        }
    }

    /// What modifiers say against each other, whatever the type. Gives whether nothing is wrong.
    bool checkShape(const Member& member, const FieldModifiers& modifiers)
    {
        bool good = true;
        if (modifiers.optional && modifiers.repeated) {
            good = false;
            Diagnostic& problem
                = m_problems.error("optional-repeated", later(*modifiers.optional, *modifiers.repeated),
                                   "A field is `optional` or `repeated`, not both: an empty `repeated` field is absent "
                                   "already; remove `optional`.");
            addRelated(problem, earlier(*modifiers.optional, *modifiers.repeated), "the other modifier");
            addRemoval(problem, member, *modifiers.optional);
        }
        if (modifiers.packed && !modifiers.repeated && !modifiers.bitmap) {
            good = false;
            Diagnostic& problem
                = m_problems.error("packed-not-repeated", modifiers.packed->nameRange,
                                   "`packed` is for `repeated` fields: write `packed repeated {0}`, or remove it.",
                                   {baseType(m_schema, member).spelling});
            if (!modifiers.optional) {
                const std::uint32_t end = modifiers.packed->nameRange.end;
                addFix(problem, {"Write `packed repeated`", {}}, {end, end}, " repeated");
            }
            addRemoval(problem, member, *modifiers.packed);
        }
        if (modifiers.packed && modifiers.bitmap) {
            good = false;
            Diagnostic& problem = m_problems.error("packed-bitmap", later(*modifiers.packed, *modifiers.bitmap),
                                                   "A field is `packed` or a `bitmap`, not both: for bools `bitmap` is "
                                                   "eight times smaller; remove `packed`.");
            addRelated(problem, earlier(*modifiers.packed, *modifiers.bitmap), "the other modifier");
            addRemoval(problem, member, *modifiers.packed);
        }
        return good;
    }

    /// What modifiers ask of the type. Gives whether nothing is wrong.
    bool checkTypes(const Member& member, const FieldModifiers& modifiers, const TypeExpr& base)
    {
        bool good = true;
        const bool isModel = base.kind == TypeKind::Named && m_schema.decls[base.decl].kind != DeclKind::Enum;
        if (modifiers.packed && (base.kind == TypeKind::Text || base.kind == TypeKind::Bytes || isModel)) {
            good = false;
            Diagnostic& problem = m_problems.error(
                "packed-type", modifiers.packed->nameRange,
                "`packed` is for numbers, bool and enums; each `{0}` carries a length of its own: remove it.",
                {base.spelling});
            addRemoval(problem, member, *modifiers.packed);
        }
        if (modifiers.bitmap && (base.kind != TypeKind::Bool || !modifiers.repeated)) {
            good = false;
            const bool isBool = base.kind == TypeKind::Bool;
            Diagnostic& problem = m_problems.error(
                "bitmap-type", modifiers.bitmap->nameRange,
                isBool ? "`bitmap` is for `repeated bool`: write `bitmap repeated bool`, or remove it."
                       : "`bitmap` is for `repeated bool` only, and this is a `{0}`: remove it.",
                {base.spelling});
            if (isBool && !modifiers.optional) {
                const std::uint32_t end = modifiers.bitmap->nameRange.end;
                addFix(problem, {"Write `bitmap repeated`", {}}, {end, end}, " repeated");
            }
            addRemoval(problem, member, *modifiers.bitmap);
        }
        if (modifiers.interned && base.kind != TypeKind::Text) {
            good = false;
            Diagnostic& problem
                = m_problems.error("interned-type", modifiers.interned->nameRange,
                                   "`interned` is for `string` only, and this is a `{0}`: remove it.", {base.spelling});
            addRemoval(problem, member, *modifiers.interned);
        }
        return good;
    }

    bool resolveName(TypeExpr& type)
    {
        const auto found = m_names.find(type.spelling);
        if (found != m_names.end()) {
            type.decl = found->second;
            return true;
        }
        if (!m_syntax.foreignNames.contains(type.spelling))
            reportUnknown(type);
        return false;
    }

    void reportUnknown(const TypeExpr& type)
    {
        const std::string_view elsewhere = typeFromElsewhere(type.spelling);
        const std::string near(elsewhere.empty() ? nearest(type.spelling) : elsewhere);
        if (near.empty()) {
            m_problems.error(
                "unknown-type", type.range,
                "There is no type `{0}`: declare `model {0} { … }` or `enum {0} { … }` in this file, or use "
                "a built-in type (int8–int64, uint8–uint64, float, double, bool, string, bytes, byte).",
                {type.spelling});
            return;
        }
        Diagnostic& problem = m_problems.error("unknown-type", type.range,
                                               "There is no type `{0}`: did you mean `{1}`?", {type.spelling, near});
        addFix(problem, {"Write `{0}`", {near}}, type.range, near);
    }

    /// The nearest type name. Looks at a bounded number of names in all, so that a text full of unknown types stays
    /// linear.
    std::string_view nearest(std::string_view name)
    {
        if (m_candidates.empty()) {
            for (const Primitive& primitive : primitives())
                m_candidates.push_back(primitive.name);
            for (const Decl& decl : m_schema.decls) {
                if (m_candidates.size() < kMostCandidates)
                    m_candidates.push_back(decl.name);
            }
        }
        if (m_compared > kMostComparisons)
            return {};
        m_compared += m_candidates.size();
        return nearestName(name, m_candidates);
    }

    void checkContainment()
    {
        const Containment graph(m_schema, [this](const Member& member) { return heldModel(member); });
        for (std::size_t i = 0; i < m_schema.decls.size(); ++i) {
            for (const Member& member : m_schema.decls[i].members) {
                if (graph.onCycle(static_cast<DeclIndex>(i), member))
                    m_schema.decls[i].sound = false;
            }
        }
        for (const Containment::Cycle& cycle : graph.cycles())
            reportCycle(cycle);
    }

    /// The model that is always there inside a field.
    DeclIndex heldModel(const Member& member) const
    {
        if (member.type == kNoIndex || m_schema.types[member.type].kind != TypeKind::Named)
            return kNoIndex;
        const DeclIndex decl = m_schema.types[member.type].decl;
        return decl != kNoIndex && m_schema.decls[decl].kind != DeclKind::Enum ? decl : kNoIndex;
    }

    void reportCycle(const Containment::Cycle& cycle)
    {
        constexpr std::size_t mostShown = 16;
        const Member& member = *cycle.front().member;
        Diagnostic& problem = m_problems.error("infinite-size", member.typeRange,
                                               "`{0}` always contains itself ({1}), so no value of it could end: make "
                                               "this field `optional` or `repeated`.",
                                               {m_schema.decls[cycle.front().from].name, cycleText(m_schema, cycle)});
        for (std::size_t i = 1; i < cycle.size() && i < mostShown; ++i)
            addRelated(problem, cycle[i].member->typeRange, "and this field leads on to `{0}`",
                       {m_schema.types[cycle[i].member->type].spelling});
        const TextRange before{member.typeRange.begin, member.typeRange.begin};
        addFix(problem, {"Make it `optional`", {}}, before, "optional ");
        addFix(problem, {"Make it `repeated`", {}}, before, "repeated ");
    }

    static constexpr std::size_t kMostCandidates = 2'000;
    static constexpr std::size_t kMostComparisons = 40'000;

    Syntax& m_syntax;
    std::string_view m_fileName;
    Schema& m_schema;
    SchemaProblems& m_problems;
    std::unordered_map<std::string, DeclIndex> m_names; // the first declaration of each name
    std::vector<std::string_view> m_candidates;
    std::size_t m_compared = 0;
};

} // namespace

void check(Syntax& syntax, std::string_view fileName, SchemaProblems& problems)
{
    Checker(syntax, fileName, problems).run();
}

} // namespace wirebench::serialkit
