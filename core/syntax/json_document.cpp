// SPDX-License-Identifier: MIT
#include "core/syntax/json_document.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace wirebench {

const JsonNode* JsonDocument::find(const JsonNode& object, std::string_view key) const
{
    if (object.kind != JsonKind::Object)
        return nullptr;
    const JsonNode* found = nullptr;
    for (const JsonNode* member = firstChild(object); member != nullptr; member = next(*member)) {
        if (member->key == key)
            found = member;
    }
    return found;
}

JsonDocumentBuilder::JsonDocumentBuilder(std::string text)
{
    m_document.m_text = std::make_unique<std::string>(std::move(text));
}

std::string_view JsonDocumentBuilder::keep(std::string decoded)
{
    return m_document.m_decoded.emplace_back(std::move(decoded));
}

std::uint32_t JsonDocumentBuilder::add(JsonNode node)
{
    std::vector<JsonNode>& nodes = m_document.m_nodes;
    const auto index = static_cast<std::uint32_t>(nodes.size());
    node.next = 0;
    node.childCount = 0;
    if (!m_open.empty()) {
        Open& open = m_open.back();
        if (open.lastChild != 0)
            nodes[open.lastChild].next = index;
        open.lastChild = index;
        ++nodes[open.container].childCount;
    }
    nodes.push_back(node);
    if (node.kind == JsonKind::Array || node.kind == JsonKind::Object)
        m_open.push_back({index, 0});
    return index;
}

void JsonDocumentBuilder::close(std::uint32_t container, std::uint32_t end)
{
    m_document.m_nodes[container].end = end;
    while (!m_open.empty()) {
        const std::uint32_t closed = m_open.back().container;
        m_open.pop_back();
        if (closed == container)
            break;
        m_document.m_nodes[closed].end = end;
    }
}

std::string JsonDocumentBuilder::path() const
{
    std::string path;
    for (std::size_t level = 1; level < m_open.size(); ++level) {
        const JsonNode& parent = m_document.m_nodes[m_open[level - 1].container];
        const std::string_view key = m_document.m_nodes[m_open[level].container].key;
        if (parent.kind == JsonKind::Array)
            path += "[" + std::to_string(parent.childCount - 1) + "]";
        else if (!isIdentifier(key))
            path.append("[\"").append(key).append("\"]");
        else
            path.append(path.empty() ? "" : ".").append(key);
    }
    return path;
}

namespace {

struct KeyEntry {
    std::string_view key;
    std::uint32_t index;
};

struct KeyPair {
    std::uint32_t first;
    std::uint32_t again;
};

/// A cheap look without an allocation: most objects are small.
bool mayRepeatKeys(const std::vector<JsonNode>& nodes, std::uint32_t container)
{
    constexpr std::uint32_t small = 8;
    if (nodes[container].childCount > small)
        return true;
    if (nodes[container].childCount < 2)
        return false;
    for (std::uint32_t a = container + 1; a != 0; a = nodes[a].next) {
        for (std::uint32_t b = nodes[a].next; b != 0; b = nodes[b].next) {
            if (nodes[a].key == nodes[b].key)
                return true;
        }
    }
    return false;
}

std::vector<KeyEntry> sortedKeys(const std::vector<JsonNode>& nodes, std::uint32_t container)
{
    std::vector<KeyEntry> entries;
    entries.reserve(nodes[container].childCount);
    for (std::uint32_t index = container + 1; index != 0; index = nodes[index].next)
        entries.push_back({nodes[index].key, index});
    std::sort(entries.begin(), entries.end(), [](const KeyEntry& a, const KeyEntry& b) {
        const int order = a.key.compare(b.key);
        return order != 0 ? order < 0 : a.index < b.index;
    });
    return entries;
}

void reportDuplicate(const JsonNode& first, const JsonNode& again, JsonRole role, const std::string& path,
                     Diagnostics& diagnostics)
{
    const auto placeOf
        = [role](TextRange range) { return role == JsonRole::Schema ? Place::schema(range) : Place::value(range); };
    Diagnostic problem;
    problem.code = "duplicate-key";
    problem.message = {"The key \"{0}\" is given twice in one object; each key may stand there once. Remove or rename "
                       "one of the two.",
                       {std::string(again.key)}};
    problem.place = placeOf(again.keyRange());
    problem.path = path;
    problem.related.push_back({placeOf(first.keyRange()), {"\"{0}\" is first given here", {std::string(again.key)}}});
    diagnostics.push_back(std::move(problem));
}

} // namespace

void reportDuplicateKeys(const JsonDocumentBuilder& builder, std::uint32_t container, JsonRole role,
                         std::size_t& budget, Diagnostics& diagnostics)
{
    const std::vector<JsonNode>& nodes = builder.nodes();
    if (!mayRepeatKeys(nodes, container))
        return;
    const std::vector<KeyEntry> entries = sortedKeys(nodes, container);
    std::vector<KeyPair> pairs;
    std::size_t first = 0;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        if (entries[i].key == entries[first].key)
            pairs.push_back({entries[first].index, entries[i].index});
        else
            first = i;
    }
    // Reported in the order of the text, as all other problems are.
    std::sort(pairs.begin(), pairs.end(), [](const KeyPair& a, const KeyPair& b) { return a.again < b.again; });
    const std::string path = pairs.empty() ? std::string() : builder.path();
    for (const KeyPair& pair : pairs) {
        if (budget == 0)
            return;
        --budget;
        reportDuplicate(nodes[pair.first], nodes[pair.again], role, path, diagnostics);
    }
}

std::optional<std::int64_t> JsonInteger::asSigned() const
{
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    if (!fits || magnitude > largest + (negative ? 1 : 0))
        return std::nullopt;
    return static_cast<std::int64_t>(negative ? ~magnitude + 1 : magnitude);
}

std::optional<std::uint64_t> JsonInteger::asUnsigned() const
{
    if (!fits || (negative && magnitude != 0))
        return std::nullopt;
    return magnitude;
}

std::optional<JsonInteger> readInteger(std::string_view text, bool allowHex)
{
    JsonInteger result;
    if (text.starts_with('-')) {
        result.negative = true;
        text.remove_prefix(1);
    }
    int base = 10;
    if (allowHex && text.starts_with("0x")) {
        base = 16;
        text.remove_prefix(2);
    }
    if (text.empty())
        return std::nullopt;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), result.magnitude, base);
    if (parsed.ptr != text.data() + text.size())
        return std::nullopt;
    if (parsed.ec == std::errc::invalid_argument)
        return std::nullopt;
    if (parsed.ec == std::errc::result_out_of_range)
        result.fits = false;
    return result;
}

} // namespace wirebench
