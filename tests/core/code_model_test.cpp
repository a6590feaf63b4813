// SPDX-License-Identifier: MIT
// The model of generated types, its names, and the writer of code.
#include "core/base/text.h"
#include "core/codegen/code_model.h"
#include "core/codegen/code_names.h"
#include "core/codegen/code_writer.h"
#include "core/codegen/line_diff.h"
#include "core/codegen/output_changes.h"
#include "tests/core/generated_code.h"

#include <QTest>

#include <algorithm>

using namespace wirebench;

namespace {

using test::modelOf;

std::size_t placeOf(const CodeModel& model, std::string_view name)
{
    for (std::size_t i = 0; i < model.structs.size(); ++i) {
        if (model.structs[i].name == name)
            return i;
    }
    return model.structs.size();
}

const ApiField& fieldOf(const CodeModel& model, std::string_view owner, std::string_view name)
{
    static const ApiField none;
    for (const ApiStruct& entry : model.structs) {
        for (const ApiField& field : entry.fields) {
            if (entry.name == owner && field.name == name)
                return field;
        }
    }
    return none;
}

} // namespace

class CodeModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesInEveryCase();
    void namesAreSplitIntoWords();
    void namesNeverClash();
    void linesAreFilledInAndMarked();
    void foreignFilesAreKnown();
    void differencesLineByLine();
    void whatAStructHoldsStandsBeforeIt();
    void recursionNeedsABox();
    void widthsFollowTheRange();
    void optionalPlaces();
    void unionsHaveTheirTypes();
    void defaultsAreJson();
    void streamsHaveAUnionOfMessages();
    void namesOfTypesAreUnique();
    void enumsKnowWhetherTheyAreOpen();
};

void CodeModelTest::namesInEveryCase()
{
    QCOMPARE(pascalCase("parseHTTPHeader_v2"), std::string("ParseHttpHeaderV2"));
    QCOMPARE(camelCase("ParseHTTPHeader"), std::string("parseHttpHeader"));
    QCOMPARE(snakeCase("parseHTTPHeader"), std::string("parse_http_header"));
    QCOMPARE(screamingCase("user-id"), std::string("USER_ID"));
    QCOMPARE(pascalCase("v1_2"), std::string("V1_2"));
    QCOMPARE(snakeCase("2nd"), std::string("_2nd"));
    QCOMPARE(identifier("a b-c"), std::string("a_b_c"));
    QCOMPARE(identifier(""), std::string("_"));
}

void CodeModelTest::namesAreSplitIntoWords()
{
    const std::vector<std::string> expected{"Result", "Order", "Error"};
    QVERIFY(nameWords("Result<Order,Error>") == expected);
    QVERIFY(nameWords("___") == std::vector<std::string>{"x"});
}

void CodeModelTest::namesNeverClash()
{
    NameScope scope{"class", "class_"};
    QCOMPARE(scope.take("a"), std::string("a"));
    QCOMPARE(scope.take("a"), std::string("a_2"));
    QCOMPARE(scope.take("a_2"), std::string("a_2_2"));
    QCOMPARE(scope.take("class"), std::string("class_2"));
}

void CodeModelTest::linesAreFilledInAndMarked()
{
    QCOMPARE(fillIn("$2 + $1 = $$3 $x $9", {"a", "b"}), std::string("b + a = $3 $x "));
    CodeWriter writer("  ");
    writer.line("struct $1 {", "S");
    writer.indent();
    {
        const auto outer = writer.mark(4);
        writer.line("a;");
        const auto inner = writer.mark(4, 1);
        writer.line("b;\nc;");
    }
    writer.dedent();
    writer.line("}");
    writer.blank();
    writer.blank();
    const GeneratedFile file = std::move(writer).file("x");
    QCOMPARE(file.text, std::string("struct S {\n  a;\n  b;\n  c;\n}\n\n"));
    QCOMPARE(file.spans.size(), std::size_t{2});
    QCOMPARE(file.spans[0].firstLine, 1u);
    QCOMPARE(file.spans[0].lines, 3u);
    QCOMPARE(file.spans[1].firstLine, 2u);
    QCOMPARE(file.spans[1].lines, 2u);
    QCOMPARE(file.spans[1].member, 1u);
}

void CodeModelTest::foreignFilesAreKnown()
{
    const std::string mine = "#!x\n# " + std::string(kGeneratedMark) + "\nnew\n";
    const std::vector<GeneratedFile> files{
        {"new", mine, {}}, {"same", mine, {}}, {"old", mine, {}}, {"other", mine, {}}};
    const auto existing = [&](std::string_view path) -> std::optional<std::string> {
        if (path == "new")
            return std::nullopt;
        if (path == "same")
            return mine;
        return path == "old" ? "// " + std::string(kGeneratedMark) + "\nold" : "1\n2\n3\n4\n" + mine;
    };
    const std::vector<OutputChange> expected{OutputChange::New, OutputChange::Same, OutputChange::Changed,
                                             OutputChange::Foreign};
    QVERIFY(outputChanges(files, existing) == expected);
}

void CodeModelTest::differencesLineByLine()
{
    using Kind = DiffLine::Kind;
    const std::vector<DiffLine> expected{{Kind::Same, "a"},  {Kind::Removed, "b"}, {Kind::Removed, "c"},
                                         {Kind::Added, "x"}, {Kind::Same, "d"},    {Kind::Added, "e"},
                                         {Kind::Same, "f"}};
    QVERIFY(lineDiff("a\nb\nc\nd\nf\n", "a\nx\nd\ne\nf\n") == expected);
    QVERIFY(lineDiff("", "a\n\n") == (std::vector<DiffLine>{{Kind::Added, "a"}, {Kind::Added, ""}}));
    QVERIFY(lineDiff("a", "a") == (std::vector<DiffLine>{{Kind::Same, "a"}}));
    QVERIFY(lineDiff("a\na\n", "a\n") == (std::vector<DiffLine>{{Kind::Same, "a"}, {Kind::Removed, "a"}}));
}

void CodeModelTest::whatAStructHoldsStandsBeforeIt()
{
    const CodeModel model = modelOf("sdp",
                                    "struct A { b: B, list: []D } struct B { c: ?C } struct C { x: u8 }"
                                    "struct D { x: u8 }");
    QCOMPARE(model.structs.size(), std::size_t{4});
    QVERIFY(placeOf(model, "C") < placeOf(model, "B"));
    QVERIFY(placeOf(model, "B") < placeOf(model, "A"));
    QVERIFY(placeOf(model, "D") < placeOf(model, "A"));
    QCOMPARE(model.structOf(fieldOf(model, "A", "b").node).name, std::string("B"));
    QVERIFY(!fieldOf(model, "B", "c").boxed);
}

void CodeModelTest::recursionNeedsABox()
{
    const CodeModel model = modelOf("sdp",
                                    "struct Node { next: ?Node, other: ?Leaf, children: []Node }"
                                    "struct Leaf { x: u8, up: ?Branch } struct Branch { leaf: Leaf }");
    QVERIFY(fieldOf(model, "Node", "next").boxed);
    QVERIFY(!fieldOf(model, "Node", "other").boxed);
    QVERIFY(!fieldOf(model, "Node", "children").boxed);
    QVERIFY(fieldOf(model, "Leaf", "up").boxed);
    QVERIFY(fieldOf(model, "Branch", "leaf").boxed);
}

void CodeModelTest::widthsFollowTheRange()
{
    const CodeModel model = modelOf("bitschema", R"({"name": "R", "container": "bytes", "fields": [
            {"name": "a", "type": "uint", "bits": 3}, {"name": "b", "type": "int", "min": -200, "max": 5},
            {"name": "c", "type": "int", "min": 300, "max": 301}, {"name": "d", "type": "uint", "bits": 33},
            {"name": "_p", "type": "padding", "bits": 3}]})");
    const auto typeOf = [&](std::string_view name) { return model.typeOf(fieldOf(model, "R", name).node); };
    QCOMPARE(model.structs.front().fields.size(), std::size_t{4});
    QVERIFY(typeOf("a").kind == ApiKind::UInt && typeOf("a").bits == 8);
    QVERIFY(typeOf("b").kind == ApiKind::Int && typeOf("b").bits == 16);
    QCOMPARE(typeOf("c").bits, std::uint8_t{16});
    QCOMPARE(typeOf("d").bits, std::uint8_t{64});
}

void CodeModelTest::optionalPlaces()
{
    const CodeModel tagged = modelOf("cramberry",
                                     "package p; type T { @field(1) a: int32; @field(2) b: int32?;"
                                     "@field(3) t: U; @field(4) l: []int8; } type U { @field(1) a: bool; }"
                                     "@presence type P { @field(1) a: int32; }");
    QVERIFY(!fieldOf(tagged, "T", "a").optional);
    QVERIFY(fieldOf(tagged, "T", "b").optional);
    QVERIFY(fieldOf(tagged, "T", "t").optional);
    QVERIFY(!fieldOf(tagged, "T", "l").optional);
    QVERIFY(fieldOf(tagged, "P", "a").optional);
    const CodeModel models
        = modelOf("serialkit", "namespace n; model M { N n = 1; optional N o = 2; } model N { bool b = 1; }");
    QVERIFY(!fieldOf(models, "M", "n").optional);
    QVERIFY(fieldOf(models, "M", "o").optional);
}

void CodeModelTest::unionsHaveTheirTypes()
{
    const CodeModel model
        = modelOf("cramberry",
                  "package p; interface Pay { } @typeid(129) @implements(Pay) type Card { @field(1) n: string; }"
                  "@typeid(128) @implements(Pay) type Cash { @field(1) n: int64; }"
                  "type T { @field(1) pay: Pay; @field(2) what: any; }");
    const ApiType& pay = model.typeOf(fieldOf(model, "T", "pay").node);
    QVERIFY(pay.kind == ApiKind::Union);
    const ApiUnion& entry = model.unions[pay.index];
    QCOMPARE(entry.name, std::string("Pay"));
    QCOMPARE(entry.alternatives.size(), std::size_t{2});
    QCOMPARE(entry.alternatives[0].name, std::string("Cash"));
    QCOMPARE(model.structs[placeOf(model, "Card")].typeId.value_or(0), std::uint64_t{129});
    const ApiUnion& any = model.unions[model.typeOf(fieldOf(model, "T", "what").node).index];
    QCOMPARE(any.name, std::string("Any"));
    QVERIFY(any.alternatives.size() > 20);
}

void CodeModelTest::defaultsAreJson()
{
    const CodeModel model = modelOf("cramberry",
                                    "package p; enum E { A = 0; B = 3; } type T { @field(1) n: uint64 = "
                                    "18446744073709551615; @field(2) e: E = B; @field(3) l: []int32 = [1, -2];"
                                    "@field(4) s: string = \"x\\ny\"; @field(5) none: int8; }");
    QCOMPARE(fieldOf(model, "T", "n").defaultJson, std::string("18446744073709551615"));
    QCOMPARE(fieldOf(model, "T", "e").defaultJson, std::string("\"B\""));
    QCOMPARE(fieldOf(model, "T", "l").defaultJson, std::string("[1,-2]"));
    QCOMPARE(fieldOf(model, "T", "s").defaultJson, std::string(R"("x\ny")"));
    QCOMPARE(fieldOf(model, "T", "none").defaultJson, std::string());
}

void CodeModelTest::streamsHaveAUnionOfMessages()
{
    const CodeModel model
        = modelOf("cramberry", "package p; type A { @field(1) a: int8; } type B { @field(1) a: int8; }");
    QVERIFY(model.streamUnion < model.unions.size());
    QCOMPARE(model.unions[model.streamUnion].alternatives.size(), std::size_t{2});
    QCOMPARE(modelOf("sdp", "struct A { a: u8 }").streamUnion, kNoIndex);
}

void CodeModelTest::namesOfTypesAreUnique()
{
    const CodeModel model = modelOf("cramberry",
                                    "package p; type Box<T> { @field(1) value: T; } type BoxInt { @field(1) a: "
                                    "Box<int32>; @field(2) b: Box<[]int32>; }");
    std::vector<std::string> names;
    for (const ApiStruct& entry : model.structs)
        names.push_back(asciiLower(pascalCase(entry.name)));
    std::sort(names.begin(), names.end());
    QCOMPARE(names.size(), std::size_t{3});
    QVERIFY(std::adjacent_find(names.begin(), names.end()) == names.end());
}

void CodeModelTest::enumsKnowWhetherTheyAreOpen()
{
    const CodeModel closed = modelOf("bitschema", R"({"name": "R", "fields": [{"name": "e", "type": "enum",
        "values": ["on fire", "off"]}, {"name": "f", "type": "bitmask", "flags": {"hi": 9, "lo": 0}}]})");
    QVERIFY(!closed.enums.front().open);
    QCOMPARE(closed.enums.front().values.front().name, std::string("on fire"));
    QCOMPARE(closed.flags.front().bits, std::uint8_t{16});
    QCOMPARE(closed.flags.front().flags.front().name, std::string("lo"));
    const CodeModel open
        = modelOf("serialkit", "namespace n; enum E { B = 7; A = 2; } model M { E a = 1; repeated E b = 2; }");
    QCOMPARE(open.enums.size(), std::size_t{1});
    QVERIFY(open.enums.front().open);
    QCOMPARE(open.enums.front().values.front().number, std::uint64_t{2});
}

QTEST_APPLESS_MAIN(CodeModelTest)
#include "code_model_test.moc"
