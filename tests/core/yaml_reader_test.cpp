// SPDX-License-Identifier: MIT
// Spec bitschema.md, *Decided details*: YAML 1.2 core schema; README, *Decided details*: YAML ranges.
#include "core/syntax/yaml_reader.h"

#include <QTest>

#include <string>

using namespace wirebench;

namespace {

struct Read {
    JsonDocument document;
    Diagnostics problems;
};

Read read(std::string text, JsonLimits limits = {})
{
    Read result;
    result.document = readYaml(std::move(text), JsonRole::Schema, result.problems, limits);
    return result;
}

std::string dump(const JsonDocument& document, const JsonNode& node)
{
    switch (node.kind) {
    case JsonKind::Null:
        return node.invalid ? "?" : "null";
    case JsonKind::Bool:
        return node.boolean ? "true" : "false";
    case JsonKind::Number:
        return std::string(node.text);
    case JsonKind::String:
        return "<" + std::string(node.text) + ">";
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    std::string result = node.kind == JsonKind::Array ? "[" : "{";
    for (const JsonNode* child = document.firstChild(node); child != nullptr; child = document.next(*child)) {
        if (result.size() > 1)
            result += ",";
        if (node.kind == JsonKind::Object)
            result += std::string(child->key) + ":";
        result += dump(document, *child);
    }
    return result + (node.kind == JsonKind::Array ? "]" : "}");
}

std::string dump(const Read& read)
{
    return read.document.root() == nullptr ? "" : dump(read.document, *read.document.root());
}

QString summary(const Diagnostics& problems)
{
    QStringList lines;
    for (const Diagnostic& problem : problems)
        lines << QStringLiteral("%1 %2-%3")
                     .arg(QString::fromUtf8(problem.code.data(), qsizetype(problem.code.size())))
                     .arg(problem.place.first)
                     .arg(problem.place.first + problem.place.count);
    return lines.join(QStringLiteral("; "));
}

/// The text of every key and scalar, `key@begin-end=begin-end`.
std::string places(const Read& read)
{
    std::string result;
    for (const JsonNode& node : read.document.nodes()) {
        const std::string_view text = read.document.text();
        if (node.keyEnd != 0)
            result += std::string(text.substr(node.keyBegin, node.keyRange().size())) + "=";
        result += "`" + std::string(text.substr(node.begin, node.range().size())) + "` ";
    }
    return result;
}

} // namespace

class YamlReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodTexts_data();
    void goodTexts();
    void rangesOfKeysAndValues_data();
    void rangesOfKeysAndValues();
    void brokenTexts_data();
    void brokenTexts();
    void aliasesStandForTheirValue();
    void aliasesAreBounded();
    void depthIsBounded();
    void everyTruncationIsSurvived();
    void everyByteChangeIsSurvived();
};

void YamlReaderTest::goodTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("a: 1\nb: text\n", "{a:1,b:<text>}");
    row("a: [1, two, \"3\"]", "{a:[1,<two>,<3>]}");
    row("- a\n- - b\n  - c\n", "[<a>,[<b>,<c>]]");
    row("a:\nb: ~\nc: null\nd: Null\ne: nULL\n", "{a:null,b:null,c:null,d:null,e:<nULL>}");
    row("[true, True, TRUE, tRUE, yes, on, false]", "[true,true,true,<tRUE>,<yes>,<on>,false]");
    row("[0x1F, 0o17, 017, +5, -0, 0b1, 1_000]", "[31,15,17,5,-0,<0b1>,<1_000>]");
    row("[1.5, .5, 5., +1e3, 1e, -.5E-2, .inf, .nan]", "[1.5,0.5,5,1e3,<1e>,-0.5E-2,.inf,.nan]");
    row("[18446744073709551615, 18446744073709551616, 0x10000000000000000]",
        "[18446744073709551615,18446744073709551616,18446744073709551616]");
    row("[2026-02-19, 2026-02-19T10:00:00, 12:30]", "[<2026-02-19>,<2026-02-19T10:00:00>,<12:30>]");
    row("['it''s', \"a\\tb\\u0041\", 'x: y']", "[<it's>,<a\tbA>,<x: y>]");
    row("a: |\n  one\n  two\nb: >\n  three\n  four\n", "{a:<one\ntwo\n>,b:<three four\n>}");
    row("a: folded\n  plain\n", "{a:<folded plain>}");
    row("# c\n---\na: 1 # d\n...\n", "{a:1}");
    row("\xEF\xBB\xBF"
        "a: 1",
        "{a:1}");
    row("{\"a\": [1, {\"b\": null}]}", "{a:[1,{b:null}]}");
    row("a: {}\nb: []\n", "{a:{},b:[]}");
    row("a: 1\r\nb: 2\r\n", "{a:1,b:2}");
    row("word", "<word>");
    row("\"quoted key\": 1", "{quoted key:1}");
    row("? a\n: b\n", "{a:<b>}");
}

void YamlReaderTest::goodTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const Read result = read(text.toStdString());
    QCOMPARE(summary(result.problems), QString());
    QCOMPARE(QByteArray::fromStdString(dump(result)), expected);
}

void YamlReaderTest::rangesOfKeysAndValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("a: 1 # x\nbc: 'it''s'\n", "`a: 1 # x\nbc: 'it''s'` a=`1` bc=`'it''s'` ");
    row("a:   \nb: ~", "`a:   \nb: ~` a=`` b=`~` ");
    row("a: [1, \"x\" , ]  # c", "`a: [1, \"x\" , ]` a=`[1, \"x\" , ]` `1` `\"x\"` ");
    row("a: {b: {c: 1}, d: 2 }", "`a: {b: {c: 1}, d: 2 }` a=`{b: {c: 1}, d: 2 }` b=`{c: 1}` c=`1` d=`2` ");
    row("a: &x 5\nb: *x\n", "`a: &x 5\nb: *x` a=`5` b=`*x` ");
    row("a: |\n  one\n  two\n\nb: 2", "`a: |\n  one\n  two\n\nb: 2` a=`|\n  one\n  two` b=`2` ");
    row("a: one\n  two\nb: 3", "`a: one\n  two\nb: 3` a=`one\n  two` b=`3` ");
    row("a: [ ] # c", "`a: [ ]` a=`[ ]` ");
    row("\xC3\xA9: \xC3\xBC\nz: 1", "`\xC3\xA9: \xC3\xBC\nz: 1` \xC3\xA9=`\xC3\xBC` z=`1` ");
    row("\xEF\xBB\xBF"
        "a: 1",
        "`a: 1` a=`1` ");
    row("- a\n-  b: 1\n   c: 2\n", "`- a\n-  b: 1\n   c: 2` `a` `b: 1\n   c: 2` b=`1` c=`2` ");
}

void YamlReaderTest::rangesOfKeysAndValues()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(places(read(text.toStdString()))), expected);
}

void YamlReaderTest::brokenTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problems");
    QTest::addColumn<QByteArray>("recovered");
    const auto row = [](const char* name, const QByteArray& text, const char* problems, const char* recovered) {
        QTest::newRow(name) << text << QString::fromLatin1(problems) << QByteArray(recovered);
    };
    row("empty", "", "syntax 0-0", "");
    row("only a comment", "# x\n", "syntax 4-4", "");
    row("two documents", "a: 1\n---\nb: 2\n", "syntax 5-8", "{a:1}");
    row("a tag", "a: !!str 5\n", "unsupported 3-8", "{a:<5>}");
    row("a merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", "unsupported 18-20", "{a:{b:1},c:{<<:{b:1}}}");
    row("a number as key", "5: x\n", "syntax 0-1", "{5:<x>}");
    row("a list as key", "[a]: x\nb: 1\n", "syntax 0-1", "{:<x>,b:1}");
    row("a key twice", "a: 1\nb: 2\na: 3\n", "duplicate-key 10-11", "{a:1,b:2,a:3}");
    row("an unknown alias", "a: *x\n", "syntax 3-4", "{}");
    row("an alias inside its anchor", "a: &x [*x]\n", "syntax 7-9", "{a:[?]}");
    row("a bracket too few", "a: 1\nb: [1, 2\n", "syntax 14-14", "{a:1,b:[1,{2:null}]}");
    row("a bad indentation", "a:\n  b: 1\n c: 2\n", "syntax 11-12", "{a:{b:1}}");
    row("an open quote", "a: 1\nb: \"x\n", "syntax 8-9", "{a:1,b:<x >}");
    row("a tab", "a:\n\tb: 1\n", "syntax 5-6", "{a:<b>}");
    row("a control character", QByteArray("a: \x01\n"), "syntax 3-4", "");
    row("a zero byte", QByteArray("a: 1\n\0b", 7), "syntax 5-6", "");
    row("bad UTF-8", QByteArray("a: \xFFx"), "syntax 3-4", "");
}

void YamlReaderTest::brokenTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, problems);
    QFETCH(QByteArray, recovered);
    const Read result = read(text.toStdString());
    QCOMPARE(summary(result.problems), problems);
    QCOMPARE(QByteArray::fromStdString(dump(result)), recovered);
}

void YamlReaderTest::aliasesStandForTheirValue()
{
    const Read result = read("a: &x {k: [1, 2], m: {}}\nb: *x\nc: [*x, &y z, *y]\n");
    QCOMPARE(summary(result.problems), QString());
    QCOMPARE(dump(result), std::string("{a:{k:[1,2],m:{}},b:{k:[1,2],m:{}},c:[{k:[1,2],m:{}},<z>,<z>]}"));
    const JsonNode* b = result.document.find(*result.document.root(), "b");
    QCOMPARE(b->range(), (TextRange{28, 30}));
    const JsonNode* k = result.document.find(*b, "k");
    QCOMPARE(k->range(), (TextRange{10, 16})); // inside the anchor
}

void YamlReaderTest::aliasesAreBounded()
{
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 20; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int k = 0; k < 9; ++k)
            text += ", " + before;
        text += "]\n";
    }
    const Read result = read(text);
    QCOMPARE(result.problems.size(), std::size_t(1));
    QCOMPARE(result.problems[0].code, std::string_view("limit-total"));
    QVERIFY(result.document.nodes().size() <= kMaxAliasNodes + 1000);
}

void YamlReaderTest::depthIsBounded()
{
    for (const std::string& text : {std::string(100000, '['), std::string("- ") + std::string(5000, '-'), [] {
                                        std::string nested;
                                        for (int i = 0; i < 20000; ++i)
                                            nested += "- ";
                                        return nested + "x";
                                    }()}) {
        const Read result = read(text);
        QVERIFY(result.document.nodes().size() <= 1000);
    }
    JsonLimits limits;
    limits.maxDepth = 2;
    const Read result = read("a: [[1], 2]\nb: 3\n", limits);
    QCOMPARE(summary(result.problems), QStringLiteral("limit-depth 4-5"));
    QCOMPARE(dump(result), std::string("{a:[2],b:3}"));
}

constexpr const char* kRich = "# c\nname: &n Packet\nlist:\n  - {a: 1, \"b\": 'x'}\n  - c: |\n      block\n    d: *n\n"
                              "flow: [1, {e: ~}, \"\\u0041\"] # end\nplain: two\n  lines\n";

void YamlReaderTest::everyTruncationIsSurvived()
{
    const std::string text = kRich;
    QCOMPARE(summary(read(text).problems), QString());
    for (std::size_t size = 0; size < text.size(); ++size) {
        const Read result = read(text.substr(0, size));
        for (const JsonNode& node : result.document.nodes())
            QVERIFY(node.begin <= node.end && node.end <= size);
        for (const Diagnostic& problem : result.problems)
            QVERIFY(problem.place.first + problem.place.count <= size);
    }
}

void YamlReaderTest::everyByteChangeIsSurvived()
{
    const std::string text = kRich;
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char replacement : {'{', '}', '[', ']', ',', ':', '"', '\\', '#', '\n', ' ',
                                       '-', '?', '&', '*', '!', '|', '>', '\'', '%', '@',  '\t'}) {
            std::string changed = text;
            changed[at] = replacement;
            const Read result = read(changed);
            for (const JsonNode& node : result.document.nodes())
                QVERIFY2(node.begin <= node.end && node.end <= changed.size() && node.keyEnd <= changed.size(),
                         changed.c_str());
            for (const Diagnostic& problem : result.problems)
                QVERIFY2(problem.place.first + problem.place.count <= changed.size(), changed.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(YamlReaderTest)
#include "yaml_reader_test.moc"
