// SPDX-License-Identifier: GPL-3.0-or-later
// All of tests/vectors, answered by `wirebench-cli batch` (issue "Foundation", *Shown by*).
#include "tests/app/cli_process.h"

#include <QDir>
#include <QTest>

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace {

/// A request made of a vector, and what its answer must be.
struct Case {
    std::string name;
    Json vector;
    std::string op;
};

std::vector<Case> readCases()
{
    std::vector<Case> cases;
    const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR) + "/tests/vectors");
    for (const QString& file : folder.entryList({"*.json"}, QDir::Files, QDir::Name)) {
        const Json document = Json::parse(readFile(folder.filePath(file)).toStdString(), nullptr, false);
        for (const Json& vector : document.value("vectors", Json::array())) {
            const std::string name = file.toStdString() + ": " + vector.value("name", "");
            const std::string op = vector.value("op", "both");
            if (op == "both") {
                cases.push_back({name + " (encode)", vector, "encode"});
                cases.push_back({name + " (decode)", vector, "decode"});
            } else {
                cases.push_back({name, vector, op});
            }
        }
    }
    return cases;
}

std::string requestOf(const Case& test)
{
    Json request{{"op", test.op}};
    for (const char* key : {"format", "schema", "schema_format", "type", "stream", "limits"}) {
        if (test.vector.contains(key))
            request[key] = test.vector[key];
    }
    if (test.op == "encode")
        request["value"] = test.vector.value("value", Json());
    for (const char* key : {"hex", "integer"}) {
        if (test.op == "decode" && test.vector.contains(key))
            request[key] = test.vector[key];
    }
    return request.dump();
}

std::string plainHex(const Json& vector)
{
    return QByteArray::fromHex(QByteArray::fromStdString(vector.value("hex", ""))).toHex().toStdString();
}

/// Codes of the answer; of a schema only those of errors.
Json codesOf(const Json& answer, bool errorsOnly)
{
    Json codes = Json::array();
    for (const Json& problem : answer.value("diagnostics", Json::array())) {
        if (!errorsOnly || problem.value("severity", "") == "error")
            codes.push_back(problem.value("code", ""));
    }
    return codes;
}

} // namespace

class CliVectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void vectors_data();
    void vectors();

private:
    std::vector<Case> m_cases;
    QList<QByteArray> m_answers;
};

void CliVectorsTest::initTestCase()
{
    m_cases = readCases();
    QVERIFY(!m_cases.empty());
    QByteArray input;
    for (const Case& test : m_cases)
        input += QByteArray::fromStdString(requestOf(test)) + '\n';
    const CliResult result = runCli({"batch"}, input);
    QCOMPARE(result.exitCode, 0);
    m_answers = result.out.split('\n');
    QCOMPARE(static_cast<std::size_t>(m_answers.size()), m_cases.size() + 1);
}

void CliVectorsTest::vectors_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        QTest::newRow(m_cases[i].name.c_str()) << static_cast<int>(i);
}

void CliVectorsTest::vectors()
{
    QFETCH(int, index);
    const Case& test = m_cases[static_cast<std::size_t>(index)];
    const Json answer = Json::parse(m_answers[index].toStdString(), nullptr, false);
    QVERIFY2(answer.is_object(), m_answers[index].constData());
    const Json expected = test.vector.value("codes", Json::array());
    QVERIFY2(codesOf(answer, test.op == "check") == expected, m_answers[index].constData());
    if (test.op == "encode" && answer.value("ok", false))
        QCOMPARE(answer.value("hex", ""), plainHex(test.vector));
    if (test.op == "decode" && test.vector.contains("value"))
        QCOMPARE(answer.value("value", Json()).dump(), test.vector["value"].dump());
    // Dumping tells -0.0 from 0.0 and keeps the order of members.
}

QTEST_GUILESS_MAIN(CliVectorsTest)
#include "cli_vectors_test.moc"
