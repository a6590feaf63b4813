// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// What to look for in a text.
struct SearchQuery {
    QString pattern;
    bool matchCase = false;
    bool wholeWord = false;
    bool regex = false;
    bool operator==(const SearchQuery&) const = default;
};

struct SearchResult {
    std::vector<TextRange> hits; ///< UTF-8 bytes, in order, not overlapping; empty matches are left out.
    bool complete = true; ///< False when there were more hits than the limit.
    QString error; ///< Why the regular expression cannot be used; empty when it can.
};

/// All places where `query` matches. A text that is not UTF-8 is searched byte by byte.
SearchResult findAll(std::string_view text, const SearchQuery& query, std::size_t limit = 20'000);

/// The edits that replace all hits by `replacement`; in a regular expression `$1` or `\1` is a group, `$0` the match.
std::vector<TextEdit> replaceAllEdits(std::string_view text, const SearchQuery& query, const QString& replacement);

} // namespace wirebench
