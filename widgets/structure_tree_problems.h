// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wirebench {

/// Which rows of a structure tree a decoder's problems belong to.
class StructureProblems {
public:
    struct Found {
        Severity severity = Severity::Note; ///< The gravest one.
        bool below = false; ///< None of the row itself, but of parts of it.
        QStringList messages; ///< Of the row itself; at most a few.
        std::size_t count = 0;
    };

    StructureProblems() = default;
    explicit StructureProblems(const Diagnostics& diagnostics);

    /// Problems of the item with this field path, or of what it contains; nothing when there are none. Parts of a
    /// field that only share its path count when the problem lies in their bits.
    std::optional<Found> of(const std::string& path, const Item& item) const;

private:
    struct Entry {
        Severity severity = Severity::Note;
        BitRange bits;
        QString message;
    };
    std::map<std::string, std::vector<Entry>> m_byPath;
};

} // namespace wirebench
