// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_codes.h"

#include <array>

namespace wirebench::serialkit {

namespace {

constexpr std::array kCodes{
    // Schema
    CodeHelp{
        "reserved-name",
        "The name is a keyword of C++20, or one of its alternative spellings of operators (`and`, `or`, `not` …). It "
        "cannot be the name of anything in generated code.",
        "namespace sample;\nmodel Task {\n    string class = 1;\n}", "Take the offered name or another one."},
    CodeHelp{"primitive-name",
             "A model or an enum has the name of a built-in type, so that uses of it would mean the built-in one.",
             "namespace sample;\nmodel string {\n    bytes text = 1;\n}", "Choose another name."},
    CodeHelp{"infinite-size",
             "A model always contains itself, directly or through others, so that no value of it could ever end.",
             "namespace sample;\nmodel Node {\n    Node next = 1;\n}",
             "Make one field on the way `optional` or `repeated`."},
    CodeHelp{"missing-namespace",
             "The file does not begin with a namespace. Generated code then takes the file's name for it.",
             "model Point {\n    float x = 1;\n}", "Begin the file with `namespace name;`."},
    CodeHelp{"empty-model", "A model has no fields. It takes no bytes and says nothing but that it is there.",
             "namespace sample;\nmodel Marker { }", "Give it a field, or remove it and the fields that use it."},
    CodeHelp{"duplicate-modifier", "A field has the same modifier twice.",
             "namespace sample;\nmodel Log {\n    repeated repeated string lines = 1;\n}", "Remove one of them."},
    CodeHelp{
        "optional-repeated",
        "A field is both `optional` and `repeated`. A repeated field without elements is not written at all, so it "
        "needs no `optional`.",
        "namespace sample;\nmodel Log {\n    optional repeated string lines = 1;\n}", "Remove one of the two."},
    CodeHelp{"packed-not-repeated", "`packed` stands at a field that has one value only. There is nothing to pack.",
             "namespace sample;\nmodel Point {\n    packed int32 x = 1;\n}",
             "Write `packed repeated`, or remove `packed`."},
    CodeHelp{"packed-type",
             "`packed` stands at texts, bytes or models. Packed elements lie one after another without lengths, which "
             "only numbers, bool and enums allow.",
             "namespace sample;\nmodel Log {\n    packed repeated string lines = 1;\n}", "Remove `packed`."},
    CodeHelp{"packed-bitmap", "A field is both `packed` and a `bitmap`. It can be written in one way only.",
             "namespace sample;\nmodel Set {\n    packed bitmap repeated bool on = 1;\n}",
             "Keep `bitmap`, which takes a bit for each value; packed bools take a byte."},
    CodeHelp{"bitmap-type", "`bitmap` stands at something else than `repeated bool`.",
             "namespace sample;\nmodel Set {\n    bitmap repeated uint32 on = 1;\n}",
             "Write `bitmap repeated bool`, or remove `bitmap`."},
    CodeHelp{"interned-type", "`interned` stands at something else than a `string`. The table holds texts only.",
             "namespace sample;\nmodel Log {\n    interned bytes line = 1;\n}", "Remove `interned`."},
    CodeHelp{
        "bitmap-length",
        "The number of values of a bitmap is not on the wire, only the number of bytes. Reading gives 8 values for "
        "each byte, the ones added by the writer among them as false.",
        "namespace sample;\nmodel Set {\n    bitmap repeated bool on = 1;\n}",
        "Add a field that holds the number of values, such as `uint32 on_count`."},
    CodeHelp{"could-be-packed", "A hint: each element of a repeated number has a tag of its own.",
             "namespace sample;\nmodel Set {\n    repeated uint32 ids = 1;\n}",
             "Write `packed repeated`: one tag for all elements."},
    CodeHelp{"could-be-bitmap", "A hint: each element of a repeated bool takes a tag and a byte.",
             "namespace sample;\nmodel Set {\n    repeated bool on = 1;\n}",
             "Write `bitmap repeated bool`: one bit for each value, behind one tag."},
    CodeHelp{
        "two-byte-tag",
        "A hint: a field that every message has, or each element of which has a tag, has a number above 15. Its tag "
        "takes two bytes or more, and a number with a tag of one byte is free.",
        "namespace sample;\nmodel Set {\n    uint32 id = 16;\n}",
        "Give frequent fields the numbers 1 to 15, as long as nothing has been written with this schema."},
    // Decoding
    CodeHelp{"string-index",
             "An interned field has an index that the table of strings does not reach. The table starts at 0.", "",
             "Check that the table was written with the message; perhaps the message was cut out of a larger one."},
    CodeHelp{
        "string-table-position",
        "The table of strings does not stand at the start of the message, or there is a second one. A table inside a "
        "nested message has no meaning at all.",
        "", "Mend the writer: one table, in front of all fields of the outermost message."},
    CodeHelp{"interned-without-table",
             "The message has no table of strings, and what should be an index is the length of text that follows. So "
             "writers do that never write the table. It is read as that text.",
             "", "Mend the writer, or remove `interned` from the schema."},
    CodeHelp{"interned-inline", "An interned field holds its text itself instead of an index.", "",
             "Nothing: this is allowed, only longer."},
    CodeHelp{"interned-unexpected", "A plain string holds an index into the table of strings.", "",
             "Add `interned` to the field in the schema, or mend the writer."},
    CodeHelp{"packed-as-length-delimited",
             "A packed field has wire type 2 instead of 3. The body is the same; published examples have this too.", "",
             "Mend the writer: packed fields have wire type 3."},
    CodeHelp{"packed-as-elements", "A packed field is written element by element, each with a tag.", "",
             "Mend the writer, or remove `packed` from the schema."},
    CodeHelp{"packed-unexpected", "A repeated field that is not packed is written as a packed one.", "",
             "Add `packed` to the field in the schema, or mend the writer."},
    CodeHelp{"bitmap-unexpected", "A repeated bool that is no bitmap is written as a bitmap.", "",
             "Add `bitmap` to the field in the schema, or mend the writer."},
    CodeHelp{"bitmap-as-length-delimited",
             "A bitmap has wire type 2 instead of 7. The body is the same; published examples have this too.", "",
             "Mend the writer: bitmaps have wire type 7."},
    CodeHelp{"bitmap-as-elements", "A bitmap is written value by value, each with a tag.", "",
             "Mend the writer, or remove `bitmap` from the schema."},
    // Evolution
    CodeHelp{"compat-type-added",
             "The new schema declares a type that the old one did not have. Existing data is not "
             "affected.",
             "", "Nothing to do."},
    CodeHelp{"compat-type-removed",
             "The new schema lacks a type that the old one had, so data of that type can no longer be read.", "",
             "Keep the declaration, or make sure that no data of that type is left."},
    CodeHelp{"compat-type-renamed", "A type has another name. Names of types are not on the wire.", "",
             "Nothing to do for the bytes; source code that uses the generated types has to follow."},
    CodeHelp{"compat-kind-changed", "A model became an enum, or an enum a model.", "",
             "Declare the new one under another name."},
    CodeHelp{"compat-field-added",
             "A field was added. Older readers skip it; in old data it is zero, or absent when it is `optional` or "
             "`repeated`.",
             "", "Nothing to do."},
    CodeHelp{
        "compat-field-removed",
        "A field was removed. One that is always written is missed by older readers, who take it to be zero.", "",
        "Keep the field, or make it `optional` and remove it when no old reader is left. Never use its number again."},
    CodeHelp{"compat-field-renamed",
             "A field has another name and the same number. Names of fields are not on the wire.", "",
             "Nothing to do for the bytes; JSON values and source code that name the field have to follow."},
    CodeHelp{
        "compat-field-number",
        "A field has another number. The number is all that tells fields apart, so each side takes the other's field "
        "for an unknown one.",
        "", "Keep the number."},
    CodeHelp{"compat-number-reused",
             "A number that belonged to one field or value belongs to another one now, so old data is misread.", "",
             "Use a number that was never used."},
    CodeHelp{"compat-field-type", "A field has another type, whose bytes are written or meant differently.", "",
             "Keep the field and add a new one, with a new number, for the new type."},
    CodeHelp{"compat-field-widened",
             "An integer field has a wider type of the same kind. The bytes stay the same; older readers refuse values "
             "that do not fit their type.",
             "", "Bring the readers up to date before larger values are written."},
    CodeHelp{"compat-field-narrowed", "A field has a type with fewer values, and stored values may not fit it.", "",
             "Keep the type."},
    CodeHelp{"compat-field-sign", "A field changed between signed and unsigned, so some values change their meaning.",
             "", "Keep the type, or add a new field."},
    CodeHelp{"compat-field-bytes",
             "A string became bytes. The bytes stay the same, and are no longer checked to be text.", "",
             "Nothing to do as long as only text is written; JSON values have another form."},
    CodeHelp{
        "compat-field-repeated",
        "A field with one value became repeated, or the other way round. Readers of the other version keep only the "
        "last value.",
        "", "Keep it, and add a new field for the other form."},
    CodeHelp{"compat-field-encoding",
             "`packed`, `interned` or `bitmap` was added or removed. Readers take both forms, with a warning.", "",
             "Nothing to do; the warnings end when all writers have the new schema."},
    CodeHelp{"compat-field-optional",
             "A field became `optional`. Where it is absent, older readers take it to be zero.", "", "Nothing to do."},
    CodeHelp{"compat-field-always",
             "A field is no longer `optional`. Where old data has none, it reads as zero with a note.", "",
             "Keep it `optional` where absent and zero are to be told apart."},
    CodeHelp{"compat-value-added", "An enum has a further value. Older readers show its number.", "", "Nothing to do."},
    CodeHelp{"compat-value-removed",
             "An enum lacks a value that it had. Stored values with its number are shown as numbers.", "",
             "Keep the value, and say in a comment that it is no longer used."},
    CodeHelp{"compat-value-renamed", "An enum value has another name and the same number. Names are not on the wire.",
             "", "Nothing to do for the bytes; JSON values and source code that name the value have to follow."},
    CodeHelp{"compat-value-number", "An enum value has another number, so stored values change their meaning.", "",
             "Keep the number."},
};

} // namespace

std::span<const CodeHelp> codeHelp()
{
    return kCodes;
}

} // namespace wirebench::serialkit
