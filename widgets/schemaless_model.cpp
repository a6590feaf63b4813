// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schemaless_model.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::vector<Reading> otherReadings(const GuessedField& field)
{
    std::vector<Reading> readings = rankedReadings(field.plausible);
    if (!readings.empty())
        readings.erase(readings.begin());
    return readings;
}

bool isWhole(const GuessedField& field)
{
    return field.raw.state == RawState::Whole;
}

} // namespace

void SchemalessModel::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_error = themedIcon(theme, QStringLiteral("error"));
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

void SchemalessModel::setReading(std::shared_ptr<const UnknownBytes> read)
{
    beginResetModel();
    m_nodes.clear();
    m_top.clear();
    m_read = std::move(read);
    if (m_read)
        addFields(-1, Fields(m_read, &m_read->fields), 0, 0);
    endResetModel();
}

void SchemalessModel::addNode(int parent, Node node) const
{
    std::vector<int>& rows = parent < 0 ? m_top : m_nodes[std::size_t(parent)].children;
    node.parent = parent;
    node.row = int(rows.size());
    rows.push_back(int(m_nodes.size()));
    m_nodes.push_back(std::move(node));
}

/// Adds the fields of one message: those of `depth` from `first` on, up to one that is further out.
void SchemalessModel::addFields(int parent, const Fields& fields, std::size_t first, std::uint32_t depth) const
{
    for (std::size_t i = first; i < fields->size() && (*fields)[i].depth >= depth; ++i) {
        if ((*fields)[i].depth > depth)
            continue;
        Node node;
        node.reading = bestReading((*fields)[i].plausible);
        node.fields = fields;
        node.field = i;
        addNode(parent, std::move(node));
    }
}

/// The fields of the content are in the list behind the field.
bool SchemalessModel::opensContent(const Node& node) const
{
    return node.kind == Node::Kind::Field && node.guessed().opened;
}

/// The content is read when somebody opens the row.
bool SchemalessModel::opensOnRequest(const Node& node) const
{
    const std::uint64_t bytes = node.guessed().raw.contentBytes();
    const bool nests
        = node.reading == Reading::Message || node.reading == Reading::List || node.reading == Reading::Map;
    return (node.isPart() || node.kind == Node::Kind::Reading) && !opensContent(node) && isWhole(node.guessed())
        && nests && bytes > 0 && bytes <= kMostOpenedBytes;
}

void SchemalessModel::load(int id) const
{
    m_nodes[std::size_t(id)].loaded = true;
    const Node node = m_nodes[std::size_t(id)];
    const GuessedField& field = node.guessed();
    if (opensContent(node)) {
        addFields(id, node.fields, node.field + 1, field.depth + 1);
    } else if (opensOnRequest(node) && node.reading == Reading::Message) {
        auto inside = std::make_shared<const std::vector<GuessedField>>(
            readUnknownContent(*m_read->bytes, field.raw, field.depth, *m_read->dialect));
        addFields(id, inside, 0, field.depth + 1);
    } else if (opensOnRequest(node)) {
        addItems(id, node);
    }
    addOthers(id, node);
}

void SchemalessModel::addItems(int parent, const Node& list) const
{
    const bool map = list.reading == Reading::Map;
    const std::vector<GuessedField> items = readUnknownItems(*m_read->bytes, list.guessed(), map, *m_read->dialect);
    const auto shared = std::make_shared<const std::vector<GuessedField>>(items);
    const std::size_t step = map ? 2 : 1;
    for (std::size_t i = 0; i < items.size(); i += step) {
        Node node;
        node.kind = i / step < kMostItems ? Node::Kind::Item : Node::Kind::More;
        node.fields = shared;
        node.field = i + step - 1;
        node.reading = bestReading(items[node.field].plausible);
        node.label = QStringLiteral("[%1]").arg(i);
        if (node.kind == Node::Kind::More)
            node.label = tr("… %1 more").arg(QLocale().toString(qulonglong(items.size() / step - kMostItems)));
        else if (map)
            node.label = utf8(readingText(*m_read->bytes, items[i].raw, *m_read->dialect,
                                          bestReading(items[i].plausible), m_read->table));
        addNode(parent, node);
        if (node.kind == Node::Kind::More)
            return;
    }
}

void SchemalessModel::addOthers(int parent, const Node& node) const
{
    const std::vector<Reading> others = otherReadings(node.guessed());
    if (node.kind == Node::Kind::Reading || node.kind == Node::Kind::More || others.empty())
        return;
    Node row = node;
    row.loaded = false;
    row.children.clear();
    row.label.clear();
    row.value.reset();
    if (node.kind != Node::Kind::Others && !m_nodes[std::size_t(parent)].children.empty()) {
        // The content comes first; what else it can be stands apart from it.
        row.kind = Node::Kind::Others;
        addNode(parent, row);
        return;
    }
    row.kind = Node::Kind::Reading;
    for (const Reading reading : others) {
        row.reading = reading;
        addNode(parent, row);
    }
}

const std::vector<int>& SchemalessModel::childrenOf(int node) const
{
    if (node < 0)
        return m_top;
    if (!m_nodes[std::size_t(node)].loaded)
        load(node);
    return m_nodes[std::size_t(node)].children;
}

QModelIndex SchemalessModel::indexOf(int node, int column) const
{
    return node < 0 ? QModelIndex() : createIndex(m_nodes[std::size_t(node)].row, column, quintptr(node));
}

QModelIndex SchemalessModel::index(int row, int column, const QModelIndex& parent) const
{
    const std::vector<int>& rows = childrenOf(nodeOf(parent));
    if (row < 0 || row >= int(rows.size()) || column < 0 || column >= kColumns)
        return {};
    return createIndex(row, column, quintptr(rows[std::size_t(row)]));
}

QModelIndex SchemalessModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(m_nodes[std::size_t(nodeOf(index))].parent) : QModelIndex();
}

int SchemalessModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(childrenOf(nodeOf(parent)).size());
}

bool SchemalessModel::hasChildren(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return !m_top.empty();
    if (parent.column() > 0)
        return false;
    const Node& node = m_nodes[std::size_t(nodeOf(parent))];
    if (node.kind == Node::Kind::Others || opensContent(node) || opensOnRequest(node))
        return true;
    return node.isPart() && !otherReadings(node.guessed()).empty();
}

int SchemalessModel::columnCount(const QModelIndex& /*parent*/) const
{
    return kColumns;
}

BitRange SchemalessModel::bitsOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const Node& node = m_nodes[std::size_t(nodeOf(index))];
    const RawField& raw = node.guessed().raw;
    return node.isPart() ? node.guessed().bits() : bitsOfBytes(raw.content, raw.contentBytes());
}

/// A short list of messages, or a short map to some.
bool SchemalessModel::holdsMessages(const Node& node) const
{
    constexpr std::uint64_t shortBytes = 4096;
    if (!node.isPart() || !opensOnRequest(node) || node.guessed().raw.contentBytes() > shortBytes
        || node.reading == Reading::Message)
        return false;
    const std::vector<int>& items
        = childrenOf((node.parent < 0 ? m_top : m_nodes[std::size_t(node.parent)].children)[std::size_t(node.row)]);
    return !items.empty() && m_nodes[std::size_t(items.front())].kind == Node::Kind::Item
        && m_nodes[std::size_t(items.front())].reading == Reading::Message;
}

bool SchemalessModel::opensAtOnce(const QModelIndex& index) const
{
    if (!index.isValid())
        return false;
    const Node& node = m_nodes[std::size_t(nodeOf(index))];
    return opensContent(node) || (node.kind == Node::Kind::Item && node.reading == Reading::Message)
        || holdsMessages(node);
}

QModelIndex SchemalessModel::fieldAt(std::uint64_t bit) const
{
    int found = -1;
    for (bool deeper = true; deeper;) {
        const std::vector<int>& rows = childrenOf(found);
        // Fields come first and lie in wire order.
        const auto fields = std::partition_point(
            rows.begin(), rows.end(), [&](int row) { return m_nodes[std::size_t(row)].kind == Node::Kind::Field; });
        const auto behind = std::partition_point(
            rows.begin(), fields, [&](int row) { return m_nodes[std::size_t(row)].guessed().bits().first <= bit; });
        deeper = behind != rows.begin() && m_nodes[std::size_t(*(behind - 1))].guessed().bits().contains(bit);
        if (!deeper)
            break;
        found = *(behind - 1);
        deeper = opensContent(m_nodes[std::size_t(found)]);
    }
    return indexOf(found);
}

} // namespace wirebench
