// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/selection.h"

#include <utility>

namespace wirebench {

void Selection::select(SelectionState state, const QObject* origin)
{
    if (state == m_state)
        return;
    m_state = std::move(state);
    Q_EMIT changed(origin);
}

void Selection::setHover(SelectionState state, const QObject* origin)
{
    if (state == m_hover)
        return;
    m_hover = std::move(state);
    Q_EMIT hoverChanged(origin);
}

void Selection::clear()
{
    select({}, nullptr);
    setHover({}, nullptr);
}

void Selection::repeat(const QObject* origin)
{
    Q_EMIT changed(origin);
}

} // namespace wirebench
