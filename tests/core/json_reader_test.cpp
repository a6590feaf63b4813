// SPDX-License-Identifier: MIT
// Spec README, *Decided details*: JSON that a person writes is read by a positional reader with recovery.
#include "core/base/text.h"
#include "core/syntax/json_document.h"

#include <QTest>

#include <algorithm>
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
    result.document = readJson(std::move(text), JsonRole::Value, result.problems, limits);
    return result;
}

/// One line per problem: code, begin-end.
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

/// The document in one line without spaces, texts in angle brackets, unreadable values as `?`.
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

std::string applyFixes(std::string text, const Diagnostics& problems)
{
    std::vector<TextEdit> edits;
    for (const Diagnostic& problem : problems) {
        if (!problem.fixes.empty())
            edits.insert(edits.end(), problem.fixes[0].edits.begin(), problem.fixes[0].edits.end());
    }
    std::reverse(edits.begin(), edits.end()); // of two insertions at one place the first one comes first
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.range.begin > b.range.begin; });
    for (const TextEdit& edit : edits)
        text.replace(edit.range.begin, edit.range.size(), edit.replacement);
    return text;
}

} // namespace

class JsonReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodTexts_data();
    void goodTexts();
    void placesOfValuesAndKeys();
    void brokenTexts_data();
    void brokenTexts();
    void fixesMendTheText_data();
    void fixesMendTheText();
    void duplicateKeysNameBothPlaces();
    void duplicateKeysAmongMany();
    void loneSurrogatesAreMarked();
    void findGivesTheLastMember();
    void depthLimit();
    void nodeLimit();
    void deepTextDoesNotOverflow();
    void problemsAreBounded();
    void everyTruncationIsSurvived();
    void everyByteChangeIsSurvived();
    void integers_data();
    void integers();
};

void JsonReaderTest::goodTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("{}", "{}");
    row("[]", "[]");
    row(" null ", "null");
    row("-0", "-0");
    row("1e400", "1e400");
    row("18446744073709551616", "18446744073709551616");
    row("[1.50, 2E+3]", "[1.50,2E+3]");
    row("{\"a\": [true, false, null], \"b\": {\"c\": \"d\"}}", "{a:[true,false,null],b:{c:<d>}}");
    row("\"\\u0041\\n\\\"\\/\\\\\"", "<A\n\"/\\>");
    row("\"\\ud83d\\ude00\"", "<\xF0\x9F\x98\x80>");
    row("\"\xC3\xA9\"", "<\xC3\xA9>");
    row("{\"\\u0061\": 1}", "{a:1}");
    row("\xEF\xBB\xBF[1]", "[1]");
    row("{\"\": {}, \"x\": []}", "{:{},x:[]}");
}

void JsonReaderTest::goodTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const Read result = read(text.toStdString());
    QCOMPARE(summary(result.problems), QString());
    QCOMPARE(QByteArray::fromStdString(dump(result)), expected);
}

void JsonReaderTest::placesOfValuesAndKeys()
{
    const Read result = read("{\"ab\": [10, \"x\"], \"c\":{} }");
    const JsonNode* root = result.document.root();
    QVERIFY(root != nullptr);
    QCOMPARE(root->range(), (TextRange{0, 26}));
    const JsonNode* list = result.document.find(*root, "ab");
    QVERIFY(list != nullptr);
    QCOMPARE(list->keyRange(), (TextRange{1, 5}));
    QCOMPARE(list->range(), (TextRange{7, 16}));
    const JsonNode* ten = result.document.firstChild(*list);
    QCOMPARE(ten->range(), (TextRange{8, 10}));
    const JsonNode* x = result.document.next(*ten);
    QCOMPARE(x->range(), (TextRange{12, 15}));
    QVERIFY(result.document.next(*x) == nullptr);
    QCOMPARE(result.document.next(*list)->range(), (TextRange{22, 24}));
    QCOMPARE(list->childCount, 2u);
}

void JsonReaderTest::brokenTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problems");
    QTest::addColumn<QByteArray>("recovered");
    const auto row = [](const char* text, const char* problems, const char* recovered) {
        QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(problems) << QByteArray(recovered);
    };
    row("", "syntax 0-0", "");
    row("   ", "syntax 3-3", "");
    row("{\"a\": 1 \"b\": 2}", "syntax 8-9", "{a:1,b:2}");
    row("[1, 2,]", "syntax 5-6", "[1,2]");
    row("[,1]", "syntax 1-2", "[1]");
    row("[1,,2]", "syntax 3-4", "[1,2]");
    row("{\"a\" 1}", "syntax 1-4", "{a:1}");
    row("{\"a\"}", "syntax 1-4", "{a:?}");
    row("{\"a\":}", "syntax 5-6", "{a:?}");
    row("{\"a\":,\"b\":1}", "syntax 5-6", "{a:?,b:1}");
    row("{a: 1}", "syntax 1-2", "{a:1}");
    row("{'a': 'b'}", "syntax 1-4; syntax 6-9", "{a:<b>}");
    row("[True, None, nan]", "syntax 1-5; syntax 7-11; syntax 13-16", "[?,?,?]");
    row("[01, +1, .5, 1., 0x10, -]", "syntax 1-3; syntax 5-7; syntax 9-11; syntax 13-15; syntax 17-21; syntax 23-24",
        "[?,?,?,?,?,?]");
    row("[1", "syntax 2-2", "[1]");
    row("{\"a\": [1", "syntax 8-8", "{a:[1]}");
    row("{\"a\": [1}", "syntax 8-9", "{a:[1]}");
    row("[1}]", "syntax 2-3", "[1]");
    row("[1] 2", "syntax 4-5", "[1]");
    row("{\"a\": \"x\n, \"b\": 1}", "syntax 6-8", "{a:<x>,b:1}");
    row("[\"a\tb\"]", "syntax 3-4", "[<a\tb>]");
    row("[\"\\x\"]", "syntax 2-3", "[<\\x>]");
    row("[\"\\u12g4\"]", "syntax 2-4",
        "[<\xEF\xBF\xBD"
        "12g4>]");
    row("[\"\xFF\"]", "syntax 2-3", "[<\xEF\xBF\xBD>]");
    row("// c\n[1 /* d */]", "syntax 0-4; syntax 8-15", "[1]");
    row("[/1, 2]", "syntax 1-2", "[?,2]");
    row("[@ \"a,b\", 2]", "syntax 1-2", "[?,2]");
    row("{{\"a\":1}, \"b\": 2}", "syntax 1-2", "{b:2}");
    row("{5: 1}", "syntax 1-2", "{5:1}");
    row("]", "syntax 0-1", "?");
    row("[\xC2\xA0"
        "1]",
        "syntax 1-3", "[?]");
}

void JsonReaderTest::brokenTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, problems);
    QFETCH(QByteArray, recovered);
    const Read result = read(text.toStdString());
    QCOMPARE(summary(result.problems), problems);
    QCOMPARE(QByteArray::fromStdString(dump(result)), recovered);
    for (const Diagnostic& problem : result.problems) {
        QVERIFY(problem.place.kind == Place::Kind::Value);
        QVERIFY(!problem.message.text().empty());
    }
}

void JsonReaderTest::fixesMendTheText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("mended");
    const auto row
        = [](const char* text, const char* mended) { QTest::newRow(text) << QByteArray(text) << QByteArray(mended); };
    row("[1 2]", "[1, 2]");
    row("[1,2,]", "[1,2]");
    row("{a: 1}", "{\"a\": 1}");
    row("{\"a\" 1}", "{\"a\": 1}");
    row("['x']", "[\"x\"]");
    row("[True, undefined, +5, 0x10]", "[true, null, 5, \"0x10\"]");
    row("{\"a\": [1}", "{\"a\": [1]}");
    row("[\"a\tb\"]", "[\"a\\tb\"]");
    row("[\"a\\b\\c\"]", "[\"a\\b\\\\c\"]");
    row("[\"open]", "[\"open]\"]");
}

void JsonReaderTest::fixesMendTheText()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, mended);
    const std::string fixed = applyFixes(text.toStdString(), read(text.toStdString()).problems);
    QCOMPARE(QByteArray::fromStdString(dump(read(fixed))), QByteArray::fromStdString(dump(read(mended.toStdString()))));
    QCOMPARE(summary(read(fixed).problems), QString());
}

void JsonReaderTest::duplicateKeysNameBothPlaces()
{
    const Read result = read("{\"x\": [{\"a\": 1, \"b\": 2, \"\\u0061\": 3, \"a\": 4}]}");
    QCOMPARE(summary(result.problems), QStringLiteral("duplicate-key 24-32; duplicate-key 37-40"));
    QCOMPARE(result.problems[0].related.size(), std::size_t(1));
    QCOMPARE(result.problems[0].related[0].place, Place::value({8, 11}));
    QCOMPARE(result.problems[1].related[0].place, Place::value({8, 11}));
    QCOMPARE(result.problems[0].path, std::string("x[0]"));
    QCOMPARE(dump(result), std::string("{x:[{a:1,b:2,a:3,a:4}]}"));
}

void JsonReaderTest::duplicateKeysAmongMany()
{
    std::string text = "{";
    for (int i = 0; i < 50000; ++i)
        text += "\"k" + std::to_string(i) + "\":1,";
    text += "\"k7\":2}";
    const Read result = read(text);
    QCOMPARE(result.problems.size(), std::size_t(1));
    QCOMPARE(result.problems[0].message.arguments, std::vector<std::string>{"k7"});
}

void JsonReaderTest::loneSurrogatesAreMarked()
{
    const Read result = read("{\"\\udc00\": \"a\\ud800b\", \"c\": \"\\ud83d\\u0041\"}");
    QCOMPARE(summary(result.problems), QString());
    const JsonNode* first = result.document.firstChild(*result.document.root());
    QVERIFY(first->loneSurrogate);
    QVERIFY(first->keyLoneSurrogate);
    QCOMPARE(first->text,
             std::string_view("a\xEF\xBF\xBD"
                              "b"));
    const JsonNode* second = result.document.next(*first);
    QVERIFY(second->loneSurrogate);
    QVERIFY(!second->keyLoneSurrogate);
    QCOMPARE(second->text,
             std::string_view("\xEF\xBF\xBD"
                              "A"));
}

void JsonReaderTest::findGivesTheLastMember()
{
    const Read result = read("{\"a\": 1, \"a\": 2}");
    const JsonNode* root = result.document.root();
    QCOMPARE(result.document.find(*root, "a")->text, std::string_view("2"));
    QVERIFY(result.document.find(*root, "b") == nullptr);
    QVERIFY(result.document.find(*result.document.firstChild(*root), "a") == nullptr);
}

void JsonReaderTest::depthLimit()
{
    JsonLimits limits;
    limits.maxDepth = 2;
    const Read result = read("[[[1, \"]\"], 2], [[]], 3]", limits);
    QCOMPARE(summary(result.problems), QStringLiteral("limit-depth 2-3; limit-depth 17-18"));
    QCOMPARE(dump(result), std::string("[[2],[],3]"));
    QCOMPARE(summary(read("[[1]]", limits).problems), QString());
}

void JsonReaderTest::nodeLimit()
{
    JsonLimits limits;
    limits.maxNodes = 3;
    QCOMPARE(summary(read("[1,2]", limits).problems), QString());
    const Read result = read("[1,2,3,4]", limits);
    QCOMPARE(summary(result.problems), QStringLiteral("limit-total 6-6"));
    QCOMPARE(dump(result), std::string("[1,2]"));
}

void JsonReaderTest::deepTextDoesNotOverflow()
{
    const Read open = read(std::string(3'000'000, '['));
    QCOMPARE(open.problems.size(), std::size_t(2));
    QCOMPARE(open.document.nodes().size(), std::size_t(512));
    std::string objects;
    for (int i = 0; i < 200'000; ++i)
        objects += "{\"a\":";
    QCOMPARE(read(objects).document.nodes().size(), std::size_t(512));
}

void JsonReaderTest::problemsAreBounded()
{
    QVERIFY(read(std::string(1'000'000, ',')).problems.size() <= kMaxJsonProblems);
    QVERIFY(read("[" + std::string(1'000'000, ',')).problems.size() <= kMaxJsonProblems);
    QVERIFY(read("[" + std::string(1'000'000, '}')).problems.size() <= kMaxJsonProblems);
    QVERIFY(read("{" + std::string(1'000'000, '{')).problems.size() <= kMaxJsonProblems);
    QVERIFY(read("[" + std::string(1'000'000, '\'')).problems.size() <= kMaxJsonProblems);
    QVERIFY(read("[\"" + std::string(1'000'000, '\x01')).problems.size() <= kMaxJsonProblems);
}

constexpr const char* kRich
    = "{\"name\": \"Packet\", \"fields\": [{\"name\": \"a\\u0041\\ud83d\\ude00\", \"bits\": -4.5e2}, "
      "{\"b\": [true, false, null]}], \"\xC3\xA9\": {}}";

void JsonReaderTest::everyTruncationIsSurvived()
{
    const std::string text = kRich;
    QCOMPARE(summary(read(text).problems), QString());
    for (std::size_t size = 0; size < text.size(); ++size) {
        const Read result = read(text.substr(0, size));
        QVERIFY2(!result.problems.empty(), text.substr(0, size).c_str());
        for (const Diagnostic& problem : result.problems)
            QVERIFY(problem.place.first + problem.place.count <= size);
    }
}

void JsonReaderTest::everyByteChangeIsSurvived()
{
    const std::string text = kRich;
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char replacement : {'{', '}', '[', ']', ',', ':', '"', '\\', '/', '\n', '\0', '\xFF', '\'', '5'}) {
            std::string changed = text;
            changed[at] = replacement;
            const Read result = read(changed);
            for (const JsonNode& node : result.document.nodes()) {
                QVERIFY(node.begin <= node.end);
                QVERIFY(node.end <= changed.size());
            }
            for (const Diagnostic& problem : result.problems)
                QVERIFY(problem.place.first + problem.place.count <= changed.size());
        }
    }
}

void JsonReaderTest::integers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("hex");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, bool hex, const char* expected) {
        QTest::addRow("%s%s", text, hex ? " (hex)" : "")
            << QString::fromLatin1(text) << hex << QString::fromLatin1(expected);
    };
    row("0", false, "0 0");
    row("-0", false, "neg 0 0");
    row("9223372036854775807", false, "9223372036854775807 9223372036854775807");
    row("-9223372036854775808", false, "neg -9223372036854775808 none");
    row("-9223372036854775809", false, "neg none none");
    row("18446744073709551615", false, "none 18446744073709551615");
    row("18446744073709551616", false, "big");
    row("007", false, "7 7");
    row("0x1F", true, "31 31");
    row("-0x80", true, "neg -128 none");
    row("0xFFFFFFFFFFFFFFFF", true, "none 18446744073709551615");
    row("0x10000000000000000", true, "big");
    row("0x1F", false, "");
    row("0X1F", true, "");
    row("0x", true, "");
    row("0x-1", true, "");
    row("", false, "");
    row("-", false, "");
    row("--1", false, "");
    row("1.0", false, "");
    row("1e3", false, "");
    row("+1", false, "");
    row(" 1", false, "");
    row("1 ", false, "");
}

void JsonReaderTest::integers()
{
    QFETCH(QString, text);
    QFETCH(bool, hex);
    QFETCH(QString, expected);
    const std::optional<JsonInteger> integer = readInteger(text.toStdString(), hex);
    QString found;
    if (integer && !integer->fits) {
        found = QStringLiteral("big");
        QVERIFY(!integer->asSigned() && !integer->asUnsigned());
    } else if (integer) {
        const auto low = integer->asSigned();
        const auto high = integer->asUnsigned();
        found = QStringLiteral("%1%2 %3").arg(integer->negative ? QStringLiteral("neg ") : QString(),
                                              low ? QString::number(*low) : QStringLiteral("none"),
                                              high ? QString::number(*high) : QStringLiteral("none"));
    }
    QCOMPARE(found, expected);
}

QTEST_GUILESS_MAIN(JsonReaderTest)
#include "json_reader_test.moc"
