// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_api.h"

#include <array>

namespace wirebench::sdp {

namespace {

constexpr std::array kNames{
    ApiName{"go", ApiRole::Encode, ApiPlace::Free, "Encode{Type}"},
    ApiName{"go", ApiRole::Decode, ApiPlace::Free, "Decode{Type}"},
    ApiName{"go", ApiRole::Write, ApiPlace::Free, "Encode{Type}ToWriter"},
    ApiName{"go", ApiRole::Read, ApiPlace::Free, "Decode{Type}FromReader"},
    ApiName{"go", ApiRole::TypeId, ApiPlace::Free, "{Type}TypeID"},
    ApiName{"go", ApiRole::Dispatch, ApiPlace::Free, "DispatchMessage"},
    ApiName{"go", ApiRole::Metadata, ApiPlace::Free, "Metadata"},
    ApiName{"c", ApiRole::Builder, ApiPlace::Free, "New{Type}Builder"},
    ApiName{"c", ApiRole::Finish, ApiPlace::Free, "Finalize{Type}"},
    ApiName{"c", ApiRole::Destroy, ApiPlace::Free, "Destroy{Type}Builder"},
    ApiName{"rust", ApiRole::Encode, ApiPlace::Member, "encode"},
    ApiName{"rust", ApiRole::Decode, ApiPlace::Member, "decode"},
    ApiName{"swift", ApiRole::Encode, ApiPlace::Member, "encode"},
    ApiName{"swift", ApiRole::Decode, ApiPlace::Member, "init(decoding:)"},
};

constexpr std::array kErrors{
    ApiErrorName{"go", "truncated", "ErrUnexpectedEOF"},     ApiErrorName{"go", "invalid-utf8", "ErrInvalidUTF8"},
    ApiErrorName{"go", "limit-message", "ErrDataTooLarge"},  ApiErrorName{"go", "limit-array", "ErrArrayTooLarge"},
    ApiErrorName{"go", "limit-total", "ErrTooManyElements"},
};

constexpr std::array kLimits{
    ApiLimitName{"go", ApiLimit::MessageBytes, "MaxSerializedSize"},
    ApiLimitName{"go", ApiLimit::ArrayElements, "MaxArrayElements"},
    ApiLimitName{"go", ApiLimit::TotalElements, "MaxTotalElements"},
};

} // namespace

const ApiProfile& generatedApi()
{
    static constexpr ApiProfile profile{kNames, {}, kErrors, kLimits};
    return profile;
}

} // namespace wirebench::sdp
