// SPDX-License-Identifier: MIT
#pragma once

#include "core/value/value.h"
#include "core/wire/annotation.h"

#include <memory>
#include <string>
#include <vector>

namespace wirebench::bench {

/// The plugin registry sample in one wire format: 62 plugins with 1,759 parameters, schema known at run time only.
struct Registry {
    std::string name; ///< Of its benchmarks: "sdp".
    std::shared_ptr<const Plan> plan;
    const PlanType* type = nullptr;
    std::shared_ptr<const Bytes> bytes;
    Value value;

    std::string decodeName() const { return name + "/decode_to_annotations"; }
    std::string encodeName() const { return name + "/encode_value"; }
};

/// The sample in every wire format, all from one JSON value. Read once; ends the program with a sentence when something
/// is not as expected.
const std::vector<Registry>& registries();

/// The sample as JSON.
const std::string& registryJson();

/// Names of the benchmarks that the closing table compares with ours.
inline constexpr const char* kPeerDecode = "protobuf/parse_and_visit";
inline constexpr const char* kPeerEncode = "protobuf/serialize";

void addRegistryBenchmarks();
void addProtobufBenchmarks();

} // namespace wirebench::bench
