// SPDX-License-Identifier: MIT
#include "tests/core/engine_support.h"
#include "tests/core/tagged_plans.h"

#include "core/wire/tagged_encoder.h"
#include "core/wire/unknown_fields.h"
#include "core/wire/validation.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

constexpr std::uint64_t minusOne = ~std::uint64_t{0};

/// The bytes as hex, or `code@path` of every problem, joined by blanks.
QString encoded(const Value& value, const Limits& limits = Limits())
{
    const Encoded result = encode(value, limits);
    if (result.diagnostics.empty())
        return QString::fromStdString(toHex(result.bytes, " "));
    QStringList problems;
    for (const Diagnostic& problem : result.diagnostics)
        problems += QString::fromStdString(std::string(problem.code) + '@' + problem.path);
    return result.bytes.empty() ? problems.join(' ') : QStringLiteral("bytes in spite of problems");
}

/// A message with one field, number 1, and its encoding with one value, which `fill` adds.
template <class Fill>
QString fieldEncoded(TaggedMaker maker, TaggedMaker::Field field, Fill fill, const Limits& limits = Limits())
{
    field.name = "f";
    if (field.number == 0)
        field.number = 1;
    ValueMaker value(maker.finish(maker.message("T", {field})));
    value.open(ValueKind::Struct);
    fill(value);
    return encoded(value.close().finish(), limits);
}

Validation rule(Validation::Relation relation, Literal literal,
                Validation::Subject subject = Validation::Subject::Value)
{
    Validation validation;
    validation.subject = subject;
    validation.relation = relation;
    validation.literal = std::move(literal);
    return validation;
}

} // namespace

class TaggedEncodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scalars();
    void floats();
    void contents();
    void orderOfFields();
    void occurs();
    void declaredDefaults();
    void zeros();
    void runsBitmapsAndElements();
    void stringTable();
    void keptStringTable();
    void countedSeries();
    void fixedCounts();
    void codedSeries();
    void mapsAreSorted();
    void duplicateKeys();
    void presenceMaps();
    void references();
    void foreignTypes();
    void oneof();
    void unknownFieldsBehind();
    void unknownFieldsMerged();
    void rules();
    void regularExpressions();
    void limits();
    void depth();
    void allProblemsWithPaths();
    void delimitedBuffer();
    void splitsFields();
};

void TaggedEncodeTest::scalars()
{
    const auto uint64 = [](std::uint64_t number) {
        TaggedMaker maker = TaggedMaker::plain();
        const NodeIndex node = maker.unsignedInt("uint64", 64);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Always},
                            [&](ValueMaker& value) { value.scalar(ValueKind::UInt, number); });
    };
    QCOMPARE(uint64(0), "08 00");
    QCOMPARE(uint64(127), "08 7f");
    QCOMPARE(uint64(128), "08 80 01");
    QCOMPARE(uint64(minusOne), "08 ff ff ff ff ff ff ff ff ff 01");

    const auto int32 = [](VarintCoding coding, std::uint64_t number) {
        TaggedMaker maker = TaggedMaker::plain();
        const NodeIndex node = maker.signedInt("int32", 32, coding);
        return fieldEncoded(std::move(maker), {"", 2, node, Occurs::Always},
                            [&](ValueMaker& value) { value.scalar(ValueKind::Int, number); });
    };
    QCOMPARE(int32(VarintCoding::SignExtended, minusOne), "10 ff ff ff ff ff ff ff ff ff 01");
    QCOMPARE(int32(VarintCoding::SignExtended, 5), "10 05");
    QCOMPARE(int32(VarintCoding::ZigZag, minusOne), "16 01");
    QCOMPARE(int32(VarintCoding::ZigZag, 1), "16 02");

    TaggedMaker maker = TaggedMaker::plain();
    const NodeIndex colour = maker.choice("Colour", {{"RED", 1}, {"BLUE", 300}});
    const auto fields = std::vector<TaggedMaker::Field>{{"a", 1, colour}, {"b", 2, colour}, {"c", 3, maker.boolean()}};
    ValueMaker value(maker.finish(maker.message("T", fields)));
    value.open(ValueKind::Struct).scalar(ValueKind::Enum, 300).scalar(ValueKind::Raw, 7).scalar(ValueKind::Bool, 1);
    QCOMPARE(encoded(value.close().finish()), "08 ac 02 10 07 18 01");
}

void TaggedEncodeTest::floats()
{
    const auto float32 = [](TaggedMaker maker, std::uint64_t bits) {
        const NodeIndex node = maker.fixed("float32", 32, Meaning::Float);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Optional},
                            [&](ValueMaker& value) { value.scalar(ValueKind::Float, bits); });
    };
    QCOMPARE(float32(TaggedMaker::plain(), 0x80000000), "0d 00 00 00 80");
    QCOMPARE(float32(TaggedMaker::plain(), 0xFF800001), "0d 01 00 80 ff");
    QCOMPARE(float32(TaggedMaker::canonical(), 0x80000000), "0d 00 00 00 00");
    QCOMPARE(float32(TaggedMaker::canonical(), 0xFF800001), "0d 00 00 c0 7f");
    QCOMPARE(float32(TaggedMaker::canonical(), 0x3F800000), "0d 00 00 80 3f");
}

void TaggedEncodeTest::contents()
{
    const auto encodedAs = [](Meaning meaning, std::uint64_t capacity, const char* hex) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.content("content", meaning, capacity);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Optional},
                            [&](ValueMaker& value) { value.content(bytesOf(hex)); });
    };
    QCOMPARE(encodedAs(Meaning::Bytes, 0, ""), "0a 00");
    QCOMPARE(encodedAs(Meaning::Bytes, 0, "00ff"), "0a 02 00 ff");
    QCOMPARE(encodedAs(Meaning::Bytes, 2, "00ff"), "0a 02 00 ff");
    QCOMPARE(encodedAs(Meaning::Bytes, 3, "00ff"), "array-count@f");
    QCOMPARE(encodedAs(Meaning::Complex, 8, "0000c07f00000080"), "0a 08 00 00 c0 7f 00 00 00 00");
    QCOMPARE(encodedAs(Meaning::Complex, 8, "ffffffff0000803f"), "0a 08 00 00 c0 7f 00 00 80 3f");
    QCOMPARE(encodedAs(Meaning::BigInt, 0, "00020100"), "0a 04 00 02 01 00");
    QCOMPARE(encodedAs(Meaning::BigInt, 0, "0103000100"), "0a 04 01 02 01 00");
    QCOMPARE(encodedAs(Meaning::BigInt, 0, "010100"), "0a 02 00 00");
    QCOMPARE(encodedAs(Meaning::BigInt, 0, ""), "0a 02 00 00");

    TaggedMaker maker = TaggedMaker::plain();
    const NodeIndex text = maker.text();
    QCOMPARE(fieldEncoded(std::move(maker), {"", 1, text, Occurs::Always},
                          [](ValueMaker& value) { value.text("\xC3\x28", ValueKind::RawText); }),
             "0a 02 c3 28");
}

void TaggedEncodeTest::orderOfFields()
{
    const auto three = [](TaggedMaker maker) {
        const NodeIndex number = maker.unsignedInt("uint32", 32);
        ValueMaker value(
            maker.finish(maker.message("T", {{"late", 9, number}, {"early", 1, number}, {"middle", 16, number}})));
        value.open(ValueKind::Struct);
        for (const std::uint64_t n : {1u, 2u, 3u})
            value.scalar(ValueKind::UInt, n);
        return encoded(value.close().finish());
    };
    QCOMPARE(three(TaggedMaker::plain()), "48 01 08 02 80 01 03");
    QCOMPARE(three(TaggedMaker::canonical()), "08 02 48 01 80 01 03");
}

void TaggedEncodeTest::occurs()
{
    const auto number = [](Occurs occurs, ValueKind kind, std::uint64_t payload) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.unsignedInt("uint32", 32);
        return fieldEncoded(std::move(maker), {"", 1, node, occurs},
                            [&](ValueMaker& value) { value.scalar(kind, payload); });
    };
    QCOMPARE(number(Occurs::Always, ValueKind::UInt, 0), "08 00");
    QCOMPARE(number(Occurs::Always, ValueKind::Absent, 0), "missing-value@f");
    QCOMPARE(number(Occurs::Required, ValueKind::UInt, 0), "08 00");
    QCOMPARE(number(Occurs::Required, ValueKind::Absent, 0), "missing-value@f");
    QCOMPARE(number(Occurs::Optional, ValueKind::UInt, 0), "08 00");
    QCOMPARE(number(Occurs::Optional, ValueKind::Absent, 0), "");
    QCOMPARE(number(Occurs::Optional, ValueKind::Null, 0), "");
    QCOMPARE(number(Occurs::Default, ValueKind::UInt, 0), "");
    QCOMPARE(number(Occurs::Default, ValueKind::UInt, 1), "08 01");
    QCOMPARE(number(Occurs::Default, ValueKind::Absent, 0), "");
}

void TaggedEncodeTest::declaredDefaults()
{
    const auto number = [](std::uint64_t payload) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.unsignedInt("uint32", 32);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Default, {}, 0, bytesOf("ac02")},
                            [&](ValueMaker& value) { value.scalar(ValueKind::UInt, payload); });
    };
    QCOMPARE(number(300), "");
    QCOMPARE(number(0), "08 00");
    QCOMPARE(number(301), "08 ad 02");

    const auto list = [](const std::vector<std::uint64_t>& numbers) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.series("[]uint32", maker.unsignedInt("uint32", 32), SeriesCoding::Packed);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Default, {}, 0, bytesOf("020102")},
                            [&](ValueMaker& value) { value.uints(numbers); });
    };
    QCOMPARE(list({1, 2}), "");
    QCOMPARE(list({2, 1}), "0a 02 02 01");
    QCOMPARE(list({}), "0a 00");

    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex node = maker.unsignedInt("uint32", 32);
    ValueMaker bare(maker.finish(node));
    QCOMPARE(toHex(encodeBare(bare.scalar(ValueKind::UInt, 300).finish())), "ac02");
}

void TaggedEncodeTest::zeros()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.signedInt("int32", 32, VarintCoding::ZigZag);
    const NodeIndex deep = maker.message("Deep", {{"z", 1, number, Occurs::Default}});
    const NodeIndex inner
        = maker.message("Inner", {{"x", 1, number, Occurs::Default}, {"y", 2, deep, Occurs::Default}});
    const NodeIndex present = maker.presence("Present", {{"p", 1, number}});
    const NodeIndex root
        = maker.message("T",
                        {{"real", 1, maker.fixed("float64", 64, Meaning::Float), Occurs::Default},
                         {"text", 2, maker.text(), Occurs::Default},
                         {"time", 3, maker.content("time", Meaning::Time, 12), Occurs::Default},
                         {"big", 4, maker.content("bigint", Meaning::BigInt), Occurs::Default},
                         {"list", 5, maker.series("[]", number, SeriesCoding::Packed), Occurs::Default},
                         {"map", 6, maker.map("map", maker.text(), number), Occurs::Default},
                         {"inner", 7, inner, Occurs::Default},
                         {"any", 8, maker.reference("any", Discrimination::Id, {{4, number}}), Occurs::Default},
                         {"complex", 9, maker.content("complex64", Meaning::Complex, 8), Occurs::Default},
                         {"present", 10, present, Occurs::Default}});
    const auto plan = maker.finish(root);
    ValueMaker value(plan);
    value.open(ValueKind::Struct);
    value.scalar(ValueKind::Float, std::uint64_t{1} << 63).text("").content(Bytes(12)).content(bytesOf("01020000"));
    value.open(ValueKind::List).close(0).open(ValueKind::Map).close(0);
    value.open(ValueKind::Struct).scalar(ValueKind::Int, 0).open(ValueKind::Struct).scalar(ValueKind::Int, 0);
    value.close().close().null().content(bytesOf("0000008000000000")).absent();
    QCOMPARE(encoded(value.close().finish()), "");

    ValueMaker written(plan);
    written.open(ValueKind::Struct).absent().absent().absent().absent().absent().absent();
    written.open(ValueKind::Struct).absent().open(ValueKind::Struct).scalar(ValueKind::Int, 1).close().close();
    written.absent().absent();
    // A presence map without fields takes bytes, so it is not empty.
    written.open(ValueKind::Struct).absent().close();
    QCOMPARE(encoded(written.close().finish()), "3a 04 12 02 0e 02 52 02 01 00");
}

void TaggedEncodeTest::runsBitmapsAndElements()
{
    const auto list = [](std::vector<AcceptedForm> forms, const std::vector<std::uint64_t>& numbers) {
        TaggedMaker maker = TaggedMaker::plain();
        const NodeIndex node = maker.series("repeated", maker.unsignedInt("uint32", 32), SeriesCoding::Packed);
        return fieldEncoded(std::move(maker), {"", 3, node, Occurs::Repeated, std::move(forms)},
                            [&](ValueMaker& value) { value.uints(numbers); });
    };
    const std::vector<AcceptedForm> element{{kVarintType, FieldForm::Element}};
    const std::vector<AcceptedForm> run{{kRunType, FieldForm::Run}};
    const std::vector<AcceptedForm> value{{kRunType, FieldForm::Value}};
    const std::vector<AcceptedForm> bits{{kBitmapType, FieldForm::BitRun}};
    QCOMPARE(list(element, {1, 300, 0}), "18 01 18 ac 02 18 00");
    QCOMPARE(list(run, {1, 300, 0}), "1b 04 01 ac 02 00");
    QCOMPARE(list(value, {1, 300, 0}), "1b 04 01 ac 02 00");
    QCOMPARE(list(bits, {1, 0, 1, 0, 1, 1, 0, 0}), "1f 01 35");
    QCOMPARE(list(bits, {1, 1, 1, 1, 1, 1, 1, 1, 1}), "1f 02 ff 01");
    for (const auto& form : {element, run, value, bits})
        QCOMPARE(list(form, {}), "");
}

void TaggedEncodeTest::stringTable()
{
    // Texts enter in the order in which they are written, nested messages included; the table comes first.
    TaggedMaker maker = TaggedMaker::plain();
    const NodeIndex text = maker.text();
    const std::vector<AcceptedForm> index{{kTableType, FieldForm::TableIndex}};
    const NodeIndex inner
        = maker.message("Inner", {{"t", 1, text, Occurs::Always, index}, {"p", 2, text, Occurs::Always}});
    const NodeIndex list = maker.series("repeated", text, SeriesCoding::Packed);
    const NodeIndex root = maker.message("T",
                                         {{"i", 1, inner, Occurs::Optional},
                                          {"s", 2, text, Occurs::Optional, index},
                                          {"r", 3, list, Occurs::Repeated, index}});
    const auto plan = maker.finish(root);
    ValueMaker value(plan);
    value.open(ValueKind::Struct).open(ValueKind::Struct).text("b").text("p").close().text("a");
    value.open(ValueKind::List).text("b").text("").text("a").close(3);
    QCOMPARE(encoded(value.close().finish()), "06 06 03 01 62 01 61 00 0a 05 0e 00 12 01 70 16 01 1e 00 1e 02 1e 01");

    ValueMaker none(plan);
    none.open(ValueKind::Struct).absent().absent().open(ValueKind::List).close(0);
    QCOMPARE(encoded(none.close().finish()), "");

    ValueMaker missing(plan);
    missing.open(ValueKind::Struct).open(ValueKind::Struct).absent().text("p").close().absent();
    missing.open(ValueKind::List).close(0);
    QCOMPARE(encoded(missing.close().finish()), "missing-value@i.t");
}

void TaggedEncodeTest::keptStringTable()
{
    const auto withTable = [](const char* text, const char* unknown) {
        TaggedMaker maker = TaggedMaker::plain();
        const std::vector<AcceptedForm> index{{kTableType, FieldForm::TableIndex}};
        ValueMaker value(maker.finish(maker.message("T", {{"s", 1, maker.text(), Occurs::Optional, index}})));
        value.open(ValueKind::Struct).text(text).text(asText(bytesOf(unknown)), ValueKind::Unknown);
        value.open(ValueKind::Strings).text("a").text("b").text("a").close(3);
        return encoded(value.close().finish());
    };
    QCOMPARE(withTable("b", "1600"), "06 07 03 01 61 01 62 01 61 0e 01 16 00");
    QCOMPARE(withTable("a", "1602"), "06 07 03 01 61 01 62 01 61 0e 00 16 02");
    QCOMPARE(withTable("c", "1600"), "06 09 04 01 61 01 62 01 61 01 63 0e 03 16 00");
}

void TaggedEncodeTest::countedSeries()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.unsignedInt("uint32", 32);
    const NodeIndex numbers = maker.series("[]uint32", number, SeriesCoding::Packed);
    const NodeIndex lists = maker.series("[][]uint32", numbers, SeriesCoding::Counted);
    const NodeIndex inner = maker.message("I", {{"x", 1, number, Occurs::Default}});
    const NodeIndex root = maker.message(
        "T", {{"a", 1, lists}, {"b", 2, maker.series("[]I", inner, SeriesCoding::Counted)}, {"c", 3, lists}});
    ValueMaker value(maker.finish(root));
    value.open(ValueKind::Struct).open(ValueKind::List).uints({1, 300}).uints({}).close(2);
    value.open(ValueKind::List);
    for (const std::uint64_t x : {1u, 0u})
        value.open(ValueKind::Struct).scalar(ValueKind::UInt, x).close();
    value.close(2).open(ValueKind::List).close(0);
    QCOMPARE(encoded(value.close().finish()), "0a 06 02 03 01 ac 02 00 12 05 02 02 08 01 00 1a 01 00");
}

void TaggedEncodeTest::fixedCounts()
{
    const auto three = [](Occurs occurs, const std::vector<std::uint64_t>& numbers) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.series("[3]uint32", maker.unsignedInt("uint32", 32), SeriesCoding::Packed, 3);
        return fieldEncoded(std::move(maker), {"", 1, node, occurs}, [&](ValueMaker& value) { value.uints(numbers); });
    };
    QCOMPARE(three(Occurs::Default, {1, 0, 2}), "0a 03 01 00 02");
    QCOMPARE(three(Occurs::Default, {0, 0, 0}), "");
    QCOMPARE(three(Occurs::Optional, {0, 0, 0}), "0a 03 00 00 00");
    QCOMPARE(three(Occurs::Default, {1, 2}), "array-count@f");
    QCOMPARE(three(Occurs::Default, {}), "array-count@f");

    // Elements with parts of their own: messages without content, nothing present, nil.
    const auto two = [](bool nil) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex number = maker.unsignedInt("uint32", 32);
        const NodeIndex inner = maker.message("I", {{"x", 1, number, Occurs::Default}});
        const NodeIndex present = maker.presence("P", {{"x", 1, number}});
        const NodeIndex any = maker.reference("any", Discrimination::Id, {{8, number}});
        ValueMaker value(maker.finish(
            maker.message("T",
                          {{"a", 1, maker.series("[1]I", inner, SeriesCoding::Counted, 1), Occurs::Default},
                           {"b", 2, maker.series("[1]P", present, SeriesCoding::Counted, 1), Occurs::Default},
                           {"c", 3, maker.series("[1]any", any, SeriesCoding::Counted, 1), Occurs::Default}})));
        value.open(ValueKind::Struct);
        value.open(ValueKind::List).open(ValueKind::Struct).scalar(ValueKind::UInt, nil ? 0 : 1).close().close(1);
        value.open(ValueKind::List).open(ValueKind::Struct);
        nil ? value.absent() : value.scalar(ValueKind::UInt, 0);
        value.close().close(1).open(ValueKind::List);
        nil ? value.null() : value.open(ValueKind::Reference, 0).scalar(ValueKind::UInt, 0).close();
        return encoded(value.close(1).close().finish());
    };
    QCOMPARE(two(true), "");
    QCOMPARE(two(false), "0a 04 01 02 08 01 12 05 01 03 01 01 00 1a 05 01 03 08 01 00");
}

void TaggedEncodeTest::codedSeries()
{
    const auto numbers = [](SeriesCoding coding, const std::vector<std::uint64_t>& elements) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.series("[]uint32", maker.unsignedInt("uint32", 32), coding, 0, 3);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Default},
                            [&](ValueMaker& value) { value.uints(elements); });
    };
    QCOMPARE(numbers(SeriesCoding::Delta, {100, 110, 105}), "0a 04 c8 01 14 09");
    QCOMPARE(numbers(SeriesCoding::RunLength, {7, 7, 1}), "0a 04 02 07 01 01");
    QCOMPARE(numbers(SeriesCoding::Sparse, {0, 0, 5}), "0a 04 03 01 02 05");
    QCOMPARE(numbers(SeriesCoding::BitPacked, {1, 2, 7}), "0a 03 03 d1 01");
    QCOMPARE(numbers(SeriesCoding::BitPacked, {1, 8, 7, 9}), "value-range@f[1] value-range@f[3]");
    QCOMPARE(numbers(SeriesCoding::Delta, {}), "");

    const auto texts = [](SeriesCoding coding, std::uint64_t longest) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.series("[]string", maker.text(), coding);
        Limits limits;
        limits.stringBytes = longest;
        return fieldEncoded(
            std::move(maker), {"", 1, node, Occurs::Default},
            [&](ValueMaker& value) { value.open(ValueKind::List).text("ab").text("abc").text("ab").close(3); }, limits);
    };
    QCOMPARE(texts(SeriesCoding::Dictionary, 3), "0a 0c 02 02 61 62 03 61 62 63 03 00 01 00");
    QCOMPARE(texts(SeriesCoding::Prefix, 3), "0a 0a 03 00 02 61 62 02 01 63 02 00");
    QCOMPARE(texts(SeriesCoding::Prefix, 2), "limit-string@f[1]");
}

void TaggedEncodeTest::mapsAreSorted()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.signedInt("int32", 32, VarintCoding::ZigZag);
    const NodeIndex inner = maker.map("map<string,int32>", maker.text(), number);
    const NodeIndex root = maker.message("T", {{"f", 1, maker.map("map<int32,…>", number, inner)}});
    ValueMaker value(maker.finish(root));
    value.open(ValueKind::Struct).open(ValueKind::Map);
    value.scalar(ValueKind::Int, 300).open(ValueKind::Map);
    value.text("b").scalar(ValueKind::Int, 1).text("ab").scalar(ValueKind::Int, 2).text("a").scalar(ValueKind::Int, 0);
    value.close(3);
    value.scalar(ValueKind::Int, minusOne).open(ValueKind::Map).close(0);
    value.scalar(ValueKind::Int, 0).open(ValueKind::Map).text("a").scalar(ValueKind::Int, 1);
    value.text("b").scalar(ValueKind::Int, 2).close(2).close(3);
    // Keys by their bytes: 0 is 00, -1 is 01, 300 is d8 04.
    QCOMPARE(encoded(value.close().finish()),
             "0a 23 03 01 00 09 02 01 61 01 02 01 62 01 04 01 01 01 00 "
             "02 d8 04 0e 03 01 61 01 00 02 61 62 01 04 01 62 01 02");
}

void TaggedEncodeTest::duplicateKeys()
{
    const auto keys = [](const std::vector<std::uint64_t>& numbers) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex number = maker.unsignedInt("uint32", 32);
        const NodeIndex node = maker.map("map", number, number);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Default}, [&](ValueMaker& value) {
            value.open(ValueKind::Map);
            for (const std::uint64_t key : numbers)
                value.scalar(ValueKind::UInt, key).scalar(ValueKind::UInt, 1);
            value.close(numbers.size());
        });
    };
    QCOMPARE(keys({1, 2}), "0a 09 02 01 01 01 01 01 02 01 01");
    QCOMPARE(keys({1, 1}), "duplicate-key@f[1]");
    QCOMPARE(keys({5, 2, 5, 3, 2}), "duplicate-key@f[2] duplicate-key@f[5]");
}

void TaggedEncodeTest::presenceMaps()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.unsignedInt("uint8", 8);
    std::vector<TaggedMaker::Field> fields{{"z", 90, maker.text()}, {"a", 1, number}};
    const std::string names = "bcdefghij";
    for (std::uint32_t i = 0; i < 7; ++i)
        fields.push_back({std::string_view(names).substr(i, 1), 2 + i, number});
    const auto plan = maker.finish(maker.presence("P", fields));
    const auto encodedWith = [&](bool z, bool a) {
        ValueMaker value(plan);
        value.open(ValueKind::Struct);
        z ? value.text("x") : value.absent();
        a ? value.scalar(ValueKind::UInt, 0) : value.null();
        for (int i = 0; i < 7; ++i)
            value.absent();
        return encoded(value.close().finish());
    };
    QCOMPARE(encodedWith(false, false), "02 00 00");
    QCOMPARE(encodedWith(false, true), "02 01 00 00");
    QCOMPARE(encodedWith(true, true), "02 01 01 00 01 78");

    TaggedMaker empty = TaggedMaker::canonical();
    ValueMaker nothing(empty.finish(empty.presence("P", {})));
    QCOMPARE(encoded(nothing.open(ValueKind::Struct).close().finish()), "00");
}

void TaggedEncodeTest::references()
{
    const auto payment = [](Discrimination by, int which, Occurs occurs) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex number = maker.signedInt("int64", 64, VarintCoding::ZigZag);
        const NodeIndex card = maker.message("Card", {{"n", 2, number, Occurs::Default}});
        const NodeIndex node = maker.reference("any", by, {{12, maker.text()}, {129, card}});
        return fieldEncoded(std::move(maker), {"", 5, node, occurs}, [&](ValueMaker& value) {
            if (which == 0)
                value.null();
            else if (which == 1)
                value.open(ValueKind::Reference, 0).text("ab").close();
            else
                value.open(ValueKind::Reference, 1).open(ValueKind::Struct).scalar(ValueKind::Int, 5).close().close();
        });
    };
    QCOMPARE(payment(Discrimination::Id, 1, Occurs::Default), "2f 0c 02 61 62");
    QCOMPARE(payment(Discrimination::Id, 2, Occurs::Default), "2f 81 01 02 16 0a");
    QCOMPARE(payment(Discrimination::Id, 0, Occurs::Default), "");
    QCOMPARE(payment(Discrimination::Id, 0, Occurs::Optional), "");
    QCOMPARE(payment(Discrimination::Id, 0, Occurs::Required), "2f 00 00");
    QCOMPARE(payment(Discrimination::Name, 2, Occurs::Default), "2a 09 06 74 2e 43 61 72 64 16 0a");
    QCOMPARE(payment(Discrimination::Name, 0, Occurs::Required), "2a 01 00");
    QCOMPARE(payment(Discrimination::Hash, 1, Occurs::Default), "2a 06 0c 0c 0c 0c 61 62");
    QCOMPARE(payment(Discrimination::Hash, 0, Occurs::Required), "2a 04 00 00 00 00");
}

void TaggedEncodeTest::foreignTypes()
{
    const auto foreign = [](Discrimination by, bool byName) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.reference("any", by, {{12, maker.text()}});
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Default}, [&](ValueMaker& value) {
            value.open(ValueKind::ForeignType);
            byName ? value.text("o.T") : value.scalar(ValueKind::UInt, 300);
            value.content(bytesOf("0801")).close();
        });
    };
    QCOMPARE(foreign(Discrimination::Id, false), "0f ac 02 02 08 01");
    QCOMPARE(foreign(Discrimination::Name, true), "0a 06 03 6f 2e 54 08 01");
    QCOMPARE(foreign(Discrimination::Hash, false), "0a 06 2c 01 00 00 08 01");
    QCOMPARE(foreign(Discrimination::Id, true), "unknown-type@f");
    QCOMPARE(foreign(Discrimination::Name, false), "unknown-type@f");
}

void TaggedEncodeTest::oneof()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.unsignedInt("uint32", 32);
    const auto field = [&](std::string_view name, std::uint32_t number32, std::uint16_t group) {
        return TaggedMaker::Field{name, number32, number, Occurs::Optional, {}, group};
    };
    const auto plan = maker.finish(
        maker.message("T", {field("a", 1, 1), field("b", 2, 1), field("c", 3, 1), field("d", 4, 2), field("e", 5, 2)}));
    const auto set = [&](std::string_view fields) {
        ValueMaker value(plan);
        value.open(ValueKind::Struct);
        for (const char name : std::string("abcde"))
            fields.find(name) != std::string_view::npos ? value.scalar(ValueKind::UInt, 0) : value.null();
        return encoded(value.close().finish());
    };
    QCOMPARE(set(""), "");
    QCOMPARE(set("be"), "10 00 28 00");
    QCOMPARE(set("ab"), "oneof-multiple@b");
    QCOMPARE(set("abc"), "oneof-multiple@b");
    QCOMPARE(set("acde"), "oneof-multiple@c oneof-multiple@e");
}

void TaggedEncodeTest::unknownFieldsBehind()
{
    TaggedMaker maker = TaggedMaker::plain();
    ValueMaker value(maker.finish(maker.message("T", {{"a", 5, maker.unsignedInt("uint32", 32)}})));
    value.open(ValueKind::Struct).scalar(ValueKind::UInt, 1);
    value.text(asText(bytesOf("1a01410806")), ValueKind::Unknown);
    QCOMPARE(encoded(value.close().finish()), "28 01 1a 01 41 08 06");
}

void TaggedEncodeTest::unknownFieldsMerged()
{
    const auto merged = [](const char* unknown) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex number = maker.unsignedInt("uint32", 32);
        const NodeIndex inner = maker.message("I", {{"b", 4, number}, {"a", 2, number}});
        ValueMaker value(maker.finish(maker.message("T", {{"i", 1, inner, Occurs::Default}})));
        value.open(ValueKind::Struct).open(ValueKind::Struct);
        value.scalar(ValueKind::UInt, 7).absent().text(asText(bytesOf(unknown)), ValueKind::Unknown).close();
        return encoded(value.close().finish());
    };
    QCOMPARE(merged("0805"), "0a 04 08 05 20 07");
    QCOMPARE(merged("2a0141 0805 2801 0806 1801"), "0a 0d 08 05 08 06 18 01 20 07 2a 01 41 28 01");
    QCOMPARE(merged("1a05"), "bad-unknown@i");
    QCOMPARE(merged("0b"), "bad-unknown@i");
}

void TaggedEncodeTest::rules()
{
    using Relation = Validation::Relation;
    using Subject = Validation::Subject;
    const auto number = [](Validation validation, std::uint64_t payload, Occurs occurs = Occurs::Optional) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.signedInt("int64", 64, VarintCoding::ZigZag);
        return fieldEncoded(std::move(maker), {"", 1, node, occurs, {}, 0, {}, {std::move(validation)}},
                            [&](ValueMaker& value) { value.scalar(ValueKind::Int, payload); })
            != QStringLiteral("validate@f");
    };
    QVERIFY(number(rule(Relation::GreaterEqual, std::int64_t{-1}), minusOne));
    QVERIFY(!number(rule(Relation::Greater, std::int64_t{-1}), minusOne));
    QVERIFY(number(rule(Relation::Less, ~std::uint64_t{0}), 5));
    QVERIFY(number(rule(Relation::Less, 1.5), 1));
    QVERIFY(!number(rule(Relation::Less, 1.5), 2));
    QVERIFY(number(rule(Relation::NotEqual, std::int64_t{5}), 6));
    QVERIFY(!number(rule(Relation::NotEqual, std::int64_t{5}), 5));
    QVERIFY(number(rule(Relation::LessEqual, std::int64_t{5}), 5));
    QVERIFY(!number(rule(Relation::Equal, std::int64_t{5}), 4));
    // A value that is not written cannot break a rule.
    QVERIFY(!number(rule(Relation::Greater, std::int64_t{0}), 0));
    QVERIFY(number(rule(Relation::Greater, std::int64_t{0}), 0, Occurs::Default));

    const auto text = [](Validation validation, const char* content) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.text();
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Optional, {}, 0, {}, {std::move(validation)}},
                            [&](ValueMaker& value) { value.text(content); })
            != QStringLiteral("validate@f");
    };
    QVERIFY(text(rule(Relation::LessEqual, std::int64_t{2}, Subject::Length), "é€"));
    QVERIFY(!text(rule(Relation::LessEqual, std::int64_t{1}, Subject::Length), "é€"));
    QVERIFY(text(rule(Relation::Equal, std::string("ab")), "ab"));
    QVERIFY(!text(rule(Relation::Equal, std::string("ab")), "abc"));
    QVERIFY(text(rule(Relation::Match, std::string("[0-9]+")), "ab1c"));
    QVERIFY(!text(rule(Relation::Match, std::string("^[0-9]+$")), "ab1c"));

    const auto list = [](Validation validation, const std::vector<std::uint64_t>& numbers) {
        TaggedMaker maker = TaggedMaker::canonical();
        const NodeIndex node = maker.series("[]uint32", maker.unsignedInt("uint32", 32), SeriesCoding::Packed);
        return fieldEncoded(std::move(maker), {"", 1, node, Occurs::Optional, {}, 0, {}, {std::move(validation)}},
                            [&](ValueMaker& value) { value.uints(numbers); })
            != QStringLiteral("validate@f");
    };
    QVERIFY(list(rule(Relation::GreaterEqual, std::int64_t{2}, Subject::Length), {1, 2}));
    QVERIFY(!list(rule(Relation::GreaterEqual, std::int64_t{2}, Subject::Length), {300}));
}

void TaggedEncodeTest::regularExpressions()
{
    QVERIFY(regularExpressionProblem("^[A-Z]+$").empty());
    QVERIFY(!regularExpressionProblem("[A-Z").empty());
    QVERIFY(!regularExpressionProblem("(?=a)").empty());
}

void TaggedEncodeTest::limits()
{
    TaggedMaker maker = TaggedMaker::plain();
    const NodeIndex number = maker.unsignedInt("uint32", 32);
    const NodeIndex list = maker.series("repeated", number, SeriesCoding::Packed);
    const NodeIndex root = maker.message("T",
                                         {{"s", 1, maker.text()},
                                          {"a", 2, list, Occurs::Repeated, {{kVarintType, FieldForm::Element}}},
                                          {"b", 3, list, Occurs::Repeated, {{kRunType, FieldForm::Run}}},
                                          {"m", 4, maker.map("map", number, number)}});
    ValueMaker maker2(maker.finish(root));
    maker2.open(ValueKind::Struct).text("abc").uints({1, 2}).uints({3, 4});
    maker2.open(ValueKind::Map).scalar(ValueKind::UInt, 1).scalar(ValueKind::UInt, 1);
    maker2.scalar(ValueKind::UInt, 2).scalar(ValueKind::UInt, 1).close(2);
    const Value value = maker2.close().finish();
    const auto limited = [&](auto set) {
        Limits limits;
        set(limits);
        return encoded(value, limits);
    };
    const QString bytes = "0a 03 61 62 63 10 01 10 02 1b 02 03 04 22 09 02 01 01 01 01 01 02 01 01";
    QCOMPARE(limited([](Limits& limits) { limits.stringBytes = 3; }), bytes);
    QCOMPARE(limited([](Limits& limits) { limits.stringBytes = 2; }), "limit-string@s");
    QCOMPARE(limited([](Limits& limits) { limits.arrayElements = 2; }), bytes);
    QCOMPARE(limited([](Limits& limits) { limits.arrayElements = 1; }), "limit-array@a limit-array@b limit-array@m");
    QCOMPARE(limited([](Limits& limits) { limits.totalElements = 6; }), bytes);
    QCOMPARE(limited([](Limits& limits) { limits.totalElements = 3; }), "limit-total@b");
    QCOMPARE(limited([](Limits& limits) { limits.messageBytes = 24; }), bytes);
    QCOMPARE(limited([](Limits& limits) { limits.messageBytes = 23; }), "limit-message@");
}

void TaggedEncodeTest::depth()
{
    TaggedMaker maker = TaggedMaker::plain();
    const NodeIndex node = maker.open("T");
    const NodeIndex list = maker.series("repeated T", node, SeriesCoding::Packed);
    maker.fill(node, {{"f", 1, list, Occurs::Repeated, {{kLengthType, FieldForm::Element}}}});
    const auto plan = maker.finish(node);
    const auto nested = [&](int levels, std::uint32_t limit) {
        ValueMaker value(plan);
        for (int i = 1; i < levels; ++i)
            value.open(ValueKind::Struct).open(ValueKind::List);
        value.open(ValueKind::Struct).open(ValueKind::List).close(0).close();
        for (int i = 1; i < levels; ++i)
            value.close(1).close();
        Limits limits;
        limits.depth = limit;
        return encoded(value.finish(), limits);
    };
    QCOMPARE(nested(3, 3), "0a 02 0a 00");
    QCOMPARE(nested(3, 2), "limit-depth@f[0].f[0]");
    QVERIFY(nested(500, 0).startsWith("0a "));
    QVERIFY(nested(501, 0).startsWith("limit-depth@"));
    QVERIFY(nested(100'000, 0).startsWith("limit-depth@"));
}

void TaggedEncodeTest::allProblemsWithPaths()
{
    TaggedMaker maker = TaggedMaker::canonical();
    const NodeIndex number = maker.unsignedInt("uint32", 32);
    const NodeIndex inner = maker.message("I", {{"x", 1, number, Occurs::Required}});
    const NodeIndex byText = maker.map("map", maker.text(), inner);
    const NodeIndex byNumber = maker.map("map", number, inner);
    const NodeIndex any = maker.reference("any", Discrimination::Id, {{8, number}, {128, inner}});
    ValueMaker value(maker.finish(maker.message("T",
                                                {{"a", 1, maker.series("[]I", inner, SeriesCoding::Counted)},
                                                 {"m", 2, byText},
                                                 {"n", 3, byNumber},
                                                 {"r", 4, any},
                                                 {"q", 5, number, Occurs::Required}})));
    value.open(ValueKind::Struct).open(ValueKind::List);
    value.open(ValueKind::Struct).scalar(ValueKind::UInt, 1).close().open(ValueKind::Struct).absent().close().close(2);
    value.open(ValueKind::Map).text("k\"").open(ValueKind::Struct).absent().close().close(1);
    value.open(ValueKind::Map).scalar(ValueKind::UInt, 5).open(ValueKind::Struct).absent().close().close(1);
    value.open(ValueKind::Reference, 1).open(ValueKind::Struct).absent().close().close().absent();
    QCOMPARE(encoded(value.close().finish()),
             R"(missing-value@a[1].x missing-value@m["k\""].x missing-value@n[5].x missing-value@r.x missing-value@q)");
}

void TaggedEncodeTest::delimitedBuffer()
{
    TaggedMaker maker = TaggedMaker::plain();
    const NodeIndex node = maker.message("T", {{"a", 1, maker.unsignedInt("uint32", 32), Occurs::Always}});
    const auto plan = maker.finish(node);
    const auto buffer = [&](std::uint64_t second) {
        Value value;
        value.plan = plan;
        value.framing = Framing::Delimited;
        value.heap = std::make_shared<const Bytes>();
        value.nodes.push_back({kNoIndex, ValueKind::List, 5, 2});
        for (const std::uint64_t number : {std::uint64_t{1}, second}) {
            value.nodes.push_back({plan->types.front().root, ValueKind::Struct, 2, 0});
            const ValueKind kind = number == 0 ? ValueKind::Absent : ValueKind::UInt;
            value.nodes.push_back({plan->nodes[node].firstSlot, kind, 1, number});
        }
        return encoded(value);
    };
    QCOMPARE(buffer(300), "02 08 01 03 08 ac 02");
    QCOMPARE(buffer(0), "missing-value@[1].a");
}

void TaggedEncodeTest::splitsFields()
{
    const auto split = [](const char* hex) {
        const auto fields = splitFields(TaggedMaker::canonical().plan().dialect, bytesOf(hex));
        QStringList parts;
        for (const UnknownField& field : fields.value_or(std::vector<UnknownField>{{0, 0, 0}}))
            parts += QString("%1:%2-%3").arg(field.number).arg(field.begin).arg(field.end);
        return parts.join(' ');
    };
    QCOMPARE(split(""), "");
    QCOMPARE(split("0801 11 0000000000000000 1a0141 2501020304 2e8001 378101 01 ff"),
             "1:0-2 2:2-11 3:11-14 4:14-19 5:19-22 6:22-27");
    const QString broken = "0:0-0";
    for (const char* hex : {"08", "1a0541", "0b", "0c", "0005", "8080808010 00", "2500", "37810102ff", "80"})
        QCOMPARE(split(hex), broken);
    QCOMPARE(split("f8ffffff0f00"), "536870911:0-6");
}

QTEST_APPLESS_MAIN(TaggedEncodeTest)
#include "tagged_encode_test.moc"
