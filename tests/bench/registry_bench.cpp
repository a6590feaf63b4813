// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "core/value/json_input.h"
#include "core/wire/encoder.h"
#include "tests/bench/registry.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace wirebench::bench {

namespace {

constexpr const char* kBuffer = WIREBENCH_SOURCE_DIR "/schemas/sdp/plugin_registry.bin";
constexpr const char* kSchemas[] = {
    WIREBENCH_SOURCE_DIR "/schemas/sdp/plugin_registry.sdp",
    WIREBENCH_SOURCE_DIR "/tests/bench/plugin_registry.skit",
    WIREBENCH_SOURCE_DIR "/tests/bench/plugin_registry.cramberry",
};

void demand(bool holds, const char* sentence)
{
    if (holds)
        return;
    std::fprintf(stderr, "The benchmark cannot run: %s\n", sentence);
    std::exit(1);
}

std::string readFile(const char* path)
{
    std::ifstream stream(path, std::ios::binary);
    demand(stream.is_open(), path);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Registry openSchema(const char* path)
{
    auto source = std::make_shared<SchemaSource>();
    source->name = path;
    source->text = readFile(path);
    const Format* format = recogniseFormat(source->name, source->text);
    demand(format != nullptr, "no format recognises the sample schema");
    Registry sample;
    sample.name = format->id();
    sample.plan = format->analyse(std::move(source)).plan;
    demand(sample.plan != nullptr, "the sample schema has problems");
    sample.type = sample.plan->findType("PluginRegistry");
    demand(sample.type != nullptr, "the sample schema has no PluginRegistry");
    return sample;
}

/// Gives the sample its bytes, read from `json`.
void fill(Registry& sample, const std::string& json)
{
    Diagnostics problems;
    const JsonDocument document = readJson(json, JsonRole::Value, problems);
    demand(document.root() != nullptr, "the sample value is no JSON");
    const Value value = bindJson(sample.plan, *sample.type, document, *document.root(), problems);
    demand(!hasErrors(problems), "the sample value does not fit the schema");
    Encoded encoded = encode(value, sample.plan->limits);
    demand(!hasErrors(encoded.diagnostics), "the sample value cannot be encoded");
    sample.bytes = std::make_shared<const Bytes>(std::move(encoded.bytes));
    const Decoded decoded = decode(sample.plan, *sample.type, sample.bytes, sample.plan->limits);
    demand(decoded.diagnostics.empty(), "the sample buffer has problems");
    sample.value = readValue(decoded);
    demand(encode(sample.value, sample.plan->limits).bytes == *sample.bytes, "encoding does not give the buffer back");
}

void decodeRegistry(benchmark::State& state, const Registry& sample)
{
    for (auto _ : state) {
        Decoded decoded = decode(sample.plan, *sample.type, sample.bytes, sample.plan->limits);
        benchmark::DoNotOptimize(decoded.annotations.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes->size()));
}

void encodeRegistry(benchmark::State& state, const Registry& sample)
{
    for (auto _ : state) {
        Encoded encoded = encode(sample.value, sample.plan->limits);
        benchmark::DoNotOptimize(encoded.bytes.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes->size()));
}

void readRegistryValue(benchmark::State& state, const Registry& sample)
{
    const Decoded decoded = decode(sample.plan, *sample.type, sample.bytes, sample.plan->limits);
    for (auto _ : state)
        benchmark::DoNotOptimize(readValue(decoded).nodes.data());
}

void writeRegistryJson(benchmark::State& state, const Registry& sample)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(writeJson(sample.value).data());
}

std::vector<Registry> loadAll()
{
    std::vector<Registry> samples;
    for (const char* schema : kSchemas) {
        samples.push_back(openSchema(schema));
        fill(samples.back(), registryJson());
    }
    return samples;
}

std::string loadJson()
{
    const Registry sample = openSchema(kSchemas[0]);
    const std::string buffer = readFile(kBuffer);
    const auto bytes = std::make_shared<const Bytes>(buffer.begin(), buffer.end());
    const Decoded decoded = decode(sample.plan, *sample.type, bytes, sample.plan->limits);
    demand(decoded.diagnostics.empty(), "the sample buffer has problems");
    return writeJson(readValue(decoded));
}

} // namespace

const std::string& registryJson()
{
    static const std::string json = loadJson();
    return json;
}

const std::vector<Registry>& registries()
{
    static const std::vector<Registry> samples = loadAll();
    return samples;
}

void addRegistryBenchmarks()
{
    const auto add = [](const std::string& name, auto run, const Registry& sample) {
        benchmark::RegisterBenchmark(name.c_str(), [&sample, run](benchmark::State& state) {
            run(state, sample);
        })->Unit(benchmark::kMicrosecond);
    };
    for (const Registry& sample : registries()) {
        add(sample.decodeName(), decodeRegistry, sample);
        add(sample.encodeName(), encodeRegistry, sample);
        add(sample.name + "/read_value", readRegistryValue, sample);
        add(sample.name + "/write_json", writeRegistryJson, sample);
    }
}

} // namespace wirebench::bench
