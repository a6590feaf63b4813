// SPDX-License-Identifier: MIT
#pragma once

#include "json_composites.h"
#include "roots.h"

// Whole values in JSON.

namespace wirebench_runtime {

/// Reads a value of a type that goes by these names.
template <class C, class V>
bool read_value(JsonInput& in, const JsonValue& json, V& value, std::initializer_list<std::string_view> names)
{
    value = V();
    if (const JsonValue* const type = json.find("@type")) {
        if (!type->is(JsonValue::Kind::string) || std::find(names.begin(), names.end(), type->text) == names.end())
            return in.fail("unknown-type");
    }
    return C::from_json(in, json, value, true);
}

template <class C, class V>
Error value_from_json(V& value, std::string_view text, std::initializer_list<std::string_view> names)
{
    JsonInput in;
    JsonValue json;
    if (JsonParser(text, in).parse(json))
        read_value<C>(in, json, value, names);
    return in.error();
}

template <class V>
Error encode_json(std::string_view json, std::vector<std::uint8_t>& out, const Options& options)
{
    V value;
    if (const Error error = value.from_json(json))
        return error;
    return value.try_serialize(out, options);
}

template <class V>
Error decode_json(std::span<const std::uint8_t> bytes, std::string& json, const Options& options)
{
    V value;
    if (const Error error = value.try_deserialize(bytes, options))
        return error;
    json = value.to_json();
    return {};
}

template <class V, class View>
bool view_agrees(std::span<const std::uint8_t> bytes, const Options& options)
{
    V value;
    View view;
    const Error error = value.try_deserialize(bytes, options);
    const Error other = view.try_deserialize(bytes, options);
    if (error || other)
        return error.code == other.code && error.offset == other.offset;
    const V owned = view.to_owned();
    std::vector<std::uint8_t> written;
    std::vector<std::uint8_t> rewritten;
    return value.try_serialize(written, options).code == owned.try_serialize(rewritten, options).code
        && written == rewritten && value.to_json() == owned.to_json();
}

/// A value in a union that is no struct.
template <class C, class V>
void write_alternative(std::string& out, std::string_view type, const V& value)
{
    JsonObject object(out);
    append_json_string(object.key("@type"), type);
    JsonElement<C>::write(object.key("value"), value);
}

template <class C, class V>
bool read_alternative(JsonInput& in, const JsonValue& json, V& value)
{
    const JsonValue* const given = json.find("value");
    if (given == nullptr)
        return in.fail("missing-value");
    if (json.items.size() != 2)
        return in.fail("unknown-key");
    return JsonElement<C>::read(in, *given, value);
}

} // namespace wirebench_runtime
