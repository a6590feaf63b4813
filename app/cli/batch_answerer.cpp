// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch_answerer.h"

#include "core/base/text.h"
#include "core/formats/registry.h"
#include "core/inspect/annotated_dump.h"
#include "core/inspect/hex_text.h"
#include "core/inspect/json_text.h"
#include "core/inspect/type_choice.h"
#include "core/layout/layout.h"
#include "core/value/json_encoding.h"
#include "core/value/value.h"
#include "core/wire/stream_frames.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>

namespace wirebench::cli {

namespace {

/// Writes `{"ok":…,payload,"diagnostics":[…]}`. `payload` is empty or starts with a comma.
void writeAnswer(std::string& out, std::string_view id, bool ok, std::string_view payload)
{
    out += '{';
    if (!id.empty()) {
        out += "\"id\":";
        out += id;
        out += ',';
    }
    out += ok ? "\"ok\":true" : "\"ok\":false";
    out += payload;
    out += ",\"diagnostics\":[";
}

Diagnostic problemOf(std::string_view code, Message message)
{
    Diagnostic problem;
    problem.code = code;
    problem.message = std::move(message);
    return problem;
}

/// Answers one request on an analysed schema.
class RequestAnswer {
public:
    RequestAnswer(const BatchRequest& request, const CachedAnalysis& schema, std::string& payload)
        : m_request(request), m_schema(schema), m_payload(payload)
    {
    }

    void run()
    {
        if (m_request.op == BatchOp::Check)
            return;
        m_stream = m_request.stream && m_request.op != BatchOp::Layout;
        m_form.framing = plan()->framing;
        const bool typed = !m_stream || m_form.framing == Framing::None || needsType(m_form.framing);
        const PlanType* type = typed ? chooseTypeOf() : nullptr;
        if (typed && type == nullptr)
            return;
        if (m_stream && typed)
            m_form = usualForm(*plan(), type);
        if (m_stream && m_form.framing == Framing::None) {
            m_problems.push_back(problemOf("bad-request", {"Values of this type cannot follow one another.", {}}));
            return;
        }
        if (m_request.op == BatchOp::Layout)
            m_payload += ",\"layout\":" + layoutJson(layoutOf(*plan(), *type)).dump();
        else if (m_request.op == BatchOp::Encode)
            encodeValue(type);
        else
            decodeBytes(type);
    }

    /// Writes the answer to `out`.
    void write(std::string& out)
    {
        const bool schemaErrors = m_schema.hasErrors;
        writeAnswer(out, m_request.id, !schemaErrors && !hasErrors(m_problems), m_payload);
        bool first = true;
        const auto append = [&](const Diagnostic& problem, const DiagnosticSources& sources) {
            if (!first)
                out += ',';
            first = false;
            appendDiagnosticJson(out, problem, sources);
        };
        // Warnings and notes on the schema are for whoever checks it, not for every buffer read with it.
        for (const Diagnostic& problem : m_schema.analysis.diagnostics) {
            if (m_request.op == BatchOp::Check || problem.severity == Severity::Error)
                append(problem, m_schema.sources);
        }
        for (const Diagnostic& problem : m_problems)
            append(problem, m_sources);
        out += "]}\n";
    }

private:
    const std::shared_ptr<const Plan>& plan() const { return m_schema.analysis.plan; }

    const PlanType* chooseTypeOf()
    {
        if (!m_request.type) {
            if (m_schema.onlyType == nullptr && !(m_schema.hasErrors && plan()->types.empty()))
                m_problems.push_back(m_schema.noType);
            return m_schema.onlyType;
        }
        Diagnostic problem;
        const PlanType* type = chooseType(*m_schema.analysis.schema, *plan(), m_request.type, problem);
        if (type == nullptr)
            m_problems.push_back(std::move(problem));
        return type;
    }

    void encodeValue(const PlanType* type)
    {
        const JsonNode& node = *m_request.value;
        const std::string_view text = m_request.document.text().substr(node.begin, node.end - node.begin);
        m_sources.setValue("value", text, node.begin);
        addJsonProblems(text, node.begin);
        const BufferForm form = m_stream ? m_form : BufferForm{Framing::None, type};
        const Bytes bytes = encodeJson(plan(), form, m_request.document, node, m_request.limits.over(plan()->limits),
                                       m_problems, m_request.streamOptions)
                                .bytes;
        if (!hasErrors(m_problems))
            m_payload += ",\"hex\":\"" + toHex(bytes) + '"';
    }

    /// Problems of the value's own JSON, such as repeated keys, with paths that begin at the value. Reading the text
    /// again only pays when reading the line found some.
    void addJsonProblems(std::string_view text, std::uint32_t offset)
    {
        if (!m_request.valueHasProblems)
            return;
        Diagnostics problems;
        (void)readJson(std::string(text), JsonRole::Value, problems);
        for (Diagnostic& problem : problems)
            m_problems.push_back(shifted(std::move(problem), offset));
    }

    static Diagnostic shifted(Diagnostic problem, std::uint32_t offset)
    {
        problem.place.first += offset;
        for (RelatedPlace& related : problem.related)
            related.place.first += offset;
        for (Fix& fix : problem.fixes) {
            for (TextEdit& edit : fix.edits) {
                edit.range.begin += offset;
                edit.range.end += offset;
            }
        }
        return problem;
    }

    void decodeBytes(const PlanType* type)
    {
        const Limits limits = m_request.limits.over(plan()->limits);
        if (m_request.integer) {
            decodeLiteral(type, limits);
            return;
        }
        HexText text = readHexText(*m_request.hex, HexForm::Plain);
        m_sources.setHexText("hex", *m_request.hex);
        if (takeTextProblems(text.diagnostics))
            return;
        auto bytes = std::make_shared<const Bytes>(std::move(text.bytes));
        finishDecoding(m_stream ? decodeBuffer(plan(), m_form, std::move(bytes), limits)
                                : decode(plan(), *type, std::move(bytes), limits));
    }

    void decodeLiteral(const PlanType* type, const Limits& limits)
    {
        if (!plan()->integerLiterals) {
            m_problems.push_back(
                problemOf("bad-request", {"In this wire format a value is no single integer; use \"hex\".", {}}));
            return;
        }
        IntegerText text = readIntegerText(*m_request.integer);
        m_sources.setHexText("integer", *m_request.integer);
        if (!takeTextProblems(text.diagnostics))
            finishDecoding(decodeInteger(plan(), *type, text.packed, limits));
    }

    bool takeTextProblems(Diagnostics& problems)
    {
        const bool errors = hasErrors(problems);
        m_problems.insert(m_problems.end(), std::make_move_iterator(problems.begin()),
                          std::make_move_iterator(problems.end()));
        return errors;
    }

    void finishDecoding(Decoded decoded)
    {
        m_payload += ",\"value\":";
        m_payload += writeJson(readValue(decoded));
        m_problems.insert(m_problems.end(), decoded.diagnostics.begin(), decoded.diagnostics.end());
        if (!m_request.annotations)
            return;
        m_payload += ",\"annotations\":";
        const AnnotationTree tree(std::make_shared<const Decoded>(std::move(decoded)));
        writeAnnotationsJson(tree, false, [this](std::string_view text) { m_payload += text; });
    }

    const BatchRequest& m_request;
    const CachedAnalysis& m_schema;
    std::string& m_payload;
    Diagnostics m_problems;
    DiagnosticSources m_sources;
    bool m_stream = false; ///< The value or the bytes are a buffer of several messages, cut as m_form says.
    BufferForm m_form;
};

void refuse(std::string& out, std::string_view id, const Diagnostics& problems, const DiagnosticSources& sources)
{
    writeAnswer(out, id, false, {});
    for (std::size_t i = 0; i < problems.size(); ++i) {
        if (i > 0)
            out += ',';
        appendDiagnosticJson(out, problems[i], sources);
    }
    out += "]}\n";
}

/// What is wrong with the format or the notation a request names; nothing when they are known.
std::optional<Diagnostic> formatProblem(const BatchRequest& request)
{
    const Format* format = request.format.empty() ? nullptr : findFormat(request.format);
    std::string known;
    if (!request.format.empty() && format == nullptr) {
        for (const Format* candidate : allFormats())
            known += (known.empty() ? "" : ", ") + std::string(candidate->id());
        return problemOf(
            "unknown-format",
            {"There is no wire format \"{0}\"; expected one of: {1}.", {std::string(request.format), known}});
    }
    if (request.syntax.empty())
        return std::nullopt;
    for (const Format* candidate : allFormats()) {
        for (const FileKind& kind : candidate->fileKinds()) {
            if ((format == nullptr || candidate == format) && kind.syntax == request.syntax)
                return std::nullopt;
        }
    }
    return problemOf(
        "bad-request",
        {"There is no notation \"{0}\" of schemas here; leave \"schema_format\" out.", {std::string(request.syntax)}});
}

} // namespace

void BatchAnswerer::answerRequest(const BatchRequest& request, std::string& out)
{
    std::optional<Diagnostic> problem = formatProblem(request);
    const CachedAnalysis* schema
        = problem ? nullptr : &m_cache.get({request.format, request.syntax, request.schema, request.files});
    if (schema != nullptr && schema->analysis.format == nullptr)
        problem = problemOf("unknown-format",
                            {"Cannot tell which wire format this schema is of; name it in \"format\".", {}});
    if (problem) {
        refuse(out, request.id, {std::move(*problem)}, {});
        return;
    }
    m_payload.clear();
    RequestAnswer answer(request, *schema, m_payload);
    answer.run();
    answer.write(out);
}

void BatchAnswerer::answer(std::string line, std::string& out)
{
    const std::size_t start = out.size();
    try {
        if (line.find_first_not_of(" \t\r") == std::string::npos) {
            refuse(out, {},
                   {problemOf("bad-request", {"This line is empty; expected a request as a JSON object.", {}})}, {});
            return;
        }
        Diagnostics problems;
        const BatchRequest request = readBatchRequest(std::move(line), problems);
        if (!hasErrors(problems)) {
            answerRequest(request, out);
            return;
        }
        DiagnosticSources sources;
        sources.setValue("request", request.document.text());
        refuse(out, request.id, problems, sources);
    } catch (const std::exception& error) {
        // Out of memory, most likely: the next request may well fit.
        out.resize(start);
        refuse(out, {}, {problemOf("internal-error", {"This request could not be answered: {0}.", {error.what()}})},
               {});
    }
}

void BatchAnswerer::refuseLongLine(std::uint64_t limitBytes, std::string& out)
{
    refuse(out, {},
           {problemOf("limit-message",
                      {"This request has more than {0} bytes; it was not read.", {std::to_string(limitBytes)}})},
           {});
}

} // namespace wirebench::cli
