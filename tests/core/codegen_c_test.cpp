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

} // namespace

class CodegenCTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameInputGivesSameText();
    void everyFileSaysThatItIsGenerated();
    void fieldsKnowTheirLines();
    void namesThatClashAreToldApart();
    void tablesAreNamedUnlikeTypes();
    void numbersInARowAreOneBlock();
    void fieldsWithNumbersAreCases();
    void emptyBoxesAreZero();
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
    QCOMPARE(code.files.size(), std::size_t{5});
    QCOMPARE(code.files.front().path, std::string("things.h"));
    for (const GeneratedFile& file : code.files) {
        QVERIFY(file.text.starts_with("/* " + std::string(kGeneratedMark) + " */\n"));
        QVERIFY(file.text.ends_with('\n') && !file.text.ends_with("\n\n"));
    }
}

void CodegenCTest::fieldsKnowTheirLines()
{
    const Generated all = generated("sdp", "struct A { first: u8, second: ?B } struct B { x: u8 }");
    const GeneratedFile& file = all.files.front();
    const GeneratedFile& source = all.files[1];
    const auto span = std::find_if(file.spans.begin(), file.spans.end(),
                                   [](const CodeSpan& one) { return one.decl == 0 && one.member == 1; });
    QVERIFY(span != file.spans.end());
    QCOMPARE(test::linesOf(file, *span), std::string("    bool has_second;\n    things_B second;\n"));
    std::vector<std::string> code;
    for (const CodeSpan& one : source.spans) {
        if (one.decl == 1 && one.member == 0)
            code.push_back(test::linesOf(source, one));
    }
    const std::vector<std::string> expected{"    wb_store(at, 1, value->x);\n",
                                            "    value->x = (uint8_t)wb_load(at, 1);\n"};
    QCOMPARE(code, expected);
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

void CodegenCTest::tablesAreNamedUnlikeTypes()
{
    const Generated code = generated("sdp", "struct nodes { x: u8 } struct slots { n: nodes }");
    QVERIFY(has(code.files[0].text, "typedef struct things_nodes things_nodes;"));
    QVERIFY(has(code.files[1].text, "static const wb_node table_things_nodes[] = {"));
    QVERIFY(!has(code.files[1].text, "static const wb_node things_nodes"));
}

void CodegenCTest::numbersInARowAreOneBlock()
{
    const std::string text = generated("sdp", "struct A { s: str, x: u32, y: f32, z: i64, last: u8 }").files[1].text;
    QVERIFY(has(text,
                "    if (WB_ADJOIN(things_A, x, last, 16)) {\n"
                "        memcpy(at, (const uint8_t *)value + offsetof(things_A, x), 17);\n"
                "    } else {\n"
                "        wb_store(at, 4, value->x);\n"
                "        wb_store(at + 4, 4, wb_bits_of_float(value->y));\n"));
    QVERIFY(has(text,
                "    if ((size_t)(end - at) < 17)\n"
                "        return wb_cut_short(d, 1, at, end);\n"));
    QVERIFY(has(text, "    size_t bytes = 21;\n"));
}

void CodegenCTest::fieldsWithNumbersAreCases()
{
    const char* schema = "package p; type A { @field(1) n: uint32; @field(2) list: []A; @field(20) s: string; }";
    const std::string text = generated("cramberry", schema).files[1].text;
    QVERIFY(has(text,
                "        case 8: {\n"
                "            uint64_t number = 0;\n"
                "            at = wb_get_uint(d, at, end, UINT32_MAX, &number);\n"
                "            value->n = (uint32_t)number;\n"
                "            break;\n"
                "        }\n"));
    QVERIFY(has(text, "            at = wb_get_delimited_text(d, at, end, &value->s);\n"));
    QVERIFY(has(text, "    if (value->s.size != 0) {\n        at = wb_put_varint(at, 162);\n"));
}

void CodegenCTest::emptyBoxesAreZero()
{
    const Generated code = generated("sdp", "struct A { b: ?B } struct B { a: A }");
    QVERIFY(has(code.files[0].text, "    things_A *a; /* Null: there is none. */\n"));
    QVERIFY(has(code.files[1].text, "static const things_A zero_of_things_A;\n"));
    QVERIFY(has(code.files[1].text, "at = put_things_A(e, at, wb_boxed(value->a, &zero_of_things_A));\n"));
    QVERIFY(has(code.files[1].text, "    if (value->b != NULL) {\n        at = put_things_B(e, at, value->b);\n"));
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
                "/* match ^a/ *b$ */\nstatic const wb_match_step table_p_steps0[] = {\n"
                "    {WB_MATCH_TEXT_BEGIN, 1, 0},\n"));
    QVERIFY(has(code.files[1].text, "    {.pattern = &table_p_pattern0},\n    {.unchecked = true},\n"));
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
