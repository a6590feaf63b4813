// SPDX-License-Identifier: MIT
// Explanations of contents: text, bytes, and values that are made of several parts.
#include "core/inspect/explain_numbers.h"
#include "core/inspect/explain_parts.h"

#include <fmt/format.h>

namespace wirebench {

void explainContent(LeafExplanation& leaf, const Node& node)
{
    if (node.meaning == Meaning::Text || node.op == Op::Text)
        leaf.step("The text", fmt::format("{} of UTF-8: {}", leaf.byteCount(), hexBytes(leaf.bytes())),
                  "Text is UTF-8; its length counts bytes, not characters.");
    else
        leaf.step("The content", fmt::format("{}: {}", leaf.byteCount(), hexBytes(leaf.bytes())));
}

} // namespace wirebench
