// SPDX-License-Identifier: MIT
// The printer of Swift: what does not need a Swift compiler to be seen.
#include "core/codegen/swift/swift_names.h"
#include "tests/core/generated_code.h"

#include <QTest>

#include <string>
#include <string_view>
#include <vector>

using namespace wirebench;

namespace {

using test::has;
using test::linesOf;

constexpr test::GeneratedIn generated{"swift"};
constexpr test::TextIn textOf{"swift"};

/// The modules that code imports.
std::vector<std::string> importsOf(const std::string& text)
{
    static constexpr std::string_view word = "import ";
    std::vector<std::string> modules;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t begin = at + word.size();
        modules.push_back(text.substr(begin, text.find('\n', begin) - begin));
    }
    return modules;
}

} // namespace

class CodegenSwiftTest : public QObject {
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
    void defaultsAreInitialValues();
    void unionsAreEnums();
    void recordsNameTheirBits();
    void onlyWhatBorrowsHasAView();
    void partsComeOnRequest();
    void interfacesAndServicesAreProtocols();
    void linesOfDocsAreComments();
    void prefixIsTheModuleOfTheRuntime();
};

void CodegenSwiftTest::literalsAreEscaped()
{
    QCOMPARE(swift::textLiteral("a\"\\(b)\n\x01"), std::string("\"a\\\"\\\\(b)\\n\\u{01}\""));
}

void CodegenSwiftTest::sameInputGivesSameText()
{
    const char* schema = "struct A { x: u8, b: []B } struct B { s: str } message M { a: A }";
    const Generated first = generated("sdp", schema);
    const Generated second = generated("sdp", schema);
    QCOMPARE(first.files.size(), second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i)
        QCOMPARE(first.files[i].text, second.files[i].text);
}

void CodegenSwiftTest::filesSayThatTheyAreGenerated()
{
    const Generated code = generated("serialkit", "namespace a.things; model M { uint32 f = 1; }");
    QCOMPARE(code.files.size(), std::size_t{2});
    QCOMPARE(code.files.front().path, std::string("things.swift"));
    QCOMPARE(code.files.back().path, std::string("WirebenchRuntime.swift"));
    for (const GeneratedFile& file : code.files) {
        QVERIFY(file.text.starts_with("// " + std::string(kGeneratedMark) + '\n'));
        QVERIFY(file.text.ends_with('\n') && !file.text.ends_with("\n\n"));
        QVERIFY(!has(file.text, " \n"));
    }
    QVERIFY(!has(code.files.front().text, "import"));
    // Nothing but the platform's C library, for the clock.
    QCOMPARE(importsOf(code.files.back().text), (std::vector<std::string>{"Darwin", "Glibc", "Musl", "Android"}));
}

void CodegenSwiftTest::fieldsKnowTheirLines()
{
    const Generated code = generated("sdp", "struct A { first: u8, second: str }");
    QCOMPARE(linesOf(code.files.front(), 0, 1), std::string("  public var second: String = \"\"\n"));
}

void CodegenSwiftTest::keywordsAreEscaped()
{
    const std::string text
        = textOf("cramberry",
                 "package p; type T { @field(1) where: uint32; @field(2) self: uint32; @field(3) encode: uint32; }");
    QVERIFY(has(text, "  public var `where`: UInt32 = 0\n"));
    QVERIFY(has(text, "        \\T.`where`,\n"));
    QVERIFY(has(text, "  public var self_: UInt32 = 0\n"));
    QVERIFY(has(text, "  public var encode_: UInt32 = 0\n"));
}

void CodegenSwiftTest::namesThatClashAreToldApart()
{
    const std::string text = textOf("cramberry",
                                    "package p; type Int { @field(1) unknownFields: uint32; @field(2) fooBar: uint32; "
                                    "@field(3) foo_bar: uint32; } type WireError { @field(1) x: Int; }");
    QVERIFY(has(text, "public struct Int_: WireStruct {"));
    QVERIFY(has(text, "public struct TheWireError: WireStruct {"));
    QVERIFY(has(text, "  public var unknownFields_: UInt32 = 0\n"));
    QVERIFY(has(text, "  public var fooBar: UInt32 = 0\n  public var fooBar_2: UInt32 = 0\n"));
}

void CodegenSwiftTest::recursionIsBoxed()
{
    const std::string text = textOf("sdp", "struct Node { value: u8, next: ?Node, all: []Node }");
    QVERIFY(has(text, "  @WireBox public var next: Node? = nil\n"));
    QVERIFY(has(text, "  public var all: [Node] = []\n"));
}

void CodegenSwiftTest::enumsAreOpenWhereTheWireIs()
{
    const std::string open = textOf("serialkit", "namespace p; enum E { A_B = 0; C = 7; } model M { E e = 1; }");
    QVERIFY(has(open, "public struct E: RawRepresentable, WireEnum {\n  public static let aB: E = E(rawValue: 0)\n"));
    QVERIFY(has(open, "      (7, \"C\"),\n    ], open: true,"));
    const std::string closed = textOf(
        "bitschema", R"({"name": "R", "fields": [{"name": "e", "type": "enum", "values": ["low", "very high"]}]})");
    QVERIFY(has(closed, ": UInt8, WireEnum, CaseIterable {\n  case low = 0\n  case veryHigh = 1\n"));
}

void CodegenSwiftTest::defaultsAreInitialValues()
{
    const std::string text = textOf(
        "cramberry",
        "package p; type T { @field(1) n: int32 = -3; @field(2) s: string = \"a\\\"b\"; @field(3) f: float64 = 1.5; }");
    QVERIFY(has(text, "  public var n: Int32 = -3\n"));
    QVERIFY(has(text, "  public var s: String = \"a\\\"b\"\n"));
    QVERIFY(has(text, "  public var f: Double = 1.5\n"));
    QVERIFY(has(text, "hasDefault: true"));
}

void CodegenSwiftTest::unionsAreEnums()
{
    const std::string text = textOf("cramberry",
                                    "package p; interface Shape {} @implements(Shape) type Dot { @field(1) x: int32; } "
                                    "type T { @field(1) s: Shape; @field(2) l: []Shape; }");
    QVERIFY(has(text, "public indirect enum Shape: WireUnion {\n  case dot(Dot)\n"));
    QVERIFY(has(text, "  public var s: Shape? = nil\n  public var l: [Shape?] = []\n"));
}

void CodegenSwiftTest::recordsNameTheirBits()
{
    const std::string text = textOf("bitschema",
                                    R"({"name": "R", "fields": [{"name": "a", "type": "integer", "bits": 3},
                                        {"name": "b", "type": "boolean"}]})");
    QVERIFY(has(text, "public struct R: WirePackedRecord {\n"));
    QVERIFY(has(text, "    /// Bits 3 to 3.\n    public static let b: WireBitField<R, Bool> =\n"));
}

void CodegenSwiftTest::onlyWhatBorrowsHasAView()
{
    const std::string text = textOf("sdp", "struct A { x: u8 } struct B { s: str, a: A } struct C { list: []B }");
    QVERIFY(!has(text, "AView"));
    QVERIFY(has(text,
                "public struct BView: WireView {\n  public var s: WireTextView = WireTextView()\n"
                "  public var a: A = A()\n"));
    QVERIFY(has(text, "  public var list: [BView] = []\n"));
    QVERIFY(!has(textOf("sdp", "struct A { x: u8 }"), "View"));
}

void CodegenSwiftTest::partsComeOnRequest()
{
    const char* schema = "struct A { x: u8 }";
    const std::string bare = textOf("sdp", schema);
    GenerateOptions options;
    options.features
        = {.json = true, .validation = true, .builders = true, .equals = true, .clone = true, .dispatch = true};
    const std::string full = textOf("sdp", schema, options);
    for (const char* part : {"extension A: WireJSONText {}", "extension A: WireValidated {}", "x: UInt8 = 0\n  ) {",
                             "extension A: WireBuildable {}", "extension A: Equatable {",
                             "extension A: WireClonable {}", "static let dispatcher"}) {
        QVERIFY(!has(bare, part));
        QVERIFY(has(full, part));
    }
}

void CodegenSwiftTest::interfacesAndServicesAreProtocols()
{
    const std::string text
        = textOf("cramberry",
                 "package p; interface Shape { area(): float64; } @implements(Shape) type Dot { @field(1) x: int32; } "
                 "type T { @field(1) s: Shape; } service Shapes { rpc Find(T): Dot; rpc All(T): stream Dot; }");
    QVERIFY(has(text, "public protocol ShapeMethods {\n  func area() -> Double\n}\n"));
    QVERIFY(has(text, "  func find(_ request: T) async throws -> Dot\n"));
    QVERIFY(has(text, "  func all(_ request: T) async throws -> AsyncThrowingStream<Dot, Error>\n"));
}

void CodegenSwiftTest::linesOfDocsAreComments()
{
    const std::string text
        = textOf("sdp", "/// One.\n///\n/// Two\tlines.\nstruct A {\n    /// A number.\n    x: u8,\n}");
    QVERIFY(has(text, "/// One.\n///\n/// Two lines.\n"));
    QVERIFY(has(text, "  /// A number.\n  public var x: UInt8 = 0\n"));
}

void CodegenSwiftTest::prefixIsTheModuleOfTheRuntime()
{
    GenerateOptions options;
    options.package = "my-orders";
    options.packagePrefix = "WirebenchRuntime";
    const std::string text = textOf("sdp", "struct A { x: u8 }", options);
    QVERIFY(has(text, "\nimport WirebenchRuntime\n"));
    QVERIFY(has(text, "public enum MyOrdersSchema {"));
}

QTEST_APPLESS_MAIN(CodegenSwiftTest)
#include "codegen_swift_test.moc"
