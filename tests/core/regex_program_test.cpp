// SPDX-License-Identifier: MIT
// Regular expressions as steps, run by the matcher of generated C++: they match what RE2 matches.
#include "core/codegen/cpp/runtime/match.h"
#include "core/codegen/regex_program.h"
#include "core/wire/validation.h"

#include <QTest>

#include <rapidcheck.h>
#include <re2/re2.h>

#include <array>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace wirebench;

namespace {

std::vector<wirebench_runtime::MatchStep> stepsOf(const RegexProgram& program)
{
    std::vector<wirebench_runtime::MatchStep> steps;
    for (const RegexProgram::Step& step : program.steps)
        steps.push_back({static_cast<wirebench_runtime::MatchOp>(step.op), step.next, step.other});
    return steps;
}

bool matched(const RegexProgram& program, std::string_view text)
{
    return wirebench_runtime::matches(stepsOf(program), program.sets, text);
}

std::unique_ptr<RE2> engine(const std::string& expression)
{
    RE2::Options options;
    options.set_log_errors(false);
    return std::make_unique<RE2>(expression, options);
}

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t count)
{
    return static_cast<std::size_t>(random() % count);
}

template <std::size_t Count>
std::string one(Random& random, const std::array<std::string_view, Count>& list)
{
    return std::string(list.at(below(random, Count)));
}

std::string character(Random& random)
{
    static constexpr std::array<std::string_view, 28> plain{
        "a",  "b", "c",     "k",   "S",   "Z",   "0", "7",          "_",       "-",    "é",     "ß", "ſ", "K",
        "日", "😀", "\\x41", "\\.", "\\n", "\\t", " ", "\\x{1F600}", "\\x{e9}", "\\07", "\\101", "/", "]", "Я"};
    return one(random, plain);
}

std::string bracketItem(Random& random)
{
    static constexpr std::array<std::string_view, 20> items{"a-c",
                                                            "A-Z",
                                                            "0-9",
                                                            "\\d",
                                                            "\\W",
                                                            "\\s",
                                                            "[:alpha:]",
                                                            "[:^digit:]",
                                                            "à-ü",
                                                            "\\x{80}-\\x{10FFFF}",
                                                            "\\pL",
                                                            "[:word:]",
                                                            "^",
                                                            "\\]",
                                                            "\\-",
                                                            "Α-Ω",
                                                            "\\x{700}-\\x{D000}",
                                                            "[:punct:]",
                                                            "[",
                                                            "\\x{E000}-\\x{1F900}"};
    if (below(random, 2) == 0)
        return one(random, items);
    std::string text = character(random);
    return text == "]" || text == "-" ? '\\' + text : text;
}

std::string bracketed(Random& random)
{
    std::string text = below(random, 3) == 0 ? "[^" : "[";
    for (std::size_t i = below(random, 3) + 1; i > 0; --i)
        text += bracketItem(random);
    return text + (below(random, 8) == 0 ? "-]" : "]");
}

std::string expression(Random& random, unsigned depth);

std::string atom(Random& random, unsigned depth)
{
    static constexpr std::array<std::string_view, 18> others{".",   "^",   "$",    "\\b",       "\\B",     "\\A",
                                                             "\\z", "\\d", "\\D",  "\\w",       "\\W",     "\\s",
                                                             "\\S", "\\C", "(?i)", "\\Q.+*\\E", "\\p{Lu}", "\\PN"};
    static constexpr std::array<std::string_view, 10> groups{
        "(", "(", "(?:", "(?P<name>", "(?i:", "(?s-i:", "(?m:", "(?im-s:", "(?U:", "(?-i:"};
    switch (below(random, depth == 0 ? 6 : 9)) {
    case 0:
    case 1:
    case 2:
        return character(random);
    case 3:
        return bracketed(random);
    case 4:
    case 5:
        return one(random, others);
    default:
        return one(random, groups) + expression(random, depth - 1) + ')';
    }
}

std::string expression(Random& random, unsigned depth)
{
    static constexpr std::array<std::string_view, 18> repeats{
        "", "", "", "", "", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{0}", "{3,5}?"};
    std::string text;
    for (std::size_t i = below(random, 4); i > 0; --i) {
        text += atom(random, depth);
        text += one(random, repeats);
        if (below(random, 6) == 0)
            text += '|';
    }
    return text;
}

/// A text of pieces that the expressions are about, and of bytes that are no UTF-8.
std::string text(Random& random)
{
    static constexpr std::array<std::string_view, 34> pieces{"a",
                                                             "b",
                                                             "c",
                                                             "k",
                                                             "K",
                                                             "s",
                                                             "S",
                                                             "z",
                                                             "0",
                                                             "7",
                                                             "_",
                                                             "-",
                                                             ".",
                                                             "+",
                                                             "*",
                                                             "\n",
                                                             "\t",
                                                             " ",
                                                             "é",
                                                             "É",
                                                             "ß",
                                                             "ſ",
                                                             "K",
                                                             "日",
                                                             "😀",
                                                             "Ω",
                                                             "\x80",
                                                             "\xC3",
                                                             "\xE0\x80",
                                                             "\xED\xA0\x80",
                                                             "\xF4\x90\x80\x80",
                                                             "\xC0\x80",
                                                             "\xFF",
                                                             "A"};
    std::string result;
    for (std::size_t i = below(random, 7); i > 0; --i)
        result += one(random, pieces);
    return result;
}

} // namespace

class RegexProgramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void named_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* expression, const QByteArray& text, bool matches) {
            QTest::addRow("%s in %s", expression, text.toHex(' ').constData())
                << QByteArray(expression) << text << matches;
        };
        row("", "", true);
        row("", "a", true);
        row("a", "", false);
        row("b", "abc", true);
        row("^b", "abc", false);
        row("^[A-Z]+$", "ABC", true);
        row("^[A-Z]+$", "ABc", false);
        row("^[A-Z]+$", "ABC\n", false);
        row("(?m)^b$", "a\nb\nc", true);
        row("^b$", "a\nb\nc", false);
        row("^a.c$", "a\nc", false);
        row("(?s)^a.c$", "a\nc", true);
        row("^a.c$", "aéc", true);
        row("^a.c$",
            "a\xC3"
            "c",
            false);
        row("^[^a]$", "\n", true);
        row("^.$", "\xE0\x80\x80", true); // RE2 takes overlong forms for a character here …
        row("^[\\x{81}-\\x{10FFFF}]$", "\xE0\x80\x80", false); // … but not here.
        row("^\\C$", "\xFF", true);
        row("\\B", "é", true); // Between the two bytes.
        row("\\bword\\b", "a word.", true);
        row("\\bword\\b", "swords", false);
        row("(?i)^straße$", "STRAẞE", true);
        row("(?i)^k$", "\xE2\x84\xAA", true);
        row("(?i)^[^k]$", "\xE2\x84\xAA", false);
        // Without case, the other forms of a word's characters are no others either.
        for (const char* word : {"s", "S", "k", "a", "Z", "_", "7", "\xC5\xBF", "\xE2\x84\xAA"}) {
            row("(?i)^\\W$", word, false);
            row("(?i)^[\\W]$", word, false);
            row("(?i)^[[:^word:]]$", word, false);
        }
        row("(?i)^\\W$", "Ω", true);
        row("(?i)^\\D$", "k", true);
        row("(?i)^[[:^lower:]]$", "A", false);
        row("^\\p{Greek}+$", "αβγ", true);
        row("^\\p{Greek}+$", "αbγ", false);
        row("^a{2,3}$", "aaaa", false);
        row("^a{,3}$", "a{,3}", true);
        row("^(a|b)*$", "abba", true);
        row("^(?:a*)*$", "aab", false);
        row("^[]a]$", "]", true);
        row("^[a-]$", "-", true);
        row("^\\x41\\101$", "AA", true);
        row("[^\\x{0}-\\x{10FFFF}]", "a", false);
        row("^(?i:a)b$", "AB", false);
        row("^(a(?i)b|c)d$", "aBd", true);
        row("^(a(?i)b|c)d$", "Cd", true);
        row("^(a(?i)b|c)d$", "CD", false);
    }

    void named()
    {
        QFETCH(const QByteArray, expression);
        QFETCH(const QByteArray, text);
        QFETCH(const bool, matches);
        QCOMPARE(RE2::PartialMatch(re2::StringPiece(text.constData(), static_cast<std::size_t>(text.size())),
                                   *engine(expression.toStdString())),
                 matches);
        const auto program = compileRegex(expression.toStdString());
        QVERIFY(program);
        QCOMPARE(matched(*program, text.toStdString()), matches);
    }

    void tooLarge()
    {
        QVERIFY(compileRegex("^[a-z]{1,500}@[a-z]{1,500}$"));
        QVERIFY(!compileRegex("^.{1,1000}$"));
        QVERIFY(!compileRegex("(?:(?:a{10}){10}b{10}){10}c{1000}"));
        const std::string deep = std::string(900, '(') + std::string(900, ')');
        QVERIFY(regularExpressionProblem(deep).empty());
        QVERIFY(!compileRegex(deep));
    }

    /// Two programs of the same expression are the same, and a class of Unicode is small.
    void sizes()
    {
        const auto program = compileRegex("^[0-9A-Fa-f]{2}$");
        QVERIFY(program);
        QCOMPARE(program->steps.size(), std::size_t(5));
        QCOMPARE(program->sets.size(), std::size_t(1));
        const auto letters = compileRegex("^\\pL+$");
        QVERIFY(letters);
        QVERIFY2(letters->steps.size() < 1000, std::to_string(letters->steps.size()).c_str());
    }

    /// Many ways to match do not take much time.
    void linear()
    {
        const auto program = compileRegex("^(?:(?:a|a)*(?:a|b)*)*c$");
        QVERIFY(program);
        QVERIFY(!matched(*program, std::string(100'000, 'a')));
    }

    void randomExpressions()
    {
        std::size_t sound = 0;
        std::size_t tooLarge = 0;
        std::size_t compared = 0;
        std::size_t matching = 0;
        QVERIFY(rc::check([&](std::uint64_t seed) {
            Random random(seed);
            for (int i = 0; i < 10; ++i) {
                const std::string tried = expression(random, 3);
                const auto expected = engine(tried);
                if (!expected->ok())
                    continue;
                ++sound;
                const auto program = compileRegex(tried);
                if (!program) {
                    ++tooLarge;
                    continue;
                }
                RC_LOG() << tried << '\n';
                for (int n = 0; n < 30; ++n) {
                    const std::string given = text(random);
                    const bool matches = RE2::PartialMatch(given, *expected);
                    RC_LOG() << rc::toString(given) << '\n';
                    RC_ASSERT(matched(*program, given) == matches);
                    ++compared;
                    matching += matches ? 1 : 0;
                }
            }
        }));
        QVERIFY(tooLarge * 20 < sound);
        QVERIFY(matching > 1000);
        QVERIFY(compared - matching > 1000);
    }
};

QTEST_APPLESS_MAIN(RegexProgramTest)
#include "regex_program_test.moc"
