// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "core/formats/sdp/sdp_names.h"
#include "core/value/json_input.h"
#include "core/value/value.h"
#include "core/wire/annotation.h"
#include "core/wire/encoder.h"
#include "tests/core/sdp_support.h"

#include <QTest>

using namespace sdptest;

namespace {

QStringList typeNames(const Analysis& analysis)
{
    QStringList names;
    for (const PlanType& type : analysis.plan->types)
        names << toQString(type.name);
    return names;
}

/// The bytes of a JSON value as hex, or the codes of what is wrong with it.
QString encoded(const std::string& schema, std::string_view type, const std::string& json)
{
    const Analysis analysis = analyse(schema);
    Diagnostics problems;
    const JsonDocument document = readJson(json, JsonRole::Value, problems);
    const Value value = bindJson(analysis.plan, *analysis.plan->findType(type), document, *document.root(), problems);
    if (hasErrors(problems))
        return codes(problems).join(QLatin1Char(' '));
    const Encoded result = encode(value, analysis.plan->limits);
    return hasErrors(result.diagnostics) ? codes(result.diagnostics).join(QLatin1Char(' '))
                                         : toQString(toHex(result.bytes, " "));
}

QString decoded(const std::string& schema, std::string_view type, const Bytes& bytes, Diagnostics& problems)
{
    const Analysis analysis = analyse(schema);
    const Decoded result = decode(analysis.plan, *analysis.plan->findType(type), std::make_shared<const Bytes>(bytes),
                                  analysis.plan->limits);
    problems = result.diagnostics;
    return toQString(writeJson(readValue(result)));
}

std::string chainOfStructs(int count)
{
    std::string text;
    for (int i = 0; i + 1 < count; ++i)
        text += "struct S" + std::to_string(i) + " { s: S" + std::to_string(i + 1) + " }\n";
    return text + "struct S" + std::to_string(count - 1) + " { a: u8 }\n";
}

} // namespace

/// Spec sdp.md: *Schema language*, *Wire format*, *Vectors*, *Decided details*.
class SdpSchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vectors()
    {
        const std::string plugin = "struct Plugin { id: u32, name: str, active: bool }";
        QCOMPARE(encoded(plugin, "Plugin", R"({"id": 42, "name": "Reverb", "active": true})"),
                 QStringLiteral("2a 00 00 00 06 00 00 00 52 65 76 65 72 62 01"));
        const std::string list = "struct DeviceList { devices: []u32 }";
        QCOMPARE(encoded(list, "DeviceList", R"({"devices": [1, 2, 3]})"),
                 QStringLiteral("03 00 00 00 01 00 00 00 02 00 00 00 03 00 00 00"));
        QCOMPARE(encoded(list, "DeviceList", R"({"devices": []})"), QStringLiteral("00 00 00 00"));
    }

    void leftOutMeansZeroAndNullIsForOptionalsOnly()
    {
        const std::string schema
            = "struct A { n: u16, t: str, on: bool, l: []u8, p: P, m: ?P } struct P { x: i8, y: f32 }";
        QCOMPARE(encoded(schema, "A", "{}"), QStringLiteral("00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"));
        QCOMPARE(encoded(schema, "A", R"({"m": null})"), encoded(schema, "A", "{}"));
        QCOMPARE(encoded(schema, "A", R"({"n": null})"), QStringLiteral("missing-value"));
        QCOMPARE(encoded(schema, "A", R"({"p": null, "l": null})"), QStringLiteral("missing-value missing-value"));
    }

    void messageHeaderIsTypeIdAndPayloadSize()
    {
        // FNV-1a 64 of "a", from the reference of the hash.
        QCOMPARE(sdp::typeId("a"), 0xaf63dc4c8601ec8cull);
        QCOMPARE(sdp::typeId("foobar"), 0x85944171f73967e8ull);
        QCOMPARE(encoded("message a { code: u8 }", "a", R"({"code": 7})"),
                 QStringLiteral("8c ec 01 86 4c dc 63 af 01 00 00 00 07"));
        QCOMPARE(sdp::typeId("MsaCcvEeEuDwtc"), sdp::typeId("MjnwrxEBnlqcgo"));
    }

    void presenceIsOneByte()
    {
        const std::string schema = "struct List { value: u8, next: ?List }";
        QCOMPARE(encoded(schema, "List", R"({"value": 1, "next": {"value": 2, "next": null}})"),
                 QStringLiteral("01 01 02 00"));
        Diagnostics problems;
        QCOMPARE(decoded(schema, "List", {1, 1, 2, 0}, problems),
                 QStringLiteral(R"({"value":1,"next":{"value":2,"next":null}})"));
        QVERIFY(problems.empty());
        decoded(schema, "List", {1, 3, 2, 0}, problems);
        QVERIFY(codes(problems).contains(QLatin1String("bad-presence")));
    }

    void lowerGivesOneTypePerStructAndMessageInDeclaredOrder()
    {
        const Analysis analysis
            = analyse("message B { a: A } struct A { x: u8, l: []C, o: ?C } struct C { s: string }");
        QCOMPARE(typeNames(analysis), QStringList({"B", "A", "C"}));
        const Plan& plan = *analysis.plan;
        QCOMPARE(plan.framing, Framing::SelfDescribing);
        QCOMPARE(plan.messages.size(), std::size_t{1});
        const Node& a = plan.nodes[plan.findType("A")->node];
        QCOMPARE(a.slotCount, 3u);
        QCOMPARE(plan.slots[a.firstSlot].missing, Missing::Zero);
        QCOMPARE(plan.slots[a.firstSlot + 2].missing, Missing::Null);
        for (const Slot& slot : plan.slots)
            QVERIFY(plan.text(slot.rule).starts_with("sdp/"));
    }

    void equalTypesShareNodes()
    {
        const Analysis analysis = analyse("struct A { x: []u8, y: []u8, z: ?B, w: Option<B> } struct B { l: []u8 }");
        const Plan& plan = *analysis.plan;
        const SlotIndex first = plan.nodes[plan.findType("A")->node].firstSlot;
        const SlotIndex other = plan.nodes[plan.findType("B")->node].firstSlot;
        QCOMPARE(plan.slots[first].node, plan.slots[first + 1].node);
        QCOMPARE(plan.slots[first].node, plan.slots[other].node);
        QCOMPARE(plan.slots[first + 2].node, plan.slots[first + 3].node);
    }

    void limitsAreSdpsOwn()
    {
        const Limits limits = analyse("struct A { a: u8 }").plan->limits;
        QCOMPARE(limits.messageBytes, 128ull * 1024 * 1024);
        QCOMPARE(limits.arrayElements, 1'000'000ull);
        QCOMPARE(limits.totalElements, 10'000'000ull);
        QCOMPARE(limits.depth, 32u);
        QCOMPARE(limits.stringBytes, 0ull);
    }

    void brokenSchemaStillGivesTheSoundTypes()
    {
        const Analysis analysis = analyse("struct Good { a: u8 }\n"
                                          "struct Broken { a: Nowhere }\n"
                                          "struct Holds { b: Broken }\n"
                                          "struct HoldsArray { b: []Broken }\n"
                                          "struct HoldsOptional { b: ?Holds }\n"
                                          "struct Fine { g: []Good, type: u8 }\n");
        QCOMPARE(codes(analysis.diagnostics), QStringList({"unknown-type", "reserved-name"}));
        QCOMPARE(typeNames(analysis), QStringList({"Good", "Fine"}));
        QCOMPARE(analysis.schema->decls.size(), std::size_t{6});
    }

    void documentationIsTakenOver()
    {
        const Analysis analysis
            = analyse("/// First\n///\n///  second \n// not this\nstruct A {\n/// Field\na: u8, /// Behind\nb: u8 }");
        QCOMPARE(toQString(analysis.schema->decls[0].doc), QStringLiteral("First\n\n second"));
        QCOMPARE(toQString(analysis.schema->decls[0].members[0].doc), QStringLiteral("Field"));
        QCOMPARE(toQString(analysis.schema->decls[0].members[1].doc), QStringLiteral("Behind"));
    }

    void textThatIsNotUtf8IsReportedOnceAndKeptOutOfNames()
    {
        const Analysis analysis = analyse("/// \xFF\nstruct A { a: \xC3(, b: u8, \xFE: u8 }");
        QCOMPARE(analysis.diagnostics.front().code, std::string_view("syntax"));
        QCOMPARE(analysis.diagnostics.front().place.first, 4ull);
        for (const Diagnostic& problem : analysis.diagnostics)
            QVERIFY(isValidUtf8(asBytes(problem.message.text())));
        for (const Decl& decl : analysis.schema->decls) {
            QVERIFY(isValidUtf8(asBytes(decl.doc)));
            for (const Member& member : decl.members) {
                QVERIFY(isValidUtf8(asBytes(member.name)));
                QVERIFY(isValidUtf8(asBytes(analysis.schema->types[member.type].spelling)));
            }
        }
    }

    void reservedNamesNameEveryLanguage_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("languages");
        QTest::newRow("struct") << "struct"
                                << "Go Rust C Swift";
        QTest::newRow("type") << "type"
                              << "Go Rust Swift";
        QTest::newRow("Goto, another case") << "Goto"
                                            << "Go C";
        QTest::newRow("len") << "len"
                             << "Go";
        QTest::newRow("Vec") << "vec"
                             << "Rust";
        QTest::newRow("FILE") << "File"
                              << "C";
        QTest::newRow("_") << "_"
                           << "Swift";
        QTest::newRow("didSet") << "didset"
                                << "Swift";
        QTest::newRow("_Static_assert") << "_Static_assert"
                                        << "C";
        QTest::newRow("error is not #error alone") << "error"
                                                   << "Go Swift";
        QTest::newRow("#line does not count") << "line"
                                              << "";
        QTest::newRow("#selector does not count") << "selector"
                                                  << "";
        QTest::newRow("plugin") << "plugin"
                                << "";
    }
    void reservedNamesNameEveryLanguage()
    {
        QFETCH(QString, name);
        QStringList found;
        for (const std::string_view language : sdp::reservingLanguages(name.toStdString()))
            found << toQString(language);
        QTEST(found.join(QLatin1Char(' ')), "languages");
    }

    void renameTakesItsUsesAlongAndAvoidsTakenNames()
    {
        const std::string text = "struct type { a: u8 } struct type_ { t: type, l: []type }";
        const Analysis analysis = analyse(text);
        QCOMPARE(codes(analysis.diagnostics), QStringList({"reserved-name"}));
        const Fix& fix = analysis.diagnostics[0].fixes[0];
        QCOMPARE(toQString(fix.title.text()), QStringLiteral("Rename to `type_2`"));
        QCOMPARE(fix.edits.size(), std::size_t{3});
    }

    void nestingOf32IsAllowedAndDeeperOnesStayLinear()
    {
        QVERIFY(analyse(chainOfStructs(32)).diagnostics.empty());
        QCOMPARE(codes(analyse(chainOfStructs(33)).diagnostics), QStringList({"too-deep"}));
        const Analysis deep = analyse(chainOfStructs(50'000));
        QCOMPARE(codes(deep.diagnostics), QStringList({"too-deep"}));
        QCOMPARE(deep.plan->types.size(), std::size_t{32});
    }

    void widelySharedNestingStaysLinear()
    {
        // Every struct holds the next one twice: 2^30 ways lead to the innermost.
        std::string text;
        for (int i = 0; i < 30; ++i)
            text += "struct S" + std::to_string(i) + " { a: S" + std::to_string(i + 1) + ", b: S"
                + std::to_string(i + 1) + " }\n";
        const Analysis analysis = analyse(text + "struct S30 { a: u8 }");
        QVERIFY(analysis.diagnostics.empty());
        QCOMPARE(analysis.plan->nodes[analysis.plan->findType("S0")->node].minBits, 8ull << 30);
    }

    void hostileTextsEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto repeat = [](const char* piece, int times) { return QByteArray(piece).repeated(times); };
        QTest::newRow("[[[[") << "struct A { a: " + repeat("[", 300'000);
        QTest::newRow("[][][]") << "struct A { a: " + repeat("[]", 300'000) + "u8 }";
        QTest::newRow("????") << "struct A { a: " + repeat("?", 300'000) + "A }";
        QTest::newRow("Option<Option<") << "struct A { a: " + repeat("Option<", 100'000) + "A }";
        QTest::newRow("&&&&") << "struct A { a: " + repeat("&", 100'000) + "u8 }";
        QTest::newRow("{{{{") << repeat("{", 300'000);
        QTest::newRow("}}}}") << repeat("}", 300'000);
        QTest::newRow("<<<<") << "struct A" + repeat("<", 300'000);
        QTest::newRow("Vec<Vec<") << "struct A { a: " + repeat("Vec<", 100'000);
        QTest::newRow("((((") << "struct A { a: " + repeat("(", 300'000);
        QTest::newRow("/*/*/*") << repeat("/*", 300'000);
        QTest::newRow("struct struct") << repeat("struct ", 100'000);
        QTest::newRow("pub pub pub") << repeat("pub ", 100'000);
        QTest::newRow("a a a a") << "struct A { " + repeat("a ", 200'000);
        QTest::newRow("a:a:a:") << "struct A { " + repeat("a:", 200'000);
        QTest::newRow("docs without end") << repeat("/// x\n", 200'000);
        QTest::newRow("one long name") << "struct " + repeat("a", 2'000'000) + " { a: u8 }";
        QTest::newRow("same field again and again") << "struct A { " + repeat("x: u8, ", 50'000) + "}";
        QTest::newRow("same struct again and again") << repeat("struct type { a: type }\n", 30'000);
        QTest::newRow("unknown types") << "struct A { " + repeat("x: Abcdefgh, ", 50'000) + "}"
                + repeat("struct Abcdefgg{}", 20'000);
        QTest::newRow("a-b-c") << "struct A { " + repeat("a-", 200'000);
        QTest::newRow("zeros") << QByteArray(300'000, '\0');
        QTest::newRow("high bytes") << QByteArray(300'000, '\xFF');
    }
    void hostileTextsEnd()
    {
        QFETCH(QByteArray, text);
        const Analysis analysis = analyse(text.toStdString());
        QVERIFY(hasErrors(analysis.diagnostics) || text.startsWith("///") || text.contains("aaaaaaaa"));
        QVERIFY(analysis.diagnostics.size() <= 10'001);
        const LanguageService& language = sdpFormat().language();
        const std::string_view view = analysis.source->text;
        QVERIFY(language.tokens(view).size() <= view.size());
        language.folds(view);
        language.outline(analysis);
        language.complete(analysis, static_cast<std::uint32_t>(view.size()));
        language.hover(analysis, static_cast<std::uint32_t>(view.size() / 2));
        sdpFormat().compare(analysis, analysis);
        sdpFormat().formatText(*analysis.source);
    }

    void recognisedByNameThenByContent()
    {
        QCOMPARE(recogniseFormat("a/b/Plugins.SDP", "v=0"), &sdpFormat());
        QCOMPARE(recogniseFormat("unknown.txt", "// x\nstruct A { a: []u8, }"), &sdpFormat());
        QCOMPARE(recogniseFormat("", "message A {\n a: ?B\n}"), &sdpFormat());
        QVERIFY(recogniseFormat("session.txt", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n") != &sdpFormat());
        QVERIFY(recogniseFormat("x.proto", "message A { string name = 1; }") != &sdpFormat());
        QVERIFY(recogniseFormat("", "") != &sdpFormat());
        QCOMPARE(findFormat("sdp"), &sdpFormat());
        QCOMPARE(findFormat("nothing"), nullptr);
    }

    void everyCodeHasWholeHelp()
    {
        for (const CodeHelp& help : sdpFormat().codes()) {
            QCOMPARE(findCodeHelp(help.code, &sdpFormat()), &help);
            QVERIFY(findCodeHelp(help.code));
            QVERIFY2(!help.meaning.empty() && !help.remedy.empty(), help.code.data());
        }
        for (const char* code :
             {"bad-presence", "payload-size",   "type-id",     "unknown-message", "truncated",   "bool-value",
              "invalid-utf8", "trailing-bytes", "limit-array", "limit-total",     "limit-depth", "limit-message",
              "unknown-key",  "missing-value",  "wrong-type",  "value-range",     "bad-unknown", "duplicate-key",
              "missing-type", "invalid-bytes",  "bad-hex",     "more-problems",   "limit-time",  "limit-string"})
            QVERIFY2(findCodeHelp(code), code);
        QCOMPARE(findCodeHelp("no-such-code"), nullptr);
    }

    void examplesOfTheHelpProvokeTheirCode()
    {
        for (const CodeHelp& help : sdpFormat().codes()) {
            const std::string example(help.example);
            if (example.find("struct ") != std::string::npos || example.find("message ") != std::string::npos)
                QVERIFY2(codes(analyse(example).diagnostics).contains(toQString(help.code)), help.code.data());
        }
    }
};

QTEST_GUILESS_MAIN(SdpSchemaTest)
#include "sdp_schema_test.moc"
