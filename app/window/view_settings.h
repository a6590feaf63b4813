// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/code_choice.h"
#include "core/layout/grid_pictures.h"
#include "widgets/hex_view_metrics.h"

#include <QObject>
#include <QPointer>

#include <optional>
#include <vector>

class QSettings;

namespace wirebench {

class DocumentViews;

/// What people chose about the hex view, the layout grid and the code: the same in all documents, remembered between
/// runs.
class ViewSettings final : public QObject {
    Q_OBJECT

public:
    /// `settings` outlives this.
    explicit ViewSettings(QSettings& settings, QObject* parent = nullptr);

    /// Gives the views of a document what was chosen, and takes over what is chosen in them from now on.
    void add(DocumentViews& views);

private:
    struct Grid {
        unsigned bitsPerRow = 32;
        std::optional<BitOrder> order; ///< Nothing: as on the wire.
        int zoom = 100;
        bool operator==(const Grid&) const = default;
    };

    void apply(DocumentViews& views) const;
    void codeChosen(const DocumentViews& views);
    void hexChosen(const HexViewOptions& options);
    void gridChosen(const Grid& grid);
    void shareWithAll();

    QSettings& m_settings;
    HexViewOptions m_hex;
    Grid m_grid;
    CodeChoice m_code;
    std::vector<QPointer<DocumentViews>> m_views;
    bool m_sharing = false;
};

} // namespace wirebench
