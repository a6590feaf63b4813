// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bit_grid.h"

namespace wirebench {

/// Asks for a file and writes the grid there as it is shown: its bits a row, its numbering, with or without the
/// buffer. `schemaPath` gives folder and name of the suggestion; it may be empty. Failures are shown.
void exportGrid(BitGridView& view, BitGridView::Export kind, const QString& schemaPath);

} // namespace wirebench
