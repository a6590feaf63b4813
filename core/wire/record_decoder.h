// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/annotation_sink.h"

namespace wirebench {

/// Which form a bit record's input had: what lies above the record is named differently.
enum class RecordInput : std::uint8_t { Bytes, Integer };

/// Decodes a bit record: one record for all of it, its parts are computed when they are looked at. Fills `space`,
/// `recordBits`, `reversal`, annotations and diagnostics of `result`, whose plan, root, bytes and limits are set.
void decodeRecord(Decoded& result, const PlanType& type, RecordInput input);

/// Decodes bit records that lie one after another, as decodeRecord(); `sink` adds to the annotations of `result`. Each
/// is an element; bytes that are fewer than a record are an error.
void decodeRecords(Decoded& result, const PlanType& type, AnnotationSink& sink);

/// Whole bytes of a bit record of `bits` bits, at least one.
constexpr std::uint64_t recordBytes(std::uint64_t bits)
{
    return bits == 0 ? 1 : (bits + 7) / 8;
}

} // namespace wirebench
