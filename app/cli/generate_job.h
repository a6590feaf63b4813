// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_options.h"
#include "core/codegen/targets.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::cli {

/// Code for some schemas in one language.
struct GenerateJob {
    std::vector<std::string> schemas; ///< Paths.
    const Target* target = nullptr;
    std::string out; ///< Folder.
    GenerateOptions options; ///< The file stem is that of each schema.
};

/// The target with this name or alias. Throws CommandFailure when there is none.
const Target& requireTarget(std::string_view name);

/// The switch of this feature; null when there is none.
bool GenerateFeatures::*featureNamed(std::string_view name);
/// The names of all features, for messages: "json, validation, …".
std::string featureList();

/// The names of the parts that `features` asks for and `target` does not offer.
std::vector<std::string_view> partsLeftOut(const Target& target, const GenerateFeatures& features);

/// What one run did.
struct GenerateResult {
    bool errors = false; ///< In a schema, or something a language cannot carry.
    std::vector<std::string> read; ///< The files that were read: schemas and what they import.
};

/// Generates and writes. Problems of schemas are printed. Throws CommandFailure where a file cannot be read or written,
/// or would overwrite what this program did not write: then nothing of that schema and language is written.
/// `written` has the texts of all files that this run wrote, by path: files of the same name with another text, of
/// another language, are refused.
GenerateResult runJob(const Program& program, const SchemaOptions& schema, const GenerateJob& job,
                      std::map<std::string, std::string>& written);

} // namespace wirebench::cli
