// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/snapshot.h"

#include <QString>

#include <vector>

namespace wirebench {

/// A way to read a buffer, as menus offer it.
struct BufferFormChoice {
    QString id; ///< Of its action: "schema.holds-frames".
    QString text; ///< With its mnemonic: "&Frames of a Stream".
    QString tip; ///< What such bytes look like.
    BufferChoice choice;
};

/// All of them: recognised, one value, then each framing.
std::vector<BufferFormChoice> bufferForms();

/// What a buffer holds, for a button: "one value", "frames".
QString holdsText(Framing framing);

/// "stream of 11 frames", "1 message": what a buffer of several values holds.
QString heldText(Framing framing, std::size_t count);

} // namespace wirebench
