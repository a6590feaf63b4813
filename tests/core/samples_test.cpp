// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/registry.h"
#include "core/value/json_input.h"
#include "core/value/value.h"
#include "core/wire/annotation.h"
#include "core/wire/encoder.h"
#include "core/wire/stream_frames.h"

#include <QDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace wirebench;

namespace {

using Json = nlohmann::ordered_json;

const QString kFolder = QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/");

std::string readFile(const std::string& name)
{
    QFile file(kFolder + QString::fromStdString(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

Json samples()
{
    return Json::parse(readFile("samples.json"), nullptr, false);
}

Analysis analyseSample(const Json& sample)
{
    auto source = std::make_shared<SchemaSource>();
    source->name = sample.at("schema").get<std::string>();
    source->text = readFile(source->name);
    const Format* format = recogniseFormat(source->name, source->text);
    return format ? format->analyse(source) : Analysis();
}

Decoded decodeSample(const Json& sample, const Analysis& analysis, const Bytes& bytes)
{
    const auto shared = std::make_shared<const Bytes>(bytes);
    if (sample.at("stream").get<bool>())
        return decodeBuffer(analysis.plan, usualForm(*analysis.plan, nullptr), shared, analysis.plan->limits);
    return decode(analysis.plan, *analysis.plan->findType(sample.at("type").get<std::string>()), shared,
                  analysis.plan->limits);
}

Value bindSample(const Json& sample, const Analysis& analysis, const JsonDocument& document, Diagnostics& problems)
{
    if (sample.at("stream").get<bool>())
        return bindJsonBuffer(analysis.plan, usualForm(*analysis.plan, nullptr), document, *document.root(), problems);
    return bindJson(analysis.plan, *analysis.plan->findType(sample.at("type").get<std::string>()), document,
                    *document.root(), problems);
}

Bytes bytesOf(const std::string& text)
{
    return {text.begin(), text.end()};
}

} // namespace

/// Issue 2, *Samples*: schemas with buffers and values that fit each other.
class SamplesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void schemaIsClean_data() { addSamples(); }
    void schemaIsClean()
    {
        const Analysis analysis = analyseSample(sample());
        QVERIFY(analysis.format);
        for (const Diagnostic& problem : analysis.diagnostics)
            QVERIFY2(problem.severity == Severity::Note, problem.message.text().c_str());
        QCOMPARE(sample().value("format", std::string(analysis.format->id())), std::string(analysis.format->id()));
    }

    void valueEncodesToTheBuffer_data() { addSamples(); }
    void valueEncodesToTheBuffer()
    {
        const Analysis analysis = analyseSample(sample());
        Diagnostics problems;
        const JsonDocument document = readJson(readFile(sample().at("value")), JsonRole::Value, problems);
        QVERIFY(document.root());
        const Value value = bindSample(sample(), analysis, document, problems);
        for (const Diagnostic& problem : problems)
            QFAIL(problem.message.text().c_str());
        const Encoded encoded = encode(value, analysis.plan->limits);
        QVERIFY(encoded.diagnostics.empty());
        QVERIFY(encoded.bytes == bytesOf(readFile(sample().at("buffer"))));
    }

    void bufferDecodesToTheValue_data() { addSamples(); }
    void bufferDecodesToTheValue()
    {
        const Analysis analysis = analyseSample(sample());
        const Decoded decoded = decodeSample(sample(), analysis, bytesOf(readFile(sample().at("buffer"))));
        for (const Diagnostic& problem : decoded.diagnostics)
            QVERIFY2(problem.severity == Severity::Note, problem.message.text().c_str());
        const Json value = Json::parse(writeJson(readValue(decoded)), nullptr, false);
        QVERIFY(value == Json::parse(readFile(sample().at("value")), nullptr, false));
    }

    void indexIsWhole()
    {
        const Json all = samples();
        QVERIFY(all.is_array());
        for (const Json& entry : all) {
            for (const char* key : {"title", "description", "schema", "buffer", "value"})
                QVERIFY2(entry.contains(key) && entry.at(key).is_string(), key);
            QVERIFY(entry.at("stream").get<bool>() == entry.at("type").is_null());
        }
    }

    void everySchemaFileIsInTheIndex()
    {
        QStringList listed;
        for (const Json& entry : samples())
            listed << QString::fromStdString(entry.at("schema"));
        for (const Format* format : allFormats()) {
            const QString folder = QString::fromUtf8(format->id().data(), static_cast<qsizetype>(format->id().size()));
            QStringList masks;
            for (const FileKind& kind : format->fileKinds())
                masks << QStringLiteral("*")
                        + QString::fromUtf8(kind.suffix.data(), static_cast<qsizetype>(kind.suffix.size()));
            const QStringList names = QDir(kFolder + folder).entryList(masks, QDir::Files);
            QVERIFY2(names.size() >= 5, qPrintable(folder));
            for (const QString& name : names)
                QVERIFY2(listed.contains(folder + QLatin1Char('/') + name), qPrintable(name));
        }
    }

    void thePluginRegistryIsTheDataTheEngineIsBuiltFor()
    {
        const Json registry = Json::parse(readFile("sdp/plugin_registry.json"), nullptr, false);
        std::size_t parameters = 0;
        for (const Json& plugin : registry.at("plugins"))
            parameters += plugin.at("parameters").size();
        QCOMPARE(registry.at("plugins").size(), std::size_t{62});
        QCOMPARE(parameters, std::size_t{1759});
        QCOMPARE(registry.at("total_parameter_count").get<std::size_t>(), parameters);
        const std::size_t bytes = readFile("sdp/plugin_registry.bin").size();
        QVERIFY(bytes > 110 * 1024 && bytes < 114 * 1024);
    }

private:
    static void addSamples()
    {
        QTest::addColumn<int>("index");
        const Json all = samples();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].at("schema").get<std::string>().c_str()) << static_cast<int>(i);
    }

    static Json sample()
    {
        QFETCH(int, index);
        return samples().at(static_cast<std::size_t>(index));
    }
};

QTEST_GUILESS_MAIN(SamplesTest)
#include "samples_test.moc"
