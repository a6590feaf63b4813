// SPDX-License-Identifier: MIT
#include "core/formats/common_codes.h"

#include <array>

namespace wirebench {

namespace {

constexpr std::array kCommonCodes{
    // Schemas
    CodeHelp{
        "syntax",
        "The text does not follow the grammar at this place. The message says what was expected and what was found.",
        "struct Point {\n    x: f32\n    y: f32,\n}",
        "Take the offered fix, or write what was expected. Everything behind the next field or declaration was read "
        "all the same."},
    CodeHelp{"unsupported",
             "The text uses something that another language has and this schema language has not. The message names "
             "the way to say it here.",
             "enum Status { Active, Idle }", "Say it the way the message names, or remove it."},
    CodeHelp{"duplicate-declaration", "Two declarations have the same name; a use of the name could mean either.",
             "struct Point { x: f32 }\nstruct Point { y: f32 }", "Rename or remove one of them."},
    CodeHelp{"duplicate-field", "Two fields of one record have the same name. In bytes: a field came more than once.",
             "struct Point {\n    x: f32,\n    x: f32,\n}", "Rename or remove one of them."},
    CodeHelp{"unknown-type", "A name is used as a type, and nothing of that name is declared.",
             "struct Rack {\n    devices: []Devise,\n}",
             "Correct the name (the nearest known one is offered) or declare the type."},
    CodeHelp{"bad-identifier",
             "A name holds characters that names cannot have. Names start with a letter A–Z, a–z or `_` and go on with "
             "letters, digits and `_`.",
             "struct Point {\n    x-axis: f32,\n}",
             "Rename it, for example with `_` in the place of other characters."},
    CodeHelp{"reserved-name",
             "The name is a keyword or a common type of a language that code is generated for, in some spelling of "
             "upper and lower case.",
             "struct Field {\n    type: u8,\n}", "Take the offered name or another one."},
    CodeHelp{"primitive-name", "The name is that of a built-in type, so that uses of it could be misread.",
             "struct u32 {\n    low: u16,\n}", "Choose another name."},
    CodeHelp{"case-only-names",
             "Two names in one scope differ only by upper and lower case. Languages and file systems that change case "
             "could not keep them apart.",
             "struct Size {\n    width: u32,\n    Width: u32,\n}", "Rename one of them."},
    CodeHelp{"infinite-size",
             "A type contains itself by value, directly or through others, so that no value of it could ever end.",
             "struct Node {\n    next: Node,\n}", "Make one field on the way optional or an array."},
    CodeHelp{"duplicate-field-number",
             "Two fields of one type have the same number. The number is all that tells fields apart in bytes.",
             "model Point {\n    float x = 1;\n    float y = 1;\n}", "Give one of them a number that is free."},
    CodeHelp{"duplicate-enum-value", "Two values of one enum have the same name.", "enum State { IDLE = 0; IDLE = 1; }",
             "Rename or remove one of them."},
    CodeHelp{"duplicate-enum-number",
             "Two values of one enum have the same number, so that a number in bytes could mean either.",
             "enum State { IDLE = 0; BUSY = 0; }", "Give one of them a number that is free."},
    CodeHelp{"field-number-range", "The number of a field is not one that a tag can hold: 1 to 536870911.",
             "model Point {\n    float x = 0;\n}", "Use a number within the range; 1 to 15 take the smallest tag."},
    CodeHelp{"field-number-reserved", "The numbers 19000 to 19999 are kept for the format itself.",
             "model Point {\n    float x = 19000;\n}", "Use another number."},
    CodeHelp{"enum-number-range", "The number of an enum value is outside 0 to 2147483647.",
             "enum State { UNKNOWN = -1; }", "Use a number within the range."},
    CodeHelp{"empty-enum", "An enum has no values, so that no field could hold one.", "enum State { }",
             "Give it at least one value, or remove it and the fields that use it."},
    CodeHelp{"duplicate-key", "An object has the same key twice. Readers differ in which of the two they take.",
             "{\"name\": \"a\", \"name\": \"b\"}", "Remove one of them."},
    CodeHelp{"limit-depth", "Something is nested deeper than the limit allows.", "",
             "Check that text and bytes are what they should be; else raise the limit."},
    CodeHelp{"limit-total", "There are more elements, or more text, in all than the limit allows.", "",
             "Check that text and bytes are what they should be; else raise the limit or split the data."},
    CodeHelp{"dangling-doc", "A documentation comment is followed by nothing it could document.",
             "struct Point {\n    x: f32,\n    /// Forgotten.\n}",
             "Move it before a declaration or field, or make it a plain comment."},
    CodeHelp{"more-problems", "There are more problems than a list can usefully show; the first ones are there.", "",
             "Correct the first ones: often they are the cause of the others."},
    CodeHelp{"style", "A hint: the schema is right, and there is a better way to say this.", "",
             "Take the offered change, or leave it as it is."},
    // Values that are encoded
    CodeHelp{"unknown-key", "The object has a key that the type does not have.", "{\"nmae\": \"Reverb\"}",
             "Correct the key (the nearest known one is named) or remove it."},
    CodeHelp{"missing-value", "A value that must be there is missing or null.", "{}", "Add the value."},
    CodeHelp{"wrong-type",
             "The JSON value, or the key of a schema document, has another type than the one that is expected.",
             "{\"id\": \"forty-two\"}", "Write a value of the type that the message names."},
    CodeHelp{"value-range", "The number does not fit its field: it is outside the range that the message names.",
             "{\"level\": 300}", "Use a value within the range, or a wider type in the schema."},
    CodeHelp{"unknown-enum-value", "The enum has no value of this name or number.", "{\"status\": \"activ\"}",
             "Use one of the declared values, or declare this one."},
    CodeHelp{"unknown-flag", "The set of flags has no flag of this name.", "{\"permissions\": {\"raed\": true}}",
             "Use one of the declared flags, or declare this one."},
    CodeHelp{"invalid-bytes", "The text for a value of bytes is neither hex digits in pairs nor `base64:…`.",
             "{\"@bytes\": \"abc\"}", "Write two hex digits a byte; blanks are ignored."},
    CodeHelp{"invalid-utf8",
             "The text is not valid UTF-8. In bytes this is a warning, and they are shown as hex; in a value it is an "
             "error.",
             "\"\\ud800\"", "Correct the text, or use an array of bytes for data that is no text."},
    CodeHelp{"array-count", "The array has more or fewer elements than its type allows.", "",
             "Change the number of elements, or the length in the schema."},
    CodeHelp{"missing-type", "The object does not say which type it is.", "[{\"code\": 1}]",
             "Put `\"@type\": \"Name\"` first."},
    CodeHelp{"type-not-allowed", "The type that is named cannot stand at this place.", "[{\"@type\": \"Point\"}]",
             "Name one of the types that the message lists."},
    CodeHelp{"bad-date", "The text is no date of the form that is expected.", "\"2026-02-30\"",
             "Write YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss where the resolution asks for it."},
    CodeHelp{"date-not-whole", "The date is no whole number of units after the earliest date.", "",
             "Use a date that is a whole number of units after `min_date`."},
    CodeHelp{"bad-unknown", "The bytes under `@unknown` are not what can be written back there.",
             "{\"@unknown\": \"00\"}", "Leave them as the decoder gave them, or remove them."},
    CodeHelp{"bad-hex",
             "The text that was to be read as bytes, or as an integer, holds a character that has no place in it.",
             "08 9G", "Correct the character at the position that is named."},
    CodeHelp{"hex-gap",
             "A memory image (Intel HEX, S-records) leaves addresses out; the bytes there are taken to be ff.",
             ":02000000AABB99\n:02000400CCDD51\n:00000001FF",
             "Nothing, if the memory was erased there; else look for the missing records."},
    // Requests in batches
    CodeHelp{"bad-request", "A request lacks something it needs, or holds something it must not.",
             "{\"op\": \"decode\", \"schema\": \"…\"}",
             "Correct the member that is named; `wirebench-cli batch --help` lists them all."},
    CodeHelp{"unknown-format", "The wire format is not known, or cannot be told from the schema alone.", "",
             "Name one of the formats that `wirebench-cli formats` lists."},
    CodeHelp{"internal-error", "The request could not be answered, most likely because memory ran out.", "",
             "Send it again with less data; report it if that does not help."},
    // Bytes that are decoded
    CodeHelp{"truncated", "The bytes end before the value does, or a length or count announces more than is there.", "",
             "Check that the whole buffer was copied and that the schema is the one it was written with; a wrong "
             "length mostly means that an earlier field has another width."},
    CodeHelp{"bool-value", "The byte of a bool is neither 0 nor 1. It is taken as true.", "",
             "Check that the schema is the one the bytes were written with."},
    CodeHelp{"varint-overflow", "A variable-length integer is longer than 10 bytes, or does not fit 64 bits.", "",
             "Check where the value starts: mostly an earlier length or field was misread."},
    CodeHelp{
        "non-canonical-varint",
        "A variable-length integer takes more bytes than it needs. It is read all the same; writing it again gives "
        "the short form.",
        "80 00 where 00 says the same", "Nothing, unless bytes are compared or hashed; then mend the writer."},
    CodeHelp{"bad-wire-type",
             "The low three bits of a tag give a wire type that does not exist. How long such a field is cannot be "
             "known, so the rest of the message cannot be read.",
             "", "Check the schema and where the message starts: mostly an earlier length or field was misread."},
    CodeHelp{
        "wire-type-mismatch",
        "The tag of a field gives another wire type than the field's type has. The field is skipped by the wire type "
        "in its tag.",
        "", "Check that the schema is the one the bytes were written with; perhaps the field's type has changed."},
    CodeHelp{"bad-field-number", "A tag gives the field number 0, or one above 536870911. The field is skipped.", "",
             "Check where the message starts: mostly an earlier length or field was misread."},
    CodeHelp{"missing-field",
             "A field that is always written is not in the bytes. It is taken to be zero, empty or its default.", "",
             "Nothing, if the writer has an older schema; else check that the buffer is whole."},
    CodeHelp{"unknown-field",
             "The bytes have a field with a number that the schema does not have. It is skipped, and kept as it is.",
             "", "Add the field to the schema to read it; a writer with a newer schema is the usual cause."},
    CodeHelp{"trailing-bytes", "Bytes are left over behind the value.", "",
             "Check the type, or decode as a buffer of several messages."},
    CodeHelp{"limit-message", "The buffer or message is larger than the limit allows.", "",
             "Check that the bytes are what they should be; else raise the limit."},
    CodeHelp{"limit-string", "A string is longer than the limit allows.", "",
             "Check that the bytes are what they should be; else raise the limit."},
    CodeHelp{"limit-array", "An array has more elements than the limit allows.", "",
             "Check that the bytes are what they should be; else raise the limit."},
    CodeHelp{"limit-time", "Decoding took longer than the limit allows, or somebody stopped it.", "",
             "Decode a smaller part, or raise the limit; decode again what you stopped."},
};

} // namespace

std::span<const CodeHelp> commonCodes()
{
    return kCommonCodes;
}

} // namespace wirebench
