// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_binder.h"

#include "core/formats/cramberry/cramberry_annotations.h"
#include "core/formats/cramberry/cramberry_names.h"

#include <algorithm>

namespace wirebench::cramberry {

namespace {

std::uint8_t targetOf(DeclKind kind)
{
    switch (kind) {
    case DeclKind::Enum:
        return target::enumeration;
    case DeclKind::Interface:
        return target::interface;
    case DeclKind::Service:
        return target::service;
    default:
        return target::type;
    }
}

std::uint8_t memberTargetOf(DeclKind kind)
{
    if (kind == DeclKind::Struct)
        return target::field;
    return kind == DeclKind::Enum ? target::enumValue : target::method;
}

class Binder {
public:
    Binder(Model& model, SchemaProblems& problems) : m_model(model), m_schema(model.schema), m_problems(problems) { }

    void run()
    {
        declareAll();
        const Scope scope(m_model.sources.files, m_schema);
        TypeBinder types(m_model, scope, m_problems);
        for (DeclIndex decl = 0; decl < m_schema.decls.size(); ++decl)
            bindHeader(decl, types);
        for (DeclIndex decl = 0; decl < m_schema.decls.size(); ++decl)
            bindMembers(decl, types);
        for (const DeclIndex decl : basesFirst())
            flatten(decl);
        instantiateGenerics(m_model, m_problems);
        collectImplementations();
    }

private:
    // ---- What is declared

    void declareAll()
    {
        const SyntaxTree& first = m_model.sources.files.front().tree;
        m_schema.package = first.package.text;
        m_schema.doc = first.doc;
        for (std::uint32_t file = 0; file < m_model.sources.files.size(); ++file) {
            for (const DeclNode& node : m_model.sources.files[file].tree.decls)
                declare(file, node);
        }
    }

    void declare(std::uint32_t file, const DeclNode& node)
    {
        Decl decl;
        decl.kind = node.kind;
        decl.name = node.name.text;
        decl.package = m_model.sources.files[file].tree.package.text;
        decl.doc = documentation(node.doc, node.annotations);
        decl.attributes = attributesOf(node.annotations);
        decl.range = node.range;
        decl.nameRange = node.name.range;
        decl.sound = node.sound;
        for (const Name& parameter : node.parameters)
            decl.parameters.push_back(parameter.text);
        checkAnnotations(node.annotations, targetOf(node.kind), m_problems);
        DeclFacts facts;
        facts.file = file;
        facts.node = &node;
        facts.fullName = fullName(decl.package, decl.name);
        if (node.kind == DeclKind::Struct) {
            facts.presence = findAnnotation(node.annotations, "presence") != nullptr;
            if (const Annotation* id = findAnnotation(node.annotations, "typeid"))
                facts.writtenTypeId = &id->arguments.front().value;
        }
        if (node.kind == DeclKind::Interface)
            readInterface(node, facts);
        m_schema.decls.push_back(std::move(decl));
        m_model.decls.push_back(std::move(facts));
    }

    void readInterface(const DeclNode& node, DeclFacts& facts)
    {
        if (const Annotation* prefix = findAnnotation(node.annotations, "typeprefix"))
            facts.typePrefix = textArgument(*prefix);
        const Annotation* mode = findAnnotation(node.annotations, "typeref");
        if (mode == nullptr)
            return;
        const std::string_view text = textArgument(*mode);
        if (text == "name")
            facts.discrimination = DeclFacts::Discrimination::Name;
        else if (text == "hash")
            facts.discrimination = DeclFacts::Discrimination::Hash;
        else if (text != "id")
            m_problems.error("annotation-argument", mode->arguments.front().value.range,
                             "Implementations are told apart by `id`, `name` or `hash`, and `{0}` is none of them.",
                             {std::string(text)});
    }

    // ---- Bases and interfaces

    TypeBinder::Context contextOf(DeclIndex decl) const
    {
        const DeclFacts& facts = m_model.decls[decl];
        return {facts.file, facts.node->parameters, facts.node->kind == DeclKind::Interface};
    }

    void bindHeader(DeclIndex index, TypeBinder& types)
    {
        const DeclNode& node = *m_model.decls[index].node;
        for (const TypeNodeIndex base : node.bases) {
            const TypeIndex type = types.bindType(contextOf(index), base);
            if (checkBase(index, type))
                m_schema.decls[index].bases.push_back(type);
            else
                m_schema.decls[index].sound = false;
        }
        if (node.kind != DeclKind::Struct)
            return;
        for (const Annotation& annotation : node.annotations) {
            if (annotation.name.text != "implements")
                continue;
            for (const Argument& argument : annotation.arguments) {
                if (argument.value.kind == LiteralKind::Word)
                    bindInterface(index, argument.value, types);
            }
        }
    }

    bool checkBase(DeclIndex index, TypeIndex type)
    {
        const TypeExpr& base = m_schema.types[type];
        if (base.kind == TypeKind::Unknown)
            return false;
        const DeclKind wanted = m_schema.decls[index].kind;
        if (base.kind == TypeKind::Named && m_schema.decls[base.decl].kind == wanted)
            return true;
        m_problems.error("extends-type", base.range,
                         wanted == DeclKind::Interface
                             ? "`{0}` is no interface: an interface extends other interfaces."
                             : "`{0}` is no declared type: a type extends another `type`. For an interface, write "
                               "`@implements({0})` before the type.",
                         {base.spelling});
        return false;
    }

    void bindInterface(DeclIndex index, const LiteralNode& word, TypeBinder& types)
    {
        const DeclIndex found = types.bindName(m_model.decls[index].file, word.text, word.range);
        if (found == kNoIndex)
            return;
        if (m_schema.decls[found].kind != DeclKind::Interface) {
            Diagnostic& problem = m_problems.error("implements-non-interface", word.range,
                                                   "`{0}` is {1}, and only an interface can be implemented.",
                                                   {word.text, std::string(declPhrase(m_schema.decls[found].kind))});
            addRelated(problem, m_schema.decls[found].nameRange, "`{0}` is declared here", {word.text});
            return;
        }
        auto& interfaces = m_schema.decls[index].interfaces;
        if (std::find(interfaces.begin(), interfaces.end(), found) == interfaces.end())
            interfaces.push_back(found);
    }

    // ---- Members

    void bindMembers(DeclIndex index, TypeBinder& types)
    {
        const DeclNode& node = *m_model.decls[index].node;
        std::int64_t nextEnumNumber = 0;
        for (const MemberNode& written : node.members) {
            checkAnnotations(written.annotations, memberTargetOf(node.kind), m_problems);
            Member member;
            member.name = written.name.text;
            member.doc = documentation(written.doc, written.annotations);
            member.attributes = attributesOf(written.annotations);
            member.range = written.range;
            member.nameRange = written.name.range;
            if (node.kind == DeclKind::Struct)
                bindField(index, written, member, types);
            else if (node.kind == DeclKind::Enum)
                bindEnumValue(index, written, member, nextEnumNumber);
            else
                bindMethod(index, written, member, types);
            m_schema.decls[index].members.push_back(std::move(member));
        }
    }

    void bindField(DeclIndex index, const MemberNode& written, Member& member, TypeBinder& types)
    {
        member.type = types.bindType(contextOf(index), written.type);
        const TypeExpr& type = m_schema.types[member.type];
        member.typeRange = type.range;
        if (type.kind == TypeKind::Unknown)
            m_schema.decls[index].sound = false;
        if (written.value) {
            Attribute attribute;
            attribute.name = "default";
            attribute.values.emplace_back(written.value->text);
            attribute.nameRange = attribute.valueRange = written.value->range;
            member.attributes.push_back(std::move(attribute));
        }
        m_model.decls[index].fields.push_back(static_cast<std::uint32_t>(m_model.facts.size()));
        m_model.facts.push_back(factsOf(written));
    }

    void bindEnumValue(DeclIndex index, const MemberNode& written, Member& member, std::int64_t& next)
    {
        constexpr std::int64_t highest = INT32_MAX;
        member.number = next;
        if (written.value && written.value->kind == LiteralKind::Integer) {
            member.numberRange = written.value->range;
            const auto number = signedValue(*written.value);
            member.number = number.value_or(written.value->text.starts_with('-') ? INT64_MIN : INT64_MAX);
        }
        if (member.number < 0 || member.number > highest) {
            m_schema.decls[index].sound = false;
            m_problems.error("enum-number-range", written.value ? written.value->range : written.name.range,
                             "The number of `{0}` is outside of 0 to {1}.", {member.name, std::to_string(highest)});
        }
        next = member.number < highest ? member.number + 1 : highest + 1;
    }

    void bindMethod(DeclIndex index, const MemberNode& written, Member& member, TypeBinder& types)
    {
        for (const ParameterNode& parameter : written.parameters)
            member.parameters.push_back(
                {parameter.name.text, types.bindType(contextOf(index), parameter.type), written.streamsRequest});
        member.streamResult = written.streamsResult;
        if (written.type == kNoIndex)
            return;
        member.type = types.bindType(contextOf(index), written.type);
        member.typeRange = m_schema.types[member.type].range;
    }

    // ---- Bases, flattened

    /// All declarations, bases before what extends them. A base that closes a cycle is reported and dropped.
    std::vector<DeclIndex> basesFirst()
    {
        enum class State : std::uint8_t { New, Open, Done };
        std::vector<State> states(m_schema.decls.size(), State::New);
        std::vector<DeclIndex> order;
        std::vector<std::pair<DeclIndex, std::size_t>> way;
        for (DeclIndex root = 0; root < m_schema.decls.size(); ++root) {
            if (states[root] != State::New)
                continue;
            states[root] = State::Open;
            way.emplace_back(root, 0);
            while (!way.empty()) {
                const DeclIndex at = way.back().first;
                auto& bases = m_schema.decls[at].bases;
                if (way.back().second == bases.size()) {
                    states[at] = State::Done;
                    order.push_back(at);
                    way.pop_back();
                    continue;
                }
                const DeclIndex base = m_schema.types[bases[way.back().second]].decl;
                if (states[base] == State::Open) {
                    reportCycle(at, m_schema.types[bases[way.back().second]]);
                    bases.erase(bases.begin() + static_cast<std::ptrdiff_t>(way.back().second));
                    continue;
                }
                ++way.back().second;
                if (states[base] == State::New) {
                    states[base] = State::Open;
                    way.emplace_back(base, 0);
                }
            }
        }
        return order;
    }

    void reportCycle(DeclIndex index, const TypeExpr& base)
    {
        m_schema.decls[index].sound = false;
        const std::string& name = m_schema.decls[index].name;
        Diagnostic& problem = m_problems.error(
            "extends-cycle", base.range,
            base.decl == index ? "`{0}` extends itself: remove this base."
                               : "`{0}` extends `{1}`, which extends `{0}` in turn: remove one of the two.",
            {name, m_schema.decls[base.decl].name});
        if (base.decl != index)
            addRelated(problem, m_schema.decls[base.decl].nameRange, "`{0}` is declared here",
                       {m_schema.decls[base.decl].name});
    }

    /// The base's fields first, then numbers for the fields that have none.
    void flatten(DeclIndex index)
    {
        if (m_schema.decls[index].kind != DeclKind::Struct)
            return;
        if (!m_schema.decls[index].bases.empty())
            inherit(index, m_schema.types[m_schema.decls[index].bases.front()]);
        numberFields(index);
    }

    void reportTooLarge(TextRange range)
    {
        if (!std::exchange(m_reported, true))
            m_problems.error("limit-total", range,
                             "The fields that types take over from others are more than can be held: let fewer types "
                             "extend, or extend smaller ones.");
    }

    void inherit(DeclIndex index, const TypeExpr& base)
    {
        const DeclIndex from = base.decl; // copies: the types grow below
        const std::vector<TypeIndex> arguments = base.arguments;
        const TextRange range = base.range;
        std::vector<Member> members = m_schema.decls[from].members;
        for (Member& member : members) {
            if (!countCopy(m_model, member)) {
                reportTooLarge(range);
                m_schema.decls[index].sound = false;
                return;
            }
            member.inherited = true;
            member.type = substitute(m_schema, member.type, arguments);
            if (member.type != kNoIndex)
                continue;
            m_problems.error(
                "generic-expansion", range,
                "With these arguments the types of `{0}` get longer than {1} characters: use simpler ones.",
                {m_schema.decls[from].name, std::to_string(kLongestTypeName)});
            m_schema.decls[index].sound = false;
            return;
        }
        Decl& decl = m_schema.decls[index];
        decl.sound = decl.sound && m_schema.decls[from].sound;
        std::vector<std::uint32_t> fields = m_model.decls[from].fields;
        auto& own = m_model.decls[index].fields;
        fields.insert(fields.end(), own.begin(), own.end());
        own = std::move(fields);
        std::move(decl.members.begin(), decl.members.end(), std::back_inserter(members));
        decl.members = std::move(members);
    }

    void numberFields(DeclIndex index)
    {
        Decl& decl = m_schema.decls[index];
        std::int64_t previous = 0;
        for (std::size_t i = 0; i < decl.members.size(); ++i) {
            Member& member = decl.members[i];
            if (member.inherited) {
                previous = std::max(previous, member.number);
                continue;
            }
            const FieldFacts& facts = m_model.fieldFacts(index, i);
            member.number = previous + 1;
            if (facts.number)
                readNumber(facts.number->arguments.front().value, member);
            else if (!isMisnumbered(*facts.node))
                reportImplicit(member);
            if (member.number < 1 || member.number > kHighestFieldNumber) {
                decl.sound = false;
                m_problems.error("field-number-range", facts.number ? member.numberRange : member.nameRange,
                                 "The number of the field `{0}` is outside of 1 to {1}.",
                                 {member.name, std::to_string(kHighestFieldNumber)});
            }
            previous = std::clamp<std::int64_t>(member.number, 0, kHighestFieldNumber);
        }
    }

    static void readNumber(const LiteralNode& literal, Member& member)
    {
        member.numberRange = literal.range;
        member.number = signedValue(literal).value_or(literal.text.starts_with('-') ? INT64_MIN : INT64_MAX);
    }

    /// A `@field` that cannot be read was reported.
    static bool isMisnumbered(const MemberNode& node)
    {
        return std::any_of(node.annotations.begin(), node.annotations.end(),
                           [](const Annotation& annotation) { return annotation.name.text == "field"; });
    }

    void reportImplicit(const Member& member)
    {
        const std::string number = std::to_string(member.number);
        Diagnostic& problem = m_problems.add(
            Severity::Note, "implicit-field-number", member.nameRange,
            "The field `{0}` takes the number {1}: written out it stays when fields move.", {member.name, number});
        addFix(problem, {"Write `@field({0})`", {number}},
               {member.nameRange.begin, member.nameRange.begin, member.nameRange.file}, "@field(" + number + ") ");
    }

    // ---- Interfaces

    void reportTooMany(DeclIndex index)
    {
        m_problems.error("limit-total", m_schema.decls[index].nameRange,
                         "The interfaces of this schema have more than {0} implementations in all: what `{1}` and the "
                         "types behind it implement is not looked at.",
                         {std::to_string(kMostImplementations), m_schema.decls[index].name});
    }

    /// Every interface, with what it extends, has the structs that implement it. Cycles are gone.
    void collectImplementations()
    {
        std::vector<DeclIndex> open;
        for (DeclIndex index = 0; index < m_schema.decls.size(); ++index) {
            if (m_schema.decls[index].kind != DeclKind::Struct || m_model.isGeneric(index))
                continue;
            open = m_schema.decls[index].interfaces;
            while (!open.empty()) {
                const DeclIndex interface = open.back();
                open.pop_back();
                auto& implementations = m_model.decls[interface].implementations;
                if (!implementations.empty() && implementations.back() == index)
                    continue;
                if (++m_implementations > kMostImplementations) {
                    reportTooMany(index);
                    return;
                }
                implementations.push_back(index);
                for (const TypeIndex base : m_schema.decls[interface].bases)
                    open.push_back(m_schema.types[base].decl);
            }
        }
    }

    Model& m_model;
    Schema& m_schema;
    SchemaProblems& m_problems;
    bool m_reported = false;
    std::size_t m_implementations = 0;
    static constexpr std::size_t kMostImplementations = 1'000'000;
};

} // namespace

bool countCopy(Model& model, const Member& member)
{
    std::size_t bytes
        = sizeof(Member) + member.name.size() + member.doc.size() + model.schema.types[member.type].spelling.size();
    for (const Attribute& attribute : member.attributes) {
        bytes += sizeof(Attribute) + attribute.name.size();
        for (const Literal& value : attribute.values)
            bytes += sizeof(Literal)
                + (std::holds_alternative<std::string>(value) ? std::get<std::string>(value).size() : 0);
    }
    model.copiedBytes += bytes;
    return model.copiedBytes <= kMostCopiedBytes;
}

Model bind(Sources sources, SchemaProblems& problems)
{
    Model model;
    model.sources = std::move(sources);
    Binder(model, problems).run();
    return model;
}

bool Model::countsAsOptional(DeclIndex decl, std::size_t member) const
{
    const FieldFacts& field = fieldFacts(decl, member);
    return field.optional != nullptr || field.oneof != nullptr || decls[decl].presence
        || schema.types[schema.decls[decl].members[member].type].kind == TypeKind::Optional;
}

std::string typeRefName(const Model& model, DeclIndex interface, DeclIndex implementation)
{
    const std::string& prefix = model.decls[interface].typePrefix;
    const std::string& full = model.decls[implementation].fullName;
    if (prefix.empty())
        return full;
    const std::string& package = model.schema.decls[implementation].package;
    return prefix + "." + (package.empty() ? full : full.substr(package.size() + 1));
}

} // namespace wirebench::cramberry
