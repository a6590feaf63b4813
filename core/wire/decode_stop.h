// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation_sink.h"
#include "core/wire/bits.h"
#include "core/wire/problem_list.h"

#include <chrono>
#include <optional>

namespace wirebench {

/// Why decoding may not go on: somebody stopped it, or its time is up. Nothing while it may.
inline std::optional<Message> reasonToStop(const Limits& limits, std::chrono::steady_clock::time_point deadline)
{
    if (limits.stopped())
        return Message{"Decoding was stopped here by hand; decode again to read on.", {}};
    if (limits.milliseconds == 0 || std::chrono::steady_clock::now() < deadline)
        return std::nullopt;
    return Message{"Decoding took longer than the limit of {0} ms; raise the time limit to read on.",
                   {std::to_string(limits.milliseconds)}};
}

/// Between the values of a buffer, of which the next begins at byte `at`: true when somebody has stopped the decoding.
/// The rest is covered by an error then.
inline bool stoppedBetween(Decoded& result, AnnotationSink& sink, std::uint64_t at)
{
    if (!result.limits.stopped())
        return false;
    // A value that was stopped inside has said so.
    if (result.diagnostics.empty() || result.diagnostics.back().code != "limit-time")
        ProblemList(result.diagnostics)
            .add(Severity::Error, "limit-time", {at * 8, 0}, {}, *reasonToStop(result.limits, {}));
    sink.leaf(Role::Error, bitsOfBytes(at, result.bytes->size() - at), kNoIndex, 1, kUnbounded);
    return true;
}

} // namespace wirebench
