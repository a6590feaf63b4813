// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_wire_equality.h"

#include "core/formats/sdp/sdp_checks.h"
#include "core/formats/sdp/sdp_lower.h"

#include <algorithm>

namespace wirebench::sdp {

namespace {

std::string formOf(const Schema& schema, TypeIndex index)
{
    const TypeExpr& type = schema.types[index];
    switch (type.kind) {
    case TypeKind::Array:
        return "[]" + formOf(schema, type.element); // an element is never an array: one level
    case TypeKind::Optional:
        return "?" + formOf(schema, type.element);
    case TypeKind::Named:
        return "#";
    case TypeKind::Text:
        return "str";
    default:
        return type.spelling;
    }
}

std::uint64_t key(DeclIndex older, DeclIndex newer)
{
    return std::uint64_t{older} << 32 | newer;
}

} // namespace

std::string WireEquality::shallowForm(const Schema& schema, const Decl& decl)
{
    std::string form = decl.kind == DeclKind::Message ? "message" : "struct";
    for (const Member& member : decl.members)
        form += "," + formOf(schema, member.type);
    return form;
}

std::optional<std::pair<DeclIndex, DeclIndex>> WireEquality::namedPair(TypeIndex older, TypeIndex newer) const
{
    const DeclIndex oldDecl = namedDecl(m_older, older);
    const DeclIndex newDecl = namedDecl(m_newer, newer);
    if (oldDecl == kNoIndex || newDecl == kNoIndex || formOf(m_older, older) != formOf(m_newer, newer))
        return std::nullopt;
    return std::pair(oldDecl, newDecl);
}

bool WireEquality::types(TypeIndex older, TypeIndex newer)
{
    if (const auto pair = namedPair(older, newer))
        return decls(pair->first, pair->second);
    const bool named = namedDecl(m_older, older) != kNoIndex || namedDecl(m_newer, newer) != kNoIndex;
    return !named && formOf(m_older, older) == formOf(m_newer, newer);
}

bool WireEquality::decls(DeclIndex older, DeclIndex newer)
{
    if (m_different.contains(key(older, newer)))
        return false;
    m_assumed.clear();
    m_todo.assign(1, {older, newer});
    while (!m_todo.empty()) {
        const auto [oldDecl, newDecl] = m_todo.back();
        m_todo.pop_back();
        if (m_equal.contains(key(oldDecl, newDecl)) || !m_assumed.insert(key(oldDecl, newDecl)).second)
            continue;
        if (!sameFields(oldDecl, newDecl)) {
            m_different.insert(key(older, newer));
            return false;
        }
    }
    m_equal.merge(m_assumed);
    return true;
}

bool WireEquality::sameFields(DeclIndex older, DeclIndex newer)
{
    const Decl& a = m_older.decls[older];
    const Decl& b = m_newer.decls[newer];
    if (a.kind != b.kind || a.members.size() != b.members.size())
        return false;
    for (std::size_t i = 0; i < a.members.size(); ++i) {
        if (formOf(m_older, a.members[i].type) != formOf(m_newer, b.members[i].type))
            return false;
        if (const auto pair = namedPair(a.members[i].type, b.members[i].type))
            m_todo.push_back(*pair);
    }
    return true;
}

FieldPlaces::FieldPlaces(const Schema& schema) : m_schema(schema), m_sizes(schema.decls.size())
{
    // Contained structs first: a struct whose plain fields are all known gets its size; cycles never do.
    std::vector<std::vector<DeclIndex>> holders(schema.decls.size());
    std::vector<std::size_t> waiting(schema.decls.size());
    std::vector<DeclIndex> ready;
    for (std::size_t i = 0; i < schema.decls.size(); ++i) {
        for (const Member& member : schema.decls[i].members) {
            const DeclIndex held = plainDecl(schema, member.type);
            if (held == kNoIndex)
                continue;
            holders[held].push_back(static_cast<DeclIndex>(i));
            ++waiting[i];
        }
        if (waiting[i] == 0)
            ready.push_back(static_cast<DeclIndex>(i));
    }
    while (!ready.empty()) {
        const DeclIndex decl = ready.back();
        ready.pop_back();
        std::optional<std::uint64_t> bytes = 0;
        for (const Member& member : schema.decls[decl].members) {
            const std::optional<std::uint64_t> size = sizeOf(member.type);
            bytes = bytes && size ? std::optional(*bytes + *size) : std::nullopt;
        }
        m_sizes[decl] = bytes;
        for (const DeclIndex holder : holders[decl]) {
            if (--waiting[holder] == 0)
                ready.push_back(holder);
        }
    }
}

std::optional<std::uint64_t> FieldPlaces::sizeOf(TypeIndex type) const
{
    const TypeExpr& expr = m_schema.types[type];
    if (expr.kind == TypeKind::Named)
        return expr.decl == kNoIndex ? std::nullopt : m_sizes[expr.decl];
    return expr.bits == 0 ? std::nullopt : std::optional<std::uint64_t>(expr.bits / 8);
}

void FieldPlaces::compute(const Decl& decl)
{
    m_decl = &decl;
    m_starts.clear();
    Start start{decl.kind == DeclKind::Message ? kHeaderBytes : 0, nullptr};
    for (const Member& member : decl.members) {
        m_starts.push_back(start);
        const std::optional<std::uint64_t> size = sizeOf(member.type);
        start = size ? Start{start.bytes + *size, start.behind} : Start{0, &member};
    }
}

std::string FieldPlaces::placeOf(const Decl& decl, std::size_t member)
{
    if (m_decl != &decl)
        compute(decl);
    const Start& start = m_starts[member];
    if (!start.behind)
        return "at byte " + std::to_string(start.bytes);
    const std::string distance
        = start.bytes == 0 ? "" : std::to_string(start.bytes) + (start.bytes == 1 ? " byte " : " bytes ");
    return distance + "behind `" + start.behind->name + "`";
}

} // namespace wirebench::sdp
