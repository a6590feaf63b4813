// SPDX-License-Identifier: MIT
// Conventions, "Paste and import": every form in which bytes are pasted.
#include "core/inspect/hex_text.h"

#include "core/base/text.h"

#include <QTest>

using namespace wirebench;

namespace {

QString hexOf(ByteView bytes)
{
    return QString::fromStdString(toHex(bytes));
}

QString idOf(HexForm form)
{
    const std::string_view id = hexFormId(form);
    return QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
}

QString messages(const Diagnostics& diagnostics)
{
    QStringList lines;
    for (const Diagnostic& problem : diagnostics)
        lines.append(QString::fromStdString(problem.message.text()));
    return lines.join('\n');
}

/// 32 bytes, 00 to 1f.
QString countingBytes(int count)
{
    QString hex;
    for (int i = 0; i < count; ++i)
        hex += QStringLiteral("%1").arg(i, 2, 16, QLatin1Char('0'));
    return hex;
}

} // namespace

class HexTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryForm_data();
    void readsEveryForm();
    void reportsTheExactPlace_data();
    void reportsTheExactPlace();
    void givenFormIsKept_data();
    void givenFormIsKept();
    void namesItsForms();
    void fillsGapsOfMemoryImagesAndSaysSo();
    void refusesHugeExpansions_data();
    void refusesHugeExpansions();
    void everyTruncationIsTotal_data() { readsEveryForm_data(); }
    void everyTruncationIsTotal();
    void anyBytesAreReadTotally();
    void reportsManyMistakesOnceEach();
};

void HexTextTest::readsEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("hex");
    const auto row = [](const char* name, const QByteArray& text, const char* form, const QString& hex) {
        QTest::newRow(name) << text << QString::fromLatin1(form) << hex;
    };
    row("nothing", "", "hex", "");
    row("blanks only", " \n\t", "hex", "");
    row("comment only", "# nothing yet\n", "hex", "");
    row("spaced", "08 96 01", "hex", "089601");
    row("stream", "089601", "hex", "089601");
    row("upper case", "DE AD be ef", "hex", "deadbeef");
    row("colons", "08:96:01", "hex", "089601");
    row("dashes", "08-96-01", "hex", "089601");
    row("commas", "08,96,01", "hex", "089601");
    row("underscores", "dead_beef", "hex", "deadbeef");
    row("words", "0896 01ff", "hex", "089601ff");
    row("one 0x for all", "0x089601", "hex", "089601");
    row("quoted", "\"089601\"", "hex", "089601");
    row("Python fromhex", "data = bytes.fromhex('08 96 01')", "hex", "089601");
    row("Rust hex!", "hex!(\"089601\");", "hex", "089601");
    row("line breaks", "08 96\r\n01\n", "hex", "089601");
    row("broken behind a colon", "08:96:\n   01", "hex", "089601");
    row("comments", "08 // tag\n96 01 # varint\n/* end 00 */ ff", "hex", "089601ff");
    row("no-break space and byte order mark",
        "\xEF\xBB\xBF"
        "08\xC2\xA0"
        "96",
        "hex", "0896");
    row("hex that looks binary", "0b 01 02", "hex", "0b0102");

    row("backslash x", "\\x08\\x96\\x01", "escaped", "089601");
    row("backslash x, spaced", "\\x08 \\x96\n\\x01", "escaped", "089601");
    row("percent", "%08%96%01", "escaped", "089601");
    row("Python bytes", "b'\\x08A\\n\\\\'", "escaped", "08410a5c");
    row("Python bytes without escapes", "b\"hello\"", "escaped", "68656c6c6f");
    row("Rust byte string", "let data = b\"\\x08\\x96\\x01\";", "escaped", "089601");
    row("Go conversion", "[]byte(\"\\x08\\x96\\x01\")", "escaped", "089601");
    row("C string", "const char data[] = \"\\x08\\226\\0\" \"\\x01\";", "escaped", "08960001");
    row("Wireshark escaped string", "\"\\x08\\x96\" \\\n\"\\x01\"", "escaped", "089601");
    row("escaped quotes", "b\"\\\"\\'\"", "escaped", "2227");

    row("0x with commas", "0x08,0x96", "array", "0896");
    row("0x with blanks", "0x08 0x96 0x1", "array", "089601");
    row("JSON", "[8,150,1]", "array", "089601");
    row("JSON over lines", "[\n  8,\n  150,\n  1\n]\n", "array", "089601");
    row("bare decimals", "8, 150, 1", "array", "089601");
    row("C", "unsigned char data[3] = { 0x08, 0x96, 0x01 };", "array", "089601");
    row("C, trailing comma and comments", "static const uint8_t d[] = {\n 0x08, /* a */\n 0x96, // b\n};", "array",
        "0896");
    row("xxd -i", "unsigned char f_bin[] = {\n  0x08, 0x96\n};\nunsigned int f_bin_len = 2;\n", "array", "0896");
    row("C++ array", "std::array<std::uint8_t, 2> data{{0x08, 0x96}};", "array", "0896");
    row("C++ bytes", "std::byte data[] = {std::byte{0x08}, std::byte(150)};", "array", "0896");
    row("Rust", "let data: [u8; 3] = [0x08, 0x96u8, 1_u8];", "array", "089601");
    row("Rust slice", "&[0x08, 0b1001_0110, 0o1]", "array", "089601");
    row("Rust vec", "vec![8u8, 150, 1]", "array", "089601");
    row("Rust characters", "[b'A', b'\\n']", "array", "410a");
    row("Python bytes()", "bytes([8, 150, 1])", "array", "089601");
    row("Python tuple", "bytes((8, 150, 1))", "array", "089601");
    row("Go", "data := []byte{0x08, 0x96, 0x01}", "array", "089601");
    row("Go fixed", "[3]byte{8, 150, 1}", "array", "089601");
    row("Java", "byte[] data = new byte[] {8, (byte) 0x96, -1};", "array", "0896ff");
    row("JavaScript", "Uint8Array.from([8, 150, 1]);", "array", "089601");
    row("Swift", "let data = [0x08, 0x96] as [UInt8]", "array", "0896");
    row("empty list", "[]", "array", "");
    row("C characters", "{'A', '\\0', 'z'}", "array", "41007a");

    row("binary", "0b00001000 0b10010110", "binary", "0896");
    row("binary with commas", "0b1, 0b1001_0110", "binary", "0196");
    row("one long binary", "0b0000100010010110", "binary", "0896");

    row("Base64", "CJYB", "base64", "089601");
    row("Base64 padded", "CJYBCg==", "base64", "0896010a");
    row("Base64 of slashes", "//8=", "base64", "ffff");
    row("Base64 over lines", "UmV2ZXJi\nIGFuZCBF\nY2hv", "base64", "52657665726220616e64204563686f");
    row("Base64 without padding", "UmV2ZXJiIQ", "base64",
        "5265766572622"
        "1");
    row("URL-safe Base64", "-_8_vX-q", "base64url", "fbff3fbd7faa");
    row("Base64 with prefix", "base64:AAEC", "base64", "000102");

    const QString counting = countingBytes(18);
    row("xxd",
        "00000000: 0001 0203 0405 0607 0809 0a0b 0c0d 0e0f  ................\n00000010: 1011                           "
        "          ..\n",
        "hexdump", counting);
    row("xxd -g1", "00000000: 61 62 63 64 20 66 66                             abcd ff\n", "hexdump", "61626364206666");
    row("xxd, lines that end with CR", "00000000: 0001 0203  ....\r00000004: 0405  ..\r00000006: 06  .\n", "hexdump",
        countingBytes(7));
    row("xxd -b", "00000000: 00001000 10010110 00000001                             ...\n", "hexdump", "089601");
    row("xxd -g4 of zeros", "00000000: 00000000 00000001                    ........\n", "hexdump", "0000000000000001");
    row("hexdump -C",
        "00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |................|\n"
        "00000010  10 11                                             |..|\n00000012\n",
        "hexdump", counting);
    row("hexdump -C, one line", "00000000  61 62 20 30 31                                    |ab 01|\n", "hexdump",
        "6162203031");
    row("hexdump -C, repeated lines",
        "00000000  ab ab ab ab ab ab ab ab  ab ab ab ab ab ab ab ab  |................|\n*\n"
        "00000030  01                                                |.|\n00000031\n",
        "hexdump", QStringLiteral("ab").repeated(48) + "01");
    row("od -Ax -tx1", "000000 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n000010 10 11\n000012\n", "hexdump",
        counting);
    row("od -tx1, octal offsets", "0000000 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n0000020 10 11\n0000022\n",
        "hexdump", counting);
    row("od -tx1, repeated lines", "0000000 ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab\n*\n0000040 01\n0000041\n",
        "hexdump", QStringLiteral("ab").repeated(32) + "01");
    row("od -Ad -tx1, repeated lines",
        "0000000 ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab\n*\n0000032 01\n0000033\n", "hexdump",
        QStringLiteral("ab").repeated(32) + "01");
    row("od -Ax -tx1z",
        "000000 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70  >abcdefghijklmnop<\n000010 71  >q<\n000011\n",
        "hexdump", "6162636465666768696a6b6c6d6e6f7071");
    row("Wireshark",
        "0000   00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f   ................\n0010   10 11                       "
        "                      ..\n",
        "hexdump", counting);
    row("Wireshark, text of hex digits", "0000   61 62 63 64 65 66 20 30   abcdef 0\n", "hexdump", "6162636465662030");
    row("WinDbg",
        "00000000`77e40000  00 01 02 03 04 05 06 07-08 09 0a 0b 0c 0d 0e 0f  ................\n"
        "00000000`77e40010  10 11                                            ..\n",
        "hexdump", counting);
    row("tcpdump -X", "\t0x0000:  4500 003c 1c46  E..<.F\n", "hexdump", "4500003c1c46");
    row("dump from an offset", "00000100: 0896 01  ...\n", "hexdump", "089601");

    row("Intel HEX", ":0300300002337A1E\n:00000001FF\n", "intel-hex", "02337a");
    row("Intel HEX, two records", ":02000000AABB99\n:02000200CCDD53\n:00000001FF", "intel-hex", "aabbccdd");
    row("Intel HEX, extended address", ":020000040800F2\n:02000000AABB99\n:00000001FF", "intel-hex", "aabb");
    row("S-records", "S00600004844521B\nS1050000AABB95\nS9030000FC\n", "s-record", "aabb");
    row("S-records, 32-bit address", "S30708000000AABB8B\nS70508000000F2\n", "s-record", "aabb");
}

void HexTextTest::readsEveryForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, form);
    QFETCH(QString, hex);
    const HexText read = readHexText(text.toStdString());
    QCOMPARE(messages(read.diagnostics), QString());
    QCOMPARE(idOf(read.form), form);
    QCOMPARE(hexOf(read.bytes), hex);
    // The recognised form, given as such, reads the same.
    const HexText again = readHexText(text.toStdString(), read.form);
    QCOMPARE(hexOf(again.bytes), hex);
}

void HexTextTest::reportsTheExactPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("form");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    const auto row = [](const char* name, const QByteArray& text, const char* form, int first, int count) {
        QTest::newRow(name) << text << QString::fromLatin1(form) << first << count;
    };
    row("bad digit", "08 9g 01", "hex", 4, 1);
    row("bad digit of two bytes", "08 9\xC3\xA9", "hex", 4, 2);
    row("odd digit", "08 96 0", "hex", 6, 1);
    row("odd stream", "08960", "hex", 4, 1);
    row("odd group", "089 601", "hex", 2, 1);
    row("letter in a stream", "0896zz01", "hex", 4, 1);
    row("two separators", "08::96", "hex", 3, 1);
    row("bad digit in a call", "bytes.fromhex('0g')", "hex", 16, 1);
    row("open quote", "\"0896", "hex", 5, 0);
    row("open comment", "08 /* 96", "hex", 3, 2);
    row("bad escape", "\\x08\\q", "escaped", 5, 1);
    row("bad escaped digit", "\\x08\\x9g", "escaped", 7, 1);
    row("cut escape", "\\x08\\x9", "escaped", 7, 0);
    row("loose text between escapes", "\\x08 96", "escaped", 5, 1);
    row("bad percent digit", "%08%9", "escaped", 5, 0);
    row("octal too large", "b\"\\777\"", "escaped", 2, 4);
    row("too large", "[8, 256]", "array", 4, 3);
    row("too small", "[8, -129]", "array", 4, 4);
    row("two bytes in one number", "0x08, 0x9601", "array", 6, 6);
    row("bad number", "{0x08, 0x9g}", "array", 10, 1);
    row("leading zero", "[08, 96]", "array", 1, 2);
    row("word", "[8, true]", "array", 4, 4);
    row("no number between commas", "[8,,1]", "array", 3, 1);
    row("open list", "[8, 1", "array", 0, 1);
    row("wrong bracket", "{8, 1]", "array", 5, 1);
    row("text behind the list", "[8, 1] 5", "array", 7, 1);
    row("bad binary digit", "0b0000 0b012", "binary", 11, 1);
    row("binary of nine digits", "0b0 0b000000001", "binary", 4, 11);
    row("bad Base64 digit", "CJYB!g==", "hex", 0, 0); // too odd to be Base64: read as hex, and refused as such
    row("dump, bad digit", "00000000  08 9g 01                                          |...|\n", "hexdump", 14, 1);
    row("dump, offset does not follow", "00000000: 0001\n00000002: 0203\n00000005: 04\n", "hexdump", 15, 14);
    row("dump, odd group", "00000000: 0001 020\n", "hexdump", 17, 1);
    row("dump, line without offset", "00000000: 0001  ..\nxyz\n", "hexdump", 19, 3);
    row("dump, numbers of two bytes", "0000000 0100 0302\n0000004\n", "hexdump", 8, 4);
    row("Intel HEX, checksum", ":0300300002337A1F\n:00000001FF\n", "intel-hex", 15, 2);
    row("Intel HEX, cut record", ":0300300002337A\n", "intel-hex", 0, 15);
    row("Intel HEX, bad digit", ":0300300002337AG0\n", "intel-hex", 15, 1);
    row("Intel HEX, behind the end", ":00000001FF\n:00000001FF\n", "intel-hex", 12, 11);
    row("S-record, checksum", "S1050000AABB96\n", "s-record", 12, 2);
    row("S-record, odd", "S1050000AABB9\n", "s-record", 12, 1);
}

void HexTextTest::reportsTheExactPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, form);
    QFETCH(int, first);
    QFETCH(int, count);
    const HexText read = readHexText(text.toStdString());
    QVERIFY(!read.diagnostics.empty());
    const Diagnostic& problem = read.diagnostics.front();
    QCOMPARE(idOf(read.form), form);
    QCOMPARE(problem.code, std::string_view("bad-hex"));
    QCOMPARE(problem.severity, Severity::Error);
    QCOMPARE(problem.place.kind, Place::Kind::HexText);
    if (count != 0 || first != 0) {
        QVERIFY2(problem.place.first == static_cast<std::uint64_t>(first)
                     && problem.place.count == static_cast<std::uint64_t>(count),
                 qPrintable(QStringLiteral("%1+%2: %3")
                                .arg(problem.place.first)
                                .arg(problem.place.count)
                                .arg(messages(read.diagnostics))));
    }
    QVERIFY(read.bytes.empty());
}

void HexTextTest::givenFormIsKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("hex"); // empty: refused
    QTest::newRow("hex digits as Base64") << QByteArray("AAEC") << "base64"
                                          << "000102";
    QTest::newRow("hex digits as binary") << QByteArray("00001000 10010110") << "binary"
                                          << "0896";
    QTest::newRow("decimals") << QByteArray("10, 20") << "array"
                              << "0a14";
    QTest::newRow("short Base64") << QByteArray("CJY") << "base64"
                                  << "0896";
    QTest::newRow("Base64 as hex") << QByteArray("CJYB") << "hex" << QString();
    QTest::newRow("Base64, bad digit") << QByteArray("CJ!B") << "base64" << QString();
    QTest::newRow("Base64, one digit over") << QByteArray("CJYBC") << "base64" << QString();
    QTest::newRow("Base64, bits over") << QByteArray("CJZ") << "base64" << QString();
    QTest::newRow("Base64, text behind padding") << QByteArray("CA==CA==") << "base64" << QString();
    QTest::newRow("URL digits in Base64") << QByteArray("-_8_") << "base64" << QString();
    QTest::newRow("hex as S-record") << QByteArray("0896") << "s-record" << QString();
    QTest::newRow("hex as Intel HEX") << QByteArray("0896") << "intel-hex" << QString();
    QTest::newRow("hex as dump") << QByteArray("xx 08") << "hexdump" << QString();
    QTest::newRow("hex as escapes") << QByteArray("0896") << "escaped" << QString();
}

void HexTextTest::givenFormIsKept()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, form);
    QFETCH(QString, hex);
    const std::optional<HexForm> given = findHexForm(form.toStdString());
    QVERIFY(given);
    const HexText read = readHexText(text.toStdString(), given);
    QCOMPARE(idOf(read.form), form);
    QCOMPARE(hexOf(read.bytes), hex);
    QCOMPARE(hasErrors(read.diagnostics), hex.isEmpty());
}

void HexTextTest::namesItsForms()
{
    QCOMPARE(allHexForms().size(), std::size_t{9});
    for (const HexForm form : allHexForms()) {
        QCOMPARE(findHexForm(hexFormId(form)), std::optional(form));
        QVERIFY(!hexFormTitle(form).empty());
    }
    QVERIFY(!findHexForm("no-such-form"));
}

void HexTextTest::fillsGapsOfMemoryImagesAndSaysSo()
{
    const HexText read = readHexText(":02000000AABB99\n:02000400CCDD51\n:00000001FF\n");
    QCOMPARE(hexOf(read.bytes), QString("aabbffffccdd"));
    QCOMPARE(read.diagnostics.size(), std::size_t{1});
    QCOMPARE(read.diagnostics.front().severity, Severity::Warning);
    QCOMPARE(read.diagnostics.front().code, std::string_view("hex-gap"));
    QCOMPARE(read.diagnostics.front().place.first, std::uint64_t{16});
}

void HexTextTest::refusesHugeExpansions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("repeated lines") << QByteArray("00000000  ab ab  |..|\n*\nfffffffffffffff0  01  |.|\n");
    QTest::newRow("repetition of nothing") << QByteArray("00000000  ab ab  |..|\n*\n*\n");
    QTest::newRow("gap of an Intel HEX image")
        << QByteArray(":02000000AABB99\n:02000004FFFFFC\n:02000000AABB99\n:00000001FF\n");
    QTest::newRow("gap of S-records") << QByteArray("S1050000AABB95\nS307F0000000AABBA3\n");
    QTest::newRow("the same address twice") << QByteArray(":02000000AABB99\n:02000100AABB98\n:00000001FF\n");
}

void HexTextTest::refusesHugeExpansions()
{
    QFETCH(QByteArray, text);
    const HexText read = readHexText(text.toStdString());
    QVERIFY(hasErrors(read.diagnostics));
    QVERIFY(read.bytes.empty());
}

void HexTextTest::everyTruncationIsTotal()
{
    QFETCH(QByteArray, text);
    for (qsizetype length = 0; length < text.size(); ++length) {
        const std::string cut = text.left(length).toStdString();
        for (const HexForm form : allHexForms()) {
            const HexText read = readHexText(cut, form);
            QVERIFY(!hasErrors(read.diagnostics) || read.bytes.empty());
            for (const Diagnostic& problem : read.diagnostics)
                QVERIFY(problem.place.first + problem.place.count <= cut.size());
        }
        const HexText read = readHexText(cut);
        QVERIFY(!hasErrors(read.diagnostics) || read.bytes.empty());
    }
}

void HexTextTest::anyBytesAreReadTotally()
{
    std::string alphabet("0123456789abcdefxX \\%\"'[]{}(),:;-_=+/*#|>`.\n\r\tSgb\xC3\xA9\xFF");
    alphabet.push_back('\0');
    std::uint32_t state = 12345;
    const auto next = [&state] {
        state = state * 1664525u + 1013904223u;
        return state >> 8;
    };
    for (int round = 0; round < 4000; ++round) {
        std::string text;
        const std::uint32_t length = next() % 40;
        for (std::uint32_t i = 0; i < length; ++i)
            text.push_back(alphabet[next() % alphabet.size()]);
        for (const HexForm form : allHexForms()) {
            const HexText read = readHexText(text, form);
            QVERIFY(!hasErrors(read.diagnostics) || read.bytes.empty());
            for (const Diagnostic& problem : read.diagnostics)
                QVERIFY(problem.place.first + problem.place.count <= text.size());
        }
        (void)readHexText(text);
        (void)readIntegerText(text);
    }
}

void HexTextTest::reportsManyMistakesOnceEach()
{
    QCOMPARE(readHexText("0g 08 9h").diagnostics.size(), std::size_t{2});
    const HexText endless = readHexText(std::string(100'000, 'z') + " 08");
    QVERIFY(!endless.diagnostics.empty());
    QVERIFY(endless.diagnostics.size() <= 25);
}

QTEST_GUILESS_MAIN(HexTextTest)
#include "hex_text_test.moc"
