// SPDX-License-Identifier: MIT
// Generated C++ and C against code written by hand and against generated Protocol Buffers code: the plugin registry and
// a small message, all from the same values, in one run. Closes with the ratios.
#include "cramberry/plugin_registry.h"
#include "plugin_registry.pb.h"
#include "sdp/plugin_registry.h"
#include "serialkit/plugin_registry.h"
#include "small/plugin.h"
#include "tests/bench/generated/generated_c.h"
#include "tests/bench/generated/hand_written.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr const char* kBuffer = WIREBENCH_SOURCE_DIR "/schemas/sdp/plugin_registry.bin";

void demand(bool holds, const char* sentence)
{
    if (holds)
        return;
    std::fprintf(stderr, "The benchmark cannot run: %s\n", sentence);
    std::exit(1);
}

Bytes readBuffer()
{
    std::ifstream stream(kBuffer, std::ios::binary);
    demand(stream.is_open(), kBuffer);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Of each benchmark, where a number is given: so that a program that counts instructions can take the difference of
/// two runs. Else as many as the library finds right.
std::int64_t iterationsGiven = 0;

template <class Run>
void enroll(const std::string& name, Run run)
{
    benchmark::internal::Benchmark* const added = benchmark::RegisterBenchmark(name.c_str(), run);
    if (iterationsGiven > 0)
        added->Iterations(iterationsGiven);
}

/// Takes `--iterations=N` off the arguments.
void takeIterations(int& argc, char** argv)
{
    const std::string_view option = "--iterations=";
    char** const end = std::remove_if(argv + 1, argv + argc, [&](const char* argument) {
        if (!std::string_view(argument).starts_with(option))
            return false;
        iterationsGiven = std::atoll(argument + option.size());
        return true;
    });
    argc = static_cast<int>(end - argv);
}

// All of the types have the same members.
template <class Out, class In>
void copyParameter(Out& out, const In& in)
{
    out.address = in.address;
    out.display_name = in.display_name;
    out.identifier = in.identifier;
    out.unit = in.unit;
    out.min_value = in.min_value;
    out.max_value = in.max_value;
    out.default_value = in.default_value;
    out.current_value = in.current_value;
    out.raw_flags = in.raw_flags;
    out.is_writable = in.is_writable;
    out.can_ramp = in.can_ramp;
}

template <class Out, class In>
Out copied(const In& in)
{
    Out out;
    for (const auto& plugin : in.plugins) {
        auto& other = out.plugins.emplace_back();
        other.name = plugin.name;
        other.manufacturer_id = plugin.manufacturer_id;
        other.component_type = plugin.component_type;
        other.component_subtype = plugin.component_subtype;
        for (const auto& parameter : plugin.parameters)
            copyParameter(other.parameters.emplace_back(), parameter);
    }
    out.total_plugin_count = in.total_plugin_count;
    out.total_parameter_count = in.total_parameter_count;
    return out;
}

peer::PluginRegistry peerOf(const plugin_registry::PluginRegistry& in)
{
    peer::PluginRegistry out;
    for (const auto& plugin : in.plugins) {
        peer::Plugin& other = *out.add_plugins();
        other.set_name(plugin.name);
        other.set_manufacturer_id(plugin.manufacturer_id);
        other.set_component_type(plugin.component_type);
        other.set_component_subtype(plugin.component_subtype);
        for (const auto& parameter : plugin.parameters) {
            peer::Parameter& one = *other.add_parameters();
            one.set_address(parameter.address);
            one.set_display_name(parameter.display_name);
            one.set_identifier(parameter.identifier);
            one.set_unit(parameter.unit);
            one.set_min_value(parameter.min_value);
            one.set_max_value(parameter.max_value);
            one.set_default_value(parameter.default_value);
            one.set_current_value(parameter.current_value);
            one.set_raw_flags(parameter.raw_flags);
            one.set_is_writable(parameter.is_writable);
            one.set_can_ramp(parameter.can_ramp);
        }
    }
    out.set_total_plugin_count(in.total_plugin_count);
    out.set_total_parameter_count(in.total_parameter_count);
    return out;
}

template <class T>
void addGenerated(const std::string& name, const T& value)
{
    static std::map<std::string, Bytes> buffers; // stay where they are
    const Bytes& bytes = buffers[name] = value.serialize();
    T again;
    demand(again.deserialize(bytes) && again == value, "generated code does not read what it wrote");
    enroll(name + "/encode", [&value](benchmark::State& state) {
        for (auto _ : state)
            benchmark::DoNotOptimize(value.serialize().data());
    });
    enroll(name + "/decode", [&bytes](benchmark::State& state) {
        for (auto _ : state) {
            T out;
            benchmark::DoNotOptimize(out.deserialize(bytes));
        }
    });
}

/// Reading alone: texts and bytes stay where they are.
template <class View, class T>
void addView(const std::string& name, const T& value)
{
    static std::map<std::string, Bytes> buffers;
    const Bytes& bytes = buffers[name] = value.serialize();
    View again;
    demand(again.deserialize(bytes) && again.to_owned() == value, "the view of what was written is another value");
    enroll(name + "/decode", [&bytes](benchmark::State& state) {
        for (auto _ : state) {
            View out;
            benchmark::DoNotOptimize(out.deserialize(bytes));
        }
    });
}

void addC(const std::string& name, c_bench::Message message, const Bytes& given)
{
    static std::map<std::string, Bytes> buffers;
    const Bytes& bytes = buffers[name] = given;
    const void* const value = c_bench::keep(message, bytes);
    demand(value != nullptr && c_bench::encoded(message, value) == bytes, "generated C gives other bytes");
    enroll(name + "/encode", [message, value](benchmark::State& state) {
        for (auto _ : state)
            benchmark::DoNotOptimize(c_bench::encode(message, value));
    });
    enroll(name + "/decode", [message, &bytes](benchmark::State& state) {
        for (auto _ : state)
            benchmark::DoNotOptimize(c_bench::decode(message, bytes, false));
    });
    enroll(name + "-reset/decode", [message, &bytes](benchmark::State& state) {
        for (auto _ : state)
            benchmark::DoNotOptimize(c_bench::decodeAgain(message, bytes));
    });
    enroll(name + "-zero-copy/decode", [message, &bytes](benchmark::State& state) {
        for (auto _ : state)
            benchmark::DoNotOptimize(c_bench::decode(message, bytes, true));
    });
}

template <class T>
void addHandWritten(const std::string& name, const T& value)
{
    static std::map<std::string, Bytes> buffers;
    const Bytes& bytes = buffers[name] = hand::encode(value);
    enroll(name + "/encode", [&value](benchmark::State& state) {
        for (auto _ : state)
            benchmark::DoNotOptimize(hand::encode(value).data());
    });
    enroll(name + "/decode", [&bytes](benchmark::State& state) {
        for (auto _ : state) {
            T out;
            benchmark::DoNotOptimize(hand::decode(bytes, out));
        }
    });
}

template <class T>
void addPeer(const std::string& name, const T& value)
{
    static std::map<std::string, std::string> buffers;
    const std::string& bytes = buffers[name] = value.SerializeAsString();
    enroll(name + "/encode", [&value](benchmark::State& state) {
        for (auto _ : state) {
            std::string out;
            value.SerializeToString(&out);
            benchmark::DoNotOptimize(out.data());
        }
    });
    enroll(name + "/decode", [&bytes](benchmark::State& state) {
        for (auto _ : state) {
            T out;
            benchmark::DoNotOptimize(out.ParseFromString(bytes));
        }
    });
}

/// The usual console output; keeps the fastest run of each benchmark.
class KeepFastest final : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run>& runs) override
    {
        for (const Run& run : runs) {
            if (run.run_type != Run::RT_Iteration || run.error_occurred)
                continue;
            const auto [place, isNew] = m_fastest.emplace(run.run_name.function_name, run.GetAdjustedCPUTime());
            if (!isNew)
                place->second = std::min(place->second, run.GetAdjustedCPUTime());
        }
        ConsoleReporter::ReportRuns(runs);
    }

    void compare(const std::string& ours, const std::string& peer, double target) const
    {
        for (const char* direction : {"/encode", "/decode"}) {
            const auto our = m_fastest.find(ours + direction);
            const auto their = m_fastest.find(peer + direction);
            if (our == m_fastest.end() || their == m_fastest.end())
                continue; // filtered out
            const double ratio = our->second / their->second;
            std::printf("  %-20s against %-12s %s %10.1f ns, %10.1f ns: ratio %.2f", ours.c_str(), peer.c_str(),
                        direction + 1, our->second, their->second, ratio);
            if (target > 0)
                std::printf(", target %.2f: %s", target, ratio <= target ? "met" : "MISSED");
            std::printf("\n");
        }
    }

private:
    std::map<std::string, double> m_fastest;
};

} // namespace

int main(int argc, char** argv)
{
    takeIterations(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    const Bytes buffer = readBuffer();
    plugin_registry::PluginRegistry registry;
    demand(registry.deserialize(buffer) && registry.serialize() == buffer, "the sample cannot be read");
    const auto byHand = copied<hand::PluginRegistry>(registry);
    demand(hand::encode(byHand) == buffer, "the code written by hand gives other bytes");
    const auto serialkit = copied<serialkit_registry::PluginRegistry>(registry);
    const auto cramberry = copied<cramberry_registry::PluginRegistry>(registry);
    const peer::PluginRegistry peerRegistry = peerOf(registry);
    small_plugin::Plugin small;
    small.id = 42;
    small.name = "Reverb";
    small.active = true;
    const hand::Small smallByHand{small.id, small.name, small.active};
    peer::Small peerSmall;
    peerSmall.set_id(small.id);
    peerSmall.set_name(small.name);
    peerSmall.set_active(small.active);

    addGenerated("sdp", registry);
    addView<plugin_registry::PluginRegistryView>("sdp-view", registry);
    addHandWritten("hand-written", byHand);
    addPeer("protobuf", peerRegistry);
    addGenerated("serialkit", serialkit);
    addView<serialkit_registry::PluginRegistryView>("serialkit-view", serialkit);
    addGenerated("cramberry", cramberry);
    addView<cramberry_registry::PluginRegistryView>("cramberry-view", cramberry);
    addC("c-sdp", c_bench::Message::registry, buffer);
    addC("c-serialkit", c_bench::Message::serialkit, serialkit.serialize());
    addC("c-cramberry", c_bench::Message::cramberry, cramberry.serialize());
    addGenerated("small-sdp", small);
    addView<small_plugin::PluginView>("small-view", small);
    addHandWritten("small-hand", smallByHand);
    addPeer("small-protobuf", peerSmall);
    addC("small-c", c_bench::Message::small, small.serialize());

    KeepFastest reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    std::printf("\nGenerated C++; fastest of the runs above\n");
    reporter.compare("sdp", "hand-written", 1.15);
    reporter.compare("sdp-view", "hand-written", 0);
    reporter.compare("sdp", "protobuf", 0);
    reporter.compare("serialkit", "protobuf", 0);
    reporter.compare("serialkit-view", "protobuf", 0);
    reporter.compare("cramberry", "protobuf", 0);
    reporter.compare("cramberry-view", "protobuf", 0);
    reporter.compare("small-sdp", "small-hand", 1.15);
    reporter.compare("small-view", "small-hand", 0);
    reporter.compare("small-sdp", "small-protobuf", 0);
    std::printf("Generated C\n");
    for (const char* how : {"", "-reset", "-zero-copy"}) {
        reporter.compare(std::string("c-sdp") + how, "hand-written", 0);
        reporter.compare(std::string("small-c") + how, "small-hand", 0);
        for (const char* format : {"c-sdp", "c-serialkit", "c-cramberry"})
            reporter.compare(std::string(format) + how, "protobuf", 0);
        reporter.compare(std::string("small-c") + how, "small-protobuf", 0);
    }
    return 0;
}
