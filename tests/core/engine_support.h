// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/value/json_input.h"
#include "core/value/value.h"
#include "core/wire/annotation_tree.h"
#include "core/wire/encoder.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <string>

namespace wirebench::test {

inline Bytes bytesOf(const char* hex)
{
    const QByteArray raw = QByteArray::fromHex(hex);
    return Bytes(raw.begin(), raw.end());
}

/// First problem in how the leaves cover the input, or empty: no gap, no overlap, children inside their parents.
inline std::string tilingProblem(const Decoded& decoded)
{
    const AnnotationTree tree(std::make_shared<const Decoded>(decoded));
    const bool record = decoded.recordBits.count > 0 || decoded.recordBits.first > 0;
    std::uint64_t at = record ? decoded.recordBits.first : 0;
    std::string problem;
    tree.walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        if (chain.size() > 1) {
            const BitRange outer = chain[chain.size() - 2].bits;
            if (item.bits.first < outer.first || item.bits.end() > outer.end())
                problem = tree.path(chain) + ": outside its parent";
        }
        if (!item.leaf)
            return true;
        if (item.bits.first != at && problem.empty())
            problem = tree.path(chain) + ": leaf at bit " + std::to_string(item.bits.first) + ", expected "
                + std::to_string(at);
        at = item.bits.end();
        return true;
    });
    const std::uint64_t end = decoded.space->size() * 8;
    if (problem.empty() && at != end)
        problem = "leaves end at bit " + std::to_string(at) + ", the input at " + std::to_string(end);
    return problem;
}

/// The codes of all diagnostics, in order, joined by spaces.
inline QString codes(const Diagnostics& diagnostics)
{
    QString text;
    for (const Diagnostic& diagnostic : diagnostics)
        text += (text.isEmpty() ? "" : " ")
            + QString::fromUtf8(diagnostic.code.data(), qsizetype(diagnostic.code.size()));
    return text;
}

struct Encoding {
    Bytes bytes;
    Diagnostics diagnostics;
};

inline Encoding encodeJson(const std::shared_ptr<const Plan>& plan, const PlanType& type, std::string json)
{
    Encoding result;
    const JsonDocument document = readJson(std::move(json), JsonRole::Value, result.diagnostics);
    if (document.root() == nullptr)
        return result;
    const Value value = bindJson(plan, type, document, *document.root(), result.diagnostics);
    if (hasErrors(result.diagnostics))
        return result;
    Encoded encoded = encode(value, plan->limits);
    result.bytes = std::move(encoded.bytes);
    result.diagnostics.insert(result.diagnostics.end(), encoded.diagnostics.begin(), encoded.diagnostics.end());
    return result;
}

} // namespace wirebench::test
