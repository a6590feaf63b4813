// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace wirebench {

/// What menus ask of the view the keyboard is in.
enum class EditCommand : std::uint8_t {
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    CopyAs,
    Find,
    FindNext,
    FindPrevious,
    Replace,
    ToggleInsert,
    GoToOffset,
    GoToAgain,
    SelectRange,
    ToggleBookmark,
    NextBookmark,
    PreviousBookmark,
    ClearBookmarks,
    NextProblem,
    PreviousProblem,
    GoToDefinition,
    Fix,
    ToggleComment,
    FormatSchema,
};

} // namespace wirebench
