// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_compat.h"

#include "core/formats/cramberry/cramberry_compat_impl.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_parser.h"
#include "core/formats/cramberry/cramberry_wire.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

/// A type without the names of declarations. Recursion is bounded by the nesting that the parser allows.
std::string typeForm(const Schema& schema, TypeIndex index)
{
    const TypeExpr& type = schema.types[index];
    switch (type.kind) {
    case TypeKind::Named:
        return "#";
    case TypeKind::Array:
        return "[" + (type.length ? std::to_string(*type.length) : std::string()) + "]"
            + typeForm(schema, type.element);
    case TypeKind::Map:
        return "map " + typeForm(schema, type.key) + " " + typeForm(schema, type.element);
    case TypeKind::Optional:
        return typeForm(schema, type.element) + "?";
    default:
        return type.spelling;
    }
}

/// A declaration's members without the names of types: equal declarations have equal forms.
std::string shallowForm(const Schema& schema, const Decl& decl)
{
    std::string form(declWord(decl.kind));
    form += findAttribute(decl.attributes, "presence") ? " presence" : "";
    for (const Member& member : decl.members) {
        form += "," + member.name + "=" + std::to_string(member.number);
        for (const char* name : {"encoding", "oneof", "required"}) {
            if (const Attribute* attribute = findAttribute(member.attributes, name))
                form += " " + attribute->name + " " + std::string(textAttribute(member.attributes, name).value_or(""));
        }
        for (const MethodParameter& parameter : member.parameters)
            form += " " + typeForm(schema, parameter.type);
        if (member.type != kNoIndex)
            form += ": " + typeForm(schema, member.type);
    }
    return form;
}

/// Whether values of any type can stand in one with the type's id before them.
bool usesAny(const Schema& schema)
{
    return std::any_of(schema.types.begin(), schema.types.end(),
                       [](const TypeExpr& type) { return type.kind == TypeKind::Any; });
}

class Comparison {
public:
    Comparison(const Analysis& older, const Analysis& newer)
        : m_oldAnalysis(older)
        , m_newAnalysis(newer)
        , m_older(*older.schema)
        , m_newer(*newer.schema)
        , m_newOf(m_older.decls.size(), kNoIndex)
        , m_oldOf(m_newer.decls.size(), kNoIndex)
        , m_oldForms(m_older.decls.size(), kNoIndex)
        , m_newForms(m_newer.decls.size(), kNoIndex)
        , m_any(usesAny(m_older) || usesAny(m_newer))
        , m_fields(
              older, newer, m_findings, [this](DeclIndex was, DeclIndex is) { return pairIfPossible(was, is); },
              [this](DeclIndex was, DeclIndex is) { return m_newOf[was] == is || mayBecome(was, is); })
    {
    }

    std::vector<CompatFinding> run()
    {
        comparePackage();
        pairByName([](const Schema&, const Decl& decl) { return fullName(decl.package, decl.name); });
        pairByName([](const Schema&, const Decl& decl) { return decl.name; });
        pairByName([](const Schema&, const Decl& decl) {
            return hasWrittenTypeId(decl) ? std::to_string(typeIdOf(decl)) : std::string();
        });
        // Fields that name renamed types bring further pairs to the list while it is worked off.
        compareFrom(0);
        const std::size_t compared = m_pairs.size();
        pairByName(shallowForm);
        compareFrom(compared);
        compareInterfaces(m_older, m_newer, m_newOf, m_oldOf, m_findings);
        reportUnpaired();
        return m_findings.take();
    }

private:
    void add(Severity severity, std::string_view code, const Decl& decl, TextRange range, std::string_view pattern,
             std::vector<std::string> arguments)
    {
        m_findings.add(severity, code, range, false, decl.name, pattern, std::move(arguments));
    }

    void addOld(Severity severity, std::string_view code, const Decl& decl, TextRange range, std::string_view pattern,
                std::vector<std::string> arguments)
    {
        m_findings.add(severity, code, range, true, decl.name, pattern, std::move(arguments));
    }

    // ---- Which declaration became which

    void pair(DeclIndex older, DeclIndex newer)
    {
        m_newOf[older] = newer;
        m_oldOf[newer] = older;
        m_pairs.emplace_back(older, newer);
    }

    /// Pairs what is left of both sides and has the same name; the empty one is none. Instances are compared as what
    /// they were made of.
    template <class NameOf>
    void pairByName(NameOf nameOf)
    {
        std::unordered_map<std::string, std::vector<DeclIndex>> names;
        for (std::size_t i = m_newer.decls.size(); i-- > 0;) {
            if (m_oldOf[i] == kNoIndex && m_newer.decls[i].instanceOf == kNoIndex)
                names[nameOf(m_newer, m_newer.decls[i])].push_back(static_cast<DeclIndex>(i));
        }
        names.erase(std::string());
        for (std::size_t i = 0; i < m_older.decls.size() && !names.empty(); ++i) {
            if (m_newOf[i] != kNoIndex || m_older.decls[i].instanceOf != kNoIndex)
                continue;
            const auto found = names.find(nameOf(m_older, m_older.decls[i]));
            if (found == names.end() || found->second.empty())
                continue;
            pair(static_cast<DeclIndex>(i), found->second.back());
            found->second.pop_back();
        }
    }

    /// Equal declarations have equal numbers.
    std::uint32_t formOf(const Schema& schema, std::vector<std::uint32_t>& forms, DeclIndex decl)
    {
        if (forms[decl] == kNoIndex)
            forms[decl] = m_formIds.emplace(shallowForm(schema, schema.decls[decl]), m_formIds.size()).first->second;
        return forms[decl];
    }

    bool mayBecome(DeclIndex older, DeclIndex newer)
    {
        const bool free = m_newOf[older] == kNoIndex && m_oldOf[newer] == kNoIndex
            && m_older.decls[older].kind == m_newer.decls[newer].kind;
        return free || formOf(m_older, m_oldForms, older) == formOf(m_newer, m_newForms, newer);
    }

    /// For the types of a field that certainly is the same one.
    bool pairIfPossible(DeclIndex older, DeclIndex newer)
    {
        if (m_newOf[older] == newer)
            return m_older.decls[older].kind == m_newer.decls[newer].kind;
        if (!mayBecome(older, newer))
            return false;
        if (m_newOf[older] == kNoIndex && m_oldOf[newer] == kNoIndex)
            pair(older, newer);
        return true;
    }

    // ---- Declarations

    void comparePackage()
    {
        if (m_older.package == m_newer.package)
            return;
        const bool inOld = m_newer.package.empty();
        SchemaProblems ignored;
        const SyntaxTree tree = parse((inOld ? m_oldAnalysis : m_newAnalysis).source->text, 0, ignored);
        m_findings.add(Severity::Warning, "compat-package", tree.package.range, inOld, {},
                       "The package was `{0}` and is `{1}` now: types without `@typeid` have other ids in streams and "
                       "polymorphic values.",
                       {m_older.package, m_newer.package});
    }

    void compareFrom(std::size_t first)
    {
        for (std::size_t next = first; next < m_pairs.size(); ++next)
            compareDecls(m_pairs[next].first, m_pairs[next].second);
    }

    void compareDecls(DeclIndex was, DeclIndex is)
    {
        const Decl& older = m_older.decls[was];
        const Decl& newer = m_newer.decls[is];
        if (older.kind != newer.kind) {
            add(Severity::Error, "compat-kind-changed", newer, newer.nameRange,
                "`{0}` was {1} and is {2} now: the bytes of one cannot be read as the other.",
                {newer.name, std::string(declPhrase(older.kind)), std::string(declPhrase(newer.kind))});
            return;
        }
        if (newer.kind == DeclKind::Struct)
            compareStructs(was, is);
        else if (older.name != newer.name)
            reportRenamed(older, newer);
        if (newer.kind == DeclKind::Enum)
            compareEnumValues(older, newer, m_findings);
    }

    void reportRenamed(const Decl& older, const Decl& newer)
    {
        add(Severity::Note, "compat-type-renamed", newer, newer.nameRange,
            "The {0} `{1}` is called `{2}` now; this name is not on the wire.",
            {std::string(declWord(newer.kind)), older.name, newer.name});
    }

    void compareStructs(DeclIndex was, DeclIndex is)
    {
        const Decl& older = m_older.decls[was];
        const Decl& newer = m_newer.decls[is];
        compareTypeIds(was, is);
        const bool before = findAttribute(older.attributes, "presence") != nullptr;
        const bool after = findAttribute(newer.attributes, "presence") != nullptr;
        if (before == after) {
            m_fields.compare(was, is);
        } else if (after) {
            add(Severity::Error, "compat-presence", newer, annotationPlace(newer, "presence"),
                "`{0}` has `@presence` now: a bitmap stands where older readers expect tags, and old data has none.",
                {newer.name});
        } else {
            addOld(Severity::Error, "compat-presence", newer, annotationPlace(older, "presence"),
                   "`{0}` has no longer `@presence`: tags stand where older readers expect a bitmap.", {newer.name});
        }
    }

    void compareTypeIds(DeclIndex was, DeclIndex is)
    {
        const Decl& older = m_older.decls[was];
        const Decl& newer = m_newer.decls[is];
        const std::uint64_t before = typeIdOf(older);
        const std::uint64_t after = typeIdOf(newer);
        const bool generic = !older.parameters.empty() || !newer.parameters.empty();
        const bool written = hasWrittenTypeId(older) || hasWrittenTypeId(newer);
        const bool referenced = m_any || !older.interfaces.empty() || !newer.interfaces.empty();
        const std::vector<std::string> arguments{newer.name, std::to_string(before), std::to_string(after), older.name};
        if (before != after && !generic && (written || referenced)) {
            constexpr std::string_view pattern
                = "The type id of `{0}` was {1} and is {2} now: polymorphic values and streams name an unknown type to "
                  "the other side; write `@typeid({1})`.";
            if (!hasWrittenTypeId(newer) && hasWrittenTypeId(older))
                addOld(Severity::Error, "compat-typeid", newer, annotationPlace(older, "typeid"), pattern, arguments);
            else
                add(Severity::Error, "compat-typeid", newer, annotationPlace(newer, "typeid"), pattern, arguments);
        } else if (older.name != newer.name && before != after) {
            add(Severity::Warning, "compat-type-renamed", newer, newer.nameRange,
                "The type `{3}` is called `{0}` now: in streams its id was {1} and is {2} now; fields of the type are "
                "not affected.",
                arguments);
        } else if (older.name != newer.name) {
            add(Severity::Note, "compat-type-renamed", newer, newer.nameRange,
                "The type `{3}` is called `{0}` now; its id on the wire is {1} as before.", arguments);
        }
    }

    void reportUnpaired()
    {
        for (std::size_t i = 0; i < m_older.decls.size(); ++i) {
            const Decl& decl = m_older.decls[i];
            if (m_newOf[i] != kNoIndex || decl.instanceOf != kNoIndex || decl.range.file != 0)
                continue;
            const bool breaks = decl.kind == DeclKind::Struct || decl.kind == DeclKind::Interface;
            addOld(breaks ? Severity::Error : Severity::Note, "compat-type-removed", decl, decl.nameRange,
                   breaks ? "The {0} `{1}` was removed: data of this type cannot be read any more."
                          : "The {0} `{1}` was removed; what used it is reported where it changed.",
                   {std::string(declWord(decl.kind)), decl.name});
        }
        for (std::size_t i = 0; i < m_newer.decls.size(); ++i) {
            const Decl& decl = m_newer.decls[i];
            if (m_oldOf[i] == kNoIndex && decl.instanceOf == kNoIndex && decl.range.file == 0)
                add(Severity::Note, "compat-type-added", decl, decl.nameRange,
                    "The {0} `{1}` was added; existing data is not affected.",
                    {std::string(declWord(decl.kind)), decl.name});
        }
    }

    const Analysis& m_oldAnalysis;
    const Analysis& m_newAnalysis;
    const Schema& m_older;
    const Schema& m_newer;
    std::vector<DeclIndex> m_newOf; // per old declaration its partner
    std::vector<DeclIndex> m_oldOf;
    std::vector<std::pair<DeclIndex, DeclIndex>> m_pairs;
    std::unordered_map<std::string, std::uint32_t> m_formIds;
    std::vector<std::uint32_t> m_oldForms; // per old declaration the id of its form, once it was asked for
    std::vector<std::uint32_t> m_newForms;
    bool m_any; // one of the schemas has fields of type `any`
    FindingList m_findings;
    FieldComparison m_fields;
};

} // namespace

std::vector<CompatFinding> compareSchemas(const Analysis& older, const Analysis& newer)
{
    return Comparison(older, newer).run();
}

} // namespace wirebench::cramberry
