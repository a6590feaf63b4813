// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_rules.h"

#include <algorithm>
#include <array>

namespace wirebench {

namespace {

struct RuleText {
    std::string_view id;
    std::string_view text;
};

constexpr std::array texts{
    RuleText{"serialkit/integer",
             "Every integer is a varint, whatever its declared width; negative ones are extended to 64 bits and take "
             "ten bytes."},
    RuleText{"serialkit/bool", "A bool is a varint, 0 or 1."},
    RuleText{"serialkit/enum", "An enum is the varint of its number."},
    RuleText{"serialkit/float",
             "A float is 4 bytes (wire type 5), a double 8 (wire type 1), least significant byte first."},
    RuleText{"serialkit/string", "A string is a varint length in bytes and its UTF-8 (wire type 2)."},
    RuleText{"serialkit/bytes", "Bytes are a varint length and the bytes themselves (wire type 2)."},
    RuleText{"serialkit/model", "A nested model is a varint length and its own fields (wire type 2)."},
    RuleText{"serialkit/packed",
             "A packed field holds all its elements behind one tag and one byte length (wire type 3), without a tag "
             "for each."},
    RuleText{"serialkit/bitmap",
             "A bitmap holds eight bools a byte, least significant bit first (wire type 7); how many were meant is not "
             "on the wire."},
    RuleText{"serialkit/interned",
             "An interned string is the index of its text in the table at the start of the message (wire type 6)."},
};

} // namespace

std::string_view serialkitRuleText(std::string_view id)
{
    const auto* found = std::find_if(texts.begin(), texts.end(), [id](const RuleText& rule) { return rule.id == id; });
    return found == texts.end() ? std::string_view() : found->text;
}

} // namespace wirebench
