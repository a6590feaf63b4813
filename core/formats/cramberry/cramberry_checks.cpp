// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_checks.h"

#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/schema/containment.h"

#include <unordered_set>

namespace wirebench::cramberry {

namespace {

/// The struct that lies at a type by value. An array of a fixed number of elements holds its element: when it is not
/// on the wire it still has all of them.
DeclIndex heldByValue(const Schema& schema, TypeIndex type)
{
    while (schema.types[type].kind == TypeKind::Array && schema.types[type].length)
        type = schema.types[type].element;
    return declOf(schema, type, DeclKind::Struct);
}

void checkSizes(Model& model, SchemaProblems& problems)
{
    Schema& schema = model.schema;
    std::unordered_set<const Member*> optional;
    for (DeclIndex index = 0; index < schema.decls.size(); ++index) {
        if (schema.decls[index].kind != DeclKind::Struct)
            continue;
        for (std::size_t i = 0; i < schema.decls[index].members.size(); ++i) {
            if (model.countsAsOptional(index, i))
                optional.insert(&schema.decls[index].members[i]);
        }
    }
    const Containment containment(schema, [&](const Member& member) {
        return member.type == kNoIndex || optional.contains(&member) ? kNoIndex : heldByValue(schema, member.type);
    });
    OnceProblems once(problems);
    for (const Containment::Cycle& cycle : containment.cycles()) {
        const Member& member = *cycle.front().member;
        const std::string& type = schema.types[member.type].spelling;
        Diagnostic& problem
            = once.error("infinite-size", member.typeRange,
                         "`{0}` contains itself by value ({1}), so no value of it could end: make this field optional "
                         "(`{2}?`) or an array (`[]{2}`).",
                         {schema.decls[cycle.front().from].name, cycleText(schema, cycle), type});
        for (std::size_t i = 1; i < cycle.size() && i < 16; ++i)
            addRelated(problem, cycle[i].member->typeRange, "and this field leads on to `{0}`",
                       {schema.types[cycle[i].member->type].spelling});
        addFix(problem, {"Write `{0}?`", {type}}, {member.typeRange.end, member.typeRange.end, member.typeRange.file},
               "?");
    }
    for (DeclIndex index = 0; index < schema.decls.size(); ++index) {
        for (const Member& member : schema.decls[index].members) {
            if (containment.onCycle(index, member))
                schema.decls[index].sound = false;
        }
    }
}

} // namespace

void check(Model& model, SchemaProblems& problems)
{
    checkNames(model, problems);
    checkFields(model, problems);
    checkTypeIds(model, problems);
    checkSizes(model, problems);
    for (Decl& decl : model.schema.decls) {
        // What is wrong with methods touches no value.
        if (decl.kind == DeclKind::Interface)
            decl.sound = true;
        if (decl.instanceOf != kNoIndex)
            decl.sound = decl.sound && model.schema.decls[decl.instanceOf].sound;
    }
    spreadUnsoundness(model.schema);
}

} // namespace wirebench::cramberry
