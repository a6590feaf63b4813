// SPDX-License-Identifier: MIT
#include "tests/fuzz/properties.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace wirebench::fuzz {

void require(bool holds, std::string_view sentence)
{
    if (holds)
        return;
    std::fprintf(stderr, "Property does not hold: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
    std::abort();
}

void checkPlaces(const Diagnostics& diagnostics, std::string_view text)
{
    for (const Diagnostic& problem : diagnostics) {
        require(!problem.code.empty(), "every problem has a code");
        require(!problem.message.text().empty(), "every problem has a sentence");
        if (problem.place.kind == Place::Kind::Schema && problem.place.file == 0)
            require(problem.place.first + problem.place.count <= text.size(), "a problem lies inside the text");
        for (const Fix& fix : problem.fixes) {
            std::vector<TextEdit> edits = fix.edits;
            std::sort(edits.begin(), edits.end(),
                      [](const TextEdit& a, const TextEdit& b) { return a.range.begin < b.range.begin; });
            std::uint32_t reached = 0;
            for (const TextEdit& edit : edits) {
                require(reached <= edit.range.begin && edit.range.begin <= edit.range.end
                            && edit.range.end <= text.size(),
                        "edits of a fix lie inside the text and do not overlap");
                reached = edit.range.end;
            }
        }
    }
}

} // namespace wirebench::fuzz
