// SPDX-License-Identifier: MIT
#include "core/wire/tagged_values.h"

#include "core/wire/tagged_fields.h"
#include "core/wire/tagged_leaves.h"
#include "core/wire/tagged_map.h"
#include "core/wire/tagged_message.h"
#include "core/wire/tagged_missing.h"
#include "core/wire/tagged_reference.h"
#include "core/wire/tagged_series.h"
#include "core/wire/tagged_table.h"

namespace wirebench {

template class TaggedDecoder<ValueSink>;

TaggedValueReader::TaggedValueReader(const Decoded& decoded, const std::shared_ptr<const Bytes>& space)
    : m_plan(*decoded.plan)
    , m_space(space)
    , m_limits(decoded.limits)
    , m_sink(*space)
    , m_decoder(m_plan, *space, m_limits, m_sink, m_silent)
{
    for (const Diagnostic& problem : decoded.diagnostics) {
        if (problem.code == "limit-time")
            m_decoder.stopAt(problem.place.first / 8);
    }
}

void TaggedValueReader::readMessage(SlotIndex root, const TaggedDecoder<ValueSink>::Part& part,
                                    std::vector<ValueNode>& nodes)
{
    m_sink.clear();
    m_decoder.decodeMessage(root, part);
    arrangeValues(m_plan, m_sink, nodes);
}

std::shared_ptr<const Bytes> TaggedValueReader::heap() const
{
    if (m_sink.copied().empty())
        return m_space;
    auto heap = std::make_shared<Bytes>(*m_space);
    heap->insert(heap->end(), m_sink.copied().begin(), m_sink.copied().end());
    return heap;
}

} // namespace wirebench
