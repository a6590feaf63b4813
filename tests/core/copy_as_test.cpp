// SPDX-License-Identifier: MIT
#include "core/inspect/copy_as.h"

#include "core/inspect/hex_text.h"

#include <rapidcheck.h>

#include <QtTest>

#include <set>
#include <string>

using namespace wirebench;

class CopyAsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormHasItsText_data();
    void everyFormHasItsText();
    void idsAndTitlesAreDistinctAndFound();
    void linesAreBroken();
    void dumpShowsItsOffset();
    void dumpKeepsItsTextColumnAlignedOnAShortLine();
    void markupIsEscaped();
    void aFenceOutlastsBackquotes();
    void base64Pads_data();
    void base64Pads();
    void upperCase();
    void whatWasCopiedCanBePasted_data();
    void whatWasCopiedCanBePasted();
};

void CopyAsTest::everyFormHasItsText_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QString>("text");
    const auto row = [](CopyForm form, const char* text) {
        QTest::newRow(copyFormId(form).data()) << int(form) << QString::fromUtf8(text);
    };
    row(CopyForm::SpacedHex, "08 96 41");
    row(CopyForm::HexStream, "089641");
    row(CopyForm::HexList, "0x08, 0x96, 0x41");
    row(CopyForm::Bits, "0b00001000 0b10010110 0b01000001");
    row(CopyForm::Base64, "CJZB");
    row(CopyForm::Escaped, "\\x08\\x96\\x41");
    row(CopyForm::HexDump, "00000000  08 96 41                                          |..A|\n");
    row(CopyForm::C, "static const unsigned char data[3] = {\n    0x08, 0x96, 0x41,\n};\n");
    row(CopyForm::CppArray, "constexpr std::array<std::uint8_t, 3> data{\n    0x08, 0x96, 0x41,\n};\n");
    row(CopyForm::Rust, "const DATA: [u8; 3] = [\n    0x08, 0x96, 0x41,\n];\n");
    row(CopyForm::Go, "var data = []byte{\n\t0x08, 0x96, 0x41,\n}\n");
    row(CopyForm::Python, "data = (\n    b\"\\x08\\x96\\x41\"\n)\n");
    row(CopyForm::Java, "byte[] data = {\n    0x08, (byte) 0x96, 0x41,\n};\n");
    row(CopyForm::CSharp, "byte[] data = {\n    0x08, 0x96, 0x41,\n};\n");
    row(CopyForm::JavaScript, "const data = new Uint8Array([\n    0x08, 0x96, 0x41,\n]);\n");
    row(CopyForm::TypeScript, "const data: Uint8Array = new Uint8Array([\n    0x08, 0x96, 0x41,\n]);\n");
    row(CopyForm::Swift, "let data: [UInt8] = [\n    0x08, 0x96, 0x41,\n]\n");
    row(CopyForm::Html, "<pre>\n00000000  08 96 41                                          |..A|\n</pre>\n");
    row(CopyForm::Markdown, "```text\n00000000  08 96 41                                          |..A|\n```\n");
}

void CopyAsTest::everyFormHasItsText()
{
    QFETCH(int, form);
    QFETCH(QString, text);
    const Bytes bytes{0x08, 0x96, 0x41};
    QCOMPARE(QString::fromStdString(copyAs(bytes, CopyForm(form))), text);
}

void CopyAsTest::idsAndTitlesAreDistinctAndFound()
{
    std::set<std::string_view> ids;
    std::set<std::string_view> titles;
    for (const CopyForm form : allCopyForms()) {
        ids.insert(copyFormId(form));
        titles.insert(copyFormTitle(form));
        QCOMPARE(findCopyForm(copyFormId(form)).value(), form);
    }
    QCOMPARE(ids.size(), allCopyForms().size());
    QCOMPARE(titles.size(), allCopyForms().size());
    QVERIFY(!findCopyForm("basic"));
}

void CopyAsTest::linesAreBroken()
{
    CopyOptions options;
    options.bytesPerLine = 2;
    const Bytes bytes{1, 2, 3};
    QCOMPARE(copyAs(bytes, CopyForm::Go, options), std::string("var data = []byte{\n\t0x01, 0x02,\n\t0x03,\n}\n"));
    options.bytesPerLine = 0;
    QCOMPARE(copyAs(bytes, CopyForm::Swift, options),
             std::string("let data: [UInt8] = [\n    0x01,\n    0x02,\n    0x03,\n]\n"));
}

void CopyAsTest::dumpShowsItsOffset()
{
    CopyOptions options;
    options.offset = 0x1F0;
    const std::string text = copyAs(Bytes(17), CopyForm::HexDump, options);
    QVERIFY(text.starts_with("000001f0  00 00 00 00 00 00 00 00  00"));
    QVERIFY(text.find("\n00000200  00 ") != std::string::npos);
    options.offset = 0x1'0000'0000;
    QVERIFY(copyAs(Bytes(1), CopyForm::HexDump, options).starts_with("0000000100000000  00"));
}

void CopyAsTest::dumpKeepsItsTextColumnAlignedOnAShortLine()
{
    const std::string text = copyAs(Bytes(17, 'x'), CopyForm::HexDump);
    const auto second = text.find('\n') + 1;
    QCOMPARE(text.find('|', second) - second, text.find('|'));
}

void CopyAsTest::markupIsEscaped()
{
    const std::string text = copyAs(asBytes("<&>"), CopyForm::Html);
    QVERIFY(text.find("|&lt;&amp;&gt;|") != std::string::npos);
}

void CopyAsTest::aFenceOutlastsBackquotes()
{
    const std::string text = copyAs(asBytes("````"), CopyForm::Markdown);
    QVERIFY(text.starts_with("`````text\n"));
    QVERIFY(text.ends_with("\n`````\n"));
}

void CopyAsTest::base64Pads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    for (const QByteArray& bytes :
         {QByteArray(""), QByteArray("f"), QByteArray("fo"), QByteArray("foo"), QByteArray("\xff\xfe\xfb\xef")})
        QTest::newRow(bytes.toHex().prepend('h').constData()) << bytes << bytes.toBase64();
}

void CopyAsTest::base64Pads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(copyAs(asBytes(bytes.toStdString()), CopyForm::Base64)), text);
}

void CopyAsTest::upperCase()
{
    CopyOptions options;
    options.upperCase = true;
    QCOMPARE(copyAs(Bytes{0xAB, 0xCD}, CopyForm::HexStream, options), std::string("ABCD"));
}

void CopyAsTest::whatWasCopiedCanBePasted_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<int>("readAs");
    const auto row
        = [](CopyForm form, HexForm readAs) { QTest::newRow(copyFormId(form).data()) << int(form) << int(readAs); };
    row(CopyForm::SpacedHex, HexForm::Plain);
    row(CopyForm::HexStream, HexForm::Plain);
    row(CopyForm::HexList, HexForm::ArrayLiteral);
    row(CopyForm::Bits, HexForm::Binary);
    row(CopyForm::Base64, HexForm::Base64);
    row(CopyForm::Escaped, HexForm::Escaped);
    row(CopyForm::HexDump, HexForm::HexDump);
    row(CopyForm::C, HexForm::ArrayLiteral);
    row(CopyForm::CppArray, HexForm::ArrayLiteral);
    row(CopyForm::Rust, HexForm::ArrayLiteral);
    row(CopyForm::Go, HexForm::ArrayLiteral);
    row(CopyForm::Python, HexForm::Escaped);
}

void CopyAsTest::whatWasCopiedCanBePasted()
{
    QFETCH(int, form);
    QFETCH(int, readAs);
    const bool ok = rc::check("copied bytes are read back", [&] {
        const Bytes bytes = *rc::gen::nonEmpty(rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>()));
        const std::string text = copyAs(bytes, CopyForm(form));
        const HexText read = readHexText(text, HexForm(readAs));
        RC_ASSERT(!hasErrors(read.diagnostics));
        RC_ASSERT(read.bytes == bytes);
    });
    QVERIFY(ok);
    // Without being told the form, longer ones are recognised; a few hex digits may be Base64 as well.
    const Bytes sample{0x08, 0x96, 0x01, 0xFF, 0x00, 0x41, 0x42, 0x43, 0x7F,
                       0x80, 0x10, 0x20, 0x2B, 0x2F, 0x5C, 0x78, 0x9A};
    QCOMPARE(readHexText(copyAs(sample, CopyForm(form))).bytes, sample);
}

QTEST_GUILESS_MAIN(CopyAsTest)
#include "copy_as_test.moc"
