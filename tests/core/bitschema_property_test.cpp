// SPDX-License-Identifier: MIT
#include "tests/core/bitschema_support.h"

#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <QTest>

#include <set>

using namespace wirebench;
using namespace wirebench::test;

namespace {

using Json = nlohmann::ordered_json;

std::uint64_t number(std::uint64_t below)
{
    return *rc::gen::inRange<std::uint64_t>(0, below);
}

bool chance()
{
    return *rc::gen::arbitrary<bool>();
}

std::uint64_t bitsOf(std::uint64_t bits)
{
    const std::uint64_t any = *rc::gen::arbitrary<std::uint64_t>();
    return bits >= 64 ? any : any & ((std::uint64_t{1} << bits) - 1);
}

/// A field definition without its name, and a value of it.
struct Made {
    Json definition;
    Json value;
};

Made makeField(int depth);

Made makeInt()
{
    const auto a = *rc::gen::arbitrary<std::int64_t>();
    const auto b = *rc::gen::arbitrary<std::int64_t>();
    const std::int64_t low = std::min(a, b);
    const std::int64_t high = std::max(a, b);
    const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    const std::uint64_t step = span == UINT64_MAX ? bitsOf(64) : bitsOf(64) % (span + 1);
    const auto value = static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + step);
    return {Json{{"type", "int"}, {"min", low}, {"max", high}}, value};
}

Made makeEnum()
{
    Json values = Json::array();
    const std::uint64_t count = 1 + number(9);
    for (std::uint64_t i = 0; i < count; ++i)
        values.push_back("value " + std::to_string(i));
    const Json value = values[number(count)];
    return {Json{{"type", "enum"}, {"values", std::move(values)}}, value};
}

Made makeBitmask()
{
    std::set<std::uint64_t> positions;
    const std::uint64_t count = 1 + number(5);
    while (positions.size() < count)
        positions.insert(number(64));
    Json flags = Json::object();
    Json value = Json::object();
    for (const std::uint64_t position : positions) {
        flags["bit" + std::to_string(position)] = position;
        value["bit" + std::to_string(position)] = chance();
    }
    return {Json{{"type", "bitmask"}, {"flags", std::move(flags)}}, value};
}

Made makeDate()
{
    static const std::vector<std::string> days{"0001-01-01", "1900-02-28", "1999-12-31",
                                               "2000-02-29", "2026-02-19", "9999-12-31"};
    const std::uint64_t first = number(days.size());
    const std::uint64_t last = first + number(days.size() - first);
    const std::uint64_t at = first + number(last - first + 1);
    const bool day = chance();
    return {Json{{"type", "date"},
                 {"resolution", day ? "day" : "second"},
                 {"min_date", days[first]},
                 {"max_date", days[last]}},
            day ? days[at] : days[at] + "T00:00:00"};
}

Json namedFields(int depth, Json& values);

Made makeStruct(int depth)
{
    Made made{Json{{"type", "struct"}}, Json::object()};
    made.definition["fields"] = namedFields(depth + 1, made.value);
    return made;
}

Made makeArray(int depth)
{
    Made element = makeField(depth + 1);
    const std::uint64_t length = 1 + number(4);
    const bool counted = chance();
    Json definition{{"type", "array"}, {counted ? "max_length" : "length", length}, {"of", element.definition}};
    Json value = Json::array();
    const std::uint64_t used = counted ? number(length + 1) : length;
    for (std::uint64_t i = 0; i < used; ++i)
        value.push_back(element.value);
    return {std::move(definition), std::move(value)};
}

Made makePlain(int depth)
{
    switch (number(depth < 3 ? 8 : 6)) {
    case 0:
        return {Json{{"type", "bool"}}, chance()};
    case 1: {
        const std::uint64_t bits = 1 + number(64);
        return {Json{{"type", "uint"}, {"bits", bits}}, bitsOf(bits)};
    }
    case 2:
        return makeInt();
    case 3:
        return makeEnum();
    case 4:
        return makeBitmask();
    case 5:
        return makeDate();
    case 6:
        return makeStruct(depth);
    default:
        return makeArray(depth);
    }
}

Made makeField(int depth)
{
    Made made = makePlain(depth);
    if (number(4) == 0) {
        made.definition["nullable"] = true;
        if (chance())
            made.value = nullptr;
    }
    return made;
}

/// Fields as a list or by name, some of them padding.
Json namedFields(int depth, Json& values)
{
    const bool keyed = chance();
    Json fields = keyed ? Json::object() : Json::array();
    const std::uint64_t count = 1 + number(5);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::string name = "f" + std::to_string(i);
        Json definition;
        if (i > 0 && number(5) == 0) {
            name = "_" + name;
            definition = Json{{"bits", 1 + number(20)}};
        } else {
            Made made = makeField(depth);
            definition = std::move(made.definition);
            values[name] = std::move(made.value);
        }
        if (keyed) {
            fields[name] = std::move(definition);
        } else {
            definition["name"] = name;
            fields.push_back(std::move(definition));
        }
    }
    return fields;
}

Made makeSchema()
{
    Made made{Json{{"name", "Random"}, {"container", "bytes"}}, Json::object()};
    made.definition["byte_order"] = chance() ? "big" : "little";
    made.definition["alignment"] = chance() ? "byte" : "packed";
    made.definition["fields"] = namedFields(0, made.value);
    return made;
}

std::string layoutText(const Analysis& analysis)
{
    return layoutJson(layoutOf(*analysis.plan, analysis.plan->types.front())).dump();
}

void checkRows(const std::vector<LayoutRow>& rows, const std::vector<BitRange>& gaps, std::uint64_t width)
{
    std::vector<BitRange> taken(gaps);
    for (const LayoutRow& row : rows) {
        RC_ASSERT(row.offset.has_value());
        taken.push_back({*row.offset, *row.maxBits});
        if (!row.fields.empty())
            checkRows(row.fields, row.gaps, *row.bits);
    }
    std::sort(taken.begin(), taken.end(), [](const BitRange& a, const BitRange& b) {
        return a.first != b.first ? a.first < b.first : a.count < b.count;
    });
    std::uint64_t at = 0;
    for (const BitRange& range : taken) {
        if (range.count == 0)
            continue;
        RC_ASSERT(range.first == at); // neither overlap nor hole
        at = range.end();
    }
    RC_ASSERT(at == width);
}

/// The same schema with its fields shuffled and every offset written out.
Json withOffsets(const Json& compiled)
{
    Json result = compiled;
    Json fields = Json::array();
    if (compiled.at("fields").is_object()) {
        for (const auto& [name, definition] : compiled.at("fields").items()) {
            fields.push_back(definition);
            fields.back()["name"] = name;
        }
    } else {
        fields = compiled.at("fields");
    }
    for (std::size_t i = fields.size(); i > 1; --i)
        std::swap(fields[i - 1], fields[number(i)]);
    result["fields"] = std::move(fields);
    return result;
}

} // namespace

/// Spec bitschema.md, with generated schemas and values.
class BitschemaPropertyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void generatedSchemasAreSoundAndTheirFieldsTile();
    void compiledSchemasLayOutIdentically();
    void offsetsDecideNotTheOrder();
    void jsonAndYamlGiveTheSame();
    void formattingKeepsTheMeaningAndIsIdempotent();
    void valuesSurviveEncodingAndDecoding();
    void anyBytesDecode();
    void damagedSchemasAreSurvived();
};

void BitschemaPropertyTest::generatedSchemasAreSoundAndTheirFieldsTile()
{
    QVERIFY(rc::check("fields and gaps tile the record", [] {
        const Analysis analysis = analyseBitschema(makeSchema().definition.dump());
        RC_ASSERT(!hasErrors(analysis.diagnostics));
        const Layout layout = layoutOf(*analysis.plan, analysis.plan->types.front());
        checkRows(layout.fields, layout.gaps, *layout.totalBits);
        RC_ASSERT(*layout.totalBytes == std::max<std::uint64_t>(1, (*layout.totalBits + 7) / 8));
    }));
}

void BitschemaPropertyTest::compiledSchemasLayOutIdentically()
{
    QVERIFY(rc::check("compile, load, lay out", [] {
        const Analysis analysis = analyseBitschema(makeSchema().definition.dump());
        const auto compiled = bitschemaFormat().makeExport("compiled", analysis);
        RC_ASSERT(compiled.has_value());
        const Analysis again = analyseBitschema(*compiled);
        RC_ASSERT(!hasErrors(again.diagnostics));
        RC_ASSERT(layoutText(again) == layoutText(analysis));
        RC_ASSERT(bitschemaFormat().compare(analysis, again).empty());
        RC_ASSERT(*bitschemaFormat().makeExport("compiled", again) == *compiled);
    }));
}

void BitschemaPropertyTest::offsetsDecideNotTheOrder()
{
    QVERIFY(rc::check("any declared order", [] {
        const Made made = makeSchema();
        const Analysis analysis = analyseBitschema(made.definition.dump());
        const Json compiled = Json::parse(*bitschemaFormat().makeExport("compiled", analysis));
        const Analysis shuffled = analyseBitschema(withOffsets(compiled).dump());
        RC_ASSERT(!hasErrors(shuffled.diagnostics));
        RC_ASSERT(encodeJson(shuffled, made.value.dump()).hex == encodeJson(analysis, made.value.dump()).hex);
    }));
}

void BitschemaPropertyTest::jsonAndYamlGiveTheSame()
{
    QVERIFY(rc::check("JSON read as YAML", [] {
        const std::string text = makeSchema().definition.dump(chance() ? 2 : -1);
        const Analysis json = analyseBitschema(text, "a.json");
        const Analysis yaml = analyseBitschema(text, "a.yaml");
        RC_ASSERT(layoutText(json) == layoutText(yaml));
        RC_ASSERT(json.diagnostics.size() == yaml.diagnostics.size());
        for (std::size_t i = 0; i < json.diagnostics.size(); ++i)
            RC_ASSERT(json.diagnostics[i].place == yaml.diagnostics[i].place);
    }));
}

void BitschemaPropertyTest::formattingKeepsTheMeaningAndIsIdempotent()
{
    QVERIFY(rc::check("format", [] {
        const Json definition = makeSchema().definition;
        for (const char* syntax : {"json", "yaml"}) {
            SchemaSource source;
            source.syntax = syntax;
            source.text = definition.dump(chance() ? 3 : -1);
            const auto once = bitschemaFormat().formatText(source);
            RC_ASSERT(once.has_value());
            RC_ASSERT(Json::parse(*once) == definition);
            source.text = *once;
            RC_ASSERT(*bitschemaFormat().formatText(source) == *once);
        }
    }));
}

void BitschemaPropertyTest::valuesSurviveEncodingAndDecoding()
{
    QVERIFY(rc::check("decode(encode(v)) is v", [] {
        const Made made = makeSchema();
        const Analysis analysis = analyseBitschema(made.definition.dump());
        const EncodedHex encoded = encodeJson(analysis, made.value.dump());
        RC_ASSERT(encoded.codes.empty());
        const DecodedJson decoded = decodeHex(analysis, encoded.hex);
        RC_ASSERT(decoded.codes.empty());
        RC_ASSERT(Json::parse(decoded.json) == made.value);
    }));
}

void BitschemaPropertyTest::anyBytesDecode()
{
    QVERIFY(rc::check("any bytes", [] {
        const Analysis analysis = analyseBitschema(makeSchema().definition.dump());
        const auto bytes = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
        const DecodedJson decoded = decodeHex(analysis, toHex(bytes));
        RC_ASSERT(!Json::parse(decoded.json, nullptr, false).is_discarded());
    }));
}

void BitschemaPropertyTest::damagedSchemasAreSurvived()
{
    QVERIFY(rc::check("damaged schema texts", [] {
        std::string text = makeSchema().definition.dump(chance() ? 1 : -1);
        const std::uint64_t changes = 1 + number(5);
        for (std::uint64_t i = 0; i < changes; ++i) {
            const std::size_t at = number(text.size());
            if (chance())
                text[at] = *rc::gen::arbitrary<char>();
            else
                text.erase(at, 1 + number(4));
            if (text.empty())
                return;
        }
        for (const char* name : {"a.json", "a.yaml"}) {
            const Analysis analysis = analyseBitschema(text, name);
            for (const Diagnostic& problem : analysis.diagnostics)
                RC_ASSERT(problem.place.first + problem.place.count <= text.size());
            for (const Diagnostic& problem : analysis.diagnostics) {
                for (const Fix& fix : problem.fixes)
                    analyseBitschema(withFix(text, fix), name);
            }
            if (!analysis.plan->types.empty())
                decodeHex(analysis, "00ff55aa");
            bitschemaFormat().language().outline(analysis);
            bitschemaFormat().formatText(*analysis.source);
        }
    }));
}

QTEST_GUILESS_MAIN(BitschemaPropertyTest)
#include "bitschema_property_test.moc"
