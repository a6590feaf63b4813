// SPDX-License-Identifier: MIT
#include "tests/core/tagged_json_support.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

/// One field of every kind, in the manner of a format with one right encoding.
std::shared_ptr<const Plan> everythingPlan()
{
    TaggedMaker maker = TaggedMaker::canonical();
    maker.plan().nullsShown = false;
    maker.plan().nullIsAbsent = true;
    const NodeIndex u8 = maker.unsignedInt("uint8", 8);
    const NodeIndex i32 = maker.signedInt("int32", 32, VarintCoding::ZigZag);
    const NodeIndex i64 = maker.signedInt("int64", 64, VarintCoding::ZigZag);
    const NodeIndex text = maker.text();
    const NodeIndex bytes = maker.bytes();
    const NodeIndex color = maker.choice("Color", {{"RED", 0}, {"GREEN", 5}});
    const NodeIndex f32 = maker.fixed("float32", 32, Meaning::Float);
    const NodeIndex inner = maker.message("Inner", {{"x", 1, u8, Occurs::Default}});
    const NodeIndex any = maker.reference("any", Discrimination::Id, {{5, i64}, {12, text}, {13, bytes}, {200, inner}});
    const NodeIndex other = maker.message("Other", {{"y", 1, u8, Occurs::Default}});
    maker.plan().knownTypes.push_back({300, maker.plan().intern("t.Other")});
    const NodeIndex shape = maker.reference("Shape", Discrimination::Name, {{200, inner}});
    const NodeIndex hashed = maker.reference("Hashed", Discrimination::Hash, {{200, inner}});
    (void)other;
    return maker.finish(
        maker.message("T",
                      {{"a", 1, u8, Occurs::Default},
                       {"i", 2, i64, Occurs::Default},
                       {"s", 3, text, Occurs::Default},
                       {"b", 4, bytes, Occurs::Default},
                       {"b4", 5, maker.bytes(4), Occurs::Default},
                       {"c64", 6, maker.content("complex64", Meaning::Complex, 8), Occurs::Default},
                       {"c128", 7, maker.content("complex128", Meaning::Complex, 16), Occurs::Default},
                       {"t", 8, maker.content("time", Meaning::Time, 12), Occurs::Default},
                       {"u", 9, maker.content("uuid", Meaning::Uuid, 16), Occurs::Default},
                       {"d", 10, maker.content("decimal128", Meaning::Decimal, 16), Occurs::Default},
                       {"g", 11, maker.content("bigint", Meaning::BigInt), Occurs::Default},
                       {"e", 12, color, Occurs::Default},
                       {"f", 13, f32, Occurs::Default},
                       {"f64", 14, maker.fixed("float64", 64, Meaning::Float), Occurs::Default},
                       {"m", 15, maker.map("map<string,uint8>", text, u8), Occurs::Default},
                       {"n", 16, maker.map("map<int32,Inner>", i32, inner), Occurs::Default},
                       {"k", 17, maker.map("map<bytes,uint8>", bytes, u8), Occurs::Default},
                       {"ek", 18, maker.map("map<Color,uint8>", color, u8), Occurs::Default},
                       {"r", 19, any, Occurs::Default},
                       {"rs", 20, maker.series("[]any", any, SeriesCoding::Counted), Occurs::Default},
                       {"sh", 21, shape, Occurs::Default},
                       {"h", 22, hashed, Occurs::Default},
                       {"l", 23, maker.series("[]Inner", inner, SeriesCoding::Counted), Occurs::Default},
                       {"two", 24, maker.series("[2]uint8", u8, SeriesCoding::Packed, 2), Occurs::Default},
                       {"in", 25, inner, Occurs::Default},
                       {"o1", 26, u8, Occurs::Optional, {}, 1},
                       {"o2", 27, text, Occurs::Optional, {}, 1},
                       {"mm", 28, maker.map("map<string,map>", text, maker.map("map", text, u8)), Occurs::Default}}));
}

/// What must be there, may be there and may repeat, in the manner of a format that writes every field.
std::shared_ptr<const Plan> presencePlan()
{
    TaggedMaker maker = TaggedMaker::plain();
    maker.plan().nullsShown = false;
    const NodeIndex u8 = maker.unsignedInt("uint8", 8);
    const NodeIndex inner = maker.message("Inner", {{"x", 1, u8, Occurs::Always}});
    const NodeIndex series = maker.series("repeated uint8", u8, SeriesCoding::Packed);
    return maker.finish(maker.message("M",
                                      {{"always", 1, u8, Occurs::Always},
                                       {"maybe", 2, u8, Occurs::Optional},
                                       {"many", 3, series, Occurs::Repeated},
                                       {"required", 4, u8, Occurs::Required},
                                       {"inner", 5, inner, Occurs::Optional}}));
}

} // namespace

/// spec README.md, *Values as JSON* and *Decided details*; cramberry.md, *Decided details*.
class TaggedJsonTest final : public QObject {
    Q_OBJECT

private:
    const std::shared_ptr<const Plan> m_everything = everythingPlan();

private Q_SLOTS:
    void valuesAsJson_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("written"); // empty: as given
        const auto row = [](const char* name, const char* given, const char* written = "") {
            QTest::newRow(name) << given << written;
        };
        row("nothing", "{}");
        row("null means left out", R"({"a":null,"s":null,"r":null,"l":null})", "{}");
        row("integers", R"({"a":255,"i":-9223372036854775808})");
        row("integers as text", R"({"a":"0xff","i":"-5"})", R"({"a":255,"i":-5})");
        row("text", "{\"s\":\"a\\u0000\\\"\\u20ac\"}", "{\"s\":\"a\\u0000\\\"€\"}");
        row("bytes", R"({"b":"00 Ff","b4":"base64:AAECAw=="})", R"({"b":"00ff","b4":"00010203"})");
        row("complex", R"({"c64":[0.5,-0.0],"c128":["NaN","-Infinity"]})");
        row("a NaN with a payload in a complex", R"({"c64":["NaN:0x7fc00001",1]})",
            R"({"c64":["NaN:0x7fc00001",1.0]})");
        row("enum by name and number", R"({"e":"GREEN"})");
        row("enum by a number with a name", R"({"e":5})", R"({"e":"GREEN"})");
        row("enum by a number without a name", R"({"e":2147483647})");
        row("floats", R"({"f":-0,"f64":0.00001})", R"({"f":-0.0,"f64":1e-05})");
        row("map with text keys", R"({"m":{"b":1,"a":2,"":3}})");
        row("map with text keys as pairs", R"({"m":[["b",1]]})", R"({"m":{"b":1}})");
        row("a key that is not UTF-8 turns the map into pairs", R"({"m":[["b",1],[{"@bytes":"ff"},2]]})");
        row("maps with other keys", R"({"n":[[-1,{"x":2}],[5,{}]],"k":[["0a",1]],"ek":[["RED",1],[7,2]]})");
        row("an empty map", R"({"m":{},"n":[]})");
        row("references", R"({"r":{"@type":"int64","value":5},"rs":[null,{"@type":"Inner","x":1},{"@type":"Inner"}]})");
        row("references by the full name", R"({"r":{"x":1,"@type":"t.Inner"}})", R"({"r":{"@type":"Inner","x":1}})");
        row("references to text and bytes", R"({"rs":[{"@type":"string","value":""},{"@type":"bytes","value":"00"}]})");
        row("foreign ids and names",
            "{\"r\":{\"@type\":\"#301\",\"@bytes\":\"0801\"},\"sh\":{\"@type\":\"x.Y\",\"@bytes\":\"\"}}");
        row("foreign hashes", "{\"h\":{\"@type\":\"#0x0a1b2c3d\",\"@bytes\":\"ff\"}}");
        row("a foreign name that is not UTF-8", R"({"sh":{"@type":{"@bytes":"ff"},"@bytes":"00"}})");
        row("text that is not UTF-8", R"({"s":{"@bytes":"c328"}})");
        row("unknown fields", R"({"a":1,"in":{"x":1,"@unknown":"1005"},"@unknown":"f00701"})");
        row("no unknown fields", R"({"@unknown":""})", "{}");
        row("the type at the top", R"({"@type":"T","a":1})", R"({"a":1})");
        row("one of a union", R"({"o2":""})");
    }

    void valuesAsJson()
    {
        QFETCH(QString, given);
        QFETCH(QString, written);
        const Binding binding = bindText(m_everything, given.toStdString());
        QVERIFY2(!hasErrors(binding.diagnostics), binding.problems.c_str());
        const std::string expected = (written.isEmpty() ? given : written).toStdString();
        QCOMPARE(binding.json, expected);
        const Binding again = bindText(m_everything, binding.json);
        QCOMPARE(again.json, expected);
        QVERIFY(!hasErrors(bindText(m_everything, writeJson(binding.value, 2)).diagnostics));
    }

    void times_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("written"); // empty: bad-date
        QTest::newRow("nanoseconds") << "2026-01-21T00:00:00.000000001Z"
                                     << "2026-01-21T00:00:00.000000001Z";
        QTest::newRow("trailing zeros") << "2026-01-21T00:00:00.500000000Z"
                                        << "2026-01-21T00:00:00.5Z";
        QTest::newRow("a fraction of zeros") << "1970-01-01T00:00:00.0Z"
                                             << "1970-01-01T00:00:00Z";
        QTest::newRow("east of UTC") << "2026-01-21T01:30:00+01:30"
                                     << "2026-01-21T00:00:00Z";
        QTest::newRow("west of UTC") << "1969-12-31T23:59:59.25-00:01"
                                     << "1970-01-01T00:00:59.25Z";
        QTest::newRow("small letters") << "2026-01-21t00:00:00z"
                                       << "2026-01-21T00:00:00Z";
        QTest::newRow("the first second") << "0000-01-01T00:00:00Z"
                                          << "0000-01-01T00:00:00Z";
        QTest::newRow("the last second") << "9999-12-31T23:59:59.999999999Z"
                                         << "9999-12-31T23:59:59.999999999Z";
        QTest::newRow("a leap day") << "2000-02-29T00:00:00Z"
                                    << "2000-02-29T00:00:00Z";
        for (const char* bad :
             {"", "Z", "2026-01-21", "2026-01-21T00:00:00", "2026-01-21 00:00:00Z", "2026-02-29T00:00:00Z",
              "2026-01-21T24:00:00Z", "2026-01-21T23:59:60Z", "2026-01-21T00:00:00.Z",
              "2026-01-21T00:00:00.0000000001Z", "2026-01-21T00:00:00+24:00", "2026-01-21T00:00:00+0100",
              "2026-13-01T00:00:00Z", "02026-01-01T00:00:00Z", "2026-01-21T00:00:00ZZ"})
            QTest::newRow(bad[0] == '\0' ? "empty" : bad) << bad << QString();
    }

    void times()
    {
        QFETCH(QString, given);
        QFETCH(QString, written);
        const std::string value = '"' + given.toStdString() + '"';
        const Binding binding = bindText(m_everything, "{\"t\":" + value + "}");
        if (written.isEmpty()) {
            QCOMPARE(binding.problems, "bad-date t " + value);
        } else {
            QCOMPARE(binding.problems, std::string());
            QCOMPARE(binding.json, "{\"t\":\"" + written.toStdString() + "\"}");
        }
    }

    void timesOutsideTheCalendar()
    {
        const std::string late = R"({"t":{"seconds":253402300800,"nanos":1}})";
        QCOMPARE(bindText(m_everything, late).json, late);
        const std::string early = R"({"t":{"seconds":-9223372036854775808,"nanos":0}})";
        QCOMPARE(bindText(m_everything, early).json, early);
        QCOMPARE(bindText(m_everything, R"({"t":{"seconds":"0x1"}})").json,
                 std::string(R"({"t":"1970-01-01T00:00:01Z"})"));
    }

    void decimals_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("written"); // empty: the code
        QTest::addColumn<QString>("code");
        const auto good
            = [](const char* given, const char* written) { QTest::newRow(given) << given << written << QString(); };
        good("0", "0");
        good("-0", "-0");
        good("1.50", "1.50");
        good("001.50", "1.50");
        good("+.5", "0.5");
        good("5.", "5");
        good("0.00", "0.00");
        good("1e3", "1E+3");
        good("12.5E+3", "1.25E+4");
        good("0.000001", "0.000001");
        good("0.0000001", "1E-7");
        good("9999999999999999999999999999999999e6111", "9.999999999999999999999999999999999E+6144");
        good("1E-6176", "1E-6176");
        good("0e6111", "0E+6111");
        good("Infinity", "Infinity");
        good("-Infinity", "-Infinity");
        good("NaN", "NaN");
        const auto bad
            = [](const char* given, const char* code) { QTest::newRow(given) << given << QString() << code; };
        bad("1.2e-6176", "value-range");
        bad("1e6112", "value-range");
        bad("1e99999999999999999999", "value-range");
        bad("12345678901234567890123456789012345", "value-range");
        bad("1,5", "wrong-type");
        bad(".", "wrong-type");
        bad("e5", "wrong-type");
        bad("1e", "wrong-type");
        bad("--1", "wrong-type");
        bad("inf", "wrong-type");
        bad("0x10", "wrong-type");
    }

    void decimals()
    {
        QFETCH(QString, given);
        QFETCH(QString, written);
        QFETCH(QString, code);
        const std::string value = '"' + given.toStdString() + '"';
        const Binding binding = bindText(m_everything, "{\"d\":" + value + "}");
        if (!code.isEmpty()) {
            QCOMPARE(binding.problems, code.toStdString() + " d " + value);
        } else {
            QCOMPARE(binding.problems, std::string());
            QCOMPARE(binding.json, "{\"d\":\"" + written.toStdString() + "\"}");
        }
    }

    void decimalPatternsWithoutANumber()
    {
        const std::string tooManyDigits = R"({"d":{"@bytes":"ffffffffffffffffffffffffffff4130"}})";
        const Binding binding = bindText(m_everything, tooManyDigits);
        QCOMPARE(binding.json, tooManyDigits);
        QCOMPARE(bindText(m_everything, R"({"d":{"@bytes":"00"}})").problems, std::string("invalid-bytes d \"00\""));
        QCOMPARE(bindText(m_everything, R"({"d":1.5})").problems, std::string("wrong-type d 1.5"));
    }

    void bigIntegers_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("written"); // empty: wrong-type
        QTest::newRow("number") << "123456789012345678901234567890"
                                << R"("123456789012345678901234567890")";
        QTest::newRow("text") << R"("-1000000000")"
                              << R"("-1000000000")";
        QTest::newRow("zero") << "-0"
                              << R"("0")";
        QTest::newRow("leading zeros") << R"("-00012")"
                                       << R"("-12")";
        QTest::newRow("hex") << R"("0xFFffFFffFFffFFffFF")"
                             << R"("4722366482869645213695")";
        QTest::newRow("a power of a billion") << R"("1000000000000000000")"
                                              << R"("1000000000000000000")";
        for (const char* bad : {"1.0", "1e3", R"("1.5")", R"("")", R"("-")", R"("+1")", R"("0x")", R"("0xg")", "true"})
            QTest::newRow(bad) << bad << QString();
    }

    void bigIntegers()
    {
        QFETCH(QString, given);
        QFETCH(QString, written);
        const Binding binding = bindText(m_everything, "{\"g\":" + given.toStdString() + "}");
        if (written.isEmpty())
            QCOMPARE(binding.problems, "wrong-type g " + given.toStdString());
        else
            QCOMPARE(binding.json, "{\"g\":" + written.toStdString() + "}");
    }

    void bigIntegersBeyondDecimal()
    {
        const std::string digits = "\"" + std::string(12'331, '9') + "\"";
        QCOMPARE(bindText(m_everything, "{\"g\":" + digits + "}").problems, std::string());
        const std::string tooLong = "\"" + std::string(20'000, '9') + "\"";
        QCOMPARE(bindText(m_everything, "{\"g\":" + tooLong + "}").problems, "value-range g " + tooLong);
        const std::string hex = "{\"g\":\"-0x" + std::string(20'000, 'f') + "\"}";
        QCOMPARE(bindText(m_everything, hex).json, hex);
    }

    void uuids()
    {
        const std::string text = R"({"u":"123e4567-e89b-12d3-a456-426614174000"})";
        QCOMPARE(bindText(m_everything, text).json, text);
        QCOMPARE(bindText(m_everything, R"({"u":"123E4567-E89B-12D3-A456-426614174000"})").json, text);
        for (const std::string bad :
             {R"("123e4567e89b12d3a456426614174000")", R"("123e4567-e89b-12d3-a456-42661417400g")",
              R"("123e4567-e89b-12d3-a456-4266141740 0")", R"("")"})
            QCOMPARE(bindText(m_everything, "{\"u\":" + bad + "}").problems, "invalid-bytes u " + bad);
    }

    void encodingIsStrict_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const char* given, const char* problems) {
            QTest::newRow(name) << given << problems;
        };
        row("no object", "[]", "wrong-type  []");
        row("another type at the top", R"({"@type":"Inner"})", "unknown-type  \"Inner\"");
        row("all problems, in the order of the text", R"({"zz":1,"a":256,"s":5,"in":{"x":-1,"y":2}})",
            "unknown-key zz \"zz\"\nvalue-range a 256\nwrong-type s 5\nvalue-range in.x -1\nunknown-key in.y \"y\"");
        row("enum", R"({"e":"BLUE"})", "unknown-enum-value e \"BLUE\"");
        row("enum numbers", R"({"ek":[[-1,1],[2147483648,1],[1.5,1]]})",
            "value-range ek -1\nvalue-range ek 2147483648\nwrong-type ek 1.5");
        row("bytes", R"({"b":"0","b4":"001122"})", "invalid-bytes b \"0\"\narray-count b4 \"001122\"");
        row("bytes as numbers", R"({"b":[1]})", "wrong-type b [1]");
        row("complex", R"({"c64":[1],"c128":["1",null]})",
            "wrong-type c64 [1]\nwrong-type c128[0] \"1\"\nmissing-value c128[1] null");
        row("complex out of range", R"({"c64":[1e39,"NaN:0x7ff8000000000001"]})",
            "value-range c64[0] 1e39\nvalue-range c64[1] \"NaN:0x7ff8000000000001\"");
        row("parts of a time", R"({"t":{"seconds":1.5,"nanos":1000000000,"x":1}})",
            "wrong-type t.seconds 1.5\nvalue-range t.nanos 1000000000\nunknown-key t.x \"x\"");
        row("no seconds", R"({"t":{"nanos":1}})", "missing-value t.seconds {\"nanos\":1}");
        row("a lone surrogate", R"({"s":"\ud800","m":{"\udc00":1}})",
            "invalid-utf8 s \"\\ud800\"\ninvalid-utf8 m \"\\udc00\"");
        row("values of maps", R"({"m":{"k":300},"n":[[5,{"x":-1}]],"mm":{"a":{"b":true}}})",
            "value-range m[\"k\"] 300\nvalue-range n[5].x -1\nwrong-type mm[\"a\"][\"b\"] true");
        row("bytes and enums as keys", R"({"k":[["0a",-1]],"ek":[["GREEN",-1],[7,-1]]})",
            "value-range k[\"0a\"] -1\nvalue-range ek[\"GREEN\"] -1\nvalue-range ek[7] -1");
        row("an object for other keys", R"({"n":{"5":{}}})", "wrong-type n {\"5\":{}}");
        row("no pairs", R"({"n":[5,[1],[1,{},3],{}]})",
            "wrong-type n 5\nwrong-type n [1]\nwrong-type n [1,{},3]\nwrong-type n {}");
        row("keys of a wrong type", R"({"n":[["x",{"x":-1}],[null,{}]]})",
            "wrong-type n \"x\"\nvalue-range n.x -1\nmissing-value n null");
        row("duplicate keys in pairs", R"({"n":[[1,{}],["0x1",{}],[2,{}]],"m":[["a",1],["a",2],["a",3]]})",
            "duplicate-key n[1] \"0x1\"\nduplicate-key m[\"a\"] \"a\"\nduplicate-key m[\"a\"] \"a\"");
        row("null in arrays and maps", R"({"two":[null,1],"m":{"k":null},"n":[[1,null]]})",
            "missing-value two[0] null\nmissing-value m[\"k\"] null\nmissing-value n[1] null");
        row("another number of elements", R"({"two":[1]})", "array-count two [1]");
        row("no reference", R"({"r":5})", "wrong-type r 5");
        row("no type", R"({"r":{"x":1}})", "missing-type r {\"x\":1}");
        row("unknown type", R"({"r":{"@type":"Iner"},"sh":{"@type":5}})", "unknown-type r \"Iner\"\nunknown-type sh 5");
        row("a type that may not stand there", R"({"r":{"@type":"Other"},"sh":{"@type":"int64","value":1}})",
            "type-not-allowed r \"Other\"\ntype-not-allowed sh \"int64\"");
        row("inside references", R"({"r":{"@type":"Inner","x":-1,"y":0},"rs":[{"@type":"int64","value":"x","z":1}]})",
            "value-range r.x -1\nunknown-key r.y \"y\"\nwrong-type rs[0].value \"x\"\nunknown-key rs[0].z \"z\"");
        row("no value in a reference", R"({"rs":[{"@type":"int64"},{"@type":"int64","value":null}]})",
            "missing-value rs[0].value {\"@type\":\"int64\"}\nmissing-value rs[1].value null");
        row("numbers of known types", R"({"r":{"@type":"#200","@bytes":""},"h":{"@type":"#0xc8c8c8c8","@bytes":""}})",
            "type-not-allowed r \"#200\"\ntype-not-allowed h \"#0xc8c8c8c8\"");
        row("numbers that are none", R"({"r":{"@type":"#0","@bytes":""},"h":{"@type":"#0x100000000","@bytes":""}})",
            "unknown-type r \"#0\"\ntype-not-allowed h \"#0x100000000\"");
        row("foreign names and numbers stay in their places",
            R"({"r":{"@type":"x.Y","@bytes":""},"sh":{"@type":"","@bytes":""}})",
            "unknown-type r \"x.Y\"\nunknown-type sh \"\"");
        row("foreign bytes", R"({"r":{"@type":"#301","@bytes":"0"},"sh":{"@type":"x.Y","@bytes":"","z":1}})",
            "invalid-bytes r \"0\"\nunknown-key sh.z \"z\"");
        row("known names have no bytes", R"({"sh":{"@type":"t.Inner","@bytes":"0801"}})",
            "unknown-key sh.@bytes \"@bytes\"");
        row("unknown fields that are known", R"({"@unknown":"0805","in":{"@unknown":"0801"}})",
            "bad-unknown  \"0805\"\nbad-unknown in \"0801\"");
        row("unknown fields that are not whole",
            R"({"n":[[1,{"@unknown":"1a0541"}],[2,{"@unknown":"0005"}],[3,{"@unknown":"1b"}],[4,{"@unknown":"1"}]]})",
            "bad-unknown n[1] \"1a0541\"\nbad-unknown n[2] \"0005\"\nbad-unknown n[3] \"1b\"\ninvalid-bytes n[4] "
            "\"1\"");
        row("unknown fields as an array", R"({"@unknown":[]})", "wrong-type  []");
        row("a table where there is none", R"({"@strings":[]})", "unknown-key @strings \"@strings\"");
        row("two of a union", R"({"o2":"x","o1":1})", "oneof-multiple o1 1");
        row("a union and a wrong value", R"({"o1":-1,"o2":"x"})", "value-range o1 -1\noneof-multiple o2 \"x\"");
        row("null is none of a union", R"({"o1":1,"o2":null})", "");
    }

    void encodingIsStrict()
    {
        QFETCH(QString, given);
        QFETCH(QString, problems);
        QCOMPARE(QString::fromStdString(bindText(m_everything, given.toStdString()).problems), problems);
    }

    void whatMustBeThere()
    {
        const std::shared_ptr<const Plan> plan = presencePlan();
        QCOMPARE(bindText(plan, "{}").problems, std::string("missing-value always {}\nmissing-value required {}"));
        QCOMPARE(bindText(plan, R"({"always":null,"maybe":null,"many":null,"required":1,"inner":{}})").problems,
                 std::string("missing-value always null\nmissing-value many null\nmissing-value inner.x {}"));
        const Binding binding = bindText(plan, R"({"always":0,"required":0})");
        QCOMPARE(binding.problems, std::string());
        QCOMPARE(binding.json, std::string(R"({"always":0,"many":[],"required":0})"));
    }

    void stringTable()
    {
        const std::shared_ptr<const Plan> plan = presencePlan();
        const std::string text
            = R"({"always":1,"many":[],"required":1,"@unknown":"3600","@strings":["a",{"@bytes":"ff"}]})";
        const Binding binding = bindText(plan, text);
        QCOMPARE(binding.json, text);
        QCOMPARE(binding.problems, std::string("invalid-utf8 @strings[1] {\"@bytes\":\"ff\"}"));
        QCOMPARE(bindText(plan, R"({"always":1,"required":1,"@strings":[]})").json,
                 std::string(R"({"always":1,"many":[],"required":1})"));
        QCOMPARE(bindText(plan, R"({"always":1,"required":1,"@strings":[5]})").problems,
                 std::string("wrong-type @strings[0] 5"));
        QCOMPARE(bindText(plan, R"({"always":1,"required":1,"inner":{"x":1,"@strings":[]}})").problems,
                 std::string("unknown-key inner.@strings \"@strings\""));
    }

    void everyNodeIsThere()
    {
        const Binding binding = bindText(m_everything, R"({"in":{},"@unknown":"f00701"})");
        const std::vector<ValueNode>& nodes = binding.value.nodes;
        const Node& root = m_everything->nodeOf(binding.value.root);
        QCOMPARE(nodes.front().nodes, static_cast<std::uint32_t>(nodes.size()));
        std::uint32_t slots = 0;
        std::uint32_t child = 1;
        for (; slots < root.slotCount; ++slots) {
            QCOMPARE(nodes[child].slot, root.firstSlot + slots);
            child += nodes[child].nodes;
        }
        QCOMPARE(nodes[child].kind, ValueKind::Unknown);
        QCOMPARE(nodes[child].slot, kNoIndex);
        QCOMPARE(child + 1, nodes.front().nodes);
    }

    /// Rules of fields, limits and repeated keys beside what could not be bound.
    void problemsOfEveryKindAtOnce()
    {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex u8 = maker.unsignedInt("uint8", 8);
        const Validation rule{Validation::Subject::Value, Validation::Relation::Less, std::uint64_t{10}, 0};
        const NodeIndex any = maker.reference("any", Discrimination::Id, {{6, u8}});
        const std::shared_ptr<const Plan> plan = maker.finish(
            maker.message("T",
                          {{"ruled", 1, u8, Occurs::Default, {}, 0, {}, {rule}},
                           {"text", 2, maker.text(), Occurs::Default},
                           {"must", 3, u8, Occurs::Required},
                           {"packed", 4, maker.series("[]uint8", u8, SeriesCoding::BitPacked, 0, 2), Occurs::Default},
                           {"any", 5, any, Occurs::Default},
                           {"map", 6, maker.map("map<string,any>", maker.text(), any), Occurs::Default}}));
        Limits limits;
        limits.stringBytes = 3;
        QCOMPARE(
            encodingProblems(plan, R"({"ruled":10,"text":"abcd","packed":[4,256],"any":{"@type":1},"x":1})", limits),
            std::string("missing-value must\nvalue-range packed[1]\nunknown-type any\nunknown-key x\n"
                        "validate ruled\nlimit-string text\nvalue-range packed[0]"));
        QCOMPARE(
            encodingProblems(plan, R"({"must":1,"map":{"a":5,"a":null,"bbbb":{"@type":"uint8","value":"z"}}})", limits),
            std::string("duplicate-key map\nwrong-type map[\"a\"]\nwrong-type map[\"bbbb\"].value\n"
                        "limit-string map[\"bbbb\"]"));
        QCOMPARE(encodingProblems(plan, R"({"must":1,"ruled":)", limits).substr(0, 6), std::string("syntax"));
        QCOMPARE(encodingProblems(plan, R"({"must":1,"ruled":9})", limits), std::string(" and bytes"));
        QCOMPARE(encodingProblems(plan, "[]", limits), std::string("wrong-type "));
    }

    void manyProblemsAreBounded()
    {
        std::string text = R"({"k":[)";
        for (int i = 0; i < 30'000; ++i)
            text += R"([{"@bytes":"ff"},-1],)";
        text.back() = ']';
        const Binding binding = bindText(m_everything, text + "}");
        QVERIFY(hasErrors(binding.diagnostics));
        QVERIFY(binding.diagnostics.size() <= 10'001);
    }
};

QTEST_APPLESS_MAIN(TaggedJsonTest)
#include "tagged_json_test.moc"
