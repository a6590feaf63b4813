// SPDX-License-Identifier: MIT
// Explanations of maps: what is a key, what a value, and in which order entries stand.
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace wirebench {

namespace {

/// The content of the key of an entry: what stands behind its length. Empty when it has none.
ByteView keyOf(const LeafExplanation& leaf, std::uint32_t entry)
{
    const std::vector<Annotation>& records = leaf.tree.decoded().annotations;
    if (entry + 1 >= records[entry].next)
        return {};
    const Annotation& key = records[entry + 1];
    const std::uint64_t begin = key.first / 8 + key.prefix().bytes();
    return leaf.space().subspan(begin, key.bits().end() / 8 - begin);
}

/// The entry in front of an entry; kNoIndex for the first.
std::uint32_t entryBefore(const std::vector<Annotation>& records, std::uint32_t entry)
{
    const std::uint32_t map = records[entry].parent;
    if (map == kNoIndex || entry == map + 1)
        return kNoIndex;
    std::uint32_t before = entry - 1;
    while (records[before].parent != map)
        before = records[before].parent;
    return records[before].kind() == Role::Entry ? before : kNoIndex;
}

std::string comparison(ByteView before, ByteView key)
{
    const auto [first, second] = std::mismatch(before.begin(), before.end(), key.begin(), key.end());
    const auto at = static_cast<std::size_t>(first - before.begin());
    const std::string head
        = fmt::format("the key before is {}, this one {}\n", before.empty() ? "empty" : hexBytes(before),
                      key.empty() ? "empty" : hexBytes(key));
    if (first == before.end() && second == key.end())
        return head + "they are the same: the later entry counts";
    if (first == before.end())
        return head + "the one before is the beginning of this one, so it stands first";
    if (second == key.end())
        return head + "this one is the beginning of the one before and should stand in front of it";
    return head
        + fmt::format("they differ at byte {}: {:02X} {} {:02X}, {}", at, *first, *first < *second ? "<" : ">", *second,
                      *first < *second ? "so they are in order" : "so they are not in order");
}

} // namespace

void explainEntry(LeafExplanation& leaf)
{
    const std::vector<Annotation>& records = leaf.tree.decoded().annotations;
    const Item& item = leaf.item();
    if (item.record == kNoIndex)
        return;
    const std::uint32_t entry = records[item.record].parent;
    if (entry == kNoIndex || records[entry].kind() != Role::Entry)
        return;
    const bool isKey = item.record == entry + 1;
    const bool isLength = item.role == Role::Length;
    const auto outer = std::find_if(leaf.chain.begin(), leaf.chain.end(),
                                    [entry](const Item& above) { return above.record == entry && !above.leaf; });
    const std::string key = outer == leaf.chain.end() ? std::string() : leaf.tree.stepText(nullptr, *outer);
    std::string part = fmt::format("{} of the {} of the entry {}", isLength ? "the length" : "the content",
                                   isKey ? "key" : "value", key);
    leaf.step("Part of an entry", std::move(part),
              "An entry is the length of its key, the key, the length of its value, the value.");
    if (!isKey || isLength)
        return;
    const std::uint32_t before = entryBefore(records, entry);
    leaf.step("The order of the keys",
              before == kNoIndex ? "this is the first entry" : comparison(keyOf(leaf, before), keyOf(leaf, entry)),
              "Entries are sorted by the bytes of their keys, a beginning before what goes on, so that equal maps have "
              "equal bytes.");
}

} // namespace wirebench
