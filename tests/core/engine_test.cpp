// SPDX-License-Identifier: MIT
#include "tests/core/engine_support.h"
#include "tests/core/layout_plans.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const Plan> pluginPlan()
{
    PlanMaker maker;
    const NodeIndex u32 = maker.fixed("u32", 32);
    const NodeIndex boolean = maker.fixed("bool", 8, Meaning::Bool);
    return maker.finish(maker.sequence("Plugin", {{"id", u32}, {"name", maker.text()}, {"active", boolean}}));
}

std::shared_ptr<const Plan> treePlan()
{
    PlanMaker maker;
    const NodeIndex node = maker.open("Node");
    const NodeIndex point = maker.sequence(
        "Point", {{"x", maker.fixed("i16", 16, Meaning::Int)}, {"on", maker.fixed("bool", 8, Meaning::Bool)}});
    maker.fill(node,
               {{"at", point},
                {"names", maker.list("[]str", maker.text())},
                {"points", maker.list("[]Point", point)},
                {"next", maker.optional("?Node", node)},
                {"children", maker.list("[]Node", node)},
                {"weight", maker.fixed("f32", 32, Meaning::Float)}});
    return maker.finish(node);
}

std::shared_ptr<const Plan> recordPlan(bool reversed)
{
    PlanMaker maker;
    const NodeIndex inner
        = maker.record("Inner", {{"a", maker.bits("uint:3", 3), 0}, {"b", maker.bits("bool", 1, Meaning::Bool), 5}});
    return maker.finish(maker.record("Outer",
                                     {{"first", maker.bits("uint:5", 5), 0, true},
                                      {"inner", inner, 8, true},
                                      {"list", maker.slots("array", maker.bits("uint:2", 2), 3, 2), 16},
                                      {"tail", maker.bits("uint:4", 4), 26}},
                                     reversed));
}

Decoded decodeHex(const std::shared_ptr<const Plan>& plan, const char* hex)
{
    return decode(plan, plan->types.front(), std::make_shared<const Bytes>(bytesOf(hex)), plan->limits);
}

QString jsonOf(const Decoded& decoded)
{
    return QString::fromStdString(writeJson(readValue(decoded)));
}

} // namespace

class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
    void encodesWhatItDecodes_data();
    void encodesWhatItDecodes();
    void tilesEveryTruncationAndFlip_data();
    void tilesEveryTruncationAndFlip();
    void findsBitsAndPathsBothWays();
    void stopsAtLimits_data();
    void stopsAtLimits();
    void deepNestingIsBounded();
    void boundsTheListOfProblems();
};

void EngineTest::decodes_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("expectedCodes");
    const auto row = [](const char* name, const char* shape, const char* hex, const char* json, const char* codes) {
        QTest::newRow(name) << QString(shape) << QByteArray(hex) << QString(json) << QString(codes);
    };
    row("whole", "plugin", "2a000000 06000000 526576657262 01", R"({"id":42,"name":"Reverb","active":true})", "");
    row("bool 2", "plugin", "2a000000 00000000 02", R"({"id":42,"name":"","active":true})", "bool-value");
    row("not UTF-8", "plugin", "2a000000 01000000 ff 01", R"({"id":42,"name":{"@bytes":"ff"},"active":true})",
        "invalid-utf8");
    row("scalar cut", "plugin", "2a0000", "{}", "truncated");
    row("text cut", "plugin", "2a000000 06000000 5265", R"({"id":42})", "truncated");
    row("trailing", "plugin", "2a000000 00000000 01 ffff", R"({"id":42,"name":"","active":true})", "trailing-bytes");
    row("empty", "plugin", "", "{}", "truncated");
    row("fixed struct cut", "tree", "0100", R"({"at":{"x":1}})", "truncated");
    row("fixed list cut", "tree", "010001 00000000 02000000 ffff00 05",
        R"({"at":{"x":1,"on":true},"names":[],"points":[{"x":-1,"on":false}]})", "truncated");
    row("texts cut", "tree", "010001 02000000 01000000 61 05000000 62", R"({"at":{"x":1,"on":true},"names":["a"]})",
        "truncated");
    row("bad presence", "tree", "010001 00000000 00000000 07", R"({"at":{"x":1,"on":true},"names":[],"points":[]})",
        "bad-presence");
    row("record", "record", "03000000", R"({"first":1,"inner":null,"list":[],"tail":0})", "");
    row("record full", "record", "55 73 e6 3f", R"({"first":10,"inner":{"a":1,"b":true},"list":[1,2],"tail":15})",
        "padding-not-zero padding-not-zero unused-slots-not-zero padding-not-zero");
    row("record cut", "record", "03 07", R"({"first":1,"inner":{"a":3,"b":false}})", "truncated");
    row("record trailing", "record", "0300000099", R"({"first":1,"inner":null,"list":[],"tail":0})", "trailing-bytes");
    row("record, bits above", "record", "03000040", R"({"first":1,"inner":null,"list":[],"tail":0})",
        "bits-above-total");
    row("null not zero", "record", "02000000", R"({"first":null,"inner":null,"list":[],"tail":0})", "null-not-zero");
    row("reversed", "reversed", "00000003", R"({"first":1,"inner":null,"list":[],"tail":0})", "");
    row("reversed, cut", "reversed", "0000", R"({"list":[],"tail":0})", "truncated");
}

void EngineTest::decodes()
{
    QFETCH(QString, shape);
    QFETCH(QByteArray, hex);
    const auto plan = shape == "plugin" ? pluginPlan() : shape == "tree" ? treePlan() : recordPlan(shape == "reversed");
    const Decoded decoded = decodeHex(plan, hex);
    QTEST(jsonOf(decoded), "json");
    QTEST(codes(decoded.diagnostics), "expectedCodes");
    QCOMPARE(tilingProblem(decoded), std::string());
}

namespace {

constexpr const char* treeJson
    = R"({"at":{"x":-2,"on":true},"names":["","zwei"],"points":[{"x":1,"on":false},{"x":2,"on":true}],)"
      R"("next":{"at":{"x":0,"on":false},"names":[],"points":[],"next":null,"children":[],"weight":0.0},)"
      R"("children":[{"at":{"x":7,"on":true},"names":["ü"],"points":[],"next":null,"children":[],"weight":-0.0}],)"
      R"("weight":3.14})";

} // namespace

void EngineTest::encodesWhatItDecodes_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("json");
    QTest::newRow("plugin") << "plugin"
                            << R"({"id":4294967295,"name":"Réverb","active":true})";
    QTest::newRow("tree") << "tree" << treeJson;
    QTest::newRow("record") << "record"
                            << R"({"first":31,"inner":{"a":5,"b":true},"list":[3,0,1],"tail":9})";
    QTest::newRow("record, nulls") << "record"
                                   << R"({"first":null,"inner":null,"list":[],"tail":0})";
    QTest::newRow("reversed") << "reversed"
                              << R"({"first":31,"inner":{"a":5,"b":true},"list":[3,0,1],"tail":9})";
}

void EngineTest::encodesWhatItDecodes()
{
    QFETCH(QString, shape);
    QFETCH(QString, json);
    const auto plan = shape == "plugin" ? pluginPlan() : shape == "tree" ? treePlan() : recordPlan(shape == "reversed");
    const PlanType& type = plan->types.front();
    const Encoding encoding = encodeJson(plan, type, json.toStdString());
    QCOMPARE(codes(encoding.diagnostics), QString());
    const Decoded decoded = decode(plan, type, std::make_shared<const Bytes>(encoding.bytes), plan->limits);
    QCOMPARE(codes(decoded.diagnostics), QString());
    QCOMPARE(jsonOf(decoded), json);
    const std::string indented = writeJson(readValue(decoded), 2);
    QCOMPARE(toHex(encodeJson(plan, type, indented).bytes), toHex(encoding.bytes));
}

void EngineTest::tilesEveryTruncationAndFlip_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("json");
    QTest::newRow("tree") << "tree" << treeJson;
    QTest::newRow("record") << "record"
                            << R"({"first":31,"inner":{"a":5,"b":true},"list":[3,0,1],"tail":9})";
    QTest::newRow("reversed") << "reversed"
                              << R"({"first":31,"inner":{"a":5,"b":true},"list":[3,0,1],"tail":9})";
}

void EngineTest::tilesEveryTruncationAndFlip()
{
    QFETCH(QString, shape);
    QFETCH(QString, json);
    const auto plan = shape == "tree" ? treePlan() : recordPlan(shape == "reversed");
    const PlanType& type = plan->types.front();
    const Bytes whole = encodeJson(plan, type, json.toStdString()).bytes;
    QVERIFY(!whole.empty());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        auto cut = std::make_shared<const Bytes>(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const Decoded decoded = decode(plan, type, cut, plan->limits);
        QVERIFY2(hasErrors(decoded.diagnostics), qPrintable(QString::number(size)));
        QCOMPARE(tilingProblem(decoded), std::string());
        QVERIFY(!jsonOf(decoded).isEmpty());
    }
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes flipped = whole;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
        const Decoded decoded = decode(plan, type, std::make_shared<const Bytes>(flipped), plan->limits);
        QCOMPARE(tilingProblem(decoded), std::string());
        QVERIFY(!jsonOf(decoded).isEmpty());
    }
}

void EngineTest::findsBitsAndPathsBothWays()
{
    const auto plan = treePlan();
    const Bytes bytes = encodeJson(plan, plan->types.front(), treeJson).bytes;
    const auto decoded = std::make_shared<const Decoded>(
        decode(plan, plan->types.front(), std::make_shared<const Bytes>(bytes), plan->limits));
    const AnnotationTree tree(decoded);
    QStringList seen;
    tree.walk([&](const std::vector<Item>& chain) {
        const std::string path = tree.path(chain);
        seen += QString::fromStdString(path);
        const std::vector<Item> byPath = tree.chainOf(path);
        if (byPath.empty() || tree.path(byPath) != path) {
            QTest::qFail(path.c_str(), __FILE__, __LINE__);
            return true;
        }
        if (chain.back().leaf && chain.back().bits.count > 0) {
            const std::vector<Item> byBit = tree.chainAt(chain.back().bits.end() - 1);
            if (byBit.empty() || byBit.back().bits != chain.back().bits || tree.path(byBit) != path)
                QTest::qFail(path.c_str(), __FILE__, __LINE__);
        }
        const std::vector<Item> children = tree.children(chain.back());
        if (children.size() != tree.childCount(chain.back()))
            QTest::qFail(path.c_str(), __FILE__, __LINE__);
        for (std::size_t i = 0; i < children.size(); ++i) {
            if (tree.children(chain.back(), i, 1).at(0).bits != children[i].bits)
                QTest::qFail(path.c_str(), __FILE__, __LINE__);
        }
        return true;
    });
    for (const char* path : {"at.x", "names[1]", "points[1].on", "next.at.x", "children[0].names[0]", "weight"})
        QVERIFY2(seen.contains(path), path);
    QCOMPARE(tree.valueText(tree.chainOf("names[1]").back()), std::string("\"zwei\""));
    QCOMPARE(tree.valueText(tree.chainOf("weight").back()), std::string("3.14"));
}

void EngineTest::stopsAtLimits_data()
{
    QTest::addColumn<QString>("limit");
    QTest::addColumn<QString>("expectedCodes");
    QTest::addColumn<QString>("json");
    QTest::newRow("array") << "array"
                           << "limit-array"
                           << R"({"at":{"x":-2,"on":true}})";
    QTest::newRow("total") << "total"
                           << "limit-total"
                           << R"({"at":{"x":-2,"on":true},"names":["","zwei"]})";
    QTest::newRow("string")
        << "string"
        << "limit-string"
        << R"({"at":{"x":-2,"on":true},"names":["a"],"points":[],"next":null,"children":[],"weight":0.0})";
    QTest::newRow("message") << "message"
                             << "limit-message"
                             << "{}";
    QTest::newRow("depth") << "depth"
                           << "limit-depth"
                           << "{}";
}

void EngineTest::stopsAtLimits()
{
    QFETCH(QString, limit);
    const auto plan = treePlan();
    Limits limits;
    std::string json = treeJson;
    if (limit == "array")
        limits.arrayElements = 1;
    if (limit == "total")
        limits.totalElements = 3;
    if (limit == "string") {
        limits.stringBytes = 3;
        json = R"({"at":{"x":-2,"on":true},"names":["a","zwei"],"points":[],"children":[],"weight":0})";
        json.insert(json.find(",\"children\""), R"(,"next":null)");
    }
    if (limit == "message")
        limits.messageBytes = 20;
    if (limit == "depth")
        limits.depth = 1;
    const Bytes bytes = encodeJson(plan, plan->types.front(), json).bytes;
    QVERIFY(!bytes.empty());
    const Decoded decoded = decode(plan, plan->types.front(), std::make_shared<const Bytes>(bytes), limits);
    if (limit == "depth") {
        QVERIFY(codes(decoded.diagnostics).startsWith("limit-depth"));
    } else {
        QTEST(codes(decoded.diagnostics), "expectedCodes");
        QTEST(jsonOf(decoded), "json");
    }
    QCOMPARE(tilingProblem(decoded), std::string());
}

void EngineTest::deepNestingIsBounded()
{
    const auto plan = treePlan();
    Bytes bytes;
    const Bytes level = bytesOf("010001 00000000 00000000 01");
    for (int i = 0; i < 20000; ++i)
        bytes.insert(bytes.end(), level.begin(), level.end());
    Limits limits;
    limits.depth = 0;
    const Decoded decoded = decode(plan, plan->types.front(), std::make_shared<const Bytes>(bytes), limits);
    QCOMPARE(codes(decoded.diagnostics), QString("limit-depth limit-depth")); // the point, then the next node
    QCOMPARE(tilingProblem(decoded), std::string());
    QVERIFY(!jsonOf(decoded).isEmpty());
}

void EngineTest::boundsTheListOfProblems()
{
    PlanMaker maker;
    const auto plan
        = maker.finish(maker.sequence("All", {{"on", maker.list("[]bool", maker.fixed("bool", 8, Meaning::Bool))}}));
    Bytes bytes{0x20, 0xA1, 0x07, 0x00};
    bytes.resize(4 + 500'000, 2);
    const Decoded decoded = decode(plan, plan->types.front(), std::make_shared<const Bytes>(bytes), plan->limits);
    QVERIFY(decoded.diagnostics.size() <= 10'001);
    QCOMPARE(decoded.diagnostics.back().code, std::string_view("more-problems"));
    QCOMPARE(decoded.annotations.size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
