// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/structure_tree_copy.h"

#include "core/value/value.h"
#include "core/value/value_path.h"

#include <optional>

namespace wirebench {

namespace {

/// The node of a value that an item stands for; nothing for parts that are no value of their own.
std::optional<std::uint32_t> nodeFor(const AnnotationTree& tree, const Value& value, const std::vector<Item>& chain)
{
    const Item& item = chain.back();
    if (chain.size() > 1 && item.element == kUnbounded
        && (item.slot == kNoIndex || (item.leaf && item.role != Role::Value)))
        return std::nullopt;
    return valueNodeAt(value, tree.path(chain));
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
    const auto node = nodeFor(tree, value, chain);
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
