// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_context.h"

#include <algorithm>
#include <string>

// Views: structs whose texts and bytes are parts of the input.

namespace wirebench::swift {

bool borrows(const Context& context, NodeIndex index)
{
    const Plan& plan = context.plan;
    const Node& node = plan.nodes[index];
    switch (node.op) {
    case Op::Text:
        return true;
    case Op::Content:
        return node.meaning == Meaning::Text || (node.meaning == Meaning::Bytes && node.capacity == 0);
    case Op::Sequence:
    case Op::Message:
    case Op::Tagged:
    case Op::PresenceMap:
        return !context.names.views[context.model.typeOf(index).index].empty();
    case Op::List:
    case Op::Optional:
        return borrows(context, plan.slots[node.firstSlot].node);
    case Op::Series:
        // Texts that share beginnings do not lie in one piece.
        return plan.series[node.detail].coding != SeriesCoding::Prefix
            && borrows(context, plan.slots[node.firstSlot].node);
    case Op::Map:
        return borrows(context, plan.slots[node.firstSlot + 1].node);
    default:
        return false;
    }
}

bool borrows(const Context& context, const ApiField& field)
{
    return !context.defaults.contains(field.slot) && !refersToTable(context, field) && borrows(context, field.node);
}

void nameViews(Context& context)
{
    Names& names = context.names;
    names.views.resize(names.structs.size());
    names.viewTables.resize(names.structs.size());
    // What holds a struct with a view has one itself.
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < names.structs.size(); ++i) {
            const std::vector<ApiField>& fields = context.model.structs[i].fields;
            if (!names.views[i].empty() || std::none_of(fields.begin(), fields.end(), [&](const ApiField& field) {
                    return borrows(context, field);
                }))
                continue;
            names.views[i] = names.structs[i] + "View";
            changed = true;
        }
    }
    for (std::size_t i = 0; i < names.structs.size(); ++i) {
        if (names.views[i].empty())
            continue;
        names.views[i] = names.types.take(names.views[i]);
        names.viewTables[i] = takeConstant(names.constants, names.views[i], "Fields");
    }
}

} // namespace wirebench::swift
