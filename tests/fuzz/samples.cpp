// SPDX-License-Identifier: MIT
#include "tests/fuzz/samples.h"

#include "core/formats/registry.h"
#include "tests/fuzz/properties.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace wirebench::fuzz {

namespace {

std::vector<std::filesystem::path> sampleFiles()
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(WIREBENCH_SOURCE_DIR "/schemas")) {
        if (entry.is_regular_file())
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

void addTypes(const std::filesystem::path& file, std::vector<SampleType>& types)
{
    std::ifstream stream(file, std::ios::binary);
    auto source = std::make_shared<SchemaSource>();
    source->name = file.filename().string();
    source->text.assign(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    const Format* format = recogniseFormat(source->name, source->text);
    if (!format)
        return;
    const Analysis analysis = format->analyse(std::move(source));
    for (const PlanType& type : analysis.plan->types)
        types.push_back({analysis.plan, &type});
    if (analysis.plan->framing != Framing::None)
        types.push_back({analysis.plan, nullptr});
}

} // namespace

const std::vector<SampleType>& sampleTypes()
{
    static const std::vector<SampleType> types = [] {
        std::vector<SampleType> all;
        for (const std::filesystem::path& file : sampleFiles())
            addTypes(file, all);
        require(!all.empty(), "there are sample schemas");
        return all;
    }();
    return types;
}

const SampleType& chooseType(ByteView& input)
{
    const std::vector<SampleType>& types = sampleTypes();
    if (input.empty())
        return types.front();
    const std::size_t choice = input.back();
    input = input.first(input.size() - 1);
    return types[choice % types.size()];
}

} // namespace wirebench::fuzz
