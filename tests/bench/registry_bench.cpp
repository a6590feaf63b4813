// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "core/wire/encoder.h"
#include "tests/bench/registry.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace wirebench::bench {

namespace {

constexpr const char* kSchema = WIREBENCH_SOURCE_DIR "/schemas/sdp/plugin_registry.sdp";
constexpr const char* kBuffer = WIREBENCH_SOURCE_DIR "/schemas/sdp/plugin_registry.bin";

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

Registry load()
{
    auto source = std::make_shared<SchemaSource>();
    source->name = kSchema;
    source->text = readFile(kSchema);
    const Format* format = recogniseFormat(source->name, source->text);
    demand(format != nullptr, "no format recognises the sample schema");
    Registry sample;
    sample.plan = format->analyse(std::move(source)).plan;
    sample.type = sample.plan->findType("PluginRegistry");
    demand(sample.type != nullptr, "the sample schema has no PluginRegistry");
    const std::string buffer = readFile(kBuffer);
    sample.bytes = std::make_shared<const Bytes>(buffer.begin(), buffer.end());
    const Decoded decoded = decode(sample.plan, *sample.type, sample.bytes, sample.plan->limits);
    demand(decoded.diagnostics.empty(), "the sample buffer has problems");
    sample.value = readValue(decoded);
    sample.json = writeJson(sample.value);
    demand(encode(sample.value, sample.plan->limits).bytes == *sample.bytes, "encoding does not give the buffer back");
    return sample;
}

void decodeRegistry(benchmark::State& state)
{
    const Registry& sample = registry();
    for (auto _ : state) {
        Decoded decoded = decode(sample.plan, *sample.type, sample.bytes, sample.plan->limits);
        benchmark::DoNotOptimize(decoded.annotations.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes->size()));
}

void encodeRegistry(benchmark::State& state)
{
    const Registry& sample = registry();
    for (auto _ : state) {
        Encoded encoded = encode(sample.value, sample.plan->limits);
        benchmark::DoNotOptimize(encoded.bytes.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes->size()));
}

void readRegistryValue(benchmark::State& state)
{
    const Registry& sample = registry();
    const Decoded decoded = decode(sample.plan, *sample.type, sample.bytes, sample.plan->limits);
    for (auto _ : state)
        benchmark::DoNotOptimize(readValue(decoded).nodes.data());
}

void writeRegistryJson(benchmark::State& state)
{
    const Registry& sample = registry();
    for (auto _ : state)
        benchmark::DoNotOptimize(writeJson(sample.value).data());
}

} // namespace

const Registry& registry()
{
    static const Registry sample = load();
    return sample;
}

void addRegistryBenchmarks()
{
    benchmark::RegisterBenchmark(kDecode, decodeRegistry)->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark(kEncode, encodeRegistry)->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark("wirebench/read_value", readRegistryValue)->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark("wirebench/write_json", writeRegistryJson)->Unit(benchmark::kMicrosecond);
}

} // namespace wirebench::bench
