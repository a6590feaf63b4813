// SPDX-License-Identifier: MIT
#pragma once

#include "json_content.h"
#include "map.h"
#include "number_series.h"
#include "sequence.h"
#include "text_series.h"

namespace wirebench_runtime {

/// JSON of the values of a codec. Structs and unions bring it themselves.
template <class C>
struct Json {
    template <class V>
    static void write(std::string& out, const V& value)
    {
        C::to_json(out, value);
    }
    template <class V>
    static bool read(JsonInput& in, const JsonValue& json, V& value)
    {
        return C::from_json(in, json, value, false);
    }
};

/// Bool, numbers.
template <typename T>
struct JsonScalar {
    static void write(std::string& out, T value)
    {
        if constexpr (std::is_same_v<T, bool>)
            out += value ? "true" : "false";
        else if constexpr (std::is_floating_point_v<T>)
            append_float(out, value);
        else
            append_number(out, value);
    }
    static bool read(JsonInput& in, const JsonValue& json, T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            value = json.boolean;
            return json.is(JsonValue::Kind::boolean) || in.fail("wrong-type");
        } else if constexpr (std::is_floating_point_v<T>) {
            return read_json(in, json, value);
        } else {
            return read_json(in, json, value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        }
    }
};

template <typename T, bool canonical>
struct Json<Fixed<T, canonical>> : JsonScalar<T> {
};
template <typename T, Coding coding>
struct Json<Varint<T, coding>> : JsonScalar<T> {
};
template <>
struct Json<BitBool> : JsonScalar<bool> {
};
template <typename F>
struct Json<BitFloat<F>> : JsonScalar<F> {
};

template <typename T, unsigned bits, T lowest, T highest>
struct Json<BitInt<T, bits, lowest, highest>> : JsonScalar<T> {
    static bool read(JsonInput& in, const JsonValue& json, T& value)
    {
        return read_json(in, json, value, lowest, highest);
    }
};

/// By name; by number too where any number is a value.
template <typename E, bool by_number>
struct JsonEnum {
    static void write(std::string& out, E value)
    {
        for (const EnumName& entry : wirebench_names(value)) {
            if (entry.number == static_cast<std::int32_t>(value))
                return append_json_string(out, entry.name);
        }
        append_number(out, static_cast<std::int32_t>(value));
    }
    static bool read(JsonInput& in, const JsonValue& json, E& value)
    {
        if (by_number && json.is(JsonValue::Kind::number)) {
            std::int32_t number = 0;
            const bool fine = read_json(in, json, number, std::int32_t{0}, std::numeric_limits<std::int32_t>::max());
            value = static_cast<E>(number);
            return fine;
        }
        if (!json.is(JsonValue::Kind::string))
            return in.fail("wrong-type");
        for (const EnumName& entry : wirebench_names(value)) {
            if (entry.name == json.text && !json.lone_surrogate) {
                value = static_cast<E>(entry.number);
                return true;
            }
        }
        return in.fail("unknown-enum-value");
    }
};

template <typename E>
struct Json<VarintEnum<E>> : JsonEnum<E, true> {
};
template <typename E, unsigned bits, std::uint32_t count>
struct Json<BitEnum<E, bits, count>> : JsonEnum<E, false> {
};

template <typename F, unsigned bits, std::uint64_t defined>
struct Json<BitFlags<F, bits, defined>> {
    static void write(std::string& out, const F& value)
    {
        out += '{';
        for (const FlagName& flag : wirebench_names(value)) {
            if (out.back() != '{')
                out += ',';
            append_json_string(out, flag.name);
            out += (value.bits & flag.bit) != 0 ? ":true" : ":false";
        }
        out += '}';
    }
    static bool read(JsonInput& in, const JsonValue& json, F& value)
    {
        const bool named = json.is(JsonValue::Kind::array);
        if (!named && !json.is(JsonValue::Kind::object))
            return in.fail("wrong-type");
        std::uint64_t mask = 0;
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            const JsonValue& item = json.items[i];
            if (!item.is(named ? JsonValue::Kind::string : JsonValue::Kind::boolean))
                return in.fail("wrong-type");
            const std::string& name = named ? item.text : json.keys[i];
            const auto names = wirebench_names(value);
            const auto flag
                = std::find_if(names.begin(), names.end(), [&](const FlagName& one) { return one.name == name; });
            if (flag == names.end())
                return in.fail("unknown-flag");
            mask |= named || item.boolean ? flag->bit : 0;
        }
        value.bits = static_cast<decltype(value.bits)>(mask);
        return true;
    }
};

template <unsigned bits, std::int64_t origin, std::int64_t unit, std::uint64_t units>
struct Json<BitDate<bits, origin, unit, units>> {
    static constexpr bool with_time = unit != 86400;

    static void write(std::string& out, std::chrono::sys_seconds value)
    {
        out += '"';
        append_civil(out, value.time_since_epoch().count(), with_time);
        out += '"';
    }
    static bool read(JsonInput& in, const JsonValue& json, std::chrono::sys_seconds& value)
    {
        if (!json.is(JsonValue::Kind::string))
            return in.fail("wrong-type");
        const std::optional<std::int64_t> seconds = civil_seconds(json.text);
        if (!seconds || json.text.starts_with("0000") || (json.text.size() != 10) != with_time)
            return in.fail("bad-date");
        value = std::chrono::sys_seconds(std::chrono::seconds(*seconds));
        return true;
    }
};

struct JsonText {
    template <class V>
    static void write(std::string& out, const V& value)
    {
        append_text(out, text_of(value));
    }
    static bool read(JsonInput& in, const JsonValue& json, std::string& value)
    {
        if (const JsonValue* raw = raw_bytes(json)) {
            std::vector<std::uint8_t> bytes;
            if (!read_json_bytes(in, *raw, bytes))
                return false;
            value.assign(bytes.begin(), bytes.end());
            return true;
        }
        if (!json.is(JsonValue::Kind::string))
            return in.fail("wrong-type");
        value = json.text;
        return !json.lone_surrogate || in.fail("invalid-utf8");
    }
};

template <>
struct Json<Text> : JsonText {
};
template <std::size_t prefix>
struct Json<PrefixedText<prefix>> : JsonText {
};

template <std::size_t count>
struct Json<Bytes<count>> {
    template <class V>
    static void write(std::string& out, const V& value)
    {
        out += '"';
        append_hex(out, {value.data(), value.size()});
        out += '"';
    }
    template <class V>
    static bool read(JsonInput& in, const JsonValue& json, V& value)
    {
        std::vector<std::uint8_t> bytes;
        if (!json.is(JsonValue::Kind::string))
            return in.fail("wrong-type");
        if (!read_json_bytes(in, json, bytes))
            return false;
        if (count != 0 && bytes.size() != count)
            return in.fail("array-count");
        assign_bytes(value, bytes.data(), bytes.data() + bytes.size());
        return true;
    }
};

template <class C>
struct Json<Bare<C>> : Json<C> {
};

template <typename F, bool canonical>
struct Json<Complex<F, canonical>> {
    static void write(std::string& out, const std::complex<F>& value)
    {
        out += '[';
        append_float(out, value.real());
        out += ',';
        append_float(out, value.imag());
        out += ']';
    }
    static bool read(JsonInput& in, const JsonValue& json, std::complex<F>& value)
    {
        if (!json.is(JsonValue::Kind::array) || json.items.size() != 2)
            return in.fail("wrong-type");
        F real{};
        F imaginary{};
        if (!read_json(in, json.items[0], real) || !read_json(in, json.items[1], imaginary))
            return false;
        value = {real, imaginary};
        return true;
    }
};

template <>
struct Json<Time> {
    static void write(std::string& out, const Timestamp& value) { append_time(out, value); }
    static bool read(JsonInput& in, const JsonValue& json, Timestamp& value)
    {
        value = {};
        if (json.is(JsonValue::Kind::string))
            return read_time_text(json.text, value) || in.fail("bad-date");
        if (!json.is(JsonValue::Kind::object))
            return in.fail("wrong-type");
        if (json.find("seconds") == nullptr)
            return in.fail("missing-value");
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            const std::string& key = json.keys[i];
            if (key != "seconds" && key != "nanos")
                return in.fail("unknown-key");
            const bool fine = key == "seconds"
                ? JsonScalar<std::int64_t>::read(in, json.items[i], value.seconds)
                : read_json(in, json.items[i], value.nanos, std::int32_t{0}, std::int32_t{999'999'999});
            if (!fine)
                return false;
        }
        return true;
    }
};

template <>
struct Json<Sixteen<Uuid>> {
    static void write(std::string& out, const Uuid& value)
    {
        std::string text;
        append_hex(text, value.bytes);
        for (const std::size_t at : {8u, 13u, 18u, 23u})
            text.insert(at, 1, '-');
        append_json_string(out, text);
    }
    static bool read(JsonInput& in, const JsonValue& json, Uuid& value)
    {
        if (!json.is(JsonValue::Kind::string))
            return in.fail("wrong-type");
        std::string digits;
        bool formed = json.text.size() == 36;
        for (std::size_t i = 0; i < json.text.size() && formed; ++i) {
            const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
            formed = dash == (json.text[i] == '-') && json.text[i] != ' ';
            if (!dash)
                digits += json.text[i];
        }
        std::vector<std::uint8_t> bytes;
        if (!formed || !read_bytes(digits, bytes) || bytes.size() != value.bytes.size())
            return in.fail("invalid-bytes");
        std::copy(bytes.begin(), bytes.end(), value.bytes.begin());
        return true;
    }
};

template <>
struct Json<Sixteen<Decimal128>> {
    static void write(std::string& out, const Decimal128& value)
    {
        std::string text;
        if (append_decimal(text, value))
            append_json_string(out, text);
        else
            append_raw(out, value.bytes);
    }
    static bool read(JsonInput& in, const JsonValue& json, Decimal128& value)
    {
        if (const JsonValue* raw = raw_bytes(json)) {
            std::vector<std::uint8_t> bytes;
            if (!read_json_bytes(in, *raw, bytes) || bytes.size() != value.bytes.size())
                return in.fail("invalid-bytes");
            std::copy(bytes.begin(), bytes.end(), value.bytes.begin());
            return true;
        }
        if (!json.is(JsonValue::Kind::string))
            return in.fail("wrong-type");
        const std::string_view problem = read_decimal(json.text, value);
        return problem.empty() || in.fail(problem);
    }
};

template <>
struct Json<BigInteger> {
    static void write(std::string& out, const BigInt& value)
    {
        const std::string digits = natural_text(value.significant());
        append_json_string(out, (value.negative && digits != "0" ? "-" : "") + digits);
    }
    static bool read(JsonInput& in, const JsonValue& json, BigInt& value)
    {
        if (!json.is(JsonValue::Kind::string) && !json.is(JsonValue::Kind::number))
            return in.fail("wrong-type");
        std::string_view digits = json.text;
        value.negative = digits.starts_with('-');
        if (value.negative)
            digits.remove_prefix(1);
        const std::string_view problem = read_natural(digits, value.magnitude);
        return problem.empty() || in.fail(problem);
    }
};

} // namespace wirebench_runtime
