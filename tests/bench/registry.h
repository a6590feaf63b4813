// SPDX-License-Identifier: MIT
#pragma once

#include "core/value/value.h"
#include "core/wire/annotation.h"

#include <memory>
#include <string>

namespace wirebench::bench {

/// The plugin registry sample: 62 plugins with 1,759 parameters, schema known at run time only.
struct Registry {
    std::shared_ptr<const Plan> plan;
    const PlanType* type = nullptr;
    std::shared_ptr<const Bytes> bytes;
    Value value;
    std::string json;
};

/// Reads the sample once; ends the program with a sentence when it is not as expected.
const Registry& registry();

/// Names of the benchmarks that the closing table compares.
inline constexpr const char* kDecode = "wirebench/decode_to_annotations";
inline constexpr const char* kEncode = "wirebench/encode_value";
inline constexpr const char* kPeerDecode = "protobuf/parse_and_visit";
inline constexpr const char* kPeerEncode = "protobuf/serialize";

void addRegistryBenchmarks();
void addProtobufBenchmarks();

} // namespace wirebench::bench
