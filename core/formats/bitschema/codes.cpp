// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/codes.h"

#include <array>

namespace wirebench::bitschema {

namespace {

constexpr std::array kCodes{
    // Schemas
    CodeHelp{"missing-key", "A definition lacks a key that it cannot be understood without.",
             R"({"name": "age", "type": "uint"})", R"(Add the key, here "bits": 7.)"},
    CodeHelp{"bad-value", "The value of a key has the right kind but is none that the key takes.",
             R"({"container": "uint32"})", "Use one of the values that the message lists."},
    CodeHelp{"bits-range",
             "A width is outside of what is possible: 1 to 64 for integers, up to the container for padding.",
             R"({"name": "id", "type": "uint", "bits": 65})", "Choose a width in the range, or split the field."},
    CodeHelp{"min-above-max", "A range has its smallest value above its largest, so no value is in it.",
             R"({"name": "t", "type": "int", "min": 10, "max": 0})", "Exchange the two ends, or correct one of them."},
    CodeHelp{"range-too-wide",
             "The range from min to max does not fit the given bits, or its ends lie neither both in int64 nor both in "
             "uint64.",
             R"({"name": "t", "type": "int", "bits": 4, "min": 0, "max": 100})", "Give more bits or narrow the range."},
    CodeHelp{"wider-than-needed", "An int has more bits than its range needs. Harmless, but the bits are lost.",
             R"({"name": "t", "type": "int", "bits": 8, "min": 0, "max": 100})",
             "Leave it, if room for later is meant; else use the number of bits that the message names."},
    CodeHelp{"zero-bits", "A field has only one possible value and takes no bits at all.",
             R"({"name": "kind", "type": "enum", "values": ["only"]})", "Leave it, or remove the field."},
    CodeHelp{
        "straddles-byte",
        "A field of 8 value bits or more does not start at a byte boundary: slower to read and harder to find in a "
        "hex dump.",
        R"([{"name": "a", "type": "uint", "bits": 5}, {"name": "b", "type": "uint", "bits": 16}])",
        R"(Insert padding before it (a fix does so), reorder the fields, or set "alignment" to "byte".)"},
    CodeHelp{"overlap", "Two fields take the same bits.",
             R"([{"name": "a", "type": "uint", "bits": 8}, {"name": "b", "type": "bool", "offset": 4}])",
             "Move one of them with its offset, or remove the offset so that it follows the field before it."},
    CodeHelp{
        "container-overflow", "The fields take more bits than the container holds: 64, or 1,048,576 for bytes.",
        R"({"container": "uint64", "fields": [{"name": "a", "type": "uint", "bits": 64}, {"name": "b", "type": "bool"}]})",
        R"(Narrow fields, or use the container "bytes".)"},
    CodeHelp{
        "unaligned-offset",
        R"(With "alignment": "byte" a field of 8 value bits or more has an explicit offset inside a byte. The offset wins.)",
        R"({"alignment": "byte", "fields": [{"name": "a", "type": "uint", "bits": 16, "offset": 5}]})",
        "Use a multiple of 8, or remove the offset."},
    CodeHelp{"bad-offset", "An offset is negative or beyond every container.",
             R"({"name": "a", "type": "bool", "offset": -1})", "Give the number of the first bit, counted from 0."},
    CodeHelp{"enum-count", "An enum has no value or more than 255.", R"({"name": "e", "type": "enum", "values": []})",
             "List 1 to 255 values; for more use an int."},
    CodeHelp{"enum-duplicate", "An enum lists the same value twice.",
             R"({"name": "e", "type": "enum", "values": ["on", "on"]})", "Rename or remove one of them."},
    CodeHelp{"flags-empty", "A bitmask has no flags.", R"({"name": "f", "type": "bitmask", "flags": {}})",
             "Name at least one flag, or use padding."},
    CodeHelp{"flag-position", "A flag is at a bit that a bitmask does not have.",
             R"({"name": "f", "type": "bitmask", "flags": {"a": 64}})", "Use a position from 0 to 63."},
    CodeHelp{"flag-duplicate", "Two flags of a bitmask are at the same bit.",
             R"({"name": "f", "type": "bitmask", "flags": {"a": 0, "b": 0}})", "Move one of them to a free bit."},
    CodeHelp{"array-length",
             "The number of an array's elements is outside of 1 to 1,000,000, or it is given both as length and "
             "max_length.",
             R"({"name": "a", "type": "array", "of": {"type": "bool"}, "length": 0})",
             "Give one of the two keys, with a number in the range."},
    CodeHelp{"nullable-padding", "Padding is marked as nullable, but it has no value that could be null.",
             R"({"name": "_", "type": "padding", "bits": 3, "nullable": true})",
             R"(Remove "nullable", or give the field another type.)"},
    CodeHelp{"empty-fields", "A record has no fields.", R"({"name": "Nothing", "fields": []})", "Add a field."},
    CodeHelp{"compiled-mismatch",
             "A key of a compiled schema (bits, presence_offset, total_bits, total_bytes) says something else than the "
             "layout.",
             R"({"name": "b", "type": "bool", "bits": 2})",
             "Correct the key, or remove these keys and compile the schema again."},
    CodeHelp{"limit-on-uint", "A uint has min, max or signed, which belong to int.",
             R"({"name": "age", "type": "uint", "bits": 7, "max": 120})",
             R"(Change the type to "int" (a fix does so).)"},
    // Decoding
    CodeHelp{"count-above-max", "The stored count of an array is larger than its max_length.", "",
             "The bytes were written by another schema or are damaged: compare the schemas."},
    CodeHelp{"past-max-date", "A stored date lies after max_date.", "",
             "The bytes were written by another schema or are damaged: compare the schemas."},
    CodeHelp{"undefined-flag", "A bit of a bitmask is set that no flag has.", "",
             "Name the bit in the schema, or look for the reason in the program that wrote it."},
    CodeHelp{"null-not-zero", "A field is null by its presence bit, but its value bits are not zero.", "",
             "Harmless for reading; the program that wrote it should clear the bits."},
    CodeHelp{"padding-not-zero", "Bits without a meaning are not zero.", "",
             "A newer schema may have given them a name; else the program that wrote them should clear them."},
    CodeHelp{"unused-slots-not-zero", "Slots of an array behind its last element are not zero.", "",
             "Harmless for reading; the program that wrote them should clear them."},
    CodeHelp{"bits-above-total", "The last byte, or the integer, has bits set above the record's last bit.", "",
             "A newer schema may have appended fields; else the bytes are not this record."},
    // Comparing schemas
    CodeHelp{"compat-field-removed", "A field that the old schema has is gone: its bits have lost their meaning.", "",
             "Keep the field, or give a new record another name."},
    CodeHelp{"compat-field-added",
             "The new schema has a field where the old one had none. Compatible where the old bits were zero: named "
             "padding, or appended without making the record longer in bytes.",
             "", "Use padding of the old schema, or append at the end."},
    CodeHelp{"compat-field-moved", "A field is at another bit offset.", "",
             "Put it back, with an explicit offset if need be."},
    CodeHelp{"compat-field-renamed",
             "The same bits have another name: stored bytes are the same, values in JSON are not.", "",
             "Keep the name, or change all programs that use it."},
    CodeHelp{"compat-field-type", "A field has another type.", "", "Keep the type and add a field for the new one."},
    CodeHelp{"compat-width", "A field has another width.", "", "Keep the width; it may be wider from the start."},
    CodeHelp{"compat-min", "The smallest value of a field changed, so every stored value means another one.", "",
             "Keep min (or min_date); only the upper end may grow."},
    CodeHelp{"compat-max", "The largest value of a field changed within the same bits.", "",
             "Growing: change the readers first. Shrinking: old values may be refused."},
    CodeHelp{"compat-nullable", "A presence bit was added or removed.", "", "Keep \"nullable\" as it was."},
    CodeHelp{"compat-values", "The values of an enum or the flags of a bitmask changed.", "",
             "Append within the same bits; keep the order and meaning of those that exist."},
    CodeHelp{"compat-container", "The container changed.", "", "Keep the container."},
    CodeHelp{"compat-byte-order", "The byte order changed, so every byte is elsewhere.", "", "Keep the byte order."},
    CodeHelp{"compat-size", "The record has another number of bytes.", "",
             "Reserve room with padding in the first version."},
    CodeHelp{"compat-resolution", "The unit of a date changed.", "", "Keep the resolution."},
};

} // namespace

std::span<const CodeHelp> codeHelp()
{
    return kCodes;
}

} // namespace wirebench::bitschema
