// SPDX-License-Identifier: MIT
// The printer of Go: what does not need a Go compiler to be seen.
#include "core/codegen/go/go_names.h"
#include "tests/core/generated_code.h"

#include <QTest>

#include <string>

using namespace wirebench;

namespace {

using test::has;
using test::linesOf;

constexpr test::GeneratedIn generated{"golang"};

} // namespace

class CodegenGoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreExported();
    void sameInputGivesSameText();
    void everyFileSaysThatItIsGenerated();
    void fieldsKnowTheirLines();
    void namesThatClashAreToldApart();
    void prescribedNamesAreUsed();
    void partsComeOnRequest();
    void packageIsAnIdentifier();
    void unknownExpressionsAreNamed();
    void longFunctionsHaveLinesOfTheirOwn();
};

void CodegenGoTest::namesAreExported()
{
    QCOMPARE(go::exportedName("user_id"), std::string("UserID"));
    QCOMPARE(go::exportedName("parseHttpUrl"), std::string("ParseHTTPURL"));
    QCOMPARE(go::exportedName("v1_2"), std::string("V1_2"));
    QCOMPARE(go::exportedName("_2nd"), std::string("N2nd"));
}

void CodegenGoTest::sameInputGivesSameText()
{
    const char* schema = "struct A { x: u8, b: []B } struct B { s: str } message M { a: A }";
    const Generated first = generated("sdp", schema);
    const Generated second = generated("sdp", schema);
    QCOMPARE(first.files.size(), second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i)
        QCOMPARE(first.files[i].text, second.files[i].text);
}

void CodegenGoTest::everyFileSaysThatItIsGenerated()
{
    const Generated code = generated("serialkit", "namespace a.things; model M { uint32 f = 1; }");
    QVERIFY(code.files.size() > 1);
    QCOMPARE(code.files.front().path, std::string("things.go"));
    for (const GeneratedFile& file : code.files) {
        QVERIFY(file.text.starts_with("// " + std::string(kGeneratedMark) + '\n'));
        QVERIFY(has(file.text, "\npackage things\n"));
        QVERIFY(file.text.ends_with('\n') && !file.text.ends_with("\n\n"));
    }
}

void CodegenGoTest::fieldsKnowTheirLines()
{
    const Generated code = generated("sdp", "struct A { first: u8, second: str }");
    QCOMPARE(linesOf(code.files.front(), 0, 1), std::string("\tSecond string\n"));
}

void CodegenGoTest::namesThatClashAreToldApart()
{
    const Generated code = generated(
        "cramberry", "package p; type WireError { @field(1) validate: uint32; @field(2) unknownFields: uint32; }");
    const std::string& text = code.files.front().text;
    QVERIFY(has(text, "type WireError_ struct {"));
    QVERIFY(has(text, "Validate_ "));
    QVERIFY(has(text, "UnknownFields uint32"));
    QVERIFY(has(text, "UnknownFields_2 []byte"));
}

void CodegenGoTest::prescribedNamesAreUsed()
{
    const Generated tagged = generated("cramberry", "package p; type T { @field(1) f: uint32; }");
    QVERIFY(has(tagged.files.front().text, "func (x *T) MarshalCramberry() ([]byte, error) {"));
    QVERIFY(has(tagged.files.front().text, "func (x *T) CramberrySize() int {"));
    const Generated sequence = generated("sdp", "message Hello { a: u8 }");
    QVERIFY(has(sequence.files.front().text, "func DecodeHello(x *Hello, data []byte) error {"));
    QVERIFY(has(sequence.files.front().text, "HelloTypeID uint64 = "));
    const Generated plain = generated("serialkit", "namespace p; model T { uint32 f = 1; }");
    QVERIFY(has(plain.files.front().text, "func (x *T) MarshalBinary() ([]byte, error) {"));
}

void CodegenGoTest::partsComeOnRequest()
{
    const char* schema = "struct A { x: u8 }";
    const Generated bare = generated("sdp", schema);
    GenerateOptions options;
    options.features.json = options.features.dispatch = true;
    const Generated full = generated("sdp", schema, options);
    QVERIFY(!has(bare.files.front().text, "EncodeJSON"));
    QVERIFY(has(full.files.front().text, "func EncodeJSON("));
    QVERIFY(full.files.size() > bare.files.size());
}

void CodegenGoTest::packageIsAnIdentifier()
{
    GenerateOptions options;
    options.package = "My-Type";
    QVERIFY(has(generated("sdp", "struct A { x: u8 }", options).files.front().text, "\npackage mytype\n"));
    options.package = "func";
    QVERIFY(has(generated("sdp", "struct A { x: u8 }", options).files.front().text, "\npackage funcpkg\n"));
}

void CodegenGoTest::longFunctionsHaveLinesOfTheirOwn()
{
    const char* schema = "package p; type C { @field(1) r: uint32; } type T { @field(1) nu: [2][3]C; }";
    QVERIFY(has(generated("cramberry", schema).files.front().text,
                "\tif wbAny(x.Nu, func(v1 []C) bool {\n"
                "\t\treturn wbAny(v1, func(v2 C) bool {\n"
                "\t\t\treturn wbTakes(func(e *wbEncoder) { e.writeC(&v2) }, 0)\n"
                "\t\t})\n"
                "\t}) {\n"));
}

void CodegenGoTest::unknownExpressionsAreNamed()
{
    const std::string text = generated("cramberry", R"(package p; type T {
  @field(1) @validate("match (a|\\C)+$") s: string;
  @field(2) @validate("match \\\\C") t: string;
})")
                                 .files.front()
                                 .text;
    QVERIFY(has(text, "// Not checked, as Go's regexp does not have it: match (a|\\C)+$\n"));
    QVERIFY(has(text, "regexp.MustCompile(\"\\\\\\\\C\")"));
    QVERIFY(!has(text, "MustCompile(\"(a"));
}

QTEST_APPLESS_MAIN(CodegenGoTest)
#include "codegen_go_test.moc"
