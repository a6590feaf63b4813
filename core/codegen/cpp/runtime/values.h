// SPDX-License-Identifier: MIT
#pragma once

#include "base.h"

namespace wirebench_runtime {

/// An optional value in memory of its own, so that a type may contain itself. Copies and compares what it holds.
template <typename T>
class Box {
public:
    Box() = default;
    Box(std::nullopt_t) { }
    template <typename U>
    requires std::is_same_v<std::remove_cvref_t<U>, T> Box(U&& value)
        : m_value(std::make_unique<T>(std::forward<U>(value)))
    {
    }
    Box(const Box& other) : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr) { }
    Box(Box&&) noexcept = default;
    Box& operator=(const Box& other)
    {
        m_value = other.m_value ? std::make_unique<T>(*other.m_value) : nullptr;
        return *this;
    }
    Box& operator=(Box&&) noexcept = default;
    ~Box() = default;

    T& emplace()
    {
        m_value = std::make_unique<T>();
        return *m_value;
    }
    void reset() { m_value.reset(); }
    bool has_value() const { return m_value != nullptr; }
    explicit operator bool() const { return m_value != nullptr; }
    T& operator*() { return *m_value; }
    const T& operator*() const { return *m_value; }
    T* operator->() { return m_value.get(); }
    const T* operator->() const { return m_value.get(); }

    friend bool operator==(const Box& a, const Box& b)
    {
        return a.m_value && b.m_value ? *a.m_value == *b.m_value : !a.m_value && !b.m_value;
    }

private:
    std::unique_ptr<T> m_value;
};

/// What a box holds, or a value of its type that says nothing.
template <typename T>
const T& held(const Box<T>& box)
{
    static const T nothing{};
    return box ? *box : nothing;
}

template <typename T>
T* held_if(Box<T>* box)
{
    return box != nullptr && *box ? &**box : nullptr;
}

template <typename T>
const T* held_if(const Box<T>* box)
{
    return box != nullptr && *box ? &**box : nullptr;
}

/// A name of an enum value.
struct EnumName {
    std::int32_t number;
    std::string_view name;
};

/// A name of a bit.
struct FlagName {
    std::uint64_t bit;
    std::string_view name;
};

inline std::string_view enum_name(std::span<const EnumName> names, std::int32_t number)
{
    const auto found
        = std::find_if(names.begin(), names.end(), [number](const EnumName& entry) { return entry.number == number; });
    return found == names.end() ? std::string_view() : found->name;
}

/// A point in time with the range of the wire, which is wider than that of std::chrono::system_clock.
struct Timestamp {
    std::int64_t seconds = 0; ///< Since 1970-01-01T00:00:00Z.
    std::int32_t nanos = 0; ///< From there on, 0–999,999,999.

    static Timestamp from(std::chrono::sys_time<std::chrono::nanoseconds> time)
    {
        const auto whole = std::chrono::floor<std::chrono::seconds>(time);
        return {whole.time_since_epoch().count(), static_cast<std::int32_t>((time - whole).count())};
    }
    /// Requires a time that nanoseconds of 64 bits can hold: years 1678 to 2261.
    std::chrono::sys_time<std::chrono::nanoseconds> to_sys_time() const
    {
        return std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::seconds(seconds)
                                                               + std::chrono::nanoseconds(nanos));
    }
    auto operator<=>(const Timestamp&) const = default;
};

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const Uuid&) const = default;
};

/// IEEE 754 decimal128 with binary significand, least significant byte first.
struct Decimal128 {
    std::array<std::uint8_t, 16> bytes{};
    bool operator==(const Decimal128&) const = default;
};

/// An integer of any size.
struct BigInt {
    bool negative = false;
    std::vector<std::uint8_t> magnitude; ///< Most significant byte first.

    /// The magnitude without leading zero bytes.
    std::span<const std::uint8_t> significant() const
    {
        const auto first
            = std::find_if(magnitude.begin(), magnitude.end(), [](std::uint8_t byte) { return byte != 0; });
        return std::span(magnitude).subspan(static_cast<std::size_t>(first - magnitude.begin()));
    }
    friend bool operator==(const BigInt& a, const BigInt& b)
    {
        const auto x = a.significant();
        const auto y = b.significant();
        return std::equal(x.begin(), x.end(), y.begin(), y.end()) && (x.empty() || a.negative == b.negative);
    }
};

/// A value of a type that the schema does not have, as it came.
struct Foreign {
    std::uint64_t id = 0; ///< Where types are named by an id or a hash.
    std::string name; ///< Where they are named by their name.
    std::vector<std::uint8_t> bytes;
    bool operator==(const Foreign&) const = default;
};

} // namespace wirebench_runtime
