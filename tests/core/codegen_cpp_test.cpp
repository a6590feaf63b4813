// SPDX-License-Identifier: MIT
// The printer of C++: what does not need a C++ compiler to be seen.
#include "core/codegen/cpp/cpp_context.h"
#include "tests/core/generated_code.h"

#include <QTest>

#include <string>

using namespace wirebench;

namespace {

using test::has;
using test::linesOf;

constexpr test::GeneratedIn generated{"c++"};
constexpr test::TextIn textOf{"c++"};

GenerateOptions all()
{
    GenerateOptions options;
    options.features = {.json = true,
                        .validation = true,
                        .builders = true,
                        .equals = true,
                        .clone = true,
                        .dispatch = true,
                        .pools = true,
                        .hooks = true};
    return options;
}

} // namespace

class CodegenCppTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreEscaped();
    void sameInputGivesSameText();
    void filesSayThatTheyAreGenerated();
    void fieldsKnowTheirLines();
    void namesThatClashAreToldApart();
    void typesBehindFieldsOfTheirNamesAreNamedInFull();
    void recursionIsBoxed();
    void partsComeOnRequest();
    void buildersBringTheRules();
    void settersOfAGroupResetTheOthers();
    void methodsAreAbstract();
    void fieldsOfRecordsHavePlaces();
    void rulesAreCheckedWhereTheFieldIsWritten();
    void longListsBreak();
    void largeVariantsSayWhatClangWants();
    void packagesAreNamespaces();
};

void CodegenCppTest::textsAreEscaped()
{
    QCOMPARE(cpp::Context::quoted("a\"b\\\n\x01"
                                  "7\xFF"),
             std::string("\"a\\\"b\\\\\\012\\0017\\377\""));
    QCOMPARE(cpp::Context::literal(0x80000000u, false), std::string("2147483648u"));
    QCOMPARE(cpp::Context::literal(std::uint64_t{1} << 63, true),
             std::string("std::numeric_limits<std::int64_t>::min()"));
}

void CodegenCppTest::sameInputGivesSameText()
{
    const char* schema = "struct A { x: u8, b: []B } struct B { s: str } message M { a: A }";
    const Generated first = generated("sdp", schema, all());
    const Generated second = generated("sdp", schema, all());
    QCOMPARE(first.files.size(), second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i)
        QCOMPARE(first.files[i].text, second.files[i].text);
}

void CodegenCppTest::filesSayThatTheyAreGenerated()
{
    const Generated code = generated("serialkit", "namespace a.things; model M { uint32 f = 1; }", all());
    std::vector<std::string> paths;
    for (const GeneratedFile& file : code.files) {
        paths.push_back(file.path);
        QVERIFY(file.text.starts_with("// " + std::string(kGeneratedMark) + '\n'));
        QVERIFY(file.text.ends_with('\n') && !file.text.ends_with("\n\n"));
        QVERIFY(!has(file.text, "\n\n\n"));
    }
    const std::vector<std::string> expected{"things.h",         "things.cpp",        "wirebench_runtime.h",
                                            "wirebench_json.h", "wirebench_hooks.h", "wirebench_pool.h"};
    QCOMPARE(paths, expected);
}

void CodegenCppTest::fieldsKnowTheirLines()
{
    const Generated code = generated("sdp", "struct A { first: u8, second: str }");
    QCOMPARE(linesOf(code.files.front(), 0, 1), std::string("    std::string second;\n"));
}

void CodegenCppTest::namesThatClashAreToldApart()
{
    const std::string text
        = textOf("sdp", "struct A { pack: u8, validate: u8, x: []u8, add_x: u8 } struct ABuilder { build: u8 }", all());
    QVERIFY(has(text, "    std::uint8_t pack_ = 0;\n"));
    QVERIFY(has(text, "    std::uint8_t validate_ = 0;\n"));
    QVERIFY(has(text, "class ABuilder_2 {"));
    QVERIFY(has(text, "    ABuilder_2& add_x(std::uint8_t value);\n"));
    QVERIFY(has(text, "    ABuilder_2& add_x_2(std::uint8_t value);\n"));
    QVERIFY(has(text, "    ABuilderBuilder& build_(std::uint8_t value);\n"));
}

void CodegenCppTest::typesBehindFieldsOfTheirNamesAreNamedInFull()
{
    const std::string text = textOf("sdp", "struct Point { x: u8 } struct A { Point: Point, y: Point }");
    QVERIFY(has(text, "    ::things::Point Point;\n"));
    QVERIFY(has(text, "    ::things::Point y;\n"));
}

void CodegenCppTest::recursionIsBoxed()
{
    const std::string text = textOf("sdp", "struct Node { value: u8, next: ?Node, all: []Node }");
    QVERIFY(has(text, "    ::wirebench_runtime::Box<Node> next;\n"));
    QVERIFY(has(text, "    std::vector<Node> all;\n"));
}

void CodegenCppTest::partsComeOnRequest()
{
    const char* schema = "struct A { x: u8 }";
    const Generated bare = generated("sdp", schema);
    const Generated full = generated("sdp", schema, all());
    QCOMPARE(bare.files.size(), std::size_t{3});
    for (const char* part : {"encode_json(", " to_json() const", "class ABuilder", " validate() const",
                             " clone() const", "serialize_into("}) {
        QVERIFY2(!has(bare.files.front().text, part), part);
        QVERIFY2(has(full.files.front().text, part), part);
    }
    for (const char* part : {"wb::HookedCall", "wb::Validator", "wirebench_hooks.h"}) {
        QVERIFY2(!has(bare.files[1].text, part), part);
        QVERIFY2(has(full.files[1].text, part), part);
    }
    QVERIFY(findTarget("cpp")->offers() == all().features);
}

void CodegenCppTest::buildersBringTheRules()
{
    GenerateOptions options;
    options.features.builders = true;
    const char* schema = "package p; type T { @field(1) @required x: uint32; @field(2) y: uint32; }";
    QVERIFY(has(textOf("cramberry", schema, options), "std::vector<::wirebench_runtime::Violation> validate() const;"));
    const std::string source = textOf("cramberry", schema, options, 1);
    QVERIFY(has(source, "    m_value.x = value;\n    m_given[0] = true;\n    return *this;\n"));
    QVERIFY(has(source, "    m_value.y = value;\n    return *this;\n"));
    QVERIFY(has(source, "        found.push_back({\"x\", \"missing-required\", {}});\n"));
}

void CodegenCppTest::settersOfAGroupResetTheOthers()
{
    const std::string source = textOf("cramberry",
                                      "package p; type T { @field(1) @oneof(\"g\") a: int32; "
                                      "@field(2) @oneof(\"g\") b: string; @field(3) c: string; }",
                                      all(), 1);
    QVERIFY(has(source, "    m_value.a.reset();\n    m_value.b = std::move(value);\n    return *this;\n"));
    QVERIFY(has(source, "{\n    m_value.c = std::move(value);\n    return *this;\n"));
}

void CodegenCppTest::methodsAreAbstract()
{
    const std::string text
        = textOf("cramberry",
                 "package p; interface Shape { area(): float64; } @implements(Shape) type Dot { @field(1) x: int32; } "
                 "type T { @field(1) s: Shape; } service Shapes { rpc Find(T): Dot; rpc All(stream T): stream Dot; }");
    QVERIFY(has(text,
                "class ShapeMethods {\npublic:\n    virtual ~ShapeMethods() = default;\n\n"
                "    virtual double area() const = 0;\n};\n"));
    QVERIFY(has(text, "    virtual ::p::Dot Find(const ::p::T& request) = 0;\n"));
    QVERIFY(has(text,
                "    virtual void All(const std::function<std::optional<::p::T>()>& request,\n"
                "                     const std::function<void(const ::p::Dot&)>& result)\n        = 0;\n"));
    QVERIFY(has(text, "    Shape(Dot held);\n"));
}

void CodegenCppTest::fieldsOfRecordsHavePlaces()
{
    const std::string text = textOf("bitschema", R"({"name": "R", "fields": [
        {"name": "a", "type": "uint", "bits": 4}, {"name": "b", "type": "int", "min": -8, "max": 7, "nullable": true}]})");
    QVERIFY(has(text, "    static constexpr ::wirebench_runtime::BitField a{0, 4, 0xFu};\n"));
    QVERIFY(has(text, "    static constexpr ::wirebench_runtime::BitField b{4, 5, 0x1F0u};\n"));
    QVERIFY(has(text, "    std::uint16_t pack() const;\n"));
    QVERIFY(has(text, "get_b(std::span<const std::uint8_t> packed, std::optional<std::int8_t>& value);\n"));
}

void CodegenCppTest::rulesAreCheckedWhereTheFieldIsWritten()
{
    const std::string source = textOf(
        "cramberry", R"(package p; type T { @field(1) @validate("len <= 3 && match ^[A-Z]+$") s: string; })", all(), 1);
    QVERIFY(has(source,
                "    if (!s_form::zero(v.s)) {\n        const auto place = checks.member(\"s\");\n"
                "        if (!std::is_lteq(wb::compare(wb::code_points(v.s), 3)))\n"
                "            checks.fail(\"validate\", "));
    QVERIFY(has(source, "        if (!wb::matches(pattern_1_steps, pattern_1_sets, v.s))\n"));
}

void CodegenCppTest::longListsBreak()
{
    const std::string longName(60, 'a');
    const std::string schema
        = "package p; type T { @field(1) x: int32; } service S { rpc " + longName + "(stream T): stream T; }";
    const std::string text = textOf("cramberry", schema.c_str());
    QVERIFY(has(text,
                "    virtual void " + longName + "(const std::function<std::optional<::p::T>()>& request,\n"
                    + std::string(78, ' ') + "const std::function<void(const ::p::T&)>& result)\n        = 0;\n"));
}

void CodegenCppTest::largeVariantsSayWhatClangWants()
{
    std::string schema = "package p;";
    for (int i = 0; i < 254; ++i)
        schema += " type T" + std::to_string(i) + " { @field(1) s: string?; }";
    QVERIFY(!has(textOf("cramberry", schema), "-fbracket-depth"));
    schema += " type T254 { @field(1) s: string?; }";
    QVERIFY(has(textOf("cramberry", schema), "-fbracket-depth=257."));
}

void CodegenCppTest::packagesAreNamespaces()
{
    GenerateOptions options;
    options.package = "a.class.3d";
    QVERIFY(has(textOf("sdp", "struct A { x: u8 }", options), "\nnamespace a::class_::_3d {\n"));
    QVERIFY(has(textOf("sdp", "struct A { x: u8 }"), "\nnamespace things {\n"));
}

QTEST_APPLESS_MAIN(CodegenCppTest)
#include "codegen_cpp_test.moc"
