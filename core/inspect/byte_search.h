// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/diagnostic.h"

#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wirebench {

/// How the text of a search is to be read.
enum class SearchForm : std::uint8_t {
    Hex, ///< Hex digits; `?` stands for any digit. Blanks, `:`, `-`, `,`, `0x` and `\x` may stand between bytes.
    Text, ///< UTF-8.
    Utf16, ///< UTF-16, least significant byte first.
};

/// What to look for: for each place, the bytes that fit there.
struct BytePattern {
    static constexpr std::size_t kMostBytes = 1024;
    std::vector<std::bitset<256>> places;

    bool empty() const { return places.empty(); }
    std::size_t size() const { return places.size(); }
};

struct SearchText {
    BytePattern pattern; ///< Empty when the text is, or with an error.
    Diagnostics diagnostics; ///< `bad-hex` with Place::Kind::HexText.
};

/// Reads what somebody typed to look for. `text` is UTF-8. Unless `matchCase`, ASCII letters of a text fit in both
/// cases.
SearchText readSearchText(std::string_view text, SearchForm form, bool matchCase);

struct ByteMatches {
    std::vector<std::uint64_t> offsets; ///< In order; matches do not overlap.
    bool complete = true; ///< False when there are more than were asked for, or the search was stopped.
};

/// Finds the first `most` places of `bytes` where `pattern` fits. Takes time for each byte in proportion to the size of
/// the pattern / 64, whatever the bytes are. `stop` may be null; it is looked at now and then.
ByteMatches findBytes(ByteView bytes, const BytePattern& pattern, std::size_t most,
                      const std::atomic<bool>* stop = nullptr);

} // namespace wirebench
