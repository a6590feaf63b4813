// SPDX-License-Identifier: MIT
#pragma once

#include "core/layout/tagged_rows.h"
#include "core/wire/annotation.h"

#include <string>
#include <string_view>
#include <vector>

// Fields of tagged messages in grids and tables.

namespace wirebench {

/// A part of a field in the order of the wire: tag, type id, length, value.
struct GridPart {
    Role role = Role::Value;
    std::string_view suffix; ///< Behind the field's name: " tag" …
    std::string type;
    std::string meaning;
    SizeRange size;
};

/// The parts of a row that has `tagged`; the value is always there.
std::vector<GridPart> taggedParts(const LayoutRow& row);

/// What a table says of a row that has `tagged`: number, wire type, sizes of the parts, when it is left out.
std::string taggedRemarks(const LayoutRow& row);

/// "1 byte", "1 to 10 bytes", "2 bytes or more"; "3 bits" where it is not whole bytes.
std::string sizeRangeText(SizeRange size);

/// Whether one field is written before another of its message; rows without a tag keep their order.
bool writtenBefore(const LayoutRow* a, const LayoutRow* b);

/// The fields of a presence map in the order of their bits.
std::vector<const LayoutRow*> byPresence(const std::vector<LayoutRow>& fields);

} // namespace wirebench
