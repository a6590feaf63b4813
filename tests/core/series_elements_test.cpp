// SPDX-License-Identifier: MIT
// Issue "SerialKit and Cramberry, complete", *Explain*: elements of series that share parts show what they are.
#include "core/formats/registry.h"
#include "core/inspect/annotated_dump.h"
#include "core/layout/grid_cells.h"
#include "core/wire/varint.h"
#include "tests/core/engine_support.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const AnnotationTree> treeOf(const std::string& field, Bytes bytes, const Limits* limits = nullptr)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = "package v; type T { @field(1) " + field + "; }";
    const Analysis analysis = findFormat("cramberry")->analyse(source);
    return std::make_shared<const AnnotationTree>(std::make_shared<const Decoded>(
        decode(analysis.plan, *analysis.plan->findType("T"), std::make_shared<const Bytes>(std::move(bytes)),
               limits != nullptr ? *limits : analysis.plan->limits)));
}

std::shared_ptr<const AnnotationTree> treeOf(const std::string& field, const char* hex)
{
    return treeOf(field, bytesOf(hex));
}

void append(Bytes& bytes, std::uint64_t varint)
{
    std::uint8_t buffer[kLongestVarint];
    bytes.insert(bytes.end(), buffer, writeVarint(buffer, varint));
}

/// `body` as field 1 with wire type 2.
Bytes fieldOf(const Bytes& body)
{
    Bytes bytes{0x0A};
    append(bytes, body.size());
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

/// `code path` of every problem.
QStringList problemsOf(const std::string& field, const char* hex)
{
    SchemaSource source;
    source.text = "package v; type T { @field(1) " + field + "; }";
    const Analysis analysis = findFormat("cramberry")->analyse(std::make_shared<SchemaSource>(std::move(source)));
    const Decoded decoded = decode(analysis.plan, *analysis.plan->findType("T"),
                                   std::make_shared<const Bytes>(bytesOf(hex)), analysis.plan->limits);
    QStringList list;
    for (const Diagnostic& problem : decoded.diagnostics)
        list << QString::fromStdString(std::string(problem.code) + ' ' + problem.path);
    return list;
}

/// `value (meaning)` of every element that has bits, in order.
QStringList elements(const AnnotationTree& tree)
{
    QStringList list;
    tree.walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        if (item.role == Role::Value && item.element != kUnbounded)
            list << QString::fromStdString(tree.path(chain) + " = " + tree.valueText(item) + " ("
                                           + tree.meaningText(item) + ')');
        return true;
    });
    return list;
}

std::string annotationsOf(const AnnotationTree& tree)
{
    std::string all;
    writeAnnotationsJson(tree, false, [&all](std::string_view piece) { all += piece; });
    return all;
}

/// Millions of elements are shown in seconds; were each read from the first one on, it would be hours.
constexpr qint64 kPatience = 60'000;

} // namespace

class SeriesElementsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deltaAddsUp();
    void deltaOfTimes();
    void deltaGoesOnBehindAnElementThatIsLeftOut();
    void dictionaryShowsTheText();
    void prefixPutsTheTextTogether();
    void prefixThatAddsNothing();
    void elementsHaveTheSizeOfTheirType();
    void runsAndGaps();
    void bitsOfElements();
    void annotationsHaveTheValues();
    void brokenSeriesShowWhatIsThere_data();
    void brokenSeriesShowWhatIsThere();
    void numberOfElements();
    void longDelta();
    void longPrefix();
    void textsThatAreTooLongAreNotMade();
    void longTextsAreCutInTheGrid();
    void childrenByIndex();
};

void SeriesElementsTest::deltaAddsUp()
{
    QCOMPARE(elements(*treeOf("@encoding(\"delta\") f: []int64", "0A 04 C8 01 14 09")),
             (QStringList{"f[0] = 100 (first value)", "f[1] = 110 (difference 10 from 100)",
                          "f[2] = 105 (difference -5 from 110)"}));
    // Differences wrap in 64 bits.
    QCOMPARE(
        elements(*treeOf("@encoding(\"delta\") f: []uint64", "0A 0C 01 02 FFFFFFFFFFFFFFFFFF01")),
        (QStringList{"f[0] = 18446744073709551615 (first value)", "f[1] = 0 (difference 1 from 18446744073709551615)",
                     "f[2] = 9223372036854775808 (difference -9223372036854775808 from 0)"}));
    QCOMPARE(elements(*treeOf("@encoding(\"delta\") f: []sfixed32", "0A 02 03 02")),
             (QStringList{"f[0] = -2 (first value)", "f[1] = -1 (difference 1 from -2)"}));
}

void SeriesElementsTest::deltaOfTimes()
{
    QCOMPARE(elements(*treeOf("@encoding(\"delta\") f: []time", "0A 02 0A 0B")),
             (QStringList{"f[0] = \"1970-01-01T00:00:00.000000005Z\" (first value)",
                          "f[1] = \"1969-12-31T23:59:59.999999999Z\" (difference -6 from 5)"}));
}

void SeriesElementsTest::deltaGoesOnBehindAnElementThatIsLeftOut()
{
    QCOMPARE(elements(*treeOf("@encoding(\"delta\") f: []uint8", "0A 06 04 8004 8304 02")),
             (QStringList{"f[0] = 2 (first value)", "f[2] = 0 (difference -258 from 258)",
                          "f[3] = 1 (difference 1 from 0)"}));
}

void SeriesElementsTest::dictionaryShowsTheText()
{
    const auto tree = treeOf("@encoding(\"dict\") f: []string", "0A 09 02 01 61 00 04 00 01 00 01");
    QCOMPARE(elements(*tree),
             (QStringList{"f[0] = \"a\" (text 0 of the dictionary)", "f[1] = \"\" (text 1 of the dictionary)",
                          "f[2] = \"a\" (text 0 of the dictionary)", "f[3] = \"\" (text 1 of the dictionary)"}));
    QCOMPARE(elements(*treeOf("@encoding(\"dict\") f: []bytes", "0A 05 01 01 FF 01 00")),
             (QStringList{"f[0] = \"ff\" (text 0 of the dictionary)"}));
}

void SeriesElementsTest::prefixPutsTheTextTogether()
{
    // ab, abc, ax, abd
    QCOMPARE(elements(*treeOf("@encoding(\"prefix\") f: []string", "0A 0F 04 00 02 6162 02 01 63 01 01 78 01 02 6264")),
             (QStringList{"f[0] = \"ab\" ()", "f[1] = \"abc\" (2 bytes of the text before, then \"c\")",
                          "f[2] = \"ax\" (1 byte of the text before, then \"x\")",
                          "f[3] = \"abd\" (1 byte of the text before, then \"bd\")"}));
}

/// All of an element may be shared: then only its lengths have bits.
void SeriesElementsTest::prefixThatAddsNothing()
{
    const auto tree = treeOf("@encoding(\"prefix\") f: []string", "0A 07 02 00 02 6162 01 00");
    const Item rest = tree->chainAt(8 * 8).back();
    QCOMPARE(rest.role, Role::Length);
    QCOMPARE(tree->meaningText(rest), std::string("no bytes more: \"a\""));
}

/// Spec cramberry.md, *Arrays*: another count in a `[N]T` is an error; also where elements share their bytes.
void SeriesElementsTest::elementsHaveTheSizeOfTheirType()
{
    // {010203, 0102} and the indexes 0, 1, 0
    const char* dictionary = "0A 0C 02 03 010203 02 0102 03 00 01 00";
    QCOMPARE(problemsOf("@encoding(\"dict\") f: [][2]byte", dictionary), QStringList{"array-count f"});
    QCOMPARE(problemsOf("@encoding(\"dict\") f: []bytes", dictionary), QStringList());
    // 01, 0102, 010203
    const char* prefix = "0A 0A 03 00 01 01 01 01 02 02 01 03";
    QCOMPARE(problemsOf("@encoding(\"prefix\") f: [][2]byte", prefix),
             QStringList({"array-count f[0]", "array-count f[2]"}));
    QCOMPARE(problemsOf("@encoding(\"prefix\") f: []bytes", prefix), QStringList());
}

void SeriesElementsTest::runsAndGaps()
{
    QCOMPARE(elements(*treeOf("@encoding(\"rle\") f: []int32", "0A 06 03 0E 01 01 01 0E")),
             (QStringList{"f[0] = 7 (3 times, up to element 2)", "f[3] = -1 (once)", "f[4] = 7 (once)"}));
    QCOMPARE(elements(*treeOf("@encoding(\"sparse\") f: []uint32", "0A 06 06 02 02 07 00 09")),
             (QStringList{"f[2] = 7 (behind 2 zeros)", "f[3] = 9 ()"}));
}

void SeriesElementsTest::bitsOfElements()
{
    QCOMPARE(elements(*treeOf("@encoding(\"bitpack=3\") f: []uint8", "0A 03 03 D1 00")),
             (QStringList{"f[0] = 1 ()", "f[1] = 2 ()", "f[2] = 3 ()"}));
}

void SeriesElementsTest::annotationsHaveTheValues()
{
    const std::string json = annotationsOf(*treeOf("@encoding(\"delta\") f: []int64", "0A 04 C8 01 14 09"));
    QVERIFY2(json.find("\"path\":\"f[2]\",\"type\":\"int64\",\"depth\":2,\"value\":105") != std::string::npos,
             json.c_str());
}

void SeriesElementsTest::brokenSeriesShowWhatIsThere_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char* name, const char* field, const char* hex) {
        QTest::newRow(name) << QString(field) << QByteArray(hex);
    };
    row("dictionary: a text that is cut off", "@encoding(\"dict\") f: []string", "0A 04 02 01 61 7F");
    row("dictionary: an index outside", "@encoding(\"dict\") f: []string", "0A 06 01 01 61 02 00 05");
    row("dictionary: no indexes", "@encoding(\"dict\") f: []string", "0A 03 01 01 61");
    row("prefix: more shared than there is", "@encoding(\"prefix\") f: []string", "0A 06 02 00 01 61 05 00");
    row("prefix: rest cut off", "@encoding(\"prefix\") f: []string", "0A 03 01 00 7F");
    row("prefix: only a length", "@encoding(\"prefix\") f: []string", "0A 02 01 00");
    row("rle: only a run", "@encoding(\"rle\") f: []uint32", "0A 01 05");
    row("rle: a run of none", "@encoding(\"rle\") f: []uint32", "0A 02 00 05");
    row("sparse: only a gap", "@encoding(\"sparse\") f: []uint32", "0A 03 05 02 01");
    row("delta: cut off", "@encoding(\"delta\") f: []int32", "0A 02 02 80");
    row("bit-packed: too few bits", "@encoding(\"bitpack=5\") f: []uint8", "0A 02 05 FF");
}

/// Whatever the bytes: every item has texts, and the same ones from wherever one comes.
void SeriesElementsTest::brokenSeriesShowWhatIsThere()
{
    QFETCH(QString, field);
    QFETCH(QByteArray, hex);
    const auto tree = treeOf(field.toStdString(), hex.constData());
    QVERIFY(!tree->decoded().diagnostics.empty());
    tree->walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        const std::string value = tree->valueText(item);
        tree->meaningText(item);
        tree->elementText(item);
        tree->elementText(item, true);
        if (item.role == Role::Array)
            tree->elementCount(item);
        if (item.leaf && item.bits.count > 0 && tree->valueText(tree->chainAt(item.bits.first).back()) != value)
            QTest::qFail(tree->path(chain).c_str(), __FILE__, __LINE__);
        return true;
    });
}

void SeriesElementsTest::numberOfElements()
{
    const auto count = [](const char* field, const char* hex) {
        const auto tree = treeOf(field, hex);
        return tree->elementCount(tree->chainOf("f").back());
    };
    QCOMPARE(count("@encoding(\"delta\") f: []int64", "0A 04 C8 01 14 09"), std::uint64_t{3});
    QCOMPARE(count("@encoding(\"rle\") f: []int32", "0A 06 03 0E 01 01 01 0E"), std::uint64_t{5});
    QCOMPARE(count("@encoding(\"sparse\") f: []uint32", "0A 06 06 02 02 07 00 09"), std::uint64_t{6});
    QCOMPARE(count("@encoding(\"dict\") f: []string", "0A 09 02 01 61 00 04 00 01 00 01"), std::uint64_t{4});
    QCOMPARE(count("@encoding(\"prefix\") f: []string", "0A 07 02 00 02 6162 01 00"), std::uint64_t{2});
    QCOMPARE(count("@encoding(\"bitpack=3\") f: []uint8", "0A 03 03 D1 00"), std::uint64_t{3});
    QCOMPARE(count("f: []int32", "0A 02 02 01"), std::uint64_t{2});
    QCOMPARE(count("f: []string", "0A 03 01 01 61"), std::uint64_t{1});
    QCOMPARE(count("f: []float32", "0A 08 00000000 00000000"), std::uint64_t{2});
}

void SeriesElementsTest::longDelta()
{
    constexpr unsigned count = 300'000;
    Bytes body;
    for (unsigned i = 0; i < count; ++i)
        append(body, zigZag(i % 7 == 0 ? std::uint64_t(-3) : 2));
    const auto tree = treeOf("@encoding(\"delta\") f: []int64", fieldOf(body));
    QVERIFY(tree->decoded().diagnostics.empty());
    QElapsedTimer timer;
    timer.start();
    std::int64_t sum = 0;
    unsigned index = 0;
    tree->walk([&](const std::vector<Item>& chain) {
        if (chain.back().element == kUnbounded)
            return true;
        sum += index++ % 7 == 0 ? -3 : 2;
        if (tree->valueText(chain.back()) != std::to_string(sum))
            QTest::qFail(tree->path(chain).c_str(), __FILE__, __LINE__);
        return true;
    });
    QCOMPARE(index, count);
    QVERIFY(timer.elapsed() < kPatience);
}

/// Each text shares a byte with the first one, so that none is known without it.
void SeriesElementsTest::longPrefix()
{
    constexpr unsigned count = 100'000;
    Bytes body;
    append(body, count);
    for (unsigned i = 0; i < count; ++i) {
        append(body, i == 0 ? 0 : 1 + i % 2);
        body.push_back(i == 0 ? 3 : 1);
        for (unsigned k = 0; k < (i == 0 ? 3u : 1u); ++k)
            body.push_back(static_cast<std::uint8_t>('a' + (i + k) % 26));
    }
    const auto tree = treeOf("@encoding(\"prefix\") f: []string", fieldOf(body));
    QElapsedTimer timer;
    timer.start();
    std::string text = "abc";
    unsigned index = 0;
    tree->walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        if (item.element == kUnbounded || item.role != Role::Value)
            return true;
        if (index > 0)
            text = text.substr(0, 1 + index % 2) + static_cast<char>('a' + index % 26);
        ++index;
        if (tree->valueText(item) != '"' + text + '"')
            QTest::qFail((tree->path(chain) + ": " + tree->valueText(item)).c_str(), __FILE__, __LINE__);
        return true;
    });
    QCOMPARE(index, count);
    QVERIFY(timer.elapsed() < kPatience);
}

/// A few bytes may name a text of megabytes again and again; those that the limit leaves out are not put together.
void SeriesElementsTest::textsThatAreTooLongAreNotMade()
{
    constexpr unsigned large = 2'000'000;
    constexpr unsigned count = 100'000;
    Bytes body;
    append(body, count);
    append(body, 0);
    append(body, large);
    body.insert(body.end(), large, 'x');
    for (unsigned i = 1; i < count; ++i) {
        append(body, large);
        append(body, 1);
        body.push_back('y');
    }
    Limits limits;
    limits.messageBytes = 0;
    limits.stringBytes = 1'000'000;
    const auto tree = treeOf("@encoding(\"prefix\") f: []string", fieldOf(body), &limits);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(annotationsOf(*tree).find("xyx") == std::string::npos);
    QVERIFY(timer.elapsed() < kPatience);
    const Item last = tree->chainAt(fieldOf(body).size() * 8 - 1).back();
    QVERIFY(tree->seriesElement(last)->tooLong);
    QCOMPARE(tree->valueText(last), std::string());
    QCOMPARE(tree->elementText(last, false, 3), bytesOf("787878"));
}

void SeriesElementsTest::longTextsAreCutInTheGrid()
{
    Bytes body{1};
    append(body, 2000);
    for (unsigned i = 0; i < 1000; ++i)
        body.insert(body.end(), {0xC3, 0xA4});
    body.insert(body.end(), {1, 0});
    const auto tree = treeOf("@encoding(\"dict\") f: []string", fieldOf(body));
    const std::vector<GridCell> cells = treeCells(*tree, {0, (body.size() + 3) * 8}, 100);
    QCOMPARE(cells.back().fullLabel, std::string("f[0]"));
    QVERIFY(cells.back().value.size() < 600);
    QVERIFY2(cells.back().value.ends_with("ä\"…"), cells.back().value.c_str());
}

void SeriesElementsTest::childrenByIndex()
{
    const auto tree = treeOf("@encoding(\"rle\") f: []int32", "0A 06 03 0E 01 01 01 0E");
    const Item array = tree->chainOf("f").back();
    const std::vector<Item> all = tree->children(array);
    QCOMPARE(all.size(), std::size_t{8});
    QCOMPARE(tree->childCount(array), std::uint64_t{8});
    for (std::size_t first = 0; first <= all.size() + 1; ++first) {
        for (std::size_t count = 0; count <= all.size(); ++count) {
            const std::vector<Item> some = tree->children(array, first, count);
            QCOMPARE(some.size(), first >= all.size() ? 0 : std::min(count, all.size() - first));
            for (std::size_t i = 0; i < some.size(); ++i)
                QCOMPARE(some[i].bits, all[first + i].bits);
        }
    }
}

QTEST_APPLESS_MAIN(SeriesElementsTest)
#include "series_elements_test.moc"
