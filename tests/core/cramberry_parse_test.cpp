// SPDX-License-Identifier: MIT
#include "cramberry_support.h"

#include <QTest>

using namespace cramberrytest;

namespace {

/// The example schema of the format's design document (section 8.4), its wording shortened.
const std::string kExample = R"(// Package declaration
package myapp.models;

import "google/protobuf/timestamp.cramberry" as timestamp;
import "cramberry/stdlib.cramberry";

@doc("Status of an order")
enum OrderStatus {
    PENDING = 0;
    CONFIRMED = 1;
    SHIPPED = 2;
    DELIVERED = 3;
    CANCELLED = 4;
}

@typeprefix("myapp.payment")
interface PaymentMethod {
    validate(): bool;
    getAmount(): int64;
}

@implements(PaymentMethod)
@typeid(128)
type CreditCardPayment {
    @field(1) cardNumber: string;
    @field(2) expiryMonth: uint8;
    @field(3) expiryYear: uint16;
    @field(4) cvv: string;
    @field(5) amount: int64;
}

@implements(PaymentMethod)
@typeid(129)
type CryptoPayment {
    @field(1) walletAddress: string;
    @field(2) currency: string;
    @field(3) amount: int64;
    @field(4) txHash: string?;  // optional
}

@doc("Represents a customer order")
type Order {
    @field(1) id: bytes;  // UUID as bytes
    @field(2) customerId: int64;
    @field(3) status: OrderStatus;
    @field(4) items: []OrderItem;
    @field(5) payment: PaymentMethod;  // polymorphic field
    @field(6) metadata: map<string, string>;
    @field(7) createdAt: timestamp.Timestamp;
    @field(8) updatedAt: timestamp.Timestamp?;
    @field(9) tags: []string = [];  // default empty
}

type OrderItem {
    @field(1) productId: int64;
    @field(2) quantity: uint32;
    @field(3) unitPrice: int64;  // cents
    @field(4) @encoding("delta") discounts: []int64;
}

type Result<T, E> {
    @field(1) @oneof value: T;
    @field(2) @oneof error: E;
}

service OrderService {
    rpc CreateOrder(Order): Order;
    rpc StreamOrders(Order): stream Order;
    rpc Upload(stream Order): Result<Order, string>;
}
)";

/// The quick reference of the language (section 16.3) with the types it leaves out.
const std::string kQuickReference = R"(package foo.bar;
import "other.cramberry";

@doc("Description")
enum Status { A = 0; B = 1; }

@typeprefix("foo")
interface Handler { handle(msg: Message): Answer; }

@implements(Handler)
@typeid(128)
type MyHandler {
    @field(1) name: string;
    @field(2) @optional data: bytes?;
    @field(3) @encoding("delta") values: []int64;
}

type Generic<T> {
    @field(1) value: T;
}

service MyService {
    rpc Process(Request): Response;
    rpc Stream(Request): stream Response;
}
)";

const std::string kOther = "type Message {}\ntype Answer {}\ntype Request {}\ntype Response {}\n";

} // namespace

/// Spec cramberry.md, *Schema language* and *Decided details*.
class CramberryParseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentsExampleIsAccepted()
    {
        const Analysis analysis = analyse(kExample);
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(analysis.schema->package, std::string("myapp.models"));
        const Decl* order = findDecl(analysis, "Order");
        QVERIFY(order);
        QCOMPARE(order->doc, std::string("Represents a customer order"));
        QCOMPARE(order->members.size(), std::size_t{9});
        QCOMPARE(order->members[8].number, std::int64_t{9});
        const TypeExpr& updated = analysis.schema->types[order->members[7].type];
        QCOMPARE(updated.kind, TypeKind::Optional);
        QCOMPARE(analysis.schema->decls[analysis.schema->types[updated.element].decl].name, std::string("Timestamp"));
        const Decl* result = findDecl(analysis, "Result<Order,string>");
        QVERIFY(result);
        QCOMPARE(analysis.schema->decls[result->instanceOf].name, std::string("Result"));
        QCOMPARE(analysis.imported.size(), std::size_t{2});
    }

    void quickReferenceIsAccepted()
    {
        QCOMPARE(problems(analyse(kQuickReference, {{"other.cramberry", kOther}})), QStringList());
        // What it leaves out is missed, and nothing else.
        QCOMPARE(problems(analyse(kQuickReference)),
                 QStringList({"import-not-found \"other.cramberry\"", "unknown-type Message", "unknown-type Answer",
                              "unknown-type Request", "unknown-type Response", "unknown-type Request",
                              "unknown-type Response"}));
    }

    void annotationsStandBeforeDeclarationsAndNames()
    {
        const Analysis analysis = analyse("@typeid(200) type @deprecated(\"old\") A { @field(7)\n@required x: int8; }");
        QCOMPARE(problems(analysis), QStringList());
        const Decl* decl = findDecl(analysis, "A");
        QCOMPARE(unsignedAttribute(decl->attributes, "typeid"), std::optional<std::uint64_t>(200));
        QCOMPARE(textAttribute(decl->attributes, "deprecated"), std::optional<std::string_view>("old"));
        QCOMPARE(decl->members[0].number, std::int64_t{7});
        QVERIFY(findAttribute(decl->members[0].attributes, "required"));
    }

    void annotationArgumentsCanBeNamed()
    {
        const Analysis analysis = analyse("@deprecated(reason = \"old\") type A { }");
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(findDecl(analysis, "A")->attributes[0].keys, std::vector<std::string>{"reason"});
    }

    void keywordsMayBeFieldNames()
    {
        const Analysis analysis = analyse("type A {\n type: int8;\n enum: int8;\n import: int8;\n rpc: int8;\n"
                                          " map: map<string, int8>;\n interface: int8;\n}\nenum B { type; stream; }");
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(findDecl(analysis, "A")->members.size(), std::size_t{6});
    }

    void documentationIsCommentsAndDoc()
    {
        const Analysis analysis = analyse("/// One.\n@doc(\"Two.\")\ntype A {\n  /**\n   * Three\n   * lines.\n   */\n"
                                          "  x: int8;\n  // no documentation\n  y: int8;\n}");
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(findDecl(analysis, "A")->doc, std::string("One.\nTwo."));
        QCOMPARE(findDecl(analysis, "A")->members[0].doc, std::string("Three\nlines."));
        QCOMPARE(findDecl(analysis, "A")->members[1].doc, std::string());
        QCOMPARE(problems(analyse("type A {\n  x: int8;\n  /// Forgotten.\n}")),
                 QStringList({"dangling-doc /// Forgotten."}));
    }

    void optionalMarkAppliesToTheWholeType()
    {
        const Analysis analysis = analyse("type A { x: []string?; y: map<string, [4]byte>?; }");
        QCOMPARE(problems(analysis), QStringList());
        const Decl* decl = findDecl(analysis, "A");
        const TypeExpr& x = analysis.schema->types[decl->members[0].type];
        QCOMPARE(x.kind, TypeKind::Optional);
        QCOMPARE(analysis.schema->types[x.element].kind, TypeKind::Array);
        QCOMPARE(x.spelling, std::string("[]string?"));
    }

    void numbersCountOn()
    {
        const Analysis analysis
            = analyse("enum E { A; B; C = 7; D; }\ntype T { a: int8; @field(5) b: int8; c: int8; }\n"
                      "type U extends T { d: int8; }");
        const Decl* values = findDecl(analysis, "E");
        QCOMPARE(values->members[3].number, std::int64_t{8});
        QCOMPARE(findDecl(analysis, "T")->members[2].number, std::int64_t{6});
        const Decl* derived = findDecl(analysis, "U");
        QCOMPARE(derived->members.size(), std::size_t{4});
        QVERIFY(derived->members[0].inherited && !derived->members[3].inherited);
        QCOMPARE(derived->members[3].number, std::int64_t{7});
        QCOMPARE(problems(analysis, true),
                 QStringList({"implicit-field-number a", "implicit-field-number c", "implicit-field-number d"}));
    }

    void recoversAtTheNextMemberOrDeclaration_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* text, QStringList expected) {
            QTest::newRow(name) << QString(text) << expected;
        };
        row("no semicolon", "type A {\n x: int8\n y: int8;\n}", {"syntax y"});
        row("comma", "type A {\n x: int8,\n y: int8;\n}", {"syntax ,"});
        row("no colon", "type A {\n x int8;\n y: int8;\n}", {"syntax int8"});
        row("swapped", "type A {\n int8 x;\n y: int8;\n}", {"unsupported int8 x"});
        row("no type", "type A {\n x: ;\n y: int8;\n}", {"syntax ;"});
        row("no brace", "type A\n x: int8;\n}", {"syntax x"});
        row("not closed", "type A {\n x: int8;\ntype B {\n y: int8;\n}", {"syntax type"});
        row("misspelt keyword", "tpye A {\n x: int8;\n}", {"syntax tpye"});
        row("rubbish between", "type A {\n x: int8;\n ??? 12 ;\n y: int8;\n}", {"syntax ?"});
        row("rubbish at the top", "}\ntype A { y: int8; }", {"syntax }"});
        row("other language", "message A {\n int32 x = 1;\n repeated string y = 2;\n}",
            {"unsupported message", "unsupported int32 x = 1", "unsupported repeated string y = 2"});
        row("suffix array", "type A { x: int8[]; }", {"unsupported []"});
        row("prefix optional", "type A { x: ?int8; }", {"unsupported ?"});
        row("annotation behind", "type A { x: int8 @field(2); }", {"syntax @field(2)"});
        row("annotation for nothing", "type A { x: int8; @field(2) }", {"syntax @field(2)"});
        row("bad name", "type my-type { x: int8; }", {"bad-identifier my-type"});
        row("bad number", "type A { @field(12ab) x: int8; }", {"syntax 12ab"});
        row("open text", "@doc(\"abc\ntype A { x: int8; }", {"syntax \"abc"});
        row("bad escape", "@doc(\"a\\qb\") type A { x: int8; }", {"syntax \\q"});
        row("open comment", "type A { x: int8; }\n/* abc", {"syntax /*"});
        row("import behind", "type A { x: int8; }\nimport \"cramberry/stdlib.cramberry\";", {"syntax import"});
        row("second package", "package a;\npackage b;\n", {"syntax package"});
        row("generic enum", "enum E<T> { A; }", {"syntax <T>"});
        row("method without parentheses", "interface I {\n a: int8;\n b();\n}", {"syntax :"});
        row("rpc without rpc", "type A {}\nservice S {\n a(A): A;\n}", {"syntax a"});
    }
    void recoversAtTheNextMemberOrDeclaration()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(problems(analyse(text.toStdString())), expected);
    }

    void nestingIsBounded()
    {
        const auto nested = [](int depth) {
            std::string text = "type A { x: ";
            for (int i = 0; i < depth; ++i)
                text += "[]";
            return text + "int8; }";
        };
        QCOMPARE(problems(analyse(nested(100))), QStringList());
        QCOMPARE(problems(analyse(nested(101))), QStringList({"limit-depth int8"}));
        QCOMPARE(problems(analyse(nested(100'000))).size(), 1);
        std::string generics = "type A { x: ";
        for (int i = 0; i < 100'000; ++i)
            generics += "map<string,";
        QVERIFY(!problems(analyse(generics)).isEmpty());
        std::string value = "type A { x: []int8 = ";
        value.append(100'000, '[');
        QVERIFY(!problems(analyse(value)).isEmpty());
        std::string marks = "type A { x: int8";
        marks.append(100'000, '?');
        QCOMPARE(problems(analyse(marks + "; }")).size(), 1);
    }

    void anyPrefixOfATextIsRead()
    {
        for (const std::string& text : {kExample, kQuickReference}) {
            for (std::size_t size = 0; size < text.size(); ++size) {
                const Analysis analysis = analyse(text.substr(0, size));
                for (const Diagnostic& problem : analysis.diagnostics) {
                    if (problem.place.file == 0)
                        QVERIFY(problem.place.first + problem.place.count <= size + 1);
                }
            }
        }
    }

    void anyCharacterInATextIsRead()
    {
        for (std::size_t at = 0; at < kQuickReference.size(); ++at) {
            for (const char c : {'{', '}', '<', '(', '@', '"', '?', '[', ';', '\xFF', '\0'}) {
                std::string text = kQuickReference;
                text[at] = c;
                const Analysis analysis = analyse(text);
                QVERIFY(analysis.schema != nullptr);
            }
        }
    }

    void textIsToldByItsContent()
    {
        QVERIFY(cramberryFormat().recognise(kExample) > 90);
        QVERIFY(cramberryFormat().recognise("type A { x: int8; }") > 50);
        QVERIFY(cramberryFormat().recognise("enum E { A; B; }") > 50);
        QCOMPARE(cramberryFormat().recognise("struct A { x: u8, }"), 0);
        QCOMPARE(cramberryFormat().recognise("{\"type\": 1}"), 0);
    }
};

QTEST_APPLESS_MAIN(CramberryParseTest)
#include "cramberry_parse_test.moc"
