// SPDX-License-Identifier: MIT
#include "tests/fuzz/decoding.h"

#include "core/value/json_input.h"
#include "core/value/value.h"
#include "core/wire/annotation_tree.h"
#include "core/wire/encoder.h"
#include "core/wire/stream_frames.h"
#include "tests/fuzz/properties.h"

#include <string>
#include <vector>

namespace wirebench::fuzz {

namespace {

Decoded decodeEither(const std::shared_ptr<const Plan>& plan, const PlanType* type, Bytes bytes)
{
    auto shared = std::make_shared<const Bytes>(std::move(bytes));
    const Limits limits = fuzzLimits(*plan);
    return type ? decode(plan, *type, std::move(shared), limits)
                : decodeBuffer(plan, usualForm(*plan, nullptr), std::move(shared), limits);
}

Value bindEither(const std::shared_ptr<const Plan>& plan, const PlanType* type, const JsonDocument& document,
                 Diagnostics& diagnostics)
{
    return type ? bindJson(plan, *type, document, *document.root(), diagnostics)
                : bindJsonBuffer(plan, usualForm(*plan, nullptr), document, *document.root(), diagnostics);
}

} // namespace

Limits fuzzLimits(const Plan& plan)
{
    Limits limits = plan.limits;
    limits.messageBytes = 1u << 20;
    limits.arrayElements = 10'000;
    limits.totalElements = 100'000;
    return limits;
}

void checkTiling(const std::shared_ptr<const Decoded>& decoded)
{
    const AnnotationTree tree(decoded);
    const std::uint64_t end = decoded->space->size() * 8;
    std::uint64_t reached = decoded->recordBits.first;
    tree.walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        if (chain.size() > 1) {
            const Item& parent = chain[chain.size() - 2];
            require(parent.bits.first <= item.bits.first && item.bits.end() <= parent.bits.end(),
                    "a child lies inside its parent");
        }
        if (item.leaf && item.bits.count > 0) {
            require(item.bits.first == reached, "leaves follow each other without gap or overlap");
            reached = item.bits.end();
        }
        return true;
    });
    require(reached == end, "the leaves reach the end of the input");
    for (const Diagnostic& problem : decoded->diagnostics) {
        if (problem.place.kind == Place::Kind::Bits)
            require(problem.place.first + problem.place.count <= end, "a problem lies inside the input");
    }
}

void checkDecoding(const std::shared_ptr<const Plan>& plan, const PlanType* type, ByteView bytes)
{
    const auto first = std::make_shared<const Decoded>(decodeEither(plan, type, Bytes(bytes.begin(), bytes.end())));
    checkTiling(first);
    const Value value = readValue(*first);
    const std::string json = writeJson(value);
    if (hasErrors(first->diagnostics))
        return;

    const Encoded encoded = encode(value, fuzzLimits(*plan));
    // Text that is not UTF-8 and what a limit forbids may be decoded with a warning but not encoded.
    if (hasErrors(encoded.diagnostics))
        return;
    const Decoded second = decodeEither(plan, type, encoded.bytes);
    require(!hasErrors(second.diagnostics), "what was encoded decodes without an error");
    const Value again = readValue(second);
    // Tagged values have a canonical form: unknown fields are put in order, −0 is 0, a string table is kept.
    if (plan->dialect.skip[0] == Skip::None)
        require(writeJson(again) == json, "decode, encode, decode gives the same value");
    require(encode(again, fuzzLimits(*plan)).bytes == encoded.bytes, "what was encoded encodes to the same bytes");

    Diagnostics problems;
    const JsonDocument document = readJson(json, JsonRole::Value, problems);
    require(problems.empty() && document.root(), "the JSON form of a value is JSON");
    const Value bound = bindEither(plan, type, document, problems);
    require(!hasErrors(problems), "the JSON form of a decoded value is a valid value");
    require(encode(bound, fuzzLimits(*plan)).bytes == encoded.bytes, "bytes survive the way through JSON");
}

} // namespace wirebench::fuzz
