// SPDX-License-Identifier: MIT
#include "core/syntax/yaml_alias.h"

namespace wirebench {

std::uint32_t subtreeEnd(const std::vector<JsonNode>& nodes, std::uint32_t index)
{
    std::uint32_t last = index;
    while (nodes[last].childCount != 0) {
        std::uint32_t child = last + 1;
        while (nodes[child].next != 0)
            child = nodes[child].next;
        last = child;
    }
    return last + 1;
}

bool copySubtree(JsonDocumentBuilder& builder, std::uint32_t from, std::uint32_t end, const JsonNode& head,
                 std::uint32_t maxDepth)
{
    struct Open {
        std::uint32_t originalEnd;
        std::uint32_t copy;
    };
    std::vector<Open> open;
    const auto closeLast = [&builder, &open] {
        builder.close(open.back().copy, builder.node(open.back().copy).end);
        open.pop_back();
    };
    for (std::uint32_t index = from; index < end; ++index) {
        while (!open.empty() && open.back().originalEnd <= index)
            closeLast();
        const JsonNode copy = index == from ? head : builder.node(index);
        const bool container = copy.kind == JsonKind::Array || copy.kind == JsonKind::Object;
        if (container && builder.depth() >= maxDepth)
            return false;
        const std::uint32_t next = builder.node(index).next;
        const std::uint32_t parentEnd = open.empty() ? end : open.back().originalEnd;
        const std::uint32_t added = builder.add(copy);
        if (container)
            open.push_back({index == from || next == 0 ? parentEnd : next, added});
    }
    while (!open.empty())
        closeLast();
    return true;
}

} // namespace wirebench
