// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_api.h"

#include <array>

namespace wirebench::cramberry {

namespace {

constexpr std::array kNames{
    ApiName{"go", ApiRole::Encode, ApiPlace::Member, "MarshalCramberry"},
    ApiName{"go", ApiRole::Append, ApiPlace::Member, "AppendCramberry"},
    ApiName{"go", ApiRole::Decode, ApiPlace::Member, "UnmarshalCramberry"},
    ApiName{"go", ApiRole::Size, ApiPlace::Member, "CramberrySize"},
    ApiName{"go", ApiRole::Read, ApiPlace::Member, "ReadCramberry"},
    ApiName{"go", ApiRole::Write, ApiPlace::Member, "WriteCramberry"},
    ApiName{"typescript", ApiRole::Encode, ApiPlace::Member, "encode"},
    ApiName{"typescript", ApiRole::Decode, ApiPlace::Member, "decode"},
    ApiName{"typescript", ApiRole::Size, ApiPlace::Member, "size"},
};

} // namespace

const ApiProfile& generatedApi()
{
    static constexpr ApiProfile profile{kNames, "cramberry.yaml"};
    return profile;
}

} // namespace wirebench::cramberry
