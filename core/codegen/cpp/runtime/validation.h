// SPDX-License-Identifier: MIT
#pragma once

#include "codec.h"

// Values held to the rules of their schema, each finding with its place.

namespace wirebench_runtime {

/// Something that a value may not be.
struct Violation {
    std::string path; ///< Of the field: `items[2].name`; empty: the value as a whole.
    std::string_view code; ///< "validate", "value-range" …, as Error::code.
    std::string_view rule; ///< The rule of the schema where there is one: "<= 99".
    bool operator==(const Violation&) const = default;
};

/// Thrown where a value may not be what it is.
class InvalidValue : public std::runtime_error {
public:
    explicit InvalidValue(std::vector<Violation> violations)
        : std::runtime_error(said(violations)), m_violations(std::move(violations))
    {
    }
    const std::vector<Violation>& violations() const { return m_violations; }

private:
    static std::string said(const std::vector<Violation>& violations)
    {
        std::string text;
        for (const Violation& violation : violations) {
            text += text.empty() ? "" : ", ";
            text += violation.path.empty() ? "" : violation.path + ": ";
            text += violation.code;
        }
        return text;
    }

    std::vector<Violation> m_violations;
};

/// Goes through a value and notes what is wrong.
class Validator {
public:
    explicit Validator(const Options& options = {}) : m_options(options) { }

    /// While it lives, findings are of a part of the value.
    class Place {
    public:
        Place(std::string& path, std::string_view part) : m_path(path), m_size(path.size()) { path += part; }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place() { m_path.resize(m_size); }

    private:
        std::string& m_path;
        std::size_t m_size;
    };

    [[nodiscard]] Place member(std::string_view name)
    {
        return {m_path, m_path.empty() ? std::string(name) : "." + std::string(name)};
    }
    [[nodiscard]] Place element(std::size_t index) { return {m_path, "[" + std::to_string(index) + "]"}; }

    void fail(std::string_view code, std::string_view rule = {}) { m_found.push_back({m_path, code, rule}); }
    void fail(const Encoder& e)
    {
        if (e.failed())
            fail(e.error().code);
    }

    /// A value without structs in it, as its codec sees it.
    template <class C, class V>
    void leaf(const V& value)
    {
        Encoder e(m_options);
        C::size(value, e);
        fail(e);
    }
    /// The same for each element of a list.
    template <class C, class V>
    void leaves(const V& values)
    {
        std::size_t index = 0;
        for (const auto& value : values) {
            const Place place = element(index++);
            leaf<C>(value);
        }
    }
    /// A value that lies between bits.
    template <class C, class V>
    void bits(const V& value)
    {
        std::array<std::uint8_t, C::width / 8 + 1> bytes{};
        Encoder e(m_options);
        C::put(bytes.data(), 0, value, e);
        fail(e);
    }
    /// What there is of structs in a value.
    template <class V>
    void inside(const V& value)
    {
        if constexpr (requires { value.validate(*this); }) {
            value.validate(*this);
        } else if constexpr (requires { value.has_value(); }) {
            if (value.has_value())
                inside(*value);
        } else if constexpr (requires { typename V::mapped_type; }) {
            for (const auto& [key, entry] : value) {
                const Place place(m_path, "[" + shown(key) + "]");
                inside(entry);
            }
        } else if constexpr (requires { value.begin(); } && !std::is_convertible_v<V, std::string_view>) {
            std::size_t index = 0;
            for (const auto& entry : value) {
                const Place place = element(index++);
                inside(entry);
            }
        }
    }

    std::vector<Violation> take() { return std::move(m_found); }
    bool empty() const { return m_found.empty(); }

private:
    template <class K>
    static std::string shown(const K& key)
    {
        if constexpr (std::is_convertible_v<K, std::string_view>)
            return "\"" + std::string(key) + "\"";
        else if constexpr (std::is_enum_v<K>)
            return std::to_string(static_cast<std::int32_t>(key));
        else if constexpr (std::is_arithmetic_v<K>)
            return std::to_string(key);
        else
            return "?";
    }

    Options m_options;
    std::string m_path;
    std::vector<Violation> m_found;
};

/// Everything that is wrong with the parts of a value.
template <class V>
std::vector<Violation> violations(const V& value, const Options& options)
{
    Validator checks(options);
    value.validate(checks);
    return checks.take();
}

/// What is wrong with the parts of a value; where that is nothing, with the value as a whole.
template <class Root, class C, class V>
std::vector<Violation> violations(const V& value, const Options& options)
{
    Validator checks(options);
    value.validate(checks);
    std::vector<std::uint8_t> bytes;
    if (const Error error = checks.empty() ? Root::template encode<C>(value, options, bytes) : Error())
        checks.fail(error.code);
    return checks.take();
}

} // namespace wirebench_runtime
