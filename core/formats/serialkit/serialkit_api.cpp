// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_api.h"

#include <array>

namespace wirebench::serialkit {

namespace {

constexpr std::array kNames{
    ApiName{"cpp", ApiRole::Encode, ApiPlace::Member, "serialize"},
    ApiName{"cpp", ApiRole::Decode, ApiPlace::Member, "deserialize"},
    ApiName{"cpp", ApiRole::Size, ApiPlace::Member, "serialized_size"},
};

} // namespace

const ApiProfile& generatedApi()
{
    static constexpr ApiProfile profile{kNames, {}};
    return profile;
}

} // namespace wirebench::serialkit
