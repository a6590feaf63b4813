// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/splice.h"

#include "core/wire/encoder.h"
#include "core/wire/tagged_splice.h"

#include <algorithm>
#include <memory>

namespace wirebench {

namespace {

void append(Bytes& out, ByteView bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

} // namespace

Bytes spliceBytes(ByteView current, ByteView before, ByteView after)
{
    Bytes result;
    if (before.size() == after.size() && current.size() >= before.size()) {
        append(result, current);
        for (std::size_t i = 0; i < before.size(); ++i) {
            const auto changed = static_cast<std::uint8_t>(before[i] ^ after[i]);
            result[i] = static_cast<std::uint8_t>((result[i] & ~changed) | (after[i] & changed));
        }
        return result;
    }
    append(result, after);
    if (!before.empty() && current.size() >= before.size() && std::ranges::equal(current.first(before.size()), before))
        append(result, current.subspan(before.size()));
    return result;
}

std::optional<Bytes> spliceMessage(const Decoded& current, const Value& value, ByteView after)
{
    std::optional<Bytes> spliced = spliceTagged(*current.bytes, readValue(current), value);
    if (!spliced || value.nodes.empty())
        return std::nullopt;
    // In a buffer all messages are of one type.
    const bool isBuffer = current.root == kNoIndex;
    const SlotIndex root = isBuffer && value.nodes.size() > 1 ? value.nodes[1].slot : current.root;
    const auto type = std::ranges::find(current.plan->types, root, &PlanType::root);
    if (type == current.plan->types.end())
        return std::nullopt;
    const auto bytes = std::make_shared<const Bytes>(*spliced);
    const Decoded again = isBuffer ? decodeBuffer(current.plan, {current.framing, &*type}, bytes, current.limits)
                                   : decode(current.plan, *type, bytes, current.limits);
    const Encoded meant = encode(readValue(again), current.limits);
    if (hasErrors(meant.diagnostics) || !std::ranges::equal(meant.bytes, after))
        return std::nullopt;
    return spliced;
}

} // namespace wirebench
