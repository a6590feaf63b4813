// SPDX-License-Identifier: GPL-3.0-or-later
// Completion in the value: keys, enum labels, flags and words, from the plan.
#include "core/formats/registry.h"
#include "widgets/value_completion.h"

#include <QTest>

using namespace wirebench;

namespace {

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
