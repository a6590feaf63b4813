// SPDX-License-Identifier: MIT
#pragma once

#include "json_codecs.h"
#include "reference.h"

// JSON of lists, maps, and the fields of structs.

namespace wirebench_runtime {

/// A value that stands alone: null is none, but in a union it is "nothing", in an optional element the absent one.
template <class C>
struct JsonElement {
    template <class V>
    static void write(std::string& out, const V& value)
    {
        Json<C>::write(out, value);
    }
    template <class V>
    static bool read(JsonInput& in, const JsonValue& json, V& value)
    {
        if constexpr (requires { C::nil_is_value; }) {
            return Json<C>::read(in, json, value);
        } else {
            return json.is(JsonValue::Kind::null) ? in.fail("missing-value") : Json<C>::read(in, json, value);
        }
    }
};

template <class C>
struct JsonElement<BitOptional<C>> {
    template <class V>
    static void write(std::string& out, const V& value)
    {
        if (value)
            Json<C>::write(out, *value);
        else
            out += "null";
    }
    template <class V>
    static bool read(JsonInput& in, const JsonValue& json, V& value)
    {
        value.reset();
        return json.is(JsonValue::Kind::null) || Json<C>::read(in, json, value.emplace());
    }
};

/// `exact`: the number of elements; `most`: the highest. 0: any.
template <class E, std::size_t exact, std::size_t most = 0>
struct JsonList {
    template <class V>
    static void write(std::string& out, const V& values)
    {
        out += '[';
        for (const auto& value : values) {
            if (out.back() != '[')
                out += ',';
            JsonElement<E>::write(out, value);
        }
        out += ']';
    }
    template <class V>
    static bool read(JsonInput& in, const JsonValue& json, V& values)
    {
        if (!json.is(JsonValue::Kind::array))
            return in.fail("wrong-type");
        const std::size_t count = json.items.size();
        if ((exact != 0 && count != exact) || (most != 0 && count > most))
            return in.fail("array-count");
        Filler<V> filler(values);
        for (const JsonValue& item : json.items) {
            typename V::value_type value{};
            if (!JsonElement<E>::read(in, item, value))
                return false;
            filler.put(std::move(value));
        }
        return true;
    }
};

template <std::size_t prefix, class E>
struct Json<ListOf<prefix, E>> : JsonList<E, 0> {
};
template <class E, unsigned count_bits, std::uint64_t capacity>
struct Json<BitArray<E, count_bits, capacity>> : JsonList<E, count_bits == 0 ? capacity : 0, capacity> {
};
template <class E, std::size_t fixed>
struct Json<Packed<E, fixed>> : JsonList<E, fixed> {
};
template <class E, std::size_t fixed>
struct Json<Counted<E, fixed>> : JsonList<E, fixed> {
};
template <class E, std::size_t fixed>
struct Json<Bits<E, fixed>> : JsonList<E, fixed> {
};
template <class E, std::size_t fixed>
struct Json<Delta<E, fixed>> : JsonList<E, fixed> {
};
template <class E, std::size_t fixed>
struct Json<RunLength<E, fixed>> : JsonList<E, fixed> {
};
template <class E, std::size_t fixed>
struct Json<Sparse<E, fixed>> : JsonList<E, fixed> {
};
template <class E, unsigned width, std::size_t fixed>
struct Json<BitPacked<E, width, fixed>> : JsonList<E, fixed> {
};
template <class E, std::size_t fixed>
struct Json<Dictionary<E, fixed>> : JsonList<E, fixed> {
};
template <class E, std::size_t fixed>
struct Json<SharedPrefix<E, fixed>> : JsonList<E, fixed> {
};

/// An object where the keys are text and all of it UTF-8, else an array of pairs.
template <class K, class E>
struct Json<MapOf<K, E>> {
    static constexpr bool text_keys = std::is_same_v<K, Text>;

    template <class V>
    static void write(std::string& out, const V& map)
    {
        bool object = text_keys;
        if constexpr (text_keys)
            object
                = std::all_of(map.begin(), map.end(), [](const auto& entry) { return is_utf8(text_of(entry.first)); });
        std::vector<const typename V::value_type*> entries;
        for (const auto& entry : map)
            entries.push_back(&entry);
        if constexpr (K::scalar)
            std::sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) {
                return MapOf<K, E>::key_bytes(a->first).view() < MapOf<K, E>::key_bytes(b->first).view();
            });
        out += object ? '{' : '[';
        bool first = true;
        for (const auto* entry : entries) {
            out += first ? "" : ",";
            first = false;
            out += object ? "" : "[";
            Json<K>::write(out, entry->first);
            out += object ? ':' : ',';
            JsonElement<E>::write(out, entry->second);
            out += object ? "" : "]";
        }
        out += object ? '}' : ']';
    }
    template <class V>
    static bool read(JsonInput& in, const JsonValue& json, V& map)
    {
        map.clear();
        const bool object = json.is(JsonValue::Kind::object) && text_keys;
        if (!object && !json.is(JsonValue::Kind::array))
            return in.fail("wrong-type");
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            const JsonValue& item = json.items[i];
            if (!object && (!item.is(JsonValue::Kind::array) || item.items.size() != 2))
                return in.fail("wrong-type");
            typename V::key_type key{};
            typename V::mapped_type value{};
            if constexpr (text_keys) {
                if (object)
                    key = json.keys[i];
            }
            if (!object && !JsonElement<K>::read(in, item.items[0], key))
                return false;
            if (!JsonElement<E>::read(in, object ? item : item.items[1], value))
                return false;
            if (!map.emplace(std::move(key), std::move(value)).second)
                return in.fail("duplicate-key");
        }
        return true;
    }
};

/// Writes an object member by member.
class JsonObject {
public:
    explicit JsonObject(std::string& out) : m_out(out) { m_out += '{'; }
    JsonObject(const JsonObject&) = delete;
    JsonObject& operator=(const JsonObject&) = delete;
    ~JsonObject() { m_out += '}'; }

    std::string& key(std::string_view name)
    {
        if (!m_first)
            m_out += ',';
        m_first = false;
        append_json_string(m_out, name);
        m_out += ':';
        return m_out;
    }
    template <class C, class V>
    void plain(std::string_view name, const V& value)
    {
        JsonElement<C>::write(key(name), value);
    }
    /// Something that may be absent; `shown` says whether it is null then, or left out.
    template <class C, bool shown, class V>
    void optional(std::string_view name, const V& value)
    {
        if (value)
            Json<C>::write(key(name), *value);
        else if (shown)
            key(name) += "null";
    }
    template <class C, bool shown, class V>
    void reference(std::string_view name, const V& value)
    {
        if (shown || !value.empty())
            Json<C>::write(key(name), value);
    }
    void unknown(std::span<const std::uint8_t> bytes)
    {
        if (bytes.empty())
            return;
        append_hex(key("@unknown") += '"', bytes);
        m_out += '"';
    }
    template <class V>
    void strings(const V& texts)
    {
        if (!texts.empty())
            Json<Counted<Text>>::write(key("@strings"), texts);
    }

private:
    std::string& m_out;
    bool m_first = true;
};

/// The members of an object by the names of its type.
template <std::size_t count>
struct JsonMembers {
    std::array<const JsonValue*, count> fields{};
    const JsonValue* unknown = nullptr;
    const JsonValue* strings = nullptr;
};

/// Finds the members; `extras` are other keys that are allowed.
template <std::size_t count>
bool json_members(JsonInput& in, const JsonValue& json, const std::array<std::string_view, count>& names, bool typed,
                  bool keeps_unknown, bool keeps_strings, JsonMembers<count>& members)
{
    if (!json.is(JsonValue::Kind::object))
        return in.fail("wrong-type");
    for (std::size_t i = 0; i < json.items.size(); ++i) {
        const std::string& key = json.keys[i];
        const auto name = std::find(names.begin(), names.end(), key);
        if (name != names.end())
            members.fields[static_cast<std::size_t>(name - names.begin())] = &json.items[i];
        else if (keeps_unknown && key == "@unknown")
            members.unknown = &json.items[i];
        else if (keeps_strings && key == "@strings")
            members.strings = &json.items[i];
        else if (!typed || key != "@type")
            return in.fail("unknown-key");
    }
    return true;
}

inline bool is_left_out(const JsonValue* json, bool null_is_absent)
{
    return json == nullptr || (null_is_absent && json->is(JsonValue::Kind::null));
}

/// A field that must be given.
template <class C, class V>
bool json_must(JsonInput& in, const JsonValue* json, bool null_is_absent, V& value)
{
    return is_left_out(json, null_is_absent) ? in.fail("missing-value") : JsonElement<C>::read(in, *json, value);
}

/// A field that keeps its default when it is left out.
template <class C, class V>
bool json_may(JsonInput& in, const JsonValue* json, bool null_is_absent, V& value)
{
    return is_left_out(json, null_is_absent) || JsonElement<C>::read(in, *json, value);
}

/// A field that may be absent.
template <class C, class V>
bool json_optional(JsonInput& in, const JsonValue* json, bool null_is_absent, V& value)
{
    value.reset();
    return is_left_out(json, null_is_absent) || JsonElement<C>::read(in, *json, value.emplace());
}

/// Unknown fields must be whole fields with numbers that the type does not have.
inline bool json_unknown(JsonInput& in, const JsonValue* json, const Dialect& dialect,
                         std::span<const std::uint32_t> numbers, std::vector<std::uint8_t>& bytes)
{
    if (json == nullptr)
        return true;
    if (!json->is(JsonValue::Kind::string))
        return in.fail("wrong-type");
    if (!read_json_bytes(in, *json, bytes))
        return false;
    NotingEncoder e(without_limits(false));
    unknown_size(dialect, numbers, bytes, e);
    return !e.failed() || in.fail(e.error().code);
}

/// A foreign type's name: `#300`, `#0x0a1b2c3d` or its name.
template <Named by>
void append_foreign(std::string& out, const Foreign& value)
{
    JsonObject object(out);
    if constexpr (by == Named::name) {
        append_text(object.key("@type"), value.name);
    } else {
        std::string name = "#";
        if constexpr (by == Named::hash) {
            name += "0x";
            for (unsigned shift = 32; shift > 0; shift -= 8) {
                const auto byte = static_cast<std::uint8_t>(value.id >> (shift - 8));
                append_hex(name, {&byte, 1});
            }
        } else {
            append_number(name, value.id);
        }
        append_json_string(object.key("@type"), name);
    }
    append_hex(object.key("@bytes") += '"', value.bytes);
    out += '"';
}

/// Reads a type that the schema does not have; false, without an error, when it is not given as one.
template <Named by>
bool read_foreign(const JsonValue& json, Foreign& value)
{
    const JsonValue* const name = json.find("@type");
    const JsonValue* const bytes = json.find("@bytes");
    if (name == nullptr || bytes == nullptr || json.items.size() != 2 || !bytes->is(JsonValue::Kind::string)
        || !read_bytes(bytes->text, value.bytes))
        return false;
    if constexpr (by == Named::name) {
        std::vector<std::uint8_t> raw;
        if (const JsonValue* const named = raw_bytes(*name); named != nullptr && read_bytes(named->text, raw)) {
            value.name.assign(raw.begin(), raw.end());
            return !is_utf8(value.name);
        }
        value.name = name->text;
        return name->is(JsonValue::Kind::string) && !value.name.empty() && !name->lone_surrogate;
    } else {
        if (!name->is(JsonValue::Kind::string) || !name->text.starts_with('#'))
            return false;
        JsonValue number;
        number.kind = JsonValue::Kind::string;
        number.text = name->text.substr(1);
        JsonInteger integer;
        if (!read_integer(number, integer) || integer.negative || !integer.fits)
            return false;
        value.id = integer.magnitude;
        return value.id != 0 && (by == Named::id || value.id <= 0xFFFFFFFFu);
    }
}

} // namespace wirebench_runtime
