// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace wirebench {

struct StructureMatches {
    std::shared_ptr<const AnnotationTree> tree;
    std::vector<std::vector<Item>> chains; ///< In wire order; nothing below a match is listed again.
    bool more = false; ///< There were more than are listed.
};

/// Items whose name, value or (when the text looks like one: a dot or a bracket in it) field path contains `text`,
/// whatever its case; for UTF-8 beyond ASCII the case counts. Stops early, with what it has, once `stop` is set.
StructureMatches searchStructure(std::shared_ptr<const AnnotationTree> tree, const std::string& text, std::size_t most,
                                 const std::atomic<bool>& stop);

} // namespace wirebench
