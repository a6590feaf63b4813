// SPDX-License-Identifier: MIT
// Looking for bytes and text in a buffer.
#include "core/inspect/byte_search.h"

#include <QElapsedTimer>
#include <QTest>

#include <rapidcheck.h>

using namespace wirebench;

namespace {

using Offsets = std::vector<std::uint64_t>;

BytePattern patternOf(std::string_view text, SearchForm form = SearchForm::Hex, bool matchCase = false)
{
    return readSearchText(text, form, matchCase).pattern;
}

Offsets found(std::string_view bytes, const BytePattern& pattern, std::size_t most = 1000)
{
    return findBytes(asBytes(bytes), pattern, most).offsets;
}

/// The same by trying every place.
Offsets foundSlowly(ByteView bytes, const BytePattern& pattern)
{
    Offsets offsets;
    for (std::size_t at = 0; at + pattern.size() <= bytes.size();) {
        std::size_t fits = 0;
        while (fits < pattern.size() && pattern.places[fits].test(bytes[at + fits]))
            ++fits;
        if (fits == pattern.size())
            offsets.push_back(at);
        at += fits == pattern.size() ? pattern.size() : 1;
    }
    return offsets;
}

} // namespace

class ByteSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hexBytes()
    {
        const std::string_view bytes("\x08\x96\x01\x08\x96\x02", 6);
        for (const char* text : {"08 96", "0896", "0x08,0x96", "\\x08\\x96", "08:96", "08-96"})
            QCOMPARE(found(bytes, patternOf(text)), (Offsets{0, 3}));
        QCOMPARE(found(bytes, patternOf("08 96 02")), Offsets{3});
        QCOMPARE(found(bytes, patternOf("09")), Offsets{});
        QCOMPARE(found(bytes, patternOf("")), Offsets{});
        QCOMPARE(found("a", patternOf("61 62")), Offsets{});
    }

    void wildcards()
    {
        const std::string_view bytes("\x08\x96\x01\x08\x97\x01", 6);
        QCOMPARE(found(bytes, patternOf("08 ?? 01")), (Offsets{0, 3}));
        QCOMPARE(found(bytes, patternOf("9?")), (Offsets{1, 4}));
        QCOMPARE(found(bytes, patternOf("?7")), Offsets{4});
        QCOMPARE(found(bytes, patternOf("?? ?? ??")), (Offsets{0, 3}));
    }

    void textInAnyCase()
    {
        QCOMPARE(found("Reverb reverb REVERB", patternOf("reverb", SearchForm::Text)), (Offsets{0, 7, 14}));
        QCOMPARE(found("Reverb reverb", patternOf("reverb", SearchForm::Text, true)), Offsets{7});
        QCOMPARE(found("x{x[", patternOf("{", SearchForm::Text)), Offsets{1}); // no letter: [ is another character
        QCOMPARE(found("gr\xC3\xBC\xC3\x9F", patternOf("\xC3\xBC\xC3\x9F", SearchForm::Text)), Offsets{2});
        QCOMPARE(found(std::string_view("-\0R\0e\0-", 7), patternOf("re", SearchForm::Utf16)), Offsets{2});
        const std::string_view emoji("\x3D\xD8\x00\xDE", 4);
        QCOMPARE(found(emoji, patternOf("\xF0\x9F\x98\x80", SearchForm::Utf16)), Offsets{0});
    }

    void whatIsNoHexIsSaidAtItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("at");
        QTest::newRow("letter") << QByteArray("08 9g") << 4;
        QTest::newRow("half a byte") << QByteArray("08 9") << 3;
        QTest::newRow("half a byte, then a blank") << QByteArray("8 96") << 0;
        QTest::newRow("umlaut") << QByteArray("\xC3\xBC") << 0;
    }
    void whatIsNoHexIsSaidAtItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, at);
        const SearchText read = readSearchText(text.toStdString(), SearchForm::Hex, false);
        QVERIFY(read.pattern.empty());
        QCOMPARE(read.diagnostics.size(), std::size_t(1));
        QCOMPARE(read.diagnostics.front().place.first, std::uint64_t(at));
        const SearchText longText
            = readSearchText(std::string(BytePattern::kMostBytes + 1, 'a'), SearchForm::Text, true);
        QVERIFY(hasErrors(longText.diagnostics));
        QVERIFY(longText.pattern.empty());
    }

    void matchesDoNotOverlapAndAreLimited()
    {
        const std::string zeros(10, '\0');
        QCOMPARE(found(zeros, patternOf("00 00 00")), (Offsets{0, 3, 6}));
        const ByteMatches some = findBytes(asBytes(zeros), patternOf("00"), 4);
        QCOMPARE(some.offsets, (Offsets{0, 1, 2, 3}));
        QVERIFY(!some.complete);
        QVERIFY(findBytes(asBytes(zeros), patternOf("00"), 10).complete);
        const std::atomic<bool> stop = true;
        const ByteMatches none = findBytes(asBytes(zeros), patternOf("00"), 10, &stop);
        QVERIFY(none.offsets.empty() && !none.complete);
    }

    void findsWhatTryingEveryPlaceFinds()
    {
        const bool holds = rc::check("same as trying every place", [] {
            const auto digit = rc::gen::element('0', '1', '?');
            const auto bytes = *rc::gen::container<Bytes>(rc::gen::element<std::uint8_t>(0, 1, 16, 17));
            const auto length = *rc::gen::inRange(1, 90);
            std::string text;
            for (int i = 0; i < 2 * length; ++i)
                text += i % 2 == 0 && length < 4 ? *digit : *rc::gen::element('0', '?');
            const BytePattern pattern = patternOf(text);
            RC_ASSERT(findBytes(bytes, pattern, bytes.size() + 1).offsets == foundSlowly(bytes, pattern));
        });
        QVERIFY(holds);
    }

    void hardInputTakesNoLonger()
    {
        // Nearly the pattern, everywhere: trying every place would look at a thousand times as many bytes.
        const Bytes zeros(4 << 20);
        std::string text;
        for (int i = 0; i < 999; ++i)
            text += "00";
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(findBytes(zeros, patternOf(text + "01"), 10).offsets, Offsets{});
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(ByteSearchTest)
#include "byte_search_test.moc"
