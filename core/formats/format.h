// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/formats/language_service.h"
#include "core/schema/api_profile.h"
#include "core/schema/draft.h"
#include "core/schema/schema.h"
#include "core/wire/plan.h"
#include "core/wire/schemaless_dialect.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// A kind of schema file a format reads.
struct FileKind {
    std::string_view suffix; ///< With its dot: ".sdp", ".bitschema.json".
    std::string_view description; ///< For file dialogs: "SDP schema".
    std::string_view syntax; ///< Name of the notation where a format has several ("json", "yaml"); else empty.
};

/// A further document a format can make of a schema (compiled schema, JSON Schema of the value …).
struct Export {
    std::string_view id; ///< "compiled", "json-schema"; also the spelling on the command line.
    std::string_view title; ///< "Compiled schema"
    std::string_view suffix; ///< Replaces the schema file's suffix: ".compiled.json".
};

/// An imported file. Equal names are the same file.
struct ImportedText {
    std::string name; ///< Path that tells the file from all others, without `.` and `..` in it where they can go.
    std::string text; ///< UTF-8.
};

/// Finds an imported file by the path as written: relative to the folder of the importing file `from` first, then in
/// the configured folders. `from` is SchemaSource::name or the name of an imported file. Nothing when there is none.
using ImportReader = std::function<std::optional<ImportedText>(std::string_view path, std::string_view from)>;

/// A schema text with what is needed to read it.
struct SchemaSource {
    std::string name; ///< File name or path, for messages and for telling notations apart; may be empty.
    std::string syntax; ///< FileKind::syntax when it is known; empty: told by name, then content.
    std::string text; ///< UTF-8.
    ImportReader imports; ///< May be empty.
};

/// What became of a schema text. All parts are always there: a broken schema gives the sound part of itself.
struct Analysis {
    const class Format* format = nullptr;
    std::shared_ptr<const SchemaSource> source;
    /// The files it imports, directly or not: TextRange::file 1, 2, … Files that came with the program are among them.
    std::vector<std::shared_ptr<const ImportedText>> imported;
    std::shared_ptr<const Schema> schema;
    std::shared_ptr<const Plan> plan; ///< The sound types only.
    Diagnostics diagnostics;
};

/// A finding of the evolution rules. `breaking` findings are errors, forward-incompatible ones warnings, compatible
/// changes notes. The place is in the new schema, or in the old one when `inOld`.
struct CompatFinding {
    Diagnostic diagnostic;
    bool inOld = false;
};

/// A wire format: its schema language, its rules, its lowering. One object per format, without state.
class Format {
public:
    Format() = default;
    Format(const Format&) = delete;
    Format& operator=(const Format&) = delete;
    virtual ~Format() = default;

    virtual std::string_view id() const = 0; ///< "sdp": stable, lower-case.
    virtual std::string_view title() const = 0; ///< "Serial Data Protocol"
    virtual std::string_view description() const = 0; ///< One line for people.
    virtual std::span<const FileKind> fileKinds() const = 0;

    /// How sure the format is that a text is one of its schemas, by content alone: 0 (no) to 100 (certain).
    virtual int recognise(std::string_view text) const = 0;

    /// Parses, checks and lowers. Never throws; reports all problems.
    virtual Analysis analyse(std::shared_ptr<const SchemaSource> source) const = 0;

    /// Evolution rules: what changes for bytes written with `older` when they are read with `newer`, and back.
    virtual std::vector<CompatFinding> compare(const Analysis& older, const Analysis& newer) const = 0;

    virtual const LanguageService& language() const = 0;

    /// The text in canonical layout; comments and blank lines are kept. Nothing when the text cannot be read well
    /// enough to be laid out anew.
    virtual std::optional<std::string> formatText(const SchemaSource& source) const = 0;

    virtual std::span<const Export> exports() const { return {}; }
    /// The document of an export; nothing when the schema has errors that forbid it.
    virtual std::optional<std::string> makeExport(std::string_view, const Analysis&) const { return std::nullopt; }

    /// What a rule of the format says, in one sentence, by the id that slots of its plans carry (Slot::rule); empty
    /// when there is no such rule.
    virtual std::string_view ruleText(std::string_view id) const = 0;

    /// How bytes of the format are split into fields without a schema; null where they cannot be.
    virtual const SchemalessDialect* schemalessDialect() const { return nullptr; }
    /// The text of a schema with the drafted messages; nothing from a format without schemalessDialect(). analyse()
    /// finds no errors in it, and the bytes the draft was made from decode with it, unclear fields as unknown ones.
    virtual std::optional<std::string> draftSchema(const Draft&) const { return std::nullopt; }

    /// The names that the format prescribes for generated code.
    virtual const ApiProfile& apiProfile() const = 0;

    /// Help for the codes that this format alone uses.
    virtual std::span<const CodeHelp> codes() const = 0;
};

} // namespace wirebench
