// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/generate_job.h"

#include <optional>
#include <string>
#include <vector>

namespace wirebench::cli {

/// What a project file asks for.
struct Project {
    std::vector<std::string> importFolders;
    std::vector<GenerateJob> jobs;
};

/// The project file of the current folder: `wirebench.yaml`, or one of the formats' own tools; nothing without one.
std::optional<std::string> findProjectFile();

/// Reads a project file; paths in it are relative to its folder. Problems are printed with their places. Throws
/// CommandFailure when it cannot be read or has errors.
Project readProject(const Program& program, const std::string& path);

} // namespace wirebench::cli
