// SPDX-License-Identifier: MIT
// The printer of Rust: what does not need a Rust compiler to be seen.
#include "core/codegen/rust/rust_context.h"
#include "tests/core/generated_code.h"

#include <QTest>

#include <string>

using namespace wirebench;

namespace {

using test::has;
using test::linesOf;

constexpr test::GeneratedIn generated{"rs"};
constexpr test::TextIn textOf{"rs"};

} // namespace

class CodegenRustTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void literalsAreEscaped();
    void sameInputGivesSameText();
    void filesSayThatTheyAreGenerated();
    void fieldsKnowTheirLines();
    void keywordsAreEscaped();
    void namesThatClashAreToldApart();
    void recursionIsBoxed();
    void enumsAreOpenWhereTheWireIs();
    void onlyWhatBorrowsHasAView();
    void partsComeOnRequest();
    void interfacesAndServicesAreTraits();
    void regularExpressionsAreSteps();
    void longAdditionsAreBroken();
    void moduleIsAnIdentifier();
};

void CodegenRustTest::literalsAreEscaped()
{
    QCOMPARE(rust::literal("a\"b\\\n\x01"), std::string("\"a\\\"b\\\\\\n\\x01\""));
    const std::vector<std::uint8_t> bytes{0x41, 0x22, 0xFF};
    QCOMPARE(rust::bytesLiteral(bytes), std::string("b\"A\\\"\\xff\""));
}

void CodegenRustTest::sameInputGivesSameText()
{
    const char* schema = "struct A { x: u8, b: []B } struct B { s: str } message M { a: A }";
    const Generated first = generated("sdp", schema);
    const Generated second = generated("sdp", schema);
    QCOMPARE(first.files.size(), second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i)
        QCOMPARE(first.files[i].text, second.files[i].text);
}

void CodegenRustTest::filesSayThatTheyAreGenerated()
{
    const Generated code = generated("serialkit", "namespace a.things; model M { uint32 f = 1; }");
    QCOMPARE(code.files.size(), std::size_t{2});
    QCOMPARE(code.files.front().path, std::string("things.rs"));
    QCOMPARE(code.files.back().path, std::string("wirebench_runtime.rs"));
    for (const GeneratedFile& file : code.files) {
        QVERIFY(file.text.starts_with("// " + std::string(kGeneratedMark) + '\n'));
        QVERIFY(file.text.ends_with('\n') && !file.text.ends_with("\n\n"));
        QVERIFY(!has(file.text, "unsafe"));
    }
}

void CodegenRustTest::fieldsKnowTheirLines()
{
    const Generated code = generated("sdp", "struct A { first: u8, second: str }");
    QCOMPARE(linesOf(code.files.front(), 0, 1), std::string("    pub second: String,\n"));
}

void CodegenRustTest::keywordsAreEscaped()
{
    const std::string text
        = textOf("cramberry", "package p; type T { @field(1) match: uint32; @field(2) self: uint32; }");
    QVERIFY(has(text, "    pub r#match: u32,\n"));
    QVERIFY(has(text, "    pub self_: u32,\n"));
}

void CodegenRustTest::namesThatClashAreToldApart()
{
    const std::string text
        = textOf("cramberry",
                 "package p; type Option { @field(1) unknownFields: uint32; @field(2) fooBar: uint32; "
                 "@field(3) foo_bar2: uint32; }");
    QVERIFY(has(text, "pub struct Option_ {"));
    QVERIFY(has(text, "    pub unknown_fields: u32,\n"));
    QVERIFY(has(text, "    pub unknown_fields_2: Vec<u8>,\n"));
}

void CodegenRustTest::recursionIsBoxed()
{
    const std::string text = textOf("sdp", "struct Node { value: u8, next: ?Node, all: []Node }");
    QVERIFY(has(text, "    pub next: Option<Box<Node>>,\n"));
    QVERIFY(has(text, "    pub all: Vec<Node>,\n"));
}

void CodegenRustTest::enumsAreOpenWhereTheWireIs()
{
    QVERIFY(has(textOf("serialkit", "namespace p; enum E { A_B = 0; C = 7; } model M { E e = 1; }"),
                "    pub const A_B: E = E(0);\n    pub const C: E = E(7);\n"));
    const std::string closed = textOf(
        "bitschema", R"({"name": "R", "fields": [{"name": "e", "type": "enum", "values": ["low", "very high"]}]})");
    QVERIFY(has(closed, "    #[default]\n    Low = 0,\n    VeryHigh = 1,\n"));
    QVERIFY(has(closed, "pub const E_OFFSET: usize = 0;"));
}

void CodegenRustTest::onlyWhatBorrowsHasAView()
{
    const std::string text = textOf("sdp", "struct A { x: u8 } struct B { s: str, a: A } struct C { list: []B }");
    QVERIFY(!has(text, "AView"));
    QVERIFY(has(text, "pub struct BView<'a> {\n    pub s: &'a str,\n    pub a: A,\n}\n"));
    QVERIFY(has(text, "    pub list: Vec<BView<'a>>,\n"));
    QVERIFY(!has(textOf("sdp", "struct A { x: u8 }"), "View"));
}

void CodegenRustTest::partsComeOnRequest()
{
    const char* schema = "struct A { x: u8 }";
    const Generated bare = generated("sdp", schema);
    GenerateOptions options;
    options.features.dispatch = options.features.builders = options.features.validation = true;
    const Generated full = generated("sdp", schema, options);
    for (const char* part : {"fn encode_json(", "fn to_json(", "fn with_x(", "fn validate("}) {
        QVERIFY(!has(bare.files.front().text, part));
        QVERIFY(has(full.files.front().text, part));
    }
    QVERIFY(!has(bare.files.back().text, "pub mod json"));
    QVERIFY(has(full.files.back().text, "pub mod json"));
}

void CodegenRustTest::interfacesAndServicesAreTraits()
{
    const std::string text
        = textOf("cramberry",
                 "package p; interface Shape { area(): float64; } @implements(Shape) type Dot { @field(1) x: int32; } "
                 "type T { @field(1) s: Shape; } service Shapes { rpc Find(T): Dot; rpc All(T): stream Dot; }");
    QVERIFY(has(text, "pub trait ShapeMethods {\n    fn area(&self) -> f64;\n}\n"));
    QVERIFY(has(text, "    fn find(&mut self, request: T) -> Result<Dot, Self::Error>;\n"));
    QVERIFY(has(text, "Result<rt::Results<Dot, Self::Error>, Self::Error>;\n"));
    QVERIFY(has(text, "    Dot(Box<Dot>),\n"));
}

void CodegenRustTest::regularExpressionsAreSteps()
{
    const std::string text = textOf("cramberry", R"(package p; type T {
  @field(1) @validate("len <= 3 && match ^[A-Z]+$") s: string;
  @field(2) @validate("match ^.{1,1000}$") t: string;
})");
    QVERIFY(has(text, "rt::rule(\"s\", (self.s.chars().count() as i128) <= 3)?;"));
    QVERIFY(has(text,
                "        // match ^[A-Z]+$\n        #[rustfmt::skip]\n"
                "        static PATTERN_1: rt::Pattern<5, 1> = rt::Pattern {\n"));
    QVERIFY(has(text, "rt::rule(\"s\", PATTERN_1.finds(&self.s))?;"));
    QVERIFY(has(text, "// Not checked, as it has too many steps: match ^.{1,1000}$"));
}

/// One of 96 columns stays, one of 99 is too long for rustfmt.
void CodegenRustTest::longAdditionsAreBroken()
{
    const std::string text = textOf("cramberry", R"(package p;
type S { @field(1) @encoding("rle") abcdefghijklm: [3]uint32; }
type T { @field(1) @encoding("rle") abcdefghijklmn: [4]uint32; })");
    QVERIFY(has(text,
                "        size += m.unless_zero::<SAbcdefghijklmCodec>(\"abcdefghijklm\", 1, "
                "&value.abcdefghijklm)?;\n"));
    QVERIFY(has(text,
                "        size +=\n"
                "            m.unless_zero::<TAbcdefghijklmnCodec>(\"abcdefghijklmn\", 1, "
                "&value.abcdefghijklmn)?;\n"));
}

void CodegenRustTest::moduleIsAnIdentifier()
{
    GenerateOptions options;
    options.package = "My-Type";
    QCOMPARE(generated("sdp", "struct A { x: u8 }", options).files.front().path, std::string("my_type.rs"));
    options.package = "loop";
    QCOMPARE(generated("sdp", "struct A { x: u8 }", options).files.front().path, std::string("loop_.rs"));
}

QTEST_APPLESS_MAIN(CodegenRustTest)
#include "codegen_rust_test.moc"
