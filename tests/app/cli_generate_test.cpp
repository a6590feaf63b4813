// SPDX-License-Identifier: GPL-3.0-or-later
// wirebench-cli generate: languages, folders, project files, what it refuses.
#include "tests/app/cli_process.h"

#include "core/codegen/target.h"
#include "core/codegen/targets.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace wirebench;

class CliGenerateTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString path(const QString& name) const { return m_dir.filePath(name); }
    void write(const QString& name, const QByteArray& content) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QVERIFY(writeFile(path(name), content));
    }
    /// Runs `generate` in the test's folder.
    CliResult generate(QStringList arguments) const
    {
        const QString before = QDir::currentPath();
        QDir::setCurrent(m_dir.path());
        arguments.prepend(QStringLiteral("generate"));
        CliResult result = runCli(arguments);
        QDir::setCurrent(before);
        return result;
    }
    QStringList filesIn(const QString& folder) const
    {
        return QDir(path(folder)).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    }
    static QString id(std::size_t target)
    {
        const std::string_view text = allTargets()[target]->id();
        return QString::fromUtf8(text.data(), qsizetype(text.size()));
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_dir.isValid());
        QDir(m_dir.path()).removeRecursively();
        QDir().mkpath(m_dir.path());
        write("schema/device.sdp", "struct Device { id: u32, name: str }\n");
    }

    void everyLanguageWritesWhatItSays()
    {
        for (std::size_t i = 0; i < allTargets().size(); ++i) {
            const CliResult first = generate({"schema/device.sdp", "--lang", id(i), "--out", "gen/" + id(i)});
            QVERIFY2(first.exitCode == 0, first.err.constData());
            const QStringList files = filesIn("gen/" + id(i));
            QVERIFY(!files.isEmpty());
            // The same again: nothing is refused, and nothing differs.
            QHash<QString, QByteArray> texts;
            for (const QString& file : files)
                texts[file] = readFile(path("gen/" + id(i) + '/' + file));
            QCOMPARE(generate({"schema/device.sdp", "--lang", id(i), "--out", "gen/" + id(i)}).exitCode, 0);
            for (const QString& file : files)
                QCOMPARE(readFile(path("gen/" + id(i) + '/' + file)), texts[file]);
        }
    }

    void aFolderForEachLanguageOrOneForAll()
    {
        const QStringList both{"--lang=go", "--out=a", "--lang=python", "--out=b", "schema/device.sdp"};
        QCOMPARE(generate(both).exitCode, 0);
        QVERIFY(!filesIn("a").isEmpty());
        QVERIFY(!filesIn("b").isEmpty());
        QCOMPARE(generate({"--lang", "go,python", "--out=c", "schema/device.sdp"}).exitCode, 0);
        QCOMPARE(filesIn("c").size(), filesIn("a").size() + filesIn("b").size());
        const CliResult odd = generate({"--lang=" + id(0), "--out=a", "--out=b", "schema/device.sdp"});
        QCOMPARE(odd.exitCode, 2);
    }

    void filesOfTwoLanguagesDoNotReplaceEachOther()
    {
        const CliResult result = generate({"--lang", "c,cpp", "--out=c", "schema/device.sdp"});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("would be written twice"), result.err.constData());
    }

    void foreignFilesStay()
    {
        QCOMPARE(generate({"schema/device.sdp", "--lang", id(0), "--out", "gen"}).exitCode, 0);
        const QString file = "gen/" + filesIn("gen").constFirst();
        write(file, "mine\n");
        const CliResult refused = generate({"schema/device.sdp", "--lang", id(0), "--out", "gen"});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("was not written by this program"), refused.err.constData());
        QCOMPARE(readFile(path(file)), QByteArray("mine\n"));
    }

    void schemasWithErrorsGiveNoCode()
    {
        write("bad.sdp", "struct A { x: nothing }");
        const CliResult result = generate({"bad.sdp", "--lang", id(0), "--out", "gen"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.err.contains("[unknown-type]"));
        QVERIFY(filesIn("gen").isEmpty());
    }

    void projectFilesNameEverything()
    {
        write("wirebench.yaml",
              "version: \"1.0\"\nschemas: [schema/*.sdp]\ncodegen:\n  " + id(0).toUtf8()
                  + ":\n    output: out/first\n    with_json: true\n");
        const CliResult result = generate({});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QVERIFY(!filesIn("out/first").isEmpty());
        QCOMPARE(generate({"--project", "wirebench.yaml"}).exitCode, 0);
        QCOMPARE(generate({"--project", "wirebench.yaml", "schema/device.sdp"}).exitCode, 2);
    }

    void projectFilesOfTheOriginalToolAreRead()
    {
        write("schema/m.cramberry", "package m;\ntype T { @field(1) a: int32; }\n");
        write("cramberry.yaml",
              "version: \"1.0\"\npackages:\n  - path: ./pkg/models\n    output: ./schema/m.cramberry\n"
              "settings: {include_private: false}\ntype_ids: {User: 128}\ncodegen:\n  "
                  + id(0).toUtf8() + ": {output: ./gen, with_json: true, module_type: esm}\n");
        const CliResult result = generate({});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QVERIFY(result.err.isEmpty());
        QVERIFY(!filesIn("gen").isEmpty());
    }

    void mistakesInProjectFilesHavePlaces_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("language") << QByteArray("schemas: [schema/*.sdp]\ncodegen:\n  cobol: {}\n")
                                  << QByteArray("wirebench.yaml:3:3: error: There is no target language 'cobol'");
        QTest::newRow("no schema") << QByteArray("schemas: [none/*.sdp]\ncodegen:\n  %1: {}\n")
                                   << QByteArray("No file fits 'none/*.sdp'");
        QTest::newRow("feature") << QByteArray("schemas: [schema/*.sdp]\ncodegen:\n  %1: {with: [jsn]}\n")
                                 << QByteArray("There is no feature 'jsn'");
        QTest::newRow("not a switch") << QByteArray("schemas: [schema/*.sdp]\ncodegen:\n  %1: {with_json: 3}\n")
                                      << QByteArray("Expected true or false");
        QTest::newRow("no mapping") << QByteArray("- a\n") << QByteArray("is a mapping");
        QTest::newRow("nothing to do") << QByteArray("schemas: [schema/*.sdp]\n") << QByteArray("names no language");
    }
    void mistakesInProjectFilesHavePlaces()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        write("wirebench.yaml", text.replace("%1", id(0).toUtf8()));
        const CliResult result = generate({});
        QVERIFY(result.exitCode != 0);
        QVERIFY2(result.err.contains(expected), result.err.constData());
        QVERIFY(filesIn("gen").isEmpty());
    }

    void usageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("no language") << QStringList{"schema/device.sdp"} << QByteArray("Which language?");
        QTest::newRow("unknown language")
            << QStringList{"schema/device.sdp", "--lang", "cobol"} << QByteArray("There is no target language 'cobol'");
        QTest::newRow("unknown feature") << QStringList{"schema/device.sdp", "--lang", id(0), "--with", "jsn"}
                                         << QByteArray("There is no feature 'jsn'");
        QTest::newRow("no schema") << QStringList{"--lang", id(0)} << QByteArray("Which schema?");
        QTest::newRow("missing file") << QStringList{"nope.sdp", "--lang", id(0)} << QByteArray("nope.sdp");
    }
    void usageErrors()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, expected);
        const CliResult result = generate(arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(expected), result.err.constData());
    }

    void partsThatALanguageLacksAreNamed()
    {
        for (std::size_t i = 0; i < allTargets().size(); ++i) {
            const CliResult result
                = generate({"schema/device.sdp", "--lang", id(i), "--out", "gen/" + id(i), "--with", "json,pools"});
            QCOMPARE(result.exitCode, 0);
            QCOMPARE(result.err.contains("has no part 'pools'"), !allTargets()[i]->offers().pools);
            QVERIFY(!result.err.contains("'json'"));
        }
    }

    void watchGeneratesAnew()
    {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(QStringLiteral(WIREBENCH_CLI),
                      {"generate", "schema/device.sdp", "--lang", id(0), "--out", "gen", "--watch"});
        QVERIFY(process.waitForStarted());
        QByteArray said;
        const auto says = [&](const char* words) {
            said += process.readAllStandardError();
            return said.contains(words);
        };
        QTRY_VERIFY_WITH_TIMEOUT(says("Watching"), 20'000);
        write("schema/device.sdp", "struct Device { id: u32, serial_number: str }\n");
        QTRY_VERIFY_WITH_TIMEOUT(says("Generated anew"), 20'000);
        QByteArray all;
        for (const QString& file : filesIn("gen"))
            all += readFile(path("gen/" + file));
        QVERIFY(all.toLower().contains("serial"));
        process.kill();
        process.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(CliGenerateTest)
#include "cli_generate_test.moc"
