// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "core/wire/stream_frames.h"
#include "tests/core/engine_support.h"

#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

Analysis analyse(const QString& format, const QString& text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = text.toStdString();
    return findFormat(format.toStdString())->analyse(source);
}

/// The limits of a plan for a decoding that somebody has stopped already.
Limits stoppedLimits(const Analysis& schema, bool stopped = true)
{
    Limits limits = schema.plan->limits;
    limits.stop = std::make_shared<const std::atomic<bool>>(stopped);
    return limits;
}

} // namespace

/// Long work: a decoding that is stopped leaves what was read so far, and says so.
class DecodeStopTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneValue_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("tagged") << "serialkit"
                                << "namespace v; model M { repeated uint32 r = 1; }"
                                << QByteArray("\x08\x05", 2).repeated(100'000);
        QTest::newRow("sequence") << "sdp"
                                  << "struct E { s: str, }\nstruct M { list: []E, }"
                                  << QByteArray::fromHex("a0860100")
                + QByteArray::fromHex("0100000061").repeated(100'000);
    }
    void oneValue()
    {
        QFETCH(QString, format);
        QFETCH(QString, schema);
        QFETCH(QByteArray, bytes);
        const Analysis analysis = analyse(format, schema);
        const auto input = std::make_shared<const Bytes>(bytes.begin(), bytes.end());
        const PlanType& type = *analysis.plan->findType("M");
        const Decoded whole = decode(analysis.plan, type, input, stoppedLimits(analysis, false));
        QVERIFY(!hasErrors(whole.diagnostics));
        const Decoded decoded = decode(analysis.plan, type, input, stoppedLimits(analysis));
        QCOMPARE(codes(decoded.diagnostics), QString("limit-time"));
        QCOMPARE(tilingProblem(decoded), std::string());
        // It looks whether to stop every few thousand parts; those before that stay.
        const std::uint64_t read = readValue(decoded).nodes[1].payload;
        QVERIFY2(read > 1'000 && read < 10'000, std::to_string(read).c_str());
        QVERIFY(decoded.annotations.size() < whole.annotations.size() / 5);
    }

    void severalValues_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("framing");
        QTest::newRow("frames") << "cramberry"
                                << "package v; @typeid(128) type M { @field(1) a: uint32; }"
                                << "frames";
        QTest::newRow("delimited") << "serialkit"
                                   << "namespace v; model M { uint32 a = 1; }"
                                   << "delimited";
        QTest::newRow("messages") << "sdp"
                                  << "message M { a: u32, }"
                                  << "messages";
        QTest::newRow("concatenated") << "sdp"
                                      << "struct M { a: u32, }"
                                      << "concatenated";
        QTest::newRow("records") << "bitschema"
                                 << R"({"name":"M","fields":[{"name":"a","type":"int","min":0,"max":127}]})"
                                 << "concatenated";
    }
    void severalValues()
    {
        QFETCH(QString, format);
        QFETCH(QString, schema);
        QFETCH(QString, framing);
        const Analysis analysis = analyse(format, schema);
        QVERIFY2(!hasErrors(analysis.diagnostics), qPrintable(codes(analysis.diagnostics)));
        const BufferForm form{framingNamed(framing.toStdString()), &analysis.plan->types.front()};
        const auto input = std::make_shared<const Bytes>(Bytes{1, 0, 0, 0, 1, 2, 3, 4});
        const Decoded decoded = decodeBuffer(analysis.plan, form, input, stoppedLimits(analysis));
        QCOMPARE(codes(decoded.diagnostics), QString("limit-time"));
        QCOMPARE(tilingProblem(decoded), std::string());
        QCOMPARE(writeJson(readValue(decoded)), "[]");
        QCOMPARE(decoded.annotations.back().kind(), Role::Error);
    }
};

QTEST_APPLESS_MAIN(DecodeStopTest)
#include "decode_stop_test.moc"
