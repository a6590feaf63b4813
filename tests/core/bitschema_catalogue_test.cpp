// SPDX-License-Identifier: MIT
#include "tests/core/bitschema_support.h"

#include "core/formats/registry.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

/// The schemas of the catalogue. A YAML file carries what is to be said about it in comments of the form
/// `# 5:3-5:7 error code`, a JSON file has it in the `.expected` file beside it; 1-based, the end exclusive, in the
/// order of the text.
QFileInfoList files()
{
    return QDir(QStringLiteral(WIREBENCH_SOURCE_DIR "/tests/core/bitschema"))
        .entryInfoList({QStringLiteral("*.yaml"), QStringLiteral("*.json")}, QDir::Files);
}

std::string readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

Analysis analyseFile(const QString& path)
{
    return analyseBitschema(readFile(path), path.toStdString());
}

QStringList found(const Analysis& analysis)
{
    const LineIndex lines(analysis.source->text);
    QStringList result;
    for (const Diagnostic& problem : analysis.diagnostics) {
        result << describePlace(lines, problem.place) + QLatin1Char(' ') + toQString(severityName(problem.severity))
                + QLatin1Char(' ') + toQString(problem.code);
        for (const RelatedPlace& related : problem.related)
            result << describePlace(lines, related.place) + QStringLiteral(" related");
    }
    return result;
}

QStringList expected(const QString& path)
{
    QString beside = path;
    const bool json = path.endsWith(QLatin1String(".json"));
    if (json)
        beside.replace(QLatin1String(".json"), QLatin1String(".expected"));
    static const QRegularExpression line(
        QStringLiteral("^(?:# )?(\\d+:\\d+-\\d+:\\d+ (?:(?:error|warning|note) [a-z0-9-]+|related))$"),
        QRegularExpression::MultilineOption);
    QStringList result;
    for (auto match = line.globalMatch(toQString(readFile(beside))); match.hasNext();)
        result << match.next().captured(1);
    return result;
}

std::ptrdiff_t countOf(const Diagnostics& problems, std::string_view code)
{
    return std::count_if(problems.begin(), problems.end(), [code](const Diagnostic& p) { return p.code == code; });
}

} // namespace

/// Spec bitschema.md, *Schema document*, *Field types*, *Decided details*; diagnostics.md, *Schema*.
class BitschemaCatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void schemaHasTheExpectedDiagnostics_data() { addFiles(); }
    void schemaHasTheExpectedDiagnostics()
    {
        QFETCH(QString, path);
        QCOMPARE(found(analyseFile(path)), expected(path));
    }

    void goodSchemasHaveNoErrorsAndBadOnesHave_data() { addFiles(); }
    void goodSchemasHaveNoErrorsAndBadOnesHave()
    {
        QFETCH(QString, path);
        const Analysis analysis = analyseFile(path);
        const QString name = QFileInfo(path).fileName();
        if (name.startsWith(QLatin1String("good-")))
            QVERIFY(!hasErrors(analysis.diagnostics) && !analysis.plan->types.empty());
        else
            QVERIFY(!analysis.diagnostics.empty());
    }

    void everyMessageIsWholeAndEveryCodeHasHelp_data() { addFiles(); }
    void everyMessageIsWholeAndEveryCodeHasHelp()
    {
        QFETCH(QString, path);
        static const QRegularExpression unfilled(QStringLiteral("\\{\\d+\\}"));
        for (const Diagnostic& problem : analyseFile(path).diagnostics) {
            const QString text = toQString(problem.message.text());
            QVERIFY2(!text.isEmpty() && !unfilled.match(text).hasMatch(), qPrintable(text));
            const CodeHelp* help = findCodeHelp(problem.code);
            QVERIFY2(help != nullptr && !help->meaning.empty() && !help->remedy.empty(), problem.code.data());
            for (const Fix& fix : problem.fixes)
                QVERIFY2(!unfilled.match(toQString(fix.title.text())).hasMatch(), qPrintable(text));
        }
    }

    void everyFixRemovesItsProblem_data() { addFiles(); }
    void everyFixRemovesItsProblem()
    {
        QFETCH(QString, path);
        const std::string text = readFile(path);
        const Diagnostics before = analyseFile(path).diagnostics;
        for (const Diagnostic& problem : before) {
            for (const Fix& fix : problem.fixes) {
                const Analysis after = analyseBitschema(withFix(text, fix), path.toStdString());
                const QString what = toQString(problem.code) + QStringLiteral(": ") + toQString(fix.title.text());
                QVERIFY2(countOf(after.diagnostics, problem.code) < countOf(before, problem.code), qPrintable(what));
            }
        }
    }

    void soundFieldsOfBrokenSchemasAreUsable()
    {
        const Analysis analysis = analyseBitschema("name: Half\n"
                                                   "fields:\n"
                                                   "  - {name: a, type: uint, bits: 4}\n"
                                                   "  - {name: b, type: int, bits: 3, min: 5, max: 1}\n"
                                                   "  - {name: c, type: uint, bits: 1}\n"
                                                   "  - {name: d, type: wrong}\n"
                                                   "  - {name: e, type: bool}\n"
                                                   "  - {name: f, type: bool, offset: 12}\n");
        QCOMPARE(codesOf(analysis.diagnostics), std::string("min-above-max unknown-type"));
        QCOMPARE(decodeHex(analysis, "8510").json, std::string(R"({"a":5,"c":1,"f":true})"));
    }

    void theCatalogueHasACaseForEverySchemaCode()
    {
        QSet<QString> seen;
        for (const QFileInfo& file : files()) {
            for (const Diagnostic& problem : analyseFile(file.filePath()).diagnostics)
                seen << toQString(problem.code);
        }
        for (const char* code :
             {"syntax",         "unsupported",       "duplicate-key",     "duplicate-field", "unknown-type",
              "bad-identifier", "limit-depth",       "limit-total",       "missing-key",     "unknown-key",
              "wrong-type",     "bad-value",         "bits-range",        "min-above-max",   "range-too-wide",
              "zero-bits",      "wider-than-needed", "straddles-byte",    "overlap",         "container-overflow",
              "bad-offset",     "unaligned-offset",  "bad-date",          "date-not-whole",  "enum-count",
              "flags-empty",    "enum-duplicate",    "flag-position",     "flag-duplicate",  "array-length",
              "empty-fields",   "nullable-padding",  "compiled-mismatch", "limit-on-uint"})
            QVERIFY2(seen.contains(QString::fromLatin1(code)), code);
    }

private:
    static void addFiles()
    {
        QTest::addColumn<QString>("path");
        QVERIFY(!files().isEmpty());
        for (const QFileInfo& file : files())
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
};

QTEST_GUILESS_MAIN(BitschemaCatalogueTest)
#include "bitschema_catalogue_test.moc"
