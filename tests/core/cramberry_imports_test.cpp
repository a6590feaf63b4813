// SPDX-License-Identifier: MIT
#include "cramberry_support.h"

#include <QTest>

using namespace cramberrytest;

namespace {

QStringList typeNames(const Analysis& analysis)
{
    QStringList names;
    for (const PlanType& type : analysis.plan->types)
        names << toQString(type.name);
    return names;
}

} // namespace

/// Spec cramberry.md, *Schema language*: `import`.
class CramberryImportsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typesAreNamedByAliasPackageOrBare()
    {
        const Files files{{"b.cramberry", "package x.y; type B { @field(1) a: int8; }"}};
        const Analysis analysis
            = analyse("import \"b.cramberry\" as q;\ntype A { a: q.B; b: x.y.B; c: B; d: []q.B?; }", files);
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(typeNames(analysis), QStringList({"A", "B"}));
        QCOMPARE(problems(analyse("import \"b.cramberry\" as q;\ntype A { a: y.B; b: q.x.y.B; c: z.B; }", files)),
                 QStringList({"unknown-type y.B", "unknown-type q.x.y.B", "unknown-type z.B"}));
    }

    void ownPackageIsAPrefix()
    {
        QCOMPARE(problems(analyse("package a.b;\ntype A { x: a.b.B; }\ntype B { }")), QStringList());
    }

    void ownTypesGoBeforeImportedOnes()
    {
        const Analysis analysis = analyse("import \"b.cramberry\";\ntype B { }\ntype A { x: B; }",
                                          {{"b.cramberry", "package p; type B { @field(1) a: int8; }"}});
        QCOMPARE(problems(analysis), QStringList());
        const TypeExpr& type = analysis.schema->types[findDecl(analysis, "A")->members[0].type];
        QCOMPARE(analysis.schema->decls[type.decl].range.file, 0u);
        // A name that two packages have is shown with its package.
        QCOMPARE(typeNames(analysis), QStringList({"B", "A", "p.B"}));
    }

    void bareNamesOfTwoFilesAreAmbiguous()
    {
        const Files files{{"b.cramberry", "package p; type T { }"}, {"c.cramberry", "package q; type T { }"}};
        const Analysis analysis
            = analyse("import \"b.cramberry\";\nimport \"c.cramberry\";\ntype A { x: T; y: p.T; z: q.T; }", files);
        QCOMPARE(problems(analysis), QStringList({"unknown-type T"}));
        QCOMPARE(analysis.diagnostics[0].related.size() + analysis.diagnostics[1].related.size(), std::size_t{2});
    }

    void importsOfImportsAreNotVisible()
    {
        const Files files{{"b.cramberry", "package p; import \"c.cramberry\"; type B { @field(1) c: C; }"},
                          {"c.cramberry", "package q; type C { }"}};
        const Analysis analysis = analyse("import \"b.cramberry\";\ntype A { x: B; y: C; }", files);
        QCOMPARE(problems(analysis), QStringList({"unknown-type C"}));
        QCOMPARE(analysis.imported.size(), std::size_t{2});
        QCOMPARE(typeNames(analysis), QStringList({"B", "C"}));
    }

    void problemsOfImportedFilesCarryTheFile()
    {
        const Files files{{"b.cramberry", "package p;\ntype B { @field(1) x: Nothing; }"}};
        const Analysis analysis = analyse("import \"b.cramberry\";\ntype A { @field(1) y: Missing; }", files);
        QCOMPARE(problems(analysis), QStringList({"unknown-type Missing", "unknown-type Nothing #1"}));
        QCOMPARE(analysis.imported[0]->name, std::string("b.cramberry"));
    }

    void missingFilesAreReported()
    {
        QCOMPARE(problems(analyse("import \"nowhere.cramberry\" as n;\ntype A { }")),
                 QStringList({"import-not-found \"nowhere.cramberry\""}));
    }

    void cyclesAreReported()
    {
        const Files files{{"a.cramberry", "package a; import \"b.cramberry\"; type A { @field(1) b: B; }"},
                          {"b.cramberry", "package b; import \"a.cramberry\"; type B { @field(1) a: A?; }"}};
        QCOMPARE(problems(analyse("import \"a.cramberry\";", files)), QStringList({"import-cycle \"a.cramberry\" #2"}));
        // The text asked about may be one of the files.
        QCOMPARE(problems(analyse(files.at("a.cramberry"), files)), QStringList({"import-cycle \"a.cramberry\" #1"}));
        const std::string self = "import \"self.cramberry\";\ntype A { }";
        QCOMPARE(problems(analyse(self, {{"self.cramberry", self}})), QStringList({"import-cycle \"self.cramberry\""}));
    }

    void theTextAskedAboutIsKnownByItsPath()
    {
        auto source = std::make_shared<SchemaSource>();
        source->name = "./top/main.cramberry";
        source->text = "import \"b.cramberry\";\ntype A { @field(1) b: B?; }";
        source->imports = [&](std::string_view path, std::string_view) -> std::optional<ImportedText> {
            if (path == "b.cramberry")
                return ImportedText{"top/b.cramberry", "import \"main.cramberry\";\ntype B { @field(1) a: A?; }"};
            return ImportedText{"top/main.cramberry", source->text + "\n"};
        };
        QCOMPARE(problems(cramberryFormat().analyse(source)), QStringList({"import-cycle \"main.cramberry\" #1"}));
    }

    void oneFileOnTwoWaysIsOne()
    {
        const Files files{{"b.cramberry", "package b; import \"d.cramberry\"; type B { @field(1) d: D; }"},
                          {"c.cramberry", "package c; import \"d.cramberry\"; type C { @field(1) d: D; }"},
                          {"d.cramberry", "package d; type D { }"}};
        const Analysis analysis
            = analyse("import \"b.cramberry\";\nimport \"c.cramberry\";\ntype A { x: B; y: C; }", files);
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(analysis.imported.size(), std::size_t{3});
    }

    void importedPathsAreRelativeToTheirFile()
    {
        auto source = std::make_shared<SchemaSource>();
        source->name = "top/main.cramberry";
        source->text = "import \"sub/b.cramberry\";\ntype A { @field(1) b: B; }";
        QStringList asked;
        source->imports = [&](std::string_view path, std::string_view from) -> std::optional<ImportedText> {
            asked << toQString(from) + QStringLiteral(" > ") + toQString(path);
            if (path == "sub/b.cramberry")
                return ImportedText{"top/sub/b.cramberry", "import \"c.cramberry\";\ntype B { @field(1) c: C; }"};
            return ImportedText{"top/sub/c.cramberry", "type C { }"};
        };
        const Analysis analysis = cramberryFormat().analyse(source);
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(asked, QStringList({"top/main.cramberry > sub/b.cramberry", "top/sub/b.cramberry > c.cramberry"}));
    }

    void librariesAreBuiltIn()
    {
        const Analysis analysis = analyse("import \"cramberry/stdlib.cramberry\" as std;\n"
                                          "import \"google/protobuf/timestamp.cramberry\";\n"
                                          "type A { a: std.Timestamp; b: google.protobuf.Timestamp; c: std.Empty;\n"
                                          "d: cramberry.stdlib.UInt64Value?; e: Any; f: StringValue; g: Duration; }");
        QCOMPARE(problems(analysis), QStringList());
        for (const char* name : {"BoolValue", "Int32Value", "Int64Value", "UInt32Value", "UInt64Value", "FloatValue",
                                 "DoubleValue", "StringValue", "BytesValue", "Empty", "Any", "Duration"})
            QVERIFY2(analysis.plan->findType(std::string("cramberry.stdlib.") + name), name);
    }

    void filesOfOnePackageShareTheirNames()
    {
        const Files files{{"b.cramberry", "package p; type T { }"}};
        QCOMPARE(problems(analyse("package p;\nimport \"b.cramberry\";\ntype T { }", files)),
                 QStringList({"duplicate-declaration T"}));
    }

    void aliasesAreUnique()
    {
        QCOMPARE(problems(analyse("import \"cramberry/stdlib.cramberry\" as a;\n"
                                  "import \"google/protobuf/timestamp.cramberry\" as a;")),
                 QStringList({"duplicate-declaration a"}));
    }

    void basesInterfacesAndEnumsMayBeImported()
    {
        const Files files{
            {"b.cramberry", "package p; type B { @field(1) x: int8; }\ninterface I { }\nenum E { X; Y; }"}};
        const Analysis analysis = analyse("import \"b.cramberry\" as q;\n@implements(q.I) type A extends q.B {\n"
                                          "@field(2) e: q.E = q.E.Y;\n@field(3) f: E = Y;\n@field(4) i: p.I; }",
                                          files);
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(findDecl(analysis, "A")->members.size(), std::size_t{4});
        QCOMPARE(findDecl(analysis, "A")->interfaces.size(), std::size_t{1});
    }

    void manyFilesAreBounded()
    {
        auto source = std::make_shared<SchemaSource>();
        source->text = "import \"0\";";
        source->imports = [](std::string_view path, std::string_view) -> std::optional<ImportedText> {
            const std::string next = std::to_string(std::stoi(std::string(path)) + 1);
            return ImportedText{std::string(path), "import \"" + next + "\";"};
        };
        const Analysis analysis = cramberryFormat().analyse(source);
        QCOMPARE(analysis.diagnostics.size(), std::size_t{1});
        QCOMPARE(analysis.diagnostics[0].code, std::string_view("limit-total"));
    }
};

QTEST_APPLESS_MAIN(CramberryImportsTest)
#include "cramberry_imports_test.moc"
