// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/wire/plan.h"

#include <cstdint>
#include <vector>

namespace wirebench {

/// Tells inline texts from indexes into a table that is not there: an index that is the length of text behind it is
/// that text if the rest of the message still parses as tags, texts of this kind included. Each message is looked at
/// once, from its end; so the time is linear in what is looked at.
class InlineTextLookahead {
public:
    void clear() { m_messages.clear(); }

    /// Whether bytes `[begin, begin + length)` are text without control characters other than tab, LF and CR, and the
    /// bytes from there to `end` parse as fields of a message `node`. `level` tells apart the messages that are open,
    /// which nest; `outermost` messages may hold string tables.
    bool isText(const Plan& plan, const Node& node, ByteView bytes, std::uint64_t begin, std::uint64_t length,
                std::uint64_t end, std::size_t level, bool outermost);

    /// Forgets the messages of `level` and deeper.
    void leave(std::size_t level);

private:
    struct Message {
        std::size_t level = 0;
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        std::vector<std::uint64_t> notText; ///< A bit an offset: bytes that are no part of text.
        std::vector<std::uint64_t> nextNotText; ///< By word of notText: the first such offset from there on.
        std::vector<bool> startsCharacter; ///< By offset, the end included.
        std::vector<bool> parses; ///< By offset, the end included.
    };
    static bool isText(const Message& message, std::uint64_t begin, std::uint64_t length);
    static bool parsesFrom(const Plan& plan, const Node& node, ByteView bytes, const Message& message, std::uint64_t at,
                           bool outermost);
    static void findText(Message& message, ByteView bytes);
    /// The first offset from `offset` on that is no part of text.
    static std::uint64_t textEnd(const Message& message, std::uint64_t offset);

    std::vector<Message> m_messages; ///< Innermost last.
};

} // namespace wirebench
