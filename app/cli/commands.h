// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_options.h"

#include <string>
#include <string_view>

namespace wirebench::cli {

/// Each adds one subcommand with its options, help and example. It runs while the command line is parsed and sets
/// Program::exitCode. `program` outlives `app`.
void addCheckCommand(CLI::App& app, Program& program);
void addLayoutCommand(CLI::App& app, Program& program);
void addEncodeCommand(CLI::App& app, Program& program);
void addDecodeCommand(CLI::App& app, Program& program);
void addCanonicaliseCommand(CLI::App& app, Program& program);
void addGuessCommand(CLI::App& app, Program& program);
void addCompileCommand(CLI::App& app, Program& program);
void addExportCommand(CLI::App& app, Program& program);
void addCompatCommand(CLI::App& app, Program& program);
void addFormatCommand(CLI::App& app, Program& program);
void addGenerateCommand(CLI::App& app, Program& program);
void addConvertHexCommand(CLI::App& app, Program& program);
void addFormatsCommand(CLI::App& app, Program& program);
void addExplainCodeCommand(CLI::App& app, Program& program);
void addBatchCommand(CLI::App& app, Program& program);

/// A subcommand with the usual layout of its help; `details` follows the options (examples).
CLI::App& addCommand(CLI::App& app, const std::string& name, const std::string& description,
                     const std::string& details);

} // namespace wirebench::cli
