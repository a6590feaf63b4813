// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the rows say.
#include "widgets/schemaless_model.h"

#include <QLocale>

#include <utility>

namespace wirebench {

namespace {

constexpr int kMostShownText = 300;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isWhole(const GuessedField& field)
{
    return field.raw.state == RawState::Whole;
}

} // namespace

QString SchemalessModel::fieldText(const GuessedField& field) const
{
    if (!isWhole(field))
        return QStringLiteral("–");
    return field.raw.table ? tr("table") : QString::number(field.raw.number);
}

/// What is wrong with other than whole fields, in a word or two.
QString SchemalessModel::stateText(RawState state)
{
    switch (state) {
    case RawState::Whole:
        return {};
    case RawState::BadNumber:
        return tr("bad number");
    case RawState::BadTable:
        return tr("bad table");
    case RawState::Broken:
        return tr("no field");
    case RawState::Unread:
        return tr("not looked at");
    }
    return {};
}

QString SchemalessModel::wireTypeText(const GuessedField& field) const
{
    if (!isWhole(field) || field.raw.table)
        return {};
    const QString name = utf8(m_read->dialect->names.at(field.raw.wireType));
    const bool typed = m_read->dialect->rules.skip.at(field.raw.wireType) == Skip::Reference;
    return typed ? tr("%1, type %2").arg(name).arg(field.raw.value) : name;
}

QString SchemalessModel::valueText(const Node& node) const
{
    const GuessedField& field = node.guessed();
    switch (field.raw.state) {
    case RawState::Whole:
        break;
    case RawState::BadNumber:
        return tr("a tag with a field number outside 1–536870911");
    case RawState::BadTable:
        return tr("no string table: a count and that many texts, each behind its length, were expected");
    case RawState::Broken:
        return tr("cut short, a wire type that does not exist, or a varint of more than 64 bits");
    case RawState::Unread:
        return tr("there are too many fields");
    }
    QString value = utf8(readingText(*m_read->bytes, field.raw, *m_read->dialect, node.reading, m_read->table));
    if (value.size() > kMostShownText)
        value = value.left(kMostShownText) + QStringLiteral("…");
    return value;
}

/// How many fields a message has that is open; empty where counting them would take long.
QString SchemalessModel::fieldCount(const Node& node) const
{
    constexpr std::size_t mostCounted = 2000;
    const std::uint32_t depth = node.guessed().depth;
    int count = 0;
    std::size_t i = node.field + 1;
    for (; i < node.fields->size() && (*node.fields)[i].depth > depth && i - node.field <= mostCounted; ++i)
        count += (*node.fields)[i].depth == depth + 1 ? 1 : 0;
    if (i - node.field > mostCounted)
        return {};
    return count == 1 ? tr("1 field") : tr("%1 fields").arg(count);
}

QString SchemalessModel::itemCount(const Node& node) const
{
    const RawField& raw = node.guessed().raw;
    const unsigned perItem = node.reading == Reading::Map ? 2 : 1;
    const std::size_t count
        = readCountedParts(ByteView(*m_read->bytes).subspan(raw.content, raw.contentBytes()), perItem).parts.size()
        / perItem;
    return count == 1 ? tr("1 item") : tr("%1 items").arg(count);
}

QString SchemalessModel::shownValue(const Node& node) const
{
    if (opensContent(node))
        return fieldCount(node);
    return node.kind == Node::Kind::Field && holdsMessages(node) ? itemCount(node) : valueText(node);
}

QString SchemalessModel::labelText(const Node& node) const
{
    switch (node.kind) {
    case Node::Kind::Field:
        return fieldText(node.guessed());
    case Node::Kind::Item:
    case Node::Kind::More:
        return node.label;
    case Node::Kind::Others:
    case Node::Kind::Reading:
        break;
    }
    return tr("or");
}

QString SchemalessModel::text(const Node& node, int column) const
{
    const GuessedField& field = node.guessed();
    const bool isField = node.kind == Node::Kind::Field;
    const bool isRead = (node.isPart() || node.kind == Node::Kind::Reading) && !rankedReadings(field.plausible).empty();
    switch (column) {
    case FieldColumn:
        return labelText(node);
    case WireTypeColumn:
        return isField ? wireTypeText(field) : QString();
    case ReadingColumn:
        if (node.kind == Node::Kind::Others)
            return tr("other readings");
        if (!isWhole(field))
            return stateText(field.raw.state);
        return isRead ? utf8(readingName(node.reading)) : QString();
    case ValueColumn:
        if (!node.value)
            node.value = isRead || !isWhole(field) ? shownValue(node) : QString();
        return *node.value;
    case FitColumn:
        return isRead ? tr("%1 %").arg(field.plausible.at(std::size_t(node.reading))) : QString();
    case OffsetColumn:
        return node.isPart()
            ? QStringLiteral("0x%1").arg(QString::number(field.raw.begin, 16).toUpper(), 4, QLatin1Char('0'))
            : QString();
    default:
        return node.isPart() ? QLocale().toString(qulonglong(field.raw.end - field.raw.begin)) : QString();
    }
}

QString SchemalessModel::toolTip(const Node& node) const
{
    const RawField& raw = node.guessed().raw;
    const QString bytes = QLocale().toString(qulonglong(raw.contentBytes()));
    if (node.kind == Node::Kind::More)
        return tr("Draft a schema to see all of them");
    if (node.kind == Node::Kind::Others)
        return tr("What else these %1 bytes can be, the most plausible first").arg(bytes);
    if (!isWhole(node.guessed()))
        return valueText(node);
    if (node.reading == Reading::Message && raw.contentBytes() > kMostOpenedBytes && !opensContent(node))
        return tr("Too large to be opened here; draft a schema to see what is inside");
    const QString reading = utf8(readingName(node.reading));
    if (node.kind == Node::Kind::Reading)
        return tr("Read as %1: less plausible than the reading above").arg(reading);
    if (node.kind == Node::Kind::Item)
        return tr("%1 bytes at offset %2, most plausibly %3").arg(bytes).arg(raw.begin).arg(reading);
    return tr("%1 at offset %2: tag %3 bytes, payload %4 bytes, most plausibly %5")
        .arg(raw.table ? tr("String table") : tr("Field %1").arg(raw.number))
        .arg(raw.begin)
        .arg(raw.payload - raw.begin)
        .arg(QLocale().toString(qulonglong(raw.end - raw.payload)), reading);
}

QVariant SchemalessModel::colour(const Node& node, int column) const
{
    if (!isWhole(node.guessed()))
        return column == ReadingColumn || column == FieldColumn ? m_theme.error : m_theme.muted;
    if (node.kind == Node::Kind::Others || node.kind == Node::Kind::More)
        return m_theme.muted;
    if (node.kind == Node::Kind::Reading && column != ReadingColumn && column != ValueColumn)
        return m_theme.muted;
    switch (column) {
    case WireTypeColumn:
    case FitColumn:
    case OffsetColumn:
        return m_theme.muted;
    case ReadingColumn:
        return m_theme.typeName;
    default:
        return {};
    }
}

QVariant SchemalessModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = m_nodes[std::size_t(nodeOf(index))];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(node, column);
    case Qt::DecorationRole:
        return column == FieldColumn && !isWhole(node.guessed()) ? QVariant(m_error) : QVariant();
    case Qt::ForegroundRole:
        return colour(node, column);
    case Qt::FontRole:
        return column == ValueColumn || column == OffsetColumn || column == SizeColumn ? QVariant(m_theme.monospace)
                                                                                       : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == SizeColumn || column == FitColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return toolTip(node);
    case Qt::AccessibleTextRole:
        return column == FieldColumn ? QVariant(line(index)) : QVariant();
    default:
        return {};
    }
}

QVariant SchemalessModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == SizeColumn || section == FitColumn ? Qt::AlignRight : Qt::AlignLeft));
    const std::pair<QString, QString> heads[kColumns]{
        {tr("Field"), tr("Field number, from the tag")},
        {tr("Wire Type"), tr("How the payload is bounded, from the tag")},
        {tr("Reading"), tr("What the payload most plausibly is; open the row for the other readings")},
        {tr("Value"), tr("The payload in this reading")},
        {tr("Fit"), tr("How plausible the reading is, by rules of thumb; 100 % where the wire type says so")},
        {tr("Offset"), tr("First byte in the buffer")},
        {tr("Bytes"), tr("Size of tag and payload")},
    };
    const auto& [title, tip] = heads[section];
    return role == Qt::DisplayRole ? QVariant(title) : role == Qt::ToolTipRole ? QVariant(tip) : QVariant();
}

QString SchemalessModel::line(const QModelIndex& index) const
{
    QStringList cells;
    for (int column = 0; index.isValid() && column < kColumns; ++column)
        cells << text(m_nodes[std::size_t(nodeOf(index))], column);
    return cells.join(QLatin1Char('\t'));
}

} // namespace wirebench
