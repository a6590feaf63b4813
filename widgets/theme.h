// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"
#include "core/formats/language_service.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>

#include <cstdint>

class QApplication;

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
    QColor bookmark;
    QColor error, warning, note;
    QColor good; ///< "In sync", "no problems".
    QColor keyword, typeName, builtinType, fieldName, number, string, comment, docComment, annotation;

    QColor fieldFill(std::uint16_t colour) const;
    QColor fieldEdge(std::uint16_t colour) const;
};

/// The set for light or dark windows. The monospace font is the system's fixed font where it has one, else the best
/// one installed, in the size of the interface font. Requires a QGuiApplication.
Theme makeTheme(bool dark);

/// Fusion style, the theme's palette and a small style sheet for the whole application. May be called again.
void applyTheme(QApplication& application, const Theme& theme);

/// True when the desktop asks for dark windows (desktop portal, else the application's palette). Waits at most a
/// quarter of a second for the portal.
bool systemPrefersDark();

/// A line icon of resources/icons by its file name without suffix ("open", "paste-hex"), drawn in the theme's
/// colours at any size. A null icon for an unknown name.
QIcon themedIcon(const Theme& theme, const QString& name);

/// Colour and icon of a severity and of a kind of word, the same in editors, lists and menus.
QColor severityColour(const Theme& theme, Severity severity);
QString severityIconName(Severity severity);
QColor tokenColour(const Theme& theme, TokenKind kind);
QString tokenIconName(TokenKind kind);

} // namespace wirebench
