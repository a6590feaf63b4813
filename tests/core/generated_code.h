// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/targets.h"
#include "core/formats/registry.h"
#include "core/inspect/diagnostic_text.h"

#include <QTest>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

/// Helpers of the tests of the code model and of the printers.
namespace wirebench::test {

/// The model of a schema. Errors of the schema fail the test, which goes on with the sound part.
inline CodeModel modelOf(std::string_view format, std::string_view text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = text;
    const Format* found = findFormat(format);
    const Analysis analysis = found->analyse(source);
    if (hasErrors(analysis.diagnostics)) {
        DiagnosticSources sources;
        sources.addSchema("schema of the test", source->text);
        std::string problems;
        for (const Diagnostic& problem : analysis.diagnostics)
            problems += diagnosticText(problem, sources, false);
        QTest::qFail(problems.c_str(), __FILE__, __LINE__);
    }
    return makeCodeModel(analysis.schema, analysis.plan, found->apiProfile());
}

/// Generates code in one language: `constexpr test::GeneratedIn generated{"cpp"};`. Files are called "things" unless
/// the options say otherwise.
struct GeneratedIn {
    std::string_view target;

    Generated operator()(std::string_view format, std::string_view text, GenerateOptions options = {}) const
    {
        if (options.fileStem.empty())
            options.fileStem = "things";
        return findTarget(target)->generate(modelOf(format, text), options);
    }
};

/// The same where one file of it is enough.
struct TextIn {
    std::string_view target;

    std::string operator()(std::string_view format, std::string_view text, GenerateOptions options = {},
                           std::size_t file = 0) const
    {
        return GeneratedIn{target}(format, text, std::move(options)).files.at(file).text;
    }
};

inline std::string linesOf(const GeneratedFile& file, const CodeSpan& span)
{
    std::size_t begin = 0;
    for (std::uint32_t i = 0; i < span.firstLine; ++i)
        begin = file.text.find('\n', begin) + 1;
    std::size_t end = begin;
    for (std::uint32_t i = 0; i < span.lines; ++i)
        end = file.text.find('\n', end) + 1;
    return file.text.substr(begin, end - begin);
}

/// The lines of the first span of a member; empty where there is none.
inline std::string linesOf(const GeneratedFile& file, DeclIndex decl, std::uint32_t member)
{
    const auto span = std::find_if(file.spans.begin(), file.spans.end(),
                                   [&](const CodeSpan& one) { return one.decl == decl && one.member == member; });
    return span == file.spans.end() ? std::string() : linesOf(file, *span);
}

inline bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

} // namespace wirebench::test
