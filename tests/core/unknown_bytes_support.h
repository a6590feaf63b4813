// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/formats/registry.h"
#include "core/inspect/draft_schema.h"
#include "core/inspect/unknown_bytes.h"
#include "core/wire/annotation.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

// Bytes without a schema, and what is drafted from them.

namespace wirebench::test {

inline const Format& skit()
{
    return *findFormat("serialkit");
}

inline const Format& cramberry()
{
    return *findFormat("cramberry");
}

inline Bytes hex(const char* digits)
{
    const QByteArray bytes = QByteArray::fromHex(digits);
    return {bytes.begin(), bytes.end()};
}

inline Bytes readBytes(const std::string& name)
{
    QFile file(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/") + QString::fromStdString(name));
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return {bytes.begin(), bytes.end()};
}

inline std::vector<GuessedField> read(const Format& format, const Bytes& bytes)
{
    return readUnknown(bytes, *format.schemalessDialect());
}

inline bool isWhole(const std::vector<GuessedField>& fields)
{
    for (const GuessedField& field : fields) {
        if (field.raw.state != RawState::Whole)
            return false;
    }
    return true;
}

inline std::string draftText(const Format& format, const Bytes& bytes)
{
    return format.draftSchema(draftFrom(bytes, *format.schemalessDialect())).value_or(std::string());
}

inline Analysis analyse(const Format& format, std::string text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = std::move(text);
    return format.analyse(source);
}

/// What is wrong with the draft of these bytes; empty when it is a sound schema and reads them without errors.
inline std::string draftProblem(const Format& format, const Bytes& bytes)
{
    const Analysis analysis = analyse(format, draftText(format, bytes));
    for (const Diagnostic& problem : analysis.diagnostics) {
        if (problem.severity == Severity::Error)
            return "schema: " + problem.message.text() + '\n' + analysis.source->text;
    }
    const PlanType* type = analysis.plan->findType("Message");
    if (!type)
        return "no Message in\n" + analysis.source->text;
    const Decoded decoded = decode(analysis.plan, *type, std::make_shared<const Bytes>(bytes), analysis.plan->limits);
    for (const Diagnostic& problem : decoded.diagnostics) {
        if (problem.severity == Severity::Error)
            return "bytes: " + std::string(problem.code) + ' ' + problem.message.text() + '\n' + analysis.source->text;
    }
    return {};
}

inline void addBuffers()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("bytes");
    QFile index(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/samples.json"));
    QVERIFY(index.open(QIODevice::ReadOnly));
    for (const auto& sample : nlohmann::json::parse(index.readAll().toStdString())) {
        const std::string buffer = sample.at("buffer").get<std::string>();
        const Format* format = findFormat(buffer.substr(0, buffer.find('/')));
        if (!format || !format->schemalessDialect() || sample.at("stream").get<bool>())
            continue;
        // Its outermost message is in presence mode: there are no tags to read.
        if (buffer == "cramberry/settings_patch.bin")
            continue;
        const Bytes bytes = readBytes(buffer);
        QTest::newRow(buffer.c_str()) << QString::fromUtf8(format->id().data())
                                      << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                                    static_cast<qsizetype>(bytes.size()));
    }
    for (const char* digits : {"", "089601", "1001", "1DC3F54840", "0D0000BC41", "116E861BF0F9210940", "0A05416C696365",
                               "12050A03426F62", "080A0814081E", "1B03010203", "3F0135", "0B040A141E2817014D",
                               "0A05416C696365102A1801", "1A03010203", "08FFFFFFFFFFFFFFFFFF01", "06050103666F6F0E00"})
        QTest::newRow(digits) << QStringLiteral("serialkit") << QByteArray::fromHex(digits);
    for (const char* digits : {"", "1602", "08AC02", "19000000000000F03F", "0A03020104", "0A06020161026263",
                               "0A09020161010401620102", "2F81010712034254431E0A", "1A04C8011409"})
        QTest::newRow(digits) << QStringLiteral("cramberry") << QByteArray::fromHex(digits);
}

inline const Format& fetchFormat()
{
    QFETCH(QString, format);
    return *findFormat(format.toStdString());
}

inline Bytes fetchBytes()
{
    QFETCH(QByteArray, bytes);
    return {bytes.begin(), bytes.end()};
}

} // namespace wirebench::test
