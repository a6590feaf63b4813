// SPDX-License-Identifier: MIT
#include "tests/core/serialkit_support.h"

#include <QDir>
#include <QTest>

#include <rapidcheck.h>

using namespace skittest;

namespace {

std::string laidOut(std::string text)
{
    return layOut(std::move(text)).value_or("(refused)");
}

std::string meaningOf(const Schema& schema, const Member& member)
{
    std::string result = "  ";
    for (const Attribute& modifier : member.attributes)
        result += modifier.name + " ";
    if (member.type != kNoIndex)
        result += schema.types[member.type].spelling + " ";
    return result + member.name + " = " + std::to_string(member.number) + " doc(" + member.doc + ")\n";
}

/// What a schema says, without places: kinds, names, documentation, types, numbers.
std::string meaning(const Schema& schema)
{
    std::string result = schema.package + "\n";
    for (const Decl& decl : schema.decls) {
        result += (decl.kind == DeclKind::Enum ? "enum " : "model ") + decl.name + " doc(" + decl.doc + ")\n";
        for (const Member& member : decl.members)
            result += meaningOf(schema, member);
    }
    return result;
}

/// The comments of a text in order, trimmed at their ends.
QStringList comments(const std::string& text)
{
    QStringList result;
    for (const Token& token : serialkitFormat().language().tokens(text)) {
        if (token.kind == TokenKind::Comment || token.kind == TokenKind::DocComment) {
            QString comment = toQString(std::string_view(text).substr(token.begin, token.end - token.begin));
            while (comment.endsWith(QLatin1Char(' ')) || comment.endsWith(QLatin1Char('\t')))
                comment.chop(1);
            result << comment;
        }
    }
    return result;
}

/// A schema text with random declarations, layout and comments in all places a comment may be.
class TextMaker {
public:
    std::string make()
    {
        if (*rc::gen::arbitrary<bool>()) {
            addWord("namespace");
            addWord("a");
            add(".");
            addWord("b");
            add(";");
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
        static const char* const pieces[]
            = {" ",        "\n",           "\n\n",     "  \t", "\n // comment\n",   " // a = b; }\n", "\n/// doc\n",
               "/* in */", "\n/* lead */", "\n\n\n\n", "\r\n", "\n/* a\n * b */\n", " /* { */ ",      "\n//! {\n"};
        const int count = *rc::gen::inRange(0, 3);
        for (int i = 0; i < count; ++i)
            m_text += pieces[*rc::gen::inRange<std::size_t>(0, std::size(pieces))];
    }

    void add(const std::string& token)
    {
        addBlank();
        m_text += token;
    }

    void addWord(const std::string& word)
    {
        m_text += ' ';
        add(word);
    }

    void addDecl(int index)
    {
        const bool isEnum = *rc::gen::arbitrary<bool>();
        addWord(isEnum ? "enum" : "model");
        addWord("T" + std::to_string(index));
        add("{");
        const int members = *rc::gen::inRange(isEnum ? 1 : 0, 5);
        for (int i = 0; i < members; ++i)
            isEnum ? addValue(i, i + 1 == members) : addField(i);
        add("}");
    }

    void addValue(int index, bool last)
    {
        addWord("V" + std::to_string(index));
        add("=");
        add(std::to_string(index));
        if (!last || *rc::gen::arbitrary<bool>())
            add(*rc::gen::element<std::string>(",", ";"));
    }

    void addField(int index)
    {
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            addWord("optional");
            break;
        case 1:
            addWord("packed");
            addWord("repeated");
            break;
        default:
            break;
        }
        addWord(*rc::gen::element<std::string>("uint32", "double", "bool"));
        addWord("f" + std::to_string(index));
        add("=");
        add(std::to_string(index + 1));
        add(";");
    }

    std::string m_text;
};

} // namespace

/// A formatter that keeps comments and blank lines.
class SerialkitFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalLayout()
    {
        QCOMPARE(
            toQString(laidOut("namespace a . b ;enum E{A=0,B = 1}model  M{uint32   a=1;packed repeated\n"
                              "E b =2 ;\n\n\n\n  bitmap repeated bool c=3;}model N{ }")),
            QStringLiteral("namespace a.b;\n\nenum E {\n    A = 0,\n    B = 1,\n}\n\nmodel M {\n    uint32 a = 1;\n"
                           "    packed repeated E b = 2;\n\n\n    bitmap repeated bool c = 3;\n}\n\nmodel N {}\n"));
    }

    void commentsAndBlankLinesStay()
    {
        const std::string text = "// Head\n"
                                 "\n"
                                 "namespace a; // where\n"
                                 "\n"
                                 "/* Doc\n"
                                 " * of A */\n"
                                 "model A { // behind the brace\n"
                                 "    uint32 a = 1; // behind a\n"
                                 "\n"
                                 "    // A section of its own\n"
                                 "\n"
                                 "    // Field\n"
                                 "    uint32 b = 2; /* behind b */\n"
                                 "    /* in front */ uint32 c /* inside */ = 3;\n"
                                 "    // last\n"
                                 "} // behind A\n"
                                 "\n"
                                 "\n"
                                 "// before B\n"
                                 "enum B {\n"
                                 "    X = 0, // x\n"
                                 "    Y = 1, // y\n"
                                 "}\n"
                                 "\n"
                                 "// end\n";
        QCOMPARE(toQString(laidOut(text)), toQString(text));
    }

    void theLastSeparatorOfAnEnumIsLikeTheOthers()
    {
        QCOMPARE(toQString(laidOut("enum E { A = 0 }")), QStringLiteral("enum E {\n    A = 0;\n}\n"));
        QCOMPARE(toQString(laidOut("enum E { A = 0, B = 1 // last\n}")),
                 QStringLiteral("enum E {\n    A = 0,\n    B = 1, // last\n}\n"));
    }

    void lineEndAndByteOrderMarkAreKept()
    {
        QCOMPARE(
            laidOut("\xEF\xBB\xBFmodel A {bool a=1;}\r\n\r\nmodel B{bool b=1;}"),
            std::string("\xEF\xBB\xBFmodel A {\r\n    bool a = 1;\r\n}\r\n\r\nmodel B {\r\n    bool b = 1;\r\n}\r\n"));
        QCOMPARE(laidOut(""), std::string());
        QCOMPARE(laidOut("\n\n"), std::string());
    }

    void whatCannotBeParsedIsRefused()
    {
        for (const char* text : {"model", "model A { uint32 a = 1;", "model A { uint32 a = 1 }", "message M { }",
                                 "/* x", "model a-b { uint32 a = 1; }", "enum E { A }"})
            QVERIFY2(!layOut(text).has_value(), text);
    }

    void errorsOfMeaningAreNoReasonToRefuse()
    {
        QCOMPARE(
            toQString(laidOut("model class{Nowhere a=-1;optional repeated bool a=0;}enum E{}")),
            QStringLiteral("model class {\n    Nowhere a = -1;\n    optional repeated bool a = 0;\n}\n\nenum E {}\n"));
    }

    void samplesAreInCanonicalLayout_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/serialkit"));
        for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.skit")}, QDir::Files))
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
    void samplesAreInCanonicalLayout()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().toStdString();
        QCOMPARE(laidOut(text), text);
    }

    void printingAndReadingBackChangesNothing()
    {
        const bool holds = rc::check("formatter", [] {
            const std::string text = TextMaker().make();
            const std::optional<std::string> once = layOut(text);
            RC_LOG() << text << "\n=====\n" << once.value_or("(refused)");
            RC_ASSERT(once.has_value());
            RC_ASSERT(layOut(*once) == once);
            RC_ASSERT(meaning(*analyse(*once).schema) == meaning(*analyse(text).schema));
            RC_ASSERT(comments(*once) == comments(text));
            RC_ASSERT(codes(analyse(*once).diagnostics) == codes(analyse(text).diagnostics));
        });
        QVERIFY(holds);
    }
};

QTEST_GUILESS_MAIN(SerialkitFormatTest)
#include "serialkit_format_test.moc"
