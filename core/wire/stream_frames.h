// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <span>
#include <string_view>

namespace wirebench {

/// A frame type for addStreamFrames().
struct FrameTypeSpec {
    std::uint8_t number = 0; ///< 0–15
    FrameType type; ///< Label and slot are filled in.
    std::string_view label; ///< "DATA"
    std::string_view key; ///< Its field in the value of a frame: "message".
};

/// Gives a plan its stream frames: the table of frame types and the nodes that are the value of a frame, a struct of
/// which one field is present: `{"message": {"@type": …}}`, `{"header": {"key", "value"}}`. `message` may be any of
/// Plan::referenceTypes entries [firstType, firstType + typeCount). Sets Plan::framing. To be called before
/// finishPlan().
void addStreamFrames(Plan& plan, std::span<const FrameTypeSpec> types, std::uint32_t firstType,
                     std::uint32_t typeCount);

/// The ways in which several values of `type` can follow one another in a buffer: the format's own first.
std::vector<Framing> framingsOf(const Plan& plan, const PlanType& type);

/// The form of a buffer of several values of `type` (null: any the format allows) when nobody says more: the first of
/// framingsOf(). Framing::None when there is none.
BufferForm usualForm(const Plan& plan, const PlanType* type);

/// `messages`, `delimited`, `frames`, `concatenated`: as options and settings spell them.
std::string_view framingName(Framing framing);
/// The framing with this name; Framing::None when there is none.
Framing framingNamed(std::string_view name);
/// Whether all messages of such a buffer are of one type, which somebody must name.
constexpr bool needsType(Framing framing)
{
    return framing == Framing::Delimited || framing == Framing::Concatenated;
}

} // namespace wirebench
