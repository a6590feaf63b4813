// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/language_service.h"

namespace wirebench::bitschema {

/// What editors need to know of BitSchema texts, in JSON and YAML alike.
class EditorService final : public LanguageService {
public:
    std::vector<Token> tokens(std::string_view text) const override;
    std::vector<TextRange> folds(std::string_view text) const override;
    std::vector<Completion> complete(const Analysis& analysis, std::uint32_t offset) const override;
    std::optional<Hover> hover(const Analysis& analysis, std::uint32_t offset) const override;
    std::optional<TextRange> definition(const Analysis& analysis, std::uint32_t offset) const override;
    std::vector<OutlineItem> outline(const Analysis& analysis) const override;
    /// That of YAML; JSON has no comments.
    std::string_view lineComment() const override { return "#"; }
    std::string_view lineCommentOf(std::string_view text) const override;
};

} // namespace wirebench::bitschema
