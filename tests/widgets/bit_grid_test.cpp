// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/annotation_tree.h"
#include "tests/core/layout_samples.h"
#include "widgets/bit_grid.h"
#include "widgets/bit_grid_panel.h"

#include <QtTest>

using namespace wirebench;
using namespace wirebench::test;

namespace {

std::shared_ptr<const AnnotationTree> treeOf(const std::shared_ptr<const Plan>& plan, const QByteArray& hex)
{
    const QByteArray raw = QByteArray::fromHex(hex);
    auto bytes = std::make_shared<const Bytes>(raw.begin(), raw.end());
    auto decoded = std::make_shared<const Decoded>(decode(plan, typeOf(*plan), bytes, plan->limits));
    return std::make_shared<const AnnotationTree>(decoded);
}

} // namespace

class BitGridTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pictures()
    {
        const QString dir = qEnvironmentVariable("WIREBENCH_PICTURES");
        if (dir.isEmpty())
            QSKIP("set WIREBENCH_PICTURES to a folder to have pictures of the grid written there");
        struct Sample {
            const char* name;
            std::shared_ptr<const Plan> plan;
            QByteArray hex;
        };
        const Sample samples[] = {
            {"ipv4", ipv4Plan(), "4500003c1c4640004006b1e6c0a80001c0a800c7"},
            {"packet", packetPlan(), "21044000"},
            {"mixed", mixedPlan(), "ff12a45b0c778899aabbccddeeff112233"},
            {"plugin", pluginPlan(), "2a0000000600000052657665726201ffee"},
            {"registry", registryPlan(), ""},
        };
        for (const bool dark : {false, true}) {
            for (const Sample& sample : samples) {
                for (const bool buffer : {false, true}) {
                    if (buffer && sample.hex.isEmpty())
                        continue;
                    for (const QSize size : {QSize(980, 420), QSize(520, 360)}) {
                        BitGridPanel panel;
                        const Theme theme = makeTheme(dark);
                        qApp->setPalette(theme.palette);
                        panel.setPalette(theme.palette);
                        panel.view()->setTheme(theme);
                        panel.view()->setLayout(std::make_shared<Layout>(layoutOf(*sample.plan, typeOf(*sample.plan))),
                                                sample.plan);
                        if (buffer)
                            panel.view()->setTree(treeOf(sample.plan, sample.hex));
                        panel.resize(size);
                        panel.show();
                        QVERIFY(QTest::qWaitForWindowExposed(&panel));
                        panel.grab().save(QStringLiteral("%1/%2-%3-%4-%5.png")
                                              .arg(dir, QLatin1String(sample.name), buffer ? "buffer" : "layout",
                                                   dark ? "dark" : "light")
                                              .arg(size.width()));
                    }
                }
            }
        }
    }
};

QTEST_MAIN(BitGridTest)
#include "bit_grid_test.moc"
