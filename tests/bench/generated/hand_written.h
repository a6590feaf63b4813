// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

// The plugin registry and the small plugin of schemas/sdp as a person writes them who wants them fast: the same types,
// checks of all lengths and of UTF-8, one pass for the size and one to write.

namespace hand {

struct Parameter {
    std::uint64_t address = 0;
    std::string display_name;
    std::string identifier;
    std::string unit;
    float min_value = 0;
    float max_value = 0;
    float default_value = 0;
    float current_value = 0;
    std::uint32_t raw_flags = 0;
    bool is_writable = false;
    bool can_ramp = false;
};

struct Plugin {
    std::string name;
    std::string manufacturer_id;
    std::string component_type;
    std::string component_subtype;
    std::vector<Parameter> parameters;
};

struct PluginRegistry {
    std::vector<Plugin> plugins;
    std::uint32_t total_plugin_count = 0;
    std::uint32_t total_parameter_count = 0;
};

struct Small {
    std::uint32_t id = 0;
    std::string name;
    bool active = false;
};

std::vector<std::uint8_t> encode(const PluginRegistry& registry);
std::vector<std::uint8_t> encode(const Small& small);
bool decode(std::span<const std::uint8_t> bytes, PluginRegistry& registry);
bool decode(std::span<const std::uint8_t> bytes, Small& small);

} // namespace hand
