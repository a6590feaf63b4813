// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "Foundation", section "The command line", `batch`.
#include "tests/app/cli_process.h"

#include <QTest>

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace {

const char* const plugin = "struct Plugin { id: u32, name: str, active: bool }";

Json request(const char* op, const char* schema)
{
    return Json{{"op", op}, {"format", "sdp"}, {"schema", schema}};
}

/// The answers to `lines`; every answer must be a JSON object on a line of its own.
std::vector<Json> answersTo(const QByteArray& input, int* exitCode = nullptr)
{
    const CliResult result = runCli({"batch"}, input);
    if (exitCode != nullptr)
        *exitCode = result.exitCode;
    std::vector<Json> answers;
    QList<QByteArray> lines = result.out.split('\n');
    if (lines.takeLast() != QByteArray()) // the last answer, too, ends with a line feed
        return {};
    for (const QByteArray& line : lines)
        answers.push_back(Json::parse(line.toStdString(), nullptr, false));
    return answers;
}

Json answerTo(const Json& request)
{
    const std::vector<Json> answers = answersTo(QByteArray::fromStdString(request.dump() + '\n'));
    return answers.size() == 1 ? answers.front() : Json();
}

std::vector<std::string> codesOf(const Json& answer)
{
    std::vector<std::string> codes;
    for (const Json& problem : answer.value("diagnostics", Json::array()))
        codes.push_back(problem.value("code", ""));
    return codes;
}

using Codes = std::vector<std::string>;

} // namespace

class CliBatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void check();
    void layout();
    void encode();
    void decode();
    void decodeGivesTheValueAlsoWhenItFails();
    void soundTypesOfABrokenSchemaWork();
    void warningsOfTheSchemaAreForCheckOnly();
    void streams();
    void integers();
    void schemaFormats();
    void problemsOfEncodingHavePlaces();
    void formatAndTypeMayBeLeftOut();
    void rangesAreThoseOfTheValue();
    void limits();
    void annotations();
    void idIsRepeated();
    void badRequests_data();
    void badRequests();
    void everyLineGetsItsAnswerInOrder();
    void answersComeWithoutWaitingForTheEnd();
    void hugeLines();
    void manySchemas();
};

void CliBatchTest::check()
{
    Json answer = answerTo(request("check", plugin));
    QVERIFY(answer == Json::parse(R"({"ok":true,"diagnostics":[]})"));
    answer = answerTo(request("check", "struct A { x: Foo }\nstruct A { y: u8 }"));
    QCOMPARE(answer["ok"].get<bool>(), false);
    QCOMPARE(codesOf(answer), (Codes{"unknown-type", "duplicate-declaration"}));
    const Json& first = answer["diagnostics"][0];
    QCOMPARE(first["severity"].get<std::string>(), std::string("error"));
    QVERIFY(!first["message"].get<std::string>().empty());
    QVERIFY(first["range"] == Json::parse(R"({"line":1,"column":15,"length":3,"offset":14,"bytes":3})"));
}

void CliBatchTest::layout()
{
    const Json answer = answerTo(request("layout", "struct P { a: u8, b: u32 }"));
    QCOMPARE(answer["ok"].get<bool>(), true);
    QCOMPARE(answer["layout"]["total_bits"].get<int>(), 40);
    QCOMPARE(answer["layout"]["fields"][1]["offset"].get<int>(), 8);
}

void CliBatchTest::encode()
{
    Json ask = request("encode", plugin);
    ask["type"] = "Plugin";
    ask["value"] = Json{{"id", 42}, {"name", "Reverb"}, {"active", true}};
    QVERIFY(answerTo(ask) == Json::parse(R"({"ok":true,"hex":"2a0000000600000052657665726201","diagnostics":[]})"));
    ask["value"] = Json{{"id", -1}, {"active", 1}, {"extra", nullptr}};
    const Json answer = answerTo(ask);
    QCOMPARE(answer["ok"].get<bool>(), false);
    QVERIFY(!answer.contains("hex"));
    QCOMPARE(answer["diagnostics"].size(), std::size_t{3});
}

void CliBatchTest::decode()
{
    Json ask = request("decode", plugin);
    ask["hex"] = "2A 00 00 00 06 00 00 00 52 65 76 65 72 62 01";
    QVERIFY(answerTo(ask)
            == Json::parse(R"({"ok":true,"value":{"id":42,"name":"Reverb","active":true},"diagnostics":[]})"));
    ask["hex"] = "";
    QCOMPARE(codesOf(answerTo(ask)), Codes{"truncated"});
}

void CliBatchTest::decodeGivesTheValueAlsoWhenItFails()
{
    Json ask = request("decode", plugin);
    ask["hex"] = "2A000000 06000000 5265";
    const Json answer = answerTo(ask);
    QCOMPARE(answer["ok"].get<bool>(), false);
    QVERIFY(answer["value"] == Json::parse(R"({"id":42})"));
    QCOMPARE(codesOf(answer), Codes{"truncated"});
    QCOMPARE(answer["diagnostics"][0]["path"].get<std::string>(), std::string("name"));
    QVERIFY(answer["diagnostics"][0]["bits"] == Json::parse("[64,16]"));
}

void CliBatchTest::soundTypesOfABrokenSchemaWork()
{
    Json ask = request("decode", "struct A { x: Foo }\nstruct B { y: u8 }");
    ask["type"] = "B";
    ask["hex"] = "07";
    Json answer = answerTo(ask);
    QCOMPARE(answer["ok"].get<bool>(), false);
    QVERIFY(answer["value"] == Json::parse(R"({"y":7})"));
    QCOMPARE(codesOf(answer), Codes{"unknown-type"});
    ask["type"] = "A";
    answer = answerTo(ask);
    QCOMPARE(answer["ok"].get<bool>(), false);
    QVERIFY(!answer.contains("value"));
    QCOMPARE(codesOf(answer), (Codes{"unknown-type", "unknown-type"}));
}

void CliBatchTest::warningsOfTheSchemaAreForCheckOnly()
{
    const char* schema = "struct A { x: u8 }\n/// Nothing follows.\n";
    const Json checked = answerTo(request("check", schema));
    QCOMPARE(checked["ok"].get<bool>(), true);
    QCOMPARE(codesOf(checked), Codes{"dangling-doc"});
    Json ask = request("decode", schema);
    ask["hex"] = "01";
    QVERIFY(answerTo(ask) == Json::parse(R"({"ok":true,"value":{"x":1},"diagnostics":[]})"));
}

void CliBatchTest::streams()
{
    Json ask = request("encode", "message Ping { n: u8 }\nmessage Pong { n: u16 }");
    ask["stream"] = true;
    ask["value"] = Json::parse(R"([{"@type":"Pong","n":2},{"@type":"Ping","n":1}])");
    const Json encoded = answerTo(ask);
    QCOMPARE(encoded["ok"].get<bool>(), true);
    ask["op"] = "decode";
    ask["hex"] = encoded["hex"];
    const Json decoded = answerTo(ask);
    QCOMPARE(decoded["ok"].get<bool>(), true);
    QVERIFY(decoded["value"] == ask["value"]);
}

void CliBatchTest::integers()
{
    Json ask{{"op", "decode"}, {"format", "bitschema"}};
    ask["schema"]
        = R"({"name":"R","byte_order":"big","fields":[{"name":"low","type":"uint","bits":4},{"name":"high","type":"uint","bits":8}]})";
    ask["integer"] = "0x125";
    QVERIFY(answerTo(ask) == Json::parse(R"({"ok":true,"value":{"low":5,"high":18},"diagnostics":[]})"));
    ask["integer"] = "0b1_0010_0101";
    QCOMPARE(answerTo(ask)["ok"].get<bool>(), true);
    ask["integer"] = "-1";
    QCOMPARE(codesOf(answerTo(ask)), Codes{"bad-hex"});
    Json other = request("decode", plugin);
    other["integer"] = "5";
    QCOMPARE(codesOf(answerTo(other)), Codes{"bad-request"});
}

void CliBatchTest::schemaFormats()
{
    Json ask{{"op", "decode"}, {"schema_format", "yaml"}, {"format", "bitschema"}};
    ask["schema"] = "name: R\nfields:\n  - {name: v, type: uint, bits: 8}\n";
    ask["hex"] = "07";
    QVERIFY(answerTo(ask) == Json::parse(R"({"ok":true,"value":{"v":7},"diagnostics":[]})"));
    ask["schema_format"] = "toml";
    QCOMPARE(codesOf(answerTo(ask)), Codes{"bad-request"});
    // "files" are accepted also where nothing is imported.
    Json check = request("check", plugin);
    check["files"] = Json{{"other.sdp", "struct X { a: u8 }"}};
    QCOMPARE(answerTo(check)["ok"].get<bool>(), true);
}

void CliBatchTest::problemsOfEncodingHavePlaces()
{
    Json ask{{"op", "encode"}, {"format", "cramberry"}};
    ask["schema"]
        = "type A { @field(1) @validate(\"< 10\") n: int32; @field(2) l: []A; @field(3) m: map<string, string>; }";
    const auto rangeOf = [&](const Json& value) {
        ask["value"] = value;
        const Json answer = answerTo(ask);
        const std::string text = value.dump();
        std::string places;
        for (const Json& problem : answer["diagnostics"])
            places += problem["code"].get<std::string>() + ' '
                + text.substr(problem["range"]["offset"].get<std::size_t>(),
                              problem["range"]["bytes"].get<std::size_t>())
                + ';';
        return places;
    };
    QCOMPARE(rangeOf(Json::parse(R"({"l":[{"n":5},{"n":12}],"n":10})")), std::string("validate 10;validate 12;"));
    ask["limits"] = Json{{"string", 3}, {"depth", 1}};
    QCOMPARE(rangeOf(Json::parse(R"({"l":[{}],"m":{"a":"four","fives":""}})")),
             std::string("limit-depth {};limit-string \"four\";limit-string \"\";"));
    ask["stream"] = true;
    QCOMPARE(rangeOf(Json::parse(R"([{"ping":""},{"message":{"@type":"A","n":11}}])")), std::string("validate 11;"));
}

void CliBatchTest::formatAndTypeMayBeLeftOut()
{
    Json ask{{"op", "decode"}, {"schema", "struct In { a: u8 }\nstruct Out { i: In }"}, {"hex", "07"}};
    QVERIFY(answerTo(ask)["value"] == Json::parse(R"({"i":{"a":7}})"));
    ask["schema"] = "struct One { a: u8 }\nstruct Two { a: u8 }";
    QCOMPARE(codesOf(answerTo(ask)), Codes{"missing-type"});
    ask["schema"] = "once upon a time";
    QCOMPARE(codesOf(answerTo(ask)), Codes{"unknown-format"});
    ask["format"] = "morse";
    QCOMPARE(codesOf(answerTo(ask)), Codes{"unknown-format"});
}

void CliBatchTest::rangesAreThoseOfTheValue()
{
    const QByteArray line
        = R"({"op":"encode","format":"sdp","schema":"struct P { a: u8, b: u8 }","value":{"a":1, "é":2, "b":256, "b":3}})";
    const std::vector<Json> answers = answersTo(line);
    QCOMPARE(answers.size(), std::size_t{1});
    const Json& answer = answers.front();
    QCOMPARE(codesOf(answer), (Codes{"duplicate-key", "unknown-key"}));
    // Columns count code points from the start of the value, offsets its UTF-8 bytes.
    QVERIFY(answer["diagnostics"][1]["range"]
            == Json::parse(R"({"line":1,"column":9,"length":3,"offset":8,"bytes":4})"));
    QCOMPARE(answer["diagnostics"][0]["range"]["column"].get<int>(), 25);
    QCOMPARE(answer["diagnostics"][0]["related"][0]["range"]["column"].get<int>(), 16);
}

void CliBatchTest::limits()
{
    Json ask = request("decode", "struct L { v: []u8, s: str }");
    ask["hex"] = "03000000 010203 02000000 6162";
    const auto with = [&ask](const char* key, const Json& value) {
        ask["limits"] = Json{{key, value}};
        return codesOf(answerTo(ask));
    };
    QCOMPARE(with("array", 2), Codes{"limit-array"});
    QCOMPARE(with("array", 0), Codes{});
    QCOMPARE(with("total", 2), Codes{"limit-total"});
    QCOMPARE(with("string", 1), Codes{"limit-string"});
    QCOMPARE(with("message", 4), Codes{"limit-message"});
    QCOMPARE(with("time", 10.5), Codes{});
    QCOMPARE(with("depth", 99), Codes{});
    QCOMPARE(with("array", -1), Codes{"bad-request"});
    QCOMPARE(with("array", "2"), Codes{"bad-request"});
    QCOMPARE(with("arrays", 2), Codes{"bad-request"});
    ask["hex"] = "00000000 01000000 ff";
    QCOMPARE(with("validate_utf8", true), Codes{"invalid-utf8"});
}

void CliBatchTest::annotations()
{
    Json ask = request("decode", plugin);
    ask["hex"] = "2A000000 06000000 5265";
    ask["annotations"] = true;
    const Json answer = answerTo(ask);
    QVERIFY(answer["annotations"][0]["bits"] == Json::parse("[0,80]"));
    QCOMPARE(answer["annotations"][1]["path"].get<std::string>(), std::string("id"));
}

void CliBatchTest::idIsRepeated()
{
    Json ask = request("check", plugin);
    ask["id"] = Json::parse(R"({"n":[1,"x"]})");
    QVERIFY(answerTo(ask)["id"] == ask["id"]);
    ask["op"] = "frob";
    QVERIFY(answerTo(ask)["id"] == ask["id"]);
}

void CliBatchTest::badRequests_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const QByteArray& line, const char* code) {
        QTest::newRow(name) << line << QByteArray(code);
    };
    row("empty", "", "bad-request");
    row("blank", "  \t", "bad-request");
    row("garbage", "hello", "syntax");
    row("cut", R"({"op":"check","schema":"struct)", "syntax");
    row("array", "[]", "bad-request");
    row("number", "5", "bad-request");
    row("empty object", "{}", "bad-request");
    row("unknown op", R"({"op":"frob","schema":""})", "bad-request");
    row("op of wrong type", R"({"op":5,"schema":""})", "bad-request");
    row("no schema", R"({"op":"check"})", "bad-request");
    row("schema of wrong type", R"({"op":"check","schema":{}})", "bad-request");
    row("no value", R"({"op":"encode","schema":"struct A { a: u8 }"})", "bad-request");
    row("no hex", R"({"op":"decode","schema":"struct A { a: u8 }"})", "bad-request");
    row("hex of wrong type", R"({"op":"decode","schema":"struct A { a: u8 }","hex":5})", "bad-request");
    row("hex and integer", R"({"op":"decode","schema":"struct A { a: u8 }","hex":"00","integer":"0"})", "bad-request");
    row("bad hex", R"({"op":"decode","schema":"struct A { a: u8 }","hex":"0g"})", "bad-hex");
    row("odd hex", R"({"op":"decode","schema":"struct A { a: u8 }","hex":"012"})", "bad-hex");
    row("stream of wrong type", R"({"op":"check","schema":"struct A { a: u8 }","stream":1})", "bad-request");
    row("files of wrong type", R"({"op":"check","schema":"struct A { a: u8 }","files":["a"]})", "bad-request");
    row("file of wrong type", R"({"op":"check","schema":"struct A { a: u8 }","files":{"a":1}})", "bad-request");
    row("limits of wrong type", R"({"op":"check","schema":"struct A { a: u8 }","limits":5})", "bad-request");
    row("duplicate key", R"({"op":"check","op":"check","schema":"struct A { a: u8 }"})", "duplicate-key");
    row("not UTF-8", "\xff\xfe{}", "syntax");
    row("zero byte", QByteArray("\0{}", 3), "syntax");
    row("deep", QByteArray(100'000, '['), "syntax");
}

void CliBatchTest::badRequests()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, code);
    const std::vector<Json> answers = answersTo(line + "\n" + R"({"op":"check","schema":"struct A { a: u8 }"})" + "\n");
    QCOMPARE(answers.size(), std::size_t{2});
    QCOMPARE(answers[0]["ok"].get<bool>(), false);
    const Codes codes = codesOf(answers[0]);
    QVERIFY2(std::find(codes.begin(), codes.end(), code.toStdString()) != codes.end(), answers[0].dump().c_str());
    QVERIFY(answers[1] == Json::parse(R"({"ok":true,"diagnostics":[]})"));
}

void CliBatchTest::everyLineGetsItsAnswerInOrder()
{
    QByteArray input;
    for (int i = 0; i < 3000; ++i) {
        Json ask = request("decode", "struct A { a: u16 }");
        ask["hex"] = QByteArray::number(i + 0x1000, 16).toStdString();
        input += i % 7 == 3 ? QByteArray("garbage " + QByteArray::number(i)) : QByteArray::fromStdString(ask.dump());
        input += i % 2 == 0 ? "\n" : "\r\n";
    }
    int exitCode = -1;
    const std::vector<Json> answers = answersTo(input, &exitCode);
    QCOMPARE(exitCode, 0);
    QCOMPARE(answers.size(), std::size_t{3000});
    for (int i = 0; i < 3000; ++i) {
        const Json& answer = answers[static_cast<std::size_t>(i)];
        QCOMPARE(answer["ok"].get<bool>(), i % 7 != 3);
        const int number = i + 0x1000;
        if (i % 7 != 3)
            QCOMPARE(answer["value"]["a"].get<int>(), (number & 0xFF) << 8 | number >> 8);
    }
}

void CliBatchTest::answersComeWithoutWaitingForTheEnd()
{
    QProcess process;
    process.start(QStringLiteral(WIREBENCH_CLI), {"batch"});
    const QByteArray line = R"({"op":"check","schema":"struct A { a: u8 }"})"
                            "\n";
    for (int i = 0; i < 3; ++i) {
        process.write(line);
        while (!process.canReadLine())
            QVERIFY(process.waitForReadyRead(30'000));
        QCOMPARE(process.readLine(), QByteArray("{\"ok\":true,\"diagnostics\":[]}\n"));
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 0);
}

void CliBatchTest::hugeLines()
{
    Json ask = request("decode", "struct S { s: str }");
    std::string hex = "00005000"; // 5 MiB
    hex.append(std::size_t{10} << 20, '6');
    ask["hex"] = hex;
    const std::vector<Json> answers
        = answersTo(QByteArray::fromStdString(ask.dump()) + "\n" + QByteArray(20'000'000, 'x') + "\n{}");
    QCOMPARE(answers.size(), std::size_t{3});
    QCOMPARE(answers[0]["ok"].get<bool>(), true);
    QCOMPARE(answers[0]["value"]["s"].get<std::string>().size(), std::size_t{5} << 20);
    QCOMPARE(answers[1]["ok"].get<bool>(), false);
    QCOMPARE(answers[2]["ok"].get<bool>(), false);
}

void CliBatchTest::manySchemas()
{
    // More schemas than are kept analysed, in turns.
    QByteArray input;
    for (int i = 0; i < 600; ++i) {
        Json ask = request("decode", ("struct A { f" + std::to_string(i % 200) + ": u8 }").c_str());
        ask["hex"] = "07";
        input += QByteArray::fromStdString(ask.dump()) + '\n';
    }
    const std::vector<Json> answers = answersTo(input);
    QCOMPARE(answers.size(), std::size_t{600});
    for (std::size_t i = 0; i < answers.size(); ++i)
        QCOMPARE(answers[i]["value"]["f" + std::to_string(i % 200)].get<int>(), 7);
}

QTEST_GUILESS_MAIN(CliBatchTest)
#include "cli_batch_test.moc"
