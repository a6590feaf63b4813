// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/unpacked_message.h"

#include <QUuid>

#include <algorithm>
#include <charconv>

namespace wirebench {

namespace {

/// Null when the item is no message with an address space of its own.
const StreamItem* itemWithSpace(const Snapshot& snapshot, std::uint64_t element)
{
    if (!snapshot.decoded || element >= snapshot.decoded->items.size())
        return nullptr;
    const StreamItem& item = snapshot.decoded->items[element];
    return item.message ? &item : nullptr;
}

/// Where `item` lies, from the plan's table of frames and the list of the buffer's.
void locate(const Snapshot& snapshot, const StreamItem& item, UnpackedMessage& out)
{
    const Plan& plan = *snapshot.plan;
    const Slot& slot = plan.slots[plan.frameTypes[item.type].slot];
    out.path = '[' + std::to_string(item.element) + "]." + std::string(plan.text(slot.name));
    const std::string element = '[' + std::to_string(item.element) + ']';
    for (const FrameRow& row : *snapshot.frames) {
        if (row.path == element)
            out.frames.push_back(row.bits);
    }
}

} // namespace

std::optional<UnpackedMessage> unpackedMessage(const Snapshot& snapshot, std::uint64_t element,
                                               const UnpackedMessage* before)
{
    const StreamItem* item = itemWithSpace(snapshot, element);
    if (!item || !snapshot.frames)
        return std::nullopt;
    UnpackedMessage out;
    out.element = element;
    out.compression = item->compression;
    out.bytes = item->content;
    locate(snapshot, *item, out);
    const Plan& plan = *item->message->plan;
    const ReferenceType& type = plan.referenceTypes[item->referenceType];
    out.type = std::string(plan.text(type.shortName));
    if (before && before->element == element && before->tree->decoded().plan == item->message->plan)
        out.layout = before->layout;
    else
        out.layout
            = std::make_shared<const Layout>(layoutOf(plan, PlanType{out.type, plan.slots[type.slot].node, type.slot}));
    if (before && &before->tree->decoded() == item->message.get())
        out.tree = before->tree;
    else
        out.tree = std::make_shared<const AnnotationTree>(item->message);
    return out;
}

std::optional<ItemPath> itemPath(std::string_view path)
{
    const std::size_t close = path.find(']');
    if (path.empty() || path.front() != '[' || close == std::string_view::npos)
        return std::nullopt;
    ItemPath found{0, path.substr(close + 1)};
    const char* end = path.data() + close;
    const auto [at, error] = std::from_chars(path.data() + 1, end, found.element);
    return error == std::errc() && at == end ? std::optional(found) : std::nullopt;
}

std::optional<std::string_view> pathWithin(std::string_view outer, std::string_view path)
{
    if (!path.starts_with(outer))
        return std::nullopt;
    path.remove_prefix(outer.size());
    if (path.empty() || path.front() == '[')
        return path;
    return path.front() == '.' ? std::optional(path.substr(1)) : std::nullopt;
}

std::optional<DocumentState> unpackedDocument(const Document& document, std::uint64_t element)
{
    const Snapshot* snapshot = document.snapshot().get();
    const StreamItem* item = snapshot ? itemWithSpace(*snapshot, element) : nullptr;
    if (!item)
        return std::nullopt;
    const Plan& plan = *snapshot->plan;
    const NodeIndex node = plan.slots[item->message->root].node;
    const auto type = std::ranges::find(plan.types, node, &PlanType::node);
    DocumentState state = document.state();
    state.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    state.bytes = item->content;
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
