// SPDX-License-Identifier: MIT
#include "cramberry_support.h"

#include <QTest>

using namespace cramberrytest;

namespace {

QStringList typeNames(const Analysis& analysis)
{
    QStringList names;
    for (const PlanType& type : analysis.plan->types)
        names << toQString(type.name)
                + (type.fullName == 0 ? QString() : "=" + toQString(analysis.plan->text(type.fullName)));
    return names;
}

} // namespace

/// Spec cramberry.md: generics, `extends`, interfaces.
class CramberryGenericsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void instancesAreMadeByUse()
    {
        const Analysis analysis = analyse("package p;\ntype R<T, E> { @oneof value: T; @oneof error: E; }\n"
                                          "type A { a: R<A, []byte>?; b: []R<map<string, int8>, int8?>; }\n"
                                          "type Unused<T> { x: T; }");
        QCOMPARE(problems(analysis), QStringList({"oneof-repeated @oneof"}));
        const Analysis good
            = analyse("package p;\ntype R<T, E> { @oneof value: T; @oneof error: E; }\n"
                      "type A { a: R<A, []byte>?; b: []R<string, int8?>; c: R<A, []byte>?; d: R<R<A, E>, byte>?; }\n"
                      "enum E { X; }");
        QCOMPARE(problems(good), QStringList());
        QCOMPARE(typeNames(good),
                 QStringList({"A=p.A", "R<A,[]uint8>=p.R<p.A,[]uint8>", "R<string,int8?>=p.R<string,int8?>",
                              "R<R<A,E>,uint8>=p.R<p.R<p.A,p.E>,uint8>", "R<A,E>=p.R<p.A,p.E>"}));
    }

    void instancesOfServicesAreMade()
    {
        const Analysis analysis
            = analyse("type G<T> { x: T; }\ntype A { }\nservice S { rpc F(G<A>): stream G<string>; }");
        QCOMPARE(problems(analysis), QStringList());
        QCOMPARE(typeNames(analysis), QStringList({"A=A", "G<A>=G<A>", "G<string>=G<string>"}));
    }

    void unusedGenericsAreChecked()
    {
        QCOMPARE(
            problems(analyse("type G<T> { x: T; y: X; @encoding(\"delta\") z: []string; w: T = 5; v: map<T, T>; }")),
            QStringList({"unknown-type X", "encoding-type @encoding(\"delta\")"}));
    }

    void argumentsAreChecked()
    {
        const std::string generics = "type G<T> { @encoding(\"delta\") x: []T; }\ntype M<K> { m: map<K, int8>; }\n"
                                     "type D<T> { d: T = 5; }\ntype O<T> { o: T?; }\ntype L<T> { l: []T; }\n";
        const auto used = [&](const char* type) { return problems(analyse(generics + "type A { a: " + type + "; }")); };
        QCOMPARE(used("G<int8>"), QStringList());
        QCOMPARE(used("G<string>"), QStringList({"encoding-type @encoding(\"delta\")"}));
        QCOMPARE(used("M<string>"), QStringList());
        QCOMPARE(used("M<float32>"), QStringList({"map-key-type float32"}));
        QCOMPARE(used("D<uint8>"), QStringList());
        QCOMPARE(used("D<string>"), QStringList({"default-type 5"}));
        QCOMPARE(used("D<int8?>"), QStringList({"default-not-allowed 5"}));
        QCOMPARE(used("O<int8>"), QStringList());
        QCOMPARE(used("O<int8?>"), QStringList({"optional-optional T?"}));
        QCOMPARE(used("L<int8?>"), QStringList({"optional-element int8?"}));
        QCOMPARE(used("L<A>"), QStringList());
        QCOMPARE(used("O<A>"), QStringList());
    }

    void numberOfArgumentsIsChecked()
    {
        QCOMPARE(problems(analyse("type G<X, Y> { x: X; y: Y; }\ntype A { a: G; b: G<int8>; c: G<int8, int8, int8>;\n"
                                  "d: A<int8>; e: int8<int8>; f: G<int8, G<int8, int8>>; }")),
                 QStringList({"generic-arity G", "generic-arity G<int8>", "generic-arity G<int8, int8, int8>",
                              "generic-arity A<int8>", "generic-arity int8<int8>"}));
    }

    void parametersTakeNoArguments()
    {
        QCOMPARE(problems(analyse("type G<T> { x: T<int8>; }")), QStringList({"generic-arity T<int8>"}));
    }

    void endlessExpansionIsReportedOnce()
    {
        QCOMPARE(problems(analyse("type G<T> { x: []G<[]T>; }\ntype A { g: G<int8>; }")),
                 QStringList({"generic-expansion []G<[]T>"}));
        QCOMPARE(problems(analyse("type P<A, B> { a: A?; b: B?; }\ntype G<T> { x: G<P<T, T>>?; y: G<P<int8, T>>?; }\n"
                                  "type A { g: G<int8>?; }"))
                     .size(),
                 1);
        QCOMPARE(problems(analyse("type G<T> { x: []G<T>; y: T; }\ntype A { g: G<int8>; h: G<A>?; }")), QStringList());
    }

    void infiniteSizeIsFoundThroughInstances()
    {
        QCOMPARE(problems(analyse("type Box<T> { x: T; }\ntype A { b: Box<A>; }")),
                 QStringList({"infinite-size Box<A>"}));
        QCOMPARE(problems(analyse("type Box<T> { x: []T; }\ntype A { b: Box<A>; }")), QStringList());
    }

    void basesMayBeInstances()
    {
        const Analysis analysis = analyse("type Base<T> { a: T; b: []T; }\ntype A extends Base<string> { c: int8; }\n"
                                          "type B<X> extends Base<X?> { }\ntype C { b: B<int8>; }");
        QCOMPARE(problems(analysis), QStringList({"optional-element X?"}));
        const Decl* decl = findDecl(analysis, "A");
        QCOMPARE(analysis.schema->types[decl->members[1].type].spelling, std::string("[]string"));
        QCOMPARE(decl->members[2].number, std::int64_t{3});
    }

    void implementationsAreThoseOfExtendingInterfacesToo()
    {
        const Analysis analysis = analyse(
            "interface A extends B, C { }\ninterface B { }\ninterface C { }\n@implements(A) @typeid(300) type X { }\n"
            "@implements(B) @typeid(200) type Y { }\n@implements(C) @typeid(250) type Z<T> { t: T; }\n"
            "type T { a: A; b: B; c: C; z: Z<int8>?; }");
        QCOMPARE(problems(analysis), QStringList());
        const Plan& plan = *analysis.plan;
        const auto allowed = [&](SlotIndex slot) {
            QStringList names;
            const ReferenceInfo& info = plan.references[plan.nodeOf(slot).detail];
            for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i)
                names << toQString(plan.text(plan.referenceTypes[i].shortName));
            return names;
        };
        const SlotIndex first = plan.nodes[plan.findType("T")->node].firstSlot;
        QCOMPARE(allowed(first), QStringList({"X"}));
        QCOMPARE(allowed(first + 1), QStringList({"Y", "X"}));
        QCOMPARE(allowed(first + 2), QStringList({"Z<int8>", "X"}));
    }

    void longChainsAreLinear()
    {
        std::string text = "type T0 { a0: int8; }\n";
        for (int i = 1; i < 3'000; ++i)
            text += "type T" + std::to_string(i) + " { a: T" + std::to_string(i - 1) + "; }\n";
        QCOMPARE(problems(analyse(text)), QStringList());
    }

    void copiesAreBounded()
    {
        std::string text = "type T0 { a0: int8; }\n";
        for (int i = 1; i < 2'500; ++i) {
            const std::string number = std::to_string(i);
            text += "type T" + number + " extends T" + std::to_string(i - 1) + " { a" + number + ": int8; }\n";
        }
        const QStringList found = problems(analyse(text));
        QVERIFY(found.size() == 1 && found[0].startsWith("limit-total"));
        std::string wide = "type G<T> {\n";
        for (int i = 0; i < 1'000; ++i)
            wide += "a" + std::to_string(i) + ": T;\n";
        wide += "}\n";
        for (int i = 0; i < 2'000; ++i)
            wide += "type A" + std::to_string(i) + " { x: G<A" + std::to_string(i) + ">?; }\n";
        const QStringList instances = problems(analyse(wide));
        QVERIFY(instances.size() == 1 && instances[0].startsWith("generic-expansion"));
    }
};

QTEST_APPLESS_MAIN(CramberryGenericsTest)
#include "cramberry_generics_test.moc"
