// SPDX-License-Identifier: MIT
#include "tests/bench/generated/generated_c.h"

#include "c_cramberry/plugin_registry.h"
#include "c_registry/plugin_registry.h"
#include "c_serialkit/plugin_registry.h"
#include "c_small/plugin.h"

namespace c_bench {

namespace {

wb_options inPlaceOptions(const wb_schema& schema)
{
    wb_options options = schema.limits;
    options.zero_copy = true;
    return options;
}

/// The generated functions of one type, for values of any.
struct Functions {
    std::size_t size;
    wb_options inPlace;
    wb_status (*decode)(void*, wb_arena*, const std::uint8_t*, std::size_t, const wb_options*);
    wb_status (*append)(const void*, wb_buffer*);
};

template <class T, auto Decode, auto Append>
Functions functions(const wb_schema& schema)
{
    return {sizeof(T), inPlaceOptions(schema),
            [](void* value, wb_arena* arena, const std::uint8_t* data, std::size_t size, const wb_options* options) {
                return Decode(static_cast<T*>(value), arena, data, size, options);
            },
            [](const void* value, wb_buffer* out) { return Append(static_cast<const T*>(value), out, nullptr); }};
}

const Functions registry
    = functions<c_registry_PluginRegistry, c_registry_PluginRegistry_decode, c_registry_PluginRegistry_append>(
        c_registry_schema);
const Functions serialkit
    = functions<c_serialkit_PluginRegistry, c_serialkit_PluginRegistry_decode, c_serialkit_PluginRegistry_append>(
        c_serialkit_schema);
const Functions cramberry
    = functions<c_cramberry_PluginRegistry, c_cramberry_PluginRegistry_decode, c_cramberry_PluginRegistry_append>(
        c_cramberry_schema);
const Functions small = functions<c_small_Plugin, c_small_Plugin_decode, c_small_Plugin_append>(c_small_schema);

const Functions& of(Message message)
{
    switch (message) {
    case Message::registry:
        return registry;
    case Message::serialkit:
        return serialkit;
    case Message::cramberry:
        return cramberry;
    case Message::small:
        break;
    }
    return small;
}

union Value {
    c_registry_PluginRegistry registry;
    c_serialkit_PluginRegistry serialkit;
    c_cramberry_PluginRegistry cramberry;
    c_small_Plugin small;
};

} // namespace

const void* keep(Message message, std::span<const std::uint8_t> bytes)
{
    static wb_arena arena{}; // of all values that stay
    const Functions& type = of(message);
    void* const value = wb_arena_alloc(&arena, type.size);
    return type.decode(value, &arena, bytes.data(), bytes.size(), nullptr).error == WB_OK ? value : nullptr;
}

std::vector<std::uint8_t> encoded(Message message, const void* value)
{
    wb_buffer out{};
    std::vector<std::uint8_t> bytes;
    if (of(message).append(value, &out).error == WB_OK)
        bytes.assign(out.data, out.data + out.size);
    wb_buffer_free(&out);
    return bytes;
}

std::size_t encode(Message message, const void* value)
{
    wb_buffer out{};
    of(message).append(value, &out);
    const std::size_t bytes = out.size;
    wb_buffer_free(&out);
    return bytes;
}

bool decode(Message message, std::span<const std::uint8_t> bytes, bool inPlace)
{
    const Functions& type = of(message);
    wb_arena arena;
    wb_arena_init(&arena);
    Value value;
    const bool fine
        = type.decode(&value, &arena, bytes.data(), bytes.size(), inPlace ? &type.inPlace : nullptr).error == WB_OK;
    wb_arena_free(&arena);
    return fine;
}

bool decodeAgain(Message message, std::span<const std::uint8_t> bytes)
{
    static wb_arena arena{};
    Value value;
    wb_arena_reset(&arena);
    return of(message).decode(&value, &arena, bytes.data(), bytes.size(), nullptr).error == WB_OK;
}

} // namespace c_bench
