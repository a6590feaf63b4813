// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/language_service.h"

namespace wirebench::cramberry {

/// What editors need to know of `.cramberry` texts.
class CramberryLanguage final : public LanguageService {
public:
    std::vector<Token> tokens(std::string_view text) const override;
    std::vector<TextRange> folds(std::string_view text) const override;
    std::vector<Completion> complete(const Analysis& analysis, std::uint32_t offset) const override;
    std::optional<Hover> hover(const Analysis& analysis, std::uint32_t offset) const override;
    std::optional<TextRange> definition(const Analysis& analysis, std::uint32_t offset) const override;
    std::vector<OutlineItem> outline(const Analysis& analysis) const override;
    std::string_view lineComment() const override { return "//"; }
};

} // namespace wirebench::cramberry
