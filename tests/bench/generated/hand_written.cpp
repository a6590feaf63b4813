// SPDX-License-Identifier: MIT
#include "tests/bench/generated/hand_written.h"

#include <cstring>

namespace hand {

namespace {

template <typename T>
void put(std::uint8_t*& at, T value)
{
    std::memcpy(at, &value, sizeof value);
    at += sizeof value;
}

void put(std::uint8_t*& at, const std::string& text)
{
    put(at, static_cast<std::uint32_t>(text.size()));
    std::memcpy(at, text.data(), text.size());
    at += text.size();
}

std::size_t sizeOf(const Parameter& parameter)
{
    return 8 + 3 * 4 + 5 * 4 + 2 + parameter.display_name.size() + parameter.identifier.size() + parameter.unit.size();
}

std::size_t sizeOf(const Plugin& plugin)
{
    std::size_t bytes = 5 * 4 + plugin.name.size() + plugin.manufacturer_id.size() + plugin.component_type.size()
        + plugin.component_subtype.size();
    for (const Parameter& parameter : plugin.parameters)
        bytes += sizeOf(parameter);
    return bytes;
}

void put(std::uint8_t*& at, const Parameter& parameter)
{
    put(at, parameter.address);
    put(at, parameter.display_name);
    put(at, parameter.identifier);
    put(at, parameter.unit);
    put(at, parameter.min_value);
    put(at, parameter.max_value);
    put(at, parameter.default_value);
    put(at, parameter.current_value);
    put(at, parameter.raw_flags);
    put(at, static_cast<std::uint8_t>(parameter.is_writable));
    put(at, static_cast<std::uint8_t>(parameter.can_ramp));
}

/// Reads from front to back; `good` stays false once something was not there.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) { }

    bool good() const { return m_good; }

    template <typename T>
    void get(T& value)
    {
        if (!has(sizeof value))
            return;
        std::memcpy(&value, m_at, sizeof value);
        m_at += sizeof value;
    }

    void get(bool& value)
    {
        std::uint8_t byte = 0;
        get(byte);
        value = byte != 0;
    }

    void get(std::string& text)
    {
        std::uint32_t size = 0;
        get(size);
        if (!has(size) || !isText(m_at, size)) {
            m_good = false;
            return;
        }
        text.assign(reinterpret_cast<const char*>(m_at), size);
        m_at += size;
    }

    std::uint32_t count(std::size_t leastBytes)
    {
        std::uint32_t count = 0;
        get(count);
        return has(count * leastBytes) ? count : 0;
    }

private:
    bool has(std::size_t bytes)
    {
        m_good = m_good && bytes <= static_cast<std::size_t>(m_end - m_at);
        return m_good;
    }

    static bool isText(const std::uint8_t* at, std::size_t size)
    {
        std::size_t i = 0;
        for (; i + 8 <= size; i += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, at + i, 8);
            if ((word & 0x8080808080808080u) != 0)
                return isUtf8(at + i, size - i);
        }
        for (; i < size; ++i) {
            if (at[i] >= 0x80)
                return isUtf8(at + i, size - i);
        }
        return true;
    }

    static bool isUtf8(const std::uint8_t* at, std::size_t size)
    {
        for (std::size_t i = 0; i < size;) {
            const std::uint8_t first = at[i];
            const std::size_t bytes = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
            if (bytes == 0 || first > 0xF4 || bytes > size - i)
                return false;
            for (std::size_t k = 1; k < bytes; ++k) {
                if ((at[i + k] & 0xC0u) != 0x80u)
                    return false;
            }
            const bool bad = (first == 0xE0 && at[i + 1] < 0xA0) || (first == 0xED && at[i + 1] > 0x9F)
                || (first == 0xF0 && at[i + 1] < 0x90) || (first == 0xF4 && at[i + 1] > 0x8F);
            if (bad)
                return false;
            i += bytes;
        }
        return true;
    }

    const std::uint8_t* m_at;
    const std::uint8_t* m_end;
    bool m_good = true;
};

void get(Reader& reader, Parameter& parameter)
{
    reader.get(parameter.address);
    reader.get(parameter.display_name);
    reader.get(parameter.identifier);
    reader.get(parameter.unit);
    reader.get(parameter.min_value);
    reader.get(parameter.max_value);
    reader.get(parameter.default_value);
    reader.get(parameter.current_value);
    reader.get(parameter.raw_flags);
    reader.get(parameter.is_writable);
    reader.get(parameter.can_ramp);
}

} // namespace

std::vector<std::uint8_t> encode(const PluginRegistry& registry)
{
    std::size_t bytes = 12;
    for (const Plugin& plugin : registry.plugins)
        bytes += sizeOf(plugin);
    std::vector<std::uint8_t> out(bytes);
    std::uint8_t* at = out.data();
    put(at, static_cast<std::uint32_t>(registry.plugins.size()));
    for (const Plugin& plugin : registry.plugins) {
        put(at, plugin.name);
        put(at, plugin.manufacturer_id);
        put(at, plugin.component_type);
        put(at, plugin.component_subtype);
        put(at, static_cast<std::uint32_t>(plugin.parameters.size()));
        for (const Parameter& parameter : plugin.parameters)
            put(at, parameter);
    }
    put(at, registry.total_plugin_count);
    put(at, registry.total_parameter_count);
    return out;
}

std::vector<std::uint8_t> encode(const Small& small)
{
    std::vector<std::uint8_t> out(9 + small.name.size());
    std::uint8_t* at = out.data();
    put(at, small.id);
    put(at, small.name);
    put(at, static_cast<std::uint8_t>(small.active));
    return out;
}

bool decode(std::span<const std::uint8_t> bytes, PluginRegistry& registry)
{
    constexpr std::size_t leastPlugin = 20;
    constexpr std::size_t leastParameter = 42;
    Reader reader(bytes);
    registry.plugins.clear();
    registry.plugins.resize(reader.count(leastPlugin));
    for (Plugin& plugin : registry.plugins) {
        reader.get(plugin.name);
        reader.get(plugin.manufacturer_id);
        reader.get(plugin.component_type);
        reader.get(plugin.component_subtype);
        plugin.parameters.resize(reader.count(leastParameter));
        for (Parameter& parameter : plugin.parameters)
            get(reader, parameter);
        if (!reader.good())
            return false;
    }
    reader.get(registry.total_plugin_count);
    reader.get(registry.total_parameter_count);
    return reader.good();
}

bool decode(std::span<const std::uint8_t> bytes, Small& small)
{
    Reader reader(bytes);
    reader.get(small.id);
    reader.get(small.name);
    reader.get(small.active);
    return reader.good();
}

} // namespace hand
