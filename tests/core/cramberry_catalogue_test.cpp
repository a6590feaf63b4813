// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "cramberry_support.h"
#include "tests/core/vector_expectation.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace cramberrytest;
using test::OrderedJson;

namespace {

OrderedJson readVectors()
{
    QFile file(QStringLiteral(WIREBENCH_SOURCE_DIR "/tests/vectors/cramberry-schemas.json"));
    return file.open(QIODevice::ReadOnly) ? OrderedJson::parse(file.readAll().toStdString()).at("vectors")
                                          : OrderedJson::array();
}

OrderedJson asJson(const Analysis& analysis)
{
    const LineIndex lines(analysis.source->text);
    OrderedJson list = OrderedJson::array();
    for (const Diagnostic& problem : analysis.diagnostics) {
        const TextPosition begin = lines.position(static_cast<std::uint32_t>(problem.place.first));
        list.push_back({{"severity", severityName(problem.severity)},
                        {"code", problem.code},
                        {"range", {{"line", problem.place.file == 0 ? begin.line : 0}}}});
    }
    return list;
}

std::string withFix(std::string text, const Fix& fix)
{
    std::vector<TextEdit> edits = fix.edits;
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.range.begin > b.range.begin; });
    for (const TextEdit& edit : edits)
        text.replace(edit.range.begin, edit.range.size(), edit.replacement);
    return text;
}

std::ptrdiff_t countOf(const Diagnostics& problems, std::string_view code)
{
    return std::count_if(problems.begin(), problems.end(), [code](const Diagnostic& p) { return p.code == code; });
}

struct Case {
    const char* name;
    const char* text;
    QStringList expected; ///< Code and the text it is about.
};

/// Where a code has no line of its own here, the schema vectors have it.
const std::vector<Case>& cases()
{
    static const std::vector<Case> all{
        {"unknown type", "type A { x: Strng; y: []i32; }", {"unknown-type Strng", "unknown-type i32"}},
        {"unknown type inside", "type A { x: map<string, B>; y: C?; }", {"unknown-type B", "unknown-type C"}},
        {"a service is no type", "type A { x: S; }\nservice S { }", {"unknown-type S"}},
        {"primitive names",
         "type bool { }\nenum map { A; }\ntype G<int8> { }",
         {"primitive-name bool", "primitive-name map", "primitive-name int8"}},
        {"names of the library are none", "type Duration { }\ntype Any { }\ntype Time { }", {}},
        {"duplicate declaration", "type A { }\nservice A { }", {"duplicate-declaration A"}},
        {"duplicate field", "type A { x: int8; x: int8; }", {"duplicate-field x"}},
        {"names may differ by case only", "type A { x: int8; X: int8; }\ntype a { }", {}},
        {"duplicate number", "type A { @field(3) x: int8; @field(3) y: int8; }", {"duplicate-field-number 3"}},
        {"duplicate implicit number",
         "type A { @field(2) x: int8; @field(1) y: int8; z: int8; }",
         {"duplicate-field-number z"}},
        {"duplicate enum value", "enum E { A; A; }", {"duplicate-enum-value A"}},
        {"duplicate enum number", "enum E { A = 1; B = 0x1; }", {"duplicate-enum-number 0x1"}},
        {"empty enum", "enum E { }", {"empty-enum E"}},
        {"enum number range",
         "enum E { A = -1; B = 2147483648; C = 2147483647; D; }",
         {"enum-number-range -1", "enum-number-range 2147483648", "enum-number-range D"}},
        {"enum number is no integer", "enum E { A = 1.5; B = \"x\"; }", {"syntax 1.5", "syntax \"x\""}},
        {"field number range",
         "type A { @field(0) a: int8; @field(536870912) b: int8; @field(536870911) c: int8; }",
         {"field-number-range 0", "field-number-range 536870912"}},
        {"huge field number",
         "type A { @field(99999999999999999999) a: int8; }",
         {"field-number-range 99999999999999999999"}},
        {"implicit number above the last", "type A { @field(536870911) a: int8; b: int8; }", {"field-number-range b"}},
        {"annotation nearest",
         "type A { @requird @fieldd(3) x: int8; @zzzzzz y: int8; }",
         {"unknown-annotation @requird", "unknown-annotation @fieldd", "unknown-annotation @zzzzzz"}},
        {"annotation targets",
         "@field(1) type A { @presence x: int8; }\n@json(\"x\") enum E { @field(1) A; }\n"
         "@typeid(200) interface I { @oneof f(); }\n@required service S { }",
         {"annotation-target @field(1)", "annotation-target @presence", "annotation-target @json(\"x\")",
          "annotation-target @field(1)", "annotation-target @typeid(200)", "annotation-target @oneof",
          "annotation-target @required"}},
        {"doc and deprecated stand everywhere",
         "@doc(\"a\") @deprecated type A { @doc(\"a\") @deprecated(\"b\") x: int8; }\n@doc(\"a\") @deprecated enum E "
         "{\n"
         "@doc(\"a\") @deprecated A; }\n@doc(\"a\") @deprecated interface I { @doc(\"a\") @deprecated f(); }\n"
         "@doc(\"a\") @deprecated service S { @doc(\"a\") @deprecated rpc F(A): A; }",
         {}},
        {"annotation arguments",
         "@typeid(\"a\") @presence(1) type A { @field x: int8; @doc(3) y: int8; @doc(\"a\", \"b\") z: int8; }",
         {"annotation-argument @typeid(\"a\")", "annotation-argument @presence(1)", "annotation-argument @field",
          "annotation-argument @doc(3)", "annotation-argument @doc(\"a\", \"b\")"}},
        {"annotation twice", "type A { @field(1) @field(2) x: int8; }", {"annotation-argument @field(2)"}},
        {"typeref modes",
         "@typeref(\"id\") interface I { }\n@typeref(\"colour\") interface J { }",
         {"annotation-argument \"colour\""}},
        {"type id range",
         "@typeid(127) type A { }\n@typeid(128) type B { }\n@typeid(4294967296) type C { }",
         {"typeid-range 127", "typeid-range 4294967296"}},
        {"type id twice", "@typeid(200) type A { }\n@typeid(0xC8) type B { }", {"typeid-duplicate 0xC8"}},
        {"type id of a name", "package v;\ntype T { }\n@typeid(1310013795) type U { }", {"typeid-duplicate T"}},
        {"typeref names",
         "package p;\n@typeref(\"name\") @typeprefix(\"x\") interface I { }\n@implements(I) type A { }\n"
         "@implements(I) type B { }",
         {}},
        {"implements",
         "@implements(A, I) type A { }\n@implements(Nothing) type B { }\ninterface I { }",
         {"implements-non-interface A", "unknown-type Nothing"}},
        {"map keys",
         "enum E { A; }\ntype T { a: map<float32, bool>; b: map<T, bool>; c: map<duration, bool>; d: map<E, bool>;\n"
         "e: map<[]byte, bool>; f: map<any, bool>; g: map<fixed64, bool>; h: map<string?, bool>; }",
         {"map-key-type float32", "map-key-type T", "map-key-type duration", "map-key-type any",
          "map-key-type string?"}},
        {"optional value", "type A { x: map<string, int8?>; y: map<string, int8>?; }", {"optional-element int8?"}},
        {"optional twice", "type A { x: int8??; y: int8?; }", {"optional-optional int8??"}},
        {"required and optional",
         "type A { @required x: int8?; @required @optional y: int8; @required z: int8; }",
         {"required-optional @required", "required-optional @required"}},
        {"unknown encoding",
         "type A { @encoding(\"zip\") x: []int8; @encoding(\"bitpack=x\") y: []uint8; }",
         {"unknown-encoding \"zip\"", "unknown-encoding \"bitpack=x\""}},
        {"encoding",
         "type A { @encoding(\"delta\") x: int8; @packed y: []string; @packed z: []byte; }",
         {"encoding-type @encoding(\"delta\")", "encoding-type @packed"}},
        {"oneof of an array",
         "type A { @oneof x: []int8; @oneof y: map<string, int8>?; @oneof z: []byte; }",
         {"oneof-repeated @oneof", "oneof-repeated @oneof"}},
        {"oneof required", "type A { @oneof @required x: int8; }", {"oneof-required @required"}},
        {"default type",
         "enum E { A; }\ntype T { a: int8 = 128; b: uint8 = -1; c: bool = 1; d: E = F.A; e: bytes = \"0g\";\n"
         "f: [2]int8 = [1]; g: [2]byte = \"00\"; h: float32 = 1e39; i: time = 0; j: []int8 = [1, \"x\"]; }",
         {"default-type 128", "default-type -1", "default-type 1", "default-type F.A", "default-type \"0g\"",
          "default-type [1]", "default-type \"00\"", "default-type 1e39", "default-type 0", "default-type [1, \"x\"]"}},
        {"defaults",
         "enum E { A; }\ntype T { a: int8 = -128; b: uint64 = 0xffffffffffffffff; c: bool = true; d: E = E.A;\n"
         "e: bytes = \"0A 0b\"; f: [2]int8 = [1, 2]; g: [2]byte = \"0001\"; h: float32 = 1e38; j: [][]int8 = [[1], "
         "[]];\n"
         "k: map<string, T> = {}; l: duration = -5; m: float64 = 3; n: []T = []; }",
         {}},
        {"no default",
         "interface I { }\ntype A { a: int8? = 1; @optional b: int8 = 1; @oneof c: int8 = 1; @required d: int8 = 1;\n"
         "e: any = 1; f: I = 1; g: A? = 1; }\n@presence type B { a: int8 = 1; }",
         {"default-not-allowed 1", "default-not-allowed 1", "default-not-allowed 1", "default-not-allowed 1",
          "default-not-allowed 1", "default-not-allowed 1", "default-not-allowed 1", "default-not-allowed 1"}},
        {"extends",
         "enum E { A; }\ninterface I { }\ntype A extends E { }\ntype B extends I { }\ntype C extends int8 { }\n"
         "type D { }\ninterface J extends D { }\ninterface K extends I, J { }",
         {"extends-type E", "extends-type I", "extends-type int8", "extends-type D"}},
        {"extends in a cycle", "type A extends B { }\ntype B extends C { }\ntype C extends A { }", {"extends-cycle A"}},
        {"extends itself", "type A extends A { }\ninterface I extends I { }", {"extends-cycle A", "extends-cycle I"}},
        {"inherited names and numbers",
         "type A { @field(1) x: int8; }\ntype B extends A { @field(2) x: int8; "
         "@field(1) y: int8; }",
         {"duplicate-field x", "duplicate-field-number 1"}},
        {"parameters",
         "type G<A, B, A> { a: A; }\ninterface I { f(a: int8, a: int8); }",
         {"duplicate-parameter A", "duplicate-parameter a"}},
        {"methods",
         "type A { }\ninterface I { f(); g(); f(); }\nservice S { rpc F(A): A; rpc F(A): A; }",
         {"duplicate-method f", "duplicate-method F"}},
        {"method types",
         "interface I { f(a: X): error; g(b: []error); }\ntype A { x: error; }",
         {"unknown-type X", "unknown-type error"}},
        {"array length",
         "type A { a: [0]int8; b: [1000001]int8; c: [1]int8; d: [-1]int8; e: [1000001]byte; }",
         {"array-length [0]int8", "array-length [1000001]int8", "array-length [-1]int8"}},
        {"rules",
         "enum E { A; }\ntype T { @validate(\">= 0 && < 100\") a: int8; @validate(\"len <= 4\") b: string;\n"
         "@validate(\"match ^[A-Z]+$\") c: string; @validate(\"== 'x'\") d: string; @validate(\"!= A\") e: E;\n"
         "@validate(\"len > 0\") f: []int8; @validate(\"== true\") g: bool; @validate(\"< 1.5\") h: float64; }",
         {}},
        {"rules that are not checked",
         "type T { @validate(\"is nice\") a: int8; @validate(\"len <= 4\") b: int8; @validate(\"match [\") c: string;\n"
         "@validate(\">= x\") d: int8; @validate(\"\") e: int8; @validate(\"> 0 &&\") f: int8; @validate(\"> 0\") g: "
         "T?; }",
         {"validate-unchecked \"is nice\"", "validate-unchecked \"len <= 4\"", "validate-unchecked \"match [\"",
          "validate-unchecked \">= x\"", "validate-unchecked \"\"", "validate-unchecked \"> 0 &&\"",
          "validate-unchecked \"> 0\""}},
        {"infinite size",
         "type A { a: A; b: B; }\ntype B { a: A; }\ntype C { c: [2]C; }",
         {"infinite-size A", "infinite-size B", "infinite-size [2]C"}},
        {"finite size",
         "interface I { }\n@implements(I) type A { a: A?; b: []A; c: map<string, A>; d: any; e: I; @oneof f: A;\n"
         "@optional g: A; }\n@presence type B { b: B; }",
         {}},
    };
    return all;
}

} // namespace

/// diagnostics.md, *Schema*; spec cramberry.md, *Checks*.
class CramberryCatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void schemaVectors_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const OrderedJson& vector : readVectors())
            QTest::newRow(vector.at("name").get<std::string>().c_str()) << QByteArray::fromStdString(vector.dump());
    }
    void schemaVectors()
    {
        QFETCH(QByteArray, text);
        const OrderedJson vector = OrderedJson::parse(text.toStdString());
        Files files;
        const OrderedJson given = vector.value("files", OrderedJson::object());
        for (const auto& [path, content] : given.items())
            files[path] = content.get<std::string>();
        const OrderedJson found = asJson(analyse(vector.at("schema").get<std::string>(), std::move(files)));
        const std::string fault = test::diagnosticsFault(vector, found, true);
        QVERIFY2(fault.empty(), (fault + " in " + found.dump()).c_str());
    }

    void problemsAreAtTheirPlace_data() { addCases(); }
    void problemsAreAtTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(problems(analyse(text.toStdString())), expected);
    }

    void everyMessageIsWholeAndEveryCodeHasHelp_data() { addCases(); }
    void everyMessageIsWholeAndEveryCodeHasHelp()
    {
        QFETCH(QString, text);
        static const QRegularExpression unfilled(QStringLiteral("\\{\\d+\\}"));
        for (const Diagnostic& problem : analyse(text.toStdString()).diagnostics) {
            const QString sentence = toQString(problem.message.text());
            QVERIFY2(!sentence.isEmpty() && !unfilled.match(sentence).hasMatch(), qPrintable(sentence));
            QVERIFY2(sentence.endsWith('.') || sentence.endsWith('?'), qPrintable(sentence));
            const CodeHelp* help = findCodeHelp(problem.code, &cramberryFormat());
            QVERIFY2(help && !help->meaning.empty() && !help->remedy.empty(), problem.code.data());
            for (const Fix& fix : problem.fixes)
                QVERIFY2(!unfilled.match(toQString(fix.title.text())).hasMatch(), qPrintable(sentence));
        }
    }

    void everyFixRemovesItsProblem_data() { addCases(); }
    void everyFixRemovesItsProblem()
    {
        QFETCH(QString, text);
        const Analysis before = analyse(text.toStdString());
        for (const Diagnostic& problem : before.diagnostics) {
            for (const Fix& fix : problem.fixes) {
                const std::string mended = withFix(text.toStdString(), fix);
                const Analysis after = analyse(mended);
                QVERIFY2(countOf(after.diagnostics, problem.code) < countOf(before.diagnostics, problem.code),
                         (std::string(problem.code) + ": " + mended).c_str());
            }
        }
    }

    void helpExamplesHaveTheirProblem()
    {
        int examples = 0;
        for (const CodeHelp& help : cramberryFormat().codes()) {
            if (help.example.find('\n') == std::string_view::npos)
                continue;
            ++examples;
            QVERIFY2(countOf(analyse(std::string(help.example)).diagnostics, help.code) > 0, help.code.data());
        }
        QVERIFY(examples > 20);
    }

    void redundantOptionalIsANote()
    {
        const Analysis analysis = analyse("type A { @field(1) @optional x: int8?; @field(2) @optional y: int8; }");
        QCOMPARE(problems(analysis, true), QStringList({"style @optional"}));
        QCOMPARE(analysis.diagnostics[0].severity, Severity::Note);
    }

    void useOfDeprecatedTypesIsANote()
    {
        const Analysis analysis = analyse(
            "@deprecated(\"use B\") type A { @field(1) x: int8; }\ntype B { @field(1) a: A; @field(2) b: "
            "[]A?; @field(3) @deprecated c: A; @field(4) m: map<string, A>; }\n@deprecated type C { @field(1) a: A; }");
        QCOMPARE(problems(analysis, true), QStringList({"deprecated-use A", "deprecated-use A", "deprecated-use A"}));
        QCOMPARE(analysis.diagnostics[0].severity, Severity::Note);
        QCOMPARE(analysis.diagnostics[0].message.text(), std::string("`A` is deprecated: use B."));
    }

    void severities()
    {
        const Analysis analysis = analyse("type A { @zzz @validate(\"x\") a: int8;\n/// b\n}");
        for (const Diagnostic& problem : analysis.diagnostics)
            QVERIFY(problem.severity == (problem.code == "implicit-field-number" ? Severity::Note : Severity::Warning));
        QCOMPARE(analysis.diagnostics.size(), std::size_t{4});
    }

    void soundTypesOfABrokenSchemaAreLowered()
    {
        const Analysis analysis = analyse("type A { x: Nothing; }\ntype B { x: int8; }\ntype C { a: []A; }\n"
                                          "type D { c: map<string, C>; }\ntype E { b: B; x int8; }\ntype F { b: B; }");
        QStringList names;
        for (const PlanType& type : analysis.plan->types)
            names << toQString(type.name);
        QCOMPARE(names, QStringList({"B", "E", "F"}));
    }

private:
    static void addCases()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        for (const Case& each : cases())
            QTest::newRow(each.name) << QString::fromUtf8(each.text) << each.expected;
    }
};

QTEST_APPLESS_MAIN(CramberryCatalogueTest)
#include "cramberry_catalogue_test.moc"
