// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "tests/core/serialkit_support.h"

#include <QTest>

using namespace skittest;

namespace {

std::vector<CompatFinding> compared(const std::string& older, const std::string& newer)
{
    return serialkitFormat().compare(analyse(older), analyse(newer));
}

/// "error compat-field-type A.b", one a finding.
QStringList findings(const std::string& older, const std::string& newer)
{
    QStringList result;
    for (const CompatFinding& finding : compared(older, newer)) {
        const Diagnostic& problem = finding.diagnostic;
        result << toQString(severityName(problem.severity)) + QLatin1Char(' ') + toQString(problem.code)
                + QLatin1Char(' ') + toQString(problem.path);
    }
    return result;
}

const std::string kBase
    = "namespace a;\n"
      "enum State { IDLE = 0; BUSY = 1; }\n"
      "model User { string name = 1; uint32 id = 2; optional string bio = 3; State state = 4;\n"
      "  repeated uint32 scores = 5; packed repeated int32 marks = 6; repeated bool flags = 7;\n"
      "  interned string level = 8; Address home = 9; int16 age = 10; bytes raw = 11; float x = 12; }\n"
      "model Address { string city = 1; }\n";

std::string changed(const std::string& what, const std::string& with, std::string text = kBase)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? "(not found)" : text.replace(at, what.size(), with);
}

} // namespace

/// Spec serialkit.md, *Evolution*.
class SerialkitCompatTest : public QObject {
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
        row("comments", "// x\n" + kBase, {});
        row("declarations reordered",
            changed("enum State", "model Address { string city = 1; }\nenum State",
                    changed("model Address { string city = 1; }\n", "")),
            {});
        row("fields reordered", changed("string name = 1; uint32 id = 2;", "uint32 id = 2; string name = 1;"), {});
        // Compatible
        row("a field added", changed("string city = 1;", "string city = 1; uint32 zip = 2;"),
            {"note compat-field-added Address.zip"});
        row("an optional field added", changed("string city = 1;", "string city = 1; optional uint32 zip = 2;"),
            {"note compat-field-added Address.zip"});
        row("an enum value added", changed("BUSY = 1;", "BUSY = 1; DONE = 2;"), {"note compat-value-added State.DONE"});
        row("a field renamed", changed("string name", "string full_name"),
            {"note compat-field-renamed User.full_name"});
        row("an enum value renamed", changed("BUSY", "WORKING"), {"note compat-value-renamed State.WORKING"});
        row("a model renamed", changed("model Address", "model Place", changed("Address home", "Place home")),
            {"note compat-type-renamed Place"});
        row("an enum renamed", changed("enum State", "enum Status", changed("State state", "Status state")),
            {"note compat-type-renamed Status"});
        row("a field made optional", changed("uint32 id", "optional uint32 id"),
            {"note compat-field-optional User.id"});
        row("an optional field removed", changed("optional string bio = 3; ", ""),
            {"note compat-field-removed User.bio"});
        row("a repeated field removed", changed("repeated uint32 scores = 5; ", ""),
            {"note compat-field-removed User.scores"});
        row("a type added", kBase + "model New { bool a = 1; }", {"note compat-type-added New"});
        // Compatible to read, different to write
        row("packed", changed("repeated uint32 scores", "packed repeated uint32 scores"),
            {"warning compat-field-encoding User.scores"});
        row("unpacked", changed("packed repeated int32", "repeated int32"),
            {"warning compat-field-encoding User.marks"});
        row("bitmap", changed("repeated bool flags", "bitmap repeated bool flags"),
            {"warning compat-field-encoding User.flags"});
        row("no longer interned", changed("interned string level", "string level"),
            {"warning compat-field-encoding User.level"});
        row("wider unsigned", changed("uint32 id", "uint64 id"), {"warning compat-field-widened User.id"});
        row("wider signed", changed("int16 age", "int32 age"), {"warning compat-field-widened User.age"});
        row("no longer optional", changed("optional string bio", "string bio"),
            {"warning compat-field-always User.bio"});
        row("an enum value removed", changed(" BUSY = 1;", ""), {"warning compat-value-removed State.BUSY"});
        row("text to bytes", changed("string name", "bytes name"), {"warning compat-field-bytes User.name"});
        row("enum to its integer", changed("State state", "uint32 state"), {"warning compat-field-widened User.state"});
        // Breaking
        row("a number changed", changed("uint32 id = 2", "uint32 id = 22"), {"error compat-field-number User.id"});
        row("an enum number changed", changed("BUSY = 1", "BUSY = 2"), {"error compat-value-number State.BUSY"});
        row("number to text", changed("uint32 id", "string id"), {"error compat-field-type User.id"});
        row("float to double", changed("float x", "double x"), {"error compat-field-type User.x"});
        row("text to model", changed("string name", "Address name"), {"error compat-field-type User.name"});
        row("bytes to text", changed("bytes raw", "string raw"), {"error compat-field-type User.raw"});
        row("signed to unsigned", changed("int16 age", "uint16 age"), {"error compat-field-sign User.age"});
        row("unsigned to signed", changed("uint32 id", "int64 id"), {"error compat-field-sign User.id"});
        row("a number reused", changed("uint32 id = 2;", "string tag = 2;"), {"error compat-number-reused User.tag"});
        row("two numbers swapped", changed("string name = 1; uint32 id = 2;", "string name = 2; uint32 id = 1;"),
            {"error compat-field-number User.name", "error compat-field-number User.id"});
        row("an enum number reused", changed("IDLE = 0; BUSY = 1;", "IDLE = 1; DONE = 0; BUSY = 3;"),
            {"error compat-value-number State.IDLE", "error compat-number-reused State.DONE",
             "error compat-value-number State.BUSY"});
        row("a field removed", changed("uint32 id = 2; ", ""), {"error compat-field-removed User.id"});
        row("narrower", changed("uint32 id", "uint16 id"), {"error compat-field-narrowed User.id"});
        row("integer to enum", changed("uint32 id", "State id"), {"error compat-field-narrowed User.id"});
        row("one to many", changed("string name", "repeated string name"), {"error compat-field-repeated User.name"});
        row("many to one", changed("repeated uint32 scores", "uint32 scores"),
            {"error compat-field-repeated User.scores"});
        row("a model removed", changed("model Address { string city = 1; }\n", "", changed("Address home = 9; ", "")),
            {"error compat-field-removed User.home", "error compat-type-removed Address"});
        row("model to enum", changed("model Address { string city = 1; }", "enum Address { X = 0; }"),
            {"error compat-kind-changed Address", "error compat-field-type User.home"});
    }
    void oneChange()
    {
        QFETCH(QString, newer);
        QStringList found = findings(kBase, newer.toStdString());
        found.sort();
        QFETCH(QStringList, expected);
        expected.sort();
        QCOMPARE(found, expected);
    }

    void aRenamedModelThatAlsoChangedIsFoundThroughItsUse()
    {
        const std::string newer
            = changed("model Address { string city = 1; }", "model Place { string city = 1; bool big = 2; }",
                      changed("Address home", "Place home"));
        QCOMPARE(findings(kBase, newer),
                 QStringList({"note compat-type-renamed Place", "note compat-field-added Place.big"}));
    }

    void equalTypesHaveOtherNames()
    {
        QVERIFY(findings("model A { byte a = 1; }", "model A { uint8 a = 1; }").isEmpty());
        QVERIFY(
            findings("model A { repeated packed bool a = 1; }", "model A { packed repeated bool a = 1; }").isEmpty());
    }

    void anotherModelInAField()
    {
        const std::string both = kBase + "model Place { uint32 number = 1; }\n";
        QCOMPARE(findings(both, changed("Address home", "Place home", both)),
                 QStringList({"error compat-field-type User.home"}));
    }

    void placesAreInTheSchemaThatHasThem()
    {
        const auto removed = compared(kBase, changed("uint32 id = 2; ", ""));
        QCOMPARE(removed.size(), std::size_t{1});
        QVERIFY(removed[0].inOld);
        QCOMPARE(removed[0].diagnostic.place.first, kBase.find("id = 2"));
        const std::string newer = changed("uint32 id", "uint64 id");
        const auto type = compared(kBase, newer);
        QVERIFY(!type[0].inOld);
        QCOMPARE(type[0].diagnostic.place.first, newer.find("uint64"));
    }

    void everyFindingHasHelp()
    {
        for (int i = 0; i < 2; ++i) {
            const std::string other = "enum User { A = 0; } model State { float a = 1; } model B { string c = 1; }";
            for (const CompatFinding& finding : i == 0 ? compared(kBase, other) : compared(other, kBase)) {
                const CodeHelp* help = findCodeHelp(finding.diagnostic.code, &serialkitFormat());
                QVERIFY2(help && !help->meaning.empty() && !help->remedy.empty(), finding.diagnostic.code.data());
            }
        }
    }

    void brokenSchemasAreComparedAsFarAsTheyGo()
    {
        const std::string broken = "model A { Nowhere a = 1; repeated optional A b = ; } enum { } model";
        QVERIFY(findings(broken, broken).isEmpty());
        QCOMPARE(findings("model A { Nowhere a = 1; }", "model A { bool a = 1; }"),
                 QStringList({"error compat-field-type A.a"}));
        findings("model A { A a = 1; B a = 1, ", "model A { optional A a = 1; } model A { } enum A {");
    }
};

QTEST_GUILESS_MAIN(SerialkitCompatTest)
#include "serialkit_compat_test.moc"
