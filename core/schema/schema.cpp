// SPDX-License-Identifier: MIT
#include "core/schema/schema.h"

#include <algorithm>

namespace wirebench {

DeclIndex Schema::find(std::string_view name) const
{
    const auto found = std::find_if(decls.begin(), decls.end(),
                                    [name](const Decl& decl) { return !decl.nested && decl.name == name; });
    return found == decls.end() ? kNoIndex : static_cast<DeclIndex>(found - decls.begin());
}

const Attribute* findAttribute(const std::vector<Attribute>& attributes, std::string_view name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [name](const Attribute& attribute) { return attribute.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

namespace {

template <class T>
const T* firstValue(const std::vector<Attribute>& attributes, std::string_view name)
{
    const Attribute* attribute = findAttribute(attributes, name);
    if (attribute == nullptr || attribute->values.empty())
        return nullptr;
    return std::get_if<T>(&attribute->values.front());
}

} // namespace

std::optional<std::int64_t> signedAttribute(const std::vector<Attribute>& attributes, std::string_view name)
{
    if (const auto* value = firstValue<std::int64_t>(attributes, name))
        return *value;
    if (const auto* value = firstValue<std::uint64_t>(attributes, name); value && *value <= INT64_MAX)
        return static_cast<std::int64_t>(*value);
    return std::nullopt;
}

std::optional<std::uint64_t> unsignedAttribute(const std::vector<Attribute>& attributes, std::string_view name)
{
    if (const auto* value = firstValue<std::uint64_t>(attributes, name))
        return *value;
    if (const auto* value = firstValue<std::int64_t>(attributes, name); value && *value >= 0)
        return static_cast<std::uint64_t>(*value);
    return std::nullopt;
}

std::optional<std::string_view> textAttribute(const std::vector<Attribute>& attributes, std::string_view name)
{
    const auto* value = firstValue<std::string>(attributes, name);
    return value ? std::optional<std::string_view>(*value) : std::nullopt;
}

bool boolAttribute(const std::vector<Attribute>& attributes, std::string_view name)
{
    const auto* value = firstValue<bool>(attributes, name);
    return value != nullptr && *value;
}

} // namespace wirebench
