// SPDX-License-Identifier: MIT
#include "core/inspect/explain.h"

#include "core/base/fnv.h"
#include "core/formats/registry.h"
#include "core/inspect/explain_numbers.h"
#include "tests/core/engine_support.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

struct Sample {
    const Format* format = nullptr;
    std::shared_ptr<const AnnotationTree> tree;

    Explanation at(std::uint64_t byte, unsigned bit = 0) const
    {
        return explain(
            *tree, byte * 8 + bit, [this](std::string_view id) { return format->ruleText(id); },
            format->schemalessDialect());
    }
};

Sample sample(const char* format, const char* schema, const char* type, const char* hex)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = schema;
    Sample made;
    made.format = findFormat(format);
    const Analysis analysis = made.format->analyse(source);
    const PlanType* planType = analysis.plan->findType(type);
    made.tree = std::make_shared<const AnnotationTree>(std::make_shared<const Decoded>(
        decode(analysis.plan, *planType, std::make_shared<const Bytes>(bytesOf(hex)), analysis.plan->limits)));
    return made;
}

/// All steps as one text.
QString text(const Explanation& explanation)
{
    QString all = QString::fromStdString(explanation.title);
    for (const ExplainStep& step : explanation.steps)
        all += QString::fromStdString('\n' + step.title + '\n' + step.text + '\n' + step.rule);
    return all;
}

void contains(const Explanation& explanation, const char* part)
{
    const QString all = text(explanation);
    QVERIFY2(all.contains(QString::fromUtf8(part)), qPrintable(all + "\nlacks: " + QString::fromUtf8(part)));
}

} // namespace

/// Issue 4, *Explain*.
class ExplainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTagSplitIntoNumberAndWireType()
    {
        const Sample m = sample("serialkit", "namespace v; model M { uint32 a = 1; }", "M", "08 9601");
        contains(m.at(0), "8 = 1 × 8 + 0");
        contains(m.at(0), "wire type 0 (VARINT)");
        contains(m.at(0), "number 1 is `a`");
    }

    void theVarintsGroups()
    {
        const Sample m = sample("serialkit", "namespace v; model M { uint32 a = 1; }", "M", "08 9601");
        contains(m.at(1), "96 = 1 0010110   more follows");
        contains(m.at(1), "01 = 0 0000001   the last byte");
        contains(m.at(1), "0000001 0010110 = 150");
        QCOMPARE(m.at(1).summary, std::string("150"));
        QCOMPARE(m.at(2).bits, m.at(1).bits);
    }

    void theZigzag()
    {
        const Sample m = sample("cramberry", "package v; type M { @field(1) a: int32; }", "M", "0E 05");
        contains(m.at(1), "5 is odd, so the number is −(5 + 1) / 2 = -3");
    }

    void theSignOfAnExtendedNumber()
    {
        const Sample m = sample("serialkit", "namespace v; model M { int32 a = 1; }", "M", "08 FFFFFFFFFFFFFFFFFF01");
        contains(m.at(1), "Bit 63 is set, so this is 18446744073709551615 − 2^64 = -1");
    }

    void theLength()
    {
        const Sample m = sample("serialkit", "namespace v; model M { string s = 1; }", "M", "0A 02 6869");
        contains(m.at(1), "The seven bits are the number: 2");
        contains(m.at(1), "bytes 2..3 belong to it");
        contains(m.at(2), "2 bytes: 68 69");
        contains(m.at(2), "2 characters");
    }

    void theFloatsSignExponentMantissa()
    {
        const Sample m = sample("serialkit", "namespace v; model M { float f = 1; }", "M", "0D 000020C1");
        contains(m.at(1), "sign     1   negative");
        contains(m.at(1), "exponent 10000010   130");
        contains(m.at(1), "−(1 + 0.25) × 2^(130 − 127) = −1.25 × 2^3 = -10");
        QVERIFY(floatSteps(0, 32).find("No exponent") != std::string::npos);
        QVERIFY(floatSteps(1, 32).find("subnormal") != std::string::npos);
        QVERIFY(floatSteps(0x7F800000, 32).find("infinity") != std::string::npos);
        QVERIFY(floatSteps(0x7FF8000000000000, 64).find("NaN") != std::string::npos);
    }

    void thePresenceBit()
    {
        const Sample m = sample(
            "cramberry", "package v; @presence type M { @field(1) a: uint32; @field(2) s: string; @field(3) b: bool; }",
            "M", "01 05 00 01");
        contains(m.at(1), "bit 0 is 1: `a` is there");
        contains(m.at(1), "bit 1 is 0: `s` is absent");
    }

    void whyAFieldIsAbsent()
    {
        const Sample m = sample("cramberry",
                                "package v; type M { @field(1) a: uint32; @field(2) s: string; @field(3) d: int32 = 7; "
                                "@field(4) o: bool?; @oneof(\"g\") @field(5) x: uint32; }",
                                "M", "08 01");
        contains(m.at(0), "`s` is zero or empty, which is not written");
        contains(m.at(0), "`d` equals its declared default (7), which is not written");
        contains(m.at(0), "`o` is optional and not given");
        contains(m.at(0), "`x`: at most one field of its group is set");
    }

    void theDefaultThatIsNotWritten()
    {
        const Sample m = sample("cramberry",
                                "package v; type M { @field(1) a: uint32; @field(2) s: string = \"EUR\"; @field(3) f: "
                                "float32 = 1.5; @field(4) e: E = B; } enum E { A = 0; B = 1; }",
                                "M", "08 01");
        contains(m.at(0), "`s` equals its declared default (\"EUR\")");
        contains(m.at(0), "`f` equals its declared default (1.5)");
        contains(m.at(0), "`e` equals its declared default (\"B\")");
    }

    void whichRuleOfTheFormatSaysSo()
    {
        // Every rule that a lowering names has a sentence.
        for (const char* folder : {"sdp", "bitschema", "serialkit", "cramberry"}) {
            const Format* format = findFormat(folder);
            QVERIFY(format->ruleText("no-such-rule").empty());
        }
        const Sample m = sample("sdp", "struct P { x: u16, }", "P", "0102");
        contains(m.at(0), "least significant byte first");
        contains(m.at(0), "0x0201 = 513");
    }

    void bitsOfARecord()
    {
        const Sample m
            = sample("bitschema",
                     "{\"version\":\"1.0\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"min\":10,"
                     "\"max\":17},{\"name\":\"b\",\"type\":\"bool\"}]}",
                     "R", "0D");
        contains(m.at(0), "bits 2..0, most significant first: 101 = 5");
        contains(m.at(0), "5 + 10 = 15");
        contains(m.at(0, 3), "bit 3, most significant first: 1 = 1");
    }

    void deltaAddsUp()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(3) @encoding(\"delta\") f: []int64; }", "T",
                                "1A 04 C8 01 14 09");
        contains(m.at(2), "0 + 100 = 100");
        contains(m.at(5), "9 is odd, so the number is −(9 + 1) / 2 = -5");
        contains(m.at(5), "the difference is -5, the element before is 110\n110 + (-5) = 105");
        contains(m.at(5), "Delta: the first element, then the difference");
        const Sample wide = sample("cramberry", "package v; type T { @field(1) @encoding(\"delta\") f: []uint64; }",
                                   "T", "0A 0C 01 02 FFFFFFFFFFFFFFFFFF01");
        contains(wide.at(3), "18446744073709551615 + 1 = 0   (counted in 64 bits");
    }

    void deltaOfTimes()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(1) @encoding(\"delta\") f: []time; }", "T",
                                "0A 02 0A 0B");
        contains(m.at(3), "-1 nanoseconds since 1970-01-01T00:00:00Z\n= -1 seconds and 999999999 nanoseconds");
        QCOMPARE(m.at(3).summary, std::string("\"1969-12-31T23:59:59.999999999Z\" (difference -6 from 5)"));
    }

    void dictionaryIndexToEntry()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(1) @encoding(\"dict\") f: []string; }", "T",
                                "0A 09 02 01 61 02 6262 02 01 00");
        contains(m.at(2), "the dictionary has 2 texts");
        contains(m.at(4), "A text of the dictionary\n1 byte: 61\n\"a\"");
        contains(m.at(8), "2 elements follow, each an index into the dictionary");
        contains(m.at(9), "text 1 of the 2 in front, counted from 0\nbytes 6..7: 62 62\n\"bb\"");
        contains(m.at(9), "Dictionary: every different text once");
    }

    void prefixTakesTheBeginningOfTheTextBefore()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(1) @encoding(\"prefix\") f: []string; }", "T",
                                "0A 0B 03 00 03 616263 02 01 78 01 00");
        contains(m.at(3), "there is no text before it");
        contains(m.at(8), "the text before is \"abc\"\nits first 2 bytes: \"ab\"");
        contains(m.at(10), "and the 1 byte here: \"x\"\ntogether \"abx\"");
        contains(m.at(12), "its first 1 byte: \"a\"\nnothing is added");
    }

    void runLength()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(1) @encoding(\"rle\") f: []int32; }", "T",
                                "0A 04 03 0E 01 01");
        contains(m.at(2), "3 × the element behind it: elements 0 to 2");
        contains(m.at(3), "14 is even, so the number is 14 / 2 = 7");
        contains(m.at(3), "the number in front of it is 3: it is elements 0 to 2");
        contains(m.at(4), "1 × the element behind it: element 3");
    }

    void sparseGap()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(1) @encoding(\"sparse\") f: []uint32; }", "T",
                                "0A 06 06 02 02 07 00 09");
        contains(m.at(2), "the array has 6 elements, zeros included");
        contains(m.at(3), "2 elements not zero and stored");
        contains(m.at(4), "2 zeros: elements 0 to 1\nthe next stored element is 0 + 2 = 2");
        contains(m.at(5), "0 elements before, then 2 zeros: 0 + 2 = element 2");
        contains(m.at(6), "no zeros in between: element 3 follows");
    }

    void bitsOfPackedElements()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(1) @encoding(\"bitpack=3\") f: []uint8; }",
                                "T", "0A 03 03 D1 00");
        contains(m.at(2), "3 elements × 3 bits = 9 bits\n2 bytes, 7 bits to spare");
        contains(m.at(3, 6), "element 2 begins at bit 2 × 3 = 6 of the packed bytes");
        contains(m.at(3, 6), "byte 3: D1 = 1101 0001, its bits 7..6: 11\nbyte 4: 00 = 0000 0000, its bit 0: 0");
        contains(m.at(3, 6), "the later byte has the higher bits: 0 11 = 3");
        // Elements of whole bytes are no varints.
        const Sample bytes = sample("cramberry", "package v; type T { @field(1) @encoding(\"bitpack=8\") f: []uint8; }",
                                    "T", "0A 02 01 FF");
        contains(bytes.at(3), "its bits 7..0: 11111111");
        const Sample bitmap
            = sample("serialkit", "namespace v; model M { bitmap repeated bool b = 1; }", "M", "0F 01 05");
        contains(bitmap.at(2, 2), "byte 2: 05 = 0000 0101, its bit 2: 1");
    }

    void whatAnElementWithoutBitsIsPartOf()
    {
        const Sample runs = sample("cramberry", "package v; type T { @field(1) @encoding(\"rle\") f: []int32; }", "T",
                                   "0A 04 03 0E 01 02");
        const auto path = [](const Sample& m, const char* name) {
            const std::vector<Item> chain = m.tree->chainOf(name);
            return chain.empty() ? std::string() : m.tree->path(chain);
        };
        QCOMPARE(path(runs, "f[2]"), std::string("f[0]"));
        QCOMPARE(path(runs, "f[3]"), std::string("f[3]"));
        QCOMPARE(path(runs, "f[4]"), std::string());
        // All parts of an element are found by its path; the one with the value is what the path means.
        QCOMPARE(runs.tree->bitsOf(runs.tree->chainOf("f[1]")), (BitRange{16, 16}));
        QCOMPARE(runs.tree->bitsOf(runs.tree->chainOf("f[0]")), (BitRange{16, 16}));
        QCOMPARE(runs.tree->valueText(runs.tree->chainOf("f[0]").back()), std::string("7"));
        const Sample prefix = sample("cramberry", "package v; type T { @field(1) @encoding(\"prefix\") f: []string; }",
                                     "T", "0A 0B 03 00 03 616263 02 01 78 01 00");
        QCOMPARE(prefix.tree->valueText(prefix.tree->chainOf("f[1]").back()), std::string("\"abx\""));
        QCOMPARE(prefix.tree->bitsOf(prefix.tree->chainOf("f[1]")), (BitRange{64, 24}));
        QCOMPARE(prefix.tree->bitsOf(prefix.tree->chainOf("f[2]")), (BitRange{88, 16}));
        const Sample sparse = sample("cramberry", "package v; type T { @field(1) @encoding(\"sparse\") f: []uint32; }",
                                     "T", "0A 04 06 01 02 07");
        QCOMPARE(sparse.tree->bitsOf(sparse.tree->chainOf("f[1]")), (BitRange{32, 8}));
        QCOMPARE(path(sparse, "f[2]"), std::string("f[2]"));
        QCOMPARE(sparse.tree->bitsOf(sparse.tree->chainOf("f[2]")), (BitRange{32, 16}));
        QCOMPARE(path(sparse, "f[5]"), std::string());
    }

    void contentsOfSeveralParts()
    {
        const Sample complex
            = sample("cramberry", "package v; type T { @field(1) c: complex64; }", "T", "0A 08 0000803F 00000040");
        contains(complex.at(2), "The real part");
        contains(complex.at(2), "(1 + 0) × 2^(128 − 127) = 1 × 2^1 = 2");
        const Sample time
            = sample("cramberry", "package v; type T { @field(1) t: time; }", "T", "0A 0C FFFFFFFFFFFFFFFF 05000000");
        contains(time.at(2), "0xFFFFFFFFFFFFFFFF = 18446744073709551615 − 2^64 = -1");
        contains(time.at(2), "0x00000005 = 5");
        const Sample uuid
            = sample("cramberry", "package v; type T { @field(1) @encoding(\"codec=uuid\") u: [16]byte; }", "T",
                     "0A 10 00112233445566778899AABBCCDDEEFF");
        contains(uuid.at(2), "00 11 22 33  →  00112233");
        contains(uuid.at(2), "AA BB CC DD EE FF  →  aabbccddeeff");
        const Sample decimal
            = sample("cramberry", "package v; type T { @field(1) @encoding(\"codec=decimal128\") d: [16]byte; }", "T",
                     "0A 10 96000000000000000000000000003CB0");
        contains(decimal.at(2), "exponent    01100000011110   6174");
        contains(decimal.at(2), "−150 × 10^(6174 − 6176) = −150 × 10^-2");
        QCOMPARE(decimal.at(2).summary, std::string("\"-1.50\""));
        const Sample big = sample("cramberry", "package v; type T { @field(1) @encoding(\"codec=bigint\") b: bytes; }",
                                  "T", "0A 04 01 02 0100");
        contains(big.at(2), "01: negative");
        contains(big.at(2), "0x0100\n1 × 256^1 + 0 × 256^0\n= 256");
        QCOMPARE(big.at(2).summary, std::string("\"-256\""));
        const Sample text = sample("cramberry", "package v; type T { @field(1) s: string; }", "T", "0A 03 61 C3A9");
        contains(text.at(2), "2 characters\nC3 A9 = 00011 101001 → U+00E9 é");
    }

    void entriesOfAMap()
    {
        const Sample m = sample("cramberry", "package v; type T { @field(1) m: map<string, int32>; }", "T",
                                "0A 09 02 01 61 01 04 01 62 01 02");
        contains(m.at(3), "the length of the key of the entry [\"a\"]");
        contains(m.at(4), "this is the first entry");
        contains(m.at(6), "the content of the value of the entry [\"a\"]");
        contains(m.at(8), "they differ at byte 0: 61 < 62, so they are in order");
        const Sample wrong = sample("cramberry", "package v; type T { @field(1) m: map<string, int32>; }", "T",
                                    "0A 09 02 01 62 01 04 01 61 01 02");
        contains(wrong.at(8), "62 > 61, so they are not in order");
        const Sample longer = sample("cramberry", "package v; type T { @field(1) m: map<string, int32>; }", "T",
                                     "0A 0A 02 01 61 01 04 02 6162 01 02");
        contains(longer.at(8), "the one before is the beginning of this one");
    }

    void referencesByIdNameAndHash()
    {
        const auto schema = [](const char* by) {
            return std::string("package v; @typeref(\"") + by
                + "\") interface I {} @implements(I) @typeid(128) type A { @field(1) n: uint32; } type T { @field(1) "
                  "f: I; }";
        };
        const Sample id = sample("cramberry", schema("id").c_str(), "T", "0F 8001 02 0801");
        contains(id.at(1), "0000001 0000000 = 128");
        contains(id.at(1), "128 is A");
        const Sample name = sample("cramberry", schema("name").c_str(), "T", "0A 06 03 762E41 0801");
        contains(name.at(3), "3 bytes: 76 2E 41\n\"v.A\"");
        contains(name.at(3), "the schema's A");
        const std::uint32_t hash = fnv1a32("v.A");
        const QByteArray hex
            = QByteArray("0A 06 ") + QByteArray::fromRawData(reinterpret_cast<const char*>(&hash), 4).toHex() + " 0801";
        const Sample hashed = sample("cramberry", schema("hash").c_str(), "T", hex.constData());
        contains(hashed.at(2), "FNV-1a-32 of \"v.A\" = 0x");
        const Sample none = sample("cramberry", schema("id").c_str(), "T", "0F 05 00");
        contains(none.at(1), "5 is none of those that may stand here: 128 A");
    }

    void stringTableIndex()
    {
        const Sample m
            = sample("serialkit", "namespace v; model M { interned string s = 1; }", "M", "06 05 01 03 616263 0E 00");
        contains(m.at(4), "A text of the string table");
        contains(m.at(8), "text 0 of the string table, counted from 0\nbytes 4..6: 61 62 63\n\"abc\"");
        contains(m.at(8), "An interned string is the index");
    }

    void everyBitOfEverySampleIsExplained()
    {
        for (const char* hex : {"08 9601", "08", "0B", "06", "FFFFFFFFFFFFFFFFFFFF", "1A03010203", "00", ""}) {
            const Sample m
                = sample("serialkit", "namespace v; model M { uint32 a = 1; packed repeated uint32 p = 3; }", "M", hex);
            const std::uint64_t bits = m.tree->decoded().space->size() * 8;
            for (std::uint64_t bit = 0; bit < bits; ++bit) {
                const Explanation explanation = m.at(bit / 8, static_cast<unsigned>(bit % 8));
                QVERIFY(!explanation.steps.empty());
                QVERIFY(explanation.bits.contains(bit));
            }
            QVERIFY(m.at(bits / 8 + 1).steps.empty());
            std::string all;
            writeExplanations(*m.tree, {0, bits}, {}, TextColours::None, [&](std::string_view piece) { all += piece; });
            QCOMPARE(all.empty(), bits == 0);
        }
    }

    void anUnknownFieldsNumberWireTypeAndReadings()
    {
        const char* schema = "namespace v; model M { uint32 a = 1; }";
        const Sample text = sample("serialkit", schema, "M", "08 01 3A 05 416C696365");
        contains(text.at(5), "58 = 7 × 8 + 2\nfield number 7, wire type 2 (LENGTH_DELIMITED)");
        contains(text.at(5), "a length of 5, then as many bytes");
        contains(text.at(5),
                 "text \"Alice\" (90 %)\npacked varints [65, 108, 105, 99, 101] (60 %)\nbytes \"416c696365\"");
        const Sample number = sample("serialkit", schema, "M", "10 9601");
        contains(number.at(1), "a varint of 2 bytes: 150");
        contains(number.at(1), "unsigned 150 (60 %)\nsigned 150 (50 %)\nzigzag 75 (30 %)");
        const Sample nested = sample("serialkit", schema, "M", "12 0A 0A03426F62 12030A0148");
        contains(nested.at(3),
                 "message (85 %)\n  1 LENGTH_DELIMITED: text \"Bob\"\n  2 LENGTH_DELIMITED: message\n"
                 "    1 LENGTH_DELIMITED: text \"H\"");
        const Sample index = sample("serialkit", schema, "M", "06 05 01 03 666F6F 16 00");
        contains(index.at(8), "table index \"foo\" (100 %)");
    }

    void theContentOfAnUnknownType()
    {
        const Sample m = sample("cramberry", "package v; type M { @field(1) a: any; }", "M", "0F 9003 05 0A03426F62");
        contains(m.at(4), "Not looked into");
        contains(m.at(4), "1 BYTES: text \"Bob\"");
        QVERIFY(!text(m.at(4)).contains("An unknown field"));
    }
};

QTEST_APPLESS_MAIN(ExplainTest)
#include "explain_test.moc"
