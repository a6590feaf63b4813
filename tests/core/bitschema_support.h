// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/formats/bitschema/bitschema_format.h"
#include "core/layout/layout.h"
#include "core/syntax/json_document.h"
#include "core/value/json_input.h"
#include "core/value/value.h"
#include "core/wire/annotation.h"
#include "core/wire/encoder.h"

#include <QString>

#include <algorithm>
#include <memory>
#include <string>

namespace wirebench::test {

inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline Analysis analyseBitschema(std::string text, std::string name = {})
{
    auto source = std::make_shared<SchemaSource>();
    source->text = std::move(text);
    source->name = std::move(name);
    return bitschemaFormat().analyse(source);
}

/// "line:column-line:column", the end exclusive.
inline QString describePlace(const LineIndex& lines, const Place& place)
{
    const TextPosition begin = lines.position(static_cast<std::uint32_t>(place.first));
    const TextPosition end = lines.position(static_cast<std::uint32_t>(place.first + place.count));
    return QStringLiteral("%1:%2-%3:%4").arg(begin.line).arg(begin.column).arg(end.line).arg(end.column);
}

inline std::string withFix(const std::string& text, const Fix& fix)
{
    std::vector<TextEdit> edits = fix.edits;
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.range.begin > b.range.begin; });
    std::string result = text;
    for (const TextEdit& edit : edits)
        result.replace(edit.range.begin, edit.range.size(), edit.replacement);
    return result;
}

/// The codes of `problems`, with a space between.
inline std::string codesOf(const Diagnostics& problems)
{
    std::string codes;
    for (const Diagnostic& problem : problems)
        codes.append(codes.empty() ? "" : " ").append(problem.code);
    return codes;
}

struct EncodedHex {
    std::string hex;
    std::string codes;
};

/// Encodes the JSON text with the schema's only type.
inline EncodedHex encodeJson(const Analysis& analysis, const std::string& json)
{
    Diagnostics problems;
    const JsonDocument document = readJson(json, JsonRole::Value, problems);
    const Value value = bindJson(analysis.plan, analysis.plan->types.front(), document, *document.root(), problems);
    if (hasErrors(problems))
        return {{}, codesOf(problems)};
    const Encoded encoded = encode(value, analysis.plan->limits);
    problems.insert(problems.end(), encoded.diagnostics.begin(), encoded.diagnostics.end());
    return {toHex(encoded.bytes), codesOf(problems)};
}

inline Bytes fromHex(std::string_view hex)
{
    Bytes bytes;
    const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(digit(hex[i]) * 16 + digit(hex[i + 1])));
    return bytes;
}

struct DecodedJson {
    std::string json;
    std::string codes;
};

inline DecodedJson decodeHex(const Analysis& analysis, std::string_view hex)
{
    const auto bytes = std::make_shared<const Bytes>(fromHex(hex));
    const Decoded decoded = decode(analysis.plan, analysis.plan->types.front(), bytes, analysis.plan->limits);
    return {writeJson(readValue(decoded)), codesOf(decoded.diagnostics)};
}

} // namespace wirebench::test
