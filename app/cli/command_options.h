// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/limits.h"
#include "core/formats/format.h"
#include "core/inspect/annotated_dump.h"
#include "core/inspect/diagnostic_text.h"

#include <CLI/CLI.hpp>

#include "core/wire/plan.h"

#include <optional>
#include <string>
#include <vector>

namespace wirebench::cli {

/// What all commands share: how to show things, and the exit code the program ends with.
struct Program {
    std::string colour = "auto"; ///< --color
    int exitCode = 0;

    TextColours outputColours() const;
    bool errorColours() const;
};

/// The options that say which schema is meant and how to read it.
struct SchemaOptions {
    std::string path;
    std::string wire; ///< --wire: id of a wire format; empty: recognised.
    std::string syntax; ///< --syntax: notation of the schema; empty: told by name and content.
    std::vector<std::string> importFolders; ///< --import-folder

    void add(CLI::App& command);
    /// The options without the schema itself, for commands with several schemas.
    void addFormat(CLI::App& command);
};

/// A schema that was read, and the texts its diagnostics point into.
struct LoadedSchema {
    std::string name; ///< For people: the path, or "standard input".
    Analysis analysis;
    DiagnosticSources sources;
};

/// Reads and analyses the schema at `path`. Throws CommandFailure when it cannot be read or when no wire format fits.
LoadedSchema loadSchema(const SchemaOptions& options, const std::string& path);
LoadedSchema loadSchema(const SchemaOptions& options);

/// --type
void addTypeOption(CLI::App& command, std::optional<std::string>& type);
/// The type that is meant; throws CommandFailure when that cannot be told: a problem of the schema when it has errors,
/// else one of the command line.
const PlanType& requireType(const LoadedSchema& schema, const std::optional<std::string>& type);

/// --stream and --framing: a buffer of several messages.
struct StreamOption {
    bool stream = false;
    std::string framing; ///< Empty: the one the format has.

    void add(CLI::App& command, const std::string& help);
    bool wanted() const { return stream || !framing.empty(); }
    /// The form of the buffer; throws CommandFailure when the wire format has none such. Only when wanted().
    BufferForm form(const LoadedSchema& schema, const std::optional<std::string>& type) const;
};

/// --max-message, --max-depth … --strict.
struct LimitOptions {
    std::optional<std::uint64_t> message;
    std::optional<std::uint32_t> depth;
    std::optional<std::uint64_t> string;
    std::optional<std::uint64_t> array;
    std::optional<std::uint64_t> total;
    std::optional<double> seconds;
    bool strict = false;
    bool lenientUtf8 = false;

    void add(CLI::App& command);
    /// `base` with what was given on the command line.
    Limits over(Limits base) const;
};

/// Prints diagnostics on standard error; true when there was an error among them.
bool printDiagnostics(const Program& program, const Diagnostics& diagnostics, const DiagnosticSources& sources);
/// The same for the errors only.
bool printErrors(const Program& program, const Diagnostics& diagnostics, const DiagnosticSources& sources);

} // namespace wirebench::cli
