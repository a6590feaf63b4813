// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_rules.h"

#include <algorithm>
#include <array>

namespace wirebench {

namespace {

struct RuleText {
    std::string_view id;
    std::string_view text;
};

constexpr std::array texts{
    RuleText{"sdp/str", "A text is a u32 length in bytes, least significant byte first, then its UTF-8."},
    RuleText{"sdp/array", "An array is a u32 count of elements, then the elements one after another."},
    RuleText{"sdp/optional",
             "An optional struct is one byte, 0 for absent or 1 for present, and behind a 1 the struct."},
    RuleText{"sdp/struct",
             "A struct is its fields in declared order, with nothing between them: no tags, no alignment."},
    RuleText{"sdp/message",
             "A message is a header of 12 bytes (u64 type id, u32 payload size), then the fields of its struct."},
    RuleText{"sdp/bool", "A bool is one byte, 0 or 1."},
    RuleText{"sdp/float", "A float is its IEEE 754 bits, 4 or 8 bytes, least significant byte first."},
    RuleText{"sdp/integer",
             "An integer takes the bytes that its type names, least significant byte first; signed ones are two's "
             "complement."},
};

} // namespace

std::string_view sdpRuleText(std::string_view id)
{
    const auto* found = std::find_if(texts.begin(), texts.end(), [id](const RuleText& rule) { return rule.id == id; });
    return found == texts.end() ? std::string_view() : found->text;
}

} // namespace wirebench
