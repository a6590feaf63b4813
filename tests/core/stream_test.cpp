// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "core/inspect/frame_list.h"
#include "core/wire/compression.h"
#include "core/wire/stream_frames.h"
#include "tests/core/engine_support.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

constexpr const char* streamSchema
    = "package v; @typeid(128) type M { @field(1) a: uint32; @field(2) s: string; @field(3) next: M?; }";

Analysis analyse(const char* format, const char* text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = text;
    return findFormat(format)->analyse(source);
}

Decoded decodeStream(const Analysis& schema, const Bytes& bytes, Limits limits = {})
{
    return decodeBuffer(schema.plan, usualForm(*schema.plan, nullptr), std::make_shared<const Bytes>(bytes), limits);
}

Value bindStream(const Analysis& schema, const BufferForm& form, std::string json, Diagnostics& problems)
{
    const JsonDocument document = readJson(std::move(json), JsonRole::Value, problems);
    return bindJsonBuffer(schema.plan, form, document, *document.root(), problems);
}

/// Every beginning of the bytes and every turned bit decode without a gap, and the value can be read and written.
void breakEverywhere(const Analysis& schema, const BufferForm& form, const Bytes& bytes)
{
    const auto check = [&](Bytes broken) {
        const auto shared = std::make_shared<const Bytes>(std::move(broken));
        const Decoded decoded = decodeBuffer(schema.plan, form, shared, schema.plan->limits);
        const std::string problem = tilingProblem(decoded);
        QVERIFY2(problem.empty(), (problem + " in " + toHex(*shared)).c_str());
        QVERIFY(!writeJson(readValue(decoded)).empty());
        QCOMPARE(frameList(decoded).empty(), shared->empty());
    };
    for (std::size_t size = 0; size < bytes.size(); ++size)
        check(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        Bytes turned = bytes;
        turned[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        check(std::move(turned));
    }
}

} // namespace

/// cramberry.md, *Streams*; README, *Decided details*, "stream"; concatenated values.
class StreamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesOfAnyKindBrokenAnywhere()
    {
        const Analysis schema = analyse("cramberry", streamSchema);
        const Bytes bytes = bytesOf("010401 6b0176 00038001 08 00 0105 1003120161 040 1aa 060105 030207 6e"
                                    "1007 8001 0801 120141 0204016b0176");
        breakEverywhere(schema, usualForm(*schema.plan, nullptr), bytes);
    }

    void compressedFramesBrokenAnywhere()
    {
        const Analysis schema = analyse("cramberry", streamSchema);
        for (const char* algorithm : {"lz4", "zstd", "snappy"}) {
            Diagnostics problems;
            const std::string text(300, 'a');
            const Value value = bindStream(schema, usualForm(*schema.plan, nullptr),
                                           "[{\"header\":{\"key\":\"compression\",\"value\":\"" + std::string(algorithm)
                                               + "\"}},{\"message\":{\"@type\":\"M\",\"a\":1,\"s\":\"" + text
                                               + "\"}},{\"ping\":\"01\"}]",
                                           problems);
            QCOMPARE(codes(problems), QString());
            const Encoded encoded = encode(value, schema.plan->limits, {0, 100});
            QVERIFY(encoded.bytes.size() < 200);
            const Decoded decoded = decodeStream(schema, encoded.bytes);
            QCOMPARE(codes(decoded.diagnostics), QString());
            QCOMPARE(writeJson(readValue(decoded)), writeJson(value));
            const auto rows = frameList(decoded);
            QCOMPARE(rows.size(), std::size_t(3));
            QCOMPARE(rows[1].flags, std::string("end, compressed"));
            QCOMPARE(rows[1].type, std::string("M"));
            QVERIFY(rows[1].contentBytes > 300);
            breakEverywhere(schema, usualForm(*schema.plan, nullptr), encoded.bytes);
        }
    }

    void thresholdAndLevelOfTheCompression()
    {
        const Analysis schema = analyse("cramberry", streamSchema);
        Diagnostics problems;
        const Value value = bindStream(
            schema, usualForm(*schema.plan, nullptr),
            "[{\"header\":{\"key\":\"compression\",\"value\":\"zstd\"}},{\"message\":{\"@type\":\"M\",\"s\":\""
                + std::string(1022, 'x') + "\"}},{\"message\":{\"@type\":\"M\",\"s\":\"" + std::string(1000, 'x')
                + "\"}}]",
            problems);
        const auto rowsAt = [&](const StreamOptions& options) {
            return frameList(decodeStream(schema, encode(value, schema.plan->limits, options).bytes));
        };
        QCOMPARE(rowsAt({})[1].flags, std::string("end, compressed"));
        QCOMPARE(rowsAt({})[2].flags, std::string("end"));
        QCOMPARE(rowsAt({0, 5000})[1].flags, std::string("end"));
        QCOMPARE(rowsAt({19, 0})[2].flags, std::string("end, compressed"));
    }

    void problemsOfAMessageInSeveralFramesPointIntoTheInput()
    {
        const Analysis schema = analyse("cramberry", streamSchema);
        // The second piece holds the long varint 81 00 of field 1, at bytes 8 and 9.
        const Decoded decoded = decodeStream(schema, bytesOf("0003 8001 08 1002 8100"));
        QCOMPARE(codes(decoded.diagnostics), QString("non-canonical-varint"));
        QCOMPARE(decoded.diagnostics[0].place.bitRange(), bitsOfBytes(7, 2));
        QCOMPARE(decoded.diagnostics[0].path, std::string("[0].message.a"));
    }

    void manyTinyFramesTakeLinearTime()
    {
        const Analysis schema = analyse("cramberry", streamSchema);
        Bytes bytes = bytesOf("00028001");
        for (int i = 0; i < 200'000; ++i)
            bytes.insert(bytes.end(), {0x00, 0x00});
        const Decoded decoded = decodeStream(schema, bytes);
        QCOMPARE(codes(decoded.diagnostics), QString("truncated"));
    }

    void lengthDelimitedMessagesBrokenAnywhere()
    {
        const Analysis schema
            = analyse("serialkit", "namespace v; model M { interned string s = 1; packed repeated int32 p = 2; }");
        const BufferForm form = usualForm(*schema.plan, &schema.plan->types.front());
        QCOMPARE(form.framing, Framing::Delimited);
        Diagnostics problems;
        const Value value = bindStream(schema, form, "[{\"s\":\"a\",\"p\":[1,-1]},{\"s\":\"b\",\"p\":[]}]", problems);
        QCOMPARE(codes(problems), QString());
        const Encoded encoded = encode(value, schema.plan->limits);
        const auto bytes = std::make_shared<const Bytes>(encoded.bytes);
        const Decoded decoded = decodeBuffer(schema.plan, form, bytes, schema.plan->limits);
        QCOMPARE(writeJson(readValue(decoded)),
                 std::string("[{\"@type\":\"M\",\"s\":\"a\",\"p\":[1,-1]},{\"@type\":\"M\",\"s\":\"b\",\"p\":[]}]"));
        QCOMPARE(frameList(decoded).size(), std::size_t(2));
        breakEverywhere(schema, form, encoded.bytes);
    }

    void recordsOneAfterAnother_data()
    {
        QTest::addColumn<QString>("order");
        QTest::addColumn<QString>("hex");
        QTest::newRow("little-endian") << "little"
                                       << "2301 5604";
        QTest::newRow("big-endian") << "big"
                                    << "0123 0456";
    }
    void recordsOneAfterAnother()
    {
        QFETCH(QString, order);
        QFETCH(QString, hex);
        const std::string text = "{\"version\":\"1.0\",\"name\":\"R\",\"byte_order\":\"" + order.toStdString()
            + "\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"min\":0,\"max\":255},{\"name\":\"b\",\"type\":\"int\","
              "\"min\":0,\"max\":15},"
              "{\"name\":\"c\",\"type\":\"int\",\"min\":0,\"max\":15}]}";
        const Analysis schema = analyse("bitschema", text.c_str());
        QVERIFY(!schema.plan->types.empty());
        const BufferForm form = usualForm(*schema.plan, &schema.plan->types.front());
        QCOMPARE(form.framing, Framing::Concatenated);
        const Bytes bytes = bytesOf(hex.toUtf8().constData());
        const Decoded decoded
            = decodeBuffer(schema.plan, form, std::make_shared<const Bytes>(bytes), schema.plan->limits);
        const Value value = readValue(decoded);
        const std::string json = writeJson(value);
        QCOMPARE(json,
                 std::string(
                     order == "little"
                         ? "[{\"@type\":\"R\",\"a\":35,\"b\":1,\"c\":0},{\"@type\":\"R\",\"a\":86,\"b\":4,\"c\":0}]"
                         : "[{\"@type\":\"R\",\"a\":35,\"b\":1,\"c\":0},{\"@type\":\"R\",\"a\":86,\"b\":4,\"c\":0}]"));
        QCOMPARE(encode(value, schema.plan->limits).bytes, bytes);
        QCOMPARE(frameList(decoded).size(), std::size_t(2));
        breakEverywhere(schema, form, bytes);
    }

    void structsOneAfterAnother()
    {
        const Analysis schema = analyse("sdp", "struct P { x: u8, name: str, }");
        const PlanType* type = schema.plan->findType("P");
        QVERIFY(type != nullptr);
        const BufferForm form{Framing::Concatenated, type};
        const Bytes bytes = bytesOf("01 01000000 61 02 00000000");
        const Decoded decoded
            = decodeBuffer(schema.plan, form, std::make_shared<const Bytes>(bytes), schema.plan->limits);
        QCOMPARE(codes(decoded.diagnostics), QString());
        const Value value = readValue(decoded);
        QCOMPARE(writeJson(value),
                 std::string("[{\"@type\":\"P\",\"x\":1,\"name\":\"a\"},{\"@type\":\"P\",\"x\":2,\"name\":\"\"}]"));
        Value anew = value;
        anew.framing = Framing::Concatenated;
        QCOMPARE(encode(anew, schema.plan->limits).bytes, bytes);
        breakEverywhere(schema, form, bytes);
    }

    void formsOfBuffers()
    {
        const Analysis skit = analyse("serialkit", "namespace v; model M { uint32 a = 1; }");
        QCOMPARE(framingsOf(*skit.plan, skit.plan->types.front()), std::vector{Framing::Delimited});
        const Analysis cram = analyse("cramberry", streamSchema);
        QCOMPARE(framingsOf(*cram.plan, cram.plan->types.front()), (std::vector{Framing::Frames, Framing::Delimited}));
        for (const Framing framing :
             {Framing::SelfDescribing, Framing::Delimited, Framing::Frames, Framing::Concatenated})
            QCOMPARE(framingNamed(framingName(framing)), framing);
        QCOMPARE(framingNamed("nothing"), Framing::None);
    }
};

QTEST_APPLESS_MAIN(StreamTest)
#include "stream_test.moc"
