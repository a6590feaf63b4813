// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/unpacked_message.h"

#include <QUuid>

#include <algorithm>

namespace wirebench {

std::optional<DocumentState> unpackedMessage(const Document& document, std::uint64_t element)
{
    const Snapshot* snapshot = document.snapshot().get();
    if (!snapshot || !snapshot->decoded || element >= snapshot->decoded->items.size())
        return std::nullopt;
    const StreamItem& item = snapshot->decoded->items[element];
    if (!item.message)
        return std::nullopt;
    const Plan& plan = *snapshot->plan;
    const NodeIndex node = plan.slots[item.message->root].node;
    const auto type = std::ranges::find(plan.types, node, &PlanType::node);
    DocumentState state = document.state();
    state.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    state.bytes = item.content;
    state.bufferPath.clear();
    state.bufferName = QStringLiteral("%1 [%2]").arg(state.bufferName).arg(element);
    // It can be opened again from the stream: nothing is lost with it.
    state.bufferModified = false;
    state.valueLeads = false;
    state.valueText.clear();
    state.typeName = type == plan.types.end() ? QString() : QString::fromStdString(type->name);
    state.holds = {BufferChoice::Kind::Framed, Framing::None};
    state.bookmarks = {};
    return state;
}

} // namespace wirebench
