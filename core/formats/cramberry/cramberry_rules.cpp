// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_rules.h"

#include <algorithm>
#include <array>

namespace wirebench {

namespace {

struct RuleText {
    std::string_view id;
    std::string_view text;
};

constexpr std::array texts{
    RuleText{"cramberry/message",
             "A nested message is a length and its fields by ascending number; one without content is left out."},
    RuleText{"cramberry/presence",
             "A type with presence tracking is a row of presence bits and then the bare values of the present fields."},
    RuleText{"cramberry/map",
             "A map is a byte length, a count, and its entries sorted by the bytes of their keys, so that equal maps "
             "have equal bytes."},
    RuleText{"cramberry/typeref", "A polymorphic value names its type in front of it: by id, by name or by hash."},
    RuleText{"cramberry/float", "A float is canonical: −0 is written as +0, and every NaN as one and the same."},
    RuleText{"cramberry/fixed", "A fixed-width integer is 4 or 8 bytes, least significant byte first."},
    RuleText{"cramberry/zigzag", "A signed integer is a varint of its zigzag number (wire type 6)."},
    RuleText{"cramberry/varint", "An unsigned integer, bool or enum is a varint (wire type 0); zero is left out."},
    RuleText{"cramberry/bytes",
             "Text, bytes and other values without a fixed width stand behind their length in bytes (wire type 2); "
             "empty ones are left out."},
    RuleText{"cramberry/packed", "An array of scalars is one byte length and the elements bare, without tags."},
    RuleText{"cramberry/array",
             "An array of longer things is a byte length, a count, and each element behind its own length."},
    RuleText{"cramberry/delta", "Delta: the first element, then the difference of each to the one before, all zigzag."},
    RuleText{"cramberry/rle", "Runs: how often an element stands, then the element; runs are as long as they can be."},
    RuleText{"cramberry/dict",
             "Dictionary: every different text once, in order of first use, then the index of each element."},
    RuleText{"cramberry/sparse", "Sparse: only elements that are not zero, each with the number of zeros before it."},
    RuleText{"cramberry/prefix", "Prefix: how many bytes an element shares with the one before, then the rest."},
    RuleText{"cramberry/bitpack",
             "Bit-packed: a count, then each element in the given number of bits, least significant first."},
};

} // namespace

std::string_view cramberryRuleText(std::string_view id)
{
    const auto* found = std::find_if(texts.begin(), texts.end(), [id](const RuleText& rule) { return rule.id == id; });
    return found == texts.end() ? std::string_view() : found->text;
}

} // namespace wirebench
