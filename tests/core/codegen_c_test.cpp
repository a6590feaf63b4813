// SPDX-License-Identifier: MIT
// The printer of C: what does not need a C compiler to be seen.
#include "tests/core/generated_code.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace wirebench;

namespace {

using test::has;

constexpr test::GeneratedIn generated{"c11"};

/// The lines of a span, without their indentation.
std::string linesOf(const GeneratedFile& file, const CodeSpan& span)
{
    std::string lines;
    for (const char c : test::linesOf(file, span)) {
        if (c != ' ' || (!lines.empty() && lines.back() != '\n'))
            lines += c;
    }
    return lines;
}

} // namespace

class CodegenCTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameInputGivesSameText();
    void everyFileSaysThatItIsGenerated();
    void fieldsKnowTheirLines();
    void namesThatClashAreToldApart();
    void buildersHaveThePrescribedNames();
    void regularExpressionsAreSteps();
    void partsComeOnRequest();
    void prefixIsAnIdentifier();
};

void CodegenCTest::sameInputGivesSameText()
{
    const char* schema = "struct A { x: u8, b: []B } struct B { s: str } message M { a: A }";
    const Generated first = generated("sdp", schema);
    const Generated second = generated("sdp", schema);
    QCOMPARE(first.files.size(), second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i)
        QCOMPARE(first.files[i].text, second.files[i].text);
}

void CodegenCTest::everyFileSaysThatItIsGenerated()
{
    const Generated code = generated("serialkit", "namespace a.things; model M { uint32 f = 1; }");
    QCOMPARE(code.files.size(), std::size_t{4});
    QCOMPARE(code.files.front().path, std::string("things.h"));
    for (const GeneratedFile& file : code.files) {
        QVERIFY(file.text.starts_with("/* " + std::string(kGeneratedMark) + " */\n"));
        QVERIFY(file.text.ends_with('\n') && !file.text.ends_with("\n\n"));
    }
}

void CodegenCTest::fieldsKnowTheirLines()
{
    const Generated code = generated("sdp", "struct A { first: u8, second: ?B } struct B { x: u8 }");
    const GeneratedFile& file = code.files.front();
    const auto span = std::find_if(file.spans.begin(), file.spans.end(),
                                   [](const CodeSpan& one) { return one.decl == 0 && one.member == 1; });
    QVERIFY(span != file.spans.end());
    QCOMPARE(linesOf(file, *span), std::string("bool has_second;\nthings_B second;\n"));
}

void CodegenCTest::namesThatClashAreToldApart()
{
    const Generated code
        = generated("cramberry",
                    "package p; type Schema { @field(1) register: uint32; @field(2) unknown_fields: uint32; }"
                    "type schema2 { @field(1) has_a: bool; @field(2) a: string?; }");
    const std::string& text = code.files.front().text;
    QVERIFY(has(text, "uint32_t register_;"));
    QVERIFY(has(text, "uint32_t unknown_fields;"));
    QVERIFY(has(text, "wb_bytes unknown_fields_2;"));
    QVERIFY(has(text, "bool has_a;"));
    QVERIFY(has(text, "bool has_a_2;"));
}

void CodegenCTest::buildersHaveThePrescribedNames()
{
    GenerateOptions options;
    options.features.builders = true;
    const char* schema = "struct L { items: []Item } struct Item { id: u32, values: []f64 }";
    const Generated code = generated("sdp", schema, options);
    QVERIFY(has(code.files[0].text, "things_L_tentative *things_NewLBuilder(void);"));
    QCOMPARE(code.files[2].path, std::string("things_builders.h"));
    const std::string& names = code.files[2].text;
    for (const char* name : {"NewLBuilder", "FinalizeL", "DestroyLBuilder", "BeginL_items", "BeginItem", "SetItem_id",
                             "SetItemId", "AddItem_values", "AddItemValue", "DiscardItem"})
        QVERIFY2(has(names, "#define " + std::string(name) + " things_"), name);
    QVERIFY(!has(generated("serialkit", "namespace p; model T { uint32 f = 1; }", options).files[0].text, "tentative"));
}

void CodegenCTest::regularExpressionsAreSteps()
{
    const Generated code = generated("cramberry", R"(package p; type T {
  @field(1) @validate("match ^a/*b$") s: string;
  @field(2) @validate("match /*.{1,1000}$") t: string;
})");
    QVERIFY(has(code.files[1].text,
                "/* match ^a/ *b$ */\nstatic const wb_match_step p_steps0[] = {\n"
                "    {WB_MATCH_TEXT_BEGIN, 1, 0},\n"));
    QVERIFY(has(code.files[1].text, "    {.pattern = &p_pattern0},\n    {.unchecked = true},\n"));
    QVERIFY(has(code.files[0].text, "/* Not checked: match / *.{1,1000}$ */"));
    QVERIFY(!has(code.files[0].text, "Not checked: match ^a"));
}

void CodegenCTest::partsComeOnRequest()
{
    const char* schema = "struct A { x: u8 }";
    const Generated bare = generated("sdp", schema);
    GenerateOptions options;
    options.features.json = options.features.clone = true;
    const Generated full = generated("sdp", schema, options);
    QVERIFY(!has(bare.files.front().text, "_to_json"));
    QVERIFY(!has(bare.files.front().text, "_clone"));
    QVERIFY(has(full.files.front().text, "wb_status things_A_to_json("));
    QVERIFY(has(full.files.front().text, "wb_status things_A_clone("));
}

void CodegenCTest::prefixIsAnIdentifier()
{
    GenerateOptions options;
    options.package = "My.Types";
    QVERIFY(has(generated("sdp", "struct A { x: u8 }", options).files.front().text, "typedef struct My_Types_A "));
    options.package = "_9";
    QVERIFY(has(generated("sdp", "struct A { x: u8 }", options).files.front().text, "typedef struct p9_A "));
}

QTEST_APPLESS_MAIN(CodegenCTest)
#include "codegen_c_test.moc"
