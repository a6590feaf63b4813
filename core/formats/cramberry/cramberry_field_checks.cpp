// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_annotations.h"
#include "core/formats/cramberry/cramberry_checks.h"
#include "core/formats/cramberry/cramberry_defaults.h"
#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/formats/cramberry/cramberry_validate.h"

namespace wirebench::cramberry {

namespace {

/// What is wrong with the structure of types, whatever they belong to.
class TypeChecker {
public:
    TypeChecker(const Schema& schema, OnceProblems& problems) : m_schema(schema), m_problems(problems) { }

    /// Whether the type can be lowered.
    bool check(TypeIndex root)
    {
        bool sound = true;
        std::vector<TypeIndex> open{root};
        while (!open.empty()) {
            const TypeExpr& type = m_schema.types[open.back()];
            open.pop_back();
            sound = checkOne(type) && sound;
            for (const TypeIndex part : {type.element, type.key}) {
                if (part != kNoIndex)
                    open.push_back(part);
            }
            open.insert(open.end(), type.arguments.begin(), type.arguments.end());
        }
        return sound;
    }

private:
    bool checkOne(const TypeExpr& type)
    {
        switch (type.kind) {
        case TypeKind::Array:
            return checkElement(type) && checkLength(type);
        case TypeKind::Map:
            return checkElement(type) && checkKey(type);
        case TypeKind::Optional:
            return checkOptional(type);
        default:
            return type.kind != TypeKind::Unknown;
        }
    }

    bool checkElement(const TypeExpr& type)
    {
        const TypeExpr& element = m_schema.types[type.element];
        if (element.kind != TypeKind::Optional)
            return true;
        const std::string plain = m_schema.types[element.element].spelling;
        Diagnostic& problem = m_problems.error(
            "optional-element", element.range,
            type.kind == TypeKind::Map
                ? "The value of a map cannot be absent: leave its key out, or put the optional into a type."
                : "The element of an array cannot be absent: leave it out, or put the optional into a type.",
            {element.spelling});
        addFix(problem, {"Write `{0}`", {plain}}, element.range, plain);
        return false;
    }

    bool checkLength(const TypeExpr& type)
    {
        constexpr std::uint64_t longest = 1'000'000; // elements that the limits for untrusted input allow
        constexpr std::uint64_t longestBytes = std::uint64_t{10} << 20;
        if (!type.length)
            return true;
        const TypeExpr& element = m_schema.types[type.element];
        const bool bytes = element.kind == TypeKind::UInt && element.bits == 8;
        const std::uint64_t highest = bytes ? longestBytes : longest;
        if (*type.length >= 1 && *type.length <= highest)
            return true;
        m_problems.error("array-length", type.range,
                         "An array of a fixed number of elements has 1 to {0}; for any number write `[]{1}`.",
                         {std::to_string(highest), element.spelling});
        return false;
    }

    bool checkKey(const TypeExpr& type)
    {
        const TypeExpr& key = m_schema.types[type.key];
        const bool fits = key.kind == TypeKind::Bool || key.kind == TypeKind::Int || key.kind == TypeKind::UInt
            || key.kind == TypeKind::Text || key.kind == TypeKind::Parameter || isBytes(m_schema, type.key)
            || declOf(m_schema, type.key, DeclKind::Enum) != kNoIndex;
        if (!fits)
            m_problems.error("map-key-type", key.range,
                             "`{0}` cannot be the key of a map: keys are integers, bool, string, bytes and enums.",
                             {key.spelling});
        return fits;
    }

    bool checkOptional(const TypeExpr& type)
    {
        const TypeExpr& inner = m_schema.types[type.element];
        if (inner.kind != TypeKind::Optional)
            return true;
        Diagnostic& problem
            = m_problems.error("optional-optional", type.range,
                               "An optional of an optional says no more than one: write `{0}`.", {inner.spelling});
        addFix(problem, {"Write `{0}`", {inner.spelling}}, type.range, inner.spelling);
        return false;
    }

    const Schema& m_schema;
    OnceProblems& m_problems;
};

class FieldChecker {
public:
    FieldChecker(Model& model, SchemaProblems& problems)
        : m_model(model), m_schema(model.schema), m_problems(problems), m_types(model.schema, m_problems)
    {
    }

    void run()
    {
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            Decl& decl = m_schema.decls[index];
            for (std::size_t i = 0; i < decl.members.size(); ++i) {
                if (decl.kind == DeclKind::Struct)
                    decl.sound = checkField(index, i) && decl.sound;
                else
                    checkMethod(decl.members[i]);
            }
        }
    }

private:
    void checkMethod(const Member& method)
    {
        for (const MethodParameter& parameter : method.parameters)
            m_types.check(parameter.type);
        if (method.type != kNoIndex)
            m_types.check(method.type);
    }

    /// Whether the field can be lowered.
    bool checkField(DeclIndex index, std::size_t member)
    {
        const TypeIndex type = m_schema.decls[index].members[member].type;
        if (!m_types.check(type))
            return false;
        const FieldFacts& facts = m_model.fieldFacts(index, member);
        noteDeprecated(index, member);
        checkPresence(type, facts);
        const bool fits = checkOneof(type, facts) && checkEncoding(type, facts);
        checkRules(type, facts);
        return checkDefault(index, member, facts) && fits;
    }

    /// New schemas should not start to use what is on its way out; what is itself marked so may.
    void noteDeprecated(DeclIndex index, std::size_t member)
    {
        const Decl& owner = m_schema.decls[index];
        if (findAttribute(owner.attributes, "deprecated")
            || findAttribute(owner.members[member].attributes, "deprecated"))
            return;
        TypeIndex at = owner.members[member].type;
        while (m_schema.types[at].element != kNoIndex)
            at = m_schema.types[at].element;
        const TypeExpr& type = m_schema.types[at];
        if (type.kind != TypeKind::Named)
            return;
        const Attribute* mark = findAttribute(m_schema.decls[type.decl].attributes, "deprecated");
        if (mark == nullptr)
            return;
        const std::string instead(
            textAttribute(m_schema.decls[type.decl].attributes, "deprecated").value_or(std::string_view()));
        m_problems.add(Severity::Note, "deprecated-use", type.range,
                       instead.empty() ? "`{0}` is deprecated: use another type." : "`{0}` is deprecated: {1}.",
                       {type.spelling, instead});
    }

    void checkPresence(TypeIndex type, const FieldFacts& facts)
    {
        const bool marked = m_schema.types[type].kind == TypeKind::Optional;
        if (facts.required && (marked || facts.optional)) {
            Diagnostic& problem
                = m_problems.error("required-optional", facts.required->range,
                                   "`{0}` cannot be required and optional at once: remove `@required` or the {1}.",
                                   {facts.node->name.text, marked ? "`?`" : "`@optional`"});
            addFix(problem, {"Remove `@required`", {}}, facts.required->range, "");
        }
        if (facts.optional && marked) {
            Diagnostic& problem = m_problems.add(Severity::Note, "style", facts.optional->range,
                                                 "The type of `{0}` ends with `?`, which says the same: one of the two "
                                                 "is enough.",
                                                 {facts.node->name.text});
            addFix(problem, {"Remove `@optional`", {}}, facts.optional->range, "");
        }
    }

    bool checkOneof(TypeIndex type, const FieldFacts& facts)
    {
        if (!facts.oneof)
            return true;
        if (facts.required) {
            Diagnostic& problem = m_problems.error(
                "oneof-required", facts.required->range,
                "`{0}` is one of several fields of which one at most is set, so that it cannot be required.",
                {facts.node->name.text});
            addFix(problem, {"Remove `@required`", {}}, facts.required->range, "");
        }
        const TypeIndex inner = withoutOptional(m_schema, type);
        const TypeKind kind = m_schema.types[inner].kind;
        if ((kind != TypeKind::Array && kind != TypeKind::Map) || isBytes(m_schema, inner))
            return true;
        m_problems.error("oneof-repeated", facts.oneof->range,
                         "`{0}` is {1}, which cannot be one of several fields: put it into a type, and use that here.",
                         {facts.node->name.text, kind == TypeKind::Map ? "a map" : "an array"});
        return false;
    }

    bool checkEncoding(TypeIndex type, const FieldFacts& facts)
    {
        if (!facts.encoding)
            return true;
        const auto encoding = parseEncoding(facts.encodingText);
        if (!encoding) {
            reportUnknownEncoding(facts);
            return false;
        }
        const std::string takes = encodingMisfit(m_schema, type, *encoding);
        if (takes.empty())
            return true;
        m_problems.error("encoding-type", facts.encoding->range,
                         "The encoding `{0}` is for {1}, and `{2}` is none of them: remove it or take another one.",
                         {facts.encodingText, takes, m_schema.types[type].spelling});
        return false;
    }

    void reportUnknownEncoding(const FieldFacts& facts)
    {
        std::string names;
        for (const std::string_view name : encodingNames())
            names.append(names.empty() ? "`" : ", `").append(name).append("`");
        m_problems.error("unknown-encoding", facts.encoding->arguments.front().value.range,
                         "There is no encoding `{0}`: expected one of {1}.", {facts.encodingText, names});
    }

    void checkRules(TypeIndex type, const FieldFacts& facts)
    {
        for (const LiteralNode* rule : facts.rules) {
            const ParsedRule parsed = parseRule(m_schema, type, rule->text);
            if (parsed.problem.empty())
                continue;
            m_problems.add(Severity::Warning, "validate-unchecked", rule->range, parsed.problem,
                           {parsed.argument, facts.node->name.text});
        }
    }

    /// Whether there is no default or one that can be written.
    bool checkDefault(DeclIndex index, std::size_t member, const FieldFacts& facts)
    {
        if (!facts.node->value)
            return true;
        const LiteralNode& literal = *facts.node->value;
        const TypeIndex type = m_schema.decls[index].members[member].type;
        const std::string_view reason = noDefaultBecause(index, member, facts);
        if (!reason.empty()) {
            m_problems.error("default-not-allowed", literal.range, reason, {facts.node->name.text});
            return false;
        }
        const std::string expected = defaultMisfit(m_schema, type, literal);
        if (!expected.empty())
            m_problems.error("default-type", literal.range, "The default of `{0}` does not fit `{1}`: expected {2}.",
                             {facts.node->name.text, m_schema.types[type].spelling, expected});
        return expected.empty() && literal.kind != LiteralKind::Bad;
    }

    std::string_view noDefaultBecause(DeclIndex index, std::size_t member, const FieldFacts& facts) const
    {
        const TypeIndex type = m_schema.decls[index].members[member].type;
        if (facts.oneof)
            return "`{0}` is one of several fields of which one at most is set, and has no default: remove it.";
        if (facts.required)
            return "`{0}` is required, so that its default is never used: remove the default or `@required`.";
        if (m_model.decls[index].presence)
            return "In a type with `@presence` a field that is not there is absent: `{0}` has no default; remove it.";
        if (m_model.countsAsOptional(index, member))
            return "`{0}` is optional: when it is not there it is absent, and has no default; remove it.";
        if (isPolymorphic(m_schema, type))
            return "`{0}` is polymorphic, and such a value has no default: remove it.";
        if (declOf(m_schema, type, DeclKind::Struct) != kNoIndex)
            return "`{0}` holds another type, whose fields have their own defaults: remove this one.";
        return {};
    }

    Model& m_model;
    Schema& m_schema;
    OnceProblems m_problems;
    TypeChecker m_types;
};

} // namespace

void checkFields(Model& model, SchemaProblems& problems)
{
    FieldChecker(model, problems).run();
}

} // namespace wirebench::cramberry
