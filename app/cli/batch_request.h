// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/limits.h"
#include "core/syntax/json_document.h"
#include "core/wire/encoder.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirebench::cli {

/// What a request asks for.
enum class BatchOp : std::uint8_t { Check, Layout, Encode, Decode };

/// Limits a request sets; what it leaves out keeps the format's default.
struct BatchLimits {
    std::optional<std::uint64_t> message;
    std::optional<std::uint64_t> depth;
    std::optional<std::uint64_t> string;
    std::optional<std::uint64_t> array;
    std::optional<std::uint64_t> total;
    std::optional<double> seconds;
    std::optional<bool> strict;
    std::optional<bool> validateUtf8;

    Limits over(Limits base) const;
};

/// One line of `batch`. The views point into the document.
struct BatchRequest {
    JsonDocument document;
    std::string_view id; ///< JSON text of the member "id", which the answer repeats; empty without one.
    BatchOp op = BatchOp::Check;
    std::string_view format; ///< Empty: recognised by content.
    std::string_view syntax; ///< "schema_format"
    std::string_view schema;
    std::optional<std::string_view> type;
    std::vector<std::pair<std::string_view, std::string_view>> files;
    const JsonNode* value = nullptr;
    bool valueHasProblems = false; ///< The JSON inside "value" has problems of its own, such as repeated keys.
    std::optional<std::string_view> hex;
    std::optional<std::string_view> integer;
    bool stream = false;
    StreamOptions streamOptions; ///< "compression": {"level", "threshold"}
    bool annotations = false;
    BatchLimits limits;
};

/// Reads a request. What is wrong with it is reported as `bad-request` or as a problem of its JSON, with places in the
/// line; the request may only be answered when there was no error. Problems of the JSON inside "value" alone are not
/// reported here: they belong to the value.
BatchRequest readBatchRequest(std::string line, Diagnostics& diagnostics);

} // namespace wirebench::cli
