// SPDX-License-Identifier: MIT
#include "core/inspect/explain.h"

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
        contains(m.at(2), "2 bytes of UTF-8: 68 69");
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
        contains(m.at(0), "`d` equals its declared default");
        contains(m.at(0), "`o` is optional and not given");
        contains(m.at(0), "`x`: at most one field of its group is set");
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
