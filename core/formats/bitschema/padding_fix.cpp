// SPDX-License-Identifier: MIT
#include "core/formats/bitschema/placement.h"

#include <algorithm>

namespace wirebench::bitschema {

namespace {

/// Whether the bits behind the field, up to where the fix moves it, are free of fields that stay where they are.
bool mayMove(const std::vector<Field>& record, const Field& field, std::uint64_t bits)
{
    const std::uint64_t first = *field.offset;
    const std::uint64_t end = first + bits + field.totalBits();
    return std::none_of(record.begin(), record.end(), [&](const Field& other) {
        return &other != &field && other.offset && other.totalBits() != 0 && *other.offset < end
            && first < *other.offset + other.totalBits();
    });
}

/// What stands before a definition in a block of YAML: spaces and, for list items, the dash. Nothing when something
/// else stands there.
std::string lineStart(std::string_view text, std::uint32_t at)
{
    std::uint32_t begin = at;
    while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '-'))
        --begin;
    const bool whole = begin == 0 || text[begin - 1] == '\n' || text[begin - 1] == '\r';
    return whole ? std::string(text.substr(begin, at - begin)) : std::string();
}

std::string paddingText(const std::string& name, std::uint64_t bits, std::optional<std::uint64_t> offset, bool listed,
                        bool json)
{
    const std::string quote = json ? "\"" : "";
    std::string text;
    const auto add = [&](const std::string& key, const std::string& value) {
        text += (text.empty() ? "{" : ", ") + quote + key + quote + ": " + value;
    };
    if (listed)
        add("name", quote + name + quote);
    add("type", quote + "padding" + quote);
    add("bits", std::to_string(bits));
    if (offset)
        add("offset", std::to_string(*offset));
    text += "}";
    return listed ? text : quote + name + quote + ": " + text;
}

} // namespace

std::string freePaddingName(const std::vector<Field>& record)
{
    static constexpr std::string_view prefix = "_padding";
    std::uint64_t highest = 0;
    for (const Field& field : record) {
        if (!field.name.starts_with(prefix))
            continue;
        if (const auto number = readInteger(field.name.substr(prefix.size()), false))
            highest = std::max(highest, std::min<std::uint64_t>(number->magnitude, kHugeBits));
    }
    return std::string(prefix) + std::to_string(highest + 1);
}

void addPaddingFix(Diagnostic& problem, const Definition& definition, const std::vector<Field>& record,
                   const Field& field, const std::string& name)
{
    constexpr std::size_t largestSearched = 1000; // keeps the search for free bits linear over the whole schema
    const std::string_view text = definition.document.text();
    const std::uint64_t bits = 8 - *field.offset % 8;
    if (field.writtenOffset && (record.size() > largestSearched || !mayMove(record, field, bits)))
        return;
    const bool listed = field.json->keyEnd == 0;
    const std::uint32_t at = listed ? field.json->begin : field.json->keyBegin;
    const bool json = definition.notation == Notation::Json || (at < text.size() && text[at] == '"');
    std::string insertion = paddingText(name, bits, field.writtenOffset ? field.offset : std::nullopt, listed, json);
    const std::string start = lineStart(text, at);
    const bool block = definition.notation == Notation::Yaml && (!start.empty() || at == 0 || text[at - 1] == '\n');
    insertion += block ? "\n" + start : ", ";
    Fix fix;
    fix.title = {"Insert {0} of padding before \"{1}\"",
                 {std::to_string(bits) + (bits == 1 ? " bit" : " bits"), std::string(field.name)}};
    fix.edits.push_back({{at, at}, std::move(insertion)});
    if (field.writtenOffset) {
        const JsonNode* offset = definition.document.find(*field.json, "offset");
        fix.edits.push_back({offset->range(), std::to_string(*field.offset + bits)});
    }
    problem.fixes.push_back(std::move(fix));
}

} // namespace wirebench::bitschema
