// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/target.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// What writing a generated file would do to the file that is there.
enum class OutputChange : std::uint8_t {
    New, ///< There is none yet.
    Same,
    Changed,
    Foreign, ///< Somebody else wrote it: it lacks kGeneratedMark and must not be overwritten.
};

/// The text of the file at a path relative to the output folder; nothing when there is none.
using OutputReader = std::function<std::optional<std::string>(std::string_view path)>;

/// Whether a file's text says in its first lines that it was generated.
bool isGeneratedText(std::string_view text);

/// One entry a file, in their order.
std::vector<OutputChange> outputChanges(const std::vector<GeneratedFile>& files, const OutputReader& existing);

} // namespace wirebench
