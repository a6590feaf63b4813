// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

#include <span>
#include <string_view>

namespace wirebench {

/// All wire formats, in the order they are shown. The one place where formats are listed.
std::span<const Format* const> allFormats();

/// The format with this id; null when there is none.
const Format* findFormat(std::string_view id);

/// Which format a schema file is: by file name, then by content. Null when nothing fits.
const Format* recogniseFormat(std::string_view fileName, std::string_view text);

/// Help for a diagnostic code: `format`'s own where one is given and has it, then the core's common codes, then every
/// format's; null for an unknown code. Formats may say different things about one code (how fields evolve).
const CodeHelp* findCodeHelp(std::string_view code, const Format* format = nullptr);

} // namespace wirebench
