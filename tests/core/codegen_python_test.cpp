// SPDX-License-Identifier: MIT
// The printer of Python: what does not need Python to be seen.
#include "core/codegen/python/python_regex.h"
#include "core/codegen/python/python_text.h"
#include "tests/core/generated_code.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <string_view>

using namespace wirebench;

namespace {

using test::has;
using test::linesOf;

constexpr test::GeneratedIn generated{"py"};

std::string laidOut(std::string_view text)
{
    CodeWriter writer;
    python::writeLine(writer, text);
    return std::move(writer).file({}).text;
}

} // namespace

class CodegenPythonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameInputGivesSameText();
    void everyFileSaysThatItIsGenerated();
    void fieldsKnowTheirLines();
    void namesThatClashAreToldApart();
    void typesKeepNamesInTheirCase();
    void prescribedNamesAreUsed();
    void partsComeOnRequest();
    void packagesAreFolders();
    void requiredFieldsHaveNoDefault();
    void longLinesBreakAtBrackets();
    void textsChooseTheirQuotes();
    void documentationIsWrapped();
    void classesOpenWithoutAnEmptyLine();
    void patternsAreTranslated_data();
    void patternsAreTranslated();
    void rulesThatCannotBeCheckedAreNamed();
};

void CodegenPythonTest::sameInputGivesSameText()
{
    const char* schema = "struct A { x: u8, b: []B } struct B { s: str } message M { a: A }";
    const Generated first = generated("sdp", schema);
    const Generated second = generated("sdp", schema);
    QCOMPARE(first.files.size(), std::size_t{2});
    QCOMPARE(first.files[0].text, second.files[0].text);
    QCOMPARE(first.files[1].text, second.files[1].text);
    QCOMPARE(first.files[0].path, std::string("things.py"));
    QCOMPARE(first.files[1].path, std::string("wirebench_runtime.py"));
}

void CodegenPythonTest::everyFileSaysThatItIsGenerated()
{
    for (const GeneratedFile& file : generated("sdp", "struct A { x: u8 }").files) {
        QVERIFY(file.text.starts_with("# " + std::string(kGeneratedMark)));
        QVERIFY(file.text.ends_with('\n'));
        QVERIFY(!has(file.text, "SPDX"));
        QVERIFY(!has(file.text, "\n\n\n\n"));
    }
}

void CodegenPythonTest::fieldsKnowTheirLines()
{
    const Generated code
        = generated("cramberry", "package p;\n/// A thing.\ntype T { @field(1) n: int32; s: string; }");
    const GeneratedFile& file = code.files.front();
    std::string field;
    std::string whole;
    for (const CodeSpan& span : file.spans) {
        if (span.member == 1)
            field += linesOf(file, span);
        else if (span.member == kNoIndex)
            whole += linesOf(file, span);
    }
    QVERIFY(has(field, "s: str = \"\""));
    QVERIFY(has(field, "case 18:"));
    QVERIFY(!has(field, "n: int"));
    QVERIFY(has(whole, "class T(rt.Struct):"));
    QVERIFY(has(whole, "\"\"\"A thing.\"\"\""));
}

void CodegenPythonTest::namesThatClashAreToldApart()
{
    const Generated code = generated("cramberry", R"(package p; type T { class: bool; int: int32; toBytes: string;
        to_bytes_: string; list: []int32; dataclasses: bool; unknown_fields: bytes; aB: int32; a_b: int32; })");
    const std::string& text = code.files.front().text;
    for (const char* declared : {"    class_: bool = False\n", "    int_: int = 0\n", "    to_bytes_: str = \"\"\n",
                                 "    to_bytes_2: str = \"\"\n", "    list_: list[int] =", "    dataclasses_: bool =",
                                 "    unknown_fields_: bytes =", "    a_b: int = 0\n", "    a_b_2: int = 0\n"})
        QVERIFY2(has(text, declared), declared);
}

void CodegenPythonTest::typesKeepNamesInTheirCase()
{
    const std::string text
        = generated("cramberry", "package p; type HTTPServer { a: int32; } type my_thing { a: int32; }").files[0].text;
    QVERIFY(has(text, "class HTTPServer("));
    QVERIFY(has(text, "class MyThing("));
}

void CodegenPythonTest::prescribedNamesAreUsed()
{
    const std::string text = generated("bitschema", R"({"name": "R", "fields": [
        {"name": "kind", "type": "uint", "bits": 4}, {"name": "flags", "type": "uint", "bits": 8}]})")
                                 .files.front()
                                 .text;
    for (const char* part :
         {"def encode(self, limits: rt.Limits = LIMITS) -> int:", "def to_bytes(self", "def decode(cls, packed: int",
          "def from_bytes(cls, data: rt.Buffer", "    FLAGS_OFFSET = 4\n", "    FLAGS_MASK = 0xFF0\n",
          "def read_flags(cls, packed: int) -> int:", "def write_flags(cls, packed: int, value: int) -> int:"})
        QVERIFY2(has(text, part), part);
}

void CodegenPythonTest::partsComeOnRequest()
{
    const char* schema = "package p; type T { @validate(\">= 1\") n: int32; }";
    const std::string plain = generated("cramberry", schema).files.front().text;
    for (const char* part :
         {"to_json", "def validate", "Builder", "def equals", "def clone", "observed", "encode_json"})
        QVERIFY2(!has(plain, part), part);
    QVERIFY(has(plain, "rt.rule(self.n >= 1, \"n\", \">= 1\")"));
    GenerateOptions options;
    options.features = {true, true, true, true, true, true, false, true};
    const std::string full = generated("cramberry", schema, options).files.front().text;
    for (const char* part :
         {"to_json", "def validate", "Builder", "def equals", "def clone", "observed", "encode_json"})
        QVERIFY2(has(full, part), part);
}

void CodegenPythonTest::packagesAreFolders()
{
    const Generated dotted = generated("cramberry", "package shop.orders; type T { n: int32; }");
    QCOMPARE(dotted.files[0].path, std::string("shop/orders.py"));
    QCOMPARE(dotted.files[1].path, std::string("shop/wirebench_runtime.py"));
    QVERIFY(has(dotted.files[0].text, "from . import wirebench_runtime as rt"));
    GenerateOptions options;
    options.package = "class";
    options.packagePrefix = "acme.gen";
    const Generated prefixed = generated("cramberry", "package p; type T { n: int32; }", options);
    QCOMPARE(prefixed.files[0].path, std::string("class_.py"));
    QVERIFY(has(prefixed.files[0].text, "from acme.gen import wirebench_runtime as rt"));
}

void CodegenPythonTest::requiredFieldsHaveNoDefault()
{
    const std::string text
        = generated("serialkit", "namespace n; model M { int32 a = 1; optional int32 b = 2; repeated string c = 3; }")
              .files.front()
              .text;
    QVERIFY(has(text,
                "    a: int\n    b: int | None = None\n    c: list[str] = dataclasses.field(default_factory=list)\n"));
}

void CodegenPythonTest::longLinesBreakAtBrackets()
{
    const std::string name(40, 'n');
    QCOMPARE(laidOut("a = f(b)"), std::string("a = f(b)\n"));
    QCOMPARE(laidOut(name + " = f(" + name + ", b)"), name + " = f(\n    " + name + ", b\n)\n");
    QCOMPARE(laidOut("ff(" + name + ", " + name + ", b)"), "ff(\n    " + name + ",\n    " + name + ",\n    b,\n)\n");
    // A comma is added where black adds it, and values that are written out have one item a line.
    QCOMPARE(laidOut(name + " = (" + name + ", " + name + ")"),
             name + " = (\n    " + name + ",\n    " + name + ",\n)\n");
    QCOMPARE(laidOut("def " + name + "(self) -> " + name + name + ":"),
             "def " + name + "(\n    self,\n) -> " + name + name + ":\n");
    QCOMPARE(laidOut(name + ": " + name + " | None = None"), name + ": " + name + " | None = (\n    None\n)\n");
    QCOMPARE(laidOut("if self." + name + name + " is not None:"),
             "if (\n    self." + name + name + "\n    is not None\n):\n");
    // Brackets, commas and equals signs inside texts are none.
    const std::string text = '"' + name + name.substr(8) + "), = (\"";
    QCOMPARE(laidOut("f(" + text + ", b)"), "f(" + text + ", b)\n");
    QCOMPARE(laidOut("function(" + text + ", b)"), "function(\n    " + text + ", b\n)\n");
}

void CodegenPythonTest::textsChooseTheirQuotes()
{
    QCOMPARE(python::textLiteral("a'b"), std::string("\"a'b\""));
    QCOMPARE(python::textLiteral("a\"b"), std::string("'a\"b'"));
    QCOMPARE(python::textLiteral("'\"\\\n\x01"), std::string("\"'\\\"\\\\\\n\\x01\""));
}

void CodegenPythonTest::documentationIsWrapped()
{
    const auto doc = [](std::string_view text) {
        CodeWriter writer;
        writer.indent();
        python::writeDoc(writer, text);
        return std::move(writer).file({}).text;
    };
    QCOMPARE(doc(""), std::string());
    QCOMPARE(doc("One."), std::string("    \"\"\"One.\"\"\"\n"));
    QCOMPARE(doc("\"a\\b\""), std::string("    \"\"\" \"a\\\\b\" \"\"\"\n"));
    QCOMPARE(doc("a \"\"\" b"), std::string("    \"\"\"a \\\"\\\"\\\" b\"\"\"\n"));
    std::string words;
    for (int i = 0; i < 60; ++i)
        words += "word ";
    const std::string wrapped = doc(words);
    QCOMPARE(std::count(wrapped.begin(), wrapped.end(), '\n'), 4);
    std::size_t begin = 0;
    for (std::size_t end = wrapped.find('\n'); end != std::string::npos; end = wrapped.find('\n', begin)) {
        QVERIFY(end - begin <= 88);
        begin = end + 1;
    }
}

void CodegenPythonTest::classesOpenWithoutAnEmptyLine()
{
    const Generated part = generated("bitschema",
                                     R"({"name": "Rec", "container": "bytes", "fields": [{"name": "f", "type": "struct",
                                         "fields": [{"name": "p", "type": "padding", "bits": 2}]}]})");
    QVERIFY(has(part.files[0].text, "class F(rt.BitStruct):\n    @classmethod\n"));
    const Generated root
        = generated("bitschema", R"({"name": "Rec", "fields": [{"name": "p", "type": "padding", "bits": 8}]})");
    QVERIFY(has(root.files[0].text, "class Rec(rt.BitStruct):\n    def "));
}

void CodegenPythonTest::patternsAreTranslated_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("expected"); // empty: Python has no words for it
    QTest::newRow("plain") << "^[A-Z]+$"
                           << "^[A-Z]+\\Z";
    QTest::newRow("dollar in a class") << "[$]"
                                       << "[$]";
    QTest::newRow("escaped dollar") << "a\\$"
                                    << "a\\$";
    QTest::newRow("posix class") << "[[:alpha:]_]"
                                 << "[A-Za-z_]";
    QTest::newRow("bracket in a class") << "[[a]"
                                        << "[\\[a]";
    QTest::newRow("bracket first in a class") << "[]a]"
                                              << "[\\]a]";
    QTest::newRow("end of text") << "a\\z"
                                 << "a\\Z";
    QTest::newRow("literal brace") << "a{,3}"
                                   << "a\\{,3}";
    QTest::newRow("repetition") << "a{2,3}"
                                << "a{2,3}";
    QTest::newRow("groups") << "(?:a)(?P<n>b)"
                            << "(?:a)(?P<n>b)";
    QTest::newRow("case") << "(?i)abc"
                          << "(?i)abc";
    QTest::newRow("flags inside") << "a(?i)b"
                                  << "";
    QTest::newRow("letters of unicode") << "\\pL"
                                        << "";
    QTest::newRow("quoted") << "\\Qa.b\\E"
                            << "";
    QTest::newRow("nothing to repeat") << "^*a"
                                       << "";
    QTest::newRow("edge to repeat") << "\\b{2}"
                                    << "";
    QTest::newRow("no edge") << "a\\B{,2}"
                             << "a(?!\\b)\\{,2}";
    QTest::newRow("case of other letters") << "(?i)\u00e9"
                                           << "";
    QTest::newRow("case of an escaped letter") << "(?i)\\xe9"
                                               << "";
    QTest::newRow("open class") << "[a"
                                << "";
}

void CodegenPythonTest::patternsAreTranslated()
{
    QFETCH(QString, pattern);
    QFETCH(QString, expected);
    const std::optional<std::string> found = python::pythonPattern(pattern.toStdString());
    QCOMPARE(found.has_value(), !expected.isEmpty());
    if (found)
        QCOMPARE(QString::fromStdString(*found), expected);
}

void CodegenPythonTest::rulesThatCannotBeCheckedAreNamed()
{
    const std::string text
        = generated("cramberry", "package p; type T { @validate(\"match \\\\pL\") s: string; }").files.front().text;
    QVERIFY(has(text, "# Not checked, as Python's re cannot say it: s match \\pL"));
    QVERIFY(!has(text, "rt.rule("));
}

QTEST_APPLESS_MAIN(CodegenPythonTest)
#include "codegen_python_test.moc"
