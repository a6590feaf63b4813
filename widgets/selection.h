// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/plan.h"

#include <QObject>
#include <QString>

#include <vector>

namespace wirebench {

/// What is selected: bits of the decoded buffer (Decoded::space) and the field they belong to. Without a buffer a
/// field may be selected by its slot alone.
struct SelectionState {
    std::vector<BitRange> bits; ///< In order, not overlapping; empty when nothing of the buffer is selected.
    QString path; ///< Field path as AnnotationTree::path() gives it; may be empty.
    SlotIndex slot = kNoIndex; ///< Plan slot of the field; kNoIndex when unknown.

    bool operator==(const SelectionState&) const = default;
};

/// The one selection all views share. Views set it and show it; none knows another. Hover previews, click commits.
class Selection final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const SelectionState& state() const { return m_state; }
    const SelectionState& hover() const { return m_hover; }
    /// Commits a selection. `origin` is the view that made it, so that it need not react to its own change.
    void select(SelectionState state, const QObject* origin);
    void setHover(SelectionState state, const QObject* origin);
    void clear();
    /// Says the selection again, for views that have only just come to share it.
    void repeat(const QObject* origin);

Q_SIGNALS:
    void changed(const QObject* origin);
    void hoverChanged(const QObject* origin);

private:
    SelectionState m_state;
    SelectionState m_hover;
};

} // namespace wirebench
