// SPDX-License-Identifier: MIT
// Issue 4, *Explain*: every leaf of every vector is told step by step, with its numbers and the rule that says so.
#include "core/formats/registry.h"
#include "core/inspect/explain.h"
#include "core/inspect/hex_text.h"
#include "core/wire/stream_frames.h"
#include "tests/core/engine_support.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Json = nlohmann::ordered_json;

bool hasDigit(const std::string& text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Leaves that hold a number, or bytes that are counted and shown.
bool holdsNumber(const Item& item)
{
    return item.role != Role::Padding && item.role != Role::Trailing && !item.null && !item.damaged;
}

/// What an explanation of a leaf lacks; nothing when it is whole.
std::string lackOf(const AnnotationTree& tree, const Item& item, const Explanation& explanation)
{
    if (!(explanation.bits == item.bits))
        return "is about other bits";
    bool numeric = false;
    bool rule = false;
    for (const ExplainStep& step : explanation.steps) {
        if (step.text.empty())
            return "has a step without text: " + step.title;
        const bool place = step.title == "Where it lies";
        numeric = numeric || (!place && hasDigit(step.text));
        rule = rule || (!place && !step.rule.empty()) || step.title == "The format's rule";
        if (step.text.front() == '\n' || step.text.back() == '\n')
            return "has an empty line in: " + step.title;
    }
    if (!numeric && holdsNumber(item))
        return "has no step with a number";
    if (!rule)
        return "names no rule";
    const std::string value = tree.valueText(item);
    return value.empty() || explanation.summary.find(value) == 0 ? std::string() : "does not arrive at the value";
}

Decoded decodedVector(const Json& vector, const Analysis& analysis)
{
    const PlanType* type
        = vector.contains("type") ? analysis.plan->findType(vector.at("type").get<std::string>()) : nullptr;
    if (vector.contains("integer"))
        return decodeInteger(analysis.plan, *type, readIntegerText(vector.at("integer").get<std::string>()).packed,
                             analysis.plan->limits);
    const auto bytes = std::make_shared<const Bytes>(bytesOf(vector.at("hex").get<std::string>().c_str()));
    return vector.value("stream", false)
        ? decodeBuffer(analysis.plan, usualForm(*analysis.plan, type), bytes, analysis.plan->limits)
        : decode(analysis.plan, *type, bytes, analysis.plan->limits);
}

} // namespace

class ExplainVectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLeaf_data();
    void everyLeaf();
};

void ExplainVectorsTest::everyLeaf_data()
{
    QTest::addColumn<QByteArray>("text");
    const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/tests/vectors"));
    for (const QString& name : folder.entryList({"*.json"}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        const Json document = Json::parse(content.begin(), content.end());
        for (const Json& vector : document.at("vectors")) {
            const bool bytes = vector.contains("hex") || vector.contains("integer");
            if (!bytes || vector.contains("files") || vector.value("op", "") == "check")
                continue;
            const std::string title = name.toStdString() + ": " + vector.at("name").get<std::string>();
            QTest::newRow(title.c_str()) << QByteArray::fromStdString(vector.dump());
        }
    }
}

void ExplainVectorsTest::everyLeaf()
{
    QFETCH(QByteArray, text);
    const Json vector = Json::parse(text.begin(), text.end());
    const Format* format = findFormat(vector.at("format").get<std::string>());
    auto source = std::make_shared<SchemaSource>();
    source->text = vector.at("schema").get<std::string>();
    source->syntax = vector.value("schema_format", std::string());
    const Analysis analysis = format->analyse(source);
    const auto decoded = std::make_shared<const Decoded>(decodedVector(vector, analysis));
    const AnnotationTree tree(decoded);
    const RuleTexts rules = [format](std::string_view id) { return format->ruleText(id); };
    std::string lacks;
    tree.walk([&](const std::vector<Item>& chain) {
        const Item& item = chain.back();
        if (!item.leaf || item.bits.count == 0)
            return true;
        const Explanation explanation = explain(tree, item.bits.first, rules, format->schemalessDialect());
        const std::string lack = lackOf(tree, item, explanation);
        if (!lack.empty()) {
            lacks += "\n" + std::string(roleName(item.role)) + " at bit " + std::to_string(item.bits.first) + " of "
                + tree.path(chain) + ' ' + lack + ": " + explanation.title + " = " + explanation.summary;
            for (const ExplainStep& step : explanation.steps)
                lacks += "\n    " + step.title + ": " + step.text;
        }
        return true;
    });
    QVERIFY2(lacks.empty(), lacks.c_str());
}

QTEST_GUILESS_MAIN(ExplainVectorsTest)
#include "explain_vectors_test.moc"
