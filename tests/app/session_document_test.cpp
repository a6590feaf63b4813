// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/document.h"
#include "app/session/drafted_document.h"
#include "core/base/text.h"

#include <QSignalSpy>
#include <QTest>

using namespace wirebench;

namespace {

const std::string kSchema = R"(struct Plugin {
    id: u32,
    name: str,
    active: bool,
}
)";

Bytes fromHex(const char* hex)
{
    const QByteArray raw = QByteArray::fromHex(hex);
    return Bytes(raw.begin(), raw.end());
}

QString hexOf(const Document& document)
{
    return document.bytes() ? QString::fromStdString(toHex(*document.bytes())) : QString();
}

constexpr auto kReverb = "2a00000006000000526576657262 01";

/// A document with the schema and, when given, a buffer; its first snapshot is there.
struct Opened {
    explicit Opened(const std::string& schema = kSchema, const char* hex = kReverb, const char* name = "plugin.sdp")
    {
        document.loadSchema(schema, {}, name);
        if (hex)
            document.loadBuffer(fromHex(hex), {}, "plugin.bin", true);
        settle();
    }
    void settle() { QTRY_VERIFY(!document.pending()); }
    Document document;
};

} // namespace

/// Issue 3, "Value editor" and "Schema editor": schema, bytes and value follow each other.
class SessionDocumentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsStoppedShowsWhatWasRead()
    {
        Opened opened("struct E { s: str, }\nstruct M { list: []E, }\n", nullptr, "many.sdp");
        constexpr unsigned kElements = 900'000;
        Bytes bytes(4 + std::size_t{kElements} * 4, 0);
        for (unsigned i = 0; i < 4; ++i)
            bytes[i] = std::uint8_t(kElements >> i * 8);
        opened.document.loadBuffer(std::move(bytes), {}, "many.bin", true);
        opened.document.stop();
        opened.settle();
        const Snapshot& stopped = *opened.document.snapshot();
        QVERIFY(stopped.stopped);
        QCOMPARE(stopped.decoded->diagnostics.front().code, "limit-time");
        QVERIFY(stopped.tree);
        QVERIFY(opened.document.valueText().find("\"list\"") != std::string::npos);
        const std::size_t part = stopped.decoded->annotations.size();
        // Decoded again, all of it is there.
        opened.document.refresh();
        opened.settle();
        QVERIFY(!opened.document.snapshot()->stopped);
        QVERIFY(opened.document.snapshot()->problems().empty());
        QVERIFY(opened.document.snapshot()->decoded->annotations.size() > part * 10);
    }

    void bytesGiveTheValue()
    {
        Opened opened;
        QCOMPARE(opened.document.snapshot()->typeName, "Plugin");
        QVERIFY(opened.document.valueText().find("\"Reverb\"") != std::string::npos);
        opened.document.editBytes(std::make_shared<const Bytes>(fromHex("2b00000006000000526576657262 01")));
        opened.settle();
        QVERIFY(opened.document.valueText().find("43") != std::string::npos);
    }

    void valueGivesTheBytesWithEveryLengthRight()
    {
        Opened opened;
        QSignalSpy replaced(&opened.document, &Document::bytesReplaced);
        opened.document.editValue(R"({"id": 42, "name": "Reverb XL", "active": true})");
        opened.settle();
        QCOMPARE(hexOf(opened.document), "2a0000000900000052657665726220584c01");
        QCOMPARE(replaced.size(), 1);
        QCOMPARE(replaced.first().first().toBool(), false);
    }

    void theTypedValueStaysAsTyped()
    {
        Opened opened;
        QSignalSpy valueReplaced(&opened.document, &Document::valueReplaced);
        opened.document.editValue(R"({ "id":"0x2b" , "name":"A","active":false })");
        opened.settle();
        QCOMPARE(valueReplaced.size(), 0);
        QCOMPARE(hexOf(opened.document), "2b000000010000004100");
    }

    void aBrokenValueKeepsTheLastBytes()
    {
        Opened opened;
        const QString before = hexOf(opened.document);
        opened.document.editValue(R"({"id": 42, "name": )");
        opened.settle();
        QCOMPARE(hexOf(opened.document), before);
        QVERIFY(opened.document.snapshot()->valueBroken);
        QVERIFY(hasErrors(opened.document.snapshot()->valueProblems));
        QVERIFY(opened.document.snapshot()->decoded);
        QCOMPARE(opened.document.valueText(), R"({"id": 42, "name": )");
        QVERIFY(opened.document.modified());
    }

    void allErrorsOfAValueAreReported()
    {
        Opened opened;
        opened.document.editValue(R"({"id": -1, "name": 5, "active": "yes"})");
        opened.settle();
        QCOMPARE(opened.document.snapshot()->valueProblems.size(), std::size_t(3));
    }

    /// Long varints, unknown fields and bytes that cannot be read stay; the length around the edit is mended.
    void oddFieldsSurviveAValueEdit()
    {
        Opened opened("namespace v; model M { uint32 n = 1; Inner i = 2; } model Inner { string s = 1; }",
                      "1a0141 12030a0141 888000 14ff", "message.skit");
        opened.document.editField("i.s", "\"ABC\"");
        opened.settle();
        QCOMPARE(hexOf(opened.document), "1a014112050a0341424388800014ff");
    }

    void trailingBytesSurviveAValueEdit()
    {
        Opened opened(kSchema, "2a0000000600000052657665726201 ddee");
        opened.document.editField("id", "7");
        opened.settle();
        QCOMPARE(hexOf(opened.document), "070000000600000052657665726201ddee");
        opened.document.editField("name", "\"R\"");
        opened.settle();
        QCOMPARE(hexOf(opened.document), "07000000010000005201ddee");
    }

    void anUnknownFieldIsNotEdited()
    {
        Opened opened;
        QSignalSpy refused(&opened.document, &Document::fieldRefused);
        opened.document.editField("nothing", "1");
        QCOMPARE(refused.size(), 1);
        QVERIFY(!opened.document.pending());
    }

    void schemaEditsRedecode()
    {
        Opened opened;
        opened.document.editSchema("struct Plugin { number: u32, name: str, active: bool }");
        opened.settle();
        QVERIFY(opened.document.valueText().find("\"number\": 42") != std::string::npos);
        QVERIFY(!opened.document.snapshot()->stale);
    }

    void aBrokenSchemaKeepsTheLastLayoutMarkedStale()
    {
        Opened opened;
        const auto layout = opened.document.snapshot()->layout;
        const std::string value = opened.document.valueText();
        opened.document.editSchema("struct Plugin { id: u32, name: nonsense, active: bool }");
        opened.settle();
        const auto& broken = *opened.document.snapshot();
        QVERIFY(broken.stale);
        QCOMPARE(broken.layout, layout);
        QVERIFY(hasErrors(broken.analysis->diagnostics));
        QCOMPARE(opened.document.valueText(), value);
        opened.document.editSchema(kSchema);
        opened.settle();
        QVERIFY(!opened.document.snapshot()->stale);
    }

    void editingStillWorksWhileTheSchemaIsBroken()
    {
        Opened opened;
        opened.document.editSchema("struct Plugin { id: ");
        opened.settle();
        QVERIFY(opened.document.snapshot()->stale);
        opened.document.editField("id", "1");
        opened.settle();
        QCOMPARE(hexOf(opened.document).left(8), "01000000");
    }

    void theSoundTypesOfABrokenSchemaAreNotStale()
    {
        Opened opened("struct Good { a: u8 } struct Bad { b: u8 }", "05");
        opened.document.setTypeName("Good");
        opened.document.editSchema("struct Good { a: u8 } struct Bad { b: nonsense }");
        opened.settle();
        QVERIFY(!opened.document.snapshot()->stale);
        QCOMPARE(opened.document.snapshot()->typeName, "Good");
    }

    void theChosenTypeFollowsItsNewName()
    {
        Opened opened("struct A { a: u8 } struct B { b: u8 }", "05");
        opened.document.setTypeName("B");
        opened.settle();
        opened.document.editSchema("struct A { a: u8 } struct Beta { b: u8 }");
        opened.settle();
        QCOMPARE(opened.document.snapshot()->typeName, "Beta");
        QCOMPARE(opened.document.typeName(), "Beta");
    }

    void theOutermostTypeIsTheLikelyOne()
    {
        Opened opened("struct Part { a: u8 } struct Alone { x: u8 } struct Whole { parts: []Part, n: u8 }", nullptr);
        QCOMPARE(opened.document.snapshot()->typeName, "Whole");
    }

    void theNewestRequestWins()
    {
        Opened opened;
        QSignalSpy made(&opened.document, &Document::snapshotChanged);
        for (int i = 0; i < 50; ++i)
            opened.document.editValue("{\"id\": " + std::to_string(i) + R"(, "name": "A", "active": true})");
        opened.settle();
        QCOMPARE(hexOf(opened.document).left(8), "31000000");
        QVERIFY2(made.size() < 50, "results that were overtaken are to be dropped");
    }

    void aPendingValueSurvivesASchemaEdit()
    {
        Opened opened;
        opened.document.editValue(R"({"number": 5, "name": "A", "active": true})");
        opened.settle();
        QVERIFY(opened.document.snapshot()->valueBroken);
        opened.document.editSchema("struct Plugin { number: u32, name: str, active: bool }");
        opened.settle();
        QVERIFY(!opened.document.snapshot()->valueBroken);
        QCOMPARE(hexOf(opened.document), "05000000010000004101");
    }

    void aValueWithoutABufferMakesOne()
    {
        Opened opened(kSchema, nullptr);
        QVERIFY(!opened.document.bytes());
        QVERIFY(!opened.document.snapshot()->decoded);
        opened.document.editValue(R"({"id": 1, "name": "", "active": false})");
        opened.settle();
        QCOMPARE(hexOf(opened.document), "010000000000000000");
    }

    void aBufferOfMessagesIsAnArray()
    {
        Opened opened("message Ping { id: u8 }", nullptr);
        opened.document.setHolds({BufferChoice::Kind::Usual, Framing::None});
        opened.document.editValue(R"([{"@type": "Ping", "id": 1}, {"@type": "Ping", "id": 2}])");
        opened.settle();
        QVERIFY(opened.document.snapshot()->stream());
        QCOMPARE(opened.document.bytes()->size(), std::size_t(26));
        opened.document.editField("[1].id", "9");
        opened.settle();
        QCOMPARE(opened.document.bytes()->back(), std::uint8_t(9));
    }

    void unsavedIsWhatDiffersFromTheFile()
    {
        Opened opened;
        QVERIFY(!opened.document.modified());
        opened.document.editSchema(kSchema + "\n");
        QVERIFY(opened.document.schemaModified());
        opened.document.editSchema(kSchema);
        QVERIFY(!opened.document.schemaModified());
    }

    void stateAndRestoreAreInverse()
    {
        Opened opened;
        opened.document.editSchema(kSchema + "// more\n");
        opened.document.editBytes(std::make_shared<const Bytes>(fromHex("01")));
        opened.document.setTypeName("Plugin");
        Document copy;
        copy.restore(opened.document.state());
        QCOMPARE(copy.schemaText(), opened.document.schemaText());
        QCOMPARE(*copy.bytes(), *opened.document.bytes());
        QVERIFY(copy.schemaModified());
        QVERIFY(copy.bufferModified());
        QTRY_VERIFY(!copy.pending());
        QCOMPARE(copy.snapshot()->typeName, "Plugin");
    }

    /// Issue 4, *Unknown bytes*.
    void bytesWithoutASchemaAreReadUntilThereIsOne()
    {
        Document document;
        const auto settle = [&document] { QTRY_VERIFY(!document.pending()); };
        document.loadBuffer(fromHex("0A05416C696365"), {}, "message.bin", true);
        settle();
        const auto first = document.snapshot()->schemaless;
        QVERIFY(first && !first->chosen);
        QCOMPARE(first->read.fields.size(), std::size_t(1));
        // What did not change is not read again.
        document.refresh();
        settle();
        QCOMPARE(document.snapshot()->schemaless, first);
        document.editBytes(std::make_shared<const Bytes>(fromHex("0801")));
        settle();
        QVERIFY(document.snapshot()->schemaless != first);
        // A chosen format counts; one without tags gives nothing.
        document.setFormatId("serialkit");
        settle();
        QCOMPARE(document.snapshot()->schemaless->format->id(), std::string_view("serialkit"));
        document.setFormatId("bitschema");
        settle();
        QVERIFY(!document.snapshot()->schemaless && document.snapshot()->lacksSchema());
        document.setFormatId({});
        document.replaceSchema("namespace v;\nmodel M {\n    uint32 a = 1;\n}\n");
        settle();
        QVERIFY(!document.snapshot()->schemaless && !document.snapshot()->lacksSchema());
    }

    void aDraftedDocumentStandsByItself()
    {
        Document document;
        document.loadBuffer(fromHex("0A05416C696365"), {}, "message.bin", true);
        QTRY_VERIFY(!document.pending());
        const SchemalessReading& reading = *document.snapshot()->schemaless;
        const DraftedSchema draft = draftSchema(*document.bytes(), *reading.format);
        QCOMPARE(draft.fields, std::size_t(1));
        QCOMPARE(draft.readBytes, std::uint64_t(7));
        QCOMPARE(draftSchema(fromHex("08010AFF"), *reading.format).readBytes, std::uint64_t(2));
        Document other;
        other.restore(draftedDocument(document, draft, *reading.format));
        QTRY_VERIFY(!other.pending());
        QVERIFY(other.id() != document.id());
        QVERIFY(other.schemaPath().isEmpty() && other.bufferPath().isEmpty());
        QVERIFY(other.schemaModified() && !other.bufferModified());
        QVERIFY(other.title().startsWith("message draft."));
        QVERIFY(other.snapshot()->decoded && other.snapshot()->problems().empty());
    }
};

QTEST_GUILESS_MAIN(SessionDocumentTest)
#include "session_document_test.moc"
