// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/language_service.h"
#include "core/syntax/json_document.h"
#include "core/value/value.h"

#include <optional>
#include <string>
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

/// Path (`a.b[2]`) of the innermost key or value at `offset`; empty for the whole value.
std::string jsonPathAt(const JsonDocument& document, std::uint32_t offset);

/// The value with this path; null when there is none.
const JsonNode* jsonNodeAt(const JsonDocument& document, std::string_view path);

/// Index of the node with this path in `value`; nothing when there is none.
std::optional<std::uint32_t> valueNodeAt(const Value& value, std::string_view path);

/// `inner` (a path within the value at `outer`) as a path of the whole.
std::string joinedPath(std::string_view outer, std::string_view inner);

} // namespace wirebench
