// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"

#include <cstddef>
#include <string_view>

namespace wirebench {

/// What two texts share at their ends; what lies between differs. Never splits a UTF-8 character.
struct TextDifference {
    std::size_t head = 0; ///< Bytes equal at the start.
    std::size_t tail = 0; ///< Bytes equal at the end.
    std::size_t oldSize = 0;
    std::size_t newSize = 0;
};

TextDifference textDifference(std::string_view older, std::string_view newer);

/// True for the second and later bytes of a UTF-8 character.
inline bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

/// Where a range of the older text is in the newer one; a part that is gone becomes its place.
TextRange carriedOver(TextRange range, const TextDifference& difference);

} // namespace wirebench
