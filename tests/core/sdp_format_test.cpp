// SPDX-License-Identifier: MIT
#include "tests/core/sdp_support.h"

#include <QDir>
#include <QTest>

#include <rapidcheck.h>

using namespace sdptest;

namespace {

std::string laidOut(std::string text)
{
    return layOut(std::move(text)).value_or("(refused)");
}

/// What a schema says, without places: kinds, names, documentation, types.
std::string meaning(const Schema& schema)
{
    std::string result;
    for (const Decl& decl : schema.decls) {
        result += (decl.kind == DeclKind::Message ? "message " : "struct ") + decl.name + " doc(" + decl.doc + ")\n";
        for (const Member& member : decl.members)
            result += "  " + member.name + ": " + schema.types[member.type].spelling + " doc(" + member.doc + ")\n";
    }
    return result;
}

/// The comments of a text in order, trimmed at their ends.
QStringList comments(const std::string& text)
{
    QStringList result;
    for (const Token& token : sdpFormat().language().tokens(text)) {
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
            = {" ",           "\n",       "\n\n", "  \t",     "\n // comment\n", " // a: b, }\n",
               "\n/// doc\n", "\n\n\n\n", "\r\n", "\n////\n", "\n//! {\n"};
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
        addWord(*rc::gen::element<std::string>("struct", "message"));
        addWord("T" + std::to_string(index));
        add("{");
        const int fields = *rc::gen::inRange(0, 5);
        for (int i = 0; i < fields; ++i) {
            addWord("f" + std::to_string(i));
            add(":");
            addType();
            if (i + 1 < fields || *rc::gen::arbitrary<bool>())
                add(",");
        }
        add("}");
    }

    void addType()
    {
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            addWord(*rc::gen::element<std::string>("u8", "f64", "str", "bool"));
            break;
        case 1:
            add("[");
            add("]");
            addWord("u32");
            break;
        case 2:
            add("?");
            addWord("T0");
            break;
        default:
            addWord("Option");
            add("<");
            addWord("T0");
            add(">");
        }
    }

    std::string m_text;
};

} // namespace

/// Issue 2: "a formatter that keeps comments and blank lines".
class SdpFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalLayout()
    {
        QCOMPARE(toQString(laidOut("struct  A{a:u8,b : [ ] u8 ,c:? B}message B\n{\n\n  x :Option < A >\n\n}")),
                 QStringLiteral(
                     "struct A {\n    a: u8,\n    b: []u8,\n    c: ?B,\n}\n\nmessage B {\n    x: Option<A>,\n}\n"));
    }

    void commentsAndBlankLinesStay()
    {
        const std::string text = "// Head\n"
                                 "\n"
                                 "/// Doc\n"
                                 "struct A { // behind the brace\n"
                                 "    a: u8, // behind a\n"
                                 "\n"
                                 "    // A section of its own\n"
                                 "\n"
                                 "    /// Field\n"
                                 "    b: u8, // behind b\n"
                                 "    // last\n"
                                 "} // behind A\n"
                                 "\n"
                                 "\n"
                                 "// before B\n"
                                 "struct B {\n"
                                 "    a: u8,\n"
                                 "}\n"
                                 "// end\n";
        QCOMPARE(toQString(laidOut(text)), toQString(std::string(text).replace(text.find("// end"), 0, "\n")));
    }

    void aCommaGoesBeforeTheComment()
    {
        QCOMPARE(toQString(laidOut("struct A {\n    a: u8 // x\n}\n")),
                 QStringLiteral("struct A {\n    a: u8, // x\n}\n"));
        QCOMPARE(toQString(laidOut("struct A {\n    a: u8 // x\n    , b: u8\n}\n")),
                 QStringLiteral("struct A {\n    a: u8, // x\n    b: u8,\n}\n"));
    }

    void lineEndAndByteOrderMarkAreKept()
    {
        QCOMPARE(laidOut("\xEF\xBB\xBFstruct A {a:u8}\r\n\r\nstruct B{b:u8}"),
                 std::string("\xEF\xBB\xBFstruct A {\r\n    a: u8,\r\n}\r\n\r\nstruct B {\r\n    b: u8,\r\n}\r\n"));
        QCOMPARE(laidOut(""), std::string());
        QCOMPARE(laidOut("\n\n"), std::string());
    }

    void whatCannotBeParsedIsRefused()
    {
        for (const char* text : {"struct", "struct A { a: u8", "struct A { a: u8 b: u8 }", "enum E { A }", "/* x */",
                                 "struct a-b { a: u8 }"})
            QVERIFY2(!layOut(text).has_value(), text);
    }

    void errorsOfMeaningAreNoReasonToRefuse()
    {
        QCOMPARE(toQString(laidOut("struct type{a:Nowhere,a:[ ][]u8,b:? []u8}struct E{}")),
                 QStringLiteral("struct type {\n    a: Nowhere,\n    a: [][]u8,\n    b: ?[]u8,\n}\n\nstruct E {}\n"));
    }

    void samplesAreInCanonicalLayout_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(WIREBENCH_SOURCE_DIR "/schemas/sdp"));
        for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.sdp")}, QDir::Files))
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
            RC_ASSERT(once.has_value());
            RC_LOG() << text << "\n=====\n" << *once;
            RC_ASSERT(layOut(*once) == once);
            RC_ASSERT(meaning(*analyse(*once).schema) == meaning(*analyse(text).schema));
            RC_ASSERT(comments(*once) == comments(text));
            RC_ASSERT(codes(analyse(*once).diagnostics) == codes(analyse(text).diagnostics));
        });
        QVERIFY(holds);
    }
};

QTEST_GUILESS_MAIN(SdpFormatTest)
#include "sdp_format_test.moc"
