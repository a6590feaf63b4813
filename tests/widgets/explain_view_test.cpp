// SPDX-License-Identifier: GPL-3.0-or-later
// Issue "SerialKit and Cramberry, complete", *Explain*: "a panel that tells for the selected bits, step by step with
// the actual numbers, how they came to be".
#include "core/formats/registry.h"
#include "tests/widgets/artifact.h"
#include "widgets/explain_view.h"
#include "widgets/selection.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace wirebench;

class ExplainViewTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ExplainView> m_view;
    const Format* m_format = findFormat("serialkit");

    std::shared_ptr<const AnnotationTree> decoded(const char* hex) const
    {
        auto source = std::make_shared<SchemaSource>();
        source->text = "namespace v; model M { uint32 age = 1; string name = 2; }";
        const auto plan = m_format->analyse(source).plan;
        const QByteArray content = QByteArray::fromHex(hex);
        return std::make_shared<const AnnotationTree>(std::make_shared<const Decoded>(decode(
            plan, plan->types.front(), std::make_shared<const Bytes>(content.begin(), content.end()), plan->limits)));
    }
    void select(std::uint64_t byte, std::uint64_t count)
    {
        m_selection->select({{{byte * 8, count * 8}}, {}, kNoIndex}, nullptr);
    }
    QString shown() const { return m_view->findChild<QTextBrowser*>("explanation")->toPlainText(); }
    QLabel* emptyText() const { return m_view->findChild<QLabel*>("noExplanation"); }

private Q_SLOTS:
    void init()
    {
        m_selection = std::make_unique<Selection>();
        m_view = std::make_unique<ExplainView>();
        m_view->setSelection(m_selection.get());
        m_view->setFormat(m_format);
        m_view->resize(520, 420);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void stepsOfTheSelectedBits()
    {
        m_view->setTree(decoded("089601"));
        select(1, 1);
        QVERIFY2(shown().contains("150"), qPrintable(shown()));
        QVERIFY(shown().contains("1. "));
        QVERIFY(shown().contains("96 = 1 0010110   more follows")); // aligned as written
        QVERIFY(shown().contains("Rule: "));
        QVERIFY(!shown().contains('`'));
        select(0, 1);
        QVERIFY2(shown().contains("VARINT"), qPrintable(shown()));
        QVERIFY(!shown().contains("more follows"));
        saveArtifact(m_view->grab().toImage(), "explain-tag");
    }

    void everyPartOfAFieldInTheOrderOfTheBytes()
    {
        m_view->setTree(decoded("089601"));
        select(0, 3);
        QVERIFY(shown().indexOf("VARINT") < shown().indexOf("more follows"));
        QVERIFY(m_view->findChild<QLabel*>("explanationHeading")->text().startsWith("2 "));
    }

    void aLargeSelectionIsToldInPart()
    {
        QByteArray hex = "089601";
        for (int i = 0; i < 20; ++i)
            hex += "0801";
        m_view->setTree(decoded(hex));
        select(0, 3);
        QVERIFY(!shown().contains("Choose a smaller part"));
        select(0, 43);
        QVERIFY(shown().contains("Choose a smaller part"));
    }

    void itFollowsTheBytes()
    {
        m_view->setTree(decoded("080F"));
        select(1, 1);
        QVERIFY(shown().contains("15"));
        m_view->setTree(decoded("0810"));
        QVERIFY(shown().contains("16"));
        m_view->hide();
        m_view->setTree(decoded("0811"));
        m_view->show();
        QVERIFY(shown().contains("17"));
    }

    void whatIsWrittenIsNoMarkup()
    {
        m_view->setTree(decoded("12083c623e783c2f623e"));
        select(2, 1);
        QVERIFY2(shown().contains("<b>x</b>"), qPrintable(shown()));
    }

    void itIsCopied()
    {
        m_view->setTree(decoded("089601"));
        select(0, 3);
        QTest::mouseClick(m_view->findChild<QToolButton*>("copyExplanation"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), m_view->text());
        QVERIFY(m_view->text().contains("     96 = 1 0010110   more follows"));
        auto* browser = m_view->findChild<QTextBrowser*>("explanation");
        QVERIFY(browser->find("more follows"));
        QTest::keyClick(browser, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("more follows"));
    }

    void elementsThatShareParts_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void elementsThatShareParts()
    {
        QFETCH(bool, dark);
        const Format* cramberry = findFormat("cramberry");
        auto source = std::make_shared<SchemaSource>();
        source->text = "package v; type T { @field(1) @encoding(\"delta\") f: []int64; @field(2) "
                       "@encoding(\"prefix\") g: []string; @field(3) @encoding(\"bitpack=3\") h: []uint8; }";
        const auto plan = cramberry->analyse(source).plan;
        const QByteArray bytes = QByteArray::fromHex("0A04C80114091210030003616263020178000563C3A47831"
                                                     "1A0303D100");
        m_view->setFormat(cramberry);
        m_view->setTheme(makeTheme(dark));
        m_view->setTree(std::make_shared<const AnnotationTree>(std::make_shared<const Decoded>(decode(
            plan, plan->types.front(), std::make_shared<const Bytes>(bytes.begin(), bytes.end()), plan->limits))));
        const QString suffix = dark ? "-dark" : "-light";
        select(5, 1);
        QVERIFY2(shown().contains("110 + (-5) = 105"), qPrintable(shown()));
        saveArtifact(m_view->grab().toImage(), "explain-delta" + suffix);
        select(14, 3);
        QVERIFY2(shown().contains("together \"abx\""), qPrintable(shown()));
        saveArtifact(m_view->grab().toImage(), "explain-prefix" + suffix);
        m_selection->select({{{27 * 8 + 6, 3}}, {}, kNoIndex}, nullptr);
        QVERIFY2(shown().contains("the later byte has the higher bits"), qPrintable(shown()));
        saveArtifact(m_view->grab().toImage(), "explain-bits" + suffix);
    }

    void withoutASelectionItSaysWhatToDo()
    {
        QVERIFY(emptyText()->isVisible());
        QVERIFY(emptyText()->text().contains("Open a schema and a buffer"));
        m_view->setTree(decoded("089601"));
        QVERIFY(emptyText()->text().contains("Choose a byte"));
        select(0, 1);
        QVERIFY(!emptyText()->isVisible());
        m_selection->clear();
        QVERIFY(emptyText()->isVisible());
        QVERIFY(m_view->text().isEmpty());
    }
};

QTEST_MAIN(ExplainViewTest)
#include "explain_view_test.moc"
