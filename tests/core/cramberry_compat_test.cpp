// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "cramberry_support.h"

#include <QTest>

using namespace cramberrytest;

namespace {

std::vector<CompatFinding> compared(const std::string& older, const std::string& newer)
{
    return cramberryFormat().compare(analyse(older), analyse(newer));
}

/// "error compat-field-type A.b", one a finding.
QStringList asLines(const std::vector<CompatFinding>& found)
{
    QStringList result;
    for (const CompatFinding& finding : found) {
        const Diagnostic& problem = finding.diagnostic;
        result << toQString(severityName(problem.severity)) + QLatin1Char(' ') + toQString(problem.code)
                + QLatin1Char(' ') + toQString(problem.path);
    }
    result.sort();
    return result;
}

QStringList findings(const std::string& older, const std::string& newer)
{
    return asLines(compared(older, newer));
}

const std::string kBase
    = "package p;\n"
      "enum State { IDLE = 0; BUSY = 1; }\n"
      "interface Pay { }\n"
      "@implements(Pay) @typeid(200) type Card { @field(1) no: string; }\n"
      "@implements(Pay) type Cash { @field(1) amount: int64; }\n"
      "@typeref(\"name\") interface Key { }\n"
      "@implements(Key) @typeid(300) type Door { @field(1) code: uint32; }\n"
      "type User {\n"
      "  @field(1) @required name: string;\n  @field(2) id: uint32;\n  @field(3) bio: string?;\n"
      "  @field(4) state: State;\n  @field(5) scores: []int32;\n  @field(6) @encoding(\"delta\") times: []int64;\n"
      "  @field(7) home: Address;\n  @field(8) ages: map<string, int16>;\n  @field(9) raw: bytes;\n"
      "  @field(10) x: float32;\n  @field(11) pay: Pay;\n  @field(12) @oneof a: int32;\n  @field(13) @oneof b: int32;\n"
      "  @field(14) level: uint8 = 5;\n  @field(15) grid: [4]int32;\n  @field(16) page: Page<Address>;\n"
      "  @field(17) mask: fixed32;\n  @field(18) active: bool;\n}\n"
      "type Address { @field(1) city: string; }\n"
      "type Page<T> { @field(1) items: []T; }\n"
      "@presence type Patch { @field(2) width: uint32; @field(4) height: uint32; }\n";

std::string changed(const std::string& what, const std::string& with, std::string text = kBase)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? "(not found)" : text.replace(at, what.size(), with);
}

} // namespace

/// Spec cramberry.md, *Evolution*.
class CramberryCompatTest : public QObject {
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
        row("documentation, rules and remarks",
            changed("@field(2) id", "@doc(\"d\") @deprecated @json(\"i\") @validate(\"> 0\") @field(2) id"), {});
        row("fields reordered",
            changed("  @field(2) id: uint32;\n  @field(3) bio: string?;\n",
                    "  @field(3) bio: string?;\n  @field(2) id: uint32;\n"),
            {});
        row("packed said aloud", changed("@field(5) scores", "@field(5) @packed scores"), {});
        row("optional said aloud", changed("@field(3) bio", "@field(3) @optional bio"), {});
        row("a default of zero", changed("id: uint32;", "id: uint32 = 0;"), {});
        row("a default spelled otherwise", changed("uint8 = 5", "uint8 = 0x5"), {});
        row("other names of one type", changed("raw: bytes", "raw: []byte"), {});
        row("methods are not on the wire", changed("interface Pay { }", "interface Pay { f(): int32; }"), {});
        row("a prefix where ids are on the wire", changed("interface Pay", "@typeprefix(\"x\") interface Pay"), {});
        // Compatible
        row("a field added", changed("city: string;", "city: string; @field(2) zip: uint32;"),
            {"note compat-field-added Address.zip"});
        row("a type added", kBase + "type New { @field(1) a: bool; }", {"note compat-type-added New"});
        row("an enum value added", changed("BUSY = 1;", "BUSY = 1; DONE = 2;"), {"note compat-value-added State.DONE"});
        row("wider unsigned", changed("id: uint32", "id: uint64"), {"note compat-field-widened User.id"});
        row("wider signed elements", changed("scores: []int32", "scores: []int64"),
            {"note compat-field-widened User.scores"});
        row("wider values of a map", changed("int16>", "int32>"), {"note compat-field-widened User.ages"});
        row("wider with a default", changed("level: uint8 = 5", "level: uint16 = 5"),
            {"note compat-field-widened User.level"});
        row("enum to its integer", changed("state: State", "state: uint32"), {"note compat-field-widened User.state"});
        row("made optional", changed("id: uint32", "id: uint32?"), {"note compat-field-optional User.id"});
        row("no longer optional", changed("bio: string?", "bio: string"), {"note compat-field-always User.bio"});
        row("a field renamed", changed("id: uint32", "key: uint32"), {"note compat-field-renamed User.key"});
        row("an enum value renamed", changed("BUSY", "WORKING"), {"note compat-value-renamed State.WORKING"});
        row("an enum renamed", changed("enum State", "enum Status", changed("state: State", "state: Status")),
            {"note compat-type-renamed Status"});
        row("a type with an id renamed", changed("type Card", "type Plastic"), {"note compat-type-renamed Plastic"});
        row("an implementation added", changed("type Address", "@implements(Pay) type Address"),
            {"note compat-implementation-added Address"});
        // One way, or with a loss
        row("text to bytes", changed("city: string", "city: bytes"), {"warning compat-field-bytes Address.city"});
        row("an enum value removed", changed(" BUSY = 1;", ""), {"warning compat-value-removed State.BUSY"});
        row("into a group", changed("@field(2) id", "@field(2) @oneof id"), {"warning compat-oneof User.id"});
        row("out of a group", changed("@oneof b", "b"), {"warning compat-oneof User.b"});
        row("into another group", changed("@oneof b", "@oneof(\"g\") b"), {"warning compat-oneof User.b"});
        row("behind the others of a bitmap", changed("height: uint32;", "height: uint32; @field(5) depth: int32;"),
            {"warning compat-presence-appended Patch.depth"});
        // Breaking
        row("a field removed", changed("  @field(2) id: uint32;\n", ""), {"error compat-field-removed User.id"});
        row("an optional field removed", changed("  @field(3) bio: string?;\n", ""),
            {"error compat-field-removed User.bio"});
        row("a field renumbered", changed("@field(2) id", "@field(22) id"), {"error compat-field-number User.id"});
        row("a number reused", changed("id: uint32", "tag: string"), {"error compat-number-reused User.tag"});
        row("numbers swapped",
            changed("@field(2) id: uint32;\n  @field(3) bio", "@field(3) id: uint32;\n  @field(2) bio"),
            {"error compat-field-number User.bio", "error compat-field-number User.id"});
        row("signed to unsigned", changed("scores: []int32", "scores: []uint32"),
            {"error compat-field-type User.scores"});
        row("varint to fixed", changed("id: uint32", "id: fixed32"), {"error compat-field-type User.id"});
        row("float to fixed", changed("x: float32", "x: fixed32"), {"error compat-field-type User.x"});
        row("wider float", changed("x: float32", "x: float64"), {"error compat-field-type User.x"});
        row("fixed with a sign", changed("mask: fixed32", "mask: sfixed32"), {"error compat-field-sign User.mask"});
        row("bytes to text", changed("raw: bytes", "raw: string"), {"error compat-field-type User.raw"});
        row("one to many", changed("x: float32", "x: []float32"), {"error compat-field-type User.x"});
        row("one text to many", changed("bio: string?", "bio: []string"), {"error compat-field-type User.bio"});
        row("narrower", changed("id: uint32", "id: uint16"), {"error compat-field-narrowed User.id"});
        row("integer to enum", changed("id: uint32", "id: State"), {"error compat-field-narrowed User.id"});
        row("integer to bool", changed("id: uint32", "id: bool"), {"error compat-field-narrowed User.id"});
        row("bool to integer", changed("active: bool", "active: uint8"), {"note compat-field-widened User.active"});
        row("another length", changed("[4]int32", "[5]int32"), {"error compat-array-length User.grid"});
        row("no length", changed("[4]int32", "[]int32"), {"error compat-array-length User.grid"});
        row("another argument", changed("Page<Address>", "Page<Door>"), {"error compat-field-type User.page"});
        row("interface to any", changed("pay: Pay", "pay: any"), {"error compat-field-type User.pay"});
        row("required", changed("@field(2) id", "@field(2) @required id"), {"error compat-field-required User.id"});
        row("no longer required", changed("@required name", "name"), {"error compat-field-required User.name"});
        row("a required field added", changed("city: string;", "city: string; @field(2) @required zip: uint32;"),
            {"error compat-field-required Address.zip", "note compat-field-added Address.zip"});
        row("an encoding added", changed("@field(5) scores", "@field(5) @encoding(\"rle\") scores"),
            {"error compat-field-encoding User.scores"});
        row("an encoding removed", changed("@encoding(\"delta\") ", ""), {"error compat-field-encoding User.times"});
        row("an encoding changed", changed("delta", "sparse"), {"error compat-field-encoding User.times"});
        row("a default changed", changed("uint8 = 5", "uint8 = 6"), {"error compat-default User.level"});
        row("a default added", changed("id: uint32;", "id: uint32 = 1;"), {"error compat-default User.id"});
        row("a default removed", changed("uint8 = 5", "uint8"), {"error compat-default User.level"});
        row("an enum number changed", changed("BUSY = 1", "BUSY = 2"), {"error compat-value-number State.BUSY"});
        row("an enum value inserted without numbers", changed("IDLE = 0; BUSY = 1;", "IDLE; STARTING; BUSY;"),
            {"error compat-number-reused State.STARTING", "error compat-value-number State.BUSY"});
        row("presence added", changed("type Address", "@presence type Address"), {"error compat-presence Address"});
        row("presence removed", changed("@presence ", ""), {"error compat-presence Patch"});
        row("among the others of a bitmap", changed("@field(4) height", "@field(3) depth: int32; @field(4) height"),
            {"error compat-presence-position Patch.depth"});
        row("a type id changed", changed("@typeid(200)", "@typeid(201)"), {"error compat-typeid Card"});
        row("a type id added", changed("@implements(Pay) type", "@implements(Pay) @typeid(201) type"),
            {"error compat-typeid Cash"});
        row("a type id removed", changed("@typeid(200) ", ""), {"error compat-typeid Card"});
        row("an implementation without an id renamed", changed("type Cash", "type Coins"),
            {"error compat-typeid Coins"});
        row("discrimination changed", changed("@typeref(\"name\")", "@typeref(\"hash\")"),
            {"error compat-typeref Key"});
        row("discrimination removed", changed("@typeref(\"name\") ", ""), {"error compat-typeref Key"});
        row("discrimination added", changed("interface Pay", "@typeref(\"id\") interface Pay"), {});
        row("a prefix where names are on the wire", changed("interface Key", "@typeprefix(\"x\") interface Key"),
            {"error compat-type-name Key"});
        row("a name on the wire", changed("type Door", "type Gate"),
            {"error compat-type-name Gate", "note compat-type-renamed Gate"});
        row("an implementation removed", changed("@implements(Pay) type Cash", "type Cash"),
            {"error compat-implementation-removed Cash"});
        row("an implementing type removed", changed("@implements(Pay) type Cash { @field(1) amount: int64; }\n", ""),
            {"error compat-type-removed Cash"});
        row("type to enum", changed("type Address { @field(1) city: string; }", "enum Address { X = 0; }"),
            {"error compat-field-type User.home", "error compat-field-type User.page",
             "error compat-kind-changed Address"});
    }
    void oneChange()
    {
        QFETCH(QString, newer);
        QFETCH(QStringList, expected);
        expected.sort();
        const auto found = compared(kBase, newer.toStdString());
        QCOMPARE(asLines(found), expected);
        for (const CompatFinding& finding : found) {
            const CodeHelp* help = findCodeHelp(finding.diagnostic.code, &cramberryFormat());
            QVERIFY2(help && !help->meaning.empty() && !help->remedy.empty(), finding.diagnostic.code.data());
        }
    }

    void aTypeWithoutIdRenamed()
    {
        const std::string older = "type A { @field(1) b: B; }\ntype B { @field(1) x: int32; }";
        const std::string newer = "type A { @field(1) b: C; }\ntype C { @field(1) x: int32; @field(2) y: int32; }";
        QCOMPARE(findings(older, newer), QStringList({"note compat-field-added C.y", "warning compat-type-renamed C"}));
        QCOMPARE(findings(older + "type D { @field(1) a: any; }", newer + "type D { @field(1) a: any; }"),
                 QStringList({"error compat-typeid C", "note compat-field-added C.y"}));
    }

    void thePackageIsInTypeIdsAndNames()
    {
        QStringList found = findings(kBase, changed("package p", "package q"));
        QCOMPARE(found,
                 QStringList({"error compat-type-name Door", "error compat-typeid Cash", "warning compat-package "}));
        QCOMPARE(findings("package p; type A { @field(1) x: int8; }", "package q; type A { @field(1) x: int8; }"),
                 QStringList({"warning compat-package "}));
    }

    void interfacesThatExtendOthers()
    {
        const std::string older = "interface A { }\ninterface B extends A { }\n@implements(B) @typeid(200) type T { }";
        QCOMPARE(findings(older, changed("B extends A", "B", older)),
                 QStringList({"error compat-implementation-removed T"}));
        QCOMPARE(findings(older, changed("implements(B)", "implements(A)", older)),
                 QStringList({"error compat-implementation-removed T"}));
        QVERIFY(findings(older, changed("implements(B)", "implements(A, B)", older)).isEmpty());
    }

    void implementationsInImportedFiles()
    {
        const std::string text = "import \"a.cramberry\";\ntype T { @field(1) i: I; }";
        const std::string library = "interface I { }\n@implements(I) @typeid(200) type A { @field(1) x: int8; }";
        const auto found = cramberryFormat().compare(analyse(text, {{"a.cramberry", library}}),
                                                     analyse(text, {{"a.cramberry", "interface I { }"}}));
        QCOMPARE(asLines(found), QStringList({"error compat-implementation-removed A"}));
        QVERIFY(found[0].inOld);
        QCOMPARE(found[0].diagnostic.place.file, 1u);
    }

    void inheritedFieldsAreReportedOnce()
    {
        const std::string older = "type A { @field(1) x: int32; }\ntype B extends A { @field(2) y: int32; }\n"
                                  "type C extends A { @field(2) z: int32; }";
        QCOMPARE(findings(older, changed("x: int32", "x: string", older)),
                 QStringList({"error compat-field-type A.x"}));
    }

    void importedTypesAreCompared()
    {
        const std::string text = "import \"a.cramberry\";\ntype T { @field(1) a: A; }";
        const auto found = cramberryFormat().compare(
            analyse(text, {{"a.cramberry", "type A { @field(1) x: int32; }\ntype Z { @field(1) a: any; }"}}),
            analyse(text, {{"a.cramberry", "type A { @field(1) x: string; }\ntype Y { @field(1) a: any; }"}}));
        // Types that come and go with an import are of no concern by themselves.
        QVERIFY(asLines(found).contains(QLatin1String("error compat-field-type A.x")));
        for (const QString& line : asLines(found))
            QVERIFY2(!line.contains(QLatin1String("added")) && !line.contains(QLatin1String("removed")),
                     qPrintable(line));
        QCOMPARE(found[0].diagnostic.place.file, 1u);
    }

    void messagesSayWhatIsDifferent()
    {
        const auto message = [](const std::string& older, const std::string& newer) {
            return toQString(compared(older, newer).at(0).diagnostic.message.text());
        };
        const std::string generic = "type G<T> { @field(1) t: T; }\ntype A { @field(1) g: G<int32>; }";
        QVERIFY(message(generic, changed("G<int32>", "G<string>", generic)).contains(QLatin1String("something else")));
        QVERIFY(message(kBase, changed("id: uint32", "id: int32")).contains(QLatin1String("another wire type")));
        QVERIFY(
            message(kBase, changed("@typeid(200)", "@typeid(7000)")).contains(QLatin1String("write `@typeid(200)`")));
    }

    void placesAreInTheSchemaThatHasThem()
    {
        const auto place = [](const std::string& newer) {
            const auto found = compared(kBase, newer);
            const Place& at = found.at(0).diagnostic.place;
            const std::string& text = found[0].inOld ? kBase : newer;
            return QString(found[0].inOld ? QStringLiteral("old ") : QStringLiteral("new "))
                + toQString(std::string_view(text).substr(at.first, at.count));
        };
        QCOMPARE(place(changed("  @field(2) id: uint32;\n", "")), QStringLiteral("old id"));
        QCOMPARE(place(changed("id: uint32", "id: uint64")), QStringLiteral("new uint64"));
        QCOMPARE(place(changed("@field(2) id", "@field(22) id")), QStringLiteral("new 22"));
        QCOMPARE(place(changed("@required name", "name")), QStringLiteral("old @required"));
        QCOMPARE(place(changed("@encoding(\"delta\") ", "")), QStringLiteral("new []int64"));
        QCOMPARE(place(changed("@presence ", "")), QStringLiteral("old @presence"));
        QCOMPARE(place(changed("@implements(Pay) type", "type")), QStringLiteral("old @implements(Pay)"));
        QCOMPARE(place(changed("@typeid(200)", "@typeid(201)")), QStringLiteral("new @typeid(201)"));
        QCOMPARE(place(changed("@typeref(\"name\") ", "")), QStringLiteral("old @typeref(\"name\")"));
        QCOMPARE(place(changed("package p", "package q")), QStringLiteral("new q"));
    }

    void brokenSchemasAreComparedAsFarAsTheyGo()
    {
        const std::string broken = "type A { @field(1) a: Nowhere; @field(1) b: [; } enum { } type B extends C { x: ";
        QVERIFY(findings(broken, broken).isEmpty());
        QCOMPARE(findings("type A { @field(1) a: Nowhere; }", "type A { @field(1) a: bool; }"),
                 QStringList({"error compat-field-type A.a"}));
        findings("type A { @field(1) a: A; @field(1) a: B<A>; ", "type A { a: A?; } type A { } enum A { interface A");
        for (std::size_t i = 0; i < kBase.size(); i += 13) {
            compared(kBase.substr(0, i), kBase);
            compared(kBase, kBase.substr(i));
        }
    }
};

QTEST_GUILESS_MAIN(CramberryCompatTest)
#include "cramberry_compat_test.moc"
