// SPDX-License-Identifier: MIT
#include "tests/core/bitschema_support.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

const LanguageService& language()
{
    return bitschemaFormat().language();
}

/// A text with `|` where the cursor is.
struct Cursor {
    std::string text;
    std::uint32_t offset = 0;

    explicit Cursor(std::string marked) : text(std::move(marked))
    {
        const std::size_t at = text.find('|');
        offset = static_cast<std::uint32_t>(at);
        text.erase(at, 1);
    }
};

QStringList labelsAt(const std::string& marked)
{
    const Cursor cursor(marked);
    QStringList labels;
    for (const Completion& item : language().complete(analyseBitschema(cursor.text), cursor.offset))
        labels << toQString(item.label);
    return labels;
}

/// The text after accepting the completion `label`.
std::string accept(const std::string& marked, std::string_view label)
{
    Cursor cursor(marked);
    for (const Completion& item : language().complete(analyseBitschema(cursor.text), cursor.offset)) {
        if (item.label == label)
            return cursor.text.replace(item.replace.begin, item.replace.size(), item.insert);
    }
    return "(not offered)";
}

std::string hoverAt(const std::string& marked)
{
    const Cursor cursor(marked);
    const auto hover = language().hover(analyseBitschema(cursor.text), cursor.offset);
    return hover ? hover->text : std::string();
}

QString tokensOf(const std::string& text)
{
    static const QMap<TokenKind, char> letters{
        {TokenKind::Keyword, 'k'},     {TokenKind::Type, 't'},       {TokenKind::FieldName, 'f'},
        {TokenKind::Number, 'n'},      {TokenKind::String, 's'},     {TokenKind::Comment, 'c'},
        {TokenKind::Punctuation, 'p'}, {TokenKind::Annotation, 'a'}, {TokenKind::Invalid, '!'}};
    QString result;
    for (const Token& token : language().tokens(text)) {
        if (token.kind == TokenKind::Punctuation)
            continue;
        result += QLatin1Char(letters.value(token.kind, '?'));
        result += QLatin1Char('`');
        result += toQString(std::string_view(text).substr(token.begin, token.end - token.begin));
        result += QStringLiteral("` ");
    }
    return result;
}

const char* const kJson = R"({
  "name": "Packet",
  "fields": [
    {"name": "version", "type": "uint", "bits": 4},
    {"name": "kind", "type": "struct", "fields": {
      "flags": {"type": "bitmask", "flags": {"x": 0}}
    }}
  ]
}
)";

const char* const kYaml = "name: Packet\n"
                          "fields:\n"
                          "  - name: version\n"
                          "    type: uint\n"
                          "    bits: 4\n"
                          "  - {name: kind, type: enum, values: [a, b]}\n";

} // namespace

/// Issue 3, *Schema editor*: what a format offers through the language-service interface.
class BitschemaLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonTokens();
    void yamlTokens();
    void tokensAreInOrderOnAnyText();
    void folds();
    void onlyYamlHasComments();
    void outlineNestsAsTheSchemaDoes();
    void keysAreCompleted_data();
    void keysAreCompleted();
    void valuesAreCompleted_data();
    void valuesAreCompleted();
    void completionsAreWrittenInTheNotation_data();
    void completionsAreWrittenInTheNotation();
    void completionsAreDocumented();
    void hoverTellsLayoutAndDocumentation();
    void definitionOfAnAlias();
    void everyOffsetIsSurvived();
    void formatting_data();
    void formatting();
    void formattingNeedsReadableText();
};

void BitschemaLanguageTest::jsonTokens()
{
    QCOMPARE(tokensOf(R"({"name": "A", "type": "uint", "bits": 4, "x": [true, "t"], "type": "oops", no})"),
             QStringLiteral("k`\"name\"` f`\"A\"` k`\"type\"` t`\"uint\"` k`\"bits\"` n`4` f`\"x\"` k`true` s`\"t\"` "
                            "k`\"type\"` !`\"oops\"` !`no` "));
}

void BitschemaLanguageTest::yamlTokens()
{
    QCOMPARE(tokensOf("# c\nname: A # d\nfields:\n  - {x: &a 5, type: bool}\n  - *a\ndescription: |\n  long\n  "
                      "text\nbits: 0x1F\n"),
             QStringLiteral("c`# c` k`name` f`A` c`# d` k`fields` f`x` a`&a` n`5` k`type` t`bool` a`*a` "
                            "k`description` s`|\n  long\n  text` k`bits` n`0x1F` "));
}

void BitschemaLanguageTest::tokensAreInOrderOnAnyText()
{
    for (const std::string base : {kJson, kYaml}) {
        for (std::size_t at = 0; at < base.size(); ++at) {
            for (const char c : {'"', '\'', '{', ':', '#', '|', '\n', '\\', '\xFF'}) {
                std::string text = base;
                text[at] = c;
                std::uint32_t end = 0;
                for (const Token& token : language().tokens(text)) {
                    QVERIFY(token.begin >= end && token.begin < token.end);
                    end = token.end;
                }
                QVERIFY(end <= text.size());
            }
        }
    }
}

void BitschemaLanguageTest::folds()
{
    const std::string text = kJson;
    const auto folds = language().folds(text);
    QCOMPARE(folds.size(), std::size_t(4)); // document, fields, kind, kind's fields
    QCOMPARE(folds.front(), (TextRange{0, static_cast<std::uint32_t>(text.size() - 1)}));
    QVERIFY(language().folds(kYaml).size() >= 2);
}

void BitschemaLanguageTest::onlyYamlHasComments()
{
    QCOMPARE(language().lineCommentOf(kYaml), std::string_view("#"));
    QCOMPARE(language().lineCommentOf(kJson), std::string_view());
}

void BitschemaLanguageTest::outlineNestsAsTheSchemaDoes()
{
    const auto items = language().outline(analyseBitschema(kJson));
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].name, std::string("Packet"));
    QCOMPARE(items[0].detail, std::string("5 bits"));
    QCOMPARE(items[0].children.size(), std::size_t(2));
    QCOMPARE(items[0].children[0].detail, std::string("uint 4"));
    QCOMPARE(items[0].children[1].children[0].name, std::string("flags"));
    const TextRange name = items[0].children[0].nameRange;
    QCOMPARE(std::string(kJson).substr(name.begin, name.size()), std::string("\"version\""));
    QVERIFY(language().outline(analyseBitschema("{\"fields\": [{\"name\": \"a\"")).size() == 1);
    QVERIFY(language().outline(analyseBitschema("")).empty());
}

void BitschemaLanguageTest::keysAreCompleted_data()
{
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QString>("offered");
    QTest::addColumn<QString>("notOffered");
    const auto row = [](const char* name, const char* marked, const char* offered, const char* notOffered) {
        QTest::newRow(name) << QString::fromLatin1(marked) << QString::fromLatin1(offered)
                            << QString::fromLatin1(notOffered);
    };
    row("json document", R"({"name": "A", |})", "container", "name");
    row("json document has no field keys", R"({|})", "byte_order", "bits");
    row("json field", R"({"name": "A", "fields": [{"name": "a", "type": "uint", |}]})", "bits", "min");
    row("json field of int", R"({"name": "A", "fields": [{"name": "a", "type": "int", |}]})", "min", "values");
    row("json field without type", R"({"name": "A", "fields": [{"name": "a", |}]})", "values", "name");
    row("json key that is being written", R"({"name": "A", "fields": [{"name": "a", "type": "date", "res|"}]})",
        "resolution", "bits_");
    row("json keyed field", R"({"name": "A", "fields": {"a": {|}}})", "type", "name");
    row("json element", R"({"name": "A", "fields": {"a": {"type": "array", "of": {|}}}})", "type", "offset");
    row("json nested field", R"({"name": "A", "fields": {"a": {"type": "struct", "fields": [{|}]}}})", "name",
        "container");
    row("json flags are free", R"({"name": "A", "fields": {"a": {"type": "bitmask", "flags": {|}}}})", "", "type");
    row("json unfinished", R"({"name": "A", "fields": [{"name": "a", "type": "uint", |)", "bits", "min");
    row("yaml document", "name: A\n|\n", "container", "name");
    row("yaml document below", "name: A\nfields: {a: {type: bool}}\nby|", "byte_order", "fields");
    row("yaml list item", "name: A\nfields:\n  - name: a\n    type: uint\n    |", "bits", "min");
    row("yaml list item between", "name: A\nfields:\n  - name: a\n    |\n    type: date\n  - name: b\n", "resolution",
        "type");
    row("yaml keyed field", "name: A\nfields:\n  a:\n    type: int\n    mi|\n", "min", "name");
    row("yaml flow", "name: A\nfields:\n  - {name: a, type: enum, |}\n", "values", "bits_");
    row("yaml flow of a keyed field", "name: A\nfields:\n  a: {type: uint, b|}\n", "bits", "name");
    row("yaml element", "name: A\nfields:\n  - name: a\n    type: array\n    of:\n      |\n", "type", "offset");
    row("yaml nested", "name: A\nfields:\n  - name: a\n    type: struct\n    fields:\n      - name: b\n        |\n",
        "type", "container");
}

void BitschemaLanguageTest::keysAreCompleted()
{
    QFETCH(QString, marked);
    QFETCH(QString, offered);
    QFETCH(QString, notOffered);
    const QStringList labels = labelsAt(marked.toStdString());
    if (!offered.isEmpty())
        QVERIFY2(labels.contains(offered), qPrintable(labels.join(' ')));
    QVERIFY2(!labels.contains(notOffered), qPrintable(labels.join(' ')));
}

void BitschemaLanguageTest::valuesAreCompleted_data()
{
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QStringList>("labels");
    const QStringList types{"bool", "uint", "int", "enum", "date", "bitmask", "padding", "struct", "array"};
    QTest::newRow("json type") << R"({"name": "A", "fields": [{"name": "a", "type": "u|"}]})" << types;
    QTest::newRow("json type, nothing written") << R"({"name": "A", "fields": [{"name": "a", "type": |}]})" << types;
    QTest::newRow("json choice") << R"({"name": "A", "alignment": "|"})" << QStringList{"packed", "byte"};
    QTest::newRow("json bool") << R"({"name": "A", "fields": [{"name": "a", "nullable": |}]})"
                               << QStringList{"true", "false"};
    QTest::newRow("json free text") << R"({"name": "A|"})" << QStringList();
    QTest::newRow("yaml type") << "fields:\n  - name: a\n    type: |\n" << types;
    QTest::newRow("yaml choice") << "container: by|\nfields: {}\n" << QStringList{"uint64", "bytes"};
    QTest::newRow("yaml flow") << "fields:\n  - {name: a, type: date, resolution: d|}\n"
                               << QStringList{"day", "hour", "minute", "second"};
}

void BitschemaLanguageTest::valuesAreCompleted()
{
    QFETCH(QString, marked);
    QFETCH(QStringList, labels);
    QCOMPARE(labelsAt(marked.toStdString()), labels);
}

void BitschemaLanguageTest::completionsAreWrittenInTheNotation_data()
{
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("after");
    const auto row = [](const char* name, const char* marked, const char* label, const char* after) {
        QTest::newRow(name) << QString::fromLatin1(marked) << QString::fromLatin1(label) << QString::fromLatin1(after);
    };
    row("json key", R"({"name": "A", "fields": [{"name": "a", |}]})", "bits",
        R"({"name": "A", "fields": [{"name": "a", "bits": }]})");
    row("json text key", R"({"na|"})", "name", R"({"name": ""})");
    row("json key with value", R"({"na|": "A"})", "name", R"({"name": "A"})");
    row("json value", R"({"container": "by|"})", "bytes", R"({"container": "bytes"})");
    row("yaml key", "name: A\nfields:\n  - name: a\n    ty|", "type", "name: A\nfields:\n  - name: a\n    type: ");
    row("yaml value", "container: b|\n", "bytes", "container: bytes\n");
    row("yaml flow value", "fields:\n  - {type: b|, name: a}\n", "bool", "fields:\n  - {type: bool, name: a}\n");
}

void BitschemaLanguageTest::completionsAreWrittenInTheNotation()
{
    QFETCH(QString, marked);
    QFETCH(QString, label);
    QFETCH(QString, after);
    QCOMPARE(toQString(accept(marked.toStdString(), label.toStdString())), after);
}

void BitschemaLanguageTest::completionsAreDocumented()
{
    for (const char* marked :
         {R"({|})", R"({"name": "A", "fields": [{|}]})", R"({"name": "A", "fields": [{"type": |}]})"}) {
        const Cursor cursor{std::string(marked)};
        const auto items = language().complete(analyseBitschema(cursor.text), cursor.offset);
        QVERIFY(!items.empty());
        for (const Completion& item : items)
            QVERIFY2(!item.documentation.empty() && !item.detail.empty(), item.label.c_str());
    }
}

void BitschemaLanguageTest::hoverTellsLayoutAndDocumentation()
{
    std::string text = kJson;
    const auto at = [&text](const char* word) { return std::string(text).insert(text.find(word) + 1, "|"); };
    QCOMPARE(hoverAt(at("version")), std::string("**version**: uint 4\n\n4 bits, from bit 0 of its record"));
    QVERIFY(hoverAt(at("uint")).find("unsigned") != std::string::npos);
    QVERIFY(hoverAt(at("bits")).find("Width of the value") != std::string::npos);
    QVERIFY(hoverAt(at("\"x\"")).find("bit 0") != std::string::npos);
    QVERIFY(hoverAt(std::string(kYaml).insert(2, "|")).find("Name of the record") != std::string::npos);
    QVERIFY(hoverAt("|").empty());
}

void BitschemaLanguageTest::definitionOfAnAlias()
{
    const Cursor cursor{
        std::string("name: A\nfields:\n  - {name: a, type: &t uint, bits: 3}\n  - {name: b, type: *|t, bits: 3}\n")};
    const auto place = language().definition(analyseBitschema(cursor.text), cursor.offset);
    QVERIFY(place.has_value());
    QCOMPARE(cursor.text.substr(place->begin, place->size()), std::string("&t"));
    const Cursor name{std::string(R"({"name": "A", "fields": [{"name": "f|g", "type": "bool"}]})")};
    const auto field = language().definition(analyseBitschema(name.text), name.offset);
    QVERIFY(field && name.text.substr(field->begin, field->size()) == "\"fg\"");
    QVERIFY(!language().definition(analyseBitschema(name.text), 2));
}

void BitschemaLanguageTest::everyOffsetIsSurvived()
{
    for (const std::string text : {kJson, kYaml}) {
        for (const std::string& cut : {text, text.substr(0, text.size() / 2)}) {
            const Analysis analysis = analyseBitschema(cut);
            for (std::uint32_t offset = 0; offset <= cut.size() + 3; ++offset) {
                for (const Completion& item : language().complete(analysis, offset))
                    QVERIFY(item.replace.begin <= item.replace.end && item.replace.end <= cut.size());
                language().hover(analysis, offset);
                language().definition(analysis, offset);
            }
        }
    }
}

void BitschemaLanguageTest::formatting_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("formatted");
    const auto row = [](const char* name, const char* text, const char* formatted) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(formatted);
    };
    row("json",
        "{\"name\":\"A\",\n\n\n\"fields\":[ {\"name\":\"a\",\"type\":\"bool\"},{\n\"name\":\"b\" , "
        "\"type\":\"bool\"}]}",
        "{\n  \"name\": \"A\",\n\n  \"fields\": [\n    {\"name\": \"a\", \"type\": \"bool\"},\n    {\n      \"name\": "
        "\"b\",\n"
        "      \"type\": \"bool\"\n    }\n  ]\n}\n");
    row("json keeps numbers and escapes", "{\"a\": 1.50, \"b\": \"\\u0041\", \"c\": []}",
        "{\n  \"a\": 1.50,\n  \"b\": \"\\u0041\",\n  \"c\": []\n}\n");
    row("yaml",
        "# top\nname:   A   \n\n\n\nfields:\n- name: a   # first\n  type:  bool\n\n  # second\n-   {name: b,  type: "
        "bool}\n",
        "# top\nname: A\n\nfields:\n  - name: a   # first\n    type: bool\n\n  # second\n  - {name: b,  type: bool}\n");
    row("yaml keeps block texts", "description: |\n     deep\n       deeper\nname: A\n",
        "description: |\n     deep\n       deeper\nname: A\n");
    row("yaml moves block texts along",
        "fields:\n    a:\n        description: >\n            words\n            more\n        type: bool\n",
        "fields:\n  a:\n    description: >\n        words\n        more\n    type: bool\n");
    row("yaml flow over several lines", "fields: {\n    a: {type: bool},\n  }\nname: A",
        "fields: {\n    a: {type: bool},\n  }\nname: A\n");
    row("yaml in which nothing may move", "? name\n: A\n", "? name\n: A\n");
}

void BitschemaLanguageTest::formatting()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, formatted);
    SchemaSource source;
    source.text = text.toStdString();
    const auto once = bitschemaFormat().formatText(source);
    QVERIFY(once.has_value());
    QCOMPARE(QByteArray::fromStdString(*once), formatted);
    source.text = *once;
    QCOMPARE(bitschemaFormat().formatText(source).value_or(""), *once);
}

void BitschemaLanguageTest::formattingNeedsReadableText()
{
    SchemaSource source;
    for (const char* text : {"", "{\"a\": }", "a: [", "{\"a\": 1} // c"}) {
        source.text = text;
        QVERIFY2(!bitschemaFormat().formatText(source), text);
    }
}

QTEST_GUILESS_MAIN(BitschemaLanguageTest)
#include "bitschema_language_test.moc"
