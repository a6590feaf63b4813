// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codegen/target.h"
#include "widgets/code_editor_qsci.h"
#include "widgets/theme.h"

#include <string_view>
#include <vector>

namespace wirebench {

/// The text surface of CodeView: highlighted code that cannot be edited, with some lines lit up.
class CodeViewArea final : public QsciScintilla {
    Q_OBJECT

public:
    explicit CodeViewArea(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Whose words are highlighted; null: plain text.
    void setTarget(const Target* target);
    /// Shows a text; the place that was in sight stays there as far as it goes.
    void show(std::string_view text);
    /// Lights up these lines (from 0) and brings the first of them into sight.
    void light(const std::vector<int>& lines);

Q_SIGNALS:
    /// Somebody went to another line with keyboard or mouse.
    void lineChosen(int line);

private:
    void applyColours();

    Theme m_theme;
    int m_line = 0;
    bool m_showing = false;
};

} // namespace wirebench
