// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace wirebench::cli {

/// Exit codes of every command.
inline constexpr int kExitClean = 0;
inline constexpr int kExitProblems = 1; ///< There was an error diagnostic, a breaking change, an unformatted file.
inline constexpr int kExitUsage = 2; ///< The command cannot run as asked: bad options, a file that cannot be read.

/// Ends a command with this sentence on standard error.
class CommandFailure : public std::runtime_error {
public:
    explicit CommandFailure(const std::string& sentence, int exitCode = kExitUsage)
        : std::runtime_error(sentence), m_exitCode(exitCode)
    {
    }
    int exitCode() const { return m_exitCode; }

private:
    int m_exitCode;
};

/// The content of a file, or of standard input for "-". Throws CommandFailure when it cannot be read.
std::string readInput(const std::string& path);

/// Replaces the file in one step, so that a failure leaves the old content; "-" is standard output. Throws
/// CommandFailure when it cannot be written.
void writeOutput(const std::string& path, std::string_view content);

/// Writes to standard output; problems show when it is closed, see finishStandardOutput().
void print(std::string_view text);
/// Writes to standard error.
void printError(std::string_view text);
/// False when not all of standard output could be written.
bool finishStandardOutput();

bool isOutputTerminal();
bool isErrorTerminal();

} // namespace wirebench::cli
