// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of a structure tree say.
#include "widgets/structure_tree_row.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace wirebench {

namespace {

/// Values longer than this are shown by their beginning only; making all of a long text would stall the list.
constexpr std::uint64_t kShownBytes = 200;
constexpr std::uint64_t kShownRawBytes = 16;
constexpr std::uint64_t kSummedValues = 5;

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isStructure(Role role)
{
    return role == Role::Length || role == Role::Count || role == Role::Presence || role == Role::TypeId
        || role == Role::Header || role == Role::Tag;
}

QString hexNumber(std::uint64_t value)
{
    return QStringLiteral("0x") + QString::number(value, 16).toUpper().rightJustified(4, QLatin1Char('0'));
}

/// The beginning of some text with dots for what is not printed.
QString beginningOf(ByteView content)
{
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(content.data()), qsizetype(content.size()));
    for (QChar& c : text) {
        if (!c.isPrint())
            c = QChar(0x00B7);
    }
    return QLatin1Char('"') + text + QChar(0x2026);
}

} // namespace

std::vector<Item> leadingParts(const AnnotationTree& tree, const Item& array)
{
    constexpr std::uint64_t kMostParts = 3;
    std::vector<Item> parts = tree.children(array, 0, kMostParts);
    const auto isElement = [](const Item& item) { return item.element != kUnbounded; };
    parts.erase(std::ranges::find_if(parts, isElement), parts.end());
    return parts;
}

QString StructureModel::fieldText(const Row& row) const
{
    if (row.range)
        return row.element == kUnbounded ? tr("parts %1 … %2").arg(row.first).arg(row.first + row.count - 1)
                                         : tr("[%1 … %2]").arg(row.element).arg(row.lastElement);
    const Item& item = row.item;
    const Row* above = row.parent;
    while (above->range)
        above = above->parent;
    if (item.element != kUnbounded)
        return QString::fromStdString(m_tree->stepText(above->parent ? &above->item : nullptr, item));
    const bool part = above->parent && item.slot != kNoIndex && above->item.slot == item.slot;
    if (!part && !isStructure(item.role) && item.slot != kNoIndex) {
        const std::string_view name = m_tree->plan().text(m_tree->plan().slots[item.slot].name);
        if (!name.empty())
            return fromView(name);
        if (!above->parent)
            return QString::fromStdString(m_tree->typeName(item));
    }
    switch (item.role) {
    case Role::Buffer:
        return tr("messages");
    case Role::Header:
        return tr("header");
    case Role::TypeId:
        return tr("type id");
    case Role::Length:
        return tr("length");
    case Role::Count:
        return tr("count");
    case Role::Presence:
        return tr("presence");
    case Role::Padding:
        return tr("padding");
    case Role::Unknown:
        return tr("unknown");
    case Role::Trailing:
        return tr("trailing bytes");
    case Role::Error:
        return tr("unreadable");
    case Role::Tag:
        return tr("tag");
    case Role::Table:
        return tr("string table");
    case Role::StringTable:
        return tr("string");
    case Role::Entry:
        return tr("entry");
    case Role::Frame:
        return tr("frame");
    case Role::Reference:
    case Role::Map:
    case Role::Message:
    case Role::Struct:
    case Role::Array:
    case Role::Optional:
    case Role::Field:
    case Role::Value:
        break;
    }
    return tr("value");
}

QString StructureModel::longText(const Item& item) const
{
    const Bytes& space = *m_tree->decoded().space;
    const std::size_t from = std::min<std::size_t>(item.bits.first / 8, space.size());
    std::size_t skip = 0;
    if (item.role == Role::Field && item.slot != kNoIndex)
        skip = m_tree->plan().nodeOf(item.slot).prefixBytes;
    const std::size_t begin = std::min(from + skip, space.size());
    const std::size_t count = std::min<std::size_t>(kShownBytes, space.size() - begin);
    return beginningOf(ByteView(space).subspan(begin, count));
}

QString StructureModel::shownValue(const Row& row) const
{
    if (row.range)
        return {};
    const Item& item = row.item;
    if (item.role == Role::Array) {
        if (!row.elements)
            row.elements = m_tree->elementCount(item);
        const std::uint64_t elements = *row.elements;
        return elements == 1 ? tr("1 element") : tr("%1 elements").arg(QLocale().toString(qulonglong(elements)));
    }
    if (item.null)
        return tr("absent");
    if (item.damaged || item.role == Role::Error)
        return tr("damaged");
    // Number and wire type of a field; the explanation has what it may be.
    if (item.role == Role::Unknown)
        return QString::fromStdString(m_tree->meaningText(item));
    if (item.element != kUnbounded && (item.role == Role::Struct || item.role == Role::Message))
        return summary(item);
    return shortValue(item);
}

/// The value of a part by itself, as far as it fits a cell. Choices are shown without the quotes of their JSON, flags
/// as the names of those that are set.
QString StructureModel::shortValue(const Item& item) const
{
    const std::optional<SeriesElement> element = m_tree->seriesElement(item);
    if (item.role == Role::Value && element && element->textBytes > kShownBytes * 4)
        return element->tooLong ? QString() : beginningOf(m_tree->elementText(item, false, kShownBytes));
    if (item.bits.count > kShownBytes * 8 * 4)
        return item.leaf || item.role == Role::Field ? longText(item) : QString();
    QString text = QString::fromStdString(m_tree->valueText(item));
    const Meaning meaning = item.slot == kNoIndex ? Meaning::None : m_tree->plan().nodeOf(item.slot).meaning;
    const bool quoted = text.startsWith(QLatin1Char('"'));
    if (quoted && (meaning == Meaning::Enum || meaning == Meaning::Date))
        return QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().first().toString();
    if (meaning == Meaning::Flags && text.startsWith(QLatin1Char('{'))) {
        const QJsonObject flags = QJsonDocument::fromJson(text.toUtf8()).object();
        QStringList set;
        for (auto flag = flags.begin(); flag != flags.end(); ++flag) {
            if (flag->toBool())
                set << flag.key();
        }
        return set.isEmpty() ? tr("none") : set.join(QLatin1String(", "));
    }
    return text.size() > qsizetype(kShownBytes) ? text.left(kShownBytes) + QChar(0x2026) : text;
}

/// The first values of an element, so that one can tell it from the others without opening it.
QString StructureModel::summary(const Item& item) const
{
    QStringList values;
    for (const Item& child : m_tree->children(item, 0, kSummedValues)) {
        const bool named = child.slot != kNoIndex && (child.role == Role::Value || child.role == Role::Field);
        if (named && !child.damaged)
            values << (child.null ? tr("absent") : shortValue(child).left(24));
    }
    return values.join(QLatin1String(", "));
}

QString StructureModel::valueText(const QModelIndex& index) const
{
    const auto here = item(index);
    return here ? QString::fromStdString(m_tree->valueText(*here)) : QString();
}

QString StructureModel::offsetText(const Item& item) const
{
    // Where the part begins in the file: of a byte-reversed record that is where its highest bits are.
    const ByteReversal& reversal = m_tree->decoded().reversal;
    const std::uint64_t last = item.bits.count == 0 ? item.bits.first : item.bits.end() - 1;
    const bool reversed = reversal.within(item.bits);
    const std::uint64_t byte = reversal.fileBytes(item.bits).first;
    const std::uint64_t bit = reversed ? std::max(item.bits.first, last / 8 * 8) % 8 : item.bits.first % 8;
    const bool whole = item.bits.first % 8 == 0 && (reversed ? item.bits.end() % 8 == 0 : true);
    return whole ? hexNumber(byte) : tr("%1 bit %2").arg(hexNumber(byte)).arg(bit);
}

QString StructureModel::sizeText(const Item& item) const
{
    if (item.bits.count % 8 != 0 || item.bits.first % 8 != 0)
        return item.bits.count == 1 ? tr("1 bit") : tr("%1 bits").arg(item.bits.count);
    return tr("%1 B").arg(QLocale().toString(qulonglong(item.bits.count / 8)));
}

QString StructureModel::bytesText(const Item& item) const
{
    const Decoded& decoded = m_tree->decoded();
    const Bytes& space = *decoded.space;
    if (item.bits.count == 0 || item.bits.end() > space.size() * 8)
        return {};
    if (item.bits.first % 8 != 0 || item.bits.count % 8 != 0) {
        if (item.bits.count > 64)
            return {};
        // Parts of bytes are read as one number, its most significant bit first.
        QString bits = QStringLiteral("0b");
        for (std::uint64_t i = item.bits.count; i-- > 0;) {
            const std::uint64_t at = item.bits.first + i;
            bits += (space[at / 8] >> (at % 8) & 1) != 0 ? QLatin1Char('1') : QLatin1Char('0');
        }
        return bits;
    }
    QString text;
    const std::uint64_t bytes = item.bits.count / 8;
    for (std::uint64_t i = 0; i < std::min(bytes, kShownRawBytes); ++i) {
        const std::uint64_t at = decoded.reversal.fileBytes(item.bits).first + i;
        const std::uint8_t byte = space[decoded.reversal.map(at * 8) / 8];
        text += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0')).toUpper();
    }
    return bytes > kShownRawBytes ? text + QChar(0x2026) : text.trimmed();
}

QString StructureModel::toolTip(const Row& row) const
{
    if (row.range)
        return row.element == kUnbounded ? tr("Parts %1 to %2").arg(row.first).arg(row.first + row.count - 1)
                                         : tr("Elements %1 to %2").arg(row.element).arg(row.lastElement);
    const auto items = chainOf(row);
    const std::string path = m_tree->path(items);
    QStringList lines;
    lines << (path.empty() ? fieldText(row) : QString::fromStdString(path));
    lines << QString::fromStdString(m_tree->typeName(row.item));
    lines << shownValue(row);
    if (row.item.role != Role::Unknown)
        lines << QString::fromStdString(m_tree->meaningText(row.item));
    const bool packed = m_tree->decoded().reversal.within(row.item.bits);
    lines << (packed ? tr("bits %1 to %2 of the packed integer") : tr("bits %1 to %2"))
                 .arg(row.item.bits.first)
                 .arg(row.item.bits.end() - std::min<std::uint64_t>(1, row.item.bits.count));
    if (const auto problems = m_problems.of(path, row.item)) {
        lines << problems->messages;
        if (problems->below)
            lines << (problems->count == 1 ? tr("1 problem in its parts")
                                           : tr("%1 problems in its parts").arg(problems->count));
    }
    lines.removeAll(QString());
    lines.removeDuplicates();
    return lines.join(QLatin1Char('\n'));
}

QIcon StructureModel::chip(std::uint16_t colour, Role role) const
{
    const bool structure = isStructure(role);
    const bool plain = colour == AnnotationTree::kNoColour;
    const quint32 key = quint32(colour) << 2 | (structure ? 1u : 0u) | (role == Role::Padding ? 2u : 0u);
    const auto known = m_chips.constFind(key);
    if (known != m_chips.constEnd())
        return *known;
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(plain ? m_theme.paddingHatch : m_theme.fieldEdge(colour), 1.4);
    if (structure)
        pen.setStyle(Qt::DotLine);
    painter.setPen(pen);
    painter.setBrush(plain ? QBrush(m_theme.paddingHatch, role == Role::Padding ? Qt::BDiagPattern : Qt::NoBrush)
                           : QBrush(m_theme.fieldFill(colour)));
    painter.drawRoundedRect(QRectF(3, 3, 10, 10), 2.5, 2.5);
    painter.end();
    return *m_chips.insert(key, QIcon(pixmap));
}

QVariant StructureModel::decoration(const Row& row, int column) const
{
    if (row.range)
        return {};
    const auto items = chainOf(row);
    if (column == FieldColumn) {
        const bool fieldLike = row.item.leaf || row.item.role == Role::Field;
        return fieldLike ? chip(m_tree->colour(items), row.item.role) : QIcon();
    }
    if (column != ValueColumn)
        return {};
    const auto problems = m_problems.of(m_tree->path(items), row.item);
    if (problems)
        return themedIcon(m_theme, severityIconName(problems->severity));
    if (row.item.damaged || row.item.role == Role::Error)
        return themedIcon(m_theme, severityIconName(Severity::Error));
    return {};
}

QVariant StructureModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_tree)
        return {};
    const Row& row = *rowOf(index);
    const Item& item = row.item;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case FieldColumn:
            return fieldText(row);
        case TypeColumn:
            return row.range ? QString() : QString::fromStdString(m_tree->typeName(item));
        case ValueColumn:
            return shownValue(row);
        case OffsetColumn:
            return row.range ? QString() : offsetText(item);
        case SizeColumn:
            return row.range ? QString() : sizeText(item);
        default:
            return row.range ? QString() : bytesText(item);
        }
    case Qt::EditRole:
        return index.column() == ValueColumn ? valueText(index) : data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::DecorationRole:
        return decoration(row, index.column());
    case Qt::FontRole:
        return index.column() >= ValueColumn ? QVariant(m_theme.monospace) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        if (index.column() == ValueColumn && (item.damaged || item.role == Role::Error))
            return m_theme.error;
        if (row.range || isStructure(item.role) || item.role == Role::Padding || item.null
            || (index.column() != FieldColumn && index.column() != ValueColumn)
            || (index.column() == ValueColumn && !item.leaf && item.role != Role::Field))
            return m_theme.muted;
        return {};
    case Qt::AccessibleTextRole:
        return index.column() == FieldColumn ? toolTip(row).replace(QLatin1Char('\n'), QLatin1String(", "))
                                             : QVariant();
    default:
        return {};
    }
}

QVariant StructureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == SizeColumn)
        return int(Qt::AlignVCenter | Qt::AlignRight);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FieldColumn:
        return tr("Field");
    case TypeColumn:
        return tr("Type");
    case ValueColumn:
        return tr("Value");
    case OffsetColumn:
        return tr("Offset");
    case SizeColumn:
        return tr("Size");
    case BytesColumn:
        return tr("Raw bytes");
    default:
        return {};
    }
}

} // namespace wirebench
