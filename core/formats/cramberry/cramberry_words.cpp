// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_words.h"

#include <algorithm>
#include <array>

namespace wirebench::cramberry {

namespace {

constexpr std::array kKeywords{
    Keyword{"package", "the name that stands before all names of the file; comes first", "package shop.orders;"},
    Keyword{"import", "makes the types of another file known", "import \"cramberry/stdlib.cramberry\" as std;"},
    Keyword{"type", "fields with names, numbers and types: a message", "type Point {\n    @field(1) x: int32;\n}"},
    Keyword{"enum", "names for numbers from 0 on, written as varints", "enum State {\n    IDLE = 0;\n}"},
    Keyword{"interface", "what several types implement; a field of it holds any of them, with its type id",
            "interface Payment {\n    amount(): int64;\n}"},
    Keyword{"service", "procedures that can be called from elsewhere; not on the wire",
            "service Shop {\n    rpc Find(Query): Answer;\n}"},
    Keyword{"extends", "takes over the fields of another type, or stands for another interface as well",
            "type Car extends Vehicle { … }"},
    Keyword{"as", "names an imported file, as a prefix of its types", "import \"a.cramberry\" as a;"},
    Keyword{"rpc", "a procedure of a service: what it takes, and what it gives", "rpc Find(Query): Answer;"},
    Keyword{"stream", "any number of values, one after another", "rpc Follow(Query): stream Answer;"},
    Keyword{"map", "keys with values, sorted by the bytes of the keys; keys are integers, bool, string, bytes or enums",
            "map<string, int32>"},
};

} // namespace

std::span<const Keyword> keywords()
{
    return kKeywords;
}

const Keyword* findKeyword(std::string_view name)
{
    const auto found = std::find_if(kKeywords.begin(), kKeywords.end(),
                                    [name](const Keyword& keyword) { return keyword.name == name; });
    return found == kKeywords.end() ? nullptr : &*found;
}

} // namespace wirebench::cramberry
