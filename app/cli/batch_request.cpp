// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch_request.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace wirebench::cli {

namespace {

/// Reads the members of a JSON object with the kinds they must have.
class MemberReader {
public:
    MemberReader(const JsonDocument& document, const JsonNode& object, Diagnostics& diagnostics)
        : m_document(document), m_object(object), m_diagnostics(diagnostics)
    {
    }

    const JsonNode* find(std::string_view key) const { return m_document.find(m_object, key); }

    std::optional<std::string_view> text(std::string_view key)
    {
        const JsonNode* node = find(key);
        if (node == nullptr || node->kind == JsonKind::Null)
            return std::nullopt;
        if (node->kind == JsonKind::String)
            return node->text;
        wrongKind(*node, key, "a string");
        return std::nullopt;
    }

    std::optional<bool> flag(std::string_view key)
    {
        const JsonNode* node = find(key);
        if (node == nullptr || node->kind == JsonKind::Null)
            return std::nullopt;
        if (node->kind == JsonKind::Bool)
            return node->boolean;
        wrongKind(*node, key, "true or false");
        return std::nullopt;
    }

    std::optional<std::uint64_t> count(std::string_view key)
    {
        const JsonNode* node = find(key);
        if (node == nullptr || node->kind == JsonKind::Null)
            return std::nullopt;
        if (node->kind == JsonKind::Number) {
            const std::optional<JsonInteger> number = readInteger(node->text, false);
            const std::optional<std::uint64_t> value = number ? number->asUnsigned() : std::nullopt;
            if (value)
                return value;
        }
        wrongKind(*node, key, "an integer of 0 or more (0 = no limit)");
        return std::nullopt;
    }

    std::optional<double> seconds(std::string_view key)
    {
        const JsonNode* node = find(key);
        if (node == nullptr || node->kind == JsonKind::Null)
            return std::nullopt;
        double value = -1;
        if (node->kind == JsonKind::Number)
            std::from_chars(node->text.data(), node->text.data() + node->text.size(), value);
        if (value >= 0 && std::isfinite(value))
            return value;
        wrongKind(*node, key, "a number of seconds, 0 or more (0 = no limit)");
        return std::nullopt;
    }

    void problem(const JsonNode& node, std::string_view pattern, std::vector<std::string> arguments)
    {
        Diagnostic problem;
        problem.code = "bad-request";
        problem.message = {pattern, std::move(arguments)};
        problem.place = Place::value(node.range());
        m_diagnostics.push_back(std::move(problem));
    }

    void wrongKind(const JsonNode& node, std::string_view key, std::string_view expected)
    {
        problem(node, "\"{0}\" must be {1}.", {std::string(key), std::string(expected)});
    }

    void missing(std::string_view key, std::string_view meaning)
    {
        problem(m_object, "The request has no \"{0}\": {1}.", {std::string(key), std::string(meaning)});
    }

private:
    const JsonDocument& m_document;
    const JsonNode& m_object;
    Diagnostics& m_diagnostics;
};

void readOp(MemberReader& reader, BatchRequest& request)
{
    constexpr std::array<std::string_view, 4> names{"check", "layout", "encode", "decode"};
    const std::optional<std::string_view> name = reader.text("op");
    if (!name) {
        const JsonNode* node = reader.find("op");
        if (node == nullptr || node->kind == JsonKind::Null)
            reader.missing("op", "expected \"check\", \"layout\", \"encode\" or \"decode\"");
        return;
    }
    const auto found = std::find(names.begin(), names.end(), *name);
    if (found == names.end())
        reader.problem(*reader.find("op"), "There is no op \"{0}\"; expected check, layout, encode or decode.",
                       {std::string(*name)});
    else
        request.op = static_cast<BatchOp>(found - names.begin());
}

void readFiles(MemberReader& reader, BatchRequest& request)
{
    const JsonNode* files = reader.find("files");
    if (files == nullptr || files->kind == JsonKind::Null)
        return;
    if (files->kind != JsonKind::Object) {
        reader.wrongKind(*files, "files", "an object of texts by path");
        return;
    }
    for (const JsonNode* file = request.document.firstChild(*files); file != nullptr;
         file = request.document.next(*file)) {
        if (file->kind == JsonKind::String)
            request.files.emplace_back(file->key, file->text);
        else
            reader.wrongKind(*file, file->key, "a string: the text of this file");
    }
}

void readLimits(MemberReader& request, const JsonDocument& document, Diagnostics& diagnostics, BatchLimits& limits)
{
    constexpr std::array<std::string_view, 8> known{"message", "depth", "string", "array",
                                                    "total",   "time",  "strict", "validate_utf8"};
    const JsonNode* node = request.find("limits");
    if (node == nullptr || node->kind == JsonKind::Null)
        return;
    if (node->kind != JsonKind::Object) {
        request.wrongKind(*node, "limits", "an object");
        return;
    }
    MemberReader reader(document, *node, diagnostics);
    for (const JsonNode* member = document.firstChild(*node); member != nullptr; member = document.next(*member)) {
        if (std::find(known.begin(), known.end(), member->key) == known.end())
            reader.problem(*member,
                           "There is no limit \"{0}\"; expected message, depth, string, array, total, time, "
                           "strict or validate_utf8.",
                           {std::string(member->key)});
    }
    limits.message = reader.count("message");
    limits.depth = reader.count("depth");
    limits.string = reader.count("string");
    limits.array = reader.count("array");
    limits.total = reader.count("total");
    limits.seconds = reader.seconds("time");
    limits.strict = reader.flag("strict");
    limits.validateUtf8 = reader.flag("validate_utf8");
}

void readCompression(MemberReader& request, const JsonDocument& document, Diagnostics& diagnostics,
                     StreamOptions& options)
{
    constexpr std::uint64_t highestLevel = 22;
    const JsonNode* node = request.find("compression");
    if (node == nullptr || node->kind == JsonKind::Null)
        return;
    if (node->kind != JsonKind::Object) {
        request.wrongKind(*node, "compression", "an object with \"level\" and \"threshold\"");
        return;
    }
    MemberReader reader(document, *node, diagnostics);
    options.level = static_cast<int>(std::min(reader.count("level").value_or(0), highestLevel));
    options.threshold = reader.count("threshold").value_or(options.threshold);
}

void readInputs(MemberReader& reader, BatchRequest& request)
{
    request.hex = reader.text("hex");
    request.integer = reader.text("integer");
    request.value = reader.find("value");
    if (request.op == BatchOp::Encode && request.value == nullptr)
        reader.missing("value", "expected the value to encode");
    if (request.op != BatchOp::Decode)
        return;
    const bool hexGiven = reader.find("hex") != nullptr;
    const bool integerGiven = reader.find("integer") != nullptr;
    if (!hexGiven && !integerGiven)
        reader.missing("hex", "expected the bytes to decode as hex digits, or \"integer\"");
    else if (request.hex && request.integer)
        reader.problem(*reader.find("integer"), "\"hex\" and \"integer\" exclude each other; leave one out.", {});
    else if (request.stream && request.integer)
        reader.problem(*reader.find("integer"), "A stream is bytes, not one integer; use \"hex\".", {});
}

/// True for problems that lie inside the value of the request.
bool isInside(const Diagnostic& problem, const JsonNode* value)
{
    return value != nullptr && problem.place.first >= value->begin
        && problem.place.first + problem.place.count <= value->end;
}

} // namespace

Limits BatchLimits::over(Limits base) const
{
    constexpr std::uint64_t largest = 0xFFFFFFFFu;
    base.messageBytes = message.value_or(base.messageBytes);
    base.depth = static_cast<std::uint32_t>(std::min(depth.value_or(base.depth), largest));
    base.stringBytes = string.value_or(base.stringBytes);
    base.arrayElements = array.value_or(base.arrayElements);
    base.totalElements = total.value_or(base.totalElements);
    if (seconds)
        base.milliseconds = static_cast<std::uint32_t>(std::min(std::ceil(*seconds * 1000), 4e9));
    base.strict = strict.value_or(base.strict);
    base.validateUtf8 = validateUtf8.value_or(base.validateUtf8);
    return base;
}

BatchRequest readBatchRequest(std::string line, Diagnostics& diagnostics)
{
    BatchRequest request;
    Diagnostics jsonProblems;
    request.document = readJson(std::move(line), JsonRole::Value, jsonProblems);
    const JsonNode* root = request.document.root();
    const bool broken = std::any_of(jsonProblems.begin(), jsonProblems.end(),
                                    [](const Diagnostic& problem) { return problem.code == "syntax"; });
    if (root == nullptr || root->kind != JsonKind::Object || broken) {
        diagnostics = std::move(jsonProblems);
        if (root != nullptr && !broken) {
            const JsonNode none;
            MemberReader(request.document, none, diagnostics)
                .problem(*root, "A request is a JSON object such as {0}.", {R"({"op":"check","schema":"…"})"});
        }
        return request;
    }
    MemberReader reader(request.document, *root, diagnostics);
    if (const JsonNode* id = reader.find("id"))
        request.id = request.document.text().substr(id->begin, id->end - id->begin);
    readOp(reader, request);
    request.format = reader.text("format").value_or(std::string_view());
    request.syntax = reader.text("schema_format").value_or(std::string_view());
    const std::optional<std::string_view> schema = reader.text("schema");
    if (!schema && reader.find("schema") == nullptr)
        reader.missing("schema", "expected the text of the schema");
    request.schema = schema.value_or(std::string_view());
    request.type = reader.text("type");
    request.stream = reader.flag("stream").value_or(false);
    readCompression(reader, request.document, diagnostics, request.streamOptions);
    request.annotations = reader.flag("annotations").value_or(false);
    readFiles(reader, request);
    readLimits(reader, request.document, diagnostics, request.limits);
    readInputs(reader, request);
    for (Diagnostic& problem : jsonProblems) {
        if (isInside(problem, request.value))
            request.valueHasProblems = true;
        else
            diagnostics.push_back(std::move(problem));
    }
    return request;
}

} // namespace wirebench::cli
