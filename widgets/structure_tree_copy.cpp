// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree_copy.h"

#include "core/value/value.h"

#include <algorithm>
#include <optional>

namespace wirebench {

namespace {

/// The n-th child of a node of a value, in pre-order; nothing when it has fewer.
std::optional<std::uint32_t> childOf(const Value& value, std::uint32_t node, std::uint64_t n)
{
    const std::uint32_t end = node + value.nodes[node].nodes;
    std::uint32_t child = node + 1;
    for (; n > 0 && child < end; --n)
        child += value.nodes[child].nodes;
    return child < end ? std::optional(child) : std::nullopt;
}

/// Follows a chain of items through the value; nothing for parts that are no value of their own.
std::optional<std::uint32_t> nodeFor(const Value& value, const std::vector<Item>& chain)
{
    std::optional<std::uint32_t> node = value.nodes.empty() ? std::nullopt : std::optional<std::uint32_t>(0);
    for (std::size_t i = 1; i < chain.size() && node; ++i) {
        const Item& item = chain[i];
        const Item& parent = chain[i - 1];
        if (item.element != kUnbounded) {
            node = childOf(value, *node, item.element);
            continue;
        }
        if (item.slot == kNoIndex || (item.leaf && item.role != Role::Value))
            return std::nullopt;
        // The content of a text, of a nullable value and of an optional is the value of the whole.
        if (item.slot == parent.slot || parent.role == Role::Optional)
            continue;
        node = childOf(value, *node, item.slot - value.plan->nodeOf(parent.slot).firstSlot);
    }
    return node;
}

std::string quotedCell(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string cell = "\"";
    for (const char c : text)
        cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    return cell + '"';
}

} // namespace

std::string subtreeJson(const AnnotationTree& tree, const std::vector<Item>& chain)
{
    if (chain.empty())
        return {};
    const Value value = readValue(tree.decoded());
    const auto node = nodeFor(value, chain);
    if (!node || value.nodes[*node].kind == ValueKind::Absent)
        return {};
    return writeJson(value, *node, 2);
}

std::string subtreeCsv(const AnnotationTree& tree, const std::vector<Item>& chain)
{
    std::string csv = "path,role,type,value,first bit,bits\r\n";
    if (chain.empty())
        return {};
    const Item& whole = chain.back();
    tree.walkRange(whole.bits, [&](const std::vector<Item>& at) {
        const Item& item = at.back();
        if (!item.leaf)
            return true;
        // What touches the part from outside is no part of it.
        const bool inside = at.size() >= chain.size() && at[chain.size() - 1].slot == whole.slot
            && at[chain.size() - 1].bits == whole.bits;
        if (inside)
            csv += quotedCell(tree.path(at)) + ',' + std::string(roleName(item.role)) + ','
                + quotedCell(tree.typeName(item)) + ',' + quotedCell(tree.valueText(item)) + ','
                + std::to_string(item.bits.first) + ',' + std::to_string(item.bits.count) + "\r\n";
        return true;
    });
    return csv;
}

} // namespace wirebench
