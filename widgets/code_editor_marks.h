// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <vector>

namespace wirebench {

class CodeArea;

/// The problems drawn in a CodeArea: squiggles under the text and icons in the margin. Places follow the text while
/// it is edited, until the next set of problems comes.
class ProblemMarks {
public:
    /// One indicator and one margin marker for each severity, in its order.
    static constexpr int kFirstIndicator = 8;
    static constexpr int kFirstMarker = 1;

    struct Mark {
        TextRange range; ///< As drawn; never empty unless the text is.
        Diagnostic diagnostic;
    };

    explicit ProblemMarks(CodeArea& area);

    /// Replaces all marks. Ranges are clamped to the text.
    void set(std::vector<Mark> marks);
    void textChanged(std::uint32_t position, std::uint32_t removed, std::uint32_t inserted);
    const std::vector<Mark>& all() const { return m_marks; }
    /// Marks whose range holds or touches `offset`, most severe first.
    std::vector<const Mark*> at(std::uint32_t offset) const;
    /// Marks that start on `line` (from 0), most severe first.
    std::vector<const Mark*> onLine(std::uint32_t line) const;

private:
    void draw();

    CodeArea& m_area;
    std::vector<Mark> m_marks;
};

} // namespace wirebench
