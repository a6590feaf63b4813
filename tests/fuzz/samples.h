// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/plan.h"

#include <memory>
#include <vector>

namespace wirebench::fuzz {

/// One type of a sample schema; `type` is null for "a buffer of messages".
struct SampleType {
    std::shared_ptr<const Plan> plan;
    const PlanType* type = nullptr;
};

/// Every type of every sample schema in schemas/, in the order of their file names; read once.
const std::vector<SampleType>& sampleTypes();

/// The sample type an input chooses with its last byte, which is taken off `input`. Raw sample buffers so stay
/// useful seeds: only their last byte changes its role.
const SampleType& chooseType(ByteView& input);

} // namespace wirebench::fuzz
