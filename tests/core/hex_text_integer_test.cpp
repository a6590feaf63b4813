// SPDX-License-Identifier: MIT
// Specification, BitSchema, "Encoding and decoding": input as one integer literal.
#include "core/inspect/hex_text.h"

#include "core/base/text.h"

#include <QTest>

using namespace wirebench;

namespace {

QString hexOf(ByteView bytes)
{
    return QString::fromStdString(toHex(bytes));
}

QString messages(const Diagnostics& diagnostics)
{
    QStringList lines;
    for (const Diagnostic& problem : diagnostics)
        lines.append(QString::fromStdString(problem.message.text()));
    return lines.join('\n');
}

} // namespace

class HexTextIntegerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void integers_data();
    void integers();
    void badIntegers_data();
    void badIntegers();
    void hugeIntegers();
};

void HexTextIntegerTest::integers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("packed");
    QTest::newRow("zero") << QByteArray("0") << "00";
    QTest::newRow("hex zeros") << QByteArray("0x0000") << "00";
    QTest::newRow("decimal") << QByteArray("85") << "55";
    QTest::newRow("decimal, separators") << QByteArray("4_195_361") << "210440";
    QTest::newRow("hex") << QByteArray("0x400421") << "210440";
    QTest::newRow("hex, odd number of digits") << QByteArray("0X123") << "2301";
    QTest::newRow("hex, separators") << QByteArray("0xDEAD_beef") << "efbeadde";
    QTest::newRow("binary") << QByteArray("0b0101_0101") << "55";
    QTest::newRow("binary, upper-case mark") << QByteArray("0B100000001") << "0101";
    QTest::newRow("leading zeros") << QByteArray("0085") << "55";
    QTest::newRow("blanks around") << QByteArray(" 85\n") << "55";
    QTest::newRow("largest of 64 bits") << QByteArray("18446744073709551615") << "ffffffffffffffff";
    QTest::newRow("2^64") << QByteArray("18446744073709551616") << "000000000000000001";
    QTest::newRow("10^30") << QByteArray("1000000000000000000000000000000") << "00000040eaed7446d09c2c9f0c";
}

void HexTextIntegerTest::integers()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, packed);
    const IntegerText read = readIntegerText(text.toStdString());
    QCOMPARE(messages(read.diagnostics), QString());
    QVERIFY(read.recognised);
    QCOMPARE(hexOf(read.packed), packed);
}

void HexTextIntegerTest::badIntegers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    QTest::newRow("nothing") << QByteArray("") << 0 << 0;
    QTest::newRow("prefix only") << QByteArray("0x") << 2 << 0;
    QTest::newRow("minus") << QByteArray("-5") << 0 << 1;
    QTest::newRow("plus") << QByteArray("+5") << 0 << 1;
    QTest::newRow("letter") << QByteArray("12a") << 2 << 1;
    QTest::newRow("bad hex digit") << QByteArray("0x5g") << 3 << 1;
    QTest::newRow("bad binary digit") << QByteArray("0b012") << 4 << 1;
    QTest::newRow("separator behind the mark") << QByteArray("0x_5") << 2 << 1;
    QTest::newRow("two separators") << QByteArray("5__5") << 1 << 1;
    QTest::newRow("separator at the end") << QByteArray("55_") << 2 << 1;
    QTest::newRow("separator first") << QByteArray("_55") << 0 << 1;
    QTest::newRow("blank inside") << QByteArray("5 5") << 1 << 1;
    QTest::newRow("fraction") << QByteArray("5.0") << 1 << 1;
}

void HexTextIntegerTest::badIntegers()
{
    QFETCH(QByteArray, text);
    QFETCH(int, first);
    QFETCH(int, count);
    const IntegerText read = readIntegerText(text.toStdString());
    QVERIFY(!read.recognised);
    QVERIFY(read.packed.empty());
    QCOMPARE(read.diagnostics.size(), std::size_t{1});
    QCOMPARE(read.diagnostics.front().code, std::string_view("bad-hex"));
    QCOMPARE(read.diagnostics.front().place.first, static_cast<std::uint64_t>(first));
    QCOMPARE(read.diagnostics.front().place.count, static_cast<std::uint64_t>(count));
}

void HexTextIntegerTest::hugeIntegers()
{
    // 2^1,048,576 - 1, the largest value of a record.
    const IntegerText hex = readIntegerText("0x" + std::string(262'144, 'f'));
    QVERIFY(hex.recognised);
    QCOMPARE(hex.packed, Bytes(131'072, 0xFF));
    const IntegerText decimal = readIntegerText(std::string(10'000, '9'));
    QVERIFY(decimal.recognised);
    QCOMPARE(decimal.packed.size(), std::size_t{4153});
    const IntegerText hostile = readIntegerText(std::string(5'000'000, '9'));
    QVERIFY(!hostile.recognised);
    QCOMPARE(hostile.diagnostics.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(HexTextIntegerTest)
#include "hex_text_integer_test.moc"
