// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace wirebench {

/// Bounds for untrusted input (spec: README, *Limits*). They hold per message. 0 means no limit.
struct Limits {
    std::uint64_t messageBytes = 64ull << 20;
    std::uint32_t depth = 100; ///< Nested structs; the outermost is 1. Arrays add nothing.
    std::uint64_t stringBytes = 10ull << 20;
    std::uint64_t arrayElements = 1'000'000;
    std::uint64_t totalElements = 10'000'000;
    std::uint32_t milliseconds = 30'000;
    bool strict = false; ///< Unknown fields are errors.
    bool validateUtf8 = true;
    /// Set by somebody who wants decoding to end where it is, from any thread. Null: nobody will.
    std::shared_ptr<const std::atomic<bool>> stop = nullptr;

    bool stopped() const { return stop && stop->load(std::memory_order_relaxed); }
};

} // namespace wirebench
