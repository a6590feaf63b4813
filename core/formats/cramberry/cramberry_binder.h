// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/cramberry/cramberry_model.h"
#include "core/formats/cramberry/cramberry_scope.h"

#include <optional>
#include <span>
#include <unordered_set>

namespace wirebench::cramberry {

/// Makes types of the neutral model out of written ones. Unresolved names and wrong numbers of arguments are reported;
/// such a type is of kind Unknown.
class TypeBinder {
public:
    TypeBinder(Model& model, const Scope& scope, SchemaProblems& problems)
        : m_model(model), m_scope(scope), m_problems(problems)
    {
    }

    struct Context {
        std::uint32_t file = 0;
        std::span<const Name> parameters; ///< Of the declaration around it.
        bool methods = false; ///< In an interface's methods `error` is a type.
    };
    TypeIndex bindType(const Context& context, TypeNodeIndex node);

    /// The declaration a name means in a file, for places where no other type can stand; kNoIndex when there is none,
    /// which is reported.
    DeclIndex bindName(std::uint32_t file, const std::string& name, TextRange range);

private:
    const TypeNode& node(const Context& context, TypeNodeIndex index) const
    {
        return m_model.sources.files[context.file].tree.types[index];
    }
    TypeIndex add(TypeExpr type);
    TypeIndex unknown(const TypeNode& node);
    TypeIndex bindNamed(const Context& context, const TypeNode& node);
    TypeIndex bindBuiltIn(const Context& context, const TypeNode& node);
    TypeIndex bindWrapper(const Context& context, const TypeNode& node);
    bool checkArity(const TypeNode& node, std::size_t expected);
    void reportUnknown(std::uint32_t file, const std::string& name, TextRange range);
    void reportAmbiguous(const Scope::Found& found, const std::string& name, TextRange range);
    std::string_view nearest(std::uint32_t file, std::string_view name);

    Model& m_model;
    const Scope& m_scope;
    SchemaProblems& m_problems;
    std::vector<std::string_view> m_candidates;
    std::uint32_t m_candidatesFile = kNoIndex;
    std::size_t m_compared = 0;
};

/// A generic whose types get longer than this when it is instantiated does not end.
inline constexpr std::size_t kLongestTypeName = 2'000;

/// Replaces the parameters in a type by arguments. Gives the type itself where it has none, and kNoIndex when the
/// result would be longer than kLongestTypeName.
TypeIndex substitute(Schema& schema, TypeIndex type, std::span<const TypeIndex> arguments);

} // namespace wirebench::cramberry
