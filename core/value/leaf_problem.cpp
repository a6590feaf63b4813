// SPDX-License-Identifier: MIT
#include "core/value/leaf_problem.h"

#include "core/base/text.h"

namespace wirebench {

std::string sourceText(const JsonDocument& document, const JsonNode& json)
{
    constexpr std::size_t longestShown = 60;
    std::string_view text = document.text().substr(json.begin, json.end - json.begin);
    if (text.size() <= longestShown)
        return std::string(text);
    text = text.substr(0, longestShown);
    return std::string(text.substr(0, validUtf8Prefix(asBytes(text)))) + "…";
}

LeafProblem wrongTypeProblem(const JsonDocument& document, const JsonNode& json, std::string_view expected)
{
    return {"wrong-type", &json, {"Expected {0}, found {1}.", {std::string(expected), sourceText(document, json)}}};
}

} // namespace wirebench
