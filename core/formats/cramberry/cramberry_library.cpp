// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_library.h"

#include <array>

namespace wirebench::cramberry {

namespace {

constexpr std::string_view kStandardLibrary
    = R"(// What schemas share: points in time, values that can be absent, and two common types.
package cramberry.stdlib;

/// A point in time: seconds and nanoseconds since 1970-01-01T00:00:00Z.
type Timestamp {
    @field(1) seconds: int64;
    @field(2) nanos: int32;
}

/// A span of time in nanoseconds.
type Duration {
    @field(1) nanos: int64;
}

// Wrappers of built-in types, for values that can be absent.

type BoolValue {
    @field(1) value: bool;
}

type Int32Value {
    @field(1) value: int32;
}

type Int64Value {
    @field(1) value: int64;
}

type UInt32Value {
    @field(1) value: uint32;
}

type UInt64Value {
    @field(1) value: uint64;
}

type FloatValue {
    @field(1) value: float32;
}

type DoubleValue {
    @field(1) value: float64;
}

type StringValue {
    @field(1) value: string;
}

type BytesValue {
    @field(1) value: bytes;
}

/// No fields: where an rpc takes or gives nothing.
type Empty {
}

/// Bytes with the address of their type.
type Any {
    @field(1) typeUrl: string;
    @field(2) value: bytes;
}
)";

constexpr std::string_view kTimestamp = R"(package google.protobuf;

/// A point in time: seconds and nanoseconds since 1970-01-01T00:00:00Z.
type Timestamp {
    @field(1) seconds: int64;
    @field(2) nanos: int32;
}
)";

constexpr std::array<std::string_view, 2> kPaths{"cramberry/stdlib.cramberry", "google/protobuf/timestamp.cramberry"};

} // namespace

std::string_view libraryText(std::string_view path)
{
    if (path == kPaths[0])
        return kStandardLibrary;
    return path == kPaths[1] ? kTimestamp : std::string_view();
}

std::span<const std::string_view> libraryPaths()
{
    return kPaths;
}

} // namespace wirebench::cramberry
