// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspect/unknown_bytes.h"
#include "widgets/theme.h"

#include <QAbstractItemModel>
#include <QIcon>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace wirebench {

/// Bytes without a schema as a tree: fields with their most plausible readings, below them the fields or items of their
/// content and what else the payload can be. Rows are made when somebody looks at them.
class SchemalessModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { FieldColumn, WireTypeColumn, ReadingColumn, ValueColumn, FitColumn, OffsetColumn, SizeColumn };
    static constexpr int kColumns = 7;
    /// Content that is only opened because somebody asks for it.
    static constexpr std::uint64_t kMostOpenedBytes = std::uint64_t{1} << 20;
    static constexpr std::size_t kMostItems = 10'000; ///< Of a list or map that have rows.

    using QAbstractItemModel::QAbstractItemModel;

    void setTheme(const Theme& theme);
    /// Null shows nothing.
    void setReading(std::shared_ptr<const UnknownBytes> read);

    /// The bits a row is about: of a field with its tag, of another reading the content.
    BitRange bitsOf(const QModelIndex& index) const;
    /// The innermost field around a bit, in messages that are their content's most plausible reading.
    QModelIndex fieldAt(std::uint64_t bit) const;
    /// The row's most plausible reading is a message, or a short list of some, that is worth to be seen open.
    bool opensAtOnce(const QModelIndex& index) const;
    /// A row as a line of text with a tab between its cells.
    QString line(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Fields = std::shared_ptr<const std::vector<GuessedField>>;
    struct Node {
        enum class Kind : std::uint8_t {
            Field,
            Item, ///< Of a list or map.
            More, ///< Says how many items have no row.
            Others, ///< The other readings are below it.
            Reading, ///< One of them.
        };
        Kind kind = Kind::Field;
        Reading reading = Reading::Bytes; ///< What its content is taken for.
        bool loaded = false; ///< `children` are made.
        int parent = -1;
        int row = 0;
        Fields fields; ///< The list its field is in.
        std::size_t field = 0;
        QString label; ///< Of an item: its place or key.
        mutable std::optional<QString> value; ///< Once it was shown: long lists are not counted again.
        std::vector<int> children;

        const GuessedField& guessed() const { return (*fields)[field]; }
        bool isPart() const { return kind == Kind::Field || kind == Kind::Item; }
    };

    void load(int node) const;
    void addFields(int parent, const Fields& fields, std::size_t first, std::uint32_t depth) const;
    void addItems(int parent, const Node& list) const;
    void addOthers(int parent, const Node& node) const;
    void addNode(int parent, Node node) const;
    bool opensContent(const Node& node) const;
    bool opensOnRequest(const Node& node) const;
    bool holdsMessages(const Node& node) const;
    QString fieldCount(const Node& node) const;
    QString itemCount(const Node& node) const;
    QString labelText(const Node& node) const;
    const std::vector<int>& childrenOf(int node) const;
    int nodeOf(const QModelIndex& index) const { return index.isValid() ? int(index.internalId()) : -1; }
    QModelIndex indexOf(int node, int column = 0) const;

    QString text(const Node& node, int column) const;
    QString fieldText(const GuessedField& field) const;
    static QString stateText(RawState state);
    QString wireTypeText(const GuessedField& field) const;
    QString valueText(const Node& node) const;
    QString shownValue(const Node& node) const;
    QString toolTip(const Node& node) const;
    QVariant colour(const Node& node, int column) const;

    std::shared_ptr<const UnknownBytes> m_read;
    Theme m_theme;
    QIcon m_error;
    // Rows are made while they are looked at; what the model shows does not change by it.
    mutable std::deque<Node> m_nodes;
    mutable std::vector<int> m_top;
};

} // namespace wirebench
