// SPDX-License-Identifier: MIT
#include "tests/core/series_support.h"

#include <rapidcheck.h>

#include <QTest>

#include <bit>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Numbers = std::vector<std::uint64_t>;
using Texts = std::vector<std::string>;
using Codes = std::vector<std::string>;

Bytes hex(std::string_view text)
{
    Bytes bytes;
    std::string digits;
    for (const char c : text) {
        if (c != ' ')
            digits += c;
    }
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    return bytes;
}

std::uint64_t asBits(std::int64_t number)
{
    return static_cast<std::uint64_t>(number);
}

std::string timeContent(std::int64_t seconds, std::uint32_t nanoseconds)
{
    Bytes bytes(kTimeBytes);
    writeLittle(bytes.data(), static_cast<std::uint64_t>(seconds), 8);
    writeLittle(bytes.data() + 8, nanoseconds, 4);
    return std::string(asText(bytes));
}

/// A body in both directions: encodes, decodes without a problem, and every bit is in one leaf.
void bothWays(const SeriesOptions& options, const Numbers& numbers, std::string_view body)
{
    const auto plan = seriesPlan(options);
    const Bytes bytes = hex(body);
    QCOMPARE(toHex(encodeBody(listValue(plan, numbers))), toHex(bytes));
    const Body decoded = decodeBody(*plan, bytes);
    QCOMPARE(decoded.codes(), Codes());
    QCOMPARE(decoded.damage, Damage::None);
    QCOMPARE(decoded.found.numbers, numbers);
    QVERIFY(decoded.tiles(bytes.size() * 8));
}

void bothWays(const SeriesOptions& options, const Texts& texts, std::string_view body)
{
    const auto plan = seriesPlan(options);
    const Bytes bytes = hex(body);
    QCOMPARE(toHex(encodeBody(listValue(plan, texts))), toHex(bytes));
    const Body decoded = decodeBody(*plan, bytes);
    QCOMPARE(decoded.codes(), Codes());
    QCOMPARE(decoded.damage, Damage::None);
    QCOMPARE(decoded.found.texts, texts);
    QVERIFY(decoded.tiles(bytes.size() * 8));
}

/// Decodes a body that has problems; what was read of it, and that all of it is in leaves.
Body withProblems(const SeriesOptions& options, std::string_view body, const Codes& codes, Damage damage,
                  const Limits& limits = {})
{
    const Bytes bytes = hex(body);
    Body decoded = decodeBody(*seriesPlan(options), bytes, limits);
    const auto check = [&] {
        QCOMPARE(decoded.codes(), codes);
        QCOMPARE(decoded.damage, damage);
        QVERIFY(decoded.tiles(bytes.size() * 8));
    };
    check();
    return decoded;
}

const SeriesOptions deltas{SeriesCoding::Delta, Element::Int64};
const SeriesOptions runs{SeriesCoding::RunLength, Element::UInt32};
const SeriesOptions dictionary{SeriesCoding::Dictionary, Element::Text};
const SeriesOptions sparse{SeriesCoding::Sparse, Element::UInt32};
const SeriesOptions prefixes{SeriesCoding::Prefix, Element::Text};
const SeriesOptions threeBits{SeriesCoding::BitPacked, Element::UInt32, 3};

Limits noLimits()
{
    Limits limits;
    limits.arrayElements = limits.totalElements = limits.stringBytes = limits.messageBytes = 0;
    return limits;
}

/// Numbers among which some are zero, some equal their neighbour, some are large.
Numbers someNumbers(std::uint64_t mask)
{
    Numbers numbers;
    const auto count = *rc::gen::inRange<std::size_t>(0, 40);
    while (numbers.size() < count) {
        const std::uint64_t number
            = *rc::gen::element<std::uint64_t>(0, 1, 127, 128, *rc::gen::arbitrary<std::uint64_t>());
        const auto times = *rc::gen::inRange<std::size_t>(1, 5);
        numbers.insert(numbers.end(), times, number & mask);
    }
    return numbers;
}

Texts someTexts()
{
    Texts texts;
    const auto count = *rc::gen::inRange<std::size_t>(0, 20);
    while (texts.size() < count) {
        std::string text = texts.empty() || *rc::gen::arbitrary<bool>()
            ? std::string()
            : texts.back().substr(0, *rc::gen::inRange<std::size_t>(0, texts.back().size() + 1));
        text += *rc::gen::container<std::string>(rc::gen::inRange<char>('a', 'd'));
        texts.push_back(text);
    }
    return texts;
}

SeriesOptions anyOptions()
{
    SeriesOptions options = *rc::gen::element(
        deltas, runs, dictionary, sparse, prefixes, threeBits, SeriesOptions{SeriesCoding::Bits, Element::Bool},
        SeriesOptions{SeriesCoding::Delta, Element::Time}, SeriesOptions{SeriesCoding::Delta, Element::Signed32},
        SeriesOptions{SeriesCoding::Sparse, Element::Float32}, SeriesOptions{SeriesCoding::RunLength, Element::Enum},
        SeriesOptions{SeriesCoding::BitPacked, Element::UInt64, 64},
        SeriesOptions{SeriesCoding::BitPacked, Element::Bool, 1}, SeriesOptions{SeriesCoding::Prefix, Element::Bytes},
        SeriesOptions{SeriesCoding::Dictionary, Element::Bytes});
    options.canonical = *rc::gen::arbitrary<bool>();
    return options;
}

} // namespace

/// Bodies of series, both ways (cramberry.md, *Field encodings*; serialkit.md, *Bitmap*).
class SeriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void packed();
    void bitmap();
    void delta();
    void deltaOfTimes();
    void rle();
    void dict();
    void sparseArrays();
    void prefix();
    void bitpack();
    void canonicalFloats();
    void runThatLeavesItsArray();
    void indexThatLeavesItsArray();
    void gapThatLeavesItsArray();
    void prefixThatIsTooLong();
    void cutOff();
    void emptyBodies();
    void wrongNumberOfElements();
    void notCanonical();
    void outOfRange();
    void limits();
    void elementsWithoutBytesAreBounded();
    void textsThatAreSpelledOutAreBounded();
    void roundTripOfNumbers();
    void roundTripOfTexts();
    void damagedBodiesAreCoveredByLeaves();
};

void SeriesTest::packed()
{
    const auto plan = seriesPlan({SeriesCoding::Packed, Element::Int32});
    QCOMPARE(toHex(encodeBody(listValue(plan, Numbers{1, asBits(-1), 2}))), std::string("020104"));
    const auto texts = seriesPlan({SeriesCoding::Packed, Element::Text});
    QCOMPARE(toHex(encodeBody(listValue(texts, Texts{"a", "", "bc"}))), std::string("016100026263"));
    const auto fixed = seriesPlan({SeriesCoding::Packed, Element::Float64});
    QCOMPARE(toHex(encodeBody(listValue(fixed, Numbers{std::bit_cast<std::uint64_t>(1.0)}))),
             std::string("000000000000f03f"));
}

void SeriesTest::bitmap()
{
    bothWays({SeriesCoding::Bits, Element::Bool}, Numbers{1, 0, 1, 0, 1, 1, 0, 0}, "35");
    // The number of values is not on the wire: the byte is filled with false.
    const auto plan = seriesPlan({SeriesCoding::Bits, Element::Bool});
    QCOMPARE(toHex(encodeBody(listValue(plan, Numbers{1, 0, 0, 0, 0, 0, 0, 0, 1}))), std::string("0101"));
    QCOMPARE(decodeBody(*plan, hex("0101")).found.numbers.size(), std::size_t{16});
}

void SeriesTest::delta()
{
    bothWays(deltas, Numbers{100, 110, 105}, "C801 14 09");
    bothWays(deltas, Numbers{}, "");
    // Differences wrap in 64 bits.
    bothWays(deltas, Numbers{asBits(INT64_MAX), asBits(INT64_MIN)}, "FEFFFFFFFFFFFFFFFF01 02");
    bothWays({SeriesCoding::Delta, Element::UInt64}, Numbers{0, ~std::uint64_t{0}}, "00 01");
    bothWays({SeriesCoding::Delta, Element::Signed32}, Numbers{asBits(-2), 3}, "03 0A");
}

void SeriesTest::deltaOfTimes()
{
    const SeriesOptions times{SeriesCoding::Delta, Element::Time};
    bothWays(times, Texts{timeContent(0, 1), timeContent(-1, 999'999'999), timeContent(1, 0)}, "02 03 82A8D6B907");
    const auto plan = seriesPlan(times);
    const Value early = listValue(plan, Texts{timeContent(0, 0), timeContent(INT64_MIN, 0)});
    QCOMPARE(elementsOutOfRange(early, plan->nodes[0], 0), Numbers{1});
    // The lowest and highest nanosecond of an int64 are times too.
    const Value ends
        = listValue(plan, Texts{timeContent(-9'223'372'037, 145'224'192), timeContent(9'223'372'036, 854'775'807)});
    QCOMPARE(elementsOutOfRange(ends, plan->nodes[0], 0), Numbers{});
    QCOMPARE(decodeBody(*plan, encodeBody(ends)).found.texts,
             (Texts{timeContent(-9'223'372'037, 145'224'192), timeContent(9'223'372'036, 854'775'807)}));
}

void SeriesTest::rle()
{
    bothWays(runs, Numbers{7, 7, 7, 300, 0, 0}, "03 07 01 AC02 02 00");
    bothWays(runs, Numbers{}, "");
    bothWays({SeriesCoding::RunLength, Element::Fixed32}, Numbers{1, 1}, "02 01000000");
    bothWays({SeriesCoding::RunLength, Element::UInt32, 0, 3}, Numbers{5, 5, 5}, "03 05");
}

void SeriesTest::dict()
{
    bothWays(dictionary, Texts{"b", "a", "b", ""}, "03 01 62 01 61 00 04 00 01 00 02");
    bothWays(dictionary, Texts{}, "00 00");
    bothWays({SeriesCoding::Dictionary, Element::Bytes}, Texts{"\xFF"}, "01 01 FF 01 00");
    const Body body = decodeBody(*seriesPlan(dictionary), hex("01 01 62 01 00"));
    const auto roles = [&] {
        std::vector<Role> list;
        for (const Leaf& leaf : body.found.leaves)
            list.push_back(leaf.role);
        return list;
    };
    QCOMPARE(roles(), (std::vector<Role>{Role::Count, Role::Length, Role::StringTable, Role::Count, Role::Value}));
}

void SeriesTest::sparseArrays()
{
    bothWays(sparse, Numbers{0, 0, 5, 0, 300, 0}, "06 02 02 05 01 AC02");
    bothWays(sparse, Numbers{0, 0}, "02 00");
    bothWays(sparse, Numbers{}, "00 00");
    bothWays(sparse, Numbers{9}, "01 01 00 09");
}

void SeriesTest::prefix()
{
    bothWays(prefixes, Texts{"abc", "abd", "ab", "ab", "x"}, "05 00 03 616263 02 01 64 02 00 02 00 00 01 78");
    bothWays(prefixes, Texts{}, "00");
    bothWays({SeriesCoding::Prefix, Element::Bytes}, Texts{"\xFF\xFE", "\xFF"}, "02 00 02 FFFE 01 00");
}

void SeriesTest::bitpack()
{
    bothWays(threeBits, Numbers{1, 2, 7}, "03 D101");
    bothWays(threeBits, Numbers{}, "00");
    bothWays({SeriesCoding::BitPacked, Element::UInt64, 64}, Numbers{~std::uint64_t{0}, 1},
             "02 FFFFFFFFFFFFFFFF 0100000000000000");
    bothWays({SeriesCoding::BitPacked, Element::Bool, 1}, Numbers{1, 1, 0}, "03 03");
    bothWays({SeriesCoding::BitPacked, Element::UInt64, 63}, Numbers{5, lowBits(63)},
             "02 05000000000000 80FFFFFFFFFFFFFF3F");
}

void SeriesTest::canonicalFloats()
{
    const std::uint64_t minusZero = 0x80000000u;
    QCOMPARE(canonicalFloat(minusZero, 32), std::uint64_t{0});
    QCOMPARE(canonicalFloat(0x7F800001u, 32), std::uint64_t{0x7FC00000u});
    QCOMPARE(canonicalFloat(0xFFFFFFFFFFFFFFFFu, 64), std::uint64_t{0x7FF8000000000000u});
    QCOMPARE(canonicalFloat(0x7F800000u, 32), std::uint64_t{0x7F800000u}); // infinity stays
    const auto plan = seriesPlan({SeriesCoding::Sparse, Element::Float32});
    QCOMPARE(toHex(encodeBody(listValue(plan, Numbers{minusZero}))), std::string("0100"));
    const Body body = decodeBody(*plan, hex("01 01 00 00000080"));
    QCOMPARE(body.codes(), Codes{"non-canonical-float@24+32"});
    QCOMPARE(body.found.numbers, Numbers{minusZero});
}

void SeriesTest::runThatLeavesItsArray()
{
    const Body zero = withProblems(runs, "01 05 00 07 02 09", {"run-zero@16+8"}, Damage::None);
    QCOMPARE(zero.found.numbers, (Numbers{5, 9, 9}));
    withProblems({SeriesCoding::RunLength, Element::UInt32, 0, 3}, "02 05 02 06", {"array-count@16+8"},
                 Damage::Refused);
    withProblems({SeriesCoding::RunLength, Element::UInt32, 0, 3}, "02 05", {"array-count@0+16"}, Damage::Refused);
}

void SeriesTest::indexThatLeavesItsArray()
{
    const Body body = withProblems(dictionary, "01 01 61 03 00 01 00", {"dict-index@40+8"}, Damage::None);
    QCOMPARE(body.found.texts, (Texts{"a", "a"}));
}

void SeriesTest::gapThatLeavesItsArray()
{
    withProblems(sparse, "03 01 03 05", {"sparse-gap@16+8"}, Damage::Refused);
    QCOMPARE(withProblems(sparse, "03 01 02 05", {}, Damage::None).found.numbers, (Numbers{0, 0, 5}));
    withProblems(sparse, "01 02 00 05 00 05", {"sparse-count@8+8"}, Damage::Refused);
}

void SeriesTest::prefixThatIsTooLong()
{
    const Body body = withProblems(prefixes, "02 00 01 61 02 01 62", {"prefix-length@32+8"}, Damage::CutShort);
    QCOMPARE(body.found.texts, Texts{"a"});
    QCOMPARE(body.found.leaves.back().role, Role::Error);
}

void SeriesTest::cutOff()
{
    QCOMPARE(withProblems(deltas, "02 80", {"truncated@8+8"}, Damage::CutShort).found.numbers, Numbers{1});
    withProblems(runs, "02", {"truncated@8+0"}, Damage::CutShort);
    QCOMPARE(withProblems(dictionary, "01 01 61 02 00", {"truncated@24+8"}, Damage::CutShort).found.texts, Texts{"a"});
    withProblems(dictionary, "01 05 61", {"truncated@8+8"}, Damage::CutShort);
    QCOMPARE(withProblems(sparse, "05 02 01 07", {"truncated@8+8"}, Damage::CutShort).found.numbers, (Numbers{0, 7}));
    withProblems(prefixes, "01 00 05 61", {"truncated@16+8"}, Damage::CutShort);
    const Body packed = withProblems(threeBits, "04 FF", {"truncated@0+8"}, Damage::CutShort);
    QCOMPARE(packed.found.numbers, (Numbers{7, 7}));
    QCOMPARE(packed.found.leaves.back().bits, (BitRange{14, 2}));
    // What the input ends before has been reported by the one who saw its length.
    const auto plan = seriesPlan(deltas);
    const Bytes bytes = hex("02 04");
    QCOMPARE(decodeBody(*plan, bytes, {}, true).damage, Damage::CutShort);
    QCOMPARE(decodeBody(*plan, bytes, {}, true).found.numbers, (Numbers{1, 3}));
    withProblems(deltas, "FFFFFFFFFFFFFFFFFF02", {"varint-overflow@0+80"}, Damage::CutShort);
}

void SeriesTest::emptyBodies()
{
    for (const SeriesOptions& options : {dictionary, sparse, prefixes, threeBits}) {
        withProblems(options, "", {"non-canonical-empty@0+0"}, Damage::None);
        SeriesOptions lenient = options;
        lenient.canonical = false;
        withProblems(lenient, "", {}, Damage::None);
    }
    for (const SeriesOptions& options : {deltas, runs})
        withProblems(options, "", {}, Damage::None);
    QCOMPARE(decodeBody(*seriesPlan(sparse), {}, {}, true).codes(), Codes());
}

void SeriesTest::wrongNumberOfElements()
{
    withProblems({SeriesCoding::Delta, Element::Int64, 0, 2}, "02", {"array-count@0+8"}, Damage::Refused);
    withProblems({SeriesCoding::Delta, Element::Int64, 0, 2}, "02 02", {}, Damage::None);
    withProblems({SeriesCoding::Sparse, Element::UInt32, 0, 2}, "03 00", {"array-count@0+8"}, Damage::Refused);
    withProblems({SeriesCoding::Prefix, Element::Text, 0, 2}, "00", {"array-count@0+8"}, Damage::Refused);
    withProblems({SeriesCoding::BitPacked, Element::UInt32, 3, 2}, "02 00", {}, Damage::None);
    withProblems({SeriesCoding::BitPacked, Element::UInt32, 3, 2}, "01 01 00",
                 {"trailing-bytes@16+8", "array-count@0+8"}, Damage::Refused);
    // Nothing more is said of an array that lacks an element for another reason.
    withProblems({SeriesCoding::RunLength, Element::UInt32, 0, 3}, "02 05 00 06", {"run-zero@16+8"}, Damage::None);
    withProblems({SeriesCoding::Dictionary, Element::Text, 0, 3}, "01 01 61 02 00 01", {"dict-index@40+8"},
                 Damage::None);
}

void SeriesTest::notCanonical()
{
    withProblems(runs, "01 05 02 05", {"non-canonical-run@16+16"}, Damage::None);
    withProblems(dictionary, "02 01 61 01 62 02 01 00", {"non-canonical-dict@48+8"}, Damage::None);
    withProblems(dictionary, "02 01 61 01 62 01 00", {"non-canonical-dict@24+16"}, Damage::None);
    withProblems(dictionary, "02 01 61 01 61 02 00 01", {"non-canonical-dict@24+16"}, Damage::None);
    withProblems(sparse, "02 01 00 00", {"non-canonical-zero@24+8"}, Damage::None);
    withProblems(prefixes, "02 00 01 61 00 01 61", {"non-canonical-prefix@32+8"}, Damage::None);
    withProblems(threeBits, "01 09", {"non-canonical-padding@11+5"}, Damage::None);
    withProblems(deltas, "8200", {"non-canonical-varint@0+16"}, Damage::None);
    withProblems(threeBits, "01 01 00", {"trailing-bytes@16+8"}, Damage::None);
    for (SeriesOptions options : {runs, threeBits}) {
        options.canonical = false;
        withProblems(options, options.coding == SeriesCoding::RunLength ? "01 05 02 05" : "01 09", {}, Damage::None);
    }
}

void SeriesTest::outOfRange()
{
    // 2^31 - 1, then 1 more.
    const Body wide
        = withProblems({SeriesCoding::Delta, Element::Int32}, "FEFFFFFF0F 02 01", {"value-range@40+8"}, Damage::None);
    QCOMPARE(wide.found.numbers, (Numbers{0x7FFFFFFF, 0x7FFFFFFF}));
    withProblems({SeriesCoding::Delta, Element::Fixed32}, "01", {"value-range@0+8"}, Damage::None);
    withProblems({SeriesCoding::Delta, Element::Signed32}, "FEFFFFFF0F 02", {"value-range@40+8"}, Damage::None);
    withProblems({SeriesCoding::RunLength, Element::UInt32}, "02 FFFFFFFF1F", {"value-range@8+40"}, Damage::None);
    const Body bools
        = withProblems({SeriesCoding::RunLength, Element::Bool}, "02 05", {"bool-value@8+8"}, Damage::None);
    QCOMPARE(bools.found.numbers, (Numbers{1, 1}));
    withProblems({SeriesCoding::BitPacked, Element::Enum, 3}, "01 05", {"unknown-enum-value@8+3"}, Damage::None);
    const auto plan = seriesPlan(threeBits);
    QCOMPARE(elementsOutOfRange(listValue(plan, Numbers{7, 8, 0, 9}), plan->nodes[0], 0), (Numbers{1, 3}));
    const Body text = withProblems(dictionary, "01 01 FF 02 00 00", {"invalid-utf8@16+8"}, Damage::None);
    QCOMPARE(text.found.kinds, (std::vector<ValueKind>{ValueKind::RawText, ValueKind::RawText}));
}

void SeriesTest::limits()
{
    Limits limits;
    limits.arrayElements = 3;
    withProblems(deltas, "02 02 02", {}, Damage::None, limits);
    withProblems(deltas, "02 02 02 02", {"limit-array@0+32"}, Damage::Refused, limits);
    withProblems(runs, "02 01 02 03", {"limit-array@16+8"}, Damage::Refused, limits);
    withProblems(sparse, "04 00", {"limit-array@0+8"}, Damage::Refused, limits);
    withProblems(threeBits, "04 0000", {"limit-array@0+8"}, Damage::Refused, limits);
    withProblems({SeriesCoding::Bits, Element::Bool}, "00", {"limit-array@0+8"}, Damage::Refused, limits);
    limits = {};
    limits.totalElements = 1;
    withProblems(prefixes, "02 00 00 00 00", {"limit-total@0+8"}, Damage::Refused, limits);
    limits = {};
    limits.stringBytes = 2;
    QCOMPARE(withProblems(prefixes, "02 00 02 6162 02 01 63", {"limit-string@40+24"}, Damage::None, limits).found.texts,
             Texts{"ab"});
    QCOMPARE(
        withProblems(dictionary, "02 03 616161 01 62 02 00 01", {"limit-string@8+8"}, Damage::None, limits).found.texts,
        Texts{"b"});
}

void SeriesTest::elementsWithoutBytesAreBounded()
{
    withProblems(runs, "FFFFFFFFFFFFFFFF7F 05", {"limit-array@0+72"}, Damage::Refused, noLimits());
    withProblems(runs, "01 05 FFFFFFFFFFFFFFFFFF01 06", {"limit-array@16+80"}, Damage::Refused, noLimits());
    withProblems(sparse, "FFFFFFFFFFFFFFFF7F 00", {"limit-array@0+72"}, Damage::Refused, noLimits());
    // 11,000,000 elements out of a few bytes; a limit on all elements says how many are wanted.
    withProblems(runs, "C0B19F05 05", {"limit-total@0+32"}, Damage::Refused, noLimits());
    withProblems(sparse, "C0B19F05 00", {"limit-total@0+32"}, Damage::Refused, noLimits());
    Limits many = noLimits();
    many.totalElements = 11'000'000;
    QCOMPARE(withProblems(runs, "C0B19F05 05", {}, Damage::None, many).found.numbers.size(), std::size_t{11'000'000});
    many.totalElements = 0;
    withProblems(runs, "C296B102 05 C296B102 06", {"limit-total@40+32"}, Damage::Refused, many);
    withProblems(threeBits, "FFFFFFFFFFFFFFFF7F 00", {"limit-array@0+72"}, Damage::Refused, noLimits());
}

void SeriesTest::textsThatAreSpelledOutAreBounded()
{
    // 1,000 bytes that every further element shares in two bytes.
    Bytes bytes{0x81, 0x08, 0x00, 0xE8, 0x07};
    bytes.insert(bytes.end(), 1000, 'a');
    for (int i = 0; i < 1024; ++i)
        bytes.insert(bytes.end(), {0xE8, 0x07, 0x00});
    Limits limits;
    limits.messageBytes = 100'000;
    const Body body = decodeBody(*seriesPlan(prefixes), bytes, limits);
    QCOMPARE(body.damage, Damage::Refused);
    QCOMPARE(body.problems.size(), std::size_t{1});
    QCOMPARE(body.problems.front().code, std::string_view("limit-message"));
    QVERIFY(body.tiles(bytes.size() * 8));
    QCOMPARE(decodeBody(*seriesPlan(prefixes), bytes).codes(), Codes());
}

void SeriesTest::roundTripOfNumbers()
{
    QVERIFY(rc::check("decode(encode(numbers)) are the numbers", [] {
        const SeriesOptions options = *rc::gen::element(
            deltas, runs, sparse, SeriesOptions{SeriesCoding::Delta, Element::UInt64},
            SeriesOptions{SeriesCoding::RunLength, Element::Fixed32},
            SeriesOptions{SeriesCoding::Sparse, Element::Int64},
            SeriesOptions{SeriesCoding::BitPacked, Element::UInt64, *rc::gen::inRange<std::uint8_t>(1, 65)});
        const bool narrow = options.element == Element::UInt32 || options.element == Element::Fixed32;
        const Numbers numbers
            = someNumbers(options.bitWidth > 0 ? lowBits(options.bitWidth) : lowBits(narrow ? 32 : 64));
        const auto plan = seriesPlan(options);
        const Value value = listValue(plan, numbers);
        RC_ASSERT(elementsOutOfRange(value, plan->nodes[0], 0).empty());
        const Bytes bytes = encodeBody(value);
        RC_ASSERT(bytes.size() == seriesBodyBytes(value, plan->nodes[0], 0));
        const Body body = decodeBody(*plan, bytes);
        RC_ASSERT(body.codes() == Codes());
        RC_ASSERT(body.found.numbers == numbers);
        RC_ASSERT(body.tiles(bytes.size() * 8));
    }));
}

void SeriesTest::roundTripOfTexts()
{
    QVERIFY(rc::check("decode(encode(texts)) are the texts", [] {
        const auto plan = seriesPlan(*rc::gen::element(dictionary, prefixes));
        const Texts texts = someTexts();
        const Bytes bytes = encodeBody(listValue(plan, texts));
        const Body body = decodeBody(*plan, bytes);
        RC_ASSERT(body.codes() == Codes());
        RC_ASSERT(body.found.texts == texts);
        RC_ASSERT(body.tiles(bytes.size() * 8));
    }));
}

void SeriesTest::damagedBodiesAreCoveredByLeaves()
{
    QVERIFY(rc::check("leaves tile every body, whatever it is", [] {
        const SeriesOptions options = anyOptions();
        const auto plan = seriesPlan(options);
        const bool texts = options.element == Element::Text || options.element == Element::Bytes;
        Bytes bytes;
        if (options.element == Element::Time)
            bytes = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
        else
            bytes = encodeBody(texts ? listValue(plan, someTexts()) : listValue(plan, someNumbers(1)));
        if (!bytes.empty() && *rc::gen::arbitrary<bool>())
            bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size()));
        for (int flips = *rc::gen::inRange(0, 4); flips > 0 && !bytes.empty(); --flips) {
            std::uint8_t& byte = bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())];
            byte = static_cast<std::uint8_t>(byte ^ (1u << *rc::gen::inRange(0, 8)));
        }
        Limits limits;
        limits.arrayElements = 10'000;
        const Body body = decodeBody(*plan, bytes, limits, *rc::gen::arbitrary<bool>());
        RC_ASSERT(body.tiles(bytes.size() * 8));
        for (const Diagnostic& problem : body.problems)
            RC_ASSERT(problem.place.first + problem.place.count <= bytes.size() * 8);
    }));
}

QTEST_APPLESS_MAIN(SeriesTest)
#include "series_test.moc"
