// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/bitschema/checker.h"

namespace wirebench::bitschema {

/// Gives every field its offset and checks the layout: overlaps, the container, alignment, and what a compiled schema
/// says of itself (spec: bitschema.md, *Field types* and *Layout and compiled schema*).
void placeFields(Definition& definition, Checker& checker);

/// A name for new padding (`_padding3`) that no field of the record has.
std::string freePaddingName(const std::vector<Field>& record);

/// Adds the fix that inserts a padding field called `name` in front of `field`, so that it starts at a byte boundary.
/// A field with an `offset` of its own gets the new one too; there is no fix when other fields are in its way.
void addPaddingFix(Diagnostic& problem, const Definition& definition, const std::vector<Field>& record,
                   const Field& field, const std::string& name);

} // namespace wirebench::bitschema
