// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_language.h"

#include "core/formats/format.h"

namespace wirebench::cramberry {

std::vector<Token> CramberryLanguage::tokens(std::string_view) const
{
    return {};
}

std::vector<TextRange> CramberryLanguage::folds(std::string_view) const
{
    return {};
}

std::vector<Completion> CramberryLanguage::complete(const Analysis&, std::uint32_t) const
{
    return {};
}

std::optional<Hover> CramberryLanguage::hover(const Analysis&, std::uint32_t) const
{
    return std::nullopt;
}

std::optional<TextRange> CramberryLanguage::definition(const Analysis&, std::uint32_t) const
{
    return std::nullopt;
}

std::vector<OutlineItem> CramberryLanguage::outline(const Analysis&) const
{
    return {};
}

} // namespace wirebench::cramberry
