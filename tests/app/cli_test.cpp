// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "Foundation", section "The command line": the real program, every subcommand, exit codes and outputs.
#include "tests/app/cli_process.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

const QByteArray plugin = "struct Plugin {\n    id: u32,\n    name: str,\n    active: bool,\n}\n";
const QByteArray broken = "struct A {\n\tx: Fo,\n    b: u8\n    c: u32,\n}\nstruct Sound { v: u8 }\n";
const QByteArray record = R"({"version": "1", "name": "Packet", "fields": [
  {"name": "version", "type": "uint", "bits": 4},
  {"name": "flags", "type": "uint", "bits": 8},
  {"name": "length", "type": "uint", "bits": 20}]}
)";
const QByteArray pluginBytes = QByteArray::fromHex("2A00000006000000526576657262"
                                                   "01");

} // namespace

class CliTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void helpOfEveryCommandHasAnExample_data();
    void helpOfEveryCommandHasAnExample();
    void usageErrorsExitWithTwo_data();
    void usageErrorsExitWithTwo();
    void coloursOnlyWhereWanted();

    void checkPrintsPlaceSourceLineAndCaret();
    void checkOfSoundSchemasIsSilent();
    void checkGoesOnBehindAFileThatCannotBeRead();
    void checkAsJson();
    void checkAsJunit();
    void checkForGithub();
    void checkReadsStandardInput();

    void layoutInEveryForm();
    void layoutOfABuffer();
    void layoutOfTheSoundPartOfABrokenSchema();
    void typeMayBeLeftOutWhenOnlyOneCanBeMeant();
    void importsAreFoundBesideTheFileAndInFolders();

    void compileAndExport();
    void compatSaysWhatBreaks();
    void formatPrintsChecksAndWrites();
    void formatsAreListed();
    void codesAreExplained();
    void outputThatCannotBeWritten();

private:
    QString path(const QString& name) const { return m_directory->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void CliTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    QVERIFY(writeFile(path("plugin.sdp"), plugin));
    QVERIFY(writeFile(path("broken.sdp"), broken));
    QVERIFY(writeFile(path("packet.bitschema.json"), record));
}

void CliTest::helpOfEveryCommandHasAnExample_data()
{
    QTest::addColumn<QString>("command");
    for (const char* command : {"check", "layout", "encode", "decode", "compile", "export", "compat", "format",
                                "convert-hex", "formats", "explain-code", "generate", "batch"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void CliTest::helpOfEveryCommandHasAnExample()
{
    QFETCH(QString, command);
    const CliResult help = runCli({command, "--help"});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.err.isEmpty());
    QVERIFY(help.out.contains("Example"));
    QVERIFY(help.out.contains("wirebench-cli " + command.toLatin1()));
    // The overview names it too.
    QVERIFY(runCli({"--help"}).out.contains("\n  " + command.toLatin1() + ' '));
}

void CliTest::usageErrorsExitWithTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QStringList& arguments, const QByteArray& says) {
        QTest::newRow(name) << arguments << says;
    };
    row("no command", {}, "required");
    row("unknown command", {"chek"}, "did you mean 'check'");
    row("no schema", {"check"}, "SCHEMA");
    row("unknown option", {"check", "--frob", "x.sdp"}, "--frob");
    row("unknown output", {"check", "--output", "yaml", "x.sdp"}, "yaml");
    row("unreadable schema", {"check", "no-such-file.sdp"}, "no-such-file.sdp");
    row("a folder", {"check", "/"}, "/");
    row("unknown wire format", {"check", "--wire", "morse", "plugin.sdp"}, "sdp");
    row("content of no format", {"check", "/dev/null"}, "--wire");
    row("unknown type", {"layout", "plugin.sdp", "--type", "Plugim"}, "did you mean 'Plugin'");
    row("unreadable bytes", {"decode", "plugin.sdp", "no-such-file.bin"}, "no-such-file.bin");
    row("standard input twice", {"encode", "--wire", "sdp", "-", "-"}, "once");
    row("two inputs", {"decode", "plugin.sdp", "a.bin", "--hex", "00"}, "exclude");
    row("stream of a format without messages",
        {"decode", "packet.bitschema.json", "--framing", "messages", "--hex", "00"}, "--framing");
    row("integer of a format without integers", {"decode", "plugin.sdp", "--integer", "1"}, "--integer");
    row("unknown export", {"export", "plugin.sdp", "no-such-export"}, "no-such-export");
    row("unknown code", {"explain-code", "no-such-code"}, "no-such-code");
    row("several files to print", {"format", "plugin.sdp", "plugin.sdp"}, "--write");
    row("schemas of two formats", {"compat", "plugin.sdp", "packet.bitschema.json"}, "one wire format");
}

void CliTest::usageErrorsExitWithTwo()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    for (QString& argument : arguments) {
        if (argument == "plugin.sdp" || argument == "packet.bitschema.json")
            argument = path(argument);
    }
    const CliResult result = runCli(arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains(says), result.err.constData());
    QCOMPARE(result.out, QByteArray());
}

void CliTest::coloursOnlyWhereWanted()
{
    const QString schema = path("broken.sdp");
    QVERIFY(!runCli({"check", schema}).out.contains('\x1b')); // not a terminal
    QVERIFY(runCli({"check", schema, "--color", "always"}).out.contains('\x1b'));
    QVERIFY(runCli({"--color", "always", "check", schema}).out.contains('\x1b'));
    QVERIFY(!runCli({"check", schema, "--color", "never"}).out.contains('\x1b'));
    const CliResult dump = runCli(
        {"decode", path("plugin.sdp"), "--hex", "2A000000 06000000 5265", "--output", "annotated", "--color", "always"},
        {}, {"COLORTERM=truecolor"});
    QVERIFY(dump.out.contains("\x1b[38;2;0;0;0;48;2;"));
    QVERIFY(dump.err.contains('\x1b'));
}

void CliTest::checkPrintsPlaceSourceLineAndCaret()
{
    const QString schema = path("broken.sdp");
    const CliResult result = runCli({"check", schema});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.err, QByteArray());
    const QString text = QString::fromUtf8(result.out);
    const QRegularExpression head("^" + QRegularExpression::escape(schema) + ":2:5: error: .* \\[unknown-type\\]$",
                                  QRegularExpression::MultilineOption);
    QVERIFY2(head.match(text).hasMatch(), qPrintable(text));
    QVERIFY2(text.contains("\n    2 |     x: Fo,\n      |        ^~\n"), qPrintable(text));
    QVERIFY2(text.contains("[syntax]\n"), qPrintable(text));
    QVERIFY2(text.contains("= fix: "), qPrintable(text));
}

void CliTest::checkOfSoundSchemasIsSilent()
{
    const CliResult result = runCli({"check", path("plugin.sdp"), path("plugin.sdp")});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.err, QByteArray());
}

void CliTest::checkGoesOnBehindAFileThatCannotBeRead()
{
    const CliResult result = runCli({"check", "no-such-file.sdp", path("broken.sdp")});
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.err.contains("no-such-file.sdp"));
    QVERIFY(result.out.contains("[unknown-type]"));
}

void CliTest::checkAsJson()
{
    const CliResult result = runCli({"check", path("plugin.sdp"), path("broken.sdp"), "--output", "json"});
    QCOMPARE(result.exitCode, 1);
    const QJsonArray files = QJsonDocument::fromJson(result.out).array();
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0]["file"].toString(), path("plugin.sdp"));
    QCOMPARE(files[0]["format"].toString(), QString("sdp"));
    QCOMPARE(files[0]["ok"].toBool(), true);
    QCOMPARE(files[0]["diagnostics"].toArray().size(), 0);
    QCOMPARE(files[1]["ok"].toBool(), false);
    const QJsonObject first = files[1]["diagnostics"].toArray().first().toObject();
    QCOMPARE(first["severity"].toString(), QString("error"));
    QCOMPARE(first["code"].toString(), QString("unknown-type"));
    const QJsonObject range{{"line", 2}, {"column", 5}, {"length", 2}, {"offset", 15}, {"bytes", 2}};
    QCOMPARE(first["range"].toObject(), range);
}

void CliTest::checkAsJunit()
{
    const CliResult result = runCli({"check", path("plugin.sdp"), path("broken.sdp"), "--output", "junit"});
    QCOMPARE(result.exitCode, 1);
    QXmlStreamReader xml(result.out);
    int cases = 0;
    int failures = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        cases += xml.name() == QLatin1String("testcase") ? 1 : 0;
        failures += xml.name() == QLatin1String("failure") ? 1 : 0;
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cases, 2);
    QCOMPARE(failures, 1);
}

void CliTest::checkForGithub()
{
    const CliResult result = runCli({"check", path("broken.sdp"), "--output", "github"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.out.startsWith("::error file=" + path("broken.sdp").toUtf8()
                                   + ",line=2,endLine=2,col=5,endColumn=7,title=unknown-type::"),
             result.out.constData());
}

void CliTest::checkReadsStandardInput()
{
    QCOMPARE(runCli({"check", "-"}, plugin).exitCode, 0);
    QCOMPARE(runCli({"check", "-", "--wire", "sdp"}, plugin).exitCode, 0);
    const CliResult result = runCli({"check", "--wire", "sdp", "-"}, broken);
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.out.startsWith("standard input:2:5: error: "));
}

void CliTest::layoutInEveryForm()
{
    const QString schema = path("packet.bitschema.json");
    const CliResult json = runCli({"layout", schema, "--output", "json"});
    QCOMPARE(json.exitCode, 0);
    const QJsonObject layout = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(layout["total_bits"].toInt(), 32);
    QCOMPARE(layout["total_bytes"].toInt(), 4);
    QCOMPARE(layout["fields"][2]["offset"].toInt(), 12);
    QCOMPARE(layout["fields"][2]["bits"].toInt(), 20);

    QVERIFY(runCli({"layout", schema}).out.contains("31..12"));
    const QByteArray ascii = runCli({"layout", schema, "--output", "ascii"}).out;
    QVERIFY2(ascii.contains("+-+-+-+-+") && ascii.contains("version"), ascii.constData());

    const CliResult svg = runCli({"layout", schema, "--output", "svg", "--out", path("grid.svg"), "--dark"});
    QCOMPARE(svg.exitCode, 0);
    QCOMPARE(svg.out, QByteArray());
    QXmlStreamReader xml(readFile(path("grid.svg")));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
}

void CliTest::layoutOfABuffer()
{
    const QString schema = path("packed.skit");
    QVERIFY(writeFile(schema, "namespace n;\nmodel M { packed repeated uint32 a = 1; repeated bool b = 2; }\n"));
    const QByteArray bytes = QByteArray::fromHex("0B0301020310011000");
    QVERIFY(writeFile(path("m.bin"), bytes));
    const CliResult json = runCli({"layout", schema, "--buffer", path("m.bin"), "--output", "json"});
    QCOMPARE(json.exitCode, 0);
    const QJsonObject layout = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(layout["savings"]["buffer_bytes"].toInt(), 9);
    QCOMPARE(layout["savings"]["saved_bytes"].toInt(), 1);
    QCOMPARE(layout["fields"][0]["savings"][0]["form"].toString(), QStringLiteral("packed"));
    QCOMPARE(layout["fields"][1]["savings"].toArray().size(), 2); // packed or bitmap
    const CliResult text = runCli({"layout", schema, "--hex", QString::fromLatin1(bytes.toHex())});
    QVERIFY2(text.out.contains("packed saves 1 byte on 3 values"), text.out.constData());
    QVERIFY(text.out.contains("bitmap would save 1 byte on 2 values"));
    QVERIFY(runCli({"layout", schema, "--hex", "0B 03 01 02 03", "--output", "ascii"}).out.contains("a tag"));
    // Problems of the buffer are told, the layout is shown all the same.
    const CliResult damaged = runCli({"layout", schema, "--hex", "0B 09 01"});
    QCOMPARE(damaged.exitCode, 1);
    QVERIFY(damaged.err.contains("[truncated]"));
    QVERIFY(damaged.out.contains("field 1"));
    QCOMPARE(runCli({"layout", schema, "--hex", "0B 0"}).exitCode, 1);
    QCOMPARE(runCli({"layout", schema, "--hex", "0B", "--buffer", path("m.bin")}).exitCode, 2);
    QCOMPARE(runCli({"layout", schema, "--buffer", path("missing.bin")}).exitCode, 2);
}

void CliTest::layoutOfTheSoundPartOfABrokenSchema()
{
    const CliResult result = runCli({"layout", path("broken.sdp"), "--type", "Sound"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.err.contains("[unknown-type]"));
    QVERIFY(result.out.contains("v"));
    const CliResult unsound = runCli({"layout", path("broken.sdp"), "--type", "A"});
    QCOMPARE(unsound.exitCode, 1);
    QVERIFY(unsound.err.contains("cannot be used because of errors"));
}

void CliTest::typeMayBeLeftOutWhenOnlyOneCanBeMeant()
{
    const QString nested = path("nested.sdp");
    QVERIFY(writeFile(nested, "struct Inner { v: u8 }\nstruct Outer { i: []Inner }\n"));
    QVERIFY(runCli({"layout", nested}).out.startsWith("Outer: "));
    const QString several = path("several.sdp");
    QVERIFY(writeFile(several, "struct One { v: u8 }\nstruct Two { v: u8 }\n"));
    const CliResult result = runCli({"layout", several});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains("One, Two"), result.err.constData());
    QVERIFY(runCli({"layout", several, "-t", "Two"}).out.startsWith("Two: "));
}

void CliTest::importsAreFoundBesideTheFileAndInFolders()
{
    QVERIFY(QDir(m_directory->path()).mkpath("library/parts"));
    QVERIFY(writeFile(path("library/parts/bolt.cramberry"),
                      "package parts;\nimport \"nut.cramberry\";\ntype Bolt { @field(1) nut: Nut; }\n"));
    QVERIFY(writeFile(path("library/parts/nut.cramberry"), "package parts;\ntype Nut { @field(0) size: int8; }\n"));
    const QString main = path("main.cramberry");
    QVERIFY(writeFile(main, "import \"parts/bolt.cramberry\";\ntype Rack { @field(1) bolts: []Bolt; }\n"));
    QVERIFY(runCli({"check", main}).out.contains("main.cramberry:1:8: error: There is no file"));
    const CliResult found = runCli({"check", main, "-I", path("nowhere"), "-I", path("library")});
    QCOMPARE(found.exitCode, 1);
    QVERIFY2(found.out.startsWith(path("library/parts/nut.cramberry").toUtf8() + ":2:19: error: "),
             found.out.constData());
    QVERIFY(writeFile(path("library/parts/nut.cramberry"), "package parts;\ntype Nut { @field(1) size: int8; }\n"));
    QVERIFY(runCli({"layout", main, "-I", path("library")}).out.startsWith("Rack: "));
}

void CliTest::compileAndExport()
{
    const QString schema = path("packet.bitschema.json");
    const CliResult compiled = runCli({"compile", schema, "--out", path("packet.compiled.json")});
    QVERIFY2(compiled.exitCode == 0, compiled.err.constData());
    const QJsonObject document = QJsonDocument::fromJson(readFile(path("packet.compiled.json"))).object();
    QCOMPARE(document["total_bits"].toInt(), 32);
    // It loads like a schema and lays out identically.
    QCOMPARE(runCli({"layout", path("packet.compiled.json"), "--output", "json"}).out,
             runCli({"layout", schema, "--output", "json"}).out);
    const CliResult same = runCli({"export", schema, "compiled"});
    QCOMPARE(same.out, readFile(path("packet.compiled.json")));
    const CliResult jsonSchema = runCli({"export", schema, "json-schema"});
    QCOMPARE(jsonSchema.exitCode, 0);
    QCOMPARE(QJsonDocument::fromJson(jsonSchema.out)["type"].toString(), QString("object"));
}

void CliTest::compatSaysWhatBreaks()
{
    QVERIFY(writeFile(path("new.sdp"), QByteArray(plugin).replace("u32", "u64")));
    const CliResult same = runCli({"compat", path("plugin.sdp"), path("plugin.sdp")});
    QCOMPARE(same.exitCode, 0);
    const CliResult text = runCli({"compat", path("plugin.sdp"), path("new.sdp")});
    QCOMPARE(text.exitCode, 1);
    QVERIFY2(text.out.contains(path("new.sdp").toUtf8() + ":2:9: error: "), text.out.constData());
    const CliResult json = runCli({"compat", path("plugin.sdp"), path("new.sdp"), "--output", "json"});
    QCOMPARE(json.exitCode, 1);
    const QJsonArray findings = QJsonDocument::fromJson(json.out).array();
    QVERIFY(!findings.isEmpty());
    QCOMPARE(findings[0]["in"].toString(), QString("new"));
    QCOMPARE(findings[0]["finding"]["severity"].toString(), QString("error"));
    const CliResult bad = runCli({"compat", path("broken.sdp"), path("plugin.sdp")});
    QCOMPARE(bad.exitCode, 1);
    QVERIFY(bad.err.contains("broken.sdp:2:5: error: "));
}

void CliTest::formatPrintsChecksAndWrites()
{
    const QByteArray messy = "// kept\nstruct Plugin{id:u32,\n\n  name: str, active: bool}\n";
    const QString schema = path("messy.sdp");
    QVERIFY(writeFile(schema, messy));
    const CliResult printed = runCli({"format", schema});
    QCOMPARE(printed.exitCode, 0);
    QVERIFY2(printed.out.contains("// kept\n") && printed.out.contains("    id: u32,\n"), printed.out.constData());
    const CliResult check = runCli({"format", "--check", schema, path("plugin.sdp")});
    QCOMPARE(check.exitCode, 1);
    QCOMPARE(check.out, schema.toUtf8() + ": not formatted\n");
    QCOMPARE(readFile(schema), messy);
    QCOMPARE(runCli({"format", "--write", schema}).exitCode, 0);
    QCOMPARE(readFile(schema), printed.out);
    QCOMPARE(runCli({"format", "--check", schema}).exitCode, 0);
    QCOMPARE(runCli({"format", "-"}, messy).out, printed.out);
}

void CliTest::formatsAreListed()
{
    const CliResult text = runCli({"formats"});
    QCOMPARE(text.exitCode, 0);
    QVERIFY(text.out.contains("sdp - Serial Data Protocol\n"));
    const QJsonArray formats = QJsonDocument::fromJson(runCli({"formats", "--output", "json"}).out).array();
    QStringList ids;
    for (const QJsonValue& format : formats)
        ids.append(format["id"].toString());
    QVERIFY(ids.contains("sdp"));
    QVERIFY(ids.contains("bitschema"));
}

void CliTest::codesAreExplained()
{
    const CliResult result = runCli({"explain-code", "bad-hex"});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.out.startsWith("bad-hex\n"));
    QVERIFY(result.out.contains("What to do: "));
    for (const char* code :
         {"hex-gap", "bad-request", "unknown-format", "missing-type", "unknown-type", "internal-error"})
        QCOMPARE(runCli({"explain-code", code}).exitCode, 0);
    // Formats that share a code mean different things by it.
    const QByteArray shared = runCli({"explain-code", "compat-field-type"}).out;
    QVERIFY(shared.contains("In BitSchema: ") && shared.contains("In Cramberry: "));
    QVERIFY(!result.out.contains("In BitSchema: "));
}

void CliTest::outputThatCannotBeWritten()
{
    const CliResult folder = runCli({"encode", path("plugin.sdp"), "--out", path("no/such/folder.bin")}, "{}");
    QCOMPARE(folder.exitCode, 2);
    QVERIFY2(folder.err.contains("no/such/folder.bin"), folder.err.constData());
    if (!QFile::exists("/dev/full"))
        QSKIP("this system has no /dev/full");
    const CliResult full = runCli({"format", path("plugin.sdp")});
    QCOMPARE(full.exitCode, 0);
    QCOMPARE(runCli({"layout", path("plugin.sdp"), "--out", "/dev/full"}).exitCode, 2);
}

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
