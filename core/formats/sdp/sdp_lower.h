// SPDX-License-Identifier: MIT
#pragma once

#include "core/schema/schema.h"
#include "core/wire/plan.h"

namespace wirebench::sdp {

/// The plan of the sound declarations of a checked schema (spec sdp.md, *Wire format*): one PlanType per struct and
/// message in declared order.
Plan lower(const Schema& schema);

/// SDP's own limits (spec sdp.md, *Limits*).
Limits defaultLimits();

/// Bytes of a message's header: u64 type id, u32 payload size.
inline constexpr std::uint64_t kHeaderBytes = 12;

} // namespace wirebench::sdp
