// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "core/layout/palette.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

#include <initializer_list>
#include <optional>
#include <utility>

namespace wirebench {

namespace {

using RoleColour = std::pair<QPalette::ColorRole, QRgb>;

QPalette makePalette(std::initializer_list<RoleColour> roles, std::initializer_list<RoleColour> disabled)
{
    QPalette palette;
    for (const auto& [role, colour] : roles)
        palette.setColor(role, QColor(colour));
    for (const auto& [role, colour] : disabled)
        palette.setColor(QPalette::Disabled, role, QColor(colour));
    return palette;
}

QPalette lightPalette()
{
    return makePalette(
        {
            {QPalette::Window, 0xF3F4F7},
            {QPalette::WindowText, 0x1D2330},
            {QPalette::Base, 0xFFFFFF},
            {QPalette::AlternateBase, 0xF7F8FB},
            {QPalette::Text, 0x1D2330},
            {QPalette::PlaceholderText, 0x6B7485},
            {QPalette::Button, 0xFAFBFC},
            {QPalette::ButtonText, 0x1D2330},
            {QPalette::BrightText, 0xFFFFFF},
            {QPalette::ToolTipBase, 0xFFFFFF},
            {QPalette::ToolTipText, 0x1D2330},
            {QPalette::Highlight, 0x2563C9},
            {QPalette::HighlightedText, 0xFFFFFF},
            {QPalette::Link, 0x1D5BBF},
            {QPalette::LinkVisited, 0x6B3FC4},
            {QPalette::Light, 0xFFFFFF},
            {QPalette::Midlight, 0xE9EBF0},
            {QPalette::Mid, 0xC9CED8},
            {QPalette::Dark, 0xA4ABB8},
            {QPalette::Shadow, 0x6B7485},
        },
        {
            {QPalette::WindowText, 0x9097A4},
            {QPalette::Text, 0x9097A4},
            {QPalette::ButtonText, 0x9097A4},
            {QPalette::Highlight, 0xC9CED8},
            {QPalette::HighlightedText, 0x6B7485},
        });
}

QPalette darkPalette()
{
    return makePalette(
        {
            {QPalette::Window, 0x22252D},
            {QPalette::WindowText, 0xD9DEE8},
            {QPalette::Base, 0x1A1D23},
            {QPalette::AlternateBase, 0x1F2229},
            {QPalette::Text, 0xD9DEE8},
            {QPalette::PlaceholderText, 0x8C95A6},
            {QPalette::Button, 0x2C303A},
            {QPalette::ButtonText, 0xD9DEE8},
            {QPalette::BrightText, 0xFFFFFF},
            {QPalette::ToolTipBase, 0x2C303A},
            {QPalette::ToolTipText, 0xD9DEE8},
            {QPalette::Highlight, 0x3466B8},
            {QPalette::HighlightedText, 0xFFFFFF},
            {QPalette::Link, 0x7FB2FF},
            {QPalette::LinkVisited, 0xB9A0FF},
            {QPalette::Light, 0x3A3F4B},
            {QPalette::Midlight, 0x2F333D},
            {QPalette::Mid, 0x3F4552},
            {QPalette::Dark, 0x565D6C},
            {QPalette::Shadow, 0x0E1014},
        },
        {
            {QPalette::WindowText, 0x6A7282},
            {QPalette::Text, 0x6A7282},
            {QPalette::ButtonText, 0x6A7282},
            {QPalette::Highlight, 0x3F4552},
            {QPalette::HighlightedText, 0x8C95A6},
        });
}

void setLightColours(Theme& theme)
{
    theme.palette = lightPalette();
    theme.editorBackground = QColor(0xFFFFFF);
    theme.editorText = QColor(0x1D2330);
    theme.currentLine = QColor(0xF2F5FA);
    theme.lineNumbers = QColor(0x7F8897);
    theme.selection = QColor(0xC7DDFB);
    theme.selectionEdge = QColor(0x1B5FC4);
    theme.hoverEdge = QColor(0xB86E00);
    theme.muted = QColor(0x6B7485);
    theme.gridLines = QColor(0xD5D9E1);
    theme.paddingHatch = QColor(0xA9B0BD);
    theme.changed = QColor(0xFFD27A);
    theme.bookmark = QColor(0xB4238A);
    theme.error = QColor(0xC8262F);
    theme.warning = QColor(0xA86500);
    theme.note = QColor(0x1F6FB8);
    theme.good = QColor(0x25803A);
    theme.keyword = QColor(0xA0237C);
    theme.typeName = QColor(0x6B3FC4);
    theme.builtinType = QColor(0x0B6F82);
    theme.fieldName = QColor(0x1F4B99);
    theme.number = QColor(0xA8470B);
    theme.string = QColor(0x29752F);
    theme.comment = QColor(0x68717F);
    theme.docComment = QColor(0x4C7159);
    theme.annotation = QColor(0x856000);
}

void setDarkColours(Theme& theme)
{
    theme.palette = darkPalette();
    theme.editorBackground = QColor(0x1A1D23);
    theme.editorText = QColor(0xD9DEE8);
    theme.currentLine = QColor(0x22262E);
    theme.lineNumbers = QColor(0x737C8D);
    theme.selection = QColor(0x2A4A7C);
    theme.selectionEdge = QColor(0x7FB2FF);
    theme.hoverEdge = QColor(0xF2B45C);
    theme.muted = QColor(0x8C95A6);
    theme.gridLines = QColor(0x383D48);
    theme.paddingHatch = QColor(0x5B6373);
    theme.changed = QColor(0x7A5A12);
    theme.bookmark = QColor(0xF07ACB);
    theme.error = QColor(0xFF7B7B);
    theme.warning = QColor(0xF0B04A);
    theme.note = QColor(0x6DB6F2);
    theme.good = QColor(0x6CCB84);
    theme.keyword = QColor(0xF08BC3);
    theme.typeName = QColor(0xBDA6FF);
    theme.builtinType = QColor(0x5FC9D6);
    theme.fieldName = QColor(0x94BEFF);
    theme.number = QColor(0xF2A96B);
    theme.string = QColor(0x93D18D);
    theme.comment = QColor(0x8791A1);
    theme.docComment = QColor(0x93B79C);
    theme.annotation = QColor(0xE0C163);
}

QFont chooseMonospace()
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    QStringList families;
    if (QFontInfo(system).fixedPitch())
        families << QFontInfo(system).family();
    const QStringList installed = QFontDatabase::families();
    for (const char* name : {"DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "Menlo", "Consolas"})
        if (const QString family = QString::fromLatin1(name); installed.contains(family) && !families.contains(family))
            families << family;
    families << QStringLiteral("monospace");

    QFont font;
    font.setFamilies(families);
    font.setStyleHint(QFont::Monospace, QFont::PreferDefault);
    font.setFixedPitch(true);
    const QFont interface = QGuiApplication::font();
    font.setPointSizeF(interface.pointSizeF() > 0 ? interface.pointSizeF() : 10.0);
    return font;
}

bool sessionBusIsThere()
{
    // Without an address libdbus would start a bus of its own, which takes long and helps nobody.
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

/// The portal's `color-scheme`: 0 no preference, 1 dark, 2 light.
std::optional<unsigned> portalColourScheme()
{
    constexpr int kMilliseconds = 250;
    if (!sessionBusIsThere())
        return std::nullopt;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::nullopt;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.portal.Desktop"), QStringLiteral("/org/freedesktop/portal/desktop"),
        QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("Read"));
    call << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    const QDBusMessage answer = bus.call(call, QDBus::Block, kMilliseconds);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return std::nullopt;
    QVariant value = answer.arguments().constFirst();
    while (value.canConvert<QDBusVariant>()) // Read wraps the setting in one variant more than it says.
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    const unsigned scheme = value.toUInt(&isNumber);
    return isNumber ? std::optional(scheme) : std::nullopt;
}

} // namespace

QColor Theme::fieldFill(std::uint16_t colour) const
{
    return QColor(QRgb(wirebench::fieldColour(colour, dark).fill));
}

QColor Theme::fieldEdge(std::uint16_t colour) const
{
    return QColor(QRgb(wirebench::fieldColour(colour, dark).edge));
}

Theme makeTheme(bool dark)
{
    Theme theme;
    theme.dark = dark;
    theme.monospace = chooseMonospace();
    dark ? setDarkColours(theme) : setLightColours(theme);
    return theme;
}

bool systemPrefersDark()
{
    constexpr unsigned kDark = 1;
    constexpr unsigned kLight = 2;
    const std::optional<unsigned> scheme = portalColourScheme();
    if (scheme == kDark)
        return true;
    if (scheme == kLight)
        return false;
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace wirebench
