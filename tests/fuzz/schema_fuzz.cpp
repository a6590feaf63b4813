// SPDX-License-Identifier: MIT
// Every format's schema reader, in each of its notations, with everything that is offered on a schema: any text gives
// a whole Analysis, an editor can ask anything of it, and what is laid out anew stays as it is.
#include "core/formats/registry.h"
#include "core/layout/layout.h"
#include "tests/fuzz/decoding.h"
#include "tests/fuzz/properties.h"

#include <nlohmann/json.hpp>

#include <string>

using namespace wirebench;

namespace {

void checkEditor(const Analysis& analysis, std::string_view text)
{
    const LanguageService& language = analysis.format->language();
    std::uint32_t reached = 0;
    for (const Token& token : language.tokens(text)) {
        fuzz::require(reached <= token.begin && token.begin <= token.end && token.end <= text.size(),
                      "tokens are in order and inside the text");
        reached = token.end;
    }
    for (const TextRange& fold : language.folds(text))
        fuzz::require(fold.begin <= fold.end && fold.end <= text.size(), "folds are inside the text");
    language.outline(analysis);
    const auto middle = static_cast<std::uint32_t>(text.size() / 2);
    for (const Completion& completion : language.complete(analysis, middle))
        fuzz::require(completion.replace.end <= text.size(), "a completion replaces a part of the text");
    language.hover(analysis, middle);
    language.definition(analysis, middle);
}

void checkFormatting(const Analysis& analysis)
{
    const auto once = analysis.format->formatText(*analysis.source);
    if (!once)
        return;
    SchemaSource again = *analysis.source;
    again.text = *once;
    const auto twice = analysis.format->formatText(again);
    fuzz::require(twice && *twice == *once, "laying out a laid out text changes nothing");
}

void checkSchema(const Format& format, const FileKind& kind, const std::string& text)
{
    auto source = std::make_shared<SchemaSource>();
    source->name = "fuzz" + std::string(kind.suffix);
    source->syntax = kind.syntax;
    source->text = text;
    const Analysis analysis = format.analyse(std::move(source));
    fuzz::require(analysis.schema && analysis.plan && analysis.source, "an analysis is whole");
    fuzz::checkPlaces(analysis.diagnostics, text);
    checkEditor(analysis, text);
    checkFormatting(analysis);
    for (const PlanType& type : analysis.plan->types) {
        layoutJson(layoutOf(*analysis.plan, type));
        fuzz::checkDecoding(analysis.plan, &type, asBytes(std::string_view(text).substr(0, 64)));
    }
    for (const Export& document : format.exports())
        static_cast<void>(format.makeExport(document.id, analysis));
    fuzz::require(hasErrors(analysis.diagnostics) || format.compare(analysis, analysis).empty(),
                  "a schema differs in nothing from itself");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    for (const Format* format : allFormats()) {
        format->recognise(text);
        for (const FileKind& kind : format->fileKinds())
            checkSchema(*format, kind, text);
    }
    return 0;
}
