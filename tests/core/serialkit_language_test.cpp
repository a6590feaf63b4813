// SPDX-License-Identifier: MIT
#include "core/formats/serialkit/serialkit_names.h"
#include "tests/core/serialkit_support.h"

#include <QTest>

using namespace skittest;

namespace {

const LanguageService& language()
{
    return serialkitFormat().language();
}

/// Labels of the completions at the `|` in a text.
QStringList completions(std::string text)
{
    const std::size_t at = text.find('|');
    text.erase(at, 1);
    QStringList labels;
    for (const Completion& completion : language().complete(analyse(text), static_cast<std::uint32_t>(at)))
        labels << toQString(completion.label);
    return labels;
}

QString hoverAt(std::string text)
{
    const std::size_t at = text.find('|');
    text.erase(at, 1);
    const auto hover = language().hover(analyse(text), static_cast<std::uint32_t>(at));
    return hover ? toQString(hover->text) : QString();
}

} // namespace

/// Highlighting, folding, completion, hover, go to definition, outline.
class SerialkitLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensHaveTheirKinds()
    {
        const std::string text = "namespace a.b; /* c */ enum E { X = 1, }\nmodel M { packed repeated E model = 2; "
                                 "optional M enum = 3; uint8 packed = 4; @ }";
        QStringList found;
        static const char* const names[] = {"plain",  "keyword", "type", "typename", "field",      "number",
                                            "string", "comment", "doc",  "punct",    "annotation", "invalid"};
        std::uint32_t last = 0;
        for (const Token& token : language().tokens(text)) {
            QVERIFY(token.begin >= last && token.end > token.begin);
            last = token.end;
            if (token.kind != TokenKind::Punctuation)
                found << toQString(std::string_view(text).substr(token.begin, token.end - token.begin))
                        + QLatin1Char('=') + QLatin1String(names[static_cast<std::size_t>(token.kind)]);
        }
        QCOMPARE(found,
                 QStringList({"namespace=keyword", "a=plain",          "b=plain",    "/* c */=comment", "enum=keyword",
                              "E=typename",        "X=field",          "1=number",   "model=keyword",   "M=typename",
                              "packed=keyword",    "repeated=keyword", "E=typename", "model=field",     "2=number",
                              "optional=keyword",  "M=typename",       "enum=field", "3=number",        "uint8=type",
                              "packed=field",      "4=number",         "@=invalid"}));
    }

    void bodiesAndCommentsFold()
    {
        const std::string text = "// one\n// two\nmodel A {\n    bool a = 1;\n}\nenum B { X = 0; }\n/* three\n */";
        const std::vector<TextRange> folds = language().folds(text);
        QCOMPARE(folds.size(), std::size_t{3});
        QCOMPARE(folds[0], (TextRange{0, 13}));
        QCOMPARE(folds[1].begin, static_cast<std::uint32_t>(text.find('{')));
        QCOMPARE(folds[2].begin, static_cast<std::uint32_t>(text.find("/*")));
    }

    void completionKnowsWhatMayStandThere()
    {
        QCOMPARE(completions("|"), QStringList({"namespace", "model", "enum"}));
        QCOMPARE(completions("namespace a; mo|"), QStringList({"model", "enum"}));
        QCOMPARE(completions("enum E { A = 0; } |"), QStringList({"model", "enum"}));
        QVERIFY(completions("model |").isEmpty());
        QVERIFY(completions("namespace |").isEmpty());
        QVERIFY(completions("model A { uint32 |").isEmpty());
        QVERIFY(completions("enum E { |").isEmpty());
        QVERIFY(completions("model A { // |").isEmpty());
        QVERIFY(completions("model A { /* | */ }").isEmpty());
        const QStringList types = completions("model A { | } enum E { X = 0; }");
        for (const char* label : {"optional", "repeated", "packed", "interned", "bitmap", "int8", "uint64", "float",
                                  "double", "bool", "string", "bytes", "byte", "A", "E"})
            QVERIFY2(types.contains(QLatin1String(label)), label);
    }

    void completionAfterModifiersOffersWhatGoesWithThem()
    {
        const std::string rest = " } enum E { X = 0; }";
        const QStringList packed = completions("model A { packed repeated |" + rest);
        QVERIFY(packed.contains(QLatin1String("uint32")) && packed.contains(QLatin1String("E")));
        QVERIFY(!packed.contains(QLatin1String("string")) && !packed.contains(QLatin1String("A")));
        QVERIFY(!packed.contains(QLatin1String("packed")) && !packed.contains(QLatin1String("optional")));
        QCOMPARE(completions("model A { bitmap repeated |" + rest), QStringList({"bool"}));
        QCOMPARE(completions("model A { bitmap |" + rest), QStringList({"repeated", "bool"}));
        QCOMPARE(completions("model A { interned repeated |" + rest), QStringList({"string"}));
        QVERIFY(!completions("model A { optional |" + rest).contains(QLatin1String("repeated")));
    }

    void completionOffersTheNextNumber()
    {
        QCOMPARE(completions("model A { bool a = 4; bool b = | }"), QStringList({"5"}));
        QCOMPARE(completions("model A { bool a = 18999; bool b = | }"), QStringList({"20000"}));
        QCOMPARE(completions("enum E { A = |"), QStringList({"0"}));
        QCOMPARE(completions("enum E { A = 0, B = 7, C = |"), QStringList({"8"}));
    }

    void everyCompletionIsDocumented()
    {
        const std::string text = "model A { ";
        for (const Completion& completion : language().complete(analyse(text), 10)) {
            QVERIFY2(!completion.detail.empty(), completion.label.c_str());
            if (completion.kind != TokenKind::TypeName)
                QVERIFY2(!completion.documentation.empty(), completion.label.c_str());
        }
    }

    void completionReplacesTheWordThatIsThere()
    {
        const std::string text = "model A { optional stri";
        const auto found = language().complete(analyse(text), static_cast<std::uint32_t>(text.size()));
        QVERIFY(!found.empty());
        QCOMPARE(found[0].replace, (TextRange{19, 23}));
    }

    void hoverTellsTagWireTypeAndDocumentation()
    {
        QVERIFY(hoverAt("// Says it.\nmodel Part { bool a = 1; } model A { Pa|rt p = 1; }")
                    .contains(QLatin1String("Says it.")));
        QVERIFY(hoverAt("model A { packed repeated uint32 |f = 3; }")
                    .contains(QLatin1String("tag `1b` (wire type 3, PACKED_ARRAY)")));
        QVERIFY(hoverAt("model A { bitmap repeated bool |f = 7; }")
                    .contains(QLatin1String("tag `3f` (wire type 7, BITMAP)")));
        QVERIFY(hoverAt("model A { double |f = 16; }").contains(QLatin1String("tag `81 01` (wire type 1, FIXED64)")));
        QVERIFY(hoverAt("model A { interned string |f = 1; // Level\n}").contains(QLatin1String("Level")));
        QVERIFY(hoverAt("model A { in|t16 f = 1; }").contains(QLatin1String("-32768")));
        QVERIFY(hoverAt("model A { inter|ned string f = 1; }").contains(QLatin1String("table")));
        QVERIFY(hoverAt("mod|el A { bool f = 1; }").contains(QLatin1String("fields")));
        QVERIFY(hoverAt("enum E { |X = 5; /* five */ }").contains(QLatin1String("= 5 of `E`\n\nfive")));
        QVERIFY(hoverAt("// not|hing").isEmpty());
        QVERIFY(hoverAt("model A { Nowh|ere f = 1; }").isEmpty());
    }

    void definitionLeadsToTheName()
    {
        const std::string text = "model A { repeated B a = 1; uint32 b = 2; } model B { bool x = 1; }";
        const Analysis analysis = analyse(text);
        const auto at = [&](const char* piece) {
            return language().definition(analysis, static_cast<std::uint32_t>(text.find(piece)));
        };
        QCOMPARE(at("B a"), (TextRange{50, 51}));
        QCOMPARE(at("B {"), (TextRange{50, 51}));
        QVERIFY(!at("uint32").has_value());
    }

    void outlineListsDeclarationsWithMembers()
    {
        const Analysis analysis
            = analyse("model A { packed repeated uint32 a = 1; } enum E { X = 3; } model M { Nowhere y = 2; ");
        const std::vector<OutlineItem> items = language().outline(analysis);
        QCOMPARE(items.size(), std::size_t{3});
        QCOMPARE(toQString(items[0].detail), QStringLiteral("model, 1 field"));
        QCOMPARE(toQString(items[0].children[0].detail), QStringLiteral("packed repeated uint32 = 1"));
        QCOMPARE(toQString(items[1].detail), QStringLiteral("enum, 1 value"));
        QCOMPARE(toQString(items[1].children[0].detail), QStringLiteral("= 3"));
        QCOMPARE(toQString(items[2].children[0].detail), QStringLiteral("Nowhere = 2"));
    }
};

QTEST_GUILESS_MAIN(SerialkitLanguageTest)
#include "serialkit_language_test.moc"
