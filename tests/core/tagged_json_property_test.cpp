// SPDX-License-Identifier: MIT
#include "tests/core/tagged_json_support.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const Plan> treePlan()
{
    TaggedMaker maker = TaggedMaker::canonical();
    maker.plan().nullsShown = false;
    maker.plan().nullIsAbsent = true;
    const NodeIndex tree = maker.open("Tree");
    const NodeIndex i16 = maker.signedInt("int16", 16, VarintCoding::ZigZag);
    const NodeIndex text = maker.text();
    const NodeIndex time = maker.content("time", Meaning::Time, 12);
    const NodeIndex decimal = maker.content("decimal128", Meaning::Decimal, 16);
    const NodeIndex any = maker.reference("any", Discrimination::Id, {{3, i16}, {12, text}, {200, tree}});
    maker.fill(tree,
               {{"number", 1, i16, Occurs::Default},
                {"text", 2, text, Occurs::Default},
                {"bytes", 3, maker.bytes(), Occurs::Default},
                {"float", 4, maker.fixed("float32", 32, Meaning::Float), Occurs::Default},
                {"time", 5, time, Occurs::Default},
                {"decimal", 6, decimal, Occurs::Default},
                {"big", 7, maker.content("bigint", Meaning::BigInt), Occurs::Default},
                {"complex", 8, maker.content("complex128", Meaning::Complex, 16), Occurs::Default},
                {"color", 9, maker.choice("Color", {{"RED", 0}, {"GREEN", 7}}), Occurs::Default},
                {"byText", 10, maker.map("map<string,Tree>", text, tree), Occurs::Default},
                {"byNumber", 11, maker.map("map<int16,string>", i16, text), Occurs::Default},
                {"any", 12, any, Occurs::Default},
                {"many", 13, maker.series("[]any", any, SeriesCoding::Counted), Occurs::Default},
                {"times", 14, maker.series("[]time", time, SeriesCoding::Delta), Occurs::Default},
                {"left", 15, tree, Occurs::Optional, {}, 1},
                {"right", 16, tree, Occurs::Optional, {}, 1}});
    return maker.finish(tree);
}

/// Writes values of treePlan() as a person or a program might: every accepted spelling, fields in any order.
class TreeWriter {
public:
    explicit TreeWriter(std::uint64_t seed) : m_random(seed) { }

    std::string tree(unsigned depth, bool typed = false)
    {
        std::vector<std::string> members;
        if (typed)
            members.push_back(std::string("\"@type\":\"") + (chance(2) ? "Tree" : "t.Tree") + '"');
        const bool isLeft = chance(2);
        for (unsigned field = 0; field < 16; ++field) {
            const bool isOtherSide = field == (isLeft ? 15u : 14u);
            const bool isDeep = field == 9 || field == 11 || field == 12 || field >= 14;
            if (!chance(3) || isOtherSide || (isDeep && depth == 0))
                continue;
            members.push_back(std::string("\"") + kNames[field] + "\":" + (chance(9) ? "null" : value(field, depth)));
        }
        if (chance(6))
            members.push_back(R"("@unknown":"f00701F20702 abcd")");
        std::shuffle(members.begin(), members.end(), m_random);
        return '{' + joined(members) + '}';
    }

    std::uint64_t below(std::uint64_t bound)
    {
        return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(m_random);
    }

private:
    static constexpr std::array<const char*, 16> kNames{"number", "text",    "bytes", "float",  "time",     "decimal",
                                                        "big",    "complex", "color", "byText", "byNumber", "any",
                                                        "many",   "times",   "left",  "right"};

    bool chance(unsigned outOf) { return below(outOf) == 0; }

    static std::string joined(const std::vector<std::string>& parts)
    {
        std::string text;
        for (const std::string& part : parts)
            text += (text.empty() ? "" : ",") + part;
        return text;
    }

    template <class Make>
    std::string list(Make make)
    {
        std::vector<std::string> parts(below(4));
        std::generate(parts.begin(), parts.end(), make);
        return joined(parts);
    }

    std::string number()
    {
        const auto value = static_cast<int>(below(65536)) - 32768;
        return chance(4) ? "\"0x" + std::string(value < 0 ? "1" : "7f") + '"' : std::to_string(value);
    }
    std::string text()
    {
        static const std::vector<std::string> texts{"\"\"", "\"a\\n\\u00e9\"", "\"ä\"", R"({"@bytes":"ff00"})",
                                                    "\"x\""};
        return texts[below(texts.size())];
    }
    std::string bigFloat()
    {
        static const std::vector<std::string> floats{
            "0", "-0", "1.5", "-1e-300", "\"NaN\"", "\"-Infinity\"", "\"NaN:0x7ff8000000000001\"", "123456789.125"};
        return floats[below(floats.size())];
    }
    std::string time()
    {
        const std::string fraction = chance(2) ? "." + std::to_string(1 + below(999'999'999)) : std::string();
        if (chance(4))
            return R"({"nanos":)" + std::to_string(below(1'000'000'000)) + R"(,"seconds":)"
                + std::to_string(static_cast<std::int64_t>(m_random())) + '}';
        return "\"20" + std::to_string(10 + below(90)) + "-02-1" + std::to_string(below(10)) + "T1"
            + std::to_string(below(10)) + ":00:59" + fraction + (chance(2) ? "Z" : "-07:30") + '"';
    }
    std::string digits(std::size_t most)
    {
        std::string text(1 + below(most), '0');
        std::generate(text.begin(), text.end(), [&] { return static_cast<char>('0' + below(10)); });
        return text;
    }
    std::string decimal()
    {
        std::string text = (chance(2) ? "\"-" : "\"") + digits(17);
        if (chance(2))
            text += '.' + digits(17);
        if (chance(2))
            text += "e" + std::to_string(static_cast<int>(below(12'000)) - 6'000);
        return text + '"';
    }
    std::string any(unsigned depth)
    {
        switch (below(depth == 0 ? 4 : 5)) {
        case 0:
            return R"({"@type":"int16","value":)" + number() + '}';
        case 1:
            return R"({"value":)" + text() + R"(,"@type":"t.string"})";
        case 2:
            return "{\"@bytes\":\"\",\"@type\":\"#" + std::to_string(300 + below(9)) + "\"}";
        case 3:
            return "null";
        default:
            return tree(depth - 1, true);
        }
    }
    std::string map(unsigned depth)
    {
        std::vector<std::string> parts;
        const bool pairs = chance(3);
        for (unsigned i = 0; i < below(4); ++i) {
            const std::string key = std::string("\"k") + static_cast<char>('a' + i) + '"';
            parts.push_back(pairs ? '[' + key + ',' + tree(depth - 1) + ']' : key + ':' + tree(depth - 1));
        }
        if (pairs && chance(2))
            parts.push_back(R"([{"@bytes":"80"},{}])");
        return (pairs ? "[" : "{") + joined(parts) + (pairs ? "]" : "}");
    }

    std::string value(unsigned field, unsigned depth)
    {
        switch (field) {
        case 0:
            return number();
        case 1:
            return text();
        case 2:
            return chance(2) ? "\"00 fF\"" : "\"base64:_-8\"";
        case 3:
            return chance(2) ? "0.1" : "\"NaN:0x7f800001\"";
        case 4:
            return time();
        case 5:
            return decimal();
        case 6:
            return chance(2) ? '-' + std::to_string(1 + below(99)) + std::string(below(50), '7')
                             : "\"00" + digits(99) + '"';
        case 7:
            return '[' + bigFloat() + ',' + bigFloat() + ']';
        case 8:
            return chance(2) ? "\"GREEN\"" : std::to_string(below(9));
        case 9:
            return map(depth);
        case 10:
            return "[[5," + text() + "],[\"-0x5\"," + text() + "]]";
        case 11:
            return any(depth);
        case 12:
            return '[' + list([&] { return any(depth - 1); }) + ']';
        case 13:
            return '[' + list([&] { return time(); }) + ']';
        default:
            return tree(depth - 1);
        }
    }

    std::mt19937_64 m_random;
};

} // namespace

/// spec README.md, *Values as JSON*: what holds for every value.
class TaggedJsonPropertyTest final : public QObject {
    Q_OBJECT

private:
    const std::shared_ptr<const Plan> m_plan = treePlan();

private Q_SLOTS:
    void writtenValuesAreReadAsTheSame()
    {
        for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
            const std::string text = TreeWriter(seed).tree(3);
            const Binding first = bindText(m_plan, text);
            QVERIFY2(!hasErrors(first.diagnostics), (text + '\n' + first.problems).c_str());
            const Binding second = bindText(m_plan, first.json);
            QVERIFY2(!hasErrors(second.diagnostics), (first.json + '\n' + second.problems).c_str());
            QCOMPARE(second.json, first.json);
            const Binding indented = bindText(m_plan, writeJson(first.value, 2));
            QCOMPARE(indented.json, first.json);
        }
    }

    /// Texts with one character changed, added or taken away.
    void everyProblemLiesInTheText()
    {
        constexpr std::string_view characters = "{}[],:\"0a9-. \\nu@#";
        std::size_t problems = 0;
        for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
            TreeWriter writer(seed);
            std::string text = writer.tree(2);
            const auto at = static_cast<std::size_t>(writer.below(text.size()));
            const char character = characters[writer.below(characters.size())];
            switch (writer.below(3)) {
            case 0:
                text[at] = character;
                break;
            case 1:
                text.insert(at, 1, character);
                break;
            default:
                text.erase(at, 1);
                break;
            }
            const Binding binding = bindText(m_plan, text);
            QVERIFY2(binding.problems.find("outside the text") == std::string::npos,
                     (text + '\n' + binding.problems).c_str());
            problems += binding.diagnostics.size();
            const std::string encoding = encodingProblems(m_plan, text, m_plan->limits);
            QVERIFY(!hasErrors(binding.diagnostics) || !encoding.ends_with(" and bytes"));
            if (hasErrors(binding.diagnostics))
                continue;
            const Binding again = bindText(m_plan, binding.json);
            QCOMPARE(again.json, binding.json);
        }
        QVERIFY(problems > 1'000);
    }
};

QTEST_APPLESS_MAIN(TaggedJsonPropertyTest)
#include "tagged_json_property_test.moc"
