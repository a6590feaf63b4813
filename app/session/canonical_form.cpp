// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/canonical_form.h"

#include "core/wire/encoder.h"

#include <algorithm>

namespace wirebench {

std::shared_ptr<const Bytes> canonicalForm(const Decoded& decoded, const StreamOptions& stream)
{
    const auto warns = [](const Diagnostic& problem) { return problem.severity == Severity::Warning; };
    if (hasErrors(decoded.diagnostics)
        || (!decoded.plan->dialect.canonical && std::ranges::none_of(decoded.diagnostics, warns)))
        return nullptr;
    Encoded encoded = encode(readValue(decoded), decoded.limits, stream);
    if (hasErrors(encoded.diagnostics) || encoded.bytes == *decoded.bytes)
        return nullptr;
    return std::make_shared<const Bytes>(std::move(encoded.bytes));
}

} // namespace wirebench
