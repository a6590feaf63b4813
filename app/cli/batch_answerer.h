// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/analysis_cache.h"
#include "app/cli/batch_request.h"

#include <string>

namespace wirebench::cli {

/// Answers the requests of `batch`, one JSON object for each line. Total: any line gets an answer.
class BatchAnswerer {
public:
    /// Appends the answer to `line` and a line feed.
    void answer(std::string line, std::string& out);
    /// Appends the answer to a line that is not read because it has more than `limitBytes`.
    static void refuseLongLine(std::uint64_t limitBytes, std::string& out);

private:
    void answerRequest(const BatchRequest& request, std::string& out);

    AnalysisCache m_cache;
    std::string m_payload; // kept for its capacity
};

} // namespace wirebench::cli
