// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/c/c_context.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace wirebench::c {

template <typename Names, typename Value>
std::string_view nameIn(const Names& names, Value value)
{
    return names[static_cast<std::size_t>(value)];
}

/// Fields of an initializer; those that are zero are left out.
class Fields {
public:
    Fields& set(std::string_view name, std::string_view value)
    {
        m_text += (m_text.empty() ? "." : ", .") + std::string(name) + " = " + std::string(value);
        return *this;
    }
    Fields& number(std::string_view name, std::uint64_t value)
    {
        return value == 0 ? *this : set(name, Context::unsignedLiteral(value));
    }
    std::string initializer() const { return '{' + (m_text.empty() ? std::string("0") : m_text) + "},"; }

private:
    std::string m_text;
};

/// Flags of a table, joined.
class Flags {
public:
    void add(bool condition, std::string_view name)
    {
        if (condition)
            m_text += (m_text.empty() ? "" : " | ") + std::string(name);
    }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

} // namespace wirebench::c
