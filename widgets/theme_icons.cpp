// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// In a static library nothing else would pull the resources in. The macro must stand outside of namespaces.
static void initIconResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace wirebench {

namespace {

/// Draws a one-colour SVG whose strokes are `currentColor`, sharp at every size and screen scale.
class LineIconEngine final : public QIconEngine {
public:
    LineIconEngine(QString name, QByteArray svg, QColor normal, QColor disabled)
        : m_name(std::move(name)), m_svg(std::move(svg)), m_normal(normal), m_disabled(disabled)
    {
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }
    QString iconName() override { return m_name; }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", colour(mode).name().toLatin1());
        QSvgRenderer renderer(svg);
        const int side = qMin(rect.width(), rect.height());
        const QRectF square(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0, side,
                            side);
        painter->setRenderHint(QPainter::Antialiasing);
        renderer.render(painter, square);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("wirebench-icon/%1/%2/%3x%4")
                                .arg(m_name, colour(mode).name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

private:
    QColor colour(QIcon::Mode mode) const { return mode == QIcon::Disabled ? m_disabled : m_normal; }

    QString m_name;
    QByteArray m_svg;
    QColor m_normal;
    QColor m_disabled;
};

/// Icons that stand for a meaning have its colour; all others that of the text.
QColor iconColour(const Theme& theme, const QString& name)
{
    const std::pair<const char*, QColor> meanings[] = {
        {"error", theme.error},      {"warning", theme.warning},       {"note", theme.note},
        {"check", theme.good},       {"fix", theme.annotation},        {"struct", theme.typeName},
        {"message", theme.typeName}, {"enum", theme.annotation},       {"flags", theme.annotation},
        {"field", theme.fieldName},  {"type", theme.builtinType},      {"keyword", theme.keyword},
        {"number", theme.number},    {"text", theme.string},           {"array", theme.builtinType},
        {"stale", theme.warning},    {"annotation", theme.annotation}, {"bookmark", theme.bookmark},
    };
    for (const auto& [meaning, colour] : meanings)
        if (name == QLatin1String(meaning))
            return colour;
    const QColor text = theme.palette.color(QPalette::ButtonText);
    const QColor muted = theme.muted;
    return QColor((text.red() * 3 + muted.red()) / 4, (text.green() * 3 + muted.green()) / 4,
                  (text.blue() * 3 + muted.blue()) / 4);
}

} // namespace

QIcon themedIcon(const Theme& theme, const QString& name)
{
    initIconResources();
    QFile file(QStringLiteral(":/wirebench/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QColor disabled = theme.palette.color(QPalette::Disabled, QPalette::ButtonText);
    return QIcon(new LineIconEngine(name, file.readAll(), iconColour(theme, name), disabled));
}

} // namespace wirebench
