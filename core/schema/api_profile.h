// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// What a wire format prescribes of the programming interface of generated code, as data. Printers spell the names; a
// role without an entry has the name that is usual in the target language.

namespace wirebench {

/// What an entry point of generated code does with one type.
enum class ApiRole : std::uint8_t {
    Encode, ///< Value to bytes of their own.
    Append, ///< Value to the end of bytes that exist.
    Decode, ///< Bytes to value.
    Size, ///< Encoded size in bytes.
    EncodePacked, ///< Bit records: value to the packed integer.
    DecodePacked, ///< Bit records: packed integer to value.
    Write, ///< Value to a stream or writer of the language.
    Read, ///< Value from a stream or reader of the language.
    Validate,
    Clone,
    Equal,
    ToJson,
    FromJson,
    TypeId, ///< Constant with the type's id on the wire.
    Dispatch, ///< Reads one message of a buffer by its type id. Not per type.
    Builder, ///< Makes a builder.
    Finish, ///< The builder's value as bytes.
    Destroy, ///< Frees a builder.
    // Types and functions for values of any type. Not per type.
    EncoderType, ///< Interface of what has Encode.
    AppenderType, ///< Interface of what has Append.
    DecoderType, ///< Interface of what has Decode.
    SizerType, ///< Interface of what has Size.
    StreamEncoderType, ///< Interface of what has Write.
    StreamDecoderType, ///< Interface of what has Read.
    EncodeAny,
    MustEncodeAny, ///< Ends the program where Encode says no.
    DecodeAny,
    DecodeStrict, ///< A type id and a value, which must be of the type that is asked for.
    CloneAny,
    EqualAny,
    SizeAny,
    RegistryType, ///< Types by their ids and names, to which users add.
    CodecType, ///< Interface of what encodes the values of one type in a way of its own.
    WriterType, ///< What a codec writes to.
    ReaderType, ///< What a codec reads from.
    Metadata, ///< Variable with the size and alignment of the types in memory.
};

/// An entry point that is a member of the type, or stands beside it.
enum class ApiPlace : std::uint8_t { Member, Free };

struct ApiName {
    std::string_view target; ///< Id of the target language: "go".
    ApiRole role = ApiRole::Encode;
    ApiPlace place = ApiPlace::Member;
    std::string_view spelling; ///< `{Type}` stands for the type's name in the target language: "Encode{Type}".
};

/// An error that has a name of its own.
struct ApiErrorName {
    std::string_view target;
    std::string_view code; ///< Diagnostic code.
    std::string_view spelling;
};

/// Which of the default limits.
enum class ApiLimit : std::uint8_t { MessageBytes, ArrayElements, TotalElements, Depth, StringBytes };

/// A constant that holds a default limit.
struct ApiLimitName {
    std::string_view target;
    ApiLimit limit = ApiLimit::MessageBytes;
    std::string_view spelling;
};

struct ApiProfile {
    std::span<const ApiName> names;
    std::string_view projectFile; ///< Name of the project file of the format's own tools; may be empty.
    std::span<const ApiErrorName> errors = {};
    std::span<const ApiLimitName> limits = {};

    /// The prescribed entry point; null when the language's own usage holds.
    const ApiName* find(std::string_view target, ApiRole role) const
    {
        for (const ApiName& name : names) {
            if (name.target == target && name.role == role)
                return &name;
        }
        return nullptr;
    }
};

} // namespace wirebench
