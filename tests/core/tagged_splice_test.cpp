// SPDX-License-Identifier: MIT
#include "tests/core/engine_support.h"

#include "core/formats/registry.h"
#include "core/wire/tagged_splice.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

/// Architecture, "Editing a value splices": ancestors are mended, everything else stays byte for byte.
class TaggedSpliceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void declaredOrder_data();
    void declaredOrder();
    void canonical_data();
    void canonical();
    void delimited_data();
    void delimited();
};

namespace {

/// `hex` with its value replaced by `json`, as hex. A buffer of messages where `framing` says so.
QString spliced(const char* format, const QString& schema, const QString& hex, const QString& json,
                Framing framing = Framing::None)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = schema.toStdString();
    const auto plan = findFormat(format)->analyse(std::move(source)).plan;
    const PlanType& type = *plan->findType("T");
    const auto bytes = std::make_shared<const Bytes>(bytesOf(hex.toLatin1().constData()));
    const BufferForm form{framing, &type};
    const bool isBuffer = framing != Framing::None;
    const Value before
        = readValue(isBuffer ? decodeBuffer(plan, form, bytes, plan->limits) : decode(plan, type, bytes, plan->limits));
    Diagnostics problems;
    const JsonDocument document = readJson(json.toStdString(), JsonRole::Value, problems);
    const Value after = isBuffer ? bindJsonBuffer(plan, form, document, *document.root(), problems)
                                 : bindJson(plan, type, document, *document.root(), problems);
    if (hasErrors(problems))
        return codes(problems);
    const std::optional<Bytes> result = spliceTagged(*bytes, before, after);
    return result ? QString::fromStdString(toHex(*result)) : QStringLiteral("nothing");
}

void addColumns()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("hex");
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("result");
}

void row(const char* name, const char* schema, const char* hex, const char* json, const char* result)
{
    QTest::newRow(name) << QString(schema) << QString(hex) << QString(json) << QString(result);
}

} // namespace

void TaggedSpliceTest::declaredOrder_data()
{
    addColumns();
    const char* two = "namespace v; model T { uint32 a = 1; optional string s = 2; }";
    row("long varints stay", two, "8800 8500 1203 414243", R"({"a": 5, "s": "XY"})",
        "88008500"
        "12025859");
    row("a long length stays while it fits", two, "0805 128300 414243", R"({"a": 5, "s": "XYZ"})",
        "0805"
        "1283005859"
        "5a");
    row("order and unknown fields stay", two, "1a0141 120141 0805", R"({"a": 6, "s": "A", "@unknown": "1a0141"})",
        "1a0141"
        "120141"
        "0806");
    row("of duplicates the last changes", two, "0801 0802", R"({"a": 3})",
        "0801"
        "0803");
    row("what is removed goes with its duplicates", two, "0801 120141 120142", R"({"a": 1})", "0801");
    row("a new field stands in its place", "namespace v; model T { optional uint32 a = 1; optional uint32 b = 9; }",
        "4801 1a00", R"({"a": 2, "b": 1, "@unknown": "1a00"})",
        "0802"
        "4801"
        "1a00");
    row("unknown fields change", two, "0801 1a00", R"({"a": 1, "@unknown": "2001"})",
        "0801"
        "2001");
    row("unreadable bytes behind stay", two, "0801 14ffff", R"({"a": 2})",
        "0802"
        "14ffff");
    const char* nested
        = "namespace v; model T { Inner i = 1; uint32 n = 2; } model Inner { string s = 1; uint32 x = 2; }";
    row("lengths of ancestors", nested, "1001 0a06 1007 0a024142", R"({"i": {"s": "ABC", "x": 7}, "n": 1})",
        "1001"
        "0a07"
        "1007"
        "0a03414243");
    const char* list = "namespace v; model T { repeated uint32 a = 1; uint32 n = 2; }";
    row("an element", list, "088100 1001 0802 088300", R"({"a": [1, 9, 3], "n": 1})",
        "088100"
        "1001"
        "0809"
        "088300");
    row("elements in the middle", list, "088100 1001 088300", R"({"a": [1, 7, 8, 3], "n": 1})",
        "088100"
        "0807"
        "0808"
        "1001"
        "088300");
    row("elements in front", list, "088300 1001", R"({"a": [1, 3], "n": 1})",
        "0801"
        "088300"
        "1001");
    row("elements removed", list, "088100 0802 1001 088300", R"({"a": [1, 3], "n": 1})",
        "088100"
        "1001"
        "088300");
    row("all elements removed", list, "0801 1001 0802", R"({"a": [], "n": 1})", "1001");
    const char* packed = "namespace v; model T { packed repeated uint32 a = 1; uint32 n = 2; }";
    row("packed elements", packed, "0b05 8100 8200 03 1001", R"({"a": [1, 2, 300], "n": 1})",
        "0b06"
        "8100"
        "8200"
        "ac02"
        "1001");
    row("scattered runs are written as one", packed, "0b0101 1001 0b0102", R"({"a": [1, 3], "n": 1})",
        "0b020103"
        "1001");
    row("single elements are written as a run", packed, "0801 1001 0802", R"({"a": [1, 3], "n": 1})",
        "0b020103"
        "1001");
    const char* interned = "namespace v; model T { interned string s = 1; interned string t = 2; uint32 n = 3; }";
    row("new strings enter the table behind the old ones", interned, "06 06 03 0161 0162 00 0e01 1600 1801",
        R"({"s": "c", "t": "a", "n": 1})",
        "06"
        "08"
        "04"
        "01610162"
        "00"
        "0163"
        "0e03"
        "1600"
        "1801");
    row("strings that are there are used", interned, "06 06 03 0161 0162 00 0e01 1600 1801",
        R"({"s": "", "t": "a", "n": 1})",
        "06"
        "06"
        "03"
        "01610162"
        "00"
        "0e02"
        "1600"
        "1801");
    row("the table stays when nothing needs it", interned, "06 8600 03 0161 0162 00 0e01 1600 1801",
        R"({"s": "b", "t": "a", "n": 2})",
        "06"
        "8600"
        "03"
        "01610162"
        "00"
        "0e01"
        "1600"
        "1802");
    row("inline texts allow no table", interned, "0a0161 120162 1801", R"({"s": "c", "t": "b", "n": 1})", "nothing");
    row("the first text brings the table", "namespace v; model T { optional interned string s = 1; uint32 n = 2; }",
        "9000 8500", R"({"s": "x", "n": 5})",
        "06"
        "03"
        "010178"
        "0e00"
        "90008500");
}

void TaggedSpliceTest::declaredOrder()
{
    QFETCH(QString, schema);
    QFETCH(QString, hex);
    QFETCH(QString, json);
    QTEST(spliced("serialkit", schema, hex, json), "result");
}

void TaggedSpliceTest::canonical_data()
{
    addColumns();
    const char* two = "package v; type T { @field(1) a: uint32; @field(4) b: uint32; }";
    row("a zero is omitted", two, "0801 2002", R"({"a": 0, "b": 2})", "2002");
    row("a new field goes among unknown ones by number", two, "1001 1801 2801",
        R"({"b": 2, "@unknown": "100118012801"})",
        "1001"
        "1801"
        "2002"
        "2801");
    row("a written zero stays", two, "0800 2002", R"({"a": 0, "b": 3})",
        "0800"
        "2003");
    const char* maps = "package v; type T { @field(1) m: map<string, uint32>; }";
    row("an entry in unsorted ones", maps, "0a09 02 0162 0101 0161 0101", R"({"m": {"b": 1, "a": 9}})",
        "0a09"
        "02"
        "01620101"
        "01610109");
    row("a new entry", maps, "0a0b 8200 0161 0101 0163 028300", R"({"m": {"a": 1, "b": 2, "c": 3}})",
        "0a0e"
        "03"
        "01610101"
        "01620102"
        "0163028300");
    row("an entry goes", maps, "0a0b 8200 0161 0101 0163 028300", R"({"m": {"c": 3}})",
        "0a06"
        "01"
        "0163028300");
    const char* lists = "package v; type T { @field(1) l: []I; } type I { @field(1) x: uint32; @field(2) s: string; }";
    row("an element of a counted array", lists, "0a0c 8200 03 088100 05 1201410802",
        R"({"l": [{"x": 1}, {"x": 300, "s": "A"}]})",
        "0a0d"
        "8200"
        "03088100"
        "06"
        "12014108ac02");
    row("an element goes", lists, "0a0c 8200 03 088100 05 1201410802", R"({"l": [{"x": 1}]})",
        "0a05"
        "01"
        "03088100");
    const char* any
        = "package v; type T { @field(1) p: any; } @typeid(200) type I { @field(1) x: uint32; @field(2) y: uint32; }";
    row("inside a reference", any, "0f c881 00 04 1001 0801", R"({"p": {"@type": "I", "x": 300, "y": 1}})",
        "0f"
        "c88100"
        "05"
        "1001"
        "08ac02");
    row("another type", any, "0f c801 04 1001 0801", R"({"p": {"@type": "bool", "value": true}})",
        "0f"
        "01"
        "01"
        "01");
    const char* present
        = "package v; @presence type T { @field(1) a: uint32; @field(2) b: string; @field(3) c: uint32; }";
    row("presence bits", present, "01 05 8100 8200", R"({"a": 1, "b": "x", "c": 2})",
        "01"
        "07"
        "8100"
        "0178"
        "8200");
    row("presence bits that go", present, "01 05 8100 8200", R"({"c": 2})",
        "01"
        "04"
        "8200");
    row("a value of a presence map", present, "01 07 8100 0178 8200", R"({"a": 1, "b": "yz", "c": 2})",
        "01"
        "07"
        "8100"
        "02797a"
        "8200");
    row("coded arrays are written anew",
        "package v; type T { @field(1) @encoding(\"delta\") d: []int32; @field(2) n: uint32; }", "0a02 0202 908000 05",
        R"({"d": [1, 3], "n": 5})",
        "0a02"
        "0204"
        "90800005");
}

void TaggedSpliceTest::canonical()
{
    QFETCH(QString, schema);
    QFETCH(QString, hex);
    QFETCH(QString, json);
    QTEST(spliced("cramberry", schema, hex, json), "result");
}

void TaggedSpliceTest::delimited_data()
{
    addColumns();
    const char* one = "namespace v; model T { uint32 a = 1; }";
    const char* three = "8200 0801 03 088200 02 0803";
    row("one message", one, three, R"([{"a": 1}, {"a": 300}, {"a": 3}])",
        "82000801"
        "03"
        "08ac02"
        "020803");
    row("a longer one", one, three, R"([{"a": 300}, {"a": 2}, {"a": 3}])",
        "0308ac02"
        "03088200"
        "020803");
    row("a message in the middle", one, three, R"([{"a": 1}, {"a": 9}, {"a": 2}, {"a": 3}])",
        "82000801"
        "020809"
        "03088200"
        "020803");
    row("a message at the end", one, three, R"([{"a": 1}, {"a": 2}, {"a": 3}, {"a": 4}])",
        "82000801"
        "03088200"
        "020803"
        "020804");
    row("a message goes", one, three, R"([{"a": 1}, {"a": 3}])",
        "82000801"
        "020803");
    row("all go", one, three, "[]", "");
}

void TaggedSpliceTest::delimited()
{
    QFETCH(QString, schema);
    QFETCH(QString, hex);
    QFETCH(QString, json);
    QTEST(spliced("serialkit", schema, hex, json, Framing::Delimited), "result");
}

QTEST_APPLESS_MAIN(TaggedSpliceTest)
#include "tagged_splice_test.moc"
