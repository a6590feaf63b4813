// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace wirebench {

/// "1 byte", "3 bytes" with the digits of the locale: numbers of things in words, singular apart so that English needs
/// no translation file.
QString bytesText(std::uint64_t count);
QString bitsText(std::uint64_t count);
QString problemsText(std::uint64_t count);
QString messagesText(std::uint64_t count);
QString fieldsText(std::uint64_t count);
QString warningsText(std::uint64_t count);

} // namespace wirebench
