// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"

namespace wirebench {

/// Reads YAML 1.2 text with the core schema into the same document as JSON: one document, keys that are texts, no
/// tags, no merge keys. Aliases are replaced by what they stand for (`limit-total` when that is too much); the place
/// of such a value is the alias, the places inside it are the anchor's. Never throws. Problems: `syntax` (reading
/// stops at the first one that the YAML grammar has; what came before is kept), `unsupported`, `duplicate-key`,
/// `limit-depth`, `limit-total`.
///
/// Numbers are given as JSON number literals whatever their YAML spelling; `.inf` and `.nan`, which JSON has no
/// literal for, as written.
JsonDocument readYaml(std::string text, JsonRole role, Diagnostics& diagnostics, const JsonLimits& limits = {});

/// Nodes that aliases may add to a document.
inline constexpr std::uint32_t kMaxAliasNodes = 1'000'000;

} // namespace wirebench
