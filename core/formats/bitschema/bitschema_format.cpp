// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/bitschema_format.h"
#include "core/formats/bitschema/bitschema_api.h"
#include "core/formats/bitschema/rules.h"

#include "core/formats/bitschema/codes.h"
#include "core/formats/bitschema/compare.h"
#include "core/formats/bitschema/compiled.h"
#include "core/formats/bitschema/definition_reader.h"
#include "core/formats/bitschema/editor_service.h"
#include "core/formats/bitschema/formatter.h"
#include "core/formats/bitschema/lower.h"
#include "core/formats/bitschema/value_schema.h"

#include <array>

namespace wirebench {

namespace {

using namespace bitschema;

constexpr std::array kFileKinds{
    FileKind{".bitschema.json", "BitSchema schema (JSON)", "json"},
    FileKind{".bitschema.yaml", "BitSchema schema (YAML)", "yaml"},
    FileKind{".bitschema.yml", "BitSchema schema (YAML)", "yaml"},
    FileKind{".compiled.json", "Compiled BitSchema schema", "json"},
};

constexpr std::array kExports{
    Export{"compiled", "Compiled schema", ".compiled.json"},
    Export{"json-schema", "JSON Schema of the value", ".schema.json"},
};

/// Whether `key` stands in the text as a key of JSON or YAML.
bool hasKey(std::string_view text, std::string_view key)
{
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        const char before = at == 0 ? '\n' : text[at - 1];
        if (before != '"' && before != '\'' && before != '\n' && before != ' ' && before != '{' && before != ',')
            continue;
        std::size_t after = at + key.size();
        if (after < text.size() && (text[after] == '"' || text[after] == '\''))
            ++after;
        after = text.find_first_not_of(" \t", after);
        if (after != std::string_view::npos && text[after] == ':')
            return true;
    }
    return false;
}

class BitschemaFormat final : public Format {
public:
    std::string_view id() const override { return "bitschema"; }
    std::string_view title() const override { return "BitSchema"; }
    std::string_view description() const override
    {
        return "Records of fields packed at fixed bit offsets, described in JSON or YAML";
    }
    std::span<const FileKind> fileKinds() const override { return kFileKinds; }

    int recognise(std::string_view text) const override
    {
        constexpr std::size_t searched = 65536;
        const std::string_view head = text.substr(0, searched);
        if (!hasKey(head, "fields"))
            return 0;
        int score = 40;
        for (const std::string_view key : {"container", "byte_order", "alignment", "total_bits"})
            score += hasKey(head, key) ? 30 : 0;
        for (const std::string_view key : {"type", "bits", "name"})
            score += hasKey(head, key) ? 10 : 0;
        return std::min(score, 95);
    }

    Analysis analyse(std::shared_ptr<const SchemaSource> source) const override
    {
        Analysis analysis;
        analysis.format = this;
        analysis.source = std::move(source);
        const Definition definition = readDefinition(*analysis.source, analysis.diagnostics);
        analysis.schema = makeSchema(definition);
        analysis.plan = lower(definition, *analysis.schema);
        return analysis;
    }

    std::vector<CompatFinding> compare(const Analysis& older, const Analysis& newer) const override
    {
        return compareSchemas(*older.source, *newer.source);
    }

    const LanguageService& language() const override { return m_language; }

    std::optional<std::string> formatText(const SchemaSource& source) const override
    {
        return formatSchemaText(source.text, notationOf(source));
    }

    std::span<const Export> exports() const override { return kExports; }

    std::optional<std::string> makeExport(std::string_view id, const Analysis& analysis) const override
    {
        if (hasErrors(analysis.diagnostics))
            return std::nullopt;
        Diagnostics ignored; // the analysis has them
        const Definition definition = readDefinition(*analysis.source, ignored);
        if (id == "compiled")
            return writeCompiled(definition);
        if (id == "json-schema")
            return writeValueSchema(definition);
        return std::nullopt;
    }

    std::string_view ruleText(std::string_view id) const override { return bitschemaRuleText(id); }
    const ApiProfile& apiProfile() const override { return bitschema::generatedApi(); }
    std::span<const CodeHelp> codes() const override { return codeHelp(); }

private:
    EditorService m_language;
};

} // namespace

const Format& bitschemaFormat()
{
    static const BitschemaFormat format;
    return format;
}

} // namespace wirebench
