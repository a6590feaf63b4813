// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_decoder.h"
#include "core/wire/value_sink.h"

namespace wirebench {

/// Reads values of tagged messages out of a decoded input: decodes them a second time, so that one code says what of
/// broken bytes is kept.
class TaggedValueReader {
public:
    /// `space` is what the records of `decoded` refer to, and becomes the start of the heap. Both must outlive the
    /// reader.
    TaggedValueReader(const Decoded& decoded, const std::shared_ptr<const Bytes>& space);

    /// Appends the value of the message in `part`.
    void readMessage(SlotIndex root, const TaggedDecoder<ValueSink>::Part& part, std::vector<ValueNode>& nodes);
    /// The heap of the values read, to be called once at the end.
    std::shared_ptr<const Bytes> heap() const;

private:
    const Plan& m_plan;
    std::shared_ptr<const Bytes> m_space;
    Limits m_limits;
    ValueSink m_sink;
    ProblemList m_silent;
    TaggedDecoder<ValueSink> m_decoder;
};

} // namespace wirebench
