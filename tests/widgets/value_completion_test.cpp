// SPDX-License-Identifier: GPL-3.0-or-later
// Completion in the value: keys, enum labels, flags and words, from the plan.
#include "core/formats/registry.h"
#include "tests/core/tagged_plans.h"
#include "widgets/value_completion.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

/// A reference, and maps by text and by number.
std::shared_ptr<const Plan> shelfPlan()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex u8 = maker.unsignedInt("uint8", 8);
    const NodeIndex color = maker.choice("Color", {{"RED", 0}, {"BLUE", 1}});
    const NodeIndex book = maker.message("Book", {{"color", 1, color}, {"pages", 2, u8}});
    const NodeIndex any = maker.reference("any", Discrimination::Id, {{6, u8}, {200, book}});
    return maker.finish(maker.message("Shelf",
                                      {{"top", 1, any},
                                       {"byName", 2, maker.map("map<string,Book>", maker.text(), book)},
                                       {"byNumber", 3, maker.map("map<Color,Book>", color, book)},
                                       {"all", 4, maker.series("[]any", any, SeriesCoding::Counted)}}));
}

std::shared_ptr<const Plan> planOf(std::string_view format, std::string text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = std::move(text);
    return findFormat(format)->analyse(source).plan;
}

std::shared_ptr<const Plan> rackPlan()
{
    return planOf("sdp",
                  "struct Rack { name: str, units: []Unit, main: ?Unit }\n"
                  "struct Unit { id: u32, active: bool, note: str }");
}

std::shared_ptr<const Plan> flightPlan()
{
    return planOf("bitschema", R"({"name": "F", "fields": [
        {"name": "phase", "type": "enum", "values": ["taxi", "climb", "cruise"]},
        {"name": "lamps", "type": "bitmask", "flags": {"nav": 0, "strobe": 1}},
        {"name": "gear", "type": "bool"}]})");
}

/// Labels offered where `|` stands in the text.
QStringList offered(const Plan& plan, QByteArray text, bool stream = false)
{
    const auto at = std::uint32_t(text.indexOf('|'));
    text.remove(at, 1);
    QStringList labels;
    const ValueShape shape{&plan, stream ? kNoIndex : plan.types.front().root};
    for (const Completion& completion : completeValue(shape, text.toStdString(), at))
        labels.append(QString::fromStdString(completion.label));
    return labels;
}

/// The text after the first completion was taken.
QByteArray taken(const Plan& plan, QByteArray text)
{
    const auto at = std::uint32_t(text.indexOf('|'));
    text.remove(at, 1);
    const auto all = completeValue({&plan, plan.types.front().root}, text.toStdString(), at);
    if (all.empty())
        return {};
    const TextRange range = all.front().replace;
    return text.replace(int(range.begin), int(range.size()), QByteArray::fromStdString(all.front().insert));
}

} // namespace

class ValueCompletionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysThatAreMissing()
    {
        const auto plan = rackPlan();
        QCOMPARE(offered(*plan, "{|"), (QStringList{"name", "units", "main"}));
        QCOMPARE(offered(*plan, "{\"name\": \"x\", |"), (QStringList{"units", "main"}));
        QCOMPARE(offered(*plan, "{ | , \"units\": [{\"name\": 1}], \"main\": null}"), QStringList{"name"});
        QCOMPARE(offered(*plan, "{\"units\": [{\"id\": 1}, {\"a|"), (QStringList{"id", "active", "note"}));
        QCOMPARE(offered(*plan, "{\"main\": {|"), (QStringList{"id", "active", "note"}));
        QCOMPARE(offered(*plan, "{\"units\": [|"), QStringList{});
        QCOMPARE(offered(*plan, "|"), QStringList{});
        QCOMPARE(offered(*plan, "{\"nothing\": {|"), QStringList{});
    }

    void valuesOfAnEnumAndWords()
    {
        const auto rack = rackPlan();
        QCOMPARE(offered(*rack, "{\"units\": [{\"active\": |"), (QStringList{"true", "false"}));
        QCOMPARE(offered(*rack, "{\"main\": |"), QStringList{"null"});
        QCOMPARE(offered(*rack, "{\"name\": |"), QStringList{});
        const auto flight = flightPlan();
        QCOMPARE(offered(*flight, "{\"phase\": \"|\"}"), (QStringList{"taxi", "climb", "cruise"}));
        QCOMPARE(offered(*flight, "{\"phase\": cl|"), (QStringList{"taxi", "climb", "cruise"}));
        QCOMPARE(offered(*flight, "{\"lamps\": {\"nav\": true, |"), QStringList{"strobe"});
        QCOMPARE(offered(*flight, "{\"lamps\": {\"nav\": |"), (QStringList{"true", "false"}));
    }

    void whatIsTakenFitsItsPlace()
    {
        const auto rack = rackPlan();
        QCOMPARE(taken(*rack, "{|"), QByteArray("{\"name\": "));
        QCOMPARE(taken(*rack, "{\"na|"), QByteArray("{\"name\": "));
        QCOMPARE(taken(*rack, "{\"na|\": 1}"), QByteArray("{\"name\": 1}"));
        QCOMPARE(taken(*rack, "{na|\n}"), QByteArray("{\"name\": \n}"));
        const auto flight = flightPlan();
        QCOMPARE(taken(*flight, "{\"phase\": \"cl|imb\"}"), QByteArray("{\"phase\": \"taxi\"}"));
        QCOMPARE(taken(*flight, "{\"gear\": t|}"), QByteArray("{\"gear\": true}"));
    }

    void messagesOfABuffer()
    {
        const auto plan = planOf("sdp", "message Ping { id: u8 }\nmessage Pong { id: u8, late: bool }");
        QCOMPARE(offered(*plan, "[{|", true), QStringList{"@type"});
        QCOMPARE(offered(*plan, "[{\"@type\": \"|\"", true), (QStringList{"Ping", "Pong"}));
        QCOMPARE(offered(*plan, "[{\"@type\": \"Pong\", \"id\": 1, |", true), QStringList{"late"});
    }

    void referencesGoOnAsTheirType()
    {
        const auto plan = shelfPlan();
        QCOMPARE(offered(*plan, "{\"top\": {|"), QStringList{"@type"});
        QCOMPARE(offered(*plan, "{\"top\": {\"@type\": \"|"), (QStringList{"uint8", "Book"}));
        QCOMPARE(offered(*plan, "{\"top\": {\"@type\": \"Book\", \"pages\": 1, |"), QStringList{"color"});
        QCOMPARE(offered(*plan, "{\"all\": [{\"@type\": \"uint8\"}, {\"@type\": \"uint8\", |"), QStringList{"value"});
        QCOMPARE(offered(*plan, "{\"all\": [null, {\"color\": |, \"@type\": \"t.Book\"}]}"),
                 (QStringList{"RED", "BLUE", "null"}));
        QCOMPARE(offered(*plan, "{\"top\": {\"@type\": \"Nothing\", |"), QStringList{});
    }

    void entriesOfMaps()
    {
        const auto plan = shelfPlan();
        QCOMPARE(offered(*plan, "{\"byName\": {\"a\": {|"), (QStringList{"color", "pages"}));
        QCOMPARE(offered(*plan, "{\"byName\": {|"), QStringList{});
        QCOMPARE(offered(*plan, "{\"byNumber\": [[|"), (QStringList{"RED", "BLUE"}));
        QCOMPARE(offered(*plan, "{\"byNumber\": [[\"RED\", {}], [\"BLUE\", {\"color\": |"),
                 (QStringList{"RED", "BLUE", "null"}));
        QCOMPARE(offered(*plan, "{\"byNumber\": [[\"RED\", {}, |"), QStringList{});
        QCOMPARE(offered(*plan, "{\"byNumber\": [|"), QStringList{});
    }

    void anyTextIsSafe()
    {
        const auto plan = rackPlan();
        const QByteArray text = "}]{\"a\\\"[:,,{\"units\": [[{\"\xff\xc3 tru\n\"main\" {}}]";
        for (int begin = 0; begin < text.size(); ++begin) {
            const std::string part = text.mid(begin).toStdString();
            for (std::uint32_t at = 0; at <= part.size() + 2; ++at) {
                for (const Completion& completion : completeValue({plan.get(), plan->types.front().root}, part, at))
                    QVERIFY(completion.replace.begin <= completion.replace.end
                            && completion.replace.end <= part.size());
            }
        }
        QVERIFY(completeValue({}, "{", 1).empty());
        const std::string deep(100'000, '[');
        QVERIFY(completeValue({plan.get(), plan->types.front().root}, deep, std::uint32_t(deep.size())).empty());
    }
};

QTEST_APPLESS_MAIN(ValueCompletionTest)
#include "value_completion_test.moc"
