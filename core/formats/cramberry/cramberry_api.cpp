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
    ApiName{"go", ApiRole::EncoderType, ApiPlace::Free, "Marshaler"},
    ApiName{"go", ApiRole::AppenderType, ApiPlace::Free, "Appender"},
    ApiName{"go", ApiRole::DecoderType, ApiPlace::Free, "Unmarshaler"},
    ApiName{"go", ApiRole::SizerType, ApiPlace::Free, "Sizer"},
    ApiName{"go", ApiRole::StreamEncoderType, ApiPlace::Free, "StreamEncoder"},
    ApiName{"go", ApiRole::StreamDecoderType, ApiPlace::Free, "StreamDecoder"},
    ApiName{"go", ApiRole::RegistryType, ApiPlace::Free, "Registry"},
    ApiName{"go", ApiRole::CodecType, ApiPlace::Free, "Codec"},
    ApiName{"go", ApiRole::WriterType, ApiPlace::Free, "Writer"},
    ApiName{"go", ApiRole::ReaderType, ApiPlace::Free, "Reader"},
    ApiName{"go", ApiRole::EncodeAny, ApiPlace::Free, "Marshal"},
    ApiName{"go", ApiRole::MustEncodeAny, ApiPlace::Free, "MustMarshal"},
    ApiName{"go", ApiRole::DecodeAny, ApiPlace::Free, "Unmarshal"},
    ApiName{"go", ApiRole::DecodeStrict, ApiPlace::Free, "UnmarshalStrict"},
    ApiName{"go", ApiRole::CloneAny, ApiPlace::Free, "Clone"},
    ApiName{"go", ApiRole::EqualAny, ApiPlace::Free, "Equal"},
    ApiName{"go", ApiRole::SizeAny, ApiPlace::Free, "Size"},
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
