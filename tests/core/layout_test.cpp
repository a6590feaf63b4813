// SPDX-License-Identifier: MIT
#include "core/layout/layout.h"

#include "core/syntax/json_document.h"
#include "core/value/json_input.h"
#include "core/wire/encoder.h"
#include "tests/core/layout_samples.h"

#include <nlohmann/json.hpp>

#include <QtTest>
#include <rapidcheck.h>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const std::shared_ptr<const Plan>& plan)
{
    return layoutJson(layoutOf(*plan, typeOf(*plan)));
}

QString text(const Json& json)
{
    return QString::fromStdString(json.dump());
}

Bytes encodeJson(const std::shared_ptr<const Plan>& plan, const std::string& value)
{
    Diagnostics problems;
    const JsonDocument document = readJson(value, JsonRole::Value, problems);
    const Value bound = bindJson(plan, typeOf(*plan), document, *document.root(), problems);
    if (hasErrors(problems))
        return {};
    return encode(bound, plan->limits).bytes;
}

std::vector<std::uint64_t> setBits(const Bytes& bytes)
{
    std::vector<std::uint64_t> bits;
    for (std::uint64_t bit = 0; bit < bytes.size() * 8; ++bit) {
        if ((bytes[bit / 8] >> (bit % 8) & 1) != 0)
            bits.push_back(bit);
    }
    return bits;
}

} // namespace

class LayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bitschemaVectors_activeAndAge()
    {
        PlanMaker make;
        const auto plan = make.finish(make.record(
            "R", {{"active", make.bits("bool", 1, Meaning::Bool), 0}, {"age", make.bits("int", 7, Meaning::Int), 1}}));
        const Json json = jsonOf(plan);
        QCOMPARE(json["total_bits"].get<int>(), 8);
        QCOMPARE(json["total_bytes"].get<int>(), 1);
        QCOMPARE(json["wasted_bits"].get<int>(), 0);
        QCOMPARE(json["fields"][1]["name"].get<std::string>(), std::string("age"));
        QCOMPARE(json["fields"][1]["offset"].get<int>(), 1);
        QCOMPARE(json["fields"][1]["bits"].get<int>(), 7);
    }

    void bitschemaVectors_versionFlagsLength()
    {
        QCOMPARE(
            text(jsonOf(packetPlan())),
            QStringLiteral(R"({"name":"Packet","total_bits":32,"total_bytes":4,"wasted_bits":0,"byte_order":"little",)"
                           R"("fields":[{"name":"version","type":"uint","offset":0,"bits":4,"total_bits":4},)"
                           R"({"name":"flags","type":"uint","offset":4,"bits":8,"total_bits":8},)"
                           R"({"name":"length","type":"uint","offset":12,"bits":20,"total_bits":20}],"padding":[]})"));
    }

    void bitschemaFieldTypes_bitsExcludeThePresenceBit()
    {
        PlanMaker make;
        const auto plan = make.finish(make.record("R", {{"age", make.bits("int", 7, Meaning::Int), 0, true}}));
        const Json field = jsonOf(plan)["fields"][0];
        QCOMPARE(field["presence_offset"].get<int>(), 0);
        QCOMPARE(field["offset"].get<int>(), 0);
        QCOMPARE(field["bits"].get<int>(), 7);
        QCOMPARE(field["total_bits"].get<int>(), 8);
        QVERIFY(!jsonOf(packetPlan())["fields"][0].contains("presence_offset"));
    }

    void decidedDetails_wastedBitsArePaddingAndTheRestOfTheLastByte()
    {
        const Json json = jsonOf(mixedPlan());
        // Gaps 5 + 1 + 2, a gap of 2 in the nested struct, 4 declared, 2 left in the last byte.
        QCOMPARE(json["wasted_bits"].get<int>(), 16);
        QCOMPARE(json["total_bits"].get<int>(), 134);
        QCOMPARE(json["total_bytes"].get<int>(), 17);
        QCOMPARE(text(json["padding"]), QStringLiteral("[[25,5],[63,1],[68,2]]"));
        QCOMPARE(text(json["fields"][2]["padding"]), QStringLiteral("[[11,2]]"));
    }

    void decidedDetails_paddingInsideArraysCountsForEachElement()
    {
        PlanMaker make;
        const NodeIndex element = make.record("struct", {{"a", make.bits("uint", 3), 0}, {"_p", make.padding(2), 4}});
        const auto plan = make.finish(make.record("R", {{"list", make.slots("array", element, 10), 0}}));
        QCOMPARE(jsonOf(plan)["wasted_bits"].get<int>(), 10 * 3 + 4);
    }

    void bitschemaSchemaDocument_atLeastOneByte()
    {
        PlanMaker make;
        const auto plan = make.finish(make.record("R", {{"nothing", make.bits("int", 0, Meaning::Int), 0}}));
        const Json json = jsonOf(plan);
        QCOMPARE(json["total_bits"].get<int>(), 0);
        QCOMPARE(json["total_bytes"].get<int>(), 1);
        QCOMPARE(json["wasted_bits"].get<int>(), 8);
    }

    void decidedDetails_nestedFieldsAndElements()
    {
        const Json fields = jsonOf(mixedPlan())["fields"];
        QCOMPARE(fields[2]["fields"][1]["offset"].get<int>(), 3); // within the nested record
        QCOMPARE(fields[2]["fields"][1]["presence_offset"].get<int>(), 3);
        QCOMPARE(fields[3]["count"].get<int>(), 6);
        QCOMPARE(fields[3]["count_bits"].get<int>(), 3);
        QCOMPARE(fields[3]["element"]["bits"].get<int>(), 5);
        QCOMPARE(fields[3]["bits"].get<int>(), 33);
    }

    void decidedDetails_behindAVariablePart()
    {
        const Json json = jsonOf(pluginPlan());
        QVERIFY(json["total_bits"].is_null());
        QVERIFY(json["total_bytes"].is_null());
        QCOMPARE(json["min_bits"].get<int>(), 72);
        QVERIFY(json["max_bits"].is_null());
        const Json active = json["fields"][2];
        QVERIFY(active["offset"].is_null());
        QCOMPARE(active["after"].get<std::string>(), std::string("name"));
        QCOMPARE(active["bits"].get<int>(), 8);
        QVERIFY(json["fields"][1]["bits"].is_null());
        QCOMPARE(json["fields"][1]["min_bits"].get<int>(), 32);
    }

    void sdpWireFormat_messageFieldsStartBehindTheHeader()
    {
        const Json json = jsonOf(registryPlan());
        QCOMPARE(json["header_bits"].get<int>(), 96);
        QCOMPARE(json["fields"][0]["offset"].get<int>(), 96);
        QCOMPARE(json["min_bits"].get<int>(), 96 + 32 + 32);
    }

    void sdpWireFormat_fixedStructHasATotal()
    {
        PlanMaker make;
        const auto plan = make.finish(
            make.sequence("P", {{"x", make.fixed("f32", 32, Meaning::Float)}, {"y", make.fixed("u8", 8)}}));
        const Json json = jsonOf(plan);
        QCOMPARE(json["total_bits"].get<int>(), 40);
        QCOMPARE(json["total_bytes"].get<int>(), 5);
        QCOMPARE(json["wasted_bits"].get<int>(), 0);
        QCOMPARE(json["min_bits"].get<int>(), 40);
        QCOMPARE(json["max_bits"].get<int>(), 40);
    }

    void recursiveTypesAreLaidOutOneLevelDeep()
    {
        const Json plugin = jsonOf(registryPlan())["fields"][0]["element"];
        const Json parent = plugin["fields"][2];
        QCOMPARE(parent["presence_bits"].get<int>(), 8);
        QVERIFY(parent["element"]["collapsed"].get<bool>());
        QVERIFY(!parent["element"].contains("fields"));
    }

    void aMillionSlotsAreOneElementRow()
    {
        PlanMaker make;
        const auto plan
            = make.finish(make.record("R", {{"samples", make.slots("array", make.bits("uint", 1), 1'000'000, 20), 0}}));
        const Layout layout = layoutOf(*plan, typeOf(*plan));
        QCOMPARE(layout.fields.front().element.size(), std::size_t{1});
        QCOMPARE(*layout.totalBits, std::uint64_t{1'000'020});
        QVERIFY(layoutText(layout).size() < 1000);
        QVERIFY(layoutAscii(layout).size() < 5000);
        QVERIFY(layoutSvg(layout).size() < 20'000);
    }

    void typesThatMultiplyDoNotExplode()
    {
        // Each level holds two lists of the next one: 2^40 paths.
        PlanMaker make;
        NodeIndex inner = make.sequence("Leaf", {{"x", make.fixed("u8", 8)}});
        for (int level = 0; level < 40; ++level)
            inner = make.sequence("Level", {{"a", make.list("[]Level", inner)}, {"b", make.list("[]Level", inner)}});
        const auto plan = make.finish(inner);
        const Layout layout = layoutOf(*plan, typeOf(*plan));
        QVERIFY(layoutJson(layout).dump().size() < 100'000'000);
        QVERIFY(layoutAscii(layout).size() < 10'000'000);
    }

    void arraysInArraysDoNotExplode()
    {
        PlanMaker make;
        NodeIndex inner = make.bits("uint", 1);
        for (int level = 0; level < 4; ++level)
            inner = make.slots("array", inner, 50);
        const auto plan = make.finish(make.record("R", {{"cube", inner, 0}}));
        const Layout layout = layoutOf(*plan, typeOf(*plan));
        QCOMPARE(*layout.totalBits, std::uint64_t{6'250'000});
        QVERIFY(layoutAscii(layout).size() < 2'000'000);
        QVERIFY(layoutAscii(layout).find(" more") != std::string::npos);
    }

    void tableForPeople()
    {
        const std::string table = layoutText(layoutOf(*mixedPlan(), typeOf(*mixedPlan())));
        QVERIFY(table.starts_with("Mixed: 134 bits, 17 bytes, 16 bits wasted\n"));
        QVERIFY(table.find("  20..13      7    y               uint     presence bit 13, value behind it\n")
                != std::string::npos);
        QVERIFY(table.find("   +4..0      5    (each element)  uint\n") != std::string::npos);
        QVERIFY(table.find("135..134      2  (unused)                   rest of the last byte\n") != std::string::npos);
    }

    void encoderPutsEachFieldWhereTheLayoutSays()
    {
        const bool good = rc::check("bits of a field are its layout's bits", [] {
            const auto widths = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 40)));
            const auto gaps = *rc::gen::container<std::vector<int>>(widths.size(), rc::gen::inRange(0, 9));
            PlanMaker make;
            std::vector<std::string> names;
            std::vector<PlanMaker::Field> fields;
            std::uint64_t offset = 0;
            for (std::size_t i = 0; i < widths.size(); ++i)
                names.push_back("f" + std::to_string(i));
            for (std::size_t i = 0; i < widths.size(); ++i) {
                offset += static_cast<std::uint64_t>(gaps[i]);
                fields.push_back({names[i], make.bits("uint", static_cast<std::uint64_t>(widths[i])), offset});
                offset += static_cast<std::uint64_t>(widths[i]);
            }
            const auto plan = make.finish(make.record("R", fields));
            const Layout layout = layoutOf(*plan, typeOf(*plan));
            const std::size_t chosen = *rc::gen::inRange<std::size_t>(0, widths.size());
            std::string json = "{";
            for (std::size_t i = 0; i < widths.size(); ++i) {
                const std::uint64_t all = (std::uint64_t{1} << widths[i]) - 1;
                json += (i == 0 ? "\"" : ",\"") + names[i] + "\":" + std::to_string(i == chosen ? all : 0);
            }
            const Bytes bytes = encodeJson(plan, json + "}");
            RC_ASSERT(bytes.size() == *layout.totalBytes);
            const std::vector<std::uint64_t> bits = setBits(bytes);
            const LayoutRow& row = layout.fields[chosen];
            RC_ASSERT(bits.size() == *row.bits);
            RC_ASSERT(bits.front() == *row.offset);
            RC_ASSERT(bits.back() == *row.offset + *row.bits - 1);
        });
        QVERIFY(good);
    }
};

QTEST_GUILESS_MAIN(LayoutTest)
#include "layout_test.moc"
