// SPDX-License-Identifier: MIT
#include "tests/bench/generated/generated_c.h"

#include "c/plugin.h"
#include "c/plugin_registry.h"

namespace c_bench {

namespace {

wb_options inPlaceOptions(const wb_schema& schema)
{
    wb_options options = schema.limits;
    options.zero_copy = true;
    return options;
}

const wb_options registryInPlace = inPlaceOptions(c_registry_schema);
const wb_options smallInPlace = inPlaceOptions(c_small_schema);

wb_status read(Message message, void* value, wb_arena* arena, std::span<const std::uint8_t> bytes, bool inPlace)
{
    if (message == Message::registry)
        return c_registry_PluginRegistry_decode(static_cast<c_registry_PluginRegistry*>(value), arena, bytes.data(),
                                                bytes.size(), inPlace ? &registryInPlace : nullptr);
    return c_small_Plugin_decode(static_cast<c_small_Plugin*>(value), arena, bytes.data(), bytes.size(),
                                 inPlace ? &smallInPlace : nullptr);
}

wb_status append(Message message, const void* value, wb_buffer* out)
{
    if (message == Message::registry)
        return c_registry_PluginRegistry_append(static_cast<const c_registry_PluginRegistry*>(value), out, nullptr);
    return c_small_Plugin_append(static_cast<const c_small_Plugin*>(value), out, nullptr);
}

union Value {
    c_registry_PluginRegistry registry;
    c_small_Plugin small;
};

} // namespace

const void* keep(Message message, std::span<const std::uint8_t> bytes)
{
    static wb_arena arena{}; // of all values that stay
    auto* const value = static_cast<Value*>(wb_arena_alloc(&arena, sizeof(Value)));
    return read(message, value, &arena, bytes, false).error == WB_OK ? value : nullptr;
}

std::vector<std::uint8_t> encoded(Message message, const void* value)
{
    wb_buffer out{};
    std::vector<std::uint8_t> bytes;
    if (append(message, value, &out).error == WB_OK)
        bytes.assign(out.data, out.data + out.size);
    wb_buffer_free(&out);
    return bytes;
}

std::size_t encode(Message message, const void* value)
{
    wb_buffer out{};
    append(message, value, &out);
    const std::size_t bytes = out.size;
    wb_buffer_free(&out);
    return bytes;
}

bool decode(Message message, std::span<const std::uint8_t> bytes, bool inPlace)
{
    wb_arena arena;
    wb_arena_init(&arena);
    Value value;
    const bool fine = read(message, &value, &arena, bytes, inPlace).error == WB_OK;
    wb_arena_free(&arena);
    return fine;
}

} // namespace c_bench
