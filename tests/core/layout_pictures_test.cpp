// SPDX-License-Identifier: MIT
#include "core/layout/grid_pictures.h"
#include "tests/core/layout_samples.h"

#include <QXmlStreamReader>
#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

// The diagrams below are what people see; a change here is a change of the pictures.

namespace {

constexpr std::string_view packetDiagram = R"(
Packet: 32 bits, 4 bytes, nothing wasted
Least significant bit first: bit 0 is at the left, in the first byte.
The numbers at the right are bit numbers, inclusive; +n counts from the end of the part before. Dots are padding.

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|version|     flags     |                length                 |  31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)";

constexpr std::string_view packetFromTheMostSignificantBit = R"(
Packet: 32 bits, 4 bytes, nothing wasted
Most significant bit first: bit 0, in the first byte, is at the right end of the first row.
The numbers at the right are bit numbers, inclusive; +n counts from the end of the part before. Dots are padding.

   3                   2                   1                   0
 1 0 9 8 7 6 5 4 3 2 1 0 9 8 7 6 5 4 3 2 1 0 9 8 7 6 5 4 3 2 1 0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                length                 |     flags     |version|  31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)";

constexpr std::string_view ipv4Diagram = R"(
Ipv4: 160 bits, 20 bytes, 1 bit wasted
Most significant bit first, in wire order: place 0 is the highest bit of the first byte.
The numbers at the right are bit numbers, inclusive; +n counts from the end of the part before. Dots are padding.

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|version|  ihl  |   dscp    |ecn|         total_length          |  159..128
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|        identification         |R|D|M|     fragment_offset     |  127..96
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
| time_to_live  |   protocol    |        header_checksum        |  95..64
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                            source                             |  63..32
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                          destination                          |  31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

  M  more_fragments  bits 109  bool
  D  dont_fragment   bits 110  bool
  R  reserved        bits 111  padding
)";

constexpr std::string_view mixedDiagram = R"(
Mixed: 134 bits, 17 bytes, 16 bits wasted
Least significant bit first: bit 0 is at the left, in the first byte.
The numbers at the right are bit numbers, inclusive; +n counts from the end of the part before. Dots are padding.

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|A|G|     age     |P|pos.x|Y|    pos.y    |...| z |.........|sa~|  31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
| |   [0]   |   [1]   |   [2]   |   [3]   |   [4]   |   [5]   |.|  63..32
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|_reser~|...|                                                   |  95..64
+-+-+-+-+-+-+                                                   +
|                            counter                            |  127..96
+           +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|           |...|                                                  135..128
+-+-+-+-+-+-+-+-+

  A        active            bits 0       bool
  G        age (presence)    bits 1       presence bit
  P        pos (presence)    bits 9       presence bit
  Y        pos.y (presence)  bits 13      presence bit
  sa~      samples (count)   bits 32..30  u3 count
  _reser~  _reserved         bits 67..64  padding
)";

constexpr std::string_view registryDiagram = R"(
Registry: 20 bytes or more, the size depends on the value
Least significant bit first: bit 0 is at the left, in the first byte.
The numbers at the right are bit numbers, inclusive; +n counts from the end of the part before. Dots are padding.

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                            type id                            |  31..0
+                                                               +
|                                                               |  63..32
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                         payload size                          |  95..64
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                         plugins count                         |  127..96
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/         plugins: count × Plugin, each 9 bytes or more         /
/                                                               /
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                             total                             |  +31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

Each element of plugins[]: Plugin

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                          name length                          |  31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/         name: UTF-8, as many bytes as the length says         /
/                                                               /
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                       parameters count                        |  +31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/     parameters: count × Parameter, each 20 bytes or more      /
/                                                               /
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|    parent?    |                                                  +7..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/      parent: Plugin, 9 bytes or more, only when present       /
/                                                               /
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

Each element of plugins[].parameters[]: Parameter

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                            address                            |  31..0
+                                                               +
|                                                               |  63..32
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                          unit length                          |  95..64
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/         unit: UTF-8, as many bytes as the length says         /
/                                                               /
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                             value                             |  +31..0
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                             flags                             |  +63..32
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)";

/// The diagrams start with a line break, so that their columns line up in this file.
void compareDiagram(const std::string& drawn, std::string_view golden)
{
    const QStringList have = QString::fromStdString(drawn).split(QLatin1Char('\n'));
    const QStringList want
        = QString::fromUtf8(golden.data() + 1, qsizetype(golden.size()) - 1).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < std::min(have.size(), want.size()); ++i)
        QCOMPARE(have[i], want[i]);
    QCOMPARE(have.size(), want.size());
}

std::string asciiOf(const std::shared_ptr<const Plan>& plan)
{
    return layoutAscii(layoutOf(*plan, typeOf(*plan)));
}

QString problemOf(const std::string& svg)
{
    QXmlStreamReader reader(QByteArray::fromStdString(svg));
    while (!reader.atEnd())
        reader.readNext();
    return reader.hasError() ? reader.errorString() : QString();
}

} // namespace

class LayoutPicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asciiOfAPackedRecord() { compareDiagram(asciiOf(packetPlan()), packetDiagram); }

    void asciiInTheOtherNumbering()
    {
        const Layout layout = layoutOf(*packetPlan(), typeOf(*packetPlan()));
        PictureOptions options = pictureOptions(layout);
        options.order = BitOrder::MsbFirst;
        compareDiagram(gridAscii(layoutGrid(layout), options), packetFromTheMostSignificantBit);
    }

    void asciiOfAnIpv4HeaderReadsLikeItsRfc() { compareDiagram(asciiOf(ipv4Plan()), ipv4Diagram); }

    void asciiOfPaddingPresenceAndFieldsOverRows() { compareDiagram(asciiOf(mixedPlan()), mixedDiagram); }

    void asciiOfVariablePartsIsSymbolic() { compareDiagram(asciiOf(registryPlan()), registryDiagram); }

    void asciiShortensNamesWithoutMixingThemUp()
    {
        PlanMaker make;
        std::vector<std::string> names;
        for (int i = 0; i < 70; ++i)
            names.push_back("flag_number_" + std::to_string(i));
        std::vector<PlanMaker::Field> fields;
        for (std::size_t i = 0; i < names.size(); ++i)
            fields.push_back({names[i], make.bits("bool", 1, Meaning::Bool), i});
        const auto plan = make.finish(make.record("R", fields));
        const QString text = QString::fromStdString(asciiOf(plan));
        for (const std::string& name : names)
            QCOMPARE(text.count(QString::fromStdString("  " + name + " ")), 1); // all of them in the legend
    }

    void asciiCapsItsRowsAndSaysSo()
    {
        PlanMaker make;
        const auto plan = make.finish(make.record("R",
                                                  {{"a", make.slots("array", make.bits("uint", 64), 60), 0},
                                                   {"b", make.slots("array", make.bits("uint", 64), 60), 3840}}));
        const Layout layout = layoutOf(*plan, typeOf(*plan));
        PictureOptions options = pictureOptions(layout);
        options.maxRows = 10;
        const std::string text = gridAscii(layoutGrid(layout), options);
        QVERIFY(text.find("… 7360 bits more\n") != std::string::npos);
        QVERIFY(gridSvg(layoutGrid(layout), options).find("… 7360 bits more not drawn") != std::string::npos);
    }

    void svgIsWellFormed_data()
    {
        QTest::addColumn<int>("sample");
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("dark");
        for (int sample = 0; sample < 5; ++sample) {
            for (const int bits : {8, 16, 32, 64}) {
                for (const bool dark : {false, true})
                    QTest::addRow("sample %d, %d bits, %s", sample, bits, dark ? "dark" : "light")
                        << sample << bits << dark;
            }
        }
    }
    void svgIsWellFormed()
    {
        QFETCH(int, sample);
        QFETCH(int, bits);
        QFETCH(bool, dark);
        const std::shared_ptr<const Plan> plans[]
            = {packetPlan(), ipv4Plan(), mixedPlan(), pluginPlan(), registryPlan()};
        const Plan& plan = *plans[sample];
        const Layout layout = layoutOf(plan, typeOf(plan));
        const std::string svg = layoutSvg(layout, static_cast<unsigned>(bits), dark);
        QCOMPARE(problemOf(svg), QString());
        for (const LayoutRow& row : layout.fields)
            QVERIFY(svg.find(">" + row.name) != std::string::npos);
        QVERIFY(svg.find("LSB 0") != std::string::npos);
        QVERIFY(svg.find("MSB 0") != std::string::npos);
    }

    void svgEscapesWhateverANameHolds()
    {
        PlanMaker make;
        const auto plan = make.finish(make.record(
            "<\"&>\x01\xff\xef\xbf\xbf", {{"a<b&c", make.bits("\xc3(", 32), 0}, {"]]>", make.bits("uint", 9), 32}}));
        const std::string svg = layoutSvg(layoutOf(*plan, typeOf(*plan)));
        QCOMPARE(problemOf(svg), QString());
        QVERIFY(svg.find("a&lt;b&amp;c") != std::string::npos);
    }

    void svgHasBothPalettes()
    {
        const Layout layout = layoutOf(*packetPlan(), typeOf(*packetPlan()));
        QVERIFY(layoutSvg(layout, 32, false) != layoutSvg(layout, 32, true));
        QVERIFY(layoutSvg(layout, 32, false).find("#ffffff") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(LayoutPicturesTest)
#include "layout_pictures_test.moc"
