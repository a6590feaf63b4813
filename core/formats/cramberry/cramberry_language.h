// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/language_service.h"
#include "core/schema/schema.h"

#include <string>

namespace wirebench::cramberry {

/// What editors need to know of `.cramberry` texts. Places are those in the text itself: what an imported file
/// declares is completed and explained, and has no definition or outline here.
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

/// What a method or rpc takes and gives, as written: `(Query): stream Page<Document>`.
std::string signatureText(const Schema& schema, const Member& method);
/// "type, 3 fields"
std::string declSummary(const Decl& decl);
/// The innermost type at `offset` of the first file; null where there is none.
const TypeExpr* typeAt(const Schema& schema, std::uint32_t offset);
/// A declaration that `name` (bare or with a prefix) means in an annotation at `offset` of the text.
const Decl* interfaceNamed(const Schema& schema, std::string_view name);

} // namespace wirebench::cramberry
