// SPDX-License-Identifier: MIT
#include "core/formats/sdp/sdp_names.h"
#include "tests/core/sdp_support.h"

#include <QTest>

using namespace sdptest;

namespace {

const LanguageService& language()
{
    return sdpFormat().language();
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

/// Issue 3: highlighting, folding, completion, hover, go to definition, outline.
class SdpLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensHaveTheirKinds()
    {
        const std::string text = "/// doc\nstruct A { // c\n message: []u8, b: ?B, c: Option<B>, 5 \"x\" @ }";
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
                 QStringList({"/// doc=doc", "struct=keyword", "A=typename", "// c=comment", "message=field", "u8=type",
                              "b=field", "B=typename", "c=field", "Option=keyword", "B=typename", "5=number",
                              "\"x\"=string", "@=invalid"}));
    }

    void bodiesAndCommentsFold()
    {
        const std::string text = "// one\n// two\nstruct A {\n    a: u8,\n}\nstruct B { b: u8 }\n";
        const std::vector<TextRange> folds = language().folds(text);
        QCOMPARE(folds.size(), std::size_t{2});
        QCOMPARE(folds[0], (TextRange{0, 13}));
        QCOMPARE(
            folds[1],
            (TextRange{static_cast<std::uint32_t>(text.find('{')), static_cast<std::uint32_t>(text.find('}')) + 1}));
    }

    void completionKnowsWhatMayStandThere()
    {
        const std::string rest = "} struct Part { a: u8 } message Ping { a: u8 }";
        QCOMPARE(completions("|"), QStringList({"struct", "message"}));
        QCOMPARE(completions("str|"), QStringList({"struct", "message"}));
        QCOMPARE(completions("struct A { a: ?|" + rest), QStringList({"A", "Part"}));
        QCOMPARE(completions("struct A { a: Option<P|" + rest), QStringList({"A", "Part"}));
        const QStringList types = completions("struct A { a: | " + rest);
        for (const char* label : {"u8", "i64", "f32", "bool", "str", "A", "Part", "[]", "?"})
            QVERIFY2(types.contains(QLatin1String(label)), label);
        QVERIFY(!types.contains(QLatin1String("Ping")));
        QVERIFY(completions("struct A { |" + rest).isEmpty());
        QVERIFY(completions("struct A { a: u8 // |" + rest).isEmpty());
        QVERIFY(completions("struct |").isEmpty());
    }

    void completionReplacesTheWordThatIsThere()
    {
        const std::string text = "struct A { a: []Pa";
        const auto found = language().complete(analyse(text), static_cast<std::uint32_t>(text.size()));
        QVERIFY(!found.empty());
        QCOMPARE(found[0].replace, (TextRange{16, 18}));
    }

    void hoverTellsSizeOffsetTypeIdAndDocumentation()
    {
        const std::string rest = " /// Says it.\n struct Part { /// Left.\n x: f32, y: f32, name: str, z: u8 }";
        QVERIFY(hoverAt("struct A { a: Pa|rt }" + rest).contains(QLatin1String("Says it.")));
        QVERIFY(hoverAt("struct A { a: Pa|rt }" + rest).contains(QLatin1String("at least 13 bytes")));
        QVERIFY(hoverAt("struct A { |a: u8 }").contains(QLatin1String("at byte 0")));
        QVERIFY(hoverAt("struct A { b: u32, |a: ?B } struct B { x: u8 }")
                    .contains(QLatin1String("1 to 2 bytes, at byte 4")));
        QVERIFY(hoverAt("struct A { s: str, |a: u8 }").contains(QLatin1String("behind a part of variable size")));
        QVERIFY(hoverAt("message |a { a: u8 }").contains(QLatin1String("0xaf63dc4c8601ec8c")));
        QVERIFY(hoverAt("struct A { a: u|16 }").contains(QLatin1String("2 bytes")));
        QVERIFY(hoverAt("str|uct A { a: u16 }").contains(QLatin1String("without header")));
        QVERIFY(hoverAt("struct A { a: |[]u16 }").contains(QLatin1String("u32 count")));
        QVERIFY(hoverAt("// not|hing").isEmpty());
    }

    void definitionLeadsToTheName()
    {
        const std::string text = "struct A { a: []B, b: u8 } struct B { x: u8 }";
        const Analysis analysis = analyse(text);
        const auto at = [&](const char* piece) {
            return language().definition(analysis, static_cast<std::uint32_t>(text.find(piece)));
        };
        QCOMPARE(at("B,"), (TextRange{34, 35}));
        QCOMPARE(at("B {"), (TextRange{34, 35}));
        QVERIFY(!at("u8").has_value());
    }

    void outlineListsDeclarationsWithFields()
    {
        const Analysis analysis = analyse("struct A { a: []B } message M { x: u8, y: Nowhere ");
        const std::vector<OutlineItem> items = language().outline(analysis);
        QCOMPARE(items.size(), std::size_t{2});
        QCOMPARE(toQString(items[0].detail), QStringLiteral("struct, 1 field"));
        QCOMPARE(toQString(items[0].children[0].detail), QStringLiteral("[]B"));
        QCOMPARE(toQString(items[1].name), QStringLiteral("M"));
        QCOMPARE(items[1].children.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(SdpLanguageTest)
#include "sdp_language_test.moc"
