// SPDX-License-Identifier: MIT
#include "core/formats/cramberry/cramberry_encoding.h"
#include "core/formats/cramberry/cramberry_names.h"
#include "cramberry_support.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace cramberrytest;
using namespace wirebench::cramberry;

namespace {

const LanguageService& language()
{
    return cramberryFormat().language();
}

std::vector<Completion> completionsAt(std::string text, const Files& files = {})
{
    const std::size_t at = text.find('|');
    text.erase(at, 1);
    return language().complete(analyse(text, files), static_cast<std::uint32_t>(at));
}

/// Labels of the completions at the `|` in a text.
QStringList completions(const std::string& text, const Files& files = {})
{
    QStringList labels;
    for (const Completion& completion : completionsAt(text, files))
        labels << toQString(completion.label);
    return labels;
}

/// The text with the completion of this label taken.
QString completed(const std::string& text, std::string_view label)
{
    for (const Completion& completion : completionsAt(text)) {
        if (completion.label != label)
            continue;
        std::string result = text;
        result.erase(result.find('|'), 1);
        return toQString(result.replace(completion.replace.begin, completion.replace.size(), completion.insert));
    }
    return QStringLiteral("(not offered)");
}

QString hoverAt(std::string text)
{
    const std::size_t at = text.find('|');
    text.erase(at, 1);
    const auto hover = language().hover(analyse(text), static_cast<std::uint32_t>(at));
    return hover ? toQString(hover->text) : QString();
}

/// Words with their kinds; punctuation left out.
QStringList coloured(const std::string& text)
{
    static const char* const names[] = {"plain",  "keyword", "type", "typename", "field",      "number",
                                        "string", "comment", "doc",  "punct",    "annotation", "invalid"};
    QStringList found;
    for (const Token& token : language().tokens(text)) {
        if (token.kind != TokenKind::Punctuation)
            found << toQString(std::string_view(text).substr(token.begin, token.end - token.begin)) + QLatin1Char('=')
                    + QLatin1String(names[static_cast<std::size_t>(token.kind)]);
    }
    return found;
}

} // namespace

/// Highlighting, folding, completion, hover, go to definition, outline.
class CramberryLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensHaveTheirKinds()
    {
        QCOMPARE(coloured("package a.b; import \"x\" as c; /* d */"),
                 QStringList({"package=keyword", "a=plain", "b=plain", "import=keyword", "\"x\"=string", "as=keyword",
                              "c=plain", "/* d */=comment"}));
        QCOMPARE(coloured("@implements(I) type A<T> extends B { /// Doc\n @field(1) @oneof x: []T = [1]; y: c.D?; "
                          "type: map<string, bool>; z: E = E.ON; }"),
                 QStringList({"@=annotation",     "implements=annotation",
                              "I=typename",       "type=keyword",
                              "A=typename",       "T=typename",
                              "extends=keyword",  "B=typename",
                              "/// Doc=doc",      "@=annotation",
                              "field=annotation", "1=number",
                              "@=annotation",     "oneof=annotation",
                              "x=field",          "T=typename",
                              "1=number",         "y=field",
                              "c=plain",          "D=typename",
                              "type=field",       "map=type",
                              "string=type",      "bool=type",
                              "z=field",          "E=typename",
                              "E=field",          "ON=field"}));
        QCOMPARE(coloured("enum E { ON = 1; type; } interface I { f(a: int8): error; }"),
                 QStringList({"enum=keyword", "E=typename", "ON=field", "1=number", "type=field", "interface=keyword",
                              "I=typename", "f=field", "a=field", "int8=type", "error=type"}));
        QCOMPARE(coloured("service S { rpc F(stream A): stream B; } # {"),
                 QStringList({"service=keyword", "S=typename", "rpc=keyword", "F=field", "stream=keyword", "A=typename",
                              "stream=keyword", "B=typename", "#=invalid"}));
    }

    void bodiesAndCommentsFold()
    {
        const std::string text = "// one\n// two\ntype A {\n    a: bool;\n}\nenum B { X; }\n/* three\n */";
        const std::vector<TextRange> folds = language().folds(text);
        QCOMPARE(folds.size(), std::size_t{3});
        QCOMPARE(folds[0], (TextRange{0, 13}));
        QCOMPARE(folds[1].begin, static_cast<std::uint32_t>(text.find('{')));
        QCOMPARE(folds[2].begin, static_cast<std::uint32_t>(text.find("/*")));
    }

    void completionAtTheTop()
    {
        const QStringList first = completions("|");
        for (const char* label : {"package", "import", "type", "enum", "interface", "service", "@typeid(128)"})
            QVERIFY2(first.contains(QLatin1String(label)), label);
        QVERIFY(!completions("package a; |").contains(QLatin1String("package")));
        QVERIFY(completions("package a; |").contains(QLatin1String("import")));
        QVERIFY(!completions("enum E { A; } |").contains(QLatin1String("import")));
        QVERIFY(completions("package |").isEmpty());
        QVERIFY(completions("type |").isEmpty());
        QVERIFY(completions("// |").isEmpty());
        QVERIFY(completions("/* | */").isEmpty());
        QCOMPARE(completions("type A |"), QStringList({"extends"}));
        QCOMPARE(completions("type A<T> |"), QStringList({"extends"}));
        QCOMPARE(completions("type A { } interface I { } type B extends |"), QStringList({"A"}));
        QCOMPARE(completions("type A { } interface I { } interface J extends |"), QStringList({"I"}));
        QCOMPARE(completions("import |"),
                 QStringList({"cramberry/stdlib.cramberry", "google/protobuf/timestamp.cramberry"}));
        QCOMPARE(completed("import \"cra|", "cramberry/stdlib.cramberry"),
                 QStringLiteral("import \"cramberry/stdlib.cramberry\""));
        QCOMPARE(completions("import \"x.cramberry\" |"), QStringList({"as"}));
    }

    void completionOfTypes()
    {
        const QStringList types = completions("type A { x: |; } enum E { X; } interface I { } service S { }");
        for (const char* label :
             {"int8", "uint64", "fixed32", "string", "bytes", "time", "any", "map", "[]", "A", "E", "I"})
            QVERIFY2(types.contains(QLatin1String(label)), label);
        QVERIFY(!types.contains(QLatin1String("S")));
        const QStringList keys = completions("type A { x: map<| } enum E { X; }");
        QVERIFY(keys.contains(QLatin1String("int8")) && keys.contains(QLatin1String("E")));
        QVERIFY(!keys.contains(QLatin1String("float32")) && !keys.contains(QLatin1String("A")));
        QVERIFY(completions("type A { x: map<string, | }").contains(QLatin1String("A")));
        QVERIFY(completions("type A { x: []| }").contains(QLatin1String("A")));
        QVERIFY(completions("type A<T> { x: | }").contains(QLatin1String("T")));
        QVERIFY(completions("type A { |").contains(QLatin1String("@field(1)")));
        QVERIFY(completions("type A { x |").isEmpty());
        QVERIFY(completions("type A { x: int8 |").isEmpty());
        QCOMPARE(completed("type Page<T> { } type A { x: |", "Page"),
                 QStringLiteral("type Page<T> { } type A { x: Page<"));
    }

    void completionOfImportedTypes()
    {
        const std::string text
            = "import \"cramberry/stdlib.cramberry\" as std;\nimport \"../b.cramberry\";\ntype A { x: ";
        const Files files{{"../b.cramberry", "package b; type Bee { } service Buzz { }"}};
        const QStringList types = completions(text + "|", files);
        for (const char* label : {"std.Timestamp", "std.Int32Value", "Bee", "A"})
            QVERIFY2(types.contains(QLatin1String(label)), label);
        QVERIFY(!types.contains(QLatin1String("Timestamp")) && !types.contains(QLatin1String("Buzz")));
        const QStringList inside = completions(text + "std.|", files);
        QVERIFY(inside.contains(QLatin1String("Timestamp")) && !inside.contains(QLatin1String("Bee")));
        QVERIFY(!inside.contains(QLatin1String("int8")));
        QCOMPARE(completions(text + "b.|", files), QStringList({"Bee"}));
    }

    void completionOfMethods()
    {
        const QStringList result = completions("interface I { f(): | }");
        QVERIFY(result.contains(QLatin1String("error")) && result.contains(QLatin1String("int8")));
        QCOMPARE(completions("service S { |").first(), QStringLiteral("rpc"));
        QVERIFY(completions("service S { rpc F(| ").contains(QLatin1String("stream")));
        QVERIFY(completions("service S { rpc F(A): | } type A { }").contains(QLatin1String("A")));
        QVERIFY(!completions("service S { rpc F(stream | ").contains(QLatin1String("stream")));
    }

    void annotationsAreThoseOfTheirTarget_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("possible");
        const auto row = [](const char* text, std::uint8_t possible) {
            QTest::newRow(text) << QString::fromLatin1(text) << static_cast<int>(possible);
        };
        row("@| type A { }", target::type);
        row("@pre|\n@doc(\"x\")\ntype A { }", target::type);
        row("@|\nenum E { X; }", target::enumeration);
        row("@|\ninterface I { }", target::interface);
        row("@|\nservice S { }", target::service);
        row("type A { @| x: int8; }", target::field);
        row("type A { x: int8; @|", target::field);
        row("enum E { @| X; }", target::enumValue);
        row("interface I { @| f(); }", target::method);
        row("service S { @| rpc F(A): A; }", target::method);
        row("type @| A { }", target::type);
    }
    void annotationsAreThoseOfTheirTarget()
    {
        QFETCH(QString, text);
        QFETCH(int, possible);
        const QStringList labels = completions(text.toStdString());
        for (const AnnotationRule& rule : annotationRules()) {
            const QString name = QLatin1Char('@') + toQString(rule.name);
            const bool offered = std::any_of(labels.begin(), labels.end(), [&](const QString& label) {
                return label == name || label.startsWith(name + QLatin1Char('('));
            });
            const bool given = rule.name == "doc" && text.contains(QLatin1String("@doc"));
            QVERIFY2(offered == ((rule.targets & possible) != 0 && !given) || rule.repeatable, qPrintable(name));
        }
    }

    void annotationsAreGivenOnce()
    {
        QVERIFY(!completions("type A { @field(1) @| x: int8; }").contains(QLatin1String("@field(2)")));
        QVERIFY(!completions("type A { @required @| x: int8; }").contains(QLatin1String("@required")));
        QVERIFY(completions("type A { @validate(\"> 0\") @| x: int8; }").contains(QStringLiteral("@validate(\"…\")")));
    }

    void annotationsHaveTheirForms()
    {
        QCOMPARE(completed("type A { @field(4) a: int8; @|", "@field(5)"),
                 QStringLiteral("type A { @field(4) a: int8; @field(5) "));
        QCOMPARE(completed("type A { @enc| a: []int8; }", "@encoding(\"…\")"),
                 QStringLiteral("type A { @encoding(\" a: []int8; }"));
        QCOMPARE(completed("type A { @| a: int8; }", "@oneof"), QStringLiteral("type A { @oneof  a: int8; }"));
        QCOMPARE(completed("type A { @| a: int8; }", "@oneof(\"…\")"), QStringLiteral("type A { @oneof(\" a: int8; }"));
        QCOMPARE(completed("@typeid(200) type A { }\n@|\ntype B { }", "@typeid(201)"),
                 QStringLiteral("@typeid(200) type A { }\n@typeid(201)\ntype B { }"));
        QCOMPARE(completed("interface I { }\n@|\ntype B { }", "@implements(…)"),
                 QStringLiteral("interface I { }\n@implements(\ntype B { }"));
    }

    void completionInsideArguments()
    {
        QCOMPARE(completions("interface I { }\ntype X { }\n@implements(|) type B { }"), QStringList({"I"}));
        QCOMPARE(completions("interface I { }\ninterface J { }\n@implements(I, J|) type B { }"),
                 QStringList({"I", "J"}));
        QCOMPARE(completions("@typeref(\"|\") interface I { }"), QStringList({"id", "name", "hash"}));
        QCOMPARE(completions("type A { @field(|) a: int8; @field(7) b: int8; }"), QStringList({"8"}));
        QCOMPARE(completions("@typeid(|) type A { }"), QStringList({"128"}));
        QCOMPARE(completions("type A { @oneof(\"g\") a: int8; @oneof(\"|\") b: int8; }"), QStringList({"g"}));
        QVERIFY(completions("type A { @validate(\"|\") a: int8; }").contains(QLatin1String(">= 0")));
        QVERIFY(completions("type A { @doc(\"|\") a: int8; }").isEmpty());
        const QStringList all = completions("type A { @encoding(\"|");
        QCOMPARE(all.size(), static_cast<qsizetype>(cramberry::encodingNames().size()));
        QCOMPARE(completions("type A { @encoding(\"|\") a: []string; }"), QStringList({"dict", "prefix"}));
        QCOMPARE(
            completions("type A { @encoding(\"|\") a: [16]byte; }"),
            QStringList({"packed", "delta", "rle", "sparse", "bitpack=1", "fixed", "codec=uuid", "codec=decimal128"}));
        QCOMPARE(completed("type A { @encoding(\"de|", "delta"), QStringLiteral("type A { @encoding(\"delta\") "));
        QCOMPARE(completed("type A { @encoding(\"|\") a: []int8; }", "delta"),
                 QStringLiteral("type A { @encoding(\"delta\") a: []int8; }"));
        QCOMPARE(completed("type A { @encoding(|) a: []int8; }", "delta"),
                 QStringLiteral("type A { @encoding(\"delta\") a: []int8; }"));
    }

    void completionOfDefaultsAndNumbers()
    {
        const std::string rest = "; } enum E { OFF; ON; }";
        QCOMPARE(completions("type A { x: E = |" + rest), QStringList({"OFF", "ON"}));
        QCOMPARE(completions("type A { x: E = E.|" + rest), QStringList({"OFF", "ON"}));
        QCOMPARE(completions("type A { x: bool = |" + rest), QStringList({"true", "false"}));
        QVERIFY(completions("type A { x: int8 = |" + rest).isEmpty());
        QCOMPARE(completions("enum E { A = 7; B = | }"), QStringList({"8"}));
        QCOMPARE(completions("enum E { A = |"), QStringList({"0"}));
    }

    void everyCompletionIsDocumented()
    {
        for (const char* text : {"|", "type A { |", "type A { x: |", "service S { |", "type A { @encoding(\"|"}) {
            for (const Completion& completion : completionsAt(text)) {
                QVERIFY2(!completion.detail.empty(), completion.label.c_str());
                if (completion.kind == TokenKind::Annotation || completion.kind == TokenKind::Keyword)
                    QVERIFY2(!completion.documentation.empty(), completion.label.c_str());
            }
        }
    }

    void everyPlaceOfASampleCanBeAskedAbout_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/cramberry"));
        for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.cramberry")}, QDir::Files))
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
    void everyPlaceOfASampleCanBeAskedAbout()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().toStdString();
        const Analysis whole = analyse(text);
        int explained = 0;
        for (std::uint32_t i = 0; i <= text.size(); ++i) {
            for (const Completion& completion : language().complete(whole, i)) {
                QVERIFY(completion.replace.begin <= i && completion.replace.end == i);
                QVERIFY(!completion.label.empty() && !completion.insert.empty());
            }
            const auto hover = language().hover(whole, i);
            QVERIFY(!hover || (hover->range.begin <= i && i <= hover->range.end && !hover->text.empty()));
            explained += hover ? 1 : 0;
            const auto definition = language().definition(whole, i);
            QVERIFY(!definition || (definition->file == 0 && definition->end <= text.size()));
        }
        QVERIFY(explained > static_cast<int>(text.size() / 4));
        // The text ends where the cursor is, and the analysis may be of another text.
        const Analysis none = analyse("");
        for (std::uint32_t i = 0; i <= text.size(); i += 3) {
            language().complete(analyse(text.substr(0, i)), i);
            language().complete(none, i);
            language().hover(none, i);
            language().tokens(std::string_view(text).substr(i));
        }
    }

    void hoverTellsNumberTagAndForm()
    {
        QVERIFY(hoverAt("type A { @field(2) |x: int64; }")
                    .contains(QLatin1String("number 2, tag `16` (wire type 6, SVARINT)")));
        QVERIFY(hoverAt("type A { @field(16) |x: float64; }")
                    .contains(QLatin1String("tag `81 01` (wire type 1, FIXED64)")));
        QVERIFY(hoverAt("type A { @field(1) |x: []string; }").contains(QLatin1String("tag `0a` (wire type 2, BYTES)")));
        QVERIFY(hoverAt("interface I { } type A { @field(5) |x: I; }")
                    .contains(QLatin1String("tag `2f` (wire type 7, TYPEREF)")));
        QVERIFY(hoverAt("@typeref(\"hash\") interface I { } type A { @field(5) |x: I; }")
                    .contains(QLatin1String("(wire type 2, BYTES)")));
        QVERIFY(hoverAt("type A { @field(1) @encoding(\"fixed\") |x: [4]byte; }")
                    .contains(QLatin1String("(wire type 5, FIXED32)")));
        QVERIFY(
            hoverAt("type A { @field(1) @encoding(\"delta\") |x: []int64; }").contains(QLatin1String("differences")));
        QVERIFY(hoverAt("@presence type A { @field(1) |x: int8; }").contains(QLatin1String("no tag")));
        QVERIFY(hoverAt("type A { @field(1) @required |x: int8; }").contains(QLatin1String("Required")));
        QVERIFY(hoverAt("type A { /// What it is.\n @field(1) @deprecated(\"use y\") |x: int8; }")
                    .contains(QLatin1String("Deprecated: use y\n\nWhat it is.")));
        QVERIFY(hoverAt("enum E { |X = 5; }").contains(QLatin1String("= 5 of `E`")));
    }

    void hoverTellsTypesAndWords()
    {
        QVERIFY(hoverAt("package v; type |T { }").contains(QLatin1String("type id 1310013795, made from `v.T`")));
        QVERIFY(hoverAt("@typeid(200) type |T { }").contains(QLatin1String("type id 200")));
        QVERIFY(hoverAt("interface |I { } @implements(I) type A { }").contains(QLatin1String("by their ids: `A`")));
        QVERIFY(hoverAt("interface I { } @implements(|I) type A { }").contains(QLatin1String("**interface I**")));
        QVERIFY(hoverAt("type A { x: []|B; } type B { y: int8; }").contains(QStringLiteral("**type B** — 1 field")));
        QVERIFY(hoverAt("type A { x: G<|B>; } type B { } type G<T> { y: T; }").contains(QLatin1String("**type B**")));
        QVERIFY(hoverAt("type A { x: in|t16; }").contains(QLatin1String("1 to 3 bytes")));
        QVERIFY(hoverAt("type A { x: m|ap<string, int8>; }").contains(QLatin1String("number of entries")));
        QVERIFY(hoverAt("import \"cramberry/stdlib.cramberry\" as std; type A { x: std.Em|pty; }")
                    .contains(QLatin1String("**type Empty**")));
        QVERIFY(hoverAt("type A { @enc|oding(\"delta\") x: []int8; }")
                    .contains(QStringLiteral("@encoding(\"delta\")` — ")));
        QVERIFY(hoverAt("type A { |@oneof x: int8; }").contains(QLatin1String("At most one")));
        QVERIFY(hoverAt("type A { @encoding(\"de|lta\") x: []int8; }").contains(QLatin1String("differences")));
        QVERIFY(hoverAt("ty|pe A { }").contains(QLatin1String("**type**")));
        QVERIFY(hoverAt("// not|hing").isEmpty());
        QVERIFY(hoverAt("type A { x: Nowh|ere; }").isEmpty());
    }

    void definitionLeadsToTheName()
    {
        const std::string text
            = "import \"cramberry/stdlib.cramberry\" as std;\ninterface Face { }\n@implements(Face) type A { x: "
              "map<string, []B>; y: std.Empty; z: E = ON; } type B { g: G<B>; } type G<T> { t: T; } enum E { ON; }";
        const Analysis analysis = analyse(text);
        const auto named = [&](const char* piece, std::size_t behind = 0) {
            const auto range = language().definition(analysis, static_cast<std::uint32_t>(text.find(piece) + behind));
            return range
                ? toQString(std::string_view(text).substr(range->begin, range->size())) + QString::number(range->begin)
                : QString();
        };
        const auto at = [&](const char* name, const char* piece, std::size_t behind) {
            return QString::fromLatin1(name) + QString::number(text.find(piece) + behind);
        };
        QCOMPARE(named("[]B", 2), at("B", "type B", 5));
        QCOMPARE(named("Face)"), at("Face", "Face {", 0));
        QCOMPARE(named("= ON", 2),
                 at("ON", "ON; }", 0).replace(QString::number(text.find("ON; }")), QString::number(text.rfind("ON"))));
        QCOMPARE(named("G<B>"), at("G", "type G", 5));
        QCOMPARE(named("<B>", 1), at("B", "type B", 5));
        QCOMPARE(named("type A", 5), at("A", "type A", 5));
        QCOMPARE(named("std.Empty", 5), QString());
        QCOMPARE(named("string"), QString());
        QCOMPARE(named("import"), QString());
    }

    void outlineListsWhatTheTextDeclares()
    {
        const Analysis analysis
            = analyse("import \"cramberry/stdlib.cramberry\";\ntype A extends B { x: []int8; } type B { @field(4) y: "
                      "Nowhere; } enum E { ON = 3; } interface I { f(a: A): error; } service S { rpc "
                      "F(A): stream B; } type G<T> { t: T; } type H { g: G<A>; ");
        const std::vector<OutlineItem> items = language().outline(analysis);
        QCOMPARE(items.size(), std::size_t{7});
        QCOMPARE(toQString(items[0].detail), QStringLiteral("type, 2 fields"));
        QCOMPARE(items[0].children.size(), std::size_t{1});
        QCOMPARE(toQString(items[0].children[0].detail), QStringLiteral("[]int8 @field(5)"));
        QCOMPARE(toQString(items[1].children[0].detail), QStringLiteral("Nowhere @field(4)"));
        QCOMPARE(toQString(items[2].detail), QStringLiteral("enum, 1 value"));
        QCOMPARE(toQString(items[2].children[0].detail), QStringLiteral("= 3"));
        QCOMPARE(toQString(items[3].children[0].detail), QStringLiteral("(a: A): error"));
        QCOMPARE(toQString(items[4].children[0].detail), QStringLiteral("(A): stream B"));
        QCOMPARE(toQString(items[6].children[0].detail), QStringLiteral("G<A> @field(1)"));
    }
};

QTEST_GUILESS_MAIN(CramberryLanguageTest)
#include "cramberry_language_test.moc"
