// SPDX-License-Identifier: MIT
// Runs the benchmarks and closes with the ratios that ARCHITECTURE.md promises.
#include "tests/bench/registry.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace wirebench::bench;

// The usual console output; keeps the fastest run of each benchmark, which other work on the machine disturbs least.
class KeepFastest final : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run>& runs) override
    {
        for (const Run& run : runs) {
            if (run.run_type != Run::RT_Iteration || run.error_occurred)
                continue;
            const double time = run.GetAdjustedCPUTime();
            const auto [place, isNew] = m_fastest.emplace(run.run_name.function_name, time);
            if (!isNew)
                place->second = std::min(place->second, time);
        }
        ConsoleReporter::ReportRuns(runs);
    }

    /// Prints one line of the closing table.
    void compare(const char* title, const std::string& ours, const std::string& peer, double target) const
    {
        const auto our = m_fastest.find(ours);
        const auto their = m_fastest.find(peer);
        if (our == m_fastest.end() || their == m_fastest.end())
            return; // filtered out
        const double ratio = our->second / their->second;
        std::printf("  %-8s %8.1f us  against %8.1f us of DynamicMessage: ratio %.3f, target %.2f: %s\n", title,
                    our->second, their->second, ratio, target, ratio <= target ? "met" : "MISSED");
    }

private:
    std::map<std::string, double> m_fastest;
};

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    addRegistryBenchmarks();
    addProtobufBenchmarks();
    KeepFastest reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    std::printf("\nPlugin registry, 62 plugins, 1,759 parameters; fastest of the runs above\n");
    for (const Registry& sample : registries()) {
        std::printf("%s, %zu bytes\n", sample.name.c_str(), sample.bytes->size());
        reporter.compare("decode", sample.decodeName(), kPeerDecode, 0.10);
        reporter.compare("encode", sample.encodeName(), kPeerEncode, 0.05);
    }
    return 0;
}
