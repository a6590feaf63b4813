// SPDX-License-Identifier: MIT
// Spec README.md, "Decoding is total", "Annotation" and "Limits", for the tagged family of wire formats.
#include "core/formats/registry.h"
#include "tests/core/engine_support.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Json = nlohmann::ordered_json;

Analysis analyse(const char* format, const std::string& text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = text;
    return findFormat(format)->analyse(source);
}

Decoded decodeAs(const Analysis& analysis, const char* type, Bytes bytes, const Limits& limits)
{
    return decode(analysis.plan, *analysis.plan->findType(type), std::make_shared<const Bytes>(std::move(bytes)),
                  limits);
}

Decoded decodeAs(const Analysis& analysis, const char* type, Bytes bytes)
{
    return decodeAs(analysis, type, std::move(bytes), analysis.plan->limits);
}

/// What is wrong with how broken bytes are decoded, or empty. The value must be there and be JSON.
std::string fault(const Decoded& decoded)
{
    std::string problem = tilingProblem(decoded);
    const std::string json = writeJson(readValue(decoded));
    if (!Json::accept(json))
        problem += " no JSON: " + json;
    const AnnotationTree tree(std::make_shared<const Decoded>(decoded));
    tree.walk([&](const std::vector<Item>& chain) {
        const std::string value = tree.valueText(chain.back());
        if (!value.empty() && !Json::accept(value))
            problem += tree.path(chain) + ": no JSON: " + value;
        tree.meaningText(chain.back());
        tree.typeName(chain.back());
        return true;
    });
    return problem;
}

/// One line a leaf: `bytes path role value`.
std::string leaves(const Decoded& decoded)
{
    const AnnotationTree tree(std::make_shared<const Decoded>(decoded));
    std::string text;
    tree.walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        if (!item.leaf)
            return true;
        const BitRange bits = item.bits;
        text += std::to_string(bits.first / 8) + '+' + std::to_string(bits.count / 8) + ' ' + tree.path(chain) + ' '
            + std::string(roleName(item.role)) + ' ' + tree.valueText(item) + '\n';
        return true;
    });
    return text;
}

std::string valueOf(const Decoded& decoded)
{
    return writeJson(readValue(decoded));
}

Bytes repeated(const char* hex, int times)
{
    Bytes all;
    const Bytes one = bytesOf(hex);
    for (int i = 0; i < times; ++i)
        all.insert(all.end(), one.begin(), one.end());
    return all;
}

} // namespace

class TaggedDecodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodingIsTotal_data();
    void decodingIsTotal();
    void annotationOfFields();
    void annotationOfSeries();
    void annotationOfTables();
    void annotationOfMapsAndReferences();
    void pathsLeadToTheirItems();
    void limitTime();
    void limitTotalOfZeros();
    void limitTotalOfZerosInATypeThatNeedsNone();
    void lookaheadIsLinear();
    void duplicateKeysAreLinear();
    void manyProblemsAreCut();
};

void TaggedDecodeTest::decodingIsTotal_data()
{
    QTest::addColumn<QByteArray>("text");
    const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/tests/vectors"));
    for (const QString& name : folder.entryList({"serialkit*.json", "cramberry*.json"}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        const Json document = Json::parse(content.begin(), content.end());
        for (const Json& vector : document.at("vectors")) {
            if (!vector.contains("hex") || vector.value("stream", false) || vector.contains("files"))
                continue;
            const std::string title = name.toStdString() + ": " + vector.at("name").get<std::string>();
            QTest::newRow(title.c_str()) << QByteArray::fromStdString(vector.dump());
        }
    }
}

/// Every beginning of a vector's bytes, and every bit of them turned over.
void TaggedDecodeTest::decodingIsTotal()
{
    QFETCH(QByteArray, text);
    const Json vector = Json::parse(text.begin(), text.end());
    const Analysis analysis
        = analyse(vector.at("format").get<std::string>().c_str(), vector.at("schema").get<std::string>());
    const std::string type = vector.at("type").get<std::string>();
    const Bytes bytes = bytesOf(vector.at("hex").get<std::string>().c_str());
    const auto check = [&](const Bytes& broken) {
        const std::string problem = fault(decodeAs(analysis, type.c_str(), broken));
        if (!problem.empty())
            qWarning("%s: %s", toHex(broken, " ").c_str(), problem.c_str());
        return problem.empty();
    };
    for (std::size_t size = 0; size <= bytes.size(); ++size)
        QVERIFY(check(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))));
    constexpr std::size_t mostFlipped = 48;
    for (std::size_t bit = 0; bit < std::min(bytes.size(), mostFlipped) * 8; ++bit) {
        Bytes flipped = bytes;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << bit % 8));
        QVERIFY(check(flipped));
    }
}

void TaggedDecodeTest::annotationOfFields()
{
    const Analysis schema = analyse(
        "serialkit",
        "namespace v; enum E { A = 1; } model I { string s = 1; } model M { uint32 n = 1; I i = 2; E e = 3; }");
    QCOMPARE(leaves(decodeAs(schema, "M", bytesOf("08AC02 1203 0A0178 1801 2005"))),
             std::string("0+1 n tag 8\n1+2 n value 300\n"
                         "3+1 i tag 18\n4+1 i length 3\n5+1 i.s tag 10\n6+1 i.s length 1\n7+1 i.s value \"x\"\n"
                         "8+1 e tag 24\n9+1 e value \"A\"\n10+2  unknown \n"));
    // What cannot be read is an error leaf, and so is what is skipped.
    QCOMPARE(leaves(decodeAs(schema, "M", bytesOf("1000 1205 0A"))),
             std::string("0+1 i tag 16\n1+1 i error \n2+1 i tag 18\n3+1 i length 5\n4+1 i.s tag 10\n"));
    QCOMPARE(leaves(decodeAs(schema, "M", bytesOf("0801 0C 0801"))),
             std::string("0+1 n tag 8\n1+1 n value 1\n2+3  error \n"));
}

void TaggedDecodeTest::annotationOfSeries()
{
    const Analysis schema = analyse("serialkit",
                                    "namespace v; model M { repeated uint32 r = 1; packed repeated float p = 2; "
                                    "bitmap repeated bool b = 3; }");
    QCOMPARE(leaves(decodeAs(schema, "M", bytesOf("0805 0807 1308 0000803F00000040"))),
             std::string("0+1 r[0] tag 8\n1+1 r[0] value 5\n2+1 r[1] tag 8\n3+1 r[1] value 7\n"
                         "4+1 p tag 19\n5+1 p length 8\n6+4 p[0] value 1.0\n10+4 p[1] value 2.0\n"));
    const auto decoded = std::make_shared<const Decoded>(decodeAs(schema, "M", bytesOf("1F0205FF 130400008040")));
    const AnnotationTree tree(decoded);
    const std::vector<Item> bits = tree.chainOf("b[13]");
    QVERIFY(!bits.empty());
    QCOMPARE(bits.back().bits, (BitRange{29, 1}));
    QCOMPARE(tree.valueText(bits.back()), std::string("true"));
    const Item series = bits[bits.size() - 2];
    QCOMPARE(tree.childCount(series), std::uint64_t{18});
    QCOMPARE(tree.children(series, 4, 1).at(0).bits, (BitRange{18, 1}));
    QCOMPARE(tree.valueText(tree.chainOf("p[0]").back()), std::string("4.0"));
    QCOMPARE(tree.path(tree.chainAt(29)), std::string("b[13]"));
}

void TaggedDecodeTest::annotationOfTables()
{
    const Analysis schema = analyse("serialkit", "namespace v; model M { interned repeated string s = 1; }");
    const Decoded decoded = decodeAs(schema, "M", bytesOf("0605 02 0161 0162 0E01 0A0163"));
    QCOMPARE(leaves(decoded),
             std::string("0+1  tag 6\n1+1  length 5\n2+1  count 2\n3+1  length 1\n4+1  string-table \"a\"\n"
                         "5+1  length 1\n6+1  string-table \"b\"\n7+1 s[0] tag 14\n8+1 s[0] value \"b\"\n"
                         "9+1 s[1] tag 10\n10+1 s[1] length 1\n11+1 s[1] value \"c\"\n"));
    QCOMPARE(valueOf(decoded), std::string("{\"s\":[\"b\",\"c\"]}"));
}

void TaggedDecodeTest::annotationOfMapsAndReferences()
{
    const Analysis schema = analyse("cramberry",
                                    "package v; @typeid(200) type P { @field(1) n: uint32; } type T { @field(1) m: "
                                    "map<string, P>; @field(2) a: any; @field(3) k: map<int32, bool>; }");
    const Decoded decoded = decodeAs(schema, "T", bytesOf("0A06 01 016B 020805 17 C801 02 0807 1A05 01 0109 0101"));
    QCOMPARE(leaves(decoded),
             std::string("0+1 m tag 10\n1+1 m length 6\n2+1 m count 1\n"
                         "3+1 m[\"k\"] length 1\n4+1 m[\"k\"] value \"k\"\n5+1 m[\"k\"] length 2\n"
                         "6+1 m[\"k\"].n tag 8\n7+1 m[\"k\"].n value 5\n"
                         "8+1 a tag 23\n9+2 a type-id 200\n11+1 a length 2\n12+1 a.n tag 8\n13+1 a.n value 7\n"
                         "14+1 k tag 26\n15+1 k length 5\n16+1 k count 1\n"
                         "17+1 k[-5] length 1\n18+1 k[-5] value -5\n19+1 k[-5] length 1\n20+1 k[-5] value true\n"));
    QCOMPARE(valueOf(decoded),
             std::string("{\"m\":{\"k\":{\"n\":5}},\"a\":{\"@type\":\"P\",\"n\":7},\"k\":[[-5,true]]}"));
    const AnnotationTree tree(std::make_shared<const Decoded>(decoded));
    QCOMPARE(tree.meaningText(tree.chainAt(9 * 8).back()), std::string("P"));
    // A number inside a value of any type stands at `value`.
    const Decoded number = decodeAs(schema, "T", bytesOf("17 09 01 05"));
    QCOMPARE(codes(number.diagnostics), QString());
    QCOMPARE(leaves(number), std::string("0+1 a tag 23\n1+1 a type-id 9\n2+1 a length 1\n3+1 a.value value 5\n"));
}

void TaggedDecodeTest::pathsLeadToTheirItems()
{
    const Analysis schema = analyse("cramberry",
                                    "package v; type P { @field(1) n: uint32; @field(2) q: []string; } type T { "
                                    "@field(1) m: map<string, P>; @field(2) l: []P; }");
    const auto decoded = std::make_shared<const Decoded>(
        decodeAs(schema, "T", bytesOf("0A0B 01 016B 07 0805 1203 010161 1206 02 020805 00")));
    const AnnotationTree tree(decoded);
    int items = 0;
    int foundItems = 0;
    tree.walk([&](const std::vector<Item>& chain) {
        const std::string path = tree.path(chain);
        const std::vector<Item> found = tree.chainOf(path);
        if (found.empty() || tree.path(found) != path)
            qWarning("%s is not found", path.c_str());
        ++items;
        foundItems += !found.empty() && tree.path(found) == path ? 1 : 0;
        return true;
    });
    QVERIFY(items > 20);
    QCOMPARE(foundItems, items);
    QVERIFY(tree.chainOf("m[\"x\"]").empty());
    QVERIFY(tree.chainOf("l[2]").empty());
}

void TaggedDecodeTest::limitTime()
{
    const Analysis schema = analyse("serialkit", "namespace v; model M { repeated uint32 r = 1; }");
    Limits limits = schema.plan->limits;
    limits.milliseconds = 1;
    const Decoded decoded = decodeAs(schema, "M", repeated("0805", 900'000), limits);
    QCOMPARE(codes(decoded.diagnostics), QString("limit-time"));
    QVERIFY(decoded.diagnostics.front().path.empty());
    const Annotation& last = decoded.annotations.back();
    QCOMPARE(last.kind(), Role::Error);
    QCOMPARE(last.bits().end(), std::uint64_t{1'800'000 * 8});
    // The value ends where the reading did.
    const Value value = readValue(decoded);
    QCOMPARE(value.nodes[1].payload * 2, last.first / 8);
}

/// A few bytes cannot make a value of any size, whatever the schema.
void TaggedDecodeTest::limitTotalOfZeros()
{
    std::string text = "namespace v; model M0 { uint32 x = 1; }";
    for (int i = 1; i < 40; ++i) {
        const std::string below = "M" + std::to_string(i - 1);
        text += " model M" + std::to_string(i) + " { " + below + " a = 1; " + below + " b = 2; }";
    }
    const Analysis schema = analyse("serialkit", text);
    const Decoded deep = decodeAs(schema, "M39", {});
    QCOMPARE(codes(deep.diagnostics), QString("missing-field limit-total missing-field limit-total"));
    QCOMPARE(valueOf(deep), std::string("{}"));
    const Decoded flat = decodeAs(schema, "M2", {});
    QCOMPARE(codes(flat.diagnostics), QString("missing-field missing-field"));
    QCOMPARE(valueOf(flat),
             std::string("{\"a\":{\"a\":{\"x\":0},\"b\":{\"x\":0}},\"b\":{\"a\":{\"x\":0},\"b\":{\"x\":0}}}"));
}

void TaggedDecodeTest::limitTotalOfZerosInATypeThatNeedsNone()
{
    const Analysis schema = analyse("serialkit", "namespace v; model M { optional M m = 1; repeated M r = 2; }");
    const Decoded decoded = decodeAs(schema, "M", {});
    QCOMPARE(codes(decoded.diagnostics), QString());
    QCOMPARE(valueOf(decoded), std::string("{\"r\":[]}"));
}

void TaggedDecodeTest::lookaheadIsLinear()
{
    const Analysis schema = analyse("serialkit", "namespace v; model M { interned repeated string s = 1; }");
    Limits limits = schema.plan->limits;
    limits.arrayElements = 0;
    QElapsedTimer timer;
    timer.start();
    // Each index may be a text, so each asks what follows.
    Bytes bytes = repeated("0E0141", 300'000);
    const Decoded texts = decodeAs(schema, "M", bytes, limits);
    QCOMPARE(readValue(texts).nodes[1].payload, std::uint64_t{300'000});
    bytes.push_back(0x0C);
    const Decoded indexes = decodeAs(schema, "M", bytes, limits);
    QCOMPARE(readValue(indexes).nodes[1].payload, std::uint64_t{0});
    QVERIFY(timer.elapsed() < 20'000);
}

void TaggedDecodeTest::duplicateKeysAreLinear()
{
    const Analysis schema = analyse("cramberry", "package v; type T { @field(1) m: map<uint32, bool>; }");
    const int count = 200'000;
    Bytes body = bytesOf("C09A0C"); // 200,000
    for (int i = 0; i < count; ++i) {
        const Bytes entry = bytesOf(i % 2 == 0 ? "010201 01" : "010101 00");
        body.insert(body.end(), entry.begin(), entry.end());
    }
    Bytes bytes = bytesOf("0A 83B530"); // 800,003
    bytes.insert(bytes.end(), body.begin(), body.end());
    QElapsedTimer timer;
    timer.start();
    const Decoded decoded = decodeAs(schema, "T", bytes);
    QCOMPARE(valueOf(decoded), std::string("{\"m\":[[2,true],[1,false]]}"));
    QVERIFY(timer.elapsed() < 20'000);
}

void TaggedDecodeTest::manyProblemsAreCut()
{
    const Analysis schema = analyse("serialkit", "namespace v; model M { repeated uint8 r = 1; }");
    const Decoded decoded = decodeAs(schema, "M", repeated("088002", 20'000));
    QCOMPARE(decoded.diagnostics.size(), std::size_t{10'001});
    QCOMPARE(decoded.diagnostics.back().code, std::string_view("more-problems"));
    QCOMPARE(valueOf(decoded), std::string("{\"r\":[]}"));
    QCOMPARE(tilingProblem(decoded), std::string());
}

QTEST_APPLESS_MAIN(TaggedDecodeTest)
#include "tagged_decode_test.moc"
