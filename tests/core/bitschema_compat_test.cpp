// SPDX-License-Identifier: MIT
#include "tests/core/bitschema_support.h"

#include "core/formats/registry.h"

#include <QRegularExpression>
#include <QTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::string schema(const QString& fields, const QString& more)
{
    return "name: R\n" + more.toStdString() + "\nfields: {" + fields.toStdString() + "}\n";
}

/// "severity code path", with `(old)` where the place is in the old schema.
QStringList findingsOf(const std::string& older, const std::string& newer)
{
    QStringList result;
    for (const CompatFinding& finding : bitschemaFormat().compare(analyseBitschema(older), analyseBitschema(newer))) {
        const Diagnostic& problem = finding.diagnostic;
        result << toQString(severityName(problem.severity)) + QLatin1Char(' ') + toQString(problem.code)
                + (problem.path.empty() ? QString() : QLatin1Char(' ') + toQString(problem.path))
                + (finding.inOld ? QStringLiteral(" (old)") : QString());
    }
    return result;
}

} // namespace

/// Spec bitschema.md, *Evolution* and *Decided details*.
class BitschemaCompatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void documentRules_data();
    void documentRules();
    void aSchemaIsCompatibleWithItself();
    void placesAreWhereTheChangeIs();
    void everyCodeHasHelp();
};

void BitschemaCompatTest::rules_data()
{
    QTest::addColumn<QString>("older");
    QTest::addColumn<QString>("newer");
    QTest::addColumn<QStringList>("findings");
    const auto row = [](const char* name, const char* older, const char* newer, const QStringList& findings) {
        QTest::newRow(name) << QString::fromLatin1(older) << QString::fromLatin1(newer) << findings;
    };
    row("nothing", "a: {type: bool}", "a: {type: boolean, description: same}", {});
    row("padding gets a name", "a: {type: bool}, _p: {bits: 3}, b: {type: bool}",
        "a: {type: bool}, c: {type: uint, bits: 3}, b: {type: bool}", {"note compat-field-added c"});
    row("a gap gets a name", "a: {type: bool}, b: {type: bool, offset: 5}",
        "a: {type: bool}, c: {type: bool}, b: {type: bool, offset: 5}", {"note compat-field-added c"});
    row("appended to the packed integer", "a: {type: uint, bits: 7}",
        "a: {type: uint, bits: 7}, b: {type: uint, bits: 20}", {"note compat-field-added b"});
    row("removed", "a: {type: bool}, b: {type: bool}", "a: {type: bool}", {"error compat-field-removed b (old)"});
    row("moved", "a: {type: bool}, b: {type: bool}", "b: {type: bool}, a: {type: bool}",
        {"error compat-field-moved b", "error compat-field-moved a"});
    row("inserted", "a: {type: bool}, b: {type: bool}", "a: {type: bool}, c: {type: bool}, b: {type: bool}",
        {"error compat-field-added c", "error compat-field-moved b"});
    row("renamed", "a: {type: uint, bits: 3}", "b: {type: uint, bits: 3}", {"note compat-field-renamed b"});
    row("renamed and changed", "a: {type: uint, bits: 3}", "b: {type: uint, bits: 4}",
        {"error compat-field-removed a (old)", "error compat-field-added b"});
    row("wider", "a: {type: uint, bits: 3}", "a: {type: uint, bits: 4}", {"error compat-width a"});
    row("another type", "a: {type: uint, bits: 3}", "a: {type: int, bits: 3}", {"error compat-field-type a"});
    row("min", "a: {type: int, min: 0, max: 7}", "a: {type: int, min: 1, max: 7}", {"error compat-min a"});
    row("max grows in the same bits", "a: {type: int, min: 0, max: 5}", "a: {type: int, min: 0, max: 7}",
        {"warning compat-max a"});
    row("max grows beyond the bits", "a: {type: int, min: 0, max: 5}", "a: {type: int, min: 0, max: 8}",
        {"error compat-width a"});
    row("max shrinks", "a: {type: int, min: 0, max: 7}", "a: {type: int, min: 0, max: 5}", {"error compat-max a"});
    row("nullable", "a: {type: bool}", "a: {type: bool, nullable: true}", {"error compat-nullable a"});
    row("enum appended in the same bits", "a: {type: enum, values: [x, y, z]}", "a: {type: enum, values: [x, y, z, w]}",
        {"warning compat-values a"});
    row("enum appended beyond the bits", "a: {type: enum, values: [x, y]}", "a: {type: enum, values: [x, y, z]}",
        {"error compat-width a"});
    row("enum reordered", "a: {type: enum, values: [x, y, z]}", "a: {type: enum, values: [y, x, z]}",
        {"error compat-values a"});
    row("enum shortened", "a: {type: enum, values: [x, y, z, w]}", "a: {type: enum, values: [x, y, z]}",
        {"error compat-values a"});
    row("flag added", "a: {type: bitmask, flags: {x: 0, y: 3}}", "a: {type: bitmask, flags: {x: 0, z: 1, y: 3}}",
        {"warning compat-values a"});
    row("flag removed", "a: {type: bitmask, flags: {x: 0, z: 1, y: 3}}", "a: {type: bitmask, flags: {x: 0, y: 3}}",
        {"error compat-values a (old)"});
    row("flag renamed", "a: {type: bitmask, flags: {x: 0, y: 3}}", "a: {type: bitmask, flags: {w: 0, y: 3}}",
        {"error compat-values a"});
    const char* days = "a: {type: date, resolution: day, min_date: '2020-01-01', max_date: '2020-12-31'}";
    row("last date later", days, "a: {type: date, resolution: day, min_date: '2020-01-01', max_date: '2021-01-31'}",
        {"warning compat-max a"});
    row("last date earlier", days, "a: {type: date, resolution: day, min_date: '2020-01-01', max_date: '2020-12-01'}",
        {"error compat-max a"});
    row("first date", days, "a: {type: date, resolution: day, min_date: '2020-01-02', max_date: '2020-12-31'}",
        {"error compat-min a"});
    row("resolution", "a: {type: date, resolution: day, min_date: '2020-01-01', max_date: '2020-01-08'}",
        "a: {type: date, resolution: hour, min_date: '2020-01-01', max_date: '2020-01-01T07:00:00'}",
        {"error compat-resolution a"});
    row("array length", "a: {type: array, length: 2, of: {type: bool}}",
        "a: {type: array, length: 3, of: {type: bool}}", {"error compat-width a"});
    row("element", "a: {type: array, length: 2, of: {type: int, min: 0, max: 5}}",
        "a: {type: array, length: 2, of: {type: int, min: 0, max: 6}}", {"warning compat-max a[]"});
    row("addition in a nested record", "s: {type: struct, fields: {a: {type: bool}}}",
        "s: {type: struct, fields: {a: {type: bool}, b: {type: bool}}}", {"error compat-field-added s.b"});
    row("naming padding in a nested record", "s: {type: struct, fields: {a: {type: bool}, _p: {bits: 2}}}",
        "s: {type: struct, fields: {a: {type: bool}, b: {type: bool}, _p: {bits: 1}}}",
        {"note compat-field-added s.b"});
    row("a nested record only grows in padding", "s: {type: struct, fields: {a: {type: bool}}}",
        "s: {type: struct, fields: {a: {type: bool}, _p: {bits: 1}}}", {"error compat-width s"});
}

void BitschemaCompatTest::rules()
{
    QFETCH(QString, older);
    QFETCH(QString, newer);
    QFETCH(QStringList, findings);
    QCOMPARE(findingsOf(schema(older, {}), schema(newer, {})), findings);
}

void BitschemaCompatTest::documentRules_data()
{
    QTest::addColumn<QString>("older");
    QTest::addColumn<QString>("newer");
    QTest::addColumn<QStringList>("findings");
    const QString bytes = QStringLiteral("name: R\ncontainer: bytes\nfields: {a: {type: uint, bits: 6}%1}\n");
    const QString integer = QStringLiteral("name: R\nfields: {a: {type: uint, bits: 6}}\n");
    QTest::newRow("container") << integer << bytes.arg(QString()) << QStringList{"error compat-container"};
    QTest::newRow("byte order") << integer << QString(integer).replace("fields", "byte_order: big\nfields")
                                << QStringList{"error compat-byte-order"};
    QTest::newRow("appended in the same bytes")
        << bytes.arg(QString()) << bytes.arg(", b: {type: uint, bits: 2}") << QStringList{"note compat-field-added b"};
    QTest::newRow("appended in more bytes")
        << bytes.arg(QString()) << bytes.arg(", b: {type: uint, bits: 3}") << QStringList{"error compat-field-added b"};
    QTest::newRow("padding appended in more bytes")
        << bytes.arg(QString()) << bytes.arg(", _b: {bits: 3}") << QStringList{"error compat-size"};
    QTest::newRow("no schema at all") << QString() << integer << QStringList();
    QTest::newRow("broken fields are passed over") << integer << QString(integer).replace("bits: 6", "bits: 99")
                                                   << QStringList{"error compat-field-removed a (old)"};
}

void BitschemaCompatTest::documentRules()
{
    QFETCH(QString, older);
    QFETCH(QString, newer);
    QFETCH(QStringList, findings);
    QCOMPARE(findingsOf(older.toStdString(), newer.toStdString()), findings);
}

void BitschemaCompatTest::aSchemaIsCompatibleWithItself()
{
    const std::string text
        = schema("a: {type: bool, nullable: true}, s: {type: struct, fields: {b: {type: uint, bits: 3}}}, "
                 "l: {type: array, max_length: 2, of: {type: enum, values: [x, y]}}",
                 QStringLiteral("container: bytes"));
    QVERIFY(!hasErrors(analyseBitschema(text).diagnostics));
    QCOMPARE(findingsOf(text, text), QStringList());
}

void BitschemaCompatTest::placesAreWhereTheChangeIs()
{
    const std::string older = schema("a: {type: int, min: 0, max: 5}", {});
    const std::string newer = schema("a: {type: int, min: 0, max: 6}", {});
    const auto findings = bitschemaFormat().compare(analyseBitschema(older), analyseBitschema(newer));
    QCOMPARE(findings.size(), std::size_t(1));
    const TextRange place = findings[0].diagnostic.place.textRange();
    QCOMPARE(newer.substr(place.begin, place.size()), std::string("6"));
    static const QRegularExpression unfilled(QStringLiteral("\\{\\d+\\}"));
    QVERIFY(!unfilled.match(toQString(findings[0].diagnostic.message.text())).hasMatch());
}

void BitschemaCompatTest::everyCodeHasHelp()
{
    for (const char* code :
         {"compat-field-removed", "compat-field-added", "compat-field-moved", "compat-field-renamed",
          "compat-field-type", "compat-width", "compat-min", "compat-max", "compat-nullable", "compat-values",
          "compat-container", "compat-byte-order", "compat-size", "compat-resolution"})
        QVERIFY2(findCodeHelp(code) != nullptr, code);
}

QTEST_GUILESS_MAIN(BitschemaCompatTest)
#include "bitschema_compat_test.moc"
