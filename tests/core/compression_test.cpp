// SPDX-License-Identifier: MIT
#include "core/wire/compression.h"

#include <QTest>

using namespace wirebench;

namespace {

constexpr std::array algorithms{Compression::Lz4, Compression::Zstd, Compression::Snappy};

Bytes sample(std::size_t size)
{
    Bytes bytes(size);
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < size; ++i) {
        state = state * 1664525u + 1013904223u;
        bytes[i] = i % 3 == 0 ? static_cast<std::uint8_t>(state >> 24) : static_cast<std::uint8_t>(i / 7);
    }
    return bytes;
}

} // namespace

class CompressionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesOfAlgorithms()
    {
        for (const Compression algorithm : algorithms)
            QCOMPARE(compressionNamed(compressionName(algorithm)), std::optional(algorithm));
        QVERIFY(!compressionNamed("gzip"));
        QVERIFY(!compressionNamed("LZ4"));
    }

    void whatIsCompressedComesBack()
    {
        for (const Compression algorithm : algorithms) {
            for (const std::size_t size : {0u, 1u, 1000u, 200'000u}) {
                for (const int level : {0, 1, 9, 99}) {
                    const Bytes input = sample(size);
                    const Bytes packed = compress(algorithm, input, level);
                    Bytes output;
                    QCOMPARE(inflate(algorithm, packed, 1 << 20, output), InflateResult::Done);
                    QCOMPARE(output, input);
                }
            }
            QVERIFY(compress(algorithm, Bytes(10'000, 7), 0).size() < 1000);
        }
    }

    /// The limit holds while decompressing: a small input may claim to be huge.
    void limitOfTheOutput()
    {
        for (const Compression algorithm : algorithms) {
            const Bytes packed = compress(algorithm, Bytes(1'000'000, 0), 0);
            Bytes output;
            QCOMPARE(inflate(algorithm, packed, 999'999, output), InflateResult::TooLarge);
            QVERIFY(output.size() <= 999'999);
            QCOMPARE(inflate(algorithm, packed, 1'000'000, output), InflateResult::Done);
        }
        Bytes output;
        // A raw snappy block that says it holds 4 GiB.
        QVERIFY(inflate(Compression::Snappy, Bytes{0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00}, 0, output)
                != InflateResult::Done);
        QVERIFY(output.size() <= 64);
    }

    void damagedInput()
    {
        for (const Compression algorithm : algorithms) {
            const Bytes packed = compress(algorithm, sample(5000), 0);
            Bytes output;
            for (std::size_t size = 0; size < packed.size(); size += 7)
                QCOMPARE(inflate(algorithm, ByteView(packed).first(size), 1 << 20, output), InflateResult::Broken);
            Bytes longer = packed;
            longer.push_back(0);
            QCOMPARE(inflate(algorithm, longer, 1 << 20, output), InflateResult::Broken);
            for (std::size_t at = 0; at < packed.size(); at += 3) {
                Bytes flipped = packed;
                flipped[at] ^= 0x10;
                inflate(algorithm, flipped, 1 << 20, output);
                QVERIFY(output.size() <= 1 << 20);
            }
        }
    }
};

QTEST_APPLESS_MAIN(CompressionTest)
#include "compression_test.moc"
