// SPDX-License-Identifier: MIT
#include "tests/core/unknown_bytes_support.h"

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::string best(const Format& format, const Bytes& bytes, const GuessedField& field)
{
    const Reading reading = bestReading(field.plausible);
    return std::string(readingName(reading)) + ' '
        + readingText(bytes, field.raw, *format.schemalessDialect(), reading, {});
}

std::string best(const Format& format, const Bytes& bytes)
{
    const std::vector<GuessedField> fields = read(format, bytes);
    return fields.empty() ? std::string() : best(format, bytes, fields.front());
}

int plausible(const GuessedField& field, Reading reading)
{
    return field.plausible.at(static_cast<std::size_t>(reading));
}

/// Whether tags and unopened contents lie side by side and cover everything, and depths are those of the nesting.
bool tiles(const std::vector<GuessedField>& fields, const Bytes& bytes)
{
    std::uint64_t at = 0;
    std::vector<std::uint64_t> ends{bytes.size()};
    for (const GuessedField& field : fields) {
        while (ends.size() > 1 && ends.back() == at)
            ends.pop_back();
        const RawField& raw = field.raw;
        const bool ordered = raw.begin <= raw.payload && raw.payload <= raw.content && raw.content <= raw.end;
        if (raw.begin != at || !ordered || raw.end == raw.begin || raw.end > ends.back()
            || field.depth + 1 != ends.size())
            return false;
        at = field.opened ? raw.content : raw.end;
        if (field.opened)
            ends.push_back(raw.end);
    }
    return at == bytes.size();
}

} // namespace

/// Tagged bytes without a schema.
class UnknownBytesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void varints();
    void fixedNumbers();
    void delimited();
    void whatTheWireTypeSays();
    void mapsListsAndZigzagRuns();
    void nestedMessages();
    void contentOfAnyField();
    void itemsOfListsAndMaps();
    void chosenDialect_data() { addBuffers(); }
    void chosenDialect();
    void judgedWithinABudget();
    void brokenFields();
    void boundedDepth();
    void boundedCount();
    void coversEverything_data() { addBuffers(); }
    void coversEverything();
    void coversDamagedBytes_data() { addBuffers(); }
    void coversDamagedBytes();
};

void UnknownBytesTest::varints()
{
    const Bytes bytes = hex("089601");
    const GuessedField field = read(skit(), bytes).front();
    QCOMPARE(field.raw.number, 1u);
    QCOMPARE(field.raw.wireType, std::uint8_t{0});
    const SchemalessDialect& dialect = *skit().schemalessDialect();
    QCOMPARE(readingText(bytes, field.raw, dialect, Reading::Unsigned, {}), std::string("150"));
    QCOMPARE(readingText(bytes, field.raw, dialect, Reading::ZigZag, {}), std::string("75"));
    QCOMPARE(plausible(field, Reading::Bool), 0);
    QCOMPARE(best(skit(), hex("1001")), std::string("bool true"));
    QCOMPARE(best(skit(), hex("08FFFFFFFFFFFFFFFFFF01")), std::string("signed -1"));
    QCOMPARE(best(cramberry(), hex("1601")), std::string("zigzag -1"));
}

void UnknownBytesTest::fixedNumbers()
{
    QCOMPARE(best(cramberry(), hex("1DC3F54840")), std::string("float 3.14"));
    QCOMPARE(best(cramberry(), hex("1D07000000")), std::string("unsigned 7"));
    QCOMPARE(best(cramberry(), hex("1DFEFFFFFF")), std::string("signed -2"));
    QCOMPARE(best(cramberry(), hex("19FEFFFFFFFFFFFFFF")), std::string("signed -2"));
    QCOMPARE(best(cramberry(), hex("19000000000000F03F")), std::string("float 1.0"));
    QCOMPARE(plausible(read(cramberry(), hex("1D07000000")).front(), Reading::Text), 0);
}

void UnknownBytesTest::delimited()
{
    QCOMPARE(best(cramberry(), hex("0A05416C696365")), std::string("text \"Alice\""));
    QCOMPARE(best(cramberry(), hex("0A026869")), std::string("text \"hi\""));
    QCOMPARE(best(cramberry(), hex("0A03020104")), std::string("packed varints [2, 1, 4]"));
    QCOMPARE(best(cramberry(), hex("0A080000803F00000040")), std::string("packed fixed32 [1.0, 2.0]"));
    QCOMPARE(best(cramberry(), hex("0A06020161026263")), std::string("list [\"a\", \"bc\"]"));
    QCOMPARE(plausible(read(cramberry(), hex("0A06030161026263")).front(), Reading::List), 0);
    QCOMPARE(plausible(read(skit(), hex("0A06020161026263")).front(), Reading::List), 0);
    QCOMPARE(best(cramberry(), hex("0A03FF00FE")), std::string("bytes \"ff00fe\""));
    QCOMPARE(plausible(read(cramberry(), hex("0A03FF00FE")).front(), Reading::Text), 0);
    QCOMPARE(plausible(read(cramberry(), hex("0A03FF00FE")).front(), Reading::Message), 0);
    QCOMPARE(plausible(read(cramberry(), hex("0A03020104")).front(), Reading::Fixed32s), 0);
}

void UnknownBytesTest::whatTheWireTypeSays()
{
    QCOMPARE(best(skit(), hex("1B03010203")), std::string("packed varints [1, 2, 3]"));
    QCOMPARE(best(skit(), hex("3F0135")), std::string("bits [true, false, true, false, true, true, false, false]"));
    QCOMPARE(best(skit(), hex("0D00000000")), std::string("float 0.0"));
    QCOMPARE(best(skit(), hex("06050103666F6F0E00")), std::string("string table [\"foo\"]"));
    const std::vector<GuessedField> typed = read(cramberry(), hex("2F81010712034254431E0A"));
    QCOMPARE(typed.front().raw.value, std::uint64_t{129});
    QVERIFY(typed.front().opened);
    QCOMPARE(typed.size(), std::size_t{3});
}

void UnknownBytesTest::mapsListsAndZigzagRuns()
{
    const Bytes map = hex("0A09020161010401620102");
    QCOMPARE(best(cramberry(), map), std::string("map {\"a\": 4, \"b\": 2}"));
    QCOMPARE(plausible(read(skit(), map).front(), Reading::Map), 0);
    // Keys that do not ascend, an entry too few, a byte too much.
    for (const char* digits :
         {"0A09020162010401610102", "0A09020161010401610102", "0A080201610104016201", "0A0A0201610104016201020A"})
        QVERIFY2(plausible(read(cramberry(), hex(digits)).front(), Reading::Map) == 0, digits);
    QCOMPARE(best(cramberry(), hex("0A03020406")), std::string("packed zigzag [1, 2, 3]"));
    QCOMPARE(best(cramberry(), hex("0A03020104")), std::string("packed varints [2, 1, 4]"));
    const Bytes odd = hex("0A03020103");
    const GuessedField field = read(cramberry(), odd).front();
    QCOMPARE(readingText(odd, field.raw, *cramberry().schemalessDialect(), Reading::ZigZags, {}),
             std::string("[1, -1, -2]"));
    QCOMPARE(plausible(read(skit(), hex("1B03020406")).front(), Reading::ZigZags), 0);
}

void UnknownBytesTest::nestedMessages()
{
    const Bytes bytes = hex("12050A03426F621801");
    const std::vector<GuessedField> fields = read(skit(), bytes);
    QCOMPARE(fields.size(), std::size_t{3});
    QVERIFY(fields[0].opened);
    QCOMPARE(fields[1].depth, 1u);
    QCOMPARE(best(skit(), bytes, fields[1]), std::string("text \"Bob\""));
    QCOMPARE(fields[2].depth, 0u);
    QCOMPARE(fields[2].bits().first, std::uint64_t{56});
}

void UnknownBytesTest::contentOfAnyField()
{
    const SchemalessDialect& dialect = *skit().schemalessDialect();
    const Bytes bytes = hex("12020861"); // text, as likely a message
    const std::vector<GuessedField> inside = readUnknownContent(bytes, read(skit(), bytes).front().raw, 0, dialect);
    QCOMPARE(inside.size(), std::size_t{1});
    QCOMPARE(inside.front().depth, 1u);
    QCOMPARE(inside.front().raw.begin, std::uint64_t{2});
    QCOMPARE(guessedTitle(inside.front(), dialect), std::string("1 VARINT"));
    const Bytes other = hex("120100");
    QCOMPARE(readUnknownContent(other, read(skit(), other).front().raw, 0, dialect).front().raw.state,
             RawState::Broken);
}

void UnknownBytesTest::itemsOfListsAndMaps()
{
    const SchemalessDialect& dialect = *cramberry().schemalessDialect();
    const Bytes list = hex("0A0B02040A026869040A026F6B");
    const std::vector<GuessedField> items = readUnknownItems(list, read(cramberry(), list).front(), false, dialect);
    QCOMPARE(items.size(), std::size_t{2});
    QCOMPARE(bestReading(items[0].plausible), Reading::Message);
    QCOMPARE(items[1].bits(), bitsOfBytes(9, 4));
    QCOMPARE(items[1].depth, 1u);
    const Bytes map = hex("0A09020161010401620102");
    const std::vector<GuessedField> entries = readUnknownItems(map, read(cramberry(), map).front(), true, dialect);
    QCOMPARE(entries.size(), std::size_t{4});
    QCOMPARE(best(cramberry(), map, entries[2]), std::string("text \"b\""));
    QCOMPARE(entries[3].raw.contentBytes(), std::uint64_t{1});
}

/// Bytes fit the format that wrote them at least as well as any other.
void UnknownBytesTest::chosenDialect()
{
    const Format& format = fetchFormat();
    const Bytes bytes = fetchBytes();
    const auto fit
        = [&](const Format& other) { return confidence(bytes, *other.schemalessDialect(), read(other, bytes)); };
    QVERIFY(fit(format) >= 0 && fit(format) <= 100);
    if (bytes.size() < 40) // short bytes often fit several
        return;
    for (const Format* other : allFormats()) {
        if (other->schemalessDialect())
            QVERIFY2(fit(format) >= fit(*other),
                     qPrintable(QStringLiteral("%1 against %2").arg(fit(format)).arg(fit(*other))));
    }
}

void UnknownBytesTest::judgedWithinABudget()
{
    const Bytes bytes = hex("0A05416C696365");
    const SchemalessDialect& dialect = *skit().schemalessDialect();
    const RawField raw = read(skit(), bytes).front().raw;
    std::uint64_t budget = 8;
    QCOMPARE(bestReading(judgePayload(bytes, raw, dialect, budget)), Reading::Text);
    QCOMPARE(budget, std::uint64_t{3});
    QCOMPARE(rankedReadings(judgePayload(bytes, raw, dialect, budget)), std::vector{Reading::Bytes});
    QCOMPARE(budget, std::uint64_t{3});
}

void UnknownBytesTest::brokenFields()
{
    const auto lastState = [](const char* digits) { return read(skit(), hex(digits)).back().raw.state; };
    QCOMPARE(lastState("0801"), RawState::Whole);
    QCOMPARE(lastState("08010C0102"), RawState::Broken); // wire type 4
    QCOMPARE(lastState("08010A05"), RawState::Broken);
    QCOMPARE(lastState("0880"), RawState::Broken);
    QCOMPARE(lastState("08FFFFFFFFFFFFFFFFFF02"), RawState::Broken);
    QCOMPARE(lastState("0001"), RawState::BadNumber);
    QCOMPARE(lastState("080106"), RawState::Broken); // a table only stands at the beginning
    QCOMPARE(lastState("08010601"), RawState::BadNumber);
    QCOMPARE(lastState("06050103666F6F"), RawState::Whole);
    QCOMPARE(lastState("06050203666F6F"), RawState::BadTable); // two strings promised
    QCOMPARE(lastState("06050102666F6F"), RawState::BadTable); // a byte left over
    QCOMPARE(lastState("06050103666FFF"), RawState::BadTable);
    QVERIFY(rankedReadings(read(skit(), hex("0880")).front().plausible).empty());
}

void UnknownBytesTest::boundedDepth()
{
    Bytes bytes = hex("0801");
    for (int i = 0; i < 100; ++i) {
        Bytes outer{0x0A};
        for (std::size_t length = bytes.size();; length >>= 7) {
            outer.push_back(static_cast<std::uint8_t>(length < 0x80 ? length : (length & 0x7Fu) | 0x80u));
            if (length < 0x80)
                break;
        }
        outer.insert(outer.end(), bytes.begin(), bytes.end());
        bytes = std::move(outer);
    }
    const std::vector<GuessedField> fields = read(cramberry(), bytes);
    QCOMPARE(fields.size(), std::size_t{kDeepestGuess + 1});
    QVERIFY(tiles(fields, bytes));
    QCOMPARE(draftProblem(cramberry(), bytes), std::string());
}

void UnknownBytesTest::boundedCount()
{
    Bytes bytes;
    for (std::size_t i = 0; i < kMostGuessedFields + 5; ++i)
        bytes.insert(bytes.end(), {0x08, 0x01});
    const std::vector<GuessedField> fields = read(skit(), bytes);
    QCOMPARE(fields.size(), kMostGuessedFields + 1);
    QCOMPARE(fields.back().raw.state, RawState::Unread);
    QVERIFY(tiles(fields, bytes));
}

void UnknownBytesTest::coversEverything()
{
    const Bytes bytes = fetchBytes();
    const std::vector<GuessedField> fields = read(fetchFormat(), bytes);
    QVERIFY(tiles(fields, bytes));
    QVERIFY(isWhole(fields));
}

void UnknownBytesTest::coversDamagedBytes()
{
    const Format& format = fetchFormat();
    const Bytes bytes = fetchBytes();
    const std::size_t step = bytes.size() / 200 + 1;
    for (std::size_t size = 0; size < bytes.size(); size += step) {
        const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
        QVERIFY(tiles(read(format, cut), cut));
    }
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += step * 3) {
        Bytes flipped = bytes;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << bit % 8));
        const std::vector<GuessedField> fields = read(format, flipped);
        QVERIFY(tiles(fields, flipped));
        for (const GuessedField& field : fields) {
            for (const Reading reading : rankedReadings(field.plausible))
                readingText(flipped, field.raw, *format.schemalessDialect(), reading, {});
        }
    }
}

QTEST_APPLESS_MAIN(UnknownBytesTest)
#include "unknown_bytes_test.moc"
