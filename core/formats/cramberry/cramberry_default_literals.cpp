// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_default_literals.h"

#include "core/formats/cramberry/cramberry_encoding.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace wirebench::cramberry {

std::optional<Bytes> hexBytes(std::string_view text)
{
    Bytes bytes;
    std::string digits;
    for (const char c : text) {
        if (c == ' ')
            continue;
        digits.push_back(c);
        if (digits.size() < 2)
            continue;
        std::uint8_t value = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + 2, value, 16);
        if (result.ec != std::errc() || result.ptr != digits.data() + 2)
            return std::nullopt;
        bytes.push_back(static_cast<Bytes::value_type>(value));
        digits.clear();
    }
    return digits.empty() ? std::optional(std::move(bytes)) : std::nullopt;
}

const Member* enumValue(const Schema& schema, TypeIndex type, std::string_view text)
{
    const DeclIndex index = declOf(schema, type, DeclKind::Enum);
    if (index == kNoIndex)
        return nullptr;
    const Decl& decl = schema.decls[index];
    const std::size_t dot = text.rfind('.');
    if (dot != std::string_view::npos) {
        // The enum may be written with its package or an alias before it.
        const std::string_view prefix = text.substr(0, dot);
        const std::size_t inner = prefix.rfind('.');
        if (prefix.substr(inner == std::string_view::npos ? 0 : inner + 1) != decl.name)
            return nullptr;
        text.remove_prefix(dot + 1);
    }
    const auto found = std::find_if(decl.members.begin(), decl.members.end(),
                                    [text](const Member& member) { return member.name == text; });
    return found == decl.members.end() ? nullptr : &*found;
}

double float64Of(const LiteralNode& literal)
{
    if (const auto value = signedValue(literal))
        return static_cast<double>(*value);
    if (const auto value = unsignedValue(literal))
        return static_cast<double>(*value);
    double value = 0;
    const auto result = std::from_chars(literal.text.data(), literal.text.data() + literal.text.size(), value);
    return result.ec == std::errc::result_out_of_range && value == 0 ? std::numeric_limits<double>::infinity() : value;
}

float float32Of(const LiteralNode& literal)
{
    if (literal.kind == LiteralKind::Integer)
        return static_cast<float>(float64Of(literal));
    float value = 0;
    const auto result = std::from_chars(literal.text.data(), literal.text.data() + literal.text.size(), value);
    const bool tooLarge = result.ec == std::errc::result_out_of_range && std::abs(float64Of(literal)) > 1;
    return tooLarge ? std::numeric_limits<float>::infinity() : value;
}

} // namespace wirebench::cramberry
