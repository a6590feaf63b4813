// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include <cstdint>

namespace wirebench {

/// Colours and fonts of all views, in one light and one dark set. A plain value handed to the views.
struct Theme {
    bool dark = false;
    QPalette palette; ///< For the application: windows, lists, buttons.
    QFont monospace; ///< Editors, hex and values.
    QColor editorBackground;
    QColor editorText;
    QColor currentLine;
    QColor lineNumbers;
    QColor selection; ///< Background of the committed selection.
    QColor selectionEdge; ///< Outline of the committed selection.
    QColor hoverEdge;
    QColor muted; ///< Secondary text: offsets, grey zeros.
    QColor gridLines;
    QColor paddingHatch;
    QColor changed; ///< Tint of changed bytes.
    QColor error, warning, note;
    QColor keyword, typeName, builtinType, fieldName, number, string, comment, docComment, annotation;

    QColor fieldFill(std::uint16_t colour) const;
    QColor fieldEdge(std::uint16_t colour) const;
};

/// The set for light or dark windows; `base` gives the interface font's size and the system's accent.
Theme makeTheme(bool dark);

/// True when the desktop asks for dark windows (desktop portal, else the application's palette).
bool systemPrefersDark();

} // namespace wirebench
