// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_format.h"
#include "core/formats/sdp/sdp_api.h"
#include "core/formats/sdp/sdp_rules.h"

#include "core/formats/sdp/sdp_checks.h"
#include "core/formats/sdp/sdp_codes.h"
#include "core/formats/sdp/sdp_compat.h"
#include "core/formats/sdp/sdp_formatter.h"
#include "core/formats/sdp/sdp_language.h"
#include "core/formats/sdp/sdp_lower.h"
#include "core/formats/sdp/sdp_parser.h"
#include "core/syntax/text_lexer.h"

#include <array>

namespace wirebench {

namespace {

using namespace sdp;

constexpr std::array kFileKinds{FileKind{".sdp", "SDP schema", ""}};

class SdpFormat final : public Format {
public:
    std::string_view id() const override { return "sdp"; }
    std::string_view title() const override { return "Serial Data Protocol"; }
    std::string_view description() const override
    {
        return "Fixed-width little-endian structs without tags, and self-describing messages";
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
    std::string_view ruleText(std::string_view id) const override { return sdpRuleText(id); }
    const ApiProfile& apiProfile() const override { return sdp::generatedApi(); }
    std::span<const CodeHelp> codes() const override { return codeHelp(); }

private:
    SdpLanguage m_language;
};

int SdpFormat::recognise(std::string_view text) const
{
    constexpr std::size_t enough = 65'536;
    text = text.substr(0, enough);
    const std::vector<LexToken> tokens = lexText(text);
    TokenCursor cursor(text, tokens);
    constexpr int certain = 95;
    constexpr int likely = 60;
    for (; !cursor.atEnd(); cursor.advance()) {
        const bool header = (cursor.at("struct") || cursor.at("message")) && cursor.peek(1).kind == LexKind::Identifier
            && cursor.at("{", 2);
        if (!header)
            continue;
        const bool field = cursor.peek(3).kind == LexKind::Identifier && cursor.at(":", 4);
        if (!field)
            return cursor.at("}", 3) ? likely : 0;
        // Tagged languages number their fields; here the type is followed by a comma or the end of the struct.
        std::size_t after = 5;
        while (cursor.at("[", after) || cursor.at("]", after) || cursor.at("?", after))
            ++after;
        return cursor.at(",", after + 1) || cursor.at("}", after + 1) ? certain : likely;
    }
    return 0;
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

Analysis SdpFormat::analyse(std::shared_ptr<const SchemaSource> source) const
{
    Analysis analysis;
    analysis.format = this;
    analysis.source = std::move(source);
    if (analysis.source->text.size() > kLongestSchemaText)
        return refuseLongText(std::move(analysis));
    SchemaProblems problems;
    Syntax syntax = parse(analysis.source->text, problems);
    check(syntax, analysis.source->text, problems);
    analysis.diagnostics = problems.take();
    analysis.plan = std::make_shared<Plan>(lower(syntax.schema));
    analysis.schema = std::make_shared<Schema>(std::move(syntax.schema));
    return analysis;
}

} // namespace

const Format& sdpFormat()
{
    static const SdpFormat format;
    return format;
}

} // namespace wirebench
