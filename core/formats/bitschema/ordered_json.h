// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace wirebench::bitschema {

/// Appends a member whose key is known to be new. The library's own insertion searches all members first, which takes
/// quadratic time for records of very many fields.
inline void addMember(nlohmann::ordered_json& object, std::string key, nlohmann::ordered_json value)
{
    using Map = nlohmann::ordered_json::object_t;
    static_cast<Map::Container&>(object.get_ref<Map&>()).emplace_back(std::move(key), std::move(value));
}

} // namespace wirebench::bitschema
