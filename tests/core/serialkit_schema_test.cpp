// SPDX-License-Identifier: MIT
#include "core/formats/registry.h"
#include "core/formats/serialkit/serialkit_names.h"
#include "core/formats/serialkit/serialkit_style.h"
#include "tests/core/serialkit_support.h"

#include <QDir>
#include <QTest>

using namespace skittest;

namespace {

QStringList typeNames(const Analysis& analysis)
{
    QStringList names;
    for (const PlanType& type : analysis.plan->types)
        names << toQString(type.name);
    return names;
}

/// The slot of a field of the first model.
const Slot& slotOf(const Analysis& analysis, std::uint32_t member)
{
    const Plan& plan = *analysis.plan;
    return plan.slots[plan.nodes[plan.types.front().node].firstSlot + member];
}

/// "3:Run 2:Run(packed-as-length-delimited) …": the wire types a field is accepted with, and how.
QString formsOf(const std::string& field)
{
    static const char* const names[] = {"Value", "Element", "Run", "BitRun", "TableIndex"};
    const Analysis analysis
        = analyse("namespace a; model M { " + field + " f = 1; } enum E { X = 0; } model N { bool b = 1; }");
    const Slot& slot = slotOf(analysis, 0);
    QStringList result;
    for (std::uint32_t i = 0; i < slot.formCount; ++i) {
        const AcceptedForm& form = analysis.plan->forms[slot.firstForm + i];
        QString text = QString::number(form.wireType) + QLatin1Char(':')
            + QLatin1String(names[static_cast<std::size_t>(form.form)]);
        if (!form.code.empty())
            text += QLatin1Char('(') + toQString(severityName(form.severity)) + QLatin1Char(' ') + toQString(form.code)
                + QLatin1Char(')');
        result << text;
    }
    return result.join(QLatin1Char(' '));
}

} // namespace

/// Spec serialkit.md: *Schema language*, *Wire format*, *Decided details*.
class SerialkitSchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void schemaHoldsWhatWasWritten()
    {
        const Analysis analysis
            = analyse("namespace a.b;\nenum E { X = 5; }\nmodel M { repeated packed E es = 7; optional "
                      "interned string s = 8; byte b = 9; M m = 10; }");
        const Schema& schema = *analysis.schema;
        QCOMPARE(toQString(schema.package), QStringLiteral("a.b"));
        QCOMPARE(schema.decls.size(), std::size_t{2});
        QCOMPARE(schema.decls[0].kind, DeclKind::Enum);
        QCOMPARE(schema.decls[0].members[0].number, std::int64_t{5});
        const Member& es = schema.decls[1].members[0];
        QCOMPARE(schema.types[es.type].kind, TypeKind::Array);
        QCOMPARE(toQString(schema.types[es.type].spelling), QStringLiteral("repeated packed E"));
        QCOMPARE(schema.types[schema.types[es.type].element].decl, DeclIndex{0});
        QCOMPARE(es.number, std::int64_t{7});
        QCOMPARE(es.attributes.size(), std::size_t{2});
        QVERIFY(findAttribute(es.attributes, "packed") && findAttribute(es.attributes, "repeated"));
        const Member& s = schema.decls[1].members[1];
        QCOMPARE(schema.types[s.type].kind, TypeKind::Optional);
        QCOMPARE(schema.types[schema.types[s.type].element].kind, TypeKind::Text);
        QCOMPARE(schema.types[schema.decls[1].members[2].type].bits, std::uint16_t{8});
    }

    void aCommentAboveOrBehindIsDocumentation()
    {
        const Analysis analysis
            = analyse("// Licence\n\n// First\n// second\nmodel A {\n  // not this\n\n  /* Above */\n  "
                      "bool a = 1; // behind\n  bool b = 2; /* b */ bool c = 3;\n}\nenum E {\n  "
                      "// x\n  X = 0, /// X\n  Y = 1 // last\n}\n");
        const std::vector<Decl>& decls = analysis.schema->decls;
        QCOMPARE(toQString(decls[0].doc), QStringLiteral("First\nsecond"));
        QCOMPARE(toQString(decls[0].members[0].doc), QStringLiteral("Above\nbehind"));
        QCOMPARE(toQString(decls[0].members[1].doc), QStringLiteral("b"));
        QCOMPARE(toQString(decls[0].members[2].doc), QString());
        QCOMPARE(toQString(decls[1].members[0].doc), QStringLiteral("x\nX"));
        QCOMPARE(toQString(decls[1].members[1].doc), QStringLiteral("last"));
    }

    void blockDocumentationLosesItsStars()
    {
        const Analysis analysis = analyse("/**\n * One.\n *\n *   two\n */\nmodel A { bool a = 1; }");
        QCOMPARE(toQString(analysis.schema->decls[0].doc), QStringLiteral("One.\n\n  two"));
    }

    void missingNamespaceOffersTheFilesName()
    {
        const auto title = [](const std::string& fileName) {
            const Analysis analysis = analyse("model A { bool a = 1; }", fileName);
            const Diagnostic& problem = analysis.diagnostics.front();
            return problem.fixes.empty() ? QString() : toQString(problem.fixes[0].title.text());
        };
        QCOMPARE(title("dir/My-Types.skit"), QStringLiteral("Insert `namespace my_types;`"));
        QCOMPARE(title("class.skit"), QString());
        QCOMPARE(title(""), QString());
    }

    void cppKeywordsAreTold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("keyword");
        for (const char* name : {"alignas", "xor_eq", "and", "char8_t", "co_yield", "consteval", "requires", "wchar_t"})
            QTest::newRow(name) << name << true;
        for (const char* name : {"final", "override", "import", "module", "And", "std", "uint32", "string", ""})
            QTest::newRow(name) << name << false;
    }
    void cppKeywordsAreTold()
    {
        QFETCH(QString, name);
        QTEST(serialkit::isCppKeyword(name.toStdString()), "keyword");
    }

    void styleOfNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const char* type, const char* value, const char* field) {
            QTest::newRow(name) << name << type << value << field;
        };
        row("userName", "UserName", "USER_NAME", "user_name");
        row("HTTPHost", "HTTPHost", "HTTP_HOST", "http_host");
        row("user_name", "UserName", "USER_NAME", "user_name");
        row("USER", "USER", "USER", "user");
        row("x1", "X1", "X1", "x1");
        row("_x", "X", "_X", "_x");
        row("_1", "_1", "_1", "_1");
    }
    void styleOfNames()
    {
        using serialkit::NameStyle;
        QFETCH(QString, name);
        const auto styled = [&](NameStyle style) { return toQString(serialkit::inStyle(name.toStdString(), style)); };
        QTEST(styled(NameStyle::TypeName), "type");
        QTEST(styled(NameStyle::ValueName), "value");
        QTEST(styled(NameStyle::FieldName), "field");
    }

    void renameTakesItsUsesAlongAndAvoidsTakenNames()
    {
        const Analysis analysis
            = analyse("namespace a; model user { bool a = 1; } model Holder { user u = 1; repeated user l = 2; }");
        QCOMPARE(codes(analysis.diagnostics), QStringList({"style"}));
        QCOMPARE(analysis.diagnostics[0].fixes[0].edits.size(), std::size_t{3});
        const Analysis taken = analyse("namespace a; model user { bool a = 1; } model User { user u = 1; }");
        QVERIFY(taken.diagnostics[0].fixes.empty());
    }

    void lowerGivesOneTypePerSoundModelInDeclaredOrder()
    {
        const Analysis analysis
            = analyse("namespace a; enum E { X = 0; } model B { A a = 1; } model A { E e = 1; } model Empty { }\n"
                      "model Broken { Nowhere n = 1; } model Holds { repeated Broken b = 1; }\n"
                      "enum Bad { Y = -1; } model Uses { optional Bad bad = 1; } model class { bool a = 1; }");
        QCOMPARE(typeNames(analysis), QStringList({"B", "A", "Empty", "class"}));
        QCOMPARE(analysis.schema->decls.size(), std::size_t{9});
        QCOMPARE(analysis.plan->framing, Framing::Delimited);
    }

    void fieldsHaveTheirFormsWrittenOneFirst_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("forms");
        const auto row = [](const char* field, const char* forms) { QTest::newRow(field) << field << forms; };
        row("uint32", "0:Value");
        row("optional int8", "0:Value");
        row("bool", "0:Value");
        row("E", "0:Value");
        row("float", "5:Value");
        row("double", "1:Value");
        row("bytes", "2:Value");
        row("N", "2:Value");
        row("repeated N", "2:Element");
        row("repeated bytes", "2:Element");
        row("string", "2:Value 6:TableIndex(warning interned-unexpected)");
        row("repeated string", "2:Element 6:TableIndex(warning interned-unexpected)");
        row("interned string", "6:TableIndex 2:Value(note interned-inline)");
        row("repeated interned string", "6:TableIndex 2:Element(note interned-inline)");
        row("repeated uint32", "0:Element 3:Run(warning packed-unexpected)");
        row("repeated double", "1:Element 3:Run(warning packed-unexpected)");
        row("repeated E", "0:Element 3:Run(warning packed-unexpected)");
        row("repeated bool", "0:Element 3:Run(warning packed-unexpected) 7:BitRun(warning bitmap-unexpected)");
        row("packed repeated float",
            "3:Run 2:Run(warning packed-as-length-delimited) 5:Element(warning packed-as-elements)");
        row("packed repeated bool",
            "3:Run 2:Run(warning packed-as-length-delimited) 0:Element(warning packed-as-elements) "
            "7:BitRun(warning bitmap-unexpected)");
        row("bitmap repeated bool",
            "7:BitRun 2:BitRun(warning bitmap-as-length-delimited) "
            "0:Element(warning bitmap-as-elements) 3:Run(warning packed-unexpected)");
    }
    void fieldsHaveTheirFormsWrittenOneFirst()
    {
        QFETCH(QString, field);
        QTEST(formsOf(field.toStdString()), "forms");
    }

    void nodesSayRangeAndCoding()
    {
        const Analysis analysis
            = analyse("namespace a; model M { int8 a = 1; int64 b = 2; uint16 c = 3; uint64 d = 4; bool e = 5; "
                      "byte f = 6; float g = 7; string h = 8; E i = 9; } enum E { X = 7; Y = 3; }");
        const Plan& plan = *analysis.plan;
        const auto node = [&](std::uint32_t member) { return plan.nodes[slotOf(analysis, member).node]; };
        QCOMPARE(node(0).coding, VarintCoding::SignExtended);
        QCOMPARE(static_cast<std::int64_t>(node(0).lowest), std::int64_t{-128});
        QCOMPARE(node(0).highest, std::uint64_t{127});
        QCOMPARE(static_cast<std::int64_t>(node(1).lowest), INT64_MIN);
        QCOMPARE(node(1).highest, static_cast<std::uint64_t>(INT64_MAX));
        QCOMPARE(node(1).maxBits, std::uint64_t{80});
        QCOMPARE(node(2).highest, std::uint64_t{65535});
        QCOMPARE(node(2).maxBits, std::uint64_t{24});
        QCOMPARE(node(3).highest, UINT64_MAX);
        QCOMPARE(node(3).maxBits, std::uint64_t{80});
        QCOMPARE(node(4).meaning, Meaning::Bool);
        QCOMPARE(node(5).highest, std::uint64_t{255});
        QCOMPARE(node(6).op, Op::Fixed);
        QCOMPARE(node(7).op, Op::Content);
        const EnumTable& table = plan.enums[node(8).detail];
        QCOMPARE(table.numbers, (std::vector<std::uint64_t>{3, 7}));
        QCOMPARE(toQString(plan.text(table.labels[0])), QStringLiteral("Y"));
    }

    void slotsSayWhenTheyAreThere()
    {
        const Analysis analysis
            = analyse("namespace a; model M { int8 a = 3; optional int8 b = 2; repeated M c = 536870911; }");
        QCOMPARE(slotOf(analysis, 0).occurs, Occurs::Always);
        QCOMPARE(slotOf(analysis, 0).missing, Missing::Error);
        QCOMPARE(slotOf(analysis, 0).number, 3u);
        QCOMPARE(slotOf(analysis, 1).occurs, Occurs::Optional);
        QCOMPARE(slotOf(analysis, 2).occurs, Occurs::Repeated);
        QCOMPARE(slotOf(analysis, 2).number, 536870911u);
        QCOMPARE(slotOf(analysis, 0).node, slotOf(analysis, 1).node);
        for (const Slot& slot : analysis.plan->slots)
            QVERIFY(analysis.plan->text(slot.rule).starts_with("serialkit/"));
    }

    void theDialectSkipsSevenWireTypes()
    {
        const TaggedDialect dialect = analyse("namespace a; model M { int8 a = 1; }").plan->dialect;
        const std::array<Skip, 8> expected{Skip::Varint, Skip::Fixed64, Skip::Length, Skip::Length,
                                           Skip::None,   Skip::Fixed32, Skip::Varint, Skip::Length};
        QVERIFY(dialect.skip == expected);
        QCOMPARE(dialect.tableWireType, std::uint8_t{6});
        QVERIFY(dialect.guessInlineText && !dialect.ascending && !dialect.canonical);
    }

    void limitsAreTheCommonOnes()
    {
        const Limits limits = analyse("namespace a; model M { int8 a = 1; }").plan->limits;
        QCOMPARE(limits.messageBytes, 64ull << 20);
        QCOMPARE(limits.depth, 100u);
        QCOMPARE(limits.stringBytes, 10ull << 20);
    }

    void longChainsOfModelsStayLinear()
    {
        std::string text = "namespace a;\n";
        for (int i = 0; i < 50'000; ++i)
            text += "model S" + std::to_string(i) + " { S" + std::to_string(i + 1) + " s = 1; }\n";
        const Analysis open = analyse(text + "model S50000 { bool a = 1; }");
        QVERIFY(open.diagnostics.empty());
        QCOMPARE(codes(analyse(text + "model S50000 { S0 a = 1; }").diagnostics), QStringList({"infinite-size"}));
    }

    void textThatIsNotUtf8IsReportedOnceAndKeptOutOfNames()
    {
        const Analysis analysis = analyse("// \xFF\nmodel A { \xC3 a = 1; bool \xFE = 2; }");
        QCOMPARE(analysis.diagnostics.front().code, std::string_view("syntax"));
        QCOMPARE(analysis.diagnostics.front().place.first, 3ull);
        for (const Diagnostic& problem : analysis.diagnostics)
            QVERIFY(isValidUtf8(asBytes(problem.message.text())));
        for (const Decl& decl : analysis.schema->decls) {
            QVERIFY(isValidUtf8(asBytes(decl.doc)));
            for (const Member& member : decl.members) {
                QVERIFY(isValidUtf8(asBytes(member.name)));
                QVERIFY(isValidUtf8(asBytes(analysis.schema->types[member.type].spelling)));
            }
        }
    }

    void hostileTextsEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto repeat = [](const char* piece, int times) { return QByteArray(piece).repeated(times); };
        QTest::newRow("[[[[") << "model A { " + repeat("[", 300'000);
        QTest::newRow("{{{{") << repeat("{", 300'000);
        QTest::newRow("}}}}") << repeat("}", 300'000);
        QTest::newRow("model A {model A {") << repeat("model A {\n", 60'000);
        QTest::newRow("model A { and closed") << repeat("model A {\n", 60'000) + repeat("}", 60'000);
        QTest::newRow("x({x({") << repeat("x ( {\n", 60'000) + repeat("}", 60'000);
        QTest::newRow("service {service {") << repeat("service A {\n", 60'000) + repeat("}", 60'000);
        QTest::newRow("<<<<") << "model A" + repeat("<", 300'000);
        QTest::newRow("list<list<") << "model A { " + repeat("list<", 100'000);
        QTest::newRow("((((") << "model A { " + repeat("(", 300'000);
        QTest::newRow("/*/*/*") << repeat("/*", 300'000);
        QTest::newRow("model model") << repeat("model ", 100'000);
        QTest::newRow("packed packed") << "model A { " + repeat("packed ", 100'000);
        QTest::newRow("a a a a") << "model A { " + repeat("a ", 200'000);
        QTest::newRow("a=a=a=") << "model A { " + repeat("a=", 200'000);
        QTest::newRow("a:a:a:") << "model A { " + repeat("a:", 200'000);
        QTest::newRow("a.a.a.") << "model A { " + repeat("a.", 200'000);
        QTest::newRow("namespace a.a.a.") << "namespace " + repeat("a.", 200'000);
        QTest::newRow("namespace namespace") << repeat("namespace a;", 60'000);
        QTest::newRow("comments without end") << "model A { bool a = 1; " + repeat("// x\n", 200'000);
        QTest::newRow("one long name") << "model " + repeat("a", 2'000'000) + " { bool a = 1; }";
        QTest::newRow("one long number") << "model A { bool a = " + repeat("1", 2'000'000) + "; }";
        QTest::newRow("same field again and again") << "model A { " + repeat("bool x = 1; ", 50'000) + "}";
        QTest::newRow("same model again and again") << repeat("model class { class a = 1; }\n", 30'000);
        QTest::newRow("fields without numbers") << "model A { " + repeat("bool x; ", 50'000) + "}";
        QTest::newRow("unknown types") << "model A { " + repeat("Abcdefgh x = 1; ", 50'000) + "}"
                + repeat("model Abcdefgg{}", 20'000);
        QTest::newRow("a-b-c") << "model A { " + repeat("a-", 200'000);
        QTest::newRow("@@@@") << "model A { " + repeat("@a ", 100'000);
        QTest::newRow("####") << repeat("#", 200'000);
        QTest::newRow("zeros") << QByteArray(300'000, '\0');
        QTest::newRow("high bytes") << QByteArray(300'000, '\xFF');
    }
    void hostileTextsEnd()
    {
        QFETCH(QByteArray, text);
        const Analysis analysis = analyse(text.toStdString());
        QVERIFY(!analysis.diagnostics.empty());
        QVERIFY(analysis.diagnostics.size() <= 10'001);
        const LanguageService& language = serialkitFormat().language();
        const std::string_view view = analysis.source->text;
        QVERIFY(language.tokens(view).size() <= view.size());
        language.folds(view);
        language.outline(analysis);
        language.complete(analysis, static_cast<std::uint32_t>(view.size()));
        language.hover(analysis, static_cast<std::uint32_t>(view.size() / 2));
        serialkitFormat().compare(analysis, analysis);
        serialkitFormat().formatText(*analysis.source);
    }

    void samplesCutOffAnywhereStayWhole_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/serialkit"));
        for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.skit")}, QDir::Files))
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
    void samplesCutOffAnywhereStayWhole()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().toStdString();
        QVERIFY(!hasErrors(analyse(text).diagnostics));
        for (std::size_t length = 0; length < text.size(); ++length) {
            const Analysis analysis = analyse(text.substr(0, length));
            for (const Diagnostic& problem : analysis.diagnostics)
                QVERIFY(problem.place.first + problem.place.count <= length);
            for (const Decl& decl : analysis.schema->decls)
                QVERIFY(decl.range.begin <= decl.range.end && decl.range.end <= length);
            const auto once = serialkitFormat().formatText(*analysis.source);
            QVERIFY(!once || layOut(*once) == once);
            serialkitFormat().language().complete(analysis, static_cast<std::uint32_t>(length));
            serialkitFormat().language().hover(analysis, static_cast<std::uint32_t>(length));
        }
    }

    void recognisedByNameThenByContent()
    {
        QCOMPARE(recogniseFormat("a/b/Types.SKIT", "v=0"), &serialkitFormat());
        QCOMPARE(recogniseFormat("unknown.txt", "// x\nnamespace a;\nmodel A { packed repeated uint32 a = 1; }"),
                 &serialkitFormat());
        QVERIFY(recogniseFormat("x.proto", "message A { string name = 1; }") != &serialkitFormat());
        QVERIFY(recogniseFormat("", "struct A { a: u8 }") != &serialkitFormat());
        QVERIFY(recogniseFormat("", "") != &serialkitFormat());
        QCOMPARE(findFormat("serialkit"), &serialkitFormat());
    }

    void everyCodeHasWholeHelp()
    {
        for (const CodeHelp& help : serialkitFormat().codes()) {
            QCOMPARE(findCodeHelp(help.code, &serialkitFormat()), &help);
            QVERIFY2(!help.meaning.empty() && !help.remedy.empty(), help.code.data());
        }
        for (const char* code : {"string-index",
                                 "string-table-position",
                                 "interned-without-table",
                                 "interned-inline",
                                 "packed-as-length-delimited",
                                 "packed-as-elements",
                                 "packed-unexpected",
                                 "bitmap-unexpected",
                                 "interned-unexpected",
                                 "bitmap-as-length-delimited",
                                 "bitmap-as-elements",
                                 "bitmap-length",
                                 "bad-wire-type",
                                 "wire-type-mismatch",
                                 "bad-field-number",
                                 "duplicate-field",
                                 "missing-field",
                                 "unknown-field",
                                 "varint-overflow",
                                 "non-canonical-varint",
                                 "duplicate-field-number",
                                 "field-number-range",
                                 "field-number-reserved",
                                 "enum-number-range",
                                 "empty-enum",
                                 "duplicate-enum-value",
                                 "duplicate-enum-number"})
            QVERIFY2(findCodeHelp(code, &serialkitFormat()), code);
    }

    void examplesOfTheHelpProvokeTheirCode()
    {
        for (const CodeHelp& help : serialkitFormat().codes()) {
            const std::string example(help.example);
            if (example.find("model ") != std::string::npos)
                QVERIFY2(codes(analyse(example).diagnostics).contains(toQString(help.code)), help.code.data());
        }
    }
};

QTEST_GUILESS_MAIN(SerialkitSchemaTest)
#include "serialkit_schema_test.moc"
