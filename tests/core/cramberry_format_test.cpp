// SPDX-License-Identifier: MIT
#include "cramberry_support.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <rapidcheck.h>

using namespace cramberrytest;

namespace {

std::optional<std::string> layOut(std::string text)
{
    SchemaSource source;
    source.text = std::move(text);
    return cramberryFormat().formatText(source);
}

std::string laidOut(std::string text)
{
    return layOut(std::move(text)).value_or("(refused)");
}

std::string meaningOf(const std::vector<Attribute>& attributes)
{
    std::string result;
    for (const Attribute& attribute : attributes) {
        result += " @" + attribute.name;
        for (const Literal& value : attribute.values) {
            const auto* text = std::get_if<std::string>(&value);
            result += "," + (text ? *text : std::to_string(value.index()));
        }
        for (const std::string& key : attribute.keys)
            result += "." + key;
    }
    return result;
}

/// What a schema says, without places.
std::string meaning(const Analysis& analysis)
{
    const Schema& schema = *analysis.schema;
    std::string result = schema.package + " doc(" + schema.doc + ")\n";
    for (const Decl& decl : schema.decls) {
        result += std::to_string(static_cast<int>(decl.kind)) + decl.name + " doc(" + decl.doc + ")"
            + meaningOf(decl.attributes) + "\n";
        for (const Member& member : decl.members)
            result += "  " + member.name + ": "
                + (member.type == kNoIndex ? std::string() : schema.types[member.type].spelling) + " = "
                + std::to_string(member.number) + " doc(" + member.doc + ")" + meaningOf(member.attributes) + "\n";
    }
    return result;
}

/// The comments of a text in order, without the blanks at the ends of their lines and before their stars.
QStringList comments(const std::string& text)
{
    static const QRegularExpression blanks(QStringLiteral("[ \\t]+(?=\\r?\\n|$)|(?<=\\n)[ \\t]+(?=\\*)"));
    QStringList result;
    for (const Token& token : cramberryFormat().language().tokens(text)) {
        if (token.kind == TokenKind::Comment || token.kind == TokenKind::DocComment)
            result << toQString(std::string_view(text).substr(token.begin, token.end - token.begin)).remove(blanks);
    }
    return result;
}

QStringList codes(const Analysis& analysis)
{
    QStringList result;
    for (const Diagnostic& problem : analysis.diagnostics)
        result << toQString(problem.code);
    return result;
}

/// A schema text with random declarations, layout and comments in all places a comment may be.
class TextMaker {
public:
    std::string make()
    {
        if (*rc::gen::arbitrary<bool>()) {
            for (const char* token : {"package ", "a", ".", "b", ";"})
                add(token);
        }
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            for (const char* token : {"import ", "\"cramberry/stdlib.cramberry\" ", "as ", "s", ";"})
                add(token);
        }
        const int decls = *rc::gen::inRange(0, 5);
        for (int i = 0; i < decls; ++i)
            addDecl(i);
        addBlank();
        return m_text;
    }

private:
    void addBlank()
    {
        static const char* const pieces[] = {" ",
                                             "\n",
                                             "\n\n",
                                             "  \t",
                                             "\n // comment\n",
                                             " // a = b; }\n",
                                             "\n/// doc\n",
                                             "/* in */",
                                             "\n/* lead */",
                                             "\n\n\n\n",
                                             "\r\n",
                                             "\n/* a\n    * b */\n",
                                             " /* { */ ",
                                             "\n/** @x(\n */",
                                             " /** d */ ",
                                             "\n  /** a\n * b\n      */\n"};
        for (int count = *rc::gen::inRange(0, 2); count > 0; --count)
            m_text += pieces[*rc::gen::inRange<std::size_t>(0, std::size(pieces))];
    }

    void add(const std::string& token)
    {
        addBlank();
        m_text += token;
    }

    void addAll(std::initializer_list<const char*> tokens)
    {
        for (const char* token : tokens)
            add(token);
    }

    void addDecl(int index)
    {
        const std::string name = "T" + std::to_string(index) + " ";
        if (*rc::gen::arbitrary<bool>())
            addAll({"@", "doc", "(", "\"a ; { }\"", ")"});
        if (*rc::gen::arbitrary<bool>())
            addAll({"@", "deprecated "});
        const int kind = *rc::gen::inRange(0, 4);
        add(std::vector<std::string>{"type ", "enum ", "interface ", "service "}[static_cast<std::size_t>(kind)]);
        add(name);
        if (kind == 0 && *rc::gen::arbitrary<bool>())
            addAll({"<", "X", ",", "Y", ">"});
        add("{");
        for (int i = *rc::gen::inRange(kind == 1 ? 1 : 0, 4); i > 0; --i)
            addMember(kind, "m" + std::to_string(i) + " ");
        add("}");
    }

    void addMember(int kind, const std::string& name)
    {
        if (*rc::gen::arbitrary<bool>())
            addAll({"@", "doc", "(", "\"m\"", ")"});
        if (kind == 0)
            addField(name);
        else if (kind == 1)
            add(name);
        else if (kind == 2)
            add(name), addAll({"(", "a", ":", "int8", ",", "string", ")", ":", "error"});
        else
            add("rpc "), add(name), addAll({"(", "stream ", "[", "]", "int8", ")", ":", "string"});
        add(";");
    }

    void addField(const std::string& name)
    {
        if (*rc::gen::arbitrary<bool>())
            addAll({"@", "required "});
        add(name);
        add(":");
        switch (*rc::gen::inRange(0, 5)) {
        case 0:
            addAll({"map", "<", "string", ",", "[", "3", "]", "bytes", ">", "?"});
            break;
        case 1:
            addAll({"[", "]", "[", "]", "s", ".", "Empty"});
            break;
        case 2:
            addAll({"int8", "=", "-", "5"});
            break;
        case 3:
            addAll({"[", "]", "int8", "=", "[", "1", ",", "2", "]"});
            break;
        default:
            addAll({"map", "<", "int8", ",", "bool", ">", "=", "{", "}"});
            break;
        }
    }

    std::string m_text;
};

} // namespace

/// A formatter that keeps comments and blank lines.
class CramberryFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalLayout()
    {
        QCOMPARE(
            toQString(laidOut("package a . b ;import \"x\" as  y;import \"z\";@typeid( 128 )@implements( I ,J )type A "
                              "< T , U >extends "
                              "B<T>{@field(1)@oneof x:map < string,[ ]T > ? ;y:[3 ]int8=[1 , - 2];\n\n\n\n z:E=E . "
                              "ON;m:map<int8,y.Z>={ };}enum E{A=0;B;}interface I{f(a:int8,b:[]T):error;g( );}service "
                              "S{rpc F( stream A):stream "
                              "[]B;}type N{ }")),
            QStringLiteral("package a.b;\n\nimport \"x\" as y;\nimport \"z\";\n\n@typeid(128)\n@implements(I, J)\n"
                           "type A<T, U> extends B<T> {\n    @field(1) @oneof x: map<string, []T>?;\n"
                           "    y: [3]int8 = [1, -2];\n\n\n    z: E = E.ON;\n    m: map<int8, y.Z> = {};\n}\n\nenum E "
                           "{\n    A = 0;\n    B;\n}\n\ninterface I {\n    f(a: int8, b: []T): error;\n    g();\n}\n\n"
                           "service S {\n    rpc F(stream A): stream []B;\n}\n\ntype N {}\n"));
    }

    void commentsAndBlankLinesStay()
    {
        const std::string text = "// Head\n"
                                 "\n"
                                 "package a; // where\n"
                                 "\n"
                                 "// Imports\n"
                                 "import \"x\"; // x\n"
                                 "import \"y\";\n"
                                 "\n"
                                 "// What it is.\n"
                                 "/** Doc\n"
                                 " * of A */\n"
                                 "@typeid(128) // fixed\n"
                                 "type A { // behind the brace\n"
                                 "    @field(1) x: int8; // behind x\n"
                                 "\n"
                                 "    // A section of its own\n"
                                 "\n"
                                 "    /// Field\n"
                                 "    @doc(\"A long text\")\n"
                                 "    @field(2) y: int8; /* behind y */\n"
                                 "    /* in front */ @field(3) z /* inside */: int8 = 3;\n"
                                 "    // last\n"
                                 "} // behind A\n"
                                 "\n"
                                 "\n"
                                 "// before B\n"
                                 "enum B {\n"
                                 "    X = 0; // x\n"
                                 "    /**\n"
                                 "     * More lines.\n"
                                 "     */\n"
                                 "    Y = 1;\n"
                                 "}\n"
                                 "\n"
                                 "// end\n";
        QCOMPARE(toQString(laidOut(text)), toQString(text));
    }

    void starsComeUnderEachOther()
    {
        QCOMPARE(
            toQString(laidOut("type A {\n/**\n* a\n       *  b\n */\nx: int8;\n  /* free\n  text */\ny: int8; }")),
            QStringLiteral("type A {\n    /**\n     * a\n     *  b\n     */\n    x: int8;\n    /* free\n  text */\n"
                           "    y: int8;\n}\n"));
    }

    void importsStandTogether()
    {
        QCOMPARE(toQString(laidOut("import \"a\";\n\nimport \"b\";\n// About A\ntype A { }")),
                 QStringLiteral("import \"a\";\n\nimport \"b\";\n\n// About A\ntype A {}\n"));
    }

    void lineEndAndByteOrderMarkAreKept()
    {
        QCOMPARE(laidOut("\xEF\xBB\xBFtype A {a:int8;}\r\n\r\ntype B{b:int8;}"),
                 std::string("\xEF\xBB\xBFtype A {\r\n    a: int8;\r\n}\r\n\r\ntype B {\r\n    b: int8;\r\n}\r\n"));
        QCOMPARE(laidOut(""), std::string());
        QCOMPARE(laidOut("\n\n"), std::string());
    }

    void whatCannotBeParsedIsRefused()
    {
        for (const char* text : {"type", "type A { x: int8;", "type A { x: int8 }", "message M { }", "/* x",
                                 "type a-b { x: int8; }", "type A { x: int8 @required; }", "@doc(\"x\") package a;"})
            QVERIFY2(!layOut(text).has_value(), text);
    }

    void errorsOfMeaningAreNoReasonToRefuse()
    {
        QCOMPARE(toQString(laidOut("type A{@field(0)x:Nowhere;@zzz x:int8?=1;}enum E{}")),
                 QStringLiteral("type A {\n    @field(0) x: Nowhere;\n    @zzz x: int8? = 1;\n}\n\nenum E {}\n"));
    }

    void samplesAreInCanonicalLayout_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/cramberry"));
        for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.cramberry")}, QDir::Files))
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
    void samplesAreInCanonicalLayout()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().toStdString();
        QCOMPARE(toQString(laidOut(text)), toQString(text));
    }

    void examplesInDocumentsAreInCanonicalLayout()
    {
        QFile file(QStringLiteral(WIREBENCH_SOURCE_DIR "/docs/formats/cramberry.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression block(QStringLiteral("```\\n(package .*?)```"),
                                              QRegularExpression::DotMatchesEverythingOption);
        auto blocks = block.globalMatch(QString::fromUtf8(file.readAll()));
        QVERIFY(blocks.hasNext());
        while (blocks.hasNext()) {
            const QString text = blocks.next().captured(1);
            const std::optional<std::string> result = layOut(text.toStdString());
            QVERIFY2(result.has_value(), qPrintable(text));
            QCOMPARE(layOut(*result), result);
        }
    }

    void printingAndReadingBackChangesNothing()
    {
        const bool holds = rc::check("formatter", [] {
            const std::string text = TextMaker().make();
            const std::optional<std::string> once = layOut(text);
            RC_LOG() << text << "\n=====\n" << once.value_or("(refused)");
            RC_ASSERT(once.has_value());
            RC_ASSERT(layOut(*once) == once);
            RC_ASSERT(meaning(analyse(*once)) == meaning(analyse(text)));
            RC_ASSERT(comments(*once) == comments(text));
            RC_ASSERT(codes(analyse(*once)) == codes(analyse(text)));
        });
        QVERIFY(holds);
    }
};

QTEST_GUILESS_MAIN(CramberryFormatTest)
#include "cramberry_format_test.moc"
