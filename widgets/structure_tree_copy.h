// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"

#include <string>
#include <vector>

namespace wirebench {

/// The value of the part that `chain` ends in, with all below it, as indented JSON text; empty for parts that are no
/// value. Cost grows with the whole buffer.
std::string subtreeJson(const AnnotationTree& tree, const std::vector<Item>& chain);

/// One line for every leaf of the part that `chain` ends in (path, role, type, value, first bit, number of bits), under
/// a line of titles; RFC 4180.
std::string subtreeCsv(const AnnotationTree& tree, const std::vector<Item>& chain);

} // namespace wirebench
