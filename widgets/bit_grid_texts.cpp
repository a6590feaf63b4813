// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/grid_text.h"
#include "widgets/bit_grid.h"
#include "widgets/bit_grid_paint.h"

#include <QFile>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QSaveFile>
#include <QSvgRenderer>

#include <algorithm>

namespace wirebench {

namespace {

constexpr int largestPictureSide = 16'000;

QString roleText(Role role)
{
    switch (role) {
    case Role::Presence:
        return BitGridView::tr("presence");
    case Role::Length:
        return BitGridView::tr("length");
    case Role::Count:
        return BitGridView::tr("count");
    case Role::TypeId:
        return BitGridView::tr("type id");
    case Role::Header:
        return BitGridView::tr("header");
    case Role::Tag:
        return BitGridView::tr("tag");
    case Role::StringTable:
        return BitGridView::tr("string table");
    case Role::Padding:
        return BitGridView::tr("padding");
    case Role::Trailing:
        return BitGridView::tr("trailing bytes");
    case Role::Unknown:
        return BitGridView::tr("unknown");
    case Role::Error:
        return BitGridView::tr("error");
    default:
        return {};
    }
}

QString nameOf(const GridCell& cell)
{
    const QString path = QString::fromStdString(cell.path);
    const QString role = roleText(cell.role);
    if (path.isEmpty())
        return role.isEmpty() || cell.role == Role::Length ? QString::fromStdString(cell.label) : role;
    return role.isEmpty() ? path : BitGridView::tr("%1 (%2)").arg(path, role);
}

QString bitsOf(std::uint64_t count)
{
    return count == 1 ? BitGridView::tr("1 bit")
                      : BitGridView::tr("%1 bits").arg(QLocale().toString(qulonglong(count)));
}

QString bytesOf(std::uint64_t count)
{
    return count == 1 ? BitGridView::tr("1 byte")
                      : BitGridView::tr("%1 bytes").arg(QLocale().toString(qulonglong(count)));
}

bool write(const QString& path, const QByteArray& bytes, QString* error)
{
    QSaveFile file(path);
    const bool good = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (!good && error)
        *error = BitGridView::tr("%1 could not be written: %2. Choose another place or free some space.")
                     .arg(path, file.errorString());
    return good;
}

} // namespace

QString BitGridView::savingsText(SlotIndex slot) const
{
    if (!m_savings || slot == kNoIndex)
        return {};
    QStringList parts;
    for (const FieldSaving& saving : m_savings->of(slot)) {
        const bool more = saving.saved() < 0;
        const QString bytes = bytesOf(static_cast<std::uint64_t>(more ? -saving.saved() : saving.saved()));
        const QString form = saving.form == FieldForm::BitRun ? tr("bitmap")
            : saving.form == FieldForm::TableIndex            ? tr("interned")
                                                              : tr("packed");
        if (saving.inUse)
            parts << (more ? tr("%1 costs %2 more here") : tr("%1 saves %2 here")).arg(form, bytes);
        else
            parts << (more ? tr("%1 would cost %2 more here") : tr("%1 would save %2 here")).arg(form, bytes);
    }
    return parts.join(QStringLiteral("; "));
}

QString BitGridView::directionText() const
{
    switch (rowShape(m_model.order(), m_model.grid().record, m_model.grid().byteReversed)) {
    case RowShape::Ascending:
        return tr("LSB first  →  bit 0 at the left, numbers grow to the right");
    case RowShape::MirroredRows:
        return tr("MSB first  ←  bit 0 at the right, numbers grow to the left");
    case RowShape::MirroredBytes:
        return tr("MSB first in each byte  ←  bytes from left to right, bit 7 of each at its left");
    case RowShape::Descending:
        return tr("MSB first  ←  wire order, highest bit at the top left, bit 0 at the bottom right");
    }
    return {};
}

QString BitGridView::totalsText() const
{
    const Layout* layout = m_model.layout();
    QStringList parts;
    if (layout) {
        parts << QString::fromStdString(layout->name);
        if (layout->totalBits) {
            parts << bitsOf(*layout->totalBits) << bytesOf(layout->totalBytes.value_or(0));
            const std::uint64_t wasted = layout->wastedBits.value_or(0);
            const std::uint64_t share = wasted * 100 / std::max<std::uint64_t>(1, layout->totalBytes.value_or(0) * 8);
            if (wasted == 0)
                parts << tr("nothing wasted");
            else
                parts << (share == 0 ? tr("%1 wasted").arg(bitsOf(wasted))
                                     : tr("%1 wasted (%2 %)").arg(bitsOf(wasted)).arg(share));
        } else if (layout->maxBits) {
            parts << tr("%1 to %2 bytes, by value").arg(layout->minBits / 8).arg(*layout->maxBits / 8);
        } else {
            parts << tr("%1 bytes or more, by value").arg(layout->minBits / 8);
        }
        if (layout->record)
            parts << (layout->byteReversed ? tr("big-endian") : tr("little-endian"));
    }
    if (m_model.showsBuffer())
        parts << tr("buffer: %1").arg(bytesOf(m_model.tree()->decoded().bytes->size()));
    if (m_model.showsBuffer() && m_savings && m_savings->saved > 0)
        parts << tr("packed, bitmap and interned save %1").arg(bytesOf(static_cast<std::uint64_t>(m_savings->saved)));
    return parts.join(QStringLiteral("   ·   "));
}

QString BitGridView::currentText() const
{
    if (m_model.empty())
        return tr("No layout yet");
    const SelectionState& state = selected();
    const auto cell = m_cursor ? m_model.cellAt(*m_cursor) : std::nullopt;
    if (!cell)
        return tr("No field is selected. The arrow keys go from field to field.");
    const GridBlock& block = m_model.block(m_model.sections()[m_cursor->section]);
    if (m_anchor && !state.bits.empty())
        return tr("%1, bits %2").arg(nameOf(*cell), QString::fromStdString(bitRangeText(state.bits.front())));
    QString text = block.band
        ? nameOf(*cell)
        : tr("%1, bits %2").arg(nameOf(*cell), QString::fromStdString(rowRangeText(block, cell->bits)));
    if (!cell->value.empty())
        text += tr(", value %1").arg(QString::fromStdString(cell->shown));
    else if (!cell->type.empty())
        text += QStringLiteral(", ") + QString::fromStdString(cell->type);
    if (!cell->meaning.empty())
        text += QStringLiteral(", ") + QString::fromStdString(cell->meaning);
    if (const QString savings = savingsText(cell->slot); !savings.isEmpty())
        text += QStringLiteral(", ") + savings;
    return text;
}

QString BitGridView::tip(std::size_t section, const GridCell& cell) const
{
    const GridBlock& block = m_model.block(m_model.sections()[section]);
    const auto row = [](const QString& what, const QString& text) {
        return QStringLiteral("<tr><td style='padding-right:8px'>%1</td><td>%2</td></tr>")
            .arg(what, text.toHtmlEscaped());
    };
    QString html = QStringLiteral("<b>%1</b><table>").arg(nameOf(cell).toHtmlEscaped());
    if (!cell.type.empty())
        html += row(tr("Type"), QString::fromStdString(cell.type));
    if (block.offset) {
        const std::uint64_t bit = *block.offset + cell.bits.first;
        html += row(tr("Offset"), tr("bit %1 = byte %2, bit %3 of it").arg(bit).arg(bit / 8).arg(bit % 8));
    } else if (!block.after.empty()) {
        html += row(tr("Offset"), tr("bit %1 behind %2").arg(cell.bits.first).arg(QString::fromStdString(block.after)));
    }
    if (!block.band) {
        html += row(tr("Width"), bitsOf(cell.bits.count));
        html += row(tr("Bits, inclusive"), QString::fromStdString(rowRangeText(block, cell.bits)));
    } else {
        html += row(tr("Size"), tr("%1 bits").arg(QString::fromStdString(sizeBounds(block.bits, block.maxBits))));
    }
    if (!cell.value.empty())
        html += row(tr("Value"), QString::fromStdString(shortened(cell.shown, 200)));
    if (!cell.meaning.empty())
        html += row(tr("Meaning"), QString::fromStdString(shortened(cell.meaning, 200)));
    if (const QString savings = savingsText(cell.slot); !savings.isEmpty())
        html += row(tr("Form"), savings);
    return html + QStringLiteral("</table>");
}

QString BitGridView::toolTipAt(const QPoint& point) const
{
    const auto position = positionAt(point);
    const auto cell = position ? m_model.cellAt(*position) : std::nullopt;
    return cell ? tip(position->section, *cell) : QString();
}

PictureOptions BitGridView::pictureOptions() const
{
    PictureOptions options;
    if (m_model.layout())
        options = wirebench::pictureOptions(*m_model.layout());
    options.bitsPerRow = bitsPerRow();
    options.order = m_model.order();
    options.dark = m_theme.dark;
    return options;
}

QString BitGridView::ascii() const
{
    PictureOptions options = pictureOptions();
    options.bitsPerRow = std::max(options.bitsPerRow, 16u); // narrower boxes leave no room for names
    return QString::fromStdString(gridAscii(m_model.pictureGrid(), options));
}

QString BitGridView::svg() const
{
    return QString::fromStdString(gridSvg(m_model.pictureGrid(), pictureOptions()));
}

bool BitGridView::exportSvg(const QString& path, QString* error) const
{
    return write(path, svg().toUtf8(), error);
}

bool BitGridView::exportAscii(const QString& path, QString* error) const
{
    return write(path, ascii().toUtf8(), error);
}

bool BitGridView::exportPng(const QString& path, QString* error) const
{
    QSvgRenderer renderer(svg().toUtf8());
    const QSize size = renderer.defaultSize();
    const int longest = std::max({size.width(), size.height(), 1});
    const double scale = std::min(2.0, double(largestPictureSide) / longest);
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QSaveFile file(path);
    const bool good = file.open(QIODevice::WriteOnly) && image.save(&file, "PNG") && file.commit();
    if (!good && error)
        *error
            = tr("%1 could not be written: %2. Choose another place or free some space.").arg(path, file.errorString());
    return good;
}

} // namespace wirebench
