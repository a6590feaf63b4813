// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_names.h"
#include "core/formats/cramberry/cramberry_place.h"
#include "core/formats/cramberry/cramberry_syntax.h"
#include "core/formats/format.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench::cramberry {

/// Finds what may stand at a place. Its members are spread over cramberry_completion.cpp (statements, types, numbers)
/// and cramberry_annotation_completion.cpp.
class Completer {
public:
    Completer(const Analysis& analysis, PlaceInText place);

    /// To be called once.
    std::vector<Completion> run();

private:
    enum class Wanted : std::uint8_t { Types, Keys, Structs, Interfaces };

    void add(std::string_view label, std::string insert, std::string detail, std::string documentation, TokenKind kind);
    void addKeyword(std::string_view name);
    void addStatementParts();
    void addHeaderParts();
    void addImportPaths();
    void addFieldParts();
    void addMethodParts();
    void addDefaults();
    void addTypes(Wanted wanted);
    void addDeclared(Wanted wanted);
    void addDecl(const Decl& decl, const std::string& prefix);
    void addNextNumber();

    // Annotations
    void addAnnotations();
    void addAnnotation(const AnnotationRule& rule);
    void addArguments();
    void addEncodings();
    void addGroups();
    void addRules();
    void addText(std::string_view text, std::string detail, std::string documentation);
    std::uint8_t targets() const;
    std::uint64_t nextTypeId() const;
    /// A text with its quotes, as far as they are not there; `behind` goes behind them where the text goes on with
    /// nothing.
    std::string quoted(std::string_view text, std::string_view behind) const;

    static bool isWanted(const Decl& decl, Wanted wanted);
    bool isFile(std::uint32_t file, const ImportNode& import) const;
    const Decl* enclosing() const;
    std::span<const Member> members() const; ///< Of the enclosing declaration.
    const Member* member() const; ///< The one it is in; null outside of them.
    std::int64_t nextNumber() const;

    const Analysis& m_analysis;
    const Schema& m_schema;
    PlaceInText m_place;
    std::string_view m_text;
    std::vector<Completion> m_result;
};

} // namespace wirebench::cramberry
