// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_codes.h"

#include <array>

namespace wirebench::sdp {

namespace {

constexpr std::array kCodes{
    // Schema
    CodeHelp{"empty-struct",
             "A struct or message has no fields. On the wire it would be nothing at all, and nobody could tell how "
             "many of it are there.",
             "struct Marker {\n}", "Give it at least one field, or remove it and the fields that use it."},
    CodeHelp{"array-of-array",
             "The element of an array is itself an array. SDP arrays hold primitives, text or structs.",
             "struct Matrix {\n    rows: [][]f64,\n}",
             "Put the inner array into a struct: `struct Row { values: []f64 }`, then `rows: []Row`. The bytes are the "
             "same."},
    CodeHelp{
        "array-of-optional",
        "The element of an array is optional. An array has a count of its own; elements that are absent are simply not "
        "in it.",
        "struct Rack {\n    slots: []?Device,\n}",
        "Write `[]Device`. Where the position matters, declare `struct Slot { device: ?Device }` and write `[]Slot`."},
    CodeHelp{"optional-non-struct",
             "`?` stands before something that is no struct. Only structs can be optional, not primitives, text, "
             "arrays or other optionals.",
             "struct Plugin {\n    latency: ?u32,\n}",
             "Drop the `?` and let a value such as 0 say that it is missing, or put the field into a struct and make "
             "that optional."},
    CodeHelp{"message-as-type",
             "A field has a message as its type. A message carries a header with its type id and stands at the top of "
             "a buffer only.",
             "message Ping {\n    time: u64,\n}\nstruct Log {\n    last: Ping,\n}",
             "Declare what both need as a struct and use that struct in the message and in the field."},
    CodeHelp{"type-id-collision",
             "Two messages have names with the same FNV-1a 64 hash. Their type ids on the wire would be equal.",
             "message MsaCcvEeEuDwtc {\n    a: u8,\n}\nmessage MjnwrxEBnlqcgo {\n    a: u8,\n}",
             "Rename one of the two messages."},
    CodeHelp{"too-deep",
             "Structs are nested plainly, one inside the other, more than 32 deep. Readers refuse such data.", "",
             "Make one of the inner structs optional or an array, or move its fields into the struct that holds it."},
    // Decoding
    CodeHelp{"bad-presence",
             "The byte that says whether an optional struct is there is neither 0 nor 1, so it is not known whether a "
             "struct follows.",
             "02 where 00 or 01 is expected",
             "Check that the schema is the one the bytes were written with: a wrong presence byte mostly means that an "
             "earlier field has another width."},
    CodeHelp{"payload-size",
             "The header of a message announces more bytes than its fields take. Both numbers are given.", "",
             "Check that the writer uses the same schema; perhaps it has more fields. What is left over is skipped."},
    CodeHelp{"type-id",
             "The buffer holds another message than the one asked for: the type id in its header is not the hash of "
             "that message's name.",
             "",
             "Decode as the message that is named, or as a buffer of messages, which takes each by its own type id."},
    CodeHelp{"unknown-message",
             "A message in the buffer has a type id that no message of the schema has. It is skipped by the size in "
             "its header and kept as it is.",
             "", "Add the missing message to the schema, with exactly the name the writer uses."},
    // Evolution
    CodeHelp{"compat-type-added",
             "The new schema declares a type that the old one did not have. Existing data is not affected.", "",
             "Nothing to do."},
    CodeHelp{"compat-type-removed",
             "The new schema lacks a type that the old one had, so data of that type can no longer be read.", "",
             "Keep the declaration, or make sure that no data of that type is left."},
    CodeHelp{"compat-type-renamed",
             "A struct has another name with the same fields. Names of structs are not on the wire.", "",
             "Nothing to do; source code that uses the generated types has to follow."},
    CodeHelp{"compat-message-renamed",
             "A message has another name. Its type id is the hash of its name, so old and new readers do not recognise "
             "each other's messages.",
             "", "Keep the old name, or declare the new message beside the old one."},
    CodeHelp{"compat-kind-changed",
             "A struct became a message or a message a struct. A message carries a header of 12 bytes, a struct none.",
             "", "Keep the kind, and declare a second type for the other use."},
    CodeHelp{"compat-field-added",
             "A field was added. All fields lie one behind the other without tags, so every reader of the other "
             "version misreads what follows.",
             "", "Declare a new type (for messages: with a new name) and keep the old one for existing data."},
    CodeHelp{"compat-field-removed",
             "A field was removed. All fields lie one behind the other without tags, so every reader of the other "
             "version misreads what follows.",
             "", "Keep the field, and document that it is no longer used."},
    CodeHelp{"compat-field-moved",
             "A field stands at another place. The order of the fields is the order of the bytes.", "",
             "Restore the old order; add new declarations behind the old ones in a new type."},
    CodeHelp{"compat-field-type", "A field has another type, so its bytes mean something else or have another length.",
             "", "Keep the type, or declare a new type for the new form."},
    CodeHelp{"compat-field-renamed", "A field has another name and the same type. Names of fields are not on the wire.",
             "", "Nothing to do for the bytes; JSON values and source code that name the field have to follow."},
};

} // namespace

std::span<const CodeHelp> codeHelp()
{
    return kCodes;
}

} // namespace wirebench::sdp
