// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "Foundation", section "The command line": encode, decode and convert-hex, run as a person runs them.
#include "tests/app/cli_process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QByteArray plugin = "struct Plugin {\n    id: u32,\n    name: str,\n    active: bool,\n}\n";
const QByteArray record = R"({"version": "1", "name": "Packet", "fields": [
  {"name": "version", "type": "uint", "bits": 4},
  {"name": "flags", "type": "uint", "bits": 8},
  {"name": "length", "type": "uint", "bits": 20}]}
)";
const QByteArray pluginBytes = QByteArray::fromHex("2A00000006000000526576657262"
                                                   "01");

} // namespace

class CliCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void encodeWritesBytes();
    void encodeReportsAllErrorsAndEmitsNothing();
    void encodeOfAStream();
    void decodeInEveryForm();
    void decodeReadsAnyPastedHex();
    void decodePrintsWhatItCould();
    void decodeHoldsLimits();
    void decodeOfAStream();
    void decodeOfIntegers();
    void annotatedShowsBitRanges();
    void convertHexNamesTheForm();
    void guessReadsBytesWithoutASchema();
    void guessDraftsASchema();
    void guessSaysWhatItCannotDo();

private:
    QString path(const QString& name) const { return m_directory->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void CliCodecTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    QVERIFY(writeFile(path("plugin.sdp"), plugin));
    QVERIFY(writeFile(path("packet.bitschema.json"), record));
}

void CliCodecTest::encodeWritesBytes()
{
    const QByteArray value = R"({"id": 42, "name": "Reverb", "active": true})";
    const QString schema = path("plugin.sdp");
    QVERIFY(writeFile(path("value.json"), value));
    const CliResult raw = runCli({"encode", schema, path("value.json")});
    QCOMPARE(raw.exitCode, 0);
    QCOMPARE(raw.out, pluginBytes);
    QCOMPARE(runCli({"encode", schema, "--type", "Plugin", "-"}, value).out, pluginBytes);
    QCOMPARE(runCli({"encode", schema, "--hex"}, value).out, pluginBytes.toHex() + '\n');
    const CliResult file = runCli({"encode", schema, "--out", path("value.bin")}, value);
    QCOMPARE(file.exitCode, 0);
    QCOMPARE(file.out, QByteArray());
    QCOMPARE(readFile(path("value.bin")), pluginBytes);
}

void CliCodecTest::encodeReportsAllErrorsAndEmitsNothing()
{
    const QByteArray value = "{\"id\": 4294967296,\n \"nam\": \"x\", \"active\": 3}";
    const CliResult result = runCli({"encode", path("plugin.sdp"), "--out", path("value.bin")}, value);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("standard input:1:8: error: ") && result.err.contains("[value-range]"),
             result.err.constData());
    QVERIFY(result.err.contains("standard input:2:2: error: ") && result.err.contains("[unknown-key]"));
    QVERIFY(result.err.contains("[wrong-type]"));
    QVERIFY(!QFile::exists(path("value.bin")));
    const CliResult syntax = runCli({"encode", path("plugin.sdp")}, "{\"id\": }");
    QCOMPARE(syntax.exitCode, 1);
    QVERIFY(syntax.err.contains("[syntax]"));
}

void CliCodecTest::encodeOfAStream()
{
    const QString schema = path("stream.sdp");
    QVERIFY(writeFile(schema, "message Ping { n: u8 }\nmessage Pong { n: u16 }\n"));
    const QByteArray value = R"([{"@type": "Ping", "n": 1}, {"@type": "Pong", "n": 2}])";
    const CliResult encoded = runCli({"encode", schema, "--stream"}, value);
    QCOMPARE(encoded.exitCode, 0);
    QCOMPARE(encoded.out.size(), 12 + 1 + 12 + 2);
    const CliResult decoded = runCli({"decode", schema, "--stream"}, encoded.out);
    QCOMPARE(decoded.exitCode, 0);
    QCOMPARE(QJsonDocument::fromJson(decoded.out), QJsonDocument::fromJson(value));
}

void CliCodecTest::decodeInEveryForm()
{
    const QString schema = path("plugin.sdp");
    QVERIFY(writeFile(path("plugin.bin"), pluginBytes));
    const QByteArray value = R"({"id": 42, "name": "Reverb", "active": true})";
    QCOMPARE(QJsonDocument::fromJson(runCli({"decode", schema, path("plugin.bin")}).out),
             QJsonDocument::fromJson(value));
    QCOMPARE(QJsonDocument::fromJson(runCli({"decode", schema, "-"}, pluginBytes).out), QJsonDocument::fromJson(value));
    QCOMPARE(runCli({"decode", schema, "--compact"}, pluginBytes).out,
             R"({"id":42,"name":"Reverb","active":true})"
             "\n");

    const QByteArray dump = runCli({"decode", schema, "--output", "annotated"}, pluginBytes).out;
    const QList<QByteArray> lines = dump.split('\n');
    QCOMPARE(lines.size(), 6); // header, id, length, name, active, nothing
    QVERIFY(lines[0].startsWith("offset "));
    QVERIFY2(lines[1].startsWith("00000000  2a 00 00 00 ") && lines[1].contains(" id ") && lines[1].contains(" u32 ")
                 && lines[1].contains(" 42"),
             lines[1].constData());
    QVERIFY2(lines[3].startsWith("00000008  52 65 76 65 72 62 ") && lines[3].contains("\"Reverb\""),
             lines[3].constData());

    const QByteArray tree = runCli({"decode", schema, "--output", "tree"}, pluginBytes).out;
    QVERIFY2(tree.contains("  name: str = \"Reverb\"  [byte 4, 10 bytes]\n"), tree.constData());

    const CliResult list = runCli({"decode", schema, "--output", "annotations-json"}, pluginBytes);
    const QJsonArray annotations = QJsonDocument::fromJson(list.out).array();
    QVERIFY(annotations.size() >= 5);
    QCOMPARE(annotations[0]["bits"].toArray(), (QJsonArray{0, 120}));
    QCOMPARE(annotations[1]["path"].toString(), QString("id"));
    QCOMPARE(annotations[1]["role"].toString(), QString("value"));
    QCOMPARE(annotations[1]["value"].toInt(), 42);
    QCOMPARE(annotations[1]["depth"].toInt(), 1);
}

void CliCodecTest::decodeReadsAnyPastedHex()
{
    const QString schema = path("plugin.sdp");
    const QByteArray expected = runCli({"decode", schema}, pluginBytes).out;
    for (const char* text :
         {"2A 00 00 00 06 00 00 00 52 65 76 65 72 62 01",
          "2A00000006000000526576657262"
          "01",
          "{0x2A, 0, 0, 0, 6, 0, 0, 0, 'R', 'e', 'v', 'e', 'r', 'b', 1}",
          "\\x2A\\x00\\x00\\x00\\x06\\x00\\x00\\x00\\x52\\x65\\x76\\x65\\x72\\x62\\x01", "KgAAAAYAAABSZXZlcmIB"}) {
        const CliResult result = runCli({"decode", schema, "--hex", QString::fromLatin1(text)});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QCOMPARE(result.out, expected);
    }
    const CliResult bad = runCli({"decode", schema, "--hex", "2A 0g"});
    QCOMPARE(bad.exitCode, 1);
    QCOMPARE(bad.out, QByteArray());
    QVERIFY2(bad.err.contains("--hex:1:5: error: ") && bad.err.contains("[bad-hex]"), bad.err.constData());
}

void CliCodecTest::decodePrintsWhatItCould()
{
    const CliResult result = runCli({"decode", path("plugin.sdp"), "--compact", "--hex", "2A000000 06000000 5265"});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.out, "{\"id\":42}\n");
    QVERIFY2(result.err.contains("--hex:0x8: error: ") && result.err.contains("[truncated]"), result.err.constData());
    const CliResult dump
        = runCli({"decode", path("plugin.sdp"), "--output", "annotated", "--hex", "2A000000 06000000 5265"});
    QCOMPARE(dump.exitCode, 1);
    QVERIFY2(dump.out.contains("error: truncated"), dump.out.constData());
    // A warning is no failure.
    const CliResult trailing = runCli({"decode", path("plugin.sdp"), "--hex", "2A000000 00000000 00 ff"});
    QCOMPARE(trailing.exitCode, 0);
    QVERIFY(trailing.err.contains("[trailing-bytes]"));
}

void CliCodecTest::decodeHoldsLimits()
{
    const QString schema = path("list.sdp");
    QVERIFY(writeFile(schema, "struct List { v: []u8 }\n"));
    const QString hex = "03000000 010203";
    QCOMPARE(runCli({"decode", schema, "--hex", hex}).exitCode, 0);
    const CliResult array = runCli({"decode", schema, "--hex", hex, "--max-array", "2"});
    QCOMPARE(array.exitCode, 1);
    QVERIFY2(array.err.contains("[limit-array]"), array.err.constData());
    QCOMPARE(runCli({"decode", schema, "--hex", hex, "--max-array", "0"}).exitCode, 0);
    QVERIFY(runCli({"decode", schema, "--hex", hex, "--max-message", "6"}).err.contains("[limit-message]"));
    QVERIFY(runCli({"decode", schema, "--hex", hex, "--max-total", "1"}).err.contains("[limit-total]"));
    QVERIFY(runCli({"encode", schema, "--max-array", "2"}, R"({"v": [1, 2, 3]})").err.contains("[limit-array]"));
    QCOMPARE(runCli({"decode", schema, "--hex", hex, "--max-array", "-1"}).exitCode, 2);
    const CliResult utf8 = runCli({"decode", path("plugin.sdp"), "--hex", "00000000 01000000 ff 00"});
    QVERIFY(utf8.err.contains("[invalid-utf8]"));
}

void CliCodecTest::decodeOfAStream()
{
    const QString schema = path("stream.sdp");
    QVERIFY(writeFile(schema, "message Ping { n: u8 }\n"));
    const CliResult empty = runCli({"decode", schema, "--stream", "--compact"});
    QCOMPARE(empty.exitCode, 0);
    QCOMPARE(empty.out, "[]\n");
    const CliResult cut = runCli({"decode", schema, "--stream", "--hex", "0102"});
    QCOMPARE(cut.exitCode, 1);
    QVERIFY(cut.err.contains("[truncated]"));
}

void CliCodecTest::decodeOfIntegers()
{
    const QString schema = path("packet.bitschema.json");
    const QByteArray expected = "{\"version\":1,\"flags\":66,\"length\":1024}\n";
    QCOMPARE(runCli({"decode", schema, "--compact", "--integer", "0x400421"}).out, expected);
    QCOMPARE(runCli({"decode", schema, "--compact", "--integer", "4_195_361"}).out, expected);
    QCOMPARE(runCli({"decode", schema, "--compact", "--hex", "21 04 40 00"}).out, expected);
    const CliResult bad = runCli({"decode", schema, "--integer", "0x4g"});
    QCOMPARE(bad.exitCode, 1);
    QVERIFY2(bad.err.contains("--integer:1:4: error: "), bad.err.constData());
}

void CliCodecTest::annotatedShowsBitRanges()
{
    const CliResult result
        = runCli({"decode", path("packet.bitschema.json"), "--output", "annotated", "--integer", "0x400421"});
    const QList<QByteArray> lines = result.out.split('\n');
    QCOMPARE(lines.size(), 5);
    QVERIFY2(lines[0].contains(" bits "), lines[0].constData());
    QVERIFY2(lines[1].contains(" 3..0 ") && lines[1].contains(" version "), lines[1].constData());
    QVERIFY2(lines[2].contains(" 11..4 ") && lines[2].contains(" flags "), lines[2].constData());
    QVERIFY2(lines[3].startsWith("00000001  04 40 00 ") && lines[3].contains(" 31..12 "), lines[3].constData());
}

void CliCodecTest::convertHexNamesTheForm()
{
    const CliResult escaped = runCli({"convert-hex", "--text", "\\x08\\x96\\x01"});
    QCOMPARE(escaped.exitCode, 0);
    QCOMPARE(escaped.out, "089601\n");
    QCOMPARE(escaped.err, "--text: read as escaped bytes, 3 bytes\n");
    const CliResult raw = runCli({"convert-hex", "--to", "raw"}, "00000000: 0896 01  ...\n");
    QCOMPARE(raw.out, QByteArray::fromHex("089601"));
    QCOMPARE(raw.err, "standard input: read as hex dump, 3 bytes\n");
    const CliResult back = runCli({"convert-hex", "--from", "raw", "--to", "hex", "--out", path("hex.txt")}, raw.out);
    QCOMPARE(back.exitCode, 0);
    QCOMPARE(readFile(path("hex.txt")), "08 96 01\n");
    QCOMPARE(runCli({"convert-hex", path("hex.txt"), "--to", "base64"}).out, "CJYB\n");
    const CliResult odd = runCli({"convert-hex", "--text", "08 9"});
    QCOMPARE(odd.exitCode, 1);
    QCOMPARE(odd.out, QByteArray());
    QVERIFY2(odd.err.contains("--text:1:4: error: "), odd.err.constData());
    QCOMPARE(runCli({"convert-hex", "--text", "08", "--to", "morse"}).exitCode, 2);
}

void CliCodecTest::guessReadsBytesWithoutASchema()
{
    const QStringList command{"guess", "--hex", "12050A03426F621801", "--wire", "serialkit"};
    const CliResult text = runCli(command);
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.out.startsWith("0..6  2 LENGTH_DELIMITED: message (75%) | "), text.out.constData());
    QVERIFY2(text.out.contains("\n2..6    1 LENGTH_DELIMITED: text \"Bob\" (80%)"), text.out.constData());
    QVERIFY2(text.out.contains("\n7..8  3 VARINT: bool true (65%) | unsigned 1 (60%)"), text.out.constData());
    const QJsonArray fields = QJsonDocument::fromJson(runCli(command + QStringList{"--output", "json"}).out).array();
    QCOMPARE(fields.size(), 3);
    const QJsonObject name = fields.at(1).toObject();
    QCOMPARE(name.value("bits").toArray(), (QJsonArray{16, 40}));
    QCOMPARE(name.value("depth").toInt(), 1);
    QCOMPARE(name.value("number").toInt(), 1);
    QCOMPARE(name.value("wire_type_name").toString(), QStringLiteral("LENGTH_DELIMITED"));
    const QJsonObject reading = name.value("readings").toArray().first().toObject();
    QCOMPARE(reading.value("as").toString(), QStringLiteral("text"));
    QCOMPARE(reading.value("value").toString(), QStringLiteral("Bob"));
}

void CliCodecTest::guessDraftsASchema()
{
    const QByteArray bytes = QByteArray::fromHex("2F81010712034254431E0A");
    const CliResult draft = runCli({"guess", "-", "--wire", "cramberry", "--output", "schema"}, bytes);
    QCOMPARE(draft.exitCode, 0);
    QVERIFY2(draft.out.contains("@field(5) field_5: any;"), draft.out.constData());
    QVERIFY(writeFile(path("draft.cramberry"), draft.out));
    QCOMPARE(runCli({"decode", path("draft.cramberry"), "--type", "Message", "-"}, bytes).exitCode, 0);
}

void CliCodecTest::guessSaysWhatItCannotDo()
{
    const CliResult broken = runCli({"guess", "--hex", "08 01 0A 05", "--wire", "cramberry"});
    QCOMPARE(broken.exitCode, 1);
    QVERIFY2(broken.out.contains("\n2..3  no whole field: "), broken.out.constData());
    const CliResult half = runCli({"guess", "--hex", "08 01 0A 05", "--wire", "cramberry", "--output", "schema"});
    QCOMPARE(half.exitCode, 1);
    QVERIFY2(half.err.contains("--hex: not all of the bytes"), half.err.constData());
    QCOMPARE(runCli({"guess", "--hex", "08 01", "--wire", "sdp"}).exitCode, 2);
    QCOMPARE(runCli({"guess", "--hex", "08 01"}).exitCode, 2);
}

QTEST_GUILESS_MAIN(CliCodecTest)
#include "cli_codec_test.moc"
