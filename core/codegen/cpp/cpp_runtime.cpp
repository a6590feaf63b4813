// SPDX-License-Identifier: MIT
#include "core/codegen/cpp/cpp_runtime.h"

#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace wirebench::embedded {

extern const std::string_view cppBase;
extern const std::string_view cppValues;
extern const std::string_view cppViews;
extern const std::string_view cppCoding;
extern const std::string_view cppCodec;
extern const std::string_view cppScalars;
extern const std::string_view cppContent;
extern const std::string_view cppSequence;
extern const std::string_view cppRecord;
extern const std::string_view cppTagged;
extern const std::string_view cppTable;
extern const std::string_view cppSeries;
extern const std::string_view cppNumberSeries;
extern const std::string_view cppTextSeries;
extern const std::string_view cppMap;
extern const std::string_view cppReference;
extern const std::string_view cppRules;
extern const std::string_view cppMatch;
extern const std::string_view cppRoots;
extern const std::string_view cppPacked;
extern const std::string_view cppValidation;
extern const std::string_view cppHooks;
extern const std::string_view cppPool;
extern const std::string_view cppJsonValue;
extern const std::string_view cppJsonText;
extern const std::string_view cppJsonContent;
extern const std::string_view cppJsonCodecs;
extern const std::string_view cppJsonComposites;
extern const std::string_view cppJsonRoots;
extern const std::string_view cppStream;
extern const std::string_view cppFrames;
extern const std::string_view cppJsonStream;

} // namespace wirebench::embedded

namespace wirebench::cpp {

namespace {

constexpr std::string_view kOpen = "namespace wirebench_runtime {\n";
constexpr std::string_view kClose = "} // namespace wirebench_runtime\n";

/// Joins headers whose own includes are in the order given: standard headers go to the front.
std::string joined(std::span<const std::string_view> parts, std::string_view guard, std::string_view own)
{
    std::set<std::string> includes;
    std::string body;
    for (std::string_view part : parts) {
        bool inside = false;
        while (!part.empty()) {
            const std::size_t end = part.find('\n') + 1;
            const std::string_view line = part.substr(0, end);
            part.remove_prefix(end);
            if (line == "\n" && body.ends_with("\n\n"))
                continue; // an empty line at the end of the part before
            if (line.starts_with("#include <"))
                includes.emplace(line);
            else if (line == kOpen || line == kClose)
                inside = line == kOpen;
            else if (inside || line.starts_with("// "))
                body += line.starts_with("// SPDX") ? std::string_view() : line;
        }
    }
    // A guard, not `#pragma once`: each folder of generated code may have a copy of its own.
    const std::string name(guard);
    std::string out = "#ifndef " + name + "\n#define " + name + "\n\n";
    out += own;
    for (const std::string& include : includes)
        out += include;
    return out + "\n" + std::string(kOpen) + body + std::string(kClose) + "\n#endif // " + name + "\n";
}

} // namespace

std::string runtimeHeader()
{
    using namespace embedded;
    const std::vector<std::string_view> parts{
        cppBase,   cppValues, cppViews,      cppCoding, cppCodec,        cppScalars,    cppContent, cppSequence,
        cppRecord, cppTagged, cppTable,      cppSeries, cppNumberSeries, cppTextSeries, cppMap,     cppReference,
        cppRules,  cppMatch,  cppValidation, cppRoots,  cppPacked,       cppStream,     cppFrames};
    return joined(parts, "WIREBENCH_CPP_RUNTIME_H", "");
}

std::string hooksHeader()
{
    const std::vector<std::string_view> parts{embedded::cppHooks};
    return joined(parts, "WIREBENCH_CPP_HOOKS_H", "#include \"wirebench_runtime.h\"\n\n");
}

std::string poolHeader()
{
    const std::vector<std::string_view> parts{embedded::cppPool};
    return joined(parts, "WIREBENCH_CPP_POOL_H", "#include \"wirebench_runtime.h\"\n\n");
}

std::string jsonHeader()
{
    using namespace embedded;
    const std::vector<std::string_view> parts{cppJsonValue,      cppJsonText,  cppJsonContent, cppJsonCodecs,
                                              cppJsonComposites, cppJsonRoots, cppJsonStream};
    return joined(parts, "WIREBENCH_CPP_JSON_H", "#include \"wirebench_runtime.h\"\n\n");
}

} // namespace wirebench::cpp
