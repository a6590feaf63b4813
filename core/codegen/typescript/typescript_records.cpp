// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_context.h"

#include <string>

// Structs whose fields lie at bit offsets.

namespace wirebench::typescript {

void printRecord(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    const auto forEach = [&](const auto& print) {
        for (std::size_t i = 0; i < entry.fields.size(); ++i) {
            const ApiField& field = entry.fields[i];
            print(slotCodecOf(context, field), context.property(entry, i), std::to_string(context.slot(field).offset),
                  textLiteral(field.name));
        }
    };
    out.line("check: (m, v) => {");
    out.indent();
    forEach([&](const std::string& codec, const std::string& key, const std::string&, const std::string& name) {
        out.line("$1.check(m, v.$2, $3);", codec, key, name);
    });
    out.dedent();
    out.line("},");
    out.line("place: (bytes, at, v) => {");
    out.indent();
    forEach([&](const std::string& codec, const std::string& key, const std::string& offset, const std::string&) {
        out.line("$1.place(bytes, at + $2, v.$3);", codec, offset, key);
    });
    out.dedent();
    out.line("},");
    out.line("read: (r, at, depth) => ({");
    out.indent();
    forEach([&](const std::string& codec, const std::string& key, const std::string& offset, const std::string&) {
        out.line("$1: $2.read(r, at + $3, depth),", key, codec, offset);
    });
    out.dedent();
    out.line("}),");
}

} // namespace wirebench::typescript
