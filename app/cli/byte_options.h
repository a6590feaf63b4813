// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_options.h"

namespace wirebench::cli {

/// FILE, --hex and --hex-form: where a command's bytes come from.
struct ByteInput {
    std::string file;
    std::optional<std::string> hex;
    std::string hexForm;

    struct Read {
        std::string name; ///< For messages: the file's, or the option's.
        Bytes bytes;
    };

    /// Adds the options and gives them: FILE and --hex.
    std::pair<CLI::Option*, CLI::Option*> add(CLI::App& command);
    /// The bytes; problems of their text are appended to `diagnostics`. Throws CommandFailure when the file cannot be
    /// read.
    Read read(Diagnostics& diagnostics) const;
};

/// --out and --hex-output or --hex: where they go.
struct ByteOutput {
    std::string file;
    bool hex = false;

    void add(CLI::App& command, const std::string& hexOption);
    void write(const Bytes& bytes) const;
};

} // namespace wirebench::cli
