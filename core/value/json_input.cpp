// SPDX-License-Identifier: MIT
#include "core/value/json_input.h"

#include "core/value/json_binder.h"

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

/// Problems in the order of the text, whatever order the fields were looked at in.
void sortByPlace(Diagnostics& diagnostics, std::size_t from)
{
    std::stable_sort(diagnostics.begin() + static_cast<std::ptrdiff_t>(from), diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.place.first < b.place.first; });
}

template <class Bind>
Value bound(std::shared_ptr<const Plan> plan, SlotIndex root, const JsonDocument& document, Diagnostics& diagnostics,
            Bind bind)
{
    Value value;
    auto heap = std::make_shared<Bytes>();
    const std::size_t before = diagnostics.size();
    JsonBinder binder(*plan, document, value.nodes, *heap, diagnostics);
    bind(binder);
    sortByPlace(diagnostics, before);
    value.plan = std::move(plan);
    value.root = root;
    value.heap = std::move(heap);
    return value;
}

} // namespace

Value bindJson(std::shared_ptr<const Plan> plan, const PlanType& type, const JsonDocument& document,
               const JsonNode& json, Diagnostics& diagnostics)
{
    return bound(std::move(plan), type.root, document, diagnostics,
                 [&](JsonBinder& binder) { binder.bindRoot(type, json); });
}

Value bindJsonBuffer(std::shared_ptr<const Plan> plan, const BufferForm& form, const JsonDocument& document,
                     const JsonNode& json, Diagnostics& diagnostics)
{
    Value value = bound(std::move(plan), kNoIndex, document, diagnostics,
                        [&](JsonBinder& binder) { binder.bindBuffer(form, json); });
    value.framing = form.framing;
    return value;
}

} // namespace wirebench
