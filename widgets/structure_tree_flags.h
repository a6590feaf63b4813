// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/plan.h"

#include <QToolButton>

#include <vector>

class QCheckBox;

namespace wirebench {

/// Check boxes for the flags of a mask, in a list that drops down. Its JSON is the object of all flags to booleans.
class FlagsEditor final : public QToolButton {
    Q_OBJECT

public:
    FlagsEditor(const Plan& plan, const FlagTable& table, QWidget* parent);

    void setJson(const QString& json);
    QString json() const;
    /// True when a box was switched since setJson().
    bool changed() const { return json() != m_given; }

private:
    void showSummary();

    std::vector<QCheckBox*> m_boxes;
    QString m_given;
};

} // namespace wirebench
