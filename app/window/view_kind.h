// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace wirebench {

/// The views of a document beside its schema editor; each has a dock.
enum class ViewKind : std::uint8_t { Outline, Problems, Grid, Hex, Structure, Value, Frames, Explain, Code };

inline constexpr std::array kAllViews{ViewKind::Outline, ViewKind::Problems,  ViewKind::Grid,
                                      ViewKind::Hex,     ViewKind::Structure, ViewKind::Value,
                                      ViewKind::Frames,  ViewKind::Explain,   ViewKind::Code};

} // namespace wirebench
