// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace wirebench_runtime {

/// Why something could not be read or written; false when all went well.
struct Error {
    std::string_view code; ///< "truncated", "value-range" …; of static storage. Empty: no error.
    std::size_t offset = 0; ///< Reading: the byte of the input where it was noticed.

    explicit operator bool() const { return !code.empty(); }
};

/// Thrown by functions that give their result directly.
class EncodeError : public std::runtime_error {
public:
    explicit EncodeError(Error error) : std::runtime_error(std::string(error.code)), m_error(error) { }
    const Error& error() const { return m_error; }

private:
    Error m_error;
};

/// Bounds for untrusted input, and for what is written. They hold per message; 0 means no limit.
struct Options {
    std::uint64_t message_bytes = std::uint64_t{64} << 20;
    std::uint32_t depth = 100; ///< Structs in structs; the outermost is 1. At most 500.
    std::uint64_t string_bytes = std::uint64_t{10} << 20;
    std::uint64_t array_elements = 1'000'000;
    std::uint64_t total_elements = 10'000'000;
    std::uint64_t milliseconds = 30'000; ///< Of reading a message.
    bool strict = false; ///< Fields that the schema does not have are errors.
    bool validate_utf8 = true; ///< Reading: text that is not UTF-8 is an error.
};

constexpr Options without_limits(bool validate_utf8)
{
    Options options;
    options.message_bytes = 0;
    options.depth = 0;
    options.string_bytes = 0;
    options.array_elements = 0;
    options.total_elements = 0;
    options.milliseconds = 0;
    options.validate_utf8 = validate_utf8;
    return options;
}

/// What the limits are where the options say none, or too much.
inline constexpr std::uint32_t kDeepestNesting = 500;
inline constexpr std::uint64_t kMostElements = 100'000'000;
inline constexpr std::uint64_t kMostImplied = 10'000'000;
inline constexpr std::uint64_t kMostExpanded = std::uint64_t{1} << 30;
inline constexpr std::uint64_t kLongestTime = std::uint64_t{1} << 40; ///< Milliseconds

constexpr std::uint32_t depth_limit(const Options& options)
{
    return options.depth == 0 ? kDeepestNesting : std::min(options.depth, kDeepestNesting);
}

constexpr std::uint64_t limit_or(std::uint64_t limit, std::uint64_t otherwise)
{
    return limit == 0 ? otherwise : limit;
}

/// The unsigned integer as wide as a scalar.
template <typename T>
using Stored = std::conditional_t<sizeof(T) == 1, std::uint8_t,
                                  std::conditional_t<sizeof(T) == 2, std::uint16_t,
                                                     std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;

constexpr bool kLittleEndian = std::endian::native == std::endian::little;

/// Reads sizeof(T) little-endian bytes. Other values of a bool than 0 are true.
template <typename T>
inline T load(const std::uint8_t* at)
{
    if constexpr (std::is_same_v<T, bool>) {
        return *at != 0;
    } else if constexpr (kLittleEndian) {
        T value;
        std::memcpy(&value, at, sizeof value);
        return value;
    } else {
        Stored<T> bits = 0;
        for (std::size_t i = sizeof(T); i-- > 0;)
            bits = static_cast<Stored<T>>(static_cast<std::uint64_t>(bits) << 8 | at[i]);
        return std::bit_cast<T>(bits);
    }
}

template <typename T>
inline void load(const std::uint8_t* at, T& value)
{
    value = load<T>(at);
}

template <typename T>
inline void store(std::uint8_t* at, T value)
{
    if constexpr (std::is_same_v<T, bool>) {
        *at = value ? 1 : 0;
    } else if constexpr (kLittleEndian) {
        std::memcpy(at, &value, sizeof value);
    } else {
        std::uint64_t bits = std::bit_cast<Stored<T>>(value);
        for (std::size_t i = 0; i < sizeof(T); ++i, bits >>= 8)
            at[i] = static_cast<std::uint8_t>(bits);
    }
}

/// Copies bytes; `from` may be null when there are none.
inline std::uint8_t* copy_bytes(std::uint8_t* at, const void* from, std::size_t bytes)
{
    if (bytes != 0)
        std::memcpy(at, from, bytes);
    return at + bytes;
}

/// Bytes of the shortest varint.
constexpr std::size_t varint_size(std::uint64_t value)
{
    return (static_cast<std::size_t>(std::bit_width(value | 1u)) + 6) / 7;
}

inline std::uint8_t* put_varint(std::uint8_t* at, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *at++ = static_cast<std::uint8_t>(value | 0x80u);
    *at++ = static_cast<std::uint8_t>(value);
    return at;
}

inline void append_varint(std::vector<std::uint8_t>& out, std::uint64_t value)
{
    std::uint8_t buffer[10];
    out.insert(out.end(), buffer, put_varint(buffer, value));
}

constexpr std::uint64_t zigzag(std::uint64_t number)
{
    return (number << 1) ^ (std::uint64_t{0} - (number >> 63));
}

constexpr std::uint64_t unzigzag(std::uint64_t stored)
{
    return (stored >> 1) ^ (std::uint64_t{0} - (stored & 1u));
}

/// Bytes of the UTF-8 character that starts with a byte above 0x7F; 0 when there is none.
inline std::size_t long_character(const unsigned char* at, std::size_t left)
{
    const unsigned first = at[0];
    const auto follows = [&](std::size_t i) { return i < left && (at[i] & 0xC0u) == 0x80u; };
    if (first >= 0xC2 && first < 0xE0)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0) {
        const bool good
            = follows(1) && follows(2) && (first != 0xE0 || at[1] >= 0xA0) && (first != 0xED || at[1] < 0xA0);
        return good ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
        const bool good = follows(1) && follows(2) && follows(3) && (first != 0xF0 || at[1] >= 0x90)
            && (first != 0xF4 || at[1] < 0x90);
        return good ? 4 : 0;
    }
    return 0;
}

/// Length of the longest prefix that is UTF-8.
inline std::size_t valid_utf8(std::string_view text)
{
    constexpr std::uint64_t high = 0x8080808080808080u;
    const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t word = 0;
        if (text.size() - at >= sizeof word) {
            std::memcpy(&word, data + at, sizeof word);
            if ((word & high) == 0) {
                at += sizeof word;
                continue;
            }
        }
        if (data[at] < 0x80) {
            ++at;
            continue;
        }
        const std::size_t bytes = long_character(data + at, text.size() - at);
        if (bytes == 0)
            return at;
        at += bytes;
    }
    return at;
}

/// Whether text is UTF-8; short ASCII takes two overlapping loads.
inline bool is_utf8(std::string_view text)
{
    constexpr std::uint64_t high = 0x8080808080808080u;
    const std::size_t size = text.size();
    if (size >= 4 && size <= 16) {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        const std::size_t width = size < 8 ? 4 : 8;
        if (width == 4) {
            std::memcpy(&first, text.data(), 4);
            std::memcpy(&last, text.data() + size - 4, 4);
        } else {
            std::memcpy(&first, text.data(), 8);
            std::memcpy(&last, text.data() + size - 8, 8);
        }
        if (((first | last) & high) == 0)
            return true;
    }
    return valid_utf8(text) == size;
}

inline std::string_view as_text(const std::uint8_t* begin, const std::uint8_t* end)
{
    return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

} // namespace wirebench_runtime
