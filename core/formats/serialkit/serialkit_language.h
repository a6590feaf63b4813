// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/language_service.h"
#include "core/schema/schema.h"

#include <string>

namespace wirebench::serialkit {

/// What editors need to know of `.skit` texts.
class SerialkitLanguage final : public LanguageService {
public:
    std::vector<Token> tokens(std::string_view text) const override;
    std::vector<TextRange> folds(std::string_view text) const override;
    std::vector<Completion> complete(const Analysis& analysis, std::uint32_t offset) const override;
    std::optional<Hover> hover(const Analysis& analysis, std::uint32_t offset) const override;
    std::optional<TextRange> definition(const Analysis& analysis, std::uint32_t offset) const override;
    std::vector<OutlineItem> outline(const Analysis& analysis) const override;
    std::string_view lineComment() const override { return "//"; }
};

/// A field's type with its modifiers, as written: `packed repeated uint32`.
std::string writtenType(const Schema& schema, const Member& member);

} // namespace wirebench::serialkit
