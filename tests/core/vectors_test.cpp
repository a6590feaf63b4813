// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "core/inspect/hex_text.h"
#include "core/layout/layout.h"
#include "core/wire/stream_frames.h"
#include "tests/core/engine_support.h"
#include "tests/core/vector_expectation.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Json = nlohmann::ordered_json;

Limits limitsOf(const Json& vector, Limits limits)
{
    const Json given = vector.value("limits", Json::object());
    limits.messageBytes = given.value("message", limits.messageBytes);
    limits.depth = given.value("depth", limits.depth);
    limits.stringBytes = given.value("string", limits.stringBytes);
    limits.arrayElements = given.value("array", limits.arrayElements);
    limits.totalElements = given.value("total", limits.totalElements);
    limits.strict = given.value("strict", limits.strict);
    limits.validateUtf8 = given.value("validate_utf8", limits.validateUtf8);
    return limits;
}

QString codesOf(const Json& vector)
{
    QStringList list;
    for (const Json& code : vector.value("codes", Json::array()))
        list += QString::fromStdString(code.get<std::string>());
    return list.join(' ');
}

/// How the problems differ from what the vector expects; empty when they do not.
std::string fault(const Json& vector, const Diagnostics& problems)
{
    if (!expectsDiagnostics(vector)) {
        const QString expected = codesOf(vector);
        const QString found = codes(problems);
        return found == expected ? std::string()
                                 : "expected " + expected.toStdString() + ", found " + found.toStdString();
    }
    Json list = Json::array();
    for (const Diagnostic& problem : problems) {
        list.push_back({{"severity", severityName(problem.severity)}, {"code", problem.code}, {"path", problem.path}});
        if (problem.place.kind == Place::Kind::Bits)
            list.back()["bits"] = {problem.place.first, problem.place.count};
    }
    const std::string difference = diagnosticsFault(vector, list, false);
    return difference.empty() ? difference : difference + " in " + list.dump();
}

/// Vectors that only the command line can answer: with imported files, of a schema's problems, and sequences of
/// messages of one given type.
bool needsTheProgram(const Json& vector)
{
    return vector.contains("files") || vector.value("op", "") == "check"
        || (vector.value("stream", false) && vector.contains("type"));
}

} // namespace

/// Runs tests/vectors/*.json through the core.
class VectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vectors_data();
    void vectors();

private:
    void encodes(const Json& vector, const Analysis& analysis, const PlanType* type);
    void decodes(const Json& vector, const Analysis& analysis, const PlanType* type);
    void fitsLayout(std::uint64_t bytes, const Layout& layout);
};

void VectorsTest::vectors_data()
{
    QTest::addColumn<QByteArray>("text");
    const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/tests/vectors"));
    for (const QString& name : folder.entryList({"*.json"}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        const Json document = Json::parse(content.begin(), content.end());
        for (const Json& vector : document.at("vectors")) {
            if (needsTheProgram(vector))
                continue;
            const std::string title = name.toStdString() + ": " + vector.at("name").get<std::string>();
            QTest::newRow(title.c_str()) << QByteArray::fromStdString(vector.dump());
        }
    }
}

void VectorsTest::vectors()
{
    QFETCH(QByteArray, text);
    const Json vector = Json::parse(text.begin(), text.end());
    const Format* format = findFormat(vector.at("format").get<std::string>());
    QVERIFY(format != nullptr);
    auto source = std::make_shared<SchemaSource>();
    source->text = vector.at("schema").get<std::string>();
    source->syntax = vector.value("schema_format", std::string());
    const Analysis analysis = format->analyse(source);
    for (const Diagnostic& diagnostic : analysis.diagnostics) {
        if (diagnostic.severity == Severity::Error)
            QFAIL(diagnostic.message.text().c_str());
    }
    const PlanType* type = nullptr;
    if (!vector.value("stream", false) || vector.contains("type")) {
        type = analysis.plan->findType(vector.at("type").get<std::string>());
        QVERIFY(type != nullptr);
    }
    const std::string op = vector.value("op", std::string("both"));
    if (op != "decode")
        encodes(vector, analysis, type);
    if (op != "encode")
        decodes(vector, analysis, type);
}

void VectorsTest::encodes(const Json& vector, const Analysis& analysis, const PlanType* type)
{
    Diagnostics problems;
    const JsonDocument document = readJson(vector.at("value").dump(), JsonRole::Value, problems);
    const Value value = vector.value("stream", false)
        ? bindJsonBuffer(analysis.plan, usualForm(*analysis.plan, type), document, *document.root(), problems)
        : bindJson(analysis.plan, *type, document, *document.root(), problems);
    Encoded encoded;
    if (!hasErrors(problems))
        encoded = encode(value, limitsOf(vector, analysis.plan->limits));
    problems.insert(problems.end(), encoded.diagnostics.begin(), encoded.diagnostics.end());
    const std::string difference = fault(vector, problems);
    QVERIFY2(difference.empty(), difference.c_str());
    if (!vector.contains("hex")) {
        QVERIFY(encoded.bytes.empty());
        return;
    }
    QCOMPARE(toHex(encoded.bytes), toHex(bytesOf(vector.at("hex").get<std::string>().c_str())));
    // A layout knows nothing of fields that the schema does not have.
    if (!vector.value("stream", false) && vector.at("value").dump().find("\"@unknown\"") == std::string::npos)
        fitsLayout(encoded.bytes.size(), layoutOf(*analysis.plan, *type));
}

/// What is encoded is as large as the layout says.
void VectorsTest::fitsLayout(std::uint64_t bytes, const Layout& layout)
{
    QVERIFY(bytes * 8 >= layout.minBits);
    QVERIFY(!layout.maxBits || bytes <= std::max<std::uint64_t>(1, (*layout.maxBits + 7) / 8));
}

void VectorsTest::decodes(const Json& vector, const Analysis& analysis, const PlanType* type)
{
    const Limits limits = limitsOf(vector, analysis.plan->limits);
    Decoded decoded;
    if (vector.contains("integer")) {
        const IntegerText integer = readIntegerText(vector.at("integer").get<std::string>());
        QVERIFY(integer.recognised && integer.diagnostics.empty());
        decoded = decodeInteger(analysis.plan, *type, integer.packed, limits);
    } else {
        const auto bytes = std::make_shared<const Bytes>(bytesOf(vector.at("hex").get<std::string>().c_str()));
        decoded = vector.value("stream", false)
            ? decodeBuffer(analysis.plan, usualForm(*analysis.plan, type), bytes, limits)
            : decode(analysis.plan, *type, bytes, limits);
    }
    const std::string difference = fault(vector, decoded.diagnostics);
    QVERIFY2(difference.empty(), difference.c_str());
    QCOMPARE(tilingProblem(decoded), std::string());
    if (!vector.contains("value"))
        return;
    const std::string json = writeJson(readValue(decoded));
    const std::string indented = writeJson(readValue(decoded), 2);
    QCOMPARE(Json::parse(json).dump(), vector.at("value").dump());
    QCOMPARE(Json::parse(indented).dump(), vector.at("value").dump());
}

QTEST_GUILESS_MAIN(VectorsTest)
#include "vectors_test.moc"
