// SPDX-License-Identifier: MIT
// Issue "Foundation", section "The command line": how problems and decoded bytes are shown.
#include "core/base/text.h"
#include "core/formats/registry.h"
#include "core/inspect/annotated_dump.h"
#include "core/inspect/diagnostic_text.h"
#include "core/inspect/json_text.h"
#include "core/inspect/source_excerpt.h"
#include "core/inspect/type_choice.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace wirebench;
using Json = nlohmann::ordered_json;

namespace {

Analysis analyse(const char* text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = text;
    return findFormat("sdp")->analyse(source);
}

std::shared_ptr<const Decoded> decodeAs(const Analysis& analysis, const char* type, const Bytes& bytes)
{
    return std::make_shared<const Decoded>(decode(analysis.plan, *analysis.plan->findType(type),
                                                  std::make_shared<const Bytes>(bytes), analysis.plan->limits));
}

std::string dumpOf(const std::shared_ptr<const Decoded>& decoded, const DumpStyle& style = {})
{
    std::string text;
    writeAnnotatedDump(AnnotationTree(decoded), style, [&text](std::string_view part) { text += part; });
    return text;
}

Diagnostic problemAt(std::uint32_t begin, std::uint32_t end)
{
    return schemaProblem(Severity::Error, "test", {begin, end}, {"something is wrong", {}});
}

std::string textOf(const Diagnostic& problem, std::string_view source)
{
    DiagnosticSources sources;
    sources.addSchema("file.x", source);
    return diagnosticText(problem, sources, false);
}

} // namespace

class InspectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void excerptMarksTheRange_data();
    void excerptMarksTheRange();
    void longLinesAreCutAroundTheCaret();
    void terminalTextObeysNothing();
    void jsonTextIsAlwaysValid();

    void diagnosticTextHasPlaceLineAndCaret();
    void diagnosticTextOfRelatedPlacesAndFixes();
    void diagnosticTextOfBits();
    void diagnosticTextOfSeveralLines();
    void placesOutsideTheTextAreClamped();
    void diagnosticJsonCountsCodePoints();
    void diagnosticJsonOfFixes();
    void junitEscapes();
    void githubEscapes();

    void dumpHasALineForEachLeaf();
    void dumpWrapsLongValues();
    void dumpNamesProblems();
    void dumpOfManyRowsIsStreamed();
    void annotationsNestAndTile();

    void typeThatIsMeant();
};

void InspectTest::excerptMarksTheRange_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<QByteArray>("underline");
    const auto row
        = [](const char* name, const QByteArray& line, int begin, int end, const QByteArray& shown,
             const QByteArray& underline) { QTest::newRow(name) << line << begin << end << shown << underline; };
    row("word", "a: Foo,", 3, 6, "a: Foo,", "   ^~~");
    row("one character", "a: Foo,", 6, 7, "a: Foo,", "      ^");
    row("point", "a b", 1, 1, "a b", " ^");
    row("end of the line", "abc", 3, 3, "abc", "   ^");
    row("empty line", "", 0, 0, "", "^");
    row("behind the line", "abc", 1, 99, "abc", " ^~");
    row("tab before", "\tx: Foo", 4, 7, "    x: Foo", "       ^~~");
    row("tab inside", "a\tb", 0, 3, "a    b", "^~~~~~");
    row("accents", "\xC3\xA9\xC3\xA9 x", 5, 6, "\xC3\xA9\xC3\xA9 x", "   ^");
    row("combining mark", "e\xCC\x81 x", 4, 5, "e\xCC\x81 x", "  ^");
    row("wide characters", "\xE4\xB8\xAD\xE6\x96\x87 x", 3, 6, "\xE4\xB8\xAD\xE6\x96\x87 x", "  ^~");
    row("behind wide characters", "\xE4\xB8\xAD\xE6\x96\x87 x", 7, 8, "\xE4\xB8\xAD\xE6\x96\x87 x", "     ^");
    row("emoji", "\xF0\x9F\x98\x80x", 4, 5, "\xF0\x9F\x98\x80x", "  ^");
    row("escape character", "\x1b[2Jx", 4, 5, "\xEF\xBF\xBD[2Jx", "    ^");
    row("not UTF-8", "\xFF\xFEx", 2, 3, "\xEF\xBF\xBD\xEF\xBF\xBDx", "  ^");
}

void InspectTest::excerptMarksTheRange()
{
    QFETCH(QByteArray, line);
    QFETCH(int, begin);
    QFETCH(int, end);
    const SourceExcerpt excerpt
        = sourceExcerpt(line.toStdString(), static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
    QTEST(QByteArray::fromStdString(excerpt.line), "shown");
    QTEST(QByteArray::fromStdString(excerpt.underline), "underline");
}

void InspectTest::longLinesAreCutAroundTheCaret()
{
    for (const std::size_t size : {1000u, 100'000u, 5'000'000u}) {
        std::string line(size, 'x');
        line.replace(size / 2, 3, "ABC");
        const SourceExcerpt excerpt = sourceExcerpt(line, size / 2, size / 2 + 3, 100);
        QVERIFY(terminalColumns(excerpt.line) <= 102);
        const std::size_t caret = excerpt.underline.find('^');
        QVERIFY(excerpt.line.starts_with("\xE2\x80\xA6"));
        QCOMPARE(excerpt.line.substr(caret + 2, 3), std::string("ABC")); // the ellipsis has three bytes, one column
        QCOMPARE(excerpt.underline.substr(caret), std::string("^~~"));
    }
}

void InspectTest::terminalTextObeysNothing()
{
    QCOMPARE(terminalText("plain \xC3\xA9"), std::string("plain \xC3\xA9"));
    const std::string hostile = terminalText("a\x1b]0;x\x07\r\n\xC2\x9B"
                                             "2J\xE2\x80\xAE"
                                             "b");
    for (const char c : hostile)
        QVERIFY(static_cast<unsigned char>(c) >= 0x20);
    QVERIFY(hostile.find("\xC2\x9B") == std::string::npos); // the control sequence introducer of eight bits
    QVERIFY(hostile.find("\xE2\x80\xAE") == std::string::npos); // right-to-left override
}

void InspectTest::jsonTextIsAlwaysValid()
{
    std::string text("quote\" slash\\ \n\t\x01 \x7f \xC3\xA9 \xFF\xC3 end");
    text.push_back('\0');
    std::string json;
    appendJsonText(json, text);
    const Json read = Json::parse(json, nullptr, false);
    QVERIFY(read.is_string());
    const std::string back = read.get<std::string>();
    QVERIFY(back.starts_with("quote\" slash\\ \n\t\x01 \x7f \xC3\xA9 \xEF\xBF\xBD\xEF\xBF\xBD"));
}

void InspectTest::diagnosticTextHasPlaceLineAndCaret()
{
    QCOMPARE(textOf(problemAt(9, 12), "struct A\nabc def\n"),
             std::string("file.x:2:1: error: something is wrong [test]\n    2 | abc def\n      | ^~~\n"));
    QCOMPARE(textOf(problemAt(0, 0), ""),
             std::string("file.x:1:1: error: something is wrong [test]\n    1 | \n      | ^\n"));
}

void InspectTest::diagnosticTextOfRelatedPlacesAndFixes()
{
    Diagnostic problem = problemAt(4, 5);
    problem.related.push_back({Place::schema({0, 1}), {"first declared here", {}}});
    problem.fixes.push_back({{"Rename to {0}", {"c"}}, {{{4, 5}, "c"}}});
    const std::string text = textOf(problem, "a\nb a\n");
    QVERIFY2(text.find("file.x:1:1: note: first declared here\n    1 | a\n      | ^\n") != std::string::npos,
             text.c_str());
    QVERIFY2(text.ends_with("      = fix: Rename to c\n"), text.c_str());
}

void InspectTest::diagnosticTextOfBits()
{
    DiagnosticSources sources;
    sources.setBuffer("data.bin");
    Diagnostic problem;
    problem.severity = Severity::Warning;
    problem.code = "test";
    problem.message = {"odd", {}};
    problem.path = "a[1]";
    problem.place = Place::bits({4096, 16});
    QCOMPARE(diagnosticText(problem, sources, false),
             std::string("data.bin:0x200: warning: a[1]: odd [test]\n      | at a[1], bytes 512..513\n"));
    problem.place = Place::bits({12, 5});
    QVERIFY(diagnosticText(problem, sources, false).ends_with("| at a[1], bits 16..12\n"));
    problem.place = Place::bits({16, 0});
    QVERIFY(diagnosticText(problem, sources, false).ends_with("| at a[1], before bit 16\n"));
    sources.setBuffer("data.bin", true);
    QVERIFY(diagnosticText(problem, sources, false).starts_with("data.bin: warning: "));
}

void InspectTest::diagnosticTextOfSeveralLines()
{
    const std::string text = textOf(problemAt(2, 9), "ab{\r\n  c\r\n}\r\n");
    QCOMPARE(text, std::string("file.x:1:3: error: something is wrong [test]\n    1 | ab{\n      |   ^\n"));
}

void InspectTest::placesOutsideTheTextAreClamped()
{
    for (const std::uint32_t begin : {0u, 3u, 4u, 1000u, 0xFFFFFFF0u}) {
        const std::string text = textOf(problemAt(begin, 0xFFFFFFFFu), "abc");
        QVERIFY(text.starts_with("file.x:1:"));
    }
    Diagnostic elsewhere = problemAt(0, 1);
    elsewhere.place.file = 7;
    QCOMPARE(textOf(elsewhere, "abc"), std::string("error: something is wrong [test]\n"));
}

void InspectTest::diagnosticJsonCountsCodePoints()
{
    DiagnosticSources sources;
    sources.addSchema("a.x", "x");
    sources.addSchema("b.x", "\xC3\xA9\n\xC3\xA9 \xF0\x9F\x98\x80!");
    Diagnostic problem = problemAt(6, 11);
    problem.place.file = 1;
    std::string json;
    appendDiagnosticJson(json, problem, sources);
    QVERIFY2(Json::parse(json)
                 == Json::parse(R"({"severity":"error","code":"test","message":"something is wrong","path":"",
        "range":{"line":2,"column":3,"length":2,"offset":6,"bytes":5,"file":"b.x"}})"),
             json.c_str());
}

void InspectTest::diagnosticJsonOfFixes()
{
    DiagnosticSources sources;
    sources.setValue("v", "{\"a\": 1,}", 100);
    Diagnostic problem;
    problem.code = "syntax";
    problem.message = {"no", {}};
    problem.place = Place::value({107, 108});
    problem.fixes.push_back({{"Remove", {}}, {{{107, 108}, ""}}});
    std::string json;
    appendDiagnosticJson(json, problem, sources);
    const Json read = Json::parse(json);
    QCOMPARE(read["range"]["offset"].get<int>(), 7);
    QCOMPARE(read["fixes"][0]["edits"][0]["range"]["offset"].get<int>(), 7);
    QCOMPARE(read["fixes"][0]["edits"][0]["replacement"].get<std::string>(), std::string());
}

void InspectTest::junitEscapes()
{
    DiagnosticSources sources;
    sources.addSchema("<&\">.x", "\x01<]]>&");
    Diagnostics diagnostics{problemAt(0, 1)};
    diagnostics.front().message = {"{0}", {"a < b && \"c\"\x02"}};
    const FileReport report{"<&\">.x", &diagnostics, &sources};
    const std::string xml = junitReport(std::span(&report, 1));
    QVERIFY(xml.find("name=\"&lt;&amp;&quot;&gt;.x\"") != std::string::npos);
    QVERIFY(xml.find("message=\"a &lt; b &amp;&amp; &quot;c&quot;?\"") != std::string::npos);
    QVERIFY(xml.find("failures=\"1\"") != std::string::npos);
    QVERIFY(xml.find('\x01') == std::string::npos);
}

void InspectTest::githubEscapes()
{
    DiagnosticSources sources;
    sources.addSchema("a,b:c.x", "abc");
    Diagnostics diagnostics{problemAt(1, 2)};
    diagnostics.front().severity = Severity::Note;
    diagnostics.front().message = {"{0}", {"50%\nof: it"}};
    const FileReport report{"a,b:c.x", &diagnostics, &sources};
    QCOMPARE(githubReport(std::span(&report, 1)),
             std::string("::notice file=a%2Cb%3Ac.x,line=1,endLine=1,col=2,endColumn=3,title=test::50%25%0Aof: it\n"));
}

void InspectTest::dumpHasALineForEachLeaf()
{
    const Analysis analysis = analyse("struct P { id: u32, name: str, on: bool }");
    const Bytes bytes{0x2A, 0, 0, 0, 2, 0, 0, 0, 'h', 'i', 1};
    QCOMPARE(dumpOf(decodeAs(analysis, "P", bytes)),
             std::string("offset    bytes        path  type        value  meaning\n"
                         "00000000  2a 00 00 00  id    u32         42\n"
                         "00000004  02 00 00 00  name  u32 length  2\n"
                         "00000008  68 69        name  str         \"hi\"\n"
                         "0000000a  01           on    bool        true\n"));
}

void InspectTest::dumpWrapsLongValues()
{
    const Analysis analysis = analyse("struct P { name: str }");
    Bytes bytes{100, 0, 0, 0};
    bytes.insert(bytes.end(), 100, 'x');
    const std::string dump = dumpOf(decodeAs(analysis, "P", bytes));
    // Header, length, thirteen lines of eight bytes.
    QCOMPARE(std::count(dump.begin(), dump.end(), '\n'), std::ptrdiff_t{15});
    QVERIFY(dump.find("\n00000064  78 78 78 78\n") != std::string::npos);
    QVERIFY(dump.find("\xE2\x80\xA6") != std::string::npos);
    DumpStyle wide;
    wide.bytesPerLine = 16;
    const std::string shorter = dumpOf(decodeAs(analysis, "P", bytes), wide);
    QCOMPARE(std::count(shorter.begin(), shorter.end(), '\n'), std::ptrdiff_t{9});
}

void InspectTest::dumpNamesProblems()
{
    const Analysis analysis = analyse("struct P { on: bool, n: u32 }");
    const std::string dump = dumpOf(decodeAs(analysis, "P", {7, 1, 2}));
    QVERIFY2(dump.find("warning: bool-value") != std::string::npos, dump.c_str());
    QVERIFY2(dump.find("error: truncated") != std::string::npos, dump.c_str());
    const std::string trailing = dumpOf(decodeAs(analysis, "P", {1, 1, 2, 3, 4, 9, 9}));
    QVERIFY2(trailing.find("warning: trailing-bytes") != std::string::npos, trailing.c_str());
}

void InspectTest::dumpOfManyRowsIsStreamed()
{
    const Analysis analysis = analyse("struct P { v: []u16 }");
    constexpr std::uint32_t count = 50'000;
    Bytes bytes{count & 0xFF, count >> 8 & 0xFF, count >> 16, 0};
    bytes.resize(4 + count * 2, 1);
    std::size_t pieces = 0;
    std::size_t lines = 0;
    std::size_t largest = 0;
    writeAnnotatedDump(AnnotationTree(decodeAs(analysis, "P", bytes)), {}, [&](std::string_view part) {
        ++pieces;
        largest = std::max(largest, part.size());
        lines += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
    });
    QCOMPARE(lines, std::size_t{count + 2});
    QVERIFY(pieces > 10);
    QVERIFY(largest < 1u << 17);
}

void InspectTest::annotationsNestAndTile()
{
    const Analysis analysis = analyse("struct P { q: []Q, s: str } struct Q { a: u8, b: ?R } struct R { c: u16 }");
    const auto decoded = decodeAs(analysis, "P", {2, 0, 0, 0, 7, 1, 1, 2, 8, 0, 1, 0, 0, 0, 'x', 99});
    std::string text;
    writeAnnotationsJson(AnnotationTree(decoded), false, [&text](std::string_view part) { text += part; });
    const Json list = Json::parse(text);
    std::uint64_t at = 0;
    int depth = -1;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const int here = list[i]["depth"].get<int>();
        QVERIFY(here <= depth + 1);
        depth = here;
        const bool leaf = i + 1 == list.size() || list[i + 1]["depth"].get<int>() <= here;
        if (!leaf)
            continue;
        QCOMPARE(list[i]["bits"][0].get<std::uint64_t>(), at);
        at += list[i]["bits"][1].get<std::uint64_t>();
    }
    QCOMPARE(at, std::uint64_t{16 * 8});
    QVERIFY(text.find("\"path\":\"q[0].b.c\"") != std::string::npos);
    QVERIFY(text.find("\"role\":\"trailing\"") != std::string::npos);
}

void InspectTest::typeThatIsMeant()
{
    const auto chosen = [](const char* schema, std::optional<std::string_view> name = std::nullopt) {
        const Analysis analysis = analyse(schema);
        Diagnostic problem;
        const PlanType* type = chooseType(*analysis.schema, *analysis.plan, name, problem);
        return type == nullptr ? std::string(problem.code) : type->name;
    };
    QCOMPARE(chosen("struct A { v: u8 }"), std::string("A"));
    QCOMPARE(chosen("struct A { v: u8 } struct B { v: u8 }"), std::string("missing-type"));
    QCOMPARE(chosen("struct A { v: u8 } struct B { v: []A }"), std::string("B"));
    QCOMPARE(chosen("struct A { v: u8 } struct B { v: ?A }"), std::string("B"));
    QCOMPARE(chosen("struct A { v: u8, next: ?A } struct B { v: []A }"), std::string("B"));
    QCOMPARE(chosen("struct Tree { v: []Tree }"), std::string("Tree"));
    QCOMPARE(chosen("struct Tree { v: []Tree } struct Leaf { t: u8 }"), std::string("missing-type"));
    QCOMPARE(chosen("struct A { b: ?B, v: u8 } struct B { a: ?A, v: u8 }"), std::string("missing-type"));
    QCOMPARE(chosen("struct A { v: Foo }"), std::string("missing-type"));
    QCOMPARE(chosen("struct A { v: u8 } struct B { v: u8 }", "B"), std::string("B"));
    QCOMPARE(chosen("struct A { v: u8 }", "a"), std::string("unknown-type"));
}

QTEST_GUILESS_MAIN(InspectTest)
#include "inspect_test.moc"
