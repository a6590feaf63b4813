// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/byte_document.h"
#include "widgets/hex_view_fields.h"

#include <rapidcheck.h>

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace wirebench;

namespace {

Bytes distinct(std::size_t count)
{
    Bytes bytes(count);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return bytes;
}

/// A decoded buffer of `count` distinct bytes, the first `reversed` of them a byte-reversed record.
Decoded decodedOf(std::size_t count, std::size_t reversed)
{
    Decoded decoded;
    decoded.bytes = std::make_shared<const Bytes>(distinct(count));
    Bytes space = *decoded.bytes;
    std::reverse(space.begin(), space.begin() + std::ptrdiff_t(reversed));
    decoded.space = std::make_shared<const Bytes>(std::move(space));
    decoded.reversal.recordBytes = reversed;
    return decoded;
}

std::vector<quint64> bitsOf(const std::vector<BitRange>& ranges)
{
    std::vector<quint64> bits;
    for (const BitRange& range : ranges) {
        for (quint64 bit = range.first; bit < range.end(); ++bit)
            bits.push_back(bit);
    }
    return bits;
}

/// Every byte that counts as unchanged must be found with its value, whatever was edited.
void checkMapping(const HexMapping& mapping, const Decoded& decoded, const ByteDocument& document)
{
    for (quint64 byte = 0; byte < document.size(); ++byte) {
        const auto space = mapping.spaceByte(byte);
        if (mapping.stale(byte) || !space)
            continue;
        RC_ASSERT(*space < decoded.space->size());
        RC_ASSERT((*decoded.space)[*space] == document.at(byte));
    }
    const quint64 first = *rc::gen::inRange<quint64>(0, decoded.space->size() * 8);
    const quint64 count = *rc::gen::inRange<quint64>(0, decoded.space->size() * 8 - first + 1);
    for (const quint64 bit : bitsOf(mapping.toDocument({first, count}))) {
        RC_ASSERT(bit < document.size() * 8);
        const auto space = mapping.spaceByte(bit / 8);
        RC_ASSERT(space.has_value());
        RC_ASSERT(*space * 8 + bit % 8 >= first);
        RC_ASSERT(*space * 8 + bit % 8 < first + count);
        RC_ASSERT(bitsOf(mapping.toSpace({bit, 1})) == std::vector<quint64>{*space * 8 + bit % 8});
    }
}

} // namespace

class HexViewMappingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyBitOfAnUntouchedBufferIsFound();
    void editsKeepWhatTheyDidNotTouch();
    void aTreeOfOlderBytesIsMatchedToTheNewer();
};

void HexViewMappingTest::everyBitOfAnUntouchedBufferIsFound()
{
    const bool ok = rc::check("toDocument and toSpace are inverse, byte-reversed or not", [] {
        const auto size = *rc::gen::inRange<std::size_t>(1, 40);
        const Decoded decoded = decodedOf(size, *rc::gen::inRange<std::size_t>(0, size + 1));
        const HexMapping mapping(decoded, decoded.bytes);
        const BitRange all{0, size * 8};
        RC_ASSERT(bitsOf(mapping.toDocument(all)).size() == size * 8);
        RC_ASSERT(bitsOf(mapping.toSpace(all)).size() == size * 8);
        checkMapping(mapping, decoded, ByteDocument(decoded.bytes));
    });
    QVERIFY(ok);
}

void HexViewMappingTest::editsKeepWhatTheyDidNotTouch()
{
    const bool ok = rc::check("bytes that only moved keep their fields", [] {
        const auto size = *rc::gen::inRange<std::size_t>(1, 40);
        const Decoded decoded = decodedOf(size, *rc::gen::inRange<std::size_t>(0, size + 1));
        ByteDocument document(decoded.bytes);
        HexMapping mapping(decoded, decoded.bytes);
        QObject::connect(&document, &ByteDocument::changed, &document,
                         [&mapping](quint64 offset, quint64 removed, quint64 inserted) {
                             mapping.edited(offset, removed, inserted);
                         });
        const int edits = *rc::gen::inRange(1, 6);
        for (int i = 0; i < edits; ++i) {
            const Bytes inserted(*rc::gen::inRange<std::size_t>(0, 4), 0xEE);
            document.replace(*rc::gen::inRange<quint64>(0, document.size() + 1), *rc::gen::inRange<quint64>(0, 4),
                             inserted);
            checkMapping(mapping, decoded, document);
        }
    });
    QVERIFY(ok);
}

void HexViewMappingTest::aTreeOfOlderBytesIsMatchedToTheNewer()
{
    const bool ok = rc::check("a late tree finds its bytes in the document", [] {
        const auto size = *rc::gen::inRange<std::size_t>(1, 40);
        const Decoded decoded = decodedOf(size, 0);
        ByteDocument document(decoded.bytes);
        document.replace(*rc::gen::inRange<quint64>(0, size + 1), *rc::gen::inRange<quint64>(0, 4),
                         Bytes(*rc::gen::inRange<std::size_t>(0, 4), 0xEE));
        checkMapping(HexMapping(decoded, document.snapshot()), decoded, document);
    });
    QVERIFY(ok);
}

QTEST_GUILESS_MAIN(HexViewMappingTest)
#include "hex_view_mapping_test.moc"
