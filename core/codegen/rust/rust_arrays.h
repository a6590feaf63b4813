// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/code_writer.h"

#include <string>
#include <vector>

namespace wirebench::rust {

/// An array as rustfmt lays it out: on one line, several short elements a line, or one element a line. `depth` is the
/// indentation in levels.
void writeArray(CodeWriter& w, int depth, const std::string& before, const std::vector<std::string>& elements,
                const std::string& after);

/// A call or signature as rustfmt lays it out: on one line, or one argument a line.
void writeCall(CodeWriter& w, int depth, const std::string& before, const std::vector<std::string>& arguments,
               const std::string& after);

/// A struct literal as rustfmt lays it out.
void writeStructLiteral(CodeWriter& w, const std::string& name, const std::vector<std::string>& members);

} // namespace wirebench::rust
