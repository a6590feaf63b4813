// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_names.h"

#include "core/base/fnv.h"

#include <algorithm>
#include <array>

namespace wirebench::cramberry {

namespace {

constexpr std::array kPrimitives{
    Primitive{"bool", TypeKind::Bool, 1, Scalar::Varint, 1, "true or false, 1 byte"},
    Primitive{"int8", TypeKind::Int, 8, Scalar::Zigzag, 2, "signed 8-bit integer, zigzag varint, 1 to 2 bytes"},
    Primitive{"int16", TypeKind::Int, 16, Scalar::Zigzag, 3, "signed 16-bit integer, zigzag varint, 1 to 3 bytes"},
    Primitive{"int32", TypeKind::Int, 32, Scalar::Zigzag, 4, "signed 32-bit integer, zigzag varint, 1 to 5 bytes"},
    Primitive{"int64", TypeKind::Int, 64, Scalar::Zigzag, 5, "signed 64-bit integer, zigzag varint, 1 to 10 bytes"},
    Primitive{"int", TypeKind::Int, 64, Scalar::Zigzag, 14, "signed integer of 64 bits, zigzag varint, 1 to 10 bytes"},
    Primitive{"uint8", TypeKind::UInt, 8, Scalar::Varint, 6, "unsigned 8-bit integer, varint, 1 to 2 bytes"},
    Primitive{"uint16", TypeKind::UInt, 16, Scalar::Varint, 7, "unsigned 16-bit integer, varint, 1 to 3 bytes"},
    Primitive{"uint32", TypeKind::UInt, 32, Scalar::Varint, 8, "unsigned 32-bit integer, varint, 1 to 5 bytes"},
    Primitive{"uint64", TypeKind::UInt, 64, Scalar::Varint, 9, "unsigned 64-bit integer, varint, 1 to 10 bytes"},
    Primitive{"uint", TypeKind::UInt, 64, Scalar::Varint, 15, "unsigned integer of 64 bits, varint, 1 to 10 bytes"},
    Primitive{"uintptr", TypeKind::UInt, 64, Scalar::Varint, 0,
              "unsigned integer of 64 bits that holds an address, varint, 1 to 10 bytes"},
    Primitive{"byte", TypeKind::UInt, 8, Scalar::Varint, 6, "another name of uint8"},
    Primitive{"fixed32", TypeKind::UInt, 32, Scalar::Fixed32, 0, "unsigned 32-bit integer, always 4 bytes"},
    Primitive{"fixed64", TypeKind::UInt, 64, Scalar::Fixed64, 0, "unsigned 64-bit integer, always 8 bytes"},
    Primitive{"sfixed32", TypeKind::Int, 32, Scalar::Fixed32, 0, "signed 32-bit integer, always 4 bytes"},
    Primitive{"sfixed64", TypeKind::Int, 64, Scalar::Fixed64, 0, "signed 64-bit integer, always 8 bytes"},
    Primitive{"float32", TypeKind::Float, 32, Scalar::Fixed32, 10, "IEEE 754 binary32, 4 bytes"},
    Primitive{"float64", TypeKind::Float, 64, Scalar::Fixed64, 11, "IEEE 754 binary64, 8 bytes"},
    Primitive{"complex64", TypeKind::Complex, 64, Scalar::Complex, 16,
              "two binary32: real and imaginary part, 8 bytes"},
    Primitive{"complex128", TypeKind::Complex, 128, Scalar::Complex, 17,
              "two binary64: real and imaginary part, 16 bytes"},
    Primitive{"string", TypeKind::Text, 0, Scalar::Text, 12, "UTF-8 text behind its length"},
    Primitive{"bytes", TypeKind::Bytes, 0, Scalar::Bytes, 13, "bytes behind their length"},
    Primitive{"time", TypeKind::Time, 0, Scalar::Time, 64, "a point in time to the nanosecond, 12 bytes"},
    Primitive{"duration", TypeKind::Duration, 64, Scalar::Zigzag, 65, "nanoseconds, zigzag varint, 1 to 10 bytes"},
    Primitive{"any", TypeKind::Any, 0, Scalar::Any, 0,
              "a value of any built-in or declared type, with the id of its type"},
};

constexpr std::array kAnnotations{
    AnnotationRule{"doc", target::any, ArgumentShape::Text, true, "@doc(\"What it is\")", "Documentation, like `///`."},
    AnnotationRule{"deprecated", target::any, ArgumentShape::OptionalText, false, "@deprecated(\"use that\")",
                   "Not to be used any more; the text says what to use."},
    AnnotationRule{"field", target::field, ArgumentShape::Integer, false, "@field(3)",
                   "The field's number on the wire, 1 to 536870911."},
    AnnotationRule{"typeid", target::type, ArgumentShape::Integer, false, "@typeid(128)",
                   "The type's id in polymorphic values, 128 and above; otherwise it is made from the name."},
    AnnotationRule{"typeprefix", target::interface, ArgumentShape::Text, false, "@typeprefix(\"app.payment\")",
                   "Stands before the names of implementations in place of the package."},
    AnnotationRule{"typeref", target::interface, ArgumentShape::Text, false, "@typeref(\"name\")",
                   "How implementations are told apart: by `id` (default), `name` or `hash`."},
    AnnotationRule{"implements", target::type, ArgumentShape::Words, true, "@implements(PaymentMethod)",
                   "The type may stand where the interface is asked for."},
    AnnotationRule{"presence", target::type, ArgumentShape::None, false, "@presence",
                   "A bitmap tells which fields are there; the fields have no tags."},
    AnnotationRule{"encoding", target::field, ArgumentShape::Text, false, "@encoding(\"delta\")",
                   "Another form on the wire: packed, delta, rle, dict, sparse, prefix, bitpack=N, fixed, codec=uuid, "
                   "codec=decimal128, codec=bigint."},
    AnnotationRule{"packed", target::field, ArgumentShape::None, false, "@packed",
                   "Elements one after another, as scalar arrays always are."},
    AnnotationRule{"oneof", target::field, ArgumentShape::OptionalText, false, "@oneof(\"group\")",
                   "At most one field of the group is set."},
    AnnotationRule{"optional", target::field, ArgumentShape::None, false, "@optional",
                   "The field may be absent, like a type with `?`."},
    AnnotationRule{"required", target::field, ArgumentShape::None, false, "@required", "The field must be there."},
    AnnotationRule{"validate", target::field, ArgumentShape::Text, true, "@validate(\">= 0 && < 100\")",
                   "A rule that values must meet when they are written."},
    AnnotationRule{"json", target::field, ArgumentShape::Text, false, "@json(\"name\")",
                   "The field's name in the JSON of generated code."},
    AnnotationRule{"go_type", target::type, ArgumentShape::Text, false, "@go_type(\"time.Time\")",
                   "The type that generated Go code uses."},
    AnnotationRule{"ts_type", target::type, ArgumentShape::Text, false, "@ts_type(\"Date\")",
                   "The type that generated TypeScript code uses."},
};

struct Elsewhere {
    std::string_view name;
    std::string_view type;
};

constexpr std::array kElsewhere{
    Elsewhere{"i8", "int8"},        Elsewhere{"i16", "int16"},      Elsewhere{"i32", "int32"},
    Elsewhere{"i64", "int64"},      Elsewhere{"u8", "uint8"},       Elsewhere{"u16", "uint16"},
    Elsewhere{"u32", "uint32"},     Elsewhere{"u64", "uint64"},     Elsewhere{"f32", "float32"},
    Elsewhere{"f64", "float64"},    Elsewhere{"float", "float32"},  Elsewhere{"double", "float64"},
    Elsewhere{"sint32", "int32"},   Elsewhere{"sint64", "int64"},   Elsewhere{"str", "string"},
    Elsewhere{"text", "string"},    Elsewhere{"String", "string"},  Elsewhere{"boolean", "bool"},
    Elsewhere{"Boolean", "bool"},   Elsewhere{"long", "int64"},     Elsewhere{"short", "int16"},
    Elsewhere{"integer", "int"},    Elsewhere{"char", "uint8"},     Elsewhere{"rune", "int32"},
    Elsewhere{"number", "float64"}, Elsewhere{"timestamp", "time"}, Elsewhere{"datetime", "time"},
    Elsewhere{"blob", "bytes"},     Elsewhere{"binary", "bytes"},   Elsewhere{"object", "any"},
    Elsewhere{"usize", "uint"},     Elsewhere{"isize", "int"},      Elsewhere{"size_t", "uint"},
};

template <typename Table>
auto findByName(const Table& table, std::string_view name)
{
    const auto found = std::find_if(table.begin(), table.end(), [name](const auto& row) { return row.name == name; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace

std::span<const Primitive> primitives()
{
    return kPrimitives;
}

const Primitive* findPrimitive(std::string_view name)
{
    return findByName(kPrimitives, name);
}

std::span<const AnnotationRule> annotationRules()
{
    return kAnnotations;
}

const AnnotationRule* findAnnotationRule(std::string_view name)
{
    return findByName(kAnnotations, name);
}

std::string_view declWord(DeclKind kind)
{
    switch (kind) {
    case DeclKind::Enum:
        return "enum";
    case DeclKind::Interface:
        return "interface";
    case DeclKind::Service:
        return "service";
    default:
        return "type";
    }
}

std::string_view declPhrase(DeclKind kind)
{
    switch (kind) {
    case DeclKind::Enum:
        return "an enum";
    case DeclKind::Interface:
        return "an interface";
    case DeclKind::Service:
        return "a service";
    default:
        return "a type";
    }
}

std::string_view typeFromElsewhere(std::string_view name)
{
    const Elsewhere* found = findByName(kElsewhere, name);
    return found ? found->type : std::string_view();
}

std::uint64_t derivedTypeId(std::string_view fullName)
{
    return fnv1a64(fullName) % (std::uint64_t{1} << 31) + kLowestTypeId;
}

std::string fullName(std::string_view package, std::string_view name)
{
    return package.empty() ? std::string(name) : std::string(package) + "." + std::string(name);
}

} // namespace wirebench::cramberry
