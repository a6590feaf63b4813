// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/keys.h"

#include <algorithm>
#include <array>

namespace wirebench::bitschema {

namespace {

constexpr TypeSet kAll = 0xFFFF;
constexpr TypeSet kInt = setOf(FieldType::Int);
constexpr TypeSet kDate = setOf(FieldType::Date);
constexpr TypeSet kArray = setOf(FieldType::Array);
constexpr TypeSet kValues = static_cast<TypeSet>(~setOf(FieldType::Padding));

constexpr std::array kTypes{
    TypeInfo{FieldType::Bool, "bool", "boolean", "1 bit", "True or false, stored in one bit as 1 or 0."},
    TypeInfo{FieldType::UInt, "uint", "", "unsigned, 1 to 64 bits",
             "An unsigned integer of exactly `bits` bits, stored as it is. For a smaller range use `int` with `min` "
             "and `max`."},
    TypeInfo{FieldType::Int, "int", "integer", "an integer from min to max",
             "An integer in a range; stored is the distance from `min`, so -5 in -8..7 is stored as 3. The width is "
             "`bits`, or what the range needs."},
    TypeInfo{FieldType::Enum, "enum", "", "one of up to 255 names",
             "One of the texts in `values`; stored is the index, in as many bits as the last index needs."},
    TypeInfo{FieldType::Date, "date", "", "a date or time between two ends",
             "A date or a time without zone; stored is the number of whole units (`resolution`) since `min_date`."},
    TypeInfo{FieldType::Bitmask, "bitmask", "", "named bits",
             "A set of flags, each with its bit position in `flags`. As wide as the highest position plus one."},
    TypeInfo{FieldType::Padding, "padding", "", "unused bits, always zero",
             "Bits without a value, written as zero. A field whose name starts with `_` is padding when it has no "
             "`type`."},
    TypeInfo{FieldType::Struct, "struct", "", "a nested record",
             "A record inside the record; the offsets of its fields count from its own start."},
    TypeInfo{FieldType::Array, "array", "", "elements of one kind",
             "`length` elements, or up to `max_length` with a count in front. Unused slots are zero."},
};

constexpr std::array<std::string_view, 2> kContainers{"uint64", "bytes"};
constexpr std::array<std::string_view, 2> kByteOrders{"little", "big"};
constexpr std::array<std::string_view, 2> kAlignments{"packed", "byte"};
constexpr std::array<std::string_view, 4> kResolutions{"day", "hour", "minute", "second"};
constexpr std::array<std::string_view, 9> kTypeNames{"bool",    "uint",    "int",    "enum", "date",
                                                     "bitmask", "padding", "struct", "array"};

constexpr std::array kKeys{
    KeyInfo{
        "$schema", Shape::Text, true, 0, false, "Address of the JSON Schema that editors check this file with.", {}},
    KeyInfo{"name",
            Shape::Identifier,
            true,
            0,
            false,
            "Name of the record: a letter or `_`, then letters, digits, `_`.",
            {}},
    KeyInfo{"version",
            Shape::Version,
            true,
            0,
            false,
            "Version of the schema, a text or an integer; \"1\" when left out.",
            {}},
    KeyInfo{"description", Shape::Text, true, 0, false, "What the record is for.", {}},
    KeyInfo{"container", Shape::Choice, true, 0, false,
            "`uint64` (the default): at most 64 bits in all. `bytes`: up to 1,048,576 bits.", kContainers},
    KeyInfo{"byte_order", Shape::Choice, true, 0, false,
            "How the packed integer becomes bytes: `little` (the default, bit 0 is in the first byte) or `big` (bit 0 "
            "is in the last byte).",
            kByteOrders},
    KeyInfo{"alignment", Shape::Choice, true, 0, false,
            "`packed` (the default): no gaps. `byte`: a field of 8 value bits or more starts at a byte boundary.",
            kAlignments},
    KeyInfo{"fields",
            Shape::Fields,
            true,
            0,
            false,
            "The fields in order: a list of definitions with `name`, or an object whose keys are the names.",
            {}},
    KeyInfo{
        "total_bits", Shape::Integer, true, 0, false, "Compiled schemas: bits in all. Checked against the layout.", {}},
    KeyInfo{"total_bytes",
            Shape::Integer,
            true,
            0,
            false,
            "Compiled schemas: bytes in all. Checked against the layout.",
            {}},

    KeyInfo{"name",
            Shape::Identifier,
            false,
            kAll,
            false,
            "Name of the field: a letter or `_`, then letters, digits, `_`. Unique in its record.",
            {}},
    KeyInfo{"type", Shape::Choice, false, kAll, true, "What the field holds.", kTypeNames},
    KeyInfo{"description", Shape::Text, false, kAll, true, "What the field is for.", {}},
    KeyInfo{"bits",
            Shape::Integer,
            false,
            kAll,
            true,
            "Width of the value in bits, without the presence bit. `uint` and `padding` need it, `int` may have it; "
            "in compiled schemas every field has it and it is checked against the layout.",
            {}},
    KeyInfo{"nullable",
            Shape::Bool,
            false,
            kAll,
            true,
            "True: one presence bit precedes the value, and the value may be null.",
            {}},
    KeyInfo{"offset",
            Shape::Integer,
            false,
            kAll,
            false,
            "First bit of the field, counted from the start of its record. Left out, the field follows the one "
            "declared before it.",
            {}},
    KeyInfo{"presence_offset",
            Shape::Integer,
            false,
            kValues,
            false,
            "Compiled schemas: where the presence bit is; the same as `offset`. Checked against the layout.",
            {}},
    KeyInfo{"signed",
            Shape::Bool,
            false,
            kInt,
            true,
            "With `bits`: the range starts at -2^(bits-1) unless `min` says otherwise. Stored is the distance from "
            "the smallest value, never two's complement.",
            {}},
    KeyInfo{"min", Shape::Integer, false, kInt, true, "Smallest value; stored as 0.", {}},
    KeyInfo{"max", Shape::Integer, false, kInt, true, "Largest value.", {}},
    KeyInfo{"values",
            Shape::Labels,
            false,
            setOf(FieldType::Enum),
            true,
            "The names, 1 to 255 different texts; their order decides what is stored.",
            {}},
    KeyInfo{"resolution", Shape::Choice, false, kDate, true, "The unit that is counted.", kResolutions},
    KeyInfo{"min_date",
            Shape::Text,
            false,
            kDate,
            true,
            "First date, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`; stored as 0.",
            {}},
    KeyInfo{"max_date",
            Shape::Text,
            false,
            kDate,
            true,
            "Last date, inclusive; a whole number of units after `min_date`.",
            {}},
    KeyInfo{"flags",
            Shape::Flags,
            false,
            setOf(FieldType::Bitmask),
            true,
            "Each flag's name and its bit position, 0 to 63.",
            {}},
    KeyInfo{"fields",
            Shape::Fields,
            false,
            setOf(FieldType::Struct),
            true,
            "The fields of the nested record, as at the top of the document.",
            {}},
    KeyInfo{"of",
            Shape::Definition,
            false,
            kArray,
            true,
            "Definition of the elements: a field without `name` and `offset`.",
            {}},
    KeyInfo{"length", Shape::Integer, false, kArray, true, "Number of elements, always all of them.", {}},
    KeyInfo{"max_length",
            Shape::Integer,
            false,
            kArray,
            true,
            "Largest number of elements; how many there are is stored in front.",
            {}},
};

} // namespace

std::span<const TypeInfo> typeTable()
{
    return kTypes;
}

std::span<const KeyInfo> keyTable()
{
    return kKeys;
}

const TypeInfo* findType(std::string_view name)
{
    const auto* found = std::find_if(kTypes.begin(), kTypes.end(), [name](const TypeInfo& info) {
        return info.name == name || (!info.alias.empty() && info.alias == name);
    });
    return found == kTypes.end() ? nullptr : found;
}

const TypeInfo& typeInfo(FieldType type)
{
    const auto* found
        = std::find_if(kTypes.begin(), kTypes.end(), [type](const TypeInfo& info) { return info.type == type; });
    return found == kTypes.end() ? kTypes.front() : *found;
}

const KeyInfo* findDocumentKey(std::string_view name)
{
    const auto* found = std::find_if(kKeys.begin(), kKeys.end(),
                                     [name](const KeyInfo& key) { return key.inDocument && key.name == name; });
    return found == kKeys.end() ? nullptr : found;
}

const KeyInfo* findFieldKey(std::string_view name)
{
    const auto* found = std::find_if(kKeys.begin(), kKeys.end(),
                                     [name](const KeyInfo& key) { return key.types != 0 && key.name == name; });
    return found == kKeys.end() ? nullptr : found;
}

std::string typesWith(const KeyInfo& key)
{
    std::string names;
    for (const TypeInfo& info : kTypes) {
        if ((key.types & setOf(info.type)) != 0)
            names.append(names.empty() ? "" : ", ").append(info.name);
    }
    return names;
}

} // namespace wirebench::bitschema
