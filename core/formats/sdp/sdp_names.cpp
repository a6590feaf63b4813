// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_names.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace wirebench::sdp {

namespace {

constexpr std::array kPrimitives{
    Primitive{"u8", TypeKind::UInt, 8, "8-bit unsigned integer, 1 byte, 0 to 255"},
    Primitive{"u16", TypeKind::UInt, 16, "16-bit unsigned integer, 2 bytes, 0 to 65535"},
    Primitive{"u32", TypeKind::UInt, 32, "32-bit unsigned integer, 4 bytes, 0 to 4294967295"},
    Primitive{"u64", TypeKind::UInt, 64, "64-bit unsigned integer, 8 bytes, 0 to 18446744073709551615"},
    Primitive{"i8", TypeKind::Int, 8, "8-bit signed integer, 1 byte, -128 to 127"},
    Primitive{"i16", TypeKind::Int, 16, "16-bit signed integer, 2 bytes, -32768 to 32767"},
    Primitive{"i32", TypeKind::Int, 32, "32-bit signed integer, 4 bytes, -2147483648 to 2147483647"},
    Primitive{"i64", TypeKind::Int, 64, "64-bit signed integer, 8 bytes, -9223372036854775808 to 9223372036854775807"},
    Primitive{"f32", TypeKind::Float, 32, "IEEE 754 single precision, 4 bytes"},
    Primitive{"f64", TypeKind::Float, 64, "IEEE 754 double precision, 8 bytes"},
    Primitive{"bool", TypeKind::Bool, 8, "true or false, 1 byte, 1 or 0"},
    Primitive{"str", TypeKind::Text, 0, "UTF-8 text: u32 length in bytes, then the bytes"},
    Primitive{"string", TypeKind::Text, 0, "UTF-8 text, the same type as str"},
};

struct ReservedList {
    std::string_view language;
    std::string_view words; ///< Lower-case, separated by single blanks.
};

constexpr std::array kReserved{
    ReservedList{"Go",
                 "break case chan const continue default defer else fallthrough for func go goto if import interface "
                 "map package range return select struct switch type var bool byte complex64 complex128 error float32 "
                 "float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr true false "
                 "iota nil append cap close complex copy delete imag len make new panic print println real recover "
                 "main init"},
    ReservedList{"Rust",
                 "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut "
                 "pub ref return self static struct super trait true type unsafe use where while abstract async await "
                 "become box do final macro override priv try typeof unsized virtual yield union dyn raw option "
                 "result some none ok err string vec rc arc copy clone send sync sized"},
    ReservedList{"C",
                 "auto break case char const continue default do double else enum extern float for goto if inline int "
                 "long register restrict return short signed sizeof static struct switch typedef union unsigned void "
                 "volatile while _alignas _alignof _atomic _bool _complex _generic _imaginary _noreturn "
                 "_static_assert _thread_local _bitint _decimal32 _decimal64 _decimal128 bool true false null size_t "
                 "ptrdiff_t wchar_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t file eof"},
    ReservedList{"Swift",
                 "associatedtype class deinit enum extension fileprivate func import init inout internal let open "
                 "operator private precedencegroup protocol public rethrows static struct subscript typealias var "
                 "break case catch continue default defer do else fallthrough for guard if in repeat return switch "
                 "throw where while as false is nil self super throws true try async await didset get set willset "
                 "dynamic final lazy optional required convenience override mutating nonmutating weak unowned _ any "
                 "type available objc nonobjc discardableresult dynamiccallable dynamicmemberlookup escaping "
                 "autoclosure convention ibaction iboutlet ibdesignable ibinspectable nscopying nsmanaged "
                 "uiapplicationmain nsapplicationmain testable warn_unqualified_access frozen unknown int int8 int16 "
                 "int32 int64 uint uint8 uint16 uint32 uint64 float double bool string character array dictionary "
                 "error result"},
};

using ReservedMap = std::unordered_map<std::string_view, unsigned>;

ReservedMap makeReservedMap()
{
    ReservedMap map;
    for (std::size_t language = 0; language < kReserved.size(); ++language) {
        std::string_view words = kReserved[language].words;
        while (!words.empty()) {
            const std::size_t end = std::min(words.find(' '), words.size());
            map[words.substr(0, end)] |= 1u << language;
            words.remove_prefix(std::min(words.size(), end + 1));
        }
    }
    return map;
}

struct Foreign {
    std::string_view theirs;
    std::string_view ours;
};

constexpr std::array kForeign{
    Foreign{"byte", "u8"},      Foreign{"uint8", "u8"},     Foreign{"uint8_t", "u8"},    Foreign{"uint16", "u16"},
    Foreign{"uint16_t", "u16"}, Foreign{"uint", "u32"},     Foreign{"uint32", "u32"},    Foreign{"uint32_t", "u32"},
    Foreign{"uint64", "u64"},   Foreign{"uint64_t", "u64"}, Foreign{"usize", "u64"},     Foreign{"size_t", "u64"},
    Foreign{"int8", "i8"},      Foreign{"int8_t", "i8"},    Foreign{"int16", "i16"},     Foreign{"int16_t", "i16"},
    Foreign{"short", "i16"},    Foreign{"int", "i32"},      Foreign{"int32", "i32"},     Foreign{"int32_t", "i32"},
    Foreign{"int64", "i64"},    Foreign{"int64_t", "i64"},  Foreign{"long", "i64"},      Foreign{"isize", "i64"},
    Foreign{"float", "f32"},    Foreign{"float32", "f32"},  Foreign{"double", "f64"},    Foreign{"float64", "f64"},
    Foreign{"boolean", "bool"}, Foreign{"bytes", "[]u8"},   Foreign{"text", "str"},      Foreign{"char", "str"},
    Foreign{"integer", "i32"},  Foreign{"number", "f64"},   Foreign{"timestamp", "u64"},
};

} // namespace

std::span<const Primitive> primitives()
{
    return kPrimitives;
}

const Primitive* findPrimitive(std::string_view name)
{
    const auto found = std::find_if(kPrimitives.begin(), kPrimitives.end(),
                                    [name](const Primitive& primitive) { return primitive.name == name; });
    return found == kPrimitives.end() ? nullptr : &*found;
}

const Primitive* findPrimitiveAnyCase(std::string_view name)
{
    constexpr std::size_t longest = 6;
    return name.size() > longest ? nullptr : findPrimitive(asciiLower(name));
}

std::vector<std::string_view> reservingLanguages(std::string_view name)
{
    static const ReservedMap map = makeReservedMap();
    constexpr std::size_t longest = 32;
    std::vector<std::string_view> languages;
    if (name.size() > longest)
        return languages;
    const auto found = map.find(asciiLower(name));
    for (std::size_t language = 0; found != map.end() && language < kReserved.size(); ++language) {
        if ((found->second >> language & 1u) != 0)
            languages.push_back(kReserved[language].language);
    }
    return languages;
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

std::uint64_t typeId(std::string_view name)
{
    std::uint64_t hash = 14695981039346656037ull;
    for (const char c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ull;
    }
    return hash;
}

} // namespace wirebench::sdp
