// SPDX-License-Identifier: MIT
#include "tests/core/engine_support.h"
#include "tests/core/tagged_random.h"

#include "core/wire/tagged_splice.h"

#include <QTest>

#include <rapidcheck.h>

using namespace wirebench;
using namespace wirebench::test;

namespace {

Decoded decodeBytes(const std::shared_ptr<const Plan>& plan, const Bytes& bytes)
{
    return decode(plan, plan->types.front(), std::make_shared<const Bytes>(bytes), plan->limits);
}

Bytes encodeClean(const Value& value)
{
    Encoded encoded = encode(value, value.plan->limits);
    if (!encoded.diagnostics.empty())
        RC_FAIL(codes(encoded.diagnostics).toStdString() + " at " + encoded.diagnostics.front().path);
    return std::move(encoded.bytes);
}

/// Whether a decoded value is the one that was encoded: in canonical form, and with defaults where nothing was.
class SameValue {
public:
    SameValue(const Value& given, const Value& decoded) : m_given(given), m_decoded(decoded), m_plan(*given.plan) { }

    bool holds() const { return same(0, 0); }

private:
    static bool isNothing(const ValueNode& node)
    {
        return node.kind == ValueKind::Absent || node.kind == ValueKind::Null;
    }

    bool same(std::uint32_t g, std::uint32_t d) const
    {
        const ValueNode& given = m_given.nodes[g];
        const ValueNode& decoded = m_decoded.nodes[d];
        if (isNothing(decoded))
            return isNothing(given) || isZero(m_given, g);
        if (isNothing(given))
            return isZero(m_decoded, d);
        return given.kind == decoded.kind && given.slot == decoded.slot && sameContent(given, decoded)
            && sameChildren(g, d);
    }

    bool sameContent(const ValueNode& given, const ValueNode& decoded) const
    {
        switch (given.kind) {
        case ValueKind::Text:
        case ValueKind::RawText:
        case ValueKind::Content: {
            const Bytes one(m_given.heapBytes(given).begin(), m_given.heapBytes(given).end());
            return std::ranges::equal(one, m_decoded.heapBytes(decoded));
        }
        case ValueKind::Float:
            return given.payload == decoded.payload || m_plan.dialect.canonical;
        default:
            return given.payload == decoded.payload;
        }
    }

    bool sameChildren(std::uint32_t g, std::uint32_t d) const
    {
        if (m_given.nodes[g].kind == ValueKind::Map)
            return sameEntries(g, d);
        std::uint32_t a = g + 1;
        std::uint32_t b = d + 1;
        const std::uint32_t end = g + m_given.nodes[g].nodes;
        while (a < end && b < d + m_decoded.nodes[d].nodes) {
            if (!same(a, b))
                return false;
            a += m_given.nodes[a].nodes;
            b += m_decoded.nodes[b].nodes;
        }
        return a == end && b == d + m_decoded.nodes[d].nodes;
    }

    /// Entries in any order.
    bool sameEntries(std::uint32_t g, std::uint32_t d) const
    {
        for (std::uint32_t key = g + 1; key < g + m_given.nodes[g].nodes;) {
            std::uint32_t other = d + 1;
            const std::uint32_t end = d + m_decoded.nodes[d].nodes;
            while (other < end && !sameContent(m_given.nodes[key], m_decoded.nodes[other])) {
                other += m_decoded.nodes[other].nodes;
                other += m_decoded.nodes[other].nodes;
            }
            const std::uint32_t value = key + m_given.nodes[key].nodes;
            if (other >= end || !same(value, other + m_decoded.nodes[other].nodes))
                return false;
            key = value + m_given.nodes[value].nodes;
        }
        return true;
    }

    static bool isZero(const Value& value, std::uint32_t index)
    {
        for (std::uint32_t i = index; i < index + value.nodes[index].nodes; ++i) {
            const ValueNode& node = value.nodes[i];
            const bool inHeap
                = node.kind == ValueKind::Text || node.kind == ValueKind::Content || node.kind == ValueKind::RawText;
            if (node.kind == ValueKind::Struct || node.kind == ValueKind::List || isNothing(node)
                || (node.kind == ValueKind::Map && node.payload == 0))
                continue;
            const bool zero = inHeap
                ? std::ranges::all_of(value.heapBytes(node), [](std::uint8_t byte) { return byte == 0; })
                : node.payload << 1 == 0 || node.payload == 0x80000000u;
            if (!zero)
                return false;
        }
        return true;
    }

    const Value& m_given;
    const Value& m_decoded;
    const Plan& m_plan;
};

} // namespace

class TaggedRoundTripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodesWhatItEncodes_data();
    void decodesWhatItEncodes();
    void splicesToTheNewValue_data();
    void splicesToTheNewValue();
    void encodesWhatDamagedBytesLeave();
};

void TaggedRoundTripTest::decodesWhatItEncodes_data()
{
    QTest::addColumn<bool>("canonical");
    QTest::newRow("in declared order, with a string table") << false;
    QTest::newRow("canonical") << true;
}

void TaggedRoundTripTest::decodesWhatItEncodes()
{
    QFETCH(bool, canonical);
    QVERIFY(rc::check("decode(encode(v)) == v", [canonical](std::uint64_t planSeed, std::uint64_t valueSeed) {
        const auto plan = RandomPlan(planSeed, canonical).make();
        const Value value = RandomValue(plan, valueSeed).make();
        const Bytes bytes = encodeClean(value);
        const Decoded decoded = decodeBytes(plan, bytes);
        RC_LOG() << toHex(bytes, " ") << '\n' << writeJson(value) << '\n';
        for (const Diagnostic& problem : decoded.diagnostics) {
            RC_LOG() << problem.code << " at " << problem.path << ": " << problem.message.text() << '\n';
            const bool expected = problem.severity == Severity::Note
                && (problem.code == "bitmap-length" || problem.code == "unknown-enum-value");
            RC_ASSERT(expected || problem.code == "unknown-type-id");
        }
        RC_ASSERT(tilingProblem(decoded) == "");
        const Value again = readValue(decoded);
        RC_LOG() << writeJson(again) << '\n';
        RC_ASSERT(SameValue(value, again).holds());
        RC_ASSERT(encodeClean(again) == bytes);
    }));
}

void TaggedRoundTripTest::splicesToTheNewValue_data()
{
    decodesWhatItEncodes_data();
}

void TaggedRoundTripTest::splicesToTheNewValue()
{
    QFETCH(bool, canonical);
    QVERIFY(rc::check("splice(encode(v), v, w) means w",
                      [canonical](std::uint64_t planSeed, std::uint64_t valueSeed, std::uint64_t edits) {
                          const auto plan = RandomPlan(planSeed, canonical).make();
                          const Bytes bytes = encodeClean(RandomValue(plan, valueSeed).make());
                          const Value before = readValue(decodeBytes(plan, bytes));
                          const Value after = RandomValue(plan, valueSeed, edits | 1).make();
                          const Bytes wanted = encodeClean(after);
                          RC_LOG() << writeJson(before) << '\n'
                                   << writeJson(after) << '\n'
                                   << toHex(bytes, " ") << '\n';
                          const std::optional<Bytes> spliced = spliceTagged(bytes, before, after);
                          if (!spliced) // a string table where there was none
                              RC_DISCARD();
                          RC_LOG() << toHex(*spliced, " ") << '\n' << toHex(wanted, " ") << '\n';
                          if (canonical)
                              RC_ASSERT(*spliced == wanted);
                          RC_ASSERT(encodeClean(readValue(decodeBytes(plan, *spliced))) == wanted);
                      }));
}

void TaggedRoundTripTest::encodesWhatDamagedBytesLeave()
{
    QVERIFY(rc::check("what is left of damaged bytes encodes, or says what is missing",
                      [](std::uint64_t planSeed, std::uint64_t valueSeed, bool canonical, Bytes noise) {
                          const auto plan = RandomPlan(planSeed, canonical).make();
                          Bytes bytes = encodeClean(RandomValue(plan, valueSeed).make());
                          for (std::size_t i = 0; i + 1 < noise.size() && !bytes.empty(); i += 2)
                              bytes[noise[i] % bytes.size()] = noise[i + 1];
                          const Encoded left = encode(readValue(decodeBytes(plan, bytes)), plan->limits);
                          for (const Diagnostic& problem : left.diagnostics)
                              RC_ASSERT(problem.code == "missing-value" || problem.code == "array-count");
                          if (hasErrors(left.diagnostics))
                              return;
                          // A fixed number of messages that is left out reads as that many empty ones, which may lack
                          // required fields.
                          const Encoded again = encode(readValue(decodeBytes(plan, left.bytes)), plan->limits);
                          RC_LOG() << toHex(bytes, " ") << '\n'
                                   << toHex(left.bytes, " ") << '\n'
                                   << toHex(again.bytes, " ") << '\n';
                          RC_ASSERT(again.bytes == left.bytes || hasErrors(again.diagnostics));
                      }));
}

QTEST_APPLESS_MAIN(TaggedRoundTripTest)
#include "tagged_round_trip_test.moc"
