// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/bitschema_api.h"

#include <array>

namespace wirebench::bitschema {

namespace {

constexpr std::array kNames{
    ApiName{"python", ApiRole::EncodePacked, ApiPlace::Member, "encode"},
    ApiName{"python", ApiRole::Encode, ApiPlace::Member, "to_bytes"},
    ApiName{"python", ApiRole::DecodePacked, ApiPlace::Member, "decode"},
    ApiName{"python", ApiRole::Decode, ApiPlace::Member, "from_bytes"},
};

} // namespace

const ApiProfile& generatedApi()
{
    static constexpr ApiProfile profile{kNames, {}};
    return profile;
}

} // namespace wirebench::bitschema
