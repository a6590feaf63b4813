// SPDX-License-Identifier: MIT
#include "core/layout/grid_cells.h"
#include "core/layout/grid_pictures.h"
#include "core/layout/layout.h"
#include "core/wire/annotation_tree.h"
#include "tests/core/serialkit_support.h"
#include "tests/core/tagged_plans.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Json = nlohmann::ordered_json;

std::shared_ptr<const Plan> planOf(const std::string& schema)
{
    const Analysis analysis = skittest::analyse("namespace test;\n" + schema);
    return hasErrors(analysis.diagnostics) ? nullptr : analysis.plan;
}

Layout layoutOfType(const Plan& plan, std::string_view type)
{
    return layoutOf(plan, *plan.findType(type));
}

Json rowsOf(const std::string& schema, std::string_view type)
{
    return layoutJson(layoutOfType(*planOf(schema), type))["fields"];
}

const LayoutRow& rowOf(const Layout& layout, std::string_view name)
{
    return *std::find_if(layout.fields.begin(), layout.fields.end(),
                         [&](const LayoutRow& row) { return row.name == name; });
}

/// "label least most" of every cell of a frame; most is * where it is unbounded.
std::vector<std::string> cellsOf(const GridFrame& frame)
{
    std::vector<std::string> cells;
    for (const GridBlock& block : frame.blocks) {
        for (const GridCell& cell : block.cells) {
            const std::string most = !block.band ? std::to_string(cell.bits.count)
                : block.maxBits                  ? std::to_string(*block.maxBits)
                                                 : "*";
            cells.push_back(cell.label + " " + std::to_string(cell.bits.count) + " " + most);
        }
    }
    return cells;
}

/// A schema with every modifier, and a value of it.
constexpr const char* everyModifier = R"(
model M {
  packed repeated uint32 numbers = 1;
  bitmap repeated bool flags = 2;
  repeated interned string tags = 3;
  repeated uint32 plain = 4;
  string name = 5;
})";

/// The value as bytes, decoded again, compared field by field.
FieldSaving savingOf(const Savings& savings, const Plan& plan, std::string_view name, FieldForm form)
{
    for (const FieldSaving& saving : savings.fields) {
        if (plan.text(plan.slots[saving.slot].name) == name && saving.form == form)
            return saving;
    }
    return {};
}

} // namespace

/// Layouts of tagged types (spec README, *Decided details*, "Layout rows").
class LayoutTaggedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsListNumberWireTypeAndSizes();
    void sizesFollowTheType();
    void offsetsWhereNothingVariableIsBefore();
    void fieldsThatMayBeMissing();
    void nestedFieldsAndElements();
    void elementsHaveTheColourOfTheirField();
    void recursiveTypes();
    void stringTable();
    void presenceMap();
    void mapsAndReferences();
    void fixedCounts();
    void cellsOfTagLengthAndValue();
    void cellsOfABuffer();
    void picturesOfEveryShape();
    void savings();
    void savingsInTheLayout();
};

void LayoutTaggedTest::rowsListNumberWireTypeAndSizes()
{
    const Json rows = rowsOf("model M { bool a = 1; string b = 20; }", "M");
    QCOMPARE(rows[0]["number"].get<int>(), 1);
    QCOMPARE(rows[0]["wire_type"].get<int>(), 0);
    QCOMPARE(rows[0]["wire_type_name"].get<std::string>(), std::string("VARINT"));
    QCOMPARE(rows[0]["min_bits"].get<int>(), 16);
    QCOMPARE(rows[0]["max_bits"].get<int>(), 16);
    QCOMPARE(rows[1]["wire_type"].get<int>(), 2);
    QCOMPARE(rows[1]["tag_bits"].get<int>(), 16);
    QCOMPARE(rows[1]["min_bits"].get<int>(), 24);
    QVERIFY(rows[1]["max_bits"].is_null());
    // A format without tags has none of these.
    const Analysis other = skittest::analyse("namespace n; model M { double d = 1; }");
    QVERIFY(!layoutJson(layoutOf(*other.plan, other.plan->types.front())).contains("padding"));
}

void LayoutTaggedTest::sizesFollowTheType()
{
    const Layout layout = layoutOfType(
        *planOf("enum E { A = 0; } model M { int8 a = 1; uint8 b = 2; uint64 c = 3; E d = 4; float e = 5; "
                "double f = 6; byte g = 7; int64 h = 8; }"),
        "M");
    const auto value = [&](std::string_view name) { return rowOf(layout, name).tagged->size.value; };
    QCOMPARE(value("a"), (SizeRange{8, 80})); // negative numbers are extended to 64 bits
    QCOMPARE(value("b"), (SizeRange{8, 16}));
    QCOMPARE(value("c"), (SizeRange{8, 80}));
    QCOMPARE(value("d"), (SizeRange{8, 40}));
    QCOMPARE(value("e"), (SizeRange{32, 32}));
    QCOMPARE(value("f"), (SizeRange{64, 64}));
    QCOMPARE(value("g"), (SizeRange{8, 16}));
    QCOMPARE(value("h"), (SizeRange{8, 80}));
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex type
        = maker.message("Z", {{"a", 1, maker.signedInt("int8", 8, VarintCoding::ZigZag), Occurs::Required}});
    const auto plan = maker.finish(type);
    QCOMPARE(rowOf(layoutOf(*plan, plan->types.front()), "a").tagged->size.value, (SizeRange{8, 16}));
}

void LayoutTaggedTest::offsetsWhereNothingVariableIsBefore()
{
    const Json rows = rowsOf("model M { double a = 1; float b = 2; string c = 3; bool d = 4; }", "M");
    QCOMPARE(rows[0]["offset"].get<int>(), 0);
    QCOMPARE(rows[1]["offset"].get<int>(), 72);
    QCOMPARE(rows[2]["offset"].get<int>(), 112);
    QVERIFY(rows[3]["offset"].is_null());
    QCOMPARE(rows[3]["after"].get<std::string>(), std::string("c"));
    // Fields are written by ascending number here, whatever their order in the schema.
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.fixed("float64", 64, Meaning::Float);
    const NodeIndex type
        = maker.message("S", {{"late", 2, number, Occurs::Required}, {"early", 1, number, Occurs::Required}});
    const auto plan = maker.finish(type);
    const Layout layout = layoutOf(*plan, plan->types.front());
    QCOMPARE(*rowOf(layout, "early").offset, std::uint64_t{0});
    QCOMPARE(*rowOf(layout, "late").offset, std::uint64_t{72});
    QCOMPARE(*layout.totalBits, std::uint64_t{144});
    QCOMPARE(cellsOf(layoutGrid(layout).frames.front()),
             (std::vector<std::string>{"early tag 8 8", "early 64 64", "late tag 8 8", "late 64 64"}));
}

void LayoutTaggedTest::fieldsThatMayBeMissing()
{
    const std::string schema = "model M { optional double a = 1; repeated float b = 2; bool c = 3; }";
    const Json rows = rowsOf(schema, "M");
    QCOMPARE(rows[0]["min_bits"].get<int>(), 0);
    QCOMPARE(rows[0]["max_bits"].get<int>(), 72);
    QCOMPARE(rows[1]["min_bits"].get<int>(), 0);
    QVERIFY(rows[1]["max_bits"].is_null());
    QCOMPARE(rows[1]["value_max_bits"].get<int>(), 32); // of each
    QCOMPARE(rows[2]["min_bits"].get<int>(), 16);
    const Json whole = layoutJson(layoutOfType(*planOf(schema), "M"));
    QCOMPARE(whole["min_bits"].get<int>(), 16);
    QVERIFY(whole["max_bits"].is_null());
    QVERIFY(whole["total_bits"].is_null());
    // Of a union only the largest field counts.
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.fixed("float64", 64, Meaning::Float);
    const auto field = [&](std::string_view name, std::uint32_t at) {
        TaggedMaker::Field one{name, at, number};
        one.oneof = 1;
        return one;
    };
    const auto plan = maker.finish(maker.message("U", {field("a", 1), field("b", 2)}));
    QCOMPARE(plan->nodes[plan->types.front().node].maxBits, std::uint64_t{72});
}

void LayoutTaggedTest::nestedFieldsAndElements()
{
    const Json rows
        = rowsOf("model P { double x = 1; } model M { P p = 1; repeated P ps = 2; packed repeated bool b = 3; }", "M");
    QCOMPARE(rows[0]["fields"][0]["name"].get<std::string>(), std::string("x"));
    QCOMPARE(rows[0]["bits"].get<int>(), 72);
    QCOMPARE(rows[0]["length_max_bits"].get<int>(), 8);
    QCOMPARE(rows[1]["element"]["type"].get<std::string>(), std::string("P"));
    QCOMPARE(rows[1]["element"]["fields"][0]["number"].get<int>(), 1);
    QCOMPARE(rows[2]["coding"].get<std::string>(), std::string("packed"));
    QCOMPARE(rows[2]["element"]["max_bits"].get<int>(), 8);
    QVERIFY(!rows[1].contains("coding"));
}

void LayoutTaggedTest::elementsHaveTheColourOfTheirField()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.unsignedInt("uint32", 32);
    const NodeIndex inner = maker.series("[]uint32", number, SeriesCoding::Packed);
    const NodeIndex lists = maker.series("[][]uint32", inner, SeriesCoding::Counted);
    const NodeIndex map = maker.map("map", maker.text(), number);
    const auto plan = maker.finish(maker.message("M", {{"a", 1, number}, {"b", 2, lists}, {"c", 3, map}}));
    const Layout layout = layoutOf(*plan, plan->types.front());
    const LayoutRow& b = rowOf(layout, "b");
    QVERIFY(rowOf(layout, "a").colour != b.colour);
    QCOMPARE(b.element.front().colour, b.colour);
    QCOMPARE(b.element.front().element.front().colour, b.colour);
    const LayoutRow& c = rowOf(layout, "c");
    QVERIFY(c.colour != b.colour);
    QCOMPARE(c.element.front().fields[0].colour, c.colour);
    QCOMPARE(c.element.front().fields[1].colour, c.colour);
}

void LayoutTaggedTest::recursiveTypes()
{
    const std::string schema = "model A { optional B b = 1; repeated A as = 2; } model B { optional A a = 1; }";
    const auto plan = planOf(schema);
    for (const std::string_view type : {"A", "B"}) {
        const Layout layout = layoutOfType(*plan, type);
        QCOMPARE(layout.minBits, std::uint64_t{0});
        QVERIFY(!layout.maxBits);
        QVERIFY(layoutText(layout).size() < 3000);
        QVERIFY(layoutJson(layout).dump().size() < 10'000);
    }
    // Wide and deep: every model holds each of the others.
    std::string wide;
    for (int i = 0; i < 40; ++i) {
        wide += "model M" + std::to_string(i) + " {";
        for (int k = 0; k < 40; ++k)
            wide += " optional M" + std::to_string(k) + " f" + std::to_string(k) + " = " + std::to_string(k + 1) + ";";
        wide += " }\n";
    }
    const Layout layout = layoutOfType(*planOf(wide), "M0");
    QVERIFY(layoutJson(layout).dump().size() < 100'000'000);
    QVERIFY(gridAscii(layoutGrid(layout), pictureOptions(layout)).size() < 10'000'000);
}

void LayoutTaggedTest::stringTable()
{
    const auto plan = planOf("model A { interned string s = 1; } model B { optional A a = 1; bool c = 2; } "
                             "model C { bool c = 1; }");
    const Layout a = layoutOfType(*plan, "A");
    QCOMPARE(a.stringTable, std::optional(SizeRange{32, kUnbounded}));
    QCOMPARE(a.minBits, std::uint64_t{32 + 16});
    QVERIFY(!a.maxBits);
    QCOMPARE(a.fields.front().after, std::string("@strings"));
    QCOMPARE(layoutOfType(*plan, "B").stringTable, std::optional(SizeRange{0, kUnbounded}));
    QVERIFY(!layoutOfType(*plan, "C").stringTable);
    QVERIFY(!layoutJson(layoutOfType(*plan, "C")).contains("string_table"));
    QCOMPARE(layoutGrid(a).frames.front().blocks.front().cells.front().label, std::string("string table"));
}

void LayoutTaggedTest::presenceMap()
{
    TaggedMaker maker = TaggedMaker::canonical();
    std::vector<TaggedMaker::Field> fields;
    const NodeIndex number = maker.unsignedInt("uint32", 32);
    const NodeIndex flag = maker.boolean();
    for (std::uint32_t i = 0; i < 9; ++i)
        fields.push_back({i == 0 ? "late" : "f", i == 0 ? 20 : i, i == 0 ? flag : number});
    const auto plan = maker.finish(maker.presence("P", fields));
    const Layout layout = layoutOf(*plan, plan->types.front());
    QCOMPARE(layout.minBits, std::uint64_t{24}); // the number of bytes, then two of them
    QCOMPARE(*layout.maxBits, std::uint64_t{24 + 8 + 8 * 40});
    const LayoutRow& late = rowOf(layout, "late");
    QCOMPARE(*late.presenceOffset, std::uint64_t{8 + 8}); // the highest number has the last bit
    QCOMPARE(late.minBits, std::uint64_t{0});
    QCOMPARE(*late.maxBits, std::uint64_t{8});
    const Json row = layoutJson(layout)["fields"][0];
    QVERIFY(row["wire_type"].is_null());
    QCOMPARE(row["number"].get<int>(), 20);
    QVERIFY(!row.contains("tag_bits"));
    const std::vector<std::string> cells = cellsOf(layoutGrid(layout).frames.front());
    QCOMPARE(cells.front(), std::string("presence bytes 8 8"));
    QCOMPARE(cells[9], std::string("late? 1 1"));
    QCOMPARE(cells[10], std::string("unused 7 7"));
}

void LayoutTaggedTest::mapsAndReferences()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex text = maker.text();
    const NodeIndex point = maker.message("Point", {{"x", 1, maker.fixed("float32", 32, Meaning::Float)}});
    const NodeIndex shape = maker.reference("Shape", Discrimination::Id, {{300, point}});
    const NodeIndex type = maker.message(
        "M", {{"m", 1, maker.map("map", text, point)}, {"s", 2, shape}, {"n", 3, maker.map("map", text, text)}});
    const auto plan = maker.finish(type);
    const Layout layout = layoutOf(*plan, plan->types.front());
    const Json rows = layoutJson(layout)["fields"];
    QCOMPARE(rows[0]["element"]["fields"][0]["name"].get<std::string>(), std::string("key"));
    QCOMPARE(rows[0]["element"]["fields"][1]["fields"][0]["name"].get<std::string>(), std::string("x"));
    QCOMPARE(rows[1]["types"][0]["type"].get<std::string>(), std::string("Point"));
    QCOMPARE(rows[1]["types"][0]["id"].get<std::string>(), std::string("300"));
    // Tag, id of two bytes, length and five bytes; nil is two bytes.
    QCOMPARE(*rowOf(layout, "s").maxBits, std::uint64_t{(1 + 2 + 1 + 5) * 8});
    QCOMPARE(plan->nodes[shape].minBits, std::uint64_t{16});
    QVERIFY(layoutText(layout).find("Point (300)") != std::string::npos);
    // Entries of each map have a frame of their own.
    std::vector<std::string> titles;
    for (const GridFrame& frame : layoutGrid(layout).frames)
        titles.push_back(frame.title);
    QCOMPARE(titles,
             (std::vector<std::string>{"", "Each element of m[]: entry", "Each element of n[]: entry",
                                       "Value of m[].value: Point"}));
}

void LayoutTaggedTest::fixedCounts()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.unsignedInt("uint8", 8);
    const auto size
        = [&](SeriesCoding coding, std::uint8_t width = 0) { return maker.series("a", number, coding, 10, width); };
    const NodeIndex packed = size(SeriesCoding::Packed);
    const NodeIndex runs = size(SeriesCoding::RunLength);
    const NodeIndex sparse = size(SeriesCoding::Sparse);
    const NodeIndex bits = size(SeriesCoding::BitPacked, 3);
    const NodeIndex deltas = size(SeriesCoding::Delta);
    const NodeIndex texts = maker.series("a", maker.text(), SeriesCoding::Counted, 10);
    const NodeIndex type = maker.message("M",
                                         {{"p", 1, packed, Occurs::Required},
                                          {"r", 2, runs},
                                          {"s", 3, sparse},
                                          {"b", 4, bits},
                                          {"d", 5, deltas},
                                          {"t", 6, texts}});
    const auto plan = maker.finish(type);
    const auto range = [&](NodeIndex node) { return SizeRange{plan->nodes[node].minBits, plan->nodes[node].maxBits}; };
    QCOMPARE(range(packed), (SizeRange{80, 160}));
    QCOMPARE(range(runs), (SizeRange{16, 10 * 24}));
    QCOMPARE(range(sparse), (SizeRange{16, 16 + 10 * 24}));
    QCOMPARE(range(bits), (SizeRange{40, 40}));
    QCOMPARE(range(deltas), (SizeRange{80, 160})); // differences of 9 bits
    QCOMPARE(range(texts), (SizeRange{88, kUnbounded}));
    QCOMPARE(layoutJson(layoutOf(*plan, plan->types.front()))["fields"][0]["count"].get<int>(), 10);
}

void LayoutTaggedTest::cellsOfTagLengthAndValue()
{
    const auto plan = planOf("model P { double x = 1; } model M { uint32 id = 1; string s = 2; P p = 16; }");
    const LayoutGrid grid = layoutGrid(layoutOfType(*plan, "M"));
    QCOMPARE(grid.frames.size(), std::size_t{2});
    QCOMPARE(cellsOf(grid.frames[0]),
             (std::vector<std::string>{"id tag 8 8", "id 8 40", "s tag 8 8", "s length 8 40", "s 0 *", "p tag 16 16",
                                       "p length 8 8", "p 72 72"}));
    QCOMPARE(cellsOf(grid.frames[1]), (std::vector<std::string>{"x tag 8 8", "x 64 64"}));
    QCOMPARE(grid.frames[1].title, std::string("Value of p: P"));
    const GridCell& tag = grid.frames[0].blocks.front().cells.front();
    QCOMPARE(tag.role, Role::Tag);
    QCOMPARE(tag.meaning, std::string("field 1, VARINT"));
    QCOMPARE(grid.frames[0].blocks[2].after, std::string("id"));
}

void LayoutTaggedTest::cellsOfABuffer()
{
    const auto plan = planOf("model M { interned string s = 1; packed repeated uint32 n = 2; }");
    const auto bytes = std::make_shared<const Bytes>(
        Bytes{0x06, 0x04, 0x01, 0x02, 0x61, 0x61, 0x0E, 0x00, 0x13, 0x03, 0x01, 0xAC, 0x02});
    const auto decoded = std::make_shared<const Decoded>(decode(plan, plan->types.front(), bytes, {}));
    const LayoutGrid grid = treeGrid(AnnotationTree(decoded));
    QCOMPARE(cellsOf(grid.frames.front()),
             (std::vector<std::string>{"table tag 8 8", "table length 8 8", "table count 8 8", "table length 8 8",
                                       "table text 16 16", "s tag 8 8", "s 8 8", "n tag 8 8", "n length 8 8", "[0] 8 8",
                                       "[1] 16 16"}));
    const std::vector<GridCell>& cells = grid.frames.front().blocks.front().cells;
    QCOMPARE(cells[6].shown, std::string("\"aa\""));
    QCOMPARE(cells[10].value, std::string("300"));
    QCOMPARE(cells[10].colour, cells[7].colour);
}

void LayoutTaggedTest::picturesOfEveryShape()
{
    const auto plan = planOf(everyModifier);
    const Layout layout = layoutOfType(*plan, "M");
    const std::string text = layoutText(layout);
    for (const char* part : {"field 1, PACKED_ARRAY", "field 2, BITMAP", "one bit for each element",
                             "field 3, STRING_TABLE", "one such field for each element", "(string table)"})
        QVERIFY2(text.find(part) != std::string::npos, part);
    const std::string ascii = layoutAscii(layout);
    QVERIFY(ascii.find("numbers tag") != std::string::npos);
    QVERIFY(ascii.find("numbers length") != std::string::npos);
    const std::string svg = layoutSvg(layout);
    QVERIFY(svg.find("numbers tag") != std::string::npos);
}

void LayoutTaggedTest::savings()
{
    const auto plan = planOf(everyModifier);
    ValueMaker maker(plan);
    maker.open(ValueKind::Struct);
    maker.uints({1, 2, 300, 4});
    maker.open(ValueKind::List);
    for (int i = 0; i < 9; ++i)
        maker.scalar(ValueKind::Bool, 1);
    maker.close(9);
    maker.open(ValueKind::List);
    for (int i = 0; i < 5; ++i)
        maker.text("a text");
    maker.close(5);
    maker.uints({7, 8, 9});
    maker.text("a text");
    maker.close();
    const Savings savings = savingsOf(maker.finish(), 100);
    const auto saving = [&](std::string_view name, FieldForm form) { return savingOf(savings, *plan, name, form); };
    // Tags of one byte: 4 tags and 5 bytes of numbers, or tag, length and the numbers.
    const FieldSaving numbers = saving("numbers", FieldForm::Run);
    QCOMPARE(numbers.plainBytes, std::uint64_t{9});
    QCOMPARE(numbers.formBytes, std::uint64_t{7});
    QVERIFY(numbers.inUse);
    const FieldSaving flags = saving("flags", FieldForm::BitRun);
    QCOMPARE(flags.plainBytes, std::uint64_t{18});
    QCOMPARE(flags.formBytes, std::uint64_t{4});
    const FieldSaving plain = saving("plain", FieldForm::Run);
    QVERIFY(!plain.inUse);
    QCOMPARE(plain.saved(), std::int64_t{6 - 5});
    // 5 × (tag, length, 6) in place; 5 × (tag, index) and a table of 3 + 7.
    const FieldSaving tags = saving("tags", FieldForm::TableIndex);
    QVERIFY(tags.inUse);
    QCOMPARE(tags.plainBytes, std::uint64_t{40});
    QCOMPARE(tags.formBytes, std::uint64_t{20});
    // The name would find its text in the table.
    const FieldSaving name = saving("name", FieldForm::TableIndex);
    QVERIFY(!name.inUse);
    QCOMPARE(name.saved(), std::int64_t{8 - 2});
    QCOMPARE(savings.saved, std::int64_t{2 + 14 + 20});
    QCOMPARE(savingText(name), std::string("interned would save 6 bytes on 1 value"));
    QCOMPARE(savingText(numbers), std::string("packed saves 2 bytes on 4 values"));
    FieldSaving worse = name;
    worse.plainBytes = 1;
    worse.formBytes = 2;
    QCOMPARE(savingText(worse), std::string("interned would cost 1 byte more on 1 value"));
    // Without values there is nothing to compare.
    ValueMaker empty(plan);
    empty.open(ValueKind::Struct).uints({}).open(ValueKind::List).close(0).open(ValueKind::List).close(0).uints({});
    empty.text("").close();
    const Savings none = savingsOf(empty.finish(), 2);
    QCOMPARE(none.saved, std::int64_t{0});
    QCOMPARE(none.fields.size(), std::size_t{1}); // the empty name
}

void LayoutTaggedTest::savingsInTheLayout()
{
    const auto plan = planOf(everyModifier);
    ValueMaker maker(plan);
    maker.open(ValueKind::Struct).uints({1, 2, 3}).open(ValueKind::List).close(0).open(ValueKind::List).close(0);
    maker.uints({}).text("n").close();
    Layout layout = layoutOfType(*plan, "M");
    QVERIFY(!layoutJson(layout).contains("savings"));
    noteSavings(layout, savingsOf(maker.finish(), 12));
    const Json json = layoutJson(layout);
    QCOMPARE(json["savings"]["buffer_bytes"].get<int>(), 12);
    QCOMPARE(json["savings"]["saved_bytes"].get<int>(), 1);
    const Json row = json["fields"][0]["savings"][0];
    QCOMPARE(row["form"].get<std::string>(), std::string("packed"));
    QCOMPARE(row["in_use"].get<bool>(), true);
    QCOMPARE(row["saved_bytes"].get<int>(), 1);
    QVERIFY(!json["fields"][1].contains("savings"));
    QVERIFY(layoutText(layout).find("packed saves 1 byte on 3 values") != std::string::npos);
    const LayoutGrid grid = layoutGrid(layout);
    const std::vector<GridBlock>& blocks = grid.frames.front().blocks;
    QVERIFY(std::any_of(blocks.begin(), blocks.end(), [](const GridBlock& block) {
        return block.cells.front().meaning.find("packed saves 1 byte") != std::string::npos;
    }));
}

QTEST_APPLESS_MAIN(LayoutTaggedTest)
#include "layout_tagged_test.moc"
