// SPDX-License-Identifier: MIT
// The positional JSON reader: any text gives nodes whose ranges nest, and problems whose places are inside.
#include "core/base/text.h"
#include "core/syntax/json_document.h"
#include "tests/fuzz/properties.h"

#include <string>

using namespace wirebench;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    Diagnostics problems;
    const JsonDocument document = readJson(text, JsonRole::Schema, problems);
    fuzz::checkPlaces(problems, text);
    fuzz::require(document.root() || hasErrors(problems), "a text without a value is an error");
    for (const JsonNode& node : document.nodes()) {
        fuzz::require(node.begin <= node.end && node.end <= size, "a value lies inside the text");
        fuzz::require(isValidUtf8(asBytes(node.text)) || !isValidUtf8({data, size}), "decoded text is UTF-8");
        for (const JsonNode* child = document.firstChild(node); child; child = document.next(*child))
            fuzz::require(node.begin <= child->begin && child->end <= node.end, "a child lies inside its parent");
    }
    return 0;
}
