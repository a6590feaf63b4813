// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_compat.h"

#include "core/formats/sdp/sdp_checks.h"
#include "core/formats/sdp/sdp_wire_equality.h"

#include <algorithm>
#include <unordered_map>

namespace wirebench::sdp {

namespace {

using NameMap = std::unordered_map<std::string_view, std::size_t>;

NameMap memberNames(const Decl& decl)
{
    NameMap names;
    for (std::size_t i = 0; i < decl.members.size(); ++i)
        names.emplace(decl.members[i].name, i);
    return names;
}

std::string kindName(const Decl& decl)
{
    return decl.kind == DeclKind::Message ? "message" : "struct";
}

class Comparison {
public:
    Comparison(const Schema& older, const Schema& newer)
        : m_older(older)
        , m_newer(newer)
        , m_equality(older, newer)
        , m_oldPlaces(older)
        , m_newPlaces(newer)
        , m_newOf(older.decls.size(), kNoIndex)
        , m_oldOf(newer.decls.size(), kNoIndex)
    {
    }

    std::vector<CompatFinding> run()
    {
        pairByName();
        pairByForm();
        // Fields that name renamed and changed structs bring further pairs to the list while it is worked off.
        for (std::size_t next = 0; next < m_pairs.size(); ++next)
            compareDecls(m_pairs[next].first, m_pairs[next].second);
        reportUnpaired();
        return std::move(m_findings);
    }

private:
    CompatFinding& add(Severity severity, std::string_view code, TextRange range, bool inOld, std::string path,
                       std::string_view pattern, std::vector<std::string> arguments)
    {
        CompatFinding finding;
        finding.diagnostic = schemaProblem(severity, code, range, {pattern, std::move(arguments)});
        finding.diagnostic.path = std::move(path);
        finding.inOld = inOld;
        m_findings.push_back(std::move(finding));
        return m_findings.back();
    }

    void pair(DeclIndex older, DeclIndex newer)
    {
        m_newOf[older] = newer;
        m_oldOf[newer] = older;
        m_pairs.emplace_back(older, newer);
    }

    void pairByName()
    {
        std::unordered_map<std::string_view, DeclIndex> names;
        for (std::size_t i = 0; i < m_newer.decls.size(); ++i)
            names.emplace(m_newer.decls[i].name, static_cast<DeclIndex>(i));
        for (std::size_t i = 0; i < m_older.decls.size(); ++i) {
            const auto found = names.find(m_older.decls[i].name);
            if (found != names.end() && m_oldOf[found->second] == kNoIndex)
                pair(static_cast<DeclIndex>(i), found->second);
        }
    }

    /// Declarations without a partner of the same name: one with the same form on the wire was renamed.
    void pairByForm()
    {
        constexpr std::size_t mostCandidates = 8;
        std::unordered_map<std::string, std::vector<DeclIndex>> forms;
        for (std::size_t i = 0; i < m_newer.decls.size(); ++i) {
            if (m_oldOf[i] == kNoIndex)
                forms[WireEquality::shallowForm(m_newer, m_newer.decls[i])].push_back(static_cast<DeclIndex>(i));
        }
        for (std::size_t i = 0; i < m_older.decls.size() && !forms.empty(); ++i) {
            if (m_newOf[i] != kNoIndex)
                continue;
            const auto found = forms.find(WireEquality::shallowForm(m_older, m_older.decls[i]));
            if (found == forms.end())
                continue;
            std::vector<DeclIndex>& candidates = found->second;
            const auto end
                = candidates.begin() + static_cast<std::ptrdiff_t>(std::min(candidates.size(), mostCandidates));
            const auto match = std::find_if(candidates.begin(), end, [&](DeclIndex candidate) {
                return m_equality.decls(static_cast<DeclIndex>(i), candidate);
            });
            if (match == end)
                continue;
            pair(static_cast<DeclIndex>(i), *match);
            candidates.erase(match);
        }
    }

    void compareDecls(DeclIndex oldIndex, DeclIndex newIndex)
    {
        const Decl& older = m_older.decls[oldIndex];
        const Decl& newer = m_newer.decls[newIndex];
        if (older.kind != newer.kind) {
            add(Severity::Error, "compat-kind-changed", newer.nameRange, false, newer.name,
                "`{0}` was a {1} and is a {2} now: a message has a header of 12 bytes, a struct has none, so old and "
                "new part "
                "at byte 0.",
                {newer.name, kindName(older), kindName(newer)});
        } else if (older.name != newer.name) {
            reportRenamed(older, newer);
        }
        compareFields(older, newer);
    }

    void reportRenamed(const Decl& older, const Decl& newer)
    {
        if (newer.kind == DeclKind::Message) {
            add(Severity::Error, "compat-message-renamed", newer.nameRange, false, newer.name,
                "The message `{0}` is called `{1}` now: its type id, the hash of its name, is another one, so old and "
                "new part "
                "at byte 0.",
                {older.name, newer.name});
        } else {
            add(Severity::Note, "compat-type-renamed", newer.nameRange, false, newer.name,
                "The struct `{0}` is called `{1}` now; names of structs are not on the wire.",
                {older.name, newer.name});
        }
    }

    /// Walks both lists of fields side by side; names tell added, removed and moved fields apart.
    void compareFields(const Decl& older, const Decl& newer)
    {
        const NameMap oldNames = memberNames(older);
        const NameMap newNames = memberNames(newer);
        std::size_t i = 0;
        std::size_t j = 0;
        bool moved = false;
        while (i < older.members.size() || j < newer.members.size()) {
            const bool oldLeft = i < older.members.size();
            const bool newLeft = j < newer.members.size();
            const bool oldStays = oldLeft && newNames.contains(older.members[i].name);
            const bool newWas = newLeft && oldNames.contains(newer.members[j].name);
            if (oldLeft && newLeft && older.members[i].name == newer.members[j].name) {
                compareTypes(older, i++, newer, j++);
            } else if (oldLeft && newLeft && !oldStays && !newWas) {
                compareReplaced(older, i++, newer, j++);
            } else if (newLeft && !newWas) {
                reportAdded(newer, j++);
            } else if (oldLeft && !oldStays) {
                reportRemoved(older, i++, newer);
            } else {
                // Both fields are in both versions: the order differs. The first of them says it for all.
                if (!std::exchange(moved, true) && oldLeft && newLeft)
                    reportMoved(older, oldNames.at(newer.members[j].name), newer, j);
                compareMoved(older, newer, newNames, i, j);
            }
        }
    }

    void compareMoved(const Decl& older, const Decl& newer, const NameMap& newNames, std::size_t& i, std::size_t& j)
    {
        if (i < older.members.size()) {
            const std::size_t partner = newNames.at(older.members[i].name);
            if (!sameType(older.members[i].type, newer.members[partner].type))
                reportType(older, i, newer, partner);
            ++i;
        }
        if (j < newer.members.size())
            ++j;
    }

    void compareTypes(const Decl& older, std::size_t i, const Decl& newer, std::size_t j)
    {
        if (!sameType(older.members[i].type, newer.members[j].type))
            reportType(older, i, newer, j);
    }

    /// A field of another name in the place of a field that is gone.
    void compareReplaced(const Decl& older, std::size_t i, const Decl& newer, std::size_t j)
    {
        const Member& member = newer.members[j];
        if (!sameType(older.members[i].type, member.type)) {
            reportType(older, i, newer, j);
            return;
        }
        add(Severity::Note, "compat-field-renamed", member.nameRange, false, newer.name + "." + member.name,
            "The field `{0}` of `{1}` is called `{2}` now; names of fields are not on the wire.",
            {older.members[i].name, newer.name, member.name});
    }

    /// Whether the bytes of both types are the same, as far as this place decides it: structs of one name, or renamed
    /// ones, are compared on their own.
    bool sameType(TypeIndex oldType, TypeIndex newType)
    {
        const auto named = m_equality.namedPair(oldType, newType);
        if (!named) {
            const bool unresolved
                = m_older.types[oldType].kind == TypeKind::Unknown || m_newer.types[newType].kind == TypeKind::Unknown;
            return unresolved ? m_older.types[oldType].spelling == m_newer.types[newType].spelling
                              : m_equality.types(oldType, newType);
        }
        if (m_newOf[named->first] == kNoIndex && m_oldOf[named->second] == kNoIndex)
            pair(named->first, named->second);
        return m_newOf[named->first] == named->second || m_equality.decls(named->first, named->second);
    }

    void reportType(const Decl& older, std::size_t i, const Decl& newer, std::size_t j)
    {
        const Member& was = older.members[i];
        const Member& is = newer.members[j];
        const std::string place = m_newPlaces.placeOf(newer, j);
        CompatFinding& finding = was.name == is.name
            ? add(Severity::Error, "compat-field-type", is.typeRange, false, newer.name + "." + is.name,
                  "The field `{0}` of `{1}` was `{2}` and is `{3}` now: old and new part at this field, {4}.",
                  {is.name, newer.name, m_older.types[was.type].spelling, m_newer.types[is.type].spelling, place})
            : add(Severity::Error, "compat-field-type", is.range, false, newer.name + "." + is.name,
                  "In `{0}`, `{1}: {2}` took the place of `{3}: {4}`: old and new part at this field, {5}.",
                  {newer.name, is.name, m_newer.types[is.type].spelling, was.name, m_older.types[was.type].spelling,
                   place});
        static_cast<void>(finding);
    }

    void reportAdded(const Decl& newer, std::size_t j)
    {
        const Member& member = newer.members[j];
        const bool last = j + 1 == newer.members.size();
        add(Severity::Error, "compat-field-added", member.nameRange, false, newer.name + "." + member.name,
            last ? "The field `{0}` was added at the end of `{1}`: old and new part {2}, where old data has nothing."
                 : "The field `{0}` was added to `{1}`: old and new part at this field, {2}.",
            {member.name, newer.name, m_newPlaces.placeOf(newer, j)});
    }

    void reportRemoved(const Decl& older, std::size_t i, const Decl& newer)
    {
        const Member& member = older.members[i];
        add(Severity::Error, "compat-field-removed", member.nameRange, true, newer.name + "." + member.name,
            "The field `{0}` of `{1}` was removed: old and new part where it was, {2}.",
            {member.name, newer.name, m_oldPlaces.placeOf(older, i)});
    }

    void reportMoved(const Decl& older, std::size_t i, const Decl& newer, std::size_t j)
    {
        const Member& member = newer.members[j];
        add(Severity::Error, "compat-field-moved", member.nameRange, false, newer.name + "." + member.name,
            "The fields of `{0}` are in another order: `{1}` was {2} and is {3} now, where old and new part.",
            {newer.name, member.name, m_oldPlaces.placeOf(older, i), m_newPlaces.placeOf(newer, j)});
    }

    void reportUnpaired()
    {
        for (std::size_t i = 0; i < m_older.decls.size(); ++i) {
            const Decl& decl = m_older.decls[i];
            if (m_newOf[i] == kNoIndex) {
                add(Severity::Error, "compat-type-removed", decl.nameRange, true, decl.name,
                    "The {0} `{1}` was removed: data of this type cannot be read any more.",
                    {kindName(decl), decl.name});
            }
        }
        for (std::size_t j = 0; j < m_newer.decls.size(); ++j) {
            const Decl& decl = m_newer.decls[j];
            if (m_oldOf[j] == kNoIndex) {
                add(Severity::Note, "compat-type-added", decl.nameRange, false, decl.name,
                    "The {0} `{1}` was added; existing data is not affected.", {kindName(decl), decl.name});
            }
        }
    }

    const Schema& m_older;
    const Schema& m_newer;
    WireEquality m_equality;
    FieldPlaces m_oldPlaces;
    FieldPlaces m_newPlaces;
    std::vector<DeclIndex> m_newOf; // per old declaration its partner
    std::vector<DeclIndex> m_oldOf;
    std::vector<std::pair<DeclIndex, DeclIndex>> m_pairs;
    std::vector<CompatFinding> m_findings;
};

} // namespace

std::vector<CompatFinding> compareSchemas(const Schema& older, const Schema& newer)
{
    return Comparison(older, newer).run();
}

} // namespace wirebench::sdp
