// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_names.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace wirebench::serialkit {

namespace {

constexpr std::array kPrimitives{
    Primitive{"int8", TypeKind::Int, 8, "8-bit signed integer, -128 to 127", "varint, 1 or 2 bytes; 10 when negative"},
    Primitive{"int16", TypeKind::Int, 16, "16-bit signed integer, -32768 to 32767",
              "varint, 1 to 3 bytes; 10 when negative"},
    Primitive{"int32", TypeKind::Int, 32, "32-bit signed integer, -2147483648 to 2147483647",
              "varint, 1 to 5 bytes; 10 when negative"},
    Primitive{"int64", TypeKind::Int, 64, "64-bit signed integer, -9223372036854775808 to 9223372036854775807",
              "varint, 1 to 9 bytes; 10 when negative"},
    Primitive{"uint8", TypeKind::UInt, 8, "8-bit unsigned integer, 0 to 255", "varint, 1 or 2 bytes"},
    Primitive{"uint16", TypeKind::UInt, 16, "16-bit unsigned integer, 0 to 65535", "varint, 1 to 3 bytes"},
    Primitive{"uint32", TypeKind::UInt, 32, "32-bit unsigned integer, 0 to 4294967295", "varint, 1 to 5 bytes"},
    Primitive{"uint64", TypeKind::UInt, 64, "64-bit unsigned integer, 0 to 18446744073709551615",
              "varint, 1 to 10 bytes"},
    Primitive{"float", TypeKind::Float, 32, "IEEE 754 single precision", "4 bytes, little-endian"},
    Primitive{"double", TypeKind::Float, 64, "IEEE 754 double precision", "8 bytes, little-endian"},
    Primitive{"bool", TypeKind::Bool, 1, "true or false", "varint, 1 byte: 1 or 0"},
    Primitive{"string", TypeKind::Text, 0, "UTF-8 text", "length as a varint, then the text"},
    Primitive{"bytes", TypeKind::Bytes, 0, "any bytes", "length as a varint, then the bytes"},
    Primitive{"byte", TypeKind::UInt, 8, "one byte, 0 to 255", "varint, 1 or 2 bytes"},
};

constexpr std::array kModifiers{
    Modifier{"optional", "may be absent",
             "The field is written only when it has a value. A field without `optional` is always written, also when "
             "it is zero or empty."},
    Modifier{"repeated", "any number of values",
             "Each element is written with a tag of its own; nothing is written when there is none. `packed` and "
             "`bitmap` write all elements behind one tag."},
    Modifier{"packed", "repeated numbers behind one tag",
             "Goes with `repeated` on numbers, bool and enums: one tag, the length in bytes, then the elements without "
             "tags (wire type 3)."},
    Modifier{"interned", "text by its index in a table",
             "For strings that come again and again: the text stands once in a table at the start of the message, the "
             "field holds its index (wire type 6)."},
    Modifier{"bitmap", "repeated bool in bits",
             "Goes with `repeated bool`: eight values a byte, the first in the lowest bit (wire type 7). The number of "
             "values is not on the wire: reading gives a multiple of eight."},
};

constexpr std::array kKeywords{
    Keyword{"namespace", "where generated code lives",
            "`namespace name.name;` — once, before everything else. Without it, generated code uses the file's name."},
    Keyword{"model", "a group of fields",
            "`model Name { type field = number; … }` — each field is written with a tag made of its number and wire "
            "type, so fields can be added later."},
    Keyword{"enum", "named numbers",
            "`enum Name { VALUE = number; … }` — numbers from 0 to 2147483647, written as a varint."},
};

// Sorted, for a binary search.
constexpr std::array<std::string_view, 92> kCppKeywords{
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq",
};
static_assert(std::is_sorted(kCppKeywords.begin(), kCppKeywords.end()));

struct Foreign {
    std::string_view theirs; ///< Lower-case.
    std::string_view ours;
};

constexpr std::array kForeign{
    Foreign{"u8", "uint8"},        Foreign{"uint8_t", "uint8"},  Foreign{"u16", "uint16"},
    Foreign{"uint16_t", "uint16"}, Foreign{"u32", "uint32"},     Foreign{"uint", "uint32"},
    Foreign{"uint32_t", "uint32"}, Foreign{"fixed32", "uint32"}, Foreign{"u64", "uint64"},
    Foreign{"uint64_t", "uint64"}, Foreign{"fixed64", "uint64"}, Foreign{"size_t", "uint64"},
    Foreign{"usize", "uint64"},    Foreign{"i8", "int8"},        Foreign{"int8_t", "int8"},
    Foreign{"i16", "int16"},       Foreign{"int16_t", "int16"},  Foreign{"short", "int16"},
    Foreign{"i32", "int32"},       Foreign{"int", "int32"},      Foreign{"int32_t", "int32"},
    Foreign{"integer", "int32"},   Foreign{"sint32", "int32"},   Foreign{"sfixed32", "int32"},
    Foreign{"i64", "int64"},       Foreign{"int64_t", "int64"},  Foreign{"long", "int64"},
    Foreign{"sint64", "int64"},    Foreign{"sfixed64", "int64"}, Foreign{"isize", "int64"},
    Foreign{"f32", "float"},       Foreign{"float32", "float"},  Foreign{"f64", "double"},
    Foreign{"float64", "double"},  Foreign{"number", "double"},  Foreign{"boolean", "bool"},
    Foreign{"str", "string"},      Foreign{"text", "string"},    Foreign{"blob", "bytes"},
    Foreign{"char", "byte"},
};

template <class Table>
auto findNamed(const Table& table, std::string_view name) -> decltype(table.data())
{
    const auto found
        = std::find_if(table.begin(), table.end(), [name](const auto& entry) { return entry.name == name; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace

std::span<const Primitive> primitives()
{
    return kPrimitives;
}

const Primitive* findPrimitive(std::string_view name)
{
    return findNamed(kPrimitives, name);
}

std::span<const Modifier> modifiers()
{
    return kModifiers;
}

const Modifier* findModifier(std::string_view name)
{
    return findNamed(kModifiers, name);
}

std::span<const Keyword> keywords()
{
    return kKeywords;
}

const Keyword* findKeyword(std::string_view name)
{
    return findNamed(kKeywords, name);
}

bool isCppKeyword(std::string_view name)
{
    return std::binary_search(kCppKeywords.begin(), kCppKeywords.end(), name);
}

std::string_view typeFromElsewhere(std::string_view name)
{
    constexpr std::size_t longest = 16;
    if (name.size() > longest)
        return {};
    const std::string lowered = asciiLower(name);
    if (const Primitive* primitive = findPrimitive(lowered))
        return primitive->name;
    const auto found = std::find_if(kForeign.begin(), kForeign.end(),
                                    [&](const Foreign& foreign) { return foreign.theirs == lowered; });
    return found == kForeign.end() ? std::string_view() : found->ours;
}

} // namespace wirebench::serialkit
