// SPDX-License-Identifier: MIT
// Any JSON as a value of any type of the sample schemas: problems with their places, or bytes that decode to the
// same value.
#include "core/value/json_input.h"
#include "core/wire/encoder.h"
#include "core/wire/stream_frames.h"
#include "tests/fuzz/decoding.h"
#include "tests/fuzz/properties.h"
#include "tests/fuzz/samples.h"

#include <string>

using namespace wirebench;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    ByteView input(data, size);
    const fuzz::SampleType& sample = fuzz::chooseType(input);
    Diagnostics problems;
    const JsonDocument document = readJson(std::string(asText(input)), JsonRole::Value, problems);
    if (!document.root())
        return 0;
    const Value value = sample.type
        ? bindJson(sample.plan, *sample.type, document, *document.root(), problems)
        : bindJsonBuffer(sample.plan, usualForm(*sample.plan, nullptr), document, *document.root(), problems);
    for (const Diagnostic& problem : problems) {
        if (problem.place.kind == Place::Kind::Value)
            fuzz::require(problem.place.first + problem.place.count <= size, "a problem lies inside the value");
    }
    if (hasErrors(problems))
        return 0;
    const Encoded encoded = encode(value, fuzz::fuzzLimits(*sample.plan));
    if (!hasErrors(encoded.diagnostics))
        fuzz::checkDecoding(sample.plan, sample.type, encoded.bytes);
    return 0;
}
