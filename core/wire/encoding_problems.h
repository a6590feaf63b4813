// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/field_path.h"
#include "core/wire/value.h"

#include <cstdint>
#include <string_view>

namespace wirebench {

/// Where a pass over a value is, on its native stack: a path is made of it only for a problem.
struct Crumb {
    const Crumb* up = nullptr;
    PathStep step;
    std::uint32_t key = kNoIndex; ///< Index in the value of the key of the map entry whose value this is.
};

/// The problems of encoding one value, with their paths, and the limits that hold for it (spec README, *Limits*:
/// "hold on encoding too"). Keeps the first 10,000 problems and says so when there are more.
class EncodingProblems {
public:
    EncodingProblems(const Value& value, const Limits& limits, Diagnostics& problems);

    void add(const Crumb& here, std::string_view code, Message message);
    bool any() const { return m_any; }

    /// Limits hold per message: elements are counted from here on.
    void startMessage() { m_totalElements = 0; }
    void checkText(std::uint64_t bytes, const Crumb& here)
    {
        if (m_limits.stringBytes != 0 && bytes > m_limits.stringBytes) [[unlikely]]
            textTooLong(bytes, here);
    }
    /// Counts the elements of an array or the entries of a map.
    void checkElements(std::uint64_t count, const Crumb& here)
    {
        m_totalElements += count;
        if (m_limits.arrayElements != 0 && count > m_limits.arrayElements) [[unlikely]]
            tooManyElements(count, here);
        if (m_limits.totalElements != 0 && m_totalElements > m_limits.totalElements
            && m_totalElements - count <= m_limits.totalElements) [[unlikely]]
            tooManyInAll(here);
    }
    /// False, with a problem, when a struct at `depth` (the outermost is 1) lies too deep to be walked.
    bool checkDepth(std::uint32_t depth, const Crumb& here)
    {
        if (depth <= m_depthLimit) [[likely]]
            return true;
        tooDeep(here);
        return false;
    }
    void checkMessage(std::uint64_t bytes, const Crumb& here)
    {
        if (m_limits.messageBytes != 0 && bytes > m_limits.messageBytes) [[unlikely]]
            messageTooLong(bytes, here);
    }
    std::uint32_t depthLimit() const { return m_depthLimit; }

private:
    void textTooLong(std::uint64_t bytes, const Crumb& here);
    void tooManyElements(std::uint64_t count, const Crumb& here);
    void tooManyInAll(const Crumb& here);
    void tooDeep(const Crumb& here);
    void messageTooLong(std::uint64_t bytes, const Crumb& here);

    const Value& m_value;
    const Limits& m_limits;
    Diagnostics& m_problems;
    const std::uint32_t m_depthLimit;
    std::uint64_t m_totalElements = 0;
    bool m_any = false;
};

} // namespace wirebench
