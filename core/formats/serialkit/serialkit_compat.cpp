// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_compat.h"

#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_language.h"
#include "core/formats/serialkit/serialkit_type_change.h"
#include "core/formats/serialkit/serialkit_wire.h"

#include <unordered_map>

namespace wirebench::serialkit {

namespace {

/// The members of a declaration by number and by name; of repeated ones the first.
struct MemberMaps {
    explicit MemberMaps(const Decl& decl)
    {
        for (const Member& member : decl.members) {
            if (member.numberRange.size() > 0)
                byNumber.emplace(member.number, &member);
            byName.emplace(member.name, &member);
        }
    }

    const Member* find(std::int64_t number) const
    {
        const auto found = byNumber.find(number);
        return found == byNumber.end() ? nullptr : found->second;
    }
    const Member* find(std::string_view name) const
    {
        const auto found = byName.find(name);
        return found == byName.end() ? nullptr : found->second;
    }

    std::unordered_map<std::int64_t, const Member*> byNumber;
    std::unordered_map<std::string_view, const Member*> byName;
};

std::string kindName(const Decl& decl)
{
    return decl.kind == DeclKind::Enum ? "enum" : "model";
}

/// A declaration's own members without the names of types: equal declarations have equal forms.
std::string shallowForm(const Schema& schema, const Decl& decl)
{
    std::string form = kindName(decl);
    for (const Member& member : decl.members) {
        form += "," + member.name + "=" + std::to_string(member.number);
        if (member.type == kNoIndex)
            continue;
        for (const Attribute& modifier : member.attributes)
            form += " " + modifier.name;
        form += namedDecl(schema, member) == kNoIndex ? " " + baseType(schema, member).spelling : " #";
    }
    return form;
}

class Comparison {
public:
    Comparison(const Schema& older, const Schema& newer)
        : m_older(older), m_newer(newer), m_newOf(older.decls.size(), kNoIndex), m_oldOf(newer.decls.size(), kNoIndex)
    {
    }

    std::vector<CompatFinding> run()
    {
        pairByName();
        // Fields that name renamed models bring further pairs to the list while it is worked off.
        compareFrom(0);
        const std::size_t compared = m_pairs.size();
        pairByForm();
        compareFrom(compared);
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

    void addAt(Severity severity, std::string_view code, const Decl& decl, const Member& member, TextRange range,
               std::string_view pattern, std::vector<std::string> arguments)
    {
        add(severity, code, range, false, decl.name + "." + member.name, pattern, std::move(arguments));
    }

    // ---- Which declaration became which

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

    /// Declarations without a partner that are equal but for their names: one was renamed.
    void pairByForm()
    {
        std::unordered_map<std::string, std::vector<DeclIndex>> forms;
        for (std::size_t i = m_newer.decls.size(); i-- > 0;) {
            if (m_oldOf[i] == kNoIndex)
                forms[shallowForm(m_newer, m_newer.decls[i])].push_back(static_cast<DeclIndex>(i));
        }
        for (std::size_t i = 0; i < m_older.decls.size() && !forms.empty(); ++i) {
            if (m_newOf[i] != kNoIndex)
                continue;
            const auto found = forms.find(shallowForm(m_older, m_older.decls[i]));
            if (found == forms.end() || found->second.empty())
                continue;
            pair(static_cast<DeclIndex>(i), found->second.back());
            found->second.pop_back();
        }
    }

    // ---- Declarations

    void compareFrom(std::size_t first)
    {
        for (std::size_t next = first; next < m_pairs.size(); ++next)
            compareDecls(m_older.decls[m_pairs[next].first], m_newer.decls[m_pairs[next].second]);
    }

    void compareDecls(const Decl& older, const Decl& newer)
    {
        if (older.kind != newer.kind) {
            add(Severity::Error, "compat-kind-changed", newer.nameRange, false, newer.name,
                "`{0}` was {1} and is {2} now: the bytes of one cannot be read as the other.",
                {newer.name, article(older), article(newer)});
            return;
        }
        if (older.name != newer.name) {
            add(Severity::Note, "compat-type-renamed", newer.nameRange, false, newer.name,
                "The {0} `{1}` is called `{2}` now; names of types are not on the wire.",
                {kindName(newer), older.name, newer.name});
        }
        if (newer.kind == DeclKind::Enum)
            compareValues(older, newer);
        else
            compareFields(older, newer);
    }

    static std::string article(const Decl& decl)
    {
        return (decl.kind == DeclKind::Enum ? "an " : "a ") + kindName(decl);
    }

    void reportUnpaired()
    {
        for (std::size_t i = 0; i < m_older.decls.size(); ++i) {
            const Decl& decl = m_older.decls[i];
            if (m_newOf[i] != kNoIndex)
                continue;
            const bool isEnum = decl.kind == DeclKind::Enum;
            add(isEnum ? Severity::Note : Severity::Error, "compat-type-removed", decl.nameRange, true, decl.name,
                isEnum ? "The enum `{0}` was removed; fields that had it are reported where they changed."
                       : "The model `{0}` was removed: data of this type cannot be read any more.",
                {decl.name});
        }
        for (std::size_t j = 0; j < m_newer.decls.size(); ++j) {
            const Decl& decl = m_newer.decls[j];
            if (m_oldOf[j] == kNoIndex) {
                add(Severity::Note, "compat-type-added", decl.nameRange, false, decl.name,
                    "The {0} `{1}` was added; existing data is not affected.", {kindName(decl), decl.name});
            }
        }
    }

    // ---- Enum values

    void compareValues(const Decl& older, const Decl& newer)
    {
        const MemberMaps was(older);
        const MemberMaps is(newer);
        for (const Member& value : newer.members) {
            const Member* sameName = was.find(value.name);
            const Member* sameNumber = was.find(value.number);
            if (sameName && sameName->number == value.number)
                continue;
            if (sameName) {
                addAt(Severity::Error, "compat-value-number", newer, value, value.numberRange,
                      "The number of `{0}` was {1} and is {2} now: stored values change their meaning.",
                      {value.name, std::to_string(sameName->number), std::to_string(value.number)});
            } else if (sameNumber && is.find(sameNumber->name)) {
                addAt(Severity::Error, "compat-number-reused", newer, value, value.numberRange,
                      "`{0}` has the number {1}, which was that of `{2}`: stored values change their meaning.",
                      {value.name, std::to_string(value.number), sameNumber->name});
            } else if (sameNumber) {
                addAt(Severity::Note, "compat-value-renamed", newer, value, value.nameRange,
                      "The value `{0}` of `{1}` is called `{2}` now; names of values are not on the wire.",
                      {sameNumber->name, newer.name, value.name});
            } else {
                addAt(Severity::Note, "compat-value-added", newer, value, value.nameRange,
                      "The value `{0}` was added to `{1}`; older readers show its number.", {value.name, newer.name});
            }
        }
        for (const Member& value : older.members) {
            if (!is.find(value.name) && !is.find(value.number)) {
                add(Severity::Warning, "compat-value-removed", value.nameRange, true, newer.name + "." + value.name,
                    "The value `{0}` of `{1}` was removed: stored values with its number {2} are shown as that number.",
                    {value.name, newer.name, std::to_string(value.number)});
            }
        }
    }

    // ---- Fields

    void compareFields(const Decl& older, const Decl& newer)
    {
        const MemberMaps was(older);
        const MemberMaps is(newer);
        for (const Member& field : newer.members) {
            if (field.numberRange.size() > 0)
                compareField(was, is, newer, field);
        }
        for (const Member& field : older.members) {
            if (field.numberRange.size() > 0 && !is.find(field.name) && !is.find(field.number))
                reportRemoved(newer, field);
        }
    }

    void compareField(const MemberMaps& was, const MemberMaps& is, const Decl& decl, const Member& field)
    {
        const Member* sameName = was.find(field.name);
        const Member* sameNumber = was.find(field.number);
        if (sameName && sameName->number == field.number) {
            compareSameNumber(*sameName, decl, field);
            return;
        }
        if (sameName && sameName->numberRange.size() > 0) {
            addAt(Severity::Error, "compat-field-number", decl, field, field.numberRange,
                  "The number of the field `{0}` was {1} and is {2} now: each side takes the other's field for an "
                  "unknown "
                  "one.",
                  {field.name, std::to_string(sameName->number), std::to_string(field.number)});
            return;
        }
        if (!sameNumber) {
            reportAdded(decl, field);
        } else if (is.find(sameNumber->name) || !sameForm(*sameNumber, field)) {
            addAt(
                Severity::Error, "compat-number-reused", decl, field, field.numberRange,
                "The number {0} was that of `{1} {2}` and is that of `{3} {4}` now: old data is misread; use a number "
                "that no field has had.",
                {std::to_string(field.number), writtenType(m_older, *sameNumber), sameNumber->name,
                 writtenType(m_newer, field), field.name});
        } else {
            addAt(Severity::Note, "compat-field-renamed", decl, field, field.nameRange,
                  "The field `{0}` of `{1}` is called `{2}` now; names of fields are not on the wire.",
                  {sameNumber->name, decl.name, field.name});
            compareSameNumber(*sameNumber, decl, field);
        }
    }

    void reportAdded(const Decl& decl, const Member& field)
    {
        const bool always = !hasModifier(field, "optional") && !isRepeated(m_newer, field);
        addAt(Severity::Note, "compat-field-added", decl, field, field.nameRange,
              always ? "The field `{0}` was added to `{1}`: older readers skip it, and in old data it reads as zero."
                     : "The field `{0}` was added to `{1}`: older readers skip it, and in old data it is absent.",
              {field.name, decl.name});
    }

    void reportRemoved(const Decl& decl, const Member& field)
    {
        const bool always = !hasModifier(field, "optional") && !isRepeated(m_older, field);
        add(always ? Severity::Error : Severity::Note, "compat-field-removed", field.nameRange, true,
            decl.name + "." + field.name,
            always
                ? "The field `{0}` of `{1}` was removed: older readers expect it always and take it to be zero; keep "
                  "it, "
                  "or make it `optional` first."
                : "The field `{0}` of `{1}` was removed: in old data it is an unknown field; never use its number {2} "
                  "again.",
            {field.name, decl.name, std::to_string(field.number)});
    }

    /// Whether a field of another name may be the same one renamed: nothing about it breaks.
    bool sameForm(const Member& was, const Member& is)
    {
        if (isRepeated(m_older, was) != isRepeated(m_newer, is))
            return false;
        const TypeExpr& before = baseType(m_older, was);
        const TypeExpr& after = baseType(m_newer, is);
        const TypeChange change = typeChange(m_older, before, m_newer, after);
        if (change == TypeChange::SameName)
            return m_newOf[before.decl] == after.decl || mayBecome(before.decl, after.decl);
        return change == TypeChange::None || change == TypeChange::Wider;
    }

    bool mayBecome(DeclIndex older, DeclIndex newer) const
    {
        return m_newOf[older] == kNoIndex && m_oldOf[newer] == kNoIndex;
    }

    void compareSameNumber(const Member& was, const Decl& decl, const Member& is)
    {
        const bool wasRepeated = isRepeated(m_older, was);
        if (wasRepeated != isRepeated(m_newer, is)) {
            addAt(Severity::Error, "compat-field-repeated", decl, is, is.typeRange,
                  wasRepeated
                      ? "The field `{0}` was `repeated` and has one value now: of several stored ones only the last "
                        "is left."
                      : "The field `{0}` had one value and is `repeated` now: older readers take the last element "
                        "for the value.",
                  {is.name});
        }
        compareType(was, decl, is);
        if (wasRepeated != isRepeated(m_newer, is))
            return;
        compareEncoding(was, decl, is);
        if (!wasRepeated)
            comparePresence(was, decl, is);
    }

    void compareType(const Member& was, const Decl& decl, const Member& is)
    {
        const TypeExpr& before = baseType(m_older, was);
        const TypeExpr& after = baseType(m_newer, is);
        const std::vector<std::string> arguments{is.name, before.spelling, after.spelling};
        switch (typeChange(m_older, before, m_newer, after)) {
        case TypeChange::None:
            break;
        case TypeChange::SameName:
            compareNamed(before, decl, is, after);
            break;
        case TypeChange::Wider:
            addAt(Severity::Warning, "compat-field-widened", decl, is, is.typeRange,
                  "The field `{0}` was `{1}` and is `{2}` now: old data reads well; older readers refuse values that "
                  "are too "
                  "large for `{1}`.",
                  arguments);
            break;
        case TypeChange::Narrower:
            addAt(Severity::Error, "compat-field-narrowed", decl, is, is.typeRange,
                  "The field `{0}` was `{1}` and is `{2}` now: stored values may be too large for it.", arguments);
            break;
        case TypeChange::Sign:
            addAt(Severity::Error, "compat-field-sign", decl, is, is.typeRange,
                  "The field `{0}` was `{1}` and is `{2}` now: negative and large values change their meaning.",
                  arguments);
            break;
        case TypeChange::BytesForText:
            addAt(Severity::Warning, "compat-field-bytes", decl, is, is.typeRange,
                  "The field `{0}` was `{1}` and is `{2}` now: old data reads well; older readers warn of bytes that "
                  "are no "
                  "text.",
                  arguments);
            break;
        case TypeChange::WireType:
        case TypeChange::Other:
            addAt(Severity::Error, "compat-field-type", decl, is, is.typeRange,
                  "The field `{0}` was `{1}` and is `{2}` now: neither side can read the other's.", arguments);
            break;
        }
    }

    void compareNamed(const TypeExpr& before, const Decl& decl, const Member& is, const TypeExpr& after)
    {
        if (mayBecome(before.decl, after.decl))
            pair(before.decl, after.decl);
        if (m_newOf[before.decl] == after.decl)
            return;
        if (shallowForm(m_older, m_older.decls[before.decl]) == shallowForm(m_newer, m_newer.decls[after.decl]))
            return;
        addAt(Severity::Error, "compat-field-type", decl, is, is.typeRange,
              "The field `{0}` was `{1}` and is `{2}` now: neither side can read the other's.",
              {is.name, before.spelling, after.spelling});
    }

    /// Packed, interned, bitmap: readers take one for the other, with a warning.
    void compareEncoding(const Member& was, const Decl& decl, const Member& is)
    {
        const WireType before = wireTypeOf(m_older, was);
        const WireType after = wireTypeOf(m_newer, is);
        const bool sameElement
            = elementWireType(m_older, baseType(m_older, was)) == elementWireType(m_newer, baseType(m_newer, is));
        if (before == after || !sameElement)
            return;
        const bool bitmap = before == WireType::Bitmap || after == WireType::Bitmap;
        addAt(
            Severity::Warning, "compat-field-encoding", decl, is, is.typeRange,
            bitmap
                ? "The field `{0}` was `{1}` and is `{2}` now: readers take both, with a warning; a bitmap reads as a "
                  "multiple of 8 values."
                : "The field `{0}` was `{1}` and is `{2}` now: it is written differently, and readers take both, with "
                  "a "
                  "warning.",
            {is.name, writtenType(m_older, was), writtenType(m_newer, is)});
    }

    void comparePresence(const Member& was, const Decl& decl, const Member& is)
    {
        const bool before = hasModifier(was, "optional");
        const bool after = hasModifier(is, "optional");
        if (!before && after) {
            addAt(Severity::Note, "compat-field-optional", decl, is, is.nameRange,
                  "The field `{0}` is `optional` now: where it is absent, older readers take it to be zero.",
                  {is.name});
        } else if (before && !after) {
            addAt(Severity::Warning, "compat-field-always", decl, is, is.nameRange,
                  "The field `{0}` is no longer `optional`: where old data has none, it reads as zero.", {is.name});
        }
    }

    const Schema& m_older;
    const Schema& m_newer;
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

} // namespace wirebench::serialkit
