// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_format.h"
#include "core/formats/serialkit/serialkit_api.h"
#include "core/formats/serialkit/serialkit_rules.h"

#include "core/formats/serialkit/serialkit_checks.h"
#include "core/formats/serialkit/serialkit_codes.h"
#include "core/formats/serialkit/serialkit_compat.h"
#include "core/formats/serialkit/serialkit_draft.h"
#include "core/formats/serialkit/serialkit_formatter.h"
#include "core/formats/serialkit/serialkit_language.h"
#include "core/formats/serialkit/serialkit_lower.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_parser.h"

#include <array>

namespace wirebench {

namespace {

using namespace serialkit;

constexpr std::array kFileKinds{FileKind{".skit", "SerialKit schema", ""}};

class SerialkitFormat final : public Format {
public:
    std::string_view id() const override { return "serialkit"; }
    std::string_view title() const override { return "SerialKit"; }
    std::string_view description() const override
    {
        return "Tagged fields with varints, packed arrays, interned strings and bitmaps";
    }
    std::span<const FileKind> fileKinds() const override { return kFileKinds; }
    int recognise(std::string_view text) const override;
    Analysis analyse(std::shared_ptr<const SchemaSource> source) const override;
    std::vector<CompatFinding> compare(const Analysis& older, const Analysis& newer) const override
    {
        return compareSchemas(*older.schema, *newer.schema);
    }
    const LanguageService& language() const override { return m_language; }
    std::optional<std::string> formatText(const SchemaSource& source) const override { return layOut(source.text); }
    std::string_view ruleText(std::string_view id) const override { return serialkitRuleText(id); }
    const ApiProfile& apiProfile() const override { return serialkit::generatedApi(); }
    const SchemalessDialect* schemalessDialect() const override { return &serialkit::schemalessDialect(); }
    std::optional<std::string> draftSchema(const Draft& draft) const override { return writeDraft(draft); }
    std::span<const CodeHelp> codes() const override { return codeHelp(); }

private:
    SerialkitLanguage m_language;
};

/// Whether a field begins `ahead` of the cursor: modifiers, a type, a name, `=` and a number.
bool isField(const TokenCursor& cursor, std::size_t ahead)
{
    while (findModifier(cursor.peekText(ahead)))
        ++ahead;
    return cursor.peek(ahead).kind == LexKind::Identifier && cursor.peek(ahead + 1).kind == LexKind::Identifier
        && cursor.at("=", ahead + 2) && cursor.peek(ahead + 3).kind == LexKind::Number;
}

int SerialkitFormat::recognise(std::string_view text) const
{
    constexpr std::size_t enough = 65'536;
    constexpr int certain = 95;
    constexpr int likely = 60;
    constexpr int perhaps = 20;
    text = text.substr(0, enough);
    const std::vector<LexToken> tokens = lexSkit(text);
    TokenCursor cursor(text, tokens);
    int best = 0;
    for (; !cursor.atEnd(); cursor.advance()) {
        const bool header = (cursor.at("model") || cursor.at("enum")) && cursor.peek(1).kind == LexKind::Identifier
            && cursor.at("{", 2);
        if (!header)
            continue;
        if (cursor.at("model"))
            return isField(cursor, 3) ? certain : cursor.at("}", 3) ? likely : best;
        // Other languages have the same enums.
        if (cursor.peek(3).kind == LexKind::Identifier && cursor.at("=", 4))
            best = perhaps;
    }
    return best;
}

Analysis refuseLongText(Analysis analysis)
{
    analysis.schema = std::make_shared<Schema>();
    analysis.plan = std::make_shared<Plan>(lower(*analysis.schema));
    analysis.diagnostics.push_back(
        schemaProblem(Severity::Error, "limit-total", {0, 0},
                      {"The schema text has {0} bytes, and at most {1} are read: split it into several files.",
                       {std::to_string(analysis.source->text.size()), std::to_string(kLongestSchemaText)}}));
    return analysis;
}

Analysis SerialkitFormat::analyse(std::shared_ptr<const SchemaSource> source) const
{
    Analysis analysis;
    analysis.format = this;
    analysis.source = std::move(source);
    if (analysis.source->text.size() > kLongestSchemaText)
        return refuseLongText(std::move(analysis));
    SchemaProblems problems;
    Syntax syntax = parse(analysis.source->text, problems);
    check(syntax, analysis.source->name, problems);
    analysis.diagnostics = problems.take();
    analysis.plan = std::make_shared<Plan>(lower(syntax.schema));
    analysis.schema = std::make_shared<Schema>(std::move(syntax.schema));
    return analysis;
}

} // namespace

const Format& serialkitFormat()
{
    static const SerialkitFormat format;
    return format;
}

} // namespace wirebench
