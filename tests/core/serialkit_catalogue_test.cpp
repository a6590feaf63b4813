// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/formats/registry.h"
#include "core/formats/serialkit/serialkit_format.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace wirebench;

namespace {

/// The schemas of the catalogue. Each carries what is to be said about it in comments of the form
/// `// 5:3-5:7 error code`, 1-based, the end exclusive, in the order of the text.
QString catalogueFolder()
{
    return QStringLiteral(WIREBENCH_SOURCE_DIR "/tests/core/serialkit");
}

std::string readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

Analysis analyse(std::string text)
{
    auto source = std::make_shared<SchemaSource>();
    source->text = std::move(text);
    return serialkitFormat().analyse(source);
}

QString describe(const LineIndex& lines, const Place& place)
{
    const TextPosition begin = lines.position(static_cast<std::uint32_t>(place.first));
    const TextPosition end = lines.position(static_cast<std::uint32_t>(place.first + place.count));
    return QStringLiteral("%1:%2-%3:%4").arg(begin.line).arg(begin.column).arg(end.line).arg(end.column);
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QStringList found(const Analysis& analysis)
{
    const LineIndex lines(analysis.source->text);
    QStringList result;
    for (const Diagnostic& problem : analysis.diagnostics) {
        result << describe(lines, problem.place) + QLatin1Char(' ') + toQString(severityName(problem.severity))
                + QLatin1Char(' ') + toQString(problem.code);
        for (const RelatedPlace& related : problem.related)
            result << describe(lines, related.place) + QStringLiteral(" related");
    }
    return result;
}

QStringList expected(const std::string& text)
{
    static const QRegularExpression line(
        QStringLiteral("^// (\\d+:\\d+-\\d+:\\d+ (?:(?:error|warning|note) [a-z-]+|related))"),
        QRegularExpression::MultilineOption);
    QStringList result;
    for (auto match = line.globalMatch(toQString(text)); match.hasNext();)
        result << match.next().captured(1);
    return result;
}

std::string withFix(const std::string& text, const Fix& fix)
{
    std::vector<TextEdit> edits = fix.edits;
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.range.begin > b.range.begin; });
    std::string result = text;
    for (const TextEdit& edit : edits)
        result.replace(edit.range.begin, edit.range.size(), edit.replacement);
    return result;
}

std::ptrdiff_t countOf(const Diagnostics& problems, std::string_view code)
{
    return std::count_if(problems.begin(), problems.end(), [code](const Diagnostic& p) { return p.code == code; });
}

} // namespace

/// Spec serialkit.md, *Schema language* and *Decided details*; diagnostics.md, *Schema*.
class SerialkitCatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void schemaHasTheExpectedDiagnostics_data() { addFiles(); }
    void schemaHasTheExpectedDiagnostics()
    {
        QFETCH(QString, path);
        const std::string text = readFile(path);
        QVERIFY(!text.empty());
        QCOMPARE(found(analyse(text)), expected(text));
    }

    void everyMessageIsWholeAndEveryCodeHasHelp_data() { addFiles(); }
    void everyMessageIsWholeAndEveryCodeHasHelp()
    {
        QFETCH(QString, path);
        static const QRegularExpression unfilled(QStringLiteral("\\{\\d+\\}"));
        for (const Diagnostic& problem : analyse(readFile(path)).diagnostics) {
            const QString text = toQString(problem.message.text());
            QVERIFY2(!text.isEmpty() && !unfilled.match(text).hasMatch(), qPrintable(text));
            const CodeHelp* help = findCodeHelp(problem.code);
            QVERIFY2(help && !help->meaning.empty() && !help->remedy.empty(), problem.code.data());
            for (const Fix& fix : problem.fixes)
                QVERIFY2(!unfilled.match(toQString(fix.title.text())).hasMatch(), qPrintable(text));
        }
    }

    void everyFixRemovesItsProblem_data() { addFiles(); }
    void everyFixRemovesItsProblem()
    {
        QFETCH(QString, path);
        const std::string text = readFile(path);
        const Diagnostics before = analyse(text).diagnostics;
        for (const Diagnostic& problem : before) {
            for (const Fix& fix : problem.fixes) {
                const Diagnostics after = analyse(withFix(text, fix)).diagnostics;
                const QString what = toQString(problem.code) + QStringLiteral(": ") + toQString(fix.title.text());
                QVERIFY2(countOf(after, problem.code) < countOf(before, problem.code), qPrintable(what));
            }
        }
    }

    void theCatalogueHasACaseForEverySchemaCode()
    {
        QSet<QString> seen;
        for (const QFileInfo& file : files()) {
            for (const Diagnostic& problem : analyse(readFile(file.filePath())).diagnostics)
                seen << toQString(problem.code);
        }
        for (const char* code : {"syntax",
                                 "unsupported",
                                 "duplicate-declaration",
                                 "duplicate-field",
                                 "duplicate-field-number",
                                 "duplicate-enum-value",
                                 "duplicate-enum-number",
                                 "unknown-type",
                                 "bad-identifier",
                                 "reserved-name",
                                 "primitive-name",
                                 "infinite-size",
                                 "field-number-range",
                                 "field-number-reserved",
                                 "enum-number-range",
                                 "empty-enum",
                                 "style",
                                 "missing-namespace",
                                 "empty-model",
                                 "duplicate-modifier",
                                 "optional-repeated",
                                 "packed-not-repeated",
                                 "packed-type",
                                 "packed-bitmap",
                                 "bitmap-type",
                                 "interned-type",
                                 "bitmap-length",
                                 "could-be-packed",
                                 "could-be-bitmap",
                                 "two-byte-tag"})
            QVERIFY2(seen.contains(QLatin1String(code)), code);
    }

    void cutOffAnywhereNothingBreaks_data() { addFiles(); }
    void cutOffAnywhereNothingBreaks()
    {
        QFETCH(QString, path);
        const std::string text = readFile(path);
        for (std::size_t length = 0; length < text.size(); ++length) {
            const Analysis analysis = analyse(text.substr(0, length));
            for (const Diagnostic& problem : analysis.diagnostics)
                QVERIFY(problem.place.first + problem.place.count <= length);
            for (const Decl& decl : analysis.schema->decls)
                QVERIFY(decl.range.begin <= decl.range.end && decl.range.end <= length);
            serialkitFormat().formatText(*analysis.source);
            serialkitFormat().language().tokens(analysis.source->text);
            serialkitFormat().language().complete(analysis, static_cast<std::uint32_t>(length));
        }
    }

private:
    static QFileInfoList files()
    {
        return QDir(catalogueFolder()).entryInfoList({QStringLiteral("*.skit")}, QDir::Files, QDir::Name);
    }

    static void addFiles()
    {
        QTest::addColumn<QString>("path");
        for (const QFileInfo& file : files())
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
};

QTEST_GUILESS_MAIN(SerialkitCatalogueTest)
#include "serialkit_catalogue_test.moc"
