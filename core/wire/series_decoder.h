// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/number_series_decoder.h"
#include "core/wire/text_series_decoder.h"

namespace wirebench {

/// Decodes the body of a series in one of the codings whose elements share parts: Bits, Delta, RunLength, Dictionary,
/// Sparse, Prefix and BitPacked (Packed and Counted have elements that stand alone). Elements are scalars, text or
/// bytes: one loop, no nesting.
///
/// The body is the rest of the cursor's part. Every bit of it becomes part of one leaf: counts, lengths and gaps have
/// structural roles, an element is a Value leaf with its index, a text that elements refer to is a StringTable leaf.
/// Elements without bits of their own (all but the first of a run, zeros that are not stored, texts that end where
/// their prefix does) are values only.
///
/// Requires that the series is the innermost value that is open, so that paths start with it. `cut` says that the
/// input ends before the body does, which has been reported. Gives CutShort when the elements that were given are
/// good and others could not be read, Refused when the whole series is to be left out: what was given is then to be
/// taken back.
template <class Sink>
Damage readSeriesBody(TaggedCursor<Sink>& cursor, const Node& series, bool cut)
{
    const SeriesCoding coding = cursor.plan().series[series.detail].coding;
    if (coding == SeriesCoding::Dictionary)
        return TextSeriesDecoder<Sink>(cursor, series, cut).readDictionary();
    if (coding == SeriesCoding::Prefix)
        return TextSeriesDecoder<Sink>(cursor, series, cut).readPrefix();
    NumberSeriesDecoder<Sink> numbers(cursor, series, cut);
    switch (coding) {
    case SeriesCoding::Bits:
        return numbers.readBitmap();
    case SeriesCoding::Delta:
        return numbers.readDelta();
    case SeriesCoding::RunLength:
        return numbers.readRuns();
    case SeriesCoding::Sparse:
        return numbers.readSparse();
    case SeriesCoding::BitPacked:
        return numbers.readBitPacked();
    default:
        return Damage::None;
    }
}

} // namespace wirebench
