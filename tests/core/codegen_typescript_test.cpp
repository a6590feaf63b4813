// SPDX-License-Identifier: MIT
// What the printer of TypeScript promises beside the meaning of its code, which tests/generated proves.
#include "core/codegen/typescript/typescript_regex.h"
#include "tests/core/generated_code.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace wirebench;

namespace {

constexpr test::GeneratedIn generated{"ts"};
constexpr test::TextIn textOf{"ts"};

std::vector<std::string> linesOf(const GeneratedFile& file)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = file.text.find('\n'); end != std::string::npos; end = file.text.find('\n', begin)) {
        lines.push_back(file.text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

bool hasLine(const GeneratedFile& file, std::string_view line)
{
    const std::vector<std::string> lines = linesOf(file);
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

constexpr const char* orders = R"(package shop;
/// How an order stands.
enum Status { OPEN = 0; DONE = 1; }
interface Payment { amount(currency: string): int64; }
@implements(Payment) type Card { @field(1) number: string; }
/// An order. It ends here: */ really.
type Order {
  /// Whose it is.
  @field(1) customer_id: int64;
  @field(2) status: Status;
  @field(3) @deprecated("gone") payment: Payment;
  @field(4) next: Order?;
  @field(5) @validate("match ^[a-z]+$ && len <= 3") tag: string;
}
service Desk { rpc Watch(stream Order): stream Card; }
)";

} // namespace

class TypeScriptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameInputGivesSameText();
    void filesAreMarkedAndNamed();
    void typesAndCommentsAreCarriedOver();
    void linesStandForPartsOfTheSchema();
    void namesDoNotClash();
    void partsOnRequest();
    void expressions_data();
    void expressions();
};

void TypeScriptTest::sameInputGivesSameText()
{
    const Generated first = generated("cramberry", orders);
    const Generated second = generated("cramberry", orders);
    QCOMPARE(first.files.size(), std::size_t{2});
    for (std::size_t i = 0; i < first.files.size(); ++i)
        QCOMPARE(first.files[i].text, second.files[i].text);
}

void TypeScriptTest::filesAreMarkedAndNamed()
{
    const Generated result = generated("sdp", "struct Plugin { id: u32 }");
    QCOMPARE(result.files.size(), std::size_t{2});
    QCOMPARE(result.files[0].path, std::string("things.ts"));
    QCOMPARE(result.files[1].path, std::string("wirebench_runtime.ts"));
    for (const GeneratedFile& file : result.files) {
        QCOMPARE(linesOf(file).front(), "// " + std::string(kGeneratedMark));
        QVERIFY(file.text.ends_with('\n'));
    }
    // Schemas in one folder share the runtime.
    QCOMPARE(generated("cramberry", orders).files[1].text, result.files[1].text);
}

void TypeScriptTest::typesAndCommentsAreCarriedOver()
{
    const GeneratedFile file = generated("cramberry", orders).files.front();
    for (const char* line :
         {"/** How an order stands. */", "export enum Status {", "  OPEN = 0,",
          "/** An order. It ends here: * / really. */", "  /** Whose it is. */", "  customerId: bigint;",
          "  /** @deprecated */", "  payment: Payment | null;", "  next: Order | null;",
          "  | { readonly type: \"Card\"; readonly value: Card }", "  amount(currency: string): bigint;",
          "  watch(request: AsyncIterable<Order>): AsyncIterable<Card>;"})
        QVERIFY2(hasLine(file, line), line);
    QVERIFY(file.text.find("rt.rule(/^[a-z]+$/u.test(v.tag)") != std::string::npos);
}

void TypeScriptTest::linesStandForPartsOfTheSchema()
{
    const GeneratedFile file = generated("cramberry", orders).files.front();
    const std::vector<std::string> lines = linesOf(file);
    const auto line
        = static_cast<std::uint32_t>(std::find(lines.begin(), lines.end(), "  customerId: bigint;") - lines.begin());
    const auto covers = [line](const CodeSpan& span) {
        return span.member == 0 && span.firstLine <= line && line < span.firstLine + span.lines;
    };
    QCOMPARE(std::count_if(file.spans.begin(), file.spans.end(), covers), 1);
    for (const CodeSpan& span : file.spans)
        QVERIFY(span.firstLine + span.lines <= lines.size());
}

void TypeScriptTest::namesDoNotClash()
{
    const GeneratedFile file = generated("serialkit", R"(namespace a;
enum Map { OPEN = 0; open_ = 1; }
model Date { optional Map default_value = 1; uint32 defaultValue = 2; uint32 unknown_fields = 3; }
model date_ { Date other = 1; }
)")
                                   .files.front();
    for (const char* line : {"export enum Map_ {", "export interface Date_ {", "  defaultValue: Map_ | null;",
                             "  defaultValue_2: number;", "  unknownFields_: number;", "export interface Date2 {"})
        QVERIFY2(hasLine(file, line), line);
}

void TypeScriptTest::partsOnRequest()
{
    const auto has = [](GenerateFeatures features, std::string_view text) {
        GenerateOptions options;
        options.features = features;
        return test::has(textOf("cramberry", orders, options), text);
    };
    GenerateFeatures json;
    json.json = true;
    GenerateFeatures builders;
    builders.builders = true;
    GenerateFeatures dispatch;
    dispatch.json = dispatch.dispatch = true;
    QVERIFY(!has({}, "toJson(") && has(json, "toJson("));
    QVERIFY(!has({}, "class OrderBuilder") && has(builders, "class OrderBuilder"));
    QVERIFY(!has({}, "dispatcher") && has(dispatch, "export const dispatcher"));
}

void TypeScriptTest::expressions_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("literal"); // empty: JavaScript has none

    QTest::newRow("plain") << "^[A-Z]+$"
                           << "/^[A-Z]+$/u";
    QTest::newRow("nothing") << ""
                             << "/(?:)/u";
    QTest::newRow("slash") << "a/b"
                           << "/a\\/b/u";
    QTest::newRow("flags") << "(?i)a.b"
                           << "/a[^\\n]b/ui";
    QTest::newRow("dot is all") << "(?s)a.b"
                                << "/a[^]b/u";
    QTest::newRow("named group") << "(?P<n>x)"
                                 << "/(?<n>x)/u";
    QTest::newRow("ends of text") << "\\Ax\\z"
                                  << "/^x$/u";
    QTest::newRow("blanks") << "\\s[\\s-]"
                            << "/[\\t\\n\\f\\r ][\\t\\n\\f\\r \\-]/u";
    QTest::newRow("class in brackets") << "[[:alpha:]_-]"
                                       << "/[A-Za-z_\\-]/u";
    QTest::newRow("bracket in brackets") << "[][]"
                                         << "/[\\]\\[]/u";
    QTest::newRow("needless escape") << "a\\-b\\_"
                                     << "/a-b_/u";
    QTest::newRow("braces") << "a{2,3}{x}"
                            << "/a{2,3}\\{x\\}/u";
    QTest::newRow("quoted") << "\\Qa.b\\E+"
                            << "/a\\.b+/u";
    QTest::newRow("Unicode") << "\\pL\\p{Greek}\\x{1F600}"
                             << "/\\p{L}\\p{Script=Greek}\\u{1F600}/u";
    QTest::newRow("lazy") << "a+?b*?"
                          << "/a+?b*?/u";
    QTest::newRow("flags of a group") << "(?i:a)"
                                      << "";
    QTest::newRow("repeated assertion") << "^*a"
                                        << "";
    QTest::newRow("one byte") << "\\C"
                              << "";
}

void TypeScriptTest::expressions()
{
    QFETCH(QString, expression);
    QFETCH(QString, literal);
    const std::optional<std::string> found = typescript::regularExpression(expression.toStdString());
    QCOMPARE(QString::fromStdString(found.value_or(std::string())), literal);
}

QTEST_APPLESS_MAIN(TypeScriptTest)
#include "codegen_typescript_test.moc"
