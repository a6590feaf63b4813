// SPDX-License-Identifier: MIT
#include "core/value/value_path.h"
#include "tests/core/tagged_json_support.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const Plan> pathPlan()
{
    TaggedMaker maker = TaggedMaker::canonical();
    maker.plan().nullsShown = false;
    const NodeIndex u8 = maker.unsignedInt("uint8", 8);
    const NodeIndex text = maker.text();
    const NodeIndex inner = maker.message("Inner", {{"x", 1, u8, Occurs::Default}});
    const NodeIndex any = maker.reference("any", Discrimination::Id, {{6, u8}, {200, inner}});
    const NodeIndex color = maker.choice("Color", {{"RED", 0}});
    return maker.finish(maker.message("T",
                                      {{"list", 1, maker.series("[]Inner", inner, SeriesCoding::Counted)},
                                       {"byText", 2, maker.map("map<string,Inner>", text, inner)},
                                       {"byNumber", 3, maker.map("map<uint8,Inner>", u8, inner)},
                                       {"byBytes", 4, maker.map("map<bytes,uint8>", maker.bytes(), u8)},
                                       {"byColor", 5, maker.map("map<Color,uint8>", color, u8)},
                                       {"any", 6, any},
                                       {"time", 7, maker.content("time", Meaning::Time, 12)}}));
}

} // namespace

/// spec README.md, *Decided details*, "Paths".
class ValuePathTest final : public QObject {
    Q_OBJECT

private:
    const std::shared_ptr<const Plan> m_plan = pathPlan();
    const ValueShape m_shape{m_plan.get(), m_plan->types.front().root};

private Q_SLOTS:
    /// The path is found in the text and in the value, and the text's place gives the path.
    void paths_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("found");
        const auto row = [](const char* json, const char* path, const char* found) {
            QTest::newRow(path) << json << path << found;
        };
        row(R"({"list":[{"x":1},{"x":2}]})", "list[1].x", "2");
        row(R"({"list":[{"x":1},{"x":2}]})", "list[0]", R"({"x":1})");
        row("{\"byText\":{\"a\":{\"x\":1},\"k.[\\\"]\":{\"x\":2}}}", "byText[\"k.[\\\"]\"].x", "2");
        row(R"({"byText":[["k",{"x":3}],[{"@bytes":"ff"},{"x":4}]]})", R"(byText["k"].x)", "3");
        row(R"({"byText":[["k",{"x":3}],[{"@bytes":"ff"},{"x":4}]]})", R"(byText[{"@bytes":"ff"}].x)", "4");
        row(R"({"byNumber":[[7,{"x":1}],[0,{"x":2}],[1,{"x":3}]]})", "byNumber[0].x", "2");
        row(R"({"byNumber":[["0x07",{"x":1}]]})", "byNumber[7]", R"({"x":1})");
        row(R"({"byBytes":[["0A 0b",5]]})", R"(byBytes["0a0b"])", "5");
        row(R"({"byColor":[[9,5],["RED",6]]})", R"(byColor["RED"])", "6");
        row(R"({"byColor":[[9,5],["RED",6]]})", "byColor[9]", "5");
        row(R"({"any":{"@type":"uint8","value":5}})", "any.value", "5");
        row(R"({"any":{"@type":"t.Inner","x":6}})", "any.x", "6");
        row(R"({"time":{"seconds":253402300800,"nanos":1}})", "time", R"({"seconds":253402300800,"nanos":1})");
    }

    void paths()
    {
        QFETCH(QString, json);
        QFETCH(QString, path);
        QFETCH(QString, found);
        const std::string text = json.toStdString();
        Diagnostics problems;
        const JsonDocument document = readJson(text, JsonRole::Value, problems);
        const JsonNode* node = jsonNodeAt(m_shape, document, path.toStdString());
        QVERIFY(node != nullptr);
        QCOMPARE(text.substr(node->begin, node->end - node->begin), found.toStdString());
        QCOMPARE(jsonPathAt(m_shape, document, node->begin), path.toStdString());
        const Binding binding = bindText(m_plan, text);
        QVERIFY(!hasErrors(binding.diagnostics));
        const auto index = valueNodeAt(binding.value, path.toStdString());
        QVERIFY(index.has_value());
        QCOMPARE(writeJson(binding.value, *index, -1), found.toStdString());
    }

    void whatIsNotThere()
    {
        const std::string text
            = R"({"list":[{"x":1}],"byText":{"k":{}},"byNumber":[[5,{}],[6]],"any":{"@type":"Inner"}})";
        Diagnostics problems;
        const JsonDocument document = readJson(text, JsonRole::Value, problems);
        const Binding binding = bindText(m_plan, R"({"list":[{"x":1}],"byText":{"k":{}},"any":{"@type":"Inner"}})");
        for (const char* path : {"list[1]",
                                 "list.x",
                                 "list[\"0\"]",
                                 "byText[\"z\"]",
                                 "byText.k",
                                 "byText[0]",
                                 "byNumber[0]",
                                 "byNumber[6]",
                                 "any.value",
                                 "any[0]",
                                 "any.@bytes",
                                 "nothing",
                                 "[",
                                 "list[",
                                 "list[0",
                                 ".",
                                 "[]",
                                 "list[]",
                                 "byText[\"k]",
                                 "list[-1]",
                                 "list[99999999999999999999]"}) {
            QVERIFY2(jsonNodeAt(m_shape, document, path) == nullptr, path);
            QVERIFY2(!valueNodeAt(binding.value, path), path);
        }
    }

    void remarksBelongToTheirOwner()
    {
        Diagnostics problems;
        const std::string text = R"({"any":{"@type":"Inner"},"byNumber":[[5,{}]],"time":{"seconds":1}})";
        const JsonDocument document = readJson(text, JsonRole::Value, problems);
        QCOMPARE(jsonPathAt(m_shape, document, std::uint32_t(text.find("Inner"))), std::string("any"));
        QCOMPARE(jsonPathAt(m_shape, document, std::uint32_t(text.find("5,"))), std::string("byNumber[5]"));
        QCOMPARE(jsonPathAt(m_shape, document, std::uint32_t(text.find("seconds"))), std::string("time"));
        QCOMPARE(jsonPathAt(m_shape, document, 0), std::string());
    }

    void textsWithoutAShape()
    {
        Diagnostics problems;
        const std::string text = R"({"a":{"k":[1,{"b":2}]}})";
        const JsonDocument document = readJson(text, JsonRole::Value, problems);
        QCOMPARE(jsonPathAt({}, document, std::uint32_t(text.find('2'))), std::string("a.k[1].b"));
        QVERIFY(jsonNodeAt({}, document, "a[\"k\"][1].b") != nullptr);
        QVERIFY(jsonNodeAt({}, JsonDocument(), "a") == nullptr);
    }

    void buffersOfMessages()
    {
        Diagnostics problems;
        const std::string text = R"([{"@type":"T","byNumber":[[5,{"x":1}]]}])";
        const JsonDocument document = readJson(text, JsonRole::Value, problems);
        const ValueShape shape{m_plan.get(), kNoIndex};
        QCOMPARE(jsonPathAt(shape, document, std::uint32_t(text.find(":1}"))), std::string("[0].byNumber[5].x"));
        QVERIFY(jsonNodeAt(shape, document, "[0].byNumber[5].x") != nullptr);
        QVERIFY(jsonNodeAt(shape, document, "[0].byNumber[0]") == nullptr);
    }

    void buffersOfValuesOfOneType()
    {
        Diagnostics problems;
        const std::string text = R"([{"byNumber":[[5,{"x":1}]]}])";
        const JsonDocument document = readJson(text, JsonRole::Value, problems);
        const ValueShape shape{m_plan.get(), kNoIndex, m_plan->findType("T")->root};
        QVERIFY(jsonNodeAt(shape, document, "[0].byNumber[5].x") != nullptr);
        QVERIFY(jsonNodeAt({m_plan.get(), kNoIndex}, document, "[0].byNumber[5].x") == nullptr);
    }
};

QTEST_APPLESS_MAIN(ValuePathTest)
#include "value_path_test.moc"
