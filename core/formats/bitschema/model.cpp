// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/lower.h"
#include "core/formats/bitschema/type_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace wirebench::bitschema {

namespace {

Literal literalOf(const JsonNode& node)
{
    if (node.kind == JsonKind::Bool)
        return node.boolean;
    if (node.kind == JsonKind::String)
        return std::string(node.text);
    if (node.kind != JsonKind::Number)
        return std::monostate();
    if (const auto integer = readInteger(node.text, false)) {
        if (const auto number = integer->asSigned())
            return *number;
        if (const auto number = integer->asUnsigned())
            return *number;
    }
    double number = 0;
    std::from_chars(node.text.data(), node.text.data() + node.text.size(), number);
    return number;
}

/// Keys that other parts of the model express.
bool isStructural(std::string_view key)
{
    static constexpr std::array<std::string_view, 7> keys{"name", "type",   "description", "fields",
                                                          "of",   "values", "flags"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

class SchemaMaker {
public:
    explicit SchemaMaker(const Definition& definition) : m_definition(definition) { }

    Schema make()
    {
        if (m_definition.root == nullptr || m_definition.root->kind != JsonKind::Object)
            return std::move(m_schema);
        m_schema.doc = m_definition.description;
        m_schema.attributes = attributesOf(*m_definition.root);
        const DeclIndex top = addDecl(DeclKind::Struct, std::string(m_definition.name), m_definition.root->range());
        m_schema.decls[top].nested = false;
        m_schema.decls[top].doc = m_definition.description;
        m_schema.decls[top].nameRange = m_definition.nameRange;
        addFields(top, m_definition.fields, std::string());
        return std::move(m_schema);
    }

private:
    DeclIndex addDecl(DeclKind kind, std::string name, TextRange range)
    {
        Decl decl;
        decl.kind = kind;
        decl.name = std::move(name);
        decl.range = range;
        decl.nameRange = range;
        decl.nested = true;
        m_schema.decls.push_back(std::move(decl));
        return static_cast<DeclIndex>(m_schema.decls.size() - 1);
    }

    std::vector<Attribute> attributesOf(const JsonNode& object) const
    {
        std::vector<Attribute> attributes;
        for (const JsonNode* member = m_definition.document.firstChild(object); member != nullptr;
             member = m_definition.document.next(*member)) {
            if (isStructural(member->key) || member->invalid)
                continue;
            attributes.push_back({std::string(member->key), {literalOf(*member)}, member->keyRange(), member->range()});
        }
        return attributes;
    }

    void addFields(DeclIndex owner, const std::vector<Field>& fields, const std::string& path)
    {
        bool sound = false;
        for (const Field& field : fields) {
            Member member;
            member.name = field.name;
            member.doc = field.description;
            member.range = field.range;
            member.nameRange = field.nameRange;
            member.typeRange = field.typeRange;
            if (field.json->kind == JsonKind::Object)
                member.attributes = attributesOf(*field.json);
            member.type = addType(field, path.empty() ? std::string(field.name) : path + "." + std::string(field.name));
            sound = sound || field.lowerable();
            m_schema.decls[owner].members.push_back(std::move(member));
        }
        m_schema.decls[owner].sound = sound;
    }

    TypeIndex keep(TypeExpr type)
    {
        m_schema.types.push_back(std::move(type));
        return static_cast<TypeIndex>(m_schema.types.size() - 1);
    }

    TypeIndex addType(const Field& field, const std::string& path)
    {
        TypeExpr type;
        type.spelling = typeText(field);
        type.range = field.typeRange;
        type.bits = static_cast<std::uint16_t>(std::min<std::uint64_t>(field.valueBits.value_or(0), 0xFFFF));
        describe(type, field, path);
        const TypeIndex index = keep(std::move(type));
        if (!field.nullable)
            return index;
        TypeExpr optional;
        optional.kind = TypeKind::Optional;
        optional.spelling = m_schema.types[index].spelling + ", nullable";
        optional.element = index;
        optional.range = field.typeRange;
        return keep(std::move(optional));
    }

    void describe(TypeExpr& type, const Field& field, const std::string& path)
    {
        switch (field.type) {
        case FieldType::Unknown:
            return;
        case FieldType::Bool:
            type.kind = TypeKind::Bool;
            return;
        case FieldType::UInt:
            type.kind = TypeKind::UInt;
            return;
        case FieldType::Int:
            type.kind = TypeKind::Int;
            return;
        case FieldType::Date:
            type.kind = TypeKind::Date;
            return;
        case FieldType::Padding:
            type.kind = TypeKind::Padding;
            return;
        case FieldType::Enum:
        case FieldType::Bitmask:
        case FieldType::Struct:
            type.kind = TypeKind::Named;
            type.decl = addNested(field, path);
            return;
        case FieldType::Array:
            type.kind = TypeKind::Array;
            (field.counted ? type.maxLength : type.length) = field.capacity;
            if (!field.fields.empty())
                type.element = addType(field.fields.front(), path + "[]");
            return;
        }
    }

    DeclIndex addNested(const Field& field, const std::string& path)
    {
        const DeclKind kind = field.type == FieldType::Enum ? DeclKind::Enum
            : field.type == FieldType::Bitmask              ? DeclKind::Flags
                                                            : DeclKind::Struct;
        const DeclIndex index = addDecl(kind, path, field.range);
        m_schema.decls[index].nameRange = field.nameRange;
        m_schema.decls[index].doc = field.description;
        std::int64_t number = 0;
        for (const EnumLabel& label : field.labels)
            addConstant(index, label.name, number++, label.range, label.range);
        for (const FlagLabel& flag : field.flags)
            addConstant(index, flag.name, flag.position, flag.range, flag.nameRange);
        if (field.type == FieldType::Struct)
            addFields(index, field.fields, path);
        else
            m_schema.decls[index].sound = field.sound;
        return index;
    }

    void addConstant(DeclIndex owner, std::string_view name, std::int64_t number, TextRange range, TextRange nameRange)
    {
        Member member;
        member.name = name;
        member.number = number;
        member.range = range;
        member.nameRange = nameRange;
        m_schema.decls[owner].members.push_back(std::move(member));
    }

    const Definition& m_definition;
    Schema m_schema;
};

} // namespace

std::shared_ptr<const Schema> makeSchema(const Definition& definition)
{
    return std::make_shared<const Schema>(SchemaMaker(definition).make());
}

} // namespace wirebench::bitschema
