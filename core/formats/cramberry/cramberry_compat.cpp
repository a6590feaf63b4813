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

/// For each struct the interfaces it implements, those that these extend among them.
std::vector<std::set<DeclIndex>> interfacesOf(const Schema& schema)
{
    std::vector<std::set<DeclIndex>> result(schema.decls.size());
    for (std::size_t i = 0; i < schema.decls.size(); ++i) {
        std::vector<DeclIndex> open = schema.decls[i].interfaces;
        while (!open.empty()) {
            const DeclIndex interface = open.back();
            open.pop_back();
            if (!result[i].insert(interface).second)
                continue;
            for (const TypeIndex base : schema.decls[interface].bases) {
                if (const DeclIndex further = declOf(schema, base, DeclKind::Interface); further != kNoIndex)
                    open.push_back(further);
            }
        }
    }
    return result;
}

TextRange annotationPlace(const Decl& decl, std::string_view name)
{
    const Attribute* annotation = findAttribute(decl.attributes, name);
    return annotation ? annotation->valueRange : decl.nameRange;
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
        , m_oldInterfaces(interfacesOf(m_older))
        , m_newInterfaces(interfacesOf(m_newer))
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
        for (const auto& [was, is] : m_pairs) {
            if (m_newer.decls[is].kind == DeclKind::Interface && m_older.decls[was].kind == DeclKind::Interface)
                compareImplementations(was, is);
        }
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

    bool mayBecome(DeclIndex older, DeclIndex newer) const
    {
        const bool free = m_newOf[older] == kNoIndex && m_oldOf[newer] == kNoIndex
            && m_older.decls[older].kind == m_newer.decls[newer].kind;
        return free || shallowForm(m_older, m_older.decls[older]) == shallowForm(m_newer, m_newer.decls[newer]);
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
            compareValues(older, newer);
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
        const bool referenced = m_any || !m_oldInterfaces[was].empty() || !m_newInterfaces[is].empty();
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

    // ---- Interfaces

    void compareImplementations(DeclIndex was, DeclIndex is)
    {
        const Decl& older = m_older.decls[was];
        const Decl& newer = m_newer.decls[is];
        const bool sameMode = discrimination(older) == discrimination(newer);
        if (!sameMode) {
            const bool inOld = findAttribute(newer.attributes, "typeref") == nullptr;
            m_findings.add(Severity::Error, "compat-typeref", annotationPlace(inOld ? older : newer, "typeref"), inOld,
                           newer.name,
                           "The implementations of `{0}` were told apart by {1} and are by {2} now: neither side can "
                           "read the other's.",
                           {newer.name, std::string(discrimination(older)), std::string(discrimination(newer))});
        }
        for (std::size_t i = 0; i < m_older.decls.size(); ++i) {
            if (m_oldInterfaces[i].contains(was) && m_older.decls[i].instanceOf == kNoIndex)
                compareImplementation(older, static_cast<DeclIndex>(i), newer, is, sameMode);
        }
        for (std::size_t i = 0; i < m_newer.decls.size(); ++i) {
            const DeclIndex before = m_oldOf[i];
            if (!m_newInterfaces[i].contains(is) || before == kNoIndex || m_oldInterfaces[before].contains(was))
                continue;
            add(Severity::Note, "compat-implementation-added", m_newer.decls[i],
                implementsPlace(m_newer.decls[i], newer.name),
                "`{0}` implements `{1}` now: older readers keep its bytes without reading them.",
                {m_newer.decls[i].name, newer.name});
        }
    }

    void compareImplementation(const Decl& older, DeclIndex implementation, const Decl& newer, DeclIndex interface,
                               bool sameMode)
    {
        const Decl& was = m_older.decls[implementation];
        const DeclIndex now = m_newOf[implementation];
        if (now == kNoIndex && was.range.file == 0)
            return; // reported as removed
        if (now == kNoIndex || !m_newInterfaces[now].contains(interface)) {
            addOld(Severity::Error, "compat-implementation-removed", was, implementsPlace(was, older.name),
                   "`{0}` no longer implements `{1}`: old data that has it there cannot be read any more.",
                   {was.name, newer.name});
            return;
        }
        const Decl& is = m_newer.decls[now];
        const std::string before = wireNameOf(older, was);
        const std::string after = wireNameOf(newer, is);
        if (!sameMode || discrimination(newer) == "id" || before == after)
            return;
        const bool prefix
            = textAttribute(older.attributes, "typeprefix") != textAttribute(newer.attributes, "typeprefix");
        const bool inOld = prefix && findAttribute(newer.attributes, "typeprefix") == nullptr;
        const TextRange place = prefix ? annotationPlace(inOld ? older : newer, "typeprefix") : is.nameRange;
        m_findings.add(Severity::Error, "compat-type-name", place, inOld, prefix ? newer.name : is.name,
                       "The name on the wire of `{0}` was `{1}` and is `{2}` now: values of `{3}` name an unknown type "
                       "to the other side.",
                       {is.name, before, after, newer.name});
    }

    /// Where a struct says that it implements an interface; its name where it does not say so itself.
    static TextRange implementsPlace(const Decl& decl, std::string_view interface)
    {
        for (const Attribute& attribute : decl.attributes) {
            for (const Literal& value : attribute.values) {
                const auto* name = std::get_if<std::string>(&value);
                if (attribute.name == "implements" && name != nullptr
                    && std::string_view(*name).substr(name->rfind('.') + 1) == interface)
                    return attribute.valueRange;
            }
        }
        return decl.nameRange;
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

    // ---- Enum values

    void compareValues(const Decl& older, const Decl& newer)
    {
        const MemberMaps was(older);
        const MemberMaps is(newer);
        for (const Member& value : newer.members)
            compareValue(was, is, newer, value);
        for (const Member& value : older.members) {
            if (!is.find(value.name) && !is.find(value.number)) {
                m_findings.add(Severity::Warning, "compat-value-removed", value.nameRange, true,
                               newer.name + "." + value.name,
                               "The value `{0}` of `{1}` was removed: stored values with its number {2} are shown as "
                               "that number.",
                               {value.name, newer.name, std::to_string(value.number)});
            }
        }
    }

    void compareValue(const MemberMaps& was, const MemberMaps& is, const Decl& decl, const Member& value)
    {
        const auto report = [&](Severity severity, std::string_view code, TextRange range, std::string_view pattern,
                                std::vector<std::string> arguments) {
            m_findings.add(severity, code, range, false, decl.name + "." + value.name, pattern, std::move(arguments));
        };
        const Member* sameName = was.find(value.name);
        const Member* sameNumber = was.find(value.number);
        if (sameName && sameName->number == value.number)
            return;
        if (sameName) {
            report(Severity::Error, "compat-value-number", numberPlace(value),
                   "The number of `{0}` was {1} and is {2} now: stored values change their meaning.",
                   {value.name, std::to_string(sameName->number), std::to_string(value.number)});
        } else if (sameNumber && is.find(sameNumber->name)) {
            report(Severity::Error, "compat-number-reused", numberPlace(value),
                   "`{0}` has the number {1}, which was that of `{2}`: stored values change their meaning.",
                   {value.name, std::to_string(value.number), sameNumber->name});
        } else if (sameNumber) {
            report(Severity::Note, "compat-value-renamed", value.nameRange,
                   "The value `{0}` of `{1}` is called `{2}` now; names of values are not on the wire.",
                   {sameNumber->name, decl.name, value.name});
        } else {
            report(Severity::Note, "compat-value-added", value.nameRange,
                   "The value `{0}` was added to `{1}`; older readers show its number.", {value.name, decl.name});
        }
    }

    const Analysis& m_oldAnalysis;
    const Analysis& m_newAnalysis;
    const Schema& m_older;
    const Schema& m_newer;
    std::vector<DeclIndex> m_newOf; // per old declaration its partner
    std::vector<DeclIndex> m_oldOf;
    std::vector<std::pair<DeclIndex, DeclIndex>> m_pairs;
    std::vector<std::set<DeclIndex>> m_oldInterfaces; // per old declaration what it implements
    std::vector<std::set<DeclIndex>> m_newInterfaces;
    bool m_any; // one of the schemas has fields of type `any`
    FindingList m_findings;
    FieldComparison m_fields;
};

} // namespace

void FindingList::add(Severity severity, std::string_view code, TextRange range, bool inOld, std::string path,
                      std::string_view pattern, std::vector<std::string> arguments)
{
    if (!m_seen.emplace(severity, code, inOld, range.file, range.begin, range.end).second)
        return;
    CompatFinding finding;
    finding.diagnostic = schemaProblem(severity, code, range, {pattern, std::move(arguments)});
    finding.diagnostic.path = std::move(path);
    finding.inOld = inOld;
    m_findings.push_back(std::move(finding));
}

MemberMaps::MemberMaps(const Decl& decl)
{
    for (const Member& member : decl.members) {
        byNumber.emplace(member.number, &member);
        byName.emplace(member.name, &member);
    }
}

const Member* MemberMaps::find(std::int64_t number) const
{
    const auto found = byNumber.find(number);
    return found == byNumber.end() ? nullptr : found->second;
}

const Member* MemberMaps::find(std::string_view name) const
{
    const auto found = byName.find(name);
    return found == byName.end() ? nullptr : found->second;
}

TextRange numberPlace(const Member& member)
{
    return member.numberRange.size() > 0 ? member.numberRange : member.nameRange;
}

std::vector<CompatFinding> compareSchemas(const Analysis& older, const Analysis& newer)
{
    return Comparison(older, newer).run();
}

} // namespace wirebench::cramberry
