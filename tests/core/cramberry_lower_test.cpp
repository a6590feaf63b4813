// SPDX-License-Identifier: MIT
#include "cramberry_support.h"

#include "core/base/fnv.h"

#include <QTest>

using namespace cramberrytest;

namespace {

/// A schema with one type `T` of the given fields, lowered.
struct Lowered {
    explicit Lowered(const std::string& fields, const std::string& others = {}, const std::string& mode = {})
        : analysis(analyse("package p;\n" + mode + " type T { " + fields + " }\n" + others)), plan(*analysis.plan)
    {
    }

    const Slot& slot(std::uint32_t index = 0) const
    {
        return plan.slots[plan.nodes[plan.findType("T")->node].firstSlot + index];
    }
    const Node& node(std::uint32_t index = 0) const { return plan.nodes[slot(index).node]; }
    const SeriesInfo& series(std::uint32_t index = 0) const { return plan.series[node(index).detail]; }
    QString defaultHex(std::uint32_t index = 0) const
    {
        const std::uint32_t bytes = slot(index).defaultBytes;
        return bytes == kNoIndex ? QStringLiteral("none") : toQString(toHex(plan.defaults[bytes]));
    }

    Analysis analysis;
    const Plan& plan;
};

} // namespace

/// Spec cramberry.md, *Wire format*, as the plan says it.
class CramberryLowerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scalars_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("op");
        QTest::addColumn<int>("meaning");
        QTest::addColumn<int>("wireType");
        QTest::addColumn<bool>("zigzag");
        QTest::addColumn<quint64>("highest");
        const auto row = [](const char* type, Op op, Meaning meaning, int wireType, bool zigzag, quint64 highest) {
            QTest::newRow(type) << QString(type) << int(op) << int(meaning) << wireType << zigzag << highest;
        };
        row("bool", Op::Varint, Meaning::Bool, 0, false, 1);
        row("int8", Op::Varint, Meaning::Int, 6, true, 127);
        row("int16", Op::Varint, Meaning::Int, 6, true, 32767);
        row("int32", Op::Varint, Meaning::Int, 6, true, INT32_MAX);
        row("int64", Op::Varint, Meaning::Int, 6, true, INT64_MAX);
        row("int", Op::Varint, Meaning::Int, 6, true, INT64_MAX);
        row("duration", Op::Varint, Meaning::Int, 6, true, INT64_MAX);
        row("uint8", Op::Varint, Meaning::UInt, 0, false, 255);
        row("byte", Op::Varint, Meaning::UInt, 0, false, 255);
        row("uint16", Op::Varint, Meaning::UInt, 0, false, 65535);
        row("uint32", Op::Varint, Meaning::UInt, 0, false, UINT32_MAX);
        row("uint64", Op::Varint, Meaning::UInt, 0, false, UINT64_MAX);
        row("uint", Op::Varint, Meaning::UInt, 0, false, UINT64_MAX);
        row("uintptr", Op::Varint, Meaning::UInt, 0, false, UINT64_MAX);
        row("E", Op::Varint, Meaning::Enum, 0, false, INT32_MAX);
        row("fixed32", Op::Fixed, Meaning::UInt, 5, false, 0);
        row("sfixed32", Op::Fixed, Meaning::Int, 5, false, 0);
        row("float32", Op::Fixed, Meaning::Float, 5, false, 0);
        row("fixed64", Op::Fixed, Meaning::UInt, 1, false, 0);
        row("sfixed64", Op::Fixed, Meaning::Int, 1, false, 0);
        row("float64", Op::Fixed, Meaning::Float, 1, false, 0);
        row("string", Op::Content, Meaning::Text, 2, false, 0);
        row("bytes", Op::Content, Meaning::Bytes, 2, false, 0);
        row("[]byte", Op::Content, Meaning::Bytes, 2, false, 0);
        row("complex64", Op::Content, Meaning::Complex, 2, false, 0);
        row("complex128", Op::Content, Meaning::Complex, 2, false, 0);
        row("time", Op::Content, Meaning::Time, 2, false, 0);
    }
    void scalars()
    {
        QFETCH(QString, type);
        const Lowered lowered("f: " + type.toStdString() + ";", "enum E { A; }");
        const Node& node = lowered.node();
        QTEST(int(node.op), "op");
        QTEST(int(node.meaning), "meaning");
        QTEST(int(node.wireType), "wireType");
        QTEST(node.coding == VarintCoding::ZigZag, "zigzag");
        QTEST(quint64(node.highest), "highest");
        QCOMPARE(node.selfDelimiting, node.op != Op::Content);
        QCOMPARE(node.canonicalFloat, node.meaning == Meaning::Float || node.meaning == Meaning::Complex);
        if (node.coding == VarintCoding::ZigZag)
            QCOMPARE(static_cast<std::int64_t>(node.lowest), -static_cast<std::int64_t>(node.highest) - 1);
        QCOMPARE(lowered.slot().formCount, 1u);
        QCOMPARE(lowered.plan.forms[lowered.slot().firstForm].wireType, node.wireType);
        QCOMPARE(lowered.plan.forms[lowered.slot().firstForm].form, FieldForm::Value);
    }

    void widthsOfContents()
    {
        const Lowered lowered("a: complex64; b: complex128; c: time; d: [7]byte; e: string;");
        const std::uint64_t expected[] = {8, 16, 12, 7, 0};
        for (std::uint32_t i = 0; i < 5; ++i)
            QCOMPARE(lowered.node(i).capacity, expected[i]);
    }

    void fieldsOccur()
    {
        const Lowered lowered("a: int8; b: int8?; @required c: int8; @optional d: int8; @oneof e: int8; f: any; g: I; "
                              "h: U; i: []int8; @oneof(\"x\") j: int8; @oneof k: string; @required l: any;",
                              "interface I { }\ntype U { }");
        const Occurs expected[] = {Occurs::Default,  Occurs::Optional, Occurs::Required, Occurs::Optional,
                                   Occurs::Optional, Occurs::Default,  Occurs::Default,  Occurs::Default,
                                   Occurs::Default,  Occurs::Optional, Occurs::Optional, Occurs::Required};
        const std::uint16_t groups[] = {0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 1, 0};
        for (std::uint32_t i = 0; i < std::size(expected); ++i) {
            QCOMPARE(lowered.slot(i).occurs, expected[i]);
            QCOMPARE(lowered.slot(i).oneof, groups[i]);
            QCOMPARE(lowered.slot(i).number, i + 1);
            QCOMPARE(lowered.slot(i).member, i);
        }
    }

    void presenceTypesHaveNoTags()
    {
        const Lowered lowered("a: int8; b: string?; @required c: U;", "type U { }", "@presence");
        QCOMPARE(lowered.plan.nodes[lowered.plan.findType("T")->node].op, Op::PresenceMap);
        QCOMPARE(lowered.slot(0).occurs, Occurs::Optional);
        QCOMPARE(lowered.slot(1).occurs, Occurs::Optional);
        QCOMPARE(lowered.slot(2).occurs, Occurs::Required);
        QCOMPARE(lowered.slot(0).formCount, 0u);
    }

    void arraysAndEncodings_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("coding");
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("count");
        const auto row = [](const char* field, SeriesCoding coding, int bits = 0, int count = 0) {
            QTest::newRow(field) << QString(field) << int(coding) << bits << count;
        };
        row("f: []int32", SeriesCoding::Packed);
        row("f: []bool", SeriesCoding::Packed);
        row("f: []E", SeriesCoding::Packed);
        row("f: []float64", SeriesCoding::Packed);
        row("f: [3]duration", SeriesCoding::Packed, 0, 3);
        row("f: []string", SeriesCoding::Counted);
        row("f: []bytes", SeriesCoding::Counted);
        row("f: [][4]byte", SeriesCoding::Counted);
        row("f: []time", SeriesCoding::Counted);
        row("f: []complex64", SeriesCoding::Counted);
        row("f: [][]int8", SeriesCoding::Counted);
        row("f: []map<string, int8>", SeriesCoding::Counted);
        row("f: []any", SeriesCoding::Counted);
        row("f: [2]U", SeriesCoding::Counted, 0, 2);
        row("@packed f: []byte", SeriesCoding::Packed);
        row("@encoding(\"packed\") f: []int8?", SeriesCoding::Packed);
        row("@encoding(\"delta\") f: []time", SeriesCoding::Delta);
        row("@encoding(\"delta\") f: []uint8", SeriesCoding::Delta);
        row("@encoding(\"rle\") f: []E", SeriesCoding::RunLength);
        row("@encoding(\"dict\") f: []string", SeriesCoding::Dictionary);
        row("@encoding(\"sparse\") f: []float32", SeriesCoding::Sparse);
        row("@encoding(\"prefix\") f: []bytes", SeriesCoding::Prefix);
        row("@encoding(\"bitpack=3\") f: []uint8", SeriesCoding::BitPacked, 3);
        row("@encoding(\"fixed\") f: [3]int32", SeriesCoding::Packed, 0, 3);
        row("@encoding(\"fixed\") f: [3]string", SeriesCoding::Packed, 0, 3);
    }
    void arraysAndEncodings()
    {
        QFETCH(QString, field);
        const Lowered lowered(field.toStdString() + ";", "enum E { A; }\ntype U { }");
        QCOMPARE(problems(lowered.analysis), QStringList());
        QCOMPARE(lowered.node().op, Op::Series);
        QCOMPARE(int(lowered.node().wireType), 2);
        QTEST(int(lowered.series().coding), "coding");
        QTEST(int(lowered.series().bitWidth), "bits");
        QTEST(int(lowered.node().capacity), "count");
        QCOMPARE(lowered.series().fixedCount, lowered.node().capacity != 0);
    }

    void bytesAndCodecs()
    {
        const Lowered lowered("@encoding(\"fixed\") a: [4]byte; @encoding(\"fixed\") b: [8]uint8; "
                              "@encoding(\"fixed\") c: [16]byte; @encoding(\"codec=uuid\") d: bytes; "
                              "@encoding(\"codec=decimal128\") e: [16]byte; @encoding(\"codec=bigint\") f: bytes; "
                              "g: [4]byte;");
        const Meaning meanings[] = {Meaning::Bytes,   Meaning::Bytes,  Meaning::Bytes, Meaning::Uuid,
                                    Meaning::Decimal, Meaning::BigInt, Meaning::Bytes};
        const int wireTypes[] = {5, 1, 2, 2, 2, 2, 2};
        const std::uint64_t sizes[] = {4, 8, 16, 16, 16, 0, 4};
        for (std::uint32_t i = 0; i < std::size(meanings); ++i) {
            QCOMPARE(lowered.node(i).op, Op::Content);
            QCOMPARE(lowered.node(i).meaning, meanings[i]);
            QCOMPARE(int(lowered.node(i).wireType), wireTypes[i]);
            QCOMPARE(lowered.node(i).capacity, sizes[i]);
            QCOMPARE(lowered.node(i).selfDelimiting, i < 2);
        }
    }

    void mapsHaveAKeyAndAValue()
    {
        const Lowered lowered("f: map<uint8, []T>;");
        const Node& map = lowered.node();
        QCOMPARE(map.op, Op::Map);
        QCOMPARE(map.slotCount, 2u);
        QCOMPARE(lowered.plan.nodeOf(map.firstSlot).highest, std::uint64_t{255});
        QCOMPARE(lowered.plan.nodeOf(map.firstSlot + 1).op, Op::Series);
    }

    void enumsAreSortedByNumber()
    {
        const Lowered lowered("e: E;", "enum E { C = 7; A = 0; B = 3; }");
        const EnumTable& table = lowered.plan.enums[lowered.node().detail];
        QCOMPARE(table.numbers, (std::vector<std::uint64_t>{0, 3, 7}));
        QCOMPARE(lowered.plan.text(table.labels[2]), std::string_view("C"));
    }

    void interfacesTakeTheirImplementations()
    {
        const Lowered lowered("a: I; b: N; c: H;",
                              "interface I { }\n@typeref(\"name\") @typeprefix(\"pre.fix\") interface N { }\n"
                              "@typeref(\"hash\") interface H { }\n"
                              "@implements(I) @implements(N) @implements(H) @typeid(300) type A { }\n"
                              "@implements(I, N, H) @typeid(200) type B { }\ntype C { }");
        const auto types = [&](std::uint32_t field) {
            const ReferenceInfo& info = lowered.plan.references[lowered.node(field).detail];
            return std::span(lowered.plan.referenceTypes).subspan(info.firstType, info.typeCount);
        };
        QCOMPARE(int(lowered.node(0).wireType), 7);
        QVERIFY(lowered.node(0).selfDelimiting);
        QCOMPARE(types(0).size(), std::size_t{2});
        QCOMPARE(types(0)[0].id, std::uint64_t{200});
        QCOMPARE(lowered.plan.text(types(0)[0].fullName), std::string_view("p.B"));
        QCOMPARE(int(lowered.node(1).wireType), 2);
        QVERIFY(!lowered.node(1).selfDelimiting);
        QCOMPARE(lowered.plan.text(types(1)[1].wireName), std::string_view("pre.fix.A"));
        QCOMPARE(lowered.plan.references[lowered.node(2).detail].by, Discrimination::Hash);
        QCOMPARE(types(2)[0].hash, fnv1a32("p.B"));
        for (const ReferenceType& type : types(1))
            QVERIFY(lowered.plan.slots[type.slot].owner == lowered.slot(1).node);
    }

    void anyTakesPrimitivesAndTypes()
    {
        const Lowered lowered("a: any; g: G<int8>?;", "type G<X> { x: X; }\n@typeid(128) type U { }\nenum E { A; }");
        const ReferenceInfo& info = lowered.plan.references[lowered.node().detail];
        QStringList names;
        std::uint64_t last = 0;
        for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
            const ReferenceType& type = lowered.plan.referenceTypes[i];
            QVERIFY(type.id > last);
            last = type.id;
            names << toQString(lowered.plan.text(type.shortName));
            QCOMPARE(lowered.plan.text(lowered.plan.slots[type.slot].name),
                     std::string_view(type.id < 128 ? "value" : ""));
        }
        QCOMPARE(names, QStringList({"bool",   "int8",      "int16",      "int32",   "int64",    "uint8", "uint16",
                                     "uint32", "uint64",    "float32",    "float64", "string",   "bytes", "int",
                                     "uint",   "complex64", "complex128", "time",    "duration", "U",     "T"}));
        QCOMPARE(last, fnv1a64("p.T") % (std::uint64_t{1} << 31) + 128);
        QVERIFY(std::any_of(lowered.plan.knownTypes.begin(), lowered.plan.knownTypes.end(),
                            [&](const KnownType& type) { return lowered.plan.text(type.name) == "p.G<int8>"; }));
    }

    void streamsCarryEveryType()
    {
        const Lowered lowered("x: int8;", "@typeid(128) type U { }");
        QCOMPARE(lowered.plan.framing, Framing::Frames);
        QCOMPARE(lowered.plan.frameTypes[0].body, FrameBody::Message);
        QCOMPARE(lowered.plan.frameTypes[7].body, FrameBody::Text);
        QCOMPARE(lowered.plan.frameTypes[8].body, FrameBody::None);
        QCOMPARE(int(lowered.plan.frameTypes[4].mostBytes), 64);
        const SlotIndex message = lowered.plan.frameTypes[0].slot;
        QCOMPARE(lowered.plan.references[lowered.plan.nodeOf(message).detail].typeCount, 2u);
    }

    void defaults_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("hex");
        const auto row
            = [](const char* field, const char* hex) { QTest::newRow(field) << QString(field) << QString(hex); };
        row("f: int8", "none");
        row("f: int8 = 0", "00");
        row("f: int8 = -1", "01");
        row("f: int64 = 0x7fffffffffffffff", "feffffffffffffffff01");
        row("f: uint32 = 300", "ac02");
        row("f: bool = true", "01");
        row("f: duration = 5", "0a");
        row("f: E = E.B", "07");
        row("f: E = B", "07");
        row("f: fixed32 = 1", "01000000");
        row("f: sfixed64 = -1", "ffffffffffffffff");
        row("f: float32 = 1", "0000803f");
        row("f: float64 = 1.5", "000000000000f83f");
        row("f: float64 = -0.0", "0000000000000000");
        row("f: string = \"a\\u00e9\"", "0361c3a9");
        row("f: string = \"\"", "00");
        row("f: bytes = \"00 FF\"", "0200ff");
        row("f: [2]byte = \"0102\"", "020102");
        row("@encoding(\"fixed\") f: [4]byte = \"01020304\"", "01020304");
        row("f: []int32 = [1, -1, 2]", "03020104");
        row("f: []int32 = []", "00");
        row("f: []string = []", "0100");
        row("f: []string = [\"a\", \"bc\"]",
            "0602016102"
            "6263");
        row("f: [2]uint8 = [1, 2]", "020102");
        row("f: []byte = []", "00");
        row("@packed f: []byte = \"81\"", "028101");
        row("f: [][]int8 = [[1], []]", "0402010200");
        row("f: map<string, int8> = {}", "0100");
        row("@encoding(\"delta\") f: []int64 = [100, 110, 105]", "04c8011409");
        row("@encoding(\"rle\") f: []bool = [true, true, false]", "0402010100");
        row("@encoding(\"bitpack=3\") f: []uint8 = [1, 2, 3]",
            "03"
            "03"
            "d100");
        row("@encoding(\"dict\") f: []string = [\"a\", \"a\"]",
            "0601016102"
            "0000");
        row("@encoding(\"fixed\") f: [2]string = [\"a\", \"b\"]", "0401610162");
        row("@encoding(\"fixed\") f: [2][]int8 = [[1], [2]]", "0401020104");
    }
    void defaults()
    {
        QFETCH(QString, field);
        const Lowered lowered(field.toStdString() + ";", "enum E { A; B = 7; }");
        QCOMPARE(problems(lowered.analysis), QStringList());
        QTEST(lowered.defaultHex(), "hex");
    }

    void rules()
    {
        const Lowered lowered("@validate(\">= 0 && < 0x10\") @validate(\"!= 5\") a: int8; "
                              "@validate(\"len <= 3 && match ^a\") b: string?; @validate(\"nonsense\") c: int8; "
                              "@validate(\"!= B\") d: E; @validate(\"< 1.5\") e: float32;",
                              "enum E { A; B = 7; }");
        const auto texts = [&](std::uint32_t field) {
            QStringList list;
            for (std::uint32_t i = 0; i < lowered.slot(field).validationCount; ++i)
                list << toQString(
                    lowered.plan.text(lowered.plan.validations[lowered.slot(field).firstValidation + i].text));
            return list;
        };
        QCOMPARE(texts(0), QStringList({">= 0", "< 0x10", "!= 5"}));
        QCOMPARE(texts(1), QStringList({"len <= 3", "match ^a"}));
        QCOMPARE(texts(2), QStringList());
        const Validation& length = lowered.plan.validations[lowered.slot(1).firstValidation];
        QCOMPARE(length.subject, Validation::Subject::Length);
        QCOMPARE(length.relation, Validation::Relation::LessEqual);
        QCOMPARE(std::get<std::int64_t>(length.literal), std::int64_t{3});
        QCOMPARE(std::get<std::string>(lowered.plan.validations[lowered.slot(1).firstValidation + 1].literal),
                 std::string("^a"));
        QCOMPARE(std::get<std::int64_t>(lowered.plan.validations[lowered.slot(3).firstValidation].literal),
                 std::int64_t{7});
        QCOMPARE(std::get<double>(lowered.plan.validations[lowered.slot(4).firstValidation].literal), 1.5);
    }

    void inheritedFieldsAreFields()
    {
        const Analysis analysis = analyse("type B { @field(5) x: int8; }\ntype T extends B { @field(2) y: int8; }");
        const Node& node = analysis.plan->nodes[analysis.plan->findType("T")->node];
        QCOMPARE(node.slotCount, 2u);
        QCOMPARE(analysis.plan->slots[node.firstSlot].number, 5u);
        // Written by ascending number, given in the value with the base's first.
        QCOMPARE(analysis.plan->wireOrder[node.firstOrdered].slot, node.firstSlot + 1);
    }
};

QTEST_APPLESS_MAIN(CramberryLowerTest)
#include "cramberry_lower_test.moc"
