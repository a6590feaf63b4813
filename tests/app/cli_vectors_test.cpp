// SPDX-License-Identifier: GPL-3.0-or-later
// All of tests/vectors, answered by `wirebench-cli batch` (issue "Foundation", *Shown by*).
#include "tests/app/cli_process.h"
#include "tests/core/vector_expectation.h"

#include <QDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace wirebench::test;
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
    for (const char* key : {"format", "schema", "schema_format", "files", "type", "stream", "limits"}) {
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

bool hasError(const Json& answer)
{
    const Json problems = answer.value("diagnostics", Json::array());
    return std::any_of(problems.begin(), problems.end(),
                       [](const Json& problem) { return problem.value("severity", "") == "error"; });
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

/// The bytes of a decoded vector, cut at every byte and with every bit flipped.
QList<QByteArray> brokenForms(const QByteArray& bytes)
{
    QList<QByteArray> forms;
    for (qsizetype size = 0; size < bytes.size(); ++size)
        forms.append(bytes.left(size));
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        QByteArray flipped = bytes;
        flipped[bit / 8] = static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ 1u << (bit % 8));
        forms.append(flipped);
    }
    return forms;
}

/// Where the leaves of an annotation list leave a gap or overlap; empty when they tile `bits` bits.
std::string tilingFault(const Json& annotations, std::uint64_t bits)
{
    std::vector<std::pair<std::uint64_t, std::uint64_t>> leaves;
    for (std::size_t i = 0; i < annotations.size(); ++i) {
        const bool parent
            = i + 1 < annotations.size() && annotations[i + 1].value("depth", 0) > annotations[i].value("depth", 0);
        const Json& range = annotations[i]["bits"];
        if (!parent && range[1].get<std::uint64_t>() != 0)
            leaves.emplace_back(range[0].get<std::uint64_t>(), range[1].get<std::uint64_t>());
    }
    std::uint64_t at = leaves.empty() ? 0 : leaves.front().first; // a cut byte-reversed record lacks its lowest bits
    const std::uint64_t start = at;
    for (const auto& [first, count] : leaves) {
        if (first != at)
            return "expected bit " + std::to_string(at) + ", found " + std::to_string(first);
        at += count;
    }
    return at - start == bits ? std::string() : std::to_string(at - start) + " of " + std::to_string(bits) + " bits";
}

} // namespace

class CliVectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void vectors_data();
    void vectors();
    void brokenVectorsAreDecodedTotally();

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
    if (test.vector.contains("codes")) {
        QVERIFY2(codesOf(answer, test.op == "check") == test.vector["codes"], m_answers[index].constData());
    } else {
        const std::string fault
            = diagnosticsFault(test.vector, answer.value("diagnostics", Json::array()), test.op == "check");
        QVERIFY2(fault.empty(), (fault + " in " + m_answers[index].toStdString()).c_str());
    }
    QCOMPARE(answer.value("ok", false), !hasError(answer));
    if (test.op == "encode")
        QCOMPARE(answer.contains("hex") ? answer.value("hex", "") : "none",
                 test.vector.contains("hex") ? plainHex(test.vector) : "none");
    if (test.op == "decode" && test.vector.contains("value"))
        QCOMPARE(answer.value("value", Json()).dump(), test.vector["value"].dump());
    // Dumping tells -0.0 from 0.0 and keeps the order of members.
}

void CliVectorsTest::brokenVectorsAreDecodedTotally()
{
    QByteArray input;
    QList<QByteArray> buffers;
    for (const Case& test : m_cases) {
        if (test.op != "decode" || !test.vector.contains("hex"))
            continue;
        const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(test.vector.value("hex", "")));
        if (bytes.size() > 200)
            continue; // long ones repeat what short ones show
        Json request = Json::parse(requestOf(test));
        request["annotations"] = true;
        for (const QByteArray& broken : brokenForms(bytes)) {
            request["hex"] = broken.toHex().toStdString();
            input += QByteArray::fromStdString(request.dump()) + '\n';
            buffers.append(broken);
        }
    }
    const CliResult result = runCli({"batch"}, input);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(buffers.size() > 1000, qPrintable(QString::number(buffers.size())));
    const QList<QByteArray> answers = result.out.split('\n');
    QCOMPARE(answers.size(), buffers.size() + 1);
    for (qsizetype i = 0; i < buffers.size(); ++i) {
        const Json answer = Json::parse(answers[i].toStdString(), nullptr, false);
        QVERIFY2(answer.is_object() && answer.contains("value"), answers[i].constData());
        const std::string fault = tilingFault(answer["annotations"], static_cast<std::uint64_t>(buffers[i].size()) * 8);
        QVERIFY2(fault.empty(),
                 (fault + ": " + buffers[i].toHex().toStdString() + ' ' + answers[i].toStdString()).c_str());
    }
}

QTEST_GUILESS_MAIN(CliVectorsTest)
#include "cli_vectors_test.moc"
