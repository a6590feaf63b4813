// SPDX-License-Identifier: MIT
#pragma once

#include "tagged.h"

// Values whose type is named on the wire. A reference names it in front of the content.

namespace wirebench_runtime {

enum class Named : std::uint8_t {
    id,
    name,
    hash,
    bare_id, ///< An id without a length behind it.
};

/// Reads the name of a type of the schema or of another one. `value` and `value_end` are where its content lies.
struct TypeName {
    std::uint64_t id = 0; ///< Or hash.
    std::string_view name;
    const std::uint8_t* value = nullptr;
    const std::uint8_t* value_end = nullptr;

    bool nil(Named by) const { return by == Named::name ? name.empty() : id == 0; }
};

template <Named by>
bool read_type_name(Decoder& d, const std::uint8_t* at, const std::uint8_t* end, TypeName& type)
{
    if constexpr (by == Named::id) {
        std::uint64_t length = 0;
        const std::uint8_t* p = get_varint(d, at, end, type.id);
        if (p == nullptr || (p = get_length(d, p, end, length)) == nullptr)
            return false;
        type.value = p;
        type.value_end = p + length;
    } else if constexpr (by == Named::name) {
        std::uint64_t length = 0;
        const std::uint8_t* const p = get_length(d, at, end, length);
        if (p == nullptr)
            return false;
        type.name = as_text(p, p + length);
        type.value = p + length;
        type.value_end = end;
    } else {
        if (end - at < 4)
            return d.fail("truncated", at) != nullptr;
        type.id = load<std::uint32_t>(at);
        type.value = at + 4;
        type.value_end = end;
    }
    if (type.nil(by) && type.value != type.value_end)
        return d.fail("nil-length", type.value) != nullptr;
    return true;
}

template <Named by>
std::size_t type_name_size(std::uint64_t id, std::string_view name)
{
    return by == Named::id || by == Named::bare_id ? varint_size(id)
        : by == Named::hash                        ? 4
                                                   : varint_size(name.size()) + name.size();
}

template <Named by>
std::uint8_t* put_type_name(std::uint8_t* at, std::uint64_t id, std::string_view name)
{
    if constexpr (by == Named::id || by == Named::bare_id) {
        return put_varint(at, id);
    } else if constexpr (by == Named::hash) {
        store(at, static_cast<std::uint32_t>(id));
        return at + 4;
    } else {
        return copy_bytes(put_varint(at, name.size()), name.data(), name.size());
    }
}

/// Content behind the name of its type: with a length where the type is named by an id.
template <Named by, class C, class V>
std::size_t named_size(std::uint64_t id, std::string_view name, const V& value, Encoder& e)
{
    const std::size_t front = type_name_size<by>(id, name);
    return front + (by == Named::id ? delimited_size<C>(value, e) : C::size(value, e));
}

template <Named by, class C, class V>
std::uint8_t* put_named(std::uint8_t* at, std::uint64_t id, std::string_view name, const V& value, Encoder& e)
{
    at = put_type_name<by>(at, id, name);
    return by == Named::id ? put_delimited<C>(at, value, e) : C::put(at, value, e);
}

/// No value.
template <Named by>
std::size_t nil_size()
{
    return type_name_size<by>(0, {}) + (by == Named::id ? 1 : 0);
}

template <Named by>
std::uint8_t* put_nil(std::uint8_t* at)
{
    at = put_type_name<by>(at, 0, {});
    if constexpr (by == Named::id)
        *at++ = 0;
    return at;
}

template <Named by>
std::size_t foreign_size(const Foreign& value, Encoder& e)
{
    e.text(value.bytes.size());
    if (by == Named::name ? value.name.empty() : value.id == 0 || (by == Named::hash && value.id > 0xFFFFFFFFu))
        e.fail("unknown-type");
    const std::size_t front = type_name_size<by>(value.id, value.name);
    return front + (by == Named::id ? varint_size(value.bytes.size()) : 0) + value.bytes.size();
}

template <Named by>
std::uint8_t* put_foreign(std::uint8_t* at, const Foreign& value)
{
    at = put_type_name<by>(at, value.id, value.name);
    if constexpr (by == Named::id)
        at = put_varint(at, value.bytes.size());
    return copy_bytes(at, value.bytes.data(), value.bytes.size());
}

template <class F>
void set_foreign(F& value, const TypeName& type)
{
    value.id = type.id;
    value.name = type.name;
    assign_bytes(value.bytes, type.value, type.value_end);
}

} // namespace wirebench_runtime
