// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_format.h"
#include "core/formats/cramberry/cramberry_api.h"
#include "core/formats/cramberry/cramberry_rules.h"

#include "core/formats/cramberry/cramberry_checks.h"
#include "core/formats/cramberry/cramberry_codes.h"
#include "core/formats/cramberry/cramberry_compat.h"
#include "core/formats/cramberry/cramberry_draft.h"
#include "core/formats/cramberry/cramberry_formatter.h"
#include "core/formats/cramberry/cramberry_language.h"
#include "core/formats/cramberry/cramberry_lower.h"
#include "core/formats/cramberry/cramberry_model.h"
#include "core/formats/cramberry/cramberry_parser.h"

#include <array>

namespace wirebench {

namespace {

using namespace cramberry;

constexpr std::array kFileKinds{FileKind{".cramberry", "Cramberry schema", ""}};

class CramberryFormat final : public Format {
public:
    std::string_view id() const override { return "cramberry"; }
    std::string_view title() const override { return "Cramberry"; }
    std::string_view description() const override
    {
        return "Deterministic tagged fields with polymorphism, maps, field encodings, presence bitmaps and streams";
    }
    std::span<const FileKind> fileKinds() const override { return kFileKinds; }
    int recognise(std::string_view text) const override;
    Analysis analyse(std::shared_ptr<const SchemaSource> source) const override;
    std::vector<CompatFinding> compare(const Analysis& older, const Analysis& newer) const override
    {
        return compareSchemas(older, newer);
    }
    const LanguageService& language() const override { return m_language; }
    std::optional<std::string> formatText(const SchemaSource& source) const override { return layOut(source.text); }
    std::string_view ruleText(std::string_view id) const override { return cramberryRuleText(id); }
    const ApiProfile& apiProfile() const override { return cramberry::generatedApi(); }
    const SchemalessDialect* schemalessDialect() const override { return &cramberry::schemalessDialect(); }
    std::optional<std::string> draftSchema(const Draft& draft) const override { return writeDraft(draft); }
    std::span<const CodeHelp> codes() const override { return codeHelp(); }

private:
    CramberryLanguage m_language;
};

/// Fields are told by what follows their name: `: Type;` is this language's alone.
int CramberryFormat::recognise(std::string_view text) const
{
    constexpr std::size_t enough = 65'536;
    constexpr int certain = 95;
    constexpr int likely = 60;
    text = text.substr(0, enough);
    const std::vector<LexToken> tokens = lex(text);
    TokenCursor cursor(text, tokens);
    int found = 0;
    for (; !cursor.atEnd(); cursor.advance()) {
        if (cursor.at("@") && cursor.at("field", 1) && cursor.at("(", 2))
            return certain;
        const bool named = cursor.peek(1).kind == LexKind::Identifier;
        const bool declares = (cursor.at("type") || cursor.at("interface") || cursor.at("service") || cursor.at("enum"))
            && named && (cursor.at("{", 2) || cursor.at("<", 2) || cursor.at("extends", 2));
        if (!declares)
            continue;
        if (!cursor.at("enum"))
            found = likely;
        const bool ends = cursor.at(";", 4) || (cursor.at("=", 4) && cursor.at(";", 6));
        if (cursor.at("enum") && cursor.peek(3).kind == LexKind::Identifier && ends)
            found = std::max(found, likely - 1);
    }
    return found;
}

Analysis CramberryFormat::analyse(std::shared_ptr<const SchemaSource> source) const
{
    Analysis analysis;
    analysis.format = this;
    analysis.source = std::move(source);
    if (analysis.source->text.size() > kLongestSchemaText) {
        analysis.schema = std::make_shared<Schema>();
        analysis.plan = std::make_shared<Plan>();
        analysis.diagnostics.push_back(
            schemaProblem(Severity::Error, "limit-total", {0, 0},
                          {"The schema text has {0} bytes, and at most {1} are read: split it into several files.",
                           {std::to_string(analysis.source->text.size()), std::to_string(kLongestSchemaText)}}));
        return analysis;
    }
    SchemaProblems problems;
    Model model = bind(loadSources(*analysis.source, problems), problems);
    check(model, problems);
    analysis.diagnostics = problems.take();
    analysis.imported = model.sources.imported;
    analysis.plan = std::make_shared<Plan>(lower(model));
    analysis.schema = std::make_shared<Schema>(std::move(model.schema));
    return analysis;
}

} // namespace

const Format& cramberryFormat()
{
    static const CramberryFormat format;
    return format;
}

} // namespace wirebench
