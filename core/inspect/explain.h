// SPDX-License-Identifier: MIT
#pragma once

#include "core/inspect/annotated_dump.h"
#include "core/wire/annotation_tree.h"
#include "core/wire/schemaless_dialect.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// One step of how bits became what they mean.
struct ExplainStep {
    std::string title; ///< "The tag", "ZigZag"
    std::string text; ///< With the actual numbers; may have several lines.
    std::string rule; ///< The rule that says so, one sentence; empty where the step only shows the bits.
};

/// How selected bits came to be, for somebody who learns the format.
struct Explanation {
    std::string title; ///< "user.age: uint32"
    std::string summary; ///< "15, the value of the field" – what the steps arrive at.
    BitRange bits; ///< Of Decoded::space.
    std::vector<ExplainStep> steps;
};

/// The sentence of a format's rule by its id (Slot::rule), see Format::ruleText(); empty when there is none.
using RuleTexts = std::function<std::string_view(std::string_view id)>;

/// Explains the leaf that contains `bit` (of Decoded::space). Without steps when there is none. `rules` may be empty.
/// With the format's `dialect`, unknown fields are said what their payloads may be.
Explanation explain(const AnnotationTree& tree, std::uint64_t bit, const RuleTexts& rules,
                    const SchemalessDialect* dialect = nullptr);

/// Explains every leaf that overlaps `range`, one after another, as text for a terminal.
void writeExplanations(const AnnotationTree& tree, BitRange range, const RuleTexts& rules, TextColours colours,
                       const TextSink& sink, const SchemalessDialect* dialect = nullptr);

} // namespace wirebench
