// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/language_service.h"

#include <optional>
#include <string_view>
#include <vector>

namespace wirebench {

/// Colours and folds of JSON text, also of broken text.
class JsonLanguage final : public LanguageService {
public:
    std::vector<Token> tokens(std::string_view text) const override;
    std::vector<TextRange> folds(std::string_view text) const override;
    std::vector<Completion> complete(const Analysis&, std::uint32_t) const override { return {}; }
    std::optional<Hover> hover(const Analysis&, std::uint32_t) const override { return std::nullopt; }
    std::optional<TextRange> definition(const Analysis&, std::uint32_t) const override { return std::nullopt; }
    std::vector<OutlineItem> outline(const Analysis&) const override { return {}; }
    std::string_view lineComment() const override { return {}; }
};

} // namespace wirebench
