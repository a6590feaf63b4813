// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_compat_impl.h"

#include "core/formats/cramberry/cramberry_wire.h"

#include <unordered_set>

namespace wirebench::cramberry {

namespace {

/// What a struct implements: what it says itself first, then what those interfaces extend.
struct Implemented {
    Implemented(const Schema& schema, const Decl& decl) : interfaces(decl.interfaces), direct(decl.interfaces.size())
    {
        known.insert(interfaces.begin(), interfaces.end());
        for (std::size_t next = 0; next < interfaces.size(); ++next) {
            for (const TypeIndex base : schema.decls[interfaces[next]].bases) {
                const DeclIndex further = declOf(schema, base, DeclKind::Interface);
                if (further != kNoIndex && known.insert(further).second)
                    interfaces.push_back(further);
            }
        }
    }

    std::vector<DeclIndex> interfaces;
    std::size_t direct; ///< So many of them are named by the struct.
    std::unordered_set<DeclIndex> known;
};

/// Where a struct says that it implements an interface; its name where it does not say so itself.
TextRange implementsPlace(const Decl& decl, std::string_view interface)
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

class InterfaceComparison {
public:
    InterfaceComparison(const Schema& older, const Schema& newer, std::span<const DeclIndex> newOf,
                        std::span<const DeclIndex> oldOf, FindingList& findings)
        : m_older(older), m_newer(newer), m_newOf(newOf), m_oldOf(oldOf), m_findings(findings)
    {
    }

    void run()
    {
        for (std::size_t i = 0; i < m_older.decls.size(); ++i) {
            const Decl& was = m_older.decls[i];
            if (was.instanceOf != kNoIndex)
                continue;
            const Decl* is = m_newOf[i] == kNoIndex ? nullptr : &m_newer.decls[m_newOf[i]];
            if (was.kind == DeclKind::Interface && is && is->kind == DeclKind::Interface)
                compareModes(was, *is);
            else if (was.kind == DeclKind::Struct && is && is->kind == DeclKind::Struct)
                compareStructs(was, *is);
            else if (was.kind == DeclKind::Struct && !is && was.range.file != 0)
                reportGone(was); // those of the text itself are reported as removed
        }
    }

private:
    void compareModes(const Decl& older, const Decl& newer)
    {
        if (discrimination(older) == discrimination(newer))
            return;
        const bool inOld = findAttribute(newer.attributes, "typeref") == nullptr;
        m_findings.add(Severity::Error, "compat-typeref", annotationPlace(inOld ? older : newer, "typeref"), inOld,
                       newer.name,
                       "The implementations of `{0}` were told apart by {1} and are by {2} now: neither side can read "
                       "the other's.",
                       {newer.name, std::string(discrimination(older)), std::string(discrimination(newer))});
    }

    void compareStructs(const Decl& was, const Decl& is)
    {
        if (was.interfaces.empty() && is.interfaces.empty())
            return;
        const Implemented before(m_older, was);
        const Implemented after(m_newer, is);
        bool reported = false;
        for (std::size_t i = 0; i < before.interfaces.size(); ++i) {
            const DeclIndex now = m_newOf[before.interfaces[i]];
            const Decl& interface = m_older.decls[before.interfaces[i]];
            if (now != kNoIndex && after.known.contains(now))
                compareNames(interface, was, m_newer.decls[now], is);
            else if (i < before.direct || !reported)
                reported = reportRemoved(was, interface);
        }
        for (std::size_t i = 0; i < after.direct; ++i) {
            const DeclIndex partner = m_oldOf[after.interfaces[i]];
            if (partner != kNoIndex && before.known.contains(partner))
                continue;
            const std::string& name = m_newer.decls[after.interfaces[i]].name;
            m_findings.add(Severity::Note, "compat-implementation-added", implementsPlace(is, name), false, is.name,
                           "`{0}` implements `{1}` now: older readers keep its bytes without reading them.",
                           {is.name, name});
        }
    }

    bool reportRemoved(const Decl& was, const Decl& interface)
    {
        m_findings.add(Severity::Error, "compat-implementation-removed", implementsPlace(was, interface.name), true,
                       was.name,
                       "`{0}` no longer implements `{1}`: old data that has it there cannot be read any more.",
                       {was.name, interface.name});
        return true;
    }

    void reportGone(const Decl& was)
    {
        for (const DeclIndex interface : was.interfaces)
            reportRemoved(was, m_older.decls[interface]);
    }

    void compareNames(const Decl& older, const Decl& was, const Decl& newer, const Decl& is)
    {
        const std::string before = wireNameOf(older, was);
        const std::string after = wireNameOf(newer, is);
        if (discrimination(older) != discrimination(newer) || discrimination(newer) == "id" || before == after)
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

    const Schema& m_older;
    const Schema& m_newer;
    std::span<const DeclIndex> m_newOf;
    std::span<const DeclIndex> m_oldOf;
    FindingList& m_findings;
};

} // namespace

TextRange annotationPlace(const Decl& decl, std::string_view name)
{
    const Attribute* annotation = findAttribute(decl.attributes, name);
    return annotation ? annotation->valueRange : decl.nameRange;
}

void compareInterfaces(const Schema& older, const Schema& newer, std::span<const DeclIndex> newOf,
                       std::span<const DeclIndex> oldOf, FindingList& findings)
{
    InterfaceComparison(older, newer, newOf, oldOf, findings).run();
}

} // namespace wirebench::cramberry
