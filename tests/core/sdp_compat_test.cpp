// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "tests/core/sdp_support.h"

#include <QTest>

using namespace sdptest;

namespace {

/// "error compat-field-type A.b", one a finding.
QStringList findings(const std::string& older, const std::string& newer)
{
    QStringList result;
    for (const CompatFinding& finding : sdpFormat().compare(analyse(older), analyse(newer))) {
        const Diagnostic& problem = finding.diagnostic;
        result << toQString(severityName(problem.severity)) + QLatin1Char(' ') + toQString(problem.code)
                + QLatin1Char(' ') + toQString(problem.path);
    }
    return result;
}

QString firstText(const std::string& older, const std::string& newer)
{
    const std::vector<CompatFinding> all = sdpFormat().compare(analyse(older), analyse(newer));
    return all.empty() ? QString() : toQString(all.front().diagnostic.message.text());
}

const std::string kBase = "struct Plugin { id: u32, name: str, active: bool, parts: []Part, meta: ?Meta }\n"
                          "struct Part { x: f32, y: f32 }\n"
                          "struct Meta { version: u16 }\n"
                          "message Event { time: u64, part: Part }\n";

std::string changed(const std::string& what, const std::string& with)
{
    std::string text = kBase;
    return text.replace(text.find(what), what.size(), with);
}

} // namespace

/// Spec sdp.md, *Evolution* and *Decided details*.
class SdpCompatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneChange_data()
    {
        QTest::addColumn<QString>("newer");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::string& newer, const QStringList& expected) {
            QTest::newRow(name) << QString::fromStdString(newer) << expected;
        };
        row("nothing", kBase, {});
        row("comments", "// x\n/// doc\n" + kBase, {});
        row("other spellings of one type", changed("meta: ?Meta", "meta: Option<Meta>"), {});
        row("a type added", kBase + "struct New { a: u8 }", {"note compat-type-added New"});
        row("a message added", kBase + "message New { a: u8 }", {"note compat-type-added New"});
        row("a field renamed", changed("active", "enabled"), {"note compat-field-renamed Plugin.enabled"});
        row("a struct renamed",
            changed("?Meta", "?Info").replace(changed("?Meta", "?Info").find("struct Meta"), 11, "struct Info"),
            {"note compat-type-renamed Info"});
        row("a message renamed", changed("message Event", "message Happening"),
            {"error compat-message-renamed Happening"});
        row("a field added in front", changed("id: u32", "uid: u64, id: u32"), {"error compat-field-added Plugin.uid"});
        row("a field added at the end", changed("y: f32", "y: f32, z: f32"), {"error compat-field-added Part.z"});
        row("a field removed", changed("name: str, ", ""), {"error compat-field-removed Plugin.name"});
        row("the last field removed", changed(", y: f32", ""), {"error compat-field-removed Part.y"});
        row("fields swapped", changed("x: f32, y: f32", "y: f32, x: f32"), {"error compat-field-moved Part.y"});
        row("a field moved to the end",
            changed("id: u32, name: str, active: bool,", "name: str, active: bool, id: u32,"),
            {"error compat-field-moved Plugin.name"});
        row("width", changed("id: u32", "id: u64"), {"error compat-field-type Plugin.id"});
        row("sign", changed("version: u16", "version: i16"), {"error compat-field-type Meta.version"});
        row("text to bytes", changed("name: str", "name: []u8"), {"error compat-field-type Plugin.name"});
        row("plain to optional", changed("part: Part", "part: ?Part"), {"error compat-field-type Event.part"});
        row("array to optional", changed("parts: []Part", "parts: ?Part"), {"error compat-field-type Plugin.parts"});
        row("another struct", changed("?Meta", "?Part"), {"error compat-field-type Plugin.meta"});
        row("replaced", changed("active: bool", "level: f32"), {"error compat-field-type Plugin.level"});
        row("a type removed", changed("message Event { time: u64, part: Part }", ""),
            {"error compat-type-removed Event"});
        row("struct to message", changed("struct Plugin", "message Plugin"), {"error compat-kind-changed Plugin"});
        row("message to struct", changed("message Event", "struct Event"), {"error compat-kind-changed Event"});
    }
    void oneChange()
    {
        QFETCH(QString, newer);
        QTEST(findings(kBase, newer.toStdString()), "expected");
    }

    void aRenamedStructThatAlsoChangedIsFoundThroughItsUse()
    {
        const std::string newer = "struct Plugin { id: u32, name: str, active: bool, parts: []Point, meta: ?Meta }\n"
                                  "struct Point { x: f32, y: f64 }\n"
                                  "struct Meta { version: u16 }\n"
                                  "message Event { time: u64, part: Point }\n";
        QCOMPARE(findings(kBase, newer),
                 QStringList({"note compat-type-renamed Point", "error compat-field-type Point.y"}));
    }

    void renamesInACycleAreEqual()
    {
        QVERIFY(findings("struct A { b: ?B } struct B { a: []A }", "struct X { y: ?Y } struct Y { x: []X }")
                    .filter(QStringLiteral("error"))
                    .isEmpty());
    }

    void messageSaysWhereOldAndNewPart()
    {
        QVERIFY(firstText(kBase, changed("id: u32", "id: u64")).endsWith(QLatin1String("at byte 0.")));
        QVERIFY(firstText(kBase, changed("y: f32", "y: f64")).endsWith(QLatin1String("at byte 4.")));
        QVERIFY(firstText(kBase, changed("name: str", "name: u8")).endsWith(QLatin1String("at byte 4.")));
        QVERIFY(firstText(kBase, changed("active: bool", "active: u8")).endsWith(QLatin1String("behind `name`.")));
        QVERIFY(firstText(kBase, changed("parts: []Part", "parts: []f32"))
                    .endsWith(QLatin1String("1 byte behind `name`.")));
        QVERIFY(firstText(kBase, changed("meta: ?Meta", "meta: Meta")).endsWith(QLatin1String("behind `parts`.")));
        // The header of a message counts.
        QVERIFY(firstText(kBase, changed("part: Part", "part: u64")).endsWith(QLatin1String("at byte 20.")));
    }

    void placesAreInTheSchemaThatHasThem()
    {
        const auto removed = sdpFormat().compare(analyse(kBase), analyse(changed("name: str, ", "")));
        QCOMPARE(removed.size(), std::size_t{1});
        QVERIFY(removed[0].inOld);
        QCOMPARE(removed[0].diagnostic.place.first, kBase.find("name: str"));
        const std::string newer = changed("id: u32", "id: u64");
        const auto type = sdpFormat().compare(analyse(kBase), analyse(newer));
        QVERIFY(!type[0].inOld);
        QCOMPARE(type[0].diagnostic.place.first, newer.find("u64"));
    }

    void everyFindingHasHelp()
    {
        for (const char* code :
             {"compat-type-added", "compat-type-removed", "compat-type-renamed", "compat-message-renamed",
              "compat-kind-changed", "compat-field-added", "compat-field-removed", "compat-field-moved",
              "compat-field-type", "compat-field-renamed"})
            QVERIFY2(findCodeHelp(code), code);
    }

    void brokenSchemasAreComparedAsFarAsTheyGo()
    {
        QVERIFY(findings("struct A { a: Nowhere, b: [][]u8 }", "struct A { a: Nowhere, b: [][]u8 }").isEmpty());
        QCOMPARE(findings("struct A { a: Nowhere }", "struct A { a: u8 }"),
                 QStringList({"error compat-field-type A.a"}));
        findings("struct A { a: A, a: B, ", "message A { a: ?A } struct A { }");
    }
};

QTEST_GUILESS_MAIN(SdpCompatTest)
#include "sdp_compat_test.moc"
