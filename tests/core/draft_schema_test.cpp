// SPDX-License-Identifier: MIT
#include "tests/core/unknown_bytes_support.h"

using namespace wirebench;
using namespace wirebench::test;

/// Schemas drafted from tagged bytes.
class DraftSchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void draftReadsItsBytes_data() { addBuffers(); }
    void draftReadsItsBytes();
    void draftReadsTheVectors_data();
    void draftReadsTheVectors();
    void draftOfDamagedBytesIsSound_data() { addBuffers(); }
    void draftOfDamagedBytesIsSound();
    void draftSpelling();
    void draftsOfMapsAndArrays_data();
    void draftsOfMapsAndArrays();
    void draftLeavesOutWhatContradictsItself();
    void onlyTaggedFormatsDraft();
};

void DraftSchemaTest::draftReadsItsBytes()
{
    const std::string problem = draftProblem(fetchFormat(), fetchBytes());
    QVERIFY2(problem.empty(), problem.c_str());
}

void DraftSchemaTest::draftReadsTheVectors_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"serialkit", "serialkit-decoding", "cramberry", "cramberry-decoding",
                             "cramberry-encodings", "cramberry-polymorphism"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void DraftSchemaTest::draftReadsTheVectors()
{
    QFETCH(QString, file);
    QFile vectors(QStringLiteral(WIREBENCH_SOURCE_DIR "/tests/vectors/%1.json").arg(file));
    QVERIFY(vectors.open(QIODevice::ReadOnly));
    int drafted = 0;
    const auto document = nlohmann::json::parse(vectors.readAll().toStdString());
    for (const auto& vector : document.at("vectors")) {
        if (!vector.contains("hex") || !vector.at("hex").is_string())
            continue;
        const Format& format = *findFormat(vector.at("format").get<std::string>());
        const Bytes bytes = hex(vector.at("hex").get<std::string>().c_str());
        const std::vector<GuessedField> fields = read(format, bytes);
        if (!isWhole(fields))
            continue;
        const std::string problem = draftProblem(format, bytes);
        QVERIFY2(problem.empty(), (vector.at("name").get<std::string>() + ": " + problem).c_str());
        ++drafted;
    }
    QVERIFY(drafted > 5);
}

void DraftSchemaTest::draftOfDamagedBytesIsSound()
{
    const Format& format = fetchFormat();
    const Bytes bytes = fetchBytes();
    const std::size_t step = bytes.size() / 20 + 1;
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += step * 3) {
        Bytes flipped = bytes;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << bit % 8));
        if (isWhole(read(format, flipped))) {
            const std::string problem = draftProblem(format, flipped);
            QVERIFY2(problem.empty(), (std::to_string(bit) + ' ' + problem).c_str());
            continue;
        }
        for (const Diagnostic& problem : analyse(format, draftText(format, flipped)).diagnostics)
            QVERIFY2(problem.severity != Severity::Error, problem.message.text().c_str());
    }
}

void DraftSchemaTest::draftSpelling()
{
    const std::string text = draftText(skit(), hex("0A05416C69636518011800"));
    QVERIFY(text.find("model Message {\n    string field_1 = 1;  // such as \"Alice\"\n") != std::string::npos);
    QVERIFY2(text.find("    repeated bool field_3 = 3;") != std::string::npos, text.c_str());
    const std::string nested = draftText(cramberry(), hex("12050A03426F621E02"));
    QVERIFY2(nested.find("@field(3) field_3: int64; // such as 1") != std::string::npos, nested.c_str());
    QVERIFY2(draftText(cramberry(), hex("0A050A03426F62")).find("@field(1) field_1: Message1;") != std::string::npos,
             nested.c_str());
    const std::string list = draftText(cramberry(), hex("0A06020161026263"));
    QVERIFY2(list.find("field_1: []string;") != std::string::npos, list.c_str());
    const std::string messages = draftText(cramberry(), hex("0A0B02040A026869040A026F6B"));
    QVERIFY2(messages.find("field_1: []Message1;") != std::string::npos, messages.c_str());
    const std::string table = draftText(skit(), hex("06050103666F6F0E00"));
    QVERIFY2(table.find("interned string field_1 = 1;  // such as \"foo\"") != std::string::npos, table.c_str());
    const std::string packed = draftText(skit(), hex("0B040A141E2817014D"));
    QVERIFY2(packed.find("packed repeated uint64 field_1 = 1;") != std::string::npos, packed.c_str());
    QVERIFY2(packed.find("bitmap repeated bool field_2 = 2;") != std::string::npos, packed.c_str());
}

void DraftSchemaTest::draftsOfMapsAndArrays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const char* field, const char* content) {
        const QByteArray bytes = QByteArray::fromHex(content);
        QTest::newRow(field) << QByteArray(1, 0x0A) + QByteArray(1, static_cast<char>(bytes.size())) + bytes
                             << QByteArray(field);
    };
    row("map<string, uint64>", "02 0161 0104 0162 0102");
    row("map<string, bool>", "02 0161 0101 0162 0100");
    row("map<string, string>", "02 0161 0378797A 0162 03616263");
    row("map<uint64, float32>", "02 0101 040000803F 0102 0400000040");
    row("map<bytes, float64>", "02 02FF00 08000000000000F03F 02FF01 080000000000000040");
    row("map<string, Message1>", "02 016B 050A03426F62 016C 050A03416E6E");
    row("map<string, []string>", "02 016B 06020161026263 016C 0401026869");
    row("[]map<string, uint64>", "02 09020161010401620102 09020161010601620109");
    row("[]int64", "020406");
    row("[]string", "02 0161 026263");
    row("[][]string", "02 06020161026263 070202686902 6F6B");
    row("[][]float32", "02 080000803F00000040 080000404000008040");
}

void DraftSchemaTest::draftsOfMapsAndArrays()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, field);
    const Bytes read(bytes.begin(), bytes.end());
    const std::string text = draftText(cramberry(), read);
    QVERIFY2(text.find("field_1: " + field.toStdString() + ';') != std::string::npos, text.c_str());
    QCOMPARE(draftProblem(cramberry(), read), std::string());
}

void DraftSchemaTest::draftLeavesOutWhatContradictsItself()
{
    const Bytes mixed = hex("08010D0000BC41"); // field 1 as a varint and as a float
    QVERIFY(draftText(skit(), mixed).find("    // 1: ") != std::string::npos);
    QCOMPARE(draftProblem(skit(), mixed), std::string());
    const Bytes reserved = hex("C0A30901"); // field 19,000
    QVERIFY(draftText(skit(), reserved).find("    // 19000: ") != std::string::npos);
    QCOMPARE(draftProblem(skit(), reserved), std::string());
    QVERIFY(draftText(cramberry(), reserved).find("@field(19000)") != std::string::npos);
}

void DraftSchemaTest::onlyTaggedFormatsDraft()
{
    for (const Format* format : allFormats())
        QCOMPARE(format->draftSchema(draftFrom({}, *skit().schemalessDialect())).has_value(),
                 format->schemalessDialect() != nullptr);
}

QTEST_APPLESS_MAIN(DraftSchemaTest)
#include "draft_schema_test.moc"
