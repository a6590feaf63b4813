// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/snapshot.h"

#include "app/session/canonical_form.h"
#include "app/session/splice.h"
#include "core/codegen/targets.h"
#include "core/formats/registry.h"
#include "core/syntax/json_document.h"
#include "core/value/json_encoding.h"
#include "core/wire/stream_frames.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace wirebench {

namespace {

const Format* formatOf(const SnapshotRequest& request)
{
    if (request.format)
        return request.format;
    if (const Format* found = recogniseFormat(request.source->name, request.source->text))
        return found;
    // While a text is being rewritten nothing may recognise it: it stays what it was.
    return request.previous ? request.previous->format : nullptr;
}

void analyse(const SnapshotRequest& request, Snapshot& out)
{
    out.format = formatOf(request);
    const Snapshot* previous = request.previous.get();
    if (previous && previous->analysis && previous->format == out.format
        && previous->analysis->source == request.source) {
        out.analysis = previous->analysis;
        return;
    }
    if (out.format)
        out.analysis = std::make_shared<const Analysis>(out.format->analyse(request.source));
}

const PlanType* namedOrLikely(const Schema& schema, const Plan& plan, const std::string& name)
{
    const PlanType* type = name.empty() ? nullptr : plan.findType(name);
    return type ? type : likelyType(schema, plan);
}

/// A type of the old plan under its new name: the same place in the list of as many types.
const PlanType* renamedType(const Plan& older, const Plan& newer, const std::string& name)
{
    if (older.types.size() != newer.types.size())
        return nullptr;
    for (std::size_t i = 0; i < older.types.size(); ++i) {
        if (older.types[i].name == name && !older.findType(newer.types[i].name))
            return &newer.types[i];
    }
    return nullptr;
}

void keepLastGood(const Snapshot& previous, const std::string& wanted, Snapshot& out)
{
    const PlanType* type = previous.plan->findType(wanted.empty() ? previous.typeName : wanted);
    out.plan = previous.plan;
    out.typeName = type ? type->name : previous.typeName;
    out.stale = true;
}

void choosePlan(const SnapshotRequest& request, Snapshot& out)
{
    const Snapshot* previous = request.previous.get();
    const bool hadPlan = previous && previous->plan;
    const bool broken = !out.analysis || !out.analysis->plan || hasErrors(out.analysis->diagnostics);
    const bool hasPlan = out.analysis && out.analysis->plan && !out.analysis->plan->types.empty();
    const std::string wanted = !request.typeName.empty() ? request.typeName
        : hadPlan                                        ? previous->typeName
                                                         : std::string();
    if (hasPlan && (wanted.empty() || out.analysis->plan->findType(wanted) || !broken || !hadPlan)) {
        out.plan = out.analysis->plan;
        const PlanType* type = out.plan->findType(wanted);
        if (!type && hadPlan)
            type = renamedType(*previous->plan, *out.plan, wanted);
        out.typeName = (type ? type : namedOrLikely(*out.analysis->schema, *out.plan, {}))->name;
        return;
    }
    if (hadPlan && broken)
        keepLastGood(*previous, request.typeName, out);
}

Framing chosenFraming(const SnapshotRequest& request, const Snapshot& out)
{
    const std::vector<Framing> framings = out.framings();
    const auto possible = [&](Framing framing) {
        return std::ranges::find(framings, framing) != framings.end() ? framing : Framing::None;
    };
    const Snapshot* previous = request.previous.get();
    switch (request.holds.kind) {
    case BufferChoice::Kind::Usual:
        return usualForm(*out.plan, out.type()).framing;
    case BufferChoice::Kind::Framed:
        return possible(request.holds.framing);
    case BufferChoice::Kind::Open:
        break;
    }
    // What was recognised stays until something else can be read without a problem.
    return previous && previous->typeName == out.typeName ? possible(previous->framing) : Framing::None;
}

void layOut(const SnapshotRequest& request, Snapshot& out)
{
    const PlanType* type = out.type();
    if (!type)
        return;
    out.root = type->root;
    out.limits = request.limits;
    out.limitFactor = request.limitFactor;
    const Snapshot* previous = request.previous.get();
    out.framing = chosenFraming(request, out);
    if (previous && previous->plan == out.plan && previous->typeName == out.typeName && previous->layout)
        out.layout = previous->layout;
    else
        out.layout = std::make_shared<const Layout>(layoutOf(*out.plan, *type));
}

Limits limitsOf(const Snapshot& out)
{
    return out.limits.over(out.plan->limits, out.limitFactor);
}

/// The bytes of a value text; nothing (and an error in `problems`) when it cannot be encoded.
std::optional<JsonEncoding> encodeText(const Snapshot& out, const std::string& text, const StreamOptions& stream,
                                       Diagnostics& problems)
{
    const JsonDocument document = readJson(text, JsonRole::Value, problems);
    if (!document.root())
        return std::nullopt;
    JsonEncoding encoded
        = encodeJson(out.plan, out.form(), document, *document.root(), limitsOf(out), problems, stream);
    if (hasErrors(problems) || encoded.value.nodes.empty())
        return std::nullopt;
    return encoded;
}

bool sameDecoding(const Snapshot& previous, const Snapshot& out)
{
    return previous.decoded && previous.plan == out.plan && previous.typeName == out.typeName
        && previous.framing == out.framing && previous.limits == out.limits && previous.limitFactor == out.limitFactor
        && previous.bytes == out.bytes;
}

bool stopped(const SnapshotRequest& request)
{
    return request.stop && *request.stop;
}

std::shared_ptr<const Decoded> decoded(const SnapshotRequest& request, const Snapshot& out, Framing framing)
{
    Limits limits = limitsOf(out);
    limits.stop = request.stop;
    Decoded result = framing != Framing::None ? decodeBuffer(out.plan, out.formOf(framing), out.bytes, limits)
                                              : decode(out.plan, *out.type(), out.bytes, limits);
    // What is done with the result later is work of its own.
    result.limits.stop.reset();
    return std::make_shared<const Decoded>(std::move(result));
}

/// Whether bytes that can be read this way without a problem are taken to be of this form. Not where nearly all bytes
/// can: values one after another have nothing that says so.
bool speaksForItself(Framing framing)
{
    return framing != Framing::Concatenated;
}

/// One value or several: what can be read without a problem is what it is. Requires a decoding.
void recogniseFraming(const SnapshotRequest& request, Snapshot& out)
{
    if (out.decoded->diagnostics.empty() || out.bytes->empty())
        return;
    // A value that is merely not in its canonical form has been recognised.
    if (out.framing == Framing::None && out.plan->framing != Framing::SelfDescribing
        && !hasErrors(out.decoded->diagnostics))
        return;
    std::vector<Framing> others = out.framings();
    others.push_back(Framing::None);
    for (const Framing other : others) {
        if (stopped(request))
            return;
        if (other == out.framing || !speaksForItself(other))
            continue;
        auto reading = decoded(request, out, other);
        if (!reading->diagnostics.empty())
            continue;
        out.decoded = std::move(reading);
        out.framing = other;
        return;
    }
}

void decodeBytes(const SnapshotRequest& request, Snapshot& out)
{
    if (!out.bytes || !out.type())
        return;
    const Snapshot* previous = request.previous.get();
    if (previous && !previous->stopped && sameDecoding(*previous, out)) {
        out.decoded = previous->decoded;
        out.tree = previous->tree;
        out.frames = previous->frames;
        return;
    }
    out.decoded = decoded(request, out, out.framing);
    if (request.holds.kind == BufferChoice::Kind::Open)
        recogniseFraming(request, out);
    out.tree = std::make_shared<const AnnotationTree>(out.decoded);
    if (out.stream())
        out.frames = std::make_shared<const std::vector<FrameRow>>(frameList(*out.decoded));
}

/// The format that bytes without a schema are of; null when nobody said anything.
const Format* formatWithoutSchema(const SnapshotRequest& request, const Snapshot& out)
{
    const bool blank = request.source->text.find_first_not_of(" \t\r\n") == std::string::npos;
    return blank ? request.format : out.format;
}

void readUnknownBytes(const SnapshotRequest& request, Snapshot& out)
{
    if (!out.lacksSchema())
        return;
    const Format* format = formatWithoutSchema(request, out);
    const SchemalessReading* before = request.previous ? request.previous->schemaless.get() : nullptr;
    const bool same = before && before->read.bytes == out.bytes && before->chosen == (format != nullptr)
        && (!format || before->format == format);
    out.schemaless = same ? request.previous->schemaless : readWithoutSchema(out.bytes, format);
}

/// What packed, bitmap and interned fields save in the buffer.
void compareForms(const SnapshotRequest& request, Snapshot& out)
{
    if (!out.decoded || !offersForms(*out.plan) || stopped(request))
        return;
    const Snapshot* previous = request.previous.get();
    if (previous && previous->decoded == out.decoded)
        out.savings = previous->savings;
    else
        out.savings = std::make_shared<const Savings>(savingsOf(readValue(*out.decoded), out.bytes->size()));
}

void compareCanonical(const SnapshotRequest& request, Snapshot& out)
{
    if (!out.decoded || stopped(request))
        return;
    const Snapshot* previous = request.previous.get();
    out.canonical = previous && previous->decoded == out.decoded ? previous->canonical
                                                                 : canonicalForm(*out.decoded, request.stream);
}

/// Reads the value beside a large text of the user's own.
void keepValue(Snapshot& out)
{
    if (out.valueText->size() >= kKeepValueFromBytes)
        out.value = std::make_shared<const Value>(readValue(*out.decoded));
}

/// The text of the bytes' value; the user's own text stays while it still means the same bytes.
void writeValue(const SnapshotRequest& request, Snapshot& out)
{
    out.valueText = request.valueText;
    if (!out.decoded) {
        if (!out.bytes && !request.textIsUsers)
            out.valueText = std::make_shared<const std::string>();
        return;
    }
    const Snapshot* previous = request.previous.get();
    if (previous && previous->decoded == out.decoded && previous->valueText == request.valueText) {
        out.valueProblems = previous->valueProblems;
        out.valueTooLarge = previous->valueTooLarge;
        out.value = previous->value;
        return;
    }
    if (request.textIsUsers) {
        Diagnostics problems;
        const std::optional<JsonEncoding> meant = encodeText(out, *request.valueText, request.stream, problems);
        if (meant && meant->bytes == *out.bytes) {
            out.valueProblems = std::move(problems);
            keepValue(out);
            return;
        }
    }
    auto value = std::make_shared<const Value>(readValue(*out.decoded));
    out.valueTooLarge = value->nodes.size() > kMaxValueNodes;
    std::string text = out.valueTooLarge || value->nodes.empty() ? std::string() : writeJson(*value, 2);
    if (out.valueTooLarge || text.size() >= kKeepValueFromBytes)
        out.value = std::move(value);
    if (text != *out.valueText)
        out.valueText = std::make_shared<const std::string>(std::move(text));
}

/// The decoding of the buffer before the edit; null when it was read in another way, so that there is nothing to keep.
const Decoded* decodingBefore(const SnapshotRequest& request, const Snapshot& out)
{
    const Snapshot* previous = request.previous.get();
    if (!previous || previous->bytes != request.bytes)
        return nullptr;
    Snapshot before = out;
    before.bytes = request.bytes;
    return sameDecoding(*previous, before) ? previous->decoded.get() : nullptr;
}

/// The new bytes, which keep of the old ones what the value does not express.
Bytes spliced(const SnapshotRequest& request, const Snapshot& out, JsonEncoding after)
{
    const Decoded* before = decodingBefore(request, out);
    if (!before)
        return std::move(after.bytes);
    if (std::optional<Bytes> message = spliceMessage(*before, after.value, after.bytes))
        return std::move(*message);
    if (hasErrors(before->diagnostics))
        return std::move(after.bytes);
    const Encoded canonical = encode(readValue(*before), limitsOf(out), request.stream);
    return hasErrors(canonical.diagnostics) ? std::move(after.bytes)
                                            : spliceBytes(*request.bytes, canonical.bytes, after.bytes);
}

/// The bytes for an edited value text: what the text does not express stays as it was in the buffer.
void encodeValue(const SnapshotRequest& request, Snapshot& out)
{
    out.bytes = request.bytes;
    out.valueText = request.valueText;
    if (!out.type()) {
        out.valueBroken = !request.valueText->empty();
        return;
    }
    std::optional<JsonEncoding> after = encodeText(out, *request.valueText, request.stream, out.valueProblems);
    if (!after) {
        out.valueBroken = true;
        return;
    }
    Bytes bytes
        = request.bytes && !request.bytes->empty() ? spliced(request, out, std::move(*after)) : std::move(after->bytes);
    if (!request.bytes || bytes != *request.bytes)
        out.bytes = std::make_shared<const Bytes>(std::move(bytes));
}

/// The code that somebody looks at. While the schema has errors it stays what it was.
void generate(const SnapshotRequest& request, Snapshot& out)
{
    out.codeChoice = request.code;
    const Target* target = findTarget(request.code.target);
    if (!target)
        return;
    const Snapshot* previous = request.previous.get();
    const bool sound = out.analysis && out.analysis->plan && !hasErrors(out.analysis->diagnostics);
    out.codeAnalysis = sound ? out.analysis : previous ? previous->codeAnalysis : nullptr;
    if (!out.codeAnalysis)
        return;
    if (previous && previous->code && previous->codeAnalysis == out.codeAnalysis
        && previous->codeChoice == out.codeChoice) {
        out.code = previous->code;
        return;
    }
    out.code = std::make_shared<const Generated>(generatedFor(*out.codeAnalysis, *target, request.code.features));
}

void append(Diagnostics& out, const Diagnostics& more)
{
    out.insert(out.end(), more.begin(), more.end());
}

} // namespace

Generated generatedFor(const Analysis& analysis, const Target& target, const GenerateFeatures& features)
{
    GenerateOptions options;
    options.features = features;
    options.features.json = features.json || features.dispatch;
    const std::string& name = analysis.source->name;
    const std::size_t folder = name.find_last_of("/\\");
    const std::string file = folder == std::string::npos ? name : name.substr(folder + 1);
    options.fileStem = file.empty() ? "schema" : file.substr(0, file.find('.', 1));
    return target.generate(makeCodeModel(analysis.schema, analysis.plan, analysis.format->apiProfile()), options);
}

std::vector<Framing> Snapshot::framings() const
{
    return type() ? framingsOf(*plan, *type()) : std::vector<Framing>();
}

BufferForm Snapshot::formOf(Framing cut) const
{
    return {cut, cut == Framing::None || needsType(cut) ? type() : nullptr};
}

ValueShape Snapshot::shape() const
{
    if (!stream())
        return {plan.get(), root, kNoIndex};
    return {plan.get(), kNoIndex, needsType(framing) ? root : framing == Framing::Frames ? plan->frame : kNoIndex};
}

Diagnostics Snapshot::problems() const
{
    Diagnostics all;
    if (analysis)
        append(all, analysis->diagnostics);
    if (decoded)
        append(all, decoded->diagnostics);
    append(all, valueProblems);
    return all;
}

Snapshot makeSnapshot(const SnapshotRequest& request)
{
    Snapshot out;
    out.version = request.version;
    analyse(request, out);
    choosePlan(request, out);
    layOut(request, out);
    if (request.leader == Leader::Value) {
        encodeValue(request, out);
        decodeBytes(request, out);
    } else {
        out.bytes = request.bytes;
        decodeBytes(request, out);
        writeValue(request, out);
    }
    readUnknownBytes(request, out);
    compareForms(request, out);
    compareCanonical(request, out);
    generate(request, out);
    out.stopped = stopped(request);
    return out;
}

} // namespace wirebench
